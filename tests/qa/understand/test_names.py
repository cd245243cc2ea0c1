"""The one way in which names are found in a question."""

from __future__ import annotations

import pytest

from qa.understand.names import find_names, names_and_numbers, numbered


def names(question: str) -> list[str]:
    return [question[each.start : each.end] for each in find_names(question)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How many ferries does Norrhamn have?", ["Norrhamn"]),
        ("Who runs the harbour of New Ellery?", ["New Ellery"]),
        ("What is Ellery's budget?", ["Ellery"]),
        ("Vem äger Ellerys hamn?", ["Ellerys"]),
        ("Ellery has how many ferries?", []),  # the first word has a capital anyway
        ("How do I get there?", []),
        ("What if I'm late, or I’ve lost my ticket?", []),
        ("What did it cost in June?", []),
        ("Is it open on Sunday?", []),
        ("When did the CEO sell his shares?", []),
        ("När sålde VD sina aktier?", []),
        ("When did the CEO of Ellery Ferries sell his shares in June?", ["Ellery Ferries"]),
        ("", []),
    ],
)
def test_names_have_a_capital_that_only_names_have(question: str, found: list[str]) -> None:
    assert names(question) == found


def test_a_name_tells_whether_it_owns_something() -> None:
    assert [each.possessive for each in find_names("Is Ellery's ferry from Norrhamn?")] == [
        True,
        False,
    ]


def test_numbers_and_months_stay_the_same_in_another_language() -> None:
    question = "How many ferries did I see in Ellery on 3 May 2019?"
    assert names_and_numbers(question) == ["Ellery", "3", "May", "2019"]


def test_things_are_told_apart_by_numbers_and_letters() -> None:
    text = "In May 7 boats of barn B and pier 12 left about 40 ferries in 2019. Hus: C"
    assert numbered(text) == {"barn": {"B"}, "pier": {"12"}, "hus": {"C"}}
    assert numbered("In house A and B, och hus 1, 2 eller 3") == {
        "house": {"A", "B"},
        "hus": {"1", "2", "3"},
    }
