"""What a visitor does in the tab that checks a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import expect_marked, expect_no_serious_finding, open_tab

pytestmark = pytest.mark.browser

TRUE = "The mast of Ellery cost 12 000 euro in 1912."
DRAFT = f"""# The mast

{TRUE} Anyone may borrow skis <img src=x onerror='window.pwned=1'> on weekdays.
"""


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_sentences_are_marked_and_a_quote_opens_and_leads_back(
    open_page: OpenPage, moody: str, size: tuple[int, int], keep_picture: KeepPicture
) -> None:
    page = open_page(moody, *size)
    open_tab(page, "Check a text")
    page.get_by_label("Text to check").fill(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#checked mark")).to_have_count(2)
    expect(page.locator("#checked")).to_contain_text("supported, ")
    expect(page.locator("#checked mark").first).to_have_text(TRUE)
    expect(page.locator("#checked mark").last).to_contain_text("<img src=x")
    assert page.evaluate("window.pwned") is None
    expect_no_serious_finding(page)
    keep_picture(page, f"checked-{size[0]}")
    quote = page.locator("#checked .cite").first
    quote.focus()
    page.keyboard.press("Enter")
    expect_marked(page, TRUE)
    if size == PHONE:
        page.get_by_role("button", name="Back to the text").click()
        expect(quote).to_be_focused()


def test_a_file_is_dropped_and_checked(open_page: OpenPage, moody: str, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    page = open_page(moody)
    open_tab(page, "Check a text")
    page.locator("#checking input[type=file]").set_input_files(tmp_path / "draft.md")
    expect(page.get_by_label("Text to check")).to_have_value(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#checked mark")).to_have_count(2)
