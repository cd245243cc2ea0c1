"""Which blocks are not the document's prose: captions and by-lines, menus and legal lines.

Nothing is edited out of a text: boilerplate is left out of passages and answers, and what stands
beside the prose is quoted where nothing else answers.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from index.split.blocks import ends_sentence, is_marked_heading
from index.split.wording import (
    is_aside,
    is_boilerplate,
    is_dateline,
    is_labelled_fact,
    is_not_prose,
    names_section,
)
from index.types import Block, BlockKind

REPEATED_SHARE = 0.6  # of a caption's words found again in one other block of the document
SAME_SHARE = 0.95  # of a caption's words that another has: it is the same once more
MIN_CAPTION_WORDS = 6  # shorter lines are subheadings
NEARBY_BLOCKS = 60  # a caption stands near its article's text; keeps the work linear
EDGE_BLOCKS = 6  # where and when a text was written stands at its top
KEPT_KINDS = frozenset({"row", "labels", "boilerplate"})  # no wording makes them something else


def mark_boilerplate(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with boilerplate and asides marked as such.

    Captions and pull quotes are unfinished lines whose words a finished block nearby holds too. A
    block that stands word for word a second time counts once, and so does a caption in about the
    same words; but a heading heads the text beneath it, though a table of contents has said it
    before. The first block is the title.
    """
    marker = _Marker(text, blocks)
    return [replace(block, kind=marker.kind(place)) for place, block in enumerate(blocks)]


class _Marker:
    """Tells the kind of each block, from the first to the last, by what stands around it."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.texts = [text[block.start : block.end] for block in blocks]
        self.words = [_content_words(each) for each in self.texts]
        self.finished = [ends_sentence(each) for each in self.texts]
        self.seen: set[str] = set()
        self.captions: deque[frozenset[str]] = deque(maxlen=NEARBY_BLOCKS)

    def kind(self, place: int) -> BlockKind:
        """The kind of the block at that place, which comes after the last one asked for."""
        block = self.blocks[place]
        again = self._stands_again(place)
        if block.kind in KEPT_KINDS:
            return block.kind
        heads = block.kind == "heading" and self._is_followed(place)
        kind = self._by_wording(place, heads)
        unfinished = self._is_unfinished(place, kind)
        if unfinished and place < EDGE_BLOCKS and is_dateline(self.texts[place]):
            kind = "aside"
        if again and not (heads and kind == "heading"):
            return "boilerplate"
        if kind != "boilerplate" and unfinished and self._is_repeated_nearby(place):
            kind = "aside"
        return self._unless_known(place) if kind == "aside" else kind

    def _stands_again(self, place: int) -> bool:
        """Whether a block before it says the same."""
        wording = " ".join(self.texts[place].lower().split())
        again = wording in self.seen and self._is_long(place)
        self.seen.add(wording)
        return again

    def _is_long(self, place: int) -> bool:
        return len(self.words[place]) >= MIN_CAPTION_WORDS

    def _is_followed(self, place: int) -> bool:
        following = self.blocks[place + 1].kind if place + 1 < len(self.blocks) else "heading"
        return following not in ("heading", "boilerplate")

    def _by_wording(self, place: int, heads: bool) -> BlockKind:
        """The kind that the wording tells; `heads`: text stands beneath it."""
        block = self.texts[place]
        kind = _kind_by_wording(block, self.blocks[place].kind)
        if heads and names_section(block):
            kind = "heading"
        return "item" if kind == "heading" and place > 0 and is_labelled_fact(block) else kind

    def _is_unfinished(self, place: int, kind: BlockKind) -> bool:
        """Whether it may be a caption or a dateline: no sentence, and no heading by its marks."""
        marked = kind == "heading" and is_marked_heading(self.texts[place])
        return place > 0 and kind != "item" and not (self.finished[place] or marked)

    def _is_repeated_nearby(self, place: int) -> bool:
        """Whether a finished block nearby holds most of its words."""
        mine = self.words[place]
        nearby = range(max(0, place - NEARBY_BLOCKS), min(len(self.words), place + NEARBY_BLOCKS))
        return self._is_long(place) and any(
            self.finished[other] and len(mine & self.words[other]) >= REPEATED_SHARE * len(mine)
            for other in nearby
        )

    def _unless_known(self, place: int) -> BlockKind:
        """An aside; boilerplate where one nearby has said about the same."""
        words = self.words[place]
        if not self._is_long(place):
            return "aside"
        is_known = any(_says(each, words) for each in self.captions)
        self.captions.append(words)
        return "boilerplate" if is_known else "aside"


def _says(known: frozenset[str], words: frozenset[str]) -> bool:
    return len(known & words) >= SAME_SHARE * len(words)


def _kind_by_wording(block: str, kind: BlockKind) -> BlockKind:
    lines = block.splitlines()
    # Boilerplate inside a broken sentence does not make boilerplate of the sentence.
    rest = " ".join(line for line in lines if not is_not_prose(line))
    if is_boilerplate(lines[0]) or is_boilerplate(rest):
        return "boilerplate"
    return "aside" if is_aside(lines[0]) or is_aside(rest) else kind


def _content_words(block: str) -> frozenset[str]:
    # The first letters stand for the word: captions vary its ending.
    return frozenset(word[:5] for word in re.findall(r"\w{4,}|\d+", block.lower()))
