"""Whatever a page sends: who may only read changes nothing, and who may add removes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from qa import Settings
from qa.library.kept_questions import kept_questions
from qa.library.library import Library
from qa.library.people.audit import Audit
from qa.library.people.roles import Role
from qa.library.people.users import Password, Users
from qa.web.adding.handlers import AddingHandlers
from qa.web.choices import Choices
from qa.web.conversations import Opened
from qa.web.document_handlers import DocumentHandlers
from qa.web.evaluation_handlers import EvaluationHandlers
from qa.web.people.history import history_html
from qa.web.trying.handlers import TryingHandlers
from tests.fakes import HashedWordsEmbedder
from tests.qa.library.fetching.website import Site, website

NAMES = {role.value: role for role in Role}


def unwatched(*arguments: Any, **more: Any) -> None:
    """Progress that nobody watches."""


NOTHING: Any = unwatched


@pytest.fixture
def choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Choices:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    library = Library(
        tmp_path / "data", Settings(reader="off"), HashedWordsEmbedder(), roots=[tmp_path]
    )
    first = library.create("Ellery")
    (tmp_path / "mast.txt").write_text("The mast of Ellery was red.", "utf-8")
    first.add({"mast.txt": tmp_path / "mast.txt"})
    password = Password.of("x")
    users = Users(dict.fromkeys(NAMES, password), NAMES)
    return Choices(library, first, users)


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as site:
        yield site


def request_of(role: str, **headers: str) -> gr.Request:
    sent = {"accept-language": "en", **headers}
    return gr.Request(username=role, session_hash=role, headers=sent, cookies={})


def deeds(choices: Choices, tmp_path: Path) -> dict[str, tuple[Role, Callable[[gr.Request], Any]]]:
    """All that changes something, with the role that it takes."""
    documents = DocumentHandlers(choices)
    adding = AddingHandlers(choices, documents)
    evaluation = EvaluationHandlers(choices, None)  # type: ignore[arg-type]
    file, folder, nothing = tmp_path / "new.txt", tmp_path / "folder", NOTHING
    file.write_text("The quay of Ellery was grey.", "utf-8")
    folder.mkdir(exist_ok=True)
    (folder / "lamp.txt").write_text("The lamp of Ellery was lit.", "utf-8")
    return {
        "upload": (Role.ADD, lambda request: adding.upload([str(file)], request, nothing)),
        "drop": (Role.ADD, lambda request: adding.drop([str(file)], request, nothing)),
        "text": (Role.ADD, lambda request: adding.add_text("A text of Ellery", request, nothing)),
        "folder": (Role.ADD, lambda request: adding.add_folder(str(folder), request, nothing)),
        "remove": (Role.MANAGE, lambda request: documents.remove(["mast.txt"], request)),
        "restore": (Role.MANAGE, documents.restore),
        "create": (Role.MANAGE, lambda request: documents.create("Another", request)),
        "run": (Role.ADD, lambda request: evaluation._start(_refuse, request)),
    }


def _refuse() -> Path:
    raise AssertionError("it was begun")


def test_kept_questions_are_changed_by_those_who_may_add(
    choices: Choices, warned: list[str]
) -> None:
    trying, ask = TryingHandlers(choices), choices.collection.assistant.conversation()
    answer = ask.ask("What colour was the mast of Ellery?")
    opened = Opened(ask, ("Ellery",))
    chosen = gr.EventData(None, {"turn": 0, "question": answer.question})
    for name in ("read", "nobody"):
        trying.keep(opened, [], chosen, request_of(name))
        assert "whoever runs Citera" in warned.pop()
    assert not choices.collection.questions.exists()
    trying.keep(opened, [], chosen, request_of("add"))
    kept = kept_questions(choices.collection.questions)
    assert [each.text for each in kept] == [answer.text]
    tried = {answer.question: replace(answer, text="Another")}
    for change in (trying.accept, trying.forget):
        shown, _ = change(tried, chosen, request_of("read"))
        assert "name='forget'" not in shown
    assert kept_questions(choices.collection.questions) == kept
    steps = [shown for shown, *_ in trying.try_all(request_of("read")) if isinstance(shown, str)]
    assert "as kept: 1" in steps[-1]
    trying.accept(tried, chosen, request_of("add"))
    assert kept_questions(choices.collection.questions)[0].text == "Another"
    trying.forget(tried, chosen, request_of("add"))
    assert kept_questions(choices.collection.questions) == []


def state(choices: Choices) -> tuple[list[str], list[str]]:
    return choices.library.names, sorted(each.id for each in choices.collection.listed())


@pytest.mark.parametrize("role", ["read", "add", "nobody"])
def test_who_may_not_changes_nothing(
    choices: Choices, tmp_path: Path, warned: list[str], role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        EvaluationHandlers, "_ended", lambda self, said, request: warned.append(said)
    )
    held = NAMES.get(role, Role.READ)
    for name, (needed, do) in deeds(choices, tmp_path).items():
        if held.may(needed):
            continue
        before = state(choices)
        do(request_of(role))
        assert state(choices) == before, name
        assert "whoever runs Citera can allow it" in warned.pop(), name
    assert not choices.library.audit.path.exists()


def test_who_may_does_and_it_is_noted(choices: Choices, tmp_path: Path, warned: list[str]) -> None:
    done = deeds(choices, tmp_path)
    for name in ("upload", "text", "folder"):
        done[name][1](request_of("add"))
    for name in ("remove", "restore", "create"):
        done[name][1](request_of("manage"))
    entries = choices.library.audit.latest("Ellery", 9)[::-1]
    assert [(each["who"], each["did"]) for each in entries] == [
        ("add", "added"),
        ("add", "added"),
        ("add", "folder added"),
        ("manage", "removed"),
        ("manage", "restored"),
    ]
    assert entries[3]["documents"] == entries[4]["documents"] == ["mast.txt"]
    assert Audit(tmp_path / "data").latest("Another", 9)[0]["did"] == "created"
    shown = history_html(Choices(choices.library, choices.collection), request_of("manage"))
    assert "UTC · manage brought back mast.txt</li>" in shown


def test_a_page_is_fetched_only_from_the_open_web_where_several_share_the_app(
    choices: Choices, warned: list[str], site: Site
) -> None:
    adding = AddingHandlers(choices, DocumentHandlers(choices))
    by_proxy = {"x-forwarded-for": "192.0.2.7"}
    for shared, headers in ((True, dict[str, str]()), (False, by_proxy), (False, {})):
        choices.is_shared = shared
        request = request_of("add", **headers)
        outcome = adding.add_page(f"{site.address}/hours", request, NOTHING)
        assert bool(site.asked) is (not shared and not headers)
    assert "only pages of the open web are fetched here" in warned[0]
    assert "Fetched http://127.0.0.1" in outcome[4]
    (entry,) = choices.library.audit.latest("Ellery", 9)
    assert (entry["did"], entry["source"]) == ("fetched", f"{site.address}/hours")
