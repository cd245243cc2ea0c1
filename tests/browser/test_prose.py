"""The switch between prose and quotes, where a language model is configured."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import KeepPicture, OpenPage
from tests.browser.looking import ask
from tests.browser.serving import PLAIN, served
from tests.scripted_model import answering, serving

pytestmark = pytest.mark.browser

ASKED = "When was the harbour lamp lit?"


def test_the_model_is_asked_only_where_prose_is_chosen(
    open_page: OpenPage, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "lamp.txt").write_text("The harbour lamp was lit in 1912.", "utf-8")
    kept = "--data", str(tmp_path / "data")
    with serving() as model:
        model.script = [answering("It was lit, ", "and cites nothing.")]
        named = "--llm", model.address, "--llm-model", "tiny"
        with served(str(tmp_path / "docs"), *kept, *PLAIN, *named) as address:
            page = open_page(address)
            prose = page.get_by_label("Prose instead of quotes")
            expect(prose).to_be_checked()
            ask(page, ASKED)
            answer = page.locator("#chat .answer").last
            expect(answer).to_contain_text("Too little of what the language model wrote")
            expect(answer).to_contain_text("The harbour lamp was lit in 1912.")
            keep_picture(page, "prose")
            assert len(model.received) == 1
            prose.uncheck()
            ask(page, ASKED)
            expect(answer).to_contain_text("The harbour lamp was lit in 1912.")
            expect(answer).not_to_contain_text("language model")
            assert len(model.received) == 1


def test_without_a_model_there_is_no_switch(open_page: OpenPage, moody: str) -> None:
    expect(open_page(moody).get_by_label("Prose instead of quotes")).to_be_hidden()
