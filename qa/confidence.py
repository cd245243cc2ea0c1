"""How likely it is that the evidence answers the question: a calibrated probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from qa.read import Evidence, reading_features
from qa.weights import weights


def probability(evidence: Sequence[Evidence]) -> float:
    """The probability, 0..1, that the answer is among the best sentences of `evidence`."""
    if not evidence:
        return 0.0
    features = features_of(evidence[0])
    fitted = weights("confidence")
    total = fitted["intercept"] + sum(fitted.get(name, 0.0) * features[name] for name in features)
    return 1 / (1 + exp(-total))


def features_of(best: Evidence) -> Mapping[str, float]:
    """What tells an answer from a near miss: all that ranks a sentence but the words in common,
    which are common in near misses as well.
    """
    features = reading_features(best)
    return {name: value for name, value in features.items() if name != "coverage"}
