"""The reader that ships: the bundled encoder with weights of its own in the upper layers.

`python -m eval.fit.reader` trains it; docs/reader.md says on what, and how well it reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qa.evidence.reader.e5_claims import E5ClaimReader
from qa.evidence.reader.e5_encoder import READING_HEADS, E5Encoder
from qa.evidence.reader.protocol import ClaimReading, Reading, SentenceReading, Window
from qa.evidence.reader.reader_input import ReaderInput, reader_inputs

if TYPE_CHECKING:
    from index.embed.e5.blocks import Floats
    from index.embed.e5.engine import Precision

WEIGHTS_FILE = Path(__file__).with_name("reader.npz")
MAX_ANSWER = 40  # tokens
NOT_READ = -30.0  # log-odds of a sentence that did not fit


class E5Reader:
    """Reads windows, and holds claims by weights that are loaded when one is first held."""

    def __init__(
        self,
        weights: Path = WEIGHTS_FILE,
        precision: Precision | None = None,
        made_folder: Path | None = None,
    ) -> None:
        """Load the weights; raises ReaderError where they are not a reader's.

        `precision` and `made_folder` as in index.embed.e5.embedder.E5Embedder.
        """
        self._encoder = E5Encoder(weights, READING_HEADS, precision, made_folder)
        self._as_loaded = precision, made_folder
        self.name = f"citera-reader/{self._encoder.digest}"

    @cached_property
    def _claims(self) -> E5ClaimReader:
        return E5ClaimReader(*self._as_loaded)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading for each window."""
        inputs = reader_inputs(self._encoder, question, windows)
        return [
            self._reading(states, read)
            for states, read in zip(self._encoder.states(inputs), inputs, strict=True)
        ]

    def hold(self, claim: str, windows: Sequence[Window]) -> list[ClaimReading]:
        """One reading for each window."""
        return self._claims.hold(claim, windows)

    def _reading(self, states: Floats, read: ReaderInput) -> Reading:
        heads = self._encoder.heads
        tokens = states @ heads["sentence.weight"][0] + heads["sentence.bias"][0]
        spans = states @ heads["span.weight"].T + heads["span.bias"]
        nothing = float(spans[0].sum())
        sentences = [_sentence_reading(tokens, spans, read, each) for each in read.sentences]
        return Reading(
            tuple(replace(each, span_score=each.span_score - nothing) for each in sentences),
            _window_logit(states[0], heads),
        )


def _sentence_reading(
    tokens: Floats, spans: Floats, read: ReaderInput, places: range
) -> SentenceReading:
    if not places:
        return SentenceReading(NOT_READ, None, NOT_READ)
    part = slice(places.start, places.stop)
    first, last, score = best_span(spans[part])
    inside = read.spans[part]
    return SentenceReading(float(tokens[part].mean()), (inside[first][0], inside[last][1]), score)


def best_span(logits: Floats) -> tuple[int, int, float]:
    """The likeliest answer among tokens, given the logits of start and end float32[tokens, 2]: its
    first and last token and the sum of their logits.
    """
    import numpy as np

    totals = logits[:, :1] + logits[None, :, 1]
    width = len(logits)
    allowed = np.triu(np.ones((width, width), bool)) & ~np.triu(
        np.ones((width, width), bool), MAX_ANSWER
    )
    totals = np.where(allowed, totals, -np.inf)
    first, last = divmod(int(totals.argmax()), width)
    return first, last, float(totals[first, last])


def _window_logit(state: Floats, heads: Mapping[str, Floats]) -> float:
    """The log-odds that something answers, by what the last layer makes of the first token."""
    import numpy as np

    inner = np.tanh(heads["window.0.weight"] @ state + heads["window.0.bias"])
    return float((heads["window.2.weight"] @ inner + heads["window.2.bias"])[0])
