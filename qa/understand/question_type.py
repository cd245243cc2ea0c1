"""What kind of answer a question asks for, and a sentence gives, by their words."""

from __future__ import annotations

import re

_ASKS_FOR_NUMBER = re.compile(
    r"\b(?:how (?:many|much|long|big|large|old|far|fast|high|often|common)|when|(?:what|which) year"
    r"|what (?:share|percentage|proportion|number|price)|by what"
    r"|hur (?:många|manga|mycket|stor\w*|lång\w*|länge|ofta|gam\w+|snabbt|högt?|dyr\w*|vanlig\w*)"
    r"|när|vilket år|vilken ränta|vad kosta\w*)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|thousands?|millions?|billions?|half|thirds?|quarters?|twice"
    r"|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|(?:tret|fjor|fem|sex|sjut|ar|nit)ton"
    r"|tjugo\w*|(?:tret|fyr|fem|sex|sjut|åt|nit)tio\w*|dussin|hundra\w*|tusen\w*|miljon\w*"
    r"|miljard\w*|hälften|tredjedel\w*|fjärdedel\w*|dubbel\w*)\b",
    re.IGNORECASE,
)
_ASKS_FOR_REASON = re.compile(
    r"\b(?:why|for what reason|varför|av vilke[nt] (?:skäl|anledning|orsak))\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|thanks to|so that|in order|therefore|as a result|reasons?"
    r"|to \w+|after"
    r"|eftersom|emedan|därför|för att|på grund|till följd|så att|tack vare|orsak\w*|skäl\w*"
    r"|motiver\w*|sedan)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n[’']t"
    r"|inte|ej|icke|aldrig|ingen|inget|inga|ingenting|varken|utan)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?\W*$")


def asks_for_number(question: str) -> bool:
    """Whether the answer is a count, a measure, a price or a time (Swedish and English)."""
    return _ASKS_FOR_NUMBER.search(question) is not None


def holds_number(sentence: str) -> bool:
    """Whether the sentence gives a number, in digits or words (Swedish and English)."""
    return _NUMBER.search(sentence) is not None


def lacks_asked(question: str, sentence: str) -> bool:
    """Whether the answer is a number, a time or a reason, and the sentence gives none: a number, or
    a word that reasons and purposes come with (Swedish and English).
    """
    if asks_for_number(question):
        return not holds_number(sentence)
    return _ASKS_FOR_REASON.search(question) is not None and _REASON.search(sentence) is None


def is_question(sentence: str) -> bool:
    """Whether the sentence ends as a question does: it states nothing."""
    return _QUESTION.search(sentence) is not None


def denials(text: str) -> frozenset[str]:
    """The words by which a sentence says that something is not so (Swedish and English)."""
    return frozenset(word.lower() for word in _DENIAL.findall(text))
