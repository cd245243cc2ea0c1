"""A conversation as one HTML file to give to others: no script, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.certainty import certainty
from qa.types import Citation
from qa.web.conversations import Kept
from qa.web.page import View, emphasised, grouped_lines, quotes_of, render


def as_page(kept: Kept, views: Sequence[View]) -> str:
    """The conversation as a page: each question, its answer, and the quotes with their places.

    Each turn is seen with its view. Text is shown to the letter: nothing in it is HTML.
    """
    turns = list(zip(kept.turns, views, strict=True))
    return render(
        "shared.html",
        title=kept.name,
        turns=turns,
        text=turns[0][1].text,
        language=turns[0][1].language,
        grouped_lines=grouped_lines,
        certainty=certainty,
        quotes_of=quotes_of,
        emphasised=emphasised,
        place=_place,
    )


def _place(citation: Citation, view: View) -> list[str]:
    """Where the quote stands; what is known of its document, unless that is gone."""
    facts = []
    if view.stands(citation):
        facts = [view.facts(view.document(citation.document_id), citation.page)]
    characters = view.text("characters", start=citation.start, end=citation.end)
    return [*filter(None, facts), citation.document_id, characters]
