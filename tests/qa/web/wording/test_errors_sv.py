"""Every message that can reach the page has its Swedish, with the values in their places."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa
from index import errors as of_index
from index.errors import CiteraError
from qa import errors
from qa.web.wording.errors_sv import LONGEST, SWEDISH, reason_in
from qa.web.wording.labels import text

ROOT = Path(qa.__file__).parents[1]
OF_COMMANDS = {
    *("qa/cli/commands.py", "qa/library/users.py", "qa/settings.py", "index/embed/e5/export.py"),
    *("eval/cli.py", "eval/datasets.py", "eval/sweep.py", "eval/bench/load.py"),
}
"""What they say is said in a terminal."""
PATTERNS = ("index/**/*.py", "qa/**/*.py", "eval/*.py")
FILES = {path.relative_to(ROOT).as_posix(): path for each in PATTERNS
         for path in ROOT.glob(each)}  # fmt: skip
RAISED = {
    *(name for module in (of_index, errors) for name in vars(module) if name.endswith("Error")),
    *("EngineError", "QuestionFileError", "EvidenceError"),
}
REFUSALS = {"_refusal", "refusal_of"}
FORWARDED = {"", "{}", "{} {}"}
"""Templates that only pass on another message."""


def template(node: ast.expr) -> str | None:
    """The text of a string or f-string, with {} for each value in it."""
    if isinstance(node, ast.JoinedStr):
        return "".join(template(each) or "{}" for each in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def messages(tree: ast.AST) -> Iterator[str | None]:
    """What the code gives to an error, and what functions called after refusals take and return."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", "")
            if name in RAISED or name in REFUSALS:
                yield template(node.args[-1])
        if isinstance(node, ast.FunctionDef) and node.name in REFUSALS:
            returned = (each.value for each in ast.walk(node) if isinstance(each, ast.Return))
            yield from (template(each) for each in returned if each)


MESSAGES = sorted(
    {
        message
        for name, path in FILES.items()
        if name not in OF_COMMANDS
        for message in messages(ast.parse(path.read_text("utf-8")))
        if message
    }
    - FORWARDED
)


def test_there_are_as_many_messages_as_expected() -> None:
    assert len(MESSAGES) > 60


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_is_said_in_swedish(message: str) -> None:
    places = message.count("{}")
    values = [repr(f"value{number}") for number in range(places)]
    english = message.format(*values)
    swedish = reason_in("sv", english)
    assert swedish != english
    assert [each for each in values if each not in swedish] == []
    assert reason_in("en", english) == english


def test_every_text_has_the_places_of_its_swedish() -> None:
    renumbered = {"[Errno {}] {}: {}"}
    differing = {
        each for each, swedish in SWEDISH.items() if each.count("{}") != swedish.count("{}")
    }
    assert differing == renumbered


def test_the_name_of_a_file_and_reasons_within_reasons_are_said_too() -> None:
    assert reason_in(
        "sv", "'it\\'s a.pdf' cannot be read (Permission denied); check its permissions"
    ) == ("'it\\'s a.pdf' går inte att läsa (åtkomst nekad); se över behörigheten")
    nested = (
        'no document could be read: "b.pdf" is protected by a password; save a copy without one'
    )
    assert reason_in("sv", nested) == (
        'inget dokument gick att läsa: "b.pdf" är skyddad med lösenord; spara en kopia utan'
    )


@pytest.mark.parametrize("unknown", ["", "{}", "'a' says: {0}", "cannot be read (" * 10_000])
def test_what_is_not_known_stays_as_it_is(unknown: str) -> None:
    assert reason_in("sv", unknown) == unknown


def test_a_message_of_any_length_is_said_in_time() -> None:
    nested = "cannot be read (" * (LONGEST // 40) + ")" * (LONGEST // 40)
    assert reason_in("sv", f"'a' {nested}").startswith("'a' ")


def test_errors_and_numbers_are_said_in_the_language_of_the_page() -> None:
    assert text("sv", "failed", error=CiteraError("there is no collection 'a'.")) == (
        "Det gick inte: det finns ingen samling 'a'."
    )
    full = OSError(28, "No space left on device", "/data/collection.json")
    assert (
        text("sv", "failed", error=full) == "Det gick inte: disken är full: '/data/collection.json'"
    )
    assert text("en", "passages_of", count=1_234_567) == "1,234,567 passages"
    assert text("sv", "passages_of", count=12_000) == "12\xa0000 stycken"
    assert text("sv", "passages_of", count=200) == "200 stycken"
