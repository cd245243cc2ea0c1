"""Any extractive question-answering model of transformers as a reader.

It must have been trained with questions that have no answer (as SQuAD 2.0 has them), since what it
says of the first token is taken for how likely there is none (Devlin et al. 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.embed.telemetry import stay_offline
from index.types import Span
from qa.errors import ReaderError
from qa.evidence.reader.e5_reader import NOT_READ, best_span
from qa.evidence.reader.protocol import Reading, SentenceReading, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_TOKENS = 384


class TransformersReader:
    """Reads windows one by one: an answer's span in each sentence against there being none."""

    def __init__(self, model: str) -> None:
        """Load `model`, by name or path, from this machine; raises ReaderError."""
        stay_offline()
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        self.name = f"transformers/{model}"
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(model, local_files_only=True)
            self._model: Any = AutoModelForQuestionAnswering.from_pretrained(
                model, local_files_only=True
            ).eval()
        except (OSError, ValueError, KeyError) as error:
            raise ReaderError(
                "{model!r} is not a question-answering model on this machine "
                "({error}); name one of transformers by its folder, or a file of "
                "weights that ends in .npz, or off",
                model=model,
                error=error,
            ) from error
        if not self._tokenizer.is_fast:
            raise ReaderError(
                "{model!r} has no fast tokenizer, which tells where tokens stand.", model=model
            )

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading for each window."""
        return [self._reading(question, window) for window in windows]

    def _reading(self, question: str, window: Window) -> Reading:
        import torch

        text = " ".join([window.heading, *window.sentences])
        encoded = self._tokenizer(
            question,
            text,
            truncation="only_second",
            max_length=min(MAX_TOKENS, self._tokenizer.model_max_length),
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping")[0].tolist()
        of_text = [each == 1 for each in encoded.sequence_ids(0)]
        with torch.no_grad():
            outputs = self._model(**encoded)
        logits = torch.stack([outputs.start_logits[0], outputs.end_logits[0]], dim=-1).numpy()
        sentences, start = [], len(window.heading) + 1
        for sentence in window.sentences:
            end = start + len(sentence)
            places = [
                place
                for place, (first, last) in enumerate(offsets)
                if of_text[place] and start <= first < last <= end
            ]
            spans = [(first - start, last - start) for first, last in offsets]
            sentences.append(_sentence_reading(logits, places, spans))
            start = end + 1
        return Reading(tuple(sentences), max(each.answers for each in sentences))


def _sentence_reading(
    logits: NDArray[Any], places: Sequence[int], spans: Sequence[Span]
) -> SentenceReading:
    if not places:
        return SentenceReading(NOT_READ, None, NOT_READ)
    part = slice(places[0], places[-1] + 1)
    first, last, total = best_span(logits[part])
    score = total - float(logits[0].sum())
    inside = spans[part]
    return SentenceReading(score, (inside[first][0], inside[last][1]), score)
