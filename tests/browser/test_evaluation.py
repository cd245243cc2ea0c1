"""The Evaluation tab: a run is watched, stopped, continued, read, downloaded and compared."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import PHONE, KeepPicture, OpenPage
from tests.browser.looking import EVALUATING, expect_no_serious_finding, open_question_sets

pytestmark = pytest.mark.browser

ALL = 20
SAID_PATIENTLY = "What did the mast of Ellery cost, said patiently, for the {}. time?"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    lines = [
        {"question": SAID_PATIENTLY.format(number), "answers": ["12 000"], "document": "mast.txt"}
        for number in range(ALL)
    ]
    path = tmp_path / "mast prices.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


def report(page: Page) -> FrameLocator:
    return page.frame_locator("#report iframe")


def downloaded(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_text("utf-8")


def asked_of(said: str) -> int:
    found = re.search(r"(\d+) (?:of|av) \d+", said)
    assert found is not None, said
    return int(found[1])


def test_a_run_is_stopped_continued_read_downloaded_and_compared(
    open_page: OpenPage, moody: str, questions: Path, keep_picture: KeepPicture
) -> None:
    other = open_page(moody, *PHONE, locale="sv", storage_state=EVALUATING)
    page = open_page(moody, storage_state=EVALUATING)
    open_question_sets(page, "Evaluation")
    expect(page.get_by_label("Run", exact=True)).to_be_hidden()
    page.locator("#evaluation input[type=file]").set_input_files(questions)
    expect(page.locator("#evaluation").get_by_text("mast prices")).to_be_visible()
    page.get_by_role("button", name="Ask them all").click()
    state = page.locator("#run-state")
    expect(state).to_contain_text(re.compile(rf"Asking: [1-9]\d* of {ALL}"))
    expect(state.get_by_role("progressbar")).to_be_visible()
    page.mouse.move(0, 0)  # a button has other colours under the pointer
    expect_no_serious_finding(page)
    keep_picture(page, "desktop-evaluation-asking")

    open_question_sets(other, "Utvärdering")  # whoever looks sees how far it is
    expect(other.locator("#run-state")).to_contain_text("Frågar: ")
    keep_picture(other, "phone-evaluation-asking")

    stop = page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_focused()  # what was pressed is gone
    page.keyboard.press("Enter")
    expect(state).to_contain_text(re.compile(rf"Stopped: \d+ of {ALL} questions asked"))
    done = asked_of(state.inner_text())
    assert 0 < done < ALL
    expect(report(page).locator(".verdict")).to_contain_text(f"of {done} questions failed.")
    expect(page.get_by_label("Run", exact=True)).to_have_value(
        re.compile(rf"mast prices · both halves · {done} of {ALL} asked")
    )
    page.get_by_role("button", name="Ask the rest").click()
    expect(state).to_contain_text(f"Done. Questions asked: {ALL}.")
    expect(page.get_by_role("button", name="Ask the rest")).to_be_hidden()
    expect(report(page).locator(".verdict")).to_contain_text(f"of {ALL} questions failed.")

    answers = [json.loads(line) for line in downloaded(page, "Download answers").splitlines()]
    assert [each["question"] for each in answers] == [
        SAID_PATIENTLY.format(number) for number in range(ALL)
    ]
    assert f"of {ALL} questions failed" in downloaded(page, "Download report")

    questions.write_text("\n".join(questions.read_text("utf-8").split("\n")[:2]), "utf-8")
    page.get_by_role("button", name=re.compile("Clear|Remove")).first.click()
    page.locator("#evaluation input[type=file]").set_input_files(questions)
    expect(page.locator("#evaluation").get_by_text("mast prices")).to_be_visible()
    page.get_by_role("button", name="Ask them all").click()
    expect(state).to_contain_text("Done. Questions asked: 2.")
    page.get_by_role("button", name="Compare the two").click()
    expect(report(page).locator(".verdict")).to_have_text("Questions in both runs: 2.")
    expect_no_serious_finding(page)
    keep_picture(page, "desktop-evaluation-compared")


def test_what_is_wrong_with_a_file_of_questions_is_said(
    open_page: OpenPage, moody: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text('{"question": "How deep is <img src=x onerror=alert(1)>?"}', "utf-8")
    page = open_page(moody, *PHONE, storage_state=EVALUATING)
    open_question_sets(page, "Evaluation")
    page.locator("#evaluation input[type=file]").set_input_files(wrong)
    expect(page.locator("#evaluation").get_by_text("wrong")).to_be_visible()
    page.get_by_role("button", name="Ask them all").click()
    alert = page.locator("#run-state").get_by_role("alert")
    expect(alert).to_contain_text('wrong.jsonl, line 1, field "answers": missing')
    expect(alert).not_to_contain_text(str(tmp_path))
    expect(alert).not_to_contain_text("gradio")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    expect_no_serious_finding(page)
    keep_picture(page, "phone-evaluation-wrong")
