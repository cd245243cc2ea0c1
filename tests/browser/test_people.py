"""Several people: they sign in and out, each may what their role allows, and it is noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from qa.library.people.roles import Role
from qa.library.people.users import users_line
from tests.browser.conftest import PHONE, KeepPicture
from tests.browser.looking import ask, open_tab
from tests.browser.serving import PLAIN, served
from tests.qa.library.fetching.website import website

pytestmark = pytest.mark.browser

LAMP = "The harbour lamp\n\nThe harbour lamp was lit in 1912 by its keeper.\n"
QUESTION = "When was the harbour lamp lit?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, data = tmp_path_factory.mktemp("harbour"), tmp_path_factory.mktemp("data")
    (folder / "lamp.txt").write_text(LAMP, "utf-8")
    users = tmp_path_factory.mktemp("users") / "users"
    lines = [users_line(role.value, "regn", role) for role in Role]
    lines.append(users_line("lawyer", "regn", Role.READ, ["law"]))
    users.write_text("\n".join(lines), "utf-8")
    with served(str(folder), "--data", str(data), "--users", str(users), *PLAIN) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


def sign_in(page: Page, name: str, password: str = "regn") -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def signed_in(page: Page, address: str, role: Role) -> None:
    page.goto(address)
    sign_in(page, role.value)
    page.locator("#document :is(.empty, .panel)").wait_for()
    expect(page.locator("#who")).to_contain_text(role.value)


@pytest.mark.parametrize("size", [(1280, 800), PHONE, (320, 640)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_is_for_everyone(
    browser: Browser, address: str, keep_picture: KeepPicture, size: tuple[int, int], scheme: str
) -> None:
    with browser.new_context(
        locale="sv-SE",
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_label("Användarnamn")).to_be_focused()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        keep_picture(page, f"sign-in-{scheme}-{size[0]}")
        page.get_by_role("link", name="English").click()
        sign_in(page, "anna", "x")
        expect(page.get_by_role("alert")).to_have_text(
            "No user has that name and password; try again."
        )
        assert Axe().run(page).response["violations"] == []


def test_one_signs_in_and_out(page: Page, address: str, keep_picture: KeepPicture) -> None:
    signed_in(page, address, Role.READ)
    expect(page.locator("#who")).to_contain_text("read · may read")
    ask(page, QUESTION)
    expect(page.locator("#chat .answer .said")).to_contain_text("was lit in 1912 by its keeper")
    keep_picture(page, "people-read")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.url.rstrip("/") == address.rstrip("/")  # to load it again signs nobody out
    assert page.evaluate("Object.keys(localStorage)") == []


def opened_anew(page: Page) -> Page:
    """Another page of the browser, after the session was over, and nobody signed out."""
    page.close()
    page.context.clear_cookies()
    return page.context.new_page()


def test_what_is_kept_is_for_whoever_it_is_of(page: Page, address: str) -> None:
    signed_in(page, address, Role.READ)
    ask(page, QUESTION)
    lit = "was lit in 1912 by its keeper"
    expect(page.locator("#chat .answer .said")).to_contain_text(lit)
    expect(page.locator("#document .panel")).to_be_visible()
    page = opened_anew(page)
    signed_in(page, address, Role.READ)
    expect(page.locator("#chat .answer .said")).to_contain_text(lit)
    page = opened_anew(page)
    signed_in(page, address, Role.ADD)
    expect(page.locator("#start")).to_contain_text("What was read")
    expect(page.locator("#chat .answer")).to_have_count(0)
    assert "1912" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_session_that_is_over_leads_back_to_signing_in(page: Page, address: str) -> None:
    signed_in(page, address, Role.READ)
    page.locator("#ask textarea").fill(QUESTION)
    page.context.clear_cookies()
    page.keyboard.press("Enter")  # the page itself may have asked for something before
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_who_may_read_sees_nothing_to_change(page: Page, address: str) -> None:
    signed_in(page, address, Role.READ)
    expect(page.locator("#start")).to_contain_text("What was read")
    expect(page.get_by_role("button", name="Choose files…")).to_have_count(0)
    open_tab(page, "Documents")
    expect(page.locator("#listed")).to_contain_text("The harbour lamp")
    for name in ("Add a text", "Add a page of the web", "Remove those marked", "New collection"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    expect(page.get_by_role("button", name="What was added and removed")).to_be_hidden()


def test_who_may_add_adds_and_who_may_manage_removes_and_reads_of_it(
    page: Page, browser: Browser, address: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    (tmp_path / "vega.txt").write_text("The ship\n\nThe ship Vega carried forty sailors.\n")
    signed_in(page, address, Role.ADD)
    open_tab(page, "Documents")
    page.locator("#documents input[type=file]").first.set_input_files([tmp_path / "vega.txt"])
    expect(page.locator("#outcome")).to_contain_text("1 added")
    expect(page.get_by_role("button", name="Remove those marked")).to_be_hidden()
    with website() as site:
        page.get_by_role("button", name="Add a page of the web").click()
        page.get_by_label("Address of the page").fill(site.address)
        page.get_by_role("button", name="Fetch and add").click()
        toast = page.get_by_test_id("toast-body")
        expect(toast).to_contain_text("only pages of the open web are fetched here")
        assert site.asked == []
    with browser.new_context(locale="en-GB") as context:
        other = context.new_page()
        signed_in(other, address, Role.MANAGE)
        open_tab(other, "Documents")
        other.get_by_role("checkbox", name="The ship").check()
        other.get_by_role("button", name="Remove those marked").click()
        expect(other.locator("#outcome")).to_contain_text("1 removed")
        other.get_by_role("button", name="What was added and removed").click()
        rows = other.locator("#history li")
        expect(rows.first).to_contain_text("UTC · manage removed added/vega.txt")
        expect(rows.nth(1)).to_contain_text("UTC · add added added/vega.txt")
        keep_picture(other, "people-history")


def signed_in_as(page: Page, address: str, name: str) -> None:
    page.goto(address)
    sign_in(page, name)
    page.locator("#document :is(.empty, .panel)").wait_for()


def test_a_collection_has_members_and_others_see_nothing_of_it(
    page: Page, browser: Browser, address: str, tmp_path: Path, keep_picture: KeepPicture
) -> None:
    (tmp_path / "trial.txt").write_text("The trial\n\nThe trial of the Vega was in 1921.\n")
    signed_in(page, address, Role.MANAGE)
    open_tab(page, "Documents")
    page.get_by_role("button", name="New collection").click()
    page.get_by_label("Name of a new collection").fill("Trials")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("#asked")).to_contain_text("Trials")
    page.locator("#documents input[type=file]").first.set_input_files([tmp_path / "trial.txt"])
    expect(page.locator("#outcome")).to_contain_text("1 added")
    page.get_by_role("button", name="Who may use this collection").click()
    members = page.get_by_label("Users and @groups")
    members.fill("@laws")
    members.press("Enter")
    expect(page.get_by_test_id("toast-body")).to_contain_text("no group '@laws'")
    expect(members).to_have_value("")  # it was answered in full
    members.fill("@law")
    members.press("Enter")
    expect(page.locator("#outcome")).to_contain_text("“Trials” may be used by @law")
    keep_picture(page, "people-members")
    for name, sees in (("lawyer", True), ("read", False)):
        with browser.new_context(locale="en-GB") as context:
            other = context.new_page()
            signed_in_as(other, address, name)
            open_tab(other, "Documents")
            expect(other.locator("#listed")).to_contain_text("The harbour lamp")
            other.get_by_label("Collection", exact=True).click()
            expect(other.get_by_role("option", name="harbour")).to_be_visible()
            expect(other.get_by_role("option", name="Trials")).to_have_count(int(sees))
            if sees:
                other.get_by_role("option", name="Trials").click()
                expect(other.locator("#asked")).to_contain_text("Trials")
                expect(other.get_by_text("Who may use this collection")).to_be_hidden()
                open_tab(other, "Chat")
                ask(other, "When was the trial of the Vega?")
                expect(other.locator("#chat .answer .said")).to_contain_text("1921")
                expect(other.locator("#document")).to_contain_text("trial of the Vega")
                (original,) = other.locator("#document a[download]").evaluate_all(
                    "links => links.map(link => link.href)"
                )
            fetched = "async address => (await fetch(address)).status"
            assert other.evaluate(fetched, original) == (200 if sees else 404)
