"""What a visitor sees: answers, marked quotes, refusals; and what hostile documents cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qa import Answer, Assistant, Citation, Settings
from qa.library.cache import index_dir_for, sample_corpus
from qa.terminal import printable
from qa.web.wording.examples import EXAMPLES
from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import (
    ask,
    citation,
    expect_marked,
    expect_said,
    kept,
    question_box,
)
from tests.browser.serving import PLAIN, served

pytestmark = pytest.mark.browser

DIFFER = "How much is Uganda paying for surveillance cameras?"
SWEDISH = "Kostar kameraprojektet i Kampala 126 miljoner dollar?"
OFF_TOPIC = "Vilka ingredienser behövs till en sockerkaka?"

HOSTILE = (
    "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script> "
    "[link](javascript:window.pwned=1) [x](//evil) **bold** $$x$$ ${window.pwned=1} {{pwned}} "
    "\u202etxt.exe \x1b[31m [1]"
)
HOSTILE_TEXT = f"{HOSTILE}\n\nThe lamp of Ellery was lit in 1912 {HOSTILE} by its keeper.\n"
HOSTILE_QUESTION = f"When was the lamp of Ellery lit by its keeper? {HOSTILE}"


def test_each_citation_shows_its_quote_and_opens_it_where_it_stands(
    open_page: OpenPage, address: str, assistant: Assistant, keep_picture: KeepPicture
) -> None:
    answer = assistant.ask(DIFFER)
    page = open_page(address)
    ask(page, DIFFER)
    expect_said(page, DIFFER, answer.text)
    expect(page.locator("#document h2")).to_have_text(answer.citations[0].title)
    for each in reversed(answer.citations):
        citation(page, each.number).hover()
        tip = page.get_by_role("tooltip")
        expect(tip).to_contain_text(each.title)
        expect(tip).to_contain_text(" ".join(each.quote.split()))
        if each.number == 1:
            keep_picture(page, "desktop-hover")
        citation(page, each.number).click()
        expect(page.locator("#document h2")).to_have_text(each.title)
        if each.page is None:
            expect_marked(page, each.quote)
    left, right = (page.locator("#chat .side").nth(place).bounding_box() for place in (0, 1))
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]
    keep_picture(page, "desktop-differ")


def of_a_pdf(answer: Answer) -> Citation:
    return next(each for each in answer.citations if each.page == 2)


def test_a_page_of_a_pdf_is_shown_with_the_quote_outlined(
    open_page: OpenPage, address: str, assistant: Assistant, keep_picture: KeepPicture
) -> None:
    quote = of_a_pdf(assistant.ask(DIFFER))
    page = open_page(address)
    ask(page, DIFFER)
    citation(page, quote.number).click()
    picture = page.get_by_role("img", name=f"Page 2 of {quote.title}, the quotes outlined")
    expect(picture).to_be_visible()
    outlines = page.locator("#document .outline.selected")
    expect(outlines).to_have_count(2)  # the quote has two lines
    expect(outlines.first).to_be_in_viewport(ratio=1)
    keep_picture(page, "desktop-pdf")
    page.get_by_role("button", name="Show text").click()
    expect(picture).to_be_hidden()
    expect_marked(page, quote.quote)
    page.get_by_role("button", name="Show page").click()
    expect(outlines.first).to_be_in_viewport(ratio=1)


def test_an_index_shows_pages_where_it_is_told_of_its_documents(
    open_page: OpenPage, assistant: Assistant
) -> None:
    quote = of_a_pdf(assistant.ask(DIFFER))
    index = index_dir_for(sample_corpus(), Settings())
    with served("--index", str(index), "--docs", str(sample_corpus()), *PLAIN) as address:
        page = open_page(address)
        ask(page, DIFFER)
        citation(page, quote.number).click()
        picture = page.get_by_role("img", name=f"Page 2 of {quote.title}, the quotes outlined")
        expect(picture).to_be_visible()


def test_a_quote_scrolled_away_comes_back_with_its_citation(
    open_page: OpenPage, address: str, assistant: Assistant
) -> None:
    quote = assistant.ask(SWEDISH).citations[0].quote
    page = open_page(address, height=640)
    ask(page, SWEDISH)
    expect_marked(page, quote)
    page.locator("#document .text").evaluate("panel => { panel.scrollTop = 1e6; }")
    citation(page, 1).click()
    expect_marked(page, quote)


def test_a_refusal_offers_what_is_nearest(
    open_page: OpenPage, address: str, assistant: Assistant, keep_picture: KeepPicture
) -> None:
    answer = assistant.ask(OFF_TOPIC)
    page = open_page(address)
    ask(page, OFF_TOPIC)
    expect_said(page, OFF_TOPIC, answer.text)
    expect(page.get_by_text("Nearest in the documents")).to_be_visible()
    expect(page.locator("#document mark")).to_have_count(0)
    page.locator("#chat .source").nth(1).click()
    expect_marked(page, answer.nearest[1].quote)
    keep_picture(page, "desktop-refusal")


@pytest.fixture
def hostile(tmp_path: Path) -> Assistant:
    document = tmp_path / "documents" / "__bold__ &amp; [x](y).txt"
    document.parent.mkdir()
    document.write_text(HOSTILE_TEXT, encoding="utf-8")
    return Assistant.from_documents(
        document.parent, index_dir=tmp_path / "index", settings=Settings(reader="off")
    )


def test_hostile_text_is_only_text(open_page: OpenPage, hostile: Assistant, tmp_path: Path) -> None:
    answer, document = hostile.ask(HOSTILE_QUESTION), hostile.documents[0]
    with served("--index", str(tmp_path / "index"), *PLAIN) as address:
        page = open_page(address)
        ask(page, HOSTILE_QUESTION)
        expect_said(page, printable(HOSTILE_QUESTION), printable(answer.text))
        expect_marked(page, printable(answer.citations[0].quote))
        shown = page.locator("#document .text").text_content() or ""
        assert "".join(shown.split()) == "".join(printable(document.text).split())
        expect(page.locator("#document .facts")).to_contain_text(document.id)
        page.locator("#chat .why > summary").click()
        expect(page.locator("#chat .why tr.quoted")).to_contain_text("<img src=x onerror=")
        expect_harmless(page)
        ask(page, OFF_TOPIC)
        page.reload()
        expect(page.locator("#chat .answer")).to_have_count(2)
        expect_harmless(page)


def expect_harmless(page: Page) -> None:
    made = "img[src=x], a[href*=javascript], [onerror]"
    parts = "script, strong, em, a, img, math, .katex"
    within = ", ".join(f"{place} :is({parts})" for place in ("#chat", "#document"))
    expect(page.locator(f"{made}, {within}")).to_have_count(0)
    assert page.evaluate("window.pwned") is None
    assert "\u202e" not in page.content()


def test_two_visitors_do_not_see_each_others_conversation(
    open_page: OpenPage, address: str, assistant: Assistant
) -> None:
    english, swedish = assistant.ask(DIFFER), assistant.ask(SWEDISH)
    first, second = open_page(address), open_page(address)
    ask(first, DIFFER)
    ask(second, SWEDISH)
    expect_said(first, DIFFER, english.text)
    expect_said(second, SWEDISH, swedish.text)
    citation(first, 1).click()
    expect_marked(first, english.citations[0].quote)


def test_the_first_visit_explains_itself_by_examples(
    open_page: OpenPage, address: str, assistant: Assistant, keep_picture: KeepPicture
) -> None:
    page = open_page(address)
    examples = [question for _, question in EXAMPLES["en"]]
    for question in examples:
        expect(page.get_by_role("button", name=question)).to_be_visible()
    keep_picture(page, "desktop-welcome")
    page.get_by_role("button", name=examples[0]).click()
    expect_said(page, examples[0], assistant.ask(examples[0]).text)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_examples_are_what_they_are_called(assistant: Assistant, language: str) -> None:
    answers = {name: assistant.ask(question) for name, question in EXAMPLES[language]}
    across, differ, refused = (
        answers[name] for name in ("example_across", "example_differ", "example_refused")
    )
    assert across.citations[0].language == ({"en", "sv"} - {language}).pop()
    assert len(differ.sides) > 1
    assert not refused.answered
    assert refused.nearest


def test_what_cannot_be_asked_is_answered_with_advice(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("The question is empty")).to_be_visible()
    question_box(page).fill("x" * 1_000_000)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("The question is too long")).to_be_visible()
    expect_said(page)


def test_a_question_is_asked_again_and_edited(
    open_page: OpenPage, address: str, assistant: Assistant
) -> None:
    page = open_page(address)
    ask(page, DIFFER)
    ask(page, OFF_TOPIC)
    refusal = assistant.ask(OFF_TOPIC).text
    expect_said(page, DIFFER, assistant.ask(DIFFER).text, OFF_TOPIC, refusal)
    with kept(page):
        page.get_by_role("button", name="Ask again").click()
    expect_said(page, DIFFER, assistant.ask(DIFFER).text, OFF_TOPIC, refusal)
    page.get_by_role("button", name="Edit question").click()
    page.get_by_role("button", name="Cancel").click()
    expect(question_box(page)).to_have_value("")
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect_said(page, DIFFER, assistant.ask(DIFFER).text, OFF_TOPIC, refusal)
    page.get_by_role("button", name="Edit question").click()
    expect(question_box(page)).to_have_value(OFF_TOPIC)
    expect(question_box(page)).to_be_focused()
    question_box(page).fill(SWEDISH)
    with kept(page):
        page.get_by_role("button", name="Ask instead").click()
    expect_said(page, DIFFER, assistant.ask(DIFFER).text, SWEDISH, assistant.ask(SWEDISH).text)


def test_an_answer_is_copied_with_its_sources(
    open_page: OpenPage, address: str, assistant: Assistant
) -> None:
    page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
    ask(page, DIFFER)
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    answer = assistant.ask(DIFFER)
    assert copied.startswith(f"{DIFFER}\n\n{answer.text}\n\n[1] {answer.citations[0].title} (")


def test_the_page_suits_a_phone(
    open_page: OpenPage, address: str, assistant: Assistant, keep_picture: KeepPicture
) -> None:
    page = open_page(address, *PHONE)
    ask(page, DIFFER)
    keep_picture(page, "phone-chat")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    page.get_by_role("button", name="Documents and conversations").click()
    page.get_by_role("button", name="New", exact=True).click()
    expect_said(page)
    ask(page, OFF_TOPIC)  # which opens nothing
    page.locator("#chat .source").last.click()
    expect(page.locator("#document mark.selected")).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, 0)")
    ask(page, DIFFER)
    answer = assistant.ask(DIFFER)
    pdf = of_a_pdf(answer)
    text = next(each for each in answer.citations if each.page is None)
    citation(page, text.number).click()
    expect(page.locator("#document mark.selected")).to_be_in_viewport(ratio=1)
    expect_marked(page, text.quote)
    keep_picture(page, "phone-document")
    citation(page, pdf.number).click()
    picture = page.locator("#document .picture")
    expect(picture.locator(".outline.selected").first).to_be_in_viewport(ratio=1)
    assert picture.evaluate("each => each.scrollWidth <= each.clientWidth")
    keep_picture(page, "phone-pdf")
    citation(page, text.number).click()
    page.get_by_role("button", name="Back to the answer").click()
    expect(citation(page, text.number)).to_be_in_viewport()
    expect(citation(page, text.number)).to_be_focused()
