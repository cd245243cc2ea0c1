"""What a visitor does in the Documents tab, and what hostile files cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAMP, PHONE, KeepPicture, OpenPage
from tests.browser.looking import (
    ask,
    expect_marked,
    expect_no_serious_finding,
    open_tab,
    question_box,
)

pytestmark = pytest.mark.browser

SHIP = "The ship\n\nThe ship Vega carried forty sailors to Ellery in 2019.\n"
QUESTION = "How many sailors did the ship Vega carry to Ellery?"
HOSTILE = (
    "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script> "
    "[x](//evil.example) [y](javascript:window.pwned=1) **b** \u202etxt.exe \x1b[2J"
)


def upload(page: Page, *paths: Path) -> None:
    page.locator("#documents input[type=file]").first.set_input_files([*paths])


def titles(page: Page) -> list[str]:
    rows = page.locator("#listed label:has(input)")
    return [row.split(" — ")[0].strip() for row in rows.all_inner_texts()]


def test_documents_are_added_found_asked_and_removed(
    open_page: OpenPage, harbour: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    (tmp_path / "vega.txt").write_text(SHIP, "utf-8")
    (tmp_path / "picture.pdf").write_bytes(b"\x00\x01")
    page = open_page(harbour)
    open_tab(page, "Documents")
    expect(page.locator("#listed")).to_contain_text("The harbour lamp")
    upload(page, tmp_path / "vega.txt", tmp_path / "picture.pdf")
    expect(page.locator("#outcome")).to_contain_text("1 added")
    expect(page.locator("#outcome")).to_contain_text("'picture.pdf' holds no text")
    expect(page.locator("#listed")).to_contain_text("The ship — English · 1 passage")
    keep_picture(page, "documents-desktop")

    page.get_by_label("Search in the documents").fill("sailors")
    page.keyboard.press("Enter")
    expect(page.locator("#found li").first).to_contain_text("forty sailors")
    page.get_by_label("Search in the documents").fill("lamp")
    page.keyboard.press("Enter")
    expect(page.locator("#listed label:has(input)")).to_have_count(1)

    page.get_by_role("checkbox", name="The harbour lamp").check()
    open_tab(page, "Chat")
    open_tab(page, "Documents")
    expect(page.get_by_role("checkbox", name="The harbour lamp")).to_be_checked()
    open_tab(page, "Chat")
    ask(page, QUESTION)
    expect_marked(page, "The ship Vega carried forty sailors to Ellery in 2019.")

    open_tab(page, "Documents")
    expect(page.get_by_label("Search in the documents")).to_have_value("lamp")
    page.get_by_label("Search in the documents").fill("")
    page.keyboard.press("Enter")
    remove_the_ship(page)


def test_what_was_removed_is_not_quoted_but_can_be_brought_back(
    open_page: OpenPage, harbour: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    (tmp_path / "vega.txt").write_text(SHIP, "utf-8")
    page = open_page(harbour)
    open_tab(page, "Documents")
    upload(page, tmp_path / "vega.txt")
    expect(page.locator("#listed")).to_contain_text("The ship")
    open_tab(page, "Chat")
    ask(page, QUESTION)

    remove_the_ship(page)
    keep_picture(page, "documents-removed")
    open_tab(page, "Chat")
    page.locator("#chat .answer .cite").first.click()
    expect(page.locator("#document")).to_have_text("The documents no longer say this there.")
    ask(page, QUESTION)
    expect(page.locator("#chat .answer").last.locator(".cite")).to_have_count(0)

    open_tab(page, "Documents")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#outcome")).to_contain_text("1 brought back")
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    open_tab(page, "Chat")
    ask(page, QUESTION)
    expect_marked(page, "The ship Vega carried forty sailors to Ellery in 2019.")
    remove_the_ship(page)


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_a_passage_found_opens_in_its_document_and_leads_back(
    open_page: OpenPage, harbour: str, size: tuple[int, int], keep_picture: KeepPicture
) -> None:
    page = open_page(harbour, *size)
    open_tab(page, "Documents")
    page.get_by_label("Search in the documents").fill("Who lit the lamp?")
    page.keyboard.press("Enter")
    passage = page.locator("#found").get_by_role("button").first
    expect(passage).to_contain_text("was lit in 1912")
    keep_picture(page, f"found-{size[0]}")
    passage.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#document h2")).to_have_text("The harbour lamp")
    expect_marked(page, LAMP.split("\n\n")[1].strip())
    expect(page.locator("#document mark.selected")).to_be_in_viewport(ratio=1)
    expect(page.locator("#document .text")).to_be_focused()
    keep_picture(page, f"found-opened-{size[0]}")
    page.get_by_role("button", name="Back to the passages found").click()
    expect(passage).to_be_focused()


def remove_the_ship(page: Page) -> None:
    open_tab(page, "Documents")
    page.get_by_role("checkbox", name="The ship").check()
    page.get_by_role("button", name="Remove those marked").click()
    expect(page.locator("#outcome")).to_contain_text("1 removed")
    assert titles(page) == ["The harbour lamp"]


def test_dates_and_languages_limit_what_is_asked(open_page: OpenPage, harbour: str) -> None:
    page = open_page(harbour)
    open_tab(page, "Documents")
    page.get_by_role("button", name="Which documents are asked").click()
    page.get_by_label("From (2019").fill("last year")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("'last year' is no date")).to_be_visible()
    page.get_by_label("From (2019").fill("2019")
    page.locator("label").get_by_text("English", exact=True).check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#asked")).to_contain_text("Asked: English · from 2019")
    expect(page.get_by_text("Asked from now on: English · from 2019")).to_be_visible()
    page.get_by_role("button", name="Ask all documents").click()
    expect(page.locator("#asked")).to_be_hidden()
    expect(page.get_by_label("From (2019")).to_have_value("")


def test_a_collection_is_made_filled_and_deleted_and_others_see_their_own(
    open_page: OpenPage, harbour: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    (tmp_path / "vega.txt").write_text(SHIP, "utf-8")
    page, other = open_page(harbour), open_page(harbour)
    open_tab(page, "Documents")
    page.get_by_role("button", name="New collection").click()
    page.get_by_label("Name of a new collection").fill("Ships <b>")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("#asked")).to_have_text("Asked: Ships <b>")
    expect(page.locator("#list-state")).to_have_text(
        "There is no document here yet. Add some above."
    )
    open_tab(page, "Chat")
    question_box(page).fill(QUESTION)
    question_box(page).press("Enter")
    expect(page.get_by_text("There is no document in this collection yet")).to_be_visible()
    expect(question_box(page)).to_have_value(QUESTION)
    open_tab(page, "Documents")
    upload(page, tmp_path / "vega.txt")
    expect(page.locator("#listed")).to_contain_text("The ship")
    open_tab(page, "Chat")
    ask(page, QUESTION)
    expect(page.locator("#chat .origin")).to_be_hidden()
    page.reload()  # which goes back to the first collection
    page.locator("#chat .answer .cite").first.click()
    expect_marked(page, "The ship Vega carried forty sailors to Ellery in 2019.")
    expect(page.locator("#chat .origin")).to_have_text("From the collection “Ships <b>”")
    keep_picture(page, "another-collection")
    open_tab(page, "Documents")
    page.get_by_label("Collection", exact=True).click()
    page.get_by_role("option", name="Ships <b>").click()
    expect(page.locator("#listed")).to_contain_text("The ship")
    expect(page.locator("#chat .answer .cite")).to_have_count(1)
    expect(page.locator("#chat .origin")).to_have_count(0)
    open_tab(other, "Documents")
    assert titles(other) == ["The harbour lamp"]
    page.get_by_role("button", name="New collection").click()
    page.get_by_role("button", name="Delete this collection").click()
    expect(page.locator("#documents .sure").first).to_contain_text("Ships <b>")
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.locator("#listed")).to_contain_text("The harbour lamp")
    expect(page.locator("#asked")).to_be_hidden()


def test_hostile_files_are_only_text(
    open_page: OpenPage, harbour: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    name = "<img src=x onerror=window.pwned=1>.md"
    (tmp_path / name).write_text(f"# {HOSTILE}\n\nThe mast was red {HOSTILE} in 1913.\n", "utf-8")
    (tmp_path / "<b>bad<b>.pdf").write_bytes(b"x")
    page = open_page(harbour, width=390, height=844, locale="sv-SE")
    open_tab(page, "Dokument")
    expect(page.locator("#listed")).to_contain_text("The harbour lamp")
    upload(page, tmp_path / name, tmp_path / "<b>bad<b>.pdf")
    expect(page.locator("#outcome")).to_contain_text("1 tillagda")
    expect(page.locator("#outcome")).to_contain_text(
        "innehåller text, inte en PDF som namnet säger"
    )
    page.get_by_label("Sök i dokumenten").fill(f"mast red {HOSTILE}"[:400])
    page.keyboard.press("Enter")
    expect(page.locator("#found li").first).to_contain_text("<script>")
    page.get_by_label("Sök i dokumenten").fill("mast")
    keep_picture(page, "documents-phone")
    made = "#documents :is(b:not(#found b), script, em, strong, a, img, [onerror])"
    expect(page.locator(made)).to_have_count(0)
    assert page.evaluate("window.pwned") is None
    assert "\u202e" not in page.content()
    assert "\x1b" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_browser_itself_keeps_the_page_from_calling_elsewhere(
    open_page: OpenPage, harbour: str
) -> None:
    page = open_page(harbour)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    fetched = page.evaluate("fetch('http://127.0.0.1:9/x').then(() => 'sent', () => 'refused')")
    assert fetched == "refused"
    page.evaluate(
        """() => {
            const image = document.createElement('img');
            image.src = 'http://127.0.0.1:9/x.png';
            const inline = document.createElement('div');
            inline.innerHTML = '<img src="data:," onerror="window.pwned = 1">';
            document.body.append(image, inline);
        }"""
    )
    page.wait_for_timeout(300)
    refused = [text for text in said if "Content Security Policy" in text]
    assert len(refused) >= 3
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_tabs(
    open_page: OpenPage, harbour: str, keep_picture: KeepPicture, scheme: str
) -> None:
    page = open_page(harbour, *PHONE, color_scheme=scheme)
    open_tab(page, "Documents")
    page.get_by_role("button", name="New collection").click()
    page.get_by_role("button", name="Delete this collection").click()
    page.get_by_role("button", name="Which documents are asked").click()
    page.get_by_label("Search in the documents").fill("lamp")
    page.keyboard.press("Enter")
    expect(page.locator("#found li").first).to_be_visible()
    expect(page.locator("#documents .sure").first).to_be_visible()
    expect_no_serious_finding(page)
    keep_picture(page, f"documents-{scheme}")
