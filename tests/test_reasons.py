"""Every reason for which a file is left out has its Swedish."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import index
import qa
from index.parse_text import BINARY
from qa.web.reasons import reason_in

FOLDER = Path(index.__file__).parent
FILES = [*FOLDER.glob("parse*.py"), FOLDER / "load.py", Path(qa.__file__).parent / "uploads.py"]


def wording(node: ast.expr) -> str:
    """The text of a string or f-string, with 7 for each value in it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    return "".join(wording(each) if isinstance(each, ast.Constant) else "7" for each in node.values)


def reasons() -> Iterator[str]:
    """What the code gives to LoadError, and what index.load's `_refusal` returns."""
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "LoadError"
                and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
            ):
                yield wording(node.args[0])
            if isinstance(node, ast.FunctionDef) and node.name == "_refusal":
                returned = [each for each in ast.walk(node) if isinstance(each, ast.Return)]
                yield from (
                    wording(each.value)
                    for each in returned
                    if isinstance(each.value, ast.Constant | ast.JoinedStr)
                    and wording(each.value) != "None"
                )


REASONS = sorted({BINARY, *(each.removeprefix("7 ") for each in reasons())} - {"7"})


def test_there_are_as_many_reasons_as_expected() -> None:
    assert len(REASONS) > 20


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_said_in_swedish(reason: str) -> None:
    english = f"'it\\'s a.pdf' {reason}"
    swedish = reason_in("sv", english)
    assert swedish.startswith("'it\\'s a.pdf' ")
    assert swedish != english
    assert reason_in("en", english) == english
