"""Everyday questions → questions of the form that the other sets have, to fit weights on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from eval.everyday.question import EverydayQuestion
from eval.questions import GoldEvidence, Question
from index import Document

DIRECTIONS = frozenset(("yes", "no", "ja", "nej"))


def as_question(question: EverydayQuestion, documents: Mapping[str, Document]) -> Question:
    """The same question. Its evidence is where the words of its quotes stand, one after the other,
    in its documents: between a row's cells there may be anything but words.
    """
    return Question(
        question.id,
        question.question,
        question.language,
        question.kind,
        None,
        tuple(wanted_of(question)),
        tuple(_places(question, documents)),
        question.history,
    )


def wanted_of(question: EverydayQuestion) -> list[tuple[str, ...]]:
    """What the documents' own words should hold: all that is looked for but a "yes" or "no"."""
    return [each for each in question.holds if not DIRECTIONS & {one.casefold() for one in each}]


def _places(
    question: EverydayQuestion, documents: Mapping[str, Document]
) -> Iterator[GoldEvidence]:
    for name in question.documents:
        text = documents[name].text
        for quote in question.quotes:
            words = r"\W+".join(map(re.escape, re.findall(r"\w+", quote)))
            for found in re.finditer(words, text):
                digest = sha256(found[0].encode()).hexdigest()
                yield GoldEvidence(name, "", found.start(), found.end(), digest)
