"""The viewer as it opens: a document's facts, its tools, and what of its text is near a quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import Document
from qa.types import Answer, Citation
from qa.web.page import View, quotes_of, render
from qa.web.viewer.layout import part_at, parts_of
from qa.web.viewer.original import media_type_to_show
from qa.web.viewer.pages import is_pictured
from qa.web.viewer.shown import Shown, version_of
from qa.web.viewer.text import part_html

LINE = 55  # characters; what is not loaded yet is given room for lines so long


@dataclass(frozen=True, slots=True)
class Steps:
    """Which of an answer's quotes is open, from 1, of how many; the values of the buttons that lead
    to the one before and the one after, None where there is none.
    """

    number: int
    count: int
    previous: str | None
    next: str | None


def document_panel(
    document: Document,
    selected: Citation | None,
    answer: Answer,
    view: View,
    turn: int | None = None,
    back: str = "back",
) -> str:
    """A document with an answer's quotes in it marked, one of them as selected, or none.

    `turn` is the answer's place in its conversation, None for what no answer quotes. `back` names
    the button that leads to where the visitor came from.
    """
    quotes = [each for each in _standing(answer, view) if each.document_id == document.id]
    shown = Shown(
        collection=view.collection,
        document_id=document.id,
        version=version_of(document),
        quotes={each.number: (each.start, each.end) for each in quotes},
        selected=selected.number if selected else None,
        are_numbered=answer.answered,
    )
    parts = parts_of(document)
    near = part_at(parts, selected.start if selected else 0)
    return render(
        "panel.html",
        document=document,
        page=document.page_at(selected.start) if selected else None,
        view=view,
        back=back,
        query=shown.query,
        is_pictured=is_pictured(document, view),
        has_file=view.file(document.id) is not None,
        is_shown=media_type_to_show(document.id) is not None,
        steps=_steps(selected, answer, view, turn),
        parts=parts,
        near=near,
        text=part_html(document, parts[near], shown.marks(document.text), view),
        line=LINE,
    )


def passage_of(document: Document, start: int, end: int) -> Citation:
    """What stands there as the one quote of a document, of no answer's."""
    return Citation(
        1, document.id, document.title, document.text[start:end], start, end,
        document.language, document.page_at(start), 0.0,
    )  # fmt: skip


def _standing(answer: Answer, view: View) -> list[Citation]:
    return [each for each in quotes_of(answer) if view.stands(each)]


def _steps(selected: Citation | None, answer: Answer, view: View, turn: int | None) -> Steps | None:
    """None where there is nothing to step to."""
    quotes: Sequence[Citation] = _standing(answer, view)
    if turn is None or selected not in quotes or len(quotes) < 2:
        return None
    values = [None, *(f"{turn}:{each.number}" for each in quotes), None]
    number = quotes.index(selected) + 1
    return Steps(number, len(quotes), values[number - 1], values[number + 1])
