"""The figures of an evaluation, as pure functions.

Gold evidence is a span of a document, so it survives another way of splitting. A question's
evidence spans are alternatives: each answers the question on its own.

A passage *holds* an evidence span when it covers at least half of that span's characters, in the
same document. A passage that holds at least one is relevant; relevance is binary.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from index.types import Document
from qa.types import Citation

RESAMPLES = 1000
"""Enough for a percentile interval: Efron, Tibshirani, An Introduction to the Bootstrap (1993)."""


class TextSpan(NamedTuple):
    """A piece of a document: `document.text[start:end]`, in characters, end exclusive."""

    document_id: str
    start: int
    end: int


def holds(passage: TextSpan, evidence: TextSpan) -> bool:
    """Whether the passage covers at least half of the evidence span, in the same document."""
    return 0 < evidence.end - evidence.start <= 2 * _overlap(passage, evidence)


def recall_at_k(ranking: Sequence[TextSpan], evidence: Sequence[TextSpan], k: int) -> float:
    """1 if one of the first `k` passages is relevant, else 0.

    The evidence spans are alternatives and one is enough, so recall here is success@k
    (trec_eval's `success`), not the share of all evidence that was found.
    """
    return float(reciprocal_rank(ranking, evidence, k) > 0)


def reciprocal_rank(
    ranking: Sequence[TextSpan], evidence: Sequence[TextSpan], k: int = 10
) -> float:
    """1 / rank of the first relevant passage among the first `k`; 0 if there is none.

    Its mean over questions is MRR@k (Voorhees, The TREC-8 Question Answering Track Report, 1999).
    """
    for rank, passage in enumerate(ranking[:k], start=1):
        if any(holds(passage, span) for span in evidence):
            return 1 / rank
    return 0.0


def ndcg_at_k(ranking: Sequence[TextSpan], evidence: Sequence[TextSpan], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `k` passages, in 0..1.

    A passage gains 1 if it holds evidence that no passage above it held, else 0: overlapping
    passages may hold the same sentence, and it counts once. The gain at rank r is divided by
    log2(r + 1) (Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of IR Techniques, 2002).
    The ideal has one gain for each evidence span, where spans first held by the same passage are
    one, so that a ranking which could not be better scores 1. Without evidence it is 0.
    """
    missing = set(evidence)
    gains = []
    for passage in ranking[:k]:
        held = {span for span in missing if holds(passage, span)}
        gains.append(bool(held))
        missing -= held
    ideal = min(k, sum(gains) + len(missing))
    return _discounted(gains) / _discounted([True] * ideal) if ideal else 0.0


def answer_hit(text: str, groups: Iterable[Iterable[str]]) -> bool:
    """Whether every group has an alias that stands in `text`.

    A substring counts; letter case and the kind and length of white space do not.
    """
    folded = _fold(text)
    return all(any(_fold(alias) in folded for alias in group) for group in groups)


def citation_precision(citations: Sequence[TextSpan], evidence: Sequence[TextSpan]) -> float | None:
    """The share of citations that overlap gold evidence; None without citations.

    Overlap means at least half of the shorter of the two, so that a neighbour which a differing
    sentence boundary makes touch the evidence does not count. After ALCE (Gao et al., Enabling
    Large Language Models to Generate Text with Citations, 2023), with the gold span in place of
    a judge, and undefined instead of 0 where nothing is cited: recall counts that.
    """
    if not citations:
        return None
    return sum(_is_gold(citation, evidence) for citation in citations) / len(citations)


def citation_recall(citations: Sequence[TextSpan], evidence: Sequence[TextSpan]) -> float:
    """1 if any citation overlaps gold evidence, as in `citation_precision`, else 0.

    After ALCE, with the gold span in place of a judge. One is enough: evidence is alternatives.
    """
    return float(any(_is_gold(citation, evidence) for citation in citations))


def verbatim_rate(citations: Sequence[Citation], documents: Mapping[str, Document]) -> float | None:
    """The share of citations with `document.text[start:end] == quote`; None without citations."""
    if not citations:
        return None
    return sum(_is_verbatim(citation, documents) for citation in citations) / len(citations)


class Ratio(NamedTuple):
    """A figure over questions, sum(numerators) / sum(denominators), with one of each a question."""

    numerators: Sequence[float]
    denominators: Sequence[float]


def refusal_ratios(refused: Sequence[bool], unanswerable: Sequence[bool]) -> dict[str, Ratio]:
    """Precision, recall and F1 of refusing, the unanswerable questions being the positive class.

    Precision: right refusals / refusals. Recall: right refusals / unanswerable questions.
    F1 = 2 · right refusals / (refusals + unanswerable questions), the harmonic mean of the two
    (van Rijsbergen, Information Retrieval, 1979).
    """
    right = [said and due for said, due in zip(refused, unanswerable, strict=True)]
    return {
        "precision": Ratio(right, refused),
        "recall": Ratio(right, unanswerable),
        "f1": Ratio(
            [2 * hit for hit in right],
            [said + due for said, due in zip(refused, unanswerable, strict=True)],
        ),
    }


def bootstrap_interval(
    values: Sequence[float], denominators: Sequence[float] | None = None
) -> tuple[float, float]:
    """The 95% percentile bootstrap interval of the mean of `values`, which must not be empty.

    With `denominators`, of sum(values) / sum(denominators) instead; resamples in which the
    denominators are all 0 are left out. Questions are drawn with replacement, always with the
    same seed (Efron, Bootstrap Methods, 1979). Equal values give an interval of width 0, which
    says nothing about how few they were: read it with n.
    """
    import numpy as np

    if not values:
        raise ValueError("no values to draw from")
    numerators = np.asarray(values, dtype=float)
    weights = np.ones(len(values)) if denominators is None else np.asarray(denominators, float)
    drawn = np.random.default_rng(0).integers(len(values), size=(RESAMPLES, len(values)))
    totals = weights[drawn].sum(axis=1)
    defined = totals > 0
    ratios = numerators[drawn].sum(axis=1)[defined] / totals[defined]
    low, high = np.percentile(ratios, [2.5, 97.5])
    return float(low), float(high)


def _overlap(first: TextSpan, second: TextSpan) -> int:
    """How many characters the two spans share."""
    if first.document_id != second.document_id:
        return 0
    return max(0, min(first.end, second.end) - max(first.start, second.start))


def _discounted(gains: Iterable[bool]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_gold(citation: TextSpan, evidence: Iterable[TextSpan]) -> bool:
    return any(holds(citation, span) or holds(span, citation) for span in evidence)


def _is_verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    document = documents.get(citation.document_id)
    return document is not None and document.text[citation.start : citation.end] == citation.quote
