"""Workbooks: the text is what the sheets show, not what their cells hold."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.sheets.excel import parse_spreadsheet

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRICT = 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
# Cell styles: 0 as it is, 1 bold, 2 per cent, 3 a date, 4 kronor, 5 struck out.
STYLES = f"""<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="#,##0&quot; kr&quot;"/>
</numFmts><fonts><font/><font><b/></font><font><strike/></font></fonts><cellXfs>
<xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="9" fontId="0"/>
<xf numFmtId="14" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="0" fontId="2"/>
</cellXfs></styleSheet>"""

Cell = str | int | float | bool | None | tuple[float | str, int]
"""A value, or a value and the number of its style."""


def cell_xml(cell: Cell, place: str) -> str:
    value, style = cell if isinstance(cell, tuple) else (cell, 0)
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def rows_xml(*rows: Sequence[Cell]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = (cell_xml(cell, f"{chr(65 + n)}{number}") for n, cell in enumerate(row))
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(lines)


def sheet_xml(*rows: Sequence[Cell], before: str = "", after: str = "") -> str:
    return f"<worksheet {MAIN}>{before}<sheetData>{rows_xml(*rows)}</sheetData>{after}</worksheet>"


def relations(*named: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(named, 1)
    )
    return f"<Relationships {PACKAGE}>{each}</Relationships>"


def written(
    folder: Path, *sheets: tuple[str, str], states: Sequence[str] = (), **parts: str
) -> Path:
    """A workbook of those names and sheets; `parts`: others, "__" in their names for "/"."""
    path = folder / "book.xlsx"
    named = [("worksheet", f"worksheets/s{n}.xml") for n in range(1, len(sheets) + 1)]
    more = [("styles", "styles.xml"), ("sharedStrings", "strings.xml")]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}" state="{state}"/>'
        for n, ((name, _), state) in enumerate(
            zip(sheets, [*states, *["visible"] * len(sheets)], strict=False), 1
        )
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", relations(*named, *more))
        archive.writestr("xl/styles.xml", STYLES)
        for number, (_, xml) in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/s{number}.xml", xml)
        for name, xml in parts.items():
            archive.writestr(f"xl/{name.replace('__', '/')}", xml)
    return path


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_cells_are_shown_as_they_are_formatted(tmp_path: Path) -> None:
    rows: tuple[list[Cell], ...] = (
["Kurs", "Rabatt", "Start", "Pris", "Öppen"],
            ["Ost", (0.25, 2), (45426, 3), (1980, 4), True])  # fmt: skip
    found = parse_spreadsheet(written(tmp_path, ("Kurser", sheet_xml(*rows))))
    assert blocks(found) == [
        ("heading", "Kurser"),
        ("labels", "Kurs | Rabatt | Start | Pris | Öppen"),
        ("row", "Ost | 25% | 2024-05-14 | 1 980 kr | SANT"),
    ]


def test_a_formula_shows_its_last_value_and_an_error_its_name(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="str"><f>A2&amp;"x"</f><v>Summa</v></c><c r="B1"><f>1+1</f>'
    row += '<v>2</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    xml = f"<worksheet {MAIN}><sheetData>{row}</sheetData></worksheet>"
    assert "Summa | 2 | #DIV/0!" in parse_spreadsheet(written(tmp_path, ("A", xml))).text


def test_shared_strings_keep_what_is_raised_and_lose_what_is_struck_out(tmp_path: Path) -> None:
    strings = f"""<sst {MAIN}><si><r><t>450 m</t></r><r><rPr><vertAlign val="superscript"/></rPr>
    <t>2</t></r><r><rPr><strike/></rPr><t> fel</t></r><rPh><t>uttal</t></rPh></si></sst>"""
    cells = '<row><c t="s"><v>0</v></c><c t="str"><v>yta</v></c></row>'
    xml = f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"
    found = parse_spreadsheet(written(tmp_path, ("A", xml), **{"strings.xml": strings}))
    assert found.text.endswith("450 m² | yta")


def test_hidden_sheets_rows_and_columns_and_struck_cells_are_left_out(tmp_path: Path) -> None:
    xml = sheet_xml(
        ["Namn", "Lön", "Ort"], ["Anna", 1, ("Umeå", 5)], ["Bo", 2, "Luleå"], ["Cia", 3, "Kiruna"],
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
    ).replace('<row r="3"', '<row r="3" hidden="1"')  # fmt: skip
    path = written(
        tmp_path, ("Dold", sheet_xml(["hemligt"])), ("Syns", xml), states=["veryHidden", "visible"]
    )
    assert parse_spreadsheet(path).text == "Syns\n\nNamn | Ort\nAnna |\nCia | Kiruna"


def test_each_visible_sheet_is_a_page_with_its_name_above(tmp_path: Path) -> None:
    path = written(tmp_path, ("Vår", sheet_xml(["a", 1])), ("Höst", sheet_xml(["b", 2])))
    found = parse_spreadsheet(path)
    assert [found.text[start:][:4].strip() for start in found.pages] == ["Vår", "Höst"]


def test_merged_cells_stand_in_each_and_label_rows_may_be_two(tmp_path: Path) -> None:
    rows: tuple[list[Cell], ...] = (
        ["Kommun", "2023", None, "2024"],
        [None, "Män", "Kvinnor", "Män"],
        ["Umeå", 1, 2, 3],
    )
    spans = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    found = parse_spreadsheet(written(tmp_path, ("A", sheet_xml(*rows, after=spans))))
    assert blocks(found)[1:] == [
        ("labels", "Kommun | 2023 | 2023 | 2024"),
        ("labels", "Kommun | Män | Kvinnor | Män"),
        ("row", "Umeå | 1 | 2 | 3"),
    ]


def test_titles_notes_and_tables_are_told_apart_by_empty_rows_and_columns(tmp_path: Path) -> None:
    rows: tuple[list[Cell], ...] = (
["Priser på kurser"], ["Alla priser i kronor."], [],
            ["Kurs", "Pris", None, "Ort", "Öppet"], ["Ost", 1980, None, "Norrby", "12–18"],
            ["Öl", 1450, None, "Kärrby", "10–14"], ["Summa", 3430], ["Källa: kommunen"],
            )  # fmt: skip
    assert blocks(parse_spreadsheet(written(tmp_path, ("Blad1", sheet_xml(*rows))))) == [
        ("heading", "Priser på kurser"),
        ("prose", "Alla priser i kronor."),
        ("labels", "Kurs | Pris"),
        ("row", "Ost | 1980"),
        ("row", "Öl | 1450"),
        ("row", "Summa | 3430"),
        ("labels", "Ort | Öppet"),
        ("row", "Norrby | 12–18"),
        ("row", "Kärrby | 10–14"),
    ]


@pytest.mark.parametrize("name", ["Blad1", "Sheet 12", "Sheet"])
def test_a_name_that_nobody_gave_is_no_title(tmp_path: Path, name: str) -> None:
    rows = sheet_xml(["Ort", "Pris"], ["Norrby", "12"])
    parsed = parse_spreadsheet(written(tmp_path, (name, rows)))
    assert (parsed.title, parsed.text) == (None, "Ort | Pris\nNorrby | 12")


def test_an_empty_row_or_column_inside_a_table_does_not_end_it(tmp_path: Path) -> None:
    rows: tuple[list[Cell], ...] = (
["Post", None, "2023", "2024"], [], ["Intäkter"], ["Bidrag", None, 12, 14],
            ["Avgifter", None, 3, 4])  # fmt: skip
    found = parse_spreadsheet(written(tmp_path, ("A", sheet_xml(*rows))))
    row = found.blocks[-1]
    assert found.text[row.start : row.end] == "Avgifter | 3 | 4"
    assert [found.text[slice(*lead)] for lead in row.leads] == ["Post | 2023 | 2024", "Intäkter"]


def test_a_first_row_in_bold_is_of_labels(tmp_path: Path) -> None:
    rows: tuple[list[Cell], ...] = (
        [("Namn", 1), ("Roll", 1)],
        ["Anna", "kassör"],
        ["Bo", "ordförande"],
    )
    found = parse_spreadsheet(written(tmp_path, ("A", sheet_xml(*rows))))
    assert ("labels", "Namn | Roll") in blocks(found)


def test_comments_and_boxes_of_text_follow_the_sheet(tmp_path: Path) -> None:
    comments = f"""<comments {MAIN}><authors><author>Anna</author><author>tc=1</author></authors>
    <commentList><comment ref="A1" authorId="0"><text><r><t>Höjs i mars</t></r></text></comment>
    <comment ref="B1" authorId="1"><text><t>uppdatera Excel</t></text></comment></commentList>
    </comments>"""
    drawing = """<d:wsDr xmlns:d="d" xmlns:a="a"><d:sp><d:txBody><a:p><a:r><a:t>Obs: </a:t></a:r>
    <a:r><a:t>preliminärt</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>"""
    path = written(
        tmp_path, ("A", sheet_xml(["a", 1])),
        **{
            "worksheets___rels__s1.xml.rels": relations(
                ("comments", "../comments.xml"), ("drawing", "../drawing.xml")
            ),
            "comments.xml": comments, "drawing.xml": drawing,
        },
    )  # fmt: skip
    found = parse_spreadsheet(path)
    assert found.text.endswith("a | 1\n\nObs: preliminärt\nHöjs i mars")
    assert blocks(found)[-1][0] == "aside"


def test_the_strict_variant_and_days_from_1904_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, ("A", sheet_xml(["Start", (43964, 3)]).replace(MAIN, STRICT)))
    assert parse_spreadsheet(path).text.endswith("Start | 2020-05-13")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (parts | {"xl/workbook.xml": book}).items():
            archive.writestr(name, data)
    assert parse_spreadsheet(path).text.endswith("Start | 2024-05-14")


def test_cells_far_apart_and_spans_without_end_cost_nothing(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    span = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    xml = f"<worksheet {MAIN}><sheetData>{cells}</sheetData>%s</worksheet>"
    assert parse_spreadsheet(written(tmp_path, ("Blad1", xml % ""))).text == "1\n2"
    with pytest.raises(LoadError, match="over the limit"):
        parse_spreadsheet(written(tmp_path, ("Blad1", xml % span)))


def test_a_text_over_the_limit_is_refused(tmp_path: Path) -> None:
    row = "<row>" + f'<c t="str"><v>{"x" * 30_000}</v></c>' * 20 + "</row>"
    xml = f"<worksheet {MAIN}><sheetData>{row * 10}</sheetData></worksheet>"
    with pytest.raises(LoadError, match="over the limit"):
        parse_spreadsheet(written(tmp_path, ("A", xml)))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemligt")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{tmp_path}/secret"><!ENTITY b "bomb">]>'
    cells = '<row><c t="str"><v>text&e;&b;</v></c><c><v>1</v></c></row>'
    xml = f"{entity}<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"
    text = parse_spreadsheet(written(tmp_path, ("A", xml))).text
    assert "hemligt" not in text
    assert "bomb" not in text


@pytest.mark.parametrize(
    ("name", "start", "reason"),
    [
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), r"as \.xlsx without a password"),
        ("a.xlsx", b"PK", "no zip archive"),
    ],
)
def test_what_is_no_workbook_is_refused(
    name: str, start: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(start + b"x" * 100)
    with pytest.raises(LoadError, match=reason):
        parse_spreadsheet(path)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_damaged_bytes_give_text_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("sheets")
    xml = bytearray(sheet_xml(["Namn", "Pris"], ["Ost", (1, 4)], after="<mergeCells/>").encode())
    for _ in range(3):
        xml[data.draw(st.integers(80, len(xml) - 1))] = data.draw(st.integers(32, 126))
    path = written(folder, ("A", xml.decode("latin-1")))
    try:
        found = parse_spreadsheet(path)
    except (LoadError, LookupError, SyntaxError, TypeError, ValueError):  # as parse.py: damaged
        return
    assert all(found.text[block.start : block.end].strip() for block in found.blocks)
