"""What a visitor does on the page, and what is to be seen then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from qa.web.wording.page_strings import EVALUATES

COOKIE = {"name": EVALUATES, "value": "1", "domain": "127.0.0.1", "path": "/"}
EVALUATING: Any = {"cookies": [COOKIE], "origins": []}
"""The `storage_state` of somebody who has chosen to see the Evaluation tab."""


def question_box(page: Page) -> Locator:
    return page.locator("#ask textarea")


@contextmanager
def kept(page: Page) -> Iterator[None]:
    """Wait until the browser keeps what comes of what is done in here, such as an answer."""
    before = page.evaluate("window.citeraChange ?? null")
    yield
    page.wait_for_function("before => (window.citeraChange ?? null) !== before", arg=before)
    expect(page.get_by_role("button", name=re.compile("^(Send|Skicka)$"))).to_be_visible()


def ask(page: Page, question: str) -> None:
    """Type the question and wait for the answer to be complete."""
    answers = page.locator("#chat .answer")
    before = answers.count()
    with kept(page):
        question_box(page).fill(question)
        question_box(page).press("Enter")
    expect(answers).to_have_count(before + 1)


def expect_said(page: Page, *texts: str) -> None:
    """The questions and the text of the answers are these and no others, white space aside."""
    said = page.locator("#chat [data-testid=user] .md, #chat .answer .said")
    expect(said).to_have_text([*texts], use_inner_text=True)


def expect_marked(page: Page, text: str) -> None:
    """One mark is the selected one: it is `text`, within the visible part of the panel."""
    mark = page.locator("#document mark.selected")
    expect(mark).to_have_text(text, use_inner_text=False)
    page.wait_for_function(
        """([mark, panel]) => {
            const inner = mark.getBoundingClientRect(), outer = panel.getBoundingClientRect();
            return outer.top <= inner.top && inner.bottom <= outer.bottom;
        }""",
        arg=[mark.element_handle(), page.locator("#document .text").element_handle()],
    )


def citation(page: Page, number: int) -> Locator:
    """The [n] in the text of the last answer."""
    last = page.locator("#chat .answer").last
    return last.locator(".cite", has_text=f"[{number}]")


def open_tab(page: Page, name: str | re.Pattern[str]) -> None:
    """Go to a tab and wait until it is shown."""
    page.get_by_role("tab", name=name).click()
    expect(page.get_by_role("tabpanel").locator("visible=true").first).to_be_visible()
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def open_question_sets(page: Page, tab: str) -> None:
    """Go to the Evaluation tab, and open the part with question sets."""
    open_tab(page, tab)
    page.get_by_role("button", name=re.compile("^(Question sets|Frågesamlingar)")).click()
    expect(page.locator("#evaluation")).to_be_visible()


def open_column(page: Page) -> Locator:
    """The column of documents and conversations; where it is a drawer, opened."""
    column = page.locator("#sources")
    expect(page.locator("#source-list h2:not(:empty)")).to_be_attached()  # the list has come
    if not column.is_visible():
        page.get_by_role("button", name=re.compile("^(Documents and con|Dokument och)")).click()
    expect(column).to_be_visible()
    return column


def expect_no_serious_finding(page: Page) -> None:
    """By axe-core's rules, nobody is kept from using the page as it is now."""
    violations = Axe().run(page).response["violations"]
    serious = [each for each in violations if each["impact"] in {"serious", "critical"}]
    assert {each["id"]: [node["html"][:200] for node in each["nodes"]] for each in serious} == {}
