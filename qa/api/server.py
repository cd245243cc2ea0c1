"""What programs ask, by itself, served until interrupted."""

from __future__ import annotations

import socket

from qa.api.gate.request import Application
from qa.errors import CiteraError

MAX_CONNECTIONS = 200
SECONDS_TO_END = 5  # for what is under way when the server is ended


def serve(app: Application, host: str, port: int, path: str) -> None:
    """Serve `app`, and say that it is at `path`. Port 0 is any free one.

    Raises CiteraError when the port cannot be had.
    """
    import uvicorn

    with _listening(host, port) as listening:
        name, taken = (f"[{host}]" if ":" in host else host), listening.getsockname()[1]
        print(f"Citera is at http://{name}:{taken}{path} (Ctrl-C ends it)", flush=True)
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
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CiteraError(
            "cannot serve on port {port} of {host}: {error}", port=port, host=host, error=error
        ) from error
