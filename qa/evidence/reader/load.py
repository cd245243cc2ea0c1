"""The reader that the settings name, loaded once a process, when something is first asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index import Embedder
from index.embed.e5.embedder import E5Embedder
from qa.evidence.reader.protocol import Reader

OFF = "off"


def load_reader(name: str | None, embedder: Embedder) -> Reader | None:
    """The reader of that name; None where it is "off".

    None names the one that ships, which reads beside the bundled embedder: evidence found by
    another is on another scale. A name that ends in ".npz" is a file that eval.fit.reader wrote;
    any other is a model of transformers for extractive question answering, by name or path.
    Raises ReaderError where it cannot be loaded.
    """
    if name == OFF or (name is None and embedder.name != E5Embedder.name):
        return None
    return _loaded(name)


@cache
def _loaded(name: str | None) -> Reader:
    if name is None or name.endswith(".npz"):
        from qa.evidence.reader.e5_reader import WEIGHTS_FILE, E5Reader

        return E5Reader(Path(name) if name else WEIGHTS_FILE)
    from qa.evidence.reader.transformers_reader import TransformersReader

    return TransformersReader(name)
