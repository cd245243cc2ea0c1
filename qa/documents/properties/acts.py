"""Where a document tells who did something with it, and when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index import Document, Sentence
from index.language.lexicons import any_of
from index.load.metadata import parse_date
from qa.documents.properties.asked_acts import AskedOfAct
from qa.documents.properties.places import EDGE_LINES, Line, lines_of, place_of
from qa.documents.wording import labels
from qa.understand.names import PERSON

MAX_BEFORE_ACT = 30  # characters between the beginning of a line and the word for an act
MAX_DATELINE = 70  # characters
_AUTHORED = frozenset(("written", "published", "sent", "held", "kept", "dated"))
_OF_DOCUMENT = frozenset(("version", "number", "recipient"))
_BY = rf"(?i:{any_of('by')})\W{{1,3}}[A-ZÅÄÖÉØÆ][\w.-]*"
_LABELLED = re.compile(
    r"[^:|]{0,40}:\W{0,4}[A-ZÅÄÖÉØÆ]\w|[^:|]{0,40}\|\W{0,4}[A-ZÅÄÖÉØÆ]\w[^|]*\Z"
)
_WHO = re.compile(rf"{PERSON}|{_BY}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Saying:
    """A line that says that an act was done, and where in it the word for that stands."""

    line: Line
    place: int

    @property
    def begins(self) -> bool:
        """Whether the line begins with that word, as one that tells of its document does."""
        return self.place <= MAX_BEFORE_ACT

    def tells(self, aspect: str) -> bool:
        """Whether it tells who did it, or when."""
        text = self.line.text
        if aspect == "when":
            return parse_date(text) is not None or _YEAR.search(text) is not None
        return bool(_WHO.search(text) or _LABELLED.match(text, self.place))


def places_of_acts(
    document: Document, sentences: Sequence[Sentence], asked: Sequence[AskedOfAct]
) -> list[int | None]:
    """For each thing that is asked where the document tells it; None where it does not."""
    lines = list(_pieces(lines_of(document), sentences))
    return [_place(document, lines, each, _also(asked, each)) for each in asked]


def _pieces(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Iterator[Line]:
    """The lines, cut where sentences begin and end."""
    ends = sorted({place for each in sentences for place in (each.start, each.end)})
    for line in lines:
        until = line.start + len(line.text)
        inner = ends[bisect_right(ends, line.start) : bisect_left(ends, until)]
        for start, end in pairwise([line.start, *inner, until]):
            if (text := line.text[start - line.start : end - line.start]).strip():
                yield Line(text, start + len(text) - len(text.lstrip()))


def _also(asked: Sequence[AskedOfAct], one: AskedOfAct) -> list[str]:
    """What else is asked of the same act: a line that tells both comes first."""
    return [each.aspect for each in asked if each.act == one.act and each is not one]


def _place(
    document: Document, lines: Sequence[Line], asked: AskedOfAct, also: Sequence[str]
) -> int | None:
    if asked.aspect in _OF_DOCUMENT:
        return place_of(document, asked.aspect, None)
    first, others = _sayings(lines, asked.act)
    for said in (first, others):
        told = [each for each in said if each.tells(asked.aspect)]
        both = [each for each in told if all(each.tells(other) for other in also)]
        for each in both or told:
            return each.line.start
        if said is first and (place := _by_custom(document, lines, asked)) is not None:
            return place
    return None


def _sayings(lines: Sequence[Line], act: str) -> tuple[list[_Saying], list[_Saying]]:
    """What says that the act was done: lines at the edges that begin with it; then other lines
    there, and such as begin with it elsewhere.
    """
    pattern = labels("acts", act)
    found = [
        _Saying(line, match.start()) for line in lines if (match := pattern.search(line.text))
    ]
    edges = {each.start for each in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])}
    at_edges = [each for each in found if each.line.start in edges]
    first = [each for each in at_edges if each.begins]
    elsewhere = [each for each in found if each.begins and each.line.start not in edges]
    return first, [*(each for each in at_edges if not each.begins), *elsewhere]


def _by_custom(document: Document, lines: Sequence[Line], asked: AskedOfAct) -> int | None:
    """Where what no word for the act tells stands by custom: in a byline, a dateline."""
    if asked.aspect == "when" and asked.act == "signed":
        return _dateline(list(reversed(lines[-EDGE_LINES:])))
    if asked.act not in _AUTHORED:
        return None
    return place_of(document, "published" if asked.aspect == "when" else "author", None)


def _dateline(lines: Sequence[Line]) -> int | None:
    dated = (each for each in lines if len(each.text) <= MAX_DATELINE and parse_date(each.text))
    return next((each.start for each in dated), None)
