"""Who is signed in, and for how long."""

from __future__ import annotations

import secrets
import time
from base64 import b64decode
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.requests import Request

from qa.api.gate.request import RequestHead
from qa.library.people.users import Password
from qa.web.server.login_throttle import LoginThrottle

UNUSED_SECONDS = 8 * 3_600  # after which a session is over
MAX_SECONDS = 7 * 24 * 3_600  # however much it is used


def cookies_of(head: RequestHead) -> dict[str, str]:
    """Every cookie of a request by its name."""
    try:
        return {key: each.value for key, each in SimpleCookie(head.header("cookie")).items()}
    except CookieError:
        return {}


class Sessions:
    """The sessions of those who signed in, by their tokens, which Gradio's server keeps.

    Each lasts until it is ended, was not used for long, is old, or its user has gone or has another
    password; then its token is of no use.
    """

    def __init__(self, login: LoginThrottle, now: Callable[[], float] = time.monotonic) -> None:
        """Let in whom `login` knows; `now` tells the time in seconds."""
        self._login = login
        self._now = now
        self._times: dict[str, tuple[float, float]] = {}
        self._passwords: dict[str, Password | None] = {}
        self._of_headers: dict[str, str] = {}

    async def begin(self, server: Any, name: str, password: str) -> str | None:
        """A new session's token; None for who is not known with that password."""
        if not await self._login.know(name, password):
            return None
        token = secrets.token_urlsafe()
        server.tokens[token] = name
        self._times[token] = self._now(), self._now()
        self._passwords[token] = self._login.password(name)
        self._drop_old(server)
        return token

    def end(self, server: Any, head: RequestHead) -> bool:
        """End the session that a request bears; whether it bears one."""
        borne = self._borne(server, head)
        for token in borne:
            self._drop(server, token)
        return bool(borne)

    async def admits(self, head: RequestHead) -> bool:
        """Whether a request bears a session, or a name and password in its header."""
        server = head.scope["app"]
        if any([self._goes_on(server, token) for token in self._borne(server, head)]):
            return True
        user = await self._user_of(head.header("authorization"))
        if user is None:
            return False
        token = self._of_headers.setdefault(user, secrets.token_urlsafe())
        server.tokens[token] = user
        head.scope["headers"].append((b"cookie", f"{cookie_names(server)[1]}={token}".encode()))
        return True

    def _borne(self, server: Any, head: RequestHead) -> list[str]:
        cookies = cookies_of(head)
        found = [cookies.get(name, "") for name in cookie_names(server)]
        return [each for each in found if each in server.tokens]

    def _goes_on(self, server: Any, token: str) -> bool:
        """Whether a session is not over; then, that it was used now."""
        now = self._now()
        began, used = self._times.setdefault(token, (now, now))
        password = self._login.password(server.tokens[token])
        is_same = password is not None and password == self._passwords.setdefault(token, password)
        if now - used > UNUSED_SECONDS or now - began > MAX_SECONDS or not is_same:
            self._drop(server, token)
            return False
        self._times[token] = began, now
        return True

    def _drop_old(self, server: Any) -> None:
        now = self._now()
        for token, (_, used) in list(self._times.items()):
            if now - used > UNUSED_SECONDS:
                self._drop(server, token)

    def _drop(self, server: Any, token: str) -> None:
        server.tokens.pop(token, None)
        self._times.pop(token, None)
        self._passwords.pop(token, None)

    async def _user_of(self, credentials: str) -> str | None:
        kind, _, encoded = credentials.partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            name, _, password = b64decode(encoded, validate=True).decode().partition(":")
        except ValueError:
            return None
        return name if await self._login.know(name, password) else None


def user_of(request: Request) -> str | None:
    """Who has the session of a request, found as Gradio's server finds it; None for nobody."""
    secure, plain = (request.cookies.get(each, "") for each in cookie_names(request.app))
    name: str | None = request.app.tokens.get(secure or plain)
    return name


def cookie_names(server: Any) -> tuple[str, str]:
    """The cookies in which Gradio's server looks for a token."""
    return f"access-token-{server.cookie_id}", f"access-token-unsecure-{server.cookie_id}"
