"""Numbers of lists in letters and in Roman numerals."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MAX_ROMAN = 3_999
_MAX_REPEATED = 26 * 30


def roman(number: int) -> str:
    """A number in small Roman numerals; in digits where those write none."""
    if not 0 < number <= _MAX_ROMAN:
        return str(number)
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def letters_in_turn(number: int) -> str:
    """A number as web pages write it in small letters: y, z, aa, ab; in digits below 1."""
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def repeated_letter(number: int) -> str:
    """A number as office programs write it in small letters: y, z, aa, bb; in digits below 1."""
    if not 0 < number <= _MAX_REPEATED:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
