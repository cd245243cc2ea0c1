"""The rules, shapes and pictures that are drawn on a page."""

from __future__ import annotations

import ctypes
from typing import Any

from index.load.formats.pdf.page.frame import Frame, Rule

MAX_OBJECTS = 20_000  # of a page; a map has more, and no tables
MAX_FORM_DEPTH = 3  # forms within forms
MANY_SHAPES = 50  # on a page without text: they may be its letters, as outlines
WHITE = 245  # of 255, at least this much of each colour
MAX_RULE_WIDTH = 3.0  # points
MIN_RULE_LENGTH = 8.0


class Drawings:
    """The rules, filled shapes and pictures of a page, at their places in its frame."""

    def __init__(self, raw: Any, page: Any, frame: Frame) -> None:
        self.raw = raw
        self.frame = frame
        self.rules: list[Rule] = []
        self.shapes: list[Rule] = []
        self.pictures: list[Rule] = []
        self.left = MAX_OBJECTS
        self._read(page.raw)

    @property
    def is_drawn(self) -> bool:
        """Whether there are pictures, or so many shapes that they may be letters."""
        return bool(self.pictures) or MAX_OBJECTS - self.left >= MANY_SHAPES

    def has_picture_at(self, x: float, y: float) -> bool:
        """Whether a picture lies at the place."""
        return any(_holds(each, x, y) for each in self.pictures)

    def has_ground_at(self, x: float, y: float) -> bool:
        """Whether a picture or a filled shape lies at the place."""
        return self.has_picture_at(x, y) or any(_holds(each, x, y) for each in self.shapes)

    def _read(self, page: Any) -> None:
        raw = self.raw
        for place in range(min(raw.FPDFPage_CountObjects(page), MAX_OBJECTS)):
            self._add(raw.FPDFPage_GetObject(page, place), (1, 0, 0, 1, 0, 0), 0)

    def _add(self, found: Any, matrix: tuple[float, ...], depth: int) -> None:
        raw = self.raw
        kind = raw.FPDFPageObj_GetType(found)
        self.left -= 1
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._add_path(found, self._bounds(found, matrix))
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            self.pictures.append(self._bounds(found, matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(found, ctypes.byref(own))
            inner = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            for place in range(min(raw.FPDFFormObj_CountObjects(found), max(0, self.left))):
                self._add(raw.FPDFFormObj_GetObject(found, place), inner, depth + 1)

    def _bounds(self, found: Any, matrix: tuple[float, ...]) -> Rule:
        edges = [ctypes.c_float() for _ in range(4)]
        self.raw.FPDFPageObj_GetBounds(found, *map(ctypes.byref, edges))
        left, bottom, right, top = (edge.value for edge in edges)
        a, b, c, d, e, f = matrix
        corners = [(left, bottom), (right, top)]
        (x1, y1), (x2, y2) = ((a * x + c * y + e, b * x + d * y + f) for x, y in corners)
        return self.frame.rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def _add_path(self, found: Any, bounds: Rule) -> None:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        self.raw.FPDFPath_GetDrawMode(found, ctypes.byref(mode), ctypes.byref(stroked))
        if not mode.value and not stroked.value:
            return
        across, down = bounds.right - bounds.left, bounds.bottom - bounds.top
        if min(across, down) <= MAX_RULE_WIDTH:
            if max(across, down) >= MIN_RULE_LENGTH:
                self.rules.append(bounds)
        elif stroked.value and self.raw.FPDFPath_CountSegments(found) in (4, 5):
            left, top, right, bottom = bounds
            self.rules += [Rule(left, top, right, top), Rule(left, bottom, right, bottom)]
            self.rules += [Rule(left, top, left, bottom), Rule(right, top, right, bottom)]
        if mode.value and not self._is_white(found):
            self.shapes.append(bounds)

    def _is_white(self, found: Any) -> bool:
        colours = [ctypes.c_uint() for _ in range(4)]
        self.raw.FPDFPageObj_GetFillColor(found, *map(ctypes.byref, colours))
        return all(colour.value >= WHITE for colour in colours[:3])


def _holds(rectangle: Rule, x: float, y: float) -> bool:
    return rectangle.left <= x <= rectangle.right and rectangle.top <= y <= rectangle.bottom


def _product(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
