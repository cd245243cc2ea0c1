"""Evidence → that which is on what a question asks: on the year, the day and the number that it
names, and of a person with what is asked of them.

What tells of another year, of "house B" where "house A" is asked for, or nothing but somebody's
e-mail address where their age is, is alike and answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeVar

from index import Index
from index.language.analysis import terms
from index.language.lexicons import alternatives
from index.language.numbers import MONTHS
from index.load.metadata import parse_date
from qa.evidence.lists import heading_above
from qa.evidence.read import Evidence
from qa.understand.asked.another import codes, names_asked, seasons, weekdays, weekdays_asked
from qa.understand.asked.asked_value import asked_for, asks_for_change, is_yes_or_no
from qa.understand.asked.attributes import asked_of_person
from qa.understand.asked.question_type import asks_for_reason
from qa.understand.chat.unclear import content_words
from qa.understand.names import numbered
from qa.understand.rewrite import part_asked

COVERAGE_SLACK = 0.1
_YEAR = re.compile(r"(?<![\d.,-])(?:1[89]|20)\d\d(?![.,]?\d)")

_ANY_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")  # "2019–2021" names several
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence tells: as it is read, below which heading, and by which title, path and date
    its document has.
    """

    text: str
    heading: str
    document: str
    is_row: bool

    @property
    def named(self) -> str:
        """All that stands above it."""
        return f"{self.heading} {self.document}"

    def nearest(self, told_in: Callable[[str], _Found]) -> _Found:
        """What is told above it: by the heading, or else by its document."""
        return told_in(self.heading) or told_in(self.document)

    def has_cell(self, numbers: Iterable[str]) -> bool:
        """Whether one of its cells begins with one of some numbers, whatever the column is of."""
        opening = rf"(?:\A|[:;]\s){alternatives(numbers)}\b(?![.,:]\d)"
        return self.is_row and re.search(opening, self.text) is not None


_Rule = Callable[[_Told], bool]

Misfit = Literal["year", "day", "number", "code", "season", "weekday", "name", "person"]
"""Of what sort another one is told than is asked for."""


def fitting(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without what is surely on something else; where all that is asked is "What
    about travel?", that which has the word, if any does.
    """
    evidence = _of_part(index, question, evidence) or evidence
    fit = not_on_another(index, question, evidence)
    return fit if fit[:1] == list(evidence[:1]) else _as_near(fit, evidence[0])


def not_on_another(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without what is on another year, day, number or person than is asked for."""
    found = misfits(index, question, evidence)
    return [each for each, misfit in zip(evidence, found, strict=True) if misfit is None]


def misfits(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Misfit | None]:
    """Of each sentence on what sort of other thing it is than is asked for; None where on none."""
    if is_yes_or_no(question) or asks_for_reason(question):
        return [None] * len(evidence)  # what tells otherwise is what answers
    texts = (index.text_of(each.sentence) for each in evidence)
    rules: list[tuple[Misfit, _Rule]] = [("person", each) for each in _of_person(question, texts)]
    rules += [(sort, each) for sort, rules_of in _RULES.items() for each in rules_of(question)]
    if not rules:
        return [None] * len(evidence)
    return [None if each.is_named_part else _misfit(index, rules, each) for each in evidence]


def _misfit(
    index: Index, rules: Iterable[tuple[Misfit, _Rule]], evidence: Evidence
) -> Misfit | None:
    """Of what sort another one it is; a row with a range of amounts is on each of them."""
    told = _told(index, evidence)
    return next(
        (
            sort
            for sort, fits in rules
            if not (sort == "number" and evidence.surer) and not fits(told)
        ),
        None,
    )


def _of_part(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    words = content_words(part_asked(question) or "")
    return [each for each in evidence if words and _has_all(index, each, words)]


def _has_all(index: Index, evidence: Evidence, words: Sequence[str]) -> bool:
    language = evidence.hit.passage.language
    held = set(terms(index.read_text_of(evidence.sentence).text, language))
    return all(held.intersection(terms(word, language)) for word in words)


def _as_near(fit: Sequence[Evidence], best: Evidence) -> list[Evidence]:
    """What has as many of the question's words as the best that does not fit: else it is on
    something else again.
    """
    least = best.coverage - COVERAGE_SLACK
    return [each for each in fit if each.own_language != best.own_language or each.coverage > least]


def _told(index: Index, evidence: Evidence) -> _Told:
    document = index.documents[evidence.sentence.document_id]
    named = f"{document.title} {document.id} {document.published or ''}".replace("_", " ")
    heading = heading_above(document, evidence.sentence.start)
    text = index.read_text_of(evidence.sentence).text
    return _Told(text, heading, named, evidence.kind == "row")


def _of_year(question: str) -> Iterator[_Rule]:
    """Of a row, what heads it or names its document tells the year; prose may speak of others."""
    asked = set(_ANY_YEAR.findall(question))
    value = asked_for(question)
    is_date = value is not None and value.kind == "date"
    if len(asked) != 1 or is_date or asks_for_change(question):
        return

    def fits(told: _Told) -> bool:
        own = set(_YEAR.findall(told.text))
        around = told.nearest(lambda text: set(_YEAR.findall(text)))
        if asked & (own | around):
            return True
        return not own and not (told.is_row and around)

    yield fits


def _of_day(question: str) -> Iterator[_Rule]:
    """Where a month or a day is named, the sentence or its document's date is of that month."""
    asked = parse_date(question)
    if asked is None or "-" not in asked:
        return
    month = int(asked[5:7])
    named = [name for name, number in MONTHS.items() if number == month]
    spoken = re.compile(rf"\b{alternatives(named)}\b|{asked[:7]}", re.IGNORECASE)

    def fits(told: _Told) -> bool:
        dated = parse_date(told.document)
        return dated is None or dated.startswith(asked[:7]) or bool(spoken.search(told.text))

    yield fits


def _of_number(question: str) -> Iterator[_Rule]:
    """Of things that are told apart by numbers or letters the one that is named."""
    asked = numbered(question)
    spoken = set(_NUMBER.findall(question))  # "version 3 or 4"

    def fits(told: _Told) -> bool:
        own = numbered(told.text)
        for word, numbers in asked.items():
            found = own.get(word) or told.nearest(partial(_numbers_of, word))
            if found and not found & (numbers | spoken) and not told.has_cell(numbers):
                return False
        return True

    if asked:
        yield fits


def _numbers_of(word: str, text: str) -> frozenset[str]:
    """The numbers and letters that a text tells things by that are named so."""
    return numbered(text).get(word, frozenset())


def _of_person(question: str, texts: Iterable[str]) -> Iterator[_Rule]:
    """Of somebody's phone number, age and the like, what names them and tells one. Who is asked
    about in lower case may be named in the texts.
    """
    if asked := asked_of_person(question, texts):
        yield lambda told: asked.is_told(told.text, told.named)


def _of_code(question: str) -> Iterator[_Rule]:
    """Of what letters with numbers are told apart by the one that is named: "E6", "RUN-2"."""
    asked = codes(question)
    spoken = set(_NUMBER.findall(question))

    def fits(told: _Told) -> bool:
        found = codes(f"{told.named} {told.text}")
        return all(
            letters not in found or found[letters] & (numbers | spoken)
            for letters, numbers in asked.items()
        )

    if asked:
        yield fits


def _of_season(question: str) -> Iterator[_Rule]:
    """Of a season what names it, or else what the document names that it stands in."""
    asked = seasons(question)

    def fits(told: _Told) -> bool:
        own, around = seasons(told.text), told.nearest(seasons)
        return bool(asked & (own | around)) or not (own | around)

    if len(asked) == 1:
        yield fits


def _of_weekday(question: str) -> Iterator[_Rule]:
    """Of a weekday not the row or item of another."""
    asked = weekdays_asked(question)
    if len(asked) == 1:
        yield lambda told: not (own := weekdays(told.text)) or bool(own & asked)


def _of_name(question: str) -> Iterator[_Rule]:
    """Of a name of several words not what tells of another that ends alike."""
    names = names_asked(question)
    if names:
        yield lambda told: not any(each.is_another(told.text, told.named) for each in names)


_RULES: Mapping[Misfit, Callable[[str], Iterator[_Rule]]] = {
    "year": _of_year,
    "day": _of_day,
    "number": _of_number,
    "code": _of_code,
    "season": _of_season,
    "weekday": _of_weekday,
    "name": _of_name,
}
