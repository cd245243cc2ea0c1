"""What holds claims against quotes: an encoder of its own, trained for nothing else.

`python -m eval.claims.training` trains it; docs/reader.md says on what, and how well it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.evidence.reader.e5_encoder import PAIR_HEAD, E5Encoder
from qa.evidence.reader.protocol import ClaimReading, Window
from qa.evidence.reader.reader_input import ReaderInput, claim_inputs

if TYPE_CHECKING:
    from index.embed.e5.blocks import Floats
    from index.embed.e5.engine import Precision

WEIGHTS_FILE = Path(__file__).with_name("claims.npz")
PAIR_SCALE = 20.0  # of what a pair is compared by, which is some .05
NOT_READ = -30.0  # log-odds of a quote that did not fit


class E5ClaimReader:
    """Holds a claim against quotes, in the same language or another."""

    def __init__(self, precision: Precision | None = None, made_folder: Path | None = None) -> None:
        """Load the weights that ship; `precision` and `made_folder` as in E5Encoder."""
        self._encoder = E5Encoder(WEIGHTS_FILE, PAIR_HEAD, precision, made_folder)

    def hold(self, claim: str, windows: Sequence[Window]) -> list[ClaimReading]:
        """One reading for each window."""
        inputs = claim_inputs(self._encoder, claim, windows)
        return [
            claim_reading(states, read, self._encoder.heads)
            for states, read in zip(self._encoder.states(inputs), inputs, strict=True)
        ]


def claim_reading(states: Floats, read: ReaderInput, heads: Mapping[str, Floats]) -> ClaimReading:
    """The log-odds of a claim and a quote, by what the last layer makes of their tokens,
    float32[tokens, width]: of the first, and the distances and products of the mean tokens of
    claim and quote (as InferSent does, Conneau et al. 2017).
    """
    import numpy as np

    quote = read.sentences[-1]
    if not (read.question and quote):
        return ClaimReading(NOT_READ, NOT_READ, -NOT_READ)
    claimed, quoted = states[list(read.question)].mean(axis=0), states[list(quote)].mean(axis=0)
    compared = np.concatenate([states[0], np.abs(claimed - quoted), claimed * quoted]) * PAIR_SCALE
    inner = np.tanh(heads["pair.0.weight"] @ compared + heads["pair.0.bias"])
    logits = heads["pair.2.weight"] @ inner + heads["pair.2.bias"]
    others = [np.logaddexp.reduce(np.delete(logits, place)) for place in range(len(logits))]
    return ClaimReading(*(float(each) for each in logits - others))
