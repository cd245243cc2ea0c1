"""What a language model writes, as it comes → its sentences, each with the numbers it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from index.split.sentences import split_sentences
from index.types import Block

_CITED = re.compile(r"\s*\[\s*\d+(?:\s*[,;]\s*\d+)*\s*\]")
_CITED_SO_FAR = re.compile(r"\s*\[[\d\s,;]*\Z")
_LINE_START = re.compile(r"\s*(?:(?P<item>[-*•+]|\d{1,3}[.)])\s+|#+\s+|>\s*)?")
_MARKUP = re.compile(r"\*\*|__|`")
_FINISHED_WORD = re.compile(r"\S\s")
MAX_DIGITS = 3  # of the number of a piece


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence on one line, without citations and markup. `cited`: the numbers of the pieces that
    it cites. `line`: which line it stands on, from 0. `is_item`: whether that is a list's item.
    """

    text: str
    cited: tuple[int, ...]
    line: int
    is_item: bool

    @property
    def claims(self) -> bool:
        """Whether it may state something; "Here is a summary:" only leads to what does."""
        return any(map(str.isalnum, self.text)) and not self.text.endswith(":")


def drafted(chunks: Iterable[str], language: str) -> Iterator[DraftSentence]:
    """The sentences of a text in `language`, each as soon as the next one has begun."""
    line, number, given = "", 0, 0
    for chunk in chain(chunks, ["\n"]):
        *ended, line = (line + chunk).split("\n")
        for each in ended:
            yield from _sentences(each, number, language, has_ended=True)[given:]
            number, given = number + 1, 0
        complete = _sentences(line, number, language, has_ended=False)
        yield from complete[given:]
        given = max(given, len(complete))


def _sentences(line: str, number: int, language: str, *, has_ended: bool) -> list[DraftSentence]:
    """The sentences of a line; of one that has not ended, those that no further text changes."""
    start = _LINE_START.match(line)
    assert start is not None
    rest = _MARKUP.sub("", line[start.end() :])
    text, markers = _without_citations(rest if has_ended else _CITED_SO_FAR.sub("", rest))
    spans = split_sentences(text, Block(0, len(text), "prose"), language) if text.strip() else []
    nexts = [each[0] for each in spans[1:]] + [len(text)]
    if not has_ended:
        last_has_begun = spans and _FINISHED_WORD.search(text, spans[-1][0])
        spans = spans[: -1 if last_has_begun else -2]
    return [
        DraftSentence(
            " ".join(text[first:last].split()),
            tuple(each for place, cited in markers if first < place <= end for each in cited),
            number,
            start["item"] is not None,
        )
        for (first, last), end in zip(spans, nexts, strict=False)
    ]


def _without_citations(text: str) -> tuple[str, list[tuple[int, tuple[int, ...]]]]:
    """The text without its citations, and where each stood in that, with its numbers.

    A number too long for a piece's stays one that no piece has: 0.
    """
    plain, end, markers = "", 0, []
    for found in _CITED.finditer(text):
        plain += text[end : found.start()]
        digits = re.findall(r"\d+", found[0])
        numbers = tuple(int(each) if len(each) <= MAX_DIGITS else 0 for each in digits)
        markers.append((len(plain), numbers))
        end = found.end()
    return plain + text[end:], markers
