"""`citera config`: each value and where it comes from, the strongest first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.configuration.schema import configuration_schema
from qa.settings import FIELDS
from tests.qa.cli.conftest import Citera

LLM = "http://127.0.0.1:11434/v1"
FILE = f"""
[settings]
hits = 2
overlap = 2
max_quotes = 2
llm = "{LLM}"
llm_model = "file"

[collections.letters]
docs = "letters"
overlap = 3
max_quotes = 3
llm_model = "collection"
"""


@pytest.fixture
def written(usual: Path) -> Path:
    """The user's file."""
    usual.parent.mkdir(parents=True)
    usual.write_text(FILE)
    return usual


def test_each_value_is_shown_with_what_gave_it(
    citera: Citera, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITERA_LLM_MODEL", "environment")
    asked = ("config", "--collection", "letters", "--setting", "max_quotes=4", "--reader", "off")
    told = json.loads(citera(*asked, "--json").out)
    assert (told["file"], told["exists"]) == (str(written), True)
    assert list(told["settings"]) == list(FIELDS)
    found = {name: (each["value"], each["from"]) for name, each in told["settings"].items()}
    general, letters = f"{written} [settings]", f"{written} [collections.letters]"
    assert {name: each for name, each in found.items() if each[1] != "default"} == {
        "reader": ("off", "command line"),
        "llm": (LLM, general),
        "llm_model": ("environment", "CITERA_LLM_MODEL"),
        "overlap": (3, letters),
        "hits": (2, general),
        "max_quotes": (4, "command line"),
    }
    lines = citera(*asked).out.splitlines()
    assert lines[0] == f"file: {written}"
    assert [line.split(maxsplit=2) for line in lines[1:]] == [
        [name, str(value), source] for name, (value, source) in found.items()
    ]


def test_the_command_line_takes_back_what_the_file_gives(citera: Citera, written: Path) -> None:
    told = json.loads(citera("config", "--llm", "", "--llm-model", "", "--json").out)["settings"]
    assert told["llm"] == {"value": None, "from": "command line"}
    assert "llm needs llm_model as well" in citera("config", "--llm-model", "").err


def test_another_file_is_read_where_one_is_named(
    citera: Citera, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("named", "environment"):
        (tmp_path / f"{name}.toml").write_text(f"[settings]\nmodel = '{name}'\n")
    monkeypatch.setenv("CITERA_CONFIG", str(tmp_path / "environment.toml"))
    told = json.loads(citera("config", "--json").out)
    assert told["settings"]["model"]["value"] == "environment"
    told = json.loads(citera("config", "--config", tmp_path / "named.toml", "--json").out)
    assert told["settings"]["model"]["value"] == "named"


def test_a_file_among_the_documents_decides_nothing(
    citera: Citera, usual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "citera.toml").write_text("[settings]\nhits = 2\n")
    monkeypatch.chdir(tmp_path)
    told = json.loads(citera("config", "--json").out)
    assert (told["exists"], told["settings"]["hits"]["from"]) == (False, "default")
    assert citera("config").out.startswith(f"file: {usual} (not there)\n")


def test_the_schema_is_printed(citera: Citera, usual: Path) -> None:
    assert json.loads(citera("config", "--schema").out) == configuration_schema()


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "x"),
        ("chat",),
        ("index", "."),
        ("info",),
        ("check",),
        ("verify", "citera.toml"),
        ("app",),
        ("serve",),
        ("mcp",),
        ("llm", "check"),
        ("eval", "run"),
        ("eval", "sweep", "--setting", "hits=1"),
        ("eval", "everyday"),
        ("config",),
        ("collections", "list"),
    ],
    ids=" ".join,
)
def test_every_command_tells_of_a_file_that_is_wrong(
    citera: Citera, written: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(written.parent)
    written.write_text("[settings]\nhit = 3\n")
    done = citera(*command)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"citera: in {str(written)!r}, [settings] has the unknown key 'hit'; did you mean hits?\n"
    )
