"""Bytes → text: which encoding a file of text is in.

UTF-8, UTF-16 and UTF-32 tell themselves. Of the pages of one byte a character, Windows', Macintosh'
and the two of DOS are told apart by what they make of each byte beyond ASCII: a letter where words
have letters, a sign where text has signs. The statistical guess of charset-normalizer is not asked:
it takes short Swedish texts in cp1252 for Polish or Czech.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from itertools import islice
from pathlib import Path

from index.errors import LoadError
from index.language.lexicons import words_of
from index.load.extracted import MAX_CHARACTERS, normalise
from index.messages import Message

MAX_BYTES = 4 * MAX_CHARACTERS  # UTF-8 and UTF-16 need at most 4 bytes for a character
MAX_CONTROL_CHARACTERS = 0.05  # of a text; random bytes have over 0.1
_BINARY = Message(
    "looks like binary data, not text; give it the suffix of its format or leave it out"
)

_MARKS = (  # UTF-32's first: in little-endian order its mark begins as that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# By the bytes below 0x80 alone these look like ASCII, and so like UTF-8.
_SEVEN_BIT = re.compile(r"iso2022|hz$|utf-7")
# Browsers read these so: what is declared Latin-1 was mostly written on Windows.
_MEANT = {"iso8859-1": "cp1252"}
_NO_CHARSETS = {"punycode", "idna", "unicode-escape", "raw-unicode-escape"}

_PAGES = ("cp1252", "mac-roman", "cp850", "cp437")  # those before are taken in case of doubt
_DOUBT = 0.5  # what one page must have over those before it
_MAX_SAMPLE = 5_000  # bytes beyond ASCII
_MAX_REPEATS = 5  # of the same byte between the same two others, as in a drawn line

_OWN = "".join(f"{letter}{letter.upper()}" for letter in words_of("letters"))
_LETTERS = {letter: 2.0 for letter in "éæøÉÆØüß"} | {letter: 3.0 for letter in _OWN}
_LONE_WORDS = frozenset(_OWN + "àÀ")  # "å ena sidan", "ö", "3 st à 50 kr"
_OPENING, _CLOSING = frozenset("“‘„‚«‹"), frozenset("”’»›“…")
_DASHES, _BULLETS = frozenset("–—"), frozenset("•·")
_AFTER_NUMBERS = frozenset("½¼¾²³°£€±×§©®™µ¹ºª%‰´\u00ad")
_MISPLACED, _ABSURD = -2.0, -4.0


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of text. Raises LoadError, without reading, where they are too many."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise LoadError(
            "has {size:,} bytes, more than {limit:,} characters can fill; split it "
            "into smaller files",
            size=size,
            limit=MAX_CHARACTERS,
        )
    return path.read_bytes()


def load_text(data: bytes, declared: str | None = None) -> str:
    """The text that `data` encodes, each line end a line feed.

    `declared`: the encoding that the file itself names. Raises LoadError for data that is no text.
    """
    try:
        text = decode(data, declared)
    except UnicodeDecodeError as error:
        raise LoadError(_BINARY) from error
    sample = text[:10_000]
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and not c.isspace() for c in sample)
    if "\0" in text or odd > MAX_CONTROL_CHARACTERS * len(sample):
        raise LoadError(_BINARY)
    return normalise(text)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text that `data` encodes, without a byte order mark.

    `declared`: what the file says of its encoding; not believed where its bytes say otherwise.
    Raises UnicodeDecodeError for what cannot be the text that its byte order mark announces.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark) and not (encoding == "utf-32" and len(data) % 4):
            return data.decode(encoding)
    charset = _charset(declared)
    if charset and _SEVEN_BIT.match(charset) and (shown := _fitting(data, charset)) is not None:
        return shown
    if unmarked := _unmarked(data):
        return data.decode(unmarked)
    text = data.decode("utf-8-sig", "replace")
    # UTF-8, perhaps damaged here and there, has many characters of several bytes. In cp1252, å, ä
    # and ö are single bytes and all damage.
    if text.count("\ufffd") <= len(data) - len(text):
        return text
    for page in filter(None, (charset, _likeliest_page(data))):
        if (fitting := _fitting(data, page)) is not None:
            return fitting
    return data.decode("cp1252", "replace")


def _charset(declared: str | None) -> str | None:
    """What Python calls an encoding that a file declares; None where that is no encoding."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else _MEANT.get(name, name)


def _fitting(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):  # no encoding of text, or it does not fit
        return None


def _unmarked(data: bytes) -> str | None:
    """UTF-32 or UTF-16 by its NULs, in Swedish or English of every other byte or of three in four;
    which ones, tells the byte order.
    """
    half = len(data) // 2
    even, odd = data[::2].count(0), data[1::2].count(0)
    if data and len(data) % 4 == 0 and even + odd > 0.6 * len(data):
        encoding = "utf-32-le" if data[3] == 0 else "utf-32-be"
        return encoding if _fitting(data, encoding) is not None else None
    if half == 0 or max(even, odd) < 0.5 * half or min(even, odd) > 0.05 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _likeliest_page(data: bytes) -> str:
    """The page in which the bytes beyond ASCII stand where such characters do."""
    padded = b" " + data + b" "
    found = islice(re.finditer(rb"[\x80-\xff]", padded), _MAX_SAMPLE)
    places = Counter(padded[match.start() - 1 : match.end() + 1] for match in found)
    best, most = _PAGES[0], float("-inf")
    for page in _PAGES:
        likelihood = sum(
            min(count, _MAX_REPEATS) * _likelihood(*place.decode(page, "replace"))
            for place, count in places.items()
        )
        if likelihood > most + _DOUBT:
            best, most = page, likelihood
    return best


def _likelihood(before: str, character: str, after: str) -> float:
    """How well a character beyond ASCII stands between two others; below 0 is unlikely."""
    if character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Co"):
        return _ABSURD
    if character in _AFTER_NUMBERS:
        return _of_sign(before, character, after)
    if character.isalpha():
        return _of_letter(before, character, after)
    return _of_mark(before, character, after)


def _of_letter(before: str, letter: str, after: str) -> float:
    if before.isdigit() or after.isdigit() or letter in (before, after):
        return _MISPLACED
    if not before.isalpha() and not after.isalpha():
        return 0.5 if letter in _LONE_WORDS else _MISPLACED
    capital_within = letter.isupper() and before.islower()
    small_in_capitals = letter.islower() and (
        (before.isupper() and after.isupper()) or (after.isupper() and not before.isalpha())
    )
    if capital_within or small_in_capitals:
        return _MISPLACED
    return _LETTERS.get(letter, 0.0 if letter.islower() else -0.5)


def _of_sign(before: str, sign: str, after: str) -> float:
    """Of what stands before or after a number or word, never inside."""
    if before.isalpha() and after.isalpha():
        return _MISPLACED
    by_itself = (sign == "°" and after in "CF") or (sign == "©" and not before.isalpha())
    return 1.0 if by_itself or before.isdigit() or after.isdigit() else 0.0


def _of_mark(before: str, mark: str, after: str) -> float:
    """Of punctuation and drawings."""
    inside = before.isalnum() and after.isalnum()
    if mark in "’‑":
        return 1.0 if before.isalnum() or after.isalnum() else 0.0
    if mark in _DASHES:
        return 1.0 if before.isspace() == after.isspace() else 0.0
    if mark == "\u00a0":
        return 1.0 if before.isdigit() or after.isdigit() else 0.0
    if mark in _OPENING | _CLOSING:
        outer, inner = (before, after) if mark in _OPENING else (after, before)
        if inside:
            return _ABSURD
        return 0.0 if outer.isalnum() or inner.isspace() else 1.0
    if mark in _BULLETS:
        return _MISPLACED if inside else 1.0
    return _ABSURD if before.isalpha() or after.isalpha() else -0.5
