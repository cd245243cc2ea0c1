"""What tells whether a quote supports a claim: likeness, details that differ, a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from index import Index, Sentence
from index.embed.protocol import encodable
from index.embed.token_codes import decode_tokens
from index.language.analysis import terms
from qa.answer.entities import BEFORE
from qa.evidence.judge import judgements
from qa.evidence.reader.protocol import ClaimReading, Judgement, Reader
from qa.evidence.reader.windows import placed_windows, quote_window
from qa.verify.details import Differences, differences

if TYPE_CHECKING:
    from index.types import Vectors

MAX_SENTENCES = 6  # that a claim is held against, best first
MAX_JOINED = 4  # of these, two of which may carry it together

Quote = tuple[Sentence, ...]
"""One sentence, or two of a document, in its order."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim beside a quote.

    `cosine`: the highest of the quote's sentences. `alignment` is how well the claim's tokens are
    met by some token of the quote each, -1..1, in the mean, and `weakest` of the one met worst;
    0 where the embedder tells of no tokens. `coverage`: the share, 0..1, of the claim's words that
    the quote or its title has; 0 across languages. `judgement`: what a reader makes of the quote,
    of the sentence that answers best, with the claim read as the question. `reading`: what a reader
    makes of them that can hold claims; `most_same` and `most_conflict`: the highest log-odds that
    it gives to any of the quotes that the claim is held against.
    """

    quote: Quote
    own_language: bool
    cosine: float
    alignment: float
    weakest: float
    coverage: float
    differences: Differences
    judgement: Judgement | None = None
    reading: ClaimReading | None = None
    most_same: float = 0.0
    most_conflict: float = 0.0


def quotes_among(sentences: Sequence[Sentence]) -> list[Quote]:
    """What may carry a claim: each of the best sentences, and each two of a document."""
    pairs = (
        tuple(sorted(pair, key=lambda each: each.row))
        for pair in combinations(sentences[:MAX_JOINED], 2)
        if pair[0].document_id == pair[1].document_id
    )
    return [*((each,) for each in sentences[:MAX_SENTENCES]), *pairs]


def comparisons(
    index: Index, reader: Reader | None, claim: str, language: str, quotes: Sequence[Quote]
) -> list[Comparison]:
    """The claim, in that language, beside each quote; without a `reading` of any."""
    sentences = list({each.row: each for quote in quotes for each in quote}.values())
    likeness = _likenesses(index, claim, sentences)
    windows = placed_windows(index, sentences)
    judged = {} if reader is None else judgements(index, reader, claim, windows)
    return [_comparison(index, claim, language, quote, likeness, judged) for quote in quotes]


@dataclass(frozen=True, slots=True)
class _Likeness:
    """The cosine of a claim and a sentence, and for each of the claim's tokens that of the token of
    the sentence most like it.
    """

    cosine: float
    tokens: Vectors


def _likenesses(index: Index, claim: str, sentences: Sequence[Sentence]) -> dict[int, _Likeness]:
    """By the sentences' rows."""
    ((vector, codes),) = index.embeddings_of([encodable(claim)])
    tokens = decode_tokens(codes)
    cosines = (index.vectors_of(sentences) @ vector).tolist()
    best = [_best(tokens, each) for each in index.tokens_of(sentences)]
    pairs = zip(sentences, cosines, best, strict=True)
    return {each.row: _Likeness(cosine, alike) for each, cosine, alike in pairs}


def _best(tokens: Vectors, others: Vectors) -> Vectors:
    """For each token the cosine of the one of `others` most like it; 0 where there are none."""
    import numpy as np

    if not len(others):
        return np.zeros(len(tokens), np.float32)
    best: Vectors = (tokens @ others.T).max(axis=1)
    return best


def with_readings(
    index: Index, reader: Reader | None, claim: str, compared: Sequence[Comparison]
) -> list[Comparison]:
    """The same with what a reader makes of each, if it can hold claims."""
    hold = getattr(reader, "hold", None)
    if hold is None:
        return list(compared)
    readings = hold(claim, [quote_window(index, each.quote) for each in compared])
    most_same = max(each.same for each in readings)
    most_conflict = max(each.conflict for each in readings)
    return [
        replace(each, reading=reading, most_same=most_same, most_conflict=most_conflict)
        for each, reading in zip(compared, readings, strict=True)
    ]


def _comparison(
    index: Index,
    claim: str,
    language: str,
    quote: Quote,
    likeness: dict[int, _Likeness],
    judged: Mapping[int, Judgement],
) -> Comparison:
    import numpy as np

    read = quote_window(index, quote)
    text = " ".join(read.sentences)
    said_in = index.documents[quote[0].document_id].language
    same = said_in == language
    around = " ".join(map(index.text_of, index.sentences_before(quote[0], BEFORE)))
    tokens = np.max([likeness[each.row].tokens for each in quote], axis=0)
    read_of = [judged[each.row] for each in quote if each.row in judged]
    return Comparison(
        quote=quote,
        own_language=same,
        cosine=max(likeness[each.row].cosine for each in quote),
        alignment=float(tokens.mean()) if len(tokens) else 0.0,
        weakest=float(tokens.min()) if len(tokens) else 0.0,
        coverage=_coverage(claim, f"{read.heading} {text}", language) if same else 0.0,
        differences=differences(claim, text, read.heading, around, language if same else ""),
        judgement=max(read_of, key=lambda each: each.answers, default=None),
    )


def _coverage(claim: str, text: str, language: str) -> float:
    claimed = set(terms(claim, language))
    return len(claimed & set(terms(text, language))) / len(claimed) if claimed else 0.0
