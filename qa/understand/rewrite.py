"""A question that leans on another → one question in full, where rules can tell which.

Its name or year goes into the place that it fits in the earlier question ("And in Laos?"), or the
one who was asked about into the place of the pronoun ("Who is she?" "Where does she work?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.analysis import stems
from index.language.lexicon import Lexicon
from index.language.lexicons import LEXICONS, alternatives, any_of, words_of
from index.language.numbers import MONTH_NAMES
from index.language.places import place_of
from qa.understand.names import Name, find_names, numbered, persons_in

_NUMBERED_PART = re.compile(
    rf"(?:{any_of('articles', 'determiners')}\s+)?(?:(?P<word>[^\W\d_]+) )?"
    r"(?P<number>\d{1,3})(?::\w+)?",
    re.IGNORECASE,
)  # "ward 53", "35:an"
_FEW_WORDS = r"((?:\S+ ){0,5}?\S+?)"
_OPENING = re.compile(rf"(?:{any_of('conjunctions', 'openings')}\b[,\s]*)+", re.IGNORECASE)
_CLOSING = re.compile(rf"(?:\s(?P<word>{any_of('closings')}))?[\s?.!]*$", re.IGNORECASE)
_MEANINGS = {
    word: meaning for each in LEXICONS.values() for word, meaning in each.prepositions.items()
}
_PREPOSITION = re.compile(rf"({alternatives(_MEANINGS)})\s+", re.IGNORECASE)
_ARTICLE = re.compile(rf"^(?:{any_of('articles')})\s+(?=[A-ZÅÄÖ])")


def _written(month: str) -> str:
    return month.capitalize() if month in words_of("capitalised") else month


_TIMES = (
    re.compile(r"\b(?:1[89]|20)\d\d\b"),
    re.compile(r"\b\d+(?:\.\d+)+\b"),  # of versions
    re.compile(rf"\b{any_of('weekdays')}{any_of('weekday_endings')}?\b", re.IGNORECASE),
    re.compile(rf"\b{alternatives(_written(month) for month in MONTH_NAMES)}\b"),
)
_WHO_IS = [
    re.compile(rf"{form.replace('{name}', _FEW_WORDS)}\W*", re.IGNORECASE)
    for form in words_of("who_is")
]
_OWNER = re.compile(
    "|".join(
        rf"\b(?P<{each.code}>{alternatives(each.possessives)})\b" for each in LEXICONS.values()
    ),
    re.IGNORECASE,
)
_SUBJECTS = [re.compile(form, re.IGNORECASE) for form in words_of("subjects")]
_COUNTS = re.compile(any_of("how_many"), re.IGNORECASE)  # things, of which others may be meant
_PLAIN_PART = re.compile(r"(?:[\w'’-]+\s+){0,3}[\w'’-]+")
_OTHER_PART = re.compile(
    rf"^\d+$|^{any_of('prepositions', 'before_years')}\b"
    rf"|\b{any_of('interrogatives', 'not_a_thing')}\b",
    re.IGNORECASE,
)
_ADVERB_ASKED = re.compile(rf"{any_of('adverbs_asked')}\s+", re.IGNORECASE)
# What no thing's name has, and what a name cannot stand for: "it's".
_NO_THING = re.compile(
    rf",|\b{any_of('clause_openers', 'participles', 'pronouns')}\b", re.IGNORECASE
)
_CONTRACTED = re.compile(rf"\b{any_of('pronouns')}['’]", re.IGNORECASE)
_SOMEBODY = re.compile(rf"\b{any_of('people.pronouns')}\b", re.IGNORECASE)
_PLACE = re.compile(
    rf"\s+(?i:{alternatives(_MEANINGS)})\s+(?:(?i:{any_of('articles')})\s+)?"
    r"(?:[A-ZÅÄÖ][\w-]*(?:\s[A-ZÅÄÖ\d][\w-]*)*|[a-zåäö]+\s\d+)\b"
)  # "in New Orleans", "at pier 4"
_PRONOUN = re.compile(rf"\b{any_of('pronouns')}\b", re.IGNORECASE)


def side_by_side(questions: Sequence[str]) -> str:
    """All of them, with dashes between: for what no rule makes into one question."""
    first, *others = questions
    for each in others:
        first = f"{first.rstrip(' ?')} — {_uncapitalised(each.strip())}"
    return first


def _uncapitalised(question: str) -> str:
    """Without the capital of its first word, where that is surely no name."""
    first = question.partition(" ")[0]
    keep = first == "I" or not _says_nothing(first)
    return question if keep else question[:1].lower() + question[1:]


def rewritten(question: str, topic: str) -> str | None:
    """The one question that `question` means after `topic`; None where no rule tells."""
    return (
        with_part_replaced(question, topic)
        or _with_interrogative_replaced(question, topic)
        or _with_subject_replaced(question, topic)
        or _with_name_for_pronoun(question, topic)
    )


def with_part_replaced(question: str, topic: str) -> str | None:
    """`topic` about another place, thing or year, where `question` is nothing but that."""
    opening = _OPENING.match(question.strip())
    closing = _CLOSING.search(question.strip())
    part = _CLOSING.sub("", question.strip()[opening.end() if opening else 0 :])
    preposition = _PREPOSITION.match(part)
    rest = part[preposition.end() :] if preposition else part
    is_place = bool(rest) and place_of(rest) is not None
    is_alone = not (opening or preposition or is_place or (closing and closing["word"]))
    if is_alone:  # "Really?" looks like a name, but for "Oslo then?"
        return None
    if (of_other := _with_number_replaced(rest, topic)) is not None:
        return of_other
    for time in _TIMES:
        if time.fullmatch(rest):
            earlier = [match.span() for match in time.finditer(topic)]
            return _replaced(topic, *earlier[0], rest) if len(earlier) == 1 else None
    rest = _ARTICLE.sub("", rest)
    if not (is_place or _is_name(rest)):
        return None
    names = find_names(topic)
    if is_place:
        names = [each for each in names if place_of(topic[each.start : each.end])] or names
    if preposition:
        meaning = _meaning(preposition[1])
        names = [name for name in names if _meaning_before(topic, name) == meaning] or [
            name for name in names if name.possessive
        ]
    return _replaced(topic, names[0].start, names[0].end, rest) if len(names) == 1 else None


def _with_number_replaced(part: str, topic: str) -> str | None:
    """`topic` about another of the things that numbers tell apart: "ward 53", "the 35"."""
    found = _NUMBERED_PART.fullmatch(part)
    things = numbered(topic)
    named = [each for each in things if found and found["word"] in (None, each)]
    if found is None or len(named) != 1 or len(things[named[0]]) != 1:
        return None
    (number,) = things[named[0]]
    place = re.search(rf"\b{named[0]}\W+{re.escape(number)}\b", topic, re.IGNORECASE)
    return place and _replaced(topic, place.end() - len(number), place.end(), found["number"])


def _with_interrogative_replaced(question: str, topic: str) -> str | None:
    """`topic` asked with another interrogative, where `question` is nothing but one ("Why?")."""
    asked = _CLOSING.sub("", _OPENING.sub("", question.strip(), 1))
    found = _ADVERB_ASKED.match(topic.strip())
    if found is None or not _ADVERB_ASKED.fullmatch(f"{asked} "):
        return None
    written = asked.capitalize() if found[0][0].isupper() else asked.lower()
    return f"{written} {topic.strip()[found.end() :]}"


def part_asked(question: str) -> str | None:
    """The few words of "What about travel?" or "och hygienombudet?"; None where more is asked."""
    opening = _OPENING.match(question.strip())
    part = _CLOSING.sub("", question.strip()[opening.end() :]) if opening else ""
    plain = _PLAIN_PART.fullmatch(part) and not _OTHER_PART.search(part)
    return part if plain and not _PREPOSITION.search(part) else None


def _with_subject_replaced(question: str, topic: str) -> str | None:
    """`topic` asked of another thing ("What about a service?"), where that is all that is said."""
    part, subject = part_asked(question), _subject_of(topic)
    if part is None or subject is None or _COUNTS.match(topic):
        return None
    return _replaced(topic, *subject.span(1), part)


def _with_name_for_pronoun(question: str, topic: str) -> str | None:
    """`question` about the one that `topic` asked about: "Who is …?", "What does … cost?"."""
    asked = next(filter(None, (form.fullmatch(topic.strip()) for form in _WHO_IS)), None)
    subject = _subject_of(topic)
    if asked and find_names(topic):
        name = asked[1]
    elif subject and not asked:
        name = subject[1]
    else:
        return None
    if _NO_THING.search(name):
        return None
    if _SOMEBODY.search(question):
        name = next(iter(persons_in(name)), name)
    return with_name(question, name, _place_after(None if asked else subject, topic))


def _place_after(subject: re.Match[str] | None, topic: str) -> str:
    """What follows the thing that `topic` asks about and tells which it is: " in Rome"."""
    found = _PLACE.match(topic, subject.end(1)) if subject else None
    return found[0] if found else ""


def with_name(question: str, name: str, place: str = "") -> str | None:
    """`question` with a name for its pronoun, and its place, if it owns nothing; None where it has
    no pronoun.
    """
    if _CONTRACTED.search(question):
        return None

    def owned(match: re.Match[str]) -> str:
        return _genitive(name, LEXICONS[str(match.lastgroup)])

    found = _OWNER.sub(owned, question, 1)
    if found == question:
        found = _PRONOUN.sub(lambda _: name + place, question, 1)
    return found if found != question else None


def _genitive(name: str, lexicon: Lexicon) -> str:
    bare = lexicon.genitive_s and name[-1] in "sxz"
    return name if bare else name + lexicon.possessive_ending


def _subject_of(question: str) -> re.Match[str] | None:
    """What a question asks about, in the first group."""
    found = (form.search(question) for form in _SUBJECTS)
    return next((each for each in found if each and not _NO_THING.search(each[1])), None)


def _replaced(text: str, start: int, end: int, part: str) -> str:
    return text[:start] + part + text[end:]


def _is_name(text: str) -> bool:
    words = text.split()
    return bool(words) and all(word[0].isupper() and not _says_nothing(word) for word in words)


def _says_nothing(word: str) -> bool:
    """Whether it is a stop word: "Why", "And", "Hur"."""
    return not all(stems(word, language) for language in LEXICONS)


def _meaning_before(question: str, name: Name) -> str:
    before = re.search(r"(\w+)\s+$", question[: name.start])
    return _meaning(before[1]) if before else ""


def _meaning(preposition: str) -> str:
    return _MEANINGS.get(preposition.lower(), preposition.lower())
