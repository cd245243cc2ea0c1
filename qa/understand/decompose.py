"""What was typed → the questions in it: orders left out, several things asked apart."""

from __future__ import annotations

import re

from index.language.lexicons import any_of
from qa.understand.asked.times import JOINT, two_times
from qa.understand.chat.unclear import telling_words
from qa.understand.names import names_and_numbers

_INTERROGATIVE = any_of("interrogatives")
_ORDER = rf"{any_of('orders')}\b[^?:]*"
_ORDERS = re.compile(rf"\A{_ORDER}[:.!]\s+(?=[^?]*\?)|(?<=\?)\s+{_ORDER}\Z", re.IGNORECASE)
_IN_ORDER = re.compile(rf"{any_of('shapes.in_order')}\W*", re.IGNORECASE)
_ASKS = re.compile(rf"\b{_INTERROGATIVE}\b", re.IGNORECASE)
# "How many does Oslo have?", "Which one …?", "… them …?" leave out what the first part names.
_LEAVES_OUT = re.compile(rf"\b{any_of('elliptical', 'pronouns', 'possessives')}\b", re.IGNORECASE)
MIN_WORDS = 3  # of a part; fewer ask nothing yet: "How and why …"
MAX_PARTS = 4
MAX_LEANING = 2  # words that tell something, of a part that names nothing


def parts_of(question: str) -> list[str]:
    """The questions in what was typed, in order, without orders to the assistant."""
    return joined_questions(without_orders(question))


def without_orders(question: str) -> str:
    """`question` without orders before or after it, such as "Answer yes or no: …": what they say is
    not asked of the documents.
    """
    return _ORDERS.sub("", question.strip())


def joined_questions(question: str) -> list[str]:
    """The questions in `question` that "and" joins, in order; all of it where it asks one thing, or
    the same of two times.

    Only a conjunction before an interrogative parts them: what stands after
    it asks for something of its own. Each part ends with a question mark.
    """
    pieces = JOINT.split(question)
    whole = len(pieces) > MAX_PARTS or any(not _asks(piece) for piece in pieces)
    if len(pieces) == 1 or whole or two_times(question):
        return [question]
    return [f"{piece.rstrip(' ?.,')}?" for piece in pieces]


def leans_on_first(part: str) -> bool:
    """Whether a later part leaves out, or has a pronoun for, what an earlier one names; or says too
    little by itself: "who gave the ok?".
    """
    if _LEAVES_OUT.search(part):
        return True
    return not names_and_numbers(part) and len(telling_words(part)) <= MAX_LEANING


def _asks(piece: str) -> bool:
    asks = _ASKS.search(piece) is not None and _IN_ORDER.fullmatch(piece) is None
    return asks and len(piece.split()) >= MIN_WORDS
