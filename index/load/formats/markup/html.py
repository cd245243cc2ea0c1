"""HTML → its text, block by block. Nothing is fetched or executed."""

from __future__ import annotations

import re
from html.entities import html5
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.load.extracted import Extracted, TextBuilder
from index.load.formats.markup.blocks import add_blocks
from index.load.formats.text.encodings import load_text, read_bytes
from index.load.metadata import parse_date, usable_title

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I)
_DATES = """//meta[@property="article:published_time" or @itemprop="datePublished"
        or @name="date" or @name="DC.date" or @name="dc.date" or @name="DC.date.issued"
        or @name="dcterms.issued" or @name="citation_publication_date"]/@content
    | //time[@itemprop="datePublished" or @pubdate]/@datetime"""
_SITES = """//meta[@property="og:site_name"]/@content
    | //meta[@name="publisher" or @name="dc.publisher" or @name="DC.publisher"]/@content"""
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)https?://([\w.-]+)[^\s<>]* -->")
"""What browsers put into pages that they save, and qa.library.fetching behind those it fetches."""
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_XHTML = "http://www.w3.org/1999/xhtml"
_ENTITY = re.compile(r"&([^\W\d][\w.:-]*;)")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_html(path: Path) -> Extracted:
    """All that a page shows: its main part as headings, paragraphs, list items and rows of tables;
    menus and the like as boilerplate.

    Raises LoadError for what is no text, and for elements that nest too deep.
    """
    data = read_bytes(path)
    tree = parse_page(load_markup(data))
    if tree is None:
        return Extracted("")
    builder = TextBuilder()
    add_blocks(tree, builder)
    return builder.extracted(_title(tree), _site(tree) or _host(data), _published(tree))


def load_markup(data: bytes) -> str:
    """The text of HTML or XML in the encoding that it declares, if that fits.

    Raises LoadError for what is no text.
    """
    declared = _DECLARED.search(data[:2048])
    markup = load_text(data, declared[1].decode("ascii") if declared else None)
    # Characters that XML forbids: browsers pass over them, parsers give up.
    return _FORBIDDEN.sub(" ", markup)


def parse_page(markup: str) -> Any:
    """The tree of a page, or None for an empty one. Raises LoadError where it nests too deep."""
    from lxml import etree, html

    if _XHTML in markup[:2048]:
        try:
            return parse_xml(markup)
        except etree.XMLSyntaxError:
            pass  # browsers read what is served as HTML as such
    # As bytes in a known encoding: lxml refuses a string that declares an encoding of its own.
    # Huge: elements that are opened and never closed, as in old pages, may nest 2,048 deep.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError:
        return None
    if any(entry.message.startswith("Excessive depth") for entry in parser.error_log):
        raise LoadError("nests its elements too deep to be read in full; close them, save it anew")
    return tree


def parse_xml(markup: str, recover: bool = False) -> Any:
    """The tree of XML, its elements by their local names. Of entities, those of HTML are read;
    others stay as they are written, and no DTD is loaded. Raises lxml's XMLSyntaxError.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True,
        remove_comments=True, remove_pis=True, recover=recover,
    )  # fmt: skip
    tree = etree.fromstring(_ENTITY.sub(_character, markup).encode(), parser=parser)
    for element in tree.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return tree


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    if name in _OF_XML:
        return entity[0]
    return html5.get(name, f"&amp;{name}")


def _title(tree: Any) -> str | None:
    """The page's <title>, less the name of the site where a heading shows it without; or <h1>."""
    title = " ".join((tree.findtext("head/title") or "").split())
    # Documentation tools put a link to the heading behind it.
    headings = [" ".join("".join(h.itertext()).split()).rstrip("¶# ") for h in tree.iter("h1")]
    named = [heading for heading in headings if heading and title.startswith(heading)]
    return next(filter(None, map(usable_title, [*named, title, *headings])), None)


def _site(tree: Any) -> str | None:
    return next(filter(None, map(usable_title, tree.xpath(_SITES))), None)


def _host(data: bytes) -> str | None:
    """The name of the machine that a page was saved from, where its beginning or end says so."""
    ends = data if len(data) <= 4096 else data[:2048] + b"\n" + data[-2048:]
    found = _SAVED_FROM.search(ends)
    return found[1].decode("ascii", "replace") if found else None


def _published(tree: Any) -> str | None:
    """The date that the page's metadata gives for its publication."""
    scripts = tree.xpath('//script[@type="application/ld+json"]')
    in_scripts = (day for script in scripts for day in _JSON_DATE.findall(script.text or ""))
    dates = [*tree.xpath(_DATES), *in_scripts]
    return next(filter(None, map(parse_date, dates)), None)
