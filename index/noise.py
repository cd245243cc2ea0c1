"""Which blocks of a text are not prose: repeated captions, menus, copyright lines.

Noise is never edited out of a text; its spans are only left out of passages and answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Block, ends_sentence
from index.furniture import is_furniture
from index.types import Span

REPEATED_SHARE = 0.6  # of a caption's words found again in one other block of the document
FEWEST_CAPTION_WORDS = 6  # shorter lines are subheadings
NEARBY_BLOCKS = 60  # a caption stands near its article's text; keeps the work linear


def noise_spans(text: str, blocks: Sequence[Block]) -> list[Span]:
    """The spans of the `blocks` of `text` that hold no prose of the document's own."""
    repeated = _repeated_captions(text, blocks)
    return [
        (block.start, block.end)
        for block in blocks
        if block in repeated or _is_furniture(text[block.start : block.end])
    ]


def _is_furniture(block: str) -> bool:
    lines = block.splitlines()
    # Page furniture inside a broken sentence does not make furniture of the sentence.
    rest = [line for line in lines if not is_furniture(line)]
    return is_furniture(lines[0]) or is_furniture(" ".join(rest))


def _repeated_captions(text: str, blocks: Sequence[Block]) -> set[Block]:
    """Pull quotes and captions: unfinished lines whose words a finished block nearby holds too.

    And blocks that stand word for word a second time. The first block is the title, and stays.
    """
    words = [_content_words(text[block.start : block.end]) for block in blocks]
    finished = [ends_sentence(text[block.start : block.end]) for block in blocks]
    seen: set[str] = set()
    repeated: set[Block] = set()
    for position, block in enumerate(blocks):
        wording = " ".join(text[block.start : block.end].lower().split())
        caption = position > 0 and block.kind != "item" and not finished[position]
        again = wording in seen and len(words[position]) >= FEWEST_CAPTION_WORDS
        if again or (caption and _held_nearby(position, words, finished)):
            repeated.add(block)
        seen.add(wording)
    return repeated


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
