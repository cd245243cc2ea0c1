"""Who wrote a document, when, in which version: with the place in its text where that stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from index import Document
from index.language.lexicons import STOP_WORDS
from index.language.numbers import MONTHS
from index.types import DocumentFacts, Span
from qa.answer.cite import citation_of
from qa.answer.compose import quoted, short_title, titled
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.described import described
from qa.documents.document_set import DocumentSet
from qa.documents.properties.acts import places_of_acts
from qa.documents.properties.asked_acts import asked_of_acts, words_for_acts
from qa.documents.properties.places import place_of
from qa.documents.questions import Property
from qa.documents.quotes import span_at
from qa.understand.names import names_and_numbers

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[^\W\d_]+|\d+")  # "report2023" is named by each of both
CERTAINTY = 0.85
UNSURE = 0.6  # where only some of what is asked is told


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
    spans = [
        None if place is None else span_at(document, sentences, place)
        for place in (place_of(document, each, near) for each in asked)
    ]
    found = list(dict.fromkeys(filter(None, spans)))
    noted = [
        said
        for each, span in zip(asked, spans, strict=True)
        if span is None and (said := _noted(document, facts, each, language))
    ]
    if found:
        return _quoted(document, found, noted, certainty, language)
    return Reply(" ".join(noted), (), certainty, "documents") if noted else None


def told_of_acts(documents: DocumentSet, question: str, language: str) -> Reply | None:
    """Who did something with the document that `question` describes, and when, where it asks that
    and the document tells it; else None.
    """
    asked = asked_of_acts(question)
    if not asked or (found := described(documents.names, question)) is None:
        return None
    document = documents.document(found.id)
    if not _holds_names(document, facts=found, question=question):
        return None
    sentences = documents.sentences_of(document.id)
    places = places_of_acts(document, sentences, asked)
    spans = [span_at(document, sentences, each) for each in places if each is not None]
    if not spans:
        return None
    certainty = CERTAINTY if None not in places else UNSURE
    return _quoted(document, list(dict.fromkeys(spans)), (), certainty, language)


def _holds_names(document: Document, facts: DocumentFacts, question: str) -> bool:
    """Whether the names and numbers of the question stand in the document or name it."""
    text = f"{facts.title} {facts.id} {facts.published} {document.text}".lower()
    held = {*_WORD.findall(text), *_RUN.findall(text)}
    own = words_for_acts(question)
    asked = (each.lower() for each in names_and_numbers(question))
    return all(
        each in held or each in own or each in MONTHS or each in STOP_WORDS or each.rstrip("s") in held
        for each in asked
    )


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
