"""Which documents there are: a line for each, grouped by folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Literal

from index.language.places import language_name
from index.types import DocumentFacts
from qa.answer.cite import citation_of
from qa.answer.compose import short_title
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.document_set import DocumentSet
from qa.documents.names import SPOKEN_OF, YEAR, Name, date_of, name_in
from qa.documents.quotes import opening_of
from qa.documents.wording import any_wording
from qa.types import Citation

MAX_LISTED = 12
CERTAINTY = 0.9  # of a list of documents: only which are meant can be wrong


def catalogue(documents: DocumentSet, named: str, language: str) -> Reply | None:
    """The documents that `named` names; None where none may be meant."""
    name = name_in(named)
    if not _asks_for_documents(documents, name):
        return None
    found = documents.names.chosen(name)
    if not (found or name.asks_for_all or _says_documents(name)):
        return None
    return _listed(documents, found, language)


def whole_catalogue(documents: DocumentSet, language: str) -> Reply:
    """All documents."""
    return _listed(documents, documents.facts, language)


def edge_of_catalogue(
    documents: DocumentSet, named: str, language: str, newest: bool
) -> Reply | None:
    """The newest or the oldest of the documents that `named` names."""
    name = name_in(named)
    if not name.is_document or name.genre in SPOKEN_OF:
        return None
    dated = [(date, each) for each in documents.names.chosen(name) if (date := date_of(each))]
    if not dated:
        return None
    dates = [date for date, _ in dated]
    wanted = max(dates) if newest else min(dates)
    found = [each for date, each in dated if date == wanted]
    return lines_of(documents, found, language, PHRASES[language]["newest" if newest else "oldest"])


def edge_by_length(
    documents: DocumentSet, named: str, language: str, longest: bool
) -> Reply | None:
    """The longest or the shortest of the documents that `named` names."""
    name = name_in(named)
    if not name.is_document or name.genre in SPOKEN_OF:
        return None
    lengths = {each: len(documents.document(each.id).text) for each in documents.names.chosen(name)}
    if not lengths:
        return None
    wanted = max(lengths.values()) if longest else min(lengths.values())
    found = [each for each, length in lengths.items() if length == wanted]
    heading = PHRASES[language]["longest" if longest else "shortest"]
    return lines_of(documents, found, language, heading)


def counted_by(
    documents: DocumentSet, kind: Literal["formats", "languages"], language: str
) -> Reply:
    """In which formats or languages the documents are, and how many in each."""
    if kind == "formats":
        found = Counter(PurePosixPath(each.id).suffix.lower() for each in documents.facts)
    else:
        found = Counter(language_name(each.language, language) for each in documents.facts)
    counted = ", ".join(f"{each} ({count})" for each, count in found.most_common())
    text = PHRASES[language][f"counted_{kind}"].format(counted=counted)
    return Reply(text, (), CERTAINTY, "documents")


def lines_of(
    documents: DocumentSet, found: Sequence[DocumentFacts], language: str, heading: str
) -> Reply:
    """A heading and a line for each of the documents found, with what opens it."""
    citations = [
        citation_of(number, document, opening_of(document))
        for number, each in enumerate(found[:MAX_LISTED], start=1)
        for document in [documents.document(each.id)]
    ]
    lines = [heading, *_grouped(found[:MAX_LISTED], citations)]
    if len(found) > MAX_LISTED:
        lines.append(PHRASES[language]["and_more"].format(count=len(found) - MAX_LISTED))
    return Reply("\n".join(lines), tuple(citations), CERTAINTY, "documents")


def _asks_for_documents(documents: DocumentSet, name: Name) -> bool:
    """Whether the phrase asks for documents, not for what some say."""
    of_years = all(map(YEAR.fullmatch, name.words))
    by_facts = bool(name.language or name.date or name.folder or name.words) and of_years
    asked = name.asks_for_all or name.is_plain or by_facts
    if name.genre == "document":
        return asked or name.is_narrowed
    of_genre = name.is_document and name.genre not in SPOKEN_OF
    is_there = bool(documents.names.of_genre(name.genre))
    return of_genre and asked and (is_there or _says_documents(name))


def _says_documents(name: Name) -> bool:
    """Whether a genre is one of documents without a doubt: "files that are PDFs"."""
    return name.genre != "document" and any_wording("nouns").search(name.phrase) is not None


def _listed(documents: DocumentSet, found: Sequence[DocumentFacts], language: str) -> Reply:
    phrases = PHRASES[language]
    if not found:
        return Reply(phrases["no_such_documents"], (), 0.0, "documents")
    name = "one_document" if len(found) == 1 else "documents"
    ordered = sorted(found, key=lambda each: (_folder(each), each.id))
    return lines_of(documents, ordered, language, phrases[name].format(count=len(found)))


def _grouped(found: Sequence[DocumentFacts], citations: Sequence[Citation]) -> list[str]:
    lines = []
    numbered = zip(found, citations, strict=True)
    for folder, group in groupby(numbered, key=lambda pair: _folder(pair[0])):
        lines += [f"{folder}/"] if folder else []
        lines += [f"- {_line(facts)} [{citation.number}]" for facts, citation in group]
    return lines


def _line(facts: DocumentFacts) -> str:
    """Title, file and date of a document."""
    file = PurePosixPath(facts.id).name
    known = ", ".join(filter(None, [file, facts.published or date_of(facts)]))
    return f"{short_title(facts.title)} ({known})"


def _folder(facts: DocumentFacts) -> str:
    folder = str(PurePosixPath(facts.id).parent)
    return "" if folder == "." else folder
