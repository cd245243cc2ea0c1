"""A paragraph of a Word document → the text that it shows, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from index.load.extracted import subscript, superscript
from index.load.formats.office.equations import M, equation
from index.load.formats.office.graphics import CHART, DIAGRAM
from index.load.formats.office.package import FALLBACK, number, on
from index.load.formats.office.symbols import symbol, with_symbols
from index.load.formats.word.styles import (
    BODY_LEVEL,
    VALUE,
    Look,
    Style,
    Styles,
    W,
    is_set,
    look,
    value,
)

_GLYPHS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
           f"{W}noBreakHyphen": "-"}  # fmt: skip
# Deleted and moved text is no longer shown; a fallback repeats what stands before it; properties
# hold no text; readings (rt) stand above what they belong to.
_NOT_SHOWN = {
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "instrText")
} | {FALLBACK}
_BOXES = ("☐", "☒")
_SHY = "\u00ad"


class NoteMark(NamedTuple):
    """A reference to a note: `kind` is "footnote" or "endnote"."""

    kind: str
    id: str
    mark: str


@dataclass
class Line:
    """A paragraph as it is shown. `boxes`: its text boxes; `graphics`: its charts and SmartArt;
    `runs_on`: the next one goes on from it, as what ends it is deleted or hidden.
    """

    style: Style
    is_heading: bool
    runs_on: bool = False
    boxes: list[Any] = field(default_factory=list)
    graphics: list[Any] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    bold: bool = False
    smallest: int = 0
    _fields: list[bool] = field(default_factory=list)  # whether each is still in its instruction
    _formatted: bool = False

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(self.pieces)

    def put(self, text: str, seen: Look) -> None:
        """Add text that has that look, unless it is part of a field's instruction."""
        if not text or any(self._fields):
            return
        self.pieces.append(text)
        if text.strip():
            bold, size = seen.get("b") == "1", number(seen.get("sz"))
            self.bold = bold and (self.bold or not self._formatted)
            self.smallest = min(self.smallest, size) if self._formatted else size
            self._formatted = True

    def field_mark(self, kind: str | None) -> None:
        """A field begins, its result does, or it ends."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


class LineReader:
    """Reads paragraphs. `own_mark`: the mark of the note that is being read."""

    def __init__(self, styles: Styles, next_mark: Callable[[str, str, bool], str]) -> None:
        """`next_mark` gives the mark of a note from its kind, its id, and whether it has a mark
        of its own that follows.
        """
        self._styles = styles
        self._next_mark = next_mark
        self.own_mark = ""
        self._by_tag: dict[str, Callable[[Any, Line, Look], None]] = {
            f"{W}r": self._run,
            f"{W}t": self._text,
            f"{W}sym": self._symbol,
            f"{W}sdt": self._control,
            f"{W}fldChar": self._field,
            f"{W}footnoteReference": self._reference,
            f"{W}endnoteReference": self._reference,
            f"{W}footnoteRef": self._note_mark,
            f"{W}endnoteRef": self._note_mark,
            f"{W}txbxContent": lambda element, line, seen: line.boxes.append(element),
            f"{CHART}chart": lambda element, line, seen: line.graphics.append(element),
            f"{DIAGRAM}relIds": lambda element, line, seen: line.graphics.append(element),
            f"{M}oMath": lambda element, line, seen: line.put(equation(element), seen),
            f"{M}oMathPara": lambda element, line, seen: line.put(equation(element), seen),
        }

    def read(self, paragraph: Any) -> Line:
        """What a paragraph shows."""
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.paragraph(value(properties, "pStyle"))
        outline = value(properties, "outlineLvl")
        is_heading = style.is_heading if outline is None else number(outline) < BODY_LEVEL
        mark = None if properties is None else properties.find(f"{W}rPr")
        runs_on = _is_hidden_mark(mark, style) or _is_drop_cap(properties)
        line = Line(style, is_heading, runs_on)
        self._walk(paragraph, line, {**self._styles.defaults, **style.look})
        return line

    def _walk(self, parent: Any, line: Line, seen: Look) -> None:
        for child in parent:
            read = self._by_tag.get(child.tag)
            if read is not None:
                read(child, line, seen)
            elif child.tag in _GLYPHS:
                line.put(_GLYPHS[child.tag], seen)
            elif child.tag not in _NOT_SHOWN:
                self._walk(child, line, seen)

    def _run(self, run: Any, line: Line, seen: Look) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            named = self._styles.named(value(properties, "rStyle"))
            seen = {**seen, **named.look, **look(properties)}
        if any(seen.get(name) == "1" for name in ("vanish", "strike", "dstrike")):
            for mark in run.iter(f"{W}fldChar"):  # a hidden field is a field still
                line.field_mark(mark.get(f"{W}fldCharType"))
        else:
            self._walk(run, line, seen)

    def _text(self, element: Any, line: Line, seen: Look) -> None:
        text = with_symbols((element.text or "").replace(_SHY, ""), seen.get("font", ""))
        place = seen.get("vertAlign")
        if place == "superscript":
            text = superscript(text)
        elif place == "subscript":
            text = subscript(text)
        line.put(text, seen)

    def _symbol(self, element: Any, line: Line, seen: Look) -> None:
        code = int(element.get(f"{W}char") or "0", 16)
        line.put(symbol(code, element.get(f"{W}font") or ""), seen)

    def _control(self, element: Any, line: Line, seen: Look) -> None:
        """A content control; a prompt in an empty one is no text."""
        if not is_set(element.find(f"{W}sdtPr"), "showingPlcHdr"):
            self._walk(element, line, seen)

    def _field(self, element: Any, line: Line, seen: Look) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            line.put(_form_field(element.find(f"{W}ffData")), seen)
        line.field_mark(kind)

    def _reference(self, element: Any, line: Line, seen: Look) -> None:
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        custom = element.get(f"{W}customMarkFollows")
        has_own = custom is not None and on(custom)
        line.put(self._next_mark(kind, element.get(f"{W}id", ""), has_own), seen)

    def _note_mark(self, element: Any, line: Line, seen: Look) -> None:
        line.put(self.own_mark, seen)


def _is_hidden_mark(properties: Any, style: Style) -> bool:
    """Whether what ends a paragraph is deleted or hidden."""
    names = () if properties is None else ("del", "moveFrom")
    gone = any(properties.find(W + name) is not None for name in names)
    return gone or {**style.look, **look(properties)}.get("vanish") == "1"


def _is_drop_cap(properties: Any) -> bool:
    """Whether a paragraph is the large first letter of the next one."""
    frame = None if properties is None else properties.find(f"{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _form_field(form: Any) -> str:
    """What an old form's check box or drop-down list shows."""
    if form is None:
        return ""
    box = form.find(f"{W}checkBox")
    if box is not None:
        name = "checked" if box.find(f"{W}checked") is not None else "default"
        return _BOXES[is_set(box, name)]
    choices = form.find(f"{W}ddList")
    if choices is None:
        return ""
    entries = [each.get(VALUE, "") for each in choices.iter(f"{W}listEntry")]
    chosen = number(value(choices, "result"), number(value(choices, "default")))
    return entries[chosen] if 0 <= chosen < len(entries) else ""
