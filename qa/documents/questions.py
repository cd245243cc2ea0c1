"""A question → what it asks of documents themselves, by its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from index.language.lexicons import LEXICONS, any_of, words_of
from index.language.spelling import is_one_edit_away
from qa.documents.wording import any_wording, holder_patterns, keys_of, patterns

DocumentQuestionKind = Literal[
    "list", "count", "newest", "oldest", "about_all", "about_one", "about_topic", "mentions",
    "properties", "office", "longest", "shortest", "formats", "languages", "authored",
]  # fmt: skip
Property = str
"""Of a document: "author", "version", "title", "pages", a field such as "number", or what happened
at a date, such as "published"."""

_FORMS: tuple[tuple[str, DocumentQuestionKind], ...] = (
    ("about_all", "about_all"),
    ("newest", "newest"),
    ("oldest", "oldest"),
    ("longest", "longest"),
    ("shortest", "shortest"),
    ("formats", "formats"),
    ("languages", "languages"),
    ("mentions", "mentions"),
    ("authored", "authored"),
)
_LAST_FORMS: tuple[tuple[str, DocumentQuestionKind], ...] = (
    ("about_one", "about_one"),
    ("counts", "count"),
    ("lists", "list"),
    ("about_topic", "about_topic"),
)
_PROPERTIES = (("authors", "author"), ("versions", "version"), ("titles", "title"))
_DATES = keys_of("dates")
_FIELDS = keys_of("fields")
_IT = tuple(f" {each.documents.this[0]}" for each in LEXICONS.values() if each.documents.this)
_ADDITION = re.compile(rf",? {any_of('additions')} ", re.IGNORECASE)
MIN_MENDED = 6  # letters of a word that one slip of the finger is mended in
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class DocumentQuestion:
    """What is asked: of the documents that `named` names, on a `topic`, their `properties`; of what
    `named` names, who holds the office in `topic`; of the documents those that `topic` wrote.
    """

    kind: DocumentQuestionKind
    named: str = ""
    topic: str = ""
    properties: tuple[Property, ...] = ()


def document_questions(question: str) -> Iterator[DocumentQuestion]:
    """What `question` may ask of documents themselves, the likeliest first; mostly nothing."""
    asked = _plain(question)
    for name, kind in _FORMS:
        yield from _matches(name, kind, asked)
    yield from _of_properties(asked)
    yield from _of_offices(asked)
    for name, kind in _LAST_FORMS:
        yield from _matches(name, kind, asked)


def _matches(name: str, kind: DocumentQuestionKind, asked: str) -> Iterator[DocumentQuestion]:
    for pattern in patterns(name):
        if found := pattern.fullmatch(asked):
            slots = found.groupdict()
            named = slots.get("documents") or slots.get("one") or ""
            yield DocumentQuestion(kind, named, slots.get("topic") or "")


def _of_properties(asked: str) -> Iterator[DocumentQuestion]:
    for also in _ADDITION.finditer(asked):
        for other in _of_the_same(asked[also.end() :]):
            for first in _of_property(asked[: also.start()]):
                yield replace(first, properties=first.properties + other.properties)
    asked, second = _without_second(asked)
    for first in _of_property(asked):
        yield replace(first, properties=_both(first.properties[0], second))


def _of_the_same(asked: str) -> Iterator[DocumentQuestion]:
    """What is asked of "it", be it said or not: "who approved"."""
    for pronoun in ("", *_IT):
        for found in _of_property(f"{asked}{pronoun}"):
            if any_wording("this").fullmatch(found.named):
                yield found


def _of_offices(asked: str) -> Iterator[DocumentQuestion]:
    for pattern in holder_patterns():
        found = pattern.fullmatch(asked)
        if found and found["office"][0].islower():
            yield DocumentQuestion("office", found.groupdict().get("one") or "", found["office"])


def _of_property(asked: str) -> Iterator[DocumentQuestion]:
    forms = [
        *((patterns(name), of) for name, of in _PROPERTIES),
        *((patterns("dates", of), of) for of in _DATES),
        *((patterns("fields", of), of) for of in _FIELDS),
        (patterns("page_counts"), "pages"),
    ]
    for candidates, asked_property in forms:
        for pattern in candidates:
            if found := pattern.fullmatch(asked):
                named = found.groupdict().get("one") or found["documents"]
                yield DocumentQuestion("properties", named, "", (asked_property,))


def _both(first: Property, second: Property | None) -> tuple[Property, ...]:
    if second is None:
        return (first,)
    return first, "valid" if (first, second) == ("version", "published") else second


def _without_second(asked: str) -> tuple[str, Property | None]:
    """The question without "… and by whom" or "… and when", and what that asks for."""
    for name, also in (("and_author", "author"), ("and_date", "published")):
        for ending in words_of(f"documents.{name}"):
            if found := re.search(rf"{ending}\Z", asked, re.IGNORECASE):
                return asked[: found.start()], also
    return asked, None


def _plain(question: str) -> str:
    """On one line, without punctuation and politeness around it, and well spelt."""
    asked = " ".join(question.split()).strip(" ?.!,:;")
    before, behind = any_wording("politeness"), any_wording("afterthoughts")
    while (found := before.match(asked)) and found.end() < len(asked):
        asked = asked[found.end() :].lstrip(" ,:;.!")
    while found := re.search(rf"[\s,(]+(?:{behind.pattern})\)?\Z", asked, re.IGNORECASE):
        asked = asked[: found.start()].rstrip(" ,?.!")
    return well_spelt(asked)


def well_spelt(question: str) -> str:
    """The question with the words that are used of documents as they are spelt."""
    return _WORD.sub(_well_spelt, question)


def _well_spelt(found: re.Match[str]) -> str:
    word = found[0].lower()
    known = frozenset(words_of("documents.spelt"))
    if len(word) < MIN_MENDED or word in known:
        return found[0]
    near = sorted(each for each in known if is_one_edit_away(word, each))
    # "reports" is another word, not a misspelt "report".
    near = [each for each in near if not (word.startswith(each) or each.startswith(word))]
    return near[0] if near else found[0]
