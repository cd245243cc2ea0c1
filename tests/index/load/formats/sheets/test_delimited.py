"""Tables in plain text: what parts their cells is told by the text, and no text is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import MAX_CHARACTERS, Extracted
from index.load.formats.sheets.delimited import parse_delimited


def read(folder: Path, content: str | bytes) -> Extracted:
    path = folder / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return parse_delimited(path)


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_parts_the_cells(delimiter: str, tmp_path: Path) -> None:
    rows = [["Kommun", "Invånare"], ["Umeå", "130"], ["Luleå", "78"]]
    found = read(tmp_path, "\n".join(delimiter.join(row) for row in rows))
    assert blocks(found) == [
        ("labels", "Kommun | Invånare"),
        ("row", "Umeå | 130"),
        ("row", "Luleå | 78"),
    ]


def test_a_decimal_comma_does_not_part_cells(tmp_path: Path) -> None:
    found = read(tmp_path, "Kommun;2022;2023\nUmeå;1,5;2,5\nLuleå;3,5;4,5\n")
    assert "Umeå | 1,5 | 2,5" in found.text


def test_quoted_cells_keep_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    content = 'namn,uppgift,år\r\n"Berg, Anna","säger ""ja""\r\nofta",2019\r\nBo,inget,2020\r\n'
    assert 'Berg, Anna | säger "ja" ofta | 2019\nBo | inget | 2020' in read(tmp_path, content).text


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    content = 'rör;mått;antal\n"5 tum;1;2\n' + "skruv;3;4\n" * 100
    found = read(tmp_path, content)
    assert len(found.blocks) == 102
    assert found.text.endswith("skruv | 3 | 4")


def test_titles_and_notes_around_the_table_are_apart_from_it(tmp_path: Path) -> None:
    content = "Befolkning 2024, tusental\n\nKommun,Antal\nUmeå,130\nLuleå,78\n\nKälla: SCB, 2024.\n"
    assert blocks(read(tmp_path, content)) == [
        ("heading", "Befolkning 2024, tusental"),
        ("labels", "Kommun | Antal"),
        ("row", "Umeå | 130"),
        ("row", "Luleå | 78"),
        ("prose", "Källa: SCB, 2024."),
    ]


def test_labels_of_two_columns_of_words_lead_the_rows(tmp_path: Path) -> None:
    found = read(tmp_path, "Namn;Roll\nAnna;ordförande\nBo;kassör\n")
    row = found.blocks[-1]
    assert [found.text[slice(*lead)] for lead in row.leads] == ["Namn | Roll"]


def test_the_line_that_tells_excel_the_delimiter_is_not_shown(tmp_path: Path) -> None:
    assert read(tmp_path, "sep=;\nA;B\n1;2\n").text == "A | B\n1 | 2"


def test_a_column_left_empty_does_not_break_the_table(tmp_path: Path) -> None:
    content = "Namn;Tom;Anmärkning\nAnna;;slutar i maj\nBo;;\n"
    assert "Anna |  | slutar i maj" in read(tmp_path, content).text


def test_ragged_rows_keep_all_their_cells(tmp_path: Path) -> None:
    found = read(tmp_path, "a|b|c\n1|2|3\n4|5|6|sju\nåtta|9\n1|2|3\n")
    assert "4 | 5 | 6 | sju" in found.text
    assert "åtta | 9" in found.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_recognised(encoding: str, tmp_path: Path) -> None:
    content = "Kommun;Avgift\nGävle;10\nSkövde;20\n".encode(encoding)
    assert read(tmp_path, content).text == "Kommun | Avgift\nGävle | 10\nSkövde | 20"


def test_prose_is_no_table(tmp_path: Path) -> None:
    content = "Du gamla, du fria.\nDu tysta, du glädjerika sköna.\nJag hälsar dig, du land.\n"
    found = read(tmp_path, content)
    assert found.text == content
    assert not found.blocks


def test_a_text_over_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="over the limit"):
        read(tmp_path, "ett;två\n" * (MAX_CHARACTERS // 8 + 1))


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b",", b";", b'"', b"\n"]))
def test_damaged_bytes_give_text_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, between: bytes
) -> None:
    path = tmp_path_factory.mktemp("delimited") / "t.csv"
    path.write_bytes(b"a;b\n" + data + between + data)
    try:
        found = parse_delimited(path)
    except LoadError:
        return
    assert all(found.text[block.start : block.end].strip() for block in found.blocks)
