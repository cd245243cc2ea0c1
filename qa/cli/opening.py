"""The assistant that a command asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qa.assistant import Assistant
from qa.cli.options import settings_from
from qa.cli.output import print_error, print_skipped
from qa.errors import SettingsError
from qa.library.cache import index_dir_for, sample_corpus
from qa.settings import Settings
from qa.terminal import progress_bar


def assistant_from(
    docs: Path | None, index: Path | str | None, *, wait: bool = True, **chosen: Any
) -> Assistant:
    """The assistant that the values of `source_options` name; where they name none, says of which
    documents it is, on standard error. `wait`: as in `open_assistant`.
    """
    assistant = open_assistant(docs, index, settings_from(**chosen), wait)
    if docs is None and index is None:
        print_error(f"asking the documents that ship, {sample_corpus()}; name yours with --docs")
    return assistant


def open_assistant(
    docs: Path | None, index: Path | str | None, settings: Settings, wait: bool = True
) -> Assistant:
    """Open the index named, or bring the one of the documents named up to date.

    Without either it is the sample corpus. Names the files left out on standard error. Unless it
    is to `wait`, many documents are read on in the background.
    """
    if docs is not None and index is not None:
        raise SettingsError("documents and --index were both given; give one of them.")
    if index is not None:
        return Assistant.open(index, settings=settings)
    documents = docs or sample_corpus()
    folder = index_dir_for(documents, settings)
    with progress_bar("Embedding") as progress:
        assistant = Assistant.from_documents(
            documents,
            index_dir=folder,
            settings=settings,
            progress=progress,
            wait=wait,
        )
        assistant.wait_a_while()
    print_skipped(assistant.skipped)
    return assistant
