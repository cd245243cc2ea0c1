"""Evidence → the few sentences that are quoted."""

from __future__ import annotations

from collections.abc import Sequence

from index import Index
from index.words import terms
from qa.read import Evidence
from qa.settings import Settings

SAME_SHARE = 0.8  # of the shorter sentence's words that the other holds: they say the same


def select(index: Index, evidence: Sequence[Evidence], settings: Settings) -> list[Evidence]:
    """The best sentence, and those close behind it that do not repeat one chosen before."""
    chosen: list[Evidence] = []
    for each in evidence:
        if len(chosen) == settings.max_quotes:
            break
        if evidence[0].score - each.score > settings.quote_margin:
            break
        if not any(_repeats(index, each, other) for other in chosen):
            chosen.append(each)
    return chosen


def _repeats(index: Index, one: Evidence, other: Evidence) -> bool:
    words, others = _words(index, one), _words(index, other)
    return len(words & others) >= SAME_SHARE * min(len(words), len(others))


def _words(index: Index, evidence: Evidence) -> set[str]:
    return set(terms(index.text_of(evidence.sentence), evidence.hit.passage.language))
