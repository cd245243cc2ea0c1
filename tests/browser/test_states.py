"""While an answer is on its way, and when none can be given."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import KeepPicture, OpenPage
from tests.browser.looking import ask, expect_said, question_box

pytestmark = pytest.mark.browser

PLAIN = "What did the mast of Ellery cost?"
SLOW = "What did the mast of Ellery cost, said slowly?"


def test_an_answer_on_its_way_can_be_stopped(
    open_page: OpenPage, moody: str, keep_picture: KeepPicture
) -> None:
    page = open_page(moody)
    question_box(page).fill(SLOW)
    question_box(page).press("Enter")
    expect(page.get_by_text("Searching the documents")).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_be_hidden()
    keep_picture(page, "desktop-searching")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Searching the documents")).to_be_hidden()
    expect_said(page)
    ask(page, PLAIN)
    expect(page.locator("#chat .answer")).to_have_count(1)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("broken", "That did not work: the model is <b>gone</b>; install it again."),
        ("bug", "That did not work, by a fault of Citera"),
    ],
)
def test_a_failure_is_said_and_the_next_question_answered(
    open_page: OpenPage, moody: str, keep_picture: KeepPicture, word: str, said: str
) -> None:
    page = open_page(moody)
    question_box(page).fill(f"Is it {word}?")
    question_box(page).press("Enter")
    toast = page.get_by_test_id("toast-body")
    expect(toast).to_be_visible()
    expect(toast).to_contain_text(said)
    keep_picture(page, f"desktop-{word}")
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    expect(question_box(page)).to_have_value(f"Is it {word}?")
    ask(page, PLAIN)
