"""Lines that are not prose by their wording: credits, copyright, menus, page numbers, labels."""

from __future__ import annotations

import re

from index.language.numbers import MONTHS

_PHOTO_CREDIT = re.compile(
    r"\([^()]{0,40}\b(?:photo|foto|image|bild|picture)\s*(?:[/:]|by\b|av\b)[^()]{0,80}\)\W*$"
    r"|^(?:photo|foto|bild|image|picture|credit)(?: credit| by| av)?\s*:",
    re.IGNORECASE,
)
# Not every sentence that speaks of copyright: a sign or a year follows the word, or it is all.
_LEGAL = re.compile(
    r"^\W*(?:©|\(c\)\s*(?:copyright\b|(?:19|20)\d\d\b)"
    r"|copyright\W*(?:©|\(c\)|\d{4}|by\b|:|$))|©\s*\d{4}"
    r"|^(?:.{0,60}[.,|–—-]\s*)?(?:all rights reserved|alla rättigheter (?:förbehållna|reserverade)"
    r"|med ensamrätt)\W*$"
    r"|^(?:this|the|denna?|detta|den här|det här|innehållet|allt)\b.{0,40}"
    r"(?:\bis subject to copyright|\bskyddas av upphovsrätt)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:APA|MLA|Chicago|Harvard) citation\b|\bretrieved .{0,40}\bfrom <?https?:"
    r"|^<?https?://\S+>?$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\W*(?:leave a comment|leave a reply|lämna en kommentar|kommentera\b.{0,30}"
    r"|your email address will not be published.*|din e-postadress kommer inte publiceras.*"
    r"|required fields are marked.*|obligatoriska fält är märkta.*"
    r"|scroll to top|back to top|till toppen|tillbaka till toppen|skip to (?:main )?content"
    r"|hoppa till innehåll(?:et)?|share (?:this|on)\b.{0,40}|dela (?:artikeln|på|denna)\b.{0,40}"
    r"|follow us\b.{0,40}|följ oss\b.{0,40}|subscribe\b.{0,60}|prenumerera\b.{0,60}"
    r"|sign (?:up|in)\b.{0,60}|log in|logga in|read more|läs mer|läs även\b.{0,80}"
    r"|related (?:articles|stories|posts)"
    r"|advertisement|annons|menu|meny|search|sök|home|hem|contact(?: us)?|kontakt(?:a oss)?"
    r"|about(?: us)?|om oss|privacy policy|integritetspolicy|terms of (?:use|service)"
    r"|(?:accept|we use|vi använder|godkänn)\b.{0,40}\b(?:cookies|kakor)\b.{0,80}"
    r"|(?:page|sida|sidan)\s+\d+(?:\s*(?:of|/|av)\s*\d+)?|\d{1,4})[^\w.!?]*$",
    re.IGNORECASE,
)
# Entries of a menu that head a section as well.
_SECTION = re.compile(
    r"^\W*(?:contact(?: us)?|kontakt(?:a oss)?|about(?: us)?|om oss|search|sök|privacy policy"
    r"|integritetspolicy|terms of (?:use|service)|(?:19|20)\d\d)\W*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:source|källa|date|datum|published|publicera[dt]|(?:last )?updated"
    r"|(?:senast )?uppdatera[dt]|author|författare|written by|by|av)\s*:\s*\S.{0,80}$",
    re.IGNORECASE,
)
# "24 November 2019, by Jane Doe": a name stands behind the word.
_BY_LINE = re.compile(
    r"^(?:.{0,40}[,|–—-]\s*)?(?i:(?:words |text )?by|av|text(?: av)?:?)\s+"
    r"[A-ZÅÄÖ][\w.'’-]*(?:\s+(?:and|och|[A-ZÅÄÖ][\w.'’-]*)){0,5}\W*$"
)
# What a name, number or place follows, also where it is printed like a heading.
_FACT = re.compile(
    r"^\W*(?:contact(?: person)?|kontakt(?:person)?|ansvarig|chair(?:man|person)?|ordförande"
    r"|secretary|sekreterare|treasurer|kassör|(?:tele)?phone|tel|telefon|e-?mail|e-post|address|adress|place"
    r"|plats|time|tid|venue|lokal|date|datum|price|pris|fee|avgift)\s*:\s*\S",
    re.IGNORECASE,
)
LONGEST_DATELINE = 80  # characters
_DATE = re.compile(
    rf"\b\d{{1,2}}\.?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}|\b(?:{'|'.join(MONTHS)})\s+\d{{1,2}},\s+\d{{4}}"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b",
    re.IGNORECASE,
)
_MENU_BAR = re.compile(r"^(?:[^|·•»]{1,30}\s[|·•»]\s){2,}[^|·•»]{1,30}$")


def is_boilerplate(text: str) -> bool:
    """Whether a line or block belongs to the page and not to what it says: menus, legal lines."""
    return _matches(text, _LEGAL, _FURNITURE, _MENU_BAR)


def is_aside(text: str) -> bool:
    """Whether a line or block stands beside the prose: credits, sources, dates, by-lines."""
    return _matches(text, _PHOTO_CREDIT, _REFERENCE, _LABEL, _BY_LINE)


def is_dateline(text: str) -> bool:
    """Whether a line says little more than when, and perhaps where, something was written."""
    return len(text) <= LONGEST_DATELINE and _DATE.search(text) is not None


def names_section(text: str) -> bool:
    """Whether a heading in such words is one where text stands beneath it: "Contact", "2019"."""
    return _matches(text, _SECTION)


def is_labelled_fact(text: str) -> bool:
    """Whether a line says who, when or where, under its label."""
    return _FACT.match(text) is not None


def is_furniture(text: str) -> bool:
    """Whether a line or block is either."""
    return is_boilerplate(text) or is_aside(text)


def _matches(text: str, *patterns: re.Pattern[str]) -> bool:
    line = " ".join(text.split())
    return any(pattern.search(line) for pattern in patterns)
