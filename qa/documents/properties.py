"""Who wrote a document, when, in which version: with the place in its text where that stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from index import Document, Sentence
from index.load.metadata import parse_date
from index.types import DocumentFacts, Span
from qa.answer.cite import citation_of
from qa.answer.compose import quoted, short_title, titled
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.document_set import DocumentSet
from qa.documents.questions import Property
from qa.documents.quotes import span_at
from qa.documents.wording import any_wording, labels

EDGE_LINES = 15  # who wrote a text, and when, stands so near its beginning or end
MAX_LINES = 2_000
MAX_LABEL_DISTANCE = 80  # characters between a label and its date
MAX_DATELINE = 120  # characters
_NAME = r"[A-ZÅÄÖÉØÆ][\w.'’-]*(?: (?:(?:de|von|af|van|al) )?[A-ZÅÄÖÉØÆ][\w.'’-]*)+"
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a document that is not blank."""

    text: str
    start: int


def properties(
    documents: DocumentSet,
    facts: DocumentFacts,
    asked: Sequence[Property],
    near: int | None,
    certainty: float,
    language: str,
) -> Reply | None:
    """What the document says of the properties asked for, else what is noted of it; None where
    neither tells. `near`: a place in the part that is meant, such as one of several mails.
    """
    document = documents.document(facts.id)
    sentences = documents.sentences_of(facts.id)
    if set(asked) <= {"title", "pages"}:
        told = (_noted(document, facts, each, language) for each in asked)
        return Reply(" ".join(filter(None, told)), (), certainty, "documents")
    spans = [_place_of(document, sentences, each, near) for each in asked]
    found = list(dict.fromkeys(filter(None, spans)))
    noted = [
        said
        for each, span in zip(asked, spans, strict=True)
        if span is None and (said := _noted(document, facts, each, language))
    ]
    if found:
        return _quoted(document, found, noted, certainty, language)
    return Reply(" ".join(noted), (), certainty, "documents") if noted else None


def _quoted(
    document: Document, spans: Sequence[Span], noted: Sequence[str], certainty: float, language: str
) -> Reply:
    citations = tuple(
        citation_of(number, document, span) for number, span in enumerate(spans, start=1)
    )
    quotes = " ".join(quoted(each, language) for each in citations)
    source = titled(document.title, language)
    said = PHRASES[language]["says"].format(source=source, quotes=quotes)
    return Reply("\n".join([said, *noted]), citations, certainty)


def _place_of(
    document: Document, sentences: Sequence[Sentence], asked: Property, near: int | None
) -> Span | None:
    lines = _lines(document)
    if near is not None:  # the head of the mail that is meant stands before it
        lines = [each for each in reversed(lines) if each.start <= near]
    finders = {"author": _author_place, "version": _version_place}
    place = finders[asked](lines) if asked in finders else _date_place(lines, asked)
    return None if place is None else span_at(document, sentences, place)


def _lines(document: Document) -> list[_Line]:
    found = islice(_LINE.finditer(document.text), MAX_LINES)
    return [_Line(each[0], each.start()) for each in found]


def _edges_first(lines: Sequence[_Line]) -> Iterator[_Line]:
    yield from lines[:EDGE_LINES]
    yield from reversed(lines[max(EDGE_LINES, len(lines) - EDGE_LINES) :])
    yield from lines[EDGE_LINES : max(EDGE_LINES, len(lines) - EDGE_LINES)]


def _author_place(lines: Sequence[_Line]) -> int | None:
    """Where a label such as "Author:" and a name stand."""
    strong = any_wording("author_labels").pattern
    weak = any_wording("weak_author_labels").pattern
    ordered = list(_edges_first(lines))
    for pattern in (
        re.compile(rf"^\W*(?i:{strong})\s*:\W{{0,4}}(?=\w)"),
        re.compile(rf"(?i:{strong})\s*[:–]?\W{{0,4}}(?={_NAME})"),
        re.compile(rf"{_NAME} (?i:{strong})"),
        re.compile(rf"^\W*(?i:{weak})\s*:?\s*(?={_NAME})"),
    ):
        for line in ordered:
            if found := pattern.search(line.text):
                return line.start + found.start()
    return None


def _version_place(lines: Sequence[_Line]) -> int | None:
    version = re.compile(rf"{any_wording('version_labels').pattern}\W{{0,3}}\d", re.IGNORECASE)
    for line in _edges_first(lines):
        if found := version.search(line.text):
            return line.start + found.start()
    return None


def _date_place(lines: Sequence[_Line], asked: Property) -> int | None:
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
        return _date_place(lines, "published") if asked == "updated" else None
    for line in ordered[: 2 * EDGE_LINES]:
        if len(line.text) <= MAX_DATELINE and parse_date(line.text):
            year = _YEAR.search(line.text)
            return line.start + (year.start() if year else 0)
    return None


def _noted(document: Document, facts: DocumentFacts, asked: Property, language: str) -> str | None:
    """What is noted of the document beside its text."""
    file = PurePosixPath(facts.id).name
    count = len(document.pages)
    value = {
        "author": facts.source,
        "published": facts.published,
        "updated": facts.published,
        "title": file,
        "pages": str(count) if count else None,
    }.get(asked)
    phrase = f"noted_{'no_pages' if asked == 'pages' and not count else asked}"
    if value is None and asked != "pages":
        return None
    title = short_title(facts.title)
    words = len(document.text.split()) if asked == "pages" else 0
    return PHRASES[language][phrase].format(title=title, value=value, file=file, words=words)
