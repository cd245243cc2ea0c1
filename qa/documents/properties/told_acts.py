"""Who did something with the document that a question describes, and when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from index import Document
from index.language.lexicons import STOP_WORDS
from index.language.numbers import MONTHS
from index.types import DocumentFacts
from qa.documents import Reply
from qa.documents.described import described
from qa.documents.document_set import DocumentSet
from qa.documents.names import words_and_runs
from qa.documents.properties.acts import places_of_acts
from qa.documents.properties.asked_acts import asked_of_acts, words_for_acts
from qa.documents.properties.places import MAILBOXES
from qa.documents.properties.told import PARTLY_TOLD, reply_with
from qa.documents.questions import well_spelt
from qa.understand.names import names_and_numbers

CERTAINTY = 0.85
_VERSION = re.compile(r"\d+(?:[.:/-]\d+)+")
_ZEROS = re.compile(r"(?:\.0)+$")


def told_of_acts(
    documents: DocumentSet,
    question: str,
    otherwise: Callable[[], DocumentFacts | None],
    language: str,
) -> Reply | None:
    """The lines that tell it, where `question` asks that in whatever words; None where it does not
    or the document tells nothing of it. `otherwise` finds the document that is meant where the
    words of the question describe none.
    """
    asked = asked_of_acts(question)
    if not asked:
        return None
    question = well_spelt(question)
    facts = described(documents.names, question) or otherwise()
    if facts is None or facts.id.lower().endswith(MAILBOXES):
        return None  # of several mails each has acts of its own
    document = documents.document(facts.id)
    if not _holds_names(document, facts, question):
        return None
    sentences = documents.sentences_of(facts.id)
    naming = documents.names.words_naming(facts, question)
    asked = [replace(each, words=tuple(set(each.words) - naming)) for each in asked]
    places = places_of_acts(document, sentences, asked)
    spans = list(dict.fromkeys(filter(None, places)))
    certainty = PARTLY_TOLD if None in places else CERTAINTY
    return reply_with(document, spans, (), certainty, language) if spans else None


def _holds_names(document: Document, facts: DocumentFacts, question: str) -> bool:
    """Whether the names and numbers of the question stand in the document or name it."""
    text = f"{facts.title} {facts.id} {facts.published} {document.text}".lower()
    numbers = (_ZEROS.sub("", each) for each in _VERSION.findall(text))
    held = words_and_runs(text).union(numbers)
    passing = {*words_for_acts(question), *MONTHS, *STOP_WORDS}
    asked = {each.lower() for each in names_and_numbers(_VERSION.sub(" ", question))} - passing
    asked |= {_ZEROS.sub("", each) for each in _VERSION.findall(question)}
    return all(each in held or each.rstrip("s") in held for each in asked)
