"""What can go wrong, as one tree. Every message names what failed, the value, and the mend.

CiteraError
├── LoadError            a file cannot become a Document (only that file is left out)
├── NothingToIndexError  a folder or list holds no document that could be read
├── EmbedderError        an embedder is missing, or returned something other than unit vectors
├── ClusterError         machines that are to read and embed cannot be reached, or do not do it
└── StoreError           a saved index cannot be used
    ├── IndexNotFoundError      there is no index in that folder
    ├── IndexMismatchError      it was made by another embedder, splitter or format version
    ├── IndexDamagedError       a file of it is missing or altered
    ├── IndexLockedError        another process is writing it
    └── IndexChangedError       what is read of it is not there, or no longer; a KeyError as well
"""

from typing import Any

from index.messages import Message


class CiteraError(Exception):
    """Any failure that Citera reports on purpose."""

    def __init__(self, template: str, /, **values: Any) -> None:
        """Say `template`, a literal that catalogues can name, filled in with `values`."""
        self.message = template if isinstance(template, Message) else Message(template, **values)
        super().__init__(self.message)


class LoadError(CiteraError):
    """A file cannot become a Document."""


class NothingToIndexError(CiteraError):
    """No document could be read."""


class EmbedderError(CiteraError):
    """An embedder is missing or does not keep its contract."""


class ClusterError(CiteraError):
    """A cluster cannot be joined, or does not do what it is to."""


class StoreError(CiteraError):
    """A saved index cannot be used."""


class IndexNotFoundError(StoreError):
    """There is no index in the folder."""


class IndexMismatchError(StoreError):
    """The index was made by another embedder, splitter or format version."""


class IndexDamagedError(StoreError):
    """A file of the index is missing or altered."""


class IndexLockedError(StoreError):
    """Another process is writing the index."""


class IndexChangedError(StoreError, KeyError):
    """What is read of the index is not there, or no longer: it changed since it was opened."""

    def __str__(self) -> str:
        return str(self.message)


# What reading a file may raise that is not what it should be, whatever its checksum says.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
