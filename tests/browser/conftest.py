"""A real Chromium that looks at the app.

With the environment's CITERA_SCREENSHOTS, pictures of the page are kept in that folder.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from qa import Assistant, Settings
from qa.library.cache import index_dir_for, sample_corpus
from tests.browser.serving import PLAIN, served, served_by

ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = (390, 844)
LAMP = "The harbour lamp\n\nThe harbour lamp was lit in 1912 by its keeper.\n"
OpenPage = Callable[..., Page]
KeepPicture = Callable[[Page, str], None]


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """This machine's Chromium; None where there is none."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        yield None
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*ARGUMENTS, "--no-sandbox"] if is_root else ARGUMENTS
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        if browser is None:
            pytest.skip("there is no Chromium here")
        yield browser


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open an address in a session of its own; no page may have called on another host."""
    requested: list[str] = []

    with ExitStack() as sessions:

        def open_page(
            address: str, width: int = 1280, height: int = 800, locale: str = "en-GB", **kind: Any
        ) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale=locale, **kind
            )
            sessions.callback(context.close)
            page = context.new_page()
            page.on("request", lambda request: requested.append(request.url))
            page.goto(address)
            page.locator("#document :is(.empty, .panel)").wait_for()
            return page

        yield open_page
    away = r"(?!data:|blob:|(http|ws)://127\.0\.0\.1[:/])"
    assert [url for url in requested if re.match(away, url)] == []


@pytest.fixture
def keep_picture(tmp_path: Path) -> KeepPicture:
    """Keep a picture of the page under a name, for people to look at."""
    folder = Path(os.environ.get("CITERA_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def keep_picture(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")

    return keep_picture


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """Over the sample corpus, with the index that `address` serves."""
    folder = index_dir_for(sample_corpus(), Settings())
    return Assistant.from_documents(
        sample_corpus(), index_dir=folder, settings=Settings(reader="off")
    )


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the app that `address` serves keeps the user's data."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def address(assistant: Assistant, data_folder: Path) -> Iterator[str]:
    with served(*PLAIN) as address:
        yield address


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app of the module's own, over one document: lamp.txt."""
    folder, data = tmp_path_factory.mktemp("harbour"), tmp_path_factory.mktemp("data")
    (folder / "lamp.txt").write_text(LAMP, "utf-8")
    with served(str(folder), "--data", str(data), *PLAIN) as address:
        yield address


@pytest.fixture(scope="session")
def moody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app of tests.browser.slow_app, over one document: mast.txt."""
    folder, data = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("data")
    Path(folder, "mast.txt").write_text("The mast of Ellery cost 12 000 euro in 1912.")
    with served_by("-m", "tests.browser.slow_app", str(folder), str(data)) as address:
        yield address
