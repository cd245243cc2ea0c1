"""Answers and documents as HTML.

Documents, their names and titles, and questions are hostile text: all of it passes through
`escaped` on its way to the page, so that none of it becomes HTML or Markdown.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise

from index import Document
from index.types import Span
from qa.compose import understood_text
from qa.terminal import printable
from qa.types import Citation, Turn

LANGUAGES = {"en": "English", "sv": "Swedish"}


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document that can be opened; `title` and `note` stand on its button."""

    document_id: str
    title: str
    note: str
    span: Span


def cited_place(citation: Citation) -> Place:
    """Where a quote stands."""
    page = f" — page {citation.page}" if citation.page else ""
    title = f"[{citation.number}] {citation.title}{page}"
    return Place(citation.document_id, title, "", (citation.start, citation.end))


def chat_messages(turns: Sequence[Turn], *more: str) -> list[dict[str, str]]:
    """Questions and answers in turn as the chat takes them; `more` goes on after `turns`."""
    said = [*chain.from_iterable((turn.question, _answer_shown(turn)) for turn in turns), *more]
    return [
        {"role": ("user", "assistant")[place % 2], "content": escaped(text)}
        for place, text in enumerate(said)
    ]


def _answer_shown(turn: Turn) -> str:
    return "\n".join(filter(None, [understood_text(turn.answer), turn.answer.text]))


def place_buttons(heading: str, places: Sequence[Place], pressed: int | None) -> str:
    """A button for each place, which the page's script turns into its number."""
    buttons = (
        f"<button value='{number}' aria-pressed='{str(number == pressed).lower()}'>"
        f"{escaped(place.title)} <small>{escaped(place.note)}</small></button>"
        for number, place in enumerate(places)
    )
    return f"<h2>{heading}</h2><div class='list'>{''.join(buttons)}</div>"


def document_panel(document: Document, places: Sequence[Place], number: int) -> str:
    """A document with every place in it marked, the one of that number as selected."""
    selected = places[number].span
    others = [place.span for place in places if place.document_id == document.id]
    page = document.page_at(selected[0])
    language = LANGUAGES.get(document.language, document.language)
    facts = [document.source, document.published, language, page and f"page {page}", document.id]
    return (
        f"<h2>{escaped(document.title)}</h2>"
        f"<p class='facts'>{escaped(' · '.join(fact for fact in facts if fact))}</p>"
        f"<div class='text' lang='{escaped(document.language)}' tabindex='0' role='region'"
        f" aria-label='Text of the document'>{marked(document.text, selected, others)}</div>"
    )


def marked(text: str, selected: Span, others: Sequence[Span] = ()) -> str:
    """`text` as HTML with the spans in <mark>: `selected` in one of its own, of class "selected".

    Where spans overlap, marks do not: what lies in several is marked once, and `selected` first.
    """

    def tags(piece: Span) -> tuple[str, str]:
        if _within(piece, selected):
            return "<mark class='selected'>", "</mark>"
        return ("<mark>", "</mark>") if any(_within(piece, each) for each in others) else ("", "")

    cuts = sorted({0, len(text), *selected, *chain.from_iterable(others)})
    runs = []
    for (opening, closing), run in groupby(pairwise(cuts), key=tags):
        pieces = list(run)
        runs += [opening, escaped(text[pieces[0][0] : pieces[-1][1]]), closing]
    return "".join(runs)


def _within(piece: Span, span: Span) -> bool:
    return span[0] <= piece[0] and piece[1] <= span[1]


def escaped(text: str) -> str:
    """`text` as HTML that shows it to the letter, control and direction characters as escapes."""
    return html.escape(printable(text))
