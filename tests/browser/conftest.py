"""A real Chromium that looks at the app."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("there is no Chromium here")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*ARGUMENTS, "--no-sandbox"] if is_root else ARGUMENTS
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open an address in a session of its own; no page may have called on another host."""
    requested: list[str] = []

    with ExitStack() as sessions:

        def open_page(address: str, width: int = 1280, height: int = 800) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height})
            sessions.callback(context.close)
            page = context.new_page()
            page.on("request", lambda request: requested.append(request.url))
            page.goto(address)
            return page

        yield open_page
    away = r"(?!data:|blob:|(http|ws)://127\.0\.0\.1[:/])"
    assert [url for url in requested if re.match(away, url)] == []
