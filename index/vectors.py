"""Nearest passages by vector. The only file that imports faiss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Vectors

BRUTE_FORCE_THREADS = 1  # a small flat search loses more to threads than it gains


class VectorIndex:
    """Passage ids and their unit vectors, searched by dot product, which is the cosine here."""

    def __init__(self, faiss_index: Any) -> None:
        self._index = faiss_index

    @classmethod
    def build(cls, ids: Sequence[int], vectors: Vectors) -> VectorIndex:
        """An exact index of `vectors` (float32[n, d]) under `ids` (63-bit, distinct)."""
        import faiss
        import numpy as np

        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, dtype=np.int64))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read what `save` wrote."""
        import faiss

        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        import faiss

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """The `k` nearest ids with their cosines, best first; ties by id."""
        import faiss

        faiss.omp_set_num_threads(BRUTE_FORCE_THREADS)
        scores, ids = self._index.search(vector[None, :], min(k, len(self)))
        pairs = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def vectors_of(self, ids: Sequence[int]) -> Vectors:
        """The vectors stored under `ids`, float32[len(ids), d]."""
        import numpy as np

        wanted: NDArray[np.int64] = np.asarray(ids, dtype=np.int64)
        vectors: Vectors = self._index.reconstruct_batch(wanted)
        return vectors
