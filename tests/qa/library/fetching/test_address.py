"""Addresses are of the web and plain; machines are public or not, however that is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import FetchError
from qa.library.fetching.address import is_public, web_address


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (" example.org ", "https://example.org/"),
        ("HTTP://Example.org:80/A?b=c d#e".replace(" ", "%20"), "http://example.org/A?b=c%20d"),
        ("https://räksmörgås.se/å", "https://xn--rksmrgs-5wao1o.se/%C3%A5"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("https://example.org./a/../b", "https://example.org/a/../b"),
    ],
)
def test_an_address_is_read_as_it_is_meant(written: str, meant: str) -> None:
    address = web_address(written)
    assert str(address) == meant
    assert web_address(meant) == address


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", "file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "data:,x",
        "http://", "http:///x", "http://a b.example/", "http://example.org:22/", "http://x:99999/",
        "http://example.org:0/", "http://user:word@example.org/", "http://user@example.org/",
        "http://example.org/\r\nX: y", "http://example.org\\@evil.example/", "http://[::1/",
        f"http://{'a' * 64}.example/", "http://example.org/" + "a" * 2_000, "http://a..b/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(written: str) -> None:
    with pytest.raises(FetchError):
        web_address(written)


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(FetchError) as refused:
        web_address("https://anna:hemligt@example.org/")
    assert "hemligt" not in str(refused.value)


@given(st.text(max_size=60))
def test_any_text_is_an_address_in_ascii_or_refused(written: str) -> None:
    try:
        address = web_address(f"http://example.org/{written}")
    except FetchError:
        return
    assert str(address).isascii()
    assert address.host == "example.org"
    assert set(str(address)).isdisjoint(' <>\r\n\\"')


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1", "127.255.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "100.64.0.1", "169.254.169.254", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::", "localhost", "",
    ],
)  # fmt: skip
def test_a_machine_of_no_open_network_is_not_public(machine: str) -> None:
    assert not is_public(machine)


@pytest.mark.parametrize(
    "machine", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_a_machine_of_the_open_network_is_public(machine: str) -> None:
    assert is_public(machine)
