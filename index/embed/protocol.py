"""Texts → unit vectors: what an embedder offers, and the checks of what it returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from index.embed.token_codes import BITS, CODE_TYPE
from index.errors import EmbedderError, IndexMismatchError

if TYPE_CHECKING:
    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

UNIT_TOLERANCE = 1e-3


class Embedder(Protocol):
    """Turns texts into vectors whose dot product tells how alike they are in meaning.

    An embedder may also offer `fits(text) -> bool`: whether it reads all of a passage, so that
    nothing is silently cut. Without it, passages are bounded by their token budget alone. One may
    offer `count_pieces(words) -> list[int]`: in how many pieces its tokenizer takes each, by which
    misspelt words of questions are told. One that also tells of tokens is a TokenEmbedder.
    """

    @property
    def name(self) -> str:
        """Identifies model and version: an index opens only with the embedder that made it."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text: float32[n, dimension]."""

    def embed_query(self, text: str) -> Vectors:
        """A question's vector of unit length: float32[dimension]."""


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """An embedder that also returns an embedding of each token in its context, in the same run.

    Tokens are compared as in ColBERT (Khattab and Zaharia 2020): each of the question's with the
    one of a sentence that is most like it.
    """

    def embed_passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenCodes]]:
        """The vectors of `embed_passages`, and the codes of each text's tokens."""

    def embed_query_and_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """The vector of `embed_query`, and one for each of the question's tokens, float32[tokens,
        64]; their lengths are the tokens' weights, 1 in all.
        """


def fits_of(embedder: Embedder) -> Callable[[str], bool]:
    """The embedder's own `fits`, or one that accepts everything where it has none."""
    fits: Callable[[str], bool] = getattr(embedder, "fits", lambda text: True)
    return fits


def query_and_tokens(embedder: Embedder, text: str) -> tuple[Vectors, Vectors]:
    """A question's vector, and those of its tokens: none from an embedder that tells of none."""
    import numpy as np

    if isinstance(embedder, TokenEmbedder):
        return embedder.embed_query_and_tokens(text)
    return embedder.embed_query(text), np.empty((0, BITS), np.float32)


def checked_passages(
    embedder: Embedder, texts: Sequence[str]
) -> tuple[Vectors, Sequence[TokenCodes]]:
    """`embedder.embed_passages(texts)`, refused with EmbedderError unless shape and length hold;
    and the codes of each text's tokens, none unless it is a TokenEmbedder.
    """
    import numpy as np

    if isinstance(embedder, TokenEmbedder):
        found, codes = embedder.embed_passages_and_tokens(texts)
    else:
        found, codes = embedder.embed_passages(texts), [np.empty(0, CODE_TYPE)] * len(texts)
    vectors = np.asarray(found, dtype=np.float32)
    expected = (len(texts), embedder.dimension)
    if vectors.shape != expected:
        raise EmbedderError(
            "embedder {name!r} returned an array of shape {shape} for {count} "
            "texts; embed_passages must return float32 of shape {expected}.",
            name=embedder.name,
            shape=vectors.shape,
            count=len(texts),
            expected=expected,
        )
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all(np.abs(lengths - 1) <= UNIT_TOLERANCE):
        raise EmbedderError(
            "embedder {name!r} returned vectors that are not of length 1; divide each by its norm.",
            name=embedder.name,
        )
    return vectors, codes


def encodable(text: str) -> str:
    """`text` without what C strings and UTF-8 cannot hold: NUL and lone surrogates."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def check_embedder(place: str, made_with: str, asked: str) -> None:
    """Raise IndexMismatchError where the index at `place` was made with another embedder than the
    one named.
    """
    if made_with != asked:
        raise IndexMismatchError(
            "the index in {folder!r} was made with the embedder {embedder!r}, not "
            "{asked!r}; open it with that one, or make it again with: citera index "
            "DOCS --out {folder!r}",
            folder=place,
            embedder=made_with,
            asked=asked,
        )
