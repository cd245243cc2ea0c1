"""A file of any format → its text, in this process: the suffix chooses the parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from index.errors import LoadError
from index.load.extracted import Extracted, check_length
from index.load.formats.html import parse_html
from index.load.formats.pdf import parse_pdf
from index.load.formats.text import parse_markdown, parse_text
from index.load.formats.word import parse_docx

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
    # Broad: on damaged files parsers raise anything, from KeyError to RecursionError.
    except Exception as error:
        if isinstance(error, OSError) and error.filename is not None:  # it could not be opened
            raise LoadError(f"cannot be read ({error.strerror}); check its permissions") from error
        # Libraries in C call a lack of memory by other names, "unknown error" for example.
        if isinstance(error, MemoryError) or memory_is_short():
            raise LoadError(
                "takes more memory to read than it may, or is damaged; split it into smaller "
                "files, or raise parse_megabytes"
            ) from error
        raise LoadError(f"is damaged or no {suffix} file ({error!r:.200}); save it anew") from error
    if not found.text.strip():
        raise LoadError("is empty: it holds no text; write something in it or leave it out")
    check_length(len(found.text))
    return found


def memory_is_short() -> bool:
    """Whether this process ever held more than half of the memory that it is limited to.

    False where there is no limit, and on other systems than Linux.
    """
    try:
        import resource

        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except (ImportError, OSError):
        return False
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    peak = re.search(r"VmPeak:\s+(\d+) kB", status)
    return limit != resource.RLIM_INFINITY and peak is not None and int(peak[1]) * 2_048 > limit
