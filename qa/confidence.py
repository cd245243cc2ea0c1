"""How likely the best evidence is to be the answer: a calibrated probability."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from math import exp

from qa.read import Evidence


@cache
def _weights() -> dict[str, float]:
    """Logistic regression fitted by `python -m eval.calibrate`, which also writes down on what."""
    fitted = json.loads(files("qa").joinpath("confidence.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = fitted["weights"]
    return weights


def probability(features: dict[str, float]) -> float:
    """The probability, 0..1, that evidence with these features answers its question."""
    weights = _weights()
    total = weights["intercept"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + exp(-total))


def features_of(evidence: list[Evidence]) -> dict[str, float]:
    """What tells an answer from a near miss: how alike, how much of the question is covered."""
    if not evidence:
        return {}
    best = evidence[0]
    return {"cosine": best.cosine, "coverage": best.coverage, "passage": best.hit.score}
