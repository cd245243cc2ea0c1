"""The page shows text to the letter: quotes marked, an answer's citations as buttons."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import gradio as gr
import pytest

from index import Document
from qa import Answer, Assistant, Citation, Settings, Turn
from qa.errors import UnknownDocumentError
from qa.library.collection import Collection
from qa.library.library import Library
from qa.terminal import printable
from qa.web import page
from qa.web.chat_handlers import ChatHandlers
from qa.web.choices import Choice, Choices
from qa.web.first_visit.examples import Examples
from qa.web.page import View
from qa.web.viewer.panel import document_panel
from qa.writing.quotes import QuotingWriter
from tests.fakes import HashedWordsEmbedder

HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **b** & \u202eevil \x1b"

QUOTE = "The mast cost 12 000 euro."
DOCUMENT = Document(
    "a/b.pdf", "The mast", f"{QUOTE}\n[1] See also.", "en", "A press", "2019-11-24", pages=(0,)
)
CITATION = Citation(1, "a/b.pdf", "The mast", QUOTE, 0, len(QUOTE), "en", 1, 0.5)
ANSWER = Answer(
    "How much?", f"According to “The mast”: “{QUOTE}” [1]", (CITATION,), True, 0.95, "en", ()
)


def view_of(*documents: Document, language: str = "en") -> View:
    def document(identifier: str) -> Document:
        for each in documents:
            if each.id == identifier:
                return each
        raise UnknownDocumentError(identifier)

    return View(document, language)


def shown_answer(answer: Answer, view: View) -> str:
    return page.answer_html(Turn(answer.question, answer), 3, True, view)


def buttons_named(name: str, markup: str) -> list[str]:
    """The values of the buttons of that name."""
    return re.findall(rf"<button type='button' name='{name}'[^>]* value='([^']*)'", markup)


def test_hostile_text_is_shown_to_the_letter_in_every_part_of_the_page() -> None:
    document = Document(f"{HOSTILE}.txt", HOSTILE, f"{HOSTILE} tail", HOSTILE, source=HOSTILE)
    cited = Citation(1, document.id, HOSTILE, HOSTILE, 0, len(HOSTILE), HOSTILE, None, 0.5)
    answer = Answer(HOSTILE, f"{HOSTILE} “{HOSTILE}” [1]", (cited,), True, 0.95, "en", ())
    view = view_of(document)
    letters = html.escape(printable(HOSTILE))
    panel = document_panel(document, cited, answer, view)
    answered = shown_answer(answer, view)
    refused = shown_answer(replace(answer, citations=(), nearest=(cited,), answered=False), view)
    messages = page.chat_messages([Turn(HOSTILE, answer)], [replace(view, origin=HOSTILE)])
    asked = page.asked_messages(HOSTILE, HOSTILE, view)
    for markup in (panel, answered, refused, *(each["content"] for each in [*messages, *asked])):
        assert letters in markup
        tags = set(re.findall(r"<(\w+)", markup))
        tools = set("form input output section".split()) if markup is panel else set()
        assert tags - tools <= set(
            "b button br details div h2 li mark p s small span summary ul".split()
        )
        assert not re.search("[\u202e\x1b]", markup)


def test_each_number_in_the_text_opens_its_quote_and_hovering_shows_it() -> None:
    markup = shown_answer(ANSWER, view_of(DOCUMENT))
    assert buttons_named("open", markup) == ["3:1", "3:1"]  # in the text, among the sources
    tip = re.search(r"<span class='tip' role='tooltip'>(.*?)</span></span>", markup)
    assert tip is not None
    facts = ["The mast", "A press · 2019-11-24 · English · page 1", QUOTE]
    assert [each for each in re.split(r"<[^>]*>", tip[1]) if each] == facts


def test_a_question_that_leant_on_another_is_shown_as_it_was_understood() -> None:
    answer = replace(ANSWER, question="And it?", understood=f"How much, {HOSTILE}?")
    shown_question = html.escape(printable(f"How much, {HOSTILE}?"))
    markup = shown_answer(answer, view_of(DOCUMENT, language="sv"))
    assert f"<p class='understood'>Uppfattat som: {shown_question}</p>" in markup


def test_a_number_within_a_quote_is_no_citation() -> None:
    quote = f"{QUOTE}\n[1] See also."
    citation = replace(CITATION, quote=quote, end=len(quote))
    text = f"“{' '.join(quote.split())}” [1]"
    markup = shown_answer(replace(ANSWER, text=text, citations=(citation,)), view_of(DOCUMENT))
    assert len(re.findall("class='cite'", markup)) == 1
    assert "[1] See also.” <span class='citation'>" in markup


def test_what_the_documents_no_longer_say_cannot_be_opened() -> None:
    for view in (view_of(), view_of(replace(DOCUMENT, text="Another text."))):
        markup = shown_answer(ANSWER, view)
        assert buttons_named("open", markup) == []
        assert "<s title='The documents no longer say this there.'>[1]</s>" in markup


def test_sides_that_differ_stand_beside_each_other() -> None:
    other = replace(CITATION, number=2)
    text = f"The sources differ:\n“{QUOTE}” [1]\n“{QUOTE}” [2]\nI found no answer to the rest."
    answer = replace(ANSWER, text=text, citations=(CITATION, other), sides=((1,), (2,)))
    markup = shown_answer(answer, view_of(DOCUMENT))
    assert markup.count("<div class='sides'>") == 1
    assert markup.count("<div class='side'>") == 2
    assert "<p>The sources differ:</p><div class='sides'>" in markup
    assert "</div></div><p>I found no answer to the rest.</p>" in markup


def test_quotes_of_one_document_share_a_card() -> None:
    other = replace(DOCUMENT, id="b.txt", title="The lamp")
    quotes = (
        CITATION,
        replace(CITATION, number=2, document_id=other.id, title=other.title),
        replace(CITATION, number=3, quote=QUOTE[:8], end=8, page=4),
    )
    markup = shown_answer(replace(ANSWER, citations=quotes), view_of(DOCUMENT, other))
    cards = re.findall("<li.*?</li>", markup)
    said = [[each for each in re.split(r"<[^>]*>", card) if each.strip()] for card in cards]
    assert said == [
        ["The mast", "A press · 2019-11-24 · English", "[1]", "page 1", QUOTE,
         "Pin", "Cite", "[3]", "page 4", QUOTE[:8], "Pin", "Cite"],
        ["[2] The lamp", "A press · 2019-11-24 · English · page 1", "Pin", "Cite"],
    ]  # fmt: skip
    assert [buttons_named("open", card) for card in cards] == [["3:1", "3:3"], ["3:2"]]


@pytest.mark.parametrize(
    ("confidence", "name"), [(0.97, "sure"), (0.96, "likely"), (0.88, "likely"), (0.87, "unsure")]
)
def test_confidence_is_said_in_words(confidence: float, name: str) -> None:
    view = view_of(DOCUMENT, language="sv")
    markup = shown_answer(replace(ANSWER, confidence=confidence), view)
    assert f"<p class='confidence'>{view.text(name)}</p>" in markup


def test_a_refusal_shows_what_is_nearest_and_no_confidence() -> None:
    refused = replace(ANSWER, text="No.", citations=(), nearest=(CITATION,), answered=False)
    markup = shown_answer(refused, view_of(DOCUMENT))
    assert "Nearest in the documents" in markup
    assert buttons_named("open", markup) == ["3:1"]
    assert QUOTE in markup
    assert "class='confidence'" not in markup


def test_only_the_last_answer_can_be_asked_again() -> None:
    turn = Turn("How much?", ANSWER)
    _, first, _, last = page.chat_messages([turn, turn], [view_of(DOCUMENT)] * 2)
    assert "name='retry'" not in first["content"]
    assert buttons_named("retry", last["content"]) == ["1"]
    assert buttons_named("copy", first["content"]) == ["0"]


def test_of_many_answers_the_last_are_shown_by_their_own_numbers() -> None:
    turns = [Turn(f"{number}?", ANSWER) for number in range(5)]
    earlier, question, answer, *_ = page.chat_messages(turns, [view_of(DOCUMENT)] * 5, most=2)
    assert "Show earlier answers (3)" in earlier["content"]
    assert question["content"] == "3?"
    assert "name='copy' value='3'" in answer["content"]
    assert len(page.chat_messages(turns, [view_of(DOCUMENT)] * 5, most=5)) == 10


def test_a_copy_has_the_answer_and_its_numbered_sources() -> None:
    copied = page.copied_text(Turn("How much?", ANSWER), view_of(DOCUMENT, language="sv"))
    assert copied == (
        f"How much?\n\n{ANSWER.text}\n\n"
        "[1] The mast (A press · 2019-11-24 · engelska · sida 1, a/b.pdf)"
    )


@pytest.mark.parametrize(
    ("language", "said"), [("en", "scanned, 92% sure"), ("sv", "inskannad, 92\xa0% säker")]
)
def test_a_quote_of_a_scan_says_so_and_how_sure_that_is(language: str, said: str) -> None:
    scanned = replace(DOCUMENT, scanned=(0.929,))
    view = view_of(scanned, language=language)
    assert f"1 · {said}<br>" in document_panel(scanned, CITATION, ANSWER, view)
    assert f"1 · {said}</small>" in shown_answer(ANSWER, view)
    two = replace(ANSWER, citations=(CITATION, replace(CITATION, number=2, end=8, quote=QUOTE[:8])))
    assert shown_answer(two, view).count(f"1 · {said}</small>") == 3  # a tip, two quotes
    assert said not in shown_answer(ANSWER, view_of(DOCUMENT, language=language))


def request_in(language: str) -> gr.Request:
    return gr.Request(headers={"accept-language": language}, cookies={})


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "mast.txt").write_text("The mast\n\nThe mast of Ellery cost 12 000 euro in 1912.")
    return Assistant.from_documents(folder)


@pytest.mark.parametrize("prose", [True, False])
def test_prose_is_streamed_and_quotes_come_at_once_and_then_their_document_is_opened(
    assistant: Assistant, tmp_path: Path, prose: bool
) -> None:
    question = "What did the mast of Ellery cost?"
    written = assistant.written_by(QuotingWriter())  # as if by a model, piece by piece
    choices = Choices(Library(tmp_path), Collection("Mast", written, tmp_path))
    steps = list(
        ChatHandlers(choices, Examples(choices)).answer(question, prose, None, [], request_in("sv"))
    )
    said = [chat[-1]["content"] for chat, *_ in steps]
    assert "Söker i dokumenten" in said[0]
    plain = [re.sub("<[^>]*>", "", each) for each in said[1:-1]]
    assert bool(plain) is prose
    assert all(after.startswith(before) for before, after in pairwise(plain))
    _, left, opened, document, *_ = steps[-1]
    assert left == ""
    assert [turn.question for turn in opened.conversation.turns] == [question]
    assert re.search(
        "<mark class='quote selected'[^>]*>The mast of Ellery cost 12 000 euro", document
    )


def test_what_the_server_let_go_of_is_taken_up_from_what_the_browser_kept(
    assistant: Assistant, tmp_path: Path
) -> None:
    question, request = "What did the mast of Ellery cost?", request_in("en")
    choices = Choices(Library(tmp_path), Collection("Mast", assistant, tmp_path))
    handlers = ChatHandlers(choices, Examples(choices))
    *_, (*_, change, _) = handlers.answer(question, False, None, [], request)
    kept = [change["put"]]
    click = gr.EventData(None, {"turn": 0, "number": 1})
    opened_again = handlers.show(None, kept, click, request)
    assert re.search("<mark class='quote selected'[^>]*>The mast of Ellery", opened_again)
    *_, (_, _, opened, *_) = handlers.answer(question, False, None, kept, request)
    assert [turn.question for turn in opened.conversation.turns] == [question, question]
    asked, editing, *_ = handlers.edit(None, kept)
    assert asked == question
    *_, (_, _, opened, *_) = handlers.answer("And in Rome?", False, editing, kept, request)
    assert [turn.question for turn in opened.conversation.turns] == ["And in Rome?"]


def said_in(chat: gr.Chatbot) -> str:
    return "".join(part["text"] for message in chat.value for part in message["content"])


def test_an_answer_from_another_collection_says_so_and_its_quotes_still_open(
    assistant: Assistant, tmp_path: Path
) -> None:
    library, request = Library(tmp_path, embedder=HashedWordsEmbedder()), request_in("en")
    choices = Choices(library, library.show("Mast", assistant))
    handlers = ChatHandlers(choices, Examples(choices))
    *_, (*_, change, _) = handlers.answer(
        "What did the mast of Ellery cost?", False, None, [], request
    )
    kept = [change["put"]]
    choices.choose(request, Choice(library.create("Ships").name))
    chat, *_ = handlers.restore(kept, request)
    said = said_in(chat)
    assert "<p class='origin'>From the collection “Mast”</p>" in said
    click = gr.EventData(None, {"turn": 0, "number": 1})
    panel = handlers.show(None, kept, click, request)
    assert re.search("<mark class='quote selected'[^>]*>The mast of Ellery", panel)
    without = Choices(
        Library(tmp_path),
        Collection(
            "Ships", Assistant.without_documents(HashedWordsEmbedder(), Settings()), tmp_path
        ),
    )
    chat, *_ = ChatHandlers(without, Examples(without)).restore(kept, request)
    said = said_in(chat)
    assert "From the collection “Mast”, which is no longer there" in said
    assert buttons_named("open", said) == []
