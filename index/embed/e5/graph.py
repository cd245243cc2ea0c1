"""The encoder of multilingual-e5-small as an OpenVINO model, built from the blob's weights.

In: the word vectors of tokens, float32[batch, tokens, width], and how many of them are each text's,
int64[batch]; what stands behind these is not looked at. Out, as asked for: `vectors`,
float32[batch, width]: the means of a text's tokens, of unit length; `tokens` and `middle`,
float32[batch, tokens, width]: the output of the last layer and of layer MIDDLE; `projected`,
float32[batch, tokens, 64]: the latter on the directions that tell most of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from openvino import Model, Node, PartialShape, Type
from openvino import opset13 as ops
from openvino.op import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embed.e5.model_weights import Blob

Output = Literal["vectors", "tokens", "middle", "projected"]

MIDDLE = 8  # of 12 layers: words of several languages are most alike in one such (Jalili Sabet et
# al. 2020, "SimAlign"); layers 4 to 12 were compared
DIRECTIONS = Path(__file__).with_name("token_directions.npz")  # by `python -m eval.fit.directions`


def build_model(blob: Blob, outputs: Sequence[Output], in_blocks: bool) -> Model:
    """The whole encoder. `in_blocks`: matrices stay blocks of whole numbers with a scale each, for
    products of 8-bit numbers; else they are float32.
    """
    embedded = Parameter(Type.f32, PartialShape([-1, -1, blob.shape.width]))
    counts = Parameter(Type.i64, PartialShape([-1]))
    own = _own(embedded, counts)
    layers = _Builder(blob, in_blocks, own).layers(embedded)
    made = {
        "vectors": lambda: _mean(layers[-1], own),
        "tokens": lambda: layers[-1],
        "middle": lambda: layers[MIDDLE - 1],
        "projected": lambda: _projected(layers[MIDDLE - 1]),
    }
    return Model([made[name]() for name in outputs], [embedded, counts])


class _Builder:
    """Adds the layers of a BERT encoder (Devlin et al. 2019). Each token sees its own text's."""

    def __init__(self, blob: Blob, in_blocks: bool, own: Node) -> None:
        self._blob, self._in_blocks = blob, in_blocks
        self._seen = ops.unsqueeze(own, _whole(1, 2))  # by each head and each token
        self._by_head = _whole(0, 0, blob.shape.heads, blob.shape.width // blob.shape.heads)
        self._joined = _whole(0, 0, blob.shape.width)
        self._heads_first = _whole(0, 2, 1, 3)

    def layers(self, embedded: Node) -> list[Node]:
        """What each layer puts out."""
        blob = self._blob
        positions = blob.floats("emb.pos").reshape(-1, blob.shape.width)
        table = constant(positions + blob.floats("emb.type")[: blob.shape.width])
        count = ops.gather(ops.shape_of(embedded), _whole(1), constant(0))
        placed = ops.add(embedded, ops.slice(table, _whole(0), count, _whole(1), _whole(0)))
        stream, found = self._normalised(placed, "emb.ln"), []
        for number in range(blob.shape.layers):
            stream = self._layer(stream, f"l{number}.")
            found.append(stream)
        return found

    def _layer(self, stream: Node, layer: str) -> Node:
        mixed = self._linear(self._attention(stream, layer), layer + "ao")
        stream = self._normalised(ops.add(stream, mixed), layer + "aln")
        active = ops.gelu(self._linear(stream, layer + "fi"), "erf")
        return self._normalised(ops.add(stream, self._linear(active, layer + "fo")), layer + "oln")

    def _attention(self, stream: Node, layer: str) -> Node:
        query, key, value = (
            ops.transpose(
                ops.reshape(self._linear(stream, layer + part), self._by_head, special_zero=True),
                self._heads_first,
            )
            for part in "qkv"
        )
        mixed = ops.scaled_dot_product_attention(query, key, value, self._seen)
        together = ops.transpose(mixed, self._heads_first)
        return ops.reshape(together, self._joined, special_zero=True)

    def _linear(self, stream: Node, name: str) -> Node:
        weights = self._weights(name + ".w")
        product = ops.matmul(stream, weights, transpose_a=False, transpose_b=True)
        return ops.add(product, constant(self._blob.floats(name + ".b")))

    def _weights(self, name: str) -> Node:
        if self._in_blocks:
            return block_matrix(*self._blob.blocks(name))
        return constant(self._blob.matrix(name))

    def _normalised(self, stream: Node, name: str) -> Node:
        blob = self._blob
        centred = ops.mvn(
            stream,
            _whole(-1),
            normalize_variance=True,
            eps=blob.shape.epsilon,
            eps_mode="inside_sqrt",
        )
        scaled = ops.multiply(centred, constant(blob.floats(name + ".w")))
        return ops.add(scaled, constant(blob.floats(name + ".b")))


def _own(embedded: Node, counts: Node) -> Node:
    """Which tokens are a text's own, bool[batch, tokens]."""
    longest = ops.gather(ops.shape_of(embedded), constant(1), constant(0))
    places = ops.range(constant(0), longest, constant(1), "i64")
    return ops.less(places, ops.unsqueeze(counts, _whole(1)))


def _mean(tokens: Node, own: Node) -> Node:
    weights = ops.unsqueeze(ops.convert(own, "f32"), _whole(2))
    total = ops.reduce_sum(ops.multiply(tokens, weights), _whole(1), keep_dims=False)
    return ops.normalize_l2(total, _whole(1), eps=1e-12, eps_mode="max")


def _projected(middle: Node) -> Node:
    with np.load(DIRECTIONS) as file:
        centre, directions = (file[each].astype(np.float32) for each in ("centre", "directions"))
    centred = ops.subtract(middle, constant(centre))
    return ops.matmul(centred, constant(directions), transpose_a=False, transpose_b=False)


def block_matrix(numbers: NDArray[np.int8], scales: NDArray[np.floating[Any]]) -> Node:
    """A matrix that stays blocks (index/embed/e5/blocks.py) until it is multiplied."""
    blocks = ops.convert(constant(numbers.reshape(*scales.shape, -1)), "f32")
    scaled = ops.multiply(blocks, constant(scales.astype(np.float32)[..., None]))
    return ops.reshape(scaled, _whole(*numbers.shape), special_zero=False)


def constant(value: NDArray[Any] | int) -> Node:
    """Numbers that are part of a model."""
    return ops.constant(np.ascontiguousarray(value) if isinstance(value, np.ndarray) else value)


def _whole(*numbers: int) -> Node:
    """A list of whole numbers."""
    return constant(np.array(numbers, np.int64))
