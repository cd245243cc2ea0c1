"""How well a reader being trained does on windows and pairs of quotes kept aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
import torch

from eval.fit.reader_examples import Example
from eval.fit.reader_model import Batch, ReaderModel
from eval.fit.reader_pairs import LABELS, PairExample, pair_input
from eval.metrics import auroc
from index.embed.e5.embedder import E5Embedder
from qa.evidence.reader.reader_input import reader_inputs

AT_ONCE = 32


@torch.no_grad()
def validate(
    model: ReaderModel, examples: Sequence[Example], embedder: E5Embedder, device: str
) -> dict[str, float]:
    """The share of windows with an answer whose sentence comes first, and of questions with one
    that comes first of all their windows' sentences; AUROC of the best sentence and of the window
    between windows with an answer and without, and by the languages; AUROC of the best sentence
    between questions.
    """
    best, firsts, windows = _scores(model, examples, embedder, device)
    answered = [bool(each.answering) for each in examples]
    figures = {
        "first": _mean(first for first, told in zip(firsts, answered, strict=True) if told),
        "auroc_sentence": _auroc(best, answered),
        "auroc_window": _auroc(windows, answered),
        **_of_questions(examples, best, firsts),
    }
    both = [b + w for b, w in zip(best, windows, strict=True)]
    for languages in sorted({each.languages for each in examples}):
        rows = [n for n, each in enumerate(examples) if each.languages == languages]
        figures[languages] = _auroc([both[n] for n in rows], [answered[n] for n in rows])
    for kind in sorted({each.kind for each in examples if not each.answering}):
        rows = [n for n, each in enumerate(examples) if answered[n] or each.kind == kind]
        figures[kind] = _auroc([both[n] for n in rows], [answered[n] for n in rows])
    return figures


def _scores(
    model: ReaderModel, examples: Sequence[Example], embedder: E5Embedder, device: str
) -> tuple[list[float], list[bool], list[float]]:
    """Of each example the best sentence's log-odds, whether that one answers, and the window's."""
    order = sorted(range(len(examples)), key=lambda n: sum(map(len, examples[n].window.sentences)))
    found: dict[int, tuple[float, bool, float]] = {}
    for start in range(0, len(order), AT_ONCE):
        part = order[start : start + AT_ONCE]
        inputs = [
            read
            for n in part
            for read in reader_inputs(embedder, examples[n].question, [examples[n].window])
        ]
        batch = Batch.of(inputs, device)
        states = model.encode(batch)
        sentences, windows = model.sentence_logits(states, batch), model.window_logits(states)
        for n, logits, window in zip(part, sentences, windows.tolist(), strict=True):
            right = int(logits.argmax()) in examples[n].answering
            found[n] = float(logits.max()), right, window
    best, firsts, told = zip(*(found[n] for n in range(len(examples))), strict=True)
    return list(best), list(firsts), list(told)


def _of_questions(
    examples: Sequence[Example], best: Sequence[float], firsts: Sequence[bool]
) -> dict[str, float]:
    """What comes first of all windows of a question, which stand one after the other."""
    scores, rights, answered = [], [], []
    for _, found in groupby(range(len(examples)), key=lambda n: examples[n].question):
        rows = list(found)
        top = max(rows, key=lambda n: best[n])
        scores.append(best[top])
        rights.append(firsts[top])
        answered.append(any(examples[n].answering for n in rows))
    return {
        "first_of_question": _mean(
            right for right, told in zip(rights, answered, strict=True) if told
        ),
        "auroc_question": _auroc(scores, answered),
    }


@torch.no_grad()
def validate_pairs(
    model: ReaderModel, examples: Sequence[PairExample], embedder: E5Embedder, device: str
) -> dict[str, float]:
    """The share of pairs told rightly, F1 of each label and their mean."""
    from sklearn.metrics import f1_score

    told: list[int] = []
    for start in range(0, len(examples), AT_ONCE):
        part = examples[start : start + AT_ONCE]
        inputs = [pair_input(embedder, each) for each in part]
        told += model.pair_logits(Batch.of(inputs, device)).argmax(dim=-1).tolist()
    wanted = [each.label for each in examples]
    scores = f1_score(wanted, told, labels=range(len(LABELS)), average=None)
    figures = {f"f1_{name}": float(each) for name, each in zip(LABELS, scores, strict=True)}
    return figures | {"macro_f1": sum(figures.values()) / len(figures)}


def _mean(values: Iterable[bool]) -> float:
    return float(np.mean(list(values)))


def _auroc(scores: Sequence[float], answered: Sequence[bool]) -> float:
    return auroc(np.array(scores), np.array(answered)) or 0.0
