"""The example notebook, run in a kernel as Jupyter runs it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.ipynb"
pytestmark = pytest.mark.integration


def shown(notebook: Any) -> list[list[str]]:
    """What each code cell shows, with 0 for every number: scores differ from machine to machine."""
    cells = [each for each in notebook["cells"] if each["cell_type"] == "code"]
    return [[without_numbers(output["data"]) for output in cell["outputs"]] for cell in cells]


def without_numbers(data: Any) -> str:
    seen = data.get("text/html", data["text/plain"])
    return re.sub(r"\d+(\.\d+)?", "0", seen)


def test_the_notebook_shows_what_it_shows_when_it_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbformat = pytest.importorskip("nbformat")
    client = pytest.importorskip("nbclient")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))  # not the user's settings and history
    kept = nbformat.read(NOTEBOOK, as_version=4)
    ran = nbformat.read(NOTEBOOK, as_version=4)
    client.NotebookClient(ran, timeout=600, kernel_name="python3").execute()
    assert shown(ran) == shown(kept)
