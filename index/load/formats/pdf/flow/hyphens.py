"""Whether the hyphen at the end of a line is of the word, or only of the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from index.language.lexicon import Lexicon
from index.language.lexicons import LEXICONS, words_of

MAX_WORD = 80  # characters
_MARKS = ("-", "‐", "\u00ad")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*")
_BROKEN = re.compile(r"(?P<before>\S*?)(?P<part>[^\W\d_]+)[-‐\u00ad]$")
_NEXT = re.compile(r"[^\W\d_]+")
_SUSPENDED = frozenset(
    (*words_of("additions"), *words_of("alternatives"), *words_of("up_to"), "und", "oder")
)
TELLING = 5  # of a language's commonest words: those that no other has


class Hyphens:
    """Tells by the words of a document how a word that a line's end cuts is written."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        for line in lines:
            found = _WORD.findall(line.lower())
            self.words.update(found[:-1] if line.endswith(_MARKS) else found)
        language = max(
            LEXICONS.values(), key=lambda each: (self._count(each), not each.kept_hyphens)
        )
        self._kept_after = language.kept_hyphens  # none where compounds are written as one word

    def _count(self, language: Lexicon) -> int:
        return sum(self.words[word] for word in language.commonest[:TELLING])

    def joint(self, text: str, line: str) -> tuple[int, str]:
        """How many characters of a text to drop, and what to put, before the line that goes on."""
        if not text.endswith(_MARKS):
            return 0, " "
        broken, follows = _BROKEN.search(text[-MAX_WORD:]), _NEXT.match(line)
        if broken is None or follows is None:
            return 0, "" if text[-2:-1].isalnum() else " "
        if text.endswith("\u00ad"):
            return 1, ""
        if follows[0].lower() in _SUSPENDED:
            return 0, " "
        return int(self._is_of_line(broken["before"], broken["part"], follows[0])), ""

    def _is_of_line(self, before: str, part: str, rest: str) -> bool:
        """Whether the hyphen is only of the line: the word is written without it."""
        if not rest[0].islower() or part[-1].isupper() or before.endswith("-"):
            return False
        whole, hyphened = (part + rest).lower(), f"{part}-{rest}".lower()
        if self.words[whole] or self.words[hyphened]:
            return self.words[whole] >= self.words[hyphened]
        if len(part) == 1 and not before[-1:].isalnum():  # "e-post": nobody cuts after one letter
            return False
        if not self._kept_after:
            return True
        parts_are_words = len(rest) > 2 and self.words[part.lower()] and self.words[rest.lower()]
        return part.lower() not in self._kept_after and not parts_are_words
