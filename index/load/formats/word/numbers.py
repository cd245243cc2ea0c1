"""The numbers of a Word document's lists and headings, which Word counts and the text lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from index.load.formats.office.lists import BULLET, numeral
from index.load.formats.office.package import number
from index.load.formats.word.styles import Style, Styles, W, is_set, value

MAX_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int
    restart: int | None
    all_decimal: bool
    style: str | None


class Numbers:
    """Counts the items of every list, in the order in which they are asked for."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """Of the root of numbering.xml, None for a document without lists."""
        self._styles = styles
        self._lists: dict[str, Any] = {}
        self._patterns: dict[str, Any] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}  # by pattern: lists of one count together
        self._begun: set[str] = set()
        if root is not None:
            self._patterns = {each.get(f"{W}abstractNumId", ""): each
                              for each in root.iter(f"{W}abstractNum")}  # fmt: skip
            self._lists = {each.get(f"{W}numId", ""): each for each in root.iter(f"{W}num")}

    def level_of(self, list_id: str, style: Style) -> int:
        """The level that a style has in a list; the list itself may say that, by the style."""
        linked = {level.style: place for place, level in self._of(list_id).items()}
        return next((linked[each] for each in style.ids if each in linked), style.level or 0)

    def next_mark(self, list_id: str, level: int) -> str | None:
        """What Word writes before the next item of a list: "- " for a bullet, else its number and
        a space, nothing for a number that shows nothing; None where there is no such list.
        """
        levels = self._of(list_id)
        if list_id in ("", "0") or not levels:
            # What is asked for but not defined is drawn as a bullet here, so as to stay an item.
            return None if list_id in ("", "0") else BULLET
        level = min(max(level, 0), MAX_LEVELS - 1)
        shown = levels.get(level) or _Level("bullet", "", 1, None, False, None)
        counts = self._count(list_id, level, levels)
        if shown.form == "bullet":
            return BULLET
        text = _filled(shown, level, levels, counts)
        return f"{text} " if text else ""

    def _count(self, list_id: str, level: int, levels: dict[int, _Level]) -> dict[int, int]:
        counts = self._counts.setdefault(self._pattern_id(list_id), {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for override in self._lists[list_id].iter(f"{W}lvlOverride"):
                if value(override, "startOverride") is not None:
                    counts.pop(number(override.get(f"{W}ilvl")), None)
        start = levels[level].start if level in levels else 1
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or 0 < level + 1 <= restart:
                del counts[deeper]
        return counts

    def _pattern_id(self, list_id: str) -> str:
        return value(self._lists.get(list_id), "abstractNumId") or ""

    def _of(self, list_id: str) -> dict[int, _Level]:
        """The levels of a list."""
        if list_id not in self._levels:
            found = {}
            for element in self._level_elements(self._pattern(list_id)):
                found[number(element.get(f"{W}ilvl"))] = _level(element)
            for override in self._overrides(list_id):
                place, start = number(override.get(f"{W}ilvl")), value(override, "startOverride")
                own = override.find(f"{W}lvl")
                if own is not None:
                    found[place] = _level(own)
                elif place in found and start is not None:
                    old = found[place]
                    found[place] = _Level(
                        old.form, old.text, number(start, 1), old.restart, old.all_decimal,
                        old.style,
                    )  # fmt: skip
            self._levels[list_id] = found
        return self._levels[list_id]

    def _overrides(self, list_id: str) -> Any:
        element = self._lists.get(list_id)
        return [] if element is None else element.findall(f"{W}lvlOverride")

    def _level_elements(self, pattern: Any) -> Any:
        return [] if pattern is None else pattern.findall(f"{W}lvl")

    def _pattern(self, list_id: str) -> Any:
        """What defines a list's levels; it may be in another list, to which a style leads."""
        for _ in range(MAX_LEVELS):  # leads may go in circles
            pattern = self._patterns.get(self._pattern_id(list_id))
            linked = value(pattern, "numStyleLink")
            if linked is None:
                return pattern
            list_id = self._styles.named(linked).list_id or ""
        return None


def _level(element: Any) -> _Level:
    restart, picture = value(element, "lvlRestart"), element.find(f"{W}lvlPicBulletId")
    form = value(element, "numFmt") or "decimal"
    return _Level(
        "bullet" if picture is not None else form,
        value(element, "lvlText") or "",
        number(value(element, "start"), 1),
        None if restart is None else number(restart),
        is_set(element, "isLgl"),
        value(element, "pStyle"),
    )


def _filled(shown: _Level, level: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def counted(place: re.Match[str]) -> str:
        wanted = int(place[1]) - 1
        of = levels.get(wanted)
        if of is None or wanted > level:
            return ""
        count = counts.get(wanted, of.start - 1)
        return numeral(count, "decimal" if shown.all_decimal else of.form)

    return " ".join(re.sub(r"%([1-9])", counted, shown.text).split())
