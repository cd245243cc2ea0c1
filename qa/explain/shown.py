"""What of an explanation is shown to people; all of it is in JSON."""

from __future__ import annotations

from qa.explain.types import ExplainedPart, ExplainedSentence, Fate

MAX_SENTENCES = 6
CITED: tuple[Fate, ...] = ("quoted", "says_the_same")


def shown_sentences(part: ExplainedPart) -> list[tuple[int, ExplainedSentence]]:
    """Some of the sentences with their places, from 1: what is cited, the best of what is on
    something else, and the best of all.
    """
    numbered = list(enumerate(part.sentences, start=1))
    other = next((number for number, each in numbered if each.fate == "on_another"), 0)

    def comes_first(pair: tuple[int, ExplainedSentence]) -> tuple[bool, bool, int]:
        number, each = pair
        return each.fate not in CITED, number != other, number

    return sorted(sorted(numbered, key=comes_first)[:MAX_SENTENCES], key=lambda pair: pair[0])
