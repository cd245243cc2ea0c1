"""The languages that there are rules for: each `lexicon_*.py` beside this file is one."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from itertools import chain
from operator import attrgetter
from pkgutil import iter_modules

import index.language
from index.language.lexicon import Lexicon

_MODULES = sorted(each.name for each in iter_modules(index.language.__path__, "index.language."))
LEXICONS: dict[str, Lexicon] = {
    lexicon.code: lexicon
    for name in _MODULES
    if name.startswith("index.language.lexicon_")
    for lexicon in [import_module(name).LEXICON]
}


def words_of(name: str) -> tuple[str, ...]:
    """A list of words of all languages."""
    return tuple(chain.from_iterable(map(attrgetter(name), LEXICONS.values())))


def any_of(*names: str) -> str:
    """A pattern for any word of those lists, in any language."""
    return alternatives(chain.from_iterable(map(words_of, names)))


STOP_WORDS = frozenset(words_of("stop_words"))
"""Of all languages."""


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; without any, for nothing."""
    ordered = sorted(set(words), key=lambda each: (-len(each), each))
    # A space counts in verbose patterns, too.
    plain = [each.replace("\\ ", " ").replace(" ", "[ ]") for each in ordered]
    return f"(?:{'|'.join(plain) or '(?!)'})"
