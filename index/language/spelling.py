"""Other ways to write a word: without the marks on its letters, or with one slip of the finger."""

from __future__ import annotations

from itertools import chain
from string import ascii_lowercase
from unicodedata import combining, normalize

from index.language.lexicons import words_of

LETTERS = "".join(dict.fromkeys(chain(ascii_lowercase, *words_of("letters"))))
MIN_MISSPELT = 5  # letters; a shorter word is one edit from too many others


def folded(word: str) -> str:
    """The word as it is typed on a keyboard without å, ä, ö and the like."""
    return "".join(letter for letter in normalize("NFD", word) if not combining(letter))


def shared_beginning(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    shorter = min(len(one), len(other))
    return next((place for place in range(shorter) if one[place] != other[place]), shorter)


def one_edit_away(word: str) -> set[str]:
    """Every string at the distance 1 from `word`: a letter too many, missing or wrong, or two
    neighbours exchanged (Damerau 1964, "A Technique for Computer Detection and Correction of
    Spelling Errors": four in five misspellings are one of these).
    """
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    deleted = (head + tail[1:] for head, tail in cuts if tail)
    exchanged = (head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1)
    replaced = (head + letter + tail[1:] for head, tail in cuts if tail for letter in LETTERS)
    inserted = (head + letter + tail for head, tail in cuts for letter in LETTERS)
    return {*deleted, *exchanged, *replaced, *inserted} - {word}


def is_one_edit_away(one: str, other: str) -> bool:
    """Whether `other` is among `one_edit_away(one)`, told without making these."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = shared_beginning(one, other)
    one, other = one[start:], other[start:]
    end = shared_beginning(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])
