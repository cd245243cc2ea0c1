"""Ranges of row numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def ranges(starts: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.int64]:
    """The whole numbers of all ranges [start, start + length), one range after the other."""
    import numpy as np

    lengths = lengths.astype(np.int64)
    shifts = np.asarray(starts, np.int64) - (np.cumsum(lengths) - lengths)
    numbers: NDArray[np.int64] = np.arange(lengths.sum()) + np.repeat(shifts, lengths)
    return numbers
