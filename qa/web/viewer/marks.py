"""Spans of a text marked on the page: quotes of an answer, and words that were looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from index.types import Span
from qa.markup import escaped, within

if TYPE_CHECKING:
    from markupsafe import Markup

MarkKind = Literal["quote", "quote selected", "hit"]
"""What is marked, as classes of CSS."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked. `title` is what the pointer on it is told."""

    span: Span
    kind: MarkKind
    title: str = ""


def marked(text: str, marks: Sequence[Mark], part: Span) -> Markup:
    """A part of `text` as HTML, with what of each mark lies in it in <mark>.

    Where marks overlap, what lies in several is of the first of them. `data-at` is the place in the
    text where the whole mark begins.
    """
    from markupsafe import Markup

    return Markup("".join(_runs(text, marks, part)))


def _runs(text: str, marks: Sequence[Mark], part: Span) -> Iterator[str]:
    start, end = part
    near = [each for each in marks if each.span[0] < end and start < each.span[1]]
    inside = {cut for each in near for cut in each.span if start < cut < end}

    def mark_of(piece: Span) -> Mark | None:
        return next((each for each in near if within(piece, each.span)), None)

    for mark, run in groupby(pairwise(sorted({start, end, *inside})), key=mark_of):
        pieces = list(run)
        shown = escaped(text[pieces[0][0] : pieces[-1][1]])
        if mark is None:
            yield shown
        else:
            title = f" title='{escaped(mark.title)}'" if mark.title else ""
            yield f"<mark class='{mark.kind}'{title} data-at='{mark.span[0]}'>{shown}</mark>"
