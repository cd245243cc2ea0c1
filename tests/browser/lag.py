"""How long one waits with a long conversation and many documents: python -m tests.browser.lag

The page is asked over DOCUMENTS documents, in a conversation of ANSWERS answers: how long until it
can be used, what a letter that is typed takes of a processor, and how long a question takes, beside
the same in an empty conversation.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from qa import Assistant
from qa.conversation import Conversation
from qa.types import Turn
from qa.web.conversations import KEY, Kept, as_value
from tests.browser.conftest import ARGUMENTS
from tests.browser.looking import kept as kept_by
from tests.browser.looking import question_box
from tests.browser.serving import served_by
from tests.fakes import HashedWordsEmbedder

DOCUMENTS = 5_000
ANSWERS = 200
TYPED = "How many cranes has the pier with the number 77 by the harbour?"


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, "documents")
        documents.mkdir()
        for number in range(DOCUMENTS):
            text = f"Pier {number}\n\nPier {number} has {number % 7 + 2} cranes by the harbour.\n"
            (documents / f"{number:04}.txt").write_text(text)
        kept = json.dumps([conversation(documents)])
        server = ("-m", "tests.browser.slow_app", str(documents), str(Path(folder, "data")))
        with served_by(*server) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=[*ARGUMENTS, "--no-sandbox"]
            )
            for name, value in (("an empty conversation", "[]"), (f"{ANSWERS} answers", kept)):
                print(f"{name}: {json.dumps(measured(browser, address, value))}", flush=True)


def conversation(documents: Path) -> dict[str, Any]:
    """One of so many answers, as the browser keeps it."""
    few = sorted(documents.iterdir())[:ANSWERS]
    assistant = Assistant.from_documents(few, embedder=HashedWordsEmbedder())
    questions = [f"How many cranes has pier {number}?" for number in range(ANSWERS)]
    turns = tuple(Turn(each, Conversation(assistant).ask(each)) for each in questions)
    return as_value(Kept("long", "Long", turns, ("",) * ANSWERS))


def measured(browser: Browser, address: str, kept: str) -> dict[str, Any]:
    """Seconds until the page can be used and a question is answered; milliseconds of letters."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        stored = f"'{KEY}', {json.dumps(kept)}"
        context.add_init_script(f"localStorage['{KEY}'] ?? localStorage.setItem({stored})")
        page = context.new_page()
        begun = time.monotonic()
        page.goto(address)
        page.locator("#document :is(.empty, .panel)").wait_for()
        page.wait_for_timeout(100)
        ready = time.monotonic() - begun
        page.wait_for_timeout(4_000)  # what goes on behind it
        typed = letters(page)
        question_box(page).fill("")
        begun = time.monotonic()
        with kept_by(page):
            question_box(page).fill("How many cranes has pier 77?")
            question_box(page).press("Enter")
        asked = time.monotonic() - begun
        return {"ready": round(ready, 2), "letters": typed, "asked": round(asked, 2)}


def letters(page: Page) -> float:
    """How many milliseconds of a processor the page's own thread takes for a letter, drawing
    included but for what other threads do of it.
    """
    watched = page.context.new_cdp_session(page)
    watched.send("Performance.enable", {"timeDomain": "threadTicks"})
    question_box(page).click()
    before = processor_seconds(watched)
    page.keyboard.type(TYPED, delay=60)
    page.wait_for_timeout(500)
    return round(1_000 * (processor_seconds(watched) - before) / len(TYPED), 1)


def processor_seconds(watched: CDPSession) -> float:
    """What the page's own thread has taken so far."""
    metrics = watched.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


if __name__ == "__main__":
    main()
