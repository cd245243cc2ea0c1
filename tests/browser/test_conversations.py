"""Conversations stay in the browser; what was thought of an answer stays on the computer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from qa import Assistant
from qa.library.feedback import read_feedback
from qa.types import Answer, Turn
from qa.web.conversations import CHANGE, KEY, MAX_CONVERSATIONS, STORED, Kept, forget, put
from tests.browser.conftest import KeepPicture, OpenPage
from tests.browser.looking import ask, citation, expect_said, kept, question_box

pytestmark = pytest.mark.browser

FIRST = "How much is Uganda paying for surveillance cameras?"
SECOND = "Who is the mayor of Belgrade?"


def downloaded(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_text("utf-8")


def test_conversations_are_kept_chosen_renamed_exported_and_deleted(
    open_page: OpenPage, address: str, assistant: Assistant, keep_picture: KeepPicture
) -> None:
    first, second = assistant.ask(FIRST), assistant.ask(SECOND)
    page = open_page(address)
    ask(page, FIRST)
    page.get_by_role("button", name="New", exact=True).click()
    expect_said(page)
    expect(question_box(page)).to_be_focused()
    ask(page, SECOND)
    page.reload()
    expect_said(page, SECOND, second.text)
    choose(page, FIRST)
    expect_said(page, FIRST, first.text)
    citation(page, 2).click()
    expect(page.locator("#document h2")).to_have_text(first.citations[1].title)

    page.get_by_role("button", name="Rename, export or delete").click()
    name = page.get_by_label("Name of the conversation")
    expect(name).to_be_visible()
    name.fill("The **price**")
    expect(name).to_have_value("The **price**")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(opened(page)).to_have_accessible_name("The **price**")
    keep_picture(page, "desktop-conversations")
    exported = json.loads(downloaded(page, "Export as JSON"))
    assert exported["name"] == "The **price**"
    quotes = [each["quote"] for each in exported["turns"][0]["answer"]["citations"]]
    assert quotes == [each.quote for each in first.citations]
    markdown = downloaded(page, "Export as Markdown")
    assert markdown.startswith("# The \\*\\*price\\*\\*\n\n## How much is Uganda paying")
    assert "\\[1\\] Kampala's cameras: praised by police" in markdown

    with kept(page):
        page.get_by_role("button", name="Delete", exact=True).click()
    expect_said(page, SECOND, second.text)
    page.reload()
    expect_said(page, SECOND, second.text)
    expect(offered(page)).to_have_text([SECOND])


def choose(page: Page, name: str) -> None:
    page.locator("#conversations label", has_text=name).click()
    expect(opened(page)).to_have_accessible_name(name)


def opened(page: Page) -> Locator:
    return page.get_by_role("radio", checked=True)


def test_two_windows_keep_each_others_conversations(
    open_page: OpenPage, address: str, assistant: Assistant
) -> None:
    first, second = assistant.ask(FIRST), assistant.ask(SECOND)
    here = open_page(address)
    there = open_window(here, address)
    ask(here, FIRST)
    ask(there, SECOND)
    for window in (here, there):
        expect(offered(window)).to_have_text([SECOND, FIRST])
    expect_said(here, FIRST, first.text)  # each goes on with its own
    expect_said(there, SECOND, second.text)

    choose(there, FIRST)
    expect_said(there, FIRST, first.text)
    ask(there, SECOND)  # what one window adds to a conversation, the other one shows
    expect_said(here, FIRST, first.text, SECOND, second.text)
    here.get_by_role("button", name="Rename, export or delete").click()
    with kept(here):
        here.get_by_role("button", name="Delete", exact=True).click()
    expect_said(here, SECOND, second.text)
    expect_said(there)
    for window in (here, there):
        window.reload()
        window.locator("#document :is(.empty, .panel)").wait_for()
        expect(offered(window)).to_have_text([SECOND])


def open_window(page: Page, address: str) -> Page:
    """Another window of the same browser."""
    window = page.context.new_page()
    window.goto(address)
    window.locator("#document :is(.empty, .panel)").wait_for()
    return window


def offered(page: Page) -> Locator:
    return page.locator("#conversations label")


def test_the_conversations_used_last_are_kept(open_page: OpenPage, address: str) -> None:
    page = open_page(address)

    def kept_after(*changes: dict[str, Any]) -> list[str]:
        for change in changes:
            page.evaluate(CHANGE, change)
        return [each["id"] for each in page.evaluate(f"() => {STORED}")]

    def conversation(number: int, text: str = "") -> Kept:
        answer = Answer(text, "", (), False, 0.5, "en", ())
        return Kept(str(number), "", (Turn("How much?", answer),), ("",))

    numbers = range(MAX_CONVERSATIONS + 5)
    newest = [str(number) for number in numbers][: -MAX_CONVERSATIONS - 1 : -1]
    assert kept_after(*(put(conversation(number)) for number in numbers)) == newest
    assert kept_after(put(conversation(20))) == ["20", *(each for each in newest if each != "20")]
    assert kept_after(forget("20")) == [each for each in newest if each != "20"]
    assert kept_after(*(put(conversation(n, "x" * 900_000)) for n in range(5))) == ["4", "3"]
    page.evaluate("key => localStorage.setItem(key, 'damaged')", KEY)
    assert kept_after(put(conversation(7))) == ["7"]


def test_what_was_thought_of_an_answer_is_kept_on_this_computer(
    open_page: OpenPage, address: str, data_folder: Path, keep_picture: KeepPicture
) -> None:
    page = open_page(address)
    ask(page, SECOND)
    page.get_by_role("button", name="Poor answer").click()
    page.get_by_label("What was good or wrong?").fill("It is in the briefing.")
    keep_picture(page, "desktop-feedback")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    expect(page.get_by_label("What was good or wrong?")).to_be_hidden()
    feedback = read_feedback(data_folder / "citera" / "feedback.jsonl")[-1]
    assert feedback["question"] == SECOND
    assert (feedback["good"], feedback["reason"]) == (False, "It is in the briefing.")
