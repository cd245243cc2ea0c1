"""A question that is nothing but a part → the earlier question with it in the place of a like part.

What is alike is told by form: the same noun ("week 2" and "the first week"), compounds that end
alike, two days, seasons or years, what stands behind the same preposition. Where nothing is, a part
that a preposition begins is put behind the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from index.language.analysis import stems
from index.language.lexicons import LEXICONS, STOP_WORDS, alternatives, any_of, words_of
from index.language.numbers import MONTH_NAMES
from index.language.spelling import shared_beginning
from index.types import Span
from qa.understand.names import find_names

MAX_WORDS = 4  # of a part
MIN_ENDING = 5  # letters that two compounds end with alike
_MEANINGS = {
    word: meaning for each in LEXICONS.values() for word, meaning in each.prepositions.items()
}
_OPENING = re.compile(rf"(?:{any_of('conjunctions', 'openings')}\b[,\s]*)+", re.IGNORECASE)
_CLOSING = re.compile(rf"(?:\s{any_of('closings')})?[\s?.!]*$", re.IGNORECASE)
_PREPOSITION = re.compile(rf"({alternatives(_MEANINGS)})\s+", re.IGNORECASE)
_ARTICLE = re.compile(rf"{any_of('parts.articles')}\s+", re.IGNORECASE)
_NO_PART = re.compile(
    rf"\b{any_of('interrogatives', 'not_a_thing', 'yes_or_no', 'pronouns', 'possessives')}\b"
    rf"|\b{any_of('conjunctions', 'clause_openers', 'parts.empty_nouns')}\b|[,;]",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w[\w'’–:./-]*\w|\w")
_ORDINAL = re.compile(rf"{any_of('ordinals')}|\d+{any_of('ordinal_endings')}", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_YEAR_BEFORE = re.compile(any_of("parts.year_before"), re.IGNORECASE)
_YEAR_AFTER = re.compile(any_of("parts.year_after"), re.IGNORECASE)
_TIMES = [
    re.compile(rf"\b(?:{each})\b", re.IGNORECASE)
    for each in (
        any_of("seasons"),
        rf"{any_of('weekdays')}{any_of('weekday_endings')}?|{any_of('parts.day_parts')}",
        alternatives(set(MONTH_NAMES) - set(words_of("yes_or_no")) - set(words_of("verbs"))),
        _YEAR.pattern,
    )
]


def with_like_part_replaced(question: str, topic: str) -> str | None:
    """`topic` of what `question` names, where that is a part and nothing else; None where no form
    tells which part of `topic` it takes the place of.
    """
    question = question.strip()
    opening = _OPENING.match(question)
    part = _CLOSING.sub("", question[opening.end() if opening else 0 :])
    preposition = _PREPOSITION.match(part)
    if not (opening or preposition):
        return None
    if year := _other_year(part, topic):
        return year
    noun = part[preposition.end() :] if preposition else part
    article = _ARTICLE.match(noun)
    noun = noun[article.end() :] if article else noun
    words = _WORD.findall(noun)
    if not 0 < len(words) <= MAX_WORDS or _NO_PART.search(part):
        return None
    for place in _PLACES:
        span = place(noun, preposition[1] if preposition else "", topic)
        if span is not None:
            return topic[: span[0]] + noun + topic[span[1] :]
    return _added(part, preposition is not None, topic)


def _other_year(part: str, topic: str) -> str | None:
    """`topic` of the year before, or after, the one that it names."""
    named = list(_YEAR.finditer(topic))
    before = _YEAR_BEFORE.fullmatch(part)
    if len(named) != 1 or not (before or _YEAR_AFTER.fullmatch(part)):
        return None
    year = int(named[0][0]) + (-1 if before else 1)
    return f"{topic[: named[0].start()]}{year}{topic[named[0].end() :]}"


def _of_time(noun: str, _: str, topic: str) -> Span | None:
    """The one time of the same kind, whatever stands before it."""
    for times in _TIMES:
        if times.search(noun):
            found = list(times.finditer(topic))
            return found[0].span() if len(found) == 1 else None
    return None


def _of_same_noun(noun: str, _: str, topic: str) -> Span | None:
    """The same word in `topic`, with what tells it from others: a word before it, or a number."""
    words = _words(noun)
    for number, (start, end) in enumerate(words):
        own = _stems(noun[start:end])
        same = [place for place, span in enumerate(_words(topic)) if own & _stems_at(topic, span)]
        if own and len(same) == 1:
            return _with_what_tells(topic, same[0], before=number, after=len(words) - number - 1)
    return None


def _with_what_tells(topic: str, place: int, *, before: int, after: int) -> Span:
    """The word at `place` with as many words before it as the other has, and the word after it."""
    words = _words(topic)
    first = last = place
    while first > 0 and place - first < before and _tells(topic, words[first - 1], words[first]):
        first -= 1
    if first == place > 0 and _ORDINAL.fullmatch(topic[slice(*words[place - 1])]):
        first -= 1
    elif after and place + 1 < len(words) and _is_number(topic[slice(*words[place + 1])]):
        last += 1
    return words[first][0], words[last][1]


def _tells(topic: str, word: Span, following: Span) -> bool:
    beside = topic[word[1] : following[0]].isspace()
    return beside and topic[slice(*word)].lower() not in STOP_WORDS


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word)) or (len(word) == 1 and word.isalpha())


def _of_like_compound(noun: str, _: str, topic: str) -> Span | None:
    """The one word that ends as the last of `noun` does: "kulturpriset" and "ungdomspriset"."""
    last = _WORD.findall(noun)[-1]
    alike = [span for span in _words(topic) if _ends_alike(topic[slice(*span)], last)]
    return alike[0] if len(alike) == 1 else None


def _ends_alike(one: str, other: str) -> bool:
    shared = shared_beginning(one.lower()[::-1], other.lower()[::-1])
    return MIN_ENDING <= shared < min(len(one), len(other))


def _of_same_preposition(noun: str, preposition: str, topic: str) -> Span | None:
    """As many words as `noun` has behind the one preposition that means the same; one more behind
    an article where that is all there is.
    """
    if not preposition or any(times.search(noun) for times in _TIMES):
        return None
    meaning = _MEANINGS[preposition.lower()]
    found = [each for each in _prepositions(topic) if _MEANINGS[each[1].lower()] == meaning]
    if len(found) != 1:
        return None
    article = _ARTICLE.match(topic, found[0].end())
    run = list(_run(topic, article.end() if article else found[0].end()))
    length = len(_words(noun))
    if article and len(run) == length + 1:  # "for a single berth"
        length += 1
    while length < len(run) and not topic[run[length][0]].islower():  # "in freezer Ada", "pier 2"
        length += 1
    taken = run[:length]
    return (taken[0][0], taken[-1][1]) if taken else None


def _prepositions(topic: str) -> Iterator[re.Match[str]]:
    for each in _PREPOSITION.finditer(topic):
        if each[1] != "I" and not topic[: each.start()][-1:].isalnum():
            yield each


def _run(topic: str, start: int) -> Iterator[Span]:
    """The words from `start` on, until one that says nothing, or a year."""
    for span in _words(topic):
        if span[0] >= start:
            word = topic[slice(*span)]
            if word.lower() in STOP_WORDS or _YEAR.fullmatch(word):
                return
            yield span


def _added(part: str, has_preposition: bool, topic: str) -> str | None:
    """`topic` with `part` behind it: "on Sundays", "with breakfast"; not where both name something,
    of which one may be meant for the other.
    """
    topic = topic.rstrip(" ?.!")
    stranded = topic.rpartition(" ")[2].lower() in _MEANINGS
    if not has_preposition or stranded or (find_names(part) and find_names(topic)):
        return None
    return f"{topic} {part}?"


def _words(text: str) -> list[Span]:
    return [each.span() for each in _WORD.finditer(text)]


def _stems_at(text: str, span: Span) -> set[str]:
    return _stems(text[slice(*span)])


def _stems(word: str) -> set[str]:
    """A word's stems, in whatever language it may be; of a number none."""
    if any(map(str.isdigit, word)) or word.lower() in STOP_WORDS:
        return set()
    found = {stem for language in LEXICONS for stem in stems(word, language)}
    return {stem for stem in found if len(stem) > 1}


_PLACES: tuple[Callable[[str, str, str], Span | None], ...] = (
    _of_time, _of_same_noun, _of_like_compound, _of_same_preposition,
)  # fmt: skip
