"""Rich Text Format (.rtf) → text: what is shown, paragraph by paragraph, and its tables.

RTF is a stream of words behind backslashes, of text, and of groups in braces, at the end of which
all is as it was before them. Groups are kept on a stack of our own, for they may nest as deep as
the file is long.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

from index.errors import LoadError
from index.language.lexicons import any_of
from index.load.extracted import (
    Extracted,
    TextBuilder,
    check_length,
    normalise,
    superscript,
)
from index.load.formats.office.held_blocks import HeldBlock, add_held, note_blocks
from index.load.formats.office.rich_text.flow import (
    Flow,
    Piece,
    State,
    item_mark,
    text_of,
)
from index.load.formats.office.rich_text.vocabulary import (
    CHARSETS,
    CODE_PAGES,
    FLOWS,
    HIDDEN_GROUPS,
    SHOWN_THOUGH_STARRED,
    SIGNS,
    TOKEN,
    WORDS,
)
from index.load.metadata import parse_date, usable_title

MAX_BYTES = 100_000_000  # most of it pictures, in hexadecimal digits

_HEADING = re.compile(rf"{any_of('files.heading_styles')}\b", re.IGNORECASE)
_CAPTION = re.compile(rf"{any_of('files.caption_styles')}\b", re.IGNORECASE)
_BODY_LEVEL = 9  # an outline level of no heading


def parse_rtf(path: Path) -> Extracted:
    """The paragraphs, items, tables and headings of the text.

    Footnotes follow the body; headers and footers stand before and behind it, once. Hidden and
    deleted text and comments are left out. Raises LoadError.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise LoadError(
            "has {size:,} bytes, over the limit of {limit:,}; split it", size=size, limit=MAX_BYTES
        )
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
        self.body = Flow("body")
        self.notes: list[HeldBlock] = []
        self.title: list[str] = []
        self.created: list[int] = []
        self._running: dict[str, list[HeldBlock]] = {"header": [], "footer": []}
        self._state = State(self.body)
        self._groups: list[State] = []
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
        self._settings = {**self._settings_of_text(), **self._settings_of_file()}
        self._marks = self._marks_in_text()

    def running(self, place: str) -> list[HeldBlock]:
        """What the headers or footers say, each once."""
        return list(dict.fromkeys(self._running[place]))

    def read(self, text: str) -> None:
        """Read the whole file, its bytes as Latin-1."""
        place = 0
        while (token := TOKEN.match(text, place)) is not None:
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
            state.flow.pieces.append(Piece(text, state.lift, state.bold))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif self._to_skip and sign not in "\r\n":
            self._to_skip -= 1
        else:
            self._flush()
            if sign in "\r\n":
                self._word("par", None)
            elif sign in SIGNS:
                self._put(SIGNS[sign])

    # Groups

    def _brace(self, brace: str) -> None:
        self._flush()
        self._to_skip = 0
        self._starred = False
        if brace == "{":
            self._groups.append(self._state)
            self._state = self._state.copy()
            self._style = 0
        elif self._groups:
            self._end_group()

    def _end_group(self) -> None:
        ended = self._state
        self._state = self._groups.pop()
        if ended.flow is not self._state.flow:
            self._end_flow(ended)

    def _end_flow(self, ended: State) -> None:
        flow = ended.flow
        if ended.in_table and flow.pieces:  # a cell that was cut off
            flow.cells.append(flow.pieces)
            flow.pieces = []
        flow.end_table()
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
        if (starred and word not in SHOWN_THOUGH_STARRED) or word in HIDDEN_GROUPS:
            self._state.shown = False
            self._state.place = "nowhere" if word != "info" else "info"
        elif word in FLOWS:
            self._begin_flow(FLOWS[word])
        elif word in WORDS:
            self._put(WORDS[word])
        elif word in self._settings:
            self._settings[word](number)
        elif word in self._marks and self._state.shown and self._state.place == "text":
            self._marks[word](number)

    def _begin_flow(self, kind: str) -> None:
        mark = superscript(str(self._notes_counted)) if kind == "note" else ""
        flow = Flow(kind, mark if self._is_counted() else "")
        kept = self._state.shown and self._state.place == "text"
        self._state = self._state.copy()
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
            "fcharset": lambda number: self._name_font(CHARSETS.get(number or 0, "")),
            "cpg": lambda number: self._name_font(_page(number)),
            "ansicpg": lambda number: self._set_encoding(_page(number) or "cp1252"),
            **{word: self._encoding_setter(page) for word, page in CODE_PAGES.items()},
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
            "cell": lambda _: self._state.flow.end_cell(),
            "row": lambda _: self._state.flow.end_row(),
            "nestcell": lambda _: self._put(" "),
            "nestrow": lambda _: self._put("\n"),
            "trowd": lambda _: self._state.flow.begin_row(),
            "trhdr": lambda _: self._state.flow.mark_labels(),
            "clvmrg": lambda _: self._state.flow.go_on(down=True),
            "clmrg": lambda _: self._state.flow.go_on(right=True),
            "cellx": lambda number: self._state.flow.add_edge(number or 0),
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
            self._state.flow.pieces.append(Piece(_mark(self._notes_counted), 0, False))
        elif not self._state.flow.mark:
            self._state.flow.mark = _mark(self._notes_counted)

    # Paragraphs and tables

    def _end_paragraph(self) -> None:
        state = self._state
        if state.in_table:
            state.flow.put_item_mark()
            state.flow.pieces.append(Piece("\n", 0, True))
            state.flow.line = len(state.flow.pieces)
        else:
            state.flow.end_table()
            self._end_line(state.flow, state)

    def _end_line(self, flow: Flow, state: State) -> None:
        text = text_of(flow.pieces).strip()
        item, flow.item, flow.pieces = item_mark(flow.item), "", []
        if text:
            flow.blocks.append(self._block(text, item, state))
        flow.blocks += flow.boxes
        flow.boxes = []

    def _block(self, text: str, item: str, state: State) -> HeldBlock:
        name = "".join(self._styles.get(state.style, [])).strip(" ;")
        level = self._style_levels.get(state.style) if state.level is None else state.level
        if (level is not None and 0 <= level < _BODY_LEVEL) or _HEADING.match(name):
            return HeldBlock("heading", item.removeprefix("- ") + " ".join(text.split()))
        if item:
            return HeldBlock("item", item + " ".join(text.split()))
        if _CAPTION.match(name):
            return HeldBlock("aside", text)
        return HeldBlock(None if "\n" in text else "prose", text)


def _page(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}" if number != 10_000 else "mac_roman").name
    except LookupError:
        return ""


def _mark(number: int) -> str:
    return superscript(str(number))
