"""What the reader costs: `python -m eval.bench.reader`.

Each question of the sample set is asked with the reader and without, in turn, in one process; then
the reader is loaded in a process of its own, several times (memory: Linux only). Medians, by the
clock.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
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
    times = [[_milliseconds(each, question) for each in assistants] for question in asked]
    added = sorted(one - other for one, other in times)
    print(f"- a question without the reader: {statistics.median(t for _, t in times):.0f} ms")
    print(f"- added by the reader, median: {statistics.median(added):.0f} ms")
    print(f"- added by the reader, 95th percentile: {added[int(0.95 * len(added))]:.0f} ms")
    loads = [_loading() for _ in range(ROUNDS)]
    seconds, megabytes = (statistics.median(each) for each in zip(*loads, strict=True))
    print(f"- loading it: {seconds:.2f} s; memory: {megabytes:.0f} MB")


def _milliseconds(assistant: Assistant, question: str) -> float:
    started = time.perf_counter()
    assistant.ask(question)
    return 1000 * (time.perf_counter() - started)


def _loading() -> tuple[float, float]:
    """Seconds to load the reader in a process of its own, and the memory it adds, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING], check=True, capture_output=True, text=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


if __name__ == "__main__":
    main()
