"""Presentations give the text of their slides, a page each, with the notes."""

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
from index.load.formats.office.slides import parse_pptx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:a="{DRAWING}/main" xmlns:c="{DRAWING}/chart" xmlns:dgm="{DRAWING}/diagram" '
    f'xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def paragraph(*runs: str, properties: str = "") -> str:
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<a:p>{properties}{inner}</a:p>"


def run(text: str, attributes: str = "") -> str:
    return f"<a:r><a:rPr {attributes}/><a:t>{text}</a:t></a:r>"


def shape(
    *lines: str, role: str = "", at: tuple[int, int] | None = None, styles: str = "", flag: str = ""
) -> str:
    """A shape, 10 high; `role`: attributes of its placeholder."""
    mark = f"<p:ph {role}/>" if role else ""
    place = at and f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="10" cy="10"/></a:xfrm>'
    inner = "".join(each if each.startswith("<") else paragraph(each) for each in lines)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="" {flag}/><p:cNvSpPr/><p:nvPr>{mark}</p:nvPr>'
        f"</p:nvSpPr><p:spPr>{place or ''}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle>{styles}"
        f"</a:lstStyle>{inner}</p:txBody></p:sp>"
    )


def group(*shapes: str, at: tuple[int, int]) -> str:
    """A group whose own coordinates start at 0, half the size of the slide's."""
    frame = (
        f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="200" cy="200"/>'
        '<a:chOff x="0" y="0"/><a:chExt cx="100" cy="100"/></a:xfrm>'
    )
    return f"<p:grpSp><p:grpSpPr>{frame}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"


def graphic(inner: str) -> str:
    return (
        '<p:graphicFrame><p:xfrm><a:off x="0" y="50"/><a:ext cx="9" cy="9"/></p:xfrm>'
        f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def root(name: str, shapes: str, more: str = "", attributes: str = "") -> str:
    return (
        f"<p:{name} {NAMES} {attributes}><p:cSld><p:spTree><p:grpSpPr/>{shapes}</p:spTree>"
        f"</p:cSld>{more}</p:{name}>"
    )


def relationships(*named: tuple[str, str, str]) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    inner = "".join(
        f'<Relationship Id="{identifier}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for identifier, kind, target in named
    )
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'


MASTER = root(
    "sldMaster",
    shape("Mall", role='type="body" idx="1"', at=(0, 500)),
    '<p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr><a:lvl2pPr>'
    '<a:buChar char="–"/></a:lvl2pPr></p:bodyStyle></p:txStyles>',
)
LAYOUT = root(
    "sldLayout",
    shape("Mall", role='idx="1"', at=(300, 100))
    + shape("Mall", role='type="subTitle" idx="2"', styles="<a:lvl1pPr><a:buNone/></a:lvl1pPr>"),
)


def contents(*slides: str, attributes: str = "", **parts: str) -> dict[str, str]:
    """The parts of a presentation; `attributes` of its slides; `parts`: "notes1" is of slide 1,
    others can be referred to by their name on any slide.
    """
    found = {
        "_rels/.rels": relationships(("a", "officeDocument", "ppt/presentation.xml")),
        "ppt/layout.xml": LAYOUT,
        "ppt/_rels/layout.xml.rels": relationships(("a", "slideMaster", "master.xml")),
        "ppt/master.xml": MASTER,
    }
    found |= {f"ppt/{name}.xml": content for name, content in parts.items()}
    others = [(name, "other", f"{name}.xml") for name in parts]
    for place, slide in enumerate(slides, 1):
        whole = slide if slide.startswith("<p:sld ") else root("sld", slide, "", attributes)
        found[f"ppt/slide{place}.xml"] = whole
        notes = [("n", "notesSlide", f"notes{place}.xml")] if f"notes{place}" in parts else []
        found[f"ppt/_rels/slide{place}.xml.rels"] = relationships(
            ("l", "slideLayout", "layout.xml"), *notes, *others
        )
    listed = "".join(f'<p:sldId r:id="s{place}"/>' for place in range(1, len(slides) + 1))
    found["ppt/presentation.xml"] = (
        f"<p:presentation {NAMES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
    )
    found["ppt/_rels/presentation.xml.rels"] = relationships(
        *((f"s{place}", "slide", f"slide{place}.xml") for place in range(1, len(slides) + 1))
    )
    return found


def saved(folder: Path, parts: dict[str, str]) -> Path:
    path = folder / "a.pptx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def read(folder: Path, *slides: str, **parts: str) -> Extracted:
    return parse_pptx(saved(folder, contents(*slides, **parts)))


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(each.kind, found.text[each.start : each.end]) for each in found.blocks]


def test_a_page_a_slide_with_its_title_as_a_heading(tmp_path: Path) -> None:
    first = shape("Texten på bilden slutar med punkt och är hel.") + shape(
        "Ett", role='type="title"'
    )
    second = shape("Två", role='type="ctrTitle"')
    found = read(tmp_path, first, second)
    assert blocks(found) == [
        ("heading", "Ett"),
        ("prose", "Texten på bilden slutar med punkt och är hel."),
        ("heading", "Två"),
    ]
    assert found.pages == (0, found.text.index("Två"))
    assert found.title == "Ett"


def test_bullets_that_the_master_gives_and_the_layout_takes_away(tmp_path: Path) -> None:
    deeper = paragraph("under", properties='<a:pPr lvl="1"/>')
    plain = paragraph("utan", properties="<a:pPr><a:buNone/></a:pPr>")
    slide = shape("Vi ska", deeper, "två", plain, role='idx="1"')
    slide += shape("Underrubrik", role='type="subTitle" idx="2"')
    found = read(tmp_path, slide)
    assert blocks(found) == [("item", "- Vi ska"), ("item", "- under"), ("item", "- två")]
    assert found.text.split("\n")[-1] == "Underrubrik"
    assert "\nutan" in found.text
    assert [[found.text[slice(*lead)] for lead in each.leads] for each in found.blocks] == [
        [], ["- Vi ska"], [],
    ]  # fmt: skip


def test_numbered_paragraphs_have_their_numbers(tmp_path: Path) -> None:
    def numbered(text: str, form: str, level: int = 0) -> str:
        kind = f'<a:pPr lvl="{level}"><a:buAutoNum type="{form}"/></a:pPr>'
        return paragraph(text, properties=kind)

    lines = [
        numbered("a", "arabicPeriod"), numbered("b", "alphaLcParenR", 1),
        numbered("c", "alphaLcParenR", 1), numbered("d", "arabicPeriod"),
        numbered("e", "alphaLcParenR", 1), numbered("f", "romanUcParenBoth"),
    ]  # fmt: skip
    found = read(tmp_path, shape(*lines))
    assert found.text.split("\n") == ["1. a", "a) b", "b) c", "2. d", "a) e", "(I) f"]


def test_shapes_in_the_order_of_their_places(tmp_path: Path) -> None:
    inner = group(shape("fyra", at=(0, 50)), shape("tre", at=(0, 25)), at=(0, 50))
    slide = (
        shape("fem", at=(0, 400))
        + inner
        + shape("två", at=(100, 4))
        + shape("ett", at=(0, 5))
        + shape("två och en halv", role='idx="1"')  # where the layout has it
    )
    found = read(tmp_path, slide)
    lines = [line.removeprefix("- ") for line in found.text.split("\n")]
    assert lines == ["ett", "två", "tre", "två och en halv", "fyra", "fem"]


def test_small_shapes_beside_a_large_one_from_top_to_bottom(tmp_path: Path) -> None:
    large = shape("stor").replace(
        "<p:spPr>",
        '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="40" cy="90"/></a:xfrm>',
    )
    beside = [shape(f"rad {place}", at=(53 - place, 20 * place)) for place in (3, 1, 2)]
    found = read(tmp_path, "".join([*beside, large]))
    assert found.text.split("\n") == ["stor", "rad 1", "rad 2", "rad 3"]


def test_hidden_slides_keep_their_page_and_hidden_shapes_are_left_out(tmp_path: Path) -> None:
    hidden = root("sld", shape("Dold"), "", 'show="0"')
    found = read(tmp_path, shape("Ett") + shape("Gömd", flag='hidden="1"'), hidden, shape("Tre"))
    assert found.text.split("\n") == ["Ett", "Tre"]
    assert len(found.pages) == 3
    assert found.pages[2] == found.text.index("Tre")


def test_dates_feet_and_numbers_are_boilerplate(tmp_path: Path) -> None:
    slide = shape("2024-05-01", role='type="dt" idx="9"') + shape("Sidfot", role='type="ftr"')
    assert [kind for kind, _ in blocks(read(tmp_path, slide))] == ["boilerplate"] * 2


def test_notes_are_prose_after_their_slide(tmp_path: Path) -> None:
    notes = root("notes", shape("Kort not", role='type="body" idx="1"')
                 + shape("3", role='type="sldNum"'))  # fmt: skip
    found = read(tmp_path, shape("Ett", role='type="title"'), shape("Två"), notes1=notes)
    assert blocks(found) == [("heading", "Ett"), ("prose", "Kort not")]
    assert found.text.endswith("Kort not\nTvå")


def test_a_table_with_merged_cells(tmp_path: Path) -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<a:tc {attributes}><a:txBody>{paragraph(text)}</a:txBody></a:tc>"

    table = (
        '<a:tbl><a:tblPr firstRow="1"/><a:tr>' + cell("Dag") + cell("Tid", 'gridSpan="2"')
        + cell("", 'hMerge="1"') + "</a:tr><a:tr>" + cell("Måndag", 'rowSpan="2"') + cell("8")
        + cell("9") + "</a:tr><a:tr>" + cell("", 'vMerge="1"') + cell("10") + cell("11")
        + "</a:tr></a:tbl>"
    )  # fmt: skip
    assert blocks(read(tmp_path, graphic(table))) == [
        ("labels", "Dag | Tid | Tid"),
        ("row", "Måndag | 8 | 9"),
        ("row", "Måndag | 10 | 11"),
    ]


def test_a_chart_is_a_table_of_what_it_draws(tmp_path: Path) -> None:
    def points(*values: str) -> str:
        each = (f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
        return "".join(each)

    chart = (
        f"<c:chartSpace {NAMES}><c:chart><c:title><c:tx><c:rich>{paragraph('Andel elever')}"
        "</c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache>"
        f"{points('Flickor')}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>"
        f"{points('2022', '2023')}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
        f"<c:formatCode>0%</c:formatCode>{points('0.35', '0.40000000000000002')}</c:numCache>"
        "</c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    found = read(tmp_path, graphic('<c:chart r:id="chart"/>'), chart=chart)
    assert blocks(found) == [
        ("aside", "Andel elever"),
        ("labels", "| Flickor"),
        ("row", "2022 | 35%"),
        ("row", "2023 | 40%"),
    ]


def test_numbers_of_a_chart_are_written_as_its_words_are(tmp_path: Path) -> None:
    def chart(name: str) -> str:
        return (
            f"<c:chartSpace {NAMES}><c:ser><c:tx><c:v>{name}</c:v></c:tx><c:val><c:numRef>"
            '<c:numCache><c:formatCode>#,##0.0</c:formatCode><c:pt idx="0"><c:v>1250.5</c:v>'
            "</c:pt></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>"
        )

    inner = graphic('<c:chart r:id="chart"/>')
    (swedish, english) = (read(tmp_path, inner, chart=chart(each)) for each in ("Hjälp", "Help"))
    assert blocks(swedish)[-1] == ("row", "| 1 250,5")
    assert blocks(english)[-1] == ("row", "| 1,250.5")


def test_smart_art_in_the_order_of_its_links(tmp_path: Path) -> None:
    def point(identifier: str, text: str, kind: str = "node") -> str:
        return (
            f'<dgm:pt modelId="{identifier}" type="{kind}"><dgm:t>{paragraph(text)}</dgm:t>'
            "</dgm:pt>"
        )

    def link(above: str, below: str, place: int) -> str:
        return f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{place}"/>'

    data = (
        f"<dgm:dataModel {NAMES}><dgm:ptLst>{point('0', '', 'doc')}{point('2', 'Andra')}"
        f"{point('1', 'Första')}{point('3', 'Under')}{point('4', 'Mall', 'pres')}</dgm:ptLst>"
        f"<dgm:cxnLst>{link('0', '2', 1)}{link('0', '1', 0)}{link('1', '3', 0)}"
        f"{link('3', '1', 0)}</dgm:cxnLst></dgm:dataModel>"
    )
    found = read(tmp_path, graphic('<dgm:relIds r:dm="data"/>'), data=data)
    assert found.text.split("\n") == ["Första", "- Under", "Andra"]


def test_struck_raised_and_mathematical_text(tmp_path: Path) -> None:
    line = paragraph(
        run("bort", 'strike="sngStrike"'),
        "10",
        run("5", 'baseline="30000"'),
        " CO",
        run("2", 'baseline="-25000"'),
        "<a:br/>",
        "<mc:AlternateContent><mc:Choice><m:oMath><m:r><m:t>F=2</m:t></m:r></m:oMath></mc:Choice>"
        "<mc:Fallback><a:r><a:t>bild</a:t></a:r></mc:Fallback></mc:AlternateContent>",
    )
    assert read(tmp_path, shape(line)).text == "10⁵ CO₂\nF = 2"


def test_what_is_no_presentation_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(
        LoadError, match=r"is of an old format or has a password; save it as \.pptx"
    ):
        parse_pptx(path)
    path.write_bytes(b"words")
    with pytest.raises(LoadError, match=r"is not a \.pptx \(no zip archive\)"):
        parse_pptx(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(LoadError, match="holds no presentation"):
        parse_pptx(path)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damaged_parts_give_text_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    parts = contents(
        shape("Ett", role='type="title"') + shape("a", role='idx="1"', at=(5, 5)),
        group(shape("b", at=(1, 2)), at=(3, 4)),
        notes1=root("notes", shape("Not", role='type="body"')),
    )
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name].encode())
    start = data.draw(st.integers(0, len(content)))
    content[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as whole:
        for each, old in parts.items():
            whole.writestr(each, bytes(content) if each == name else old)
    path = tmp_path_factory.getbasetemp() / "damaged.pptx"
    path.write_bytes(archive.getvalue())
    with suppress(LoadError):
        assert parse(path).text
