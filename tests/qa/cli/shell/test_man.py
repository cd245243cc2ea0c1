"""The manual page has every command and option, and is troff that says just that."""

from __future__ import annotations

import re
import shutil
import subprocess

import click
import pytest

from eval.cli import eval_group
from qa.cli.main import cli
from qa.cli.shell.man import _escaped
from tests.qa.cli.conftest import Citera

REQUESTS = {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".BR", ".ad", ".nh"}


def test_every_command_is_in_it_with_every_option(citera: Citera) -> None:
    page = citera("man").out.replace(r"\-", "-")
    for name in cli.list_commands(click.Context(cli)):
        assert f"\n.SS\ncitera {name}" in page, name
    for command in eval_group.commands.values():
        assert f"\n.SS\ncitera eval {command.name} [OPTIONS]" in page
        for parameter in command.params:
            assert isinstance(parameter, click.Argument) or parameter.opts[0] in page


def test_all_that_begins_as_a_request_is_one(citera: Citera) -> None:
    lines = citera("man").out.splitlines()
    assert {line.split()[0] for line in lines if line.startswith((".", "'"))} == REQUESTS


@pytest.mark.parametrize(
    ("text", "shown"),
    [(".B x", r"\&.B x"), ("'x'", r"\&'x'"), (r"a\fBb", r"a\efBb"), ("a-b\n.c", r"a\-b .c")],
)
def test_text_is_shown_to_the_letter(text: str, shown: str) -> None:
    assert _escaped(text) == shown


@pytest.mark.integration
def test_groff_has_nothing_to_say_against_it(citera: Citera) -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    page = citera("man").out
    command = ["groff", "-ww", "-Wbreak", "-man", "-Tutf8", "-Kutf8"]
    done = subprocess.run(command, input=page, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    plain = re.sub(r".\x08|\x1b\[\d*m", "", done.stdout)  # in bold
    assert "--collection NAME" in plain
    assert "CITERA_CONFIG" in plain
