r"""Rich text: what a word processor shows of it, however deep it nests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.office.rich_text.document import parse_rtf

HEAD = (
    r"\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}"
    r"{\f1\fcharset204 Arial Cyr;}{\f2\fcharset2 Symbol;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Rubrik 2;}{\s3 caption;}}"
)


def read(folder: Path, body: str, head: str = HEAD) -> Extracted:
    path = folder / "a.rtf"
    path.write_bytes(("{" + head + body + "}").encode("cp1252"))
    return parse_rtf(path)


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_letters_are_read_in_every_way_they_are_written(tmp_path: Path) -> None:
    body = (
        r"K\'e4llan \'e4r \u246?ppen\emdash j\u229\'e5mt. {\f1 \'cf\'f0\'e8} \u-10179?\u-8704?\par"
    )
    assert read(tmp_path, body).text == "Källan är öppen—jåmt. При 😀"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [(r"\rtf1\mac", "mac-roman"), (r"\rtf1\pca", "cp850"), (r"\rtf1\ansi\ansicpg1250", "cp1250")],
)
def test_the_code_page_of_the_file_counts(head: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(f"{{{head} ".encode() + "Träd över ö\\par}".encode(encoding, "replace"))
    assert parse_rtf(path).text == "Träd över ö"


def test_headings_are_told_by_level_or_name_of_style(tmp_path: Path) -> None:
    body = r"\pard\s1 Stadgar\par\pard\s2 Avgifter\par\pard\plain Text f\'f6ljer.\par"
    assert blocks(read(tmp_path, body)) == [
        ("heading", "Stadgar"),
        ("heading", "Avgifter"),
        ("prose", "Text följer."),
    ]


def test_items_begin_with_their_number_or_a_dash(tmp_path: Path) -> None:
    body = (
        r"{\listtext\pard\plain 2.1\tab}\pard\ls1 F\'f6rsta\par"
        r"{\pntext\f2\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}Andra\par"
    )
    assert blocks(read(tmp_path, body)) == [("item", "2.1 Första"), ("item", "- Andra")]


def test_what_is_hidden_struck_out_or_deleted_is_not_text(tmp_path: Path) -> None:
    body = (
        r"Kvar{\v hemligt}{\strike fel}{\striked1 fel}{\deleted bort} \strike x\strike0 och mer"
        r"{\*\annotation kommentar}{\xe ord}{\pict\pngblip 89504e47}\par"
    )
    assert read(tmp_path, body).text == "Kvar och mer"


def test_raised_and_lowered_text_stays_apart(tmp_path: Path) -> None:
    body = r"450 m{\super 2}, 10{\up6 6}, H{\sub 2}O.\par"
    assert read(tmp_path, body).text == "450 m², 10⁶, H₂O."


def test_cells_that_span_columns_or_rows_stand_in_each(tmp_path: Path) -> None:
    body = (
        r"\trowd\trhdr\cellx3000\cellx9000\pard\intbl Namn\cell Avgift\cell\row"
        r"\trowd\clvmgf\cellx3010\cellx6000\cellx9000\intbl Vuxen\cell 1\cell 2\cell\row"
        r"\trowd\clvmrg\cellx3010\cellx6000\cellx9000\intbl\cell 3\cell fyra\par rader\cell\row"
        r"\pard Efter\par"
    )
    assert blocks(read(tmp_path, body)) == [
        ("labels", "Namn | Avgift | Avgift"),
        ("row", "Vuxen | 1 | 2"),
        ("row", "Vuxen | 3 | fyra rader"),
        ("prose", "Efter"),
    ]


def test_a_first_row_in_bold_is_of_labels(tmp_path: Path) -> None:
    body = (
        r"\trowd\cellx1000\cellx2000\intbl\b Namn\cell Roll\b0\cell\row"
        r"\trowd\cellx1000\cellx2000\intbl Anna\cell kass\'f6r\cell\row"
    )
    assert blocks(read(tmp_path, body)) == [("labels", "Namn | Roll"), ("row", "Anna | kassör")]


def test_a_footnote_follows_the_body_with_its_mark(tmp_path: Path) -> None:
    body = (
        r"Avgiften{\super\chftn}{\footnote\pard\plain{\super\chftn} Se bilaga.\par} gäller.\par "
        r"Nästa{\super\chftn}{\*\footnote{\super\chftn} Ny not.}.\par"
    )
    assert read(tmp_path, body).text == "Avgiften¹ gäller.\nNästa².\n¹ Se bilaga.\n² Ny not."


def test_headers_and_footers_stand_once(tmp_path: Path) -> None:
    body = r"{\headerl Protokoll\par}{\headerr Protokoll\par}{\footer Org.nr 1\par}Text.\par"
    assert blocks(read(tmp_path, body)) == [
        ("aside", "Protokoll"),
        ("prose", "Text."),
        ("aside", "Org.nr 1"),
    ]


def test_fields_show_their_result_and_boxes_their_text(tmp_path: Path) -> None:
    body = (
        r'Se {\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt l\'e4nken}}.'
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt Ruta.\par}}{\shprslt Ruta.}}\par"
    )
    assert read(tmp_path, body).text == "Se länken.\nRuta."


def test_binary_data_is_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, r"a{\pict\bin4 }}{\}b\par").text == "ab"


def test_title_and_date_are_of_the_information_group(tmp_path: Path) -> None:
    info = r"{\info{\title Stadgar 2024}{\author Anna}{\creatim\yr2024\mo5\dy14\hr9}}"
    found = read(tmp_path, info + r"Text.\par")
    assert (found.title, found.published, found.text) == ("Stadgar 2024", "2024-05-14", "Text.")


@pytest.mark.parametrize("group", ["{", r"{\footnote ", r"{\*\x ", r"{\b\intbl "])
def test_groups_may_nest_a_hundred_thousand_deep(group: str, tmp_path: Path) -> None:
    found = read(tmp_path, "först" + group * 100_000 + "djup" + "}" * 100_000 + r" sist\par")
    assert found.text.startswith("först")
    assert "sist" in found.text


def test_many_columns_of_many_rows_are_refused(tmp_path: Path) -> None:
    rows = "".join(
        rf"\trowd\cellx{100 * n} a\cell\cellx{1_000_000} b\cell\row" for n in range(9999)
    )
    with pytest.raises(LoadError, match="over the limit"):
        read(tmp_path, rows)


def test_what_is_no_rtf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text("Bara text")
    with pytest.raises(LoadError, match=r"save it as \.rtf anew"):
        parse_rtf(path)


WORDS = (
    r"{ } \par \cell \row \trowd \cellx9 \cellx-5 \intbl \footnote \listtext \u-1 \uc9 \bin3 "
    r"\super \'e5 \'f \info \title \stylesheet \s1 \f1 \fcharset128 \* \cpg1 å x"
).split()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_damaged_files_give_text_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    path = tmp_path_factory.mktemp("rtf") / "a.rtf"
    path.write_bytes(("{" + HEAD + "".join(words)).encode("cp1252"))
    found = parse_rtf(path)
    found.text.encode()
    assert all(found.text[block.start : block.end].strip() for block in found.blocks)
