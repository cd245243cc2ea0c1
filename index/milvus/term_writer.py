"""Keeps count of the terms of an index in Milvus, and of which parts each compound has.

A row has a term's count before and after the commit that changed it last, so that a reader of
either state finds its own, and what was not committed can be taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from index.language.compounds import compound_links
from index.language.spelling import folded
from index.milvus.rows import key_of, signed
from index.milvus.schema import MAX_PARTS, UNUSED
from index.search.compounds import Compounds
from index.search.postings import hash_of

if TYPE_CHECKING:
    from index.milvus.connection import Connection, Row
    from index.store.segment import Segment

Terms = Mapping[str, Counter[str]]
"""By language, in how many passages each term is more or less than before."""


def terms_of(segment: Segment) -> dict[str, Counter[str]]:
    """By language, in how many passages of a segment each term is."""
    return {
        language: Counter(
            dict(zip(table.postings.terms, table.postings.frequencies(None).tolist(), strict=True))
        )
        for language, table in segment.passages.items()
    }


def take_back(connection: Connection, generation: int) -> None:
    """Undo what was counted for states after that one, and forget terms that no passage has."""
    fields = ["key", "language", "term", "count", "plain", "parts"]
    rows = connection.read_all("terms", f"generation > {generation}", fields)
    undone = [
        {**row, "next_count": row["count"], "generation": generation, "unused": UNUSED}
        for row in rows
    ]
    connection.upsert("terms", undone)
    connection.delete("terms", f"next_count == 0 and generation <= {generation}")


class TermWriter:
    """The terms of the state that was committed last, and the way to the next."""

    def __init__(self, connection: Connection) -> None:
        """Read them all: the one who writes has them in memory."""
        self._connection = connection
        self._counts: dict[str, dict[str, int]] = {}
        self._parts: dict[str, dict[int, tuple[int, ...]]] = {}
        fields = ["language", "term", "next_count", "parts"]
        for row in connection.read_all("terms", "generation >= 0", fields):
            language, term = row["language"], row["term"]
            self._counts.setdefault(language, {})[term] = int(row["next_count"])
            if row["parts"]:
                parts = self._parts.setdefault(language, {})
                parts[signed(hash_of(term))] = tuple(row["parts"])
        self._compounds = {
            language: Compounds.of(counts, links)
            for language, counts in self._counts.items()
            if (links := compound_links(language))
        }

    def write(self, changes: Terms, generation: int) -> None:
        """Write what is counted from that generation on."""
        rows: list[Row] = []
        for language, changed in changes.items():
            rows += self._changed_rows(language, changed, generation)
        self._connection.upsert("terms", rows)

    def _changed_rows(self, language: str, changed: Counter[str], generation: int) -> Iterator[Row]:
        before = self._counts.get(language, {})
        now = {**before}
        for term, more in changed.items():
            now[term] = before.get(term, 0) + more
        now = {term: count for term, count in now.items() if count}
        parts = self._split(language, before, now)
        known = self._parts.get(language, {})
        split_anew = {
            each for each in known.keys() | parts.keys() if known.get(each) != parts.get(each)
        }
        self._counts[language], self._parts[language] = now, parts
        for term in {*before, *now}:
            number = signed(hash_of(term))
            if changed.get(term) or number in split_anew:
                yield {
                    "key": key_of(language, term),
                    "language": language,
                    "term": term,
                    "count": before.get(term, 0),
                    "next_count": now.get(term, 0),
                    "generation": generation,
                    "plain": _plain(term),
                    "parts": list(parts.get(number, ())),
                    "unused": UNUSED,
                }

    def _split(
        self, language: str, before: Mapping[str, int], now: Mapping[str, int]
    ) -> dict[int, tuple[int, ...]]:
        """The parts of each compound, all by their hashes."""
        links = compound_links(language)
        if not links:
            return {}
        known = self._compounds.get(language)
        found = Compounds.of(now, links) if known is None else known.updated(before, now, links)
        self._compounds[language] = found
        parts: dict[int, list[int]] = {}
        for part, compound in zip(found.parts.tolist(), found.compounds.tolist(), strict=True):
            parts.setdefault(signed(compound), []).append(signed(part))
        return {compound: tuple(each[:MAX_PARTS]) for compound, each in parts.items()}


def _plain(term: str) -> int:
    """The hash of a term without its marks; 0 of one that has none."""
    plain = folded(term)
    return signed(hash_of(plain)) if plain != term else 0


def count_terms(passages: Iterable[tuple[str, Iterable[str]]]) -> dict[str, Counter[str]]:
    """By language, in how many passages each term occurs; a passage is given as its terms."""
    counts: dict[str, Counter[str]] = {}
    for language, terms in passages:
        counts.setdefault(language, Counter()).update(set(terms))
    return counts
