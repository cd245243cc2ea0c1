"""Shells complete commands, options and collections."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from eval.cli import eval_group
from qa.cli.main import cli
from qa.cli.shell.completion import SHELLS
from tests.qa.cli.conftest import Citera


def completed(*words: str) -> list[str]:
    *args, begun = words
    found = BashComplete(cli, {}, "citera", "_CITERA_COMPLETE").get_completions(args, begun)
    return [each.value for each in found]


def test_commands_and_options_are_completed() -> None:
    assert completed("co") == ["collections", "completion", "config"]
    assert completed("eval", "") == sorted(eval_group.commands)
    assert "--split" in completed("eval", "own.jsonl", "--s")
    assert completed("ask", "--col") == ["--collection"]
    assert completed("completion", "z") == ["zsh"]


def test_collections_are_completed_from_the_file_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert completed("ask", "--collection", "") == []
    (tmp_path / "citera").mkdir()
    (tmp_path / "citera" / "citera.toml").write_text(
        "[collections.minutes]\ndocs = 'x'\n[collections.reports]\ndocs = 'x'\n"
    )
    assert completed("ask", "--collection", "") == ["minutes", "reports"]
    assert completed("ask", "x", "--collection", "re") == ["reports"]
    assert completed("collections", "remove", "m") == ["minutes"]
    other = tmp_path / "other.toml"
    other.write_text("[collections.rest]\ndocs = 'x'\n")
    assert completed("ask", "--config", str(other), "--collection", "re") == ["rest"]
    other.write_text("[settings]\nhit = 3\n")
    assert completed("ask", "--config", str(other), "--collection", "re") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_for_each_shell_is_printed(citera: Citera, shell: str) -> None:
    done = citera("completion", shell)
    assert done.status == 0
    assert f"_CITERA_COMPLETE={shell}_complete" in done.out


IN_BASH = (
    "source SCRIPT; complete -p citera; COMP_WORDS=(citera colle); COMP_CWORD=1;"
    ' _citera_completion citera; echo "${COMPREPLY[*]}"'
)
# Without a terminal nothing asks zsh to complete; what would show completions prints them here.
IN_ZSH = (
    "autoload -Uz compinit; compinit -u -D; source SCRIPT; print -r -- $_comps[citera];"
    ' _describe() { eval "print -rl -- \\"\\${(@)$3%%:*}\\"" };'
    " words=(citera colle); CURRENT=2; _citera_completion"
)
IN_FISH = "source SCRIPT; complete --do-complete 'citera colle'"


@pytest.mark.integration
@pytest.mark.parametrize(
    ("shell", "asked", "said"),
    [
        (("bash", "-c"), IN_BASH, "complete -o nosort -F _citera_completion citera\ncollections\n"),
        (("zsh", "-f", "-c"), IN_ZSH, "_citera_completion\ncollections\n"),
        (("fish", "--no-config", "-c"), IN_FISH, "collections\tFolders by name\n"),
    ],
    ids=SHELLS,
)
def test_the_shell_completes_by_the_script(
    citera: Citera, tmp_path: Path, shell: tuple[str, ...], asked: str, said: str
) -> None:
    name, *_ = shell
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    script = tmp_path / "script"
    script.write_text(citera("completion", name).out)
    command = tmp_path / "bin" / "citera"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qa "$@"\n')
    command.chmod(0o755)
    path = os.pathsep.join([str(command.parent), os.environ["PATH"]])
    root = Path(__file__).parents[4]
    done = subprocess.run(
        [*shell, asked.replace("SCRIPT", str(script))],
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(root), "HOME": str(tmp_path)},
    )
    assert (done.stdout, done.stderr) == (said, "")
