"""Ten pictures of the app over the sample corpus: python -m tests.browser.pictures FOLDER

Six of them are in docs/pictures, which docs/app.md shows.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from qa.library.people.roles import Role
from qa.library.people.users import users_line
from tests.browser.conftest import PHONE, chromium
from tests.browser.looking import ask, open_column, open_tab
from tests.browser.serving import served

DESKTOP = (1280, 800)
QUALITY = 60  # of JPEG
ACROSS = "How big was the global video surveillance market in 2017?"
DIFFER = "How many cities in the world have bought surveillance systems from Huawei?"
LIST = "What is your advice to a city council?"
REFUSED = "How old is the mayor of Belgrade?"
DRAFT = """Some 230 cities around the world use the system that Belgrade is buying.
The global video surveillance market was worth 16.2 billion dollars in 2017.
Huawei has sold surveillance systems to 900 cities. The mayor of Belgrade is a trained baker."""


def first_visit(page: Page) -> None:
    """What was read, and questions to begin with."""
    expect(page.locator("#start")).to_contain_text("What was read")
    expect(page.locator("#chat .example").first).to_be_visible()


def answered(page: Page) -> None:
    """An answer, with its quote marked in the document."""
    ask(page, ACROSS)
    expect(page.locator("#document .panel")).to_be_visible()


def disagreement(page: Page) -> None:
    """Documents that contradict each other, side by side."""
    ask(page, DIFFER)
    expect(page.locator("#chat .side")).not_to_have_count(0)


def listed(page: Page) -> None:
    """A list that is quoted as one."""
    ask(page, LIST)


def refusal(page: Page) -> None:
    """No answer, and what comes nearest."""
    ask(page, REFUSED)
    expect(page.get_by_text("Nearest in the documents")).to_be_visible()


def checked(page: Page) -> None:
    """Sentences of a text, with what the documents say of each."""
    open_tab(page, "Check a text")
    page.get_by_label("Text to check").fill(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#checked mark")).to_have_count(4)
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_visible()
    page.locator("#checked").scroll_into_view_if_needed()


def drawer(page: Page) -> None:
    """The documents on a phone."""
    ask(page, ACROSS)
    open_column(page)


def why(page: Page) -> None:
    """Why an answer is as it is."""
    ask(page, REFUSED)
    page.locator("#chat .why > summary").click()
    told = page.locator("#chat .why .told")
    expect(told.locator("p").first).to_be_visible()
    told.evaluate("each => each.scrollIntoView({block: 'start'})")


def sign_in(page: Page) -> None:
    """Where users sign in."""
    expect(page.get_by_label("User name")).to_be_focused()


PICTURES: dict[str, tuple[Callable[[Page], None], dict[str, Any]]] = {
    "first-visit": (first_visit, {}),
    "answer": (answered, {}),
    "disagreement": (disagreement, {}),
    "list": (listed, {}),
    "refusal": (refusal, {}),
    "check": (checked, {}),
    "phone": (drawer, {"viewport": dict(zip(("width", "height"), PHONE, strict=True))}),
    "dark": (disagreement, {"color_scheme": "dark"}),
    "why": (why, {}),
}
"""Each picture's name, what is done before it, and what is special about the browser."""


def take(browser: Browser, folder: Path) -> None:
    """Take all of them into the folder."""
    with app() as address:
        for name, (do, kind) in PICTURES.items():
            with opened(browser, address, **kind) as page:
                page.locator("#document :is(.empty, .panel)").wait_for()
                do(page)
                keep(page, folder, name)
    with app(users=True) as address, opened(browser, address) as page:
        sign_in(page)
        keep(page, folder, "sign-in")


@contextmanager
def app(users: bool = False) -> Iterator[str]:
    """The address of the app over the sample corpus, with nothing of whoever takes the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "users.txt")
        file.write_text(users_line("anna", "regn", Role.READ), "utf-8")
        with served("--data", folder, *(["--users", str(file)] if users else [])) as address:
            yield address


@contextmanager
def opened(browser: Browser, address: str, **kind: Any) -> Iterator[Page]:
    """The page in a session of its own."""
    width, height = DESKTOP
    size = {"viewport": {"width": width, "height": height}}
    with browser.new_context(locale="en-GB", **size | kind) as context:
        page = context.new_page()
        page.goto(address)
        yield page


def keep(page: Page, folder: Path, name: str) -> None:
    """Keep the picture as a JPEG, once all of it is drawn."""
    page.wait_for_function("[...document.images].every(image => image.complete)")
    page.mouse.move(0, 0)  # over nothing
    page.wait_for_timeout(500)  # what moves comes to rest
    page.screenshot(path=folder / f"{name}.jpg", type="jpeg", quality=QUALITY)


def main(folder: Path) -> None:
    """Take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        if browser is None:
            sys.exit("there is no Chromium here; install it first")
        take(browser, folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
