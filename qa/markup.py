"""Text as HTML that shows it to the letter, with spans of it marked."""

from __future__ import annotations

import html
from collections.abc import Mapping
from itertools import chain, groupby, pairwise

from index.types import Span
from qa.terminal import printable


def marked(text: str, quotes: Mapping[Span, str], selected: Span, part: Span | None = None) -> str:
    """`text`, or a part of it, as HTML with the spans of `quotes` in <mark>, each with its name as
    a title.

    That of `selected`, which is one of `quotes`, is of class "selected". Where spans overlap, marks
    do not: what lies in several is marked once, as `selected` or as the first of `quotes`.
    """

    def tags(piece: Span) -> tuple[str, str]:
        holding = next((each for each in (selected, *quotes) if within(piece, each)), None)
        if holding is None:
            return "", ""
        chosen = " class='selected'" if holding == selected else ""
        return f"<mark{chosen} title='{escaped(quotes[holding])}'>", "</mark>"

    start, end = part or (0, len(text))
    inside = (cut for cut in chain.from_iterable(quotes) if start < cut < end)
    cuts = sorted({start, end, *inside})
    runs = []
    for (opening, closing), run in groupby(pairwise(cuts), key=tags):
        pieces = list(run)
        runs += [opening, escaped(text[pieces[0][0] : pieces[-1][1]]), closing]
    return "".join(runs)


def within(piece: Span, span: Span) -> bool:
    """Whether a span lies in another."""
    return span[0] <= piece[0] and piece[1] <= span[1]


def escaped(text: str) -> str:
    """`text` as HTML that shows it to the letter, control and direction characters as escapes."""
    return html.escape(printable(text))
