"""The figures against hand-worked cases, and against pytrec-eval where it has the same measure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import (
    TextSpan,
    answer_hit,
    area_under_risk_coverage,
    auroc,
    bootstrap_interval,
    bootstrap_interval_of,
    citation_precision,
    citation_recall,
    expected_calibration_error,
    holds,
    matches,
    ndcg_at_k,
    recall_at_k,
    reciprocal_rank,
    refusal_ratios,
    risk_coverage,
    token_f1,
    verbatim_rate,
)
from index.types import Document
from qa.types import Citation

GOLD = TextSpan("a.txt", 100, 200)
OTHER_GOLD = TextSpan("b.txt", 0, 40)
ELSEWHERE = TextSpan("c.txt", 100, 200)


@dataclass(frozen=True)
class Judged:
    """A ranking of passages, and the same in trec_eval's terms."""

    ranking: list[TextSpan]
    evidence: list[TextSpan]
    qrel: dict[str, int]
    run: dict[str, float]


@st.composite
def judged_rankings(draw: st.DrawFn) -> Judged:
    """One document per evidence span, each with one passage in it, among unjudged documents."""
    evidence = [
        TextSpan(f"gold-{number}", start, start + draw(st.integers(1, 30)))
        for number, start in enumerate(draw(st.lists(st.integers(0, 20), min_size=1, max_size=5)))
    ]
    passages = [
        TextSpan(span.document_id, start, start + draw(st.integers(1, 40)))
        for span in evidence
        for start in [draw(st.integers(0, 40))]
    ]
    passages += [TextSpan(f"noise-{number}", 0, 50) for number in range(draw(st.integers(0, 12)))]
    ranking = draw(st.permutations(passages))[: draw(st.integers(1, len(passages)))]
    names = {}
    for passage in ranking:
        found = any(
            passage.document_id == span.document_id
            and len(set(range(*passage[1:])) & set(range(*span[1:]))) * 2
            >= min(span.end - span.start, passage.end - passage.start)
            for span in evidence
        )
        names[passage] = passage.document_id if found else f"miss-{passage.document_id}"
    return Judged(
        ranking=ranking,
        evidence=evidence,
        qrel={span.document_id: 1 for span in evidence},
        run={names[passage]: float(-rank) for rank, passage in enumerate(ranking)},
    )


@given(judged_rankings())
def test_retrieval_figures_agree_with_trec_eval(judged: Judged) -> None:
    evaluator = pytrec_eval.RelevanceEvaluator(
        {"q": judged.qrel}, {"success.1,5,10", "recip_rank", "ndcg_cut.1,5,10"}
    )
    expected = evaluator.evaluate({"q": judged.run})["q"]
    for k in (1, 5, 10):
        assert recall_at_k(judged.ranking, [judged.evidence], k) == expected[f"success_{k}"]
        assert ndcg_at_k(judged.ranking, [judged.evidence], k) == pytest.approx(
            expected[f"ndcg_cut_{k}"]
        )
    assert reciprocal_rank(judged.ranking, [judged.evidence], 20) == pytest.approx(
        expected["recip_rank"]
    )


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (TextSpan("a.txt", 150, 300), True),
        (TextSpan("a.txt", 151, 300), False),
        (TextSpan("a.txt", 0, 150), True),
        (TextSpan("a.txt", 0, 149), False),
        (TextSpan("a.txt", 0, 100), False),
        (TextSpan("b.txt", 100, 200), False),
    ],
)
def test_a_passage_holds_evidence_from_half_of_it_on(passage: TextSpan, expected: bool) -> None:
    assert holds(passage, GOLD) is expected


def test_a_passage_of_a_document_that_is_evidence_as_a_whole_matches_it() -> None:
    whole, passage = TextSpan("a.txt", 0, 900), TextSpan("a.txt", 300, 400)
    assert matches(passage, whole)
    assert matches(whole, passage)
    assert not matches(TextSpan("b.txt", 300, 400), whole)


def test_nothing_holds_an_empty_span() -> None:
    assert not holds(TextSpan("c.txt", 0, 9), TextSpan("a.txt", 5, 5))


def test_reciprocal_rank_looks_no_further_than_k() -> None:
    ranking = [ELSEWHERE] * 10 + [GOLD]
    assert reciprocal_rank(ranking, [[GOLD]]) == 0
    assert reciprocal_rank(ranking, [[GOLD]], k=11) == pytest.approx(1 / 11)


def test_a_sentence_in_two_overlapping_passages_counts_once() -> None:
    ranking = [TextSpan("a.txt", 100, 200), TextSpan("a.txt", 90, 190), OTHER_GOLD]
    ideal = 1 + 1 / math.log2(3)
    assert ndcg_at_k(ranking, [[GOLD, OTHER_GOLD]]) == pytest.approx((1 + 1 / 2) / ideal)


def test_two_sentences_in_one_passage_can_still_make_a_perfect_ranking() -> None:
    neighbour = TextSpan("a.txt", 201, 260)
    both = TextSpan("a.txt", 80, 280)
    assert ndcg_at_k([both, OTHER_GOLD], [[GOLD, neighbour, OTHER_GOLD]]) == 1
    assert ndcg_at_k([both, ELSEWHERE], [[GOLD, neighbour, OTHER_GOLD]]) < 1


def test_ndcg_without_evidence_is_zero() -> None:
    assert ndcg_at_k([GOLD], []) == 0


@pytest.mark.parametrize(
    ("text", "groups", "expected"),
    [
        ("The fair had fifty-three  nations.", [["53", "Fifty-Three"]], True),
        ("Of 1, 000 cameras", [["1,\u00a0000"]], True),
        ("The fair had fifty nations.", [["53", "fifty-three"]], False),
        ("Kenya and Mali", [["Kenya"], ["Mali"]], True),
        ("Kenya alone", [["Kenya"], ["Mali"]], False),
        ("ÖVERVAKNING", [["övervakning"]], True),
        ("Surveillance systems", [["system"]], True),
        ("53 nations", [["53"]], True),
        ("1530 nations", [["53"]], False),
        ("1,53 million", [["53"]], False),
        ("a 53rd nation", [["53"]], False),
        ("It has 5.", [["5"]], True),
        ("It has 5, or 2.5", [["5"]], True),
        ("2.5 or 5.2 or 5,2", [["5"]], False),
        ("up 15%", [["5%"]], False),
        ("in 2015 metres", [["5 metres"]], False),
        ("5 metres2", [["5 metres"]], True),
    ],
)
def test_an_answer_hits_when_every_group_is_named(
    text: str, groups: list[list[str]], expected: bool
) -> None:
    assert answer_hit(text, groups) is expected


@pytest.mark.parametrize(
    ("quotes", "parts", "expected"),
    [
        # Shared: port, has, nine, cranes; 4 of 4 words quoted and 4 of the 5 expected.
        (["The port has nine cranes!"], [["A port has nine big cranes."]], 8 / 9),
        (["Det är den hamnen."], [["En hamnen är"]], 1),
        (["port port port"], [["port city"]], 2 / 5),
        (["Ships."], [["Far off."], ["Ships."]], 2 / 4),
        (["Ships."], [["Far off.", "Ships."]], 1),
        (["Nine cranes.", "Twelve docks."], [["Twelve docks."], ["Nine cranes.", "Ten."]], 1),
        ([], [["Ships."]], 0),
        (["The a an"], [["Ships."]], 0),
    ],
)
def test_token_f1_compares_the_quotes_with_the_nearest_evidence(
    quotes: list[str], parts: list[list[str]], expected: float
) -> None:
    assert token_f1(quotes, parts) == pytest.approx(expected)


def test_citation_precision_is_the_share_that_is_gold() -> None:
    assert citation_precision([GOLD, ELSEWHERE, OTHER_GOLD], [[GOLD, OTHER_GOLD]]) == 2 / 3
    assert citation_precision([ELSEWHERE], [[GOLD]]) == 0
    assert citation_precision([], [[GOLD]]) is None


def test_citation_recall_asks_for_one_gold_citation() -> None:
    assert citation_recall([ELSEWHERE, OTHER_GOLD], [[GOLD, OTHER_GOLD]]) == 1
    assert citation_recall([ELSEWHERE], [[GOLD]]) == 0
    assert citation_recall([], [[GOLD]]) == 0


def test_each_part_of_the_evidence_must_be_found_and_cited() -> None:
    parts = [[GOLD, ELSEWHERE], [OTHER_GOLD]]
    for covered, share in (([GOLD, ELSEWHERE], 1 / 2), ([OTHER_GOLD, GOLD], 1), ([], 0)):
        assert recall_at_k(covered, parts, 2) == citation_recall(covered, parts) == share
    assert recall_at_k([OTHER_GOLD, GOLD], parts, 1) == 1 / 2
    assert reciprocal_rank([OTHER_GOLD], parts) == 1
    assert citation_precision([ELSEWHERE, OTHER_GOLD], parts) == 1
    assert ndcg_at_k([OTHER_GOLD, GOLD], parts) == ndcg_at_k(
        [OTHER_GOLD, GOLD], [[*parts[0], *parts[1]]]
    )


def test_a_clause_of_the_evidence_is_gold_and_a_neighbour_that_touches_it_is_not() -> None:
    clause = TextSpan("a.txt", 120, 140)
    neighbour = TextSpan("a.txt", 195, 290)
    assert citation_precision([clause], [[GOLD]]) == 1
    assert citation_precision([neighbour], [[GOLD]]) == 0


def test_verbatim_rate_compares_with_the_document() -> None:
    document = Document("a.txt", "A", "Ett. Två.\nTre.", "sv")
    right = _citation("a.txt", "Två.", 5)
    folded = _citation("a.txt", "Två. Tre.", 5)
    unknown = _citation("b.txt", "Ett.", 0)
    documents = {"a.txt": document}
    assert verbatim_rate([right], documents) == 1
    assert verbatim_rate([right, folded, unknown], documents) == 1 / 3
    assert verbatim_rate([], documents) is None


def test_refusal_ratios_take_unanswerable_as_the_positive_class() -> None:
    refused = [True, True, True, False, False]
    unanswerable = [True, True, False, True, False]
    scores = {
        name: sum(ratio.numerators) / sum(ratio.denominators)
        for name, ratio in refusal_ratios(refused, unanswerable).items()
    }
    precision, recall = 2 / 3, 2 / 3
    assert scores == {
        "precision": precision,
        "recall": recall,
        "f1": pytest.approx(2 * precision * recall / (precision + recall)),
    }


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_refusal_f1_is_the_harmonic_mean(pairs: list[tuple[bool, bool]]) -> None:
    refused, unanswerable = map(list, zip(*pairs, strict=True))
    totals = {
        name: (sum(ratio.numerators), sum(ratio.denominators))
        for name, ratio in refusal_ratios(refused, unanswerable).items()
    }
    if totals["precision"][0]:
        precision, recall, f1 = (numerator / total for numerator, total in totals.values())
        assert f1 == pytest.approx(2 / (1 / precision + 1 / recall))
    else:
        assert totals["f1"][0] == 0


def test_the_interval_is_close_to_the_normal_one_for_many_values() -> None:
    values = [1.0] * 600 + [0.0] * 400
    margin = 1.96 * math.sqrt(0.6 * 0.4 / 1000)
    assert bootstrap_interval(values) == pytest.approx((0.6 - margin, 0.6 + margin), abs=0.005)


def test_the_interval_is_the_same_every_time() -> None:
    values = [0.0, 0.3, 0.5, 1.0, 1.0]
    assert bootstrap_interval(values) == bootstrap_interval(values)


def test_the_interval_of_a_ratio_leaves_out_what_does_not_count() -> None:
    low, high = bootstrap_interval([1, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0])
    assert (low, high) == (0, 1)
    assert bootstrap_interval([1, 1, 0, 0], [1, 1, 0, 0]) == (1, 1)


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        bootstrap_interval([])


def test_an_interval_of_any_statistic_agrees_with_that_of_the_mean() -> None:
    values = np.array([0.0, 0.3, 0.5, 1.0, 1.0])
    mean = bootstrap_interval_of(lambda drawn: float(drawn.mean()), values)
    assert mean == pytest.approx(bootstrap_interval(list(values)))


# Fawcett, An introduction to ROC analysis, 2006, figure 3: twenty instances by falling score.
FAWCETT_CLASSES = np.array([letter == "p" for letter in "ppnpppnnpnpnpnnnpnpn"], dtype=float)
FAWCETT_SCORES = np.array(
    [90, 80, 70, 60, 55, 54, 53, 52, 51, 50.5, 40, 39, 38, 37, 36, 35, 34, 33, 30, 10]
)


def test_auroc_of_the_textbook_example() -> None:
    # How many of the ten negatives are below each of the ten positives.
    below = [10, 10, 9, 9, 9, 7, 6, 5, 2, 1]
    assert auroc(FAWCETT_SCORES, FAWCETT_CLASSES) == sum(below) / 100


def test_auroc_needs_both_kinds() -> None:
    assert auroc(np.array([0.5, 0.7]), np.array([1.0, 1.0])) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2, max_size=40))
def test_auroc_agrees_with_scikit_learn(pairs: list[tuple[int, bool]]) -> None:
    from sklearn.metrics import roc_auc_score

    scores, classes = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    if len(set(classes)) == 2:
        assert auroc(scores, classes) == pytest.approx(roc_auc_score(classes, scores))


def test_risk_grows_with_coverage_where_the_least_sure_are_wrong() -> None:
    confidences, right = np.array([0.2, 0.9, 0.6, 0.7]), np.array([0.0, 1.0, 0.0, 1.0])
    curve = [(1 / 4, 0), (2 / 4, 0), (3 / 4, 1 / 3), (1, 2 / 4)]
    assert risk_coverage(confidences, right) == curve
    assert area_under_risk_coverage(confidences, right) == pytest.approx((1 / 3 + 1 / 2) / 4)
    assert area_under_risk_coverage(np.array([]), np.array([])) is None


@given(st.permutations([0.0, 0.0, 1.0, 1.0, 1.0]))
def test_confidence_that_tells_nothing_has_the_same_risk_at_every_coverage(
    right: list[float],
) -> None:
    curve = risk_coverage(np.full(5, 0.7), np.array(right))
    assert [risk for _, risk in curve] == pytest.approx([2 / 5] * 5)


def test_calibration_error_weighs_the_bins_by_their_size() -> None:
    # 0.7–0.8 holds two with mean 0.75 and half right; 0.9–1.0 two with mean 0.95, all right.
    confidences, right = np.array([0.72, 0.78, 0.9, 1.0]), np.array([0.0, 1.0, 1.0, 1.0])
    assert expected_calibration_error(confidences, right) == pytest.approx(
        2 / 4 * 0.25 + 2 / 4 * 0.05
    )
    assert expected_calibration_error(np.array([]), np.array([])) is None


def _citation(document_id: str, quote: str, start: int) -> Citation:
    return Citation(1, document_id, "A", quote, start, start + len(quote), "sv", None, 1.0)
