"""Blocks as they were found on a page → the builder of a text, divided where lines break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.load.extracted import TextBuilder
from index.types import BlockKind, Span

MAX_HEADING = 300  # characters; longer ones are paragraphs set in large type
MAX_BOLD_HEADING = 100
_SENTENCE_END = re.compile(r"[.!?:…][\"”’»)\]]*$")


@dataclass(slots=True)
class FoundBlock:
    """A block as it was found; `lead` is the place of the term that it explains."""

    kind: BlockKind | None
    text: str
    is_linked: bool = False  # all of it is links or buttons
    is_local: bool = False  # and these lead to places on the page
    in_main: bool = False
    is_bold: bool = False
    rank: int = 7  # of a heading; 1 is the largest
    until: int | None = None  # where the section of a teaser ends
    lead: int | None = None
    is_code: bool = False
    rows: list[list[str]] = field(default_factory=list)
    labels: int | None = None


def add_found(found: Sequence[FoundBlock], builder: TextBuilder) -> None:
    spans: dict[int, Span | None] = {}
    for number, each in enumerate(found):
        if each.rows and each.kind == "boilerplate":
            for row in each.rows:
                builder.add("boilerplate", " ".join(dict.fromkeys(filter(None, row))))
        elif each.rows:
            builder.add_table(each.rows, each.labels)
        else:
            lead = [spans.get(each.lead)] if each.lead is not None else []
            for kind, text in _lines(each, found[number + 1 : number + 2]):
                span = builder.add(kind, text, lead)
                spans.setdefault(number, span)


def _lines(
    found: FoundBlock, after: Sequence[FoundBlock]
) -> Iterator[tuple[BlockKind | None, str]]:
    """The block, or its parts where line breaks divide it."""
    kind, text = found.kind, found.text
    if found.is_code:
        yield kind, text.strip("\n")
    elif kind in ("heading", "aside", "labels"):
        one = " ".join(text.split())
        yield "prose" if kind == "heading" and len(one) > MAX_HEADING else kind, one
    elif kind == "prose" and _is_bold_heading(found, after):
        yield "heading", text
    elif kind in ("prose", "item"):
        yield from _broken_lines(kind, text)
    else:
        yield kind, text


def _is_bold_heading(found: FoundBlock, after: Sequence[FoundBlock]) -> bool:
    is_short = len(found.text) <= MAX_BOLD_HEADING and "\n" not in found.text
    is_set_off = found.is_bold and not found.is_linked
    if not (is_set_off and is_short) or found.text[-1] in ".,;:!" or not after:
        return False
    return not after[0].is_bold


def _broken_lines(kind: BlockKind | None, text: str) -> Iterator[tuple[BlockKind | None, str]]:
    for part in re.split(r"\n{2,}", text):
        lines = part.split("\n")
        if kind == "item":
            yield kind, lines.pop(0)
            kind = "prose"
        if all(map(_SENTENCE_END.search, lines)) or len(lines) == 1:
            yield from ((kind, line) for line in lines)
        elif lines:
            yield None, "\n".join(lines)
