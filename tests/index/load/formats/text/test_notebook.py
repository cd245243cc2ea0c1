"""Notebooks: what is written in them, their code, and what it printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.text import notebook
from index.load.formats.text.notebook import parse_notebook

Read = Callable[..., Extracted]
TABLE = "<div><table><thead><tr><th>Längd</th><th>Pris</th></tr></thead><tbody>" + "".join(
    f"<tr><td>{length} m</td><td>{price}</td></tr></tbody></table></div>"
    for length, price in [(8, 210)]
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(*cells: dict[str, Any], **fields: Any) -> Extracted:
        path = tmp_path / "a.ipynb"
        path.write_text(json.dumps({"cells": cells, "nbformat": 4, **fields}), "utf-8")
        return parse_notebook(path)

    return read


def written(*lines: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": list(lines)}


def code(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": outputs}


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def result(**data: str) -> dict[str, Any]:
    forms = {kind.replace("_", "/"): text for kind, text in data.items()}
    return {"output_type": "execute_result", "data": forms}


def blocks(found: Extracted, kind: str) -> list[str]:
    return [found.text[each.start : each.end] for each in found.blocks if each.kind == kind]


def test_markdown_and_its_heading(read: Read) -> None:
    found = read(written("# Vattenstånd i hamnen\n", "\n", "Mätaren byttes i maj.\n"))
    assert found.title == "Vattenstånd i hamnen"
    assert "Mätaren byttes i maj." in found.text


def test_code_stands_aside_and_what_it_printed_is_text(read: Read) -> None:
    found = read(code("# the mean\nprint(x)", printed("The mean is 14.2 cm.\n")))
    assert blocks(found, "aside") == ["# the mean\nprint(x)"]
    assert found.text.endswith("\nThe mean is 14.2 cm.")


def test_a_table_is_read_from_its_html(read: Read) -> None:
    found = read(code("t", result(text_html=TABLE, text_plain="  Längd Pris\n0 8 m 210")))
    assert blocks(found, "row") == ["8 m | 210"]
    assert "0 8 m 210" not in found.text


def test_other_results_are_read_from_their_plain_text(read: Read) -> None:
    found = read(code("t", result(text_html="<svg></svg>", text_plain="42.5", image_png="iVB")))
    assert found.text == "t\n42.5"


def test_logs_and_errors_stand_aside(read: Read) -> None:
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": ["line 1"]}
    found = read(code("t", printed("Warning: old.", "stderr"), error))
    assert blocks(found, "aside") == ["t", "Warning: old.", "KeyError: 'x'"]


def test_colours_and_progress_bars_leave_their_last_line(read: Read) -> None:
    found = read(code("t", printed("\x1b[31m10 %\r 50 %\r100 % done\x1b[0m\r\nNext.\n")))
    assert found.text == "t\n100 % done\nNext."


def test_notebooks_before_version_4(read: Read) -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Broar"},
        {"cell_type": "code", "input": "b", "outputs": [{"output_type": "pyout", "text": ["9"]}]},
    ]
    found = read(worksheets=[{"cells": cells}])
    assert (found.title, found.text) == ("Broar", "Broar\n\nb\n9")


def test_the_title_in_the_metadata_goes_before_headings(read: Read) -> None:
    assert read(written("# A\n\nText."), metadata={"title": "Broar i norr"}).title == "Broar i norr"


@pytest.mark.parametrize("text", ["[]", "{}", "{", "no", "[" * 100_000])
def test_what_is_no_notebook_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    with pytest.raises(LoadError, match="is no notebook"):
        parse_notebook(path)


def test_one_that_is_too_large_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "MAX_NOTEBOOK_BYTES", 10)
    with pytest.raises(LoadError, match="over the limit of 10; clear its outputs"):
        read(written("Text."))


@settings(max_examples=25)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda each: (
            st.lists(each)
            | st.dictionaries(
                st.sampled_from(["cell_type", "source", "outputs", "data", "text"]), each
            )
        ),
    )
)
def test_cells_of_any_shape_are_read_or_passed_over(
    tmp_path_factory: pytest.TempPathFactory, value: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ipynb"
    cells = [value, {"cell_type": "code", "source": value, "outputs": [value]}, written("Text.")]
    path.write_text(json.dumps({"cells": cells, "metadata": value}))
    assert parse_notebook(path).text.endswith("Text.")


def test_what_stands_for_a_drawing_is_not_shown(read: Read) -> None:
    drawn = result(text_plain="<Figure size 640x480 with 1 Axes>", image_png="iVB")
    assert read(code("plot()", drawn)).text == "plot()"


def test_a_printed_line_is_no_heading(read: Read) -> None:
    found = read(code("version", result(text_plain="0.10.0")), written("Hamnen har 42 kameror."))
    assert [each.kind for each in found.blocks] == ["aside", "prose"]
