"""How well a reader being trained does on windows and pairs of quotes kept aside."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from eval.fit.reader_examples import Example
from eval.fit.reader_model import Batch, ReaderModel
from eval.fit.reader_pairs import LABELS, PairExample, pair_inputs
from eval.metrics import auroc
from index.e5 import E5Embedder
from qa.evidence.reader_input import reader_inputs

AT_ONCE = 32


@torch.no_grad()
def validate(
    model: ReaderModel, examples: Sequence[Example], embedder: E5Embedder, device: str
) -> dict[str, float]:
    """The share of windows with an answer whose sentence comes first; AUROC of the best sentence
    and of the window between windows with an answer and without, and by the languages.
    """
    ordered = sorted(examples, key=lambda each: sum(map(len, each.window.sentences)))
    firsts, best, windows = [], [], []
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        inputs = [
            read for each in part for read in reader_inputs(embedder, each.question, [each.window])
        ]
        batch = Batch.of(inputs, device)
        states = model.encode(batch)
        windows += model.window_logits(states).tolist()
        for example, logits in zip(part, model.sentence_logits(states, batch), strict=True):
            firsts.append(int(logits.argmax()) in example.answering)
            best.append(float(logits.max()))
    answered = [bool(each.answering) for each in ordered]
    figures = {
        "first": sum(f for f, a in zip(firsts, answered, strict=True) if a) / sum(answered),
        "auroc_sentence": _auroc(best, answered),
        "auroc_window": _auroc(windows, answered),
    }
    both = [b + w for b, w in zip(best, windows, strict=True)]
    for languages in sorted({each.languages for each in ordered}):
        rows = [n for n, each in enumerate(ordered) if each.languages == languages]
        figures[languages] = _auroc([both[n] for n in rows], [answered[n] for n in rows])
    for kind in sorted({each.kind for each in ordered if not each.answering}):
        rows = [n for n, each in enumerate(ordered) if answered[n] or each.kind == kind]
        figures[kind] = _auroc([both[n] for n in rows], [answered[n] for n in rows])
    return figures


@torch.no_grad()
def validate_pairs(
    model: ReaderModel, examples: Sequence[PairExample], embedder: E5Embedder, device: str
) -> dict[str, float]:
    """The share of pairs told rightly, F1 of each label and their mean."""
    from sklearn.metrics import f1_score

    told: list[int] = []
    for start in range(0, len(examples), AT_ONCE):
        part = examples[start : start + AT_ONCE]
        inputs = [
            read
            for each in part
            for read in pair_inputs(embedder, each.question, [(each.one, each.other)])
        ]
        told += model.pair_logits(Batch.of(inputs, device)).argmax(dim=-1).tolist()
    wanted = [each.label for each in examples]
    scores = f1_score(wanted, told, labels=range(len(LABELS)), average=None)
    figures = {f"f1_{name}": float(each) for name, each in zip(LABELS, scores, strict=True)}
    return figures | {"macro_f1": sum(figures.values()) / len(figures)}


def _auroc(scores: Sequence[float], answered: Sequence[bool]) -> float:
    return auroc(np.array(scores), np.array(answered)) or 0.0
