"""A text → each of its claims held against what is found for it: the feature "check a text"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from index import Sentence
from index.embed.protocol import encodable
from index.search.blas_threads import on_one_thread
from qa.answer.cite import citation_of
from qa.answerer import Answerer
from qa.types import Citation
from qa.understand.followup import Understood
from qa.verify.claim import hold
from qa.verify.draft import Claim, claims_in
from qa.verify.features import MAX_SENTENCES
from qa.verify.types import CheckedSentence, Held


def check(answerer: Answerer, text: str) -> Iterator[CheckedSentence]:
    """The sentences of a text that claim something, each with its verdict as soon as it has one;
    citations are numbered from 1 throughout. Raises QuestionError for a text that is too long.
    """
    numbers = count(1)
    for each in claims_in(text):
        yield _checked(answerer, each, numbers)


@on_one_thread()
def _held(answerer: Answerer, claim: str) -> Held:
    """A claim against the best sentences that are found for it."""
    asked = encodable(claim)
    language = answerer.language_of(asked)
    best = sentences_for(answerer, asked)
    return hold(answerer.index, answerer.reader, asked, language, best)


def sentences_for(answerer: Answerer, claim: str) -> list[Sentence]:
    """What is found to hold a claim against, best first."""
    return [each.sentence for each in answerer.evidence(Understood(claim))[:MAX_SENTENCES]]


def _checked(answerer: Answerer, claim: Claim, numbers: Iterator[int]) -> CheckedSentence:
    found = _held(answerer, claim.text)
    citations = _citations(answerer, found, numbers)
    return CheckedSentence(claim.start, claim.end, found.verdict, found.confidence, citations)


def _citations(answerer: Answerer, found: Held, numbers: Iterator[int]) -> tuple[Citation, ...]:
    documents = answerer.index.documents
    return tuple(
        citation_of(next(numbers), documents[each.document_id], (each.start, each.end))
        for each in found.sentences
    )
