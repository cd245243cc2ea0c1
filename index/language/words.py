"""Lists of words."""

from __future__ import annotations

Words = tuple[str, ...]


def words(text: str) -> Words:
    """The words of `text`, which has no phrases."""
    return tuple(text.split())
