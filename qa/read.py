"""Passages → the sentences in them that may answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.index import Index
from index.types import Hit, Sentence
from index.words import terms
from qa.retrieve import Query

COVERAGE_WEIGHT = 0.05
PASSAGE_WEIGHT = 0.5

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer a question, and what speaks for it.

    `cosine` is between question and sentence; `coverage` the share, 0..1, of the question's words,
    weighted by rarity, that the sentence holds (across languages: of its names and numbers);
    `score` ranks sentences: higher is better.
    """

    sentence: Sentence
    hit: Hit
    cosine: float
    coverage: float
    score: float


def read(index: Index, query: Query, hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences of `hits`, most likely to answer first; each sentence once."""
    found: dict[int, Evidence] = {}
    for hit in hits:
        for evidence in _evidence_in(index, query, hit):
            known = found.get(evidence.sentence.row)
            if known is None or evidence.score > known.score:
                found[evidence.sentence.row] = evidence
    return sorted(found.values(), key=lambda each: (-each.score, each.sentence.row))


def _evidence_in(index: Index, query: Query, hit: Hit) -> list[Evidence]:
    sentences = index.sentences_of(hit.passage)
    cosines = (index.vectors_of(sentences) @ query.vector).tolist()
    language = hit.passage.language
    weights = term_weights(index, query, language)
    evidence = []
    for sentence, cosine in zip(sentences, cosines, strict=True):
        covered = coverage(weights, terms(index.text_of(sentence), language))
        score = cosine + COVERAGE_WEIGHT * covered + PASSAGE_WEIGHT * hit.score
        evidence.append(Evidence(sentence, hit, cosine, covered, score))
    return evidence


def term_weights(index: Index, query: Query, language: str) -> dict[str, float]:
    """The question's words that a text in `language` can share, each with its rarity there."""
    text = query.text if language == query.language else " ".join(names_and_numbers(query.text))
    return index.partitions[language].words.rarities(terms(text, language))


def coverage(weights: dict[str, float], words: Sequence[str]) -> float:
    """The share of the weights, 0..1, whose term is among `words`; 0 when there are none."""
    total = sum(weights.values())
    present = set(words)
    found = sum(weight for term, weight in weights.items() if term in present)
    return found / total if total else 0.0


def names_and_numbers(question: str) -> list[str]:
    """The words of a question that stay the same in another language."""
    words = _WORD.findall(question)
    return [
        word
        for place, word in enumerate(words)
        if any(letter.isdigit() for letter in word) or (place and word[0].isupper())
    ]
