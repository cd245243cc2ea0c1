"""Answers as HTML.

Documents, their names and titles, and questions are hostile text: the templates escape all that is
put in them, so that none of it becomes HTML or Markdown.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from textwrap import shorten

from index import Document, Hit, Passage
from qa.answer.certainty import certainty
from qa.answer.cite import quote_parts, stands
from qa.answer.compose import coverage_text
from qa.errors import UnknownDocumentError
from qa.explain.types import ExplainedSentence
from qa.library.collection import Collection
from qa.markup import escaped, templates, within
from qa.types import Answer, Citation, Turn
from qa.web.wording.messages import in_language
from qa.web.wording.page_strings import TEXTS, text

MAX_SNIPPET = 300  # characters
TEMPLATES = Path(__file__).with_name("templates")
BACK = ("back_to_search", "back_to_check", "back_to_why")
_MARKER = re.compile(r"\[(\d+)\]")

Runs = list[tuple[str, bool]]
"""Text, run by run, and whether it is in bold."""
Piece = Runs | Citation


@dataclass(frozen=True, slots=True)
class View:
    """What a visitor sees with: how a document of an id and its file are found, and the language
    of the page.

    `document` raises UnknownDocumentError; `file` gives None where there is none. `collection` is
    the name of theirs; `origin` says it in words where it is not the one that is asked now.
    """

    document: Callable[[str], Document]
    language: str
    file: Callable[[str], Path | None] = lambda _: None
    origin: str = ""
    collection: str = ""

    @classmethod
    def of(cls, collection: Collection, language: str, origin: str = "") -> View:
        """With the documents of a collection as they are now."""
        document = collection.assistant.document
        return cls(document, language, collection.file, origin, collection.name)

    def text(self, name: str, **values: object) -> str:
        """The page's string of that name."""
        return text(self.language, name, **values)

    def has(self, document_id: str) -> bool:
        """Whether there is a document of that id."""
        try:
            self.document(document_id)
        except UnknownDocumentError:
            return False
        return True

    def stands(self, citation: Citation) -> bool:
        """Whether the document still says it there; a conversation may be older than the index."""
        known = self.has(citation.document_id)
        return known and stands(self.document(citation.document_id), citation)

    def facts(self, document: Document, page: int | None) -> str:
        """Source, date, language and page, and how sure OCR was of that."""
        spoken = TEXTS[self.language].get(document.language, document.language)
        on_page = self.page(document, page)
        return " · ".join(filter(None, [document.source, document.published, spoken, on_page]))

    def page(self, document: Document, page: int | None) -> str:
        """Which page it is, and how sure OCR was of it; empty for none."""
        if page is None:
            return ""
        scanned = document.scanned[page - 1] if page <= len(document.scanned) else None
        number = self.text("page", number=page)
        if scanned is None:
            return number
        return f"{number} · {self.text('scanned', percent=math.floor(100 * scanned))}"


def quotes_of(answer: Answer) -> tuple[Citation, ...]:
    """What can be opened from an answer; from a refusal, what comes nearest."""
    return answer.citations or answer.nearest


def chat_messages(
    turns: Sequence[Turn], views: Sequence[View], most: int | None = None
) -> list[dict[str, str]]:
    """Questions and answers as the chat takes them, each seen with its view; of more than `most`,
    the last, below a button for earlier ones.
    """
    first = 0 if most is None else max(0, len(turns) - most)
    messages = []
    if first:
        messages.append(_message("assistant", render("earlier.html", count=first, view=views[-1])))
    for number, (turn, view) in enumerate(zip(turns, views, strict=True)):
        if number >= first:
            answer = answer_html(turn, number, number == len(turns) - 1, view)
            messages += [_message("user", escaped(turn.question)), _message("assistant", answer)]
    return messages


def asked_messages(question: str, answer_so_far: str, view: View) -> list[dict[str, str]]:
    """A question whose answer is on its way."""
    waiting = render("asked.html", lines=answer_so_far.splitlines(), view=view)
    return [_message("user", escaped(question)), _message("assistant", waiting)]


def _message(role: str, content: str) -> dict[str, str]:
    # Gradio cleans the indentation of lines; as an entity, a line end stays what it is.
    return {"role": role, "content": content.replace("\n", "&#10;")}


def render(name: str, **values: object) -> str:
    """The template of that name as HTML; all that is put in it is escaped."""
    return templates(TEMPLATES).get_template(name).render(values)


def answer_html(turn: Turn, place: int, last: bool, view: View) -> str:
    """The answer of the turn at `place` of a conversation: text, sources, and what can be done."""
    answer = turn.answer
    return render(
        "answer.html",
        answer=answer,
        place=place,
        view=view,
        understood=None if answer.understood == turn.question else answer.understood,
        said=grouped_lines(answer),
        certainty=certainty(answer),
        coverage=coverage_text(answer),
        fallback=in_language(view.language, answer.fallback),
        sources=_sources(answer, view),
        emphasised=emphasised,
        actions=["copy", "good", "bad", "keep", *(["retry", "edit"] if last else [])],
        to_copy=copied_text(turn, view),
        place_in=lambda citation: _place_in(citation, view),
    )


def grouped_lines(answer: Answer) -> list[tuple[bool, list[list[Piece]]]]:
    """The lines of the answer in groups: those of sides that contradict each other, and others."""
    sides = set(chain(*answer.sides))
    grouped = []
    for on_a_side, group in groupby(_lines(answer), key=lambda line: _is_on(sides, line)):
        lines: list[list[Piece]] = [
            [each if isinstance(each, Citation) else _runs(each, answer.citations) for each in line]
            for line in group
        ]
        grouped.append((on_a_side, lines))
    return grouped


def _is_on(sides: set[int], line: Sequence[str | Citation]) -> bool:
    numbers = {piece.number for piece in line if isinstance(piece, Citation)}
    return bool(numbers) and numbers <= sides


def _lines(answer: Answer) -> Iterator[list[str | Citation]]:
    """Each line of the answer's text, in pieces of text and the citations whose [n] part them.

    What looks like an [n] within a quote is the quote's own.
    """
    by_number = {citation.number: citation for citation in answer.citations}
    for line in answer.text.splitlines():
        quotes = [each for citation in answer.citations for each in _shown_lines(citation)]
        quoted = [(line.find(each), line.find(each) + len(each)) for each in quotes if each in line]
        pieces: list[str | Citation] = []
        end = 0
        for marker in _MARKER.finditer(line):
            citation = by_number.get(int(marker[1]))
            if citation and not any(within(marker.span(), span) for span in quoted):
                pieces += [line[end : marker.start()], citation]
                end = marker.end()
        yield [*pieces, line[end:]]


def _shown_lines(citation: Citation) -> set[str]:
    """The quote as it may stand on a line of the answer: all of it, or an item of a list."""
    lines = (citation.quote, *citation.quote.split("\n"))
    return {" ".join(each.split()) for each in lines} - {""}


def _runs(text: str, citations: Sequence[Citation]) -> Runs:
    """Text of an answer; in a quote the words that answer are in bold."""
    for each in citations:
        quote = "".join(quote_parts(each))
        before, found, after = text.partition(quote)
        if found and each.answer_start is not None:
            return [(before, False), *emphasised(each), *_runs(after, citations)]
    return [(text, False)]


def emphasised(citation: Citation) -> Runs:
    """The quote as in an answer's text, with the words that answer in bold."""
    before, answer, after = quote_parts(citation)
    return [(before, False), (answer, True), (after, False)] if answer else [(before, False)]


def _sources(answer: Answer, view: View) -> list[tuple[Document, list[Citation]]]:
    """Each document that quotes can be opened in, with these."""
    by_document: dict[str, list[Citation]] = {}
    for each in filter(view.stands, quotes_of(answer)):
        by_document.setdefault(each.document_id, []).append(each)
    return [(view.document(document_id), quotes) for document_id, quotes in by_document.items()]


def copied_text(turn: Turn, view: View) -> str:
    """Question, answer and numbered sources as plain text."""
    sources = [
        f"[{each.number}] {each.title} ({', '.join(_origin(each, view))})"
        for each in turn.answer.citations
    ]
    return "\n\n".join(filter(None, [turn.question, turn.answer.text, "\n".join(sources)]))


def _origin(citation: Citation, view: View) -> Iterator[str]:
    if view.stands(citation):
        facts = view.facts(view.document(citation.document_id), citation.page)
        yield from filter(None, [facts])
    yield citation.document_id


def passages_html(hits: Sequence[Hit], view: View) -> str:
    """Passages that were found, each to be opened in its document."""
    return render("passages.html", passages=[_found(each, view) for each in hits], view=view)


def _found(hit: Hit, view: View) -> tuple[str, Document, Passage, str]:
    passage = hit.passage
    snippet = shorten(hit.text, MAX_SNIPPET, placeholder="…")
    return place_of(passage, "back_to_search"), view.document(passage.document_id), passage, snippet


def _place_in(citation: Citation, view: View) -> str:
    """What a button sends that takes the quote elsewhere."""
    place = {"collection": view.collection, "id": citation.document_id}
    return json.dumps(place | {"start": citation.start, "end": citation.end})


def place_of(found: Passage | Citation | ExplainedSentence, back: str) -> str:
    """What a button that opens it in its document sends; `back`, of BACK, leads to that button."""
    place = {"id": found.document_id, "start": found.start, "end": found.end, "back": back}
    return json.dumps(place)


def empty_panel(view: View, name: str = "no_document") -> str:
    """What stands where a document will: the text of that name."""
    return f"<p class='empty'>{escaped(view.text(name))}</p>"
