"""Files of every format, whole and broken, become Documents or a reason why not."""

from __future__ import annotations

import codecs
import io
import os
import random
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError, NothingToIndexError
from index.load import LoadSettings, SourceFile, extracted, find_files, load_file
from index.load.extracted import MAX_CHARACTERS
from index.load.formats.by_suffix import PARSERS, refusal_of
from index.load.formats.text.encodings import MAX_BYTES
from index.types import Document

SWEDISH = "Kamerorna på Åsögatan är äldre än de överst på Östermalm.\n"
NAMESPACES = (
    nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
# Where nobody may read Python's own folder, codecs have to be known before a test becomes nobody.
for _encoding in ("utf-8-sig", "utf-16", "utf-32", "cp1252", "cp850", "cp437", "mac-roman"):
    codecs.lookup(_encoding)
as_user = pytest.mark.skipif(not hasattr(os, "seteuid"), reason="Windows has no user ids to change")


def load(path: Path) -> Document:
    sources, skipped = find_files(path)
    assert skipped == []
    return load_file(sources[0])


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def ids(sources: list[SourceFile]) -> list[str]:
    return [source.id for source in sources]


def make_pdf(*pages: str, title: str = "", encrypted: bool = False) -> bytes:
    """A PDF of Helvetica, one line of text a line, written by hand."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                   b"/Encoding /WinAnsiEncoding >>")  # fmt: skip
    objects.append(b"<< /Title (" + title.encode("cp1252") + b") >>")
    objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <"
                   + b"42" * 32 + b"> >>")  # fmt: skip
    kids = []
    for page in pages:
        lines = b"".join(b"(" + line.encode("cp1252") + b") Tj T*\n" for line in page.split("\n"))
        stream = b"BT /F1 12 Tf 14 TL 72 720 Td\n" + lines + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects))  # fmt: skip
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    pdf, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    locked = b"/Encrypt 5 0 R /ID [<00> <00>]" if encrypted else b""
    return bytes(pdf) + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, locked, len(pdf))
    )  # fmt: skip


def make_docx(*paragraphs: str, fill: Callable[[Any], None] = lambda document: None) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    fill(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


# Text and encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "cp1252", "latin-1"])  # fmt: skip
@pytest.mark.parametrize("text", [SWEDISH, "Räksmörgås på ön", "Öl"])
def test_swedish_in_every_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    assert load(written(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_utf_16_with_a_byte_order_mark_in_both_orders(tmp_path: Path) -> None:
    for bom, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        data = bom + "Ωμέγα and 日本語 😀".encode(encoding)
        assert load(written(tmp_path, "a.txt", data)).text == "Ωμέγα and 日本語 😀"


def test_curly_quotes_of_windows(tmp_path: Path) -> None:
    assert load(written(tmp_path, "a.txt", b"\x93Caf\xe9\x94 \x96 \x80 5")).text == "“Café” – € 5"


def test_a_damaged_character_in_utf_8_costs_that_character_alone(tmp_path: Path) -> None:
    data = SWEDISH.encode() * 5 + b"\xff" + SWEDISH.encode()
    assert load(written(tmp_path, "a.txt", data)).text == SWEDISH * 5 + "\ufffd" + SWEDISH


def test_a_replacement_character_of_the_file_itself_is_no_damage(tmp_path: Path) -> None:
    text = "One \ufffd character was lost before."
    assert load(written(tmp_path, "a.txt", text)).text == text


def test_line_ends_become_line_feeds_and_nothing_else_changes(tmp_path: Path) -> None:
    text = load(written(tmp_path, "a.TXT", "a\r\n\r\n b\u00ad \rc\n\n\nd \t\u00a0e\n")).text
    assert text == "a\n\n b\u00ad \nc\n\n\nd \t\u00a0e\n"


@pytest.mark.parametrize(
    "data",
    [
        random.Random(0).randbytes(5000),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x7fELF\x02\x01\x01" + bytes(9),
        b"\x01\x02\x03\x04 control characters",
        b"\xff\xfe\x00\xd8\x00\xd8",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_binary_data_is_no_text(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(LoadError, match=f"^'{name}' looks like binary data, not text; "):
        load(written(tmp_path, name, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *((f"a{suffix}", b"") for suffix in PARSERS if refusal_of(suffix) is None),
        *((f"a{suffix}", b" \n\t\r\n ") for suffix in (".txt", ".md", ".html")),
    ],
)
def test_empty_files(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(LoadError, match=f"^'{name}' is empty"):
        load(written(tmp_path, name, data))


def test_a_text_that_cannot_fit_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "")
    os.truncate(path, MAX_BYTES + 1)  # all NULs: if they were read, they would be called binary
    with pytest.raises(LoadError, match=r"'a\.txt' has 20,000,001 bytes, more than 5,000,000 ch"):
        load(path)


def test_the_limit_in_characters_is_exact(tmp_path: Path) -> None:
    line = written(tmp_path, "line.txt", "å" * MAX_CHARACTERS)
    assert len(load(line).text) == MAX_CHARACTERS
    with pytest.raises(LoadError, match=r"5,000,001 characters or more, over the limit of 5,000,0"):
        load(written(tmp_path, "longer.txt", "å" * (MAX_CHARACTERS + 1)))


def test_markdown_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "Intro *here*\n\n# A [linked](x) title\n\n- item\n\n| a | b |\n|---|---|\n"
    document = load(written(tmp_path, "a.MarkDown", text))
    assert document.text == text
    assert document.title == "A [linked](x) title"


def test_what_the_text_says_about_itself(tmp_path: Path) -> None:
    text = f"Kameror i norr\n\nden 25 september 2019\n\n{SWEDISH * 9}\n© 2018 Norrbladet\n"
    found = load(written(tmp_path, "a.txt", text))
    assert replace(found, blocks=()) == Document(
        id="a.txt",
        title="Kameror i norr",
        text=text,
        language="sv",
        source="Norrbladet",
        published="2019-09-25",
    )


# HTML

PAGE = """<!DOCTYPE html><html><head><title>Öppettider | Biblioteket</title>
<meta property="og:site_name" content="Biblioteket">
<meta property="article:published_time" content="2021-05-03T10:00:00Z">
<link rel="stylesheet" href="http://example.invalid/a.css"><style>p {color: red}</style></head>
<body><header><ul><li><a href="/">Hem</a></li><li><a href="/b">Om oss</a></li></ul></header>
<nav><a href="/c">Meny</a></nav>
<h1>Öppettider</h1><p>Biblioteket har öppet
10&ndash;18 på vardagar.</p><script>document.write("skript")</script>
<h2>Helger</h2><ul><li>Lördag: stängt</li><li>Söndag: stängt</li></ul>
<table><tr><th>Dag</th><th>Tid</th></tr><tr><td>Röda dagar</td><td>10–12</td></tr></table>
<img src="http://example.invalid/b.png"><div id="comments"><p>Kommentar: bra!</p></div>
<div class="x comments"><p>Kommentar: dåligt!</p></div>
<footer>Kontakt: bibliotek@example.se</footer></body></html>"""


def test_the_main_part_of_a_page(tmp_path: Path) -> None:
    document = load(written(tmp_path, "a.html", PAGE))
    menus = [each for each in document.blocks if each.kind == "boilerplate"]
    assert [document.text[each.start : each.end] for each in menus] == [
        "Hem",
        "Om oss",
        "Meny",
        "Kommentar: bra!",
        "Kommentar: dåligt!",
        "Kontakt: bibliotek@example.se",
    ]
    shown = document.text[menus[2].end : menus[3].start].split("\n")
    assert [line for line in shown if line] == [
        "Öppettider",
        "Biblioteket har öppet 10–18 på vardagar.",
        "Helger",
        "- Lördag: stängt",
        "- Söndag: stängt",
        "Dag | Tid",
        "Röda dagar | 10–12",
    ]
    assert document.title == "Öppettider"
    assert (document.source, document.published) == ("Biblioteket", "2021-05-03")


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "cp1252"),
        ('<meta charset="windows-1250">', "cp1250"),
        ("<META http-equiv=Content-Type content='text/html; charset=MacRoman'>", "mac-roman"),
        ('<meta charset="windows-1250">', "utf-8"),
        ('<meta charset="no-such-encoding">', "cp1252"),
        ('<meta charset="hex">', "cp1252"),
        ('<meta charset="utf-8">', "cp1252"),
        ("", "utf-16"),
    ],
)
def test_a_page_is_read_in_its_declared_encoding_unless_that_is_wrong(
    tmp_path: Path, declaration: str, encoding: str
) -> None:
    words = "Müller ží" if encoding == "cp1250" else "Smörgås på ön"
    page = f"{declaration}<html><body><p>{words}</p></body></html>"
    assert load(written(tmp_path, "a.htm", page.encode(encoding))).text == words


def test_a_page_of_several_articles_is_read_in_full(tmp_path: Path) -> None:
    articles = "".join(f"<article><h2>Del {n}</h2><p>{SWEDISH}</p></article>" for n in range(4))
    lines = load(written(tmp_path, "a.html", f"<body>{articles}</body>")).text.split("\n")
    shown = [line for line in lines if line]
    assert shown == [line for n in range(4) for line in (f"Del {n}", SWEDISH.strip())]


def test_a_section_that_is_named_like_a_menu_is_not_lost(tmp_path: Path) -> None:
    menus = "".join(f"<h2>Rätt {n}</h2><p>{SWEDISH}</p>" for n in range(9))
    page = f"<body><h1>Mat</h1><p>Kort.</p><div id=menus class=menu>{menus}</div></body>"
    text = load(written(tmp_path, "a.html", page)).text
    assert text.count(SWEDISH.strip()) == 9
    assert "Rätt 8\n" in text


@pytest.mark.parametrize(
    "page",
    ["Bara text", "<p>Bara text", "<div>Bara<br>text</div>", "<table><td>Bara<td>text</table>"],
)
def test_fragments(tmp_path: Path, page: str) -> None:
    assert re.sub(r"\W+", " ", load(written(tmp_path, "a.html", page)).text) == "Bara text"


def test_a_page_whose_elements_are_never_closed_is_read_to_its_end_or_named(tmp_path: Path) -> None:
    page = "<font size=2><p>Ett stycke."
    assert load(written(tmp_path, "a.html", page * 500)).text.count("Ett stycke.") == 500
    with pytest.raises(LoadError, match=r"'a\.html' nests its elements too deep"):
        load(written(tmp_path, "a.html", page * 2_000))


def test_control_characters_in_a_page_are_blanks(tmp_path: Path) -> None:
    page = f"<body><main><p>{SWEDISH}</p><script>1</script>Sida\x0c2\x1f3</main></body>"
    assert load(written(tmp_path, "a.html", page)).text == f"{SWEDISH}Sida 2 3"


def test_a_date_of_publication_for_machines(tmp_path: Path) -> None:
    body = f"<p>{SWEDISH}</p><p>Det var den 3 maj 2019.</p>"
    for head, published in (
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": '
         '"2020-02-03T10:00"}</script>', "2020-02-03"),
        ('<meta name="dcterms.issued" content="2021-05">', "2021-05"),
        ('<meta property="article:modified_time" content="2021-05-06">', None),
    ):  # fmt: skip
        page = f"<head><title>Kameror</title>{head}</head><body>{body}</body>"
        assert load(written(tmp_path, "a.html", page)).published == published


def test_a_page_without_text_is_empty(tmp_path: Path) -> None:
    for page in ("<html></html>", "<script>alert(1)</script>", "<!-- nothing -->"):
        with pytest.raises(LoadError, match=r"'a\.html' is empty: it holds no text"):
            load(written(tmp_path, "a.html", page))


def test_the_title_of_a_page_is_its_heading_where_the_title_starts_so(tmp_path: Path) -> None:
    body = f"<h1>{{}}</h1><p>{SWEDISH}</p>"
    for head, heading, title in (
        ("<title>Kameror - Norrbladet</title>", "Kameror", "Kameror"),
        ("<title>Kapitel 3 - Boken</title>", "Boken", "Kapitel 3 - Boken"),
        ("<title>Untitled</title>", "Kameror¶", "Kameror"),
        ("", "Kameror", "Kameror"),
    ):
        page = f"<head>{head}</head><body>{body.format(heading)}</body>"
        assert load(written(tmp_path, "a.html", page)).title == title


# PDF


def test_pages_of_a_pdf(tmp_path: Path) -> None:
    data = make_pdf("Första sidan\när här", "", "Tredje sidan", title="Årsbok")
    document = load(written(tmp_path, "a.PDF", data))
    assert document.text == "Första sidan är här\nTredje sidan"
    assert document.title == "Årsbok"
    assert document.pages == (0, 19, 20)
    assert [document.page_at(document.text.index(word)) for word in ("här", "Tredje")] == [1, 3]


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen(tmp_path: Path) -> None:
    text = load(written(tmp_path, "a.pdf", make_pdf("AI-\nbased cameras"))).text
    assert text == "AI-based cameras"


def test_the_title_of_a_pdf_is_its_first_line_where_the_metadata_name_a_file(
    tmp_path: Path,
) -> None:
    data = make_pdf("Kameror i norr\nDe blev fler.", title="Microsoft Word - final.docx")
    assert load(written(tmp_path, "a.pdf", data)).title == "Kameror i norr"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_pdf("", ""), "has no text layer, "),
        (make_pdf("Hemligt", encrypted=True), "is protected by a password; save a copy without"),
        (b"This is no PDF", "has no PDF header"),
        (b"%PDF-1.4\nand then nothing", r"is damaged or no \.pdf file"),
    ],
)
def test_pdfs_that_cannot_be_read(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(LoadError, match=rf"^'a\.pdf' {reason}"):
        load(written(tmp_path, "a.pdf", data))


def test_a_pdf_of_ten_thousand_pages(tmp_path: Path) -> None:
    pages = 10_000
    data = make_pdf(*(f"Sida {number}" for number in range(1, pages + 1)))
    document = load(written(tmp_path, "a.pdf", data))
    assert len(document.pages) == pages
    assert document.page_at(document.text.index("Sida 9876")) == 9876


def test_a_pdf_longer_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracted, "MAX_CHARACTERS", 30)
    data = make_pdf("Twenty characters...", "Twenty characters...")
    with pytest.raises(LoadError, match="has 40 characters or more, over the limit of 30"):
        load(written(tmp_path, "a.pdf", data))


def test_pdfs_are_read_in_several_threads_at_once(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, f"{n}.pdf", make_pdf(*(f"Sida {page} av fil {n}" for page in range(20))))
        for n in range(8)
    ]
    with ThreadPoolExecutor(8) as pool:
        documents = list(pool.map(load, paths * 4))
    for n, document in enumerate(documents):
        assert document.text.split("\n") == [f"Sida {page} av fil {n % 8}" for page in range(20)]


# Word


def test_paragraphs_headings_and_tables_in_order(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Rubrik", 1)
        document.add_paragraph("Före\ttabellen\nnästa rad")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ["Stad", "Kameror", "Belgrad", "1\n000"], strict=True):
            cell.text = text
        document.add_table(1, 1).cell(0, 0).text = "En ram\nkring två rader"
        document.add_paragraph("Efter")

    document = load(written(tmp_path, "a.docx", make_docx("Ingress", fill=fill)))
    assert document.text.split("\n") == [
        "Ingress", "", "Rubrik", "", "Före\ttabellen", "nästa rad", "", "Stad | Kameror",
        "Belgrad | 1 000", "", "En ram", "kring två rader", "Efter",
    ]  # fmt: skip
    assert document.title == "Rubrik"
    assert document.pages == ()


def test_text_that_python_docx_passes_over(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        for xml in (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>I ett fält</w:t></w:r></w:p></w:sdtContent>"
            "</w:sdt>",
            "<w:p><w:ins><w:r><w:t>Tillagt, </w:t></w:r></w:ins><w:del><w:r><w:delText>struket"
            "</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>flyttat</w:t></w:r></w:moveFrom>"
            "<w:hyperlink><w:r><w:t>länkat</w:t></w:r></w:hyperlink></w:p>",
            "<w:p><w:r><w:t>Kring </w:t><w:pict><w:txbxContent><w:p><w:r><w:t>Rutan</w:t></w:r>"
            "</w:p></w:txbxContent></w:pict></w:r><w:r><w:t>rutan</w:t></w:r></w:p>",
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Ny ruta"
            "</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>Gammal</w:t>"
            "<w:txbxContent><w:p><w:r><w:t>Ny ruta</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ):
            head, rest = xml.split(">", 1)
            document.element.body.insert(-1, parse_xml(f"{head} {NAMESPACES}>{rest}"))

    document = load(written(tmp_path, "a.docx", make_docx(fill=fill)))
    assert document.text == "I ett fält\nTillagt, länkat\nKring rutan\nRutan\nNy ruta"


def test_a_text_box_in_a_text_box_is_read_once(tmp_path: Path) -> None:
    def box(inner: str, depth: int) -> str:
        framed = f"<w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>"
        return f"<w:p><w:r><w:t>{depth}</w:t>{framed}</w:r></w:p>"

    xml = "<w:p><w:r><w:t>0</w:t></w:r></w:p>"
    for depth in range(1, 40):  # 2 to the power of 39 lines, if each box were read in every other
        xml = box(xml, depth)
    paragraph = parse_xml(xml.replace("<w:p>", f"<w:p {NAMESPACES}>", 1))
    data = make_docx(fill=lambda document: document.element.body.insert(-1, paragraph))
    text = load(written(tmp_path, "a.docx", data)).text
    assert text.split("\n") == [str(depth) for depth in range(39, -1, -1)]


def test_headings_by_a_style_with_a_name_of_its_own(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        style = document.styles.add_style("Rubrik kommunen", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Underrubrik", style="Rubrik kommunen")
        document.add_paragraph("Text")

    document = load(written(tmp_path, "a.docx", make_docx("Ingress", fill=fill)))
    assert document.text == "Ingress\n\nUnderrubrik\n\nText"


def test_items_of_a_docx_have_the_bullets_that_word_draws(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("Tills vidare gäller:")
        document.add_paragraph("inga kablar", style="List Bullet")
        document.add_paragraph("inget buller", style="List Number")
        document.add_paragraph("Slut.")
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].paragraphs[0].text, cells[1].paragraphs[0].text = "ett", "två"
        cells[1].paragraphs[0].style = "List Bullet"

    document = load(written(tmp_path, "a.docx", make_docx(fill=fill)))
    assert document.text.splitlines() == [
        "Tills vidare gäller:", "- inga kablar", "1. inget buller", "Slut.", "ett | två",
    ]  # fmt: skip


def test_the_title_of_a_docx(tmp_path: Path) -> None:
    def titled(title: str) -> Callable[[Any], None]:
        return lambda document: setattr(document.core_properties, "title", title)

    named = make_docx("Första raden", fill=titled("Egen titel"))
    default = make_docx("Första raden", fill=titled("Word Document"))
    assert load(written(tmp_path, "a.docx", named)).title == "Egen titel"
    assert load(written(tmp_path, "b.docx", default)).title == "Första raden"


def test_docx_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.load.formats.office.package.MAX_XML_BYTES", 1_000_000)
    xml, other = io.BytesIO(make_docx("Text")), io.BytesIO()
    with zipfile.ZipFile(xml, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/footnotes.xml", b"<w:r/>" * 100_000)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "no document")
    for data, reason in (
        (xml.getvalue(), r"unpacks to 1,\d{3},\d{3} bytes of XML, over the limit of 1,000,000"),
        (other.getvalue(), r"holds no Word document; save it as \.docx anew"),
        (b"This is no archive", r"is not a \.docx \(no zip archive\)"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), r"is of an old format or has a password"),
        (make_docx("Text")[:-40], r"is not a \.docx"),
        (make_docx(" "), "is empty: it holds no text"),
    ):
        with pytest.raises(LoadError, match=rf"^'a\.docx' {reason}"):
            load(written(tmp_path, "a.docx", data))


# Which files


def test_a_folder_is_read_with_its_subfolders_in_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/b/c.HTM",
        "B.Pdf",
        ".hidden.txt",
        ".git/x.txt",
        "a/.x/y.txt",
    ):
        written(tmp_path, name, "x")
    for name in ("film.mp4", "a/none", "old.doc"):
        written(tmp_path, name, "x")
    sources, skipped = find_files(str(tmp_path))
    assert ids(sources) == ["B.Pdf", "a/b/c.HTM", "a/z.md", "b.txt"]
    paths = [Path(str(source.path)) for source in sources]
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == ids(sources)
    assert skipped[1].reason == (
        "'film.mp4' is not of a format that can be read; convert it to one of " + ", ".join(PARSERS)
    )
    assert [each.path for each in skipped] == ["a/none", "film.mp4", "old.doc"]
    assert skipped[2].reason == "'old.doc' is an old .doc; save it as .docx"


def test_a_file_and_a_list_of_files_and_folders(tmp_path: Path) -> None:
    one, two = written(tmp_path, "x/one.txt", "1"), written(tmp_path, "x/y/two.txt", "2")
    hidden, other = written(tmp_path, "x/.h.txt", "3"), written(tmp_path, "other.bin", "4")
    assert ids(find_files(one)[0]) == ["one.txt"]
    assert ids(find_files([one])[0]) == ["one.txt"]
    assert ids(find_files([one, two])[0]) == ["one.txt", "y/two.txt"]
    assert ids(find_files([tmp_path / "x" / "y", str(one)])[0]) == ["one.txt", "y/two.txt"]
    assert ids(find_files([tmp_path / "x", two, one, one])[0]) == ["one.txt", "y/two.txt"]
    assert ids(find_files(hidden)[0]) == [".h.txt"]
    assert find_files([]) == ([], [])
    sources, skipped = find_files(other)
    assert sources == []
    assert [each.path for each in skipped] == ["other.bin"]


def test_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "docs/a.txt", "Text")
    monkeypatch.chdir(tmp_path)
    for documents in ("docs", "docs/", Path("docs"), "./docs/../docs"):
        assert ids(find_files(documents)[0]) == ["a.txt"]
    sources, _ = find_files(["docs", "docs/a.txt"])
    monkeypatch.chdir("/")
    assert load_file(sources[0]).text == "Text"


@pytest.mark.parametrize("missing", ["", "no/such/folder", "nul\0byte", "line\nbreak"])
def test_a_path_that_does_not_exist_is_named(missing: str) -> None:
    with pytest.raises(NothingToIndexError, match="does not exist") as caught:
        find_files([Path(__file__), missing])
    assert repr(missing) in str(caught.value)


def test_a_name_in_decomposed_unicode_gets_a_composed_id(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Årsmöte/Bilaga é.txt")
    path = written(tmp_path, name, "Text")
    assert path.is_file()
    sources, _ = find_files(tmp_path)
    assert ids(sources) == [unicodedata.normalize("NFC", name)]
    assert load_file(sources[0]).text == "Text"


def test_the_second_of_two_names_that_differ_in_code_points_alone(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        written(tmp_path, unicodedata.normalize(form, "ö.txt"), form)
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system composes names itself")
    sources, skipped = find_files(tmp_path)
    assert ids(sources) == ["ö.txt"]
    assert [each.path for each in skipped] == ["ö.txt"]
    assert skipped[0].reason.startswith("'ö.txt' has the name of another file")


def test_names_with_control_characters_are_escaped_in_messages(tmp_path: Path) -> None:
    name = "a\n\x1b[31m\u202e.{}"
    written(tmp_path, name.format("txt"), "Text\n")
    empty, unknown = written(tmp_path, "e" + name.format("txt"), ""), name.format("exe")
    written(tmp_path, unknown, "x")
    sources, skipped = find_files(tmp_path)
    assert load_file(sources[0]).id == name.format("txt")
    assert [each.path for each in skipped] == [unknown]
    with pytest.raises(LoadError) as caught:
        load_file(SourceFile(empty.name, empty))
    for message in (skipped[0].reason, str(caught.value)):
        assert message.isprintable()
        assert r"a\n\x1b[31m\u202e." in message


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    try:
        written(tmp_path, os.fsdecode(b"f\xe5gel.txt"), "Text")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    sources, _ = find_files(tmp_path)
    assert ids(sources) == [r"f\xe5gel.txt"]
    assert load_file(sources[0]).text == "Text"


def test_links(tmp_path: Path) -> None:
    outside = written(tmp_path, "outside/secret.txt", "Secret")
    folder = tmp_path / "docs"
    real = written(folder, "sub/real.txt", "Text")
    hidden = written(folder, ".data/hidden.txt", "Text")
    for name, target in {
        "a-link-to-real.txt": real,
        "link-to-hidden.txt": hidden,
        "out.txt": outside,
        "out": outside.parent,
        "up": tmp_path,
        "loop": folder,
        "sub/loop": folder / "sub",
        "self.txt": folder / "self.txt",
        "broken.txt": folder / "gone.txt",
    }.items():
        (folder / name).symlink_to(target)
    sources, skipped = find_files(folder)
    assert ids(sources) == ["link-to-hidden.txt", "sub/real.txt"]
    reasons = {each.path: each.reason for each in skipped}
    assert sorted(reasons) == ["broken.txt", "out", "out.txt", "self.txt", "up"]
    for name in ("out", "out.txt", "up"):
        assert reasons[name].startswith(f"'{name}' is a link that leads out of the folder")
    for name in ("broken.txt", "self.txt"):
        assert reasons[name].startswith(f"'{name}' cannot be reached")


def test_a_link_that_is_given_by_name_is_followed(tmp_path: Path) -> None:
    written(tmp_path, "real/a.txt", "Text")
    (tmp_path / "docs").symlink_to(tmp_path / "real")
    (tmp_path / "latest.txt").symlink_to(tmp_path / "real" / "a.txt")
    assert ids(find_files(tmp_path / "docs")[0]) == ["a.txt"]
    assert ids(find_files(tmp_path / "latest.txt")[0]) == ["latest.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # opening it would wait for ever
    sources, skipped = find_files([tmp_path, tmp_path / "pipe.txt"])
    assert sources == []
    assert [each.path for each in skipped] == ["pipe.txt"]
    assert skipped[0].reason.startswith("'pipe.txt' is a device, pipe or socket")
    assert "device" in find_files(os.devnull)[1][0].reason


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach, unlike tmp_path."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


@pytest.fixture
def ordinary_user(open_folder: Path) -> Iterator[None]:
    """What root may not do: root reads everything, so the test runs as nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        if not os.access(open_folder, os.R_OK | os.X_OK, effective_ids=True):
            pytest.skip("temporary folders here are closed to other users")
        yield
    finally:
        os.seteuid(0)


@as_user
def test_what_may_not_be_read_is_named(open_folder: Path, request: pytest.FixtureRequest) -> None:
    written(open_folder, "open.txt", "Text")
    written(open_folder, "closed.txt", "Text").chmod(0)
    written(open_folder, "closed/a.txt", "Text").parent.chmod(0)
    request.getfixturevalue("ordinary_user")
    sources, skipped = find_files(open_folder)
    assert [each.reason for each in skipped] == [
        "'closed' is a folder that cannot be opened; check its permissions"
    ]
    assert ids(sources) == ["closed.txt", "open.txt"]
    with pytest.raises(LoadError, match=r"^'closed\.txt' cannot be read \(Permission denied\)"):
        load_file(sources[0])
    assert load_file(sources[1]).text == "Text"


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Text")
    sources, _ = find_files(path)
    path.unlink()
    with pytest.raises(LoadError, match=r"^'a\.txt' cannot be read \(No such file or directory\)"):
        load_file(sources[0])


TREE = ["a.txt", "drafts/b.txt", "drafts/old/c.md", "x/drafts/d.txt", "x/e.md", "å.txt"]


@pytest.mark.parametrize(
    ("include", "exclude", "found"),
    [
        ((), (), TREE),
        (("*.md",), (), ["drafts/old/c.md", "x/e.md"]),
        ((), ("*.txt",), ["drafts/old/c.md", "x/e.md"]),
        ((), ("drafts",), ["a.txt", "x/e.md", "å.txt"]),
        ((), ("drafts/*",), ["a.txt", "x/drafts/d.txt", "x/e.md", "å.txt"]),
        (("drafts",), ("drafts/old",), ["drafts/b.txt", "x/drafts/d.txt"]),
        (("x/*.md", "[ab].txt"), (), ["a.txt", "drafts/b.txt", "x/e.md"]),
        ((), ("?.txt", "DRAFTS", "x"), ["drafts/old/c.md"]),
        ((unicodedata.normalize("NFD", "å.txt"),), (), ["å.txt"]),
        (("nothing",), (), []),
    ],
)
def test_globs_choose_among_the_files_found(
    tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], found: list[str]
) -> None:
    for name in TREE:
        written(tmp_path, name, "Text")
    chosen = LoadSettings(include=include, exclude=exclude)
    sources, skipped = find_files(tmp_path, settings=chosen)
    assert (ids(sources), skipped) == (found, [])


def test_a_file_that_is_given_by_name_needs_no_glob(tmp_path: Path) -> None:
    path = written(tmp_path, "drafts/a.txt", "Text")
    chosen = LoadSettings(include=("*.md",), exclude=("drafts",))
    assert ids(find_files([path], settings=chosen)[0]) == ["a.txt"]


def test_a_file_over_the_limit_of_size_is_named_unread(tmp_path: Path) -> None:
    for name, size in (("a.pdf", 2_000_000_000), ("b.pdf", 1_000_001), ("c.pdf", 1_000_000)):
        os.truncate(written(tmp_path, name, ""), size)  # holes: no room is taken on the disk
    sources, skipped = find_files(tmp_path, settings=LoadSettings(max_megabytes=1))
    assert ids(sources) == ["c.pdf"]
    assert skipped[0].reason == (
        "'a.pdf' has 2,000,000,000 bytes, over the limit of 1 MB; split it into smaller files, "
        "or raise max_megabytes"
    )
    assert [each.path for each in skipped] == ["a.pdf", "b.pdf"]


def test_folders_nested_deeper_than_the_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth = 1_100
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("a.txt").write_text("Text")
    try:
        sources, skipped = find_files(tmp_path)
        assert skipped == []
        assert ids(sources) == ["d/" * depth + "a.txt"]
        assert load_file(sources[0]).text == "Text"
    finally:  # pytest cannot remove it
        Path("a.txt").unlink()
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d")


@given(
    st.sets(st.text(min_size=1, max_size=6), max_size=8),
    st.lists(st.text(max_size=4), max_size=3),
)
def test_every_name_is_a_source_or_left_out_with_a_printable_reason(
    names: set[str], globs: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            with suppress(OSError, ValueError):  # NUL, lone surrogates: no name of a file
                written(Path(folder), f"v{name}.txt".replace("/", "∕"), "Text")
        sources, skipped = find_files(folder)
        made = len(list(Path(folder).iterdir()))  # some file systems take two names for one
        assert len(sources) + len(skipped) == made
        assert all(load_file(source).id == source.id for source in sources)
        assert all(each.reason.isprintable() for each in skipped)
        chosen = find_files(folder, settings=LoadSettings(include=tuple(globs)))[0]
        others = find_files(folder, settings=LoadSettings(exclude=tuple(globs)))[0]
        if globs:
            assert sorted(ids(chosen) + ids(others)) == ids(sources)


# Whatever the bytes

WHOLE = {
    ".txt": SWEDISH.encode("cp1252"),
    ".md": b"# Title\n\n" + SWEDISH.encode(),
    ".html": PAGE.encode(),
    ".pdf": make_pdf("En sida\nmed text", "En till", title="Titel"),
    ".docx": make_docx("Ett stycke", "Ett till"),
}


SOUP = (
    "<p> </p> <div class=menu> </div> <table> <tr> <td> <th> </table> <ul> <li> <b> <h1> </h1> "
    "<main> </main> <article> <nav> <script> </script> <title> </title> <br/> <a href=x> </a> "
    "<![CDATA[ ]]> <!-- --> &#0; &#xd800; &amp; <?xml <meta <svg> <template> <w:p> <frameset> "
    '<script type="application/ld+json"> "datePublished":"2019" <pre> <head> </body> text \ufffe'
).split(" ")
MARKS = "© Copyright 2019 2019-02-31 Source: | – ( ) # ``` --- \n \u202e \U000e0041 \ud800 å".split(
    " "
)


def changed(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with some bytes replaced, left out or put in, or some numbers in it changed."""
    found = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(found)))
        found[start : start + draw(st.integers(0, 8))] = draw(st.binary(max_size=8))
    if draw(st.booleans()):
        return bytes(found)
    number = st.integers(-1, 2**33).map(lambda value: b"%d" % value)
    return re.sub(
        rb"\d+", lambda old: draw(number) if draw(st.booleans()) else old[0], data, count=9
    )


def with_a_changed_part(draw: st.DrawFn, data: bytes) -> bytes:
    """A .docx that unzips as it should; one part of it has been changed."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(rewritten, "w") as new:
        part = draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changed(draw, content) if name == part else content)
    return rewritten.getvalue()


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A suffix with arbitrary bytes, random tags and marks, a file of that format, changed, or
    pieces of files of any format.
    """
    suffix = draw(st.sampled_from(sorted(WHOLE)))
    kind = draw(st.sampled_from(["bytes", "soup", "changed", "part", "joined"]))
    if kind == "bytes":
        return suffix, draw(st.binary(max_size=400))
    if kind == "soup":
        pieces = draw(st.lists(st.sampled_from(SOUP + MARKS), max_size=40))
        return suffix, " ".join(pieces).encode("utf-8", "surrogatepass")
    if kind == "joined":
        first, second = (draw(st.sampled_from(sorted(WHOLE.values()))) for _ in range(2))
        cut, start = draw(st.integers(0, len(first))), draw(st.integers(0, len(second)))
        return suffix, first[:cut] + second[start:]
    if kind == "part" and suffix == ".docx":
        return suffix, with_a_changed_part(draw, WHOLE[suffix])
    return suffix, changed(draw, WHOLE[suffix])


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


def document_or_reason(path: Path) -> Document | str:
    try:
        return load_file(SourceFile(path.name, path))
    except LoadError as error:
        return str(error)


@settings(max_examples=6 * settings().max_examples)
@given(damaged())
def test_any_bytes_give_storable_text_or_a_reason(scratch: Path, file: tuple[str, bytes]) -> None:
    suffix, data = file
    path = written(scratch, f"a{suffix}", data)
    outcome = document_or_reason(path)
    if isinstance(outcome, str):
        assert outcome.startswith(f"'a{suffix}' ")
        assert outcome.isprintable()
        return
    for text in (outcome.text, outcome.title, outcome.source or "", outcome.published or ""):
        assert text.encode().decode() == text
    assert outcome.text.strip()
    assert not set("\r\0") & set(outcome.text)
    assert sorted(set(outcome.pages)) == list(outcome.pages)
    assert all(0 <= start <= len(outcome.text) for start in outcome.pages)


def test_the_rows_of_a_table_are_no_title(tmp_path: Path) -> None:
    table = "Name,Role,Phone\nAda Ek,Chair,0999-61\nBo Alm,Cashier,0999-62\n"
    assert load(written(tmp_path, "contact_list.csv", table)).title == "contact list"
    rows = "<table><tr><th>Date</th><th>No.</th></tr><tr><td>2 May</td><td>17</td></tr></table>"
    page = f"{rows}<h2>Offer on a new boiler</h2><p>We offer one.</p>"
    assert load(written(tmp_path, "offer.html", page)).title == "Offer on a new boiler"
