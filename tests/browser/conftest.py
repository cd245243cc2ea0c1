"""The app in a process of its own, and a real Chromium that looks at it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import app

ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
Serve = Callable[[Path], str]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Serve the app over the index in a folder; its address."""
    with ExitStack() as servers:

        def serve(index_folder: Path) -> str:
            command = [sys.executable, app.__file__, "--index", str(index_folder), "--port", "0"]
            server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            servers.enter_context(server)
            servers.callback(server.terminate)
            assert server.stdout is not None
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address is not None
            return address.group()

        yield serve


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
