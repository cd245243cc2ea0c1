"""Parsing in a process of its own, so that no file can hang, crash or swell the one that asks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import Any

from index.errors import LoadError
from index.load.extracted import Extracted, extracted_of
from index.load.formats.by_suffix import parse
from index.messages import Message

PLAIN = {".txt", ".text", ".md", ".markdown"}  # read here: their parsers take linear time


class ParserProcess:
    """A process that parses one file after another; started by the first that needs it.

    To be used in a `with` statement, from one thread at a time. The process is a new Python, so it
    makes no difference how this one was started or what its main module is.
    """

    def __init__(self, seconds: float, megabytes: int) -> None:
        """Allow each file so much time, and the process so much memory."""
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ParserProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def parse(self, path: Path) -> Extracted:
        """The same as index.load.formats.by_suffix.parse, and LoadError for what takes too long or
        crashes.

        Raises OSError where no process can be started.
        """
        if path.suffix.lower() in PLAIN:
            return parse(path)
        reply = self._ask(path)
        if "missing" in reply:
            raise ImportError(reply["missing"])
        if "refused" in reply:
            raise LoadError(Message.decoded(reply["refused"]))
        return extracted_of(reply["extracted"])

    def _ask(self, path: Path) -> dict[str, Any]:
        process = self._running()
        expired = Event()
        timer = Timer(self._seconds, _expire, (process, expired))
        timer.start()
        line = _exchange(process, json.dumps(str(path)))
        timer.cancel()
        timer.join()
        if not line or expired.is_set():
            status = self._end()
        if expired.is_set():
            raise LoadError(
                "was not read within {seconds:g} seconds; split it into smaller files, "
                "or raise parse_seconds",
                seconds=self._seconds,
            )
        if not line:
            raise LoadError(
                "made its parser crash (exit status {status}); save it anew, or raise "
                "parse_megabytes",
                status=status,
            )
        reply: dict[str, Any] = json.loads(line)
        if reply["spent"]:  # memory once held is not always given back
            self._end()
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _start(self._seconds, self._megabytes)
        return self._process

    def _end(self) -> int | None:
        """End the process and tell its exit status."""
        process, self._process = self._process, None
        if process is None:
            return None
        with process:
            _kill(process)
        return process.returncode


def command_of(module: str, *arguments: str) -> list[str]:
    """What starts a module of this package in a new Python, with `environment()`."""
    # -P, and no "" on the path: where the command is run, a module may lie among the documents.
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """This process's, in which a new Python finds the same modules."""
    own = str(Path(__file__).parents[2])
    places = [place or own for place in [*sys.path, own]]
    return os.environ | {"PYTHONPATH": os.pathsep.join(places)}


def _start(seconds: float, megabytes: int) -> subprocess.Popen[bytes]:
    command = command_of("index.load.worker", str(seconds), str(megabytes))
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        process_group=0 if os.name == "posix" else None,
    )
    assert process.stdout is not None
    if not process.stdout.readline():
        with process:
            process.kill()
        raise ChildProcessError(
            f"the process that reads files did not start (exit status {process.returncode}); "
            f"see what this says: {' '.join(command)}"
        )
    return process


def _exchange(process: subprocess.Popen[bytes], request: str) -> bytes:
    """The line that answers `request`; empty when the process has ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        os.write(process.stdin.fileno(), f"{request}\n".encode("ascii"))
    except BrokenPipeError:
        return b""
    line = process.stdout.readline()
    if line.endswith(b"\n"):
        return line
    process.wait()
    return b""


def _expire(process: subprocess.Popen[bytes], expired: Event) -> None:
    expired.set()
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process, and what it may have started to read pictures."""
    if os.name != "posix":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):  # all of them have ended
        os.killpg(process.pid, signal.SIGKILL)
