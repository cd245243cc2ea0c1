"""Places on a page: how it is turned, and rectangles and rules on it.

Places are in points, across from the left and down from the top of the page as its text is read:
a page whose text runs upwards is turned before it is measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Rule(NamedTuple):
    """A thin line of a drawing, from its left or upper end."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page is turned, in quarters clockwise, and its box: what makes places of points."""

    turns: int
    box: tuple[float, float, float, float]  # left, bottom, right, top

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Across and down, of a point of the page's own."""
        left, bottom, right, top = self.box
        if self.turns == 0:
            return x - left, top - y
        if self.turns == 1:
            return y - bottom, x - left
        return (right - x, y - bottom) if self.turns == 2 else (top - y, right - x)

    def span(
        self, first: tuple[float, float, float, float], last: tuple[float, float, float, float]
    ) -> tuple[float, float]:
        """From where to where across a word reaches, by the boxes of its first and last letter."""
        left, bottom, right, top = self.box
        if self.turns == 0:
            return min(first[0], last[0]) - left, max(first[2], last[2]) - left
        if self.turns == 1:
            return min(first[1], last[1]) - bottom, max(first[3], last[3]) - bottom
        if self.turns == 2:
            return right - max(first[2], last[2]), right - min(first[0], last[0])
        return top - max(first[3], last[3]), top - min(first[1], last[1])

    def rule(self, left: float, bottom: float, right: float, top: float) -> Rule:
        """A rectangle's place."""
        (x1, y1), (x2, y2) = self.place(left, top), self.place(right, bottom)
        return Rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        left, bottom, right, top = self.box
        across, down = right - left, top - bottom
        return (down, across) if self.turns % 2 else (across, down)
