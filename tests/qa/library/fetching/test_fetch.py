"""A page is fetched when it may be, within limits; nothing else is, and no other machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.errors import FetchError
from qa.library.fetching import fetch as fetching
from qa.library.fetching.fetch import MAX_REDIRECTS, fetch
from tests.qa.library.fetching.website import PAGE, Site, website


@pytest.fixture(scope="module")
def started() -> Iterator[Site]:
    with website() as site:
        yield site


@pytest.fixture
def site(started: Site) -> Site:
    started.asked.clear()
    started.headers.clear()
    return started


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "fetched"


def refusal(address: str, into: Path, may_be_private: bool = True) -> str:
    with pytest.raises(FetchError) as refused:
        fetch(address, into, may_be_private=may_be_private)
    return str(refused.value)


def test_a_page_is_fetched_to_the_byte_and_nothing_that_it_names(site: Site, into: Path) -> None:
    fetched = fetch(f"{site.address}/hours?day=1#top", into, may_be_private=True)
    assert into.read_bytes() == PAGE.encode()
    assert (str(fetched.address), fetched.suffix) == (f"{site.address}/hours?day=1", ".html")
    assert site.asked == ["/hours?day=1"]
    assert "cookie" not in site.headers[0]


def test_text_is_what_its_name_says(site: Site, into: Path) -> None:
    assert fetch(f"{site.address}/notes.md", into, may_be_private=True).suffix == ".md"


def test_redirects_are_followed_a_few_times(site: Site, into: Path) -> None:
    fetched = fetch(f"{site.address}/to?/to?/hours", into, may_be_private=True)
    assert str(fetched.address) == f"{site.address}/hours"
    site.asked.clear()
    assert "leads on and on" in refusal(f"{site.address}/to?/to", into)  # to /to, and nowhere else
    assert len(site.asked) <= MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "leads_to",
    ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "http://u:p@127.0.0.1/"],
)
def test_a_redirect_leads_to_no_other_kind_of_address(
    site: Site, into: Path, leads_to: str
) -> None:
    refusal(f"{site.address}/to?{leads_to}", into)
    assert not into.exists()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/packed", "packed"),
        ("/large", "more than 50 MB"),
        ("/film", "'video/mp4'"),
        ("/gone", "status 404"),
    ],
)
def test_what_cannot_be_a_document_is_refused(
    site: Site, into: Path, path: str, reason: str
) -> None:
    assert reason in refusal(f"{site.address}{path}", into)


def test_what_drips_is_given_up_in_time(
    site: Site, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_SECONDS", 0.5)
    assert "took longer than 0.5 s" in refusal(f"{site.address}/drips", into)


def test_where_nobody_listens_is_said(into: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "cannot be asked" in refusal(f"http://127.0.0.1:{port}/", into)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_where_several_share_the_app_this_machine_is_not_asked(
    site: Site, into: Path, name: str
) -> None:
    refusal(f"http://{name}:{site.server_port}/", into, may_be_private=False)
    assert site.asked == []


class Names:
    """A name server: what each name leads to, in turn; the last one stays."""

    def __init__(self, **leads_to: list[list[str]]) -> None:
        self._leads_to = leads_to
        self.asked: list[str] = []
        self._real = socket.getaddrinfo

    def getaddrinfo(self, host: str, port: Any, *arguments: Any, **more: Any) -> list[Any]:
        self.asked.append(host)
        if (answers := self._leads_to.get(host)) is None:
            return self._real(host, port, *arguments, **more)
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    found = Names(
        rebound=[["192.0.2.1"], ["127.0.0.1"]],
        both=[["93.184.216.34", "127.0.0.1"]],
        home=[["127.0.0.1"]],
    )
    monkeypatch.setattr(socket, "getaddrinfo", found.getaddrinfo)
    return found


@pytest.mark.parametrize("name", ["both", "home"])
def test_a_name_that_leads_to_this_machine_is_not_asked(
    site: Site, into: Path, names: Names, name: str
) -> None:
    reason = refusal(f"http://{name}:{site.server_port}/", into, may_be_private=False)
    assert "only pages of the open web" in reason
    assert site.asked == []


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    site: Site, into: Path, names: Names
) -> None:
    fetch(f"http://home:{site.server_port}/hours", into, may_be_private=True)
    assert names.asked[0] == "home"
    assert "home" not in names.asked[1:]
    assert site.headers[0]["host"] == f"home:{site.server_port}"


def test_a_name_that_leads_elsewhere_a_moment_later_is_checked_each_time(
    site: Site, into: Path, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At first it is taken for a public machine, which redirects to itself by name."""
    monkeypatch.setattr(
        "qa.library.fetching.connection.is_public", lambda machine: machine == "127.0.0.1"
    )
    names._leads_to["turns"] = [["127.0.0.1"], ["10.0.0.1"]]
    leads_back = f"{site.address.replace('127.0.0.1', 'turns')}/to?/hours"
    reason = refusal(leads_back, into, may_be_private=True)
    assert "only pages of the open web" in reason
    assert site.asked == ["/to?/hours"]
    assert names.asked.count("turns") == 2
