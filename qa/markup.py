"""Text as HTML that shows it to the letter, spans of it marked, and templates that show all so."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.types import Span
from qa.terminal import printable

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

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


def marked(
    text: str, quotes: Mapping[Span, str], selected: Span, part: Span | None = None
) -> Markup:
    """`text`, or a part of it, as HTML with the spans of `quotes` in <mark>, each with its name as
    a title.

    That of `selected`, which is one of `quotes`, is of class "selected". Where spans overlap, marks
    do not: what lies in several is marked once, as `selected` or as the first of `quotes`.
    """
    from markupsafe import Markup

    def tags(piece: Span) -> tuple[str, str]:
        holding = next((each for each in (selected, *quotes) if within(piece, each)), None)
        if holding is None:
            return "", ""
        chosen = " class='selected'" if holding == selected else ""
        return f"<mark{chosen} title='{escaped(quotes[holding])}'>", "</mark>"

    start, end = part or (0, len(text))
    inside = (cut for cut in chain.from_iterable(quotes) if start < cut < end)
    cuts = sorted({start, end, *inside})
    runs: list[str] = []
    for (opening, closing), run in groupby(pairwise(cuts), key=tags):
        pieces = list(run)
        runs += [opening, escaped(text[pieces[0][0] : pieces[-1][1]]), closing]
    return Markup("".join(runs))


def within(piece: Span, span: Span) -> bool:
    """Whether a span lies in another."""
    return span[0] <= piece[0] and piece[1] <= span[1]


def escaped(text: str) -> str:
    """`text` as HTML that shows it to the letter, control and direction characters as escapes."""
    return html.escape(printable(text))
