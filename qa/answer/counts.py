"""Does a number that may be a year count the things named after it? "2019 drones", "1800 lärare".

By grammar alone: a plural follows a count, a year follows "since" or "the", and a verb follows
either. In Swedish, verbs and plurals share endings ("ökar", "bilar"); there the word before the
number decides, or a verb after the plural.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.language.lexicon import Lexicon
from index.language.lexicons import LEXICONS
from index.language.places import is_demonym

MAX_PHRASE_WORDS = 3  # "1800 new Chinese cameras"
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NEXT_WORD = re.compile(rf" ({_WORD.pattern})")
_LAST_WORD = re.compile(rf"({_WORD.pattern})\s*$")
_GENITIVE = re.compile(r"['’]s$")
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;:!?)”\"])")


def counts_things(before: str, after: str) -> bool:
    """Whether the number between these halves of a sentence counts what follows it."""
    return any(_counts(each, before, after) for each in _languages(f"{before} {after}"))


def _languages(sentence: str) -> Sequence[Lexicon]:
    """Those that most of the sentence's words are of; several where it does not tell."""
    words = set(map(str.lower, _WORD.findall(sentence)))
    shared = [len(words & each.stop_words) for each in LEXICONS.values()]
    pairs = zip(LEXICONS.values(), shared, strict=True)
    return [each for each, count in pairs if count == max(shared)]


def _counts(lexicon: Lexicon, before: str, after: str) -> bool:
    phrase = _noun_phrase(lexicon, after)
    if not phrase:
        return False
    last = _LAST_WORD.search(before)
    previous = last[1].lower() if last else ""
    if previous in lexicon.determiners or _GENITIVE.search(previous):
        return False
    rest = after[sum(len(word) + 1 for word in phrase) :]
    if previous in lexicon.before_years:
        return previous in lexicon.prepositions and _CLAUSE_END.match(rest) is not None
    if any(_may_be_verb(lexicon, word) for word in phrase[:-1]):  # "2019 destroyed cars"
        return _is_verb(lexicon, previous)
    if not _may_be_verb(lexicon, phrase[-1]) or _precedes_object(lexicon, previous):
        return True
    following = _NEXT_WORD.match(rest)
    return not previous and following is not None and _is_verb(lexicon, following[1].lower())


def _noun_phrase(lexicon: Lexicon, after: str) -> list[str]:
    """The words after a number up to the first plural; none where there is none."""
    words: list[str] = []
    end = 0
    while len(words) < MAX_PHRASE_WORDS and (match := _NEXT_WORD.match(after, end)):
        word = match[1]
        if word[0].isupper() and not is_demonym(word):
            break
        words.append(word.lower())
        if words[-1] in lexicon.uncounted or words[-1] in lexicon.stop_words:
            break
        if is_plural(words[-1], lexicon):
            return words
        end = match.end()
    return []


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a word looks like the plural of a noun."""
    if word in lexicon.plurals:
        return True
    return word.endswith(lexicon.plural_endings) and not word.endswith(lexicon.singular_endings)


def _may_be_verb(lexicon: Lexicon, word: str) -> bool:
    known = word in lexicon.plurals or word in _nouns(lexicon.code)
    return not known and _is_verb(lexicon, word)


@cache
def _nouns(language: str) -> frozenset[str]:
    return frozenset(" ".join(LEXICONS[language].nouns.values()).split())


def _is_verb(lexicon: Lexicon, word: str) -> bool:
    known = word in lexicon.verbs or word in lexicon.yes_or_no
    return known or word.endswith(lexicon.verb_endings)


def _precedes_object(lexicon: Lexicon, word: str) -> bool:
    """Whether things may be named after a word."""
    return word in lexicon.prepositions or word in lexicon.rough or _is_verb(lexicon, word)
