"""Which documents somebody wrote, by what these say themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import DocumentFacts
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.catalogue import lines_of
from qa.documents.document_set import DocumentSet
from qa.documents.names import name_in
from qa.documents.properties.places import lines_of as text_lines_of
from qa.documents.wording import any_wording

MAX_NAME = 4  # words


def written_by(documents: DocumentSet, named: str, person: str, language: str) -> Reply | None:
    """The documents, of those that `named` names, that say that `person` wrote or sent them; None
    where none does, or it is no name of a person.
    """
    words = person.split()
    if len(words) > MAX_NAME or not all(each[0].isupper() for each in words):
        return None
    name = name_in(named)
    if named and not name.is_document:
        return None
    among = documents.names.chosen(name) if named else documents.facts
    holding = set.intersection(*(documents.documents_with(each) for each in words))
    found = [
        each
        for each in among
        if _names_all(each.source or "", words)
        or (each.id in holding and _is_by(documents, each, person))
    ]
    if not found:
        return None
    heading = "one_document" if len(found) == 1 else "documents"
    return lines_of(documents, found, language, PHRASES[language][heading].format(count=len(found)))


def _is_by(documents: DocumentSet, facts: DocumentFacts, person: str) -> bool:
    """Whether a line of a document that tells who wrote it names the person."""
    strong, weak = any_wording("author_labels").pattern, any_wording("weak_author_labels").pattern
    label = rf"(?:(?i:{strong})|^\W*(?i:{weak})\s*:)\W{{0,4}}(?:[^\W\d]\w*\W+){{0,2}}?"
    told = re.compile(rf"{label}{re.escape(person)}\b")
    return any(told.search(each.text) for each in text_lines_of(documents.document(facts.id)))


def _names_all(text: str, words: Sequence[str]) -> bool:
    return all(each in text for each in words)
