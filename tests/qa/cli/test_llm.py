"""`citera llm check`, and where the language model's options come from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.qa.cli.conftest import QUESTION, Citera
from tests.scripted_model import Reply, ScriptedModel, answering, refusal, serving


@pytest.fixture
def scripted() -> Iterator[ScriptedModel]:
    """A server of a language model."""
    with serving() as model:
        yield model


def test_a_model_that_does_all_is_said_to(citera: Citera, scripted: ScriptedModel) -> None:
    scripted.script = [answering("Nine cranes", " [1]\x1b[2J.")]
    done = citera("llm", "check", "--llm", scripted.address, "--llm-model", "tiny")
    assert (done.status, done.err) == (0, "")
    first, *others = done.out.splitlines()
    assert first.startswith("tiny answers: yes, after ")
    assert others == ["streams: yes", "cites: yes", r"its answer: Nine cranes [1]\u001b[2J."]


def test_a_model_that_does_not_answer_exits_with_1(
    citera: Citera, scripted: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITERA_LLM_KEY", "s3cret-s3cret")
    scripted.script = [Reply(refusal("wrong key s3cret-s3cret"), 401)]
    done = citera("llm", "check", "--llm", scripted.address, "--llm-model", "tiny")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("citera: the language model's server refused the key (401: wrong")
    assert "s3cret" not in done.err


def test_the_environment_names_a_model(
    citera: Citera, scripted: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITERA_LLM", scripted.address)
    monkeypatch.setenv("CITERA_LLM_MODEL", "tiny")
    assert citera("llm", "check").status == 0
    assert citera("llm", "check", "--llm-model", "other").out.startswith("other answers")
    assert [each.body["model"] for each in scripted.received] == ["tiny", "other"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "name a language model with --llm URL --llm-model NAME"),
        (("--llm", "http://127.0.0.1"), "setting llm needs llm_model"),
        (("--llm-model", "tiny"), "setting llm_model needs llm"),
        (("--llm", "127.0.0.1", "--llm-model", "tiny"), "with http:// or https://"),
        (("--setting", "llm_seconds=0"), "llm_seconds is 0"),
    ],
)
def test_what_names_no_model_is_a_users_error(
    citera: Citera, options: tuple[str, ...], message: str
) -> None:
    done = citera("llm", "check", *options)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


@pytest.mark.parametrize("command", ["ask", "chat", "eval run", "eval everyday", "app"])
def test_commands_that_answer_take_a_model(citera: Citera, command: str) -> None:
    question = (QUESTION,) if command == "ask" else ()
    done = citera(*command.split(), *question, "--llm", "file:///v1", "--llm-model", "tiny")
    assert done.status == 2
    assert "'file:///v1' is not the address of a language model" in done.err
