"""Word documents give the text that Word shows, in blocks."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.by_suffix import parse
from index.load.formats.office.equations import equation
from index.load.formats.word.document import parse_docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Kommunrubrik"/>
  <w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Inneh"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Bild"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Niva"><w:name w:val="Nivå"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Dolt"><w:name w:val="Dolt"/>
  <w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Struket"><w:name w:val="Struket"/>
  <w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Upp"><w:name w:val="Upp"/>
  <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Para1"><w:name w:val="heading 3"/>
  <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Para2"><w:name w:val="heading 4"/>
  <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="table" w:styleId="Rand"><w:name w:val="Rand"/>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
"""


def level(place: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "%2)")
    + level(2, "lowerRoman", "(%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "%1", '<w:pStyle w:val="Para1"/>')
    + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Para2"/><w:isLgl/>')
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "bullet", "•")
    + level(1, "bullet", "–")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
REFERRED = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes",
            "settings": "settings"}  # fmt: skip


def make(
    folder: Path,
    body: str,
    parts: dict[str, str] | None = None,
    strict: bool = False,
    title: str = "",
) -> Path:
    """A document with that body; `parts`: contents of further parts, "header2" for a second."""
    parts = {"styles": STYLES, "numbering": NUMBERING, **(parts or {})}
    relations, contents = "", {"word/document.xml": f"<w:document {NAMES}><w:body>{body}"
                               "</w:body></w:document>"}  # fmt: skip
    for name, inner in parts.items():
        kind = name.rstrip("0123456789")
        root = REFERRED.get(kind, kind)
        contents[f"word/{name}.xml"] = f"<w:{root} {NAMES}>{inner}</w:{root}>"
        relations += (
            f'<Relationship Id="{name}" Type="{OFFICE}/relationships/{kind}" Target="{name}.xml"/>'
        )
    contents["word/_rels/document.xml.rels"] = relationships(relations)
    contents["_rels/.rels"] = relationships(
        f'<Relationship Id="a" Type="{OFFICE}/relationships/officeDocument" '
        'Target="word/document.xml"/><Relationship Id="b" Target="docProps/core.xml" Type="'
        'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>'
    )
    contents["docProps/core.xml"] = (
        '<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></c:coreProperties>"
    )
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, made_strict(content) if strict else content)
    return path


def made_strict(content: str) -> str:
    base = "http://purl.oclc.org/ooxml"
    content = content.replace(OFFICE, f"{base}/officeDocument")
    old = "http://schemas.openxmlformats.org/wordprocessingml/2006"
    return content.replace(old, f"{base}/wordprocessingml")


def relationships(inner: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=place)


def table(*rows: str, style: str = "") -> str:
    return f"<w:tbl><w:tblPr>{style}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def cell(inner: str, properties: str = "") -> str:
    inner = inner if inner.startswith("<") else paragraph(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(each.kind, found.text[each.start : each.end]) for each in found.blocks]


def read(folder: Path, body: str, **parts: str) -> list[tuple[str, str]]:
    return blocks(parse_docx(make(folder, body, parts)))


def text(folder: Path, body: str) -> str:
    return parse_docx(make(folder, body)).text


def test_headings_by_style_derived_style_outline_level_and_looks(tmp_path: Path) -> None:
    body = (
        paragraph("Ett", style="Rubrik1")
        + paragraph("Två", style="Egen")
        + paragraph("Tre", style="Niva")
        + paragraph("Fyra", properties='<w:outlineLvl w:val="0"/>')
        + paragraph(run("Fem", "<w:b/>"))
        + paragraph(run("Sex", '<w:sz w:val="32"/>'))
        + paragraph("Brödtext är vanlig text som inte är någon rubrik.")
        + paragraph(run("Fet, ", "<w:b/>"), "men inte hel")
        + paragraph(run("Öppet: 9 till 17", "<w:b/>"))
    )
    assert [kind for kind, _ in read(tmp_path, body)] == ["heading"] * 6 + ["prose"] * 3


def test_a_sentence_in_a_heading_style_can_answer_and_a_question_stays_a_heading(
    tmp_path: Path,
) -> None:
    long = "The tenant shall pay the rent in advance each month."
    asked = "Why do so many of the suppliers from abroad win contracts?"
    body = paragraph(long, style="Rubrik1") + paragraph(asked, style="Rubrik1")
    assert read(tmp_path, body) == [("prose", long), ("heading", asked)]


def test_numbers_of_lists_by_level_as_word_counts_them(tmp_path: Path) -> None:
    body = (
        item("a") + item("b", 1) + item("c", 2) + item("d", 1) + item("e") + item("f", 1)
        + paragraph("Mellan.") + item("g") + item("h", number=4) + item("i", number=4)
    )  # fmt: skip
    found = [line for kind, line in read(tmp_path, body) if kind == "item"]
    assert found == ["1. a", "a) b", "(i) c", "b) d", "2. e", "a) f", "3. g", "5. h", "6. i"]


def test_headings_that_their_styles_number(tmp_path: Path) -> None:
    clause = "The fee is paid in advance each quarter by all members."
    body = (
        paragraph("Allmänt", style="Para1")
        + paragraph("Avgifter", style="Para1")
        + paragraph("Fees", style="Para2")
        + paragraph(clause, style="Para2")
    )
    assert read(tmp_path, body) == [
        ("heading", "I Allmänt"),
        ("heading", "II Avgifter"),
        ("heading", "2.1 Fees"),
        ("item", f"2.2 {clause}"),
    ]


def test_items_are_read_with_what_announces_them(tmp_path: Path) -> None:
    body = paragraph("The caretaker shall") + "".join(
        item(each, depth, 3)
        for each, depth in (("sweep", 0), ("read", 0), ("water", 1), ("oil", 0))
    )
    found = parse_docx(make(tmp_path, body))
    leads = [[found.text[slice(*lead)] for lead in each.leads] for each in found.blocks[1:]]
    intro = "The caretaker shall"
    assert leads == [[intro], [intro], [intro, "- read"], [intro]]


def test_a_typed_bullet_makes_an_item_and_a_dash_of_speech_does_not(tmp_path: Path) -> None:
    body = paragraph("•\tKaffe") + paragraph("2)\tTe") + paragraph("– Hej, sade hon.")
    assert read(tmp_path, body) == [
        ("item", "- Kaffe"),
        ("item", "2) Te"),
        ("prose", "– Hej, sade hon."),
    ]


def test_a_deleted_item_is_not_counted(tmp_path: Path) -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = f"<w:p><w:pPr>{place}{gone}</w:pPr><w:del>{run('bort')}</w:del></w:p>"
    assert text(tmp_path, item("ett") + deleted + item("två")) == "1. ett\n2. två"


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    body = paragraph("Början, ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("slutet.")
    assert read(tmp_path, body) == [("prose", "Början, slutet.")]


def test_a_drop_cap_is_the_first_letter_of_its_paragraph(tmp_path: Path) -> None:
    body = paragraph("D", properties='<w:framePr w:dropCap="drop"/>') + paragraph("en stora ön.")
    assert read(tmp_path, body) == [("prose", "Den stora ön.")]


def test_numbers_that_fill_the_cells_of_a_column(tmp_path: Path) -> None:
    body = table(row("Nr", "Namn"), *(row(cell(item("")), name) for name in ("Eva", "Bo")))
    assert text(tmp_path, body).split("\n") == ["Nr | Namn", "1. | Eva", "2. | Bo"]


def test_spanned_cells_stand_in_each_row_and_column(tmp_path: Path) -> None:
    body = table(
        row("Dag", cell("Tid", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
        row(cell("Måndag", '<w:vMerge w:val="restart"/>'), "8", "9"),
        row(cell("", "<w:vMerge/>"), "10", "11"),
    )
    assert read(tmp_path, body) == [
        ("labels", "Dag | Tid | Tid"),
        ("row", "Måndag | 8 | 9"),
        ("row", "Måndag | 10 | 11"),
    ]


@pytest.mark.parametrize(
    ("first", "style"),
    [
        (row(cell(paragraph(run("Namn", "<w:b/>"))), cell(paragraph(run("Roll", "<w:b/>")))), ""),
        (row("Namn", "Roll"), '<w:tblStyle w:val="Rand"/><w:tblLook w:val="04A0"/>'),
    ],
)
def test_a_first_row_in_bold_labels_the_columns(tmp_path: Path, first: str, style: str) -> None:
    found = read(tmp_path, table(first, row("Eva", "chef"), row("Bo", "vakt"), style=style))
    assert [kind for kind, _ in found] == ["labels", "row", "row"]


def test_one_column_frames_its_paragraphs(tmp_path: Path) -> None:
    body = table(row(cell(paragraph("Rubrik", style="Rubrik1") + item("punkt"))), row("Sista."))
    assert read(tmp_path, body) == [
        ("heading", "Rubrik"),
        ("item", "1. punkt"),
        ("prose", "Sista."),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = table(row("x", "1"), row("y", "2"))
    body = table(row("a", "b"), row("c", cell(paragraph("d") + inner)))
    assert [line for _, line in read(tmp_path, body)] == ["a | b", "c | d", "x | 1", "y | 2"]


def test_rows_that_are_deleted_or_hidden_are_left_out(tmp_path: Path) -> None:
    body = table(
        row("a", "b"),
        row("c", "d", properties="<w:del/>"),
        row("e", "f", properties="<w:hidden/>"),
        row("g", "h"),
    )
    assert text(tmp_path, body).split("\n") == ["a | b", "g | h"]


def test_notes_follow_the_body_and_start_with_their_marks(tmp_path: Path) -> None:
    body = paragraph(
        "Elva bidrag.",
        '<w:r><w:footnoteReference w:id="7"/></w:r>',
        " Ett till.",
        '<w:r><w:endnoteReference w:id="3"/></w:r>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    found = read(
        tmp_path,
        body,
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Andra.</w:t>'
        '</w:r></w:p></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>Första.</w:t></w:r></w:p>'
        '</w:footnote><w:footnote w:id="9"><w:p><w:r><w:t>Oanvänd.</w:t></w:r></w:p></w:footnote>',
        endnotes='<w:endnote w:id="3"><w:p><w:r><w:t>Slutnot.</w:t></w:r></w:p></w:endnote>',
    )
    assert found == [
        ("prose", "Elva bidrag.¹ Ett till.ⁱ²"),
        ("prose", "¹ Första."),
        ("prose", "² Andra."),
        ("prose", "ⁱ Slutnot."),
    ]


def test_headers_and_footers_once_each_without_page_numbers(tmp_path: Path) -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header3"/></w:sectPr>'
    )
    page = "<w:r><w:tab/></w:r>" + run("Sida 1 (3)")
    found = read(
        tmp_path,
        paragraph("Text.") + section,
        header1=paragraph("Dnr 2024-0815", page),
        header2=paragraph("Dnr 2024-0815"),
        header3=paragraph("Visas aldrig"),
        footer1=paragraph("- 2 -") + table(row("Besök", "Torget 1")),
    )
    assert found == [("aside", "Dnr 2024-0815"), ("prose", "Text."), ("aside", "Besök | Torget 1")]


def test_hidden_struck_and_deleted_text_is_no_text(tmp_path: Path) -> None:
    body = paragraph(
        "A",
        run("hidden", "<w:vanish/>"),
        run("struck", "<w:strike/>"),
        run("struck", "<w:dstrike/>"),
        run("styled", '<w:rStyle w:val="Struket"/>'),
        run("B", '<w:rStyle w:val="Struket"/><w:strike w:val="0"/>'),
        f"<w:del>{run('deleted')}</w:del><w:moveFrom>{run('moved')}</w:moveFrom>",
        f"<w:ins>{run('C')}</w:ins><w:moveTo>{run('D')}</w:moveTo>",
    ) + paragraph("hidden by its style", style="Dolt")
    assert text(tmp_path, body) == "ABCD"


def test_raised_and_lowered_text_stays_apart(tmp_path: Path) -> None:
    body = paragraph(
        "450",
        run("2", '<w:vertAlign w:val="superscript"/>'),
        " m",
        run("2", '<w:rStyle w:val="Upp"/>'),
        " CO",
        run("2", '<w:vertAlign w:val="subscript"/>'),
    )
    assert text(tmp_path, body) == "450² m² CO₂"


def test_of_a_field_the_result_alone_is_shown(tmp_path: Path) -> None:
    def mark(kind: str, inner: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'

    nested = mark("begin") + run("värdet") + mark("separate") + run("osynligt") + mark("end")
    box = "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"
    body = paragraph(
        mark("begin"), "<w:r><w:instrText>IF 1</w:instrText></w:r>", nested, mark("separate"),
        "Resultat ", mark("end"), mark("begin", box), mark("end"), " ja",
    )  # fmt: skip
    assert text(tmp_path, body) == "Resultat ☒ ja"


def test_prompts_of_empty_content_controls_are_no_text(tmp_path: Path) -> None:
    def control(properties: str, inner: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    prompt = control("<w:showingPlcHdr/>", run("Klicka här"))
    body = paragraph("Namn: ", prompt, control("", run("Eva")))
    body += control("<w:showingPlcHdr/>", paragraph("Välj ett objekt."))
    assert text(tmp_path, body) == "Namn: Eva"


def test_contents_are_boilerplate_and_captions_aside(tmp_path: Path) -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = (
        paragraph("Inledning 3", style="Inneh")
        + f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('Metod 4')}"
        "</w:sdtContent></w:sdt>" + paragraph("Tabell 1. Priser", style="Bild")
    )
    assert read(tmp_path, body) == [
        ("boilerplate", "Inledning 3"),
        ("boilerplate", "Metod 4"),
        ("aside", "Tabell 1. Priser"),
    ]


def test_symbols_and_hyphens_as_they_are_seen(tmp_path: Path) -> None:
    body = paragraph(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
        '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>',
        run("\uf0fe", '<w:rFonts w:ascii="Wingdings"/>'),
        "<w:r><w:t>sam</w:t><w:softHyphen/><w:t>man\u00adtaget</w:t></w:r>",
    )
    assert text(tmp_path, body) == "✓☐α☑sammantaget"


def test_lines_within_a_paragraph_are_left_to_the_rules_of_text(tmp_path: Path) -> None:
    found = parse_docx(make(tmp_path, paragraph("Torget 1", "<w:r><w:br/></w:r>", "123 45 Ort")))
    assert (found.text, found.blocks) == ("Torget 1\n123 45 Ort", ())


def test_a_chart_is_a_table_after_its_paragraph(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"

    def points(tag: str, *values: str) -> str:
        each = (f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
        return f"<c:{tag}><c:strCache>{''.join(each)}</c:strCache></c:{tag}>"

    series = points("tx", "Antal") + points("cat", "Ek", "Al") + points("val", "4", "7")
    drawn = f'<w:r><w:drawing><c:chart xmlns:c="{space}" r:id="chart1"/></w:drawing></w:r>'
    chart = f'<c:ser xmlns:c="{space}">{series}</c:ser>'
    assert read(tmp_path, paragraph("Träd.", drawn), chart1=chart) == [
        ("prose", "Träd."),
        ("labels", "| Antal"),
        ("row", "Ek | 4"),
        ("row", "Al | 7"),
    ]


def test_the_strict_variant_reads_alike(tmp_path: Path) -> None:
    note = paragraph("Not.", "<w:r><w:footnoteRef/></w:r>")
    body = paragraph("Rubrik", style="Rubrik1") + paragraph(
        "Lasten ", "<m:oMath><m:r><m:t>F=2</m:t></m:r></m:oMath>",
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
    )  # fmt: skip
    parts = {"header1": paragraph("Huvud"),
             "footnotes": f'<w:footnote w:id="1">{note}</w:footnote>'}  # fmt: skip
    usual = parse_docx(make(tmp_path, body, parts))
    assert parse_docx(make(tmp_path, body, parts, strict=True)) == usual
    assert usual.text.split("\n") == ["Huvud", "", "Rubrik", "", "Lasten F = 2¹", "¹ Not.¹"]


def test_the_title_of_the_properties_then_of_its_style_then_a_heading(tmp_path: Path) -> None:
    body = paragraph("Rubriken", style="Rubrik1")
    titled = body + paragraph("Titeln", style="Titel")
    assert parse_docx(make(tmp_path, titled, title="Egen")).title == "Egen"
    assert parse_docx(make(tmp_path, titled, title="Document1")).title == "Titeln"
    assert parse_docx(make(tmp_path, body)).title == "Rubriken"


def m(name: str, **parts: str) -> str:
    inner = "".join(f"<m:{key}>{part}</m:{key}>" for key, part in parts.items())
    return f"<m:{name}>{inner}</m:{name}>"


def t(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (t("F=m·a"), "F = m·a"),
        (m("f", num=t("a+b"), den=t("2")), "(a + b)/2"),
        (t("E=m") + m("sSup", e=t("c"), sup=t("2")), "E = mc²"),
        (m("sSup", e=t("x"), sup=t("k+1")), "x^(k + 1)"),
        (m("sSub", e=t("F"), sub=t("max")), "F_max"),
        (m("sSubSup", e=t("x"), sub=t("1"), sup=t("2")), "x₁²"),
        (m("rad", deg="", e=t("2")), "√2"),
        (m("rad", deg=t("3"), e=t("x+1")), "∛(x + 1)"),
        (m("nary", naryPr='<m:chr m:val="∑"/>', sub=t("i=1"), sup=t("n"), e=t("i")),
         "∑_(i = 1)ⁿ i"),
        (m("func", fName=t("sin"), e=m("d", e=t("x"))), "sin(x)"),
        (m("acc", accPr='<m:chr m:val="̅"/>', e=t("x")), "x̅"),
        (m("d", dPr='<m:begChr m:val="["/><m:endChr m:val="]"/>', e=t("0,1")), "[0,1]"),
        (t("10") + m("sSup", e="", sup=t("-3")), "10⁻³"),
    ],
)  # fmt: skip
def test_equations_on_a_line(inner: str, line: str) -> None:
    from lxml import etree

    assert equation(etree.fromstring(f"<m:oMath {NAMES}>{inner}</m:oMath>")) == line


def test_entities_are_refused(tmp_path: Path) -> None:
    path = make(tmp_path, paragraph("Text"))
    bomb = f'<!DOCTYPE a [<!ENTITY b "bb">]><w:document {NAMES}><w:body>&b;</w:body></w:document>'
    with zipfile.ZipFile(path) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**whole, "word/document.xml": bomb.encode()}.items():
            archive.writestr(name, content)
    with pytest.raises(LoadError, match="is damaged"):
        parse(path)


def test_an_old_document_and_other_archives_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(LoadError, match=r"is of an old format or has a password"):
        parse_docx(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(LoadError, match="holds no Word document"):
        parse_docx(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("word")
    note = f'<w:footnote w:id="1">{paragraph("Not.")}</w:footnote>'
    body = (
        paragraph("Rubrik", style="Para1")
        + item("a", 1)
        + table(row("a", cell("b", '<w:gridSpan w:val="2"/>')), row("c", cell("", "<w:vMerge/>")))
        + paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>', "Text")
    )
    with zipfile.ZipFile(make(folder, body, {"footnotes": note})) as archive:
        return folder, {name: archive.read(name) for name in archive.namelist()}


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damaged_parts_give_text_or_a_reason(
    whole: tuple[Path, dict[str, bytes]], data: st.DataObject
) -> None:
    folder, parts = whole
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    start = data.draw(st.integers(0, len(content)))
    content[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for each, old in parts.items():
            archive.writestr(each, bytes(content) if each == name else old)
    path = folder / "damaged.docx"
    path.write_bytes(saved.getvalue())
    with suppress(LoadError):
        assert parse(path).text
