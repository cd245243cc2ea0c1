"""References in the usual styles, made of what is known of a document; no author is invented.

APA is that of the 7th edition, where a work without author begins with its title; Vancouver follows
the NLM's "Citing Medicine".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from index import Document

STYLES = ("plain", "apa", "vancouver", "bibtex")
NAMES = {"apa": "APA", "vancouver": "Vancouver", "bibtex": "BibTeX"}
"""Of those styles that have one, in any language."""

_WORDS = {
    "en": {
        "quoted": "“{quote}”",
        "page": "page {page}",
        "p": "p. {page}",
        "undated": "n.d.",
        "unknown": "[date unknown]",
        "day": "y, MMMM d",
        "month": "y, MMMM",
    },
    "sv": {
        "quoted": "”{quote}”",
        "page": "sida {page}",
        "p": "s. {page}",
        "undated": "u.å.",
        "unknown": "[datum okänt]",
        "day": "d MMMM y",
        "month": "MMMM y",
    },
}
_SPECIAL = re.compile(r"[\\\\{}&%$#_~^]")
_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference is made of; as in Document and Citation."""

    document_id: str
    title: str
    source: str | None
    published: str | None
    page: int | None

    @classmethod
    def of(cls, document: Document, page: int | None) -> Cited:
        """That page of a document."""
        return cls(document.id, document.title, document.source, document.published, page)


def reference(cited: Cited, style: str, language: str) -> str:
    """The reference in a style, one of STYLES, for readers of `language`."""
    return _REFERENCES[style](cited, language)


def quote_with_reference(quote: str, cited: Cited, style: str, language: str) -> str:
    """The quote as a text has it, and below it the reference; in BibTeX, as a note of its entry."""
    said = " ".join(quote.split())
    quoted = _said(language, "quoted", quote=said)
    whole = reference(cited, style, language)
    if style == "plain":
        return f"{quoted} — {whole}"
    if style == "apa":
        return f"{quoted} ({_in_text(cited, language)})\n\n{whole}"
    if style == "vancouver":
        return f"{quoted} (1)\n\n1. {whole}"
    return whole.replace("\n}", f",\n  annote = {{{_latex(said)}}}\n}}")


def _said(language: str, name: str, **values: object) -> str:
    return _WORDS[language][name].format(**values)


def _page(cited: Cited, language: str, name: str) -> list[str]:
    return [] if cited.page is None else [_said(language, name, page=cited.page)]


def _plain(cited: Cited, language: str) -> str:
    facts = filter(None, (cited.title, cited.source, cited.published))
    return f"{', '.join([*facts, *_page(cited, language, 'page')])} ({cited.document_id})"


def _apa(cited: Cited, language: str) -> str:
    source = [f"{_unended(cited.source)}."] if cited.source else []
    published = _apa_date(cited.published, language)
    return " ".join([f"{_unended(cited.title)}.", f"({published}).", *source])


def _in_text(cited: Cited, language: str) -> str:
    """How APA refers to it in a text: its title, year and page."""
    title = _said(language, "quoted", quote=cited.title)
    year = cited.published[:4] if cited.published else _said(language, "undated")
    return ", ".join([title, year, *_page(cited, language, "p")])


def _apa_date(published: str | None, language: str) -> str:
    if published is None:
        return _said(language, "undated")
    year, *rest = map(int, published.split("-"))
    if not rest:
        return published
    from babel.dates import format_date

    day = date(year, *rest) if len(rest) == 2 else date(year, rest[0], 1)
    return format_date(day, _said(language, "day" if len(rest) == 2 else "month"), locale=language)


def _vancouver(cited: Cited, language: str) -> str:
    source = [_unended(cited.source)] if cited.source else []
    made = "; ".join([*source, _vancouver_date(cited.published, language)])
    page = [f"{each}." for each in _page(cited, language, "p")]
    return " ".join([f"{_unended(cited.title)}.", f"{made}.", *page])


def _vancouver_date(published: str | None, language: str) -> str:
    """As the NLM has it: "2019 Nov 24", or that it is unknown."""
    if published is None:
        return _said(language, "unknown")
    from babel.dates import get_month_names

    year, *rest = map(int, published.split("-"))
    names = get_month_names("abbreviated", locale=language)
    month = [names[each].rstrip(".") for each in rest[:1]]
    return " ".join([str(year), *month, *map(str, rest[1:])])


def _bibtex(cited: Cited, language: str) -> str:
    fields = {
        "title": f"{{{_latex(cited.title)}}}",
        "howpublished": _latex(cited.source or ""),
        "year": (cited.published or "")[:4],
        "date": cited.published or "",
        "pages": "" if cited.page is None else str(cited.page),
        "note": _latex(cited.document_id),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{_key(cited)},\n" + ",\n".join(lines) + "\n}"


def _key(cited: Cited) -> str:
    plain = normalize("NFKD", cited.title.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    return "".join([*words[:3], (cited.published or "")[:4]]) or "document"


def _latex(text: str) -> str:
    """Text of which LaTeX makes nothing else."""
    return _SPECIAL.sub(lambda found: _LATEX.get(found[0], f"\\{found[0]}"), text)


def _unended(text: str) -> str:
    return text.rstrip(". ")


_REFERENCES: Mapping[str, Callable[[Cited, str], str]] = {
    "plain": _plain,
    "apa": _apa,
    "vancouver": _vancouver,
    "bibtex": _bibtex,
}
