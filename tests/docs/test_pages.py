"""Everything that README.md and docs/ tell a reader to run is run, and says what they show."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import click
import pytest

from eval.cli import eval_group
from qa.cli.main import cli
from tests.docs.not_run import NOT_RUN, reason_of
from tests.docs.pages import PAGES, RUN, Block, blocks_of, inline_commands, is_as_shown
from tests.docs.walk import Walk

NEEDS = {
    "frameworks.md": ("langchain_core", "llama_index", "haystack"),
    "http-api.md": ("openai",),
}
COMMANDS = re.compile(r"^(citera|python|pip|curl|docker|export|uv|pipx) ", re.MULTILINE)


def to_run(page: Path) -> list[Block]:
    return [each for each in blocks_of(page) if each.language in RUN and reason_of(each) is None]


@pytest.mark.one_process
@pytest.mark.parametrize("page", [*filter(to_run, PAGES)], ids=lambda page: page.name)
def test_what_a_page_shows_is_what_happens(page: Path, walk: Walk) -> None:
    for package in NEEDS.get(page.name, ()):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"needs {package}")
    for block in to_run(page):
        walk.follow(block)


def test_what_is_not_run_is_there_and_shows_no_output() -> None:
    found = [each for page in PAGES for each in blocks_of(page) if reason_of(each) is not None]
    assert [str(each) for each in found if each.output is not None] == []
    assert len(found) == sum(map(len, NOT_RUN.values()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_hides_in_a_block_that_is_not_run(page: Path) -> None:
    hidden = [each for each in blocks_of(page) if each.language not in RUN]
    assert [str(each) for each in hidden if COMMANDS.search(each.text)] == []


def _is_name(word: str, of: click.Group) -> bool:
    """Whether it is meant as a command's; of the evaluation a set may stand there instead."""
    return word in eval_group.commands if of is eval_group else word[0].islower()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_named_in_the_text_is_one_with_these_options(page: Path) -> None:
    for line in inline_commands(page):
        _, *rest = shlex.split(line.replace("…", ""))
        command: click.Command = cli
        while isinstance(command, click.Group) and rest and _is_name(rest[0], command):
            named = command.get_command(click.Context(command), rest.pop(0))
            assert named is not None, line
            command = named
        if command is eval_group:  # `citera eval SET` is `citera eval run SET`
            command = eval_group.commands["run"]
        known = {option for each in command.params for option in each.opts} | {"--help"}
        assert {each for each in rest if re.match(r"--?[a-z]", each)} <= known, line


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        ("a b\n", "a\nb\n", True),
        ("a b", "a c", False),
        ("a b", "a b c", False),
        ("a … c", "a b\nb c", True),
        ("a … c", "a b", False),
        ('{"a": 1, …}', '{"a": 1, "b": 2}', True),
        ("a.c", "abc", False),
        ("", "a", False),
    ],
)
def test_what_drifts_is_told_from_what_does_not(shown: str, said: str, same: bool) -> None:
    assert is_as_shown(shown, said) is same
