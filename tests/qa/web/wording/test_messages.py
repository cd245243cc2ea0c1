"""Every message that can reach the page has its Swedish, with the values in their places."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest

import qa
from index import errors as of_index
from index.errors import CiteraError, LoadError
from index.messages import Message
from qa import errors
from qa.library import uploads
from qa.web.wording.messages import catalogue, in_language
from qa.web.wording.page_strings import text
from tests.sources import calls_of

ROOT = Path(qa.__file__).parents[1]
OF_COMMANDS = (
    *(
        "qa/cli/",
        "qa/configuration/",
        "qa/library/people/users.py",
        "qa/settings.py",
        "index/cluster/",
    ),
    *("eval/cli.py", "eval/questions/datasets.py", "eval/sweep.py", "eval/bench/", "eval/fit/"),
    "index/embed/e5/export.py",
)
"""What they say is said in a terminal."""
PATTERNS = ("app.py", "index/**/*.py", "qa/**/*.py", "eval/**/*.py")
MADE = {
    *(name for module in (of_index, errors) for name in vars(module) if name.endswith("Error")),
    *("EngineError", "QuestionFileError", "EvidenceError", "Message"),
}
FORWARDING = {"{name!r} {reason}"}
"""Templates without a word."""
RENAMED = {"[Errno {number}] {reason}", "[Errno {number}] {reason}: {file!r}"}
"""Those whose Swedish leaves a value out."""
SWEDISH = catalogue("sv")


def template(call: ast.Call) -> str | None:
    """The template, where it stands in the call; else a message is passed on."""
    given = call.args[0]
    return str(given.value) if isinstance(given, ast.Constant) else None


def places(wording: str) -> set[tuple[str, str, str]]:
    """Each value's name, format and conversion."""
    parsed = Formatter().parse(wording)
    return {(name, spec or "", how or "") for _, name, spec, how in parsed if name is not None}


MADE_HERE = [
    (path.relative_to(ROOT).as_posix(), call)
    for pattern in PATTERNS
    for path in ROOT.glob(pattern)
    for call in calls_of(path, *MADE)
    if call.args
]
"""Where a message or an error with one is made."""
TEMPLATES = sorted(
    {
        wording
        for name, call in MADE_HERE
        if not name.startswith((*OF_COMMANDS, "app.py")) and (wording := template(call))
    }
    - FORWARDING
)


def test_there_are_as_many_messages_as_expected() -> None:
    assert len(TEMPLATES) > 110


def test_every_message_is_a_literal_with_named_values() -> None:
    for name, call in MADE_HERE:
        assert not isinstance(call.args[0], ast.JoinedStr), f"{name}:{call.lineno}"
        wording = template(call)
        if wording is not None and (call.keywords or places(wording)):
            given = {each.arg for each in call.keywords}
            assert {place for place, *_ in places(wording)} == given, f"{name}:{call.lineno}"


@pytest.mark.parametrize("wording", TEMPLATES)
def test_a_message_is_said_in_swedish(wording: str) -> None:
    assert SWEDISH[wording] != wording


def test_what_an_uploaded_file_may_be_is_said_in_swedish() -> None:
    kinds = {*uploads.EXPECTED.values(), *uploads.IN_ARCHIVES.values(), "an archive", "no text"}
    assert kinds - SWEDISH.keys() == set()


def test_every_template_has_the_values_of_its_swedish() -> None:
    differing = {each for each, swedish in SWEDISH.items() if places(each) != places(swedish)}
    assert differing == RENAMED


def test_reasons_within_reasons_are_said_too() -> None:
    denied = Message("cannot be read ({reason}); check its permissions",
                     reason=Message("Permission denied"))  # fmt: skip
    error = LoadError("{name!r} {reason}", name="it's a.pdf", reason=denied)
    assert in_language("sv", error) == (
        '"it\'s a.pdf" går inte att läsa (åtkomst nekad); se över behörigheten'
    )
    within = CiteraError("no document could be read: {reasons}", reasons=error)
    assert in_language("sv", within) == (
        'inget dokument gick att läsa: "it\'s a.pdf" går inte att läsa (åtkomst nekad); se över'
        " behörigheten"
    )
    assert in_language("en", within) == str(within)


@pytest.mark.parametrize("unknown", ["", "{}", "'a' says: {0}", "{name}"])
def test_what_is_not_known_stays_as_it_is(unknown: str) -> None:
    assert in_language("sv", CiteraError(unknown)) == unknown
    assert in_language("sv", ValueError(unknown)) == unknown


def test_errors_and_numbers_are_said_in_the_language_of_the_page() -> None:
    missing = CiteraError("there is no collection {name!r}.", name="a")
    assert text("sv", "failed", error=missing) == "Det gick inte: det finns ingen samling 'a'."
    full = OSError(28, "No space left on device", "/data/collection.json")
    assert (
        text("sv", "failed", error=full) == "Det gick inte: disken är full: '/data/collection.json'"
    )
    assert text("en", "passages_of", count=1_234_567) == "1,234,567 passages"
    assert text("sv", "passages_of", count=12_000) == "12\xa0000 stycken"
    assert text("sv", "passages_of", count=200) == "200 stycken"
