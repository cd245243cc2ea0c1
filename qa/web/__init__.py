"""The page of `citera app`: a tab each for what can be done, its texts and its HTML.

Only app.py imports this package, for it imports Gradio.
"""

import inspect
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Gradio reads these while it is imported; without them it reports home.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")


@contextmanager
def without_stubs() -> Iterator[None]:
    """Have Gradio write no stub of its components, which takes near half of the time of its import.

    It writes none of a class that is in no file.
    """
    file_of = inspect.getfile

    def file_of_others(object: Any) -> str:
        if type(object).__module__ == "gradio.component_meta":
            raise OSError
        return file_of(object)

    inspect.getfile = file_of_others
    try:
        yield
    finally:
        inspect.getfile = file_of


@contextmanager
def without(package: str) -> Iterator[None]:
    """Have what is imported do without a package, as where it is not installed."""
    if package in sys.modules:
        yield
        return
    sys.modules[package] = None  # type: ignore[assignment]  # which says that there is none
    try:
        yield
    finally:
        del sys.modules[package]


# All of mcp is a third of the time of Gradio's import, for a server that Citera has its own of.
with without_stubs(), without("mcp"):
    import gradio as gradio
