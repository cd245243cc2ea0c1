"""Runs the encoder by OpenVINO, in the precision that the processor computes fastest.

"bfloat16": where matrices of it have instructions of their own; vectors keep a cosine above .99998
to those of float32. "int8": where 8-bit numbers have; each block of 32 numbers of a token has a
scale of its own, so that no text affects the vector of another; a cosine above .9997. "float32"
everywhere else. docs/performance.md says how fast each is.

A shape that was not run before takes memory and time to prepare, so there are few: the length of a
text is rounded up, and texts run together by twos, fours, eights….
"""

from __future__ import annotations

import os
import platform
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from index.embed.e5.blocks import BLOCK
from index.store.files.array_file import release

if TYPE_CHECKING:
    import openvino

    from index.embed.e5.blocks import Floats
    from index.embed.e5.graph import Output
    from index.embed.e5.model_weights import Blob
    from index.store.files.array_file import Arrays

Precision = Literal["bfloat16", "int8", "float32"]

FAST: dict[Precision, frozenset[str]] = {
    "bfloat16": frozenset(("amx_bf16", "avx512_bf16")),
    "int8": frozenset(("avx512_vnni", "avx_vnni")),
}
MAX_RUN_TOKENS = 1024  # at most, in one run: beyond it runs get no faster, only larger
MAX_RUNS = 8  # at once, for the sake of memory: one run takes some 30 MB
SHAPES_KEPT = 100  # kernels for shapes that were run, by each of OpenVINO's streams
FINE_UP_TO, FINE, COARSE = 64, 4, 16  # tokens: lengths are rounded up to multiples of these


class Engine:
    """The encoder with the weights of a blob. May be run from several threads at once; each run is
    on one processor.
    """

    def __init__(self, exported: Arrays, precision: Precision) -> None:
        """Load what `exported_model` made in that precision; it is not copied."""
        import numpy as np
        from openvino import Tensor

        # The weights stay where they are: this is kept as long as what reads them.
        self._model = Tensor(exported["model"], shared_memory=True)
        self._compiled = _core().import_model(self._model, "CPU", _properties(precision))
        self._idle: deque[openvino.InferRequest] = deque()
        width = self._compiled.input(0).get_partial_shape()[2].get_length()
        self.run([np.zeros((1, width), np.float32)])
        release(exported["model"])  # the first run copied most of it, in another order

    def run(self, texts: Sequence[Floats]) -> tuple[Floats, ...]:
        """The outputs for the word vectors of each text's tokens, float32[tokens, width]; those of
        tokens behind a text's own mean nothing.
        """
        import numpy as np

        counts = np.array([len(each) for each in texts], np.int64)
        width = texts[0].shape[1]
        embedded = np.zeros((len(texts), padded_length(counts.max()), width), np.float32)
        for row, each in zip(embedded, texts, strict=True):
            row[: len(each)] = each
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._compiled.create_infer_request()
        request.infer([embedded, counts], share_inputs=True)
        found = tuple(each.data.copy() for each in request.output_tensors)
        self._idle.append(request)
        return found


def exported_model(blob: Blob, outputs: Sequence[Output], precision: Precision) -> Arrays:
    """The encoder with these outputs, compiled: to load it takes half as long as to compile it, and
    where it is kept in a file its weights are mapped.
    """
    import numpy as np

    from index.embed.e5.graph import build_model

    model = build_model(blob, outputs, in_blocks=precision == "int8")
    exported = compiled(model, precision).export_model()
    return {"model": np.frombuffer(exported.getbuffer(), np.uint8)}


def exported_name(kind: str, precision: Precision) -> str:
    """What tells an exported model from those of other versions of OpenVINO and other processors,
    which may share a folder: it loads on its own kind alone.
    """
    from importlib.metadata import version

    told = f"{sorted(processor_flags())} {platform.processor()}"
    processor = blake2b(told.encode(), digest_size=4).hexdigest()
    return f"{kind}-{precision}-openvino-{version('openvino')}-{processor}"


def compiled(model: openvino.Model, precision: Precision) -> openvino.CompiledModel:
    """A model that `runs_at_once` threads may run at once, each on one processor."""
    return _core().compile_model(model, "CPU", _properties(precision))


def _properties(precision: Precision) -> dict[str, Any]:
    count = runs_at_once()
    return {
        "INFERENCE_PRECISION_HINT": "bf16" if precision == "bfloat16" else "f32",
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": BLOCK if precision == "int8" else 0,
        "NUM_STREAMS": count,
        "INFERENCE_NUM_THREADS": count,
        "CPU_RUNTIME_CACHE_CAPACITY": SHAPES_KEPT,
    }


def padded_length(tokens: int) -> int:
    """The length, in tokens, that a text of so many is run at."""
    step = FINE if tokens <= FINE_UP_TO else COARSE
    return -(-tokens // step) * step


def runs(lengths: Sequence[int]) -> list[list[int]]:
    """Which texts run together: rows of like length, the longest first; one, two, four, eight….

    A run has at most MAX_RUN_TOKENS tokens, or one text.
    """
    rows_of: defaultdict[int, list[int]] = defaultdict(list)
    for row, length in enumerate(lengths):
        rows_of[padded_length(length)].append(row)
    return [
        part
        for length, rows in sorted(rows_of.items(), reverse=True)
        for part in _by_powers_of_two(rows, max(1, MAX_RUN_TOKENS // length))
    ]


def _by_powers_of_two(rows: Sequence[int], at_most: int) -> Iterator[list[int]]:
    start = 0
    while start < len(rows):
        count = min(at_most, len(rows) - start)
        count = 1 << (count.bit_length() - 1)
        yield list(rows[start : start + count])
        start += count


@cache
def _core() -> openvino.Core:
    import openvino

    return openvino.Core()


def best_precision(flags: frozenset[str] | None = None) -> Precision:
    """The fastest precision for a processor with these flags, as Linux names them; for this one."""
    flags = processor_flags() if flags is None else flags
    return next((each for each, needed in FAST.items() if needed & flags), "float32")


def processor_flags(cpuinfo: Path = Path("/proc/cpuinfo")) -> frozenset[str]:
    """What the processor offers; nothing where the system does not tell as Linux does."""
    try:
        lines = cpuinfo.read_text("utf-8", "replace").splitlines()
    except OSError:
        return frozenset()
    flags = (line.partition(":")[2] for line in lines if line.startswith("flags"))
    return frozenset(next(flags, "").split())


def runs_at_once() -> int:
    """How many runs of a model go on at once, each on a processor of its own."""
    return min(processors(), MAX_RUNS)


def processors() -> int:
    """How many processors this process may use; OMP_NUM_THREADS, which says it as well, is set in
    workers of Ray, several of which share a machine.
    """
    here = (
        os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    )
    allowed = os.environ.get("OMP_NUM_THREADS", "")
    return min(len(here), int(allowed)) if allowed.isdecimal() and int(allowed) else len(here)
