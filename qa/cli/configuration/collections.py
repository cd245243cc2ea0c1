"""Folders by name: `citera collections`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qa.cli.options import (
    collection_names,
    config_option,
    config_option_for,
    json_option,
    path_type,
)
from qa.configuration.edit import add_collection, remove_collection
from qa.configuration.file import (
    Configuration,
    NamedCollection,
    place_of_index,
    read_or_begin,
)
from qa.configuration.layers import Layer, file_layers, settings_of
from qa.errors import CollectionError
from qa.library.cache import index_dir_for
from qa.settings import check_value, values_of
from qa.terminal import json_text, printable


@click.group("collections")
def collections_group() -> None:
    """Folders by name, each with its index and settings, for --collection of all commands.

    Example: citera collections add reports ~/reports --setting max_quotes=5
    """


@collections_group.command("list")
@config_option
@json_option
def list_collections(configuration: Configuration, as_json: bool) -> None:
    """Name the collections, and where their documents are.

    Example: citera collections list
    """
    found = sorted(configuration.collections.values(), key=lambda each: each.name)
    if as_json:
        print(json_text([_told(each) for each in found]))
        return
    if not found:
        print("none yet; name a folder with: citera collections add NAME FOLDER")
    width = max((len(each.name) for each in found), default=0)
    for each in found:
        print(printable(f"{each.name:<{width}}  {each.docs or each.index}{_missing(each)}"))


@collections_group.command("show")
@click.argument("name", shell_complete=collection_names)
@config_option
@json_option
def show_collection(name: str, configuration: Configuration, as_json: bool) -> None:
    """Say what the configuration file has of a collection, and where its index is kept.

    Example: citera collections show reports
    """
    named = configuration.collection(name)
    index = named.index or _index_dir(configuration, named)
    if as_json:
        print(json_text(_told(named) | {"index": str(index)}))
        return
    print(printable(f"docs: {named.docs or 'not named'}{_missing(named)}"))
    print(printable(f"index: {index}{'' if _is_made(index) else ' (not made yet)'}"))
    for key, value in named.settings.items():
        print(printable(f"{key}: {value}"))


@collections_group.command("add")
@click.argument("name")
@click.argument("folder", type=path_type, required=False)
@click.option("--index", metavar="DIR|ADDRESS", help="Where its index is kept; else in your cache.")
@click.option(
    "--setting", multiple=True, metavar="NAME=VALUE", help="See docs/python-api.md; repeatable."
)
@config_option_for(read_or_begin)
def add(
    name: str,
    folder: Path | None,
    index: str | None,
    setting: tuple[str, ...],
    configuration: Configuration,
) -> None:
    """Give a folder, or an index without its documents, a name.

    Example: citera collections add reports ~/reports --setting max_quotes=5
    """
    if folder is None and index is None:
        raise CollectionError("name a folder, or an index with --index.")
    if folder is not None and not folder.exists():
        raise CollectionError(
            "{folder!r} does not exist; name a file or a folder.", folder=str(folder)
        )
    place = None if index is None else place_of_index(index, Path.cwd())
    docs = None if folder is None else folder.resolve()
    added = NamedCollection(name, docs, place, values_of(setting))
    for key, value in added.settings.items():
        check_value(key, value)
    add_collection(configuration, added)
    print(
        printable(
            f"{name} is in {configuration.path}; ask it with: citera ask … --collection {name}"
        )
    )


@collections_group.command("remove")
@click.argument("name", shell_complete=collection_names)
@config_option
def remove(name: str, configuration: Configuration) -> None:
    """Forget a name; the documents and the index stay where they are.

    Example: citera collections remove reports
    """
    removed = remove_collection(configuration, name)
    index = removed.index or _index_dir(configuration, removed)
    print(printable(f"{name} is no longer in {configuration.path}"))
    if _is_made(index):
        print(printable(f"its index stays: {index}"))


def _told(named: NamedCollection) -> dict[str, Any]:
    places = {"docs": named.docs, "index": named.index}
    texts = {key: None if place is None else str(place) for key, place in places.items()}
    return {"name": named.name, **texts, "settings": dict(named.settings)}


def _missing(named: NamedCollection) -> str:
    return " (not there)" if named.docs is not None and not named.docs.exists() else ""


def _index_dir(configuration: Configuration, named: NamedCollection) -> Path:
    """Where the index is kept of a collection that names no place for it."""
    assert named.docs is not None, "a collection has one of them"
    layers = [*file_layers(configuration, None), Layer("", named.settings)]
    return index_dir_for(named.docs, settings_of(layers))


def _is_made(index: Path | str) -> bool:
    """Whether there is an index; of a server that is not asked."""
    return isinstance(index, str) or index.exists()
