"""What the reader costs: `python -m eval.bench.reader`.

Each question of the sample set is asked with the reader and without, in turn, in one process; then
the reader is loaded in a process of its own, several times (memory: Linux only). Medians, by the
clock and by the processor.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace

from eval.questions import find_question_set, load_questions
from qa import Assistant, Settings
from qa.evidence.reader.load import OFF
from qa.library.cache import index_dir_for, sample_corpus

QUESTIONS = 100
ROUNDS = 5
LOADING = """
import time
from pathlib import Path
from index.embed.load import default_embedder
from qa.evidence.reader.load import load_reader
embedder = default_embedder()
embedder.embed_query("ready")

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20

before, started = megabytes(), time.perf_counter()
reader = load_reader(None, embedder)
print(time.perf_counter() - started)
from qa.evidence.reader.protocol import Window
reader.read("Who?", [Window("A.", ("Somebody.",))] * 20)
print(megabytes() - before)
"""


def main() -> None:
    """Measure and print."""
    reading = Settings()
    folder = index_dir_for(sample_corpus(), reading)
    assistants = [
        Assistant.from_documents(sample_corpus(), index_dir=folder, settings=each)
        for each in (reading, replace(reading, reader=OFF))
    ]
    asked = [each.question for each in load_questions(find_question_set("sample"))[:QUESTIONS]]
    taken = [[_milliseconds(each, question) for each in assistants] for question in asked]
    for place, kind in enumerate(("by the clock", "by the processor")):
        times = [(reading[place], without[place]) for reading, without in taken]
        added = sorted(one - other for one, other in times)
        print(f"{kind}, median (95th percentile):")
        print(f"- a question without the reader: {_figures(t for _, t in times)} ms")
        print(f"- added by the reader: {_figures(added)} ms")
        print(f"- a question with it: {_figures(t for t, _ in times)} ms")
    loads = [_loading() for _ in range(ROUNDS)]
    seconds, megabytes = (statistics.median(each) for each in zip(*loads, strict=True))
    print(f"- loading it: {seconds:.2f} s; memory: {megabytes:.0f} MB")


def _milliseconds(assistant: Assistant, question: str) -> tuple[float, float]:
    """What a question takes by the clock and by the processor, on all threads."""
    started = time.perf_counter(), time.process_time()
    assistant.ask(question)
    ended = time.perf_counter(), time.process_time()
    return 1000 * (ended[0] - started[0]), 1000 * (ended[1] - started[1])


def _figures(times: Iterable[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} ({ordered[int(0.95 * len(ordered))]:.0f})"


def _loading() -> tuple[float, float]:
    """Seconds to load the reader in a process of its own, and the memory it adds, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING], check=True, capture_output=True, text=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


if __name__ == "__main__":
    main()
