"""A question within a conversation → the question as it is meant, in full.

Only a question that shows that it leans on the one before is read with it; nothing from the
conversation may turn a clear question into another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.lexicons import any_of
from qa.types import Turn
from qa.understand.chat_requests import request_in
from qa.understand.names import find_names
from qa.understand.rewrite import rewritten, side_by_side


def _words(*names: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(*names)}\b", re.IGNORECASE)


_CONNECTIVE = _words("conjunctions", "connectives")
# "And how many cameras are there in Laos?" is a whole question, where it names something.
_WHOLE = re.compile(
    rf"\w+ (?!{any_of('what_about')})(?:{any_of('prepositions')} )?"
    rf"{any_of('interrogatives', 'asking_verbs')}\b(?:\W+\w+){{4}}",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(rf"(?:{any_of('interjections')}\W+)?{any_of('new_topic')}\b", re.IGNORECASE)
# "Is that more than in 2017?", but not "Is it cheaper to rent in Oslo than in Rome?"
_COMPARISON = re.compile(any_of("comparisons"), re.IGNORECASE)
# These stand for something said before.
_REFERRING = _words("referring")
# These may, where the question itself names nothing that they could stand for ("its cameras" after
# "Huawei"). What is also an article, a conjunction or an empty subject does at certain places only.
_SOMETIMES_REFERRING = _words("sometimes_referring")
# What stands behind these may refer to what stands before them, in the question itself; not where
# they open it ("In which country does he live?").
_CLAUSE = re.compile(rf", |\b{any_of('clause_openers')}\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_OPENING_WORDS = re.compile(r"\W*(?:\w+\W+){0,2}")
FEWEST_WORDS = 3  # a question of fewer says too little by itself


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is meant: `asked` is what was typed, `rewritten` the same as one full
    question where rules could tell, `topics` the earlier questions that it leans on where not.
    """

    asked: str
    rewritten: str | None = None
    topics: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """What is asked; of `topics`, if there are any."""
        return self.rewritten or self.asked

    @property
    def alone(self) -> bool:
        """Whether it means what it says by itself."""
        return self.rewritten is None and not self.topics

    @property
    def together(self) -> str:
        """All the words that it has to be read with, and its own."""
        return " ".join([*self.topics, self.question])

    @property
    def in_full(self) -> str:
        """One question to show to the reader."""
        return side_by_side([*self.topics, self.question])


def understand(question: str, turns: Sequence[Turn]) -> Understood:
    """What `question` means after `turns`: itself where it stands alone or nothing was asked.

    A request, such as "What else?", means the question before it.
    """
    earlier, *others = [*(turn.question for turn in turns), question]
    meant = Understood(earlier)
    for asked in others:
        if request_in(asked) is None:
            meant = _after(meant, asked)
    return meant


def _after(earlier: Understood, question: str) -> Understood:
    if not leans_on_earlier(question):
        return Understood(question)
    if not earlier.topics and (complete := rewritten(question, earlier.question)):
        return Understood(question, complete)
    # Of a chain of questions the first says what it is about, and the last what was asked of it.
    return Understood(question, topics=(*earlier.topics[:1], earlier.question))


def leans_on_earlier(question: str) -> bool:
    """Whether the question's own words show that it continues another."""
    question = question.strip()
    if _NEW_TOPIC.match(question):
        return False
    if _refers(_REFERRING, question) or _COMPARISON.match(question):
        return True
    names = find_names(question)
    if _CONNECTIVE.match(question):
        return not (names and _WHOLE.match(question))
    if names or _DIGIT.search(question):
        return False
    return len(question.split()) < FEWEST_WORDS or _refers(_SOMETIMES_REFERRING, question)


def _refers(pronouns: re.Pattern[str], question: str) -> bool:
    """Whether one of them stands in the question's first clause."""
    pronoun = pronouns.search(question)
    opening = _OPENING_WORDS.match(question)
    assert opening is not None
    clause = _CLAUSE.search(question, opening.end())
    return pronoun is not None and not (clause and clause.start() < pronoun.start())
