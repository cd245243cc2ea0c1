"""What programs or browsers ask, served until interrupted."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from qa.api.gate.request import Application
from qa.api.operating.starting import Starting
from qa.errors import CiteraError

if TYPE_CHECKING:
    import uvicorn

MAX_CONNECTIONS = 200
PORTS = 100  # how many are tried
SECONDS_TO_END = 5  # for what is under way when the server is ended


def serve(
    make: Callable[[], Application],
    host: str,
    port: int,
    told: Callable[[str], None],
    *,
    first: int = 0,
    most: int | None = MAX_CONNECTIONS,
) -> None:
    """Serve what `make` gives, and tell its address once it answers. Until then the server lives
    and says that it is not ready.

    Port 0 is the first free one from `first` on, or any; `most` connections are served at once.
    Raises CiteraError when the port cannot be had, and whatever `make` raises.
    """
    with _listening(host, port, first) as listening:
        name = "localhost" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}"
        starting = Starting()
        server = _server(starting, most)
        running = Thread(target=server.run, args=([listening],), name="citera-server", daemon=True)
        running.start()
        try:
            starting.become(make())
            told(address)
            _wait_for(server, running)
        finally:
            starting.give_up()
            server.should_exit = True
            running.join()


def _server(app: Application, most: int | None) -> uvicorn.Server:
    import uvicorn

    config = uvicorn.Config(
        app,
        access_log=False,
        date_header=False,
        lifespan="on",
        limit_concurrency=most,
        log_level="warning",
        proxy_headers=False,  # anybody may write them
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
        ws="none",
    )
    return uvicorn.Server(config)


def _wait_for(server: uvicorn.Server, running: Thread) -> None:
    """Until a signal ends the server, which first answers what is under way; a second Ctrl-C ends
    it at once. Then the signal does what it does elsewhere.
    """
    caught: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        caught.append(number)
        server.handle_exit(number, frame)

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        while running.is_alive():
            running.join(1)  # Windows lets no signal through while it waits
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    for number in reversed(caught):
        signal.raise_signal(number)


def _listening(host: str, port: int, first: int = 0) -> socket.socket:
    if port or not first:
        return _bound(host, port)
    for each in range(first, first + PORTS - 1):
        try:
            return _bound(host, each)
        except CiteraError:
            continue
    return _bound(host, first + PORTS - 1)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CiteraError(
                "cannot serve on port {port} of {host}: it is taken, perhaps by another citera. "
                "Choose another with --port, or a free one with --port 0",
                port=port,
                host=host,
            ) from error
        raise CiteraError(
            "cannot serve on port {port} of {host}: {error}", port=port, host=host, error=error
        ) from error
