"""The pictures for docs/ are taken from the app as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pictures import PICTURES, take

pytestmark = pytest.mark.browser


def test_ten_pictures_are_taken(browser: Browser, tmp_path: Path) -> None:
    take(browser, tmp_path)
    taken = {path.stem: path.read_bytes() for path in tmp_path.iterdir()}
    assert taken.keys() == {*PICTURES, "sign-in"}
    assert len(taken) == len({*taken.values()}) == 10  # no two are the same
    assert all(each.startswith(b"\xff\xd8") for each in taken.values())
