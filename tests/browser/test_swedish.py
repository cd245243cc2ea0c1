"""Over Swedish documents the Swedish page says nothing in English, whatever happens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import EVALUATING, ask, open_question_sets, open_tab, question_box
from tests.browser.serving import PLAIN, served

pytestmark = pytest.mark.browser

LAMP = "Hamnens lampa\n\nHamnens lampa tändes år 1912 av sin vaktare. Den lyste i nio år.\n"
ASKED = "När tändes hamnens lampa?"
REFUSED = "Vem är borgmästare i Belgrad?"
ENGLISH = re.compile(
    r"\b(the|of|and|with|that|this|these|cannot|files?|click|drop|upload|clear|remove|close|error"
    r"|warning|loading|processing|submit|select|search|options?|more|scroll|page|choose|questions?"
    r"|answers?|answered|documents?|evidence|found|failed|right|wrong|show|by|which|you|your|not"
    r"|has|have|message|source|runs?|report|comparison|confidence|coverage|figures?|none|asked"
    r"|said|expected|languages?|passages?|number|date|mean|all|rename|delete|does|exist|is an?"
    r"|empty|split|already|another|write|read)\b",
    re.IGNORECASE,
)
OWN = {
    "Citera", "English", "Recall", "JSON Lines", "evidence", "question", "answers", "answer_hit",
    "document", "report",
}  # fmt: skip
"""Names, such as those of fields in a file of questions."""
NAMED = re.compile(r"\"[^\"]*\"|“[^”]*”|”[^”]*”|\S+\.\w{2,5}\b")
"""A quotation, the name of a file."""
STRINGS = """() => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (!element.closest || element.closest('script, style') || !element.checkVisibility())
            continue;
        const texts = node === element
            ? ['aria-label', 'title', 'placeholder', 'alt'].map(name => element.getAttribute(name))
            : [node.textContent];
        texts.filter(text => text?.trim()).forEach(text => found.add(text.trim()));
    }
    return [...found, document.title];
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hamn")
    (folder / "lampa.txt").write_text(LAMP, "utf-8")
    with served(str(folder), "--data", str(tmp_path_factory.mktemp("data")), *PLAIN) as address:
        yield address


def expect_swedish(page: Page | Frame, least: int = 14) -> None:
    """No text, and no name for a screen reader, has an English word."""
    strings = page.evaluate(STRINGS)
    assert len(strings) >= least
    assert page.evaluate("document.documentElement.lang") == "sv"
    ours = [NAMED.sub("", each) for each in strings if each not in OWN]
    assert [each for each in ours if ENGLISH.search(each)] == []


def report(page: Page) -> Frame:
    frame = page.locator("#report iframe")
    expect(frame).to_be_visible()
    handle = frame.element_handle()
    found = handle.content_frame() if handle else None
    assert found is not None
    found.locator("main").wait_for()
    return found


def test_the_chat_is_swedish(open_page: OpenPage, address: str, keep_picture: KeepPicture) -> None:
    page = open_page(address, locale="sv-SE")
    expect_swedish(page)
    for question in (" ", "x" * 20_000):
        question_box(page).fill(question)
        page.locator("#ask button.primary").click()
        page.get_by_test_id("toast-body").last.wait_for()
    expect_swedish(page)
    ask(page, REFUSED)
    ask(page, ASKED)
    page.get_by_role("button", name="Döp om, spara").click()
    page.locator("#chat [name=bad]").last.click()
    page.locator("#chat [name=open]").last.click()
    expect(page.get_by_label("Vad var bra eller fel?")).to_be_visible()
    expect_swedish(page)
    keep_picture(page, "swedish-chat")


def test_a_checked_text_is_swedish(open_page: OpenPage, address: str) -> None:
    page = open_page(address, locale="sv-SE")
    open_tab(page, "Granska en text")
    for text in ("", "x" * 20_001, LAMP):
        page.get_by_label("Text att granska").fill(text)
        page.get_by_role("button", name="Granska", exact=True).click()
        if text != LAMP:
            page.get_by_test_id("toast-body").last.wait_for()
            expect_swedish(page)
    expect(page.locator("#checked mark")).to_have_count(2)
    expect(page.locator("#checked")).to_contain_text("motsägs, ")
    expect_swedish(page)


def test_documents_and_what_is_wrong_with_them_are_swedish(
    open_page: OpenPage, address: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    (tmp_path / "tom.txt").write_text("", "utf-8")
    (tmp_path / "bild.pdf").write_bytes(b"\x00\x01")
    (tmp_path / "arkiv.docx").write_bytes(b"PK\x03\x04trasig")
    (tmp_path / "film.mp4").write_bytes(b"\x00\x01")
    page = open_page(address, *PHONE, locale="sv-SE")
    open_tab(page, "Dokument")
    expect(page.locator("#listed")).to_contain_text("Hamnens lampa")
    expect_swedish(page)
    files = [tmp_path / name for name in ("tom.txt", "bild.pdf", "arkiv.docx", "film.mp4")]
    page.locator("#documents input[type=file]").first.set_input_files(files)
    expect(page.locator("#outcome")).to_contain_text("4 utelämnade")
    expect_swedish(page)
    keep_picture(page, "swedish-documents")
    page.get_by_role("button", name="Ny samling").click()
    page.get_by_label("Den nya samlingens namn").fill("hamn0")
    for _ in range(2):
        page.get_by_role("button", name="Skapa").click()
        page.get_by_label("Den nya samlingens namn").fill("hamn0")
    expect(page.get_by_test_id("toast-body").last).to_contain_text("finns redan")
    page.get_by_role("button", name="Vilka dokument").click()
    page.get_by_label(re.compile("Från .2019")).fill("i fjol")
    page.get_by_role("button", name="Använd").click()
    expect(page.get_by_test_id("toast-body").last).to_contain_text("är inget datum")
    page.get_by_role("button", name="Ta bort samlingen").click()
    expect(page.get_by_role("button", name="Ja, ta bort")).to_be_visible()
    expect_swedish(page)


def test_an_evaluation_is_swedish(
    open_page: OpenPage, address: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    questions = tmp_path / "lampan.jsonl"
    lines = [
        {"question": ASKED, "answers": ["1912"], "document": "lampa.txt"},
        {"question": "Hur länge lyste lampan?", "answers": ["nio år"], "document": "lampa.txt"},
        {"question": REFUSED, "answers": []},
    ]
    questions.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    page = open_page(address, locale="sv-SE", storage_state=EVALUATING)
    open_question_sets(page, "Utvärdering")
    state = page.locator("#run-state")
    page.get_by_role("button", name="Ställ alla").click()  # of a set about other documents
    expect(state).to_contain_text("det finns inget dokument")
    expect_swedish(page)
    page.locator("#evaluation input[type=file]").set_input_files(questions)
    expect(page.locator("#evaluation").get_by_text("lampan")).to_be_visible()
    for chosen in (page.get_by_label("Körning", exact=True), page.get_by_label("Jämförs med")):
        page.get_by_role("button", name="Ställ alla").click()
        expect(chosen).to_have_value(re.compile("lampan"))
    expect(state).to_contain_text("Klart. Ställda frågor: 3.")
    expect_swedish(page)
    written = report(page)
    for details in written.locator("figure details > summary, #right summary").all():
        details.click()
    expect_swedish(written, least=60)
    keep_picture(page, "swedish-report")
    page.get_by_role("button", name="Jämför de två").click()
    expect(page.frame_locator("#report iframe").locator(".verdict")).to_contain_text(
        "båda körningarna: 3"
    )
    expect_swedish(report(page))
    keep_picture(page, "swedish-comparison")
    questions.write_text('{"question": 3}', "utf-8")
    page.get_by_role("button", name="Rensa").first.click()
    page.locator("#evaluation input[type=file]").set_input_files(questions)
    expect(page.locator("#evaluation").get_by_text("lampan").first).to_be_visible()
    page.get_by_role("button", name="Ställ alla").click()
    expect(state).to_contain_text('rad 1, fältet "answers": saknas')
    expect_swedish(page)
