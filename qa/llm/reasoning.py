"""What a language model thinks before it answers, left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

OPENING, CLOSING = "<think>", "</think>"
"""Around reasoning within text, as DeepSeek R1 and Qwen3 write them."""


def without_reasoning(texts: Iterable[str]) -> Iterator[str]:
    """The text outside of those tags, which may come in several parts."""
    held, inside = "", False
    for text in texts:
        held += text
        while (tag := CLOSING if inside else OPENING) in held:
            before, _, held = held.partition(tag)
            if before and not inside:
                yield before
            inside = not inside
        ready = len(held) - _begun(held, tag)
        if ready and not inside:
            yield held[:ready]
        held = held[ready:]
    if held and not inside:
        yield held


def _begun(text: str, tag: str) -> int:
    """How many characters at the end of `text` may be the beginning of `tag`."""
    return next(size for size in range(len(tag) - 1, -1, -1) if text.endswith(tag[:size]))
