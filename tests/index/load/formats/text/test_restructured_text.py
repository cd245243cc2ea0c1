"""reStructuredText: what a reader of the page made of it sees."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.text.restructured_text import parse_rst

Read = Callable[[str], Extracted]
MARKS = "=-~`*_:|. \n\t#[]<>^+ab1é"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str) -> Extracted:
        path = tmp_path / "a.rst"
        path.write_text(text, "utf-8")
        return parse_rst(path)

    return read


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def texts(found: Extracted, kind: str) -> list[str]:
    return [text for each, text in blocks(found) if each == kind]


def test_headings_and_unbroken_paragraphs(read: Read) -> None:
    found = read(
        "Bron\n====\n\nBron byggdes\n1934 av *Olga* **Brandt**.\n\nMått\n----\n\nLängd: 90 m.\n"
    )
    assert found.title == "Bron"
    assert blocks(found) == [
        ("heading", "Bron"),
        ("prose", "Bron byggdes 1934 av Olga Brandt."),
        ("heading", "Mått"),
        ("prose", "Längd: 90 m."),
    ]


def test_lists_with_their_numbers(read: Read) -> None:
    found = read(
        "* ek\n* tall\n\n  - kvist\n\n#. Öppna luckan.\n#. Vänta.\n\nSe:\n\nc) tre\nd) fyra\n\n"
        "Se:\n\n(iv) rom\n"
    )
    assert texts(found, "item") == [
        *("- ek", "- tall", "- kvist", "1. Öppna luckan.", "2. Vänta."),
        *("c) tre", "d) fyra", "(iv) rom"),
    ]


def test_fields_keep_their_names(read: Read) -> None:
    found = read("Bron\n====\n\n:Författare: Karin Tegelberg\n:Date: 2024-05-14\n\nText.\n")
    assert texts(found, "item") == ["Författare: Karin Tegelberg", "Date: 2024-05-14"]
    assert (found.source, found.published) == ("Karin Tegelberg", "2024-05-14")


def test_definitions_are_read_with_their_terms(read: Read) -> None:
    found = read("slup\n  En båt med en mast.\n\nFår man bada?\n  Ja, från bryggan.\n")
    assert blocks(found) == [
        ("labels", "slup"),
        ("prose", "En båt med en mast."),
        ("heading", "Får man bada?"),
        ("prose", "Ja, från bryggan."),
    ]
    assert [found.text[slice(*lead)] for each in found.blocks for lead in each.leads] == [
        "slup",
        "Får man bada?",
    ]


@pytest.mark.parametrize(
    "table",
    [
        "=====  ====\nLängd  Pris\n=====  ====\n8 m    210\n12 m   310\n=====  ====\n",
        "+-------+------+\n| Längd | Pris |\n+=======+======+\n| 8 m   | 210  |\n+-------+------+\n"
        "| 12 m  | 310  |\n+-------+------+\n",
        '.. csv-table:: Priser\n   :header: "Längd", "Pris"\n\n   "8 m", 210\n   "12 m", 310\n',
        ".. list-table::\n   :header-rows: 1\n\n   * - Längd\n     - Pris\n   * - 8 m\n     - 210\n"
        "   * - 12 m\n     - 310\n",
    ],
)
def test_tables(read: Read, table: str) -> None:
    found = read(table)
    assert texts(found, "labels") == ["Längd | Pris"]
    assert texts(found, "row") == ["8 m | 210", "12 m | 310"]


def test_cells_that_span_stand_in_each_row_and_column(read: Read) -> None:
    found = read(
        "+---+---+---+\n| a | b | c |\n+===+===+===+\n| d | e     |\n|   +---+---+\n|   | f | g |\n"
        "+---+---+---+\n"
    )
    assert texts(found, "row") == ["d | e | e", "d | f | g"]


def test_directives_show_their_text(read: Read) -> None:
    found = read(
        ".. note:: Bron är hal.\n\n.. versionadded:: 2.1\n   Nu med räcke.\n\n"
        ".. py:function:: lyft(bro)\n\n   Lyfter bron.\n\n"
        ".. figure:: bro.png\n   :alt: x\n\n   Bron från söder.\n\n.. index:: bro\n\n"
        ".. code-block:: python\n\n   lyft(bro)\n"
    )
    assert blocks(found) == [
        ("prose", "Bron är hal."),
        ("prose", "2.1 Nu med räcke."),
        ("prose", "lyft(bro)"),
        ("prose", "Lyfter bron."),
        ("aside", "Bron från söder."),
        ("aside", "lyft(bro)"),
    ]


def test_tables_of_contents_are_not_searched(read: Read) -> None:
    found = read("Ett\n===\n\n.. contents:: Innehåll\n\n.. toctree::\n\n   bro\n\nA\n-\n\nText.\n")
    assert texts(found, "boilerplate") == ["Innehåll\n\nA", "bro"]


def test_roles_and_links_show_what_a_reader_sees(read: Read) -> None:
    found = read(
        "Se `Bron <http://x.se>`_, :ref:`här <mål>`, :py:class:`~a.b.Bro`, :kbd:`Ctrl`, ``x*y``; "
        "450\\ :sup:`2`, H\\ :sub:`2`\\ O, |namn| och bro_.\n\n.. |namn| replace:: Olga\n"
        ".. _bro: http://b.se\n"
    )
    assert found.text == "Se Bron, här, Bro, Ctrl, x*y; 450², H₂O, Olga och bro."


def test_footnotes_keep_their_marks(read: Read) -> None:
    found = read(
        "Bron kostade 450 [1]_ kronor [Olga]_.\n\n.. [1] I 1934 års priser.\n.. [Olga] Brev.\n"
    )
    assert texts(found, "prose") == [
        "Bron kostade 450¹ kronor [Olga].",
        "¹ I 1934 års priser.",
        "[Olga] Brev.",
    ]


def test_comments_are_left_out(read: Read) -> None:
    assert read("Text.\n\n.. a comment\n   of two lines\n\nMore.\n").text == "Text.\nMore."


def test_literal_and_line_blocks_keep_their_lines(read: Read) -> None:
    found = read("Så::\n\n  a = 1\n  b = 2\n\n| Storgatan 4\n| Visby\n")
    assert texts(found, "aside") == ["a = 1\nb = 2"]
    assert found.text.endswith("Storgatan 4\nVisby")


def test_no_file_is_read(read: Read, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemlighet")
    found = read(
        f"Text.\n\n.. include:: {secret}\n\n.. csv-table::\n   :file: {secret}\n\n"
        f".. raw:: html\n   :file: {secret}\n\n.. literalinclude:: {secret}\n"
    )
    assert "hemlighet" not in found.text
    assert found.text.startswith("Text.")


def test_what_cannot_be_read_is_shown_as_it_is_written(read: Read) -> None:
    found = read(
        "Text.\n\n=====  ====\nA      B\n=====  ====\nfel fel fel fel\n=====  ====\n\n"
        "* x\n\n  Bro\n  ===\n"
    )
    assert "fel fel fel fel" in found.text
    assert "Bro" in found.text


def test_a_long_line_is_read_and_a_too_long_one_refused(read: Read) -> None:
    assert len(read("ord " * 5_000).text) == 4 * 5_000 - 1
    with pytest.raises(LoadError, match="has a line of more than 100,000 characters"):
        read("ord " * 30_000)


def test_marks_of_a_very_long_paragraph_stay_as_they_are_written(read: Read) -> None:
    short, long = "*ord* " * 1_000, "*ord* " * 3_000
    assert read(short).text == ("ord " * 1_000).strip()
    assert read(long).text == long.strip()


def test_deep_nesting_is_refused(read: Read) -> None:
    with pytest.raises(LoadError, match="nests its blocks too deep"):
        read("".join(f"{'  ' * depth}* x\n\n" for depth in range(300)))


def test_substitutions_within_substitutions_are_bounded(read: Read) -> None:
    names = "abcdefgh"
    nested = "".join(
        f".. |{name}| replace:: {f'|{within}| ' * 10}\n" for name, within in pairwise(names)
    )
    with pytest.raises(LoadError, match="over the limit of 5,000,000"):
        read(f"|a|\n\n{nested}.. |h| replace:: ord\n")


@settings(max_examples=25, deadline=None)
@given(st.text(MARKS, max_size=300), st.binary(max_size=3))
def test_damaged_text_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str, more: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.rst"
    path.write_bytes(text.encode() + more)
    try:
        found = parse_rst(path)
    except LoadError:
        return
    assert all(0 <= block.start < block.end <= len(found.text) for block in found.blocks)
