"""Vectors of passages and of sentences. The only file that imports faiss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.files.checked_rows import CheckedRows
    from index.store.files.durable_files import Write
    from index.store.files.joined_rows import JoinedRows
    from index.types import Vectors

THREADS = 1  # a small search loses more to threads than it gains, above all on a busy machine
LEARNING_THREADS = 2
EXACT_UP_TO = 200_000  # vectors; that many take some 6 ms
SAMPLED = 40  # vectors a cell from which its centre is learnt: faiss's own least is 39
ROUNDS = 10  # of k-means
PROBED = 64  # a search looks into one cell in so many, and into MIN_PROBED at least
MIN_PROBED = 32
MAX_COMPARED_EACH = 50_000  # vectors left by a filter are all compared: 7 ms on a busy machine
ADDED_AT_ONCE = 5_000  # vectors; bounds memory
WRITTEN_AT_ONCE = 1 << 22  # bytes
MAX_CODE = 127


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are left to be found: a bit for each, the first in the lowest, and how many."""

    bits: NDArray[np.uint8]
    count: int

    @classmethod
    def of(cls, live: NDArray[np.bool_]) -> RowFilter:
        """Those that are true in `live`."""
        import numpy as np

        return cls(np.packbits(live, bitorder="little"), int(live.sum()))


class PassageVectors:
    """Unit vectors in rows from 0, searched by dot product, which is the cosine here.

    Few are kept as float16 and searched exactly: half of what float32 takes, and read twice as
    fast; a cosine changes by some 1e-5, and a vector that was decoded and is encoded again stays
    the same. Many (see `sized`) are kept in 8 bits a number, in cells around centres, of which a
    search looks into the nearest: an inverted file (Jégou, Douze and Schmid 2011, "Product
    Quantization for Nearest Neighbor Search").
    """

    def __init__(self, faiss_index: Any) -> None:
        self._index = faiss_index
        self.cells: int = getattr(faiss_index, "nlist", 0)
        if self.cells:
            self._index.make_direct_map()  # tells where a row stands, for `decode`

    @classmethod
    def of(cls, vectors: NDArray[np.floating[Any]]) -> PassageVectors:
        """Hold `vectors`, of any floating type, in rows."""
        import numpy as np

        return cls.of_halves(vectors.astype(np.float16, copy=False))

    @classmethod
    def of_halves(cls, vectors: NDArray[np.float16]) -> PassageVectors:
        """Hold `vectors`, float16[n, d], as they are."""
        import numpy as np

        made = _of_halves(vectors.shape[1])
        if len(vectors):
            made.add_sa_codes(np.ascontiguousarray(vectors).view(np.uint8))
        return cls(made)

    @classmethod
    def map(cls, path: Path) -> PassageVectors:
        """Those in a file, read from it when they are used."""
        import faiss

        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def encode(self, write: Write) -> None:
        """Call `write` with the file's bytes, chunk by chunk."""
        import faiss

        api: Any = faiss  # its stubs do not know of Python's side of it
        api.write_index(self._index, api.PyCallbackIOWriter(write, WRITTEN_AT_ONCE))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return int(self._index.d)

    def search(
        self, vector: Vectors, k: int, left: RowFilter | None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """The `k` nearest rows and their cosines, among those `left`; None stands for all."""
        import faiss

        faiss.omp_set_num_threads(THREADS)
        api: Any = faiss  # its stubs do not know what Python's side of it accepts
        options = {} if left is None else {"sel": api.IDSelectorBitmap(left.bits)}
        wanted = api.SearchParameters(**options) if options else None
        if self.cells:
            wanted = api.SearchParametersIVF(nprobe=self._probed(left), **options)
        scores, rows = self._index.search(vector[None, :], min(k, len(self)), params=wanted)
        found = rows[0] >= 0
        # Cells are searched by Euclidean distance, by which centres of a narrow cone differ more.
        cosines = 1 - scores[0] / 2 if self.cells else scores[0]
        return rows[0][found], cosines[found]

    def _probed(self, left: RowFilter | None) -> int:
        """How many cells to look into: all where few vectors are left, which may lie in any; else
        the fewer are, the more, so that as many are compared as in a search of all.
        """
        probed = max(MIN_PROBED, self.cells // PROBED)
        if left is None:
            return probed
        few = left.count <= MAX_COMPARED_EACH
        return self.cells if few else min(self.cells, probed * len(self) // left.count)

    def decode(self, rows: NDArray[np.int64]) -> Vectors:
        """The vectors in `rows`, float32[len(rows), d]."""
        import numpy as np

        if not len(rows):
            return np.empty((0, self.dimension), dtype=np.float32)
        if self.cells:
            vectors: Vectors = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
            return vectors
        return self.halves(rows).astype(np.float32)

    def halves(self, rows: NDArray[np.int64]) -> NDArray[np.float16]:
        """The vectors in `rows` as float16[len(rows), d]."""
        import faiss
        import numpy as np

        if self.cells or not len(rows):
            return self.decode(rows).astype(np.float16)
        size = self._index.code_size
        codes = faiss.rev_swig_ptr(self._index.codes.data(), len(self) * size)
        # A copy: the memory is the index's own.
        taken: NDArray[np.uint8] = codes.reshape(len(self), size)[rows]
        return taken.view(np.float16)

    def sized(self, exact_up_to: int) -> PassageVectors:
        """The same vectors, in cells where there are over `exact_up_to`."""
        return self if self.cells or len(self) <= exact_up_to else self.in_cells(None)

    def in_cells(self, like: PassageVectors | None) -> PassageVectors:
        """The same vectors in cells, whose centres are those of `like`, or learnt where it has too
        few for so many vectors.
        """
        wanted = cells_for(len(self))
        made = like._emptied() if like and 2 * like.cells >= wanted else self._learnt(wanted)
        for first in range(0, len(self), ADDED_AT_ONCE):
            made.add(self.decode(_rows(first, min(first + ADDED_AT_ONCE, len(self)))))
        return PassageVectors(made)

    def _emptied(self) -> Any:
        """An index with the centres of this one, and no vectors."""
        import faiss

        centres = faiss.deserialize_index(faiss.serialize_index(self._index.quantizer))
        emptied = _of_cells(centres, self.cells)
        emptied.sq = self._index.sq
        emptied.is_trained = True
        return emptied

    def _learnt(self, cells: int) -> Any:
        """An index whose centres are learnt from a sample of these vectors."""
        import faiss
        import numpy as np

        made = _of_cells(faiss.IndexFlatL2(self.dimension), cells)
        made.cp.niter = ROUNDS
        count = min(len(self), SAMPLED * cells)
        sample = np.random.default_rng(0).choice(len(self), count, replace=False)
        faiss.omp_set_num_threads(LEARNING_THREADS)
        made.train(self.decode(np.sort(sample)))
        return made


class JoinedVectors(PassageVectors):
    """Rows of several others, each read when it is asked for; to be written, not to be searched."""

    def __init__(self, parts: Sequence[PassageVectors], order: NDArray[np.int64]) -> None:
        """The rows `order` of all `parts` one after the other."""
        self._parts = parts
        self._order = order
        self.cells = 0

    @cached_property
    def _index(self) -> Any:
        return PassageVectors.of_halves(self.halves(_rows(0, len(self))))._index

    def encode(self, write: Write) -> None:
        """Call `write` with the file's bytes, chunk by chunk."""
        import faiss
        import numpy as np

        empty = _of_halves(self.dimension)
        empty.ntotal = len(self)
        size = len(self) * empty.code_size
        # The last number of a file without vectors says how many bytes of them follow.
        write(faiss.serialize_index(empty)[:-8].tobytes() + size.to_bytes(8, "little"))
        for first in range(0, len(self), ADDED_AT_ONCE):
            halves = self.halves(_rows(first, min(first + ADDED_AT_ONCE, len(self))))
            write(halves.reshape(-1).view(np.uint8).data)

    def __len__(self) -> int:
        return len(self._order)

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._parts[0].dimension

    def halves(self, rows: NDArray[np.int64]) -> NDArray[np.float16]:
        """The vectors in `rows` as float16[len(rows), d]."""
        import numpy as np

        taken = np.empty((len(rows), self.dimension), np.float16)
        left = self._order[rows]
        for part in self._parts:
            here = np.flatnonzero((left >= 0) & (left < len(part)))
            taken[here] = part.halves(left[here])
            left = left - len(part)
        return taken


def _of_halves(dimension: int) -> Any:
    """An index for vectors of float16, without any."""
    import faiss

    kind, metric = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    return faiss.IndexScalarQuantizer(dimension, kind, metric)


def _of_cells(centres: Any, cells: int) -> Any:
    """An index for vectors of 8 bits a number in cells around `centres`, without any."""
    import faiss

    kind = faiss.ScalarQuantizer.QT_8bit
    return faiss.IndexIVFScalarQuantizer(centres, centres.d, cells, kind)


def cells_for(count: int) -> int:
    """How many cells `count` vectors are kept in: comparing the centres takes about as long as
    searching the cells, also when there are four times as many; each has enough to be learnt from.
    """
    return min(int(4 * count**0.5), count // SAMPLED)


def _rows(first: int, last: int) -> NDArray[np.int64]:
    """The rows from `first` to before `last`."""
    import numpy as np

    return np.arange(first, last, dtype=np.int64)


def merge_passage_vectors(
    parts: Sequence[PassageVectors], order: NDArray[np.int64]
) -> PassageVectors:
    """The rows `order` of all `parts` one after the other.

    In cells where any part's are, unless few are left.
    """
    joined = JoinedVectors(parts, order)
    largest = max(parts, key=lambda part: part.cells)
    few = cells_for(len(joined)) < largest.cells // 4
    return joined if few or not largest.cells else joined.in_cells(largest)


@dataclass(frozen=True, slots=True)
class SegmentVectors:
    """Passage vectors of one segment, none where it is not embedded yet; the passages' ids, and
    which of them are live (None: all).
    """

    vectors: PassageVectors
    ids: NDArray[np.int64]
    live: NDArray[np.bool_] | None


class VectorIndex:
    """The passages of one language by their vectors."""

    def __init__(self, legs: Sequence[SegmentVectors]) -> None:
        self._legs = legs
        self._left = [None if leg.live is None else RowFilter.of(leg.live) for leg in legs]
        self._length = sum(
            len(leg.ids) if left is None else left.count
            for leg, left in zip(legs, self._left, strict=True)
        )

    def __len__(self) -> int:
        return self._length

    def search(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """The `k` nearest ids with their cosines, best first; ties by id."""
        found: list[tuple[int, float]] = []
        for leg, left in zip(self._legs, self._left, strict=True):
            if not len(leg.vectors):
                continue
            rows, cosines = leg.vectors.search(vector, k, left)
            found += zip(leg.ids[rows].tolist(), cosines.tolist(), strict=True)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def vectors_of(self, ids: Sequence[int]) -> Vectors:
        """The vectors of the passages `ids`, float32[len(ids), d]; NaN where there is none yet."""
        import numpy as np

        wanted = np.asarray(ids, dtype=np.int64)
        dimension = self._legs[0].vectors.dimension
        found = np.full((len(wanted), dimension), np.nan, dtype=np.float32)
        for leg in self._legs:
            if len(leg.vectors):
                places, rows = rows_of(wanted, leg.ids, leg.live)
                found[places] = leg.vectors.decode(rows)
        return found


def rows_of(
    wanted: NDArray[np.int64], ids: NDArray[np.int64], live: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which places of `wanted` are among the sorted `ids`, not deleted, and in which rows."""
    import numpy as np

    rows = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    held = ids[rows] == wanted
    if live is not None:
        held &= live[rows]
    places = np.flatnonzero(held)
    return places, rows[places]


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """Unit vectors of sentences in 8 bits a number: number = code * step, a step for each vector.

    A dot product with a unit vector changes by some 3e-4. A step has the 11 bits of a float16, so
    that a vector that was decoded and is encoded again stays the same.
    """

    codes: NDArray[np.int8] | CheckedRows | JoinedRows
    steps: NDArray[np.float16]

    @classmethod
    def of(cls, vectors: Vectors) -> SentenceVectors:
        """Hold `vectors`, float32[n, d]."""
        import numpy as np

        steps = (np.abs(vectors).max(axis=1, initial=0) / MAX_CODE).astype(np.float16)
        codes = np.rint(vectors / steps[:, None].astype(np.float32))
        return cls(np.clip(codes, -MAX_CODE, MAX_CODE).astype(np.int8), steps)

    @classmethod
    def none(cls) -> SentenceVectors:
        """No vectors."""
        import numpy as np

        return cls(np.empty((0, 0), np.int8), np.empty(0, np.float16))

    def __len__(self) -> int:
        return len(self.steps)

    def decode(self, rows: NDArray[np.int64]) -> Vectors:
        """The vectors in `rows`, float32[len(rows), d]."""
        import numpy as np

        vectors: Vectors = self.codes[rows] * self.steps[rows].astype(np.float32)[:, None]
        return vectors

    def dot(self, rows: NDArray[np.int64], vector: Vectors) -> Vectors:
        """The dot products with `vector` of the vectors in `rows`."""
        import numpy as np

        # einsum, unlike @, starts no threads.
        products = np.einsum("ij,j->i", self.codes[rows].astype(np.float32), vector)
        cosines: Vectors = products * self.steps[rows].astype(np.float32)
        return cosines
