"""Text as HTML that shows it to the letter, with spans of it marked."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import chain, groupby, pairwise

from index.types import Span
from qa.terminal import printable


def marked(text: str, selected: Span, others: Sequence[Span] = ()) -> str:
    """`text` as HTML with the spans in <mark>: `selected` in one of its own, of class "selected".

    Where spans overlap, marks do not: what lies in several is marked once, and `selected` first.
    """

    def tags(piece: Span) -> tuple[str, str]:
        if within(piece, selected):
            return "<mark class='selected'>", "</mark>"
        return ("<mark>", "</mark>") if any(within(piece, each) for each in others) else ("", "")

    cuts = sorted({0, len(text), *selected, *chain.from_iterable(others)})
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
