"""Pages of HTML become blocks: headings, paragraphs, items, tables, and what is no subject."""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.by_suffix import parse

LONG = "Arbetet med den gamla bron över älven börjar i maj och ska vara klart i slutet av juni. "
SUBJECT = f"<h1>Bron</h1><p>{LONG * 5}</p>"


def parsed(page: str) -> Extracted:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.html")
        path.write_bytes(page.encode("utf-8", "surrogatepass"))
        return parse(path)


def blocks(page: str) -> list[tuple[str, str]]:
    found = parsed(page)
    return [(each.kind, found.text[each.start : each.end]) for each in found.blocks]


def of_kind(kind: str, page: str) -> list[str]:
    return [text for each, text in blocks(page) if each == kind]


def test_headings_paragraphs_and_items_are_told_apart() -> None:
    page = "<h1>Bad</h1><p>Vi har <b>öppet</b> i<i>dag</i>.</p><ul><li>Bastu<li>Dusch</ul>"
    assert blocks(page) == [
        ("heading", "Bad"), ("prose", "Vi har öppet idag."), ("item", "- Bastu"),
        ("item", "- Dusch"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("list_", "marks"),
    [
        ("<ol><li>x<li>x</ol>", ["1.", "2."]),
        ("<ol start=3 type=a><li>x<li value=27>x</ol>", ["c.", "aa."]),
        ("<ol type=I start=4><li>x<li>x</ol>", ["IV.", "V."]),
        ("<ol style='list-style-type: lower-roman'><li>x<li>x</ol>", ["i.", "ii."]),
        ("<ol reversed><li>x<li>x</ol>", ["2.", "1."]),
        ("<ol><li>x<ol type=A><li>x</ol><li>x</ol>", ["1.", "A.", "2."]),
        ("<ol style='list-style: none'><li>§ 1 x</ol>", ["-"]),
    ],
)
def test_the_items_of_a_list_are_numbered_as_shown(list_: str, marks: list[str]) -> None:
    assert [text.split(" ")[0] for text in of_kind("item", list_)] == marks


def test_an_item_of_several_paragraphs_has_one_number() -> None:
    assert blocks("<ol><li><p>Ett.</p><p>Mer om ett.</p></li></ol>") == [
        ("item", "1. Ett."), ("prose", "Mer om ett."),
    ]  # fmt: skip


def test_text_before_a_line_break_is_kept() -> None:
    page = "<div>The lift runs <b>from nine</b>.<br>A pass costs 410 kronor.</div>"
    assert blocks(page) == [
        ("prose", "The lift runs from nine."), ("prose", "A pass costs 410 kronor."),
    ]  # fmt: skip


def test_lines_that_are_no_sentences_are_left_to_the_rules_of_plain_text() -> None:
    found = parsed("<p>Öppet<br>mån–fre 10–18<br>lör 10–14</p>")
    assert (found.text, found.blocks) == ("Öppet\nmån–fre 10–18\nlör 10–14", ())


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ("450<sup>2</sup> kronor", "450² kronor"),
        ("den 1<sup>st</sup> maj", "den 1st maj"),
        ("CO<sub>2</sub>", "CO₂"),
        ("10<sup><a href=#n>3</a></sup>", "10³"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> liter", "1/2 liter"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x²"),
        ("sjuk&shy;hus", "sjukhus"),
    ],
)
def test_what_is_raised_lowered_or_unseen_changes_no_number_or_word(inline: str, text: str) -> None:
    assert parsed(f"<p>{inline}</p>").text == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Dolt</p>",
        "<p style='display: none'>Dolt</p>",
        "<p style='visibility:hidden'>Dolt</p>",
        "<p style='text-decoration: line-through'>Dolt</p>",
        "<p><s>Dolt</s></p>",
        "<p><strike>Dolt</strike></p>",
        "<del>Dolt</del>",
        "<template><p>Dolt</p></template>",
        "<noscript>Dolt</noscript>",
        "<ul aria-hidden=true><li>Dolt</ul>",
        "<style>.a, #b {display:none}</style><p class='c a'>Dolt</p>",
        "<style>.c {color: red} #b {display:none}</style><p id=b>Dolt</p>",
        "<dialog>Dolt</dialog>",
        "<input type=hidden value=Dolt>",
        "<svg><text>Dolt</text></svg>",
    ],
)
def test_what_is_hidden_or_struck_is_no_text(hidden: str) -> None:
    assert parsed(f"<h1>Bad</h1>Före {hidden}Efter").text.split() == ["Bad", "Före", "Efter"]


@pytest.mark.parametrize(
    "opened",
    [
        "<button aria-controls=p>Mer om det</button><nav></nav><div id=p hidden>Svar</div>",
        "<h3><button aria-expanded=false>Mer om det</button></h3><div hidden>Svar</div>",
        "<details><summary>Mer om det</summary>Svar</details>",
        "<div role=tabpanel hidden>Svar</div>",
        "<div class='accordion-body' style='display:none'>Svar</div>",
        "<style>.a {display:none} .a.open {display:block}</style><div class=a>Svar</div>",
        "<style>@media print {.a {display:none}}</style><div class=a>Svar</div>",
        "<ins>Svar</ins>",
    ],
)
def test_what_the_reader_opens_is_text(opened: str) -> None:
    assert of_kind("prose", opened) == ["Svar"]


@pytest.mark.parametrize(
    "question",
    [
        "<h3><button aria-expanded=false>Hur öppnar man?</button></h3>",
        "<button aria-expanded=false>Hur öppnar man?</button>",
        "<button><h3>Hur öppnar man?</h3></button>",
        "<details><summary>Hur öppnar man?</summary></details>",
        "<div role=heading aria-level=3>Hur öppnar man?</div>",
        "<p><b>Hur öppnar man?</b></p>",
        "<dl><dt>Hur öppnar man?</dl>",
    ],
)
def test_a_question_that_stands_above_its_answer_is_a_heading(question: str) -> None:
    page = f"{question}<p>Med nyckel.</p>"
    assert blocks(page) == [("heading", "Hur öppnar man?"), ("prose", "Med nyckel.")]


def test_rows_and_columns_that_a_cell_spans_each_hold_it() -> None:
    page = """<table><tr><th>Dag<th>Pass<th colspan=2>Personal
        <tr><td rowspan=2>Helg<td>Natt<td>sex<td>två<tr><td>Kväll<td colspan=2>nio</table>"""
    assert blocks(page) == [
        ("labels", "Dag | Pass | Personal | Personal"), ("row", "Helg | Natt | sex | två"),
        ("row", "Helg | Kväll | nio | nio"),
    ]  # fmt: skip


def test_the_caption_of_a_table_stands_above_it_as_an_aside() -> None:
    labels = "<tr><td><b>Typ</b><td><b>Pris</b>"
    page = f"<table><caption>Priser{labels}<tr><td>Dag<td>95 kr<br>vuxen</table>"
    assert blocks(page) == [
        ("aside", "Priser"), ("labels", "Typ | Pris"), ("row", "Dag | 95 kr vuxen"),
    ]  # fmt: skip


def test_labels_before_the_rows_label_no_columns() -> None:
    page = "<table><tr><th>Namn<td>Anna<tr><th>Ålder<td>34</table>"
    assert of_kind("row", page) == ["Namn | Anna", "Ålder | 34"]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><h1>Bad</h1><p>Öppet.</p></td></tr></table>",
        "<table role=presentation><tr><td><h1>Bad</h1></td><td><p>Öppet.</p></td></tr></table>",
        "<table><tr><td><h1>Bad</h1></td><td><table><tr><td>Öppet.</table></td></tr></table>",
    ],
)
def test_a_table_that_arranges_the_page_is_no_table(page: str) -> None:
    assert blocks(page) == [("heading", "Bad"), ("prose", "Öppet.")]


def test_a_term_stands_with_its_definition() -> None:
    found = parsed("<dl><dt>Längd<dd>120 meter<dt>Tider<dd>9–12<dd>13–17</dl>")
    shown = [
        (found.text[each.start : each.end], [found.text[a:b] for a, b in each.leads])
        for each in found.blocks
        if each.kind == "prose"
    ]
    assert shown == [("Längd: 120 meter", []), ("9–12", ["Tider"]), ("13–17", ["Tider"])]


@pytest.mark.parametrize(
    "page", ["<dt>Ett<dd><dt>Två<dd>", "<dl><dt>Ett<dd><dt>Två<dd></dl>", "<dl><dt>Ett<dt>Två</dl>"]
)
def test_a_term_without_a_definition_is_not_lost(page: str) -> None:
    assert parsed(page).text == "Ett\nTvå"


def test_the_fields_of_a_form_are_shown_with_what_they_hold() -> None:
    page = """<form><p><label>Namn</label> <input value=Anna><p><label>Ort <input></label>
        <p><label><input type=radio checked>Ja</label><label><input type=radio>Nej</label>
        <p>Färg: <select><option>Röd<option selected>Blå</select><p>Mer <textarea>Hej
        du</textarea><input type=submit value=Skicka></form>"""
    assert parsed(page).text.split("\n") == [
        "Namn: Anna", "Ort", "☒ Ja ☐ Nej", "Färg: Blå", "Mer: Hej du",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "clutter",
    [
        "<nav><a href=/>Hem</a></nav>",
        "<footer>Kontakta oss</footer>",
        "<div class='cookie-banner'><p>Vi använder kakor för allt möjligt.</p></div>",
        "<div class=breadcrumbs><a href=/>Start</a> › Bron</div>",
        "<div class=share><a href=x>Dela</a></div>",
        "<ul class='main-menu'><li><a href=/>Hem</a></ul>",
        "<div id=comments><h2>Kommentarer</h2><p>Bra att den lagas!</p></div>",
        "<section><h2>Läs också</h2><h3><a href=x>Ny väg</a></h3><p>Den nya vägen.</p></section>",
        "<aside class=sidebar><a href=x>Mest läst</a></aside>",
        "<button>Skicka</button>",
    ],
)
@pytest.mark.parametrize("page", ["{0}{1}", "{1}{0}", "<main>{0}</main>{1}"])
def test_what_is_not_the_subject_stays_in_the_text_as_boilerplate(page: str, clutter: str) -> None:
    found = blocks(page.format(SUBJECT, clutter))
    assert ("prose", (LONG * 5).strip()) in found
    others = {kind for kind, text in found if text not in ("Bron", (LONG * 5).strip())}
    assert others == {"boilerplate"}


def test_a_row_of_links_outside_of_the_subject_is_a_menu() -> None:
    menu = "<div><p><a href=a>Hem</a><p><a href=b>Sport</a><p><a href=c>Kultur</a></div>"
    assert of_kind("boilerplate", f"<div>{menu}{SUBJECT}</div>") == ["Hem", "Sport", "Kultur"]
    assert of_kind("boilerplate", f"<main>{SUBJECT}{menu}<p>Slut.</p></main>") == []


def test_a_name_of_a_menu_makes_no_menu_of_prose() -> None:
    page = (
        f"<h1>Mat</h1><div class=menu><p>{LONG}</p></div><div class=related><p>{LONG * 9}</p></div>"
    )
    assert len(of_kind("prose", page)) == 2


def test_messages_of_a_forum_are_its_subject() -> None:
    page = "".join(f"<div class=comment><p>{LONG * 2} {n}</p></div>" for n in range(9))
    assert len(of_kind("prose", page)) == 9


def test_captions_and_by_lines_are_asides() -> None:
    page = f"""{SUBJECT}<p class=byline>Av Anna Ek</p><p><time>2 mars 2024</time></p>
        <figure><img src=x><figcaption>Bron i skymning</figcaption></figure>"""
    assert of_kind("aside", page) == ["Av Anna Ek", "2 mars 2024", "Bron i skymning"]


def test_lines_of_preformatted_text_stay_as_they_are() -> None:
    assert parsed("<pre>if x:\n    y()\n</pre>").text == "if x:\n    y()"


def test_xhtml_with_empty_elements_is_read_in_full() -> None:
    page = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>
        <script src="x"/></head><body><p><a id="p1"/>Första&nbsp;sidan.</p></body></html>"""
    assert blocks(page) == [("prose", "Första sidan.")]


def test_an_entity_that_a_page_declares_is_not_resolved() -> None:
    page = """<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <html xmlns="http://www.w3.org/1999/xhtml"><body><p>Namn: &x;</p></body></html>"""
    assert parsed(page).text == "Namn: &x;"


@pytest.mark.parametrize(
    "page",
    [
        "<p>" + "<span>x</span>" * 20_000,
        "<h2>x</h2>" * 20_000,
        f"<p>{'ord ' * 250_000}</p>",
        "<table>" + "<tr><td rowspan=9999 colspan=99>x" * 1_000 + "</table>",
        "<div>" * 500 + "<p>x</p>" * 15_000,
        "<input value=1>" * 15_000 + "x",
        "<li><a href=#x>y</a>" * 15_000,
        "<h2>Läs också</h2>" * 10_000,
    ],
)
def test_large_pages_take_seconds(page: str) -> None:
    start = time.process_time()
    with suppress(LoadError):  # of too many characters
        parsed(page)
    assert time.process_time() - start < 2.5  # what is quadratic takes 10 with twice as much


@given(st.lists(st.sampled_from(
    "<p> </p> <table> <tr> <td rowspan=3> <th colspan=9> </table> <ul> <ol> <li> <dl> <dt> <dd> "
    "<sup> </sup> <br> <nav> <button> <h1> </h1> <a href=#> <input value=1> <select> <option> "
    "<details> <summary> <style> .a{display:none} </style> <pre> </pre> <math> <mfrac> text "
    "<b> </b> <aside> <dialog> \ufffe <del> </del> <svg> <q> <caption> <thead> <figcaption>"
    .split(" ")
), max_size=30))  # fmt: skip
@settings(max_examples=50, deadline=None)
def test_any_tags_give_text_or_a_reason(tags: list[str]) -> None:
    try:
        found = parsed(" ".join(tags))
    except LoadError:
        return
    ends = [0, *(place for each in found.blocks for place in (each.start, each.end))]
    assert ends == sorted(ends)
    assert ends[-1] <= len(found.text)


@pytest.mark.parametrize(
    "code",
    [
        '<pre class="programlisting">Section: perl\n# a\n\nb</pre>',
        '<div class="highlight"><pre>Section: perl\n# a\n\nb</pre></div>',
        "<pre><code>Section: perl\n# a\n\nb</code></pre>",
    ],
)
def test_code_is_one_block_with_its_lines(code: str) -> None:
    assert of_kind("aside", f"<p>Write this file.</p>{code}") == ["Section: perl\n# a\n\nb"]


def test_a_column_of_pictures_is_none_of_the_table() -> None:
    page = (
        '<table><tr><td rowspan="2"><img src="a.png"></td><th>Tip</th></tr>'
        "<tr><td>The cameras see in the dark.</td></tr></table>"
    )
    assert "|" not in parsed(page).text


def test_the_navigation_of_docbook_is_not_searched() -> None:
    page = (
        '<div class="navheader"><table><tr><th colspan="2">Cameras</th></tr>'
        "<tr><td>The old harbour</td><td>Masts</td></tr></table></div>"
        "<p>The harbour has forty cameras with night vision.</p>"
    )
    assert of_kind("boilerplate", page) == ["Cameras", "The old harbour Masts"]
