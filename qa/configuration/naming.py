"""A collection by its name, for a program: its documents, its index and its settings."""

from __future__ import annotations

import os
from pathlib import Path

from qa.configuration.file import read_configuration
from qa.configuration.layers import file_layers, settings_of
from qa.library.cache import index_dir_for
from qa.settings import Settings


def collection_named(
    name: str, path: str | Path | None
) -> tuple[Path | None, Path | str, Settings]:
    """The documents, if any, the index and the settings of the collection of that name in the
    configuration file at `path`; without one, in the file that commands read: the one that
    CITERA_CONFIG names, or else the usual one.

    Raises SettingsError for what the file says wrong, CollectionError where there is no such name.
    """
    path = path or os.environ.get("CITERA_CONFIG") or None
    configuration = read_configuration(None if path is None else Path(path))
    named = configuration.collection(name)
    settings = settings_of(file_layers(configuration, name))
    if named.index is not None:
        return named.docs, named.index, settings
    assert named.docs is not None  # the file is refused where a collection has neither
    return named.docs, index_dir_for(named.docs, settings), settings
