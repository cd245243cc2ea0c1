"""The reader as a torch module: the bundled encoder with four heads, and what it loses.

Trained like BERT on SQuAD 2.0 (Devlin et al. 2019): start and end of the answer, both at the first
token where there is none. Beside that each sentence is judged by the mean of its tokens, the window
by its first token, and a pair of quotes by its first token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from eval.fit.reader_examples import Example
from eval.fit.reader_pairs import LABELS, PairInput
from qa.evidence.reader.e5_claims import PAIR_SCALE
from qa.evidence.reader.reader_input import ReaderInput

FROZEN_LAYERS = 4  # the lowest: they hold what both languages share, and need not be shipped
SENTENCE_WEIGHT = 2.0  # of the sentences that answer, which are few, in the loss
# Of losses, beside that of sentences.
SPAN_SHARE, WINDOW_SHARE, QUESTION_SHARE, PAIR_SHARE = 0.5, 0.5, 0.5, 1.0
NOTHING = -1e4  # the logit of a place that is none
PADDING = 1


@dataclass(frozen=True, slots=True)
class Labels:
    """What should come out for one input; `start` and `end` are tokens, 0 where none answers and
    -1 where it is not known. Inputs of one batch with the same `question` ask the same.
    """

    answering: frozenset[int]
    start: int
    end: int
    question: str

    @classmethod
    def of(cls, example: Example, read: ReaderInput) -> Labels:
        """Those of an example, as far as it was read."""
        answering = frozenset(each for each in example.answering if read.sentences[each])
        if not answering:
            return cls(answering, 0, 0, example.question)
        if example.answer is None:
            return cls(answering, -1, -1, example.question)
        sentence, first, last = example.answer
        tokens = [
            place
            for place in read.sentences[sentence]
            if read.spans[place][0] < last and first < read.spans[place][1]
        ]
        start, end = (tokens[0], tokens[-1]) if tokens else (-1, -1)
        return cls(answering, start, end, example.question)


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs of one run, padded: long[batch, tokens] and what belongs to each."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    inputs: Sequence[ReaderInput]

    @classmethod
    def of(cls, inputs: Sequence[ReaderInput], device: str) -> Batch:
        """Pad to the longest."""
        longest = max(len(each.ids) for each in inputs)
        ids = torch.full((len(inputs), longest), PADDING)
        types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        for row, each in enumerate(inputs):
            length = len(each.ids)
            ids[row, :length] = torch.tensor(each.ids)
            types[row, :length] = torch.tensor(each.types)
            mask[row, :length] = 1
        return cls(ids.to(device), types.to(device), mask.to(device), inputs)


class ReaderModel(nn.Module):
    """Encoder and heads; the word embeddings and the lowest layers stay what they were."""

    def __init__(self, encoder: Path) -> None:
        """Load the encoder that `citera export-model` wrote."""
        super().__init__()
        from transformers import AutoModel

        # "eager": the backward pass of torch's fused attention takes four times as long on CPUs.
        self.encoder = AutoModel.from_pretrained(
            encoder,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            add_pooling_layer=False,
        )
        width = self.encoder.config.hidden_size
        self.sentence = nn.Linear(width, 1)
        self.span = nn.Linear(width, 2)
        self.window = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1))
        self.pair = nn.Sequential(
            nn.Linear(3 * width, width), nn.Tanh(), nn.Linear(width, len(LABELS))
        )
        frozen = [self.encoder.embeddings.word_embeddings, self.encoder.embeddings]
        for module in (*frozen, *self.encoder.encoder.layer[:FROZEN_LAYERS]):
            module.requires_grad_(False)

    def encode(self, batch: Batch) -> Tensor:
        """What the last layer makes of every token, float32[batch, tokens, width]."""
        states: Tensor = self.encoder(
            input_ids=batch.ids, token_type_ids=batch.types, attention_mask=batch.mask
        ).last_hidden_state
        return states.float()

    def sentence_logits(self, states: Tensor, batch: Batch) -> list[Tensor]:
        """The log-odds that each sentence answers, of each input; of one not read, NOTHING."""
        tokens = self.sentence(states)[..., 0]
        empty = torch.tensor(NOTHING, device=states.device)
        return [
            torch.stack([row[list(each)].mean() if each else empty for each in read.sentences])
            for row, read in zip(tokens, batch.inputs, strict=True)
        ]

    def span_logits(self, states: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
        """Whether the answer starts, and ends, at each token; at the first, that there is none."""
        allowed = (batch.types == 1) & (batch.mask == 1)
        allowed[:, 0] = True
        logits = self.span(states).masked_fill(~allowed[..., None], NOTHING)
        return logits[..., 0], logits[..., 1]

    def window_logits(self, states: Tensor) -> Tensor:
        """The log-odds that something in each window answers."""
        logits: Tensor = self.window(states[:, 0])[:, 0]
        return logits

    def loss(self, batches: Sequence[Batch], labels: Sequence[Labels]) -> Tensor:
        """Of windows, in batches of like lengths; `labels` are in the order of their inputs."""
        inputs = [each for batch in batches for each in batch.inputs]
        states = [self.encode(each) for each in batches]
        answered = torch.tensor([float(bool(each.answering)) for each in labels])
        window = functional.binary_cross_entropy_with_logits(
            torch.cat([self.window_logits(each) for each in states]), answered.to(states[0].device)
        )
        spans = self._span_loss(states, batches, labels)
        logits = [
            each
            for of_batch, batch in zip(states, batches, strict=True)
            for each in self.sentence_logits(of_batch, batch)
        ]
        sentences = self._sentence_loss(logits, inputs, labels)
        questions = self._question_loss(logits, labels)
        return sentences + WINDOW_SHARE * window + SPAN_SHARE * spans + QUESTION_SHARE * questions

    def _question_loss(self, logits: Sequence[Tensor], labels: Sequence[Labels]) -> Tensor:
        """How much of the probability, shared among all sentences of a question, those that answer
        do not have: the mean over questions with an answer of its negative logarithm.
        """
        by_question: dict[str, list[int]] = {}
        for place, each in enumerate(labels):
            by_question.setdefault(each.question, []).append(place)
        losses = []
        for places in by_question.values():
            answering = [logits[each][sorted(labels[each].answering)] for each in places]
            if any(map(len, answering)):
                everything = torch.cat([logits[each] for each in places])
                losses.append(everything.logsumexp(0) - torch.cat(answering).logsumexp(0))
        return torch.stack(losses).mean() if losses else torch.zeros(())

    def _sentence_loss(
        self, of_inputs: Sequence[Tensor], inputs: Sequence[ReaderInput], labels: Sequence[Labels]
    ) -> Tensor:
        logits = torch.cat(list(of_inputs))
        wanted = torch.tensor(
            [
                float(number in each.answering)
                for each, read in zip(labels, inputs, strict=True)
                for number in range(len(read.sentences))
            ],
            device=logits.device,
        )
        read = logits > NOTHING
        return functional.binary_cross_entropy_with_logits(
            logits[read], wanted[read], pos_weight=torch.tensor(SENTENCE_WEIGHT)
        )

    def _span_loss(
        self, states: Sequence[Tensor], batches: Sequence[Batch], labels: Sequence[Labels]
    ) -> Tensor:
        unknown = -1
        known = max(1, sum(each.start != unknown for each in labels))
        waiting = iter(labels)
        total = torch.zeros((), device=states[0].device)
        for of_batch, batch in zip(states, batches, strict=True):
            places = [(each.start, each.end) for each in islice(waiting, len(batch.inputs))]
            wanted = torch.tensor(places, device=of_batch.device)
            for number, logits in enumerate(self.span_logits(of_batch, batch)):
                total = total + functional.cross_entropy(
                    logits, wanted[:, number], ignore_index=unknown, reduction="sum"
                )
        return total / (2 * known)

    def pair_logits(self, batch: Batch) -> Tensor:
        """Of each pair, one for each of LABELS: by its first token, and by the mean tokens of both
        quotes, their distances and products (as InferSent does, Conneau et al. 2017).
        """
        states = self.encode(batch)
        means = torch.stack(
            [
                torch.stack([row[list(each)].mean(dim=0) for each in read.quotes])
                for row, read in zip(states, batch.inputs, strict=True)
                if isinstance(read, PairInput)
            ]
        )
        one, other = means[:, 0], means[:, 1]
        features = torch.cat([states[:, 0], (one - other).abs(), one * other], dim=-1)
        logits: Tensor = self.pair(PAIR_SCALE * features)
        return logits

    def pair_loss(self, batch: Batch, labels: Sequence[int]) -> Tensor:
        """Of pairs of quotes."""
        logits = self.pair_logits(batch)
        wanted = torch.tensor(labels, device=logits.device)
        return PAIR_SHARE * functional.cross_entropy(logits, wanted)

    def trained(self) -> dict[str, Tensor]:
        """The weights that differ from the bundled encoder's, by name."""
        kept = {name for name, each in self.named_parameters() if each.requires_grad}
        return {name: each for name, each in self.state_dict().items() if name in kept}

    def load_trained(self, weights: Mapping[str, Any]) -> None:
        """Go on from weights that `trained` gave; a head that they lack begins anew."""
        unknown = weights.keys() - self.trained().keys()
        if unknown:
            raise ValueError(f"these weights are of another reader: {sorted(unknown)[:3]}")
        self.load_state_dict(dict(weights), strict=False)
