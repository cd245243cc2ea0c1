"""A claim against given sentences: supported, contradicted, or neither."""

from __future__ import annotations

from collections.abc import Sequence

from index import Index, Sentence
from qa.evidence.reader.protocol import Reader
from qa.verify.features import comparisons, quotes_among
from qa.verify.types import Held
from qa.verify.verdict import model_for, nearest, probabilities, verdict_of


def hold(
    index: Index, reader: Reader | None, claim: str, language: str, sentences: Sequence[Sentence]
) -> Held:
    """What `sentences` of the index, best first, say of a claim in that language: the one nearest
    to it decides, or two of a document together.
    """
    quotes = quotes_among(sentences)
    if not quotes:
        return Held("not_found", 1.0, ())
    best = nearest(comparisons(index, reader, claim, language, quotes))
    model = model_for(best)
    shares = probabilities(best, model)
    verdict = verdict_of(shares, model["least_supported"])
    return Held(verdict, shares[verdict], () if verdict == "not_found" else best.quote)
