"""Documents are asked while they are read, and the page says how far that is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import KeepPicture, OpenPage
from tests.browser.looking import ask
from tests.browser.serving import served_by
from tests.fakes import write_piers

pytestmark = pytest.mark.browser


def test_how_much_is_read_is_shown_until_all_is(
    open_page: OpenPage, keep_picture: KeepPicture, tmp_path: Path
) -> None:
    documents, go_on = write_piers(tmp_path / "documents", 20), tmp_path / "go on"
    arguments = [str(documents), str(tmp_path / "data"), str(go_on)]
    with served_by("-m", "tests.browser.reading_app", *arguments) as address:
        page = open_page(address)
        line = page.locator("#reading")
        expect(line).to_contain_text("Reading: 20 of 20 files so far; 0% of their text")
        ask(page, "How many cranes are on PierDA?")
        answer = page.locator("#chat .answer").last
        expect(answer).to_contain_text("There are 6 cranes on PierDA.")
        expect(answer).to_contain_text("Still reading: 20 of 20 files so far")
        keep_picture(page, "desktop-reading")
        go_on.touch()
        expect(line).to_be_hidden()
        ask(page, "How many cranes are on PierEA?")
        answer = page.locator("#chat .answer").last
        expect(answer).to_contain_text("There are 7 cranes on PierEA.")
        expect(answer).not_to_contain_text("Still reading")
