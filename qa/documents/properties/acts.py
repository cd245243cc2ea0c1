"""Where a document tells who did something with it, and when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from index import Document, Sentence
from index.language.lexicons import any_of
from index.load.metadata import parse_date
from index.types import Span
from qa.documents.names import content_words, is_form_of
from qa.documents.properties.asked_acts import AskedOfAct, acts_in
from qa.documents.properties.places import EDGE_LINES, Line, lines_of, place_of
from qa.documents.quotes import span_at
from qa.documents.wording import GENRES, any_wording, labels
from qa.understand.names import PERSON

MAX_BEFORE_ACT = 30  # characters between the beginning of a line and the word for an act
MAX_DATELINE = 70  # characters
MAX_LABEL_WORDS = 4
_AUTHORED = frozenset(("written", "published", "sent", "held", "kept", "dated"))
_OF_DOCUMENT = frozenset(("version", "number", "recipient", "where"))
_BY = rf"(?i:{any_of('by')})\W{{1,3}}[A-ZÅÄÖÉØÆ][\w.-]*"
_LABELLED = re.compile(
    r"[^:|]{0,40}:\W{0,4}[A-ZÅÄÖÉØÆ]\w|[^:|]{0,40}\|\W{0,4}[A-ZÅÄÖÉØÆ]\w[^|]*\Z"
    rf"|[^:|]{{0,40}}\b{any_of('by')}\W{{0,4}}:\W{{0,4}}\w"
)
_LABEL = re.compile(r"\W*[^\W\d][^:|]{1,30}(?=:)")
_WHO = re.compile(rf"{PERSON}|{_BY}")
_NAME = re.compile(rf"\W*(?:[A-ZÅÄÖ]\w+\.? )?{PERSON}\W*")
_REGARDS = re.compile(rf"\W*{any_of('mail.regards', 'mail.closings')}\b[\w ]*\W*", re.IGNORECASE)
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

    @property
    def is_on_document(self) -> bool:
        """Whether what stands before that word is a label or a word for a document: not "Log checks
        are made by".
        """
        before = self.line.text[: self.place]
        if len(before.split()) <= 1:
            return True
        last = [*content_words(any_wording("passing").sub(" ", before), None)][-1:]
        nouns = (*GENRES.values(), any_wording("nouns"))
        return all(any(noun.fullmatch(word) for noun in nouns) for word in last)

    def tells(self, aspect: str) -> bool:
        """Whether it tells who did it, or when."""
        text = self.line.text
        if aspect == "when":
            return parse_date(text) is not None or _YEAR.search(text) is not None
        return bool(_WHO.search(text) or _LABELLED.match(text, self.place))


def places_of_acts(
    document: Document, sentences: Sequence[Sentence], asked: Sequence[AskedOfAct]
) -> list[Span | None]:
    """For each thing that is asked where the document tells it; None where it does not."""
    lines = list(_pieces(lines_of(document), sentences))
    told = [_told(document, lines, each, _also(asked, each)) for each in asked]
    return [None if each is None else _quotable(document, sentences, each) for each in told]


def _quotable(document: Document, sentences: Sequence[Sentence], line: Line) -> Span:
    """The sentence that the line stands in, and what else is of the line."""
    start, end = span_at(document, sentences, line.start)
    return start, max(end, line.start + len(line.text.rstrip()))


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


def _told(
    document: Document, lines: Sequence[Line], asked: AskedOfAct, also: Sequence[str]
) -> Line | None:
    if asked.aspect in _OF_DOCUMENT:
        return _line_at(lines, place_of(document, asked.aspect, None))
    if not asked.act:
        return _labelled(lines, asked)
    first, others = _sayings(lines, asked.act)
    return (
        _best(first, asked.aspect, also)
        or _by_custom(document, lines, asked)
        or _best(others, asked.aspect, also)
    )


def _best(found: Sequence[_Saying], aspect: str, also: Sequence[str]) -> Line | None:
    """The first that tells what is asked, such as tell what else is asked before others."""
    told = [each for each in found if each.tells(aspect)]
    both = [each for each in told if all(each.tells(other) for other in also)]
    return next((each.line for each in (*both, *told)), None)


def _line_at(lines: Sequence[Line], place: int | None) -> Line | None:
    held = (each for each in lines if place is not None and each.start + len(each.text) > place)
    return next(held, None)


def _sayings(lines: Sequence[Line], act: str) -> tuple[list[_Saying], list[_Saying]]:
    """What says that the act was done: lines at the edges that begin with it, of those at the end
    such as are on the document; then other lines there, and such as begin with it elsewhere.
    """
    pattern = labels("acts", act)
    found = [
        _Saying(_with_next(line, following), match.start())
        for line, following in zip_longest(lines, lines[1:])
        if (match := pattern.search(line.text))
    ]
    opening = {each.start for each in lines[:EDGE_LINES]}
    edges = opening | {each.start for each in lines[-EDGE_LINES:]}
    begun = [
        each
        for each in found
        if each.begins and (each.line.start in opening or each.is_on_document)
    ]
    first = [each for each in begun if each.line.start in edges]
    inner = [each for each in found if each.line.start in edges and not each.begins]
    elsewhere = [each for each in begun if each.line.start not in edges]
    return first, [*inner, *elsewhere]


def _with_next(line: Line, following: Line | None) -> Line:
    """A label that stands alone with the line below it: "Approved by", then a name."""
    words = line.text.split()
    if following is None or len(words) > MAX_LABEL_WORDS or len(following.text) > MAX_DATELINE:
        return line
    if any(_Saying(line, 0).tells(each) for each in ("who", "when")):
        return line
    gap = " " * (following.start - line.start - len(line.text) - 1)
    return Line(f"{line.text}{gap}\n{following.text}", line.start)


def _labelled(lines: Sequence[Line], asked: AskedOfAct) -> Line | None:
    """The line that is labelled with a word of the question and tells what is asked."""
    for line in lines:
        label = _LABEL.match(line.text)
        if label is None or not _Saying(line, 0).tells(asked.aspect):
            continue
        if any(is_form_of(word, each) for each in label[0].lower().split() for word in asked.words):
            return line
    return None


def _by_custom(document: Document, lines: Sequence[Line], asked: AskedOfAct) -> Line | None:
    """What no word for the act tells, but custom does: a byline, a dateline."""
    last = lines[-EDGE_LINES:]
    if asked.act == "signed":
        dates = filter(_is_signature_date, reversed(last))
        return next(dates, None) if asked.aspect == "when" else _signature(last)
    if asked.act not in _AUTHORED:
        return None
    if asked.aspect == "when":
        return _line_at(lines, place_of(document, "published", None))
    return _line_at(lines, place_of(document, "author", None)) or _signature(last)


def _signature(lines: Sequence[Line]) -> Line | None:
    """The name below "Yours sincerely"."""
    below = (following for line, following in pairwise(lines) if _REGARDS.fullmatch(line.text))
    return next((each for each in below if _NAME.fullmatch(each.text)), None)


def _is_signature_date(line: Line) -> bool:
    """Whether it is "Falun, 4 June 2021": a date of nothing else that was done."""
    is_short = len(line.text) <= MAX_DATELINE
    return is_short and parse_date(line.text) is not None and not acts_in(line.text)
