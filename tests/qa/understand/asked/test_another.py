"""What names another code, season, weekday or bearer of a name."""

from __future__ import annotations

import pytest

from qa.understand.asked.another import codes, names_asked, seasons, weekdays, weekdays_asked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what does code P7 mean", {"p": {"7"}}),
        ("P1 | no oil | P2 | no fuel", {"p": {"1", "2"}}),
        ("RUN-3 and run-4", {"run": {"3", "4"}}),
        ("Article KX-B2", {"kx-b": {"2"}}),
        ("in 2023, 3 kg, at 12.30", {}),
    ],
)
def test_letters_with_a_number_are_a_code(text: str, found: dict[str, set[str]]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Timetable, winter 2024", {0}),
        ("Kurser våren 2025", {1}),
        ("vilka kurser går i vår", {1}),
        ("öppet i vår trädgård", set()),
        ("sommartider and autumn times", {2, 3}),
    ],
)
def test_the_seasons_are_named_in_any_language(text: str, places: set[int]) -> None:
    assert seasons(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Lördag | 9–15", {5}),
        ("Day: Sunday | Open: closed", {6}),
        ("- Monday: pancakes", {0}),
        ("Monday to Friday | 9–17", set()),
        ("Open daily, closed on Mondays", set()),
    ],
)
def test_a_row_is_of_the_weekday_that_one_of_its_cells_is(text: str, places: set[int]) -> None:
    assert weekdays(text) == places


def test_a_question_names_weekdays_anywhere() -> None:
    assert weekdays_asked("när öppnar badet på söndagar?") == {6}


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("The Heron Light weighs 3 kg.", True),
        ("Orcan Light | 4 kg", False),
        ("Orca Light | 4 kg", False),
        ("The Light weighs 3 kg.", False),
        ("Turn on the Light switch.", False),
        ("Orca weighs 3 kg.", False),
    ],
)
def test_a_name_that_ends_alike_is_anothers(text: str, is_another: bool) -> None:
    (name,) = names_asked("What does the Orca Light weigh?")
    assert name.is_another(text, "Catalogue") is is_another
    assert not name.is_another(text, "Orca")


def test_a_person_shares_a_surname_with_others() -> None:
    (name,) = names_asked("Where does Vera Sand's boat lie?")
    assert name.is_another("Ola Sand's boat lies at pier 3.", "")
    assert not name.is_another("Sand's boat lies at pier 3.", "")


@pytest.mark.parametrize("name", ["the Orca", "Professor Sand", "the BRF Sand", "Mrs Sand"])
def test_one_word_or_a_title_and_one_is_no_such_name(name: str) -> None:
    assert names_asked(f"What does {name} weigh?") == []


def test_a_word_that_is_nearly_the_same_in_another_language_is_the_same() -> None:
    (name,) = names_asked("What does Restaurant Kajen charge?")
    assert not name.is_another("Restaurang Kajen tar 90 kronor.", "")
    assert name.is_another("Bageri Kajen tar 90 kronor.", "")
