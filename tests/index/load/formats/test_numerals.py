"""Numbers in letters and Roman numerals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.load.formats.numerals import letters_in_turn, repeated_letter, roman


@pytest.mark.parametrize(
    ("write", "number", "written"),
    [
        (roman, 4, "iv"),
        (roman, 1988, "mcmlxxxviii"),
        (roman, 4_000, "4000"),
        (letters_in_turn, 26, "z"),
        (letters_in_turn, 28, "ab"),
        (letters_in_turn, 0, "0"),
        (repeated_letter, 26, "z"),
        (repeated_letter, 28, "bb"),
        (repeated_letter, 1_000, "1000"),
    ],
)
def test_numbers_as_they_are_written(
    write: Callable[[int], str], number: int, written: str
) -> None:
    assert write(number) == written
