"""A whole question → the document that it speaks of, by the words in it that name one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.language.lexicons import alternatives
from index.language.numbers import MONTHS
from index.load.metadata import parse_date
from index.types import DocumentFacts
from qa.documents.names import (
    Names,
    before_genre,
    content_words,
    date_of,
    dates_of,
    headed,
    is_dated,
    name_text,
)
from qa.documents.properties.asked_acts import words_for_acts
from qa.documents.wording import EVENTS, GENRES, any_wording

MIN_WORDS = 2  # of a name, that describe a document whose genre is not said
MAX_UNTOLD = 3  # words that name nothing of a document that is known by its genre alone
_MONTH = re.compile(rf"\b{alternatives(MONTHS)}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Genre:
    """A genre that is spoken of: where, by which word, what stands before it in a compound, and
    the documents that are of it.
    """

    start: int
    end: int
    said: str
    hints: tuple[str, ...]
    ids: frozenset[str]


def described(names: Names, question: str) -> DocumentFacts | None:
    """The one document that has most of what `question` says of genre, date and name in its own;
    None where that is several, or too little is said.
    """
    date = parse_date(question)
    genres = _genres(names, question)
    pool = _dated(names, set().union(*(each.ids for each in genres)), question, date)
    words = _telling_words(question, date, genres)
    held = {word: ids & pool for word in words if (ids := names.named(word))}
    likeliest = _heaviest(names, pool, held, genres)
    best = _newest(names, question, likeliest)
    if len(best) != 1:
        return None
    (only,) = best
    of_genre = any(only in each.ids for each in genres)
    told = _naming(only, words, held)
    narrowed = len(words) <= MAX_UNTOLD and (best != likeliest or _is_alone(only, pool, genres))
    least = 1 if of_genre else min(MIN_WORDS, len(words))
    return names.facts_of(only) if len(told) >= max(least, 1) or (of_genre and narrowed) else None


def names_nothing(question: str) -> bool:
    """Whether no word of the question may tell which document is meant: "and who signed it?"."""
    spoken_of = any(each.search(question) for each in (*GENRES.values(), *EVENTS.values()))
    return not spoken_of and not _telling_words(question, None, [])


def _naming(document_id: str, words: Sequence[str], held: Mapping[str, set[str]]) -> list[str]:
    """The words that name it; a year alone does not: "the report on noise 2024"."""
    told = [word for word in words if document_id in held.get(word, ())]
    return [] if all(map(str.isdigit, told)) and len(told) < len(words) else told


def _is_alone(document_id: str, pool: Collection[str], genres: Sequence[_Genre]) -> bool:
    """Whether it is the only one of a genre that is spoken of, or of the date."""
    return len(pool) == 1 or any({document_id} == each.ids for each in genres)


def _genres(names: Names, question: str) -> list[_Genre]:
    """The genres that are spoken of and that some document is of, else by what such tell of; of
    "annual report" not "report", of "the routine changelog" not the routine.
    """
    found = list(_spoken_of(names, question, GENRES)) or list(_spoken_of(names, question, EVENTS))
    return [
        each
        for each in found
        if not any(_is_part(each, other, question) for other in found if other is not each)
    ]


def _spoken_of(
    names: Names, question: str, patterns: Mapping[str, re.Pattern[str]]
) -> Iterator[_Genre]:
    for genre, pattern in patterns.items():
        if said := pattern.search(question):
            ids = {each.id for each in headed(names.of_genre(genre), genre)}
            if patterns is EVENTS:  # "Board meeting 2024-03-05"
                ids |= {each.id for each in names.facts if pattern.search(name_text(each))}
            if ids:
                hints = tuple(before_genre(said[0], genre))
                yield _Genre(*said.span(), said[0], hints, frozenset(ids))


def _is_part(one: _Genre, other: _Genre, question: str) -> bool:
    longer = other.end - other.start > one.end - one.start
    inner = other.start <= one.start and one.end <= other.end
    within = inner and (longer or len(other.hints) < len(one.hints))
    return within or (one.end <= other.start and not question[one.end : other.start].strip())


def _telling_words(question: str, date: str | None, genres: Sequence[_Genre]) -> list[str]:
    """The words that may stand in a name, without those for nothing but a genre."""
    plain = {word for each in genres if not each.hints for word in each.said.lower().split()}
    plain |= words_for_acts(question)
    words = [each.lower() for each in content_words(question, date)]
    hints = [each.lower() for genre in genres for each in genre.hints]
    return [each for each in dict.fromkeys([*words, *hints]) if each not in plain]


def _dated(names: Names, of_genre: Collection[str], question: str, date: str | None) -> set[str]:
    """The documents that may be meant: of a genre that is spoken of and of the date or the month
    that is named, if any is.
    """
    pool = set(of_genre) or {each.id for each in names.facts}
    if date is not None:
        return {each for each in pool if is_dated(names.facts_of(each), date)} or pool
    months = {MONTHS[each.lower()] for each in _MONTH.findall(question)}
    return {each for each in pool if months & _months_of(names.facts_of(each))} or pool


def _months_of(facts: DocumentFacts) -> set[int]:
    return {int(each[5:7]) for each in dates_of(facts) if len(each) > len("2024")}


def _newest(names: Names, question: str, ids: set[str]) -> set[str]:
    """Of several that may be meant the newest, where that is asked for."""
    if len(ids) < 2 or not any_wording("latest").search(question):
        return ids
    dated = {each: date_of(names.facts_of(each)) or "" for each in ids}
    last = max(dated.values())
    return {each for each, date in dated.items() if last and date == last}


def _heaviest(
    names: Names, pool: set[str], held: Mapping[str, set[str]], genres: Sequence[_Genre]
) -> set[str]:
    """Those of `pool` of which most is said; none where nothing is said of any."""
    weights: defaultdict[str, float] = defaultdict(float)
    for word, ids in held.items():
        for each in ids:
            weights[each] += names.weight(word)
    for genre in genres:
        for each in genre.ids & pool:
            weights[each] += names.rarity(len(genre.ids))
    most = max(weights.values(), default=0.0)
    return {each for each, weight in weights.items() if weight == most}
