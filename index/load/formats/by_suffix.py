"""A file of any format → its text, in this process: the suffix chooses the parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from index.errors import LoadError
from index.load.extracted import Extracted, check_length
from index.load.tesseract import engine
from index.messages import Message, reason_of

_FORMATS = "index.load.formats."
_OF_PICTURES = "scan.image.parse_image"
_FUNCTIONS = {
    "text.plain.parse_text": ".txt .text",
    "text.plain.parse_markdown": ".md .markdown",
    "text.restructured_text.parse_rst": ".rst",
    "markup.html.parse_html": ".html .htm .xhtml",
    "markup.xml.parse_xml_text": ".xml",
    "markup.epub.parse_epub": ".epub",
    "pdf.document.parse_pdf": ".pdf",
    "word.document.parse_docx": ".docx .docm .dotx",
    "office.slides.parse_pptx": ".pptx .pptm",
    "sheets.excel.parse_spreadsheet": ".xlsx .xlsm",
    "office.opendocument.document.parse_opendocument": ".odt .odp",
    "sheets.opendocument.parse_opendocument_spreadsheet": ".ods",
    "office.rich_text.document.parse_rtf": ".rtf",
    "sheets.delimited.parse_delimited": ".csv .tsv",
    "text.mail.parse_eml": ".eml",
    "text.mail.parse_mbox": ".mbox",
    "text.notebook.parse_notebook": ".ipynb",
    "text.json_text.parse_json": ".json",
    "text.json_text.parse_jsonl": ".jsonl",
    _OF_PICTURES: ".png .jpg .jpeg .tif .tiff",
    "archive.parse_zip": ".zip",
}
_ARCHIVES = frozenset({".zip"})
_HOLDS_FILES = _ARCHIVES | {".mbox"}
_MODERN = {".doc": ".docx", ".xls": ".xlsx", ".ppt": ".pptx"}


def parser_named(function: str) -> Callable[[Path], Extracted]:
    """A function of index.load.formats. Its module is imported now, so that nobody has to wait for
    all the parsers who needs one or none.
    """
    module, _, name = function.rpartition(".")
    found: Callable[[Path], Extracted] = getattr(import_module(_FORMATS + module), name)
    return found


PARSERS = {
    suffix: function for function, suffixes in _FUNCTIONS.items() for suffix in suffixes.split()
}
"""The name of the parser, for `parser_named`, by the suffix of the files that it reads."""


def holds_files(suffix: str) -> bool:
    """Whether files with that suffix hold others, each of any size."""
    return suffix in _HOLDS_FILES


def refusal_of(suffix: str, is_named: bool = True) -> Message | None:
    """Why files with a suffix are not read, and the mend; None for those that are.

    `is_named`: somebody named the file; archives that are only found in a folder are left alone.
    """
    if suffix in _ARCHIVES and not is_named:
        return Message("is an archive; name it to have it read, or unpack it")
    if PARSERS.get(suffix) == _OF_PICTURES and engine() is None:
        return Message(
            "is a picture; pip install 'citera[ocr]' and Tesseract, or write down what it says"
        )
    if suffix in PARSERS:
        return None
    if suffix in _MODERN:
        return Message(
            "is an old {suffix}; save it as {modern}", suffix=suffix, modern=_MODERN[suffix]
        )
    return Message(
        "is not of a format that can be read; convert it to one of {suffixes}",
        suffixes=", ".join(PARSERS),
    )


def parse(path: Path) -> Extracted:
    """The text of the file and what its metadata says.

    Raises LoadError, in a sentence that lacks the file's name, whatever is wrong with the file.
    """
    suffix = path.suffix.lower()
    try:
        if path.stat().st_size == 0:
            raise LoadError("is empty; write something in it or leave it out")
        if (reason := refusal_of(suffix)) is not None:
            raise LoadError(reason)
        found = parser_named(PARSERS[suffix])(path)
    except (LoadError, ImportError):  # a missing library is no fault of the file
        raise
    # Broad: on damaged files parsers raise anything, from KeyError to RecursionError.
    except Exception as error:
        if isinstance(error, OSError) and error.filename is not None:  # it could not be opened
            raise LoadError(
                "cannot be read ({reason}); check its permissions", reason=reason_of(error)
            ) from error
        # Libraries in C call a lack of memory by other names, "unknown error" for example.
        if isinstance(error, MemoryError) or memory_is_short():
            raise LoadError(
                "takes more memory to read than it may, or is damaged; split it into smaller "
                "files, or raise parse_megabytes"
            ) from error
        raise LoadError(
            "is damaged or no {suffix} file ({error}); save it anew",
            suffix=suffix,
            error=f"{error!r:.200}",
        ) from error
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
