"""What Snowball's stemmers leave of the forms of words, by language."""

from __future__ import annotations

Endings = tuple[tuple[str, str], ...]
"""Patterns of the ends of stems, and what stands in their place, one after the other."""
