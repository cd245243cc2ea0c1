"""Collections are added to and taken out of the configuration file; every other byte stays."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from index.store.files.durable_files import flush_folder, make_folder, write_file
from qa.configuration.file import Configuration, NamedCollection, check_name
from qa.errors import CollectionError

_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LAST_VALUE = re.compile(r"^[ \t]*[^\s#].*(\n|\Z)", re.MULTILINE)


def add_collection(configuration: Configuration, collection: NamedCollection) -> None:
    """Write a new collection at the end of the file. Raises CollectionError for one it has."""
    name, path = collection.name, configuration.path
    check_name(name)
    if name in configuration.collections:
        raise CollectionError(
            "there is a collection {name!r} in {path!r} already; name another, or take it away "
            "with: citera collections remove {name}",
            name=name,
            path=str(path),
        )
    places = {"docs": collection.docs, "index": collection.index}
    table: dict[str, Any] = {key: str(place) for key, place in places.items() if place is not None}
    table |= {key: "" if value is None else value for key, value in collection.settings.items()}
    text = _text(path)
    content = _parsed(text)
    content["collections"][name] = table
    between = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    lines = "".join(f"{key} = {_toml(value)}\n" for key, value in table.items())
    _replace(path, f"{text}{between}[collections.{name}]\n{lines}", content)


def remove_collection(configuration: Configuration, name: str) -> NamedCollection:
    """Take a collection out of the file; its documents and its index stay where they are.

    Raises CollectionError where there is none of that name, or it is no table of its own.
    """
    removed = configuration.collection(name)
    text = _text(configuration.path)
    content = _parsed(text)
    del content["collections"][name]
    _replace(configuration.path, _without(text, name), content)
    return removed


def _without(text: str, name: str) -> str:
    """The text without the table of a collection; comments behind its last value stay."""
    header = rf"""^[ \t]*\[\s*(["']?)collections\1\s*\.\s*(["']?){name}\2\s*\].*$"""
    found = re.search(header, text, re.MULTILINE)
    if found is None:
        return text
    following = _TABLE.search(text, found.end())
    table = text[found.start() : following.start() if following else len(text)]
    *_, last = _LAST_VALUE.finditer(table)
    before, after = text[: found.start()], text[found.start() + last.end() :]
    return before[:-1] if before.endswith("\n\n") and not after else before + after


def _toml(value: str | float) -> str:
    """A value as TOML, whose texts escape as JSON's do."""
    return json.dumps(value, ensure_ascii=False)


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.exists() else ""


def _parsed(text: str) -> dict[str, Any]:
    import tomllib

    return {"collections": {}} | tomllib.loads(text)


def _replace(path: Path, text: str, content: dict[str, Any]) -> None:
    """Write the text, all or nothing, if it has just that content; a link stays one."""
    try:
        written, says = text.encode(), _parsed(text)
    except ValueError:  # TOML that has no room for what is added, a name that is no text
        says = {}
    if says != content:
        raise CollectionError(
            "{path!r} is written in a way that is not changed here; change its collections by "
            "hand.",
            path=str(path),
        )
    target = path.resolve()
    make_folder(target.parent)
    new = target.with_name(f".{target.name}.new")
    write_file(new, [written])
    if target.exists():
        shutil.copymode(target, new)
    os.replace(new, target)
    flush_folder(target.parent)
