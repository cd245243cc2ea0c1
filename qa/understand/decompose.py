"""What was typed → the questions in it: orders left out, several things asked apart."""

from __future__ import annotations

import re

_INTERROGATIVE = (
    r"(?:who|whom|whose|what|which|when|where|why|how"
    r"|vem|vems|vad|vilke[nt]|vilka|när|var|vart|varför|hur)"
)
_PREPOSITION = r"(?:by|in|on|at|for|from|to|of|with|av|i|på|om|för|från|till|med|vid)"
_ORDER = (
    r"(?:please\s+)?(?:answer|reply|respond|ignore|disregard|forget|pretend|imagine|invent|make\s+up|act"
    r"|say|speak|write|guess|svara|ignorera|strunta|bry\s+dig|glöm|låtsas|föreställ|hitta\s+på|säg"
    r"|skriv|gissa)\b[^?:]*"
)
_ORDERS = re.compile(rf"\A{_ORDER}[:.!]\s+(?=[^?]*\?)|(?<=\?)\s+{_ORDER}\Z", re.IGNORECASE)
# "and how many does …", ", och på hur lång tid …"; not "when and where": before it stands a clause.
_JOINT = re.compile(
    rf"(?:(?:,\s*|\s+)(?:and|och|samt)|\?(?:\s+(?:and|och|samt))?)"
    rf"\s+(?=(?:{_PREPOSITION}\s+)?{_INTERROGATIVE}\s+\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{_INTERROGATIVE}\b", re.IGNORECASE)
# "How many does Oslo have?", "Which one …?", "… them …?" leave out what the first part names.
_LEAVES_OUT = re.compile(
    r"\b(?:(?:how\s+(?:many|much)|which)\s+(?:one|do|does|did|has|have|had|will|would|can|is|are"
    r"|was|were)|(?:hur\s+(?:många|mycket)|vilke[nt]|vilka)\s+(?:har|hade|ska|skulle|kan|är|var|får|fick)"
    r"|it|its|they|them|their|he|she|his|her|den|det|dess|de|dem|deras|han|hon|hans|hennes)\b",
    re.IGNORECASE,
)
FEWEST_WORDS = 3  # of a part; fewer ask nothing yet: "How and why …"
MOST_PARTS = 4


def parts_of(question: str) -> list[str]:
    """The questions in `question` that "and" joins, in order; all of it where it asks one thing.

    Orders to the assistant before or after ("Answer yes or no: …") are left out: what they say is
    not asked of the documents.

    Only a conjunction before an interrogative parts them, in Swedish and English: what stands after
    it asks for something of its own. Each part ends with a question mark.
    """
    question = _ORDERS.sub("", question.strip())
    pieces = _JOINT.split(question)
    whole = len(pieces) > MOST_PARTS or any(not _asks(piece) for piece in pieces)
    if len(pieces) == 1 or whole:
        return [question]
    return [f"{piece.rstrip(' ?.,')}?" for piece in pieces]


def leans_on_first(part: str) -> bool:
    """Whether a later part leaves out, or has a pronoun for, what an earlier one names."""
    return _LEAVES_OUT.search(part) is not None


def _asks(piece: str) -> bool:
    return _ASKS.search(piece) is not None and len(piece.split()) >= FEWEST_WORDS
