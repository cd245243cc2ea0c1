"""What a user sees: answers, marked quotes, refusals; and what hostile documents cannot do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from qa import Assistant
from qa.cache import sample_corpus
from qa.terminal import printable
from qa.web.chat import EXAMPLES
from tests.browser.conftest import OpenPage
from tests.browser.serving import served

pytestmark = pytest.mark.browser

ENGLISH = "Is the government of Uganda spending 126 million dollars on cameras for Kampala?"
SWEDISH = "Kostar kameraprojektet i Kampala 126 miljoner dollar?"
OFF_TOPIC = "Vilka ingredienser behövs till en sockerkaka?"

HOSTILE = (
    "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script> "
    "[link](javascript:window.pwned=1) **bold** $$x$$ ${window.pwned=1} {{pwned}} \u202etxt.exe"
)
HOSTILE_TEXT = f"{HOSTILE}\n\nThe lamp of Ellery was lit in 1912 {HOSTILE} by its keeper.\n"
HOSTILE_QUESTION = f"When was the lamp of Ellery lit by its keeper? {HOSTILE}"


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sample-index")


@pytest.fixture(scope="module")
def assistant(index_folder: Path) -> Assistant:
    return Assistant.from_documents(sample_corpus(), index_dir=index_folder)


@pytest.fixture(scope="module")
def address(assistant: Assistant, index_folder: Path) -> Iterator[str]:
    with served("--index", str(index_folder)) as address:
        yield address


def ask(page: Page, question: str) -> None:
    """Type the question and wait for what the answer rests on."""
    page.get_by_role("textbox", name="Question").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Question")).to_have_value("")
    page.locator("#places").get_by_role("button").first.wait_for()


def expect_chat(page: Page, *said: str) -> None:
    """The chat holds these messages and no others, white space aside."""
    messages = page.locator("#chat").get_by_test_id(re.compile("user|bot"))
    expect(messages).to_have_text([*said], use_inner_text=True)


def expect_marked(page: Page, text: str) -> None:
    """One mark is the selected one: it is `text`, within the visible part of the panel."""
    mark = page.locator("#document mark.selected")
    expect(mark).to_have_count(1)
    assert mark.text_content() == text
    page.wait_for_function(
        """([mark, panel]) => {
            const inner = mark.getBoundingClientRect(), outer = panel.getBoundingClientRect();
            return outer.top <= inner.top && inner.bottom <= outer.bottom;
        }""",
        arg=[mark.element_handle(), page.locator("#document .text").element_handle()],
    )


@pytest.mark.parametrize("question", [ENGLISH, SWEDISH])
def test_an_answer_shows_each_quote_where_it_stands(
    open_page: OpenPage, address: str, assistant: Assistant, tmp_path: Path, question: str
) -> None:
    answer = assistant.ask(question)
    page = open_page(address)
    ask(page, question)
    expect_chat(page, question, answer.text)
    assert "[1]" in answer.text
    expect_marked(page, answer.citations[0].quote)
    expect(page.locator("#places").get_by_role("button")).to_have_count(len(answer.citations))
    for citation in reversed(answer.citations):
        button = page.get_by_role("button", name=f"[{citation.number}] {citation.title}")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#document").get_by_role("heading")).to_have_text(citation.title)
        expect_marked(page, citation.quote)
    page.screenshot(path=tmp_path / "desktop.png")


def test_a_quote_scrolled_away_comes_back_with_its_button(
    open_page: OpenPage, address: str, assistant: Assistant
) -> None:
    quote = assistant.ask(SWEDISH).citations[0].quote
    page = open_page(address, height=500)
    ask(page, SWEDISH)
    expect_marked(page, quote)
    page.locator("#document .text").evaluate("panel => { panel.scrollTop = 0; }")
    expect(page.locator("#document mark.selected")).not_to_be_in_viewport()
    page.get_by_role("button", name="[1]").click()
    expect_marked(page, quote)


def test_a_refusal_offers_the_nearest_passages(
    open_page: OpenPage, address: str, assistant: Assistant
) -> None:
    answer = assistant.ask(OFF_TOPIC)
    page = open_page(address)
    ask(page, OFF_TOPIC)
    expect_chat(page, OFF_TOPIC, answer.text)
    expect(page.get_by_role("heading", name="Nearest passages")).to_be_visible()
    expect(page.locator("#document mark")).to_have_count(0)
    page.locator("#places").get_by_role("button").nth(1).click()
    expect(page.locator("#document mark.selected")).to_have_text(answer.hits[1].text)
    title = assistant.document(answer.hits[1].passage.document_id).title
    expect(page.locator("#document").get_by_role("heading")).to_have_text(title)


@pytest.fixture
def hostile(tmp_path: Path) -> Assistant:
    document = tmp_path / "documents" / "__bold__ &amp; [x](y).txt"
    document.parent.mkdir()
    document.write_text(HOSTILE_TEXT, encoding="utf-8")
    return Assistant.from_documents(document.parent, index_dir=tmp_path / "index")


def test_hostile_text_is_only_text(open_page: OpenPage, hostile: Assistant, tmp_path: Path) -> None:
    answer, document = hostile.ask(HOSTILE_QUESTION), hostile.documents[0]
    with served("--index", str(tmp_path / "index")) as address:
        page = open_page(address)
        ask(page, HOSTILE_QUESTION)
        expect_chat(page, printable(HOSTILE_QUESTION), printable(answer.text))
        expect_marked(page, printable(answer.citations[0].quote))
        assert page.locator("#document .text").text_content() == printable(document.text)
        expect(page.locator("#document .facts")).to_contain_text(document.id)
        expect_harmless(page)
        ask(page, OFF_TOPIC)
        expect(page.get_by_role("heading", name="Nearest passages")).to_be_visible()
        expect_harmless(page)


def expect_harmless(page: Page) -> None:
    made = "img[src=x], a[href*=javascript], [onerror]"
    parts = "script, strong, em, b, a, img, math, .katex"
    within = ", ".join(f"{place} :is({parts})" for place in ("#chat", "#places", "#document"))
    expect(page.locator(f"{made}, {within}")).to_have_count(0)
    assert page.evaluate("window.pwned") is None
    assert "\u202e" not in page.content()


def test_two_visitors_do_not_see_each_others_conversation(
    open_page: OpenPage, address: str, assistant: Assistant
) -> None:
    english, swedish = assistant.ask(ENGLISH), assistant.ask(SWEDISH)
    first, second = open_page(address), open_page(address)
    ask(first, ENGLISH)
    ask(second, SWEDISH)
    expect_chat(first, ENGLISH, english.text)
    expect_chat(second, SWEDISH, swedish.text)
    first.get_by_role("button", name="[1]").click()
    expect_marked(first, english.citations[0].quote)


def test_clear_starts_anew(open_page: OpenPage, address: str, assistant: Assistant) -> None:
    page = open_page(address)
    ask(page, ENGLISH)
    page.get_by_role("button", name="Clear").click()
    expect_chat(page)
    expect(page.locator("#places").get_by_role("button")).to_have_count(0)
    expect(page.locator("#document mark")).to_have_count(0)
    ask(page, SWEDISH)
    expect_chat(page, SWEDISH, assistant.ask(SWEDISH).text)


def test_an_example_is_asked_by_clicking_it(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    for _, question in EXAMPLES:
        expect(page.get_by_role("button", name=question)).to_be_visible()
    question = EXAMPLES[-1][1]
    page.get_by_role("button", name=question).click()
    expect(page.get_by_test_id("user")).to_have_text(question)
    expect(page.get_by_test_id("bot")).to_have_count(1)


def test_an_empty_question_is_answered_with_advice(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("the question is empty")).to_be_visible()
    expect_chat(page)


def test_the_page_suits_a_phone(
    open_page: OpenPage, address: str, assistant: Assistant, tmp_path: Path
) -> None:
    page = open_page(address, width=390, height=844)
    ask(page, ENGLISH)
    page.screenshot(path=tmp_path / "phone.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert bottom(page.locator("#chat")) < bottom(page.locator("#document"))
    page.get_by_role("button", name="[1]").click()
    expect(page.locator("#document mark.selected")).to_be_in_viewport(ratio=1)
    expect_marked(page, assistant.ask(ENGLISH).citations[0].quote)
    page.screenshot(path=tmp_path / "phone-document.png")


def bottom(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_every_control_has_a_name(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    ask(page, ENGLISH)
    snapshot = page.locator("body").aria_snapshot()
    controls = re.findall(r"- '?(?:button|textbox|checkbox|link)\b.*", snapshot)
    assert [control for control in controls if '"' not in control] == []
    names = " ".join(controls)
    assert all(name in names for name in ('"Question"', '"Send"', '"Clear"', '"[1]'))
