"""Lines that are not prose by their wording alone: credits, copyright, menus, page numbers."""

from __future__ import annotations

import re

_PHOTO_CREDIT = re.compile(
    r"\([^()]{0,40}\b(?:photo|foto|image|bild|picture)\s*(?:[/:]|by\b|av\b)[^()]{0,80}\)\W*$"
    r"|^(?:photo|foto|bild|image|picture|credit)(?: credit| by| av)?\s*:",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright\b)|©\s*\d{4}"
    r"|\ball rights reserved\b|\balla rättigheter (?:förbehållna|reserverade)\b"
    r"|\bsubject to copyright\b|\bskyddas av upphovsrätt",
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
_LABEL = re.compile(
    r"^(?:source|källa|date|datum|published|publicera[dt]|updated|uppdatera[dt]|author|författare"
    r"|written by|by|text|av)\s*:\s*\S.{0,80}$",
    re.IGNORECASE,
)
_MENU_BAR = re.compile(r"^(?:[^|·•»]{1,30}\s[|·•»]\s){2,}[^|·•»]{1,30}$")


def is_furniture(text: str) -> bool:
    """Whether a line or block holds no prose of the document's own, judged by its wording."""
    line = " ".join(text.split())
    patterns = (_PHOTO_CREDIT, _LEGAL, _REFERENCE, _FURNITURE, _LABEL, _MENU_BAR)
    return any(pattern.search(line) for pattern in patterns)
