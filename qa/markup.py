"""Text as HTML or Markdown that shows it to the letter, and templates that show all so."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.types import Span
from qa.terminal import printable

if TYPE_CHECKING:
    from jinja2 import Environment

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|&~-])")
_BETWEEN_TAGS = re.compile(r"(?<=[>}])\s*\n\s*|\s*\n\s*(?=[<{])|\s*\n\s*\Z")


@cache
def templates(folder: Path) -> Environment:
    """The templates of a folder: whatever is put in one is escaped, unless it is Markup already.

    How a template is broken into lines between its tags does not show in the HTML.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(
            lambda name: _BETWEEN_TAGS.sub("", (folder / name).read_text(encoding="utf-8"))
        ),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
    )


def _shown(value: Any) -> Any:
    return value if hasattr(value, "__html__") else printable(str(value))


def within(piece: Span, span: Span) -> bool:
    """Whether a span lies in another."""
    return span[0] <= piece[0] and piece[1] <= span[1]


def escaped(text: str) -> str:
    """`text` as HTML that shows it to the letter, control and direction characters as escapes."""
    return html.escape(printable(text))


def markdown(text: str) -> str:
    """A line of `text` as Markdown that shows it to the letter."""
    return _MARKDOWN.sub(r"\\\1", printable(text))
