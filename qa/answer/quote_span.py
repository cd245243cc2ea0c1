"""A sentence → the span to quote: with what stands around it that it cannot be understood without.

A quote is never rewritten; where "they" has to be said of whom, the sentence before is quoted too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Index, Sentence
from index.language.lexicons import any_of
from index.split.blocks import is_item
from index.types import Span

# Who or what these are stands in the sentence before. "Den", "det" and "de" are mostly articles.
_REFERS_BACK = re.compile(rf"{any_of('refers_back')}\b", re.IGNORECASE)
MAX_ITEMS = 12
MAX_QUOTE = 1_000  # characters of a quote with its context


def quoted_span(index: Index, sentence: Sentence) -> Span:
    """Where the quote of `sentence` starts and ends in its document's text.

    After a colon, or what announces a list, goes on the list or the sentence that it announces; a
    sentence that opens with a pronoun follows upon the one before it. Whatever would make a quote
    longer than MAX_QUOTE characters is left out.
    """
    text = index.text_of(sentence)
    first = _before(index, sentence) if _REFERS_BACK.match(text) else sentence
    announces = text.endswith(":") or _announces(index, sentence)
    last = _end_of_list(index, sentence) if announces else sentence
    if last.end - first.start > MAX_QUOTE:
        return sentence.start, sentence.end
    return first.start, last.end


def surrounding_span(index: Index, sentences: Sequence[Sentence]) -> Span:
    """`sentences`, one after the other, with the sentence before and the one after them, where
    nothing but white space stands between.
    """
    first, last = sentences[0], sentences[-1]
    start, end = first.start, last.end
    for before in index.sentences_before(first, 1):
        start = first.start if _between(index, before, first) is None else before.start
    for after in index.sentences_after(last, 1):
        end = last.end if _between(index, last, after) is None else after.end
    return start, end


def _before(index: Index, sentence: Sentence) -> Sentence:
    """The sentence before, where it stands in the same paragraph; else the sentence itself."""
    for before in index.sentences_before(sentence, 1):
        between = _between(index, before, sentence)
        if between is not None and between.count("\n") < 2:
            return before
    return sentence


def _announces(index: Index, sentence: Sentence) -> bool:
    """Whether the item that follows is read with the sentence."""
    for following in index.sentences_after(sentence, 1):
        block = index.block_of(following)
        if block is not None and block.kind == "item":
            return (sentence.start, sentence.end) in block.leads
    return False


def _end_of_list(index: Index, opening: Sentence) -> Sentence:
    """The last of the items that follow, or the one sentence that does."""
    last = opening
    for following in index.sentences_after(opening, MAX_ITEMS):
        item = is_item(index.text_of(following))
        if _between(index, last, following) is None or not (item or last is opening):
            break
        last = following
        if not item:
            break
    return last


def _between(index: Index, one: Sentence, other: Sentence) -> str | None:
    """The white space between two sentences of a document, one after the other; None if more is."""
    if one.end > other.start:
        return None
    between = index.documents[one.document_id].text[one.end : other.start]
    return None if between.strip() else between
