"""How likely it is that the evidence answers the question: a calibrated probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from statistics import fmean

from qa.evidence.read import Evidence, reading_features
from qa.evidence.weights import weights
from qa.settings import Settings

LEFT_OUT = ("coverage", "passage_cosine", "alignment")  # near misses have these as well
TOTAL_ASKED = 1.0
"""Log-odds for the row with the total that is asked for: of such rows 7 of 9 answer, of which the
reader by itself is less sure (everyday, tune half)."""

FOLLOWS = 0.5
"""Log-odds for what stands in a document that was quoted on the question before: of 225 follow-ups
159 are answered there. Of the 186 that lean, with it 113 instead of 106 are answered rightly and 42
instead of 39 wrongly (everyday, "a", "d", "e", and eval/fit/reader_everyday, "j", "u", "v")."""


def probability(evidence: Sequence[Evidence]) -> float:
    """The probability, 0..1, that what is said on `evidence`, best first, is right. A comparison is
    as sure as its sides are, on average: that both are found speaks for each.
    """
    if not evidence:
        return 0.0
    if evidence[0].side:
        return fmean(each.side for each in evidence if each.side)
    if evidence[0].list_probability:
        return evidence[0].list_probability
    features = features_of(evidence[0])
    fitted = confidence_weights(evidence[0])
    total = fitted["intercept"] + sum(fitted.get(name, 0.0) * features[name] for name in features)
    total += TOTAL_ASKED * evidence[0].is_total_asked + FOLLOWS * evidence[0].follows
    total += evidence[0].surer
    return 1 / (1 + exp(-total))


def is_enough(confidence: float, settings: Settings) -> bool:
    """Whether a question is answered with that confidence; with less it is refused."""
    return confidence >= settings.least_confidence


def confidence_weights(best: Evidence) -> Mapping[str, float]:
    """What each of its features counts for, in log-odds; that of "intercept" counts always."""
    return weights("confidence" if best.judgement is None else "confidence_with_reader")


def features_of(best: Evidence) -> Mapping[str, float]:
    """What tells an answer from a near miss: what ranks a sentence, but words in common or alike
    and an alike passage; and whether it lacks the kind of thing that is asked for.
    """
    features = reading_features(best)
    telling = {name: value for name, value in features.items() if name not in LEFT_OUT}
    return telling | {"lacks_asked": float(best.lacks_asked)}
