"""Every door to a collection: who is no member gets through none, and reads its name nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa import Settings
from qa.errors import CiteraError
from qa.library.collection import Collection
from qa.library.kept_questions import kept_questions
from qa.library.library import Library
from qa.library.people.roles import Role
from qa.library.people.users import Password, Users
from qa.web.chat_handlers import ChatHandlers
from qa.web.checking.handlers import CheckHandlers
from qa.web.choices import Choice, Choices
from qa.web.conversations import Opened
from qa.web.document_handlers import DocumentHandlers
from qa.web.evaluation_handlers import EvaluationHandlers, Running
from qa.web.first_visit.examples import Examples
from qa.web.notebook.handlers import NotebookHandlers
from qa.web.people.history import history_html
from qa.web.sources.asked import asked_now
from qa.web.sources.handlers import source_list
from qa.web.trying.handlers import TryingHandlers
from qa.web.viewer.routes import ViewerRoutes
from qa.web.viewer.shown import Shown, version_of
from tests.fakes import HashedWordsEmbedder

ROLES = {"anna": Role.READ, "bo": Role.ADD, "eva": Role.MANAGE}
SECRET = "The vault of Ellery was opened in 1912."
QUESTION = "When was the vault of Ellery opened?"
HIDDEN = "Confidential"


pytestmark = pytest.mark.usefixtures("warned")


@pytest.fixture
def choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Choices:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    library = Library(tmp_path / "data", Settings(reader="off"), HashedWordsEmbedder())
    for name, text in (("Common", "The mast of Ellery was red."), (HIDDEN, SECRET)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        library.create(name).add({f"{name}.txt": tmp_path / f"{name}.txt"})
    users = Users(dict.fromkeys(ROLES, Password.of("x")), ROLES, {"anna": ["law"]})
    choices = Choices(library, library.open("Common"), users)
    choices.access.limit(HIDDEN, ["@law"])
    return choices


def request_of(user: str, session: str = "") -> gr.Request:
    headers = {"accept-language": "en"}
    return gr.Request(username=user, session_hash=session or user, headers=headers, cookies={})


def choose(choices: Choices, request: gr.Request) -> None:
    """As if it had been chosen before the visitor was no member any more."""
    choices.choose(request, Choice(HIDDEN))


def last(steps: Iterator[Any]) -> Any:
    return [*steps][-1]


def test_the_list_of_collections_has_those_that_one_may_use(choices: Choices) -> None:
    documents = DocumentHandlers(choices)
    for user, names in (("anna", ["Common", HIDDEN]), ("bo", ["Common"]), ("eva", 2)):
        dropdown = documents.refresh([], "", request_of(user))[0]
        shown = [name for name, _ in dropdown.choices]
        assert shown == names or len(shown) == names


def test_who_is_no_member_cannot_choose_it(choices: Choices, warned: list[str]) -> None:
    documents = DocumentHandlers(choices)
    documents.choose(HIDDEN, request_of("bo"))
    documents.choose("Never was", request_of("bo"))
    hidden, unknown = (each.replace(HIDDEN, "Never was") for each in warned)
    assert hidden == unknown
    assert choices.collection_of(request_of("bo")).name == "Common"
    documents.choose(HIDDEN, request_of("anna"))
    assert choices.collection_of(request_of("anna")).name == HIDDEN


def test_a_choice_of_another_session_opens_nothing(choices: Choices) -> None:
    choices.choose(request_of("anna"), Choice(HIDDEN))
    # A browser says itself which session it is of.
    assert choices.collection_of(request_of("bo", session="anna")).name == "Common"
    assert choices.of(request_of("bo", session="anna")).collection == "Common"


def everything_shown(choices: Choices, request: gr.Request) -> Iterator[Any]:
    """What the page shows and does, of a visitor who has chosen the collection."""
    documents = DocumentHandlers(choices)
    chat = ChatHandlers(choices, Examples(choices))
    choose(choices, request)
    yield documents.refresh([], "", request)
    yield documents.search_documents("vault", request)
    yield documents.limit(["en"], "", "", request)
    yield documents.ask_all(request)
    yield asked_now(choices, request)
    yield source_list(choices, request)
    yield last(chat.answer(QUESTION, False, None, [], request))
    yield last(CheckHandlers(choices).check("The vault of Ellery was opened.", request))
    yield TryingHandlers(choices).refresh(request)
    yield history_html(choices, request)


def test_a_member_is_shown_it_and_who_is_no_member_nothing_of_it(choices: Choices) -> None:
    for user, is_member in (("bo", False), ("anna", True)):
        shown = _text([*everything_shown(choices, request_of(user))])
        for told in (HIDDEN, "1912"):
            assert (told in shown) is is_member, (user, told)


def _text(shown: Any) -> str:
    """All that is in values of widgets."""
    if isinstance(shown, tuple | list):
        return " ".join(map(_text, shown))
    if isinstance(shown, gr.blocks.Block):
        return f"{shown.constructor_args}"
    return f"{shown}"


def conversation(choices: Choices) -> Opened:
    """What a browser kept of a member's, in which somebody else signs in now."""
    asked = choices.library.open(HIDDEN).assistant.conversation()
    asked.ask(QUESTION)
    return Opened(asked, (HIDDEN,))


def test_quotes_of_a_conversation_open_for_members_alone(choices: Choices) -> None:
    chat, opened = ChatHandlers(choices, Examples(choices)), conversation(choices)
    clicked = gr.EventData(None, {"turn": 0, "number": 1})
    assert "vault of Ellery" in chat.show(opened, [], clicked, request_of("anna"))
    assert "vault" not in chat.show(opened, [], clicked, request_of("bo"))
    assert "1912" in chat.why(opened, [], clicked, request_of("anna"))["html"]
    told = chat.why(opened, [], clicked, request_of("bo"))["html"]
    assert "there is no collection" in told
    assert "1912" not in told


def test_a_quote_is_taken_into_a_notebook_by_members_alone(
    choices: Choices, warned: list[str]
) -> None:
    (listed,) = choices.library.open(HIDDEN).listed()
    place = {"collection": HIDDEN, "id": listed.id, "start": 0, "end": len(SECRET)}
    event = gr.EventData(None, place)
    notebook = NotebookHandlers(choices)
    assert "vault" in notebook.show(event, request_of("anna"))
    assert "vault" not in notebook.show(event, request_of("bo"))
    assert "document" in warned[-1]


def test_a_question_is_kept_where_it_was_answered(choices: Choices, warned: list[str]) -> None:
    opened, trying = conversation(choices), TryingHandlers(choices)
    event, manager = gr.EventData(None, {"turn": 0}), request_of("eva")
    trying.keep(opened, [], event, manager)  # who has chosen the open collection since
    assert f"Evaluation of “{HIDDEN}”" in warned.pop()
    of_each = [kept_questions(choices.library.open(each).questions) for each in ("Common", HIDDEN)]
    assert [len(kept) for kept in of_each] == [0, 1]
    assert "1912" in of_each[1][0].text
    trying.keep(opened, [], event, request_of("bo"))
    assert "there is no collection" in warned.pop()
    trying.keep(Opened(opened.conversation, ("",)), [], event, manager)
    assert "not known which collection" in warned.pop()
    assert kept_questions(choices.library.open("Common").questions) == []


@pytest.mark.parametrize("route", ["part", "contents", "hits", "original"])
def test_the_viewer_is_served_to_members_alone(choices: Choices, route: str) -> None:
    user = ["bo"]
    routes = ViewerRoutes(choices.access, lambda _: user[0]).routes
    collection: Collection = choices.library.open(HIDDEN)
    (listed,) = collection.listed()
    document = collection.assistant.document(listed.id)
    query = Shown(HIDDEN, listed.id, version_of(document), {}).query
    with TestClient(Starlette(routes=routes)) as browser:
        asked = f"/viewer/{route}?{query}&at=0&words=vault"
        refused = browser.get(asked)
        assert (refused.status_code, refused.content) == (404, b"")
        user[0] = "anna"
        assert browser.get(asked).status_code == 200


def test_a_run_is_watched_and_ended_by_those_who_may_use_its_collection(
    choices: Choices, tmp_path: Path
) -> None:
    class Runs:
        def run_names(self, runs: Path) -> list[str]:
            return []

    evaluation = EvaluationHandlers(choices, Runs())  # type: ignore[arg-type]

    def fail(asked: Any) -> None:
        raise CiteraError(f"{HIDDEN} cannot be asked")

    running = Running(tmp_path / "run", HIDDEN, fail)
    running._thread.join()
    evaluation._running = running
    assert evaluation.look(request_of("bo"))[0] == ""
    assert HIDDEN in evaluation.look(request_of("eva"))[0]
    evaluation.stop(request_of("bo"))
    assert not running.stopping
    evaluation.stop(request_of("eva"))
    assert running.stopping


def test_who_may_manage_says_who_may_use_it(choices: Choices, warned: list[str]) -> None:
    documents, manager = DocumentHandlers(choices), request_of("eva")
    choose(choices, manager)
    assert documents.refresh([], "", manager)[-1] == "@law"
    shown = documents.limit_to("bo, @law", manager)
    assert "may be used by bo, @law" in shown[3]
    assert shown[-2] == "@law, bo"
    assert choices.access.may_use("bo", HIDDEN)
    for user, line, said in (
        ("bo", "bo", "whoever runs Citera"),
        ("eva", "nobody", "there is no user and no group"),
    ):
        request = request_of(user)
        choose(choices, request)
        documents.limit_to(line, request)
        assert said in warned.pop()
        assert choices.library.members(HIDDEN) == frozenset({"bo", "@law"})
    assert "everybody" in documents.limit_to("", manager)[3]
    assert choices.library.members(HIDDEN) is None
    deeds = [each["did"] for each in choices.library.audit.latest(HIDDEN, 2)]
    assert deeds == ["opened", "limited"]
    assert "eva let only these use it: bo, @law" in history_html(choices, manager)


def test_the_collection_that_all_come_to_stays_for_everybody(
    choices: Choices, warned: list[str]
) -> None:
    documents = DocumentHandlers(choices)
    documents.limit_to("bo", request_of("eva"))
    assert "it is for everybody" in warned.pop()
    assert choices.library.members("Common") is None
    with pytest.raises(CiteraError, match="has members"):
        Choices(choices.library, choices.library.open(HIDDEN), choices.users)


def test_who_may_not_manage_is_not_told_the_members(choices: Choices) -> None:
    request = request_of("anna")
    choose(choices, request)
    assert DocumentHandlers(choices).refresh([], "", request)[-1] == ""
