"""Questions to begin with are those of the documents that are ticked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import KeepPicture, OpenPage
from tests.browser.looking import kept
from tests.browser.serving import served

pytestmark = pytest.mark.browser

FEES = """# Boat fees

## How much is the fee for a boat?

The fee for a boat is 40 euro a season, and is paid in May.
"""
LIBRARY = """# The library

## When does the library open on Saturdays?

The library opens at ten in the morning on Saturdays.
"""
OF_FEES = "How much is the fee for a boat?"
OF_LIBRARY = "When does the library open on Saturdays?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """With the reader: without it, little is sure enough to be suggested."""
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "fees.md").write_text(FEES, "utf-8")
    (folder / "library.md").write_text(LIBRARY, "utf-8")
    with served(str(folder), "--data", str(tmp_path_factory.mktemp("data"))) as address:
        yield address


def suggested(page: Page, question: str) -> None:
    expect(page.locator("#chat").get_by_role("button", name=question)).to_be_visible()


def test_ticked_documents_alone_suggest_questions(
    open_page: OpenPage, address: str, keep_picture: KeepPicture
) -> None:
    page = open_page(address)
    chat = page.locator("#chat")
    suggested(page, OF_FEES)
    suggested(page, OF_LIBRARY)
    library = page.locator("#source-list").get_by_role("checkbox", name="The library")
    library.check()
    expect(chat.get_by_role("button", name=OF_FEES)).to_have_count(0)
    suggested(page, OF_LIBRARY)
    keep_picture(page, "suggested-ticked")
    with kept(page):
        chat.get_by_role("button", name=OF_LIBRARY).click()
    expect(chat.locator(".answer")).to_contain_text("opens at ten")
    page.get_by_role("button", name="New", exact=True).click()
    suggested(page, OF_LIBRARY)
    expect(chat.get_by_role("button", name=OF_FEES)).to_have_count(0)
    page.get_by_role("button", name="Ask all documents").click()
    suggested(page, OF_FEES)
