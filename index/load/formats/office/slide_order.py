"""The shapes of a slide → the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from index.load.formats.office.graphics import A
from index.load.formats.office.package import number

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
TITLES = ("title", "ctrTitle")
RUNNING = ("dt", "ftr", "sldNum", "hdr")


class Place(NamedTuple):
    """Where something is on a slide, in its own units."""

    left: float
    top: float
    width: float
    height: float


class Scale(NamedTuple):
    """How a group's own coordinates become the slide's: times, then plus."""

    times_x: float = 1
    times_y: float = 1
    plus_x: float = 0
    plus_y: float = 0


class Shape(NamedTuple):
    """Something on a slide. `role`: what its placeholder is for; None for what is in none."""

    element: Any
    place: Place
    role: str | None


def in_order(shapes: list[Shape]) -> list[Shape]:
    """Titles first, dates and numbers last, the rest row by row, column by column within each."""
    titles = [shape for shape in shapes if shape.role in TITLES]
    running = [shape for shape in shapes if shape.role in RUNNING]
    rest = [shape for shape in shapes if shape.role not in (*TITLES, *RUNNING)]
    ordered: list[Shape] = []
    for row in _bands(rest, lambda each: (each.top, each.height)):
        for column in _bands(row, lambda each: (each.left, each.width)):
            ordered += sorted(column, key=lambda each: each.place.top)
    return [*titles, *ordered, *running]


def _bands(
    shapes: list[Shape], extent: Callable[[Place], tuple[float, float]]
) -> list[list[Shape]]:
    """Shapes beside one another, as far as their `extent` (start, size) along one axis tells:
    those of which half lies within the first one's, or the other way round.
    """
    bands: list[list[Shape]] = []
    end = reach = 0.0
    for shape in sorted(shapes, key=lambda each: extent(each.place)[0]):
        start, size = extent(shape.place)
        if bands and start + min(size, reach) / 2 < end:
            bands[-1].append(shape)
        else:
            bands.append([shape])
            end, reach = start + size, size
    return bands


def frame_of(frame: Any) -> Place | None:
    offset, size = frame.find(f"{A}off"), frame.find(f"{A}ext")
    if offset is None or size is None:
        return None
    values = (offset.get("x"), offset.get("y"), size.get("cx"), size.get("cy"))
    return Place(*(float(number(value)) for value in values))


def scale_within(group: Any, outer: Scale) -> Scale:
    """The scale within a group."""
    frame = group.find(f"{P}grpSpPr/{A}xfrm")
    names = ("off", "ext", "chOff", "chExt")
    parts: list[Any] = [] if frame is None else [frame.find(A + name) for name in names]
    if not parts or any(part is None for part in parts):
        return outer
    at, size, inner_at, inner_size = parts
    x = _ratio(size.get("cx"), inner_size.get("cx"))
    y = _ratio(size.get("cy"), inner_size.get("cy"))
    return Scale(
        outer.times_x * x,
        outer.times_y * y,
        outer.plus_x + outer.times_x * (number(at.get("x")) - x * number(inner_at.get("x"))),
        outer.plus_y + outer.times_y * (number(at.get("y")) - y * number(inner_at.get("y"))),
    )


def _ratio(size: str | None, inner: str | None) -> float:
    return number(size) / number(inner) if number(size) and number(inner) else 1
