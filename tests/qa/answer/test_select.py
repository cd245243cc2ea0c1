"""Which sentences are quoted, and which others are named as saying the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Index
from qa import Settings
from qa.answer.select import Selection, select
from qa.evidence.read import Evidence
from tests.fakes import make_document
from tests.qa.answer.test_conflicts import CHEAP, DEEP, SWEDISH, corpus, evidence_of, index_of

ASKED = "What is there to say?"
COST = "What did the harbour of Ellery cost?"
CHOICE = ("The harbour has forty cameras.", "They were mounted in 2019.", "Ships call daily.")


def ranked(index: Index) -> list[Evidence]:
    """Every sentence of the index, each a step behind the one before."""
    return [replace(each, cosine=0.9 - place / 10) for place, each in enumerate(evidence_of(index))]


def quoted(index: Index, selection: Selection) -> list[list[str]]:
    return [[index.text_of(each.sentence) for each in group] for group in selection.statements]


@pytest.fixture(scope="module")
def harbour() -> Index:
    return index_of(make_document(" ".join(CHOICE)))


@pytest.mark.parametrize(("most", "count"), [(1, 1), (2, 2), (3, 3), (9, 3)])
def test_no_more_than_the_most_quotes_are_chosen(harbour: Index, most: int, count: int) -> None:
    chosen = select(harbour, ASKED, ranked(harbour), Settings(max_quotes=most, quote_margin=1))
    assert quoted(harbour, chosen) == [[each] for each in CHOICE[:count]]
    assert not chosen.differ


@pytest.mark.parametrize(("steps", "count"), [(0.0, 1), (0.5, 1), (1.5, 2), (2.5, 3)])
def test_only_sentences_close_behind_the_best_are_chosen(
    harbour: Index, steps: float, count: int
) -> None:
    found = ranked(harbour)
    step = found[0].score - found[1].score
    chosen = select(harbour, ASKED, found, Settings(quote_margin=steps * step))
    assert quoted(harbour, chosen) == [[each] for each in CHOICE[:count]]


def test_what_a_document_repeats_is_left_out_for_the_next() -> None:
    index = index_of(
        make_document(
            "The harbour has forty cameras now. The harbour has forty cameras. Forty cameras! "
            "Ships call daily."
        )
    )
    chosen = select(index, ASKED, ranked(index), Settings(quote_margin=1, max_quotes=2))
    assert quoted(index, chosen) == [["The harbour has forty cameras now."], ["Ships call daily."]]


def test_a_document_that_says_the_same_or_more_is_named_and_one_that_says_less_is_not() -> None:
    said, more = "The harbour has forty cameras.", "The harbour has forty new cameras on masts."
    index = corpus(said, more, "Forty cameras!")
    chosen = select(index, ASKED, ranked(index), Settings(quote_margin=1))
    assert quoted(index, chosen) == [[said, more]]


def test_the_same_value_in_another_language_is_a_source_of_the_same_fact() -> None:
    index = corpus(DEEP, SWEDISH)
    chosen = select(index, COST, evidence_of(index), Settings())
    assert quoted(index, chosen) == [[DEEP, SWEDISH.removeprefix("sv:")]]
    assert not chosen.differ


def test_values_that_differ_are_quoted_alone_even_beyond_the_margin() -> None:
    index = corpus(DEEP, "Ships call at the harbour daily.", CHEAP, SWEDISH)
    found = [
        replace(each, cosine=0.8 - place / 100) for place, each in enumerate(evidence_of(index))
    ]
    chosen = select(index, COST, found, Settings(quote_margin=0))
    assert quoted(index, chosen) == [[DEEP, SWEDISH.removeprefix("sv:")], [CHEAP]]
    assert chosen.differ


def test_of_many_sides_no_more_than_the_most_quotes_are_shown() -> None:
    index = corpus(DEEP, CHEAP, "The harbour of Ellery cost 7 million dollars.")
    chosen = select(index, COST, evidence_of(index), Settings(max_quotes=2))
    assert quoted(index, chosen) == [[DEEP], [CHEAP]]
    assert chosen.differ


def test_nothing_is_chosen_from_nothing(harbour: Index) -> None:
    assert select(harbour, ASKED, [], Settings()) == Selection()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Music may be played until 22.00.", "Music may be played until 21.00."),
        ("Dogs may run loose in the park.", "Dogs may not run loose in the park."),
        ("Ring 4471 if there is a fire in the hall.", "Ring 5580 if there is a fire in the hall."),
    ],
)
def test_the_same_words_with_another_number_or_a_not_contradict(one: str, other: str) -> None:
    index = corpus(one, other)
    chosen = select(index, ASKED, ranked(index), Settings(quote_margin=1))
    assert chosen.differ
    assert quoted(index, chosen) == [[one], [other]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The fee was 40 kronor in 2022.", "The fee was 45 kronor in 2023."),
        ("The fee in Solvik is 40 kronor.", "The fee in Norrby and Ekvik is 45 kronor a year."),
        ("Dogs may run loose in the park.", "Dogs may run loose in the park at night too."),
    ],
)
def test_another_year_or_another_thing_is_no_contradiction(one: str, other: str) -> None:
    index = corpus(one, other)
    assert not select(index, ASKED, ranked(index), Settings(quote_margin=1)).differ


def test_of_a_list_whose_items_answer_all_is_quoted() -> None:
    text = "Bring with you:\n\n- a sleeping bag\n- slippers\n- a lamp\n\nThe door is locked."
    index = index_of(make_document(text))
    found = [
        replace(each, kind="item")
        for each in ranked(index)
        if index.text_of(each.sentence).startswith("- ")
    ]
    (statement,) = select(index, ASKED, found, Settings(quote_margin=1)).statements
    listed = statement[0].listed
    assert listed is not None
    assert [text[start:end] for start, end in listed.items] == [
        "- a sleeping bag", "- slippers", "- a lamp"
    ]  # fmt: skip


BOAT = (
    "Rules of the boathouse were changed in three ways:\n- oars hang on the north wall\n"
    "- paint cans are locked in"
)


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        ("How were the rules of the boathouse changed?", True),
        ("Where do the oars hang in the boathouse?", False),
        ("How many rules of the boathouse were changed?", False),
    ],
)
def test_a_list_is_quoted_whole_where_what_announces_it_is_asked_for(
    question: str, is_whole: bool
) -> None:
    index = index_of(make_document(BOAT))
    item = next(each for each in ranked(index) if "oars" in index.text_of(each.sentence))
    chosen = select(index, question, [item], Settings())
    assert (chosen.statements[0][0].listed is not None) is is_whole


@pytest.mark.parametrize(
    ("question", "item", "is_whole"),
    [
        ("Which signs mean that I phone the ward?", "- dark shadows", True),
        ("What about dark shadows?", "- dark shadows", False),
        ("May I wait?", "- dark shadows", False),
        ("Which signs mean that I phone the ward?", "- fever above 38.5", False),
        ("Which signs mean that I phone the ward?", "- We treat pain as well.", False),
    ],
)
def test_an_item_that_says_nothing_by_itself_is_quoted_in_its_list(
    question: str, item: str, is_whole: bool
) -> None:
    text = f"Ring if this happens:\n- flashes of light\n{item}\n- pus"
    index = index_of(make_document(text))
    best = next(each for each in ranked(index) if index.text_of(each.sentence) == item)
    chosen = select(index, question, [replace(best, kind="item")], Settings())
    assert (chosen.statements[0][0].listed is not None) is is_whole


STEPS = "Lower the sail first. Tie it to the boom with three straps."


@pytest.mark.parametrize(
    ("question", "count"), [("How do I put the sail away?", 2), ("Where is the sail tied?", 0)]
)
def test_steps_that_prose_tells_are_quoted_together(question: str, count: int) -> None:
    index = index_of(make_document(f"{STEPS}\n\nThe club has a bar.\n"))
    (best,) = (each for each in ranked(index) if "Tie" in index.text_of(each.sentence))
    listed = select(index, question, [best], Settings()).statements[0][0].listed
    assert len(listed.items if listed else ()) == count


NUMBERED = "Sails\n\n1. Lower the sail.\n2. Tie it to the boom with three straps.\n3. Cover it.\n"
TABLE = "| Step | What |\n|---|---|\n| 1 | Lower the sail. |\n| 2 | Tie it to the boom. |\n"


@pytest.mark.parametrize(
    ("question", "text", "count"),
    [
        ("How do I put the sail away?", NUMBERED, 3),
        ("How do I put the sail away?", TABLE, 2),
        ("How do I put the sail away?", TABLE.replace("| 1 ", "| Sail ").replace("2", "Boom"), 0),
        ("Where is the sail tied?", NUMBERED, 0),
    ],
)
def test_numbered_steps_are_quoted_together(question: str, text: str, count: int) -> None:
    index = index_of(make_document(text))
    (best,) = (each for each in ranked(index) if "Tie" in index.text_of(each.sentence))
    listed = select(index, question, [best], Settings()).statements[0][0].listed
    assert len(listed.items if listed else ()) == count


def test_of_a_table_a_row_that_holds_less_of_the_question_is_not_quoted_beside_the_best() -> None:
    index = index_of(
        make_document("Bolt | Price 2023 | Price 2024\nM6 | 27 | 28\nM8 | 41 | 42\nM9 | 45 | 48\n")
    )
    found = ranked(index)
    chosen = select(index, "the price of M6 in 2024", found, Settings(quote_margin=1))
    assert quoted(index, chosen) == [["M6 | 27 | 28"]]
    both = select(index, "the price of M6 and M8", found, Settings(quote_margin=1))
    assert quoted(index, both)[:2] == [["M6 | 27 | 28"], ["M8 | 41 | 42"]]


def test_a_row_under_the_heading_that_is_asked_for_stands_alone() -> None:
    table = "Crop | 2023 | 2024\nOats | {} | {}\nRye | {} | {}\n"
    north, south = table.format(40, 41, 20, 22), table.format(50, 57, 30, 31)
    index = index_of(make_document(f"# North farm\n\n{north}\n# South farm\n\n{south}"))
    found = [each for each in ranked(index) if "Oats" in index.text_of(each.sentence)]
    chosen = select(index, "oats on the south farm", found[::-1], Settings(quote_margin=1))
    assert quoted(index, chosen) == [["Oats | 50 | 57"]]


def test_another_town_is_no_contradiction() -> None:
    one = make_document("The office in Aarhus has a yard for 40 lorries.", "a.txt")
    other = make_document("The office in Odense has a yard for 90 lorries.", "b.txt")
    index = index_of(one, other)
    assert not select(index, ASKED, ranked(index), Settings(quote_margin=1)).differ


def test_of_documents_of_different_times_that_differ_the_latest_is_first() -> None:
    text = "The office in Aarhus has a yard for {count} lorries."
    old = replace(make_document(text.format(count=40), "a.txt"), published="2021-03-01")
    new = replace(make_document(text.format(count=90), "b.txt"), published="2023-03-01")
    index = index_of(old, new)
    chosen = select(index, ASKED, ranked(index), Settings(quote_margin=1))
    assert chosen.differ
    assert chosen.by_time
    assert quoted(index, chosen) == [[text.format(count=90)], [text.format(count=40)]]
