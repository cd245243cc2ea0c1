"""Evidence of the shape that a question asks for, before the other: what introduces a term that is
to be defined, the total that a document computes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index import Index
from index.language.lexicons import any_of
from qa.evidence.confidence import probability
from qa.evidence.fitting import not_on_another
from qa.evidence.read import Evidence, PlacedBy
from qa.understand.asked.answer_shape import INTRODUCING, asks_for_total, defined_by

MIN_PREFERRED = 0.2  # probability that it answers, from which it comes first


def preferred_first(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, with the best of the shape asked for first, if some may answer."""
    shape, fits = _fitting(index, question)
    likely = not_on_another(index, question, evidence)
    found = next(
        (each for each in likely if fits(each) and probability([each]) >= MIN_PREFERRED), None
    )
    if found is None:
        return list(evidence)
    placed = found if found is evidence[0] else replace(found, placed_by=shape)
    return [placed, *(each for each in evidence if each is not found)]


def _fitting(index: Index, question: str) -> tuple[PlacedBy, Callable[[Evidence], bool]]:
    """The shape that is asked for, and what has it."""
    if term := defined_by(question):
        introduces = _introduction(term)
        return "definition", lambda each: introduces.match(index.text_of(each.sentence)) is not None
    if asks_for_total(question):
        return "total", lambda each: each.is_total_asked
    return "", lambda each: False


def _introduction(term: str) -> re.Pattern[str]:
    """How a sentence begins that says what a term is: "X is", "X (short for", "X: ", "X | "."""
    named = r"[\s-]+".join(map(re.escape, term.split()))
    article = any_of("articles", "indefinite", "one")
    return re.compile(
        rf"[\W\d]*(?:{article}\s+)?[\"“”'’«]?{named}(?:\w{{0,2}})[\"“”'’»]*"
        rf"(?:\s*[:(|–—=]|\s+-\s|,?\s+(?:{INTRODUCING})\b)",
        re.IGNORECASE,
    )
