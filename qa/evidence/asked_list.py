"""The list that a question for steps or things asks for, among those that evidence stands in.

What a list is of stands above it, in its heading and the line that announces it: they are compared
with the question, beside the items.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import Embedder, Index
from index.types import Span
from qa.evidence.confidence import probability
from qa.evidence.lists import ItemList, list_at
from qa.evidence.read import Evidence
from qa.evidence.retrieve import Query
from qa.understand.answer_shape import list_asked

# Tuned on the everyday questions of the tune half.
ITEM_WEIGHT = 0.1  # of the best item's probability, beside two cosines
MARGIN = {"steps": 0.04, "list": 0.02, "open": 0.0}
"""How much less like the question than the likest passage, in cosine, a list may be."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A list, its evidence, best first, and how like the question what stands above it is."""

    found: ItemList
    evidence: tuple[Evidence, ...]
    likeness: float

    @property
    def passage_likeness(self) -> float:
        """Of the likest of its passages, which are embedded with their heading."""
        return max(each.hit.cosine for each in self.evidence)

    @property
    def score(self) -> float:
        """Ranks the lists: higher is better."""
        best = max(probability([each]) for each in self.evidence)
        return self.likeness + self.passage_likeness + ITEM_WEIGHT * best


def list_first(
    index: Index, embedder: Embedder, query: Query, evidence: Sequence[Evidence]
) -> list[Evidence]:
    """The evidence, after the list that is asked for, if one is."""
    asked = list_asked(query.text)
    candidates = _candidates(index, embedder, query, evidence) if asked else []
    if not candidates:
        return list(evidence)
    best = max(candidates, key=lambda each: each.score)
    likest = max(each.hit.cosine for each in evidence)
    if best.passage_likeness < likest - MARGIN[asked]:
        return list(evidence)
    return [_as_evidence(best), *evidence]


def _as_evidence(candidate: Candidate) -> Evidence:
    """The evidence of a list: that of its best item, as like the question as its heading is."""
    best = max(candidate.evidence, key=lambda each: probability([each]))
    cosine = max(best.cosine, candidate.likeness)
    return replace(best, cosine=cosine, lacks_asked=False, listed=candidate.found)


def _candidates(
    index: Index, embedder: Embedder, query: Query, evidence: Sequence[Evidence]
) -> list[Candidate]:
    lists: dict[tuple[str, Span], ItemList] = {}
    within: defaultdict[tuple[str, Span], list[Evidence]] = defaultdict(list)
    for each in evidence:
        document = index.documents[each.sentence.document_id]
        if (found := list_at(document, each.sentence.start)) is not None:
            key = found.document_id, found.items[0]
            lists[key] = found
            within[key].append(each)
    if not lists:
        return []
    documents = [index.documents[each.document_id] for each in lists.values()]
    above = [
        f"{document.title}. {found.above(document)}"
        for document, found in zip(documents, lists.values(), strict=True)
    ]
    likenesses = embedder.embed_passages(above) @ query.vector
    return [
        Candidate(found, tuple(within[key]), float(likeness))
        for (key, found), likeness in zip(lists.items(), likenesses, strict=True)
    ]
