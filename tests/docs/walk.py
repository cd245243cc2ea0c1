"""What a reader does who follows a page from its first block to its last."""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
import subprocess
import sys
import tokenize
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qa.cli.main import main
from tests.docs.pages import Block, is_as_shown

REFUSED = ("What is the population of Norway?",)
"""Questions of the pages that are refused: a command that asks one exits with 1."""
_SHELL = re.compile(r"[|&;<>$~]")
_COMMENT = re.compile(r"\s+#.*")
_RESULT = "# → "


@dataclass
class Walk:
    """The blocks of a page, run one after the other in the same folder and the same program.

    `servers`: what to start for an address that a page shows; it gives the address there is.
    """

    servers: Mapping[str, Callable[[], str]]

    def __post_init__(self) -> None:
        """Begin with nothing but what the page says."""
        self._names: dict[str, Any] = {}

    def follow(self, block: Block) -> None:
        """Run a block; what it says has to be what the page shows."""
        addresses = {shown: start() for shown, start in self.servers.items() if shown in block.text}
        text = _replaced(block.text, addresses)
        said = self._program(block, text) if block.language == "python" else _commands(text)
        said = _replaced(said, {there: shown for shown, there in addresses.items()})
        if block.output is not None:
            _compare(block, block.output, said)

    def _program(self, block: Block, text: str) -> str:
        """What a program prints; each result that a comment `# → …` tells is compared with it."""
        shown, printed = dict(_results(text)), io.StringIO()
        with redirect_stdout(printed):
            for statement in ast.parse(text).body:
                result = shown.pop(statement.end_lineno or 0, None)
                if result is None:
                    module = ast.Module([statement], [])
                    exec(compile(module, block.page.name, "exec"), self._names)
                    continue
                assert isinstance(statement, ast.Expr), f"{block}: {result} is of no expression"
                expression = ast.Expression(statement.value)
                value = eval(compile(expression, block.page.name, "eval"), self._names)
                _compare(block, result, repr(value))
        assert not shown, f"{block}: {shown} stands at no statement's end"
        return printed.getvalue()


def _compare(block: Block, shown: str, said: str) -> None:
    """Hold what was said against what the page shows, or have the page show it."""
    if not is_as_shown(shown, said) and "CITERA_WRITE_SHOWN" in os.environ:
        page = block.page.read_text("utf-8")
        before, rest = page[: page.index(block.text)], page[page.index(block.text) :]
        block.page.write_text(before + rest.replace(shown, said, 1), "utf-8")
        return
    assert is_as_shown(shown, said), f"{block} says:\n{said}"


def _results(program: str) -> Iterator[tuple[int, str]]:
    """The results that comments of a program tell, by line."""
    for token in tokenize.generate_tokens(io.StringIO(program).readline):
        if token.type == tokenize.COMMENT and token.string.startswith(_RESULT):
            yield token.start[0], token.string.removeprefix(_RESULT)


def _commands(text: str) -> str:
    """What commands print: each of Citera's alone in this process, all else by a shell."""
    lines = [_COMMENT.sub("", line) for line in text.splitlines()]
    if all(line.startswith("citera ") and not _SHELL.search(line) for line in lines):
        return "".join(map(run_command, lines))
    run = subprocess.run(["sh", "-ec", text], capture_output=True, text=True, timeout=300)
    assert (run.returncode, run.stderr) == (0, ""), f"{text}{run.stdout}{run.stderr}"
    return run.stdout


def run_command(line: str) -> str:
    """What one of Citera's commands prints in this process."""
    said, errors = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(errors):
        patch.setattr(sys, "argv", shlex.split(line))
        patch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as exited:
            main()
    refused = any(question in line for question in REFUSED)
    assert (exited.value.code or 0, errors.getvalue()) == (int(refused), ""), line
    return said.getvalue()


def programs_on_path(folder: Path) -> str:
    """A PATH on which `citera` and `python` are those of this process."""
    for name, command in (
        ("citera", f'"{sys.executable}" -m qa'),
        ("python", f'"{sys.executable}"'),
    ):
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        program.chmod(0o755)
    return os.pathsep.join([str(folder), os.environ["PATH"]])


def _replaced(text: str, by: Mapping[str, str]) -> str:
    for old, new in by.items():
        text = text.replace(old, new)
    return text
