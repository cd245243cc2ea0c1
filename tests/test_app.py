"""The page's text is the documents' text, harmless; its endpoints are the three that are fixed."""

from __future__ import annotations

import html
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from hypothesis import given
from hypothesis import strategies as st

import app
from index import Document
from index.types import Span
from qa import Answer, Assistant, Citation, Turn
from qa.terminal import printable
from qa.web import page
from qa.web.chat import ChatHandlers
from tests.browser.serving import served

HARBOUR = """The harbour camera

Ellery put up its first camera in the harbour in 1912. The camera was made of brass.

It was sold to a museum in 1950, which still shows it on Sundays."""

HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **b** & \u202eevil \x1b"

texts = st.text(st.sampled_from("ab <>&'\"*[]\n\u202e\x1b\r\u2028åß😀"), max_size=40)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span, list[Span]]:
    text = draw(texts.filter(bool))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    proper = spans.filter(lambda span: span[0] < span[1])
    return text, draw(proper), draw(st.lists(proper, max_size=4))


def shown(markup: str) -> str:
    """What a reader sees of `markup` that holds no tags but <mark>."""
    return html.unescape(re.sub(r"</?mark[^>]*>", "", markup))


@given(texts_with_spans())
def test_marking_keeps_the_text_and_adds_no_tag_but_mark(
    drawn: tuple[str, Span, list[Span]],
) -> None:
    text, selected, others = drawn
    markup = page.marked(text, selected, others)
    assert shown(markup) == printable(text)
    assert set(re.findall(r"<[^>]*>", markup)) <= {
        "<mark>",
        "<mark class='selected'>",
        "</mark>",
    }


@given(texts_with_spans())
def test_marks_cover_the_spans_once_and_the_selected_one_alone(
    drawn: tuple[str, Span, list[Span]],
) -> None:
    text, selected, others = drawn
    markup = page.marked(text, selected, others)
    marks = re.findall(r"<mark( class='selected')?>(.*?)</mark>", markup, re.DOTALL)
    quotes = [html.unescape(quote) for chosen, quote in marks if chosen]
    assert quotes == [printable(text[slice(*selected)])]
    covered = {place for span in [selected, *others] for place in range(*span)}
    expected = printable("".join(text[place] for place in sorted(covered)))
    assert "".join(html.unescape(quote) for _, quote in marks) == expected


def test_overlapping_quotes_are_marked_without_nesting() -> None:
    marked = page.marked("one two three four", (4, 13), [(0, 7), (8, 18)])
    assert marked == "<mark>one </mark><mark class='selected'>two three</mark><mark> four</mark>"


def test_hostile_text_is_shown_to_the_letter_in_every_part_of_the_page() -> None:
    document = Document(f"{HOSTILE}.txt", HOSTILE, f"{HOSTILE} tail", "en", source=HOSTILE)
    place = page.Place(document.id, HOSTILE, HOSTILE, (0, len(HOSTILE)))
    letters = html.escape(printable(HOSTILE))
    assert "\u202e" not in letters
    assert "<img" not in letters
    panel = page.document_panel(document, [place], 0)
    assert panel.count(letters) == 4  # title, source, name, text
    buttons = page.place_buttons("Citations", [place], 0)
    assert buttons.count(letters) == 2
    for markup in (panel, buttons):
        assert "<img" not in markup
        assert "\u202e" not in markup
    answer = Answer(HOSTILE, HOSTILE, (), False, 0.0, "en", ())
    assert [message["content"] for message in page.chat_messages([Turn(HOSTILE, answer)])] == [
        letters,
        letters,
    ]


def test_the_panel_names_source_date_language_page_and_file() -> None:
    document = Document("a/b.pdf", "Title", "one\ntwo", "sv", "A press", "2019-11-24", pages=(0, 4))
    panel = page.document_panel(document, [page.Place("a/b.pdf", "", "", (4, 7))], 0)
    assert "<p class='facts'>A press · 2019-11-24 · Swedish · page 2 · a/b.pdf</p>" in panel


def test_only_places_of_the_document_shown_are_marked() -> None:
    document = Document("a.txt", "Title", "one two three", "en")
    places = [
        page.Place("a.txt", "", "", (0, 3)),
        page.Place("b.txt", "", "", (4, 7)),
        page.Place("a.txt", "", "", (8, 13)),
    ]
    panel = page.document_panel(document, places, 2)
    assert "<mark>one</mark> two <mark class='selected'>three</mark>" in panel


def test_the_button_of_a_citation_says_number_title_and_page() -> None:
    citation = Citation(2, "a.pdf", "Title", "two", 4, 7, "en", 3, 0.5)
    buttons = page.place_buttons("Citations", [page.cited_place(citation)], None)
    assert "<button value='0' aria-pressed='false'>[2] Title — page 3" in buttons


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, index_folder: Path) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return Assistant.from_documents(folder, index_dir=index_folder)


QUESTION = "When did Ellery put up its first camera in the harbour?"
QUOTE = "Ellery put up its first camera in the harbour in 1912."


def test_an_answer_is_streamed_and_then_its_document_opened(assistant: Assistant) -> None:
    steps = list(ChatHandlers(assistant).answer(QUESTION, None))
    first, *streamed, last = [chat for chat, *_ in steps]
    assert [message["content"] for message in first] == [QUESTION]
    said = [chat[-1]["content"] for chat in streamed]
    assert all(after.startswith(before) for before, after in pairwise(said))
    assert streamed[-1] == last
    _, left, conversation, places, document = steps[-1]
    assert left == ""
    assert [turn.question for turn in conversation.turns] == [QUESTION]
    assert "[1] The harbour camera" in places
    assert f"<mark class='selected'>{QUOTE}</mark>" in document


@pytest.fixture(scope="module")
def client(assistant: Assistant, index_folder: Path) -> Iterator[Client]:
    with (
        served(index_folder) as address,
        closing(Client(address, verbose=False, analytics_enabled=False)) as client,
    ):
        yield client


def test_the_endpoints_are_ask_search_and_documents(client: Client) -> None:
    offered = client.view_api(return_format="dict", print_info=False)
    assert set(offered["named_endpoints"]) == {"/ask", "/search", "/documents"}
    assert offered["unnamed_endpoints"] == {}


def test_ask_gives_the_answer_as_json(client: Client) -> None:
    answer = client.predict(QUESTION, api_name="/ask")
    assert answer["answered"] is True
    citation = answer["citations"][0]
    assert citation["quote"] == QUOTE
    assert HARBOUR[citation["start"] : citation["end"]] == QUOTE


def test_search_gives_the_nearest_passages(client: Client) -> None:
    hits = client.predict(QUESTION, 1, api_name="/search")
    assert [hit["passage"]["document_id"] for hit in hits] == ["harbour.txt"]
    passage = hits[0]["passage"]
    assert hits[0]["text"] == HARBOUR[passage["start"] : passage["end"]]
    assert QUOTE in hits[0]["text"]


def test_documents_lists_what_may_be_asked(client: Client) -> None:
    assert client.predict(api_name="/documents") == [
        {
            "id": "harbour.txt",
            "title": "The harbour camera",
            "language": "en",
            "published": None,
            "source": None,
        }
    ]


@pytest.mark.parametrize("endpoint", ["/ask", "/search"])
def test_an_empty_question_is_reported_in_words(client: Client, endpoint: str) -> None:
    with pytest.raises(AppError, match="the question is empty"):
        client.predict("  ", api_name=endpoint)


def test_a_taken_port_is_named(assistant: Assistant, index_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, app.__file__, "--index", str(index_folder), "--port", port]
        run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    assert f"citera: cannot serve on port {port} of 127.0.0.1" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("chosen", "used"), [({}, "False 1"), ({"HF_HUB_OFFLINE": "0"}, "False 0")]
)
def test_nothing_is_reported_home_unless_the_user_says_so(
    chosen: dict[str, str], used: str
) -> None:
    names = ["GRADIO_ANALYTICS_ENABLED", "HF_HUB_OFFLINE"]
    # Gradio, which reads them while it is imported, cannot be: so they were set before.
    script = f"""
import os, sys
sys.modules["gradio"] = None
try:
    import app
except ModuleNotFoundError:
    print(*map(os.environ.get, {names}))
"""
    others = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-c", script]
    folder = Path(app.__file__).parent
    run = subprocess.run(
        command, env=others | chosen, cwd=folder, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout.strip() == used
