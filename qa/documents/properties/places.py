"""Where a document says who wrote it, when, or in which version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index import Document
from index.language.lexicons import any_of
from index.load.metadata import parse_date
from qa.documents.questions import Property
from qa.documents.wording import any_wording, keys_of, labels
from qa.understand.names import PERSON

MAILBOXES = (".mbox",)  # suffixes of files of several mails
EDGE_LINES = 15  # who wrote a text, and when, stands so near its beginning or end
BYLINE_LINES = 4
MAX_LINES = 2_000
MAX_LABEL_DISTANCE = 80  # characters between a label and its date
MAX_DATELINE = 120  # characters
FIELDS = keys_of("field_labels")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document that is not blank."""

    text: str
    start: int


def place_of(document: Document, asked: Property, near: int | None) -> int | None:
    """Where the document tells a property; None where it does not. `near`: a place in the part
    that is meant.
    """
    lines = lines_of(document)
    if near is not None:  # the head of the mail that is meant stands before it
        lines = [each for each in reversed(lines) if each.start <= near]
    if asked == "author":
        return _author_place(lines)
    if asked == "version":
        return _version_place(lines)
    return _field_place(lines, asked) if asked in FIELDS else _date_place(lines, asked)


def lines_of(document: Document) -> list[Line]:
    """Its lines that are not blank."""
    found = islice(_LINE.finditer(document.text), MAX_LINES)
    return [Line(each[0], each.start()) for each in found]


def _edges_first(lines: Sequence[Line]) -> Iterator[Line]:
    yield from lines[:EDGE_LINES]
    yield from reversed(lines[max(EDGE_LINES, len(lines) - EDGE_LINES) :])
    yield from lines[EDGE_LINES : max(EDGE_LINES, len(lines) - EDGE_LINES)]


def _author_place(lines: Sequence[Line]) -> int | None:
    """Where a label such as "Author:" and a name stand."""
    strong = any_wording("author_labels").pattern
    weak = any_wording("weak_author_labels").pattern
    ordered = list(_edges_first(lines))
    place = _first_place(ordered, rf"^\W*(?i:{strong})\s*:\W{{0,4}}(?=\w)")
    if place is None:
        place = _byline_place(lines[:BYLINE_LINES])
    return (
        place
        if place is not None
        else _first_place(
            ordered,
            rf"(?i:{strong})\s*[:–]?\W{{0,4}}(?={PERSON})",
            rf"{PERSON} (?i:{strong})",
            rf"^\W*(?i:{weak})\s*:?\s*(?={PERSON})",
        )
    )


def _first_place(lines: Sequence[Line], *patterns: str) -> int | None:
    """Where the first of the patterns stands that any of the lines has."""
    for pattern in map(re.compile, patterns):
        for line in lines:
            if found := pattern.search(line.text):
                return line.start + found.start()
    return None


def _byline_place(lines: Sequence[Line]) -> int | None:
    """Where a line stands that begins with the names of several people."""
    both = any_of("additions")
    names = rf"^\W*{PERSON}(?:, {PERSON})*,? (?:{both}|&) {PERSON}|^\W*{PERSON}(?:, {PERSON})+\W*$"
    return _first_place(lines, names)


def _field_place(lines: Sequence[Line], asked: Property) -> int | None:
    """Where a label such as "Approved by" and what it is a label of stand."""
    label = labels("field_labels", asked).pattern
    return _first_place(
        list(_edges_first(lines)),
        rf"(?i:{label})\.?(?=\s*[:|–]\s*\w)",
        rf"(?i:{label})(?=\W{{0,3}}(?:{PERSON}|\S*\d))",
    )


def _version_place(lines: Sequence[Line]) -> int | None:
    label = any_wording("version_labels").pattern
    return _first_place(list(_edges_first(lines)), rf"(?i:{label}\W{{0,3}}\d)")


def _date_place(lines: Sequence[Line], asked: Property) -> int | None:
    """Where the date stands beside a word for what happened then; of publication, else a line of
    the first ones that holds little more than a date.
    """
    label = labels("date_labels", asked)
    ordered = list(_edges_first(lines))
    for line in ordered:
        for found in label.finditer(line.text):
            after = line.text[found.start() : found.end() + MAX_LABEL_DISTANCE]
            if parse_date(after):
                return line.start + found.start()
    if asked != "published":
        return None
    for line in ordered[: 2 * EDGE_LINES]:
        if len(line.text) <= MAX_DATELINE and parse_date(line.text):
            year = _YEAR.search(line.text)
            return line.start + (year.start() if year else 0)
    return None
