"""Stand-ins for what is slow or rare: an embedder without a model, documents without files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from hypothesis import strategies as st

from index.embed.token_codes import CODE_TYPE, decode_tokens
from index.types import Document
from qa.evidence.reader.protocol import Reading, SentenceReading, Window

if TYPE_CHECKING:
    from index.embed.token_codes import TokenCodes
    from index.types import Vectors
    from qa.llm.protocol import Message


class HashedWordsEmbedder:
    """A hashed bag of words: texts that share words are near each other, in every process alike.

    `embedded` lists the passages that it was given, to tell what was embedded again.
    """

    def __init__(self, name: str = "tests/hashed-words", dimension: int = 256) -> None:
        """Another `name` stands for another model."""
        self.name = name
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text."""
        self.embedded += texts
        rows = [self.embed_query(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """The counts of the text's words, each at a place that its spelling decides."""
        vector = np.zeros(self.dimension, dtype=np.float32)
        vector[0] = 0.1  # even a text without words has a direction
        for word in _spelt(text):
            place = crc32(word.encode("utf-8", "replace")) % (self.dimension - 1)
            vector[1 + place] += 1
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit


class HashedTokensEmbedder(HashedWordsEmbedder):
    """The same, and of each word as a token a vector that its spelling decides."""

    def embed_passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenCodes]]:
        """The codes are those of the words' vectors."""
        return self.embed_passages(texts), [self.token_codes(text) for text in texts]

    def embed_query_and_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """Every word weighs the same."""
        vectors = decode_tokens(self.token_codes(text))
        return self.embed_query(text), vectors / np.float32(max(len(vectors), 1))

    def token_codes(self, text: str) -> TokenCodes:
        """A number for each word."""
        digests = (blake2b(word.encode("utf-8", "replace")) for word in _spelt(text))
        return np.array(
            [int.from_bytes(each.digest()[:8], "little") for each in digests], CODE_TYPE
        )


def _spelt(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def make_document(
    text: str, document_id: str = "a.txt", title: str = "Title", language: str = "en"
) -> Document:
    """A document of which only the text matters, unless the test says otherwise."""
    return Document(document_id, title, text, language)


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write each text, as it is, to a file of that name below `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def write_piers(folder: Path, count: int) -> Path:
    """A new folder of so many files: PierAA has 3 cranes, PierBA 4, and so on."""
    folder.mkdir()
    for number in range(count):
        name = f"Pier{chr(65 + number % 26)}{chr(65 + number // 26)}"
        text = f"{name}\n\nThere are {number + 3} cranes on {name}. Its diver is on leave.\n"
        (folder / f"{number:02}.txt").write_text(text)
    return folder


def sample_documents() -> list[Document]:
    """Three small documents in two languages, with a heading, a list, noise and a repeated word."""
    return [
        make_document(
            "Cameras in the harbour\n\nThe harbour has forty cameras. They were mounted in 2019. "
            "Fishermen asked for them after a series of thefts.\n\n## Costs\n\n"
            "- Cameras: 90 000 euro\n- Masts: 12 000 euro\n\n© 2020 Harbour News\n",
            "harbour.md",
            "Cameras in the harbour",
        ),
        make_document(
            "The library\n\nThe library lends books and telescopes. A telescope may be kept for "
            "two weeks.\n\nThe reading room has no cameras.\n",
            "library.txt",
            "The library",
        ),
        make_document(
            "Kameror i hamnen\n\nHamnens kameror sattes upp 2019. De kostade en miljon kronor. "
            "Kommunen betalade hälften av summan och fiskarna resten, sade hamnkaptenen.\n",
            "svenska/hamnen.txt",
            "Kameror i hamnen",
            "sv",
        ),
    ]


_words = st.lists(
    st.sampled_from(
        "Belgrade harbour kameror och the 2019, 3.5 t.ex. Dr. U.S. “safe city” (GDPR) å NATO’s of "
        "polisen (AP Photo) bl.a. e-post 12 A.".split()
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
_sentences = st.builds(str.__add__, _words, st.sampled_from([".", "!", "?", "…", ".”", ":", ""]))
_paragraphs = st.lists(_sentences, min_size=1, max_size=6).map(" ".join)
_blocks = st.one_of(
    _paragraphs,
    _paragraphs.map(lambda text: fill(text, width=40)),
    _paragraphs.map(lambda text: text.replace(" ", "\n\n", 2)),
    _words.map("## {}".format),
    _words.map("- {}".format),
    _words.map("| {} | 7 |".format),
    st.sampled_from(["Leave a Comment", "© 2019 AFP", "12", "---", "Running head", "* * *"]),
    st.text(max_size=30),
)
_breaks = st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\n \n\n", "\f", "\u2028"])
generated_texts = st.lists(st.tuples(_blocks, _breaks), max_size=12).map(
    lambda pieces: "".join(chain.from_iterable(pieces))
)
"""Texts such as files hold: wrapped and broken paragraphs, headings, lists, tables, furniture."""


class SharedWordsReader:
    """Takes the sentence that shares most words with the question for the answer; the first word
    that it does not share is the answer's span. `windows` lists what it was given to read.
    """

    name = "tests/shared-words"

    def __init__(self) -> None:
        self.windows: list[Window] = []

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Log-odds are the number of words shared, less two."""
        self.windows += windows
        return [self._reading(set(_spelt(question)), window) for window in windows]

    def _reading(self, asked: set[str], window: Window) -> Reading:
        sentences = tuple(self._sentence(asked, each) for each in window.sentences)
        return Reading(sentences, max(each.answers for each in sentences))

    def _sentence(self, asked: set[str], sentence: str) -> SentenceReading:
        shared = asked & set(_spelt(sentence))
        others = [each for each in re.finditer(r"\w+", sentence) if each[0].lower() not in asked]
        span = others[0].span() if others else None
        return SentenceReading(len(shared) - 2.0, span, len(shared) - 2.0)


class ScriptedModel:
    """A language model that says what it is told to, word by word, one text for each time it is
    asked. An exception among the texts is raised where it stands.

    `asked` lists the messages that it was given; `closed` counts streams that ended, however.
    """

    name = "tests/scripted"

    def __init__(self, *answers: str | Exception | Sequence[str | Exception]) -> None:
        self._answers = list(answers)
        self.asked: list[list[Message]] = []
        self.said: list[str] = []
        self.closed = 0

    def stream(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        """The next answer."""
        self.asked.append(list(messages))
        answer = self._answers.pop(0)
        pieces = [answer] if isinstance(answer, str | Exception) else answer
        try:
            for piece in pieces:
                if isinstance(piece, Exception):
                    raise piece
                for word in re.findall(r"\S+\s*|\s+", piece):
                    self.said.append(word)
                    yield word
        finally:
            self.closed += 1

    @property
    def shown(self) -> str:
        """All that it was told and shown, the last time."""
        return "\n".join(each.content for each in self.asked[-1])
