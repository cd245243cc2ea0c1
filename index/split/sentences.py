"""Text → the spans of its sentences, noise and headings left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.types import Block, Span

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

# nupunkt's 5,900 abbreviations come from English law; among them are "story", "month", "stat" and
# "Kina", which end sentences. In these languages the ones below take the place of all of them that
# are written as words (Svenska skrivregler, Språkrådet; New Hart's Rules).
ABBREVIATIONS = {
    "en": (
        "inc ltd corp bros prof capt col gen gov hon rep sen rev sgt maj dept est approx etc fig"
        " vol eds nos jan feb apr aug sept oct nov dec mrs messrs ave blvd univ assn i.e e.g"
        " a.m p.m"
    ).split(),
    "sv": (
        "bl.a t.ex d.v.s dvs m.m m.fl o.s.v osv o.d o.dyl s.k p.g.a pga fr.o.m t.o.m f.d f.n fig"
        " resp kl nr st ca c:a jfr tel t.v t.h e.d i.o.m m.a.o f.ö e.kr f.kr kap art sid särsk milj"
        " mdr tr avd dir enl inkl exkl etc mån tis ons tors fre jan feb apr aug sept okt nov dec"
        " s.a.s e.m f.m dr prof doc fil med jur tekn hr mr mrs ms jr sr inc ltd corp vs no vol ed"
        " dnr prop sfs mom"
    ).split(),
}

# These stand before a number or a letter ("Figs. 6–8", "App. B", "mod. 3085"), and end a sentence
# elsewhere: "bil" and "no" are words as well.
REFERENCES = frozenset(
    "fig figs eq eqs sec secs app apps ch chap chaps vol vols no nos art arts par para pp p pl tab"
    " ref refs ser cl mod typ ver v bil nr st s sid kap avsn anm ekv prop lgh tel ext pos rev cf"
    " jfr max min temp c ca approx diam".split()
)
_REFERENCE = re.compile(r"(?:^|[\s(])(\w{1,5})\.$")
_REFERRED = re.compile(r"\d|[A-ZÅÄÖ](?:\d|\b(?![.'’]))")

MOST_ENDS = 200
LONGEST_ITEM = 250  # characters; a longer one is a paragraph with a number


@cache
def _tokenizer(language: str) -> PunktSentenceTokenizer:
    from nupunkt.models import load_default_model

    tokenizer: PunktSentenceTokenizer = load_default_model()
    if language in ABBREVIATIONS:
        for word in [each for each in tokenizer.abbreviations if len(each) > 2 and "." not in each]:
            tokenizer.remove_abbreviation(word)
        tokenizer.add_abbreviations(ABBREVIATIONS[language])
    return tokenizer


def split_sentences(text: str, block: Block, language: str = "en") -> list[Span]:
    """The spans in `text` of the sentences of one block in `language`, in order, each whole.

    A table row, or a list item unless it is long, is one sentence however it is punctuated, and so
    is what holds a word of more than MOST_ENDS full stops: it is data, and nupunkt takes the square
    of them in time.
    """
    short = block.end - block.start <= LONGEST_ITEM
    if block.kind == "row" or (block.kind == "item" and short):
        return [(block.start, block.end)]
    # Newlines become spaces of the same length: a broken sentence is whole, offsets stay.
    flat = text[block.start : block.end].replace("\n", " ")
    if any(len(word) > MOST_ENDS and _ends(word) > MOST_ENDS for word in flat.split()):
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
    named = abbreviation is not None and abbreviation[1].lower() in REFERENCES
    return named and _REFERRED.match(text, start) is not None
