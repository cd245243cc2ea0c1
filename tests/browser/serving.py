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
    command = [sys.executable, app.__file__, *arguments, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address is not None
            yield address.group()
        finally:
            server.terminate()
