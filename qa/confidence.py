"""How likely it is that the evidence answers the question: a calibrated probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from qa.read import Evidence
from qa.weights import weights


def probability(evidence: Sequence[Evidence]) -> float:
    """The probability, 0..1, that the answer is among the best sentences of `evidence`."""
    if not evidence:
        return 0.0
    features = features_of(evidence[0])
    fitted = weights("confidence")
    total = fitted["intercept"] + sum(fitted[name] * features[name] for name in features)
    return 1 / (1 + exp(-total))


def features_of(best: Evidence) -> Mapping[str, float]:
    """What tells an answer from a near miss: how like the question it and its passage are."""
    return {
        "cosine": best.cosine,
        "passage_cosine": best.hit.cosine,
        "own_language": float(best.own_language),
    }
