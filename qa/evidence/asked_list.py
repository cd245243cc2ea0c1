"""The list that a question for steps or things asks for, among those that evidence stands in.

What a list is of stands above it, in its heading and the line that announces it: they are compared
with the question, beside the items.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from index import Document, Index
from index.language.analysis import terms
from index.types import Span
from qa.evidence.confidence import probability
from qa.evidence.lists import ItemList, SectionLists
from qa.evidence.read import Evidence, coverage, shared_terms
from qa.evidence.retrieve import Query
from qa.understand.asked.answer_shape import ListAsked, is_contents, list_asked, names_contents
from qa.understand.names import names_and_numbers

# What ranks lists, swept on the everyday questions of the tune half (72 for a list or steps).
OWN_LANGUAGE = 0.03  # how much liker a text is, in cosine, for being in the question's language
ITEM_WEIGHT = 0.03  # of the best item's probability, beside two cosines
NAME_WEIGHT = 0.05  # of the share of names and numbers
NUMBERED = 0.03  # for steps
MAX_BEHIND = 0.04  # the likest passage, in cosine
MAX_ROWS = 15  # of a table that is quoted whole
SINGLED_OUT = 0.1  # of the question's words that the best row holds more than half of the rows
MIN_LIST = 0.5  # probability from which a list is quoted
CONFIDENCE: Mapping[str, float] = {
    "intercept": -15.5,
    "likeness": 8.1,
    "passage_likeness": 10.1,
    "item": 0.5,
    "steps": 1.7,
    "open": -0.9,
    "own_language": 0.9,
}
"""Logistic regression on the 85 lists that the same half's questions of every kind lead to."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A list, its evidence, best first, and how like the question what stands above it is.

    `named`: the share of the question's names and numbers that stand there, or in its document's
    title or date. `singled_out`: how much more of the question's other words its best row holds
    than most rows.
    """

    found: ItemList
    evidence: tuple[Evidence, ...]
    likeness: float
    passage_likeness: float  # of its likest passage, which is embedded with its heading
    named: float
    singled_out: float
    is_numbered: bool

    @property
    def best(self) -> Evidence:
        """Its item that answers best."""
        return max(self.evidence, key=lambda each: probability([each]))

    @property
    def singles_out(self) -> bool:
        """Whether the question holds what only few rows of a table do: these answer it."""
        if not self.found.is_table:
            return False
        return len(self.found.items) > MAX_ROWS or self.singled_out > SINGLED_OUT

    def score(self, asked: ListAsked) -> float:
        """Ranks the lists: higher is better."""
        step = NUMBERED if asked == "steps" and self.is_numbered else 0.0
        likeness = self.likeness + self.passage_likeness + step
        return likeness + ITEM_WEIGHT * probability([self.best]) + NAME_WEIGHT * self.named

    def probability(self, asked: ListAsked) -> float:
        """How likely it is that this list is the one asked for."""
        best = self.best
        item = min(max(probability([best]), 0.001), 0.999)
        features = {
            "intercept": 1.0,
            "likeness": self.likeness,
            "passage_likeness": self.passage_likeness,
            "item": log(item / (1 - item)),
            "own_language": float(best.own_language),
            asked: 1.0,
        }
        return 1 / (1 + exp(-sum(CONFIDENCE.get(name, 0.0) * features[name] for name in features)))


def list_first(index: Index, query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, after the list that is asked for, if one is."""
    asked = list_asked(query.text)
    found = lists_found(index, query, evidence, asked == "list") if asked else []
    candidates = [each for each in found if not each.singles_out]
    if not candidates:
        return list(evidence)
    best = max(candidates, key=lambda each: each.score(asked))
    likest = max(map(_passage_likeness, evidence))
    behind = likest - best.passage_likeness
    likely = best.probability(asked)
    if behind > (0.0 if asked == "open" else MAX_BEHIND) or likely < MIN_LIST:
        return list(evidence)
    return [replace(best.best, listed=best.found, list_probability=likely), *evidence]


def lists_found(
    index: Index,
    query: Query,
    evidence: Sequence[Evidence],
    with_tables: bool,
) -> list[Candidate]:
    """The lists that evidence stands in, of tables only where these may answer."""
    sections = SectionLists()
    lists: dict[tuple[str, Span], ItemList] = {}
    within: defaultdict[tuple[str, Span], list[Evidence]] = defaultdict(list)
    for each in evidence:
        document = index.documents[each.sentence.document_id]
        found = sections.at(document, each.sentence.start)
        if found is not None and _may_be_asked(document, found, query.text, with_tables):
            key = found.document_id, found.items[0]
            lists[key] = found
            within[key].append(each)
    above = [_above(index, each) for each in lists.values()]
    likenesses = index.lazy_cosines(above, query.vector) if above else ()
    return [
        _candidate(index, query, lists[key], within[key], text, likeness)
        for key, text, likeness in zip(lists, above, likenesses, strict=True)
    ]


def _may_be_asked(document: Document, found: ItemList, question: str, with_tables: bool) -> bool:
    if found.is_table and not with_tables:
        return False
    return names_contents(question) or not is_contents(found.above(document))


def _candidate(
    index: Index,
    query: Query,
    found: ItemList,
    evidence: Sequence[Evidence],
    above: str,
    likeness: float,
) -> Candidate:
    document = index.documents[found.document_id]
    return Candidate(
        found,
        tuple(evidence),
        likeness - OWN_LANGUAGE * evidence[0].own_language,
        max(map(_passage_likeness, evidence)),
        _named(query.text, f"{document.published} {above}"),
        _singled_out(index, query, evidence, above),
        found.is_numbered(document),
    )


def _singled_out(index: Index, query: Query, evidence: Sequence[Evidence], above: str) -> float:
    language = evidence[0].hit.passage.language
    rarities = index.partitions[language].words.rarities(shared_terms(query, language))
    above_all = set(terms(above, language))
    texts = (index.read_text_of(each.sentence).text for each in evidence)
    held = sorted(
        coverage(rarities, [word for word in terms(text, language) if word not in above_all])
        for text in texts
    )
    return held[-1] - held[len(held) // 2]


def _above(index: Index, found: ItemList) -> str:
    document = index.documents[found.document_id]
    return f"{document.title}. {found.above(document)}"


def _passage_likeness(evidence: Evidence) -> float:
    return evidence.hit.cosine - OWN_LANGUAGE * evidence.own_language


def _named(question: str, text: str) -> float:
    """The share of the question's names and numbers that `text` holds; 0 where it has none."""
    asked = {each.lower() for each in names_and_numbers(question)}
    held = {each.lower() for each in _WORD.findall(text)}
    return len(asked & held) / len(asked) if asked else 0.0
