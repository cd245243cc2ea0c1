"""What languages say of documents, made ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from index.language.lexicons import LEXICONS, alternatives, any_of, words_of

_WORDINGS = [each.documents for each in LEXICONS.values()]


@cache
def any_wording(name: str) -> re.Pattern[str]:
    """Any expression of a list, as whole words."""
    return re.compile(rf"\b{any_of(f'documents.{name}')}(?!\w)", re.IGNORECASE)


@cache
def folder_patterns() -> tuple[re.Pattern[str], ...]:
    """How a folder is named, each with the group "folder"."""
    return tuple(re.compile(rf"\b{each}", re.IGNORECASE) for each in words_of("documents.folders"))


@cache
def labels(name: str, key: str) -> re.Pattern[str]:
    """Any expression under `key` of a table of lists."""
    found = chain.from_iterable(getattr(each, name).get(key, ()) for each in _WORDINGS)
    return re.compile(rf"\b{alternatives(found)}\b", re.IGNORECASE)


@cache
def patterns(name: str, key: str | None = None) -> tuple[re.Pattern[str], ...]:
    """The forms of a question, each with the group that it has a slot for."""
    return tuple(
        pattern
        for each in _WORDINGS
        for pattern in _compiled(
            getattr(each, name) if key is None else getattr(each, name).get(key, ()), each.all
        )
    )


def _compiled(forms: Iterable[str], everything: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for form in forms:
        for slot in ("documents", "one", "topic"):
            form = form.replace(f"{{{slot}}}", rf"(?P<{slot}>\S.*?)")
        yield re.compile(form.replace("{all}", alternatives(everything)), re.IGNORECASE)


@cache
def holder_patterns() -> tuple[re.Pattern[str], ...]:
    """How one asks for who holds an office, with the groups "office" and maybe "one"."""
    office = r"(?P<office>\w[\w-]*(?: [\w-]+){0,2}?)"
    forms = (each.replace("{office}", office) for each in words_of("people.holders"))
    return tuple(_compiled(forms, ()))


def keys_of(name: str) -> tuple[str, ...]:
    """The keys that a table of lists has in any language."""
    return tuple(dict.fromkeys(chain.from_iterable(getattr(each, name) for each in _WORDINGS)))


GENRES = {genre: labels("genres", genre) for genre in keys_of("genres")}
"""How each kind of document is called."""
EVENTS = {genre: labels("events", genre) for genre in keys_of("events")}
"""How one speaks of what documents of a genre tell of."""
