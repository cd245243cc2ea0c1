"""The `citera` command: its help, its errors, and how it exits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from eval.cli import eval_group
from eval.questions import EXAMPLE
from index.load import find_files, load_file
from qa import Assistant
from qa.cli.main import cli
from tests.qa.cli.conftest import EAGER, QUESTION, REFUSING, Citera
from tests.qa.test_terminal import UNSAFE

pytestmark = pytest.mark.usefixtures("few_resamples")


@pytest.mark.one_process
def test_a_reranker_that_is_not_there_is_one_line(citera: Citera, saved: Path) -> None:
    done = citera("ask", "cameras?", "--index", saved, "--reranker", "/no/such/reranker")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("citera: cannot load the cross-encoder '/no/such/reranker'")
    assert done.err.count("\n") == 1


COMMANDS = cli.list_commands(click.Context(cli))


EVALUATION = [f"eval {name}" for name in eval_group.commands]


@pytest.mark.parametrize("name", [*COMMANDS, *EVALUATION])
def test_every_command_has_help_with_an_example(citera: Citera, name: str) -> None:
    done = citera(*name.split(), "--help")
    assert (done.status, done.err) == (0, "")
    assert f"Usage: citera {name}" in done.out
    assert f"Example: citera {name} " in " ".join(done.out.split())


def test_help_lists_every_command(citera: Citera) -> None:
    done = citera("--help")
    assert done.status == 0
    listed = {line.split()[0] for line in done.out.splitlines() if line.startswith("  ")}
    commands = (
        "app ask chat check collections completion config eval export-model feedback index info "
        "inspect llm man mcp search serve user verify"
    ).split()
    assert listed >= set(COMMANDS) == set(commands)


def test_help_and_version_are_where_they_are_sought(citera: Citera) -> None:
    assert citera("ask", "-h").out == citera("ask", "--help").out
    assert citera("--version").out.startswith("citera ")


def test_without_a_command_the_help_is_shown_as_an_error(citera: Citera) -> None:
    done = citera()
    assert (done.status, done.out) == (2, "")
    assert "Usage: citera" in done.err


ERRORS = {
    "missing documents": (("ask", "x", "--docs", "nowhere"), "'nowhere' does not exist"),
    "documents and index": (("ask", "x", "--docs", ".", "--index", "."), "give one of them"),
    "documents and index of the app": (("app", ".", "--index", "."), "give DOCS by itself"),
    "documents of the app twice": (("app", "docs", "--docs", "docs"), "give DOCS by itself"),
    "no documents of an index": (
        ("app", "--index", ".", "--docs", "gone"),
        "'gone' does not exist",
    ),
    "no index": (("ask", "x", "--index", "nowhere"), "citera index DOCS --out 'nowhere'"),
    "no index to check": (("check", "--index", "nowhere"), "there is no index"),
    "documents never indexed": (("check", "--docs", "nowhere"), "there is no index"),
    "unknown setting": (("ask", "x", "--setting", "hit=3"), "unknown setting 'hit=3'"),
    "setting without value": (("chat", "--setting", "hits"), "NAME=VALUE"),
    "setting out of range": (("info", "--setting", "hits=0"), "from 1 to 100"),
    "setting of another type": (("search", "x", "--setting", "hits=a"), "type int"),
    "empty question": (("ask", " ", "--docs", "docs"), "the question is empty"),
    "empty search": (("search", "", "--docs", "docs"), "the question is empty"),
    "long question": (("ask", "x" * 2_001, "--docs", "docs"), "2,001 characters"),
    "nothing to index": (("index", "empty"), "there is no file in 'empty'"),
    "nothing readable": (("index", "docs/other.exe"), "'other.exe' is not of a format"),
    "folder in use": (("index", "docs", "--out", "used"), "is not empty and holds no index"),
    "a file as folder": (("index", "docs", "--out", "docs/a.txt"), "docs/a.txt"),
    "a folder in a file": (("index", "docs", "--out", "docs/a.txt/index"), "docs/a.txt"),
    "a run that is none": (("eval", "report", "docs"), "holds no run"),
    "a missing run": (("eval", "compare", "docs", "absent"), "absent"),
    "an unknown borrowed set": (("eval", "convert", "squad", "docs", "out"), "squad_parallel"),
    "a grid of nothing": (("eval", "sweep", "--setting", "hits"), "hits"),
    "unknown question set": (("eval", "nosuch", "--docs", "docs"), "no question set nosuch"),
    "another set's documents": (("eval", "sample", "--docs", "docs"), "there is no document"),
    "a file for a run": (("eval", "own.jsonl", "--docs", "docs", "--out", "docs/a.txt"), "a.txt"),
    "missing argument": (("ask",), "Missing argument 'QUESTION'"),
    "unknown command": (("answer",), "No such command 'answer'"),
    "unknown option": (("info", "--doc", "x"), "No such option"),
    "no passages": (("search", "x", "-k", "0"), "'-k'"),
    "too many passages": (("search", "x", "-k", "1001"), "'-k'"),
    "no such port": (("app", "--port", "99999"), "'--port'"),
    "no such file of tokens": (("serve", "--token-file", "gone"), "the file 'gone' cannot be read"),
    "odd bytes": (("ask", "x", "--docs", "caf\udce9\x1b"), "does not exist"),
    "two lines": (("ask", "x", "--docs", "one\ntwo"), "does not exist"),
}


@pytest.mark.parametrize(("arguments", "reason"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_one_line_that_names_what_is_wrong(
    citera: Citera,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("docs", "empty", "used/in"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs" / "a.txt").write_text("One camera.")
    (tmp_path / "docs" / "other.exe").write_text("x")
    (tmp_path / "own.jsonl").write_text(
        json.dumps({"question": "Who won the 2018 World Cup?", "answers": []})
    )
    done = citera(*arguments)
    assert (done.status, done.out) == (2, "")
    errors = [line for line in done.err.splitlines() if "left out" not in line]
    assert len(errors) == 1
    assert errors[0].startswith("citera: ")
    assert reason in errors[0]


@pytest.mark.parametrize("command", ["ask", "search", "chat"])
def test_an_interrupt_ends_a_command_with_130(
    citera: Citera, saved: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qa.answerer.detect_among", interrupt)
    arguments = [] if command == "chat" else [QUESTION]
    done = citera(command, *arguments, "--index", saved, stdin=QUESTION)
    assert (done.status, done.out) == (130, "")
    assert "Traceback" not in done.err


HOSTILE = "\x1b[31m\x1b]0;owned\x07 \x9b2J \u202egnp.exe\u202c \u2066 \x08 \x7f"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Documents with escape sequences in text, title and name, one of them unreadable."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    title, sentence = f"Cameras {HOSTILE}", f"The harbour {HOSTILE} has forty cameras."
    prose = "Fishermen asked for them after a series of thefts. " * 9
    text = f"{title}\n\n{sentence} {prose}\n"
    (folder / f"a{HOSTILE}.txt").write_text(text, encoding="utf-8")
    (folder / f"b{HOSTILE}.exe").write_text("x")
    return folder


@pytest.mark.parametrize(
    ("command", "settings"),
    [
        (["index"], ()),
        (["ask", "How many cameras has the harbour?"], EAGER),
        (["ask", "How many cameras has the harbour?", "--json"], EAGER),
        (["ask", "How many cameras has the harbour?"], REFUSING),
        (["ask", f"How many cameras {HOSTILE}?", "--json"], REFUSING),
        (["search", "cameras"], ()),
        (["search", "cameras", "--json"], ()),
        (["chat"], EAGER),
        (["info"], ()),
        (["check"], ()),
        (["eval", "set.jsonl", "--split", "all"], EAGER),
        (["ask", "x", "--docs", HOSTILE], ()),
        (["ask", "x", "--index", HOSTILE], ()),
        (["ask", "x", "--setting", HOSTILE], ()),
        (["eval", HOSTILE], ()),
        ([HOSTILE], ()),
    ],
    ids=lambda value: " ".join(value).replace(HOSTILE, "HOSTILE"),
)
def test_escapes_and_direction_marks_never_reach_the_terminal(
    citera: Citera,
    hostile: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    settings: tuple[str, ...],
) -> None:
    monkeypatch.chdir(hostile.parent)
    wrong = EXAMPLE | {"question": "How many cameras?", "kind": "near miss", "answers": []}
    wrong |= {"evidence": [], "evidence_language": None, "history": [], "standalone": ""}
    Path("set.jsonl").write_text(json.dumps(wrong))
    citera("index", hostile)
    name, *arguments = command
    where = [hostile] if name == "index" else [] if HOSTILE in command else ["--docs", hostile]
    done = citera(name, *arguments, *where, *settings, stdin="How many cameras has the harbour?")
    assert done.out + done.err
    assert not {each for each in done.out + done.err if each in UNSAFE}


def test_the_hostile_text_is_indexed_and_the_other_file_left_out(hostile: Path) -> None:
    (source,), skipped = find_files(hostile)
    document = load_file(source)
    assert HOSTILE in document.id
    assert HOSTILE in document.text
    assert [each.path for each in skipped] == [f"b{HOSTILE}.exe"]


COMMAND = [sys.executable, "-c", "from qa.cli.main import main; main()"]


@pytest.fixture(scope="module")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sentences, indexed with the embedder that ships."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "port.txt").write_text("The port of Ellery has nine cranes. It opened in 1911.\n")
    Assistant.from_documents(folder / "port.txt", index_dir=folder / "index")
    return folder / "index"


@pytest.mark.integration
def test_a_question_in_another_process_is_answered_with_the_model_that_ships(
    real_index: Path,
) -> None:
    question = "How many cranes does the port of Ellery have?"
    command = [*COMMAND, "ask", question, "--index", str(real_index), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    (citation, *_) = json.loads(done.stdout)["citations"]
    assert citation["quote"] == "The port of Ellery has nine cranes."


@pytest.fixture
def chatting(real_index: Path) -> Iterator[subprocess.Popen[str]]:
    """A chat that has answered once."""
    command = [*COMMAND, "chat", "--index", str(real_index)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        # A job in the background of a script ignores interrupts, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("How many cranes has the port of Ellery?\n")
        process.stdin.flush()
        assert "nine cranes" in process.stdout.readline()
        yield process
        process.kill()


@pytest.mark.integration
def test_control_c_ends_a_chat_quietly(chatting: subprocess.Popen[str]) -> None:
    chatting.send_signal(signal.SIGINT)
    _, errors = chatting.communicate(timeout=60)
    assert chatting.returncode == 130
    assert errors.strip() == ""
