"""Writes ONNX models: the few messages of onnx.proto3 that index/embed/e5/graph.py needs.

The package onnx would bring protobuf and 20 MB along for what fits on this page. Field numbers
are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3; the encoding is protobuf's:
a field is a key (number × 8 + wire type) and a varint, four bytes, or a length and bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Attribute = int | float | str

IR_VERSION = 9
OPSETS = {"": 20, "com.microsoft": 1}
DATA_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}
EXTERNAL = 1  # DataLocation
FLOAT_ATTRIBUTE, INT_ATTRIBUTE, STRING_ATTRIBUTE = 1, 2, 3


def varint(number: int) -> bytes:
    """A whole number ≥ 0, seven bits a byte; negative ones as their 64-bit complement."""
    number &= (1 << 64) - 1
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def integer(field: int, number: int) -> bytes:
    """A field that holds a whole number."""
    return varint(field << 3) + varint(number)


def message(field: int, content: bytes | str) -> bytes:
    """A field that holds bytes, a string or another message."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(data)) + data


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, int):
        content = integer(3, value) + integer(20, INT_ATTRIBUTE)
    elif isinstance(value, float):
        content = varint(2 << 3 | 5) + struct.pack("<f", value) + integer(20, FLOAT_ATTRIBUTE)
    else:
        content = message(4, value) + integer(20, STRING_ATTRIBUTE)
    return message(1, name) + content


def node(
    operator: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    domain: str = "",
    attributes: Mapping[str, Attribute] | None = None,
) -> bytes:
    """A NodeProto; an empty name among `inputs` leaves an optional one out."""
    return b"".join(
        [
            *(message(1, name) for name in inputs),
            *(message(2, name) for name in outputs),
            message(4, operator),
            *(message(5, _attribute(*each)) for each in (attributes or {}).items()),
            message(7, domain),
        ]
    )


def tensor(name: str, array: NDArray[Any] | np.generic) -> bytes:
    """A TensorProto: a constant."""
    dimensions = b"".join(integer(1, size) for size in array.shape)
    kind = integer(2, DATA_TYPES[array.dtype.name])
    return dimensions + kind + message(8, name) + message(9, array.tobytes())


def outside_tensor(name: str, array: NDArray[Any]) -> bytes:
    """A TensorProto whose values are given to onnxruntime apart from the model."""
    dimensions = b"".join(integer(1, size) for size in array.shape)
    kind = integer(2, DATA_TYPES[array.dtype.name])
    location = message(13, message(1, "location") + message(2, "outside"))
    return dimensions + kind + message(8, name) + location + integer(14, EXTERNAL)


def value(name: str, kind: str, shape: Sequence[str | int]) -> bytes:
    """A ValueInfoProto: an input or output; a named dimension may have any size."""
    sizes = (message(2, size) if isinstance(size, str) else integer(1, size) for size in shape)
    dimensions = b"".join(message(1, size) for size in sizes)
    content = integer(1, DATA_TYPES[kind]) + message(2, dimensions)
    return message(1, name) + message(2, message(1, content))


class Graph:
    """A model in the making. Tensors are known by their names."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: dict[str, bytes] = {}
        self.weights: dict[str, NDArray[Any]] = {}

    def constant(self, name: str, array: NDArray[Any] | np.generic) -> str:
        """Add a constant; its name."""
        self._constants[name] = tensor(name, array)
        return name

    def weight(self, name: str, array: NDArray[Any]) -> str:
        """Add a constant whose values stay outside the model, in `weights`; its name."""
        self._constants[name] = outside_tensor(name, array)
        self.weights[name] = array
        return name

    def number(self, number: np.generic) -> str:
        """Add a constant without dimensions, once for each value; its name."""
        return self.constant(f"{number.dtype.name} {number}", number)

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Attribute) -> str:
        """Add a node of one output; the name of that."""
        output = f"{operator} {len(self._nodes)}"
        self._nodes.append(node(operator, inputs, [output], domain, attributes))
        return output

    def name_output(self, name: str, output: str) -> None:
        """Give a tensor the name of one of the model's outputs."""
        self._nodes.append(node("Identity", [name], [output]))

    def model(self, inputs: Sequence[bytes], outputs: Sequence[bytes]) -> bytes:
        """The ModelProto, ready for onnxruntime.InferenceSession."""
        graph = b"".join(
            [
                *(message(1, each) for each in self._nodes),
                message(2, "graph"),
                *(message(5, each) for each in self._constants.values()),
                *(message(11, each) for each in inputs),
                *(message(12, each) for each in outputs),
            ]
        )
        opsets = (message(1, domain) + integer(2, each) for domain, each in OPSETS.items())
        imports = b"".join(message(8, each) for each in opsets)
        return integer(1, IR_VERSION) + message(7, graph) + imports
