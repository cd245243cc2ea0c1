"""Evidence of a question that leans on the one before: also from the documents quoted on that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from index import Hit, Index
from qa.evidence.read import Evidence
from qa.evidence.retrieve import Query
from qa.understand.filters import Scope


def query_within(index: Index, query: Query, near: Collection[str]) -> Query | None:
    """`query` asked of those of the documents `near` alone that it may be asked of; None where
    there are none.
    """
    allowed = (index if query.within is None else query.within).documents
    documents = [each for each in near if each in allowed]
    if not documents:
        return None
    return replace(query, within=index.within(Scope(documents=documents)))


def with_near(hits: Sequence[Hit], near: Sequence[Hit]) -> list[Hit]:
    """The hits, and those of the documents quoted before, which stand out as the last of the others
    do: among all, they were behind it.
    """
    known = {each.passage.id for each in hits}
    least = min((each.score for each in hits), default=0.0)
    return [*hits, *(replace(each, score=least) for each in near if each.passage.id not in known)]


def marked(evidence: Sequence[Evidence], near: Collection[str]) -> list[Evidence]:
    """The evidence, that of the documents quoted before marked as following."""
    return [
        replace(each, follows=True) if each.sentence.document_id in near else each
        for each in evidence
    ]


def by_turns(evidence: Sequence[Evidence]) -> list[Evidence]:
    """What follows and what does not by turns, the best of either first: not all of it is read."""
    following = [each for each in evidence if each.follows]
    others = [each for each in evidence if not each.follows]
    return list(filter(None, chain(*zip_longest(following, others))))
