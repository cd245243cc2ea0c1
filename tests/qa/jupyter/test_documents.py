"""An assistant's documents: a tuple as ever, and a table."""

from __future__ import annotations

import sys

import lxml.html
import pytest

from index import Document
from qa import Assistant, CiteraError
from qa.jupyter.documents import COLUMNS, MAX_ROWS, Documents
from tests.fakes import make_document

HOSTILE = "<script>alert('1')</script> & \"<img src=x onerror=y>\"\u202e"
PDF = Document("a.pdf", HOSTILE, "One page.\fAnother.", "en", HOSTILE, "2019-11", pages=(0, 10))


def test_an_assistants_documents_are_a_tuple_and_a_frame(sample: Assistant) -> None:
    documents = sample.documents
    assert isinstance(documents, tuple)
    frame = documents.to_frame()
    assert list(frame["id"]) == [each.id for each in documents]
    assert list(frame["characters"]) == [len(each.text) for each in documents]
    assert list(frame["published"]) == [each.published for each in documents]
    pages = dict(zip(frame["id"], frame["pages"], strict=True))
    assert pages["briefings/belgrade-briefing.pdf"] == 2
    assert frame["pages"].isna().sum() == sum(not each.pages for each in documents)


def test_no_documents_are_a_frame_without_rows() -> None:
    frame = Documents().to_frame()
    assert (len(frame), tuple(frame.columns)) == (0, COLUMNS)


def test_a_notebook_keeps_no_texts_and_takes_nothing_for_html() -> None:
    documents = Documents([PDF])
    assert repr(documents) == "<documents: 1>"
    table = lxml.html.fragment_fromstring(documents._repr_html_() or "")
    assert {each.tag for each in table.iter()} == {"table", "thead", "tbody", "tr", "th", "td"}
    seen = HOSTILE.replace("\u202e", r"\u202e")
    assert [each.text for each in table.iter("td")] == [
        *("a.pdf", seen, "en", "2019-11", seen, "2", str(len(PDF.text)))
    ]


def test_of_many_documents_some_are_shown() -> None:
    documents = Documents(make_document("Text.", f"{number}.txt") for number in range(500))
    shown = lxml.html.fragment_fromstring(documents._repr_html_() or "", create_parent=True)
    assert len(shown.findall(".//tbody/tr")) == MAX_ROWS + 1
    assert "500 rows" in shown.text_content()


def test_without_pandas_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(CiteraError, match="pip install pandas"):
        Documents([PDF]).to_frame()
    assert Documents([PDF])._repr_html_() is None
