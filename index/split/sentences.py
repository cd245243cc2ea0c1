"""A block → the spans of its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.language.lexicons import LEXICONS, words_of
from index.types import Block, Span

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

_REFERENCES = frozenset(words_of("references"))
_REFERENCE = re.compile(r"(?:^|[\s(])(\w{1,5})\.$")
_REFERRED = re.compile(r"\d|[A-ZÅÄÖ](?:\d|\b(?![.'’]))")

MAX_ENDS = 200
MAX_ITEM = 250  # characters; a longer one is a paragraph with a number


@cache
def _tokenizer(language: str) -> PunktSentenceTokenizer:
    from nupunkt.models import load_default_model

    tokenizer: PunktSentenceTokenizer = load_default_model()
    # nupunkt's 5,900 abbreviations come from English law; among them are "story", "month", "stat"
    # and "Kina", which end sentences. A lexicon's take the place of all that are written as words
    # (Svenska skrivregler, Språkrådet; New Hart's Rules).
    if language in LEXICONS:
        for word in [each for each in tokenizer.abbreviations if len(each) > 2 and "." not in each]:
            tokenizer.remove_abbreviation(word)
        tokenizer.add_abbreviations(list(LEXICONS[language].abbreviations))
    return tokenizer


def split_sentences(text: str, block: Block, language: str = "en") -> list[Span]:
    """The spans in `text` of the sentences of one block in `language`, in order, each whole.

    A table row, or a list item unless it is long, is one sentence however it is punctuated, and so
    is what holds a word of more than MAX_ENDS full stops: it is data, and nupunkt takes the square
    of them in time.
    """
    short = block.end - block.start <= MAX_ITEM
    if block.kind == "row" or (block.kind == "item" and short):
        return [(block.start, block.end)]
    # Newlines become spaces of the same length: a broken sentence is whole, offsets stay.
    flat = text[block.start : block.end].replace("\n", " ")
    if any(len(word) > MAX_ENDS and _ends(word) > MAX_ENDS for word in flat.split()):
        return [(block.start, block.end)]
    spans = [
        (block.start + start, block.start + end)
        for start, end in _tokenizer(language).span_tokenize(flat)
    ]
    return _join_fragments(text, [span for span in spans if text[slice(*span)].strip()])


def _ends(word: str) -> int:
    return sum(map(word.count, ".?!…"))


def _join_fragments(text: str, spans: Sequence[Span]) -> list[Span]:
    """Undo breaks after an abbreviation: no sentence starts in lower case, and none ends where a
    reference does.
    """
    joined: list[Span] = []
    for start, end in spans:
        if joined and (text[start].islower() or _is_reference(text, joined[-1], start)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_reference(text: str, before: Span, start: int) -> bool:
    """Whether what starts at `start` is the number of a figure, section or model named before."""
    abbreviation = _REFERENCE.search(text[max(before[0], before[1] - 7) : before[1]])
    named = abbreviation is not None and abbreviation[1].lower() in _REFERENCES
    return named and _REFERRED.match(text, start) is not None
