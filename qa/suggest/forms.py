"""How a language says that something is a number or a name, and how one asks for that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """`states` matches the beginning of a sentence: its `subject`, its `verb`, and `told`, which
    says what that is. `is_specific` matches a subject of more than one word, articles aside.
    `money` matches an amount at the beginning of what is told. `what`, `who` and `how_much` ask
    for it. `asks` matches a heading that is a question but for its mark: "Who may buy". `about`
    asks what a document of that title is about.
    """

    states: re.Pattern[str]
    is_specific: re.Pattern[str]
    money: re.Pattern[str]
    what: str
    who: str
    how_much: str
    asks: re.Pattern[str]
    about: str


_MONEY = r"[€$£]|\b(?:EUR|USD|GBP|SEK|NOK|DKK|euros?|dollars?|pounds?|kr|kronor|öre)\b"
_PERSON = r"(?:[A-ZÅÄÖ][\w’-]+\s+){1,2}[A-ZÅÄÖ][\w’-]+"

# What follows the verb is a number, a name or a noun with its article; not "paid in three parts".
FORMS: Mapping[str, Form] = {
    "en": Form(
        states=re.compile(
            r"(?P<subject>(?:The|Our)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+)\s+(?P<verb>is|was|are|were)\s+"
            r"(?P<told>(?:an?|the|at (?:least|most)|about)\s+\w.*|[\d€$£A-Z].*)",
            re.DOTALL,
        ),
        is_specific=re.compile(r"\S+\s+\S+\s+\S"),
        money=re.compile(rf"[^.]*\d[^.]*(?:{_MONEY})|[€$£]"),
        what="What {verb} {subject}?",
        who="Who {verb} {subject}?",
        how_much="How much {verb} {subject}?",
        asks=re.compile(
            r"(?:Who|What|When|Where|How|Which)\s+"
            r"(?:can|do|does|has|have|is|are|may|must|should|was|were)\s+\w+"
        ),
        about="What is {title} about?",
    ),
    "sv": Form(
        states=re.compile(
            r"(?P<subject>(?:(?:Den|Det|De)\s+[\w-]+\s+)?\w{2,}(?:en|et|an|na|on|ns)"
            r"(?:\s+(?:för|på|av|i|till|med|om|vid|från|per)\s+[\w-]+(?:\s+[\w-]+)?)?)\s+"
            r"(?P<verb>är|var)\s+"
            r"(?P<told>(?:en|ett|den|det|minst|högst|ungefär)\s+\w.*|[\d€$£A-ZÅÄÖ].*)",
            re.DOTALL,
        ),
        is_specific=re.compile(r"(?!de[nt]?\b)\S+\s+\S|\S+\s+\S+\s+\S"),
        money=re.compile(rf"[^.]*\d[^.]*(?:{_MONEY})|[€$£]"),
        what="Vad {verb} {subject}?",
        who="Vem {verb} {subject}?",
        how_much="Hur mycket {verb} {subject}?",
        asks=re.compile(
            r"(?:Vem|Vilka|Vad|När|Var|Hur)\s+"
            r"(?:finns|får|gäller|gör|har|händer|ingår|kan|kostar|måste|ska|är|var)\s+\w+"
        ),
        about="Vad handlar {title} om?",
    ),
}

PERSON = re.compile(rf"{_PERSON}\b")
"""At the beginning of what is told: somebody's name."""
