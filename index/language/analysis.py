"""A text → its terms: words in lower case, stemmed, without stop words; numbers in one notation.

An index keeps terms, so what is a term may not change without `index.store`'s format changing too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from unicodedata import normalize

from index.language.lexicons import LEXICONS
from index.language.numbers import numbers

# The languages that Snowball has stemmers for, by ISO 639-1 code.
STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
    "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
MAX_WORD_BYTES = 99  # longer is data, not a word
MAX_CACHED_STEMS = 16_384
_POSSESSIVE = re.compile(r"['\u2019]s\b", re.IGNORECASE)


def terms(text: str, language: str) -> list[str]:
    """The words of `text` as the index of that language knows them; numbers and dates come last."""
    # Composed: "å" as a letter and a ring would be two words.
    found, rest = numbers(_POSSESSIVE.sub("", normalize("NFC", text)))
    return stems(rest, language) + found


def stems(text: str, language: str) -> list[str]:
    """The stems of the words of `text` but for stop words; in an unknown language, its words."""
    return list(filter(None, map(_stem_of(language), _word().findall(text))))


@cache
def _stem_of(language: str) -> Callable[[str], str]:
    """A word of that language → its stem; nothing for a stop word, or what is too long."""
    left_out = stop_words(language)
    stemmer, endings = _stemmer(language), _stem_endings(language)
    lock = Lock()  # a stemmer is for one thread at a time

    @lru_cache(maxsize=MAX_CACHED_STEMS)
    def stem(word: str) -> str:
        if len(word.encode("utf-8", "surrogatepass")) > MAX_WORD_BYTES:
            return ""
        # Letter by letter, as indexes have it: str.lower() knows a final sigma.
        word = word.replace("Σ", "σ").lower()
        if word in left_out:
            return ""
        with lock:
            found = stemmer(word)
        for ending, instead in endings:
            found = ending.sub(instead, found)
        return found

    return stem


def _stem_endings(language: str) -> list[tuple[re.Pattern[str], str]]:
    lexicon = LEXICONS.get(language)
    endings = lexicon.stem_endings if lexicon else ()
    return [(re.compile(ending), instead) for ending, instead in endings]


def _stemmer(language: str) -> Callable[[str], str]:
    if language not in STEMMERS:
        return str
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(STEMMERS[language], 0).stemWord
    return stem


@cache
def stop_words(language: str) -> frozenset[str]:
    """The words of a language that say too little to be searched for: "how" and "vad" are rare in
    what documents say, and would weigh much in a question.
    """
    lexicon = LEXICONS.get(language)
    return lexicon.stop_words if lexicon else _snowball_stop_words().get(language, frozenset())


@cache
def _snowball_stop_words() -> dict[str, frozenset[str]]:
    lines = (
        Path(__file__)
        .with_name("stop_words_of_other_languages.txt")
        .read_text("utf-8")
        .splitlines()
    )
    pairs = (line.split(": ") for line in lines if not line.startswith("#"))
    return {language: frozenset(words.split()) for language, words in pairs}


@cache
def _word() -> Any:
    """Unicode's letters and numbers; `re` takes the vowel signs of Indic scripts for none."""
    import regex

    return regex.compile(r"[\p{Alphabetic}\p{N}]+")
