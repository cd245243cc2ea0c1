"""How long a server takes from its start until it says that it can answer:

    python -m eval.bench.start milvus://127.0.0.1/reports

starts `citera serve` and `citera app` over an index, in a folder or in Milvus, several times each.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from os import times
from tempfile import TemporaryDirectory

import click
import httpx

from eval.bench.growth import Taken, shown

COMMANDS = ("serve", "app")
WAIT = 120.0  # seconds for an answer


def until_ready(command: str, index: str) -> Taken:
    """What it takes until /readyz is answered with 200; of the processor, the server's own share,
    and what ending it takes.
    """
    spent = _of_children()
    began = time.perf_counter()
    with TemporaryDirectory() as data:
        line = [sys.executable, "-m", "qa", command, "--index", index, "--port", "0"]
        server = subprocess.Popen([*line, "--data", data], stdout=subprocess.PIPE, text=True)
        with server:
            try:
                assert server.stdout is not None
                found = re.search(r"http://[^ /]+:\d+", server.stdout.readline())
                if found is None:
                    raise RuntimeError(f"citera {command} did not start; see what it printed")
                httpx.get(f"{found.group()}/readyz", timeout=WAIT).raise_for_status()
                clock = time.perf_counter() - began
            finally:
                server.kill()
    return Taken(clock, _of_children() - spent)


def _of_children() -> float:
    ended = times()
    return ended.children_user + ended.children_system


def table(measured: Sequence[tuple[str, Sequence[Taken]]]) -> list[str]:
    """The quickest start of each command: others on the machine only make it slower."""
    rows = [
        f"| `citera {command}` | {shown(Taken(*map(min, zip(*taken, strict=True))))} |"
        for command, taken in measured
    ]
    return ["| command | ready after, s (of the processor) |", "|---|--:|", *rows]


@click.command()
@click.argument("index")
@click.option("--times", "count", default=5, help="How often each is started.")
def main(index: str, count: int) -> None:
    """Print how soon servers are ready."""
    measured = [(each, [until_ready(each, index) for _ in range(count)]) for each in COMMANDS]
    print("\n".join(table(measured)))


if __name__ == "__main__":
    main()
