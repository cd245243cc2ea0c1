"""Texts of documents as files of a store, each by a number: for an index that is not in a folder
itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from index.errors import StoreError
from index.load.remote import open_store, told

SUFFIX = ".text"
_PATTERN = "*?["


@dataclass(frozen=True, slots=True)
class TextFolder:
    """A folder at a URL. Every method raises StoreError where the store does not do it."""

    url: str
    _store: Any = field(repr=False, compare=False)
    _root: str = field(repr=False, compare=False)

    @classmethod
    def at(cls, url: str, name: str) -> TextFolder:
        """The folder of that name below the URL. Raises NothingToIndexError or StoreError for what
        is none.
        """
        store, root = open_store(url)
        if any(character in root for character in _PATTERN):
            raise StoreError(
                "{url!r} has one of {characters} in it, by which stores name many files; name "
                "another folder for texts.",
                url=url,
                characters=_PATTERN,
            )
        return cls(url, store, f"{root}/{name}")

    def write(self, texts: Mapping[int, bytes]) -> None:
        """Put each there, maybe in place of another of that number."""
        try:
            self._store.pipe({self._path(number): text for number, text in texts.items()})
        except Exception as error:  # each store has errors of its own
            raise self._failed(error) from error

    def read(self, numbers: Collection[int]) -> dict[int, bytes]:
        """Those of these numbers, all of which are there."""
        paths = {self._path(number): number for number in numbers}
        try:
            found = self._store.cat(list(paths)) if paths else {}
        except Exception as error:
            raise self._failed(error) from error
        return {paths[path]: text for path, text in found.items()}

    def delete(self, numbers: Collection[int]) -> None:
        """Remove those that are there."""
        paths = [self._path(number) for number in numbers]
        try:
            try:
                if paths:
                    self._store.rm(paths)
            except FileNotFoundError:  # of one of them; some stores then remove none
                for path in paths:
                    with suppress(FileNotFoundError):
                        self._store.rm_file(path)
        except Exception as error:
            raise self._failed(error) from error

    def _path(self, number: int) -> str:
        return f"{self._root}/{number:016x}{SUFFIX}"

    def _failed(self, error: Exception) -> StoreError:
        return StoreError(
            "the texts at {url!r} cannot be read or written ({reason}); see whether the store is "
            "there, and whether the environment names who may do it.",
            url=self.url,
            reason=told(error),
        )
