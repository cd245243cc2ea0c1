"""Evidence of the shape that a question asks for, before the other: what introduces a term that is
to be defined, the total that a document computes, a share in percent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index import Index
from index.language.lexicons import any_of
from qa.evidence.confidence import probability
from qa.evidence.fitting import not_on_another
from qa.evidence.lists import heading_above
from qa.evidence.read import Evidence, PlacedBy
from qa.evidence.tables.words import begun
from qa.understand.asked.answer_shape import INTRODUCING, asks_for_total, defined_by

_TOTALS = re.compile(rf"\b{any_of('shapes.totals', 'shapes.averages')}\b", re.IGNORECASE)
_PERCENT = re.compile(rf"%|\b{any_of('shares')}\b", re.IGNORECASE)
MIN_PREFERRED = 0.2  # probability that it answers, from which it comes first
TOTAL_NAMED = 1.0  # log-odds for the total of what the question names


def preferred_first(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, with the best of the shape asked for first, if some may answer."""
    shape, fits = _fitting(index, question)
    likely = not_on_another(index, question, evidence)
    fit = [each for each in likely if fits(each) and probability([each]) >= MIN_PREFERRED]
    if not fit:
        return list(evidence)
    found = _total(index, question, fit) if shape == "total" else fit[0]
    is_first = found.sentence == evidence[0].sentence
    placed = found if is_first else replace(found, placed_by=shape)
    return [placed, *(each for each in evidence if each.sentence != found.sentence)]


def _fitting(index: Index, question: str) -> tuple[PlacedBy, Callable[[Evidence], bool]]:
    """The shape that is asked for, and what has it."""
    if term := defined_by(question):
        introduces = _introduction(term)
        return "definition", lambda each: introduces.match(index.text_of(each.sentence)) is not None
    if asks_for_total(question):
        return "total", lambda each: each.is_total_asked
    if _PERCENT.search(question):
        return (
            "share",
            lambda each: _PERCENT.search(index.read_text_of(each.sentence).text) is not None,
        )
    return "", lambda each: False


def _total(index: Index, question: str, totals: Sequence[Evidence]) -> Evidence:
    """The one that names most of what the question asks the total of, which makes it surer; in
    another language words tell too little.
    """
    alike = [each for each in totals if each.own_language == totals[0].own_language]
    named = [_named(index, question, each) for each in alike]
    found = alike[named.index(max(named))]
    return replace(found, surer=found.surer + TOTAL_NAMED) if max(named) else found


def _named(index: Index, question: str, total: Evidence) -> float:
    """How much of a question a row with a total and its heading name: what it is the total of."""
    document = index.documents[total.sentence.document_id]
    above = heading_above(document, total.sentence.start)
    named = f"{document.title} {above} {index.read_text_of(total.sentence).text}"
    return round(begun(_TOTALS.sub(" ", question), named), 2)


def _introduction(term: str) -> re.Pattern[str]:
    """How a sentence begins that says what a term is: "X is", "X (short for", "X: ", "X | "."""
    named = r"[\s-]+".join(map(re.escape, term.split()))
    article = any_of("articles", "indefinite", "one")
    return re.compile(
        rf"[\W\d]*(?:{article}\s+)?[\"“”'’«]?{named}(?:\w{{0,2}})[\"“”'’»]*"
        rf"(?:\s*[:(|–—=]|\s+-\s|,?\s+(?:{INTRODUCING})\b)",
        re.IGNORECASE,
    )
