"""Lines that are not prose by their wording: credits, copyright, menus, page numbers, labels."""

from __future__ import annotations

import re

from index.language.lexicons import any_of
from index.language.numbers import MONTHS

_PHOTO = any_of("page.photo")
_PHOTO_CREDIT = re.compile(
    rf"\([^()]{{0,40}}\b{_PHOTO}\s*(?:[/:]|{any_of('by')}\b)[^()]{{0,80}}\)\W*$"
    rf"|^{any_of('page.photo', 'page.credit')}(?: {any_of('page.credit', 'by')})?\s*:",
    re.IGNORECASE,
)
# Not every sentence that speaks of copyright: a sign or a year follows the word, or it is all.
_LEGAL = re.compile(
    r"^\W*(?:©|\(c\)\s*(?:copyright\b|(?:19|20)\d\d\b)"
    rf"|copyright\W*(?:©|\(c\)|\d{{4}}|{any_of('by')}\b|:|$))|©\s*\d{{4}}"
    rf"|^(?:.{{0,60}}[.,|–—-]\s*)?{any_of('page.reserved_rights')}\W*$"
    rf"|^{any_of('page.copyright_sentences')}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(rf"\b{any_of('page.citations')}|^<?https?://\S+>?$", re.IGNORECASE)
_MENUS = re.compile(rf"^\W*(?:{any_of('page.menus')}|\d{{1,4}})[^\w.!?]*$", re.IGNORECASE)
# Entries of a menu that head a section as well.
_SECTION = re.compile(rf"^\W*(?:{any_of('page.sections')}|(?:19|20)\d\d)\W*$", re.IGNORECASE)
_LABEL = re.compile(rf"^{any_of('page.labels')}\s*:\s*\S.{{0,80}}$", re.IGNORECASE)
# "24 November 2019, by Jane Doe": a name stands behind the word.
_BY_LINE = re.compile(
    rf"^(?:.{{0,40}}[,|–—-]\s*)?(?i:{any_of('by')})\s+"
    rf"[A-ZÅÄÖ][\w.'’-]*(?:\s+(?:{any_of('additions')}|[A-ZÅÄÖ][\w.'’-]*)){{0,5}}\W*$"
)
# What a name, number or place follows, also where it is printed like a heading.
_FACT = re.compile(rf"^\W*{any_of('page.fact_labels')}\s*:\s*\S", re.IGNORECASE)
MAX_DATELINE = 80  # characters
_DATE = re.compile(
    rf"\b\d{{1,2}}\.?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}|\b(?:{'|'.join(MONTHS)})\s+\d{{1,2}},\s+\d{{4}}"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b",
    re.IGNORECASE,
)
_MENU_BAR = re.compile(r"^(?:[^|·•»]{1,30}\s[|·•»]\s){2,}[^|·•»]{1,30}$")


def is_boilerplate(text: str) -> bool:
    """Whether a line or block belongs to the page and not to what it says: menus, legal lines."""
    return _matches(text, _LEGAL, _MENUS, _MENU_BAR)


def is_aside(text: str) -> bool:
    """Whether a line or block stands beside the prose: credits, sources, dates, by-lines."""
    return _matches(text, _PHOTO_CREDIT, _REFERENCE, _LABEL, _BY_LINE)


def is_dateline(text: str) -> bool:
    """Whether a line says little more than when, and perhaps where, something was written."""
    return len(text) <= MAX_DATELINE and _DATE.search(text) is not None


def names_section(text: str) -> bool:
    """Whether a heading in such words is one where text stands beneath it: "Contact", "2019"."""
    return _matches(text, _SECTION)


def is_labelled_fact(text: str) -> bool:
    """Whether a line says who, when or where, under its label."""
    return _FACT.match(text) is not None


def is_not_prose(text: str) -> bool:
    """Whether a line or block is boilerplate or an aside."""
    return is_boilerplate(text) or is_aside(text)


def _matches(text: str, *patterns: re.Pattern[str]) -> bool:
    line = " ".join(text.split())
    return any(pattern.search(line) for pattern in patterns)
