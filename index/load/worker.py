"""Parses the files that another process names: `python -m index.load.worker SECONDS MEGABYTES`.

A line of JSON on standard input is a path, the line that answers it on standard output one of
{"extracted": …}, {"refused": a message} and {"missing": a library}, each with {"spent": whether the
next file should get a new process}; the first line, {}, says that it is ready.
A parser that hangs, crashes or fills the memory takes this process with it and nothing else.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.load.formats.by_suffix import memory_is_short, parse


def main() -> None:
    """Answer until standard input ends."""
    seconds, megabytes = float(sys.argv[1]), int(sys.argv[2])
    limit_memory(megabytes * 1_000_000)
    with os.fdopen(os.dup(1), "w", encoding="ascii") as replies:
        os.dup2(2, 1)  # what a library prints is no reply
        print("{}", file=replies, flush=True)
        for line in sys.stdin.buffer:
            _end_after(seconds)
            reply = _reply(Path(json.loads(line))) | {"spent": memory_is_short()}
            print(json.dumps(reply), file=replies, flush=True)
            _end_after(0)


def _reply(path: Path) -> dict[str, Any]:
    try:
        return {"extracted": asdict(parse(path))}
    except LoadError as error:
        return {"refused": error.message.encoded()}
    except ImportError as error:
        return {"missing": str(error)}


def _end_after(seconds: float) -> None:
    """Have the system end this process even where the one that would do so has gone; 0: never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds and seconds + 1)


def limit_memory(size: int) -> None:
    """Let this process hold no more than `size` bytes, where the system can see to that."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or size < hard:
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
