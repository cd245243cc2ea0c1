"""The app as users start it: in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

APP = Path(__file__).parents[2] / "app.py"
PLAIN = ("--reader", "off")
"""For tests of the page: what is quoted does not depend on how well a model reads."""

# Importing Gradio takes most of the time until the app is there: the processes share it.
if sys.platform == "linux":
    CONTEXT = multiprocessing.get_context("forkserver")
else:
    CONTEXT = multiprocessing.get_context("spawn")


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """The address of the app, started with these arguments of `citera app`."""
    CONTEXT.set_forkserver_preload(["app"])
    receiver, sender = CONTEXT.Pipe(duplex=False)
    command = [str(APP), *arguments, "--port", "0"]
    server = CONTEXT.Process(target=_run, args=(command, sender, dict(os.environ)))
    with receiver, open(receiver.fileno(), closefd=False) as output:
        server.start()
        sender.close()
        try:
            yield _address(output.readline())
        finally:
            server.terminate()
            server.join()


def _run(command: list[str], output: Connection, environment: dict[str, str]) -> None:
    os.environ.update(environment)  # which may have changed since the fork server was started
    sys.argv = command
    sys.stdout = open(output.fileno(), "w", closefd=False)  # noqa: SIM115
    runpy.run_path(command[0], run_name="__main__")


@contextmanager
def served_by(*command: str) -> Iterator[str]:
    """The address of the app that Python serves when it is started like this."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield _address(server.stdout.readline())
        finally:
            server.terminate()


def _address(line: str) -> str:
    address = re.search(r"http://\S+", line)
    assert address is not None
    return address.group()
