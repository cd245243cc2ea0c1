"""Words looked for in a document."""

from __future__ import annotations

import re

from index.types import Span

MAX_WORDS = 100  # characters
MAX_HITS = 1_000
_BETWEEN = r"[\s|*`]+"
"""What may stand between two words, in the text and in what was typed: also what divides cells, and
what the page does not show."""


def find(text: str, words: str, part: Span | None = None) -> list[Span]:
    """Where the words stand one after the other, in upper or lower case; the first MAX_HITS times.

    `part`: hits that begin in this part of the text. Of the words the first MAX_WORDS characters
    count.
    """
    wanted = [re.escape(each) for each in re.split(_BETWEEN, words[:MAX_WORDS]) if each]
    if not wanted:
        return []
    start, end = part or (0, len(text))
    hits: list[Span] = []
    for found in re.compile(_BETWEEN.join(wanted), re.IGNORECASE).finditer(text, start):
        if found.start() >= end or len(hits) == MAX_HITS:
            break
        hits.append(found.span())
    return hits
