"""Hybrid search, balanced by language: a question → the nearest passages of every language.

Within a language, a passage's likeness to the question is its cosine, mixed with that of its best
sentence (MaxP: Dai and Callan 2019, "Deeper Text Understanding for IR with Contextual Neural
Language Modeling"), plus a share of its BM25 score relative to the best one, a convex combination
up to scale (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval").

Likenesses in two languages cannot be compared: multilingual-e5 places all passages in another
language than the question's further away, more so for some questions than for others. As in
searching several collections (Callan 2000, "Distributed Information Retrieval"), they are made
comparable by how far each passage stands out among those of its own language: a softmax over the
candidates. No constant belongs to any one language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from index import Hit, Index, Passage
from index.search.word_search import OWN_LANGUAGE, VARIANTS, VariantKind
from qa.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.search.protocol import Partition, Subset
    from index.types import Vectors


SIZE_EXPONENT = 0.25
"""A twentieth of a corpus in another language costs the own language .007 of Recall@1 with it, .040
without; with 0.5 and more, answers in the other language get lost (squad_parallel, tune half)."""


SHORT_LIST_DROP = 0.08
"""How far the fiftieth candidate lies below the first: .076 in the other language, .117 in the own
one, where the first is mostly right (squad_parallel, tune half, means)."""


MADE_WHEN_ASKED = 8
"""Passages of each language that are embedded, or whose sentences are, where the index keeps no
vectors of them. Beside
reading those of all fifty candidates, 16 of 317 answers to the own questions differ (right: -.6
and -.7 points), and Recall@5 across falls from .917 to .904 and from .874 to .834; with 16 it is
.911 and .868, in twice the time (squad_parallel and the own questions, tune halves)."""


LOOKED_UP = 2  # times as many passages as are wanted

ASIDE_SHARE = 0.3
"""Of the score of a passage of captions and by-lines, so that it does not take prose's place."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for search.

    `text` holds the words to look for, `vector` is its unit vector float32[d], `language` the
    language it is asked in. `within`: the documents to look in, None means all.
    `tokens`: a vector for each of its tokens, by TokenEmbedder; None where there are none.
    `variants`: what its words may be found by beside themselves.
    """

    text: str
    vector: Vectors
    language: str
    within: Subset | None = None
    tokens: Vectors | None = None
    variants: frozenset[VariantKind] = VARIANTS

    def partitions_of(self, index: Index) -> Mapping[str, Partition]:
        """The passages to look at, by language."""
        return index.partitions if self.within is None else self.within.partitions


def standing_out(likeness: NDArray[np.float64], settings: Settings) -> NDArray[np.float64]:
    """A softmax over the first `candidates`. A list that is shorter counts as if it went on with
    passages like its last, or SHORT_LIST_DROP below its best: standing out among few says less.
    """
    import numpy as np

    below = likeness.max() - likeness
    powers = np.exp(-below / settings.temperature)
    first = np.sort(powers)[::-1][: settings.candidates]
    missing = np.exp(-max(below.max(), SHORT_LIST_DROP) / settings.temperature)
    shares: NDArray[np.float64] = powers / (
        first.sum() + missing * (settings.candidates - len(first))
    )
    return shares


def retrieve_each(
    index: Index,
    query: Query,
    k: int,
    settings: Settings,
    comparable: Callable[[NDArray[np.float64], Settings], NDArray[np.float64]] = standing_out,
) -> list[Hit]:
    """The `k` nearest passages of each language, all together, best first.

    `comparable` makes the likenesses of one language comparable with those of another.
    """
    found = [
        hit
        for language in query.partitions_of(index)
        for hit in _retrieve_in(index, language, query, k, settings, comparable)
    ]
    return sorted(found, key=_rank)


def merge(lists: Iterable[Sequence[Hit]]) -> list[Hit]:
    """The hits of several questions, best first; what several found keeps its best score."""
    best: dict[int, Hit] = {}
    for hit in chain(*lists):
        known = best.get(hit.passage.id)
        if known is None or hit.score > known.score:
            best[hit.passage.id] = hit
    return sorted(best.values(), key=_rank)


def _retrieve_in(
    index: Index,
    language: str,
    query: Query,
    k: int,
    settings: Settings,
    comparable: Callable[[NDArray[np.float64], Settings], NDArray[np.float64]],
) -> list[Hit]:
    import numpy as np

    cosines, matches = _legs(index, language, query, max(k, settings.candidates))
    if not cosines:
        return []
    numbers = list(cosines)
    whole = np.array(list(cosines.values()))
    weights = likeness_weights(settings, own_language=language == query.language)
    words = weights["word_share"] * np.array([matches.get(number, 0.0) for number in numbers])
    best = _best_sentences(index, query, numbers, whole, whole + words)
    likeness = weights["cosine"] * whole + weights["sentence_cosine"] * best + words
    scores = comparable(likeness, settings) * _worth(index, language, query)
    # Only what may be among the first k is looked up, if asides did not stand back.
    least = np.sort(scores)[::-1][: LOOKED_UP * k][-1]
    best_scores = {n: s for n, s in zip(numbers, scores.tolist(), strict=True) if s >= least}
    passages = [index.passages[number] for number in best_scores]
    index.documents.prefetch({each.document_id for each in passages})
    of_sentences = dict(zip(numbers, best.tolist(), strict=True))
    counted = {each.id: best_scores[each.id] * _share(index, each) for each in passages}
    first = sorted(passages, key=lambda each: _place(counted[each.id], each))[:k]
    return [
        Hit(
            each,
            counted[each.id],
            index.text_of(each),
            cosines[each.id],
            of_sentences[each.id],
            matches.get(each.id, 0.0),
        )
        for each in first
    ]


def likeness_weights(settings: Settings, *, own_language: bool) -> dict[str, float]:
    """What each feature of a Hit counts for in how like the question a passage is."""
    mixed = settings.sentence_weight if own_language else settings.other_sentence_weight
    lexical = settings.lexical_weight if own_language else settings.other_lexical_weight
    return {"cosine": 1 - mixed, "sentence_cosine": mixed, "word_share": lexical}


def _share(index: Index, passage: Passage) -> float:
    """Of its score, that counts."""
    block = index.block_at(passage.document_id, passage.start)
    return ASIDE_SHARE if block is not None and block.kind == "aside" else 1.0


def _best_sentences(
    index: Index,
    query: Query,
    numbers: Sequence[int],
    whole: NDArray[np.float64],
    likeness: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The cosine of each passage's best sentence. Where the index keeps none, those of the passages
    of the highest `likeness` are made, and others are taken to be as far above the `whole`
    passage's as these are on average.
    """
    import numpy as np

    best = index.best_sentence_cosines(numbers, query.vector)
    unknown = np.flatnonzero(np.isnan(best))
    if len(unknown):
        first = unknown[np.argsort(-likeness[unknown], kind="stable")][:MADE_WHEN_ASKED]
        best[first] = index.lazy_sentence_cosines([numbers[each] for each in first], query.vector)
        others = np.setdiff1d(unknown, first)
        best[others] = whole[others] + (best[first] - whole[first]).mean()
    return best


def _legs(
    index: Index, language: str, query: Query, candidates: int
) -> tuple[dict[int, float], dict[int, float]]:
    """Each candidate's cosine, and its BM25 score as a share of the best one where it has any."""
    partition = query.partitions_of(index)[language]
    kinds = query.variants & OWN_LANGUAGE if language == query.language else query.variants
    found = partition.candidates(query.vector, query.text, candidates, kinds)
    # Of those that are not embedded yet, the first are now.
    missing = [each for each in found.scores if each not in found.cosines][:MADE_WHEN_ASKED]
    made = index.lazy_passage_cosines(missing, query.vector) if missing else ()
    best = max(found.scores.values(), default=1.0)
    shares = {number: score / best for number, score in found.scores.items()}
    return found.cosines | dict(zip(missing, made, strict=True)), shares


def _worth(index: Index, language: str, query: Query) -> float:
    """What standing out in `language` counts for; less where it holds less than the own one."""
    # Within chosen documents, how much the whole holds in a language says nothing.
    if language == query.language or query.within is not None:
        return 1.0
    own = index.partitions.get(query.language)
    size = len(index.partitions[language]) / len(own) if own else 1.0
    return float(min(1.0, size) ** SIZE_EXPONENT)


def _rank(hit: Hit) -> tuple[float, str, int]:
    return _place(hit.score, hit.passage)


def _place(score: float, passage: Passage) -> tuple[float, str, int]:
    # Ties go by document and place, so that nothing depends on the order of files.
    return -score, passage.document_id, passage.start


def unit_mean(one: Vectors, other: Vectors) -> Vectors:
    """The unit vector between two."""
    import numpy as np

    total = one + other
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)
