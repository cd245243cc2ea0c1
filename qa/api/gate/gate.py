"""What stands before the API: who may ask, from where, how often and with how much."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect

from qa.api.gate.rate_limit import RateLimit
from qa.api.gate.request import (
    Application,
    Message,
    Receive,
    RequestHead,
    Send,
    in_time,
    limited,
)
from qa.api.gate.tokens import Tokens
from qa.api.problems import send_problem
from qa.errors import (
    CiteraError,
    ForbiddenRequestError,
    RequestTooLargeError,
    TooManyRequestsError,
    UnknownTokenError,
    WrongHostError,
)
from qa.library.people.roles import Role
from qa.library.uploads import MAX_MEGABYTES, MEGABYTE

UPLOADS = "/v1/documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of the server a client, and all of them, may take.

    `requests_per_minute`: of one client, which is a token or, without tokens, an address.
    `body_bytes`: of a request, `upload_bytes` of an upload. `body_seconds`: between two parts of a
    body. `answers_at_once`: questions that are answered at the same time; `waiting`: others that
    wait for their turn; `answer_seconds`: until an answer is given up, its turn included.
    """

    requests_per_minute: int = 120
    body_bytes: int = MEGABYTE
    upload_bytes: int = MAX_MEGABYTES * MEGABYTE
    body_seconds: float = 20
    answers_at_once: int = 4
    waiting: int = 64
    answer_seconds: float = 300


class Gate:
    """ASGI middleware around the API."""

    def __init__(
        self,
        app: Application,
        *,
        limits: Limits,
        tokens: Tokens | None = None,
        hosts: Collection[str] = (),
        origins: Collection[str] = (),
    ) -> None:
        """Let requests through to `app`.

        With `tokens` only who has one gets in. `hosts`: the names that the server may be called
        by, none for any; others are pages of elsewhere that got their name to lead here.
        `origins`: the sites whose pages may ask, beside this server's own.
        """
        self._app = app
        self._limits = limits
        self._tokens = tokens
        self._hosts = hosts
        self._origins = origins
        self._rate = RateLimit(limits.requests_per_minute)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through; a fault in it is logged without what was asked."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # nothing here talks by WebSocket
        head, started = RequestHead(scope), False

        async def sender(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            most = self._admitted(head)
            receive = in_time(limited(receive, most), self._limits.body_seconds)
            await self._app(scope, receive, sender)
        except ClientDisconnect:
            pass
        except Exception as error:
            if not isinstance(error, CiteraError):
                log_fault(error)
            if not started:
                await send_problem(error, send)

    def _admitted(self, head: RequestHead) -> int:
        """How many bytes the request's body may have; who sent it, and what they may do, is noted
        in its state. Raises RequestError's kinds.
        """
        if self._hosts and head.host not in self._hosts:
            raise WrongHostError("the server has another name.")
        self._check_origin(head)
        holder = self._holder(head)
        address = (head.scope.get("client") or ("",))[0]
        if wait := self._rate.seconds_to_wait(holder or address):
            raise TooManyRequestsError("too many requests; wait {seconds} s.", seconds=wait)
        if self._tokens is not None and holder is None:
            raise UnknownTokenError(
                "no token that is known; send one in the header Authorization: Bearer TOKEN"
            )
        role = Role.MANAGE if self._tokens is None else self._tokens.role(holder)
        head.scope.setdefault("state", {}).update(role=role, holder=holder)
        is_upload = head.method == "POST" and head.path.rstrip("/") == UPLOADS
        most = self._limits.upload_bytes if is_upload else self._limits.body_bytes
        if head.length > most:
            raise RequestTooLargeError("the request has more than {limit:,} bytes.", limit=most)
        return most

    def _check_origin(self, head: RequestHead) -> None:
        """Browsers tell whose page asks; another site's could ask without reading what comes."""
        origin = head.header("origin")
        if not origin or origin in self._origins:
            return
        if _place(origin) != head.header("host").lower():
            raise ForbiddenRequestError(
                "pages of another site may not ask here; allow it with: citera serve "
                "--allow-origin ORIGIN"
            )

    def _holder(self, head: RequestHead) -> str | None:
        kind, _, token = head.header("authorization").partition(" ")
        if self._tokens is None or kind.lower() != "bearer":
            return None
        return self._tokens.holder(token.strip())


def log_fault(error: Exception) -> None:
    """Log where a fault of ours came from, but not its message: a question may be part of it."""
    places = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger(__name__).error("%s in a request\n%s", type(error).__name__, places)


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
