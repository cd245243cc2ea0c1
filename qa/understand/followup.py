"""A question within a conversation → the question as it is meant, in full.

Only a question that shows that it leans on the one before is read with it; nothing from the
conversation may turn a clear question into another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.evidence.read import names_and_numbers
from qa.types import Turn
from qa.understand.chat_requests import request_in
from qa.understand.rewrite import rewritten, side_by_side

_CONNECTIVE = re.compile(
    r"(?:and|but|or|so|then|what about|how about|why not|compared|och|men|eller|så|jämfört"
    r"|hur är det (?:med|i|på)|hur ser det ut|vad gäller(?=(?:\W+\w+){1,3}\W*$)|då|varför inte"
    r"|any(?=(?:\W+\w+){1,3}\W*$))\b",
    re.IGNORECASE,
)
# "And how many cameras are there in Laos?" is a whole question, where it names something.
_WHOLE = re.compile(
    r"\w+ (?!what about|how about|how is it|hur är det|hur ser det ut)"
    r"(?:(?:in|at|by|from|i|på|av|från) )?"
    r"(?:who|what|which|when|where|why|how|is|are|does?|did|has|have"
    r"|vem|vad|vilk\w+|när|var|varför|hur|är|har|finns)\b(?:\W+\w+){4}",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(
    r"(?:(?:ok|okay|well|jaha?|nåväl)\W+)?"
    r"(?:by the way|btw|changing the subject|(?:on to )?something else"
    r"|(?:a )?(?:new|another|different) (?:question|topic)|förresten|apropå något annat"
    r"|(?:nu till )?något (?:helt )?annat|en annan sak|(?:en )?(?:ny|annan) fråga|nytt ämne)\b",
    re.IGNORECASE,
)
# "Is that more than in 2017?", but not "Is it cheaper to rent in Oslo than in Rome?"
_COMPARISON = re.compile(
    r"(?:is|was|are|were|är|var|blir|blev) (?:that|this|it|they|those|det|den|detta|de|dessa)\b"
    r"(?!.*\b(?:to|that|att|som)\b).*\b(?:than|än|compared|jämfört)\b",
    re.IGNORECASE,
)
# These stand for something said before.
_REFERRING = re.compile(
    r"\b(?:he|him|she|they|(?<!between )them|those(?! who| that)|these|han|honom|hon|henne"
    r"|dem(?! som\b)|dessa|sådana"
    r"|(?:it|that|den|det|detta|där)(?=\W*$))\b",
    re.IGNORECASE,
)
# These may, where the question itself names nothing that they could stand for ("its cameras" after
# "Huawei"). What is also an article, a conjunction or an empty subject does at certain places only.
_SOMETIMES_REFERRING = re.compile(
    r"\b(?:its|his|hers?|theirs?|hans|hennes|deras|dess|this|denna|detta"
    r"|it(?! takes?\b.* (?:to|for)\b| is \w+ (?:to|that)\b| possible| true)"
    r"|(?:(?<=is )|(?<=was )|(?<=about )|(?<=of )|(?<=after )|(?<=did )|(?<=does ))that"
    r"|(?<=which )one|(?:that|there|then|det|där|dit|då)(?=(?: \w+)?\W*$)"
    r"|den?(?=\W*$| (?:i|på|av|till|för|från|med|över|om|igen|ut|in|upp|vara|ha|bli|få|göra"
    r"|\w+ts?|\w+as)\b))\b",
    re.IGNORECASE,
)
# What stands behind these may refer to what stands before them, in the question itself; not where
# they open it ("In which country does he live?").
_CLAUSE = re.compile(
    r", |\b(?:that|who|whom|whose|because|since|while|if|so|says|som|att|sedan|eftersom|medan|så)\b"
    r"|\b(?:where|when|which|after|before|and|or|när|nar|där|då|efter|innan|och|eller)\b",
    re.IGNORECASE,
)
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
    names = names_and_numbers(question)
    if _CONNECTIVE.match(question):
        return not (any(name[0].isupper() for name in names) and _WHOLE.match(question))
    few = len(question.split()) < FEWEST_WORDS
    return not names and (few or _refers(_SOMETIMES_REFERRING, question))


def _refers(pronouns: re.Pattern[str], question: str) -> bool:
    """Whether one of them stands in the question's first clause."""
    pronoun = pronouns.search(question)
    opening = _OPENING_WORDS.match(question)
    assert opening is not None
    clause = _CLAUSE.search(question, opening.end())
    return pronoun is not None and not (clause and clause.start() < pronoun.start())
