"""How a language asks for an answer of a certain shape: steps, a list, a definition, a choice."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ShapeWording:
    """Regular expressions, in lower case, that match whole words of a question.

    In `definitions` and `comparisons` a group is what is asked about, without an article.
    """

    steps: Words = ()  # "How do I …?"
    lists: Words = ()  # "Which are …?"
    open: Words = ()  # how a question begins that a list may answer as well
    definitions: Words = ()
    people: Words = ()  # "Who is …?"
    comparisons: Words = ()  # two groups: the one and the other
    totals: Words = ()  # "in all"
    introducing: Words = ()  # what stands between a term and what it is: "is", "means"
    linked: Words = ()  # what a pair has between: "between A and B"
