"""The probability of an answer, and that the weights that ship fit the features they weigh."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Hit, Passage, Sentence
from qa.confidence import features_of, probability
from qa.read import Evidence, reading_features
from qa.weights import weights

shares = st.floats(0, 1)


def evidence(
    cosine: float = 0.5,
    passage_cosine: float = 0.5,
    coverage: float = 0.5,
    own_language: bool = True,
    number_asked: bool = False,
) -> Evidence:
    hit = Hit(Passage(1, "a.txt", 0, 9, "en"), 0.9, "Yes. No.", passage_cosine)
    sentence = Sentence(0, "a.txt", 0, 4)
    return Evidence(sentence, hit, cosine, coverage, own_language, number_asked)


def use_weights(monkeypatch: pytest.MonkeyPatch, fitted: Mapping[str, float]) -> None:
    monkeypatch.setattr("qa.confidence.weights", lambda part: {"confidence": fitted}[part])


def test_without_evidence_nothing_is_probable() -> None:
    assert probability([]) == 0


def test_the_probability_is_the_logistic_of_the_weighted_sum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = evidence(cosine=0.25, passage_cosine=0.5)
    fitted = dict.fromkeys(features_of(found), 0.0)
    use_weights(monkeypatch, fitted | {"intercept": -log(3)})
    assert probability([found]) == pytest.approx(1 / 4)
    use_weights(monkeypatch, fitted | {"intercept": -1.0, "cosine": 2.0, "passage_cosine": 3.0})
    assert probability([found]) == pytest.approx(1 / (1 + 2.718281828 ** -(-1 + 0.5 + 1.5)))


@given(shares, shares, shares, st.booleans())
def test_it_is_a_probability(cosine: float, passage: float, share: float, own: bool) -> None:
    assert 0 <= probability([evidence(cosine, passage, share, own)]) <= 1


@pytest.mark.parametrize("own", [True, False])
@given(shares, shares, shares, shares)
def test_evidence_that_is_nearer_never_lowers_it(
    own: bool, one: float, other: float, passage: float, share: float
) -> None:
    far, near = sorted((one, other))
    assert probability([evidence(far, passage, share, own)]) <= probability(
        [evidence(near, passage, share, own)]
    )


def test_the_weights_that_ship_are_those_of_the_features() -> None:
    assert weights("reading").keys() == reading_features(evidence()).keys()
    assert weights("confidence").keys() == features_of(evidence()).keys() | {"intercept"}


@pytest.mark.parametrize(
    "changed", [evidence(coverage=0.9), evidence(own_language=False), evidence(number_asked=True)]
)
def test_words_language_and_number_count_in_reading(changed: Evidence) -> None:
    assert reading_features(changed) != reading_features(evidence())


@pytest.mark.parametrize("changed", [evidence(cosine=0.9), evidence(passage_cosine=0.9)])
def test_likeness_counts_in_confidence(changed: Evidence) -> None:
    assert features_of(changed) != features_of(evidence())
