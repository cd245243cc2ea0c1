"""How long until a folder of documents can be asked, and until all of it is indexed:
`make bench-first`.

Folders of generated documents (eval.bench.generated), and one with three handbooks among notes, are
opened in turn without waiting and with, each in a process of its own, in the same run: the ratio is
what asking while it reads gains. `python -m eval.bench.first 10 100 --write` measures folders of
these sizes and puts them in docs/performance.md.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from eval.bench.generated import Made
from qa import Assistant

SIZES = (10, 100, 1_000)
HANDBOOKS, PASSAGES, NOTES = 3, 15, 40
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
MARKED = re.compile(r"(?<=<!-- bench-first -->\n).*(?=<!-- end of bench-first -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds by the clock until a first question was answered and until all was indexed, seconds
    of CPU, and peak memory in MB.
    """

    first: float
    complete: float
    processor: float
    memory: float


def main() -> None:
    """Measure folders of the sizes given and print; with --write, into docs/performance.md too."""
    if sys.argv[1:2] == ["open"]:
        asked, index, how = sys.argv[2:]
        print(json.dumps(asdict(opened(Path(asked), Path(index), how == "wait"))))
        return
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            "| folder | first answer, s | all indexed, s | by one call that waits, s "
            "| of which until the first answer | CPU, s | peak memory, MB |",
            "|---|--:|--:|--:|--:|--:|--:|",
        ]
        for size in sizes:
            documents = write_documents(Path(folder) / str(size), size)
            lines.append(row(f"{size:,} documents", documents))
        lines.append(row("3 handbooks, 40 notes", write_handbooks(Path(folder) / "handbooks")))
    print("\n".join(lines))
    if "--write" in sys.argv:
        text = PAGE.read_text("utf-8")
        PAGE.write_text(MARKED.sub(lambda _: "\n".join(lines) + "\n", text), "utf-8")


def row(title: str, documents: Path) -> str:
    """A line of the table: the folder opened without waiting and with, one after the other."""
    meanwhile, waiting = (_measured(documents, how) for how in ("meanwhile", "wait"))
    share = meanwhile.first / waiting.first
    return (
        f"| {title} | {meanwhile.first:.1f} | {meanwhile.complete:.1f} | {waiting.first:.1f} "
        f"| {share:.1%} | {meanwhile.processor:.1f} | {meanwhile.memory:.0f} |"
    )


def _measured(documents: Path, how: str) -> Opened:
    with tempfile.TemporaryDirectory() as index:
        command = [sys.executable, "-m", "eval.bench.first", "open", str(documents), index, how]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
    return Opened(**json.loads(run.stdout))


def opened(documents: Path, index: Path, wait: bool) -> Opened:
    """Index the documents in a folder, and ask a question as early as may be."""
    started = time.perf_counter()
    assistant = Assistant.from_documents(documents, index_dir=index, wait=wait)
    assistant.ask("What does document 3 say?")
    first = time.perf_counter() - started
    assistant.wait_until_read()
    complete = time.perf_counter() - started
    used = getrusage(RUSAGE_SELF)
    return Opened(first, complete, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def write_documents(folder: Path, count: int, passages: int = 2) -> Path:
    """A folder of so many generated documents, each of so many paragraphs of 80 words."""
    made = Made()
    folder.mkdir(parents=True)
    for number in range(count):
        paragraphs = made.document(number)[0].text.split("\n\n")
        text = "\n\n".join(paragraphs[: 1 + passages])
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return folder


def write_handbooks(folder: Path) -> Path:
    """A folder of a few long documents among short ones."""
    write_documents(folder, NOTES, 1)
    made = Made()
    for handbook in range(HANDBOOKS):
        texts = [made.document(1_000 + handbook * PASSAGES + n)[0].text for n in range(PASSAGES)]
        (folder / f"handbook-{handbook}.txt").write_text("\n\n".join(texts), encoding="utf-8")
    return folder


if __name__ == "__main__":
    main()
