"""The configuration file: settings of all commands, and folders of documents by name.

    [settings]
    max_quotes = 5

    [collections.reports]
    docs = "~/reports"
    least_confidence = 0.5

A collection has `docs`, `index`, or both, beside any setting. Paths are below the file's own folder
unless they say otherwise. Only the file that the user named, or the one in the user's folder for
configurations, is read: one that lies among documents decides nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from index.milvus.address import LITE, is_address, parse_address
from qa.errors import CiteraError, CollectionError, SettingsError
from qa.settings import FIELDS, GLOBS, NAMES, check_value

NAME = re.compile(r"[a-z0-9_-]{1,60}")
PLACES = ("docs", "index")


@dataclass(frozen=True, slots=True)
class NamedCollection:
    """A folder of documents that has a name, with settings of its own.

    `docs`: the folder or file; None where only the index is known. `index`: the folder or the
    address in Milvus where its index is kept; None is the user's cache.
    """

    name: str
    docs: Path | None
    index: Path | str | None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file at `path` says."""

    path: Path
    settings: Mapping[str, Any] = field(default_factory=dict)
    collections: Mapping[str, NamedCollection] = field(default_factory=dict)

    def collection(self, name: str) -> NamedCollection:
        """The collection of that name. Raises CollectionError where there is none."""
        if name in self.collections:
            return self.collections[name]
        raise CollectionError(
            "there is no collection {name!r} in {path!r}, which has: {known}. Add one with: "
            "citera collections add NAME FOLDER",
            name=name,
            path=str(self.path),
            known=", ".join(sorted(self.collections)) or "none",
        )


def usual_path() -> Path:
    """The file in the user's folder for configurations."""
    import platformdirs

    return platformdirs.user_config_path("citera") / "citera.toml"


def read_or_begin(path: Path | None = None) -> Configuration:
    """What a file says; nothing where there is none yet."""
    path = path or usual_path()
    return read_configuration(path) if _may_be_there(path) else Configuration(path)


def _may_be_there(path: Path) -> bool:
    try:
        return path.exists()
    except PermissionError:  # of a folder above; who reads the file is told
        return True


def read_configuration(path: Path | None = None) -> Configuration:
    """What a file says; without `path` the usual one, which need not be there.

    Raises SettingsError, naming the file, the key and the value, for what is unknown or wrong.
    """
    if path is None:
        return read_or_begin()
    content = _parse(path)
    _check_keys(path, "", content, ("settings", "collections"))
    settings = _settings(path, "[settings]", _table(path, "settings", content))
    collections = _table(path, "collections", content)
    return Configuration(
        path, settings, {name: _collection(path, name, collections) for name in collections}
    )


def check_name(name: str) -> None:
    """Refuse what cannot be a collection's name."""
    if not NAME.fullmatch(name):
        raise CollectionError(
            "{name!r} cannot be a collection's name: it has 1 to 60 of a-z, 0-9, _ and -.",
            name=name,
        )


def _parse(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # of ValueError: no UTF-8, no TOML
        raise SettingsError(
            "the configuration file {path!r} cannot be read ({error}); mend it, or name another "
            "with --config FILE.",
            path=str(path),
            error=error,
        ) from error


def _collection(path: Path, name: str, collections: Mapping[str, Any]) -> NamedCollection:
    try:
        check_name(name)
    except CollectionError as error:
        raise _wrong(path, "[collections]", error) from error
    where = f"[collections.{name}]"
    table = _table(path, name, collections, where)
    _check_keys(path, where, table, (*PLACES, *FIELDS))
    _check_places(path, where, table)
    docs, index = (table.get(key) for key in PLACES)
    try:
        place = None if index is None else place_of_index(index, path.parent)
    except CiteraError as error:
        raise _wrong(path, where, error) from error
    settings = {key: value for key, value in table.items() if key not in PLACES}
    folder = None if docs is None else _below(path.parent, docs)
    return NamedCollection(name, folder, place, _settings(path, where, settings))


def _check_places(path: Path, where: str, table: Mapping[str, Any]) -> None:
    for key in PLACES:
        if key in table and not (isinstance(table[key], str) and table[key]):
            raise SettingsError(
                "in {path!r}, {table}: {key} is {value!r}; it must be a path in quotation marks.",
                path=str(path),
                table=where,
                key=key,
                value=table[key],
            )
    if not any(key in table for key in PLACES):
        raise SettingsError(
            'in {path!r}, {table} names no documents; add: docs = "FOLDER"',
            path=str(path),
            table=where,
        )


def place_of_index(text: str, folder: Path) -> Path | str:
    """The folder or address of an index, paths below `folder`. Raises StoreError."""
    if not is_address(text):
        return _below(folder, text)
    if text.startswith(LITE):
        text = f"{LITE}{_below(folder, text.removeprefix(LITE))}"
    return parse_address(text).text


def _below(folder: Path, text: str) -> Path:
    return Path(folder.absolute(), os.path.expanduser(text))


def _table(path: Path, key: str, content: Mapping[str, Any], where: str = "") -> dict[str, Any]:
    table = content.get(key, {})
    if not isinstance(table, dict):
        raise SettingsError(
            "in {path!r}, {key} is {value!r}; it must be a table, which begins with {table}",
            path=str(path),
            key=key,
            value=table,
            table=where or f"[{key}]",
        )
    return table


def _check_keys(path: Path, where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            raise SettingsError(
                "in {path!r}, {table} has the unknown key {key!r}; {mend}",
                path=str(path),
                table=where or "the top",
                key=key,
                mend=f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}",
            )


def _settings(path: Path, where: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """The values in a table, all known; an empty text stands for none."""
    _check_keys(path, where, table, tuple(FIELDS))
    for name, value in table.items():
        try:
            check_value(name, value)
        except SettingsError as error:
            raise _wrong(path, where, error) from error
    texts = {*NAMES, *GLOBS}
    return {name: (value or None) if name in texts else value for name, value in table.items()}


def _wrong(path: Path, where: str, error: CiteraError) -> SettingsError:
    return SettingsError(
        "in {path!r}, {table}: {problem}", path=str(path), table=where, problem=error
    )
