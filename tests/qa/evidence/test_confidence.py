"""The probability of an answer, and that the weights that ship fit the features they weigh."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Hit, Passage, Sentence
from qa.evidence.confidence import features_of, probability
from qa.evidence.read import Evidence, reading_features
from qa.evidence.weights import weights

shares = st.floats(0, 1)


def evidence(
    cosine: float = 0.5,
    passage_cosine: float = 0.5,
    coverage: float = 0.5,
    own_language: bool = True,
    number_asked: bool = False,
    lacks_asked: bool = False,
) -> Evidence:
    hit = Hit(Passage(1, "a.txt", 0, 9, "en"), 0.9, "Yes. No.", passage_cosine)
    sentence = Sentence(0, "a.txt", 0, 4)
    return Evidence(sentence, hit, cosine, coverage, own_language, number_asked, lacks_asked)


def use_weights(monkeypatch: pytest.MonkeyPatch, fitted: Mapping[str, float]) -> None:
    monkeypatch.setattr("qa.evidence.confidence.weights", lambda part: {"confidence": fitted}[part])


def test_without_evidence_nothing_is_probable() -> None:
    assert probability([]) == 0


def test_the_probability_is_the_logistic_of_the_weighted_sum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = evidence(cosine=0.25, passage_cosine=0.5)
    fitted = dict.fromkeys(features_of(found), 0.0)
    use_weights(monkeypatch, fitted | {"intercept": -log(3)})
    assert probability([found]) == pytest.approx(1 / 4)
    use_weights(monkeypatch, fitted | {"intercept": -1.0, "cosine": 2.0, "own_language": 1.5})
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


@pytest.mark.parametrize("changed", [evidence(cosine=0.9), evidence(lacks_asked=True)])
def test_likeness_and_what_is_lacking_count_in_confidence(changed: Evidence) -> None:
    assert features_of(changed) != features_of(evidence())


def test_words_in_common_and_an_alike_passage_do_not() -> None:
    assert features_of(evidence(coverage=0.9, passage_cosine=0.9)) == features_of(evidence())


@given(shares, st.booleans())
def test_evidence_that_lacks_what_is_asked_for_is_less_probable(cosine: float, own: bool) -> None:
    lacking, holding = (
        evidence(cosine, own_language=own, lacks_asked=each) for each in (True, False)
    )
    assert probability([lacking]) < probability([holding])
