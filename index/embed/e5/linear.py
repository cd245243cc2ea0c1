"""Products with the blob's weights, in one of two precisions that agree to a cosine of .99998.

"float32" runs everywhere. "int8" is for processors with a unit for int8 matrices: activations and
weights are each the sum of a coarse int8 number and a fine one that holds what the coarse one
rounds away, so a product is coarse × coarse + fine × coarse + coarse × fine (fine × fine is too
small to matter). The activations' scales come from ranges that hold for every text: nothing is
calibrated or clipped, and no text affects the vector of another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed.e5.model_weights import Blob, Floats
    from index.embed.e5.onnx_proto import Graph

Precision = Literal["int8", "float32"]

MICROSOFT = "com.microsoft"  # onnxruntime's own operators
LEVELS = 254  # steps from the lowest to the highest int8 number used
MIDDLE = 127  # the number in 0…254 that stands for zero where the range is symmetric


@dataclass(frozen=True, slots=True)
class Stream:
    """A tensor of the graph, and bounds of its values."""

    name: str
    low: float
    high: float


Linear = Callable[["Graph", "Blob", Stream, Sequence[str]], list[str]]
"""Adds `stream @ weights.T + bias` for each NAME.w and NAME.b of the blob; the outputs' names."""


def linear_of(precision: Precision) -> Linear:
    """How products are computed in that precision."""
    return int8_linear if precision == "int8" else float32_linear


def float32_linear(graph: Graph, blob: Blob, stream: Stream, names: Sequence[str]) -> list[str]:
    """Plain matrix products."""
    import numpy as np

    outputs = []
    for name in names:
        weights = np.ascontiguousarray(blob.matrix(name + ".w").T)
        product = graph.add("MatMul", stream.name, graph.weight(name + ".w", weights))
        bias = graph.weight(name + ".b", blob.floats(name + ".b"))
        outputs.append(graph.add("Add", product, bias))
    return outputs


def int8_linear(graph: Graph, blob: Blob, stream: Stream, names: Sequence[str]) -> list[str]:
    """Two products of int8 matrices each: coarse × coarse, and both mixed ones as one."""
    activations = _split(graph, stream)
    return [_int8_products(graph, blob, activations, name) for name in names]


@dataclass(frozen=True, slots=True)
class _Activations:
    """A stream as scale × (coarse - zero + (fine - MIDDLE) / LEVELS), all numbers 0 to 255."""

    coarse: str
    fine_coarse: str  # side by side
    scale: np.float32
    zero: int


def _split(graph: Graph, stream: Stream) -> _Activations:
    import numpy as np

    scale = np.float32((stream.high - stream.low) / LEVELS)
    zero = round(-stream.low / float(scale))
    step = graph.number(scale), graph.number(np.uint8(zero))
    fine_step = graph.number(scale / np.float32(LEVELS)), graph.number(np.uint8(MIDDLE))
    coarse = graph.add("QuantizeLinear", stream.name, *step)
    rest = graph.add("Sub", stream.name, graph.add("DequantizeLinear", coarse, *step))
    fine = graph.add("QuantizeLinear", rest, *fine_step)
    return _Activations(coarse, graph.add("Concat", fine, coarse, axis=-1), scale, zero)


def _int8_products(graph: Graph, blob: Blob, activations: _Activations, name: str) -> str:
    import numpy as np

    coarse, fine, scales = halves(blob.matrix(name + ".w"))
    fine_scale = activations.scale / np.float32(LEVELS)
    # In the mixed product MIDDLE is taken for zero of the coarse activations too: made up for here.
    shift = fine.sum(axis=1, dtype=np.float32) * (MIDDLE - activations.zero)
    bias = blob.floats(name + ".b") + shift * scales * fine_scale
    weight_scales = graph.weight(name + ".scales", scales)
    weight_zero = graph.number(np.int8(0))

    def product(activation: str, weights: NDArray[np.int8], kind: str, *more: str) -> str:
        matrix = graph.weight(f"{name}.{kind}", np.ascontiguousarray(weights.T))
        return graph.add("MatMulIntegerToFloat", activation, matrix, *more, domain=MICROSOFT)

    zero, middle = (graph.number(np.uint8(number)) for number in (activations.zero, MIDDLE))
    large = product(
        activations.coarse,
        coarse,
        "coarse",
        *(graph.number(activations.scale), weight_scales, zero, weight_zero),
        graph.weight(name + ".b", bias),
    )
    small = product(
        activations.fine_coarse,
        np.concatenate([coarse, fine], axis=1),
        "mixed",
        *(graph.number(fine_scale), weight_scales, middle, weight_zero),
    )
    return graph.add("Add", large, small)


def halves(weights: Floats) -> tuple[NDArray[np.int8], NDArray[np.int8], Floats]:
    """(coarse, fine, scales): each row of `weights` is its scale × (coarse + fine / LEVELS)."""
    import numpy as np

    scales = np.abs(weights).max(axis=1) / np.float32(MIDDLE)
    numbers = weights / scales[:, None]
    coarse = np.rint(numbers)
    fine = np.rint((numbers - coarse) * np.float32(LEVELS))
    return coarse.astype(np.int8), fine.astype(np.int8), scales
