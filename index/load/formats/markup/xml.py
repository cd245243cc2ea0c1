"""XML of texts (DocBook, TEI, JATS and any other) → blocks, by way of the elements of HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from index.load.extracted import Extracted, TextBuilder
from index.load.formats.markup.blocks import add_blocks
from index.load.formats.markup.html import load_markup, parse_xml
from index.load.formats.text.encodings import read_bytes
from index.load.metadata import parse_date, usable_title


def _names(table: str) -> dict[str, str]:
    """From lines of "html: name name …"."""
    pairs = (line.split(":") for line in table.strip().splitlines())
    return {name: html.strip() for html, names in pairs for name in names.split()}


_DOCBOOK = _names("""
    p: para simpara bridgehead releaseinfo attribution abstract question-text revnumber
    div: formalpara note tip warning caution important qandaset qandadiv qandaentry question answer
    section: section sect1 sect2 sect3 sect4 sect5 chapter appendix preface part simplesect glossary
    ul: itemizedlist simplelist segmentedlist calloutlist
    ol: orderedlist procedure substeps
    li: listitem member step callout
    dl: variablelist glosslist
    dt: term glossterm
    dd: glossdef
    pre: programlisting screen literallayout synopsis address
    table: informaltable
    tr: row
    td: entry
    blockquote: epigraph
    sup: superscript footnoteref
    sub: subscript
    q: quote
    template: indexterm remark info bookinfo articleinfo chapterinfo sectioninfo index toc
""")
_TEI = _names("""
    p: ab salute signed speaker stage docTitle titlePart trailer dateline
    div: div1 div2 div3 div4 text group front back sp lg opener closer figure
    h2: head
    li: item
    tr: row
    td: cell
    figcaption: figDesc
    template: teiHeader fw
    blockquote: quote
""")
_JATS = _names("""
    section: sec abstract ack app
    p: disp-quote verse-line attrib copyright-statement
    h2: title article-title
    li: list-item
    figcaption: caption
    dl: def-list
    dt: term
    dd: def
    div: def-item
    pre: code preformat
    template: front journal-meta ref-list tex-math
""")
_INLINE = "span"
_TABLE, _ROW, _LABEL, _CELL = _TABULAR = "table", "tr", "th", "td"
_MIN_RECORDS = 2
_MIN_FIELDS = 2  # short ones; a title above a paragraph is no record
_MAX_FIELDS = 50
_MAX_FIELD = 100  # characters


def parse_xml_text(path: Path) -> Extracted:
    """The text of an XML file: its sections, paragraphs, lists and tables where it is DocBook, TEI
    or JATS, else a block for each element that holds text.

    Nothing outside of the file is read. Raises LoadError for what is no text.
    """
    tree = parse_xml(load_markup(read_bytes(path)))
    title = next(filter(None, map(usable_title, _said(tree, _TITLES))), None)
    published = next(filter(None, map(parse_date, _said(tree, _DATES))), None)
    _vocabulary(tree)(tree)
    builder = TextBuilder()
    add_blocks(tree, builder)
    return builder.extracted(title, published=published)


_TITLES = """(/*/teiHeader//titleStmt/title | /*/info/title | /*/bookinfo/title
    | /*/articleinfo/title | /*/title | /*/front/article-meta//article-title | /*/head/title)"""
_DATES = """(/*/teiHeader//publicationStmt//date/@when | /*/teiHeader//publicationStmt//date
    | /*/info/pubdate | /*/info/date | /*/articleinfo/pubdate | /*/bookinfo/pubdate
    | /*/info/copyright/year)"""


def _said(tree: Any, places: str) -> list[str]:
    found = tree.xpath(places)
    texts = (each if isinstance(each, str) else "".join(each.itertext()) for each in found)
    return [" ".join(text.split()) for text in texts]


def _vocabulary(tree: Any) -> Callable[[Any], None]:
    names = {each.tag for each in tree}
    if tree.tag in ("TEI", "TEI.2", "teiCorpus"):
        return _from_tei
    if tree.tag == "article" and names & {"front", "body"}:
        return _from_jats
    if tree.tag in _DOCBOOK or tree.tag in ("book", "article", "set", "reference", "refentry"):
        is_docbook = any(True for _ in tree.iter("para", "simpara", "programlisting"))
        return _from_docbook if is_docbook else _from_any
    return _from_html if tree.tag == "html" else _from_any


def _from_html(tree: Any) -> None:
    """It is what it should become."""


def _from_docbook(tree: Any) -> None:
    _show_titles(tree)
    _move_notes(tree, list(tree.iter("footnote")))
    for group in tree.iter("tgroup"):
        _set_spans(group)
    for element in _renamed(tree, _DOCBOOK):
        above = element.getparent()
        tag = element.tag
        if tag == "emphasis":
            role = element.get("role", "")
            element.tag = {"strikethrough": "del", "bold": "b", "strong": "b"}.get(role, _INLINE)
        elif tag in ("title", "subtitle"):
            in_figure = above is not None and above.tag in ("figure", "table", "example")
            element.tag = "figcaption" if in_figure else "h2"
        elif tag == "li" and above is not None and above.tag == "varlistentry":
            element.tag = "dd"
        elif tag == "ol":
            _set_docbook_numbering(element)


_NUMERATIONS = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}


def _set_docbook_numbering(element: Any) -> None:
    element.set("type", _NUMERATIONS.get(element.get("numeration", ""), "1"))
    if "startingnumber" in element.attrib:
        element.set("start", element.get("startingnumber"))


def _show_titles(tree: Any) -> None:
    """Titles that stand among the metadata of a section are shown above it."""
    for info in list(tree.iter("info", "bookinfo", "articleinfo", "chapterinfo", "sectioninfo")):
        above, title = info.getparent(), info.find("title")
        if above is not None and title is not None:
            info.addprevious(title)


def _set_spans(group: Any) -> None:
    """The rows and columns that a cell of a CALS table spans, as HTML says it."""
    columns = {each.get("colname"): n for n, each in enumerate(group.findall("colspec"))}
    for entry in group.iter("entry"):
        first, last = (columns.get(entry.get(name)) for name in ("namest", "nameend"))
        if first is not None and last is not None:
            entry.set("colspan", str(last - first + 1))
        more = entry.get("morerows", "")
        if more.isdecimal():
            entry.set("rowspan", str(int(more[:6]) + 1))


def _from_tei(tree: Any) -> None:
    notes = [note for note in tree.iter("note") if note.get("place", "foot") in _NOTE_PLACES]
    _move_notes(tree, notes)
    for choice in tree.iter("choice"):  # as it is spelt today, and abbreviated as it stands
        for element in choice.iterchildren("sic", "orig", "expan"):
            element.tag = "template"
    _break_verses(tree)
    for element in _renamed(tree, _TEI):
        tag = element.tag
        if tag == "hi":
            element.tag = _raised(element.get("rend", "") + element.get("style", ""))
        elif tag == "list":
            _name_tei_list(element)
        elif tag == "td":
            _set_tei_cell(element)
        elif tag == "note":
            element.tag = "aside"
        elif tag == "byline":
            element.tag = "p"
            element.set("class", "byline")


_NOTE_PLACES = frozenset(("foot", "bottom", "end", "note"))


def _break_verses(tree: Any) -> None:
    """A line of verse ends in a line break."""
    for line in list(tree.iter("l")):
        line.tag = _INLINE
        break_ = tree.makeelement("br")
        break_.tail, line.tail = line.tail, None
        line.addnext(break_)
    for line in tree.iter("lb"):
        if line.get("break") != "no":
            line.text = " "
        line.tag = _INLINE


def _raised(style: str) -> str:
    if "sup" in style:
        return "sup"
    if "sub" in style:
        return "sub"
    return "del" if re.search("strike|line-through", style) else _INLINE


def _name_tei_list(element: Any) -> None:
    if element.get("type") == "gloss":
        element.tag = "dl"
        for each in element:
            each.tag = {"label": "dt", "item": "dd"}.get(each.tag, each.tag)
    else:
        is_numbered = element.get("type") == "ordered" or "number" in element.get("rend", "")
        element.tag = "ol" if is_numbered else "ul"


def _set_tei_cell(element: Any) -> None:
    above = element.getparent()
    if "label" in (element.get("role"), above.get("role") if above is not None else None):
        element.tag = "th"
    for old, new in (("cols", "colspan"), ("rows", "rowspan")):
        if old in element.attrib:
            element.set(new, element.get(old))


def _from_jats(tree: Any) -> None:
    title = tree.find("front//article-title")
    if title is not None:
        tree.insert(0, title)
        title.tag = "h1"
    for abstract in list(tree.iterfind("front//abstract")):
        tree.insert(1, abstract)
    for element in _renamed(tree, _JATS):
        tag = element.tag
        if tag == "label":
            _set_label(element)
        elif tag == "h2" and element.getparent().tag == "figcaption":
            element.tag = "p"
        elif tag == "list":
            element.tag = "ol" if element.get("list-type") == "order" else "ul"
        elif tag == "bold":
            element.tag = "b"
        elif tag == "strike":
            element.tag = "del"


def _set_label(element: Any) -> None:
    """The number of a note stands before it, that of a section before its title."""
    above, title = element.getparent(), element.getnext()
    if above.tag == "fn":
        element.tag = "sup"
    elif title is not None and title.tag == "title":
        title.text = f"{''.join(element.itertext()).strip()} {title.text or ''}"
        element.tag = "template"
    else:
        element.tag = "figcaption"


def _from_any(tree: Any) -> None:
    """An element that holds text of its own is a paragraph, with all in it; others are parts.

    Elements in a row that hold the same short fields are the records of a table.
    """
    for element in list(tree.iter()):
        if _holds_records(element):
            _set_table(element)
    for element in tree.iter():
        above = element.getparent()
        if element.tag in _TABULAR:
            pass
        elif above is not None and above.tag in ("p", "h2", _INLINE):
            element.tag = _INLINE
        elif (element.text or "").strip() or any((each.tail or "").strip() for each in element):
            element.tag = "h2" if element.tag in ("title", "heading", "head") else "p"
        else:
            element.tag = "div"


def _holds_records(element: Any) -> bool:
    if len(element) < _MIN_RECORDS or len({each.tag for each in element}) > 1:
        return False
    short: dict[str, bool] = {}
    for record in element:
        names = [field.tag for field in record]
        is_flat = not any(len(field) or (field.tail or "").strip() for field in record)
        if not is_flat or len(set(names)) < len(names) or (record.text or "").strip():
            return False
        for field in record:
            is_short = len((field.text or "").strip()) <= _MAX_FIELD
            short[field.tag] = short.get(field.tag, True) and is_short
    return sum(short.values()) >= _MIN_FIELDS and len(short) <= _MAX_FIELDS


def _set_table(element: Any) -> None:
    """The records as rows, beneath the names of their fields."""
    names = dict.fromkeys(field.tag for record in element for field in record)
    head = element.makeelement(_ROW)
    for name in names:
        label = element.makeelement(_LABEL)
        label.text = name
        head.append(label)
    for record in element:
        fields = {field.tag: field for field in record}
        record.tag, record[:] = _ROW, [fields.get(name, record.makeelement(name)) for name in names]
        for field in record:
            field.tag = _CELL
    element.tag = _TABLE
    element.insert(0, head)


def _renamed(tree: Any, names: dict[str, str]) -> Iterable[Any]:
    """All elements, each by its name in HTML."""
    for element in list(tree.iter()):
        element.tag = names.get(element.tag, element.tag)
        yield element


def _move_notes(tree: Any, notes: list[Any]) -> None:
    """Notes that stand in a line, to the end; their marks stay."""
    for number, note in enumerate(notes, 1):
        mark = note.get("n") or note.get("label") or str(number)
        place = tree.makeelement("sup")
        place.text = mark
        place.tail, note.tail = note.tail, None
        note.getparent().replace(note, place)
        note.tag = "div"
        first = note if not len(note) or (note.text or "").strip() else note[0]
        shown = tree.makeelement("sup")
        shown.text = mark
        shown.tail, first.text = " " + (first.text or "").lstrip(), None
        first.insert(0, shown)
        tree.append(note)
