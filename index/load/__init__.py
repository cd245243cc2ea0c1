"""Files → Documents: which files there are, and each one's text, layout and metadata."""

from index.load.files import (
    DEFAULTS,
    Documents,
    LoadSettings,
    Skipped,
    SourceFile,
    find_file,
    find_files,
    load_file,
)

__all__ = [
    "DEFAULTS",
    "Documents",
    "LoadSettings",
    "Skipped",
    "SourceFile",
    "find_file",
    "find_files",
    "load_file",
]
