"""What a machine of a cluster does: some files → a segment, read, split and embedded."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.build import make_segment
from index.embed.protocol import Embedder
from index.errors import EmbedderError, LoadError
from index.index import Indexing
from index.load import LoadSettings, SourceFile, load_file
from index.load.process import ParserProcess
from index.messages import Message
from index.settings import IndexSettings
from index.store.segment import Segment
from index.types import Document


@dataclass(frozen=True, slots=True)
class SentFile:
    """The id that a document is to have, and its file's suffix and bytes."""

    id: str
    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """How files are to be read and embedded. `load` loads the embedder, whose name is given."""

    load: partial[Any]
    embedder: str
    settings: IndexSettings


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of some files: a segment of all that could be read, and of the others why not,
    by id, under these `limits` of the parser.
    """

    segment: Segment | None
    refused: Mapping[str, Message]
    indexing: Indexing
    limits: str


def make(files: Sequence[SentFile], order: Order) -> Made:
    """Read, split and embed them. Raises EmbedderError where this machine has another embedder."""
    load = order.load
    embedder = _embedder(load.func, load.args, tuple(sorted(load.keywords.items())))
    if embedder.name != order.embedder:
        raise EmbedderError(
            "the machine {machine!r} embeds with {found!r}, not with {expected!r}; install the "
            "same Citera and model on every machine of the cluster.",
            machine=socket.gethostname(),
            found=embedder.name,
            expected=order.embedder,
        )
    settings = order.settings
    documents: list[Document] = []
    refused: dict[str, Message] = {}
    for file in files:
        try:
            documents.append(_read(file, settings.load))
        except LoadError as error:
            refused[file.id] = error.message
    segment, indexing = None, Indexing(0, 0.0)
    if documents:
        segment, indexing = make_segment(
            documents, embedder, settings.split, limits=settings.limits
        )
    return Made(segment, refused, indexing, settings.load.limits)


def _read(file: SentFile, load: LoadSettings) -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"document{file.suffix}")
        path.write_bytes(file.data)
        parser = _parser(load.parse_seconds, load.parse_megabytes)
        return load_file(SourceFile(file.id, path), parser.parse)


@cache  # one a process, as long as it lives
def _parser(seconds: float, megabytes: int) -> ParserProcess:
    return ParserProcess(seconds, megabytes)


@cache  # likewise: a model takes seconds to load, and memory
def _embedder(
    load: Callable[..., Embedder],
    arguments: tuple[object, ...],
    named: tuple[tuple[str, object], ...],
) -> Embedder:
    return load(*arguments, **dict(named))
