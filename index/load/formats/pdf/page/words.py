"""A page of a PDF → its words and rules, each at its place, with PDFium.

Places are as in `frame`.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from index.load.formats.pdf.page.drawings import WHITE, Drawings
from index.load.formats.pdf.page.frame import Frame, Rule
from index.load.formats.pdf.pdfium import function_of_character, functions

NARROW_GAP = 0.42  # of the letters' size: the widest space between words, but for justified lines
_BOLD = re.compile(r"bold|black|heavy|demi|semibd|-bd", re.IGNORECASE)
_WORD = re.compile("[^\\s\x02]+\x02?|\x02")  # PDFium has U+0002 for a hyphen that ends a line
_LETTERS = str.maketrans(
    {"\x02": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_INVISIBLE = 3  # the text render mode of a layer of OCR, and of text that nobody is to see
_STROKED = 2  # and filled: bold for want of a bold font


@dataclass(slots=True)
class Word:
    """Letters in one style on one line, without a wide gap: a word, or several.

    `spaced`: a space stands before it. `space`: the least width of those in it; 0 if there is none.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    spaced: bool = True
    space: float = 0.0
    field: str = ""  # "filled", "empty" or "box" where a form's field shows it


@dataclass(slots=True)
class PageText:
    """What stands on a page. `strays`: text that runs another way than the page's own.

    `is_drawn`: whether there are pictures on it, or so many shapes that they may be letters.
    """

    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    height: float = 0.0
    is_drawn: bool = False


@dataclass(slots=True)
class _Style:
    """What a text object's letters have in common; it starts at `origin`, in a line at `base`."""

    size: float
    bold: bool
    turns: int | None  # quarters clockwise that set it upright; None for slanting text
    origin: tuple[float, float]
    hidden: bool
    white: bool
    base: float = 0.0


class _Reader:
    """Reads a page's letters; what one text object is asked is kept."""

    def __init__(self, textpage: Any) -> None:
        self.raw = functions()
        self.textpage = textpage.raw
        self.bold_fonts: dict[int, bool] = {}
        self.count = textpage.count_chars()
        self.styles: dict[int | None, _Style | None] = {}
        address = ctypes.cast(self.textpage, ctypes.c_void_p).value
        # None for a space that PDFium put in
        self.object_at = partial(function_of_character("FPDFText_GetTextObject"), address)
        read_box = function_of_character("FPDFText_GetLooseCharBox", ctypes.c_void_p)
        self._read_box = partial(read_box, address)
        self.rectangle = self.raw.FS_RECTF()
        self._rectangle = ctypes.addressof(self.rectangle)
        self.colours = [ctypes.c_uint() for _ in range(4)]
        self._colours = [ctypes.byref(colour) for colour in self.colours]

    def text(self) -> str:
        """A character for each place."""
        buffer = ctypes.create_string_buffer(2 * (self.count + 1))
        units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        length = self.raw.FPDFText_GetText(self.textpage, 0, self.count, units)
        text = buffer.raw[: max(0, length - 1) * 2].decode("utf-16-le", "replace")
        if len(text) == self.count:
            return text.replace("\ufffe", "\x02")
        get = self.raw.FPDFText_GetUnicode  # where some character has no letter, or two units
        codes = (get(self.textpage, place) for place in range(self.count))
        return "".join(_character(code) for code in codes)

    def style(self, address: int | None, place: int) -> _Style | None:
        """The style of the text object at an address, of which a character is given."""
        if address not in self.styles:
            self.styles[address] = self._style(address, place) if address else None
        return self.styles[address]

    def box(self, place: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character."""
        self._read_box(place, self._rectangle)
        found = self.rectangle
        return found.left, found.bottom, found.right, found.top

    def _style(self, address: int, place: int) -> _Style:
        raw, matrix = self.raw, self.raw.FS_MATRIX()
        found = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
        raw.FPDFText_GetMatrix(self.textpage, place, ctypes.byref(matrix))
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self.textpage, place, ctypes.byref(x), ctypes.byref(y))
        mode = raw.FPDFTextObj_GetTextRenderMode(found)
        size = raw.FPDFText_GetFontSize(self.textpage, place) * math.hypot(matrix.c, matrix.d)
        turns = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        return _Style(
            size=abs(size) or 1.0,
            bold=mode == _STROKED or self._is_bold(raw.FPDFTextObj_GetFont(found)),
            turns=round(turns) % 4 if abs(turns - round(turns)) < 0.1 else None,
            origin=(x.value, y.value),
            hidden=mode == _INVISIBLE,
            white=self._is_white(found),
        )

    def _is_bold(self, font: Any) -> bool:
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self.bold_fonts:
            name = ctypes.create_string_buffer(128)
            if address:
                self.raw.FPDFFont_GetBaseFontName(font, name, 128)
            found = _BOLD.search(name.value.decode("utf-8", "replace"))
            self.bold_fonts[address] = found is not None
        return self.bold_fonts[address]

    def _is_white(self, found: Any) -> bool:
        if not self.raw.FPDFPageObj_GetFillColor(found, *self._colours):
            return False
        return all(colour.value >= WHITE for colour in self.colours[:3])


class _Piece(NamedTuple):
    """A word's letters, its style, its first and last character, and whether a space precedes."""

    text: str
    style: _Style
    first: int
    last: int
    spaced: bool


def read_text(page: Any, textpage: Any) -> tuple[PageText, Frame]:
    """The page's words and rules, and how the page was turned for it."""
    reader = _Reader(textpage)
    pieces = list(_pieces(reader))
    frame = Frame(_turns(pieces), page.get_bbox())
    for style in filter(None, reader.styles.values()):
        style.base = frame.place(*style.origin)[1]
    found = PageText(height=frame.size()[1])
    drawings = Drawings(reader.raw, page, frame)
    found.rules = drawings.rules
    found.is_drawn = drawings.is_drawn
    strays: list[str] = []
    size = frame.size()
    uprights = sorted(rule.left for rule in drawings.rules if rule.bottom - rule.top > NARROW_GAP)
    last: Word | None = None
    for piece in pieces:
        word = _word(reader, frame, piece)
        if not _is_shown(word, piece.style, size, drawings):
            continue
        if piece.style.turns != frame.turns:
            strays.append((" " if piece.spaced else "") + word.text)
        elif last is not None and reads_on(last, word, uprights):
            append_word(last, word)
        else:
            found.words.append(word)
            last = word
    found.strays = ["".join(strays).strip()] if strays else []
    return found, frame


def reads_on(last: Word, word: Word, uprights: list[float], widest: float = NARROW_GAP) -> bool:
    """Whether only a narrow space parts two words, and no rule such as between cells."""
    gap = word.left - last.right
    if not (word.spaced and 0 < gap <= widest * word.size and word.base == last.base):
        return False
    if word.size != last.size or word.bold != last.bold:
        return False
    if not uprights:
        return True
    return bisect_left(uprights, last.right - 1) == bisect_left(uprights, word.left + 1)


def append_word(last: Word, word: Word) -> None:
    """Add to a word the one that reads on from it."""
    space = word.left - last.right
    last.space = min(last.space, space) if last.space else space
    last.text = f"{last.text} {word.text}"
    last.right = word.right


def _turns(pieces: list[_Piece]) -> int:
    """The way that most of the text runs."""
    counts: Counter[int] = Counter()
    for piece in pieces:
        if piece.style.turns is not None:
            counts[piece.style.turns] += len(piece.text)
    return counts.most_common(1)[0][0] if counts else 0


def _pieces(reader: _Reader) -> Iterator[_Piece]:
    text = reader.text()
    spans = [match.span() for match in _WORD.finditer(text)]
    objects = [*(reader.object_at(start) for start, _ in spans), None]
    for place, (start, end) in enumerate(spans):
        found, after = objects[place], objects[place + 1]
        style = reader.style(found, start)
        if style is not None and (found == after or reader.object_at(end - 1) == found):
            yield _Piece(text[start:end], style, start, end - 1, True)
        else:
            yield from _in_one_style(reader, text, start, end)


def _in_one_style(reader: _Reader, text: str, start: int, end: int) -> Iterator[_Piece]:
    """A word, cut where another text object begins."""
    first = start
    style = reader.style(reader.object_at(start), start)
    for place in range(start + 1, end + 1):
        other = reader.style(reader.object_at(place), place) if place < end else None
        if place < end and (other is style or other is None):
            continue
        if style is not None:
            yield _Piece(text[first:place], style, first, place - 1, first == start)
        first, style = place, other


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _word(reader: _Reader, frame: Frame, piece: _Piece) -> Word:
    text, style, first, last, spaced = piece
    box = reader.box(first)
    left, right = frame.span(box, box if first == last else reader.box(last))
    if not text.isascii() or text[-1] == "\x02":
        text = text.translate(_LETTERS)
    return Word(text, left, right, style.base, style.size, style.bold, spaced)


def _is_shown(word: Word, style: _Style, size: tuple[float, float], drawings: Drawings) -> bool:
    """Whether a reader sees the word: on the page, and neither without colour nor white on white.

    The words that OCR found are without colour, and stand on the picture that shows them.
    """
    across, down = size
    if word.right < 0 or word.left > across or word.base < 0 or word.base - word.size > down:
        return False
    if not style.hidden and not style.white:
        return True
    middle = (word.left + word.right) / 2, word.base - word.size / 3
    return drawings.has_picture_at(*middle) if style.hidden else drawings.has_ground_at(*middle)
