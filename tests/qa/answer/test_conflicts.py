"""Different values for the thing asked about, told from values of different things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index import Document, Index
from index.build import build_index
from index.split.passages import SplitSettings
from qa import Settings
from qa.answer.conflicts import facts
from qa.evidence.read import Evidence, read
from qa.evidence.retrieve import Query, retrieve_each
from tests.fakes import HashedWordsEmbedder, make_document

EMBEDDER = HashedWordsEmbedder()


def index_of(*documents: Document) -> Index:
    return build_index(documents, EMBEDDER, SplitSettings(max_tokens=60, overlap=0))


def corpus(*texts: str, titles: Sequence[str] = ()) -> Index:
    """A document of each text; one that starts with "sv:" is Swedish."""
    return index_of(
        *(
            make_document(
                text.removeprefix("sv:"),
                f"{number}.txt",
                titles[number] if titles else f"Report {number}",
                "sv" if text.startswith("sv:") else "en",
            )
            for number, text in enumerate(texts)
        )
    )


def evidence_of(index: Index) -> list[Evidence]:
    """Every sentence of the index, in order, all of one score."""
    query = Query("report", EMBEDDER.embed_query("report"), "en")
    found = read(index, query, retrieve_each(index, query, 50, Settings()))
    in_order = sorted(found, key=lambda each: (each.sentence.document_id, each.sentence.start))
    return [
        replace(
            each, hit=replace(each.hit, cosine=0.8), cosine=0.8, coverage=0.5, own_language=True
        )
        for each in in_order
    ]


def answers(question: str, *texts: str, titles: Sequence[str] = ()) -> list[list[str]]:
    """What each side says, in the order in which the sides were found."""
    index = corpus(*texts, titles=titles)
    sides = facts(index, question, evidence_of(index))
    return [[index.text_of(each.sentence) for each in side] for side in sides]


DEEP = "The harbour of Ellery cost 126 million dollars."
CHEAP = "Ellery paid 30 million dollars for its harbour."
SWEDISH = "sv:Hamnen i Ellery kostade 126 miljoner dollar."


def test_different_values_of_different_documents_are_sides() -> None:
    assert answers("What did the harbour of Ellery cost?", DEEP, CHEAP) == [[DEEP], [CHEAP]]


def test_the_same_value_in_two_languages_is_one_side_of_two_sources() -> None:
    sides = answers("What did the harbour of Ellery cost?", DEEP, SWEDISH, CHEAP)
    assert sides == [[DEEP, SWEDISH.removeprefix("sv:")], [CHEAP]]


def test_two_values_of_one_document_are_no_disagreement() -> None:
    assert answers("What did the harbour of Ellery cost?", f"{DEEP} {CHEAP}") == [[DEEP]]


@pytest.mark.parametrize(
    "other",
    [
        "Norrhamn paid 30 million dollars for its harbour.",
        "In Norrhamn, the harbour was 30 million dollars.",
        "The harbour of Ellery has 30 cameras.",
        "Upkeep of the harbour of Ellery is 30 million dollars a year.",
        "The harbour of Ellery cost 30 million euros.",
        "The harbour of Ellery cost money.",
    ],
)
def test_another_place_unit_or_rate_is_another_thing(other: str) -> None:
    assert answers("What did the harbour of Ellery cost?", DEEP, other) == [[DEEP]]


def test_other_years_are_other_values() -> None:
    then, now = "In 2019 Ellery had 40 cameras.", "In 2023 Ellery had 90 cameras."
    undated = "The cameras of Ellery number 60 cameras."
    assert answers("How many cameras has Ellery?", then, now) == [[then]]
    assert answers("How many cameras has Ellery?", then, undated) == [[then], [undated]]
    assert answers("How many cameras had Ellery in 2019?", then, undated) == [[then]]


def test_what_is_asked_by_the_year_is_compared_by_the_year() -> None:
    once, yearly = "Ellery pays 9 million dollars.", "Ellery pays 2 million dollars a year."
    more = "Ellery pays 3 million dollars per year."
    assert answers("How much does Ellery pay a year?", once, yearly, more) == [[yearly], [more]]


def test_counts_are_compared_by_what_is_counted_across_languages() -> None:
    cities, countries = "Huawei is used in 230 cities.", "Huawei is used in 100 countries."
    swedish = "Huawei finns i över 700 städer."
    assert answers("How many cities use Huawei?", cities, countries, f"sv:{swedish}") == [
        [cities],
        [swedish],
    ]


def test_a_sentence_is_about_what_its_title_or_the_one_before_names() -> None:
    named, silent = "Kampala has 40 cameras.", "They have 90 cameras."
    question = "How many cameras does Kampala have?"
    assert answers(question, named, silent) == [[named]]
    assert answers(question, named, silent, titles=["A", "Kampala's cameras"]) == [
        [named],
        [silent],
    ]
    assert answers(question, named, f"Kampala is big. {silent}") == [[named], [silent]]


def test_the_lead_is_about_all_that_the_question_names() -> None:
    texts = ("Norrhamn has 12 cameras.", "Ellery has 40 cameras.", "Ellery has 50 cameras.")
    assert answers("How many cameras has Ellery?", *texts) == [[texts[1]], [texts[2]]]
    assert answers("How many cameras has Kampala?", *texts) == []


def test_without_a_name_only_sentences_of_one_event_are_compared() -> None:
    texts = ("The new permit lasts for two years now.", "The new permit lasts for 5 years now.")
    question = "How long does the permit last?"
    assert answers(question, *texts) == [[texts[0]]]
    long = "The permit for a visit to the town and the harbour of the county lasts for {} years."
    assert answers(question, long.format("two"), long.format("five")) == [
        [long.format("two")],
        [long.format("five")],
    ]


def test_dates_differ_only_of_one_event() -> None:
    event = "The committee of the town of Ellery opened the new harbour for large ships in {}."
    question = "When did Ellery open the harbour?"
    first, second = event.format(2018), event.format(2019)
    assert answers(question, first, second) == [[first], [second]]
    assert answers(question, first, "Ellery had a fire in 2019.") == [[first]]


def test_a_sentence_far_behind_the_best_is_no_side() -> None:
    index = corpus(DEEP, CHEAP)
    best, behind = evidence_of(index)
    behind = replace(behind, cosine=-0.8)
    sides = facts(index, "What did the harbour of Ellery cost?", [best, behind])
    assert sides == [[best]]


def test_a_claim_and_its_denial_are_sides_of_a_question_for_yes_or_no() -> None:
    claim = "Critics claim that the police of Ellery leak films."
    denial = "Police in Ellery deny it."
    question = "Do the police of Ellery leak films?"
    assert answers(question, claim, denial) == [[claim], [denial]]
    assert answers(question, denial, claim) == [[claim], [denial]]
    assert answers(question, claim, "Police in Norrhamn deny it.") == []
    assert answers(question, claim, "Police in Ellery have dogs.") == []
    assert answers("What do the police of Ellery deny?", claim, denial) == []


@pytest.mark.parametrize(
    ("question", "claim", "denial", "differ"),
    [
        (
            "Does the mayor of Norrhamn take bribes?",
            "Critics claim that the mayor of Norrhamn takes bribes.",
            "The mayor of Norrhamn denies having taken any money.",
            True,
        ),
        (
            "Does the mayor of Norrhamn take bribes?",
            "Critics claim that the mayor of Norrhamn takes bribes.",
            "The mayor of Norrhamn denies that the new school will be late.",
            False,
        ),
        (
            "Har verket i Ellery läckt olja?",
            "Grannar hävdar att verket i Ellery har läckt olja.",
            "Verket i Ellery förnekar att någon olja har runnit ut.",
            True,
        ),
        (
            "Har verket i Ellery läckt olja?",
            "Grannar hävdar att verket i Ellery har läckt olja.",
            "Verket i Ellery avvisar kravet på högre löner.",
            False,
        ),
        (
            "Does the dairy of Ellery dilute its milk?",
            "A worker accuses the dairy of Ellery of diluting its milk.",
            "The strike was long. The dairy of Ellery rejects this.",
            False,
        ),
    ],
)
def test_a_denial_of_something_else_is_no_disagreement(
    question: str, claim: str, denial: str, differ: bool
) -> None:
    assert bool(answers(question, claim, denial)) == differ


@pytest.mark.parametrize(
    "question",
    [
        "Does the mayor of Norrhamn deny the accusations?",
        "Is the mayor of Norrhamn accused of anything?",
        "Förnekar borgmästaren i Norrhamn anklagelserna?",
    ],
)
def test_who_asks_whether_something_is_denied_is_told_no_disagreement(question: str) -> None:
    claim = "Critics claim that the mayor of Norrhamn takes bribes."
    denial = "The mayor of Norrhamn denies the accusations."
    assert answers(question, claim, denial) == []
