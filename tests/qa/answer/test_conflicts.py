"""Which sources agree, and which contradict each other, by what a reader says of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index import Index
from qa import Settings
from qa.answer.conflicts import MAX_COMPARED, sides_of
from qa.evidence.reader import Judgement, Relation, Window
from qa.read import Evidence
from qa.select import select
from tests.fakes import SharedWordsReader, make_document
from tests.test_disagree import evidence_of, index_of

QUESTION = "How many cameras are there in Ellery?"
AGREE, CONFLICT, NEITHER = (
    Relation(0.9, 0.05, 0.05),
    Relation(0.05, 0.9, 0.05),
    Relation(0, 0.1, 0.9),
)


class NumbersReader(SharedWordsReader):
    """Sentences with the same number agree, with others conflict, without one do neither."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[Window, Window]] = []

    def relate(self, question: str, pairs: Sequence[tuple[Window, Window]]) -> list[Relation]:
        self.pairs += pairs
        return [_relation(*(each.sentences[-1] for each in pair)) for pair in pairs]


def _relation(one: str, other: str) -> Relation:
    numbers = [{word for word in text.split() if word.isdigit()} for text in (one, other)]
    if not all(numbers):
        return NEITHER
    return AGREE if numbers[0] & numbers[1] else CONFLICT


@pytest.fixture(autouse=True)
def _by_the_reader_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = {"answers": 1.0, "intercept": 0.0}
    monkeypatch.setattr("qa.read.weights", lambda part: fitted)
    monkeypatch.setattr("qa.confidence.weights", lambda part: fitted)


def judged(index: Index, answers: float = 2.0) -> list[Evidence]:
    """Every sentence of the index, in its order, each a little less likely to answer."""
    return [
        replace(each, judgement=Judgement(answers - place / 100, 0.0, 0.0, None))
        for place, each in enumerate(evidence_of(index))
    ]


def corpus(*texts: str) -> Index:
    return index_of(*(make_document(text, f"{n:02}.txt") for n, text in enumerate(texts)))


def sides(index: Index, found: Sequence[Evidence]) -> list[list[str]]:
    told = sides_of(index, NumbersReader(), QUESTION, found)
    return [[index.text_of(each.sentence) for each in side] for side in told]


FORTY, ALSO = "Ellery has 40 cameras.", "There are 40 cameras in Ellery now."
FIFTY, FIFTY_TOO = "Ellery has 50 cameras.", "The cameras of Ellery are 50 in number."
MANY = "There are many cameras in Ellery."


def test_what_agrees_is_on_the_side_of_the_best() -> None:
    index = corpus(FORTY, MANY, ALSO)
    assert sides(index, judged(index)) == [[FORTY, ALSO]]


def test_what_contradicts_is_a_side_of_its_own_with_what_agrees_with_it() -> None:
    index = corpus(FORTY, FIFTY, ALSO, FIFTY_TOO, "Ellery has 60 cameras.")
    told = sides(index, judged(index))
    assert told == [[FORTY, ALSO], [FIFTY, FIFTY_TOO], ["Ellery has 60 cameras."]]


def test_a_document_does_not_contradict_itself() -> None:
    index = corpus(f"{FORTY} {FIFTY}")
    assert sides(index, judged(index)) == [[FORTY]]


def test_what_hardly_answers_contradicts_nothing() -> None:
    index = corpus(FORTY, FIFTY)
    best, other = judged(index)
    assert other.judgement is not None
    unlikely = replace(other, judgement=replace(other.judgement, answers=-2.0))
    assert sides(index, [best, unlikely]) == [[FORTY]]
    assert sides(index, [best, replace(other, judgement=None)]) == [[FORTY]]


def test_only_so_many_are_compared() -> None:
    index = corpus(*(f"Ellery has 40 cameras, says number {letter}." for letter in "abcdefghijk"))
    reader = NumbersReader()
    sides_of(index, reader, QUESTION, judged(index))
    assert len(reader.pairs) == MAX_COMPARED


def test_a_quote_is_compared_after_the_sentence_before_it() -> None:
    index = corpus("Ellery is a port. It has 40 cameras.", FIFTY)
    reader = NumbersReader()
    found = judged(index)
    sides_of(index, reader, QUESTION, [found[1], found[2]])
    assert reader.pairs[0][0].sentences == ("Ellery is a port.", "It has 40 cameras.")


def test_sides_are_shown_against_each_other() -> None:
    index = corpus(FORTY, FIFTY, ALSO)
    chosen = select(index, QUESTION, judged(index), Settings(), NumbersReader())
    assert chosen.differ
    assert [len(each) for each in chosen.statements] == [2, 1]


def test_a_second_quote_must_answer_by_itself() -> None:
    index = corpus(FORTY, MANY, "Ships call daily.")
    found = judged(index)
    assert found[2].judgement is not None
    found[2] = replace(found[2], judgement=replace(found[2].judgement, answers=-2.0))
    chosen = select(index, QUESTION, found, Settings(), NumbersReader())
    quoted = [index.text_of(each[0].sentence) for each in chosen.statements]
    assert (quoted, chosen.differ) == ([FORTY, MANY], False)
