"""The assistant that a command asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qa.assistant import Assistant
from qa.cli.options import settings_from
from qa.cli.output import print_error, print_skipped
from qa.configuration.file import Configuration
from qa.errors import SettingsError
from qa.library.cache import index_dir_for, sample_corpus
from qa.settings import Settings
from qa.terminal import progress_bar


def assistant_from(
    docs: Path | None,
    index: Path | str | None,
    configuration: Configuration,
    collection: str | None,
    *,
    wait: bool = True,
    **chosen: Any,
) -> Assistant:
    """The assistant that the values of `source_options` name; where they name none, says of which
    documents it is, on standard error. `wait`: as in `open_assistant`.
    """
    place = place_from(docs, index, configuration, collection)
    settings = settings_from(configuration, collection, **chosen)
    assistant = open_assistant(*place, settings, wait)
    if place == (None, None):
        print_error(f"asking the documents that ship, {sample_corpus()}; name yours with --docs")
    return assistant


def place_from(
    docs: Path | None,
    index: Path | str | None,
    configuration: Configuration,
    collection: str | None,
) -> tuple[Path | None, Path | str | None]:
    """The documents and the index that a command is about: one of them, or a collection's."""
    if collection is not None:
        if docs is not None or index is not None:
            raise SettingsError(
                "--collection {name} names its documents and its index; give no others with it.",
                name=collection,
            )
        named = configuration.collection(collection)
        return named.docs, named.index
    if docs is not None and index is not None:
        raise SettingsError("documents and --index were both given; give one of them.")
    return docs, index


def open_assistant(
    docs: Path | None, index: Path | str | None, settings: Settings, wait: bool = True
) -> Assistant:
    """Open the index named, or bring the one of the documents named up to date.

    With both, the index of the documents is kept there; one in Milvus is opened as it is. Without
    either it is the sample corpus. Names the files left out on standard error. Unless it is to
    `wait`, many documents are read on in the background.
    """
    if isinstance(index, str) or (index is not None and docs is None):
        return Assistant.open(index, settings=settings, documents=docs)
    documents = docs or sample_corpus()
    with progress_bar("Embedding") as progress:
        assistant = Assistant.from_documents(
            documents,
            index_dir=index or index_dir_for(documents, settings),
            settings=settings,
            progress=progress,
            wait=wait,
        )
        assistant.wait_a_while()
    print_skipped(assistant.skipped)
    return assistant
