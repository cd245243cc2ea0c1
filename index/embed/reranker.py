"""Pairs of a question and a text → scores: cross-encoders, which rerank what was found."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

from index.embed.protocol import encodable
from index.embed.sentence_transformers import load_cross_encoder
from index.errors import EmbedderError

SCORING = ("ForSequenceClassification", "ForCausalLM")  # the kinds of models that score a pair


class Reranker(Protocol):
    """Reads a question together with each text: slower than comparing vectors, and more exact."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """How well each text answers the question: higher is better, on any scale."""


class CrossEncoderReranker:
    """Any cross-encoder of sentence-transformers, by name or path (Nogueira and Cho 2019).

    It runs on a GPU where torch finds one, and reads as much of a pair as it was trained for.
    """

    def __init__(self, model: str) -> None:
        """Load `model`; EmbedderError when it is not on this machine or does not score pairs."""
        self._model = load_cross_encoder(model)
        self._lock = threading.Lock()
        # Of another kind of model, a layer that was never trained would score the pairs.
        kinds = self._model.config.architectures or []
        if self._model.num_labels != 1 or not any(kind.endswith(SCORING) for kind in kinds):
            raise EmbedderError(
                "{model!r} is a model of kind {kinds} with {outputs} outputs; a "
                "reranker is a cross-encoder that gives a pair one score.",
                model=model,
                kinds=", ".join(kinds),
                outputs=self._model.num_labels,
            )

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """The model's scores before their last function, so that large ones do not come equal."""
        from torch.nn import Identity

        pairs = [(encodable(question), encodable(text)) for text in texts]
        with self._lock:
            scores = self._model.predict(pairs, activation_fn=Identity(), show_progress_bar=False)
        return [float(score) for score in scores]


def load_reranker(model: str | None) -> Reranker | None:
    """The cross-encoder of that name or path; None for None."""
    return None if model is None else CrossEncoderReranker(model)
