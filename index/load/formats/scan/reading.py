"""A picture of a page → its words at their places, as if they were a text layer, and how sure."""

from __future__ import annotations

import math
import re
import signal
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

from index.errors import LoadError
from index.load.formats.pdf.page.words import PageText, Word, append_word, reads_on
from index.load.tesseract import Engine, engine

if TYPE_CHECKING:
    from PIL.Image import Image

RESOLUTION = 300  # dots an inch, at which pages are drawn to be read
MAX_POINTS = 25_000_000  # of a picture: an A3 page at that resolution has 17 million
MAX_PAGES = 2_000  # of a document
SECONDS = 60.0  # for a page
SHARE = 0.85  # of the time that a file may take: the rest is for all else
MIN_SECONDS = 1.0  # seconds, with less than which no page is begun
MIN_WORD_CONFIDENCE = 0.3  # confidence; what is read with less is mostly dirt and edges of pictures
MIN_LINE_CONFIDENCE = 0.55
SURE_PAGE = 0.7  # below this the page may stand on its head
ALIKE = 0.15  # of a size: so far off is what is measured of equal letters
MAX_SPACE = 0.6  # of the letters' size, between the ink of two words
_BULLET = re.compile(r"e|[¢«»°®©+*•·]{1,2}")  # how the dot before an item is read, and only that
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read of a page, and the mean confidence of its letters, 0..1."""

    text: PageText
    confidence: float


class Scanner:
    """Reads the pages of one document, as long as there is time.

    `unread` counts those for which there was none.
    """

    def __init__(self) -> None:
        """Begin a document."""
        self.engine = engine()
        self.unread = 0
        self._ends = time.monotonic() + SHARE * _seconds_left()
        self._count = 0
        self._turn = 0  # by which the page before was to be turned
        self._known_sizes: list[float] = []

    def read(self, image: Image, resolution: float) -> Scan | None:
        """What stands in a picture of so many dots an inch; None where nothing was read."""
        if self.engine is None:
            return None
        self._count += 1
        if self._seconds() < MIN_SECONDS or self._count > MAX_PAGES:
            self.unread += 1
            return None
        image = _turned(image, self._turn)
        lines = self._lines(self.engine, image, resolution)
        if lines is None:
            self.unread += 1
            return None
        if _is_doubtful(lines) and self._seconds() > MIN_SECONDS:
            image, lines = self._set_upright(self.engine, image, resolution, lines)
        return self._scan(lines, image.height / resolution * 72)

    def _set_upright(
        self, engine: Engine, image: Image, resolution: float, lines: list[_Line]
    ) -> tuple[Image, list[_Line]]:
        """The picture and its lines; turned where it lies on its side or head."""
        turn = engine.turn(image, resolution, self._seconds())
        turned = _turned(image, turn)
        again = self._lines(engine, turned, resolution) if turn else None
        if again and (_certainty(again) > _certainty(lines) or _is_on_side(lines)):
            self._turn = (self._turn + turn) % 360
            return turned, again
        return image, lines

    def check(self, read: int) -> None:
        """Raise LoadError where more pages were left unread than the document has beside them."""
        if self.unread > read:
            raise LoadError(
                "has {count} scanned pages more than can be read in time; split it "
                "into smaller files, or raise parse_seconds",
                count=self.unread,
            )

    def _seconds(self) -> float:
        return max(0.0, min(SECONDS, self._ends - time.monotonic()))

    def _lines(self, engine: Engine, image: Image, resolution: float) -> list[_Line] | None:
        found = engine.recognise(image, resolution, self._seconds())
        return None if found is None else list(_lines(found, 72 / resolution))

    def _scan(self, lines: Sequence[_Line], height: float) -> Scan | None:
        lines = [line for line in map(_without_dirt, lines) if line is not None]
        if not lines:
            return None
        words = _words(lines, self._settled(lines))
        confidence = _certainty(lines) / _letter_count(lines)
        return Scan(PageText(words, height=height), round(confidence, 3))

    def _settled(self, lines: Sequence[_Line]) -> list[float]:
        """The size of each line's letters: those that hardly differ as one, on this page and those
        before.
        """
        sizes = _sizes(lines)
        by_letter = [
            size
            for line, size in zip(lines, sizes, strict=True)
            for word in line.words
            for _ in word.text
        ]
        body = median(by_letter)
        for size in sorted(sizes, key=lambda size: abs(size - body)):
            if not any(abs(size - known) <= ALIKE * known for known in self._known_sizes):
                self._known_sizes.append(size)
        return [min(self._known_sizes, key=lambda known: abs(size - known)) for size in sizes]


def _sizes(lines: Sequence[_Line]) -> list[float]:
    """The size of each line's letters, in a paragraph the same but for lines that are far off."""
    by_paragraph: dict[str, list[float]] = {}
    for line in lines:
        by_paragraph.setdefault(line.paragraph, []).append(line.size)
    usual = {paragraph: median(sizes) for paragraph, sizes in by_paragraph.items()}
    return [
        size
        if abs(line.size - (size := usual[line.paragraph])) <= 1.5 * ALIKE * size
        else line.size
        for line in lines
    ]


def _turned(image: Image, degrees: int) -> Image:
    """Clockwise."""
    return image.rotate(-degrees, expand=True) if degrees else image


def _seconds_left() -> float:
    """Until the process that reads files is ended; without end where this is none such."""
    if not hasattr(signal, "getitimer"):
        return math.inf
    left = signal.getitimer(signal.ITIMER_REAL)[0]
    return max(0.0, left - 1) if left else math.inf


@dataclass(frozen=True, slots=True)
class _ScannedWord:
    text: str
    left: float
    right: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Line:
    """Words on a line; `base` is where it stands at its left end, in points, as all places.
    `paragraph`: what the engine takes for one; `is_upright`: whether it runs up or down the page.
    """

    words: list[_ScannedWord]
    left: float
    base: float
    slope: float
    size: float
    paragraph: str
    is_upright: bool


def _lines(hocr: bytes, unit: float) -> Iterator[_Line]:
    """The lines in what the engine wrote; `unit`: points in a dot."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(hocr, parser)
    except etree.XMLSyntaxError:
        return
    for element in () if root is None else root.iter("{*}span"):
        known = _properties(element)
        if "x_size" not in known or "bbox" not in known:
            continue
        words = [word for child in element if (word := _word(child, unit)) is not None]
        if words:
            yield _line(words, known, unit, element.getparent().get("id", ""))


def _line(
    words: list[_ScannedWord], known: Mapping[str, list[float]], unit: float, paragraph: str
) -> _Line:
    left, top, right, bottom = known["bbox"]
    slope, offset = known.get("baseline", (0.0, -known.get("x_descenders", [0.0])[0]))
    return _Line(
        words,
        left=unit * left,
        base=unit * (bottom + offset),
        slope=slope,
        size=unit * known["x_size"][0],
        paragraph=paragraph,
        is_upright=bottom - top > right - left,
    )


def _properties(element: Any) -> dict[str, list[float]]:
    """What a title such as "bbox 8 16 148 20; x_size 33" says in numbers."""
    found: dict[str, list[float]] = {}
    for each in element.get("title", "").split(";"):
        name, *values = each.split()
        try:
            found[name] = [float(value) for value in values]
        except ValueError:
            continue
    return found


def _word(element: Any, unit: float) -> _ScannedWord | None:
    known, text = _properties(element), "".join(element.itertext()).strip()
    if not text or "x_wconf" not in known or "bbox" not in known:
        return None
    left, _, right, _ = known["bbox"]
    return _ScannedWord(text, unit * left, unit * right, known["x_wconf"][0] / 100)


def _certainty(lines: Iterable[_Line]) -> float:
    """The letters, each as far as it is certain."""
    return sum(len(word.text) * word.confidence for line in lines for word in line.words)


def _letter_count(lines: Iterable[_Line]) -> int:
    return sum(len(word.text) for line in lines for word in line.words)


def _is_doubtful(lines: Sequence[_Line]) -> bool:
    return _certainty(lines) <= SURE_PAGE * _letter_count(lines) or _is_on_side(lines)


def _is_on_side(lines: Sequence[_Line]) -> bool:
    """Whether most letters run up or down the page."""
    upright = [line for line in lines if line.is_upright]
    return 2 * _letter_count(upright) > _letter_count(lines)


def _without_dirt(line: _Line) -> _Line | None:
    """The line without what is no letters; None where nothing is left."""
    words = [word for word in line.words if word.confidence >= MIN_WORD_CONFIDENCE]
    kept = replace(line, words=words)
    is_text = any(_LETTER.search(word.text) for word in words)
    is_sure = _certainty([kept]) >= MIN_LINE_CONFIDENCE * _letter_count([kept])
    return kept if is_text and is_sure else None


def _words(lines: Sequence[_Line], sizes: Sequence[float]) -> list[Word]:
    """The words of the page, set straight where it was scanned askew."""
    slope = median(line.slope for line in lines)
    found: list[Word] = []
    for line, size in zip(lines, sizes, strict=True):
        base = line.base - slope * line.left
        last: Word | None = None
        for place, each in enumerate(line.words):
            text = "•" if _is_bullet(line.words, place, size) else each.text
            word = Word(text, each.left, each.right, base, size)
            if last is not None and reads_on(last, word, [], MAX_SPACE):
                append_word(last, word)
            else:
                found.append(word)
                last = word
    return found


def _is_bullet(words: Sequence[_ScannedWord], place: int, size: float) -> bool:
    """Whether the first word of a line is the dot before an item: as small, and set apart."""
    if place or len(words) < 2 or not _BULLET.fullmatch(words[0].text):
        return False
    one, two = words[:2]
    return two.left - one.right > 0.25 * size
