"""XML of texts: DocBook, TEI, JATS and any other become blocks."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.by_suffix import parse

DOCBOOK = """<?xml version="1.0"?><!DOCTYPE book [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<book xmlns="http://docbook.org/ns/docbook"><info><title>Fyrarna</title>
<pubdate>2019-05-04</pubdate>
<author><personname>Bo Ek</personname></author></info>
<chapter><title>Ljus</title><para>Fyren t&auml;ndes 1868<footnote
><para>Enligt loggen.</para></footnote>.
 &x;</para><orderedlist numeration="loweralpha"><listitem><para>Olja</para></listitem>
<listitem><para>Gas</para></listitem></orderedlist>
<variablelist><varlistentry><term>Lins</term>
<listitem><para>Av glas.</para></listitem></varlistentry>
</variablelist><table><title>Vakter</title><tgroup cols="2">
<colspec colname="a"/><colspec colname="b"/>
<thead><row><entry>Dag</entry><entry>Vakt</entry></row></thead><tbody>
<row><entry morerows="1">Helg</entry>
<entry>Bo</entry></row><row><entry>Eva</entry></row></tbody></tgroup></table></chapter></book>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Brev</title>
</titleStmt><publicationStmt>
<date when="1901-02-03">x</date></publicationStmt></fileDesc></teiHeader>
<text><body><div><head>Till Anna</head><p>Det <del>regnar</del> snöar<note
place="foot">Ett tak.</note> på
Ö<lb break="no"/>land.</p><lg><l>Rad ett</l><l>rad två</l></lg>
<list type="ordered"><item>Ved</item></list>
<table><row role="label"><cell>Dag</cell><cell>Tid</cell></row>
<row><cell>Mån</cell><cell>9</cell></row>
</table></div></body></text></TEI>"""
JATS = """<article><front><article-meta><title-group>
<article-title>Lavar</article-title></title-group>
<abstract><p>Kort sagt.</p></abstract></article-meta></front><body>
<sec><label>1</label><title>Metod</title>
<p>Vi mätte 5 m<sup>2</sup>.</p></sec></body><back>
<fn-group><fn><label>a</label><p>Not.</p></fn></fn-group>
</back></article>"""


def parsed(data: str | bytes) -> Extracted:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.xml")
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return parse(path)


def blocks(data: str) -> list[tuple[str, str]]:
    found = parsed(data)
    return [(each.kind, found.text[each.start : each.end]) for each in found.blocks]


def test_docbook() -> None:
    assert blocks(DOCBOOK) == [
        ("heading", "Fyrarna"), ("heading", "Ljus"), ("prose", "Fyren tändes 1868¹. &x;"),
        ("item", "a. Olja"), ("item", "b. Gas"), ("prose", "Lins: Av glas."),
        ("aside", "Vakter"), ("labels", "Dag | Vakt"), ("row", "Helg | Bo"), ("row", "Helg | Eva"),
        ("prose", "¹ Enligt loggen."),
    ]  # fmt: skip


def test_tei() -> None:
    assert parsed(TEI).text.split("\n") == [
        "Till Anna", "", "Det snöar¹ på Öland.", "Rad ett", "rad två", "1. Ved", "", "Dag | Tid",
        "Mån | 9", "", "¹ Ett tak.",
    ]  # fmt: skip


def test_jats() -> None:
    assert blocks(JATS) == [
        ("heading", "Lavar"), ("prose", "Kort sagt."), ("heading", "1 Metod"),
        ("prose", "Vi mätte 5 m²."), ("prose", "a"), ("prose", "Not."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "title", "published"),
    [(DOCBOOK, "Fyrarna", "2019-05-04"), (TEI, "Brev", "1901-02-03"), (JATS, "Lavar", None)],
)
def test_what_the_header_says(data: str, title: str, published: str | None) -> None:
    found = parsed(data)
    assert (found.title, found.published) == (title, published)


def test_other_xml_gives_a_block_for_each_element_that_holds_text() -> None:
    data = "<r><post><title>Bron</title><t>Den <e>gamla</e> bron.</t></post><n>12</n></r>"
    assert blocks(data) == [("heading", "Bron"), ("prose", "Den gamla bron."), ("prose", "12")]


def test_a_declared_encoding_is_kept_to() -> None:
    data = '<?xml version="1.0" encoding="iso-8859-1"?><a><b>Ö är å</b></a>'
    assert parsed(data.encode("latin-1")).text == "Ö är å"


def test_entities_that_grow_are_not_resolved() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE a [<!ENTITY a0 "ha">{grown}]><a><b>Skratt &a11;</b></a>'
    assert parsed(data).text == "Skratt &a11;"


@given(st.sampled_from([DOCBOOK, TEI, JATS]), st.integers(0, 900), st.binary(max_size=9))
@settings(max_examples=25, deadline=None)
def test_damaged_xml_gives_text_or_an_error(data: str, place: int, other: bytes) -> None:
    whole = data.encode()
    try:
        found = parsed(whole[:place] + other + whole[place + len(other) :])
    except LoadError:
        return
    assert all(found.text[each.start : each.end].strip() for each in found.blocks)


def xml_blocks(tmp_path: Path, xml: str) -> list[tuple[str, str]]:
    path = tmp_path / "a.xml"
    path.write_text(xml, "utf-8")
    found = parse(path)
    return [(each.kind, found.text[each.start : each.end]) for each in found.blocks]


def test_records_of_the_same_fields_are_a_table(tmp_path: Path) -> None:
    records = (
        "<country><name>Sverige</name><capital>Stockholm</capital></country>"
        "<country><capital>Oslo</capital><name>Norge</name></country>"
        "<country><name>Island</name></country>"
    )
    assert xml_blocks(tmp_path, f"<factbook><all>{records}</all></factbook>") == [
        ("labels", "name | capital"),
        ("row", "Sverige | Stockholm"),
        ("row", "Norge | Oslo"),
        ("row", "Island |"),
    ]


def test_titles_above_paragraphs_are_no_records(tmp_path: Path) -> None:
    text = (
        "The harbour has forty cameras with night vision, which the council had mounted in 2019. "
    )
    part = f"<part><title>Cameras</title><text>{text * 2}</text></part>"
    kinds = [kind for kind, _ in xml_blocks(tmp_path, f"<report>{part}{part}</report>")]
    assert kinds == ["heading", "prose", "heading", "prose"]
