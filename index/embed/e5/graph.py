"""The encoder of multilingual-e5-small as an ONNX model, built from the blob's weights.

In: `inputs_embeds`, float32[batch, tokens, width]: texts of one length, so without padding.
Out: `vectors`, float32[batch, width]: the means of the tokens, of unit length; `tokens` and
`middle`, float32[batch, tokens, width]: the output of the last layer and of layer MIDDLE;
`projected`, float32[batch, tokens, 64]: the latter on the directions that tell most of it.

Each activation comes with a range that holds for every text, for index/embed/e5/linear.py. A layer
norm puts out γz + β where z has mean 0 and variance 1, so |z_i| ≤ ‖z‖ = √width; the rest follows by
the Cauchy-Schwarz inequality: |w·γz| ≤ ‖wγ‖√width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed.e5 import onnx_proto
from index.embed.e5.linear import MICROSOFT, Linear, Precision, Stream, linear_of
from index.embed.e5.onnx_proto import Graph
from index.embed.token_codes import BITS

if TYPE_CHECKING:
    from index.embed.e5.model_weights import Blob, Floats
    from index.store.files.array_file import Arrays

MIDDLE = 8  # of 12 layers: words of several languages are most alike in one such (Jalili Sabet et
# al. 2020, "SimAlign"); layers 4 to 12 were compared
DIRECTIONS = Path(__file__).with_name("token_directions.npz")  # by `python -m eval.fit.directions`
MIN_GELU = -0.17  # the minimum of x Φ(x) is -0.16997… (Hendrycks & Gimpel 2016)


@dataclass(frozen=True, slots=True)
class Encoder:
    """What every step of building needs."""

    graph: Graph
    blob: Blob
    linear: Linear


def build_model(blob: Blob, precision: Precision) -> Arrays:
    """The whole encoder: "graph" is an ONNX model's bytes, the others are its weights by name."""
    import numpy as np

    encoder = Encoder(Graph(), blob, linear_of(precision))
    embedded, norm = _embedded(encoder), "emb.ln"
    stream = _normalised(encoder, embedded, norm)
    for layer in range(blob.shape.layers):
        stream = _layer(encoder, stream, f"l{layer}.", norm)
        norm = f"l{layer}.oln"
        if layer + 1 == MIDDLE:
            _middle_outputs(encoder.graph, stream.name)
    _outputs(encoder.graph, stream.name)
    width, sizes = blob.shape.width, ("batch", "tokens")
    model = encoder.graph.model(
        [onnx_proto.value("inputs_embeds", "float32", [*sizes, width])],
        [
            onnx_proto.value("vectors", "float32", ["batch", width]),
            onnx_proto.value("tokens", "float32", [*sizes, width]),
            onnx_proto.value("middle", "float32", [*sizes, width]),
            onnx_proto.value("projected", "float32", [*sizes, BITS]),
        ],
    )
    return {"graph": np.frombuffer(model, np.uint8), **encoder.graph.weights}


def _embedded(encoder: Encoder) -> str:
    import numpy as np

    graph, blob = encoder.graph, encoder.blob
    width = blob.shape.width
    positions = blob.floats("emb.pos").reshape(-1, width)
    table = graph.weight("positions", positions + blob.floats("emb.type")[:width])
    length = graph.add("Shape", "inputs_embeds", start=1, end=2)
    zero = graph.constant("zero", np.zeros(1, np.int64))
    return graph.add("Add", "inputs_embeds", graph.add("Slice", table, zero, length, zero))


def _layer(encoder: Encoder, stream: Stream, layer: str, norm: str) -> Stream:
    """One layer of a BERT encoder, whose input comes from the layer norm named `norm`."""
    graph, blob = encoder.graph, encoder.blob
    parts = _linear(encoder, stream, [layer + part for part in "qkv"])
    mixed = graph.add("MultiHeadAttention", *parts, domain=MICROSOFT, num_heads=blob.shape.heads)
    # Attention averages the values, so it stays within their range.
    bound = float(_linear_bounds(blob, norm, layer + "v").max())
    (output,) = _linear(encoder, Stream(mixed, -bound, bound), [layer + "ao"])
    stream = _normalised(encoder, graph.add("Add", stream.name, output), layer + "aln")
    (inner,) = _linear(encoder, stream, [layer + "fi"])
    active = graph.add("Gelu", inner, domain=MICROSOFT)
    bound = float(_linear_bounds(blob, layer + "aln", layer + "fi").max())
    (outer,) = _linear(encoder, Stream(active, MIN_GELU, bound), [layer + "fo"])
    return _normalised(encoder, graph.add("Add", stream.name, outer), layer + "oln")


def _linear(encoder: Encoder, stream: Stream, names: Sequence[str]) -> list[str]:
    return encoder.linear(encoder.graph, encoder.blob, stream, names)


def _normalised(encoder: Encoder, name: str, norm: str) -> Stream:
    graph, blob = encoder.graph, encoder.blob
    scale, shift = blob.floats(norm + ".w"), blob.floats(norm + ".b")
    names = [graph.weight(norm + ".w", scale), graph.weight(norm + ".b", shift)]
    output = graph.add("LayerNormalization", name, *names, axis=-1, epsilon=blob.shape.epsilon)
    bound = float((abs(scale) * blob.shape.width**0.5 + abs(shift)).max())
    return Stream(output, -bound, bound)


def _linear_bounds(blob: Blob, norm: str, name: str) -> Floats:
    """The largest magnitude of each output of a matrix, on what the layer norm puts out."""
    import numpy as np

    width = blob.shape.width
    scale, shift = blob.floats(norm + ".w"), blob.floats(norm + ".b")
    weights = blob.matrix(name + ".w")
    centre = weights @ shift + blob.floats(name + ".b")
    bounds: Floats = np.linalg.norm(weights * scale, axis=1) * width**0.5 + abs(centre)
    return bounds


def _middle_outputs(graph: Graph, name: str) -> None:
    import numpy as np

    with np.load(DIRECTIONS) as file:
        centre, directions = (file[each].astype(np.float32) for each in ("centre", "directions"))
    centred = graph.add("Sub", name, graph.weight("centre", centre))
    projected = graph.add("MatMul", centred, graph.weight("directions", directions))
    graph.name_output(name, "middle")
    graph.name_output(projected, "projected")


def _outputs(graph: Graph, name: str) -> None:
    import numpy as np

    axis = graph.constant("tokens axis", np.ones(1, np.int64))
    mean = graph.add("ReduceMean", name, axis, keepdims=0)
    graph.name_output(graph.add("LpNormalization", mean, axis=-1, p=2), "vectors")
    graph.name_output(name, "tokens")
