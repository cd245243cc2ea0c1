"""Conversations stay in the browser; what was thought of an answer stays on the computer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qa import Assistant
from qa.feedback import read_feedback
from tests.browser.conftest import KeepPicture, OpenPage
from tests.browser.looking import ask, citation, expect_said, question_box

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
    page.get_by_label("Name of the conversation").fill("The **price**")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.get_by_role("combobox", name="Conversation")).to_have_value("The **price**")
    keep_picture(page, "desktop-conversations")
    exported = json.loads(downloaded(page, "Export as JSON"))
    assert exported["name"] == "The **price**"
    quotes = [each["quote"] for each in exported["turns"][0]["answer"]["citations"]]
    assert quotes == [each.quote for each in first.citations]
    markdown = downloaded(page, "Export as Markdown")
    assert markdown.startswith("# The \\*\\*price\\*\\*\n\n## How much is Uganda paying")
    assert "\\[2\\] Kampala's cameras: praised by police" in markdown

    page.get_by_role("button", name="Delete", exact=True).click()
    expect_said(page, SECOND, second.text)
    page.reload()
    expect_said(page, SECOND, second.text)
    page.get_by_role("combobox", name="Conversation").click()
    expect(page.get_by_role("option")).to_have_text([re.compile(re.escape(SECOND))])


def choose(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Conversation").click()
    page.get_by_role("option", name=name).click()


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
