"""What was embedded since the last commit: saved now and then, so that a process that ends loses
little of it.

    DIR/embedded-<number>   SHA-256 of what follows; arrays: texts, their vectors and tokens' codes

Once it is committed, these files go.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from index.embed.token_codes import SentenceTokenCodes
from index.errors import UNREADABLE
from index.store.files.array_file import arrays_in, encode_arrays
from index.store.files.durable_files import write_file
from index.store.files.texts import Texts
from index.store.manifest import EMBEDDED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

SAVE_SECONDS = 5.0  # of embedding between two files
MAX_UNSAVED = 5_000  # texts in that time: where they are more, embedding them again takes no time
DIGEST = 32  # bytes

Embedded = Mapping[str, "tuple[Vectors, TokenCodes]"]
"""Each text's vector, and the codes of its tokens."""


class EmbeddedTexts:
    """Those in the folder of an index, which one embedder made. Needs the lock."""

    def __init__(self, folder: Path, embedder: str, dimension: int) -> None:
        """Load what a process that ended left there, made by the embedder of that name and
        dimension; files that are damaged or of another are passed over.
        """
        self._folder = folder
        self._embedder = embedder
        self._unsaved: dict[str, tuple[Vectors, TokenCodes]] = {}
        self._saved = monotonic()
        self.left: dict[str, tuple[Vectors, TokenCodes]] = {}
        for path in _files(folder):
            with suppress(*UNREADABLE):
                self.left |= _loaded(path.read_bytes(), embedder, dimension)

    def add(self, texts: Embedded) -> None:
        """Keep `texts` in mind, not too many, and save them where the last time was long ago."""
        if len(self._unsaved) >= MAX_UNSAVED:
            self._unsaved.clear()
        self._unsaved.update(texts)
        if monotonic() - self._saved >= SAVE_SECONDS:
            self.save()

    def save(self) -> None:
        """Save what is kept in mind."""
        self._save(self._unsaved)
        self._unsaved.clear()
        self._saved = monotonic()

    def committed(self, texts: Iterable[str]) -> None:
        """Do without `texts`, and keep what else there was left."""
        for text in texts:
            self.left.pop(text, None)
        old = _files(self._folder)
        self._save(self.left)
        for path in old:
            with suppress(OSError):
                os.unlink(path)
        self._unsaved.clear()
        self._saved = monotonic()

    def _save(self, texts: Embedded) -> None:
        if texts:
            number = 1 + max(map(_number, _files(self._folder)), default=0)
            data = b"".join(encode_arrays(_arrays(self._embedder, texts)))
            write_file(self._folder / f"embedded-{number}", [sha256(data).digest(), data])


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if EMBEDDED.fullmatch(path.name)]


def _number(path: Path) -> int:
    return int(EMBEDDED.sub(r"\1", path.name))


def _arrays(embedder: str, texts: Embedded) -> Mapping[str, NDArray[Any]]:
    import numpy as np

    codes = SentenceTokenCodes.of([each for _, each in texts.values()])
    return {
        **Texts.of([embedder]).to_arrays("embedder"),
        **Texts.of([*texts]).to_arrays("texts"),
        "vectors": np.stack([vector for vector, _ in texts.values()]),
        "codes": codes.bits[:],
        "code_offsets": codes.offsets,
    }


def _loaded(data: bytes, embedder: str, dimension: int) -> dict[str, tuple[Vectors, TokenCodes]]:
    """Raises what UNREADABLE names for what was not written whole."""
    import numpy as np

    digest, content = data[:DIGEST], data[DIGEST:]
    if sha256(content).digest() != digest:
        raise ValueError("it was not written whole")
    arrays = arrays_in(np.frombuffer(content, np.uint8))
    if Texts.from_arrays(arrays, "embedder")[0] != embedder:
        return {}
    codes = SentenceTokenCodes(arrays["codes"], arrays["code_offsets"]).each()
    vectors = arrays["vectors"]
    if vectors.dtype != np.float32 or vectors.shape[1:] != (dimension,):
        raise ValueError("its vectors are of another kind")
    return dict(
        zip(Texts.from_arrays(arrays, "texts"), zip(vectors, codes, strict=True), strict=True)
    )
