"""Of a long conversation the newest answers are in the page; earlier ones come when asked for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.types import Answer, Turn
from qa.web.conversations import KEY, SHOWN, Kept, as_value
from tests.browser.conftest import PHONE, KeepPicture
from tests.browser.looking import expect_no_serious_finding, kept, question_box

pytestmark = pytest.mark.browser

ANSWERS = 200
EMPTY = Answer("", "", (), False, 0.0, "en", ())
TURNS = tuple(
    Turn(f"What is {number}?", replace(EMPTY, text=f"Nothing is said of {number}."))
    for number in range(ANSWERS)
)


@pytest.mark.parametrize(("locale", "size"), [("en-GB", (1280, 800)), ("sv-SE", PHONE)])
def test_earlier_answers_come_when_they_are_asked_for(
    browser: Browser, moody: str, keep_picture: KeepPicture, locale: str, size: tuple[int, int]
) -> None:
    stored = json.dumps(json.dumps([as_value(Kept("long", "Long", TURNS, ("",) * ANSWERS))]))
    with browser.new_context(
        locale=locale, viewport={"width": size[0], "height": size[1]}
    ) as context:
        context.add_init_script(f"localStorage['{KEY}'] ??= {stored}")
        page = context.new_page()
        page.goto(moody)
        answers = page.locator("#chat .answer")
        expect(answers).to_have_count(SHOWN)
        expect(answers.last).to_be_in_viewport()
        earlier = page.locator("#chat [name=earlier]")
        expect(earlier).to_contain_text(f"({ANSWERS - SHOWN})")
        earlier.click()
        expect(answers).to_have_count(2 * SHOWN)
        came = answers.nth(SHOWN - 1)
        expect(came).to_be_focused()
        expect(came).to_contain_text(f"Nothing is said of {ANSWERS - SHOWN - 1}.")
        expect(came).to_be_in_viewport()
        keep_picture(page, f"earlier-{size[0]}")
        earlier.scroll_into_view_if_needed()
        expect_no_serious_finding(page)
        asked_at_last(page)
        page.reload()
        expect(answers).to_have_count(SHOWN)
        expect(earlier).to_contain_text(f"({ANSWERS + 1 - SHOWN})")


def asked_at_last(page: Page) -> None:
    with kept(page):
        question_box(page).fill("What did the mast of Ellery cost?")
        question_box(page).press("Enter")
    newest = page.locator("#chat .answer").last
    expect(newest).to_contain_text("12 000 euro")
    expect(newest).to_be_in_viewport()
    newest.locator("[name=open]").first.click()
    expect(page.locator("#document mark.selected")).to_contain_text("12 000 euro")
