"""Questions kept with their answers are asked again when the documents have changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import ask, expect_no_serious_finding, open_tab
from tests.browser.serving import PLAIN, served

pytestmark = pytest.mark.browser

LAMP = "The harbour lamp\n\nThe harbour lamp was lit in 1912 by its keeper.\n"
SHIP = "The ship\n\nThe ship Vega carried forty sailors to Ellery in 2019.\n"
OF_LAMP = "When was the harbour lamp lit?"
OF_SHIP = "How many sailors did the ship Vega carry to Ellery?"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "harbour").mkdir()
    (tmp_path / "harbour" / "lamp.txt").write_text(LAMP, "utf-8")
    (tmp_path / "harbour" / "vega.txt").write_text(SHIP, "utf-8")
    with served(str(tmp_path / "harbour"), "--data", str(tmp_path / "data"), *PLAIN) as address:
        yield address


def keep(page: Page, question: str) -> None:
    ask(page, question)
    page.locator("#chat .answer [name=keep]").last.click()
    expect(page.get_by_test_id("toast-body").last).to_contain_text("Kept, with its answer")
    page.get_by_test_id("toast-close").last.click()


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_what_changed_is_told_and_accepted(
    open_page: OpenPage, address: str, keep_picture: KeepPicture, size: tuple[int, int]
) -> None:
    page = open_page(address, *size)
    expect(page.get_by_role("tab", name="Evaluation")).to_have_count(0)
    ask(page, OF_LAMP)
    expect(page.locator("#chat .answer [name=keep]")).to_be_hidden()
    open_tab(page, "Documents")
    page.get_by_label("Show the tab Evaluation").check()
    expect(page.get_by_role("tab", name="Evaluation")).to_be_visible()
    open_tab(page, "Chat")
    keep(page, OF_LAMP)
    keep(page, OF_SHIP)

    page.reload()  # the setting is kept
    open_tab(page, "Evaluation")
    rows = page.locator("#tried li")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Ask my questions again").click()
    expect(page.locator("#tried .counts")).to_have_text("as kept: 2")
    expect(page.get_by_role("button", name="Ask my questions again")).to_be_visible()
    expect_no_serious_finding(page)

    open_tab(page, "Documents")
    page.get_by_role("checkbox", name="The ship").check()
    page.get_by_role("button", name="Remove those marked").click()
    expect(page.locator("#outcome")).to_contain_text("1 removed")
    open_tab(page, "Evaluation")
    expect(page.locator("#tried .changed")).to_have_text(
        "The documents have changed since 2 of these were kept."
    )
    page.get_by_role("button", name="Ask my questions again").click()
    expect(page.locator("#tried .counts")).to_have_text("no longer answered: 1 · as kept: 1")
    first = rows.first  # what has changed stands first
    expect(first).to_contain_text("Not answered any more")
    expect(first).to_contain_text(OF_SHIP)
    keep_picture(page, f"trying-{size[0]}")
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    expect_no_serious_finding(page)
    first.get_by_role("button", name="This is right now").click()
    expect(page.locator("#tried .counts")).to_have_text("as kept: 2")
    rows.filter(has_text=OF_LAMP).get_by_role("button", name="Forget").click()
    expect(rows).to_have_count(1)

    open_tab(page, "Documents")
    page.get_by_label("Show the tab Evaluation").uncheck()
    expect(page.get_by_role("tab", name="Evaluation")).to_have_count(0)
