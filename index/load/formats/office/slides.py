"""PowerPoint presentations (.pptx) → text: a page a slide, its notes after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import LoadError
from index.load.extracted import Extracted, TextBuilder, subscript, superscript
from index.load.formats.office.equations import M, equation
from index.load.formats.office.graphics import CHART, DIAGRAM, A, add_graphic
from index.load.formats.office.lists import BULLET, ListLeads, is_sentence, numeral, typed_item
from index.load.formats.office.package import FALLBACK, RELATION, Package, number, on, open_package
from index.load.formats.office.slide_order import (
    RUNNING,
    TITLES,
    P,
    Place,
    Scale,
    Shape,
    frame_of,
    in_order,
    scale_within,
)
from index.load.formats.office.symbols import with_symbols
from index.load.metadata import usable_title
from index.types import BlockKind

MAX_COLUMNS = 1_000
_NOT_SHOWN = {f"{A}pPr", f"{A}rPr", f"{A}endParaRPr", FALLBACK}
_FORMS = {"arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter",
          "romanLc": "lowerRoman", "romanUc": "upperRoman"}  # fmt: skip
_NUMBERING = re.compile(rf"({'|'.join(_FORMS)})(Period|ParenR|ParenBoth|Plain)")
_AROUND = {"Period": ("", "."), "ParenR": ("", ")"), "ParenBoth": ("(", ")"), "Plain": ("", "")}


class Models(NamedTuple):
    """A slide layout or master, and the placeholders in it that a slide's are made after."""

    root: Any
    by_index: dict[str, Any]
    by_kind: dict[str, Any]


class Paragraph(NamedTuple):
    """A line of a text body; `mark`: the bullet or number drawn before it."""

    text: str
    mark: str
    level: int


def parse_pptx(path: Path) -> Extracted:
    """The text of every slide that is shown. Raises LoadError for what cannot be read."""
    with open_package(path) as package:
        return _Reader(package).read()


class _Reader:
    """Reads one presentation."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part("ppt/presentation.xml")
        self._root = package.root(self._main)
        if self._root is None or self._root.tag != f"{P}presentation":
            raise LoadError("holds no presentation; save it as .pptx anew")
        self._models: dict[str, Models | None] = {}
        self._builder = TextBuilder()
        self._heading: str | None = None

    def read(self) -> Extracted:
        """Every slide in order; a hidden one is a blank page, so that pages keep their numbers."""
        targets = {each.id: each.target for each in self._package.relations(self._main)}
        for entry in self._root.iter(f"{P}sldId"):
            self._builder.begin_page()
            name = targets.pop(entry.get(f"{RELATION}id", ""), "")
            root = self._package.root(name)
            if root is not None and on(root.get("show")):
                _Slide(self._package, name, root, self._inherited(name), self._builder).add()
                self._heading = self._heading or _title_of(root)
                self._add_notes(name)
        title = self._package.title() or usable_title(self._heading)
        return self._builder.extracted(title, self._package.author())

    def _inherited(self, name: str) -> list[Models]:
        """What a slide's layout and that layout's master have."""
        found = []
        for kind in ("slideLayout", "slideMaster"):
            name = self._related(name, kind)
            if name not in self._models:
                root = self._package.root(name)
                self._models[name] = None if root is None else _models(root)
            if (models := self._models[name]) is not None:
                found.append(models)
        return found

    def _related(self, name: str, kind: str) -> str:
        relations = self._package.relations(name)
        return next((each.target for each in relations if each.kind == kind), "")

    def _add_notes(self, slide: str) -> None:
        name = self._related(slide, "notesSlide")
        root = self._package.root(name)
        for shape in () if root is None else root.iter(f"{P}sp"):
            if _role(shape) == "body":
                notes = _Slide(self._package, name, root, [], self._builder)
                notes.add_body(shape.find(f"{P}txBody"), "body", spoken=True)


class _Slide:
    """Adds what one slide shows."""

    def __init__(
        self, package: Package, part: str, root: Any, inherited: list[Models], builder: TextBuilder
    ) -> None:
        self._package = package
        self._part = part
        self._root = root
        self._inherited = inherited
        self._builder = builder
        self._leads = ListLeads()

    def add(self) -> None:
        """Its title, then the rest in the order in which it is read."""
        shapes = self._shapes()
        for shape in in_order(shapes):
            self._leads = ListLeads()
            body = shape.element.find(f"{P}txBody")
            if body is not None:
                self.add_body(body, shape.role, shape.element)
            for each in shape.element.iter(f"{A}tbl", f"{CHART}chart", f"{DIAGRAM}relIds"):
                if each.tag == f"{A}tbl":
                    self._add_table(each)
                else:
                    add_graphic(each, self._package, self._part, self._builder)

    def _shapes(self) -> list[Shape]:
        """Everything that is drawn, out of its groups."""
        found: list[Shape] = []
        waiting = [(each, Scale()) for each in reversed(self._root.findall(f"{P}cSld/{P}spTree"))]
        last = Place(0, 0, 0, 0)
        while waiting:
            element, scale = waiting.pop()
            if _is_hidden(element) or element.tag == FALLBACK:
                continue
            if element.tag in (f"{P}sp", f"{P}graphicFrame"):
                last = self._place(element, scale) or last
                found.append(Shape(element, last, _role(element)))
            else:
                scale = scale_within(element, scale)
                waiting += [(each, scale) for each in reversed(element)]
        return found

    def _place(self, element: Any, scale: Scale) -> Place | None:
        """Where a shape is; a placeholder may be where its layout or master has it."""
        for each in (element, *self._models(element)):
            frame = each.find(f"{P}xfrm")
            frame = each.find(f"{P}spPr/{A}xfrm") if frame is None else frame
            if frame is not None and (place := frame_of(frame)) is not None:
                return Place(
                    place.left * scale.times_x + scale.plus_x,
                    place.top * scale.times_y + scale.plus_y,
                    place.width * scale.times_x,
                    place.height * scale.times_y,
                )
        return None

    def _models(self, element: Any) -> list[Any]:
        """The placeholders of the layout and the master that a slide's placeholder fills."""
        mark = _placeholder(element)
        if mark is None:
            return []
        alike = [(models, models.by_kind.get(_kind(mark))) for models in self._inherited]
        both = (models.by_index.get(mark.get("idx", "0"), other) for models, other in alike)
        return [each for each in both if each is not None]

    def add_body(
        self, body: Any, role: str | None, shape: Any = None, spoken: bool = False
    ) -> None:
        """Add the paragraphs of a text body. `spoken`: they are notes, each a line to be said."""
        if body is None:
            return
        if role in TITLES:
            text = " ".join(line.text for line in self._paragraphs(body, shape, role))
            self._builder.add("heading", " ".join(text.split()))
            return
        for line in self._paragraphs(body, shape, role):
            if line.text.strip():
                self._add_paragraph(line, role, spoken)

    def _add_paragraph(self, line: Paragraph, role: str | None, spoken: bool) -> None:
        text = line.text.strip()
        typed = None if line.mark else typed_item(text)
        if role in RUNNING:
            self._builder.add("boilerplate", text)
        elif line.mark or typed:
            leads = self._leads.of_item(line.level)
            span = self._builder.add("item", typed or line.mark + text, leads)
            self._leads.add(text, span, line.level)
        else:
            whole = (spoken or is_sentence(text)) and "\n" not in text
            kind: BlockKind | None = "prose" if whole else None
            self._leads.add(text, self._builder.add(kind, text))

    def _paragraphs(self, body: Any, shape: Any, role: str | None) -> Iterator[Paragraph]:
        styles = self._list_styles(body, shape, role)
        counts: dict[int, tuple[str, int]] = {}
        for element in body.iter(f"{A}p"):
            properties = element.find(f"{A}pPr")
            level = number(None if properties is None else properties.get("lvl"))
            text = "".join(_pieces(element))
            bullet = _bullet([properties, *(each.find(f"{A}lvl{level + 1}pPr") for each in styles)])
            if not text.strip():
                continue
            counts = {depth: count for depth, count in counts.items() if depth <= level}
            yield Paragraph(text, _mark(bullet, level, counts), level)

    def _list_styles(self, body: Any, shape: Any, role: str | None) -> list[Any]:
        """What says which bullets a body's paragraphs have, the nearest first."""
        found = [body.find(f"{A}lstStyle")]
        if role is not None and shape is not None:
            found += [each.find(f"{P}txBody/{A}lstStyle") for each in self._models(shape)]
            name = "titleStyle" if role in TITLES else "bodyStyle"
            name = "otherStyle" if role in RUNNING else name
            found += [each.root.find(f"{P}txStyles/{P}{name}") for each in self._inherited]
        return [each for each in found if each is not None]

    def _add_table(self, table: Any) -> None:
        rows: list[list[str]] = []
        for row in table.iter(f"{A}tr"):
            cells: list[str] = []
            for cell in row.findall(f"{A}tc")[:MAX_COLUMNS]:
                text = " ".join("".join(_pieces(line)) for line in cell.iter(f"{A}p"))
                if _is_merged(cell, "hMerge") and cells:
                    text = cells[-1]
                elif _is_merged(cell, "vMerge") and rows and len(cells) < len(rows[-1]):
                    text = rows[-1][len(cells)]
                cells.append(text.strip())
            if any(cells):
                rows.append(cells)
        properties = table.find(f"{A}tblPr")
        flag = None if properties is None else properties.get("firstRow")
        self._builder.add_table(rows, labels=1 if flag and on(flag) and len(rows) > 1 else None)


def _models(root: Any) -> Models:
    """The placeholders of a layout or a master. A master's are known by their kind alone."""
    by_index: dict[str, Any] = {}
    by_kind: dict[str, Any] = {}
    for shape in root.iter(f"{P}sp"):
        mark = _placeholder(shape)
        if mark is not None:
            by_kind.setdefault(_kind(mark), shape)
            if root.tag == f"{P}sldLayout":
                by_index.setdefault(mark.get("idx", "0"), shape)
    return Models(root, by_index, by_kind)


def _title_of(root: Any) -> str | None:
    """The text of a slide's title."""
    shapes = (shape for shape in root.iter(f"{P}sp") if _role(shape) in TITLES)
    lines = (line for shape in shapes for line in shape.iter(f"{A}p"))
    return " ".join("".join(_pieces(line)) for line in lines).strip() or None


def _placeholder(element: Any) -> Any:
    """What marks a shape as a placeholder, None for other shapes."""
    return next(iter(element.findall(f"./*/{P}nvPr/{P}ph")), None)


def _kind(placeholder: Any) -> str:
    """What a placeholder is for; those of text, pictures and tables fill one on the master."""
    kind = placeholder.get("type", "obj")
    if kind in TITLES:
        return "title"
    return str(kind) if kind in RUNNING else "body"


def _role(element: Any) -> str | None:
    placeholder = _placeholder(element)
    return None if placeholder is None else placeholder.get("type", "obj")


def _is_hidden(element: Any) -> bool:
    properties = element.find(f"./*/{P}cNvPr")
    flag = None if properties is None else properties.get("hidden")
    return flag is not None and on(flag)


def _is_merged(cell: Any, name: str) -> bool:
    flag = cell.get(name)
    return flag is not None and on(flag)


def _bullet(properties: list[Any]) -> Any:
    """The element that says which bullet a paragraph has, None if nothing does."""
    for each in properties:
        for name in () if each is None else ("buNone", "buChar", "buAutoNum", "buBlip"):
            found = each.find(A + name)
            if found is not None:
                return found
    return None


def _mark(bullet: Any, level: int, counts: dict[int, tuple[str, int]]) -> str:
    """The bullet or number before a paragraph; `counts` has the last number at each level."""
    if bullet is None or bullet.tag != f"{A}buAutoNum":
        counts.pop(level, None)
        return "" if bullet is None or bullet.tag == f"{A}buNone" else BULLET
    form = bullet.get("type", "arabicPeriod")
    last_form, last = counts.get(level, ("", 0))
    count = last + 1 if last_form == form else number(bullet.get("startAt"), 1)
    counts[level] = (form, count)
    named = _NUMBERING.fullmatch(form)
    before, after = _AROUND[named[2] if named else "Period"]
    return f"{before}{numeral(count, _FORMS[named[1]] if named else 'decimal')}{after} "


def _pieces(element: Any) -> Iterator[str]:
    """The text of a paragraph, piece by piece."""
    for child in element:
        if child.tag in (f"{A}r", f"{A}fld"):
            yield _run_text(child)
        elif child.tag == f"{A}br":
            yield "\n"
        elif child.tag in (f"{M}oMath", f"{M}oMathPara"):
            yield equation(child)
        elif child.tag not in _NOT_SHOWN:
            yield from _pieces(child)


def _run_text(run: Any) -> str:
    """A run's text; nothing if it is struck out."""
    text = (run.findtext(f"{A}t") or "").replace("\u00ad", "").replace("\v", "\n")
    properties = run.find(f"{A}rPr")
    if properties is None:
        return text
    if properties.get("strike", "noStrike") != "noStrike":
        return ""
    font = properties.find(f"{A}sym")
    font = properties.find(f"{A}latin") if font is None else font
    text = with_symbols(text, "" if font is None else font.get("typeface", ""))
    raised = number((properties.get("baseline") or "").removesuffix("%"))
    return superscript(text) if raised > 0 else subscript(text) if raised < 0 else text
