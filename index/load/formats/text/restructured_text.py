"""reStructuredText (.rst) → what its reader sees: headings, paragraphs, lists, tables, notes.

docutils reads it, without the files, addresses and raw output that a text may ask for. Roles and
directives that it does not know, as Sphinx has many, show what is written in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.language.lexicons import words_of
from index.load.extracted import (
    MAX_CHARACTERS,
    Extracted,
    TextBuilder,
    check_length,
    subscript,
    superscript,
)
from index.load.formats.numerals import letters_in_turn, roman
from index.load.formats.text.encodings import load_text, read_bytes
from index.load.metadata import parse_date, usable_title
from index.types import BlockKind, Span

_MAX_LINE = 100_000  # characters
# docutils takes quadratic time for the marks of a paragraph, 20 s for one of 100,000 characters.
_MAX_MARKED = 10_000
_MAX_SUBSTITUTION_DEPTH = 50
_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "docinfo_xform": False,  # it would translate the names of fields
    "trim_footnote_reference_space": True,
    "syntax_highlight": "none",
    "line_length_limit": _MAX_LINE,
    "report_level": 5,
    "halt_level": 5,
}
_ROLES = re.compile(r":([A-Za-z][\w.+:-]{0,60}):`|`:([A-Za-z][\w.+:-]{0,60}):")
_DIRECTIVES = re.compile(r"^\s*\.\. +(?:\|[^|\n]+\| +)?([\w.+:-]{1,60})::", re.MULTILINE)
_SUBSTITUTION = re.compile(r"^[ \t]*\.\. +\|([^|\n]+)\| +\w+::(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_SUBSTITUTED = re.compile(r"\|(?=([^|\n]+)\|)")
_LINKED = re.compile(r"(.*\S)\s*<[^<>]*>", re.DOTALL)
_CODE = frozenset(
    "code-block sourcecode prompt testcode testoutput doctest graphviz mermaid".split()
)
_OF_THE_TOOL = frozenset(
    "index highlight module currentmodule default-domain cssclass tabularcolumns only-latex "
    "py:module py:currentmodule automodule autoclass autofunction autosummary plot".split()
)
_DATES, _SOURCES = words_of("files.dates"), words_of("files.writers")

_SHOWN_WITHIN = frozenset(
    "document section container compound block_quote topic sidebar legend list_item definition "
    "admonition attention caution danger error hint important note tip warning".split()
)
_KINDS: dict[str, BlockKind | None] = {
    "title": "heading",
    "subtitle": "heading",
    "rubric": "heading",
    "paragraph": "prose",
    "caption": "aside",
    "attribution": "aside",
    "literal_block": "aside",
    "doctest_block": "aside",
    "header": "aside",
    "footer": "aside",
    "math_block": None,
}
# Shown on a line of its own, beside others too.
_LINES = frozenset(
    "paragraph title subtitle rubric caption term classifier field_name field_body definition "
    "description bullet_list enumerated_list list_item entry attribution line".split()
)
_Node = Any


def parse_rst(path: Path) -> Extracted:
    """What a text in reStructuredText shows.

    Raises LoadError for what is no text, nests too deep or has too long a line.
    """
    text = load_text(read_bytes(path))
    if max(map(len, text.split("\n"))) > _MAX_LINE:
        raise LoadError("has a line of more than {limit:,} characters; break it", limit=_MAX_LINE)
    check_length(_length_with_substitutions(text))
    builder = TextBuilder()
    walk = _Walk(builder)
    try:
        document = _document(text)
        walk.add(document)
    except RecursionError as error:
        raise LoadError(
            "nests its blocks too deep to be read; write it with fewer levels"
        ) from error
    fields = walk.fields
    return builder.extracted(
        usable_title(document.get("title") or walk.title),
        usable_title(next((fields[name] for name in _SOURCES if name in fields), None)),
        parse_date(next((fields[name] for name in _DATES if name in fields), "")),
    )


def _length_with_substitutions(text: str) -> int:
    """At most so many characters become of a text: substitutions within others may grow to any
    length.
    """
    defined = {_name(name): body for name, body in _SUBSTITUTION.findall(text)}
    used = {name: list(map(_name, _SUBSTITUTED.findall(body))) for name, body in defined.items()}
    lengths = {name: len(body) for name, body in defined.items()}
    for _ in range(_MAX_SUBSTITUTION_DEPTH if any(map(any, used.values())) else 0):
        lengths = {
            name: min(MAX_CHARACTERS, len(body) + sum(lengths.get(each, 0) for each in used[name]))
            for name, body in defined.items()
        }
    return len(text) + sum(lengths.get(_name(each), 0) for each in _SUBSTITUTED.findall(text))


def _name(written: str) -> str:
    return " ".join(written.lower().split())


def _document(text: str) -> _Node:
    from docutils.core import publish_doctree
    from docutils.parsers.rst import Directive, Parser, directives, roles
    from docutils.parsers.rst.languages import en

    for names in _ROLES.findall(text):
        name = (names[0] or names[1]).lower()
        if name not in en.roles:
            roles.register_local_role(name, _shown_role)
    fields = {
        "optional_arguments": 1,
        "final_argument_whitespace": True,
        "has_content": True,
        "option_spec": _AnyOption(),
        "run": _shown_directive,
    }
    unknown = type("Unknown", (Directive,), fields)
    for name in map(str.lower, _DIRECTIVES.findall(text)):
        if name not in en.directives:
            directives.register_directive(name, unknown)
    parser = Parser(inliner=_inliner())
    return publish_doctree(text, parser=parser, settings_overrides=_SETTINGS)


def _inliner() -> Any:
    """Of docutils, what reads the marks within a paragraph; a very long one it takes as it is."""
    from docutils import nodes
    from docutils.parsers.rst.states import Inliner

    inliner = Inliner()
    read_marks = inliner.parse

    def parse(text: str, *others: Any) -> Any:
        if len(text) > _MAX_MARKED:
            return [nodes.Text(text)], []
        return read_marks(text, *others)

    inliner.parse = parse  # docutils cannot be given a subclass: it looks up the class's own names
    return inliner


def _shown_role(
    name: str, raw: str, text: str, line: int, inliner: Any, options: Any = None, content: Any = ()
) -> tuple[list[_Node], list[_Node]]:
    """What an unknown role shows: the text of a link without its target, an object by its name."""
    from docutils import nodes, utils

    shown = utils.unescape(text)
    linked = _LINKED.fullmatch(shown)
    if linked:
        shown = linked[1]
    elif shown.startswith("~"):
        shown = shown[1:].rpartition(".")[2]
    return [nodes.inline(raw, shown.removeprefix("!"))], []


def _shown_directive(directive: Any) -> list[_Node]:
    """What an unknown directive shows: its arguments, and what is written beneath."""
    from docutils import nodes

    name, content = directive.name.lower(), "\n".join(directive.content)
    if name in _OF_THE_TOOL:
        return []
    if name == "toctree":
        return [nodes.topic("", nodes.paragraph(content, content), classes=["contents"])]
    caption = directive.options.get("caption")
    found: list[_Node] = [nodes.caption("", caption)] if caption else []
    if name in _CODE:
        return [*found, nodes.literal_block(content, content)]
    whole = nodes.container()
    for argument in directive.arguments:
        inline, _ = directive.state.inline_text(argument, directive.lineno)
        whole += nodes.paragraph(argument, "", *inline)
    directive.state.nested_parse(directive.content, directive.content_offset, whole)
    return [*found, whole]


class _AnyOption(dict[str, Callable[[str], str]]):
    """Options of any name, with any value."""

    def __missing__(self, name: str) -> Callable[[str], str]:
        return lambda value: value or ""


class _Walk:
    """Adds a document of docutils to a builder. docutils itself bounds how deep it nests."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._term: Span | None = None  # what is added next defines it
        self.title: str | None = None
        self.fields: dict[str, str] = {}

    def add(self, node: _Node) -> None:
        """Add all that a block shows."""
        name = node.tagname
        if "contents" in node.get("classes", ()):
            self._builder.add("boilerplate", node.astext())
        elif name in _SHOWN_WITHIN:
            self._add_all(node.children)
        elif name in _KINDS:
            self._add_text(node, _KINDS[name])
        elif method := getattr(self, f"_add_{name}", None):
            method(node)

    def _add_all(self, nodes: Iterable[_Node]) -> None:
        for node in nodes:
            if not isinstance(node, str):
                self.add(node)

    def _add_text(self, node: _Node, kind: BlockKind | None) -> None:
        text = _shown(node)
        if kind == "heading":
            self.title = self.title or text
        self._put(kind, text)

    def _put(self, kind: BlockKind | None, text: str) -> None:
        self._builder.add(kind, text, [self._term])

    def _add_marked(self, node: _Node, mark: str) -> None:
        """Add an item or note: its first paragraph with its mark, then the others."""
        children = [each for each in node.children if each.tagname != "label"]
        first = children[0] if children and children[0].tagname == "paragraph" else None
        if first is not None:
            kind: BlockKind = "item" if node.tagname == "list_item" else "prose"
            self._put(kind, f"{mark} {_shown(first)}")
        self._add_all(children[1:] if first is not None else children)

    def _add_bullet_list(self, node: _Node) -> None:
        for item in node.children:
            self._add_marked(item, "-")

    def _add_enumerated_list(self, node: _Node) -> None:
        for number, item in enumerate(node.children, node.get("start", 1)):
            shown = _numeral(number, node.get("enumtype", "arabic"))
            self._add_marked(item, f"{node.get('prefix', '')}{shown}{node.get('suffix', '.')}")

    def _add_footnote(self, node: _Node) -> None:
        self._add_marked(node, superscript(_label(node)))

    def _add_citation(self, node: _Node) -> None:
        self._add_marked(node, f"[{_label(node)}]")

    def _add_definition_list(self, node: _Node) -> None:
        for item in node.children:
            terms = [each for each in item.children if each.tagname in ("term", "classifier")]
            term = ": ".join(map(_shown, terms))
            outer = self._term
            self._term = self._builder.add("heading" if term.endswith("?") else "labels", term)
            self._add_all(each for each in item.children if each.tagname == "definition")
            self._term = outer

    def _add_field_list(self, node: _Node) -> None:
        for field in node.children:
            name, body = map(_shown, field.children)
            self.fields.setdefault(name.lower(), body)
            self._builder.add("item", f"{name}: {body}")

    def _add_option_list(self, node: _Node) -> None:
        for item in node.children:
            options, description = item.children
            named = ", ".join(each.astext() for each in options.children)
            self._builder.add("item", f"{named}: {_shown(description)}")

    def _add_line_block(self, node: _Node) -> None:
        self._builder.add(None, "\n".join(_shown(each) for each in node.findall(_is_line)))

    def _add_figure(self, node: _Node) -> None:
        self._add_all(node.children)

    def _add_decoration(self, node: _Node) -> None:
        self._add_all(node.children)

    def _add_table(self, node: _Node) -> None:
        for child in node.children:
            if child.tagname == "title":
                self._builder.add("aside", _shown(child))
            elif child.tagname == "tgroup":
                self._add_group(child)

    def _add_group(self, group: _Node) -> None:
        heads, bodies = (
            [row for part in group.children if part.tagname == name for row in part.children]
            for name in ("thead", "tbody")
        )
        width = sum(each.tagname == "colspec" for each in group.children)
        self._builder.add_table(_grid([*heads, *bodies], width), labels=len(heads) or None)

    def _add_system_message(self, node: _Node) -> None:
        """What docutils could not read, it gives back as it is written."""
        if "disabled" not in node.children[0].astext():
            for each in node.children[1:]:
                self._builder.add(None, each.astext())


def _is_line(node: _Node) -> bool:
    return bool(node.tagname == "line")


def _label(node: _Node) -> str:
    return next((each.astext() for each in node.children if each.tagname == "label"), "")


def _shown(node: _Node) -> str:
    """The text of a block, or of a block's blocks on one line."""
    name = node.tagname
    if name in ("image", "system_message", "comment"):
        return ""
    if name in ("#text", "literal_block", "doctest_block", "math_block"):
        return str(node.astext())
    holds_lines = any(each.tagname in _LINES for each in node.children)
    text = (" " if holds_lines else "").join(map(_shown, node.children))
    if name in ("superscript", "footnote_reference"):
        return superscript(text)
    if name == "subscript":
        return subscript(text)
    if name == "citation_reference":
        return f"[{text}]"
    return " ".join(text.split()) if name in _LINES else text


def _grid(rows: Iterable[_Node], width: int) -> list[list[str]]:
    """The cells of a table's rows, one that spans several in each of them."""
    grid: list[list[str]] = []
    spanning: dict[int, tuple[int, str]] = {}  # by column: rows left, text
    for row in rows:
        entries = iter(row.children)
        cells: list[str] = []
        while len(cells) < width:
            left, text = spanning.get(len(cells), (0, ""))
            columns = 1
            if not left:
                entry = next(entries, None)
                text = _shown(entry) if entry is not None else ""
                columns = 1 + (entry.get("morecols", 0) if entry is not None else 0)
                left = 1 + (entry.get("morerows", 0) if entry is not None else 0)
            for _ in range(columns):
                spanning[len(cells)] = (left - 1, text)
                cells.append(text)
        grid.append(cells)
    return grid


def _numeral(number: int, kind: str) -> str:
    """The number of an item as it is shown."""
    if kind == "arabic":
        return str(number)
    shown = roman(number) if kind.endswith("roman") else letters_in_turn(number)
    return shown.upper() if kind.startswith("upper") else shown
