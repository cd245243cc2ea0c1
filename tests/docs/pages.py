"""The blocks of README.md and of the pages in docs/, and what each shows of its own output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
RUN = ("sh", "python")
_ANY = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page: what it is written in, its text, and the output shown right below it."""

    page: Path = field(repr=False)
    line: int
    language: str
    text: str = field(repr=False)
    output: str | None = field(default=None, repr=False)

    @property
    def first_line(self) -> str:
        """What it begins with, comments left out."""
        return self.text.partition("\n")[0].partition(" #")[0].strip()

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}: {self.first_line}"


@cache
def blocks_of(page: Path) -> tuple[Block, ...]:
    """The blocks of a page; one of language `text` right below one that runs is its output."""
    return tuple(_blocks(page))


def blocks(page: Path, language: str) -> list[str]:
    """The texts of the blocks of that language."""
    return [each.text for each in blocks_of(page) if each.language == language]


def _blocks(page: Path) -> Iterator[Block]:
    tokens = MarkdownIt("commonmark").parse(page.read_text("utf-8"))
    shown = [token for token in tokens if token.level == 0 or token.type in ("fence", "code_block")]
    output = None
    for token, following in zip(shown, [*shown[1:], None], strict=True):
        if token.type not in ("fence", "code_block") or token is output:
            continue
        is_run = token.info in RUN
        output = following if is_run and following and following.info == "text" else None
        assert token.map is not None
        line, text = token.map[0] + 1, token.content
        yield Block(page, line, token.info, text, output.content if output else None)


def inline_commands(page: Path) -> Iterator[str]:
    """The commands of Citera that the text of a page names: `citera …`."""
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        for child in token.children or ():
            if child.type == "code_inline" and child.content.startswith("citera "):
                yield child.content


def is_as_shown(shown: str, said: str) -> bool:
    """Whether a page shows what was said, as a terminal of any width breaks its lines; `…` stands
    for whatever differs from machine to machine, or is left out.
    """
    pieces = (re.escape(" ".join(piece.split())) for piece in shown.split(_ANY))
    return re.fullmatch(r"\s*.*?\s*".join(pieces), " ".join(said.split())) is not None
