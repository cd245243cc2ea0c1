"""Users sign in on a page of ours, in their language, and are signed out again."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from qa.api.gate.request import RequestHead
from qa.library.people.users import Users, user_of, users_line
from qa.web.server.login_throttle import LoginThrottle
from qa.web.server.sessions import MAX_SECONDS, UNUSED_SECONDS, Sessions
from tests.browser.serving import PLAIN, served

pytestmark = pytest.mark.one_process

LAMP = "The harbour lamp\n\nThe harbour lamp was lit in 1912 by its keeper.\n"
FORM = {"name": " anna ", "password": "höst:regn"}


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of users."""
    users = tmp_path_factory.mktemp("users") / "users"
    users.write_text(f"{users_line('anna', 'höst:regn')}\n{users_line('bo', 'snö')}\n", "utf-8")
    return users


@pytest.fixture(scope="module")
def address(users: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "lamp.txt").write_text(LAMP, "utf-8")
    with served(str(folder), "--users", str(users), *PLAIN) as address:
        yield address


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, headers={"accept-language": "sv"}) as http:
        yield http


def test_a_stranger_sees_the_form_in_their_language_and_nothing_else(http: httpx.Client) -> None:
    page = http.get("/")
    assert page.status_code == 200
    assert "Logga in" in page.text
    assert "gradio" not in page.text.lower()
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "Sign in" in http.get("/", params={"language": "en"}).text
    assert "Sign in" in http.get("/").text  # as was chosen
    assert "Sign in" in http.get("/", params={"language": "<b>"}).text


def test_one_gets_in_and_out_again(http: httpx.Client) -> None:
    entered = http.post("sign-in", data=FORM)
    assert (entered.status_code, entered.headers["location"]) == (303, "./")
    kept = [each for each in entered.headers.get_list("set-cookie") if "Max-Age=0" not in each]
    assert re.search(r"^access-token\S+=\S+; Path=/; HttpOnly; SameSite=Lax$", kept[0])
    assert http.get("/config").json()["username"] == "anna"
    borne = dict(http.cookies)
    assert http.get("sign-out").status_code == 303  # as a picture on another page asks for it
    assert http.get("/config").status_code == 200
    left = http.post("sign-out")
    assert (left.status_code, left.headers["cache-control"]) == (200, "no-store")
    assert "Logga in" in left.text
    assert http.get("/config").status_code == 401
    http.cookies.update(borne)  # who kept the cookie has nothing of it
    assert http.get("/config").status_code == 401


def test_what_the_browser_keeps_is_the_users_until_they_sign_out(http: httpx.Client) -> None:
    forgets = re.compile(r"whose = '(\w*)'")
    assert not forgets.search(http.get("/").text)  # the session may only be over
    assert not forgets.search(http.post("sign-out").text)  # another site's form bears no cookie
    http.post("sign-in", data=FORM)
    whose = forgets.search(http.get("/").text)
    assert whose
    assert len(whose[1]) == 16
    assert "anna" not in whose[1]
    nobody = forgets.search(http.post("sign-out").text)
    assert nobody
    assert nobody[1] == ""


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "x"), ("eva", "höst:regn"), ("", "höst:regn"), ("anna", "")]
)
def test_who_is_not_known_is_told_so_and_no_more(
    http: httpx.Client, name: str, password: str
) -> None:
    refused = http.post("sign-in", data={"name": name, "password": password})
    assert refused.status_code == 403
    assert "Ingen användare" in refused.text
    assert "www-authenticate" not in refused.headers  # for which browsers would ask themselves
    assert "set-cookie" not in refused.headers or "access-token" not in str(refused.headers)
    assert http.get("/config").status_code == 401


@pytest.mark.parametrize("body", [b"\xff", b"name=" + b"a" * 20_000, b"", b"a=1&" * 100])
def test_what_is_no_form_lets_nobody_in(http: httpx.Client, body: bytes) -> None:
    assert http.post("sign-in", content=body).status_code == 403


def test_another_sites_page_signs_nobody_in(http: httpx.Client) -> None:
    sent = http.post("sign-in", data=FORM, headers={"sec-fetch-site": "cross-site"})
    assert sent.status_code == 403
    assert http.post("sign-in", data=FORM, headers={"host": "evil.example"}).status_code == 421


def test_behind_https_the_cookie_is_for_https(http: httpx.Client) -> None:
    sent = http.post("sign-in", data=FORM, headers={"x-forwarded-proto": "https"})
    assert any(each.endswith("; Secure") for each in sent.headers.get_list("set-cookie"))


@pytest.mark.integration
def test_who_is_taken_out_of_the_file_is_signed_out(http: httpx.Client, users: Path) -> None:
    http.post("sign-in", data={"name": "bo", "password": "snö"})
    assert http.get("/config").json()["username"] == "bo"
    users.write_text(users.read_text("utf-8").splitlines()[0], "utf-8")
    for _ in range(120):  # far more than it takes: the file is looked at every ten seconds
        if http.get("/config").status_code == 401:
            break
        time.sleep(0.5)
    assert http.get("/config").status_code == 401
    assert http.post("sign-in", data={"name": "bo", "password": "snö"}).status_code == 403
    assert http.post("sign-in", data=FORM).status_code == 303


class Clock:
    """Tells a time that tests set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def begun(
    clock: Clock, users: Users | None = None
) -> tuple[Sessions, SimpleNamespace, RequestHead]:
    """Sessions, the server that keeps the one of anna, and a request that bears it."""
    server = SimpleNamespace(tokens={}, cookie_id="x")
    sessions = Sessions(LoginThrottle(users or user_of("anna:regn")), clock)
    token = await sessions.begin(server, "anna", "regn")
    cookie = f"access-token-unsecure-x={token}".encode()
    scope = {"app": server, "path": "/", "method": "GET", "headers": [(b"cookie", cookie)]}
    return sessions, server, RequestHead(scope)


def test_a_session_that_is_not_used_ends() -> None:
    async def use() -> None:
        clock = Clock()
        sessions, server, head = await begun(clock)
        for _ in range(3):
            clock.now += UNUSED_SECONDS - 1
            assert await sessions.admits(head)
        clock.now += UNUSED_SECONDS + 1
        assert not await sessions.admits(head)
        assert server.tokens == {}

    asyncio.run(use())


def test_a_session_that_is_used_ends_in_the_end() -> None:
    async def use() -> None:
        clock = Clock()
        sessions, server, head = await begun(clock)
        for _ in range(int(MAX_SECONDS / 3_600)):
            clock.now += 3_600
            assert await sessions.admits(head)
        clock.now += 1
        assert not await sessions.admits(head)
        assert server.tokens == {}

    asyncio.run(use())


@pytest.mark.parametrize("other", ["bo:regn", "anna:snö"])
def test_a_session_ends_with_its_user_or_password(other: str) -> None:
    async def use() -> None:
        users = user_of("anna:regn")
        sessions, server, head = await begun(Clock(), users)
        assert await sessions.admits(head)
        users.become(user_of(other))
        assert not await sessions.admits(head)
        assert server.tokens == {}

    asyncio.run(use())


def test_sessions_that_were_left_are_dropped_when_another_begins() -> None:
    async def use() -> None:
        clock = Clock()
        sessions, server, head = await begun(clock)
        assert await sessions.admits(head)
        clock.now += UNUSED_SECONDS + 1
        token = await sessions.begin(server, "anna", "regn")
        assert [*server.tokens] == [token]

    asyncio.run(use())
