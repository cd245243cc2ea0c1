"""A claim beside a quote → the probability of each verdict: a multinomial logistic regression.

`python -m eval.claims.fit` fits its weights, verdict_weights.json, which say on what.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, get_args

from qa.evidence.reader.protocol import within_bounds
from qa.verify.features import Comparison
from qa.verify.types import Verdict

WEIGHTS_FILE = Path(__file__).with_name("verdict_weights.json")
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
MIN_COVERAGE = 0.8
"""Of a claim's words in a quote of its language, from which a "not" that only one of them has is
taken for the only difference: in other words the same may be said with or without it ("did not
arrive", "stayed away"). From there on 15 of 215 supported claims and 22 of 348 contradicted ones
differ so, below it 84 of 664 and 86 of 501 (claims c to f)."""
MIN_ALIGNMENT = 0.8  # the same of its tokens, across languages
ANSWERS = 0.02
"""How much a log-odds that a sentence answers the claim adds to its likeness. The nearest then
holds all that .82 of the claims with evidence rest on, by likeness alone .77 (claims a)."""
MIN_CONTRADICTED = 0.4
"""Probability from which a claim is called contradicted: of the true claims of claims-zb 34 of 100
are then called so, without it 64, and of the contradicted ones 73 instead of 83 (five folds)."""
Model = Mapping[str, Any]
"""By verdict its weights by feature, with an "intercept", and "least_supported": the probability
from which a claim may be called supported."""


@cache
def models() -> Mapping[str, Model]:
    """By what a reader tells: nothing ("likeness"), sentences that answer ("reader"), or whether
    claims hold as well ("claims").
    """
    fitted: dict[str, Model] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return fitted


def kind_of(compared: Comparison) -> str:
    """Which of `models` makes the most of a comparison."""
    if compared.reading is not None:
        return "claims"
    return "reader" if compared.judgement is not None else "likeness"


def model_for(compared: Comparison) -> Model:
    """The model that makes the most of a comparison; of a reader that holds claims, until that is
    fitted, the one that leaves this out.
    """
    return models().get(kind_of(compared)) or models()["reader"]


def features(compared: Comparison) -> dict[str, float]:
    """What the probabilities are made of."""
    differ = compared.differences
    found = {
        "cosine": compared.cosine,
        "alignment": compared.alignment,
        "weakest": compared.weakest,
        "coverage": compared.coverage,
        "own_language": float(compared.own_language),
        "joined": float(len(compared.quote) > 1),
        "values": float(differ.values > 0),
        "other_values": float(differ.other_values > 0),
        "names": float(differ.names > 0),
        "other_names": float(differ.other_names > 0),
        "negation": float(differ.negation),
        "opposites": float(differ.opposites > 0),
        "values_alone": float(differ.values > 0 and is_alike(compared)),
        "negation_alone": float(differ.negation > 0 and is_alike(compared)),
        "opposites_alone": float(differ.opposites > 0 and is_alike(compared)),
    }
    if compared.judgement is not None:
        found |= compared.judgement.features()
    if compared.reading is not None:
        found |= {
            "same": compared.reading.same,
            "conflict": compared.reading.conflict,
            "most_same": compared.most_same,
            "most_conflict": compared.most_conflict,
        }
    return found


def is_alike(compared: Comparison) -> bool:
    """Whether claim and quote say about the same in the same words, or their translations."""
    if compared.own_language:
        return compared.coverage >= MIN_COVERAGE
    return compared.alignment >= MIN_ALIGNMENT


def differs(compared: Comparison) -> bool:
    """Whether a value, a name or a "not" forbids to call the claim supported."""
    differ = compared.differences
    if differ.values or differ.names or differ.other_names:
        return True
    return differ.negation > 0 and is_alike(compared)


def probabilities(compared: Comparison, model: Model) -> dict[Verdict, float]:
    """How likely each verdict is, 1 in all; of "supported" 0 where a detail differs."""
    scores = {each: _score(model[each], features(compared)) for each in VERDICTS}
    if differs(compared):
        del scores["supported"]
    highest = max(scores.values())
    shares = {each: exp(score - highest) for each, score in scores.items()}
    return {each: shares.get(each, 0.0) / sum(shares.values()) for each in VERDICTS}


def _score(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    known = (weights.get(name, 0.0) * value for name, value in found.items())
    return weights["intercept"] + sum(known)


def nearest(compared: Sequence[Comparison]) -> Comparison:
    """The quote that is most on what is claimed, whether it says so or otherwise."""
    return max(compared, key=_nearness)


def _nearness(compared: Comparison) -> float:
    if compared.reading is not None:
        return -compared.reading.other
    likeness = compared.alignment + compared.cosine
    if compared.judgement is None:
        return likeness
    return likeness + ANSWERS * within_bounds(compared.judgement.answers)


def verdict_of(shares: Mapping[Verdict, float], least_supported: float) -> Verdict:
    """The likeliest; but "supported" from so much on only, else the likelier of the others; and
    "contradicted" from MIN_CONTRADICTED on.
    """
    if max(shares.values()) == shares["supported"] >= least_supported:
        return "supported"
    if shares["contradicted"] >= max(MIN_CONTRADICTED, shares["not_found"]):
        return "contradicted"
    return "not_found"
