"""The app as users start it: in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import app


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """The address of the app, started with these arguments of `citera app`."""
    with served_by(app.__file__, *arguments, "--port", "0") as address:
        yield address


@contextmanager
def served_by(*command: str) -> Iterator[str]:
    """The address of the app that Python serves when it is started like this."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address is not None
            yield address.group()
        finally:
            server.terminate()
