"""Who wrote a document, when, in which version: with the place in its text where that stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from index import Document
from index.types import DocumentFacts, Span
from qa.answer.cite import citation_of
from qa.answer.compose import quoted, short_title, titled
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.document_set import DocumentSet
from qa.documents.properties.places import place_of
from qa.documents.questions import Property
from qa.documents.quotes import span_at

PARTLY_TOLD = 0.6  # how sure an answer is at most that lacks something that is asked for


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
    places = [place_of(document, each, near) for each in asked]
    shown = [
        # How old a document is that does not say when it was updated.
        place_of(document, "published", near) if each == "updated" and told is None else told
        for each, told in zip(asked, places, strict=True)
    ]
    noted = [
        _noted(document, facts, each, language) if place is None else None
        for each, place in zip(asked, shown, strict=True)
    ]
    if any(place is None and not said for place, said in zip(places, noted, strict=True)):
        certainty = min(certainty, PARTLY_TOLD)
    spans = [span_at(document, sentences, each) for each in shown if each is not None]
    also = list(filter(None, noted))
    if spans:
        return reply_with(document, list(dict.fromkeys(spans)), also, certainty, language)
    return Reply(" ".join(also), (), certainty, "documents") if also else None


def reply_with(
    document: Document, spans: Sequence[Span], noted: Sequence[str], certainty: float, language: str
) -> Reply:
    """What the document says at these spans, and what is `noted` of it beside."""
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
