"""Fit the weights of reading and of confidence on questions that are never reported.

    python -m eval.fit.weights [--squad FOLDER] [--commissioned CORPUS] [--everyday FILE]
        [--written FILE] [--reader NAME]

Uses the `tune` half of every set, and all questions of documents written for a reader that it was
not trained on (FILE as eval/fit/reader.py has them): which sentence answers is learnt from pairs of
a sentence that holds evidence and one that does not (a linear pairwise model, Herbrich, Graepel and
Obermayer 1999, with logistic loss); confidence is a logistic regression of whether what the
assistant then says is right (Platt 1999), were nothing refused. Writes qa/evidence/weights.json
with what it was fitted on: with `--reader off` the weights that hold without a reader, else those
with one. The shipped ones are
from

    … --reader off --squad ../shared/data/squad_parallel --commissioned ../shared/corpus
    … --commissioned ../shared/corpus --everyday FILE for j, u and v of eval/fit/reader_everyday

The first were fitted before a question was looked for by what its words are called in another
language, and give that nothing: fitted anew they quote more beside what answers. The reader that
ships was trained on the texts of squad_parallel: it would seem surer than it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import click

from eval.everyday.as_questions import as_question
from eval.fit.reader_folders import asked_in, documents_in
from eval.metrics import TextSpan, answer_hit, holds
from eval.questions import Question, find_question_set, load_questions, resolve_evidence
from eval.questions.datasets import reader_questions, squad_parallel
from index import Document
from qa import Assistant, Settings
from qa.answer.cite import cite_each
from qa.answer.select import select
from qa.answerer import Answerer
from qa.cli.opening import open_assistant
from qa.evidence.confidence import features_of
from qa.evidence.read import Evidence, rank, reading_features
from qa.evidence.reader.load import OFF
from qa.evidence.weights import WEIGHTS_FILE, weights
from qa.library.cache import index_dir_for, sample_corpus

FOR_A_SENTENCE = ("answers", "answered", "span_score")
PENALTY = 100.0  # inverse regularisation strength: weak, there are few weights
# How much of the loss our own questions carry, so that many of one kind do not drown them. Of those
# written for a reader nearly half have no answer and all of these are traps.
SHARE_WITH_OTHERS, SHARE_WITH_WRITTEN = 0.5, 0.75


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the sentences found for it, and which of them hold evidence.

    `answerer` found them. `share`: how much of the loss is the question's. `own`: whether it is of
    our own sets, which are more like what people ask than those written to train a reader.
    """

    question: Question
    answerer: Answerer
    found: Sequence[Evidence]
    right: Sequence[bool]
    share: float
    own: bool


@click.command()
@click.option("--squad", type=click.Path(path_type=Path, exists=True))
@click.option("--commissioned", type=click.Path(path_type=Path, exists=True))
@click.option("--everyday", multiple=True, type=click.Path(path_type=Path, exists=True))
@click.option("--written", multiple=True, type=click.Path(path_type=Path, exists=True))
@click.option("--reader", help="As in citera's settings.")
def fit(
    squad: Path | None,
    commissioned: Path | None,
    everyday: tuple[Path, ...],
    written: tuple[Path, ...],
    reader: str | None,
) -> None:
    """Fit on the tune halves, write qa/evidence/weights.json, print what was found."""
    settings = Settings(least_confidence=0, reader=reader)
    own = _questions(sample_corpus(), load_questions(find_question_set("sample")))
    if commissioned:
        own += _questions(commissioned, load_questions(find_question_set("commissioned")))
    groups = {"own questions, tune half": own}
    for path in everyday:
        groups[path.name] = _everyday_questions(path)
    if squad:
        folder = _documents_of(squad)
        asked = _questions(folder, squad_parallel(squad, folder))
        groups = {"squad_parallel, tune half": asked, **groups}
    for path in written:
        folder = _documents_of(path)
        groups[path.name] = [(folder, each) for each in reader_questions(path, folder)]
    share = SHARE_WITH_WRITTEN if written else SHARE_WITH_OTHERS
    others = (1 - share) / max(len(groups) - 1, 1)
    examples = list(
        chain(
            *(
                _examples(
                    group, settings, (share if group is own else others) / len(group), group is own
                )
                for group in groups.values()
            )
        )
    )
    ending = "" if reader == OFF else "_with_reader"
    fitted: dict[str, Any] = {
        f"reading{ending}": _fit_reading(examples),
        f"fitted_on{ending}": {name: len(group) for name, group in groups.items()},
    }
    _write(fitted)  # confidence is in what is said with the new weights of reading
    confidence, accuracy = _fit_confidence(examples)
    fitted |= {
        f"confidence{ending}": confidence,
        f"balanced_accuracy_refusing_below{ending}": accuracy,
    }
    _write(fitted)
    print(json.dumps(fitted, indent=2))


def _documents_of(source: Path) -> Path:
    """Where the documents of a set are written."""
    folder = index_dir_for(source, Settings()).with_suffix(".documents")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _questions(documents: Path, questions: Sequence[Question]) -> list[tuple[Path, Question]]:
    """Those of the tune half, with where they are asked."""
    return [(documents, question) for question in questions if question.split == "tune"]


def _everyday_questions(path: Path) -> list[tuple[Path, Question]]:
    """Those that sentences answer, or would if there were an answer."""
    folder = documents_in(path)
    documents = {each.id: each for each in open_assistant(folder, None, Settings()).documents}
    return [(folder, as_question(each, documents)) for each in asked_in(path)]


def _write(fitted: Mapping[str, Any]) -> None:
    shipped = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    WEIGHTS_FILE.write_text(json.dumps(shipped | fitted, indent=2) + "\n", encoding="utf-8")
    weights.cache_clear()


def _examples(
    asked: Sequence[tuple[Path, Question]], settings: Settings, share: float, own: bool
) -> list[Example]:
    """Each with that share of the loss."""
    assistants = {
        folder: open_assistant(folder, None, settings)
        for folder in dict.fromkeys(folder for folder, _ in asked)
    }
    documents = {
        folder: {document.id: document for document in assistant.documents}
        for folder, assistant in assistants.items()
    }
    return [
        _example(assistants[folder], question, documents[folder], share, own)
        for folder, question in asked
    ]


def _example(
    assistant: Assistant,
    question: Question,
    documents: Mapping[str, Document],
    share: float,
    own: bool,
) -> Example:
    conversation = assistant.conversation()
    for earlier in question.history:
        conversation.ask(earlier)
    # A list, or a side of a comparison, stands first again: by other weights than these.
    told = conversation.evidence(question.question)
    found = [each for each in told if not (each.listed or each.side)]
    spans = list(chain(*resolve_evidence(question, documents)))
    right = [_is_right(each, spans) for each in found]
    return Example(question, assistant.answerer(), found, right, share, own)


def _is_right(found: Evidence, spans: Sequence[TextSpan]) -> bool:
    sentence = found.sentence
    return any(
        holds(TextSpan(sentence.document_id, sentence.start, sentence.end), span) for span in spans
    )


def _fit_reading(examples: Sequence[Example]) -> dict[str, float]:
    """Weights of `reading_features`, relative to that of the sentence's cosine; where a reader read
    some sentences, of these alone, and as they are.
    """
    import numpy as np

    differences, pair_shares = [], []
    for example in examples:
        ranked = _ranked_places(example.found)
        right = np.array([example.right[place] for place in ranked], dtype=bool)
        features = np.array(
            [list(reading_features(example.found[place]).values()) for place in ranked]
        )
        pairs = (features[right][:, None] - features[~right][None]).reshape(-1, features.shape[1])
        differences.append(pairs)
        pair_shares += [example.share / max(len(pairs), 1)] * len(pairs)
    rows = np.concatenate(differences)
    signs = [1] * len(rows) + [0] * len(rows)
    fitted = _logistic(np.concatenate([rows, -rows]), signs, pair_shares * 2)
    best = examples[0].found[_ranked_places(examples[0].found)[0]]
    names, with_reader = list(reading_features(best)), best.judgement is not None
    scale = 1.0 if with_reader else fitted.coef_[0][0]
    return dict(zip(names, (fitted.coef_[0] / scale).tolist(), strict=True))


def _ranked_places(found: Sequence[Evidence]) -> Sequence[int]:
    """Of the sentences that the fitted weights rank: those that a reader read, if any."""
    read = [place for place, each in enumerate(found) if each.judgement is not None]
    return read or range(len(found))


def _fit_confidence(
    examples: Sequence[Example],
) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of `features_of`, and the balanced accuracy of refusing below a probability: the
    best one, and the one that the settings have.
    """
    import numpy as np

    ranked = [_ranked(example) for example in examples]
    reads = ranked[0][0].judgement is not None
    rows = [list(features_of(each[0]).values()) for each in ranked]
    answers = [_is_answered_rightly(*each) for each in zip(examples, ranked, strict=True)]
    shares = [example.share for example in examples]
    names = list(features_of(ranked[0][0]))
    table = np.array(rows)
    fitted = _logistic(table, answers, shares, intercept=True)
    # What a reader says for a sentence never counts against it: its features tell much the same.
    while against := _against(names, fitted.coef_[0]):
        table[:, against] = 0
        fitted = _logistic(table, answers, shares, intercept=True)
    log_odds = fitted.decision_function(table)
    scale, shift = _calibration(
        log_odds, answers, [example.own for example in examples] if reads else None
    )
    probabilities = 1 / (1 + np.exp(-(scale * log_odds + shift)))
    answerable = np.array([example.question.answerable for example in examples])
    accuracy = {
        at: _balanced_accuracy(probabilities >= at, answerable, np.array(shares))
        for at in np.arange(0.05, 0.95, 0.01).round(2).tolist()
    }
    best_at = max(accuracy, key=lambda at: accuracy[at])
    named = dict(zip(names, (scale * fitted.coef_[0]).tolist(), strict=True))
    return (
        {"intercept": float(scale * fitted.intercept_[0] + shift), **named},
        {str(at): round(accuracy[at], 3) for at in sorted({best_at, Settings().least_confidence})},
    )


def _against(names: Sequence[str], weights: Sequence[float]) -> list[int]:
    """The places of a reader's features that count against a sentence."""
    paired = enumerate(zip(names, weights, strict=True))
    return [place for place, (name, weight) in paired if name in FOR_A_SENTENCE and weight < 0]


def _calibration(
    log_odds: Any, answers: Sequence[bool], own: Sequence[bool] | None
) -> tuple[float, float]:
    """What log-odds are multiplied by, and what is added, to be right on our own questions (Platt
    1999): where half of the questions are traps, the same evidence is right less often.
    """
    import numpy as np

    if own is None:
        return 1.0, 0.0
    chosen = np.array(own, dtype=bool)
    fitted = _logistic(
        log_odds[chosen, None], np.array(answers)[chosen], [1.0] * int(chosen.sum()), intercept=True
    )
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _ranked(example: Example) -> list[Evidence]:
    """The evidence by the weights as they are now; what a reader read stands first."""
    return sorted(example.found, key=lambda each: (each.judgement is None, *rank(each)))


def _is_answered_rightly(example: Example, evidence: Sequence[Evidence]) -> bool:
    """Whether what would be said of the evidence holds the answer."""
    question, answerer = example.question, example.answerer
    if not question.answerable:
        return False
    chosen = select(answerer.index, question.question, evidence, answerer.settings)
    (statements,) = cite_each(answerer.index, [chosen])
    quotes = chain(*(each.citations for each in statements))
    return answer_hit(" ".join(each.quote for each in quotes), question.answers)


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
