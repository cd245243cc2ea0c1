"""A question that leans on another → one question in full, where rules can tell which.

Its name or year goes into the place that it fits in the earlier question ("And in Laos?"), or the
one who was asked about into the place of the pronoun ("Who is she?" "Where does she work?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from index.search.bm25 import terms

_OPENING = re.compile(
    r"(?:(?:and|but|or|so|then|what about|how about|och|men|eller|så|då|vad gäller"
    r"|hur är det(?: med)?|hur ser det ut|samma fråga för|same question for)\b[,\s]*)+",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:\s(?:då|then))?[\s?.!]*$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(in|i|at|på|from|från|to|till|for|för|by|av|with|med)\s+", re.IGNORECASE
)
_ALIKE = {
    "i": "in", "at": "in", "på": "in", "från": "from", "till": "to", "för": "for", "av": "by",
    "med": "with",
}  # fmt: skip
_ARTICLE = re.compile(r"^(?:the|den|det|de)\s+(?=[A-ZÅÄÖ])")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_WHO_IS = re.compile(
    r"(?:who|what|vem|vilka|vad) (?:is|was|are|were|är|var) ((?:\S+ ){0,5}?\S+?)(?: för \w+)?\W*",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\b(?:(his|its|their|her(?= \w))|(hans|hennes|dess|deras))\b", re.IGNORECASE)
# "What does [a tyre change] on a racing bicycle cost?": what is asked about stands behind the verb.
_ENGLISH_SUBJECT = re.compile(
    r"\b(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should|must)\s+"
    r"((?:(?:an?|the|my|your)\s+)?(?:[\w'’-]+\s+){0,3}?[\w'’-]+)"
    r"(?=\s+(?:on|of|for|in|at|with|by|from|during|per|costs?|takes?|lasts?|opens?|closes?|starts?|begins?"
    r"|ends?|weighs?|works?|needs?|means?)\b|\s*\?*$)",
    re.IGNORECASE,
)
_SWEDISH_SUBJECT = re.compile(
    r"^(?:vad|när|var|vem|hur \w+|vilke[nt] \w+|vilka \w+)\s+"
    r"(?:kostar|är|var|öppnar|stänger|börjar|slutar|tar|varar|gäller|väger|rymmer|ligger|blir)\s+"
    r"((?:[\w'’-]+\s+){0,3}?[\w'’-]+)(?=\s+(?:på|för|i|av|till|med|vid|under|från|per)\b|\s*\?*$)",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"how many|hur många", re.IGNORECASE)  # things, of which others may be meant
_PLAIN_PART = re.compile(r"(?:[\w'’-]+\s+){0,3}[\w'’-]+")
_OTHER_PART = re.compile(
    r"^\d+$|^(?:in|i|at|på|from|från|to|till|for|för|by|av|with|med|of|on|om|hos|vid|under|during)\b"
    r"|\b(?:who|what|which|when|where|why|how|is|are|was|does|do|did|has|have|can|that|this|it|they"
    r"|vem|vad|vilke[nt]|vilka|när|var|varför|hur|är|har|kan|det|den|de|så|sedan|then)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|him|she|her|it|they|them|han|honom|hon|henne|(?:den|det|dem)(?=\W*$))\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$")


class Name(NamedTuple):
    """A name in a question: where it stands, without a possessive ending."""

    start: int
    end: int
    possessive: bool
    preposition: str


def side_by_side(questions: Sequence[str]) -> str:
    """All of them, with dashes between: for what no rule makes into one question."""
    first, *others = questions
    for each in others:
        first = f"{first.rstrip(' ?')} — {_uncapitalised(each.strip())}"
    return first


def _uncapitalised(question: str) -> str:
    """Without the capital of its first word, where that is surely no name."""
    first = question.partition(" ")[0]
    keep = first == "I" or not _says_nothing(first)
    return question if keep else question[:1].lower() + question[1:]


def rewritten(question: str, topic: str) -> str | None:
    """The one question that `question` means after `topic`; None where no rule tells."""
    return (
        _with_part_replaced(question, topic)
        or _with_subject_replaced(question, topic)
        or _with_name_for_pronoun(question, topic)
    )


def _with_part_replaced(question: str, topic: str) -> str | None:
    """`topic` about another place, thing or year, where `question` is nothing but that."""
    opening = _OPENING.match(question.strip())
    part = _CLOSING.sub("", question.strip()[opening.end() if opening else 0 :])
    preposition = _PREPOSITION.match(part)
    if not (opening or preposition):  # "Really?" looks like a name
        return None
    rest = part[preposition.end() :] if preposition else part
    if _YEAR.fullmatch(rest):
        years = [match.span() for match in _YEAR.finditer(topic)]
        return _replaced(topic, *years[0], rest) if len(years) == 1 else None
    rest = _ARTICLE.sub("", rest)
    if not _is_name(rest):
        return None
    names = _names(topic)
    if preposition:
        sort = _sort(preposition[1])
        names = [name for name in names if name.preposition == sort] or [
            name for name in names if name.possessive
        ]
    return _replaced(topic, names[0].start, names[0].end, rest) if len(names) == 1 else None


def _with_subject_replaced(question: str, topic: str) -> str | None:
    """`topic` asked of another thing ("What about a service?"), where that is all that is said."""
    opening = _OPENING.match(question.strip())
    if opening is None:
        return None
    part = _CLOSING.sub("", question.strip()[opening.end() :])
    subject = _subject_of(topic)
    plain = _PLAIN_PART.fullmatch(part) and not _OTHER_PART.search(part)
    if subject is None or not plain or _COUNTS.match(topic):
        return None
    return _replaced(topic, *subject.span(1), part)


def _with_name_for_pronoun(question: str, topic: str) -> str | None:
    """`question` about the one that `topic` asked about: "Who is …?", "What does … cost?"."""
    asked = _WHO_IS.fullmatch(topic.strip())
    subject = _subject_of(topic)
    if asked and _names(topic):
        name = asked[1]
    elif subject and not asked:
        name = subject[1]
    else:
        return None

    def owned(match: re.Match[str]) -> str:
        swedish = "" if name[-1] in "sxz" else "s"
        return name + ("'s" if match[1] else swedish)

    found = _PRONOUN.sub(lambda _: name, _OWNER.sub(owned, question))
    return found if found != question else None


def _subject_of(question: str) -> re.Match[str] | None:
    """What a question asks about, in the first group."""
    return _ENGLISH_SUBJECT.search(question) or _SWEDISH_SUBJECT.search(question)


def _replaced(text: str, start: int, end: int, part: str) -> str:
    return text[:start] + part + text[end:]


def _names(question: str) -> list[Name]:
    """Runs of words with a capital, but for the first word of the question."""
    words = list(re.finditer(r"[\w'’-]+", question))[1:]
    runs = groupby(words, key=lambda word: word[0][0].isupper())
    names = []
    for run in (list(run) for is_name, run in runs if is_name):
        start, end = run[0].start(), run[-1].end()
        ending = _POSSESSIVE.search(question[start:end])
        before = re.search(r"(\w+)\s+$", question[:start])
        end -= len(ending[0]) if ending else 0
        names.append(Name(start, end, bool(ending), _sort(before[1]) if before else ""))
    return names


def _is_name(text: str) -> bool:
    words = text.split()
    return bool(words) and all(word[0].isupper() and not _says_nothing(word) for word in words)


def _says_nothing(word: str) -> bool:
    """Whether it is a stop word: "Why", "And", "Hur"."""
    return not (terms(word, "en") and terms(word, "sv"))


def _sort(preposition: str) -> str:
    return _ALIKE.get(preposition.lower(), preposition.lower())
