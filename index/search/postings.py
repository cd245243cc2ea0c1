"""Which passages hold which terms: the lists that words are searched in, as arrays.

A term is known by a 64-bit hash of it; among ten million terms, the chance that any two share one
is 3 in a million.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from index.language.spelling import folded
from index.store.files.array_file import Arrays
from index.store.files.texts import Texts, concatenate_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Packed = NDArray[np.uint16 | np.uint32]

COUNT_BITS = 4
MAX_COUNT = 2**COUNT_BITS - 1  # a passage of more is as good as one of so many
NO_ROW = -1
MERGED_AT_ONCE = 500_000  # postings; bounds memory
MAX_SMALL_ROWS = 1 << (16 - COUNT_BITS)  # that fit into 16 bits with a count


@lru_cache(maxsize=4096)
def hash_of(term: str) -> int:
    """The number that a term is known by."""
    return int.from_bytes(_digest(term), "little")


def hashes_of(terms: Iterable[str]) -> NDArray[np.uint64]:
    """The numbers that terms are known by."""
    import numpy as np

    # Not by hash_of: many at once would leave nothing in its memory that is asked for again.
    digests = b"".join(map(_digest, terms))
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def _digest(term: str) -> bytes:
    return blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The terms of passages in rows from 0.

    `hashes`: of the terms, sorted. `terms`: the terms in that order. `starts`: where each one's
    postings begin; one more at the end. `packed`: of each posting, the passage's row, and in the
    lowest COUNT_BITS how often it has the term: see `unpack`. `lengths`: of each passage, in terms.
    `plain`: sorted hashes of the terms that have å, ä, ö, written without; `marked`: the places in
    `terms` of those.
    """

    hashes: NDArray[np.uint64]
    terms: Texts
    starts: NDArray[np.int64]
    packed: Packed
    lengths: NDArray[np.uint32]
    plain: NDArray[np.uint64]
    marked: NDArray[np.uint32]

    @classmethod
    def of(cls, passages: Iterable[Sequence[str]]) -> Postings:
        """Hold passages, each given as its terms."""
        import numpy as np

        numbers: dict[str, int] = {}
        held, counted = array("q"), array("I")
        for each in passages:
            held.extend(numbers.setdefault(term, len(numbers)) for term in each)
            counted.append(len(each))
        lengths = np.array(counted, dtype=np.uint32)
        rows = np.repeat(np.arange(len(lengths)), lengths)
        ranks, terms = _sorted_terms(list(numbers))
        keys = ranks[np.array(held, dtype=np.int64)] * max(1, len(lengths)) + rows
        keys, counts = np.unique(keys, return_counts=True)
        places, rows = np.divmod(keys, max(1, len(lengths)))
        sizes = np.bincount(places, minlength=len(terms))
        packed = pack(rows, np.minimum(counts, MAX_COUNT), _packed_type(len(lengths)))
        return _postings(terms, sizes, packed, lengths)

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> Postings:
        """The inverse of `to_arrays`."""
        kept = {each: arrays[f"{name}.{each}"] for each in _ARRAYS}
        return cls(**kept, terms=Texts.from_arrays(arrays, f"{name}.terms"))

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays to keep, by name."""
        kept = {f"{name}.{each}": getattr(self, each) for each in _ARRAYS}
        return {**kept, **self.terms.to_arrays(f"{name}.terms")}

    def places_of(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The places of those terms that are here."""
        return self.hashes.searchsorted(hashes)[self.holds(hashes)]

    def holds(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which of those terms are here."""
        import numpy as np

        if not len(self.hashes):
            return np.zeros(len(hashes), dtype=np.bool_)
        places = np.minimum(self.hashes.searchsorted(hashes), len(self.hashes) - 1)
        here: NDArray[np.bool_] = self.hashes[places] == hashes
        return here

    def find_marked(self, plain: int) -> NDArray[np.int64]:
        """The places of the terms that are written like that without å, ä and ö."""
        import numpy as np

        return self.marked[run_of(self.plain, plain)].astype(np.int64)

    def at(self, place: int) -> slice:
        """Where the postings of the term at `place` stand."""
        return slice(int(self.starts[place]), int(self.starts[place + 1]))

    def frequencies(self, live: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """In how many passages each term occurs."""
        import numpy as np

        if live is None:
            kept = self.starts
        else:
            kept = np.concatenate([[0], np.cumsum(live[unpack(self.packed)[0]])])[self.starts]
        counts: NDArray[np.int64] = np.diff(kept)
        return counts


_ARRAYS = ("hashes", "starts", "packed", "lengths", "plain", "marked")


def run_of(hashes: NDArray[np.uint64], value: int) -> slice:
    """Where a hash stands among sorted ones, as often as it is there."""
    import numpy as np

    key = np.uint64(value)
    return slice(int(hashes.searchsorted(key)), int(hashes.searchsorted(key, side="right")))


def merge_postings(
    parts: Sequence[Postings], new_rows: Sequence[NDArray[np.int64]], length: int
) -> Postings:
    """The postings of several parts as one of `length` passages.

    `new_rows`: for each part, the row that each of its passages gets, NO_ROW for those left out.
    """
    import numpy as np

    hashes, firsts = np.unique(np.concatenate([part.hashes for part in parts]), return_index=True)
    ranks = [np.searchsorted(hashes, part.hashes) for part in parts]
    lengths = np.empty(length, dtype=np.uint32)
    bounds = np.zeros(len(hashes), dtype=np.int64)
    for part, rows, places in zip(parts, new_rows, ranks, strict=True):
        lengths[rows[rows != NO_ROW]] = part.lengths[rows != NO_ROW]
        bounds[places] += np.diff(part.starts)
    sizes, done = [np.empty(0, np.int64)], 0
    packed = np.empty(int(bounds.sum()), _packed_type(length))
    for first, last in _blocks(bounds):
        keys = np.concatenate(
            [
                _keys(part, rows, places, first, last, length)
                for part, rows, places in zip(parts, new_rows, ranks, strict=True)
            ]
        )
        keys.sort()
        found, low = np.divmod(keys, max(1, length) << COUNT_BITS)
        sizes.append(np.bincount(found, minlength=last - first))
        packed[done : done + len(low)] = low
        done += len(low)
    terms = concatenate_texts([part.terms for part in parts]).take(firsts)
    return _postings(terms, np.concatenate(sizes), packed[:done], lengths, hashes)


def _blocks(sizes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Ranges of terms that have some MERGED_AT_ONCE postings, where each has so many."""
    import numpy as np

    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    cuts = ends.searchsorted(np.arange(MERGED_AT_ONCE, total, MERGED_AT_ONCE)) + 1
    return pairwise(np.unique([0, *cuts.tolist(), len(sizes)]).tolist())


def _keys(
    part: Postings,
    rows: NDArray[np.int64],
    places: NDArray[np.int64],
    first: int,
    last: int,
    length: int,
) -> NDArray[np.int64]:
    """The postings in `part` of the terms whose new places are from `first` to before `last`, as
    numbers in whose order they are merged: the term's place from `first` on, the new row, the
    count.
    """
    import numpy as np

    begin, end = places.searchsorted((first, last)).tolist()
    old_rows, counts = unpack(part.packed[int(part.starts[begin]) : int(part.starts[end])])
    new = rows[old_rows]
    terms = np.repeat(places[begin:end] - first, np.diff(part.starts[begin : end + 1]))
    keys: NDArray[np.int64] = (((terms * length + new) << COUNT_BITS) | counts)[new != NO_ROW]
    return keys


def pack(rows: NDArray[Any], counts: NDArray[Any], kind: type[Any]) -> Packed:
    """Postings of these rows and counts, in numbers of that kind."""
    packed: Packed = (rows.astype(kind) << COUNT_BITS) | counts.astype(kind)
    return packed


def unpack(packed: Packed) -> tuple[NDArray[Any], NDArray[Any]]:
    """The rows and the counts of postings."""
    return packed >> COUNT_BITS, packed & MAX_COUNT


def _sorted_terms(terms: Sequence[str]) -> tuple[NDArray[np.int64], Texts]:
    """The rank of each term by its hash, and the terms in that order."""
    import numpy as np

    order = np.argsort(hashes_of(terms))
    ranks = np.empty(len(terms), dtype=np.int64)
    ranks[order] = np.arange(len(terms))
    return ranks, Texts.of([terms[place] for place in order.tolist()])


def _packed_type(length: int) -> type[np.uint16 | np.uint32]:
    """The type of the postings of so many passages."""
    import numpy as np

    return np.uint16 if length <= MAX_SMALL_ROWS else np.uint32


def _postings(
    terms: Texts,
    sizes: NDArray[np.int64],
    packed: Packed,
    lengths: NDArray[np.uint32],
    hashes: NDArray[np.uint64] | None = None,
) -> Postings:
    """Postings of which each term has as many as `sizes` says; terms without any are left out."""
    import numpy as np

    held = np.flatnonzero(sizes)
    if len(held) < len(terms):
        terms = terms.take(held)
        hashes = None if hashes is None else hashes[held]
    plain, marked = _marked_terms(terms)
    return Postings(
        hashes=hashes_of(terms) if hashes is None else hashes,
        terms=terms,
        starts=np.cumsum(np.append(0, sizes[held]), dtype=np.int64),
        packed=packed,
        lengths=lengths,
        plain=plain,
        marked=marked,
    )


def _marked_terms(terms: Texts) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    import numpy as np

    pairs = sorted(
        (hash_of(plain), place)
        for place, term in enumerate(terms)
        if not term.isascii() and (plain := folded(term)) != term
    )
    return (
        np.array([plain for plain, _ in pairs], dtype=np.uint64),
        np.array([place for _, place in pairs], dtype=np.uint32),
    )
