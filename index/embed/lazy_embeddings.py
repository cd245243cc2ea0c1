"""Embeddings made when they are asked for, of what an index keeps none of, or none yet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from index.embed.protocol import Embedder, checked_passages

if TYPE_CHECKING:
    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

MAX_REMEMBERED = 4_096  # texts: some 8 MB, and what a few dozen questions read


class LazyEmbeddings:
    """The vectors of texts and the codes of their tokens; the latest are remembered."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._remembered: OrderedDict[str, tuple[Vectors, TokenCodes]] = OrderedDict()
        self._lock = Lock()

    def of(self, texts: Sequence[str]) -> list[tuple[Vectors, TokenCodes]]:
        """The unit vector float32[d] of each text, and the codes of its tokens."""
        with self._lock:
            found = {text: self._remembered[text] for text in texts if text in self._remembered}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            vectors, codes = checked_passages(self._embedder, missing)
            found |= zip(missing, zip(vectors, codes, strict=True), strict=True)
        self._remember(found)
        return [found[text] for text in texts]

    def _remember(self, found: dict[str, tuple[Vectors, TokenCodes]]) -> None:
        with self._lock:
            for text, meaning in found.items():
                self._remembered[text] = meaning
                self._remembered.move_to_end(text)
            while len(self._remembered) > MAX_REMEMBERED:
                self._remembered.popitem(last=False)
