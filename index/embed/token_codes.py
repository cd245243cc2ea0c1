"""Token embeddings in 64 bits each, for late interaction: the signs of a vector's numbers.

The signs alone tell the cosine of two vectors well enough to find tokens that are alike
(Charikar 2002, "Similarity Estimation Techniques from Rounding Algorithms").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.ranges import ranges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.files.checked_rows import CheckedRows
    from index.store.files.joined_rows import JoinedRows
    from index.types import Vectors

    TokenCodes = NDArray[np.uint64]
    """uint64[tokens]: a bit for each number of a token's vector, set where it is positive."""

BITS = 64
CODE_TYPE = "<u8"  # the order of bytes is the same in every file


@dataclass(frozen=True, slots=True, eq=False)
class SentenceTokenCodes:
    """The codes of the tokens of sentences, which are in rows from 0.

    `bits`: of all tokens, sentence after sentence. `offsets`: the place of each sentence's first
    token, and one more at the end. An embedder that does not tell of tokens leaves every sentence
    without.
    """

    bits: TokenCodes | CheckedRows | JoinedRows
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, sentences: Sequence[TokenCodes]) -> SentenceTokenCodes:
        """Hold the codes of each sentence."""
        import numpy as np

        offsets = np.cumsum([0, *map(len, sentences)], dtype=np.int64)
        return cls(np.concatenate([np.empty(0, CODE_TYPE), *sentences]), offsets)

    @classmethod
    def none(cls) -> SentenceTokenCodes:
        """Of no sentences."""
        return cls.of([])

    def take(self, rows: NDArray[np.int64]) -> SentenceTokenCodes:
        """The sentences in `rows`, in that order."""
        import numpy as np

        counts = self.offsets[rows + 1] - self.offsets[rows]
        tokens = ranges(self.offsets[rows], counts)
        return SentenceTokenCodes(self.bits[tokens], np.concatenate([[0], np.cumsum(counts)]))

    def each(self) -> list[TokenCodes]:
        """The codes of each sentence's tokens."""
        bits = self.bits[:]
        return [bits[start:end] for start, end in pairwise(self.offsets.tolist())]


def encode_tokens(vectors: Vectors) -> TokenCodes:
    """The signs of each token's vector, float32[tokens, BITS]."""
    import numpy as np

    packed: TokenCodes = np.packbits(vectors > 0, axis=1).view(CODE_TYPE)[:, 0]
    return packed


def decode_tokens(codes: TokenCodes) -> Vectors:
    """A unit vector in place of each token's own, float32[tokens, BITS]: all numbers as large."""
    import numpy as np

    bits = np.unpackbits(codes.view(np.uint8).reshape(-1, BITS // 8), axis=1)
    vectors: Vectors = (bits * np.float32(2) - 1) / np.float32(BITS**0.5)
    return vectors
