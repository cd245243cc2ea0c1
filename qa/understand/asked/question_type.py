"""What kind of answer a question asks for, and a sentence gives, by their words."""

from __future__ import annotations

import re

from index.language.lexicons import any_of


def _words(*names: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(*names)}\b", re.IGNORECASE)


_ASKS_FOR_NUMBER = _words("numbers_asked")
_NUMBER = re.compile(rf"\d|\b{any_of('numerals', 'amounts')}\b", re.IGNORECASE)
_ASKS_FOR_REASON = _words("reasons_asked")
_REASON = _words("reasons")
_NEGATION = _words("negations")
_QUESTION = re.compile(r"\?\W*$")


def asks_for_number(question: str) -> bool:
    """Whether the answer is a count, a measure, a price or a time."""
    return _ASKS_FOR_NUMBER.search(question) is not None


def asks_for_reason(question: str) -> bool:
    """Whether it asks why something is so."""
    return _ASKS_FOR_REASON.search(question) is not None


def holds_number(sentence: str) -> bool:
    """Whether the sentence gives a number, in digits or words."""
    return _NUMBER.search(sentence) is not None


def lacks_asked(question: str, sentence: str) -> bool:
    """Whether the answer is a number, a time or a reason, and the sentence gives none: a number, or
    a word that reasons and purposes come with.
    """
    if asks_for_number(question):
        return not holds_number(sentence)
    return asks_for_reason(question) and _REASON.search(sentence) is None


def is_question(sentence: str) -> bool:
    """Whether the sentence ends as a question does: it states nothing."""
    return _QUESTION.search(sentence) is not None


def denials(text: str) -> frozenset[str]:
    """The words by which a sentence says that something is not so."""
    return frozenset(word.lower() for word in _NEGATION.findall(text))
