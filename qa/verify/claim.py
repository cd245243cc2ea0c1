"""A claim against given sentences: supported, contradicted, or neither."""

from __future__ import annotations

from collections.abc import Sequence

from index import Index, Sentence
from qa.evidence.reader.protocol import Reader
from qa.verify.features import Comparison, Quote, comparisons, quotes_among, with_readings
from qa.verify.types import Held
from qa.verify.verdict import model_for, nearest, probabilities, verdict_of

MAX_CLAIM = 2_000  # characters; more is no sentence
NOT_HELD = Held("not_found", 1.0, ())


def hold(
    index: Index, reader: Reader | None, claim: str, language: str, sentences: Sequence[Sentence]
) -> Held:
    """What `sentences` of the index, best first, say of a claim in that language: the one nearest
    to it decides, or two of a document together. What is too long to be a sentence is not found.
    """
    quotes = quotes_among(sentences)
    if not quotes or len(claim) > MAX_CLAIM:
        return NOT_HELD
    best = compared_best(index, reader, claim, language, quotes)
    model = model_for(best)
    shares = probabilities(best, model)
    verdict = verdict_of(shares, model["least_supported"])
    return Held(verdict, shares[verdict], () if verdict == "not_found" else best.quote)


def compared_best(
    index: Index, reader: Reader | None, claim: str, language: str, quotes: Sequence[Quote]
) -> Comparison:
    """The claim beside the quote nearest to it."""
    compared = comparisons(index, reader, claim, language, quotes)
    return nearest(with_readings(index, reader, claim, compared))
