"""The `citera` command: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import click
import pytest

from eval.cli import eval_group
from eval.questions import EXAMPLE
from index.load import find_files, load_file
from qa import Assistant, Citation, Settings
from qa.answerer import LONGEST_QUESTION
from qa.cli.commands import _place, cli, main
from qa.library.cache import index_dir_for, sample_corpus
from tests.fakes import HashedWordsEmbedder, sample_documents
from tests.qa.test_terminal import UNSAFE

EAGER = ("--setting", "least_confidence=0")
REFUSING = ("--setting", "least_confidence=1")
QUESTION = "For how many weeks may a telescope be kept?"


pytestmark = pytest.mark.usefixtures("few_resamples")


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    status: object
    out: str
    err: str


Citera = Callable[..., Done]


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> HashedWordsEmbedder:
    """Stands in for the bundled model."""
    fake = HashedWordsEmbedder()
    monkeypatch.setattr("index.embed.protocol.default_embedder", lambda: fake)
    return fake


@pytest.fixture
def citera(
    embedder: HashedWordsEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Citera:
    """Runs the command in this process, as its entry point does."""

    def run(*arguments: object, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["citera", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", StringIO(stdin))
        with pytest.raises(SystemExit) as exited:
            main()
        return Done(exited.value.code or 0, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small documents in two languages."""
    folder = tmp_path_factory.mktemp("documents")
    for document in sample_documents():
        path = folder / document.id
        path.parent.mkdir(exist_ok=True)
        path.write_text(document.text, encoding="utf-8")
    return folder


@pytest.fixture
def saved(citera: Citera, docs: Path, tmp_path: Path) -> Path:
    """An index of the documents."""
    assert citera("index", docs, "--out", tmp_path / "saved").status == 0
    return tmp_path / "saved"


@pytest.mark.one_process
def test_a_reranker_that_is_not_there_is_one_line(citera: Citera, saved: Path) -> None:
    done = citera("ask", "cameras?", "--index", saved, "--reranker", "/no/such/reranker")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("citera: cannot load the cross-encoder '/no/such/reranker'")
    assert done.err.count("\n") == 1


# Help.


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
        "app ask chat check eval export-model feedback index info inspect search user".split()
    )
    assert listed >= set(COMMANDS) == set(commands)


def test_without_a_command_the_help_is_shown_as_an_error(citera: Citera) -> None:
    done = citera()
    assert (done.status, done.out) == (2, "")
    assert "Usage: citera" in done.err


# What each command does.


def test_an_answer_is_printed_with_its_places(citera: Citera, docs: Path) -> None:
    done = citera("ask", QUESTION, "--docs", docs, *EAGER)
    assert (done.status, done.err) == (0, "")
    answer, place = done.out.splitlines()
    assert answer.endswith("“A telescope may be kept for two weeks.” [1]")
    text = (docs / "library.txt").read_text("utf-8")
    start = text.index("A telescope")
    assert place == f"  [1] library.txt:{start}-{start + 38}"


def test_a_page_is_named(citera: Citera) -> None:
    pdf = sample_corpus() / "briefings" / "belgrade-briefing.pdf"
    done = citera("ask", "How many cameras are there in Belgrade?", "--docs", pdf, *EAGER)
    assert re.search(r"belgrade-briefing\.pdf:\d+-\d+, p\. [12]\n", done.out)


def test_a_quote_of_a_scan_is_marked() -> None:
    citation = Citation(1, "a.pdf", "A", "Yes.", 3, 7, "en", 2, 0.5, scanned=0.92)
    assert _place(citation) == "a.pdf:3-7, p. 2, scanned"


def test_a_refusal_exits_with_1_and_shows_the_three_nearest_sentences(
    citera: Citera, docs: Path
) -> None:
    done = citera("ask", QUESTION, "--docs", docs, *REFUSING)
    assert (done.status, done.err) == (1, "")
    refusal, *nearest = done.out.splitlines()
    assert refusal == "I found no answer to that in the documents."
    assert len(nearest) == 3
    assert re.fullmatch(r"  - library\.txt:\d+-\d+: A telescope may .+\.", nearest[0])


def test_json_holds_quotes_that_stand_in_their_documents(citera: Citera, docs: Path) -> None:
    settings = (*EAGER, "--setting", "quote_margin=1")
    done = citera("ask", "When were cameras mounted?", "--docs", docs, "--json", *settings)
    assert done.status == 0
    answer = json.loads(done.out)
    assert len(answer["citations"]) > 1
    for citation in answer["citations"]:
        text = (docs / citation["document_id"]).read_text("utf-8")
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["text"]


def test_a_refusal_is_json_too(citera: Citera, docs: Path) -> None:
    done = citera("ask", QUESTION, "--docs", docs, "--json", *REFUSING)
    answer = json.loads(done.out)
    assert (done.status, answer["answered"], answer["citations"]) == (1, False, [])
    assert answer["hits"][0]["passage"]["document_id"] == "library.txt"


def test_search_shows_places_and_texts(citera: Citera, docs: Path) -> None:
    done = citera("search", "telescopes and books", "--docs", docs, "-k", 2)
    assert (done.status, done.err) == (0, "")
    place, text, *_ = lines = done.out.splitlines()
    assert len(lines) == 4
    assert place.split()[1].startswith("library.txt:")
    assert text.startswith("    The library lends books and telescopes. ")


def test_search_as_json_holds_the_passages_verbatim(citera: Citera, docs: Path) -> None:
    hits = json.loads(citera("search", "cameras", "--docs", docs, "--json").out)
    assert len(hits) == 4
    for hit in hits:
        text = (docs / hit["passage"]["document_id"]).read_text("utf-8")
        assert text[hit["passage"]["start"] : hit["passage"]["end"]] == hit["text"]


def test_an_index_is_made_kept_and_asked(
    citera: Citera, embedder: HashedWordsEmbedder, docs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "index"
    done = citera("index", docs, "--out", out)
    assert done == Done(0, f"3 documents indexed in {out}\n", "")
    embedder.embedded.clear()
    assert citera("index", docs, "--out", out).status == 0
    assert citera("ask", QUESTION, "--index", out, *EAGER).status == 0
    assert embedder.embedded == []


def test_documents_and_their_index_in_the_cache_give_the_same(
    citera: Citera, embedder: HashedWordsEmbedder, docs: Path
) -> None:
    folder = index_dir_for(docs, Settings())
    assert citera("index", docs).out == f"3 documents indexed in {folder}\n"
    embedder.embedded.clear()
    by_documents = citera("search", "cameras", "--docs", docs)
    assert embedder.embedded == []
    assert citera("search", "cameras", "--index", folder) == by_documents


def test_files_left_out_are_named_and_make_the_index_incomplete(
    citera: Citera, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("One camera.")
    (tmp_path / "b.exe").write_text("x")
    (tmp_path / "c.txt").touch()
    done = citera("index", tmp_path)
    assert done.status == 1
    assert done.out.startswith("1 documents indexed in ")
    first, second = done.err.splitlines()
    assert first.startswith("citera: left out 'b.exe' is not of a format")
    assert second.startswith("citera: left out 'c.txt' is empty")
    assert citera("ask", "How many cameras?", "--docs", tmp_path, *EAGER).status == 0


def test_options_choose_which_files_are_indexed_and_what_they_may_take(
    citera: Citera, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.md", "c.htm", "drafts/d.txt"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("One camera.")
    (tmp_path / "docs" / "big.txt").write_bytes(b"camera " * 150_000)
    globs = ("--include", "*.txt", "--include", "*.md", "--exclude", "drafts")
    limits = ("--max-megabytes", "1", "--parse-seconds", "9", "--parse-megabytes", "600")
    done = citera("index", tmp_path / "docs", "--out", tmp_path / "out", *globs, *limits)
    assert done.status == 1
    assert done.err.startswith("citera: left out 'big.txt' has 1,050,000 bytes, over the limit")
    described = citera("info", "--index", tmp_path / "out").out.splitlines()
    assert [line.split()[0] for line in described[:3]] == ["a.txt", "b.md", "documents:"]
    refused = citera("index", tmp_path / "docs", "--parse-seconds", "0")
    assert refused.status == 2
    assert "parse_seconds is 0; it must be a number of type int from 1 to 86400" in refused.err


def test_info_names_the_documents_and_counts_the_rest(citera: Citera, saved: Path) -> None:
    done = citera("info", "--index", saved)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:3] == [
        "harbour.md  en  2020  Harbour News  Cameras in the harbour",
        "library.txt  en  The library",
        "svenska/hamnen.txt  sv  Kameror i hamnen",
    ]
    assert {"documents: 3", "languages: en, sv", "embedder: tests/hashed-words"} < set(lines)


def test_check_reads_every_byte(citera: Citera, saved: Path) -> None:
    assert citera("check", "--index", saved) == Done(0, f"0 damaged files in {saved}\n", "")
    altered = next(saved.rglob("sentences"))
    data = bytearray(altered.read_bytes())
    data[-1] ^= 1
    altered.write_bytes(data)
    done = citera("check", "--index", saved)
    assert done.status == 1
    assert done.out.splitlines() == [
        f"{altered.parent.name}/sentences: was altered after it was written",
        f"1 damaged files in {saved}",
    ]


def test_chat_answers_line_after_line_and_understands_what_leans(
    citera: Citera, saved: Path
) -> None:
    lines = f"Does the library lend a telescope?\n\nAnd for how long?\n{'x' * 3_000}\nVad då?"
    done = citera("chat", "--index", saved, *EAGER, stdin=lines)
    assert done.status == 0
    places = [line.split()[1] for line in done.out.splitlines() if line.startswith("  [1]")]
    assert len(places) == 3
    assert all(place.startswith("library.txt:") for place in places[:2])
    assert done.err == (
        f"citera: the question has 3,000 characters; ask in at most {LONGEST_QUESTION:,}.\n"
    )
    understood = "Understood as: Does the library lend a telescope — and for how long?"
    assert [line for line in done.out.splitlines() if line.startswith("Under")] == [understood]
    alone = citera("chat", "--index", saved, *EAGER, stdin="And for how long?\n")
    assert alone.out not in done.out


def test_chat_without_a_line_ends_well(citera: Citera, saved: Path) -> None:
    assert citera("chat", "--index", saved) == Done(0, "", "")


def question_set(folder: Path) -> Path:
    """Two questions about the small documents: one that they answer and one that they do not."""
    answerable = EXAMPLE | {
        "question": QUESTION,
        "kind": "same-language",
        "evidence_language": "en",
        "answers": [["two weeks"]],
        "evidence": [
            {"document": "library.txt", "quote": "A telescope may be kept for two weeks."}
        ],
        "history": [],
        "standalone": "",
    }
    unanswerable = EXAMPLE | {
        "id": "harbour-002",
        "question": "Who won the 2018 World Cup?",
        "kind": "near miss",
        "evidence_language": None,
        "answers": [],
        "evidence": [],
        "history": [],
        "standalone": "",
    }
    path = folder / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, [answerable, unanswerable])))
    return path


def test_eval_asks_a_set_of_ones_own_and_writes_the_run(
    citera: Citera, saved: Path, tmp_path: Path
) -> None:
    arguments = ("--index", saved, "--split", "all", "--out", tmp_path / "run", *EAGER)
    done = citera("eval", question_set(tmp_path), *arguments)
    assert (done.status, done.err) == (0, "")
    assert "Questions: 1 of split report, 1 of split tune; commit" in " ".join(done.out.split())
    assert "harbour-002 (near miss): answered, though the documents hold no answer" in done.out
    results = (tmp_path / "run" / "results.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["metrics"]["verbatim"] for line in results] == [1, 1]
    summary = json.loads((tmp_path / "run" / "summary.json").read_text("utf-8"))
    assert summary["measured"]["settings"] == asdict(Settings(least_confidence=0))


@pytest.fixture
def finished(citera: Citera, saved: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two runs over the same questions; the second refused them all."""
    runs = (tmp_path / "eager", tmp_path / "refusing")
    for run, settings in zip(runs, (EAGER, REFUSING), strict=True):
        arguments = ("--index", saved, "--split", "all", "--out", run, *settings)
        assert citera("eval", question_set(tmp_path), *arguments).status == 0
    return runs


def test_a_run_is_reported_again_as_it_was_printed(
    citera: Citera, saved: Path, tmp_path: Path
) -> None:
    arguments = ("--index", saved, "--split", "all", "--out", tmp_path / "run", *EAGER)
    printed = citera("eval", question_set(tmp_path), *arguments).out
    again = citera("eval", "report", tmp_path / "run")
    assert (again.status, again.err) == (0, "")
    assert again.out.strip()
    assert printed.endswith(again.out)


def test_the_page_of_a_run_is_written_to_its_folder(
    citera: Citera, finished: tuple[Path, Path]
) -> None:
    done = citera("eval", "report", finished[0], "--html")
    assert (done.status, done.out) == (0, f"{finished[0] / 'report.html'}\n")
    assert "harbour-002" in (finished[0] / "report.html").read_text("utf-8")


def test_two_runs_are_compared(citera: Citera, finished: tuple[Path, Path]) -> None:
    done = citera("eval", "compare", *finished)
    assert (done.status, done.err) == (0, "")
    said = " ".join(done.out.split())
    assert said.index("harbour-001") < said.index("harbour-002")  # the worse first


def test_a_sweep_measures_the_best_settings_on_the_other_half(
    citera: Citera, docs: Path, tmp_path: Path
) -> None:
    grid = ("--setting", "least_confidence=0,1", "--setting", "max_tokens=100")
    done = citera("eval", "sweep", question_set(tmp_path), "--docs", docs, *grid)
    assert (done.status, done.err) == (0, "")
    assert "least_confidence=1" in done.out
    assert "report" in done.out


def test_a_sweep_over_a_saved_index_cannot_change_how_it_was_split(
    citera: Citera, saved: Path, tmp_path: Path
) -> None:
    grid = ("--setting", "max_tokens=100")
    done = citera("eval", "sweep", question_set(tmp_path), "--index", saved, *grid)
    assert (done.status, done.out) == (2, "")
    assert "give --docs instead" in done.err


def test_a_borrowed_set_is_converted(citera: Citera, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    page = {"id": "a", "title": "Quay", "text": "The quay has nine cranes.", "lang": "en"}
    asked = {"id": "q", "question": "How many cranes?", "lang": "en", "doc_ids": ["a"]}
    (source / "corpus.jsonl").write_text(json.dumps(page))
    (source / "questions.jsonl").write_text(json.dumps(asked | {"answers": ["nine"]}))
    out = tmp_path / "out"
    assert citera("eval", "convert", "swequad", source, out).out == f"1 questions in {out}\n"
    arguments = ("--docs", out / "documents", "--split", "all", *EAGER)
    done = citera("eval", out / "questions.jsonl", *arguments)
    assert "0 of 1 questions failed" in done.out


def test_app_serves_the_documents_at_the_address_given(
    citera: Citera, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Any] = []
    monkeypatch.setattr(
        "app.launch",
        lambda library, collection, **options: served.append((collection.assistant.facts, options)),
    )
    data = ("--data", tmp_path / "data")
    assert citera("app", docs, "--port", 0, "--host", "127.0.0.2", *data).status == 0
    ((facts, options),) = served
    assert facts["documents"] == 3
    address = {"host": "127.0.0.2", "port": 0}
    assert options == address | {"users": None, "mcp": False, "open_page": False}


def test_export_of_the_model_says_where_it_is_and_needs_a_folder_of_its_own(
    citera: Citera, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    done = citera("export-model", tmp_path)
    assert (done.status, done.out) == (2, "")
    assert "name a new or empty folder" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    monkeypatch.setattr("index.embed.e5.export._tensors", lambda blob: {})
    out = tmp_path / "model"
    assert citera("export-model", out) == Done(0, f"the bundled model is in {out}\n", "")
    assert (out / "modules.json").is_file()


# Errors.

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
    "nothing to index": (("index", "empty"), "there is no file in it"),
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


def test_a_folder_of_ones_own_is_left_as_it_was(citera: Citera, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    assert citera("index", docs, "--out", tmp_path).status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


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


# What a document may do to a terminal: nothing.

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


# The real thing, in a process of its own.

COMMAND = [sys.executable, "-c", "from qa.cli.commands import main; main()"]


@pytest.fixture(scope="module")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sentences, indexed with the embedder that ships."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "port.txt").write_text("The port of Ellery has nine cranes. It opened in 1911.\n")
    Assistant.from_documents(folder / "port.txt", index_dir=folder / "index")
    return folder / "index"


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


def test_control_c_ends_a_chat_quietly(chatting: subprocess.Popen[str]) -> None:
    chatting.send_signal(signal.SIGINT)
    _, errors = chatting.communicate(timeout=60)
    assert chatting.returncode == 130
    assert errors.strip() == ""


# Keeping an index.


@pytest.fixture
def folder(docs: Path, tmp_path: Path) -> Path:
    """A copy of the documents that a test may change."""
    return Path(shutil.copytree(docs, tmp_path / "documents"))


def test_a_dry_run_says_what_would_happen_and_does_nothing(
    citera: Citera, embedder: HashedWordsEmbedder, folder: Path, saved: Path
) -> None:
    before = {path: path.read_bytes() for path in saved.rglob("*") if path.is_file()}
    (folder / "library.txt").unlink()
    (folder / "harbour.md").write_text("# Harbour\n\nDivers came.")
    (folder / "new\n.txt").write_text("Divers left.")
    (folder / "empty.txt").touch()
    embedder.embedded.clear()
    done = citera("index", folder, "--out", saved, "--dry-run")
    assert done.out.splitlines() == [
        r"added 'new\n.txt'",
        "changed 'harbour.md'",
        "removed 'library.txt'",
        "1 to add, 1 to change, 1 to remove, 1 left out",
    ]
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "'empty.txt' is empty" in done.err
    assert embedder.embedded == []
    assert {path: path.read_bytes() for path in saved.rglob("*") if path.is_file()} == before


def test_a_dry_run_where_there_is_no_index_makes_none(
    citera: Citera, folder: Path, tmp_path: Path
) -> None:
    done = citera("index", folder, "--out", tmp_path / "none", "--dry-run")
    assert done.out.endswith("\n3 to add, 0 to change, 0 to remove, 0 left out\n")
    assert not (tmp_path / "none").exists()


def test_compaction_gives_back_what_was_deleted(
    citera: Citera, folder: Path, tmp_path: Path
) -> None:
    def size() -> int:
        files = (path for path in (tmp_path / "index").rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files)

    for number in range(9):
        (folder / f"{number}.txt").write_text(f"Pier {number} has cranes. " * 20)
    index = ("index", folder, "--out", tmp_path / "index")
    citera(*index)
    (folder / "3.txt").unlink()
    citera(*index)
    before = size()
    assert citera(*index, "--compact").status == 0
    assert size() < before - 500
    assert citera("check", "--index", tmp_path / "index").status == 0


def test_watching_brings_the_index_up_to_date_and_survives_a_folder_that_is_away(
    citera: Citera, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "away"
    steps: list[Callable[[], object]] = [
        lambda: (folder / "new.txt").write_text("Divers came."),
        lambda: (folder / "empty.txt").touch(),
        lambda: folder.rename(away),
        lambda: None,
        lambda: away.rename(folder),
        lambda: (folder / "new.txt").unlink(),
    ]

    def step(seconds: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr("qa.cli.commands.sleep", step)
    done = citera("index", folder, "--out", tmp_path / "index", "--watch")
    assert done.status == 130
    assert done.out.splitlines()[1:] == ["added 'new.txt'", "removed 'new.txt'"]
    left_out, missing = filter(None, done.err.splitlines())
    assert "'empty.txt' is empty" in left_out
    assert "does not exist" in missing


@pytest.mark.parametrize("name", ["sentences", "en.faiss", "tables", "manifest.json"])
def test_check_repairs_what_is_damaged_and_keeps_what_is_not(
    citera: Citera, embedder: HashedWordsEmbedder, docs: Path, saved: Path, name: str
) -> None:
    path = next(saved.rglob(name))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    everything = len(embedder.embedded)
    embedder.embedded.clear()
    assert citera("check", "--index", saved).status == 1
    done = citera("check", "--index", saved, "--docs", docs, "--repair")
    first, *_, last = done.out.splitlines()
    assert name in first
    assert (done.status, last) == (0, "0 damaged files after the repair")
    assert 0 < len(embedder.embedded) <= everything
    whole = name in ("tables", "manifest.json")
    assert (len(embedder.embedded) == everything) is whole
    assert citera("check", "--index", saved) == Done(0, f"0 damaged files in {saved}\n", "")
    assert citera("ask", QUESTION, "--index", saved, *EAGER).status == 0


def test_a_repair_needs_the_documents(citera: Citera, saved: Path) -> None:
    done = citera("check", "--index", saved, "--repair")
    assert (done.status, done.out) == (2, "")
    assert "--docs" in done.err
