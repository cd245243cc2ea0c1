"""Jupyter notebooks (.ipynb) → text: what is written in them, their code, and what it printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.load.extracted import Extracted, TextBuilder
from index.load.formats.markup.blocks import add_blocks
from index.load.formats.markup.html import parse_page
from index.load.formats.text.encodings import load_text
from index.load.formats.text.plain import markdown_extracted
from index.load.metadata import usable_title

MAX_NOTEBOOK_BYTES = 100_000_000  # pictures and all, which are most of it
_TERMINAL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # colours, for example
_UNSHOWN = re.compile(r"<[^<>\n]+>")  # "<Figure size 640x480>", in place of what is drawn
_REDRAWN = re.compile(r"^.*\r(?=[^\n])", re.MULTILINE)  # a progress bar, again and again

_Cell = dict[str, Any]


def parse_notebook(path: Path) -> Extracted:
    """What a notebook says, cell by cell. Code stands aside; what it printed is text.

    Raises LoadError for what is no notebook, or too large.
    """
    size = path.stat().st_size
    if size > MAX_NOTEBOOK_BYTES:
        raise LoadError(
            "has {size:,} bytes, over the limit of {limit:,}; clear its outputs",
            size=size,
            limit=MAX_NOTEBOOK_BYTES,
        )
    builder = TextBuilder()
    title = None
    notebook = _notebook(path.read_bytes())
    for cell in _cells(notebook):
        kind = cell.get("cell_type")
        text = _joined(cell.get("source", cell.get("input")))
        if kind == "code":
            builder.add("aside", text)
            _add_outputs(builder, cell)
        elif kind == "heading":  # of notebooks before version 4
            builder.add("heading", text)
            title = title or text
        elif kind == "markdown":
            found = markdown_extracted(text)
            builder.append(found)
            title = title or found.title
        else:
            builder.add(None, text)
    return builder.extracted(usable_title(_own_title(notebook)) or usable_title(title))


def _notebook(data: bytes) -> _Cell:
    try:
        notebook = json.loads(load_text(data), parse_int=str)
    except (ValueError, RecursionError) as error:
        raise LoadError("is no notebook ({error}); save it anew in Jupyter", error=error) from error
    if not isinstance(notebook, dict) or not {"cells", "worksheets"} & notebook.keys():
        raise LoadError("is no notebook: it has no cells; save it anew in Jupyter")
    return notebook


def _own_title(notebook: _Cell) -> str | None:
    metadata = notebook.get("metadata")
    title = metadata.get("title") if isinstance(metadata, dict) else None
    return title if isinstance(title, str) else None


def _cells(notebook: _Cell) -> Iterator[_Cell]:
    yield from _objects(notebook.get("cells"))
    for sheet in _objects(notebook.get("worksheets")):  # before version 4
        yield from _objects(sheet.get("cells"))


def _objects(values: Any) -> Iterator[_Cell]:
    if isinstance(values, list):
        yield from (each for each in values if isinstance(each, dict))


def _joined(text: Any) -> str:
    """A text, which may be given line by line."""
    if isinstance(text, list):
        return "".join(each for each in text if isinstance(each, str))
    return text if isinstance(text, str) else ""


def _add_outputs(builder: TextBuilder, cell: _Cell) -> None:
    for output in _objects(cell.get("outputs")):
        kind = output.get("output_type")
        if kind == "stream":
            is_log = "stderr" in (output.get("name"), output.get("stream"))
            builder.add("aside" if is_log else None, _printed(output.get("text")))
        elif kind in ("error", "pyerr"):
            builder.add("aside", f"{output.get('ename')}: {_printed(output.get('evalue'))}")
        else:
            data = output.get("data")
            _add_result(builder, data if isinstance(data, dict) else output)


def _add_result(builder: TextBuilder, data: _Cell) -> None:
    """Add the best of the forms of a result; a picture says nothing."""
    markup = _joined(data.get("text/html", data.get("html")))
    tree = parse_page(markup) if "<table" in markup else None
    if tree is not None:
        add_blocks(tree, builder)
    elif markdown := _joined(data.get("text/markdown")):
        builder.append(markdown_extracted(markdown))
    else:
        printed = _printed(data.get("text/plain", data.get("text"))).strip()
        if not _UNSHOWN.fullmatch(printed):
            builder.add(None if "\n" in printed else "prose", printed)


def _printed(text: Any) -> str:
    return _REDRAWN.sub("", _TERMINAL.sub("", _joined(text).replace("\r\n", "\n")))
