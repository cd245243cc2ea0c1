"""Below an answer its explanation, asked for when it is opened."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import ask, expect_marked, expect_no_serious_finding

pytestmark = pytest.mark.browser

CAMERAS = "How many cameras are there in Belgrade?"


def opened(page: Page, place: int) -> None:
    """Open the explanation of the answer at that place, by its summary."""
    page.locator("#chat .why > summary").nth(place).click()
    expect(page.locator("#chat .why").nth(place).locator(".told p").first).to_be_visible()


def test_each_answer_is_explained_when_that_is_opened(
    open_page: OpenPage, address: str, keep_picture: KeepPicture
) -> None:
    page = open_page(address)
    ask(page, CAMERAS)
    ask(page, "And in Islamabad?")
    said = page.locator("#chat .answer .said").all_inner_texts()
    expect(page.locator("#chat .why table")).to_have_count(0)
    opened(page, 1)
    opened(page, 0)
    first, second = (page.locator("#chat .why").nth(place) for place in (0, 1))
    expect(second).to_contain_text("How many cameras are there in Islamabad?")
    expect(first).not_to_contain_text("Islamabad?")
    expect(first.locator("tr.quoted").first).to_contain_text("1,000 cameras")
    keep_picture(page, "desktop-why")
    expect_no_serious_finding(page)
    first.get_by_role("button", name=re.compile("1,000 cameras")).click()
    expect_marked(
        page,
        "Once complete, the network will consist of 1,000 cameras at 800 sites in "
        "the Serbian capital, which has about two million inhabitants.",
    )
    page.get_by_role("button", name="Back to the explanation").click()
    expect(first.get_by_role("button", name=re.compile("1,000 cameras"))).to_be_focused()
    assert page.locator("#chat .answer .said").all_inner_texts() == said


def test_a_refusal_is_explained_in_swedish_on_a_phone(
    open_page: OpenPage, address: str, keep_picture: KeepPicture
) -> None:
    width, height = PHONE
    page = open_page(address, width=width, height=height, locale="sv-SE")
    ask(page, "Vilka ingredienser behövs till en sockerkaka?")
    expect(page.locator("#chat .why > summary")).to_have_text("Varför detta svar?")
    opened(page, 0)
    expect(page.locator("#chat .why .told")).to_contain_text("Vad som skulle ändra det")
    page.locator("#chat .why .told summary").first.click()
    expect(page.locator("#chat .why .points").first).to_be_visible()
    keep_picture(page, "phone-why")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
