"""Whether the best sentence says yes or no to a question for that, where it surely does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from index import Index
from index.language.analysis import terms
from qa.evidence.confidence import probability
from qa.evidence.read import Evidence
from qa.understand.asked.answer_shape import CONDITIONS
from qa.understand.asked.asked_value import is_yes_or_no
from qa.understand.asked.question_type import denials

Direction = Literal["yes", "no", ""]

MIN_SURE = 0.8  # probability that the sentence answers
MAX_MORE = 5  # words that it has and the question has not; more may limit what it says
MAX_MORE_DENIED = 2  # where it denies: what is denied may be only that
_CONDITION = re.compile(rf"\b{CONDITIONS}\b", re.IGNORECASE)


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
