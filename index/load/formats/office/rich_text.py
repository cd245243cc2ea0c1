"""Rich Text Format (.rtf) → text: what is shown, paragraph by paragraph, and its tables.

RTF is a stream of words behind backslashes, of text, and of groups in braces, at the end of which
all is as it was before them. Groups are kept on a stack of our own, for they may nest as deep as
the file is long.
"""

from __future__ import annotations

import codecs
import copy
import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from index.errors import LoadError
from index.load.extracted import (
    Extracted,
    TextBuilder,
    check_length,
    normalise,
    subscript,
    superscript,
)
from index.load.formats.office.held_blocks import HeldBlock, add_held, note_blocks
from index.load.metadata import parse_date, usable_title

MAX_BYTES = 100_000_000  # most of it pictures, in hexadecimal digits

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<byte>[0-9a-fA-F]{2})"
    r"|(?P<sign>.))|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_SIGNS = {"~": "\N{NO-BREAK SPACE}", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_WORDS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ",
}  # fmt: skip
# Groups of what is not shown, besides those marked with "\*" as what a reader may pass over.
_HIDDEN_GROUPS = frozenset(
    "colortbl filetbl pict fldinst xe rxe tc tcn atnid atnauthor atndate annotation nonshppict "
    "shprslt sp nonesttables ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template private do "
    "objdata objclass objname listtable listoverridetable revtbl info".split()
)
_SHOWN_THOUGH_STARRED = frozenset("shpinst shptxt footnote listtext pntext".split())
_FLOWS = {
    "footnote": "note", "shptxt": "box", "header": "header", "headerl": "header",
    "headerr": "header", "headerf": "header", "footer": "footer", "footerl": "footer",
    "footerr": "footer", "footerf": "footer",
}  # fmt: skip
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_HEADING = re.compile(r"(?:heading|rubrik|title|subtitle|titel|underrubrik)\b", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|beskrivning|bildtext)\b", re.IGNORECASE)
_BODY_LEVEL = 9  # an outline level of no heading
_SAME_EDGE = 60  # twips, a millimetre: by so much the edges of a column differ from row to row


class _Piece(NamedTuple):
    text: str
    lift: int
    bold: bool


class _Edge(NamedTuple):
    """The right edge of a cell, and whether the cell goes on from the one above or before it."""

    place: int
    goes_on_down: bool
    goes_on_right: bool


class _Row(NamedTuple):
    cells: list[str]
    edges: list[_Edge]
    is_label: bool


class _Flow:
    """A text of its own: the body, a note, a header. Its blocks so far, and those begun."""

    def __init__(self, kind: str, mark: str = "") -> None:
        self.kind = kind
        self.mark = mark  # of a note
        self.blocks: list[HeldBlock] = []
        self.pieces: list[_Piece] = []
        self.line = 0  # the first piece of the paragraph, in a cell of several
        self.item = ""  # the number or bullet of the paragraph
        self.cells: list[list[_Piece]] = []
        self.rows: list[_Row] = []
        self.edges: list[_Edge] = []
        self.labels = False  # whether the row is one of labels
        self.boxes: list[HeldBlock] = []  # anchored in the paragraph


class _State:
    """What a group may set for itself."""

    def __init__(self, flow: _Flow) -> None:
        self.flow = flow
        self.place = "text"  # where what is read belongs
        self.shown = True
        self.hidden = self.struck = self.struck_twice = self.deleted = self.bold = False
        self.lift = 0
        self.encoding = ""  # of the font
        self.skipped_after_unicode = 1
        self.style = 0
        self.level: int | None = None
        self.in_table = False


def parse_rtf(path: Path) -> Extracted:
    """The paragraphs, items, tables and headings of the text.

    Footnotes follow the body; headers and footers stand before and behind it, once. Hidden and
    deleted text and comments are left out. Raises LoadError.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise LoadError(f"has {size:,} bytes, over the limit of {MAX_BYTES:,}; split it")
    data = path.read_bytes()
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise LoadError("is not an .rtf (it lacks the header); save it as .rtf anew")
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    builder = TextBuilder()
    add_held(builder, reader.running("header"))
    add_held(builder, reader.body.blocks)
    add_held(builder, reader.notes)
    add_held(builder, reader.running("footer"))
    headings = (block.text for block in reader.body.blocks if block.kind == "heading")
    title = usable_title(normalise("".join(reader.title))) or usable_title(
        normalise(next(headings, ""))
    )
    day = "-".join(f"{each:02}" for each in reader.created)
    return builder.extracted(title, published=parse_date(day))


class _Reader:
    """Reads the stream, token by token."""

    def __init__(self) -> None:
        self.body = _Flow("body")
        self.notes: list[HeldBlock] = []
        self.title: list[str] = []
        self.created: list[int] = []
        self._running: dict[str, list[HeldBlock]] = {"header": [], "footer": []}
        self._state = _State(self.body)
        self._groups: list[_State] = []
        self._starred = False
        self._to_skip = 0  # characters that stand in for one in Unicode
        self._bytes = bytearray()
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = self._style = 0
        self._styles: dict[int, list[str]] = {}
        self._style_levels: dict[int, int] = {}
        self._notes_counted = 0
        self._characters = 0
        self._down = self._right = False  # whether the next cell goes on
        self._settings = {**self._settings_of_text(), **self._settings_of_file()}
        self._marks = self._marks_in_text()

    def running(self, place: str) -> list[HeldBlock]:
        """What the headers or footers say, each once."""
        return list(dict.fromkeys(self._running[place]))

    def read(self, text: str) -> None:
        """Read the whole file, its bytes as Latin-1."""
        place = 0
        while (token := _TOKEN.match(text, place)) is not None:
            place = token.end()
            kind = token.lastgroup
            if kind == "byte":
                self._byte(int(token["byte"], 16))
            elif kind == "text":
                self._raw(token["text"])
            elif kind == "sign":
                self._sign(token["sign"])
            elif kind == "brace":
                self._brace(token["brace"])
            elif kind is not None:
                number = int(token["number"]) if token["number"] else None
                if token["word"] == "bin":
                    place += max(0, number or 0)
                else:
                    self._word(token["word"], number)
        self._flush()
        while self._groups:
            self._end_group()
        self._end_flow(self._state)

    # Characters

    def _byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(byte)

    def _raw(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        self._bytes += text[skipped:].encode("latin-1")

    def _flush(self) -> None:
        if self._bytes:
            encoding = self._state.encoding or self._encoding
            text = self._bytes.decode(encoding, "replace")
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        state = self._state
        if state.place == "style":
            self._styles.setdefault(self._style, []).append(text)
        elif state.place == "title":
            self.title.append(text)
        elif not state.shown or state.hidden or state.deleted or state.struck or state.struck_twice:
            return
        elif state.place == "item":
            state.flow.item += text
        elif state.place == "text":
            self._characters += len(text)
            check_length(self._characters)
            state.flow.pieces.append(_Piece(text, state.lift, state.bold))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif self._to_skip and sign not in "\r\n":
            self._to_skip -= 1
        else:
            self._flush()
            if sign in "\r\n":
                self._word("par", None)
            elif sign in _SIGNS:
                self._put(_SIGNS[sign])

    # Groups

    def _brace(self, brace: str) -> None:
        self._flush()
        self._to_skip = 0
        self._starred = False
        if brace == "{":
            self._groups.append(self._state)
            self._state = copy.copy(self._state)
            self._style = 0
        elif self._groups:
            self._end_group()

    def _end_group(self) -> None:
        ended = self._state
        self._state = self._groups.pop()
        if ended.flow is not self._state.flow:
            self._end_flow(ended)

    def _end_flow(self, ended: _State) -> None:
        flow = ended.flow
        if ended.in_table and flow.pieces:  # a cell that was cut off
            flow.cells.append(flow.pieces)
            flow.pieces = []
        _end_table(flow)
        self._end_line(flow, ended)
        if flow.kind == "note":
            self.notes += note_blocks(flow.mark, flow.blocks)
        elif flow.kind == "box":
            self._state.flow.boxes += flow.blocks
        elif flow.kind in self._running:
            texts = (block.as_text().strip() for block in flow.blocks)
            self._running[flow.kind] += [HeldBlock("aside", text) for text in texts]

    # Words

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        starred, self._starred = self._starred, False
        if (starred and word not in _SHOWN_THOUGH_STARRED) or word in _HIDDEN_GROUPS:
            self._state.shown = False
            self._state.place = "nowhere" if word != "info" else "info"
        elif word in _FLOWS:
            self._begin_flow(_FLOWS[word])
        elif word in _WORDS:
            self._put(_WORDS[word])
        elif word in self._settings:
            self._settings[word](number)
        elif word in self._marks and self._state.shown and self._state.place == "text":
            self._marks[word](number)

    def _begin_flow(self, kind: str) -> None:
        mark = superscript(str(self._notes_counted)) if kind == "note" else ""
        flow = _Flow(kind, mark if self._is_counted() else "")
        kept = self._state.shown and self._state.place == "text"
        self._state = copy.copy(self._state)
        self._state.flow, self._state.in_table, self._state.lift = flow, False, 0
        self._state.shown = kept

    def _is_counted(self) -> bool:
        """Whether the mark of the note that begins was counted, not written by hand."""
        pieces = self._state.flow.pieces
        return bool(pieces) and pieces[-1].text == _mark(self._notes_counted)

    def _settings_of_text(self) -> dict[str, Callable[[int | None], None]]:
        """What words set until their group ends."""
        state = self._set
        return {
            "u": self._unicode,
            "uc": lambda number: state("skipped_after_unicode", max(0, number or 0)),
            "v": lambda number: state("hidden", number != 0),
            "deleted": lambda number: state("deleted", number != 0),
            "strike": lambda number: state("struck", number != 0),
            "striked": lambda number: state("struck_twice", number != 0),
            "b": lambda number: state("bold", number != 0),
            "super": lambda number: state("lift", int(number != 0)),
            "sub": lambda number: state("lift", -int(number != 0)),
            "nosupersub": lambda _: state("lift", 0),
            "up": lambda number: state("lift", int(number != 0)),
            "dn": lambda number: state("lift", -int(number != 0)),
            "plain": lambda _: self._plain(),
            "pard": lambda _: self._pard(),
            "intbl": lambda _: state("in_table", True),
            "s": self._set_style,
            "outlinelevel": self._set_level,
            "f": self._set_font,
            "listtext": lambda _: state("place", "item"),
            "pntext": lambda _: state("place", "item"),
        }

    def _settings_of_file(self) -> dict[str, Callable[[int | None], None]]:
        """What words tell of the whole file: its encodings, styles and metadata."""
        return {
            "fcharset": lambda number: self._name_font(_CHARSETS.get(number or 0, "")),
            "cpg": lambda number: self._name_font(_page(number)),
            "ansicpg": lambda number: self._set_encoding(_page(number) or "cp1252"),
            **{word: self._encoding_setter(page) for word, page in _CODE_PAGES.items()},
            "fonttbl": lambda _: self._set("place", "font"),
            "stylesheet": lambda _: self._set("place", "style"),
            "title": lambda _: self._enter_info("title"),
            "creatim": lambda _: self._enter_info("created"),
            **dict.fromkeys(("yr", "mo", "dy"), self._date),
        }

    def _marks_in_text(self) -> dict[str, Callable[[int | None], None]]:
        """The words that end or begin what the text consists of."""
        return {
            **dict.fromkeys(("par", "sect", "page"), lambda _: self._end_paragraph()),
            "cell": lambda _: self._end_cell(),
            "row": lambda _: self._end_row(),
            "nestcell": lambda _: self._put(" "),
            "nestrow": lambda _: self._put("\n"),
            "trowd": lambda _: self._begin_row(),
            "trhdr": lambda _: self._mark_labels(),
            "clvmrg": lambda _: self._go_on(down=True),
            "clmrg": lambda _: self._go_on(right=True),
            "cellx": self._add_edge,
            "chftn": lambda _: self._note_mark(),
        }

    def _set(self, name: str, value: object) -> None:
        setattr(self._state, name, value)

    def _set_encoding(self, encoding: str) -> None:
        self._encoding = encoding

    def _encoding_setter(self, encoding: str) -> Callable[[int | None], None]:
        return lambda _: self._set_encoding(encoding)

    def _enter_info(self, place: str) -> None:
        if self._state.place == "info":
            self._state.place = place

    def _unicode(self, number: int | None) -> None:
        self._put(chr((number or 0) % 65_536))  # halves of a pair are joined by `normalise`
        self._to_skip = self._state.skipped_after_unicode

    def _plain(self) -> None:
        state = self._state
        state.hidden = state.struck = state.struck_twice = state.deleted = state.bold = False
        state.lift, state.encoding = 0, ""

    def _pard(self) -> None:
        self._state.style, self._state.level, self._state.in_table = 0, None, False

    def _set_style(self, number: int | None) -> None:
        self._state.style = self._style = number or 0

    def _set_level(self, number: int | None) -> None:
        if self._state.place == "style":
            self._style_levels[self._style] = number or 0
        else:
            self._state.level = number or 0

    def _set_font(self, number: int | None) -> None:
        self._font = number or 0
        self._state.encoding = self._fonts.get(self._font, "")

    def _name_font(self, encoding: str) -> None:
        if self._state.place == "font" and encoding:
            self._fonts[self._font] = encoding

    def _date(self, number: int | None) -> None:
        if self._state.place == "created" and len(self.created) < 3:
            self.created.append(number or 0)

    def _note_mark(self) -> None:
        """The number of a note: where it belongs, and again, not counted, where it begins."""
        if self._state.flow.kind != "note":
            self._notes_counted += 1
            self._state.flow.pieces.append(_Piece(_mark(self._notes_counted), 0, False))
        elif not self._state.flow.mark:
            self._state.flow.mark = _mark(self._notes_counted)

    # Paragraphs and tables

    def _end_paragraph(self) -> None:
        state = self._state
        if state.in_table:
            self._put_item_mark(state.flow)
            state.flow.pieces.append(_Piece("\n", 0, True))
            state.flow.line = len(state.flow.pieces)
        else:
            _end_table(state.flow)
            self._end_line(state.flow, state)

    def _end_line(self, flow: _Flow, state: _State) -> None:
        text = _text(flow.pieces).strip()
        item, flow.item, flow.pieces = _item_mark(flow.item), "", []
        if text:
            flow.blocks.append(self._block(text, item, state))
        flow.blocks += flow.boxes
        flow.boxes = []

    def _block(self, text: str, item: str, state: _State) -> HeldBlock:
        name = "".join(self._styles.get(state.style, [])).strip(" ;")
        level = self._style_levels.get(state.style) if state.level is None else state.level
        if (level is not None and 0 <= level < _BODY_LEVEL) or _HEADING.match(name):
            return HeldBlock("heading", item.removeprefix("- ") + " ".join(text.split()))
        if item:
            return HeldBlock("item", item + " ".join(text.split()))
        if _CAPTION.match(name):
            return HeldBlock("aside", text)
        return HeldBlock(None if "\n" in text else "prose", text)

    def _begin_row(self) -> None:
        flow = self._state.flow
        flow.edges, flow.labels = [], False
        self._down = self._right = False

    def _mark_labels(self) -> None:
        self._state.flow.labels = True

    def _go_on(self, down: bool = False, right: bool = False) -> None:
        self._down, self._right = self._down or down, self._right or right

    def _add_edge(self, number: int | None) -> None:
        self._state.flow.edges.append(_Edge(number or 0, self._down, self._right))
        self._down = self._right = False

    def _end_cell(self) -> None:
        flow = self._state.flow
        self._put_item_mark(flow)
        flow.cells.append(flow.pieces)
        flow.pieces, flow.line = [], 0

    def _put_item_mark(self, flow: _Flow) -> None:
        """Put the number or bullet of a paragraph in a cell before it."""
        if mark := _item_mark(flow.item):
            flow.pieces.insert(flow.line, _Piece(mark, 0, False))
        flow.item = ""

    def _end_row(self) -> None:
        flow = self._state.flow
        said = [piece for cell in flow.cells for piece in cell if piece.text.strip()]
        is_bold = bool(said) and all(piece.bold for piece in said)
        cells = [_text(cell).strip() for cell in flow.cells]
        if cells:
            flow.rows.append(_Row(cells, list(flow.edges), flow.labels or is_bold))
        flow.cells = []


def _page(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}" if number != 10_000 else "mac_roman").name
    except LookupError:
        return ""


def _mark(number: int) -> str:
    return superscript(str(number))


def _text(pieces: list[_Piece]) -> str:
    drawn = []
    for lift, some in groupby(pieces, key=lambda piece: piece.lift):
        text = "".join(piece.text for piece in some)
        drawn.append(superscript(text) if lift > 0 else subscript(text) if lift < 0 else text)
    return "".join(drawn)


def _item_mark(item: str) -> str:
    """The number of an item, or "- " for a bullet, of which some fonts make an "o"."""
    mark = item.strip()
    if not mark:
        return ""
    return "- " if mark == "o" or not any(map(str.isalnum, mark)) else f"{mark} "


def _end_table(flow: _Flow) -> None:
    """Make a table of the rows so far; a single cell is a frame around paragraphs."""
    if flow.cells:  # a row that was cut off
        flow.rows.append(_Row([_text(cell).strip() for cell in flow.cells], [], False))
    rows, flow.rows, flow.cells = flow.rows, [], []
    if not rows:
        return
    if max(len(row.cells) for row in rows) < 2:
        lines = [line for row in rows for line in row.cells[0].split("\n")]
        flow.blocks += [HeldBlock(None, line) for line in lines]
        return
    labels = 0
    while labels < len(rows) - 1 and rows[labels].is_label:
        labels += 1
    flow.blocks.append(HeldBlock(None, rows=_grid(rows), labels=labels or None))


def _grid(rows: list[_Row]) -> tuple[tuple[str, ...], ...]:
    """The rows with a cell that spans several columns, by its edges, repeated in each."""
    columns = _columns(rows)
    check_length(len(columns) * len(rows))
    characters = 0
    grid: list[tuple[str, ...]] = []
    for row in rows:
        above = grid[-1] if grid else ()
        if len(row.edges) == len(row.cells):
            grid.append(tuple(_spread(row, columns, above)))
        else:
            grid.append(tuple(row.cells))
        characters += sum(map(len, grid[-1]))
        check_length(characters)
    return tuple(grid)


def _columns(rows: list[_Row]) -> list[int]:
    """The right edges of the columns of a table, taken together."""
    edges: list[int] = []
    for place in sorted({edge.place for row in rows for edge in row.edges}):
        if not edges or place - edges[-1] > _SAME_EDGE:
            edges.append(place)
    return edges


def _spread(row: _Row, columns: list[int], above: tuple[str, ...]) -> list[str]:
    texts: list[str] = []
    before = ""
    for cell, edge in zip(row.cells, row.edges, strict=True):
        text = before if edge.goes_on_right and not cell else cell
        goes_on = edge.goes_on_down and not cell
        first = len(texts)
        while len(texts) < len(columns) and columns[len(texts)] <= edge.place:
            place = len(texts)
            texts.append(above[place] if goes_on and place < len(above) else text)
        if len(texts) == first and cell:  # too narrow to count as a column
            texts[-1:] = [" ".join([*texts[-1:], cell])]
        before = text
    return texts
