"""Text that somebody pasted, as a document of a collection."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from index import Progress, Skipped
from index.changes import FileProgress
from qa.library.collection import Collection
from qa.library.names import unused_name

MAX_STEM = 60  # characters of its first line that name its file


def add_text(
    collection: Collection, text: str, reading: FileProgress, indexing: Progress
) -> tuple[str, tuple[Skipped, ...]]:
    """Add the text as a file of its own, named after its first line; that name, and why it was left
    out, if so.

    Raises CollectionError where the collection cannot be changed.
    """
    words = re.findall(r"[\w-]+", text.strip().splitlines()[0])
    taken = {Path(each.id).stem for each in collection.listed()}
    stem = unused_name(" ".join(words)[:MAX_STEM].strip() or "text", taken)
    with TemporaryDirectory() as folder:
        file = Path(folder, "pasted.txt")
        file.write_text(text, "utf-8", errors="replace", newline="\n")
        name = f"{stem}.txt"
        return name, collection.add({name: file}, reading, indexing)
