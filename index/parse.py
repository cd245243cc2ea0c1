"""A file of any format → its text, in this process: the suffix chooses the parser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.errors import LoadError
from index.parse_docx import parse_docx
from index.parse_html import parse_html
from index.parse_pdf import parse_pdf
from index.parse_text import Extracted, check_length, parse_markdown, parse_text

PARSERS: dict[str, Callable[[Path], Extracted]] = {
    ".txt": parse_text,
    ".text": parse_text,
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".html": parse_html,
    ".htm": parse_html,
    ".pdf": parse_pdf,
    ".docx": parse_docx,
}


def parse(path: Path) -> Extracted:
    """The text of the file and what its metadata says.

    Raises LoadError, in a sentence that lacks the file's name, whatever is wrong with the file.
    """
    suffix = path.suffix.lower()
    try:
        if path.stat().st_size == 0:
            raise LoadError("is empty; write something in it or leave it out")
        found = PARSERS[suffix](path)
    except (LoadError, ImportError):  # a missing library is no fault of the file
        raise
    except MemoryError as error:
        raise LoadError(
            "takes more memory to read than it may; split it into smaller files, or raise "
            "parse_megabytes"
        ) from error
    # Broad: on damaged files parsers raise anything, from KeyError to RecursionError.
    except Exception as error:
        if isinstance(error, OSError) and error.filename is not None:  # it could not be opened
            raise LoadError(f"cannot be read ({error.strerror}); check its permissions") from error
        raise LoadError(f"is damaged or no {suffix} file ({error!r:.200}); save it anew") from error
    if not found.text.strip():
        raise LoadError("is empty: it holds no text; write something in it or leave it out")
    check_length(len(found.text))
    return found
