"""What of Gradio's server may be reached, by whom and with how much.

Gradio serves more than this page needs: a proxy, files by address, an editor's routes, and its
functions by number or name, private ones too. Only what is listed here gets through; what the page
alone may call needs the cookie that comes with the page, which no other site can send.
"""

from __future__ import annotations

import json
import re
import secrets
from base64 import b64encode
from collections.abc import Collection
from hashlib import sha256
from typing import Any

from qa.api.gate.request import Application, Message, Receive, RequestHead, Send, limited
from qa.errors import RequestTooLargeError
from qa.web.server.sessions import Sessions, cookies_of

MEGABYTE = 1_000_000
MAX_REQUEST_BYTES = 16 * MEGABYTE
MAX_UPLOAD_BYTES = 250 * MEGABYTE  # of all files together; see qa.library.uploads for one
ENDPOINTS = ("ask", "search", "documents")
PAGE_COOKIE = "citera-page"
NAMES = "|".join(ENDPOINTS)

OPEN = re.compile(
    r"/|/login/?|/sign-(in|out)|/(assets|static|svelte)/.*|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt"
    r"|/gradio_api/(theme\.css|startup-events|user/?|login_check/?|app_id/?)"
)
"""What is needed before anybody has logged in."""

GET = re.compile(
    r"/config/?|/viewer/(part|page|contents|hits|original)"
    r"|/gradio_api/(info/?|openapi\.json|queue/data|upload_progress|heartbeat/\w+"
    rf"|file=(?!\w\w+:/).*|call/(v2/)?({NAMES})/\w+)"
)
POST = re.compile(
    rf"/gradio_api/((queue/join|upload|cancel|reset)/?|(call|call/v2|run|api)/({NAMES})/?)"
)
ENTRIES = re.compile(r"/login/?|/sign-(in|out)")
"""Where names and passwords are sent: programs to Gradio's own, the page to ours."""
PAGE_ONLY = re.compile(r"^/viewer/|/upload$")
CALLS = re.compile(rf"/gradio_api/(queue/join|(run|api)/({NAMES}))/?")
RESULT = re.compile(rf"/gradio_api/call/(v2/)?({NAMES})/(?P<event>\w+)")
INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' {scripts}; style-src 'self' "
    "'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
"""A script in the page itself runs only by its hash, the attributes of an element never do.

'unsafe-eval' cannot go: Gradio 6.31 makes functions of the `js` of an event while it builds the
page, and of the template of every gr.HTML; without it the page stays at "Loading…"."""


class Guard:
    """ASGI middleware around Gradio's server."""

    def __init__(
        self,
        app: Application,
        *,
        public: Collection[int],
        sessions: Sessions | None = None,
        hosts: Collection[str] = (),
    ) -> None:
        """Let requests through to `app`.

        `public` has the numbers of the functions that any program may call. With `sessions` only
        who has one gets in. `hosts`: the names that the server may be called by, none for any;
        others are pages of elsewhere that got their name to lead here.
        """
        self._app = app
        self._public = public
        self._sessions = sessions
        self._hosts = hosts
        self._cookie = secrets.token_urlsafe()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # nothing here talks by WebSocket
        request = _Request(scope)
        refused = await self._refusal(request)
        body = b""
        if refused is None:
            limit = MAX_UPLOAD_BYTES if request.path.endswith("/upload") else MAX_REQUEST_BYTES
            receive = limited(receive, limit)
            if CALLS.fullmatch(request.path) and not self._is_page(request):
                body, receive = await _read(receive)
                refused = None if self._may_call(body) else (403, "only the page may call this")
        if refused is not None:
            await _refuse(send, *refused, asks_itself=request.is_browser)
            return
        try:
            await self._app(scope, receive, self._sender(request, send))
        except RequestTooLargeError:
            await _refuse(send, 413, "the request is too large")
        finally:
            if fetched := RESULT.fullmatch(request.path):
                _forget(scope["app"], fetched["event"])

    async def _refusal(self, request: _Request) -> tuple[int, str] | None:
        """Status and reason for a request that does not get through."""
        if self._hosts and request.host not in self._hosts:
            return 421, "the page has another name"
        if not self._is_offered(request):
            return 404, "there is nothing here"
        if (
            self._sessions
            and not OPEN.fullmatch(request.path)
            and not await self._sessions.admits(request)
        ):
            return 401, "log in first"
        if PAGE_ONLY.search(request.path) and not self._is_page(request):
            return 403, "only the page may call this"
        limit = MAX_UPLOAD_BYTES if request.path.endswith("/upload") else MAX_REQUEST_BYTES
        if request.length > limit:
            return 413, "the request is too large"
        return None

    def _is_offered(self, request: _Request) -> bool:
        if ".." in request.path.split("/"):
            return False
        if request.method == "POST":
            return bool(POST.fullmatch(request.path) or ENTRIES.fullmatch(request.path))
        return request.method in ("GET", "HEAD", "OPTIONS") and bool(
            OPEN.fullmatch(request.path) or GET.fullmatch(request.path)
        )

    def _is_page(self, request: _Request) -> bool:
        return secrets.compare_digest(
            request.cookies.get(request.page_cookie, "").encode(), self._cookie.encode()
        )

    def _may_call(self, body: bytes) -> bool:
        """Whether the function called, if by its number, is one that any program may call."""
        try:
            number = json.loads(body).get("fn_index")
        except (ValueError, AttributeError, RecursionError):
            return False
        return number is None or (type(number) is int and number in self._public)

    def _sender(self, request: _Request, send: Send) -> Send:
        """Add what keeps a browser from calling elsewhere; and to the page, its cookie."""
        start: Message = {}
        parts: list[bytes] = []

        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                if not _is_html(message):
                    message["headers"] = [*message["headers"], *_headers(())]
                    await send(message)
                return
            if not start or not _is_html(start):
                await send(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            page = b"".join(parts)
            scripts = INLINE_SCRIPT.findall(page)
            start["headers"] = [*start["headers"], *_headers(scripts)]
            if request.path == "/":
                cookie = f"{request.page_cookie}={self._cookie}; Path=/; HttpOnly; SameSite=Strict"
                start["headers"].append((b"set-cookie", cookie.encode()))
            await send(start)
            await send({"type": "http.response.body", "body": page})

        return sender


class _Request(RequestHead):
    """What is asked of a request's head, cookies included."""

    @property
    def page_cookie(self) -> str:
        """The cookie's name; browsers send cookies to every port of a machine."""
        return f"{PAGE_COOKIE}-{self.scope['server'][1]}"

    @property
    def is_browser(self) -> bool:
        """Whether a browser says that it asks, as all do that are kept up to date."""
        return bool(self.header("sec-fetch-mode"))

    @property
    def cookies(self) -> dict[str, str]:
        """Every cookie by its name."""
        return cookies_of(self)


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    """The whole body, and a way to receive it again."""
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    body = b"".join(parts)
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def again() -> Message:
        return next(messages, None) or await receive()

    return body, again


def _forget(server: Any, event: str) -> None:
    """Drop what Gradio keeps for a program's call, which has a session of its own by its name:
    a fifth of a megabyte each, for as many as it keeps for pages.
    """
    sessions = server.get_blocks().state_holder
    sessions.session_data.pop(event, None)
    sessions.time_last_used.pop(event, None)


async def _refuse(send: Send, status: int, reason: str, asks_itself: bool = False) -> None:
    """Say why not. `asks_itself`: who is refused would ask for a password by itself."""
    headers = [(b"content-type", b"application/json"), *_headers(())]
    if status == 401 and not asks_itself:
        headers.append((b"www-authenticate", b'Basic realm="Citera", charset="UTF-8"'))
    if status == 413:
        headers.append((b"connection", b"close"))  # else what is on its way would be read
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps({"error": reason}).encode()})


def _is_html(start: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in start["headers"]
    )


def _headers(scripts: Collection[bytes]) -> list[tuple[bytes, bytes]]:
    hashes = {b64encode(sha256(each).digest()).decode() for each in scripts}
    policy = POLICY.format(scripts=" ".join(f"'sha256-{each}'" for each in sorted(hashes)))
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]
