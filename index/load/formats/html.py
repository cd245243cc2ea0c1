"""HTML → the text of its main part, with trafilatura. Nothing is fetched or executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.load.extracted import Extracted, normalise
from index.load.formats.text import load_text, read_bytes
from index.load.metadata import parse_date, usable_title

# trafilatura drops what is named like a menu; a section on menus, for example, with all in it.
_LEAST_SHARE = 0.5  # of a page's prose; where it keeps less, all visible text is taken instead
# Characters of HTML. trafilatura's time grows with their square: 3 s for 2.5 million, 11 s for 5;
# and with that of the elements: 40,000 headings take 9 s.
_LARGEST_PAGE = 2_000_000
_MOST_ELEMENTS = 40_000

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I)
_NO_TEXT = """//head/* | //script | //style | //template | //noscript | //button | //select
    | //nav | //footer
    | //*[@id="comments" or contains(concat(" ", @class, " "), " comments ")][not(self::body)]"""
_DATES = """//meta[@property="article:published_time" or @itemprop="datePublished"
        or @name="date" or @name="DC.date" or @name="dc.date" or @name="DC.date.issued"
        or @name="dcterms.issued" or @name="citation_publication_date"]/@content
    | //time[@itemprop="datePublished" or @pubdate]/@datetime"""
_SITES = """//meta[@property="og:site_name"]/@content
    | //meta[@name="publisher" or @name="dc.publisher" or @name="DC.publisher"]/@content"""
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_BLOCKS = set(
    "address article aside blockquote body br caption dd details div dl dt figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table "
    "tr ul".split()
)


def parse_html(path: Path) -> Extracted:
    """The main text of a page, without menus and comments.

    Each paragraph, heading, list item ("- item") and table row ("cell | cell") is on its own line.
    """
    data = read_bytes(path)
    declared = _DECLARED.search(data[:2048])
    markup = load_text(data, declared[1].decode("ascii") if declared else "cp1252")
    tree = _parse(markup)
    if tree is None:
        return Extracted("")
    title, site, published = _title(tree), _site(tree), _published(tree)
    for element in tree.xpath(_NO_TEXT):
        element.drop_tree()
    visible = _visible_text(tree)
    is_large = len(markup) > _LARGEST_PAGE or sum(1 for _ in tree.iter()) > _MOST_ELEMENTS
    text = "" if is_large else _main_text(deepcopy(tree))
    if len(text) < _LEAST_SHARE * (len(visible) - _link_characters(tree)):
        text = visible
    return Extracted(normalise(text), title, site, published)


def _parse(markup: str) -> Any:
    """The tree of a page, or None for an empty one."""
    from lxml import etree, html

    # Characters that XML forbids: browsers pass over them, trafilatura gives up.
    markup = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", markup)
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


def _title(tree: Any) -> str | None:
    """The page's <title>, less the name of the site where a heading shows it without; or <h1>."""
    title = " ".join((tree.findtext("head/title") or "").split())
    # Documentation tools put a link to the heading behind it.
    headings = [" ".join(h.text_content().split()).rstrip("¶# ") for h in tree.iter("h1")]
    named = [heading for heading in headings if heading and title.startswith(heading)]
    return next(filter(None, map(usable_title, [*named, title, *headings])), None)


def _site(tree: Any) -> str | None:
    return next(filter(None, map(usable_title, tree.xpath(_SITES))), None)


def _published(tree: Any) -> str | None:
    """The date that the page's metadata gives for its publication.

    trafilatura's date is not used: it takes dates from prose, and makes "2019" a first of January.
    """
    scripts = tree.xpath('//script[@type="application/ld+json"]')
    in_scripts = (day for script in scripts for day in _JSON_DATE.findall(script.text or ""))
    dates = [*tree.xpath(_DATES), *in_scripts]
    return next(filter(None, map(parse_date, dates)), None)


def _main_text(tree: Any) -> str:
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG

    _mark_main_part(tree)
    config = deepcopy(DEFAULT_CONFIG)
    # By default, a page of under 250 characters comes with its menus and without its table rows.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    found: Any = trafilatura.bare_extraction(
        tree, include_comments=False, favor_recall=True, config=config
    )
    return _without_table_marks(found.text) if found else ""


def _mark_main_part(tree: Any) -> None:
    """Name the part to read: the page's only <main>, else its only <article>, else all of <body>.

    Where no part is named, trafilatura loses headings; of several articles, it keeps the first.
    """
    body = tree.find("body")
    if body is None:
        return
    candidates = tree.xpath("//main"), tree.xpath("//article")
    main = next((found[0] for found in candidates if len(found) == 1), None)
    if main is None:
        main, body.tag = body, "div"
        tree.append(tree.makeelement("body"))
        tree[-1].append(main)
    main.set("itemprop", "articleBody")  # schema.org's name for it


def _without_table_marks(text: str) -> str:
    """Table rows as "cell | cell": outer bars and rules are trafilatura's, not the page's."""
    without_rules = re.sub(r"^\|(?:---\|)+\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^\| (.*) \| *$", r"\1", without_rules, flags=re.MULTILINE)


def _link_characters(tree: Any) -> int:
    return sum(len(" ".join(link.text_content().split())) for link in tree.iter("a"))


def _visible_text(tree: Any) -> str:
    """All that a browser shows of the tree, each block on a line of its own."""
    lines = "".join(_pieces(tree)).split("\n")
    return "\n".join(line.strip() for line in lines if line and not line.isspace())


def _pieces(tree: Any) -> Iterator[str]:
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "\n"
        elif element.tag in ("td", "th") and event == "start" and element.getprevious() is not None:
            yield " | "
        text = element.text if event == "start" else element.tail
        yield re.sub(r"\s+", " ", text or "")
