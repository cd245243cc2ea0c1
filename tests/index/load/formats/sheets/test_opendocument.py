"""Spreadsheets of OpenDocument: the text is what the sheets show."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.sheets.opendocument import parse_opendocument_spreadsheet

ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"
 xmlns:fo="f"><office:automatic-styles><style:style style:name="dold" style:family="table">
<style:table-properties table:display="false"/></style:style><style:style style:name="fet"
 style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>%s</office:spreadsheet></office:body>
</office:document-content>"""


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def written_ods(folder: Path, tables: str, manifest: str = "<m/>") -> Path:
    path = folder / "book.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS % tables)
        archive.writestr(
            "meta.xml",
            '<m xmlns:dc="d" xmlns:meta="e"><dc:title>Budget</dc:title>'
            "<meta:creation-date>2024-05-14T10:00:00</meta:creation-date></m>",
        )
    return path


def ods_row(*texts: str, style: str = "", attributes: str = "") -> str:
    cells = "".join(
        f'<table:table-cell table:style-name="{style}"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_an_opendocument_sheet_shows_its_visible_cells(tmp_path: Path) -> None:
    hidden = 'table:visibility="collapse"'
    sheet = (
        '<table:table table:name="Dold" table:style-name="dold">' + ods_row("hemligt")
        + '</table:table><table:table table:name="År">'
        + f'<table:table-column/><table:table-column {hidden}/><table:table-column/>'
        + ods_row("Namn", "Lön", "Roll", style="fet") + ods_row("Anna", "1", "kassör")
        + ods_row("Bo", "2", "ordförande", attributes=hidden)
        + ods_row("Cia", "3", "ledamot")
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )  # fmt: skip
    found = parse_opendocument_spreadsheet(written_ods(tmp_path, sheet))
    assert blocks(found) == [
        ("heading", "År"),
        ("labels", "Namn | Roll"),
        ("row", "Anna | kassör"),
        ("row", "Cia | ledamot"),
    ]
    assert (found.title, found.published) == ("Budget", "2024-05-14")


def test_opendocument_cells_that_span_or_are_repeated_stand_in_each(tmp_path: Path) -> None:
    sheet = (
        '<table:table table:name="A"><table:table-row><table:table-cell'
        ' table:number-rows-spanned="2"><text:p>Vardag</text:p><office:annotation><text:p>Se över'
        "</text:p></office:annotation></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell>'
        "</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell"
        ' office:value-type="float" office:value="2"/><table:table-cell><text:p>3</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    found = parse_opendocument_spreadsheet(written_ods(tmp_path, sheet))
    assert found.text == "A\n\nVardag | 1 | 1\nVardag | 2 | 3\n\nSe över"


def test_rows_repeated_without_end_are_refused(tmp_path: Path) -> None:
    row = ods_row("ofta", "x", attributes='table:number-rows-repeated="1000000"')
    with pytest.raises(LoadError, match="over the limit"):
        parse_opendocument_spreadsheet(written_ods(tmp_path, f"<table:table>{row}</table:table>"))


def test_an_encrypted_opendocument_is_refused(tmp_path: Path) -> None:
    path = written_ods(tmp_path, "", manifest="<m><encryption-data/></m>")
    with pytest.raises(LoadError, match="protected by a password"):
        parse_opendocument_spreadsheet(path)
