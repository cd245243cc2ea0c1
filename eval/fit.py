"""Fit the weights of reading and of confidence on questions that are never reported.

    python -m eval.fit SQUAD_PARALLEL [--commissioned CORPUS]

Uses the `tune` half of every set: which sentence answers is learnt from pairs of a sentence that
holds evidence and one that does not (a linear pairwise model, Herbrich, Graepel and Obermayer
1999, with logistic loss); confidence is a logistic regression of whether what the assistant then
says is right (Platt 1999), were nothing refused. Writes qa/weights.json with what it was fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import click

from eval.datasets import squad_parallel
from eval.metrics import TextSpan, answer_hit, holds
from eval.questions import Question, find_question_set, load_questions, resolve_evidence
from index import Document
from qa import Assistant, Conversation, Settings
from qa.cache import index_dir_for, sample_corpus
from qa.cli import open_assistant
from qa.confidence import features_of
from qa.read import Evidence, reading_features
from qa.weights import WEIGHTS_FILE, weights

ANSWERING = Settings(least_confidence=0)  # whatever is found is said
PENALTY = 100.0  # inverse regularisation strength: weak, there are few weights
OWN_SHARE = 0.5  # of the loss that our own questions carry; the borrowed ones are many more


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the sentences found for it, and which of them hold evidence.

    `conversation` is where it is asked.
    """

    question: Question
    conversation: Conversation
    found: Sequence[Evidence]
    right: Sequence[bool]


@click.command()
@click.argument("squad", type=click.Path(path_type=Path, exists=True))
@click.option("--commissioned", type=click.Path(path_type=Path, exists=True))
def fit(squad: Path, commissioned: Path | None) -> None:
    """Fit on the tune halves, write qa/weights.json, print what was found."""
    folder = index_dir_for(squad, Settings()).with_suffix(".documents")
    borrowed = _examples(folder, squad_parallel(squad, folder))
    own = _examples(sample_corpus(), load_questions(find_question_set("sample")))
    if commissioned:
        own += _examples(commissioned, load_questions(find_question_set("commissioned")))
    examples = borrowed + own
    shares = [(1 - OWN_SHARE) / len(borrowed)] * len(borrowed) + [OWN_SHARE / len(own)] * len(own)
    fitted: dict[str, Any] = {
        "reading": _fit_reading(examples, shares),
        "fitted_on": {
            "squad_parallel, tune half": len(borrowed),
            "own questions, tune half": len(own),
        },
    }
    _write(fitted)  # confidence is in what is said with the new weights of reading
    confidence, accuracy = _fit_confidence(examples, shares)
    fitted |= {"confidence": confidence, "balanced_accuracy_refusing_below": accuracy}
    _write(fitted)
    print(json.dumps(fitted, indent=2))


def _write(fitted: Mapping[str, Any]) -> None:
    shipped = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    WEIGHTS_FILE.write_text(json.dumps(shipped | fitted, indent=2) + "\n", encoding="utf-8")
    weights.cache_clear()


def _examples(folder: Path, questions: Sequence[Question]) -> list[Example]:
    assistant = open_assistant(folder, None, ANSWERING)
    documents = {document.id: document for document in assistant.documents}
    tune = [question for question in questions if question.split == "tune"]
    return [_example(assistant, question, documents) for question in tune]


def _example(
    assistant: Assistant, question: Question, documents: Mapping[str, Document]
) -> Example:
    conversation = assistant.conversation()
    for earlier in question.history:
        conversation.ask(earlier)
    found = conversation.evidence(question.question)
    spans = list(chain(*resolve_evidence(question, documents)))
    return Example(question, conversation, found, [_is_right(each, spans) for each in found])


def _is_right(found: Evidence, spans: Sequence[TextSpan]) -> bool:
    sentence = found.sentence
    return any(
        holds(TextSpan(sentence.document_id, sentence.start, sentence.end), span) for span in spans
    )


def _fit_reading(examples: Sequence[Example], shares: Sequence[float]) -> dict[str, float]:
    """Weights of `reading_features`, relative to that of the sentence's cosine."""
    import numpy as np

    differences, pair_shares = [], []
    for example, share in zip(examples, shares, strict=True):
        features = np.array([list(reading_features(each).values()) for each in example.found])
        right = np.array(example.right, dtype=bool)
        pairs = (features[right][:, None] - features[~right][None]).reshape(-1, features.shape[1])
        differences.append(pairs)
        pair_shares += [share / max(len(pairs), 1)] * len(pairs)
    rows = np.concatenate(differences)
    signs = [1] * len(rows) + [0] * len(rows)
    fitted = _logistic(np.concatenate([rows, -rows]), signs, pair_shares * 2)
    names = list(reading_features(examples[0].found[0]))
    return dict(zip(names, (fitted.coef_[0] / fitted.coef_[0][0]).tolist(), strict=True))


def _fit_confidence(
    examples: Sequence[Example], shares: Sequence[float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of `features_of`, and the balanced accuracy of refusing below a probability: the
    best one, and the one that the settings have.
    """
    import numpy as np

    best = [max(example.found, key=lambda each: each.score) for example in examples]
    rows = [list(features_of(each).values()) for each in best]
    answers = [_is_answered_rightly(example) for example in examples]
    fitted = _logistic(np.array(rows), answers, shares, intercept=True)
    probabilities = fitted.predict_proba(np.array(rows))[:, 1]
    answerable = np.array([example.question.answerable for example in examples])
    accuracy = {
        at: _balanced_accuracy(probabilities >= at, answerable, np.array(shares))
        for at in np.arange(0.05, 0.95, 0.01).round(2).tolist()
    }
    best_at = max(accuracy, key=lambda at: accuracy[at])
    names = list(features_of(best[0]))
    named = dict(zip(names, fitted.coef_[0].tolist(), strict=True))
    return (
        {"intercept": float(fitted.intercept_[0]), **named},
        {str(at): round(accuracy[at], 3) for at in sorted({best_at, Settings().least_confidence})},
    )


def _is_answered_rightly(example: Example) -> bool:
    question = example.question
    answer = example.conversation.ask(question.question)
    return question.answerable and answer_hit(answer.text, question.answers)


def _balanced_accuracy(answered: Any, answerable: Any, weights: Any) -> float:
    """The mean of how much is answered of what can be, and refused of what cannot: neither kind
    of error is bought with the other, however many questions of each there are.
    """
    import numpy as np

    shares = [
        np.average(answered[kind] == answerable[kind], weights=weights[kind])
        for kind in (answerable, ~answerable)
    ]
    return float(np.mean(shares))


def _logistic(
    rows: Any, answers: Sequence[Any], weights: Sequence[float], *, intercept: bool = False
) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=PENALTY * len(answers), fit_intercept=intercept, max_iter=10_000)
    return model.fit(rows, answers, sample_weight=weights)


if __name__ == "__main__":
    fit()
