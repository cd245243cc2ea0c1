"""Generated documents, passages and vectors, the same for the same number: what eval.bench.growth
measures growth with.

Passages of 80 words in five sentences, twenty to a document, every second document in Swedish by
its language; the words by Zipf's law, many of them made of two others. Vectors as e5's lie: in a
narrow cone (two passages have a cosine of some .8), in topics.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from index.split.passages import SplitDocument, SplitPassage, laid_out
from index.types import Document, Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

BATCH = 50_000  # passages whose vectors are made at once
IN_DOCUMENT, SENTENCES, WORDS = 20, 5, 16
TOKENS = 30  # of a sentence
DIMENSION = 384
VOCABULARY, TOPICS = 50_000, 2_000
QUERIES = 200
LANGUAGES = ("en", "sv")


class Made:
    """Generated passages: the same for the same number, whatever the size."""

    def __init__(self) -> None:
        chance = np.random.default_rng(7)
        syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
        picked = chance.integers(len(syllables), size=(VOCABULARY, 4))
        lengths = chance.integers(2, 5, size=VOCABULARY)
        words = [
            "".join(syllables[p] for p in row[:n]) for row, n in zip(picked, lengths, strict=True)
        ]
        self._words = np.array(words, dtype=object)
        weights = 1 / np.arange(1, VOCABULARY + 1)
        self._weights = np.cumsum(weights) / weights.sum()
        self._cone = _unit(chance.normal(size=(1, DIMENSION)))[0]
        self._topics = _unit(chance.normal(size=(TOPICS, DIMENSION)))

    def document(self, number: int) -> tuple[Document, SplitDocument]:
        """A document and its passages."""
        chance = np.random.default_rng([1, number])
        drawn = np.searchsorted(self._weights, chance.random((IN_DOCUMENT, SENTENCES, WORDS)))
        language = LANGUAGES[number % len(LANGUAGES)]
        identifier = f"{number // 1000:04}/{number:07}.txt"
        text = f"Document {number}\n\n"
        sentences: list[tuple[int, int]] = []
        passages: list[SplitPassage] = []
        for paragraph in self._words[drawn]:
            start = len(text)
            for sentence in paragraph:
                said = " ".join(sentence).capitalize() + "."
                sentences.append((len(text), len(text) + len(said)))
                text += said + " "
            row = number * IN_DOCUMENT + len(passages)
            passage = Passage(passage_id(row), identifier, start, len(text) - 1, language)
            span = len(sentences) - SENTENCES, len(sentences)
            passages.append(SplitPassage(passage, *span, f"Document {number}. {text[start:-1]}"))
            text = text[:-1] + "\n\n"
        document = laid_out(Document(identifier, f"Document {number}", text, language))
        said_of = tuple(text[start:end] for start, end in sentences)
        return document, SplitDocument(tuple(sentences), said_of, tuple(passages))

    def vectors(self, batch: int, count: int) -> Vectors:
        """The vectors of a batch of passages."""
        chance = np.random.default_rng([2, batch])
        topics = self._topics[chance.integers(TOPICS, size=count)]
        return _unit(2 * self._cone + 0.7 * topics + 0.8 * _noise(chance, count))

    def near(self, vectors: Vectors, seed: int, distance: float) -> Vectors:
        """A vector near each of `vectors`: of a sentence, or of a question."""
        return _unit(vectors + distance * _noise(np.random.default_rng([3, seed]), len(vectors)))

    def token_codes(self, seed: int, count: int) -> list[TokenCodes]:
        """The codes of the tokens of `count` sentences."""
        chance = np.random.default_rng([6, seed])
        return list(chance.integers(2**63, size=(count, TOKENS), dtype=np.uint64))

    def questions(self, size: int) -> tuple[list[str], Vectors]:
        """Some words of passages, and vectors near others."""
        chance = np.random.default_rng(4)
        drawn = np.searchsorted(self._weights, chance.random((QUERIES, 7)))
        texts = [" ".join(row) for row in self._words[drawn]]
        return texts, self.near(self.vectors(0, min(size, BATCH))[:QUERIES], 5, 0.4)


def passage_id(row: int) -> int:
    """A number of its own for a row, as scattered as a hash (Knuth's multiplicative method)."""
    return row * 0x9E3779B97F4A7C15 % 2**62


def _noise(chance: np.random.Generator, count: int) -> Vectors:
    noise = chance.standard_normal((count, DIMENSION), dtype=np.float32)
    return np.asarray(noise / np.float32(DIMENSION**0.5), dtype=np.float32)


def _unit(vectors: NDArray[Any]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


class GivenEmbedder:
    """Vectors of no meaning, at no cost."""

    name, dimension = "bench/given", DIMENSION

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return _unit(1 + _noise(np.random.default_rng(8), len(texts)))

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self.embed_passages([text])[0]
        return vector
