"""Files → Documents, one by one, each read in a process with limits."""

from __future__ import annotations

from collections.abc import Iterator

from index.errors import LoadError
from index.load.files import DEFAULTS, DocumentPaths, LoadSettings, Skipped, find_files, load_file
from index.load.process import ParserProcess
from index.types import Document


def load_each(
    documents: DocumentPaths, settings: LoadSettings = DEFAULTS
) -> Iterator[Document | Skipped]:
    """What each file holds, or why it cannot be read."""
    sources, skipped = find_files(documents, settings=settings)
    with ParserProcess(settings.parse_seconds, settings.parse_megabytes) as process:
        for source in sources:
            try:
                yield load_file(source, process.parse)
            except LoadError as error:
                yield Skipped(source.id, error.message)
    yield from skipped
