"""How a language asks for an answer of a certain shape: steps, a list, a definition, a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ShapeWording:
    """Regular expressions, in lower case, that match whole words of a question.

    In `definitions` the group is what is asked about, without an article.
    """

    steps: Words = ()  # "How do I …?"
    in_order: Words = ()  # "in which order", which asks for nothing by itself
    lists: Words = ()  # "Which are …?"
    open: Words = ()  # how a question begins that a list may answer as well
    contents: Words = ()  # headings of lists that say what comes, not what was said
    definitions: Words = ()
    meanings: Words = ()  # how a question begins that asks what words mean
    comparing: Words = ()  # "difference", "cheaper"
    comparison: Words = ()  # words that ask for one, beside what is asked of the two things
    pair: Words = ()  # "between", before the two
    between: Words = ()  # what stands between two things that are compared
    against: Words = ()  # the same, where it says by itself that they are: "versus"
    than: Words = ()
    both: Words = ()  # what says that something is asked of two things
    all_three: Words = ()
    more_of: Words = ()  # before what is counted: "more" in "more books"
    count_asked: str = ""  # how a question begins that asks for a number of things
    now: Words = ()
    earlier: Words = ()  # times before this one, without their dates: "last year"
    later: Words = ()
    formerly: Words = ()  # what says that something was before: "the old"
    measures: Mapping[str, str] = field(default_factory=dict)
    """How one thing's measure is asked for, by the adjective that compares it with others'."""
    being: Words = ()  # what stands between "which" and that adjective
    which: Words = ()  # how a question begins that asks for one of several things
    things: Words = ()  # how a question asks for those things of which something is so
    superlatives: Mapping[str, Words] = field(default_factory=dict)  # by what one has most of
    totals: Words = ()  # "in all"
    averages: Words = ()  # "on average"
    whole: Words = ()  # how a table's last row is named beside "total": "all"
    conditions: Words = ()  # what makes a "yes" or "no" hold only in part
    introducing: Words = ()  # what stands between a term and what it is: "is", "means"
    more_than: Words = ()  # before a number that is not among those meant: "over"
    less_than: Words = ()
    at_least: Words = ()  # before one that is
    at_most: Words = ()
    or_more: Words = ()  # after one that is
    or_less: Words = ()
    units: Mapping[str, Words] = field(default_factory=dict)  # beside their symbols
    affirmed: Words = ()  # cells that say that something is so
    denied: Words = ()
    lacking: Words = ()  # what asks for things that something is not so of: "without"
