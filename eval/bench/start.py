"""How long a server takes from its start until it lives, and until it can answer:

    python -m eval.bench.start milvus://127.0.0.1/reports

starts `citera serve` and `citera app` over an index, in a folder or in Milvus, several times each.
Python keeps what it compiles, as in an installation.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from os import times
from tempfile import TemporaryDirectory

import click
import httpx

from eval.bench.growth import Taken, shown

COMMANDS = ("serve", "app")
WAIT = 120.0  # seconds for an answer
BETWEEN = 0.01  # seconds between two questions

Served = subprocess.Popen[str]


def until_living(server: Served, address: str) -> None:
    """Wait until /healthz is answered with 200."""
    ended = time.perf_counter() + WAIT
    while server.poll() is None and time.perf_counter() < ended:
        try:
            if httpx.get(f"{address}/healthz", timeout=WAIT).is_success:
                return
        except httpx.TransportError:
            time.sleep(BETWEEN)
    raise RuntimeError("the server did not start; see what it printed")


def until_ready(server: Served, address: str) -> None:
    """Wait until the server says that it can be asked, and /readyz says so too."""
    assert server.stdout is not None
    if not server.stdout.readline():
        raise RuntimeError("the server did not start; see what it printed")
    httpx.get(f"{address}/readyz", timeout=WAIT).raise_for_status()


def taken(command: str, index: str, compiled: str, wait: Callable[[Served, str], None]) -> Taken:
    """What it takes until `wait` has waited; of the processor, the server's own share, and what
    ending it takes. What Python compiles is in a folder.
    """
    spent, began = _of_children(), time.perf_counter()
    with _started(command, index, compiled) as (server, address):
        wait(server, address)
        clock = time.perf_counter() - began
    return Taken(clock, _of_children() - spent)


@contextmanager
def _started(command: str, index: str, compiled: str) -> Iterator[tuple[Served, str]]:
    environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    port = _free_port()
    with TemporaryDirectory() as data:
        line = [sys.executable, "-m", "qa", command, "--index", index, "--port", str(port)]
        with subprocess.Popen(
            [*line, "--data", data], env=environment, text=True, stdout=subprocess.PIPE
        ) as server:
            try:
                yield server, f"http://127.0.0.1:{port}"
            finally:
                server.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        port: int = place.getsockname()[1]
        return port


def _of_children() -> float:
    ended = times()
    return ended.children_user + ended.children_system


def row(command: str, index: str, count: int, compiled: str) -> str:
    """The quickest start of a command: others on the machine only make it slower."""
    taken(command, index, compiled, until_ready)  # compiles
    cells = [
        shown(_least([taken(command, index, compiled, each) for _ in range(count)]))
        for each in (until_living, until_ready)
    ]
    return f"| `citera {command}` | {' | '.join(cells)} |"


def _least(taken: Sequence[Taken]) -> Taken:
    return Taken(*map(min, zip(*taken, strict=True)))


@click.command()
@click.argument("index")
@click.option("--times", "count", default=5, help="How often each is started.")
def main(index: str, count: int) -> None:
    """Print how soon servers live and are ready."""
    with TemporaryDirectory() as compiled:
        rows = [row(each, index, count, compiled) for each in COMMANDS]
    head = "| command | lives after, s (of the processor) | ready after, s |"
    print("\n".join([head, "|---|--:|--:|", *rows]))


if __name__ == "__main__":
    main()
