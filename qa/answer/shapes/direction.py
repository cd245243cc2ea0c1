"""Whether the best sentence says yes or no to a question for that, where it surely does.

In the question's own words rules tell; in others, and across languages, a reader that holds claims:
what is asked is held against the sentence, as if it were claimed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from index import Index
from index.language.analysis import terms
from index.language.lexicons import any_of
from qa.evidence.confidence import probability
from qa.evidence.read import Evidence
from qa.evidence.reader.protocol import Reader
from qa.evidence.reader.windows import quote_window
from qa.understand.asked.answer_shape import CONDITIONS
from qa.understand.asked.asked_value import is_yes_or_no
from qa.understand.asked.question_type import denials

Direction = Literal["yes", "no", ""]

MIN_SURE = 0.8  # probability that the sentence answers
MAX_MORE = 5  # words that it has and the question has not; more may limit what it says
MAX_MORE_DENIED = 2  # where it denies: what is denied may be only that
MIN_HELD = 1.4  # log-odds that a reader gives to yes, or to no: 41 of 43 are right (docs/reader.md)
_CONDITION = re.compile(rf"\b{CONDITIONS}\b", re.IGNORECASE)
_CHOICE = re.compile(rf"\b{any_of('alternatives')}\b", re.IGNORECASE)


def direction_of(index: Index, question: str, evidence: Sequence[Evidence]) -> Direction:
    """Yes or no, if the best sentence states all that is asked, or denies it, without a condition;
    empty where that is not sure, or not asked.
    """
    best = evidence[0]
    if not is_yes_or_no(question) or denials(question) or best.listed is not None:
        return ""
    if best.kind == "row" or not best.own_language or probability([best]) < MIN_SURE:
        return ""
    text, language = index.text_of(best.sentence), best.hit.passage.language
    asked, said = set(terms(question, language)), set(terms(text, language))
    if not asked or not asked <= said or _CONDITION.search(text):
        return ""
    denied = bool(denials(text))
    most = MAX_MORE_DENIED if denied else MAX_MORE
    if len(said - asked) > most:
        return ""
    return "no" if denied else "yes"


def held_direction(
    index: Index, reader: Reader | None, question: str, quoted: Evidence
) -> Direction:
    """What a reader that holds claims makes of a question and the sentence that is quoted for it;
    empty where it is not sure, no reader can, or nothing of the kind is asked.
    """
    hold = getattr(reader, "hold", None)
    if hold is None or not is_yes_or_no(question) or quoted.listed is not None:
        return ""
    if denials(question) or _CHOICE.search(question):
        return ""
    (reading,) = hold(question, [quote_window(index, [quoted.sentence])])
    if reading.same >= MIN_HELD:
        return "yes"
    return "no" if reading.conflict >= MIN_HELD else ""
