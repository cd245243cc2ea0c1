"""JSON and JSON Lines → text: long strings as prose, flat objects as tables, facts by their names.

The order is the file's. A number is shown as it is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.language.lexicons import words_of
from index.load.extracted import Extracted, TextBuilder
from index.load.formats.text.encodings import load_text, read_bytes
from index.load.metadata import parse_date, usable_title

_MAX_FACT = 120  # characters; what is longer, or of several lines, is prose
_MAX_PHRASE = 60  # characters; what is longer and ends as a sentence does, too
_MAX_NAME = 200
_MAX_COLUMNS = 30
_TITLES, _TEXTS = words_of("files.titles"), words_of("files.texts")
_DATES, _SOURCES = words_of("files.dates"), words_of("files.sources")
_CODE = re.compile(r"\S{100,}")  # a key, a hash, a picture: no words

_Fields = dict[str, Any]
# What is still to be shown, the next last: a value, and the names of what it lies in.
_Stack = list[tuple[Any, str]]


def parse_json(path: Path) -> Extracted:
    """All that a JSON file says. Raises LoadError for what is no JSON or nests too deep."""
    text = load_text(read_bytes(path)).lstrip("\ufeff")
    try:
        return _extracted(_value(text))
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":  # several values, one after another
            raise LoadError(
                "is no JSON: {error}; mend it there, or save it anew", error=error
            ) from error
    return _extracted(_lines(text))


def parse_jsonl(path: Path) -> Extracted:
    """All that a file of JSON Lines says. Raises LoadError where a line is no JSON."""
    return _extracted(_lines(load_text(read_bytes(path)).lstrip("\ufeff")))


def _value(text: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        raise LoadError(
            "nests its values too deep to be read; save it with fewer levels"
        ) from error


def _lines(text: str) -> list[Any]:
    values = []
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.isspace():
            try:
                values.append(_value(line))
            except json.JSONDecodeError as error:
                raise LoadError(
                    "has a line {number} that is no JSON ({problem}); mend or remove it",
                    number=number,
                    problem=error.msg,
                ) from error
    return values


def _extracted(value: Any) -> Extracted:
    builder = TextBuilder()
    stack: _Stack = [(value, "")]
    while stack:
        stack += reversed(list(_shown(builder, *stack.pop())))
    only = value[0] if isinstance(value, list) and len(value) == 1 else value
    fields = only if isinstance(only, dict) else {}
    return builder.extracted(
        usable_title(_first(fields, _TITLES)),
        usable_title(_first(fields, _SOURCES)),
        parse_date(_first(fields, _DATES)),
    )


def _first(fields: _Fields, names: Sequence[str]) -> str:
    return next((fields[name] for name in names if isinstance(fields.get(name), str)), "")


def _shown(builder: TextBuilder, value: Any, name: str) -> Iterator[tuple[Any, str]]:
    """Add a value that is one block or table; what is to be shown after it, or instead of it."""
    if isinstance(value, dict):
        yield from _fields_shown(builder, value, name)
    elif isinstance(value, list):
        yield from _list_shown(builder, value, name)
    else:
        _add_fact(builder, value, name)


def _fields_shown(builder: TextBuilder, fields: _Fields, name: str) -> Iterator[tuple[Any, str]]:
    title = _title_of(fields)
    if title is not None:
        builder.add("heading", fields[title])
    for key, value in fields.items():
        is_text = title is not None and key.lower() in _TEXTS and isinstance(value, str)
        if key != title:
            yield value, "" if is_text else _name_within(name, key)


def _name_within(outer: str, key: str) -> str:
    name = f"{outer}.{key}" if outer else key
    return name if len(name) <= _MAX_NAME else key[:_MAX_NAME]


def _title_of(fields: _Fields) -> str | None:
    """The name of the field that is a title, where others are a text that it can be a title of."""
    named = [key for key in fields if key.lower() in _TITLES and isinstance(fields[key], str)]
    title = next((key for key in named if not _is_prose(fields[key])), None)
    if title is None or not (_is_question(fields[title]) or any(map(_is_prose, fields.values()))):
        return None
    return title


def _list_shown(builder: TextBuilder, values: list[Any], name: str) -> Iterator[tuple[Any, str]]:
    if columns := _columns(values):
        if name:
            builder.add("heading", name)
        rows = [[_plain(each.get(column)) for column in columns] for each in values]
        builder.add_table([columns, *rows], labels=1)
    elif all(isinstance(each, list) and _is_flat(each) for each in values):
        if name and values:
            builder.add("heading", name)
        builder.add_table([list(map(_plain, each)) for each in values])
    elif _is_flat(values) and not any(map(_is_prose, values)):
        _add_fact(builder, ", ".join(filter(None, map(_plain, values))), name)
    else:
        yield from ((each, name) for each in values)


def _columns(values: list[Any]) -> list[str]:
    """The names of the fields of flat objects that make a table; none where they make none."""
    if len(values) < 2 or not all(isinstance(each, dict) for each in values):
        return []
    columns = list(dict.fromkeys(key for each in values for key in each))
    cells = [value for each in values for value in each.values()]
    is_dense = 2 * len(cells) >= len(columns) * len(values)
    fits = 2 <= len(columns) <= _MAX_COLUMNS and is_dense and _is_flat(cells)
    has_text = any(_is_prose(cell) or _is_question(cell) for cell in cells)
    return columns if fits and not has_text else []


def _is_flat(values: Sequence[Any]) -> bool:
    return not any(isinstance(each, (dict, list)) for each in values)


def _plain(value: Any) -> str:
    """A string, number or truth value as it stands in the file; nothing for null."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_prose(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    text = value.strip()
    is_sentence = len(text) > _MAX_PHRASE and text.endswith((".", "!", "?", "”", '"'))
    return len(text) > _MAX_FACT or "\n" in text or is_sentence


def _is_question(value: Any) -> bool:
    return isinstance(value, str) and value.rstrip().endswith("?")


def _add_fact(builder: TextBuilder, value: Any, name: str) -> None:
    text = _plain(value).strip()
    if _CODE.fullmatch(text):
        builder.add("boilerplate", f"{name}: {text}")
    elif _is_prose(text):
        if name:
            builder.add("heading", name)
        for paragraph in text.split("\n\n"):
            builder.add(None if "\n" in paragraph.strip() else "prose", paragraph)
    elif text:
        builder.add("item" if name else None, f"{name}: {text}" if name else text)
