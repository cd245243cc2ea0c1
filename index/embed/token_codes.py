"""What each token of a sentence means there, in 64 bits: the signs of the numbers of a vector.

By the signs alone, the cosine of two vectors is known well enough to tell which tokens are alike
(Charikar 2002, "Similarity Estimation Techniques from Rounding Algorithms").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.store.array_file import ranges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed.protocol import Vectors
    from index.store.checked_rows import PiecedRows

    Signs = NDArray[np.uint64]
    """uint64[tokens]: a bit for each number of a token's vector, set where it is positive."""

BITS = 64
KIND = "<u8"  # the order of bytes is the same in every file


@dataclass(frozen=True, slots=True, eq=False)
class TokenSigns:
    """The signs of the tokens of sentences, which are in rows from 0.

    `bits`: of all tokens, sentence after sentence. `offsets`: the place of each sentence's first
    token, and one more at the end. An embedder that does not tell of tokens leaves every sentence
    without.
    """

    bits: Signs | PiecedRows
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, sentences: Sequence[Signs]) -> TokenSigns:
        """Hold the signs of each sentence."""
        import numpy as np

        offsets = np.cumsum([0, *map(len, sentences)], dtype=np.int64)
        return cls(np.concatenate([np.empty(0, KIND), *sentences]), offsets)

    @classmethod
    def none(cls) -> TokenSigns:
        """Of no sentences."""
        return cls.of([])

    def take(self, rows: NDArray[np.int64]) -> TokenSigns:
        """The sentences in `rows`, in that order."""
        import numpy as np

        counts = self.offsets[rows + 1] - self.offsets[rows]
        tokens = ranges(self.offsets[rows], counts)
        return TokenSigns(self.bits[tokens], np.concatenate([[0], np.cumsum(counts)]))

    def each(self) -> list[Signs]:
        """The signs of each sentence's tokens."""
        bits = self.bits[:]
        return [bits[start:end] for start, end in pairwise(self.offsets.tolist())]


def join_token_signs(parts: Sequence[TokenSigns]) -> TokenSigns:
    """All sentences of `parts`, one part after the other."""
    import numpy as np

    counts = np.concatenate([np.diff(part.offsets) for part in parts])
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return TokenSigns(np.concatenate([part.bits[:] for part in parts]), offsets)


def signs_of(vectors: Vectors) -> Signs:
    """The signs of each token's vector, float32[tokens, BITS]."""
    import numpy as np

    packed: Signs = np.packbits(vectors > 0, axis=1).view(KIND)[:, 0]
    return packed


def vectors_of(signs: Signs) -> Vectors:
    """A unit vector in place of each token's own, float32[tokens, BITS]: all numbers as large."""
    import numpy as np

    bits = np.unpackbits(signs.view(np.uint8).reshape(-1, BITS // 8), axis=1)
    vectors: Vectors = (bits * np.float32(2) - 1) / np.float32(BITS**0.5)
    return vectors
