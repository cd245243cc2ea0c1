"""The figures of an evaluation, as pure functions.

Gold evidence is a span of a document, so it survives another way of splitting. A question's
evidence comes in parts, mostly one: the spans of a part are alternatives, of which each is enough,
and a right answer needs one of every part.

A passage or citation *matches* an evidence span when the two share at least half of the shorter
one, in the same document: a sentence of a passage, or a passage of a document that is evidence as a
whole. A passage that matches at least one is relevant; relevance is binary.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from index.types import Document
from qa.types import Citation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[Any]  # a value for each question

RESAMPLES = 1000
"""Enough for a percentile interval: Efron, Tibshirani, An Introduction to the Bootstrap (1993)."""


ARTICLES = frozenset("a an the en ett den det de".split())
CALIBRATION_BINS = 10


class TextSpan(NamedTuple):
    """A piece of a document: `document.text[start:end]`, in characters, end exclusive."""

    document_id: str
    start: int
    end: int


EvidenceParts = Sequence[Sequence[TextSpan]]
"""The evidence of a question, part by part."""


def holds(passage: TextSpan, evidence: TextSpan) -> bool:
    """Whether the passage covers at least half of the evidence span, in the same document."""
    return 0 < evidence.end - evidence.start <= 2 * _overlap(passage, evidence)


def matches(one: TextSpan, other: TextSpan) -> bool:
    """Whether the spans share at least half of the shorter one."""
    return holds(one, other) or holds(other, one)


def recall_at_k(ranking: Sequence[TextSpan], evidence: EvidenceParts, k: int) -> float:
    """The share of parts of which one of the first `k` passages matches evidence.

    One span of a part is enough, so for evidence in one part this is success@k (trec_eval's
    `success`), not the share of all evidence that was found.
    """
    found = [any(_matches_any(each, part) for each in ranking[:k]) for part in evidence]
    return sum(found) / len(evidence)


def reciprocal_rank(ranking: Sequence[TextSpan], evidence: EvidenceParts, k: int = 10) -> float:
    """1 / rank of the first passage among the first `k` relevant to any part; 0 if there is none.

    Its mean over questions is MRR@k (Voorhees, The TREC-8 Question Answering Track Report, 1999).
    """
    for rank, passage in enumerate(ranking[:k], start=1):
        if _matches_any(passage, chain(*evidence)):
            return 1 / rank
    return 0.0


def ndcg_at_k(ranking: Sequence[TextSpan], evidence: EvidenceParts, k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `k` passages, in 0..1.

    A passage gains 1 if it matches evidence that no passage above it did, else 0: overlapping
    passages may hold the same sentence, and it counts once. The gain at rank r is divided by
    log2(r + 1) (Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of IR Techniques, 2002).
    The ideal has one gain for each evidence span of any part, where spans first matched by the
    same passage are one, so that a ranking which could not be better scores 1. Without evidence it
    is 0.
    """
    missing = set(chain(*evidence))
    gains = []
    for passage in ranking[:k]:
        matched = {span for span in missing if matches(passage, span)}
        gains.append(bool(matched))
        missing -= matched
    ideal = min(k, sum(gains) + len(missing))
    return _discounted(gains) / _discounted([True] * ideal) if ideal else 0.0


def answer_hit(text: str, groups: Iterable[Iterable[str]]) -> bool:
    """Whether every group has an alias that stands in `text`.

    A substring counts; letter case and the kind and length of white space do not. Where an alias
    starts or ends with a digit, so does the number in the text: "5" is not in "15", "5th" or "2.5".
    """
    folded = _fold(text)
    return all(any(_stands_in(_fold(alias), folded) for alias in group) for group in groups)


def token_f1(quotes: Iterable[str], parts: Iterable[Iterable[str]]) -> float:
    """F1 between the words quoted, all quotes together, and those of the evidence.

    `parts` has the evidence sentences, part by part; of each part the one nearest to the quotes
    counts, joined with those of the other parts. Words are compared and counted as in SQuAD
    (Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, 2016): without
    letter case, punctuation and articles, which here are English and Swedish. Their order does not
    count, for parts have none. An exact match is an F1 of 1.
    """
    quoted = [word for quote in quotes for word in _normalised_words(quote)]
    nearest = [
        max(map(_normalised_words, sentences), key=lambda words: _words_f1(quoted, words))
        for sentences in parts
    ]
    return _words_f1(quoted, list(chain(*nearest)))


def citation_precision(citations: Sequence[TextSpan], evidence: EvidenceParts) -> float | None:
    """The share of citations that match gold evidence of any part; None without citations.

    A neighbour which a differing sentence boundary makes touch the evidence does not match. After
    ALCE (Gao et al., Enabling Large Language Models to Generate Text with Citations, 2023), with
    the gold span in place of a judge, and undefined instead of 0 where nothing is cited: recall
    counts that.
    """
    if not citations:
        return None
    spans = list(chain(*evidence))
    return sum(_matches_any(citation, spans) for citation in citations) / len(citations)


def citation_recall(citations: Sequence[TextSpan], evidence: EvidenceParts) -> float:
    """The share of parts of which a citation matches gold evidence.

    After ALCE, with the gold span in place of a judge. One span is enough for its part.
    """
    cited = [any(_matches_any(citation, part) for citation in citations) for part in evidence]
    return sum(cited) / len(evidence)


def verbatim_rate(citations: Sequence[Citation], documents: Mapping[str, Document]) -> float | None:
    """The share of citations with `document.text[start:end] == quote`; None without citations."""
    if not citations:
        return None
    return sum(_is_verbatim(citation, documents) for citation in citations) / len(citations)


def auroc(confidences: Vector, answerable: Vector) -> float | None:
    """The area under the ROC curve: answerable questions against unanswerable ones.

    The probability that an answerable question has more confidence than an unanswerable one, a
    tie counting half (Fawcett, An introduction to ROC analysis, 2006). None without both kinds.
    """
    positives, negatives = confidences[answerable == 1], confidences[answerable == 0]
    if not len(positives) or not len(negatives):
        return None
    differences = positives[:, None] - negatives[None]
    return float(((differences > 0) + (differences == 0) / 2).mean())


def risk_coverage(confidences: Vector, right: Vector) -> list[tuple[float, float]]:
    """The risk–coverage curve: at each coverage k / n, the share wrong of the k surest answers.

    El-Yaniv and Wiener, On the Foundations of Noise-free Selective Classification, 2010. Answers of
    equal confidence each count with the mean of their errors, the expectation over their orders.
    """
    import numpy as np

    _, group = np.unique(-confidences, return_inverse=True)
    errors = np.bincount(group, weights=1.0 - right) / np.bincount(group)
    counts = np.arange(1, len(group) + 1)
    risks = errors[np.sort(group)].cumsum() / counts
    return list(zip((counts / len(group)).tolist(), risks.tolist(), strict=True))


def area_under_risk_coverage(confidences: Vector, right: Vector) -> float | None:
    """AURC, the mean risk of `risk_coverage` over its coverages, lower being better.

    Geifman, Uziel and El-Yaniv, Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers,
    2019. None without answers.
    """
    risks = [risk for _, risk in risk_coverage(confidences, right)] if len(right) else []
    return sum(risks) / len(risks) if risks else None


def expected_calibration_error(confidences: Vector, right: Vector) -> float | None:
    """The mean distance between confidence and the share right, over bins weighted by their size.

    Ten bins of equal width, closed below, the last one at both ends (Naeini, Cooper and
    Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, 2015). None without
    answers.
    """
    import numpy as np

    if not len(right):
        return None
    bins = np.minimum((confidences * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    # In a bin of m answers, m · |mean confidence − share right| is the distance of the sums.
    distances = np.abs(np.bincount(bins, weights=confidences - right))
    return float(distances.sum() / len(right))


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

    numerators = np.asarray(values, dtype=float)
    weights = np.ones(len(values)) if denominators is None else np.asarray(denominators, float)
    drawn = _resamples(len(values))
    totals = weights[drawn].sum(axis=1)
    defined = totals > 0
    ratios = numerators[drawn].sum(axis=1)[defined] / totals[defined]
    low, high = np.percentile(ratios, [2.5, 97.5])
    return float(low), float(high)


def bootstrap_interval_of(
    statistic: Callable[..., float | None], *columns: Vector
) -> tuple[float, float]:
    """The 95% percentile bootstrap interval of `statistic(*columns)`, as in `bootstrap_interval`.

    The columns have a value for each question; resamples of which it is None are left out.
    """
    import numpy as np

    drawn = (statistic(*(each[rows] for each in columns)) for rows in _resamples(len(columns[0])))
    low, high = np.percentile([value for value in drawn if value is not None], [2.5, 97.5])
    return float(low), float(high)


def _resamples(count: int) -> Vector:
    """Rows of `count` places drawn from `count`, with replacement and always with the same seed."""
    import numpy as np

    if not count:
        raise ValueError("no values to draw from")
    return np.random.default_rng(0).integers(count, size=(RESAMPLES, count))


def _overlap(first: TextSpan, second: TextSpan) -> int:
    """How many characters the two spans share."""
    if first.document_id != second.document_id:
        return 0
    return max(0, min(first.end, second.end) - max(first.start, second.start))


def _discounted(gains: Iterable[bool]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _stands_in(alias: str, text: str) -> bool:
    pattern = re.escape(alias)
    if alias[0].isdecimal():
        pattern = r"(?<!\w)(?<!\d[.,])" + pattern
    if alias[-1].isdecimal():
        pattern += r"(?!\w)(?![.,]\d)"
    return re.search(pattern, text) is not None


def _normalised_words(text: str) -> list[str]:
    words = re.sub(r"[^\w\s]|_", "", text.casefold()).split()
    return [word for word in words if word not in ARTICLES]


def _words_f1(one: Sequence[str], other: Sequence[str]) -> float:
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def _matches_any(found: TextSpan, evidence: Iterable[TextSpan]) -> bool:
    return any(matches(found, span) for span in evidence)


def _is_verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    document = documents.get(citation.document_id)
    return document is not None and document.text[citation.start : citation.end] == citation.quote
