"""Short texts, Swedish and English, in eight encodings: each is read as it was written."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.formats.text.encodings import load_text
from index.load.formats.text.plain import parse_text

TEXTS = [
    "Föreningens årsmöte hålls i Församlingshemmet på Ängsvägen.",
    "Årsavgiften för en vuxen är 275 kronor och för ett barn 90 kronor.",
    "Å andra sidan betalar ingen för kaffet.",
    "Öl",
    "Öppet: lördag–söndag kl. 10–14. Övriga dagar stängt.",
    "Enligt 7 § andra stycket ska räkningen betalas inom 30 dagar.",
    "”Det går bra”, sade Åke. ”Vi ses på ön i kväll!”",
    "FÖRENINGEN FÅR BIDRAG\n\nBESLUT AV STYRELSEN DEN 3 MÅNADEN",
    "Kaféet säljer crème brûlée, 3 st à 45 kr.",
    "Priset är 1\u00a0250 kr per m² och år; temperaturen var –4 °C.",
    "André och Zoë åkte till Malmö med tåget från Örebro.",
    "• Ägg\n• Mjölk\n• Smör\n",
    "Nämnden sade nej … och så blev det.",
    "The ferry doesn’t run on Sundays.",
    "“We’re closed,” she said – and that was that.",
    "The café’s menu costs £12 and a naïve guest’s résumé.",
    "© 2019 Harbour Museum. All rights reserved®.",
    "Temperatures reached 31 °C, ±2 °C; ½ of the beds were empty.",
    "The museum—closed since May—opens again in “late June”…",
    "Sluice number nine was rebuilt in 1934 by the engineer Olga Brandt.",
]
ENCODINGS = ["utf-8", "utf-16", "utf-32", "utf-32-le", "cp1252", "mac-roman", "cp850", "cp437"]
_TYPEWRITTEN = str.maketrans(
    {"“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "…": "...", "•": "-", "\u00a0": " "}
)


def as_written(text: str, encoding: str) -> str:
    """The text as someone writes it whose page lacks some of its signs."""
    if encoding in ("cp850", "cp437"):
        text = text.translate(_TYPEWRITTEN)
    return text.encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_short_text_is_read_as_it_was_written(text: str, encoding: str) -> None:
    written = as_written(text, encoding)
    assert load_text(written.encode(encoding)) == written


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-be", "latin-1"])
@pytest.mark.parametrize("text", TEXTS)
def test_byte_orders_and_latin_1(text: str, encoding: str) -> None:
    written = as_written(text, encoding)
    assert load_text(written.encode(encoding)) == written


def test_all_texts_at_once_in_each_page() -> None:
    for encoding in ENCODINGS:
        written = as_written("\n".join(TEXTS * 3), encoding)
        assert load_text(written.encode(encoding)) == written


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
@pytest.mark.parametrize(
    "text",
    [
        "Straße und Brücke sind wegen Bauarbeiten geschlossen.",
        "Færgen sejler ikke på søndage; det gør den på lørdage.",
        "Le café est fermé dès le début de l'été.",
    ],
)
def test_neighbouring_languages(text: str, encoding: str) -> None:
    assert load_text(text.encode(encoding)) == text


def test_a_drawn_frame_of_dos() -> None:
    text = "┌──────────────┐\n│ Öppet hela året │\n└──────────────┘\n"
    assert load_text(text.encode("cp850")) == text


def test_big_endian_utf_32_with_its_mark() -> None:
    assert load_text(codecs.BOM_UTF32_BE + "på ön".encode("utf-32-be")) == "på ön"


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("windows-1250", "cp1250", "Müller ží"),
        ("windows-1251", "cp1251", "Привет"),
        ("ISO-8859-2", "iso-8859-2", "Łódź"),
        ("iso-8859-1", "cp1252", "“Café” – 5 €"),
        ("us-ascii", "mac-roman", "Föreningens årsmöte"),
        ("utf-8", "mac-roman", "Föreningens årsmöte"),
        ("iso-2022-jp", "iso-2022-jp", "日本語"),
        ("windows-1250", "utf-8", "på ön"),
        ("no-such-encoding", "cp850", "på ön"),
        ("hex", "cp1252", "på ön"),
        ("punycode", "cp1252", "på ön"),
        ("a\0b", "cp1252", "på ön"),
    ],
)
def test_a_declared_encoding_is_believed_where_it_fits(
    declared: str, encoding: str, text: str
) -> None:
    assert load_text(text.encode(encoding, "ignore"), declared) == text.encode(
        encoding, "ignore"
    ).decode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        random.Random(0).randbytes(5000),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x7fELF\x02\x01\x01" + bytes(9),
        b"\x01\x02\x03\x04 control characters",
        b"\xff\xfe\x00\xd8\x00\xd8",
        codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff",
        bytes(range(1, 200)) * 4,
        b"".join(n.to_bytes(4, "little") for n in range(400)),
        b"".join(n.to_bytes(4, "big") for n in range(400, 900)),
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(LoadError, match="looks like binary data"):
        load_text(data)


def test_one_damaged_character_costs_that_character_alone() -> None:
    data = "“Räksmörgås” på ön".encode("cp1252") + b"\x81" + " är gott.".encode("cp1252")
    assert load_text(data) == "“Räksmörgås” på ön\ufffd är gott."


@settings(max_examples=25)
@given(data=st.binary(max_size=200), declared=st.sampled_from([None, *ENCODINGS, "utf-7", "x"]))
def test_any_bytes_are_text_or_refused(data: bytes, declared: str | None) -> None:
    try:
        text = load_text(data, declared)
    except LoadError:
        return
    assert text.encode().decode() == text  # no lone surrogates
    assert "\0" not in text


def test_a_file_of_macintosh(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Årsmötet hålls på Ängsvägen.".encode("mac-roman"))
    assert parse_text(path).text == "Årsmötet hålls på Ängsvägen."
