"""What the machine can do at best: large matrix products by ONNX Runtime, and copying memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.embed.e5 import onnx_proto
from index.embed.e5.embedder import best_precision, processor_flags, processors, session_of
from index.embed.e5.linear import MICROSOFT
from index.embed.e5.model_weights import blob_path, read_blob
from index.embed.e5.onnx_proto import Graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROWS, SIZE = 1024, 2048  # of the product: 1024×2048 by 2048×2048
COPIED = 1 << 28  # bytes: beyond the caches that a processor has for itself
RUNS = 40


@dataclass(frozen=True, slots=True)
class Limits:
    """Operations a second (a multiplication and an addition are two), and bytes a second."""

    int8: float
    float32: float
    copied: float


def limits() -> Limits:
    """Measure, on all processors at once."""
    return Limits(_products("int8"), _products("float32"), _copied())


def operations_of_a_token() -> int:
    """What the engine's products of matrices cost for a token; int8 takes three for one."""
    shape = read_blob(blob_path()).shape
    weights = shape.layers * (4 * shape.width**2 + 2 * shape.width * shape.inner)
    return 2 * weights * (3 if best_precision(processor_flags()) == "int8" else 1)


def _products(kind: str) -> float:
    import numpy as np

    session, left = session_of(_model(kind), {}), np.ones((ROWS, SIZE), _left_type(kind))
    seconds = _on_all_processors(lambda: session.run(None, {"left": left}))
    return 2 * ROWS * SIZE * SIZE * processors() / seconds


def _left_type(kind: str) -> str:
    return "uint8" if kind == "int8" else kind


def _model(kind: str) -> bytes:
    import numpy as np

    graph = Graph()
    weights = graph.constant("weights", _weights(kind))
    if kind == "int8":
        scales = [graph.constant(name, np.float32(1)) for name in ("scale", "other scale")]
        product = graph.add("MatMulIntegerToFloat", "left", weights, *scales, domain=MICROSOFT)
    else:
        product = graph.add("MatMul", "left", weights)
    graph.name_output(product, "product")
    return graph.model(
        [onnx_proto.value("left", _left_type(kind), ["rows", SIZE])],
        [onnx_proto.value("product", "float32", ["rows", SIZE])],
    )


def _weights(kind: str) -> NDArray[Any]:
    import numpy as np

    return np.ones((SIZE, SIZE), kind)


def _copied() -> float:
    """Bytes read and bytes written, together."""
    import numpy as np

    sources = [np.ones(COPIED, np.uint8) for _ in range(processors())]
    targets = [np.zeros_like(source) for source in sources]
    pairs = iter(list(zip(targets, sources, strict=True)) * (RUNS + 1))
    seconds = _on_all_processors(lambda: np.copyto(*next(pairs)))
    return 2 * COPIED * processors() / seconds


def _on_all_processors(work: Callable[[], Any]) -> float:
    """Seconds that `work` takes while every processor does it: the best of several runs."""
    with ThreadPoolExecutor(processors()) as pool:

        def together() -> float:
            started = time.perf_counter()
            for done in [pool.submit(work) for _ in range(processors())]:
                done.result()
            return time.perf_counter() - started

        together()
        return min(together() for _ in range(RUNS))
