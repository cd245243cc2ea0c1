"""Who holds an office: whom a list, a signature or an apposition names beside the word for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from index import Document, Passage
from index.language.lexicons import LEXICONS, any_of
from index.language.spelling import folded, is_one_edit_away
from index.split.rows import cells_of
from index.types import Span
from qa.answer.cite import citation_of
from qa.answer.compose import quoted, titled
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.document_set import DocumentSet
from qa.documents.names import Name, dates_of, is_dated, is_form_of, name_in
from qa.understand.names import PERSON, numbered

CERTAINTY = 0.85
MAX_ABOVE = 1_500  # characters
MIN_MISSPELT = 6  # letters
_OFFICES = [
    tuple(chain.from_iterable(each.people.offices.get(office, ()) for each in LEXICONS.values()))
    for office in dict.fromkeys(
        chain.from_iterable(each.people.offices for each in LEXICONS.values())
    )
]
_DEPUTY = re.compile(rf"{any_of('people.deputies')}[\s-]+\Z", re.IGNORECASE)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Holder:
    """Where somebody stands as the holder of an office; `rank`: higher is likelier to be meant."""

    document_id: str
    span: Span
    rank: tuple[int, int, str]


def office_holder(documents: DocumentSet, office: str, of_whom: str, language: str) -> Reply | None:
    """The line that names who holds the `office` of what is called `of_whom`; None where none of
    the documents surely does.
    """
    words = _same_office(office)
    whose = name_in(of_whom)
    if whose.date is None and _YEAR.search(of_whom):
        return None  # an office may change hands in the year that is named
    found = [
        holder
        for passage in _passages(documents, words)
        for holder in _holders(documents, passage, words, whose)
    ]
    if not found:
        return None
    best = max(found, key=lambda each: (each.rank, each.document_id, -each.span[0]))
    document = documents.document(best.document_id)
    citation = citation_of(1, document, best.span)
    source = titled(document.title, language)
    said = PHRASES[language]["says"].format(source=source, quotes=quoted(citation, language))
    return Reply(said, (citation,), CERTAINTY)


def _same_office(office: str) -> tuple[str, ...]:
    """The words for an office in every language; those of a question that names none known."""
    asked = office.lower()
    for words in _OFFICES:
        if any(_is_word_for(asked, each) for each in words):
            return words
    return (asked,)


def _is_word_for(asked: str, office: str) -> bool:
    inflected = asked.startswith(office) and len(asked) <= len(office) + 2
    misspelt = len(asked) >= MIN_MISSPELT and is_one_edit_away(asked, office)
    return inflected or misspelt


def _passages(documents: DocumentSet, words: Sequence[str]) -> Iterator[Passage]:
    found = chain.from_iterable(documents.passages_with(each) for each in words)
    yield from {each.id: each for each in found}.values()


def _holders(
    documents: DocumentSet, passage: Passage, words: Sequence[str], whose: Name
) -> Iterator[_Holder]:
    """The lines of a passage that name a holder of an office of those who are meant."""
    document, facts = (
        documents.document(passage.document_id),
        documents.facts_of(passage.document_id),
    )
    if whose.date and not is_dated(facts, whose.date):
        return
    for sentence in documents.index.sentences_of(passage):
        for line in _LINE.finditer(document.text, sentence.start, sentence.end):
            if closeness := _closeness(line[0], words):
                own = [line[0], *_leads(document, line.start()), f"{facts.title} {facts.id}"]
                above = document.text[max(0, line.start() - MAX_ABOVE) : line.start()]
                said = _words_said(own, above.splitlines(), whose)
                if said is not None:
                    rank = (said, closeness, max(dates_of(facts), default=""))
                    yield _Holder(document.id, line.span(), rank)


def _leads(document: Document, position: int) -> list[str]:
    """What the block at a position is read with."""
    block = document.block_at(position)
    return [document.text[slice(*lead)] for lead in block.leads] if block else []


def _closeness(line: str, words: Sequence[str]) -> int:
    """How surely a line says that whom it names holds the office; 0 where it does not."""
    forms = "|".join(re.escape(each) for each in words)
    office = rf"(?<![\w-])(?i:{forms})\w{{0,3}}(?![\w-])"
    if not any(not _DEPUTY.search(line[: each.start()]) for each in re.finditer(office, line)):
        return 0
    cells = [each.strip() for each in cells_of(line)]
    if len(cells) > 1:
        held = any(re.fullmatch(office, each) for each in cells)
        return 3 * (held and any(re.fullmatch(PERSON, each) for each in cells))
    if re.search(rf"^\W*{office}\s*[:–-]\s*{PERSON}|{PERSON}\s*(?:,|[(–-]|\s-)\s*{office}", line):
        return 3
    if re.search(rf"{office}\s+(?:(?i:{any_of('people.being')})\s+)?{PERSON}", line):
        return 2
    return 0


def _words_said(own: Sequence[str], above: Sequence[str], whose: Name) -> int | None:
    """How many of the words that say whose office it is are the line's own, its document's title
    among them; None where a name or a number is not, or where what stands nearest `above` has
    another number: "house B".
    """
    around = (own[0], *own[1:-1], *reversed(above), own[-1])
    settled = set()
    for word, numbers in numbered(whose.phrase).items():
        near = next(filter(None, (numbered(each).get(word) for each in around)), None)
        if near and not near & numbers:
            return None
        settled |= {word, *numbers} if near else set()
    held = {folded(each.lower()) for text in own for each in _WORD.findall(text)}
    words = [each for each in (*whose.words, *_WORD.findall(whose.noun)) if each not in settled]
    said = [any(is_form_of(folded(word.lower()), each) for each in held) for word in words]
    telling = [word[0].isupper() or word.isdigit() for word in words]
    if any(tells and not is_said for tells, is_said in zip(telling, said, strict=True)):
        return None
    return sum(said)
