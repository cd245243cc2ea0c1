"""The column beside the chat: documents found, ticked and opened; conversations; a drawer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import ask, expect_said, kept, open_column, question_box
from tests.browser.serving import PLAIN, served, served_by

pytestmark = pytest.mark.browser

LAMP = "The harbour lamp\n\nThe harbour lamp was lit in 1912 by its keeper.\n"
SHIP = "# The ship\n\nThe ship Vega carried forty sailors to Ellery in 2019.\n"
HAMN = "Hamnen\n\nHamnen i Ellery byggdes av stadens fiskare och deras grannar.\n"
HOSTILE = "<img src=x onerror=window.pwned=1>\u202etxt"
QUESTION = "How many sailors did the ship Vega carry to Ellery?"
ANSWER = "The ship Vega carried forty sailors to Ellery in 2019."
SMALL = (320, 640)
ZOOMED = (640, 400)  # 1280 × 800 at 200%


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("harbour")
    for name, text in {"lamp.txt": LAMP, "vega.md": SHIP, "hamn.txt": HAMN}.items():
        (folder / name).write_text(text, "utf-8")
    (folder / f"{HOSTILE}.md").write_text(f"# {HOSTILE}\n\nThe mast was red in 1913.\n", "utf-8")
    with served(str(folder), "--data", str(tmp_path_factory.mktemp("data")), *PLAIN) as address:
        yield address


def documents(page: Page) -> Locator:
    return page.locator("#source-list li button")


def tick(page: Page, title: str) -> Locator:
    return page.locator("#source-list").get_by_role("checkbox", name=title)


def find(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Find a document").fill(words)


def test_documents_are_found_and_ticked_to_be_asked_alone(
    open_page: OpenPage, address: str, keep_picture: KeepPicture
) -> None:
    page = open_page(address)
    expect(documents(page)).to_have_count(4)
    expect(documents(page).filter(has_text="Hamnen")).to_have_text("HamnenTXT · Swedish")
    find(page, "LAMP harbour")
    expect(documents(page)).to_have_text(["The harbour lampTXT · English"])
    expect(page.locator("#source-list [role=status]")).to_have_text("1 of 4")
    find(page, "zeppelin")
    expect(page.locator("#source-list")).to_contain_text("No title has these words.")
    find(page, "")

    tick(page, "The harbour lamp").check()
    expect(page.locator("#asked")).to_contain_text("Asked: The harbour lamp")
    ask(page, QUESTION)
    expect(page.locator("#chat .answer .cite")).to_have_count(0)
    tick(page, "The ship").check()
    expect(page.locator("#asked")).to_contain_text("Asked: The harbour lamp, The ship")
    keep_picture(page, "sources-desktop")
    ask(page, QUESTION)
    expect(page.locator("#chat .answer").last).to_contain_text(ANSWER)
    page.get_by_role("button", name="Ask all documents").click()
    expect(page.locator("#asked")).to_be_hidden()
    expect(page.locator("#source-list input:checked")).to_have_count(0)
    tick(page, "The ship").check()
    tick(page, "The ship").uncheck()
    expect(page.locator("#asked")).to_be_hidden()


def test_ticks_that_follow_fast_all_count(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    expect(documents(page)).to_have_count(4)
    for checkbox in page.locator("#source-list li input").all():
        checkbox.check()
    expect(page.locator("#asked")).to_contain_text("Asked: 4 documents")


def test_a_document_opens_and_a_pdf_at_its_first_page(
    open_page: OpenPage, assistant: object, data_folder: Path, keep_picture: KeepPicture
) -> None:
    with served(*PLAIN) as address:
        page = open_page(address)
        find(page, ".pdf")
        pdf = documents(page).first
        expect(pdf).to_contain_text("PDF · ")
        expect(pdf).to_contain_text(" pages")
        title = pdf.locator("b").inner_text()
        pdf.click()
        expect(page.locator("#document h2")).to_have_text(title)
        expect(page.locator("#document .picture img")).to_be_visible()
        expect(page.locator("#document .outline")).to_have_count(0)
        keep_picture(page, "sources-opened")


def test_on_a_phone_the_column_is_a_drawer(
    open_page: OpenPage, address: str, keep_picture: KeepPicture
) -> None:
    page = open_page(address, *PHONE)
    opener = page.get_by_role("button", name="Documents and conversations")
    expect(page.locator("#sources")).to_be_hidden()
    ask(page, QUESTION)
    open_column(page)
    keep_picture(page, "sources-phone")
    page.keyboard.press("Escape")
    expect(page.locator("#sources")).to_be_hidden()
    expect(opener).to_be_focused()
    open_column(page).get_by_role("button", name="Close").click()
    expect(page.locator("#sources")).to_be_hidden()

    open_column(page)
    tick(page, "The harbour lamp").check()
    lamp = documents(page).filter(has_text="The harbour lamp")
    lamp.click()
    expect(page.locator("#sources")).to_be_hidden()
    expect(page.locator("#document h2")).to_be_in_viewport(ratio=1)
    expect(page.locator("#document h2")).to_have_text("The harbour lamp")
    page.get_by_role("button", name="Back to the list of documents").click()
    expect(lamp).to_be_focused()
    expect(tick(page, "The harbour lamp")).to_be_checked()

    page.get_by_role("button", name="New", exact=True).click()
    expect(page.locator("#sources")).to_be_hidden()
    expect_said(page)
    open_column(page)
    page.locator("#conversations label", has_text=QUESTION).click()
    expect(page.locator("#sources")).to_be_hidden()
    expect(page.locator("#chat .answer")).to_have_count(1)


def test_the_list_is_used_by_the_keyboard(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    expect(documents(page)).to_have_count(4)
    page.get_by_role("searchbox", name="Find a document").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#source-list input[type=checkbox]").first).to_be_focused()
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    third = page.locator("#source-list li").nth(2)
    expect(third.locator("input")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#asked")).to_contain_text(third.locator("b").inner_text())
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    first = page.locator("#source-list li button").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#document .text")).to_be_focused()
    first.focus()
    page.keyboard.press("Tab")  # past the list
    expect(page.get_by_role("button", name="New", exact=True)).to_be_focused()


def test_hostile_names_are_only_text(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    row = documents(page).filter(has_text="<img")
    tick(page, "<img").check()
    row.click()
    expect(page.locator("#document h2")).to_contain_text("<img src=x")
    expect(page.locator("#asked")).to_contain_text("<img src=x")
    expect(page.locator("#asked img, #source-list img, #document img")).to_have_count(0)
    assert page.evaluate("window.pwned") is None
    assert "\u202e" not in page.content()


def test_of_many_documents_only_those_in_view_are_in_the_page(
    open_page: OpenPage, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"Pier {number}\n\nPier {number} has a crane.\n")
    with served_by("-m", "tests.browser.slow_app", str(folder), str(tmp_path / "data")) as address:
        page = open_page(address)
        expect(page.locator("#source-list [role=status]")).to_have_text("400")
        assert documents(page).count() < 40
        keep_picture(page, "sources-many")
        documents(page).first.focus()
        page.keyboard.press("End")
        last = documents(page).last
        expect(last).to_be_focused()
        expect(last).to_contain_text("Pier 399")
        expect(last).to_be_in_viewport()
        assert documents(page).count() < 40
        page.locator("#source-list .rows").evaluate("rows => { rows.scrollTop = 0; }")
        expect(documents(page).first).to_contain_text("Pier 0")
        find(page, "pier 25")  # which 125, 225 and 325 have as well
        expect(documents(page).first).to_contain_text("Pier 25")
        expect(page.locator("#source-list [role=status]")).to_have_text("14 of 400")


@pytest.mark.parametrize("size", [(1280, 800), PHONE, SMALL, ZOOMED])
@pytest.mark.parametrize(("scheme", "locale"), [("light", "en"), ("dark", "sv")])
def test_nothing_in_the_column_overlaps_and_axe_finds_nothing(
    open_page: OpenPage,
    address: str,
    keep_picture: KeepPicture,
    size: tuple[int, int],
    scheme: str,
    locale: str,
) -> None:
    page = open_page(address, *size, locale, color_scheme=scheme)
    column = open_column(page)
    tick(page, "The ship").check()
    expect(page.locator("#asked")).to_be_visible()
    keep_picture(page, f"sources-{size[0]}-{scheme}")
    parts = column.locator("header, input[type=search], .rows, #conversations-head, #manage")
    boxes = [box for part in parts.all() if (box := part.bounding_box())]
    assert len(boxes) == 5
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    violations = Axe().run(page, context="#sources").response["violations"]
    assert {each["id"]: each["nodes"][0]["html"] for each in violations} == {}


def test_the_question_box_has_the_manners_of_a_chat(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    box = question_box(page)
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")  # no question was asked yet
    expect(box).to_have_value("")
    with kept(page):
        page.keyboard.type("How many sailors did the ship Vega")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("carry to Ellery?")
        expect(box).to_have_value(QUESTION.replace("Vega ", "Vega\n"))
        page.keyboard.press("Enter")
    expect(page.locator("#chat .answer")).to_contain_text(ANSWER)
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value(QUESTION.replace("Vega ", "Vega\n"))
    expect(page.get_by_role("button", name="Ask instead")).to_be_visible()
    expect(box).to_be_focused()


def test_the_question_and_the_newest_answer_are_one_tab_away(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address)
    ask(page, QUESTION)
    page.get_by_role("heading", name="Citera").click()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    link = page.get_by_role("button", name="To the question")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(question_box(page)).to_be_focused()
    page.get_by_role("tab", name="Documents").click()
    page.get_by_role("button", name="To the newest answer").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chat .answer").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#chat .answer .cite").first).to_be_focused()
