"""Documents that wait to be embedded, in the order they were read."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any
from weakref import finalize

from index.store.files.array_file import arrays_in, encode_arrays
from index.store.files.texts import Texts
from index.store.layouts import Layouts
from index.store.segment import document_in, facts_of
from index.types import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_IN_MEMORY = 1_000_000  # characters, at either end


class WaitingDocuments:
    """The first are in memory, and the last; those between them in a file that has no name, which
    is gone when the process is.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where that file may be; without one all are kept in memory."""
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._first: deque[Document] = deque()
        self._written: deque[tuple[int, int]] = deque()  # where some stand, and in how many bytes
        self._last: list[Document] = []
        self._last_characters = 0
        self._left: deque[tuple[str, int]] = deque()  # the id and the characters of each

    @property
    def ids(self) -> set[str]:
        """Of those that wait."""
        return {document_id for document_id, _ in self._left}

    @property
    def characters(self) -> int:
        """How many they have."""
        return sum(characters for _, characters in self._left)

    @property
    def next_characters(self) -> int:
        """How many the next one has."""
        return self._left[0][1]

    def __len__(self) -> int:
        return len(self._left)

    def append(self, document: Document) -> None:
        """Have a document wait behind the others."""
        self._left.append((document.id, len(document.text)))
        self._last.append(document)
        self._last_characters += len(document.text)
        if self._folder is not None and self._last_characters >= MAX_IN_MEMORY:
            self._write(self._folder)

    def popleft(self) -> Document:
        """Take out the one that came first."""
        if not self._first:
            self._first.extend(self._read() if self._written else self._taken())
        self._left.popleft()
        return self._first.popleft()

    def clear(self) -> None:
        """Take out all."""
        for held in (self._first, self._written, self._last, self._left):
            held.clear()
        self._last_characters = 0

    def _taken(self) -> list[Document]:
        """The last ones, which are no longer among them."""
        taken, self._last, self._last_characters = self._last, [], 0
        return taken

    def _write(self, folder: Path) -> None:
        if self._file is None:
            self._file = TemporaryFile(dir=folder)  # noqa: SIM115 (closed with this)
            finalize(self, self._file.close)
        start = self._file.seek(0, os.SEEK_END)
        for chunk in encode_arrays(_arrays(self._taken())):
            self._file.write(chunk)
        self._written.append((start, self._file.tell() - start))

    def _read(self) -> list[Document]:
        """Those that stand first in the file, which is emptied with the last of them."""
        import numpy as np

        assert self._file is not None
        start, size = self._written.popleft()
        self._file.seek(start)
        arrays = arrays_in(np.frombuffer(self._file.read(size), np.uint8))
        if not self._written:
            self._file.truncate(0)
        ids, facts, texts = (Texts.from_arrays(arrays, name) for name in ("ids", "facts", "texts"))
        layouts = Layouts.from_arrays(arrays)
        return [document_in(row, ids, facts, texts, layouts) for row in range(len(ids))]


def _arrays(documents: Sequence[Document]) -> dict[str, NDArray[Any]]:
    return {
        **Texts.of([each.id for each in documents]).to_arrays("ids"),
        **Texts.of([facts_of(each) for each in documents]).to_arrays("facts"),
        **Texts.of([each.text for each in documents]).to_arrays("texts"),
        **Layouts.of([each.blocks for each in documents]).to_arrays(),
    }
