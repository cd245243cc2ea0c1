"""OpenDocument texts and presentations: what a reader sees, in reading order."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import MAX_CHARACTERS, Extracted
from index.load.formats.office.opendocument.document import parse_opendocument

NAMES = " ".join(
    f'xmlns:{name}="urn:{name}"'
    for name in ("office", "text", "table", "style", "draw", "presentation", "fo", "dc", "meta")
)
STYLES = """<office:automatic-styles>
<style:style style:name="dold" style:family="text"><style:text-properties text:display="none"/>
</style:style><style:style style:name="stryk" style:family="text"><style:text-properties
 style:text-line-through-style="solid"/></style:style><style:style style:name="upp"
 style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="ner" style:family="text"><style:text-properties
 style:text-position="-33% 58%"/></style:style><style:style style:name="P1"
 style:family="paragraph" style:parent-style-name="Title"/><style:style style:name="P2"
 style:family="paragraph" style:parent-style-name="Illustration"/>
<style:style style:name="bort" style:family="drawing-page"><style:drawing-page-properties
 presentation:visibility="hidden"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1"
 style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2"
 style:num-format="a" style:num-suffix=")"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
</office:automatic-styles>"""
SHARED = """<office:document-styles %s><office:styles><style:style style:name="Title"
 style:family="paragraph"/><style:style style:name="Illustration" style:family="paragraph"/>
<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>
<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
</text:outline-style></office:styles><office:master-styles><style:master-page><style:header>
<text:p>Protokoll</text:p></style:header><style:footer><text:p>Org.nr 1</text:p></style:footer>
</style:master-page><style:master-page><style:header><text:p>Protokoll</text:p></style:header>
</style:master-page></office:master-styles></office:document-styles>"""


def read(
    folder: Path,
    body: str,
    kind: str = "text",
    shared: str = "",
    meta: str = "",
    manifest: str = "",
) -> Extracted:
    path = folder / ("a.odt" if kind == "text" else "a.odp")
    content = (
        f"<office:document-content {NAMES}>{STYLES}<office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body></office:document-content>"
    )
    parts = {
        "content.xml": content,
        "styles.xml": shared,
        "meta.xml": meta,
        "META-INF/manifest.xml": manifest,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            if xml:
                archive.writestr(name, xml)
    return parse_opendocument(path)


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_headings_paragraphs_and_captions_are_told_by_their_styles(tmp_path: Path) -> None:
    body = (
        '<text:p text:style-name="P1">Stadgar</text:p><text:h text:outline-level="1">Syfte</text:h>'
        '<text:p>Föreningen\n  vårdar ån.</text:p><text:p text:style-name="P2">Bild 1</text:p>'
    )
    assert blocks(read(tmp_path, body)) == [
        ("heading", "Stadgar"),
        ("heading", "Syfte"),
        ("prose", "Föreningen vårdar ån."),
        ("aside", "Bild 1"),
    ]


def test_headings_have_the_numbers_of_the_outline(tmp_path: Path) -> None:
    body = "".join(
        f'<text:h text:outline-level="{level}">{text}</text:h>'
        for level, text in ((1, "Syfte"), (1, "Medlemmar"), (2, "Avgift"), (2, "Utträde"))
    )
    found = read(tmp_path, body, shared=SHARED % NAMES)
    headings = [text for kind, text in blocks(found) if kind == "heading"]
    assert headings == ["1 Syfte", "2 Medlemmar", "2.1 Avgift", "2.2 Utträde"]


def item(*content: str, attributes: str = "") -> str:
    return f"<text:list-item {attributes}>{''.join(content)}</text:list-item>"


def paragraph(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_items_have_the_numbers_that_are_shown(tmp_path: Path) -> None:
    inner = f"<text:list>{item(paragraph('en'))}{item(paragraph('två'))}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item(paragraph("Ett"), inner)}'
        f"{item(paragraph('Två'), paragraph('fortsätter.'))}</text:list><text:p>Mellan.</text:p>"
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item(paragraph("Tre"))}'
        f"{item(paragraph('Sju'), attributes='text:start-value=' + chr(34) + '7' + chr(34))}"
        f'</text:list><text:list text:style-name="L1">{item(paragraph("Nytt"))}</text:list>'
        f'<text:list text:style-name="L2">{item(paragraph("Punkt"))}</text:list>'
    )
    assert read(tmp_path, body).text.split("\n") == [
        "1. Ett", "a) en", "b) två", "2. Två", "fortsätter.", "Mellan.", "3. Tre", "7. Sju",
        "1. Nytt", "- Punkt",
    ]  # fmt: skip


def test_what_is_hidden_struck_out_or_deleted_is_not_text(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>bort</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>Kvar<text:span text:style-name="dold"> hemligt</text:span>'
        '<text:span text:style-name="stryk"> fel</text:span><office:annotation><text:p>obs</text:p>'
        "</office:annotation><text:change text:change-id='c'/> här.</text:p>"
        '<text:section text:display="none"><text:p>dolt</text:p></text:section>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>dolt</text:p>'
    )
    assert read(tmp_path, body).text == "Kvar här."


def test_raised_and_lowered_text_spaces_and_breaks_are_kept(tmp_path: Path) -> None:
    body = (
        '<text:p>450 m<text:span text:style-name="upp">2</text:span> H<text:span'
        ' text:style-name="ner">2</text:span>O<text:s text:c="2"/>x<text:tab/>y<text:line-break/>z'
        "</text:p>"
    )
    assert read(tmp_path, body).text == "450 m² H₂O  x\ty\nz"


def test_cells_that_span_columns_or_rows_stand_in_each(tmp_path: Path) -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    body = (
        "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
        + cell("Dag") + cell("Personal", 'table:number-columns-spanned="2"') + covered
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell("Helg", 'table:number-rows-spanned="3"') + cell("Natt") + cell("sex")
        + "</table:table-row><table:table-row>" + covered + cell("Kväll") + cell("nio")
        + "</table:table-row><table:table-row>" + covered + cell("Morgon") + cell("tio")
        + "</table:table-row></table:table>"
    )  # fmt: skip
    assert blocks(read(tmp_path, body)) == [
        ("labels", "Dag | Personal | Personal"),
        ("row", "Helg | Natt | sex"),
        ("row", "Helg | Kväll | nio"),
        ("row", "Helg | Morgon | tio"),
    ]


def test_a_table_of_one_cell_is_a_frame_around_paragraphs(tmp_path: Path) -> None:
    inside = f"<text:h>Obs</text:h>{paragraph('Läs detta.')}"
    body = f"<table:table><table:table-row><table:table-cell>{inside}</table:table-cell>"
    found = read(tmp_path, body + "</table:table-row></table:table>")
    assert blocks(found) == [("heading", "Obs"), ("prose", "Läs detta.")]


def test_a_footnote_follows_the_body_with_its_mark(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Se bilaga.</text:p></text:note-body></text:note>"
    )
    found = read(tmp_path, f"<text:p>Avgiften{note} gäller.</text:p><text:p>Slut.</text:p>")
    assert found.text == "Avgiften¹ gäller.\nSlut.\n¹ Se bilaga."


def test_headers_and_footers_stand_once(tmp_path: Path) -> None:
    found = read(tmp_path, "<text:p>Text.</text:p>", shared=SHARED % NAMES)
    assert blocks(found) == [
        ("aside", "Protokoll"),
        ("prose", "Text."),
        ("aside", "Org.nr 1"),
    ]


def test_a_box_of_text_follows_its_paragraph(tmp_path: Path) -> None:
    box = "<draw:frame><draw:text-box><text:p>Ruta.</text:p></draw:text-box></draw:frame>"
    assert read(tmp_path, f"<text:p>Före{box} efter.</text:p>").text == "Före efter.\nRuta."


def test_a_table_of_contents_is_not_searched(tmp_path: Path) -> None:
    contents = "<text:index-body><text:p>Syfte 3</text:p></text:index-body>"
    found = read(tmp_path, f"<text:table-of-content>{contents}</text:table-of-content>")
    assert blocks(found) == [("boilerplate", "Syfte 3")]


def test_title_author_and_date_are_of_the_metadata(tmp_path: Path) -> None:
    meta = (
        f"<office:document-meta {NAMES}><dc:title>Stadgar 2024</dc:title>"
        "<meta:initial-creator>Ida Norling</meta:initial-creator><dc:creator>Ulla</dc:creator>"
        "<meta:creation-date>2024-05-14T10:00:00</meta:creation-date></office:document-meta>"
    )
    found = read(tmp_path, "<text:p>Text.</text:p>", meta=meta)
    assert (found.title, found.published) == ("Stadgar 2024", "2024-05-14")
    assert found.source == "Ida Norling"


def test_slides_are_pages_and_notes_are_prose(tmp_path: Path) -> None:
    def frame(kind: str, content: str, more: str = "") -> str:
        return (
            f'<draw:frame presentation:class="{kind}" {more}><draw:text-box>{content}'
            "</draw:text-box></draw:frame>"
        )

    points = f"<text:list>{item(paragraph('Punkt'))}</text:list>"
    notes = f"<presentation:notes>{frame('notes', paragraph('Säg hej.'))}</presentation:notes>"
    body = (
        f"<draw:page>{frame('title', paragraph('Läget'))}{frame('outline', points)}"
        f"{frame('outline', '', 'presentation:placeholder=' + chr(34) + 'true' + chr(34))}{notes}"
        f'</draw:page><draw:page draw:style-name="bort">{paragraph("dold")}</draw:page>'
        f"<draw:page><draw:custom-shape>{paragraph('Slut.')}</draw:custom-shape></draw:page>"
    )
    found = read(tmp_path, body, kind="presentation")
    assert blocks(found) == [
        ("heading", "Läget"),
        ("item", "- Punkt"),
        ("prose", "Säg hej."),
        ("prose", "Slut."),
    ]
    assert [found.text[start:][:4] for start in found.pages] == ["Läge", "Slut"]
    assert found.title == "Läget"


def test_an_encrypted_document_is_refused(tmp_path: Path) -> None:
    manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry>"
    with pytest.raises(LoadError, match="save a copy without one"):
        read(tmp_path, "", manifest=manifest + "</m:manifest>")


def test_what_asks_for_more_than_it_holds_is_bounded(tmp_path: Path) -> None:
    spaces = read(tmp_path, '<text:p>a<text:s text:c="999999999"/>b</text:p>')
    assert len(spaces.text) < 1_000
    cell = '<table:table-cell table:number-columns-repeated="999999"><text:p>%s</text:p>'
    row = f"<table:table-row>{cell % ('x' * 10_000)}</table:table-cell></table:table-row>"
    with pytest.raises(LoadError, match="over the limit"):
        read(tmp_path, f"<table:table>{row}</table:table>")


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="unpacks to"):
        read(tmp_path, " " * (11 * MAX_CHARACTERS))


def test_elements_that_nest_deep_are_refused_or_read(tmp_path: Path) -> None:
    from lxml.etree import XMLSyntaxError

    with pytest.raises(XMLSyntaxError, match="depth"):
        read(tmp_path, "<text:section>" * 10_000 + "</text:section>" * 10_000)
    found = read(
        tmp_path, "<text:section>" * 240 + "<text:p>djup</text:p>" + "</text:section>" * 240
    )
    assert found.text == "djup"


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_damaged_bytes_give_text_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    body = bytearray(
        f'<text:list text:style-name="L1">{item(paragraph("Ett"))}</text:list><table:table>'
        '<table:table-row><table:table-cell table:number-columns-spanned="2"/>'
        "</table:table-row></table:table>".encode()
    )
    for _ in range(3):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(32, 126))
    try:
        found = read(tmp_path_factory.mktemp("odf"), body.decode("latin-1"))
    except (LoadError, SyntaxError, ValueError):  # as parse.py: damaged
        return
    assert all(found.text[block.start : block.end].strip() for block in found.blocks)


def test_a_manifest_that_is_no_xml_does_not_matter(tmp_path: Path) -> None:
    found = read(tmp_path, "<text:p>Hamnen</text:p>", manifest="<m:manifest><m:file-entry/>")
    assert found.text == "Hamnen"


def test_a_list_within_one_of_another_style_has_its_own_numbers(tmp_path: Path) -> None:
    inner = f'<text:list text:style-name="L1">{item(paragraph("mast"))}</text:list>'
    body = f'<text:list text:style-name="L2">{item(paragraph("kamera"), inner)}</text:list>'
    assert blocks(read(tmp_path, body)) == [("item", "- kamera"), ("item", "a) mast")]
