"""What the machine can do at best: large matrix products by OpenVINO, and copying memory."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.embed.e5.blocks import quantised
from index.embed.e5.engine import Precision, best_precision, compiled, runs_at_once
from index.embed.e5.model_weights import blob_path, read_blob

if TYPE_CHECKING:
    import openvino

ROWS, SIZE = 1024, 2048  # of the product: 1024×2048 by 2048×2048
COPIED = 1 << 28  # bytes: beyond the caches that a processor has for itself
RUNS = 40


@dataclass(frozen=True, slots=True)
class Limits:
    """Operations a second (a multiplication and an addition are two), and bytes a second."""

    precision: Precision
    in_precision: float
    float32: float
    copied: float


def limits() -> Limits:
    """Measure in the precision that the embedder has here, on as many processors as it uses."""
    precision = best_precision()
    return Limits(precision, _products(precision), _products("float32"), _copied())


def operations_of_a_token() -> int:
    """What the engine's products of matrices cost for a token."""
    shape = read_blob(blob_path()).shape
    return 2 * shape.layers * (4 * shape.width**2 + 2 * shape.width * shape.inner)


def _products(precision: Precision) -> float:
    import numpy as np

    product, left = compiled(_model(precision), precision), np.ones((ROWS, SIZE), np.float32)
    requests = deque(product.create_infer_request() for _ in range(runs_at_once()))

    def multiply() -> None:
        request = requests.pop()
        request.infer([left])
        requests.append(request)

    return 2 * ROWS * SIZE * SIZE * runs_at_once() / _on_its_processors(multiply)


def _model(precision: Precision) -> openvino.Model:
    import numpy as np
    from openvino import Model, PartialShape, Type, opset13
    from openvino.op import Parameter

    from index.embed.e5.graph import block_matrix, constant

    left = Parameter(Type.f32, PartialShape([ROWS, SIZE]))
    ones = np.ones((SIZE, SIZE), np.float32)
    right = block_matrix(*quantised(ones)) if precision == "int8" else constant(ones)
    product = opset13.matmul(left, right, transpose_a=False, transpose_b=True)
    return Model([product], [left])


def _copied() -> float:
    """Bytes read and bytes written, together."""
    import numpy as np

    sources = [np.ones(COPIED, np.uint8) for _ in range(runs_at_once())]
    targets = [np.zeros_like(source) for source in sources]
    pairs = iter(list(zip(targets, sources, strict=True)) * (RUNS + 1))
    seconds = _on_its_processors(lambda: np.copyto(*next(pairs)))
    return 2 * COPIED * runs_at_once() / seconds


def _on_its_processors(work: Callable[[], Any]) -> float:
    """Seconds that `work` takes while each of them does it: the best of several runs."""
    with ThreadPoolExecutor(runs_at_once()) as pool:

        def together() -> float:
            started = time.perf_counter()
            for done in [pool.submit(work) for _ in range(runs_at_once())]:
                done.result()
            return time.perf_counter() - started

        together()
        return min(together() for _ in range(RUNS))
