"""Answers and documents as HTML.

Documents, their names and titles, and questions are hostile text: all of it passes through
`escaped` on its way to the page, so that none of it becomes HTML or Markdown.
"""

from __future__ import annotations

import json
import math
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from textwrap import shorten

from index import Document, Hit
from index.load.formats.pdf.picture import Box, PagePicture
from qa.answer.cite import quote_parts, stands
from qa.errors import UnknownDocumentError
from qa.markup import escaped, within
from qa.types import Answer, Citation, Turn
from qa.web.document_text import document_html
from qa.web.wording.labels import TEXTS, text

SURE = 0.9
LIKELY = 0.7
LONGEST_SNIPPET = 300  # characters
_MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class View:
    """What a visitor sees with: how a document of an id and its file are found, and the language
    of the page.

    `document` raises UnknownDocumentError; `file` gives None where there is none. `origin` says
    which collection these are, where it is not the one that is asked now.
    """

    document: Callable[[str], Document]
    language: str
    file: Callable[[str], Path | None] = lambda _: None
    origin: str = ""

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


def quotes_in(document: Document, answer: Answer, view: View) -> list[Citation]:
    """What can be opened from an answer in one of its documents."""
    return [
        each for each in quotes_of(answer) if each.document_id == document.id and view.stands(each)
    ]


def confidence_name(answer: Answer) -> str:
    """The text that says how sure an answer is: "sure" from 0.9 on, "likely" from 0.7 on.

    `confidence` is a calibrated probability, so that of the answers called sure at least nine in
    ten should be right; below `Settings.least_confidence` nothing is answered.
    """
    if answer.confidence >= SURE:
        return "sure"
    return "likely" if answer.confidence >= LIKELY else "unsure"


def chat_messages(turns: Sequence[Turn], views: Sequence[View]) -> list[dict[str, str]]:
    """Questions and answers as the chat takes them, each seen with its view."""
    messages = []
    for number, (turn, view) in enumerate(zip(turns, views, strict=True)):
        answer = answer_html(turn, number, number == len(turns) - 1, view)
        messages += [_message("user", escaped(turn.question)), _message("assistant", answer)]
    return messages


def asked_messages(question: str, answer_so_far: str, view: View) -> list[dict[str, str]]:
    """A question whose answer is on its way."""
    waiting = f"<p class='searching'>{view.text('searching')}</p>"
    lines = "".join(f"<p>{escaped(line)}</p>" for line in answer_so_far.splitlines())
    return [_message("user", escaped(question)), _message("assistant", lines or waiting)]


def _message(role: str, content: str) -> dict[str, str]:
    # Gradio cleans the indentation of lines; as an entity, a line end stays what it is.
    return {"role": role, "content": content.replace("\n", "&#10;")}


def answer_html(turn: Turn, place: int, last: bool, view: View) -> str:
    """The answer of the turn at `place` of a conversation: text, sources, and what can be done."""
    answer = turn.answer
    understood = answer.understood if answer.understood != turn.question else None
    parts = [
        _paragraph("origin", view.origin) if view.origin else "",
        _paragraph("understood", view.text("understood", question=understood))
        if understood
        else "",
        _text_html(answer, place, view),
        _paragraph("confidence", view.text(confidence_name(answer))) if answer.answered else "",
        _sources_html(answer, place, view),
        _actions_html(turn, place, last, view),
    ]
    return f"<div class='answer'>{''.join(parts)}</div>"


def _paragraph(name: str, content: str) -> str:
    return f"<p class='{name}'>{escaped(content)}</p>"


def _text_html(answer: Answer, place: int, view: View) -> str:
    """The lines of the answer; those of sides that contradict each other beside each other."""
    sides = set(chain(*answer.sides))
    lines = []
    for pieces in _lines(answer):
        numbers = {piece.number for piece in pieces if isinstance(piece, Citation)}
        shown = "".join(
            _saying_html(each, answer.citations)
            if isinstance(each, str)
            else _piece_html(each, place, view)
            for each in pieces
        )
        lines.append((bool(numbers) and numbers <= sides, shown))
    rendered = []
    for on_a_side, group in groupby(lines, key=lambda line: line[0]):
        paragraphs = [f"<p>{shown}</p>" for _, shown in group]
        columns = "".join(f"<div class='side'>{each}</div>" for each in paragraphs)
        rendered.append(f"<div class='sides'>{columns}</div>" if on_a_side else "".join(paragraphs))
    return f"<div class='said'>{''.join(rendered)}</div>"


def _lines(answer: Answer) -> Iterator[list[str | Citation]]:
    """Each line of the answer's text, in pieces of text and the citations whose [n] part them.

    What looks like an [n] within a quote is the quote's own.
    """
    by_number = {citation.number: citation for citation in answer.citations}
    for line in answer.text.splitlines():
        quotes = [" ".join(each.quote.split()) for each in answer.citations]
        quoted = [(line.find(each), line.find(each) + len(each)) for each in quotes if each in line]
        pieces: list[str | Citation] = []
        end = 0
        for marker in _MARKER.finditer(line):
            citation = by_number.get(int(marker[1]))
            if citation and not any(within(marker.span(), span) for span in quoted):
                pieces += [line[end : marker.start()], citation]
                end = marker.end()
        yield [*pieces, line[end:]]


def _saying_html(piece: str, citations: Sequence[Citation]) -> str:
    """Text of an answer; in a quote the words that answer are in bold."""
    for each in citations:
        quote = "".join(quote_parts(each))
        before, found, after = piece.partition(quote)
        if found and each.answer_start is not None:
            return f"{escaped(before)}{_emphasised(each)}{_saying_html(after, citations)}"
    return escaped(piece)


def _piece_html(piece: Citation, place: int, view: View) -> str:
    if not view.stands(piece):
        return f"<s title='{escaped(view.text('gone'))}'>[{piece.number}]</s>"
    tip = (
        f"<span class='tip' role='tooltip'><b>{escaped(piece.title)}</b>"
        f"<small>{escaped(_facts(piece, view))}</small>"
        f"{_quote_html(piece)}</span>"
    )
    button = _open_button(piece, place, "cite", f"[{piece.number}]", view)
    return f"<span class='citation'>{button}{tip}</span>"


def _quote_html(citation: Citation) -> str:
    """A quote under what it is read with, such as the labels of its table's columns."""
    lead = f"<small class='lead'>{escaped(citation.lead)}</small>" if citation.lead else ""
    return f"{lead}<span lang='{escaped(citation.language)}'>{_emphasised(citation)}</span>"


def _emphasised(citation: Citation) -> str:
    """The quote as in an answer's text, with the words that answer in bold."""
    before, answer, after = map(escaped, quote_parts(citation))
    return f"{before}<b>{answer}</b>{after}" if answer else before


def _open_button(citation: Citation, place: int, name: str, inside: str, view: View) -> str:
    title = escaped(view.text("open_quote", number=citation.number))
    value = f"{place}:{citation.number}"
    return (
        f"<button type='button' name='open' class='{name}' value='{value}' title='{title}'>"
        f"{inside}</button>"
    )


def _sources_html(answer: Answer, place: int, view: View) -> str:
    by_document: dict[str, list[Citation]] = {}
    for each in filter(view.stands, quotes_of(answer)):
        by_document.setdefault(each.document_id, []).append(each)
    if not by_document:
        return ""
    cards = [
        _source_html(quotes[0], answer.answered, place, view)
        if len(quotes) == 1
        else _card_html(quotes, answer.answered, place, view)
        for quotes in by_document.values()
    ]
    heading = view.text("sources" if answer.answered else "nearest")
    return f"<p class='heading'>{heading}</p><ul class='sources'>{''.join(cards)}</ul>"


def _source_html(citation: Citation, answered: bool, place: int, view: View) -> str:
    """A document that one quote is of."""
    number = f"[{citation.number}] " if answered else ""
    quote = "" if answered else _quote_html(citation)
    inside = (
        f"<b>{number}{escaped(citation.title)}</b>{quote}"
        f"<small>{escaped(_facts(citation, view))}</small>"
    )
    return f"<li>{_open_button(citation, place, 'source', inside, view)}</li>"


def _card_html(quotes: Sequence[Citation], answered: bool, place: int, view: View) -> str:
    """A document that several quotes are of, and these below it."""
    document = view.document(quotes[0].document_id)
    buttons = []
    for each in quotes:
        number = f"<b>[{each.number}]</b> " if answered else ""
        page = escaped(view.page(document, each.page))
        on_page = f"<small>{page}</small> " if page else ""
        # What was said already is cut to a line.
        shown = " class='line'" if answered else ""
        inside = f"<span{shown}>{number}{on_page}{_quote_html(each)}</span>"
        buttons.append(_open_button(each, place, "source", inside, view))
    return (
        f"<li class='card'><b>{escaped(document.title)}</b>"
        f"<small>{escaped(view.facts(document, None))}</small>{''.join(buttons)}</li>"
    )


def _facts(citation: Citation, view: View) -> str:
    return view.facts(view.document(citation.document_id), citation.page)


def _actions_html(turn: Turn, place: int, last: bool, view: View) -> str:
    names = ["copy", "good", "bad", *(["retry", "edit"] if last else [])]
    buttons = "".join(
        f"<button type='button' name='{name}' value='{place}'>{view.text(name)}</button>"
        for name in names
    )
    copied = escaped(copied_text(turn, view))
    return (
        f"<div class='actions'>{buttons}<span class='copied' hidden>{view.text('copied')}</span>"
        f"<span class='to-copy' hidden>{copied}</span></div>"
    )


def copied_text(turn: Turn, view: View) -> str:
    """Question, answer and numbered sources as plain text."""
    sources = [
        f"[{each.number}] {each.title} ({', '.join(_origin(each, view))})"
        for each in turn.answer.citations
    ]
    return "\n\n".join(filter(None, [turn.question, turn.answer.text, "\n".join(sources)]))


def _origin(citation: Citation, view: View) -> Iterator[str]:
    if view.stands(citation):
        yield from filter(None, [_facts(citation, view)])
    yield citation.document_id


def passages_html(hits: Sequence[Hit], view: View) -> str:
    """Passages that were found, each to be opened in its document."""
    items = "".join(_passage_html(each, view) for each in hits)
    return f"<h2>{view.text('found')}</h2><ul>{items}</ul>" if items else ""


def _passage_html(hit: Hit, view: View) -> str:
    passage, document = hit.passage, view.document(hit.passage.document_id)
    place = json.dumps({"id": document.id, "start": passage.start, "end": passage.end})
    snippet = shorten(hit.text, LONGEST_SNIPPET, placeholder="…")
    facts = view.facts(document, document.page_at(passage.start))
    return (
        f"<li><button type='button' name='passage' class='source' value='{escaped(place)}'>"
        f"<b>{escaped(document.title)}</b>"
        f"<span lang='{escaped(passage.language)}'>{escaped(snippet)}</span>"
        f"<small>{escaped(facts)}</small></button></li>"
    )


def empty_panel(view: View, name: str = "no_document") -> str:
    """What stands where a document will: the text of that name."""
    return f"<p class='empty'>{view.text(name)}</p>"


def document_panel(
    document: Document,
    selected: Citation,
    answer: Answer,
    view: View,
    picture: PagePicture | None = None,
    back: str = "back",
) -> str:
    """A document with an answer's quotes in it marked, one as selected, and its page's picture.

    The picture has boxes for each of `quotes_in`, in their order. `back` names the button that
    leads to where the visitor came from.
    """
    quotes = quotes_in(document, answer, view)
    names = {(each.start, each.end): _name(each, answer) for each in quotes}
    marks = document_html(document, names, (selected.start, selected.end))
    shown = "picture" if picture else "text"
    return (
        f"<div class='panel shows-{shown}'>"
        f"<button type='button' name='{back}'>{view.text(back)}</button>"
        f"<h2>{escaped(document.title)}</h2>"
        f"<p class='facts'>{escaped(view.facts(document, selected.page))}"
        f"<br>{escaped(document.id)}</p>"
        f"{_picture_html(picture, selected, quotes, answer, view) if picture else ''}"
        f"<div class='text' lang='{escaped(document.language)}' tabindex='0' role='region'"
        f" aria-label='{view.text('text_of_document')}'>{marks}</div></div>"
    )


def _name(citation: Citation, answer: Answer) -> str:
    """What is read when the pointer is on a quote: its number, which a refusal's have not, and
    words.
    """
    number = f"[{citation.number}] " if answer.answered else ""
    return f"{number}{' '.join(citation.quote.split())}"


def _picture_html(
    picture: PagePicture, selected: Citation, quotes: Sequence[Citation], answer: Answer, view: View
) -> str:
    title = view.text("picture_of_page", number=selected.page, title=selected.title)
    outlines = "".join(
        _outline_html(box, _name(quote, answer), quote == selected)
        for quote, boxes in zip(quotes, picture.boxes, strict=True)
        for box in boxes
    )
    address = f"data:image/webp;base64,{b64encode(picture.image).decode()}"
    return (
        f"<button type='button' name='text'>{view.text('show_text')}</button>"
        f"<button type='button' name='picture'>{view.text('show_page')}</button>"
        f"<div class='picture' tabindex='0' role='region' aria-label='{escaped(title)}'>"
        f"<div class='page'><img src='{address}' alt='{escaped(title)}'>{outlines}</div></div>"
    )


def _outline_html(box: Box, name: str, is_selected: bool) -> str:
    left, top, width, height = box
    chosen = " selected" if is_selected else ""
    return (
        f"<span class='outline{chosen}' title='{escaped(name)}' style='left:{left:.3%};"
        f"top:{top:.3%};width:{width:.3%};height:{height:.3%}'></span>"
    )
