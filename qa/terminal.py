"""Text on a terminal: what documents may not do to it, and progress on it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index import Progress, no_progress

# Controls (escape sequences start with one) and marks that turn the direction of writing around.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """`text` with control and direction characters spelt out as escapes."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def bold(text: str) -> str:
    """`text` as terminals show it in bold (ECMA-48's SGR 1 and 22)."""
    return f"\x1b[1m{text}\x1b[22m"


def json_text(value: Any) -> str:
    """`value` as JSON that is readable in any language and harmless to a terminal."""
    return printable(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress_bar(description: str) -> Iterator[Progress]:
    """A bar on standard error while texts are embedded; silent where that is not a terminal."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
