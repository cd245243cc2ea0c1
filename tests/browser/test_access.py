"""The page works for everyone: by axe-core's rules, by keyboard, zoomed, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from qa import Assistant
from qa.web.wording.examples import EXAMPLES
from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import (
    EVALUATING,
    ask,
    citation,
    expect_no_serious_finding,
    open_column,
    open_tab,
    question_box,
)

pytestmark = pytest.mark.browser

ZOOMED = (640, 400)  # 1280 × 800 at 200%
DIFFER = "How much is Uganda paying for surveillance cameras?"
REFUSED = "Who is the mayor of Belgrade?"
MANAGE = re.compile("Rename, export or delete|Döp om, spara eller ta bort")


@pytest.mark.parametrize(
    ("scheme", "size", "locale"),
    [
        ("light", (1280, 800), "en"),
        ("dark", (1280, 800), "sv"),
        ("light", PHONE, "sv"),
        ("dark", PHONE, "en"),
        ("light", ZOOMED, "sv"),
    ],
)
def test_axe_finds_nothing_serious_in_any_state(
    open_page: OpenPage,
    address: str,
    keep_picture: KeepPicture,
    scheme: str,
    size: tuple[int, int],
    locale: str,
) -> None:
    page = open_page(address, *size, locale, color_scheme=scheme, storage_state=EVALUATING)
    expect_no_serious_finding(page)
    keep_picture(page, f"{scheme}-{size[0]}-welcome")
    ask(page, REFUSED)
    ask(page, DIFFER)
    open_column(page).get_by_role("button", name=MANAGE).click()
    expect(page.get_by_label(re.compile("Name of|Samtalets namn"))).to_be_visible()
    expect_no_serious_finding(page)
    keep_picture(page, f"{scheme}-{size[0]}-column")
    page.keyboard.press("Escape")  # which closes a drawer
    page.locator("#chat [name=good]").last.click()
    expect(page.get_by_label(re.compile("What was good|Vad var bra"))).to_be_visible()
    citation(page, 1).click()  # a text
    expect(page.locator("#document mark.selected")).to_be_visible()
    expect_no_serious_finding(page)
    keep_picture(page, f"{scheme}-{size[0]}-everything")
    citation(page, 2).click()  # a page of a PDF
    expect(page.locator("#document .outline").first).to_be_visible()
    citation(page, 2).hover()
    expect_no_serious_finding(page)
    for name, tab in (("documents", "Doc|Dok"), ("evaluation", "Eva|Utv")):
        open_tab(page, re.compile(tab))
        expect_no_serious_finding(page)
        keep_picture(page, f"{scheme}-{size[0]}-{name}")


def press_until_focused(page: Page, key: str, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{key} never came to {selector}")


def test_everything_can_be_done_with_the_keyboard(open_page: OpenPage, address: str) -> None:
    page = open_page(address, *PHONE)
    expect(question_box(page)).to_be_focused()
    page.keyboard.type(DIFFER)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .answer")).to_have_count(1)
    press_until_focused(page, "Shift+Tab", "#chat .cite[value='0:1']")
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#document .text")).to_be_focused()
    press_until_focused(page, "Shift+Tab", "#document [name=back]")
    page.keyboard.press("Enter")
    expect(citation(page, 1)).to_be_focused()
    expect(tip).to_be_hidden()
    page.keyboard.press("Enter")  # what is open already
    expect(page.locator("#document .text")).to_be_focused()
    press_until_focused(page, "Tab", "#chat [name=edit]")
    page.keyboard.press("Enter")
    expect(question_box(page)).to_have_value(DIFFER)
    expect(question_box(page)).to_be_focused()


def test_twice_the_size_fits(open_page: OpenPage, address: str, keep_picture: KeepPicture) -> None:
    page = open_page(address, *ZOOMED, device_scale_factor=2)
    ask(page, DIFFER)
    keep_picture(page, "zoomed")
    assert page.evaluate("document.documentElement.scrollWidth") == 640
    for place in (question_box(page), page.get_by_role("button", name="Send")):
        place.scroll_into_view_if_needed()
        expect(place).to_be_in_viewport(ratio=1)


def test_every_control_has_a_name(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    ask(page, DIFFER)
    page.get_by_role("button", name=MANAGE).click()
    snapshot = page.locator("body").aria_snapshot()
    controls = re.findall(r"- '?(?:button|textbox|combobox|checkbox|link|tab)\b.*", snapshot)
    assert len(controls) > 15
    assert [control for control in controls if '"' not in control] == []


def test_a_message_is_called_a_question_or_an_answer(open_page: OpenPage, address: str) -> None:
    for locale, names in (("en", ("Question", "Answer")), ("sv", ("Fråga", "Svar"))):
        page = open_page(address, locale=locale)
        ask(page, REFUSED)
        log = page.get_by_role("log")
        expect(log.get_by_role("group", name=names[0], exact=True)).to_have_count(1)
        expect(log.get_by_role("group", name=names[1], exact=True)).to_contain_text("Belgrad")
        assert log.locator("[aria-label*='<'], [aria-label*='message:']").count() == 0


STRINGS = """() => {
    const content = '.said, .sources, .tip, .to-copy, .user-row, #document :is(h2, .facts, .text), '
        + '#source-list [name=document]';
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (!element.closest || element.closest(`script, style, ${content}`)) continue;
        if (!element.checkVisibility()) continue;
        const texts = node === element
            ? ['aria-label', 'title', 'placeholder', 'alt'].map(name => element.getAttribute(name))
            : [node.textContent];
        const said = texts.filter(text => /[a-zåäö]{2}/i.test(text ?? ''));
        said.forEach(text => found.add(text.trim()));
    }
    return [...found];
}"""


def strings(page: Page, language: str) -> set[str]:
    """All that the page says in its own words, to the eye or a screen reader, in many states."""
    page.locator("#ask button.primary").click()
    page.get_by_test_id("toast-body").wait_for()
    found = set(page.evaluate(STRINGS))
    differ, refused = (question for name, question in EXAMPLES[language][1:])
    ask(page, refused)
    page.get_by_role("button", name=MANAGE).click()
    found |= set(page.evaluate(STRINGS))
    ask(page, differ)
    page.locator("#chat [name=good]").last.click()
    page.locator("#reason textarea, #reason input").wait_for()
    on_page = re.compile(r"(page|sida) \d")
    page.locator("#chat .answer").last.locator(".source", has_text=on_page).first.click()
    page.locator("#document .outline").first.wait_for()
    found |= set(page.evaluate(STRINGS))
    for tab in ("Documents|Dokument", "Evaluation|Utvärdering"):
        open_tab(page, re.compile(tab))
        found |= set(page.evaluate(STRINGS))
    return found


def test_no_string_of_the_page_is_the_same_in_both_languages(
    open_page: OpenPage, address: str, assistant: Assistant, keep_picture: KeepPicture
) -> None:
    pages = {
        each: open_page(address, locale=each, storage_state=EVALUATING) for each in ("en", "sv")
    }
    said = {language: strings(page, language) for language, page in pages.items()}
    assert len(said["sv"]) > 25
    documents = {name for each in assistant.documents for name in (each.id, each.title)}
    same = said["en"] & said["sv"]
    assert same - documents - {"Citera"} == set()
    keep_picture(pages["sv"], "desktop-swedish")


def test_the_language_is_switched_and_stays_switched(open_page: OpenPage, address: str) -> None:
    page = open_page(address, locale="sv-SE")
    expect(page.get_by_role("button", name="Skicka")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "sv"
    ask(page, REFUSED)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect(page.get_by_role("button", name="Copy with sources")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
