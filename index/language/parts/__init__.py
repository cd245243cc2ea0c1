"""What a language says of a part of a question: "and the year before?", "at weekends?"."""

from __future__ import annotations

from dataclasses import dataclass

from index.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PartWording:
    """Regular expressions, in lower case, that match whole words."""

    year_before: Words = ()  # all of a part that means the year before the one spoken of
    year_after: Words = ()
    day_parts: Words = ()  # of a week or a day, beside the weekdays: "weekends", "evenings"
    articles: Words = ()
    empty_nouns: Words = ()  # "the other one"
