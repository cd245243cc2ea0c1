"""A whole question → the document that it speaks of, by the words in it that name one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index.load.metadata import parse_date
from index.types import DocumentFacts
from qa.documents.names import Names, before_genre, content_words, headed, is_dated
from qa.documents.properties.asked_acts import words_for_acts
from qa.documents.wording import GENRES

MIN_WORDS = 2  # of a name, that describe a document whose genre is not said


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
    pool = _dated(names, set().union(*(each.ids for each in genres)), date)
    words = _telling_words(question, date, genres)
    held = {word: ids & pool for word in words if (ids := names.named(word))}
    best = _heaviest(names, pool, held, genres)
    if len(best) != 1:
        return None
    (only,) = best
    told = sum(only in ids for ids in held.values())
    by_genre = any(only in each.ids for each in genres)
    least = 1 if by_genre else min(MIN_WORDS, len(words))
    if told < max(least, 1) and not _is_alone(only, pool, genres):
        return None
    return names.facts_of(only)


def _is_alone(document_id: str, pool: Collection[str], genres: Sequence[_Genre]) -> bool:
    """Whether it is the only one of a genre that is spoken of, or of the date."""
    return bool(genres) and (len(pool) == 1 or any({document_id} == each.ids for each in genres))


def _genres(names: Names, question: str) -> list[_Genre]:
    """The genres that are spoken of and that some document is of; of "annual report" not "report",
    of "the routine changelog" not the routine.
    """
    found = [
        _Genre(*said.span(), said[0], tuple(before_genre(said[0], genre)), ids)
        for genre, pattern in GENRES.items()
        if (said := pattern.search(question))
        and (ids := frozenset(each.id for each in headed(names.of_genre(genre), genre)))
    ]
    return [
        each
        for each in found
        if not any(_is_part(each, other, question) for other in found if other is not each)
    ]


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


def _dated(names: Names, of_genre: Collection[str], date: str | None) -> set[str]:
    """The documents that may be meant: of a genre that is spoken of and the date that is named, if
    any is.
    """
    pool = set(of_genre) or {each.id for each in names.facts}
    if date is None:
        return pool
    return {each for each in pool if is_dated(names.facts_of(each), date)} or pool


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
