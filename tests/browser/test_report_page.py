"""The page of a run in a real Chromium: offline, in light and dark, on a desk and a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from eval.report.html import html_report
from eval.results.summary import summarise
from tests.browser.looking import expect_no_serious_finding
from tests.eval.report.test_html import MEASURED, ROWS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("few_resamples")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_opens_offline_and_fits(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    path = tmp_path / "report.html"
    path.write_text(html_report(ROWS, MEASURED, summarise(ROWS)), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    requested: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    page.get_by_role("link", name="port-wrong").click()
    assert page.url.endswith("#q2")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect_no_serious_finding(page)
    assert page.get_by_role("img").count() == 3
    assert set(requested) == {path.as_uri()}
    assert said == []
    context.close()
