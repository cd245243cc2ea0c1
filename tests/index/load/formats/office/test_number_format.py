"""Numbers and dates as their format codes show them."""

from __future__ import annotations

import pytest

from index.load.formats.office.number_format import ENGLISH, SWEDISH, Habits, shown


@pytest.mark.parametrize(
    ("number", "code", "habits", "expected"),
    [
        (0.25, "0%", ENGLISH, "25%"),
        (1234.5, "#,##0.00", ENGLISH, "1,234.50"),
        (1234.5, "#,##0.00", SWEDISH, "1\u00a0234,50"),
        (0.1 + 0.2, "General", SWEDISH, "0,3"),
        (199001011234, "General", ENGLISH, "199001011234"),
        (2.675, "0.00", ENGLISH, "2.68"),
        (0.5, "#.##", ENGLISH, ".5"),
        (-0.001, "0.0", ENGLISH, "0.0"),
        (1234567, '0.0,,\\ "M"', ENGLISH, "1.2 M"),
        (701234567, "000-000\\ 00\\ 00", SWEDISH, "070-123 45 67"),
        (-5, "#,##0;[Red](#,##0)", ENGLISH, "(5)"),
        (150, '[<100]"låg";[>=100]"hög"', SWEDISH, "hög"),
        (5, ";;;", ENGLISH, ""),
        (2.75, "# ?/?", ENGLISH, "2 3/4"),
        (12345, "0.00E+00", ENGLISH, "1.23E+04"),
        (1000, "#,##0\\ [$€-1]", ENGLISH, "1,000 €"),
        (-1234.5, '_-* #,##0.00\\ "kr"_-;\\-* #,##0.00\\ "kr"_-', SWEDISH, "-1\u00a0234,50 kr"),
        (45426, "yyyy-mm-dd", SWEDISH, "2024-05-14"),
        (45426.604, "d mmmm yyyy hh:mm", SWEDISH, "14 maj 2024 14:29"),
        (45426, "[$-409]dddd, mmm d", ENGLISH, "Tuesday, May 14"),
        (1.5, "[h]:mm:ss", ENGLISH, "36:00:00"),
        (0.75, "h:mm AM/PM", ENGLISH, "6:00 PM"),
        (1e300, "0", ENGLISH, "1E+300"),
        (-3, "yyyy-mm-dd", ENGLISH, "-3"),
    ],
)
def test_a_number_is_shown_as_its_format_says(
    number: float, code: str, habits: Habits, expected: str
) -> None:
    assert shown(number, code, habits) == expected
