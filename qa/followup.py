"""A question within a conversation → what it has to be read together with, if anything.

Only a question that shows that it leans on the one before is read with it; nothing from the
conversation may turn a clear question into another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.read import names_and_numbers
from qa.types import Turn

_CONNECTIVE = re.compile(
    r"(?:and|but|or|so|then|what about|how about|why not|och|men|eller|så|hur är det (?:med|i|på)"
    r"|hur ser det ut|vad gäller|då|varför inte)\b",
    re.IGNORECASE,
)
# These stand for something said before; the others may, where the question itself names nothing
# that they could stand for ("its cameras" after "Huawei").
_REFERRING = frozenset(
    "he him she they them those these han honom hon henne dem dessa sådana".split()
)
_SOMETIMES_REFERRING = frozenset(
    "it its that this there then one his her hers their theirs "
    "de det den denna detta där dit då hans hennes deras dess".split()
)
FEWEST_WORDS = 3  # a question of fewer says too little by itself


def topic_of(question: str, turns: Sequence[Turn]) -> str | None:
    """The earlier question that `question` has to be read with; None when it stands alone."""
    if not turns or not leans_on_earlier(question):
        return None
    own = (turn.question for turn in reversed(turns) if not leans_on_earlier(turn.question))
    return next(own, turns[0].question)


def leans_on_earlier(question: str) -> bool:
    """Whether the question's own words show that it continues another."""
    words = re.findall(r"\w+", question.lower())
    if _CONNECTIVE.match(question.strip()) or _REFERRING.intersection(words):
        return True
    names_nothing = not names_and_numbers(question)
    refers = bool(_SOMETIMES_REFERRING.intersection(words))
    return names_nothing and (refers or len(words) < FEWEST_WORDS)
