"""No citation leaves unless its quote stands in its document, to the character."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index import Document, Hit, Passage, Sentence
from qa import Citation
from qa.answer.cite import MAX_LINES, check_citation, cite, cite_each
from qa.answer.select import Selection
from qa.errors import CitationError
from qa.evidence.read import Evidence
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of

TEXT = "Först. Hamnen är 12 meter djup 😀. Sist.\nTo page two."
DOCUMENT = replace(make_document(TEXT, "hamn/djup.txt", "Djup", "sv"), pages=(0, 40))
PLACE = (7, 33)


def evidence(start: int, end: int) -> Evidence:
    passage = Passage(5, DOCUMENT.id, 0, len(TEXT), "sv")
    sentence = Sentence(0, DOCUMENT.id, start, end)
    return Evidence(
        sentence, Hit(passage, 0.9, TEXT, 0.8), 0.7, 0.5, own_language=True, number_asked=False
    )


def sound() -> Citation:
    return cite(1, DOCUMENT, evidence(*PLACE), PLACE)


def test_a_citation_says_where_its_sentence_stands() -> None:
    found = evidence(*PLACE)
    assert cite(3, DOCUMENT, found, PLACE) == Citation(
        number=3,
        document_id="hamn/djup.txt",
        title="Djup",
        quote="Hamnen är 12 meter djup 😀.",
        start=7,
        end=33,
        language="sv",
        page=1,
        score=found.score,
    )


def test_the_page_is_the_one_on_which_the_quote_starts() -> None:
    found = [cite(1, DOCUMENT, evidence(*place), place) for place in ((34, 45), (40, 52))]
    assert [each.page for each in found] == [1, 2]


def test_a_quote_of_a_scanned_page_is_marked_as_such() -> None:
    document = replace(DOCUMENT, scanned=(None, 0.93))
    found = [cite(1, document, evidence(*place), place) for place in (PLACE, (40, 52))]
    assert [each.scanned for each in found] == [None, 0.93]


@pytest.mark.parametrize(
    "place", [(7, len(TEXT) + 1), (len(TEXT), len(TEXT) + 5), (-3, 5), (9, 9), (9, 8), (-5, -1)]
)
def test_a_sentence_outside_its_document_is_never_cited(place: tuple[int, int]) -> None:
    with pytest.raises(CitationError, match=r"hamn/djup\.txt"):
        cite(1, DOCUMENT, evidence(*place), place)


@given(st.integers(-60, 60), st.integers(-60, 60))
def test_any_shift_of_start_or_end_is_noticed(start: int, end: int) -> None:
    assume((start, end) != (0, 0))
    shifted = replace(sound(), start=PLACE[0] + start, end=PLACE[1] + end)
    with pytest.raises(CitationError):
        check_citation(DOCUMENT, shifted)


@given(st.integers(*PLACE).filter(lambda place: place < PLACE[1]), st.characters())
def test_any_changed_character_of_the_quoted_text_is_noticed(place: int, character: str) -> None:
    assume(character != TEXT[place])
    tampered = replace(DOCUMENT, text=TEXT[:place] + character + TEXT[place + 1 :])
    with pytest.raises(CitationError, match="make the index again"):
        check_citation(tampered, sound())


@pytest.mark.parametrize(
    "altered",
    [
        replace(DOCUMENT, id="another.txt"),
        replace(DOCUMENT, text=f" {TEXT}"),
        replace(DOCUMENT, text=TEXT[:20]),
        replace(DOCUMENT, text=""),
    ],
)
def test_another_moved_or_cut_document_is_noticed(altered: Document) -> None:
    with pytest.raises(CitationError, match="citation 1"):
        check_citation(altered, sound())


def test_a_quote_in_other_words_is_noticed() -> None:
    check_citation(DOCUMENT, sound())
    with pytest.raises(CitationError):
        check_citation(DOCUMENT, replace(sound(), quote="Hamnen är 13 meter djup 😀."))


def test_a_list_is_quoted_whole_in_lines_and_a_long_one_is_cut() -> None:
    items = [f"- thing {number}" for number in range(MAX_LINES + 5)]
    document = make_document("\n".join(["Bring with you:", "", *items]))
    index = index_of(document)
    (found, *_) = evidence_of(index)
    ((statement,),) = cite_each(index, [Selection(((found,),))])
    assert statement.quoted.quote.endswith(items[MAX_LINES - 2])
    assert len(statement.lines) == MAX_LINES
    assert statement.more == 6


def test_a_row_that_is_compared_is_read_with_the_heading_above_it() -> None:
    text = "# East pier\n\nThe crane is red.\n\n# West pier\n\nYear | Guests\n2019 | 5\n2020 | 7\n"
    index = index_of(make_document(text))
    row = next(each for each in evidence_of(index) if index.text_of(each.sentence) == "2020 | 7")
    chosen = [Selection(((replace(row, side=side),),)) for side in (0.0, 0.9)]
    leads = [statement.quoted.lead for each in chosen for (statement,) in cite_each(index, [each])]
    assert leads == ["Year | Guests", "# West pier\nYear | Guests"]


def test_a_sentence_that_a_later_quote_needs_before_it_is_not_quoted_twice() -> None:
    text = "The generator starts within 15 seconds. It runs for nine hours on a full tank."
    index = index_of(make_document(text))
    selection = Selection(tuple((each,) for each in evidence_of(index)))
    assert len(selection.statements) == 2
    ((statement,),) = cite_each(index, [selection])
    assert statement.quoted.quote == text
