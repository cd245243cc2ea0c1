"""Which of two things that are compared a sentence is about: what it names, or else what stands
above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index import Index
from index.language.analysis import terms
from index.language.places import place_of
from qa.answer.quantities import years
from qa.evidence.lists import heading_above
from qa.evidence.read import Evidence
from qa.understand.asked.another import seasons
from qa.understand.asked.comparison import Comparison
from qa.understand.asked.times import time_kind, time_kinds, year_meant

_YEAR = re.compile(r"(?<![\d.,-])(?:1[89]|20)\d\d(?![.,]?\d)")

About = tuple[bool, bool]
"""Of each of the two things whether a sentence is about it."""
AboutSentence = tuple[Evidence, About]


def with_about(index: Index, evidence: Evidence, comparison: Comparison) -> AboutSentence:
    """A sentence with the sides that it names, or else that what stands above it names. Labels of
    columns name both or none: every row of the table is read with them. What tells of one year is
    not about another, whatever stands above.
    """
    language = evidence.hit.passage.language
    own = index.text_of(evidence.sentence)
    read = index.read_text_of(evidence.sentence).text
    is_year = any(map(_YEAR.fullmatch, comparison.sides))
    for text in (own, read, *(() if is_year and _YEAR.search(own) else _above(index, evidence))):
        one, other = _are_named(comparison, text, language)
        if (one and other) or ((one or other) and (text is not read or evidence.kind != "row")):
            return evidence, (one, other)
    return evidence, (False, False)


def _above(index: Index, evidence: Evidence) -> Iterator[str]:
    document = index.documents[evidence.sentence.document_id]
    yield heading_above(document, evidence.sentence.start)
    yield f"{document.title} {document.published or ''}".replace("-", " ")


def _are_named(comparison: Comparison, text: str, language: str) -> About:
    """Of each side whether a text names it, or the year that "the year before" means."""
    of_one, of_other = comparison.sides
    return (
        _is_named(of_one, text, language) or _is_year_named(year_meant(of_one, of_other), text),
        _is_named(of_other, text, language) or _is_year_named(year_meant(of_other, of_one), text),
    )


def _is_year_named(year: str | None, text: str) -> bool:
    return year in _YEAR.findall(text)


def _is_named(side: str, text: str, language: str) -> bool:
    """Whether a text names a side: all of its words, or the season or country that it is, or a time
    such as "last year", in any language. What tells of two years tells of an earlier one.
    """
    if kind := time_kind(side):
        return kind in time_kinds(text) or (kind == "earlier" and len(set(years(text))) > 1)
    if place := place_of(side):
        return any(place_of(word) == place for word in re.findall(r"\w+", text))
    if asked := seasons(side):
        return asked <= seasons(text)
    wanted = set(terms(side, language))
    return bool(wanted) and wanted <= set(terms(text, language))
