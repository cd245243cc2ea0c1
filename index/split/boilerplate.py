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
    is_furniture,
    is_labelled_fact,
    names_section,
)
from index.types import Block, BlockKind

REPEATED_SHARE = 0.6  # of a caption's words found again in one other block of the document
SAME_SHARE = 0.95  # of a caption's words that another has: it is the same once more
FEWEST_CAPTION_WORDS = 6  # shorter lines are subheadings
NEARBY_BLOCKS = 60  # a caption stands near its article's text; keeps the work linear
EDGE_BLOCKS = 6  # where and when a text was written stands at its top
KEPT_KINDS = frozenset({"row", "labels", "boilerplate"})  # no wording makes them something else


def classified(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those that are not prose with their kinds.

    Captions and pull quotes are unfinished lines whose words a finished block nearby holds too. A
    block that stands word for word a second time counts once, and so does a caption in about the
    same words; but a heading heads the text beneath it, though a table of contents has said it
    before. The first block is the title.
    """
    words = [_content_words(text[block.start : block.end]) for block in blocks]
    finished = [ends_sentence(text[block.start : block.end]) for block in blocks]
    seen: set[str] = set()
    captions: deque[frozenset[str]] = deque(maxlen=NEARBY_BLOCKS)
    changed = []
    for position, block in enumerate(blocks):
        wording = " ".join(text[block.start : block.end].lower().split())
        again = wording in seen and len(words[position]) >= FEWEST_CAPTION_WORDS
        seen.add(wording)
        if block.kind in KEPT_KINDS:
            changed.append(block)
            continue
        heads = block.kind == "heading" and _is_followed(blocks, position)
        kind = _kind_by_wording(text[block.start : block.end], block.kind)
        if heads and names_section(text[block.start : block.end]):
            kind = "heading"
        if kind == "heading" and position > 0 and is_labelled_fact(text[block.start : block.end]):
            kind = "item"
        marked = kind == "heading" and is_marked_heading(text[block.start : block.end])
        caption = position > 0 and kind != "item" and not (finished[position] or marked)
        if caption and position < EDGE_BLOCKS and is_dateline(text[block.start : block.end]):
            kind = "aside"
        if again and not (heads and kind == "heading"):
            kind = "boilerplate"
        elif kind != "boilerplate" and caption and _held_nearby(position, words, finished):
            kind = "aside"
        if kind == "aside" and len(words[position]) >= FEWEST_CAPTION_WORDS:
            if any(_says(each, words[position]) for each in captions):
                kind = "boilerplate"
            captions.append(words[position])
        changed.append(replace(block, kind=kind))
    return changed


def _is_followed(blocks: Sequence[Block], position: int) -> bool:
    following = blocks[position + 1].kind if position + 1 < len(blocks) else "heading"
    return following not in ("heading", "boilerplate")


def _says(known: frozenset[str], words: frozenset[str]) -> bool:
    return len(known & words) >= SAME_SHARE * len(words)


def _kind_by_wording(block: str, kind: BlockKind) -> BlockKind:
    lines = block.splitlines()
    # Page furniture inside a broken sentence does not make furniture of the sentence.
    rest = " ".join(line for line in lines if not is_furniture(line))
    if is_boilerplate(lines[0]) or is_boilerplate(rest):
        return "boilerplate"
    return "aside" if is_aside(lines[0]) or is_aside(rest) else kind


def _held_nearby(position: int, words: Sequence[frozenset[str]], finished: Sequence[bool]) -> bool:
    mine = words[position]
    nearby = range(max(0, position - NEARBY_BLOCKS), min(len(words), position + NEARBY_BLOCKS))
    return len(mine) >= FEWEST_CAPTION_WORDS and any(
        finished[other] and len(mine & words[other]) >= REPEATED_SHARE * len(mine)
        for other in nearby
    )


def _content_words(block: str) -> frozenset[str]:
    # The first letters stand for the word: captions vary its ending.
    return frozenset(word[:5] for word in re.findall(r"\w{4,}|\d+", block.lower()))
