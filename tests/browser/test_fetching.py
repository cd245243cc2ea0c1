"""The address of a page is pasted: it is fetched once, when that is asked for, and said so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import ask, expect_marked, expect_no_serious_finding, open_tab
from tests.qa.library.fetching.website import Site, website

pytestmark = pytest.mark.browser

QUESTION = "From when until when is the library in Ellery open on weekdays?"


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as site:
        yield site


def fetch(page: Page, address: str) -> None:
    page.get_by_label("Address of the page").fill(address)
    page.get_by_role("button", name="Fetch and add").click()


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_a_page_is_fetched_when_it_is_asked_for_and_never_again(
    open_page: OpenPage, harbour: str, site: Site, keep_picture: KeepPicture, size: tuple[int, int]
) -> None:
    page = open_page(harbour, *size)
    page.get_by_role("button", name="Web address…").click()
    box = page.get_by_label("Address of the page")
    expect(box).to_be_focused()
    expect(page.locator("#add-page")).to_contain_text("Fetched once, when you press the button")
    expect_no_serious_finding(page)
    keep_picture(page, f"fetch-{size[0]}")
    box.fill(f"{site.address}/hours?{size[0]}")
    assert site.asked == []
    page.get_by_role("button", name="Fetch and add").click()
    expect(page.locator("#outcome")).to_contain_text(f"Fetched {site.address}/hours")
    expect(box).to_have_value("")
    expect(page.locator("#listed")).to_contain_text("Opening hours")
    assert site.asked == [f"/hours?{size[0]}"]
    open_tab(page, "Chat")
    ask(page, QUESTION)
    expect_marked(
        page,
        "The library in Ellery is open from nine until seven on weekdays, as it has been for many "
        "years.",
    )
    page.reload()
    page.locator("#document .panel").wait_for()
    assert site.asked == [f"/hours?{size[0]}"]  # nor does opening the document fetch anything


def test_what_cannot_be_fetched_is_said_and_may_be_mended(
    open_page: OpenPage, harbour: str, site: Site, keep_picture: KeepPicture
) -> None:
    page = open_page(harbour, locale="sv")
    page.get_by_role("button", name="Webbadress…").click()
    box = page.get_by_label("Sidans adress")
    expect(box).to_be_focused()  # what is written before is lost when the box comes
    for written, reason in (
        ("file:///etc/passwd", "är ingen adress till en sida"),
        (f"{site.address}/gone", "ger inte ut den sidan (status 404)"),
    ):
        box.fill(written)
        page.get_by_role("button", name="Hämta och lägg till").click()
        expect(page.get_by_test_id("toast-body").last).to_contain_text(reason)
        expect(box).to_have_value(written)
    keep_picture(page, "fetch-refused")
