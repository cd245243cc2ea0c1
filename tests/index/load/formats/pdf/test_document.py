"""A page of a PDF is read as a person reads it: in order, whole, and nothing that is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.by_suffix import parse
from index.load.formats.pdf.document import parse_pdf
from index.load.formats.pdf.picture import picture_of_page

TALL = 842


def at(
    x: float, y: float, text: str, size: float = 11, *, bold: bool = False, mode: int = 0
) -> str:
    """Text at a place of the page, from its lower left corner."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = "F2" if bold else "F1"
    return f"BT {mode} Tr /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"


def lines(x: float, y: float, *texts: str, size: float = 11, pitch: float = 14) -> str:
    return "\n".join(at(x, y - pitch * n, text, size) for n, text in enumerate(texts))


def make_pdf(
    *pages: str, title: str = "", annotations: Sequence[str] = (), page: str = ""
) -> bytes:
    """A PDF of Helvetica; `annotations` of the first page, the ones with /FT are a form's."""
    font = "<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    objects = ["", "", font % "Helvetica", font % "Helvetica-Bold", f"<</Title({title})>>"]
    notes = []
    for each in annotations:
        objects.append(each)
        notes.append(f"{len(objects)} 0 R")
    kids = []
    for number, content in enumerate(pages):
        objects.append(f"<</Length {len(content.encode('cp1252'))}>>stream\n{content}\nendstream")
        own = f"/Annots[{' '.join(notes)}]" if number == 0 else ""
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {TALL}]/Contents {len(objects)} 0 R"
            f"{page}{own}/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    form = f"/AcroForm<</Fields[{' '.join(notes)}]/DA(/F1 11 Tf)>>" if notes else ""
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{form}>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    body = "".join(f"{n} 0 obj\n{each}\nendobj\n" for n, each in enumerate(objects, 1))
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 5 0 R>>\nstartxref\n0\n%%EOF\n"
    return f"%PDF-1.7\n{body}{trailer}".encode("cp1252")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.pdf"


def read(path: Path, *pages: str, title: str = "", annotations: Sequence[str] = ()) -> Extracted:
    path.write_bytes(make_pdf(*pages, title=title, annotations=annotations))
    return parse_pdf(path)


def blocks(found: Extracted, *kinds: str) -> list[str]:
    return [found.text[b.start : b.end] for b in found.blocks if not kinds or b.kind in kinds]


LEFT = (
    "The ferry to Granholm leaves from",
    "the north quay every hour between",
    "seven and nine, except that on Sundays",
    "it leaves only every other hour of",
    "the day, as it always has.",
)
RIGHT = (
    "Bicycles are carried without charge",
    "on all the boats of the company, and",
    "a car costs 145 kronor for a single",
    "journey if its driver has no card, or",
    "half of that price if he has one.",
)


def even(*texts: str) -> str:
    return " ".join(" ".join(texts).split())


# Order


def test_columns_are_read_one_after_the_other_below_the_heading_across_them(file: Path) -> None:
    heading = at(60, 790, "The bulletin of the ferry company at the end of the summer season", 14)
    rows = [
        at(x, 750 - 14 * n, text) for n in range(5) for x, text in ((60, LEFT[n]), (320, RIGHT[n]))
    ]
    found = read(file, "\n".join([heading, *rows]))
    assert blocks(found, "prose") == [even(*LEFT), even(*RIGHT)]


def test_a_narrow_gutter_parts_columns_whose_lines_stand_at_other_heights(file: Path) -> None:
    found = read(file, lines(60, 750, *LEFT, size=10) + "\n" + lines(245, 745, *RIGHT, size=10))
    assert blocks(found, "prose") == [even(*LEFT), even(*RIGHT)]


def test_three_columns(file: Path) -> None:
    third = ("Dogs travel on the upper deck, and", "so do those that are with them, in",
             "all weathers and at every hour of", "the day.")  # fmt: skip
    columns = [
        lines(x, 750, *texts, size=9) for x, texts in ((40, LEFT), (220, RIGHT), (400, third))
    ]
    found = read(file, "\n".join(columns))
    assert blocks(found, "prose") == [even(*LEFT), even(*RIGHT), even(*third)]


def test_a_heading_across_the_page_parts_what_is_above_from_what_is_below(file: Path) -> None:
    above = lines(60, 780, *LEFT) + "\n" + lines(320, 780, *RIGHT)
    heading = at(60, 690, "Winter", 14, bold=True)
    below = lines(60, 660, *(each.replace("ferry", "sleigh") for each in LEFT)) + "\n"
    found = read(file, above + "\n" + heading + "\n" + below + lines(320, 660, *RIGHT))
    assert (
        found.text.index("half of that") < found.text.index("Winter") < found.text.index("sleigh")
    )
    assert blocks(found, "heading") == ["Winter"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_whose_text_runs_another_way_is_read_along_it(file: Path, turn: int) -> None:
    matrix = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[turn]
    page = f"q {matrix} cm\n" + lines(60, 500, *LEFT) + "\nQ"
    file.write_bytes(make_pdf(page, page=f"/Rotate {turn}"))
    assert parse_pdf(file).text == even(*LEFT)


# Paragraphs


def test_a_sentence_goes_on_where_a_line_was_broken_early(file: Path) -> None:
    texts = (
        "The works are led by the",
        "Road Office in Kvarnvik, and",
        "the contractor is the firm",
        "Lind and Sons. During the",
        "works it will be closed to all",
        "cars between the dates",
        "22 April and 30 May. The cost is",
        "estimated at 3.2 million kronor.",
    )
    assert blocks(read(file, lines(60, 700, *texts)), "prose") == [even(*texts)]


def test_paragraphs_are_told_by_indent_and_by_space(file: Path) -> None:
    page = lines(60, 750, *LEFT) + "\n" + at(75, 680, RIGHT[0]) + "\n" + lines(60, 666, *RIGHT[1:])
    page += "\n" + lines(60, 580, *LEFT)
    assert blocks(read(file, page), "prose") == [even(*LEFT), even(*RIGHT), even(*LEFT)]


def test_headings_stand_out_but_whole_sentences_are_prose(file: Path) -> None:
    page = at(60, 780, "Mosses", 20) + "\n" + at(60, 740, "There are 1,100 kinds of moss here.", 20)
    page += "\n" + at(60, 700, "Lichens", bold=True) + "\n" + lines(60, 680, *LEFT)
    found = read(file, page)
    assert blocks(found, "heading") == ["Mosses", "Lichens"]
    assert blocks(found, "prose")[0] == "There are 1,100 kinds of moss here."


@pytest.mark.parametrize(
    ("mark", "shown"), [("•", "- "), ("–", "- "), ("1.", "1. "), ("b)", "b) ")]
)
def test_items_of_lists(file: Path, mark: str, shown: str) -> None:
    page = "\n".join(
        f"{at(60, 700 - 28 * n, mark)}\n"
        f"{at(80, 700 - 28 * n, 'Take the boat that leaves first of')}\n"
        f"{at(80, 686 - 28 * n, 'all, and a rope.')}"
        for n in range(3)
    )
    item = f"{shown}Take the boat that leaves first of all, and a rope."
    assert blocks(read(file, page), "item") == [item] * 3


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Vattnet kommer till Grön-", "sakerna och att det är bra för dem.", "Grönsakerna"),
        ("Det gäller för hela EU-", "länderna och att det är bra för dem.", "EU-länderna"),
        ("Vinden är stark i nord-", "och sydväst, det är och att som är.", "nord- och sydväst"),
        ("There are some AI-", "based cameras of the kind that is new.", "AI-based"),
        ("It is one of the well-", "known kinds of the cameras that is.", "well-known"),
        ("Skriv till oss genom e-", "post och att det är bra för dem.", "e-post och"),
        ("The teeth were seen by (x-", "ray) in the room of the school.", "(x-ray)"),
        ("It is one of the uncom-", "mon kinds of the cameras that is.", "uncommon"),
        (
            "The cross-section is of the cross-",
            "section that is in the book.",
            "cross-section that",
        ),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(file: Path, first: str, second: str, joined: str) -> None:
    found = read(file, lines(60, 700, f"{first}", second, "och det är the end of it."))
    assert joined in found.text.replace("\n", "|")


def test_raised_and_lowered_letters_are_told_apart(file: Path) -> None:
    page = at(60, 700, "The hall is 450 m") + at(141, 704, "2", 6) + at(148, 700, "and H")
    page += at(177, 698, "2", 6) + at(181, 700, "O is there.")
    assert read(file, page).text == "The hall is 450 m² and H₂O is there."


def test_a_footnote_stands_by_itself_with_its_mark(file: Path) -> None:
    page = (
        lines(60, 700, *LEFT)
        + "\n"
        + at(60, 90, "1", 5)
        + at(63, 87, "Save on the day of the fair.", 8)
    )
    assert blocks(read(file, page), "prose")[-1] == "¹Save on the day of the fair."


# Running heads and pages


def test_a_sentence_runs_over_the_page_without_heads_and_feet_in_it(file: Path) -> None:
    def page(number: int, text: str) -> str:
        foot = at(60, 30, f"Printed 2 May 2024      {number}")
        return at(60, 810, "Rowing Club - Statutes") + "\n" + text + "\n" + foot

    one = lines(60, 700, *LEFT, "The annual meeting is held by the end of")
    two = lines(60, 780, "February and is called by letter at least", "three weeks before.")
    found = read(file, page(1, one), page(2, two))
    whole = "The annual meeting is held by the end of February and is called by letter"
    assert any(whole in each for each in blocks(found, "prose"))
    assert found.pages == (0, found.text.index("February"))
    assert blocks(found, "aside") == ["Rowing Club - Statutes"]
    assert len(blocks(found, "boilerplate")) == 3


def test_a_word_cut_by_the_end_of_a_page_is_whole_and_on_the_page_where_it_begins(
    file: Path,
) -> None:
    found = read(
        file, at(60, 700, "Det är och att vattnas av ett dropp-"), at(60, 780, "system i juni.")
    )
    assert found.text == "Det är och att vattnas av ett droppsystem i juni."
    assert found.pages == (0, found.text.index("system"))


def test_pages_that_say_one_line_each_are_no_running_heads(file: Path) -> None:
    found = read(file, *(at(60, 700, f"Sida {n} av boken") for n in range(3)))
    assert blocks(found, "boilerplate") == []
    assert found.text.count("Sida") == 3


# Tables


ROWS = (("Length of boat", "Weekday", "Weekend"), ("Up to 8 metres", "180", "220"),
        ("8 to 12 metres", "260", "310"), ("Over 12 metres", "390", "450"))  # fmt: skip
CELLS = [" | ".join(row) for row in ROWS]


def test_a_table_without_rules(file: Path) -> None:
    page = lines(60, 780, *LEFT) + "\n" + "\n".join(
        at(x, 690 - 15 * n, cell)
        for n, row in enumerate(ROWS) for x, cell in zip((60, 200, 300), row, strict=True)
    )  # fmt: skip
    found = read(file, page)
    assert (blocks(found, "labels"), blocks(found, "row")) == (CELLS[:1], CELLS[1:])
    assert blocks(found, "prose") == [even(*LEFT)]


def cells_at(top: int, step: int, rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(
        at(x, top - step * n, cell)
        for n, row in enumerate(rows) for x, cell in zip((60, 200, 300), row, strict=True) if cell
    )  # fmt: skip


def test_captions_beside_the_last_column_alone_are_in_no_table(file: Path) -> None:
    captions = ["Table 1. What a night costs in the marina.", "Table 2. What it costs in the dock."]
    tables = [cells_at(690, 18, ROWS), cells_at(560, 18, ROWS)]
    page = "\n".join([at(60, 720, captions[0]), tables[0], at(60, 590, captions[1]), tables[1]])
    found = read(file, page)
    assert (blocks(found, "labels"), blocks(found, "row")) == (CELLS[:1] * 2, CELLS[1:] * 2)
    assert blocks(found, "prose") == captions


def test_labels_of_several_lines_are_one_row(file: Path) -> None:
    labels = cells_at(
        706, 8, (("", "Mean fee,", "Mean fee,"), ("Boat", "", ""), ("", "week", "year"))
    )
    found = read(file, f"{labels}\n{cells_at(672, 18, ROWS[1:])}")
    assert blocks(found, "labels") == ["Boat | Mean fee, week | Mean fee, year"]
    assert blocks(found, "row") == CELLS[1:]


def test_a_table_of_wide_spaces_in_lines(file: Path) -> None:
    found = read(file, lines(60, 700, *("  ".join(row) for row in ROWS)))
    assert (blocks(found, "labels"), blocks(found, "row")) == (CELLS[:1], CELLS[1:])


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    rules = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return "\n".join(rules + [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys])


def test_a_ruled_table_with_a_cell_of_two_lines(file: Path) -> None:
    page = grid((60, 200, 300, 400), (700, 670, 640, 620))
    page += (
        "\n"
        + at(65, 690, "Boat", bold=True)
        + at(205, 690, "Fee", bold=True)
        + at(305, 690, "Note", bold=True)
    )
    page += (
        at(65, 658, "Rowing")
        + at(65, 646, "boat")
        + at(205, 658, "180")
        + at(305, 658, "Paid before")
    )
    page += at(305, 646, "June") + at(65, 626, "Canoe") + at(205, 626, "90") + at(305, 626, "None")
    found = read(file, lines(60, 780, *LEFT) + "\n" + page)
    assert blocks(found, "labels", "row") == [
        "Boat | Fee | Note", "Rowing boat | 180 | Paid before June", "Canoe | 90 | None",
    ]  # fmt: skip


def test_dots_that_lead_to_a_value_part_cells(file: Path) -> None:
    found = read(file, lines(60, 700, "Barn .............. 50 kr", "Vuxna ............. 100 kr"))
    assert blocks(found) == ["Barn | 50 kr", "Vuxna | 100 kr"]


# Forms


def widget(kind: str, rest: str, rectangle: str) -> str:
    return (
        f"<</Type/Annot/Subtype/Widget/FT/{kind}/T(f{rectangle[:6]}){rest}/F 4/Rect[{rectangle}]>>"
    )


def test_what_is_filled_in_stands_beside_its_label_and_what_is_not_is_no_fact(file: Path) -> None:
    page = at(60, 760, "Name of boat:") + at(60, 735, "Telephone") + at(60, 710, "Skipper")
    page += at(80, 680, "Has an engine") + at(80, 660, "Has a sail")
    mark = "/AP<</N<</Yes 3 0 R/Off 3 0 R>>>>"
    fields = [
        widget("Tx", "/V(Sj\xf6sala)", "200 757 450 773"), widget("Tx", "", "201 732 450 748"),
        widget("Tx", "/V(Ingrid)", "202 707 450 723"),
        widget("Btn", f"/V/Yes/AS/Yes{mark}", "60 678 72 690"),
        widget("Btn", f"/V/Off/AS/Off{mark}", "61 658 72 670"),
    ]  # fmt: skip
    found = read(file, page, annotations=fields)
    assert blocks(found, "labels") == ["Telephone"]
    assert blocks(found, "item") == [
        "Name of boat: Sjösala", "Skipper: Ingrid", "☒ Has an engine", "☐ Has a sail",
    ]  # fmt: skip


@pytest.mark.parametrize("blank", ["", " ____________", " ............................."])
def test_labels_of_a_blank_form_are_no_facts(file: Path, blank: str) -> None:
    page = lines(60, 700, f"Name of applicant:{blank}", f"Name of boat:{blank}", f"Length:{blank}")
    found = read(file, page)
    assert len(blocks(found, "labels")) == len(blocks(found)) == 3


def test_a_note_fixed_to_the_page_is_an_aside(file: Path) -> None:
    note = "<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/Contents(Ask Tove about this)>>"
    found = read(file, lines(60, 700, *LEFT), annotations=[note])
    assert blocks(found, "aside") == ["Ask Tove about this"]


# What is shown


def test_text_without_colour_is_read_only_on_a_picture(file: Path) -> None:
    found = read(file, at(60, 700, "Seen by all.") + "\n" + at(60, 600, "Seen by none.", mode=3))
    assert found.text == "Seen by all."


def test_white_text_is_read_only_on_another_ground(file: Path) -> None:
    bar = "0 0 1 rg 50 690 400 30 re f 1 g " + at(60, 700, "On the blue bar.")
    found = read(file, bar + "\n" + at(60, 600, "On the paper.") + " 0 g " + at(60, 500, "Black."))
    assert found.text.split("\n") == ["On the blue bar.", "Black."]


def test_a_file_whose_fonts_hide_the_letters_is_refused_without_ocr(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.load.formats.scan.reading.engine", lambda: None)
    page = lines(
        60, 700,
        "q&#=.3+.',%=12~2'-,=~2=c~%#0&-*+=5~1=',1.#!2#'=',=^.0'*=~,'=$",
        "q5-=4~*4#1=+312= #=0#.*~!#'= #$-0#=2&#=5',2#0I=~2=~=!-12=-$=NUIRMM",
    )  # fmt: skip
    with pytest.raises(LoadError, match="fonts that hide the letters; pip install"):
        read(file, page)


@pytest.mark.parametrize("title", ["1087.qxd", "10811", "10811.exe", "Microsoft Word - a.doc", ""])
def test_a_title_that_a_program_wrote_gives_way_to_the_largest_heading(
    file: Path, title: str
) -> None:
    page = at(60, 800, "The county") + "\n" + at(60, 770, "Water in Lake Orm", 18)
    assert read(file, page + "\n" + lines(60, 700, *LEFT), title=title).title == "Water in Lake Orm"
    assert read(file, lines(60, 700, *LEFT), title="The lake in 2024").title == "The lake in 2024"


# On the picture of the page


def test_quotes_are_outlined_in_columns_that_are_written_across(file: Path) -> None:
    rows = [
        at(x, 750 - 14 * n, text) for n in range(5) for x, text in ((60, LEFT[n]), (320, RIGHT[n]))
    ]
    text = read(file, "\n".join(rows)).text
    quote = text[text.index("Bicycles") :]
    picture = picture_of_page(file, 1, [(text[: text.index("Bicycles")], quote)])
    assert picture is not None
    assert len(picture.boxes[0]) == 5
    assert all(left > 300 / 595 for left, *_ in picture.boxes[0])


def test_of_a_quote_that_goes_on_overleaf_its_first_part_is_outlined(file: Path) -> None:
    text = read(
        file, at(60, 700, "Det är och att vattnas av ett dropp-"), at(60, 780, "system i juni.")
    ).text
    picture = picture_of_page(file, 1, [("", text)])
    assert picture is not None
    assert len(picture.boxes[0]) == 1


# Damage


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_damaged_files_give_text_or_a_reason(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(make_pdf(lines(60, 700, *LEFT), grid((60, 200, 300), (700, 670, 640))))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(whole)))
        whole[start : start + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    path = tmp_path / "damaged.pdf"
    path.write_bytes(bytes(whole))
    try:
        found = parse(path)
    except LoadError:
        return
    assert all(one.end <= two.start for one, two in pairwise(found.blocks))
