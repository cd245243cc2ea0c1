"""Headings, lists and tables are such on the page, and each character shown is traceable."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given

from index import Document
from index.split.layout import lay_out
from index.types import Span
from qa.terminal import printable
from qa.web.page import View
from qa.web.viewer.layout import parts_of
from qa.web.viewer.marks import Mark
from qa.web.viewer.text import part_html
from tests.fakes import generated_texts, make_document

TEXT = "Fees & co\n\nBoat | Day <1>\nSmall | 40 kr\nLarge | 90 kr\n\nPaid in May."
GUIDE = """# The guide

## 1. Getting in ##

Press **New** and `copy` the *token*; 2 * 3 * 4 stays.

- The first door
  - Its <key>
* The second door
1. Knock
– Kom in, sade hon.

```bash
rm -rf "$HOME" # no heading
```

| Method | Path |
|---|---|
| GET | /rooms |
| PUT | /doors |
"""


texts = generated_texts.map(lambda text: re.sub("[\r\f]", "\n", text))  # shown as escapes


def laid_out(text: str, name: str = "a.txt") -> Document:
    return replace(make_document(text, name), blocks=lay_out(text))


def shown(document: Document, *marked: Span) -> str:
    view = View(lambda _: document, "en")
    marks = [Mark(span, "quote", "quote") for span in marked]
    return "".join(part_html(document, part, marks, view) for part in parts_of(document))


def bare(markup: str) -> str:
    """The elements without their attributes, and without those that hold a run of text."""
    return re.sub(r" [\w-]+='[^']*'", "", re.sub(r"</?span[^>]*>", "", markup))


def traced(markup: str) -> list[tuple[int, str]]:
    """Each run of text with the place where it begins."""
    runs = re.findall(r"<(\w+) data-start='(\d+)'>(.*?)</\1>", markup, re.DOTALL)
    return [
        (int(start), html.unescape(re.sub(r"</?mark[^>]*>", "", run))) for _, start, run in runs
    ]


def test_rows_are_rows_and_labels_are_headers() -> None:
    assert (
        "<table><tr><th>Boat</th><th>Day &lt;1&gt;</th></tr><tr><td>Small</td><td>40 kr</td></tr>"
        "<tr><td>Large</td><td>90 kr</td></tr></table>"
    ) in bare(shown(laid_out(TEXT)))


def test_a_quoted_row_is_marked_in_each_cell() -> None:
    start = TEXT.index("Large")
    page = shown(laid_out(TEXT), (start, start + len("Large | 90 kr")))
    assert bare(page).count("<tr><td><mark>Large</mark></td><td><mark>90 kr</mark></td></tr>") == 1
    assert page.count(f"data-at='{start}'") == 2


def test_markdown_is_shown_without_its_marks() -> None:
    page = bare(shown(laid_out(GUIDE, "guide.md")))
    assert page.startswith("<h3>The guide</h3><h4>1. Getting in</h4><p>Press <b>New</b> and ")
    assert "<code>copy</code> the <em>token</em>; 2 * 3 * 4 stays." in page
    assert (
        "<ul><li>The first door</li><li>Its &lt;key&gt;</li><li>The second door</li>"
        "<li>1. Knock</li><li>– Kom in, sade hon.</li></ul>"
    ) in page
    assert "<p>rm -rf &quot;$HOME&quot; # no heading </p>" in page
    assert "<table><tr><th>Method</th><th>Path</th></tr><tr><td>GET</td>" in page
    assert "|" not in page
    assert "#" not in page.replace("# no heading", "")


def test_a_list_within_a_list_stands_deeper_and_has_a_bullet_only_where_one_is_written() -> None:
    items = re.findall(r"<li class='([^']*)'>", shown(laid_out(GUIDE, "guide.md")))
    assert items == [
        "bullet deep-0",
        "bullet deep-1",
        "bullet deep-0",
        "item deep-0",
        "item deep-0",
    ]


def test_stars_are_shown_in_what_is_no_markdown() -> None:
    assert "Press **New** and `copy`" in bare(shown(laid_out(GUIDE, "guide.txt")))


def test_pages_say_where_they_begin() -> None:
    text = "The first page.\n\nThe second page."
    document = replace(laid_out(text, "a.pdf"), pages=(0, text.index("The second")))
    assert bare(shown(document)) == ("<p>The first page. </p><p>page 2</p><p>The second page. </p>")


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_hostile_text_is_only_text(name: str) -> None:
    hostile = "<script>x</script> <img src=x onerror=x> & \u202eevil {{ 7 * 7 }} '\"> **<b>** `<i>`"
    text = f"# {hostile}\n\n- {hostile}\n- x\n\n| {hostile} | a |\n|--|--|\n| b | c |\n\n{hostile}"
    page = shown(laid_out(text, name), (5, 60))
    tags = set(re.findall(r"<(/?\w+)", page))
    assert {tag.removeprefix("/") for tag in tags} <= set(
        "b code em h3 li mark p span table td th tr ul".split()
    )
    assert page.count("&lt;/script&gt;") == 4
    assert "\u202e" not in page
    assert "49" not in re.sub(r"data-\w+='\d+'", "", page)


@given(texts)
def test_all_that_is_written_is_shown_where_it_stands(text: str) -> None:
    for name in ("a.txt", "a.md"):
        runs = traced(shown(laid_out(text, name)))
        for start, run in runs:
            assert printable(text[start:]).startswith(run)
        seen = "".join(run for _, run in runs)
        assert [c for c in seen if c.isalnum()] == [c for c in printable(text) if c.isalnum()]


@given(texts)
def test_all_of_a_quote_that_is_shown_is_marked(text: str) -> None:
    quote = (len(text) // 3, 2 * len(text) // 3)
    markup = shown(laid_out(text), *([quote] if quote[0] < quote[1] else []))
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", markup, re.DOTALL)
    seen = html.unescape("".join(marks))
    wanted = printable(text[slice(*quote)])
    assert [c for c in seen if c.isalnum()] == [c for c in wanted if c.isalnum()]
