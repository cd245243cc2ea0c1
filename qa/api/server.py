"""What programs ask, by itself, served until interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from qa.api.gate.request import Application
from qa.api.operating.starting import Starting
from qa.errors import CiteraError

if TYPE_CHECKING:
    import uvicorn

MAX_CONNECTIONS = 200
SECONDS_TO_END = 5  # for what is under way when the server is ended


def serve(app: Application, host: str, port: int, path: str) -> None:
    """Serve `app`, and say that it is at `path`. Port 0 is any free one.

    Raises CiteraError when the port cannot be had.
    """
    with _listening(host, port) as listening:
        _say_where(host, listening, path)
        _server(app).run(sockets=[listening])


def serve_once_made(make: Callable[[], Application], host: str, port: int, path: str) -> None:
    """Serve what `make` gives, as `serve` does. Meanwhile the server lives, and is not ready.

    Raises CiteraError when the port cannot be had, and whatever `make` raises.
    """
    faults: list[BaseException] = []

    def made(fault: BaseException | None) -> None:
        if fault is None:
            _say_where(host, listening, path)
        else:
            faults.append(fault)
            server.should_exit = True

    with _listening(host, port) as listening:
        server = _server(Starting(make, made))
        server.run(sockets=[listening])
    for fault in faults:
        raise fault


def _say_where(host: str, listening: socket.socket, path: str) -> None:
    name, port = (f"[{host}]" if ":" in host else host), listening.getsockname()[1]
    print(f"Citera is at http://{name}:{port}{path} (Ctrl-C ends it)", flush=True)


def _server(app: Application) -> uvicorn.Server:
    import uvicorn

    config = uvicorn.Config(
        app,
        access_log=False,
        date_header=False,
        lifespan="on",
        limit_concurrency=MAX_CONNECTIONS,
        log_level="warning",
        proxy_headers=False,  # anybody may write them
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
        ws="none",
    )
    return uvicorn.Server(config)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CiteraError(
            "cannot serve on port {port} of {host}: {error}", port=port, host=host, error=error
        ) from error
