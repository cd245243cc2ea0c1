"""PDFium, the library that reads PDFs: the one place that loads it and opens files with it."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, cast

from index.errors import LoadError

# PDFium is not thread-safe, and calls into different documents must not overlap either
# (pypdfium2's readme, "Thread incompatibility").
_LOCK = threading.Lock()


@contextmanager
def open_document(file: Path | BinaryIO) -> Iterator[Any]:
    """The open document; meanwhile no other thread has one.

    Raises LoadError for one that is protected, pypdfium2's PdfiumError for one that is damaged.
    """
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError as error:
            if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
                raise LoadError("is protected by a password; save a copy without one") from error
            raise
        with document:
            yield document


def functions() -> Any:
    """PDFium's own functions and constants, by their names in C."""
    import pypdfium2.raw

    return pypdfium2.raw


@cache
def function_of_character(name: str, *arguments: Any) -> Callable[..., int | None]:
    """A function of PDFium's that takes a text page, the place of a character and `arguments`.

    Pointers are passed as addresses, and so is one that it returns: pypdfium2 makes objects of
    them, which takes five times as long as the call.
    """
    address = ctypes.cast(getattr(functions(), name), ctypes.c_void_p).value
    signature = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, *arguments)
    return cast("Callable[..., int | None]", signature(address or 0))
