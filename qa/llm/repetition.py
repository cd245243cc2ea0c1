"""A language model that has begun to repeat itself, as small ones do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from qa.errors import LanguageModelError

MIN_REPEATED = 40  # characters; what is shorter may be a list's
MAX_TIMES = 2

_SENTENCE_END = re.compile(r"\n|(?<=[.!?])\s")


def until_repeated(texts: Iterable[str]) -> Iterator[str]:
    """The text until a line or sentence of it comes a third time; then LanguageModelError."""
    times: Counter[str] = Counter()
    begun = ""
    for text in texts:
        ends = _SENTENCE_END.search(begun[-1:] + text)
        begun += text
        if ends:
            *complete, begun = _SENTENCE_END.split(begun)
            times.update(line for each in complete if len(line := each.strip()) >= MIN_REPEATED)
        if times and max(times.values()) > MAX_TIMES:
            raise LanguageModelError("the language model repeats itself.")
        yield text
