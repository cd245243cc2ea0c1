"""The figures against hand-worked cases, and against pytrec-eval where it has the same measure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import (
    TextSpan,
    answer_hit,
    bootstrap_interval,
    citation_precision,
    citation_recall,
    holds,
    ndcg_at_k,
    recall_at_k,
    reciprocal_rank,
    refusal_ratios,
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
            and len(set(range(*passage[1:])) & set(range(*span[1:]))) * 2 >= span.end - span.start
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
        assert recall_at_k(judged.ranking, judged.evidence, k) == expected[f"success_{k}"]
        assert ndcg_at_k(judged.ranking, judged.evidence, k) == pytest.approx(
            expected[f"ndcg_cut_{k}"]
        )
    assert reciprocal_rank(judged.ranking, judged.evidence, 20) == pytest.approx(
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


def test_nothing_holds_an_empty_span() -> None:
    assert not holds(TextSpan("c.txt", 0, 9), TextSpan("a.txt", 5, 5))


def test_reciprocal_rank_looks_no_further_than_k() -> None:
    ranking = [ELSEWHERE] * 10 + [GOLD]
    assert reciprocal_rank(ranking, [GOLD]) == 0
    assert reciprocal_rank(ranking, [GOLD], k=11) == pytest.approx(1 / 11)


def test_a_sentence_in_two_overlapping_passages_counts_once() -> None:
    ranking = [TextSpan("a.txt", 100, 200), TextSpan("a.txt", 90, 190), OTHER_GOLD]
    ideal = 1 + 1 / math.log2(3)
    assert ndcg_at_k(ranking, [GOLD, OTHER_GOLD]) == pytest.approx((1 + 1 / 2) / ideal)


def test_two_sentences_in_one_passage_can_still_make_a_perfect_ranking() -> None:
    neighbour = TextSpan("a.txt", 201, 260)
    both = TextSpan("a.txt", 80, 280)
    assert ndcg_at_k([both, OTHER_GOLD], [GOLD, neighbour, OTHER_GOLD]) == 1
    assert ndcg_at_k([both, ELSEWHERE], [GOLD, neighbour, OTHER_GOLD]) < 1


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
    ],
)
def test_an_answer_hits_when_every_group_is_named(
    text: str, groups: list[list[str]], expected: bool
) -> None:
    assert answer_hit(text, groups) is expected


def test_citation_precision_is_the_share_that_is_gold() -> None:
    assert citation_precision([GOLD, ELSEWHERE, OTHER_GOLD], [GOLD, OTHER_GOLD]) == 2 / 3
    assert citation_precision([ELSEWHERE], [GOLD]) == 0
    assert citation_precision([], [GOLD]) is None


def test_citation_recall_asks_for_one_gold_citation() -> None:
    assert citation_recall([ELSEWHERE, OTHER_GOLD], [GOLD, OTHER_GOLD]) == 1
    assert citation_recall([ELSEWHERE], [GOLD]) == 0
    assert citation_recall([], [GOLD]) == 0


def test_a_part_of_the_evidence_is_gold_and_a_neighbour_that_touches_it_is_not() -> None:
    clause = TextSpan("a.txt", 120, 140)
    neighbour = TextSpan("a.txt", 195, 290)
    assert citation_precision([clause], [GOLD]) == 1
    assert citation_precision([neighbour], [GOLD]) == 0


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


def _citation(document_id: str, quote: str, start: int) -> Citation:
    return Citation(1, document_id, "A", quote, start, start + len(quote), "sv", None, 1.0)
