"""A first visit over one's own folder: questions suggested, quotes pinned, referred to, shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import kept, open_column
from tests.browser.serving import served

pytestmark = pytest.mark.browser

FEES = (
    "# Boat fees\n\n## How much is the fee for a boat?\n\nThe fee for a boat in the harbour of "
    "Ellery is 40 EUR a week.\n\n## Who may moor <img src=x onerror=window.pwned=1> here?\n\n"
    "Members of the club <img src=x onerror=window.pwned=1> may moor here.\n"
)
QUESTION = "How much is the fee for a boat?"
QUOTE = "The fee for a boat in the harbour of Ellery is 40 EUR a week."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """With the reader: without it, little is sure enough to be suggested."""
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "fees.md").write_text(FEES, "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    with served(str(folder), "--data", str(tmp_path_factory.mktemp("data"))) as address:
        yield address


def ask_suggested(page: Page) -> Locator:
    """Ask the question that the documents suggest; its answer."""
    suggested = page.locator("#chat").get_by_role("button", name=QUESTION)
    with kept(page):
        suggested.click()
    answer = page.locator("#chat .answer")
    expect(answer).to_contain_text(QUOTE)
    return answer


def expect_whole(page: Page, width: int) -> None:
    """Nothing overflows the page, nothing was run, and axe-core finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("window.pwned") is None
    violations = Axe().run(page, context="#columns").response["violations"]
    assert {each["id"]: each["nodes"][0]["html"][:200] for each in violations} == {}


@pytest.mark.parametrize("size", [(1280, 800), (320, 640)])
def test_what_was_read_is_said_and_a_question_suggested_is_answered(
    open_page: OpenPage, address: str, keep_picture: KeepPicture, size: tuple[int, int]
) -> None:
    page = open_page(address, *size)
    start = page.locator("#start")
    expect(start).to_contain_text("1 document")
    start.get_by_text("Left out: 1").click()
    expect(start.locator("details")).to_contain_text("'empty.txt' is empty; write something in it")
    suggested = page.locator("#chat").get_by_role("button", name=QUESTION)
    expect(suggested).to_contain_text("Boat fees")
    keep_picture(page, f"first-visit-{size[0]}")
    expect_whole(page, size[0])
    answer = ask_suggested(page)
    expect(answer.locator(".confidence")).to_contain_text("probably answers")
    expect(start).to_be_hidden()  # a document is open


@pytest.mark.parametrize(("size", "locale"), [((1280, 800), "en"), (PHONE, "sv")])
def test_quotes_are_pinned_put_in_order_commented_and_exported(
    open_page: OpenPage,
    address: str,
    keep_picture: KeepPicture,
    size: tuple[int, int],
    locale: str,
) -> None:
    page = open_page(address, *size, locale)
    answer = ask_suggested(page)
    answer.locator("button[name=pin]").first.click()
    views = page.locator("#notebook nav button")
    expect(views.last).to_have_text({"en": "Notebook (1)", "sv": "Anteckningar (1)"}[locale])
    page.evaluate(  # another one, as if pinned in another window
        """() => {
            const pins = JSON.parse(localStorage.getItem('citera-notebook'));
            pins.push({...pins[0], start: 0, quote: '<img src=x onerror=window.pwned=1>'});
            localStorage.setItem('citera-notebook', JSON.stringify(pins));
        }"""
    )
    page.reload()
    expect(views.last).to_contain_text("(2)")
    views.last.click()
    quotes = page.locator("#notebook blockquote > span")
    expect(quotes).to_have_text([QUOTE, "<img src=x onerror=window.pwned=1>"])
    page.locator("#notebook textarea").first.fill("Ask *Ada*")
    page.locator("#notebook [name=move_down]").first.press("Enter")
    expect(quotes.last).to_have_text(QUOTE)
    expect(page.locator("#notebook [name=move_up]").last).to_be_focused()
    keep_picture(page, f"notebook-{size[0]}")
    expect_whole(page, size[0])
    with page.expect_download() as download:
        page.locator("#notebook [name=export]").first.click()
    exported = Path(download.value.path()).read_text("utf-8")
    assert f"> {QUOTE}  \n> [1]\n\nAsk \\*Ada\\*\n\n## " in exported
    page.locator("#notebook [name=unpin]").first.click()
    expect(quotes).to_have_count(1)
    page.locator("#notebook [name=undo]").click()
    expect(quotes).to_have_count(2)
    page.locator("#notebook [name=pinned]").last.click()
    expect(page.locator("#document mark.selected")).to_have_text(QUOTE)
    page.locator("#document [name=back_to_notebook]").click()
    expect(page.locator("#notebook [name=pinned]").last).to_be_focused()


def test_a_quote_is_copied_with_its_reference_and_a_conversation_shared(
    open_page: OpenPage, address: str, keep_picture: KeepPicture, tmp_path: Path
) -> None:
    page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
    cite = ask_suggested(page).locator("button[name=cite]").first
    cite.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("@misc{boatfees")
    keep_picture(page, "references")
    dialog.get_by_role("button", name="Copy").nth(1).click()
    expect(dialog.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"“{QUOTE}” (“Boat fees”, n.d.)\n\nBoat fees. (n.d.)."
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(cite).to_be_focused()

    column = open_column(page)
    column.get_by_role("button", name="Rename, export or delete").click()
    with page.expect_download() as download:
        column.get_by_role("button", name="Share as a page").click()
    shared = tmp_path / "shared.html"
    download.value.save_as(shared)
    given = page.context.new_page()  # it is no page of the app, which loads what is its own alone
    given.goto(shared.as_uri())
    expect(given.get_by_role("heading", name=QUESTION).last).to_be_visible()
    given.get_by_role("link", name="[1]").click()
    expect(given.locator("li:target blockquote")).to_contain_text(QUOTE)
    assert given.locator("script, img").count() == 0


def test_files_dropped_anywhere_and_text_pasted_are_added(
    open_page: OpenPage, address: str, keep_picture: KeepPicture
) -> None:
    page = open_page(address, *PHONE)
    dropped = page.evaluate_handle(
        """() => {
            const dropped = new DataTransfer();
            dropped.items.add(new File(['The lamp\\n\\nThe lamp was lit in 1912.'], 'lamp.txt'));
            return dropped;
        }"""
    )
    page.locator("#chat").dispatch_event("dragover", {"dataTransfer": dropped})
    expect(page.get_by_text("Drop to add to the documents")).to_be_visible()
    page.locator("#chat").dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.get_by_text("1 added.").first).to_be_visible()
    expect(page.locator("#start")).to_contain_text("2 documents")
    page.get_by_role("button", name="Paste text…").click()
    pasted = page.locator("#add-text textarea")
    expect(pasted).to_be_focused()
    pasted.fill("The keeper\n\nThe keeper of the lamp was Ada Berg.")
    page.get_by_role("button", name="Add the text").click()
    expect(page.locator("#listed")).to_contain_text("The keeper")
    keep_picture(page, "text-added")
