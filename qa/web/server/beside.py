"""What programs ask, under the page's own address."""

from __future__ import annotations

from qa.api.gate.request import Application, Message, Receive, Send


class Beside:
    """ASGI middleware that leaves to an API what is asked of it."""

    def __init__(self, app: Application, api: Application, below: str) -> None:
        """Ask `api` what stands at or below that path, and `app` all else."""
        self._app = app
        self._api = api
        self._below = below

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer as one of the two does."""
        is_api = scope["type"] == "http" and f"{scope['path']}/".startswith(f"{self._below}/")
        await (self._api if is_api else self._app)(scope, receive, send)
