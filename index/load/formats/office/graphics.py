"""Charts and SmartArt of Office documents: the figures and words that they draw."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from index.load.extracted import TextBuilder
from index.load.formats.office.lists import BULLET, ListLeads, is_sentence
from index.load.formats.office.number_format import GENERAL, Habits, habits_of, shown
from index.load.formats.office.package import RELATION, Package, number

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MAX_POINTS = 10_000


def add_graphic(element: Any, package: Package, part: str, builder: TextBuilder) -> None:
    """Add what a c:chart or dgm:relIds in `part` refers to."""
    attribute, add = ("id", _add_chart) if element.tag == f"{CHART}chart" else ("dm", _add_diagram)
    wanted = element.get(RELATION + attribute)
    names = [each.target for each in package.relations(part) if each.id == wanted]
    root = package.root(names[0]) if names else None
    if root is not None:
        add(root, builder)


class _Series(NamedTuple):
    name: str
    labels: dict[int, str]
    values: dict[int, str]


def _add_chart(root: Any, builder: TextBuilder) -> None:
    """The titles, then a table of categories by series."""
    for title in root.iter(f"{CHART}title"):
        builder.add("aside", _words(title))
    habits = _habits(root)
    series = [_series(each, habits) for each in root.iter(f"{CHART}ser")]
    if not series:
        return
    points = sorted({place for each in series for place in (*each.labels, *each.values)})
    rows = [["", *(each.name for each in series)]]
    for point in points[:_MAX_POINTS]:
        label = next((each.labels[point] for each in series if point in each.labels), "")
        rows.append([label, *(each.values.get(point, "") for each in series)])
    builder.add_table(rows, labels=1 if any(rows[0]) else 0)


def _habits(root: Any) -> Habits:
    """How the numbers of a chart are written, by its words and formats."""
    texts = root.itertext(f"{A}t", f"{CHART}v", with_tail=False)
    return habits_of(texts, root.itertext(f"{CHART}formatCode", with_tail=False))


def _series(element: Any, habits: Habits) -> _Series:
    name = element.find(f"{CHART}tx")
    parts = {tag: element.find(CHART + tag) for tag in ("cat", "xVal", "val", "yVal")}
    labels = parts["xVal"] if parts["cat"] is None else parts["cat"]
    values = parts["yVal"] if parts["val"] is None else parts["val"]
    names, shown_labels, figures = (_points(each, habits) for each in (name, labels, values))
    return _Series(" ".join(names.values()), shown_labels, figures)


def _points(element: Any, habits: Habits) -> dict[int, str]:
    """The points that are kept with a chart, by place; labels of several levels joined."""
    if element is None:
        return {}
    levels = list(element.iter(f"{CHART}lvl"))
    if not levels:
        return dict(_level_points(element, habits))
    innermost, *outer = (dict(_level_points(level, habits)) for level in levels)
    found = {}
    current = [""] * len(outer)
    for place in sorted(innermost):
        current = [level.get(place, old) for level, old in zip(outer, current, strict=True)]
        found[place] = " ".join(filter(None, (*reversed(current), innermost[place])))
    return found


def _level_points(element: Any, habits: Habits) -> Iterator[tuple[int, str]]:
    form = element.findtext(f".//{CHART}formatCode") or GENERAL
    caches = (element.find(f".//{CHART}{name}") for name in ("numCache", "numLit"))
    is_numeric = any(cache is not None for cache in caches)
    for point in element.iter(f"{CHART}pt"):
        text = point.findtext(f"{CHART}v") or ""
        if is_numeric:
            text = _figure(text, point.get("formatCode") or form, habits)
        yield number(point.get("idx")), text
    if element.tag == f"{CHART}tx" and (own := element.findtext(f"{CHART}v")):
        yield 0, own


def _figure(text: str, form: str, habits: Habits) -> str:
    """A number as a chart shows it."""
    try:
        value = float(text)
    except ValueError:
        return text
    return shown(value, form, habits) if math.isfinite(value) else text


def _add_diagram(root: Any, builder: TextBuilder) -> None:
    """SmartArt: its texts, from the outermost inwards, each under what it hangs on."""
    leads = ListLeads()
    for depth, text in _nodes(root):
        if depth == 0:
            leads.add(text, builder.add("prose" if is_sentence(text) else None, text))
        else:
            span = builder.add("item", BULLET + text, leads.of_item(depth))
            leads.add(text, span, depth)


def _nodes(root: Any) -> Iterator[tuple[int, str]]:
    points = {point.get("modelId"): point for point in root.iter(f"{DIAGRAM}pt")}
    below: dict[str | None, list[tuple[int, str | None]]] = {}
    for link in root.iter(f"{DIAGRAM}cxn"):
        if link.get("type", "parOf") == "parOf":
            place = (number(link.get("srcOrd")), link.get("destId"))
            below.setdefault(link.get("srcId"), []).append(place)
    tops = [each for each, point in points.items() if point.get("type") == "doc"]
    waiting = [(-1, each) for each in reversed(tops or list(points))]
    while waiting:
        depth, identifier = waiting.pop()
        point = points.pop(identifier, None)  # met once, whatever the links say
        if point is None:
            continue
        if point.get("type", "node") in ("node", "asst") and (text := _words(point)):
            yield max(depth, 0), text
        next_ones = sorted(below.get(identifier, []), key=lambda link: link[0], reverse=True)
        waiting += [(depth + 1, each) for _, each in next_ones]


def _words(element: Any) -> str:
    """The text of the drawing's paragraphs below `element`, on one line."""
    paragraphs = element.iter(f"{A}p")
    lines = ("".join(each.text or "" for each in line.iter(f"{A}t")) for line in paragraphs)
    return " ".join(" ".join(lines).split())
