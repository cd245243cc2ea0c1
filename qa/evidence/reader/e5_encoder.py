"""The bundled encoder with weights of its own in the upper layers, for readers to stand on.

The file of weights holds what differs from the embedder's: matrices as blocks in 8 bits
(index/embed/e5/blocks.py), vectors and heads in float32.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from index.embed.e5.blocks import dequantised
from index.embed.e5.embedder import embedder_tokenizer, kept_engine, user_folder
from index.embed.e5.engine import Precision, best_precision, runs_at_once
from index.embed.e5.model_weights import blob_path, read_blob
from index.embed.protocol import encodable
from qa.errors import ReaderError
from qa.evidence.reader.kept_tokens import KeptTokens
from qa.evidence.reader.reader_input import ReaderInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embed.e5.blocks import Floats
    from index.embed.e5.model_weights import Blob
    from index.embed.e5.tokenizer import Tokens

READING_HEADS = {
    f"{head}.{kind}"
    for head in ("sentence", "span", "window.0", "window.2")
    for kind in ("weight", "bias")
}
PAIR_HEAD = {f"pair.{layer}.{kind}" for layer in (0, 2) for kind in ("weight", "bias")}
"""Of what holds claims against quotes."""
HEADS = READING_HEADS | PAIR_HEAD


class E5Encoder:
    """Reads sequences one at a time, as many at once as there are processors. Needs no network.

    `heads`: the arrays of the file that are no layers of the encoder, by name.
    """

    def __init__(
        self,
        weights: Path,
        heads: Collection[str],
        precision: Precision | None = None,
        made_folder: Path | None = None,
    ) -> None:
        """Load the weights; raises ReaderError where the file is none that has these heads.

        `precision` and `made_folder` as in index.embed.e5.embedder.E5Embedder.
        """
        folder = user_folder() if made_folder is None else made_folder
        loaded = load_weights(weights, heads)
        self.digest, self.heads = loaded.digest, loaded.heads
        path = blob_path()
        self._blob = read_blob(path)
        self._tokenizer = KeptTokens(embedder_tokenizer(self._blob, path, folder))
        self._engine = kept_engine(
            self._blob,
            path,
            folder,
            f"reader-{loaded.digest}",
            ("tokens",),
            precision or best_precision(),
            changed=lambda blob: with_trained(blob, loaded.trained()),
        )
        self._type_step = _type_step(self._blob)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text."""
        return self._tokenizer.tokens([encodable(text) for text in texts])

    def states(self, inputs: Sequence[ReaderInput]) -> list[Floats]:
        """What the last layer makes of each input's tokens, float32[tokens, width]."""
        if len(inputs) < 2:
            return [self._run(each) for each in inputs]
        return list(self._pool.map(self._run, inputs))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        """Threads that stay: to start some for each question takes a millisecond."""
        return ThreadPoolExecutor(runs_at_once(), "citera-reader")

    def _run(self, read: ReaderInput) -> Floats:
        import numpy as np

        embedded = self._blob.embeddings(np.array(read.ids))
        # The graph adds what stands for type 0 to every token.
        embedded += np.array(read.types, np.float32)[:, None] * self._type_step
        (states,) = self._engine.run([embedded])
        return states[0, : len(read.ids)]


def _type_step(blob: Blob) -> Floats:
    """What a token of a text has more than one of the question."""
    question, text = blob.floats("emb.type").reshape(2, -1)
    return text - question


@dataclass(frozen=True, slots=True)
class Weights:
    """What a file of weights holds: the heads' by name, such as "window.0.bias", and the encoder's
    that differ from the embedder's, by their name in its blob; and what tells it from others.
    """

    heads: Mapping[str, Floats]
    arrays: Mapping[str, NDArray[Any]]
    digest: str

    def trained(self) -> dict[str, Floats]:
        """The encoder's weights in float32."""
        trained: dict[str, Floats] = {}
        for name, array in self.arrays.items():
            base, _, kind = name.rpartition(".")
            if kind == "numbers":
                trained[base] = dequantised(array, self.arrays[f"{base}.scales"])
            elif kind != "scales":
                trained[name] = array
        return trained


def load_weights(path: Path, required: Collection[str] = ()) -> Weights:
    """Raises ReaderError unless the file is one that training wrote, with the heads required."""
    import numpy as np

    try:
        content = path.read_bytes()
        with np.load(BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        heads = {name: arrays.pop(name) for name in {*required, *(HEADS & arrays.keys())}}
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ReaderError(
            "{path!r} cannot be read as a reader's weights ({error}); name a file "
            "that python -m eval.fit.reader wrote, or leave the setting out",
            path=str(path),
            error=error,
        ) from error
    return Weights(heads, arrays, sha256(content).hexdigest()[:16])


def with_trained(blob: Blob, trained: Mapping[str, Floats]) -> Blob:
    """The blob with other weights in some places."""
    return replace(blob, tensors={**blob.tensors, **trained})
