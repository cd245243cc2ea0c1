"""Other ways to write a word: without the marks on its letters, or with one slip of the finger."""

from __future__ import annotations

from string import ascii_lowercase
from unicodedata import combining, normalize

LETTERS = ascii_lowercase + "åäö"  # of Swedish, and with it of English
SHORTEST_MISSPELT = 5  # letters; a shorter word is one edit from too many others


def folded(word: str) -> str:
    """The word as it is typed on a keyboard without å, ä, ö and the like."""
    return "".join(letter for letter in normalize("NFD", word) if not combining(letter))


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
