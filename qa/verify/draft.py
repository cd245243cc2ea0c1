"""A draft, plain or in Markdown → the sentences in it that claim something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language.detect import detect
from index.language.lexicons import any_of
from index.split.blocks import is_marked_heading, split_blocks
from index.split.sentences import split_sentences
from index.types import Block, Span
from qa.errors import QuestionError
from qa.understand.asked.question_type import is_question
from qa.understand.chat.remarks import remark_in
from qa.understand.chat.unclear import telling_words
from qa.understand.names import find_names, persons_in

MAX_DRAFT = 200_000  # characters; a book has more
MIN_TELLING = 2  # words of a claim: what of what
_UNCLAIMING = ("heading", "labels", "boilerplate")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_OPENING = re.compile(
    r"[\s|*_~`]*(?:(?:[>#+•–*-]|\d{1,3}[.)]|\[[ xX]\]|\[\^?\w{1,9}\]:?)\s+[|*_~`]*){0,9}"
)
_CLOSING = re.compile(r"(?:[\s|*_~`]|\[\^?\w{1,9}\])\Z")
MAX_CLOSING = 12  # characters of such a mark
_LINK = re.compile(r"!?\[([^\]\[]{0,500})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)")
_ADDRESS = re.compile(r"<?https?://[^\s<>]+>?")
_MARKUP = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)|\[\^?\d{1,3}\]|\n[ \t]*>|<[^<>\n]{1,200}>")
_REFERS_BACK = re.compile(rf"{any_of('refers_back')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims something: `draft[start:end]`. `text`: what it says, without marks of
    Markdown; where it opens with a pronoun, after the names that the sentence before it tells of,
    or that sentence.
    """

    start: int
    end: int
    text: str


def claims_in(draft: str) -> list[Claim]:
    """Every claim of a draft, in order. Left out are headings, code, questions, greetings, and what
    says too little. Raises QuestionError for a draft that is too long.
    """
    if len(draft) > MAX_DRAFT:
        raise QuestionError(
            "the text has {length:,} characters; check at most {limit:,} at a time.",
            length=len(draft),
            limit=MAX_DRAFT,
        )
    claims = []
    before = ""
    for start, end in _sentences(draft):
        said = _plain(draft[start:end])
        if _claims_something(said):
            claims.append(Claim(start, end, _in_full(said, before)))
        before = said
    return claims


def _sentences(draft: str) -> Iterator[Span]:
    language = detect(draft)
    blocks = split_blocks(draft)
    for block in blocks:
        if _may_claim(draft, block, alone=len(blocks) == 1):
            for span in split_sentences(draft, block, language):
                yield _trimmed(draft, span)


def _may_claim(draft: str, block: Block, alone: bool) -> bool:
    if _FENCE.match(draft, block.start):
        return False
    if alone and block.kind == "heading":
        return not is_marked_heading(draft[block.start : block.end])
    return block.kind not in _UNCLAIMING


def _trimmed(draft: str, span: Span) -> Span:
    """A sentence's span without the marks of Markdown and the numbers of notes around it."""
    start, end = span
    if opening := _OPENING.match(draft, start, end):
        start = opening.end()
    while closing := _CLOSING.search(draft, max(start, end - MAX_CLOSING), end):
        end = closing.start()
    return start, end


def _plain(sentence: str) -> str:
    """What a sentence says: of a link its words, not where it leads."""
    said = _ADDRESS.sub("", _LINK.sub(r"\1", sentence))
    return " ".join(_MARKUP.sub("", said).split())


def _claims_something(said: str) -> bool:
    if is_question(said) or remark_in(said) is not None:
        return False
    return len(telling_words(said)) >= MIN_TELLING


def _in_full(said: str, before: str) -> str:
    if not before or not _REFERS_BACK.match(said):
        return said
    names = persons_in(before) or [before[each.start : each.end] for each in find_names(before)]
    return f"{', '.join(names)}: {said}" if names else f"{before} {said}"
