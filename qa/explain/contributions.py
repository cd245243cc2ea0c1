"""What each feature gave, with the weights that ranking and confidence are computed with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from index import Hit
from qa.evidence.asked_list import list_weights
from qa.evidence.confidence import FOLLOWS, TOTAL_ASKED, confidence_weights, features_of
from qa.evidence.read import Evidence, reading_features
from qa.evidence.retrieve import likeness_weights
from qa.explain.types import Contribution
from qa.settings import Settings


def to_likeness(hit: Hit, settings: Settings, *, own_language: bool) -> tuple[Contribution, ...]:
    """To how like the question a passage is; nothing where the search did not tell its features."""
    if hit.sentence_cosine is None or hit.word_share is None:
        return ()
    features = {
        "cosine": hit.cosine,
        "sentence_cosine": hit.sentence_cosine,
        "word_share": hit.word_share,
    }
    return _weighted(features, likeness_weights(settings, own_language=own_language))


def to_score(evidence: Evidence) -> tuple[Contribution, ...]:
    """To the score that ranks a sentence."""
    return _weighted(reading_features(evidence), evidence.score_weights)


def to_sentence_confidence(best: Evidence) -> tuple[Contribution, ...]:
    """To the log-odds that what is said on a sentence is right."""
    told = {"total_asked": float(best.is_total_asked), "follows": float(best.follows)}
    features = {"intercept": 1.0, **features_of(best), **told}
    weights = {**confidence_weights(best), "total_asked": TOTAL_ASKED, "follows": FOLLOWS}
    return _weighted(features, weights)


def to_list_confidence(best: Evidence) -> tuple[Contribution, ...]:
    """To the log-odds that a list is the one asked for."""
    features = dict(best.list_features)
    return _weighted(features, list_weights(features))


def to_sides_confidence(evidence: Iterable[Evidence]) -> tuple[Contribution, ...]:
    """To the mean of how likely the sides of a comparison are."""
    sides = [each.side for each in evidence if each.side]
    return tuple(Contribution("side", each, 1 / len(sides), each / len(sides)) for each in sides)


def total(contributions: Sequence[Contribution]) -> float:
    """What all of them gave."""
    return sum(each.gave for each in contributions)


def _weighted(
    features: Mapping[str, float], weights: Mapping[str, float]
) -> tuple[Contribution, ...]:
    """Those that count for something, what gave most first."""
    given = [
        Contribution(name, value, weight, value * weight + 0.0)  # no -0.0
        for name, value in features.items()
        if (weight := weights.get(name, 0.0))
    ]
    return tuple(sorted(given, key=lambda each: -abs(each.gave)))
