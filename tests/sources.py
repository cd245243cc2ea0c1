"""The syntax trees of our own modules, for tests of how they are written."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree_of(path: Path) -> ast.Module:
    """The tree of the module there."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of that tree."""
    return tuple(ast.walk(tree_of(path)))


def calls_of(path: Path, *names: str) -> list[ast.Call]:
    """The calls of functions of these names, but for methods; files without any are not parsed."""
    text = path.read_text("utf-8")
    if not any(name in text for name in names):
        return []
    calls = (node for node in nodes_of(path) if isinstance(node, ast.Call))
    return [call for call in calls if getattr(call.func, "id", "") in names]
