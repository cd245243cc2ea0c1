"""Files → Documents: which files there are, and each one's text, layout and metadata."""

from index.load.files import (
    DEFAULTS,
    DocumentPaths,
    File,
    LoadSettings,
    Skipped,
    SourceFile,
    find_any_files,
    find_file,
    find_files,
    load_file,
    no_file_in,
)

__all__ = [
    "DEFAULTS",
    "DocumentPaths",
    "File",
    "LoadSettings",
    "Skipped",
    "SourceFile",
    "find_any_files",
    "find_file",
    "find_files",
    "load_file",
    "no_file_in",
]
