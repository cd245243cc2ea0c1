"""The page where users sign in, and out of the one that they see then."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import parse_qs

from starlette.requests import HTTPConnection, Request

from qa.api.gate.request import Application, Message, Receive, RequestHead, Send
from qa.web.page import render
from qa.web.server.first_in_head import FirstInHead
from qa.web.server.sessions import Sessions, cookie_names, user_of
from qa.web.wording.page_strings import COOKIE, TEXTS, language_of, text

MAX_FORM = 10_000  # bytes of a name and a password
RELOAD = """<script>
(() => {
    const ask = window.fetch;
    window.fetch = async (...request) => {
        const answer = await ask(...request);
        if (answer.status === 401) location.reload();
        return answer;
    };
})();
</script>"""
"""To run before all else in the page: once a session is over, it leads back to signing in."""

FORGET = """<script>
(() => {
    const whose = %r;
    try {
        if (whose && localStorage.getItem('citera-user') === whose) return;
        for (const key of Object.keys(localStorage))
            if (key.startsWith('citera-')) localStorage.removeItem(key);
        if (whose) localStorage.setItem('citera-user', whose);
        else history.replaceState(null, '', './');
    } catch {
        return; // the browser lets nobody store anything
    }
})();
</script>"""
"""To run before the page reads what the browser keeps: conversations and pinned quotes of others
than the user with that mark are forgotten; all, where nobody has it.
"""


class SignIn:
    """ASGI middleware that shows the page to those alone who are signed in, and others how."""

    def __init__(self, app: Application, sessions: Sessions) -> None:
        """Show the page that `app` serves to who has one of `sessions`."""
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer what has to do with signing in; leave the rest to the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = RequestHead(scope)
        if head.path == "/sign-in":
            await self._sign_in(head, receive, send)
        elif head.path == "/sign-out":
            await self._sign_out(head, send)
        elif head.path != "/":
            await self._app(scope, receive, send)
        elif await self._sessions.admits(head):
            forgets = FORGET % _mark(user_of(Request(scope)) or "")
            await FirstInHead(self._app, forgets)(scope, receive, send)
        else:
            await _show(head, send)

    async def _sign_out(self, head: RequestHead, send: Send) -> None:
        server = head.scope["app"]
        # A picture or link on another site's page sends no form, and its form no cookie.
        if head.method == "POST" and self._sessions.end(server, head):
            gone = [_gone(name) for name in cookie_names(server)]
            await _show(head, send, first=FORGET % "", cookies=gone)
        else:
            await _lead_back(send, [])

    async def _sign_in(self, head: RequestHead, receive: Receive, send: Send) -> None:
        if head.method != "POST":
            await _lead_back(send, [])
            return
        # Another site's page could sign somebody in as another, who then asks what that one reads.
        is_ours = head.header("sec-fetch-site") in ("", "same-origin", "none")
        name, password = await _form(receive)
        server = head.scope["app"]
        token = await self._sessions.begin(server, name, password) if is_ours and name else None
        if token is None:
            await _show(head, send, failed=True)
            return
        secure, unsecure = cookie_names(server)
        kept = f"{unsecure}={token}; Path=/; HttpOnly; SameSite=Lax"
        if head.header("x-forwarded-proto") == "https":
            kept += "; Secure"
        await _lead_back(send, [_gone(secure), kept])


async def _form(receive: Receive) -> tuple[str, str]:
    """Name and password; empty where the form is none."""
    body, more = b"", True
    while more and len(body) <= MAX_FORM:
        message = await receive()
        body += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
    try:
        fields = parse_qs(body[:MAX_FORM].decode("utf-8"), max_num_fields=10)
    except ValueError:
        return "", ""
    return fields.get("name", [""])[0].strip(), fields.get("password", [""])[0]


async def _show(
    head: RequestHead,
    send: Send,
    failed: bool = False,
    first: str = "",
    cookies: Sequence[str] = (),
) -> None:
    """The form, in the language that the visitor reads or has just chosen, with some HTML `first`
    in its head.
    """
    chosen = parse_qs(head.scope["query_string"].decode("latin-1")).get("language", [""])[0]
    language = chosen if chosen in TEXTS else language_of(HTTPConnection(head.scope))
    other = next(code for code in TEXTS if code != language)
    said = {
        name: text(language, name)
        for name in ("tagline", "other_language", "user_name", "password", "sign_in", "not_known")
    }
    page = render("sign_in.html", language=language, other=other, said=said, failed=failed)
    page = page.replace("<head>", f"<head>{first}", 1)
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")]
    if chosen in TEXTS:
        kept = f"{COOKIE}={chosen}; Path=/; Max-Age=31536000; SameSite=Lax"
        headers.append((b"set-cookie", kept.encode()))
    headers += [(b"set-cookie", each.encode()) for each in cookies]
    await send(
        {"type": "http.response.start", "status": 403 if failed else 200, "headers": headers}
    )
    await send({"type": "http.response.body", "body": page.encode()})


async def _lead_back(send: Send, cookies: list[str]) -> None:
    """To the page, whatever a proxy calls it."""
    headers = [(b"location", b"./"), (b"cache-control", b"no-store")]
    headers += [(b"set-cookie", each.encode()) for each in cookies]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _mark(user: str) -> str:
    """What stands for a user in the browser's storage."""
    return sha256(user.encode()).hexdigest()[:16]


def _gone(cookie: str) -> str:
    return f"{cookie}=; Path=/; Max-Age=0; HttpOnly"
