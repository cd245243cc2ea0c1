"""Evidence in the order of what a reader makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Index
from qa.evidence.judge import FAR, FIRST, LEAST, judged
from qa.evidence.read import Evidence
from tests.fakes import SharedWordsReader, make_document
from tests.qa.answer.test_conflicts import evidence_of, index_of

QUESTION = "Who asked for the cameras in Ellery harbour?"
TEXTS = [
    "The harbour of Ellery is deep. Ships call daily. Nobody complains.",
    "In Ellery harbour the fishermen asked for the cameras. They were mounted in May.",
    "Cameras are dear. The town pays for them.",
]


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(*(make_document(text, f"{n}.txt") for n, text in enumerate(TEXTS)))


def found_in(index: Index) -> list[Evidence]:
    """Every sentence, each a step behind the one before."""
    return [
        replace(each, cosine=0.9 - place / 100) for place, each in enumerate(evidence_of(index))
    ]


@pytest.fixture(autouse=True)
def _fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranks by the reader alone, and is sure from log-odds of 3."""
    fitted = {"answers": 1.0, "intercept": 0.0}
    ranks = {"reading": {"cosine": 1.0}}
    monkeypatch.setattr("qa.evidence.read.weights", lambda part: ranks.get(part, fitted))
    monkeypatch.setattr("qa.evidence.confidence.weights", lambda part: fitted)


def test_what_the_reader_takes_for_the_answer_comes_first(index: Index) -> None:
    best = judged(index, SharedWordsReader(), QUESTION, found_in(index), 10_000)[0]
    assert index.text_of(best.sentence).startswith("In Ellery harbour")
    assert best.judgement is not None
    assert best.judgement.span is not None
    document = index.documents[best.sentence.document_id]
    assert document.text[slice(*best.judgement.span)] == "fishermen"


def test_nothing_found_is_lost(index: Index) -> None:
    found = found_in(index)
    for tokens in (50, 10_000):
        ordered = judged(index, SharedWordsReader(), QUESTION, found, tokens)
        rows = [each.sentence.row for each in ordered]
        assert sorted(rows) == sorted(each.sentence.row for each in found)


def test_what_was_not_read_stands_behind_as_it_was(index: Index) -> None:
    reader = SharedWordsReader()
    ordered = judged(index, reader, QUESTION, found_in(index), 50)
    unread = [each for each in ordered if each.judgement is None]
    assert len(reader.windows) == 1
    assert unread == ordered[-len(unread) :]
    assert [each.cosine for each in unread] == sorted((e.cosine for e in unread), reverse=True)


def test_reading_ends_where_an_answer_is_sure() -> None:
    texts = [f"In Ellery harbour {name} asked for the cameras." for name in "ABCDEFGHIJ"]
    index = index_of(*(make_document(text, f"{n}.txt") for n, text in enumerate(texts)))
    reader = SharedWordsReader()
    judged(index, reader, QUESTION, found_in(index), 10_000)
    assert len(reader.windows) == FIRST


def test_what_is_much_less_like_the_question_is_not_read() -> None:
    texts = [f"On pier {number} of Ellery nobody asked." for number in range(10)]
    index = index_of(*(make_document(text, f"{n}.txt") for n, text in enumerate(texts)))
    alike = found_in(index)
    near = [
        replace(each, cosine=each.cosine - FAR * (place >= 2)) for place, each in enumerate(alike)
    ]
    for found, count in ((alike, 10), (near, LEAST), ([*near[:1], *alike[1:6]], 6)):
        reader = SharedWordsReader()
        ordered = judged(index, reader, QUESTION, found, 10_000)
        assert len(reader.windows) == count
        assert len(ordered) == len(found)


def test_without_evidence_nothing_is_read(index: Index) -> None:
    reader = SharedWordsReader()
    assert judged(index, reader, QUESTION, [], 10_000) == []
    assert reader.windows == []
