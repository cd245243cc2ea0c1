"""What a reader does with a document: turns pages, looks for words, goes from quote to quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from qa import Assistant, Settings
from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import ask, citation, expect_marked, expect_no_serious_finding
from tests.browser.serving import PLAIN, served
from tests.index.load.test_files import make_pdf

pytestmark = pytest.mark.browser

DIFFER = "How much is Uganda paying for surveillance cameras?"
PIER = "When was the lamp of pier 200 lit by its keeper?"
ZEPPELIN = "When did the zeppelin of Ellery land?"
DOOR = "How is the door of the lamp room opened?"
LANDED = "The zeppelin of Ellery landed at dawn on 14 March 1931."
GUIDE = f"""# The lamp room

## Getting in

- The door of the lamp room is opened with the brass key.
- The key hangs behind the **stove**.

| Lamp | Oil |
|---|---|
| North | colza |
| South | paraffin |

{"<b>Nothing</b> here is HTML. " * 300}

## Getting out

The same way.
"""
LENGTH = 1_000_000


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a PDF of 400 pages, a text of a million characters, and a guide."""
    folder, index = tmp_path_factory.mktemp("harbour"), tmp_path_factory.mktemp("index")
    lamps = {
        n: f"The lamp of pier {n} was lit in {1500 + n} by its keeper." for n in (12, 120, 200)
    }
    pages = [f"Chapter {n}\n\n{lamps.get(n, 'Nothing is told.')}" for n in range(1, 401)]
    (folder / "piers.pdf").write_bytes(make_pdf(*pages, title="The piers"))
    filler = "Boats lay by.\n\n" * (LENGTH // 30)
    (folder / "chronicle.txt").write_text(f"The chronicle\n\n{filler}{LANDED}\n\n{filler}")
    (folder / "guide.md").write_text(GUIDE)
    Assistant.from_documents(folder, index_dir=index, settings=Settings(reader="off"))
    with served("--index", str(index), "--docs", str(folder), *PLAIN) as address:
        yield address


def tool(page: Page, name: str) -> Locator:
    return page.locator("#document").get_by_role("button", name=name, exact=True)


def find_box(page: Page, name: str = "Find in the document") -> Locator:
    return page.get_by_role("searchbox", name=name)


def hits(page: Page) -> Locator:
    """How many there are, and which of them is shown."""
    return page.locator("#document").get_by_role("status")


def expect_page(page: Page, number: int, of: str) -> None:
    name = f"Page {number} of {of}, the quotes outlined"
    expect(page.locator("#document").get_by_role("img", name=name)).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Page number")).to_have_value(str(number))


def expect_in_reader(seen: Locator) -> None:
    """It is within the visible part of the text or page, not only of the window."""
    expect(seen).to_be_visible()
    seen.page.wait_for_function(
        """each => {
            const inner = each.getBoundingClientRect();
            const outer = each.closest('.text, .picture').getBoundingClientRect();
            return outer.top <= inner.top && inner.bottom <= outer.bottom + 1;
        }""",
        arg=seen.element_handle(),
    )


def test_a_pdf_of_400_pages_is_turned_zoomed_and_searched(
    open_page: OpenPage, harbour: str, keep_picture: KeepPicture
) -> None:
    page = open_page(harbour)
    ask(page, PIER)
    expect_page(page, 200, "The piers")
    expect_in_reader(page.locator("#document .outline.selected").first)
    tool(page, "Next page").click()
    expect_page(page, 201, "The piers")
    tool(page, "Previous page").click()
    expect_page(page, 200, "The piers")
    number = page.get_by_role("spinbutton", name="Page number")
    number.fill("9999")
    number.press("Enter")
    expect_page(page, 400, "The piers")
    expect(tool(page, "Next page")).to_have_attribute("aria-disabled", "true")
    picture = page.get_by_role("region", name="Page of the document")
    picture.press("ArrowLeft")
    expect_page(page, 399, "The piers")
    tool(page, "Zoom in").click()
    expect(page.get_by_role("button", name="125%")).to_be_visible()
    assert picture.evaluate("each => each.scrollWidth > each.clientWidth")
    page.get_by_role("button", name="125%").click()
    page.locator("#document summary", has_text="Pages").click()
    entries = page.locator("#document .entries button")
    expect(entries).to_have_count(400)
    expect(entries.nth(199)).to_contain_text("1 quote")
    expect(entries.nth(398)).to_have_attribute("aria-current", "page")
    expect(entries.nth(398)).to_be_in_viewport()
    keep_picture(page, "viewer-pages")
    entries.nth(2).click()
    expect_page(page, 3, "The piers")
    find_box(page).fill("pier 12")
    expect(hits(page)).to_have_text("1 of 2")
    expect_page(page, 12, "The piers")
    expect_in_reader(page.locator("#document .outline.hit.current"))
    tool(page, "Next hit").click()
    expect_page(page, 120, "The piers")
    find_box(page).press("Shift+Enter")
    expect_page(page, 12, "The piers")
    keep_picture(page, "viewer-hit")


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_the_tools_take_two_rows_and_a_page_enlarged_is_sharp(
    open_page: OpenPage, harbour: str, keep_picture: KeepPicture, width: int
) -> None:
    page = open_page(harbour, width, 740, device_scale_factor=2)
    ask(page, PIER)
    expect_page(page, 200, "The piers")
    keep_picture(page, f"viewer-phone-{width}")
    assert rows_of_tools(page) == 2
    picture = page.locator("#document .page img")
    assert picture.evaluate(POINTS) >= 1
    for _ in range(3):  # to 200%
        tool(page, "Zoom in").click()
    page.wait_for_function(f"image => ({POINTS})(image) >= 1", arg=picture.element_handle())
    keep_picture(page, f"viewer-phone-zoomed-{width}")
    find_box(page).fill("pier 12")
    expect(hits(page)).to_have_text("1 of 2")
    box = find_box(page).bounding_box()
    assert box is not None
    assert box["width"] > 100


POINTS = "image => image.naturalWidth / (image.clientWidth * devicePixelRatio)"
"""How many points of the picture there are for one of the screen."""


def rows_of_tools(page: Page) -> int:
    """In how many rows the tools stand that are seen."""
    boxes = [each.bounding_box() for each in page.locator("#document .tools > *").all()]
    return len({round(each["y"] + each["height"] / 2, -1) for each in boxes if each})


def test_a_text_of_a_million_characters_opens_at_its_quote_and_is_searched(
    open_page: OpenPage, harbour: str
) -> None:
    page = open_page(harbour)
    ask(page, ZEPPELIN)
    expect_marked(page, LANDED)
    rendered = page.locator("#document .text section[data-words]")
    assert page.locator("#document .text section").count() > 40
    assert rendered.count() < 8
    page.locator("#document .text").evaluate("text => { text.scrollTop = 0; }")
    expect(page.get_by_role("heading", name="The chronicle").last).to_be_visible()
    citation(page, 1).click()
    expect_marked(page, LANDED)
    words = find_box(page)
    words.fill("nowhere at all")
    expect(hits(page)).to_have_text("No hits")
    words.fill("BOATS lay")
    expect(hits(page)).to_have_text("1 of 1000+")
    expect_in_reader(page.locator("#document mark.hit.current"))
    tool(page, "Previous hit").click()
    expect(hits(page)).to_have_text("1000 of 1000+")
    expect_in_reader(page.locator("#document mark.hit.current"))
    assert rendered.count() < 15


@pytest.mark.parametrize("size", [(1280, 800), PHONE, (320, 640)])
def test_a_guide_is_read_as_it_was_written(
    open_page: OpenPage, harbour: str, keep_picture: KeepPicture, size: tuple[int, int]
) -> None:
    page = open_page(harbour, *size)
    ask(page, DOOR)
    text = page.get_by_role("region", name="Text of the document")
    expect(text.get_by_role("heading", name="Getting in", exact=True)).to_be_visible()
    expect(text.get_by_role("listitem").first).to_contain_text("The door of the lamp room")
    expect(text.get_by_role("columnheader")).to_have_text(["Lamp", "Oil"])
    expect(text).to_contain_text("<b>Nothing</b> here is HTML.")
    assert not re.search(r"##|\*\*|\|", text.inner_text())
    page.locator("#document summary").click()
    page.get_by_role("button", name="Getting out").click()
    expect(page.locator("#document .entries")).to_be_hidden()
    expect_in_reader(text.get_by_role("heading", name="Getting out"))
    expect(text).to_be_focused()
    page.locator("#document summary").press("Enter")
    expect(page.get_by_role("button", name="Getting out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#document summary")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    expect_no_serious_finding(page)
    keep_picture(page, f"viewer-guide-{size[0]}")


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_quotes_of_an_answer_are_gone_through_by_keyboard(
    open_page: OpenPage,
    address: str,
    assistant: Assistant,
    keep_picture: KeepPicture,
    size: tuple[int, int],
) -> None:
    quotes = assistant.ask(DIFFER).citations
    page = open_page(address, *size)
    ask(page, DIFFER)
    steps = page.locator("#document .steps")
    for number, quote in enumerate(quotes, 1):
        expect(page.locator("#document h2")).to_have_text(quote.title)
        expect(steps).to_contain_text(f"Quote {number} of {len(quotes)}")
        if quote.page is None:
            expect_marked(page, quote.quote)
        else:
            expect_in_reader(page.locator("#document .outline.selected").first)
        if number < len(quotes):
            tool(page, "Next quote").press("Enter")
    expect(tool(page, "Next quote")).to_be_disabled()
    expect(tool(page, "Previous quote")).to_be_focused()
    expect_no_serious_finding(page)
    keep_picture(page, f"viewer-quotes-{size[0]}")


def test_the_original_is_opened_or_saved(open_page: OpenPage, harbour: str) -> None:
    page = open_page(harbour)
    ask(page, DOOR)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download").click()
    assert saved.value.suggested_filename == "guide.md"
    assert Path(saved.value.path()).read_text() == GUIDE
    ask(page, PIER)
    opened = page.get_by_role("link", name="Open original").get_attribute("href")
    assert opened is not None
    answer = page.request.get(f"{harbour}{opened}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")


def test_a_swedish_reader_in_the_dark(
    open_page: OpenPage, harbour: str, keep_picture: KeepPicture
) -> None:
    page = open_page(harbour, locale="sv-SE", color_scheme="dark")
    ask(page, PIER)
    expect(page.get_by_role("button", name="Nästa sida")).to_be_visible()
    expect(page.get_by_text("av 400")).to_be_visible()
    expect(page.get_by_role("link", name="Öppna originalet")).to_be_visible()
    find_box(page, "Sök i dokumentet").fill("pier 200 was")
    expect(hits(page)).to_have_text("1 av 1")
    expect_no_serious_finding(page)
    keep_picture(page, "viewer-dark")
