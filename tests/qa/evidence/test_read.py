"""Reading: which sentences of the passages found may answer, and which of them are quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from index import Document, Hit, Index
from index.build import build_index
from index.split.passages import SplitSettings, embedded_text
from qa import Settings
from qa.evidence.read import (
    Evidence,
    alignments,
    read,
    reading_features,
    reading_score,
)
from qa.evidence.retrieve import Query, retrieve_each
from qa.understand.asked.question_type import asks_for_number, holds_number, lacks_asked
from qa.understand.names import names_and_numbers
from tests.fakes import HashedTokensEmbedder, HashedWordsEmbedder, make_document

EMBEDDER = HashedWordsEmbedder()
HARBOUR = make_document(
    "The harbour has forty cameras. They were mounted in 2019. Fishermen asked for them. "
    "The harbour master paid. Ships call daily. Nobody complained about the cameras.",
    "harbour.txt",
    "Harbour",
)
HAMN = make_document(
    "Hamnens kameror sattes upp 2019. De kostade en miljon kronor. Fiskarna i Ellery betalade.",
    "hamn.txt",
    "Hamn",
    "sv",
)
# A budget that forces passages of a few sentences, each sharing one with the next.
SPLIT = SplitSettings(max_tokens=20, overlap=1)


def index_of(*documents: Document) -> Index:
    return build_index(documents, EMBEDDER, SPLIT)


def query(text: str, language: str = "en") -> Query:
    return Query(text, EMBEDDER.embed_query(text), language)


def read_all(index: Index, question: Query) -> list[Evidence]:
    return read(index, question, retrieve_each(index, question, 50, Settings()))


def texts(index: Index, found: Sequence[Evidence]) -> list[str]:
    return [index.text_of(each.sentence) for each in found]


@pytest.fixture(scope="module")
def both() -> Index:
    return index_of(HARBOUR, HAMN)


def test_every_sentence_of_the_passages_is_read_once_and_the_best_comes_first(both: Index) -> None:
    assert len(both.passages) > len(both.documents)
    found = read_all(both, query("Who asked for the cameras in the harbour?"))
    assert sorted(each.sentence.row for each in found) == list(range(len(both.sentences)))
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_the_sentence_that_says_what_was_asked_is_the_best(both: Index) -> None:
    assert texts(both, read_all(both, query("When were they mounted, in 2019?")))[0] == (
        "They were mounted in 2019."
    )
    found = read_all(both, query("Vad kostade kronor en miljon?", "sv"))
    assert texts(both, found)[0] == "De kostade en miljon kronor."


def test_a_sentence_in_two_passages_is_read_in_the_one_that_speaks_for_it(both: Index) -> None:
    question, sentence = query("Fishermen asked for them: who paid?"), "Fishermen asked for them."
    hits = retrieve_each(both, question, 50, Settings())
    holders = [hit for hit in hits if sentence in hit.text]

    def score_in(*hits: Hit) -> float:
        found = read(both, question, hits)
        (score,) = (each.score for each in found if both.text_of(each.sentence) == sentence)
        return score

    scores = [score_in(hit) for hit in holders]
    assert len(scores) == 2
    assert score_in(*holders) == score_in(*reversed(holders)) == max(scores) > min(scores)


def test_evidence_says_how_near_the_sentence_is_and_in_which_language(both: Index) -> None:
    question = query("Were cameras mounted in 2019?")
    for each in read_all(both, question):
        text = embedded_text(both.text_of(each.sentence))
        # Sentence vectors are kept in half precision: 11 bits.
        assert each.cosine == pytest.approx(
            float(EMBEDDER.embed_query(text) @ question.vector), abs=2**-10
        )
        assert each.own_language == (each.sentence.document_id == "harbour.txt")


def test_coverage_counts_the_questions_words_by_their_rarity(both: Index) -> None:
    found = read_all(both, query("Did fishermen complain about the harbour?"))
    covered = dict(zip(texts(both, found), (each.coverage for each in found), strict=True))
    assert covered["Ships call daily."] == 0
    # "fishermen" stands in fewer passages than "harbour".
    assert covered["Fishermen asked for them."] > covered["The harbour master paid."] > 0


def test_across_languages_names_and_numbers_are_covered(both: Index) -> None:
    found = read_all(both, query("What was de paid in Ellery 2019?"))
    covered = dict(zip(texts(both, found), (each.coverage for each in found), strict=True))
    assert covered["De kostade en miljon kronor."] == 0
    assert covered["Fiskarna i Ellery betalade."] == pytest.approx(
        1 - covered["Hamnens kameror sattes upp 2019."]
    )
    assert 0 < covered["Hamnens kameror sattes upp 2019."] < 1


def test_across_languages_words_are_covered_by_what_they_are_called(both: Index) -> None:
    found = read_all(both, query("Did the fishermen of Ellery pay?"))
    covered = dict(zip(texts(both, found), (each.coverage for each in found), strict=True))
    assert covered["Fiskarna i Ellery betalade."] == 1
    assert covered["De kostade en miljon kronor."] == 0


def test_nothing_is_read_where_nothing_was_found(both: Index) -> None:
    assert read(both, query("Anything?"), []) == []


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("How many nations were represented at Milipol?", ["Milipol"]),
        ("Hur stora kontrakt skrevs 2022?", ["2022"]),
        ("Huawei säljer 5G i Elfenbenskusten?", ["5G", "Elfenbenskusten"]),
        ("Är Åsa från Örebro?", ["Åsa", "Örebro"]),
        ("700 städer?", ["700"]),
        ("Who?", []),
        ("", []),
    ],
)
def test_names_and_numbers_are_what_other_languages_share(question: str, kept: list[str]) -> None:
    assert names_and_numbers(question) == kept


def test_the_reading_score_is_the_weighted_sum_of_the_features(both: Index) -> None:
    evidence = replace(
        read_all(both, query("Who paid?"))[0],
        cosine=0.25,
        coverage=0.5,
        own_language=True,
        number_asked=False,
    )
    evidence = replace(evidence, hit=replace(evidence.hit, cosine=0.75))
    weighted = dict.fromkeys(reading_features(evidence), 0.0)
    weighted |= {"cosine": 1.0, "passage_cosine": 10.0, "coverage": 100.0, "own_language": 1000.0}
    assert reading_score(evidence, weighted) == 0.25 + 7.5 + 50 + 1000
    assert reading_score(replace(evidence, own_language=False), weighted) == 0.25 + 7.5


def test_a_number_is_looked_for_where_the_question_asks_for_one(both: Index) -> None:
    for each in read_all(both, query("How many cameras has the harbour?")):
        assert each.number_asked == holds_number(both.text_of(each.sentence))
    assert not any(each.number_asked for each in read_all(both, query("Who paid?")))


@pytest.mark.parametrize(
    "question",
    [
        "How many nations were represented at Milipol?",
        "By how much did crime go down?",
        "When was the camera mounted?",
        "In what year was Hikvision founded?",
        "Hur stora kontrakt skrevs?",
        "Hur många kameror finns där?",
        "Vad kostar en iPhone?",
        "När köptes drönaren?",
        "Vilket år öppnades hamnen?",
    ],
)
def test_a_question_may_ask_for_a_number(question: str) -> None:
    assert asks_for_number(question)


@pytest.mark.parametrize(
    "question", ["Who paid for it?", "What does Huawei deny?", "Vem betalade?", "Nära vad?"]
)
def test_a_question_may_ask_for_something_else(question: str) -> None:
    assert not asks_for_number(question)


@pytest.mark.parametrize(
    "sentence",
    [
        "It cost $3.8 billion.",
        "They came in 2019.",
        "The harbour has forty cameras.",
        "Fifteen countries took part.",
        "Half of them paid.",
        "Hamnen har fyrtio kameror.",
        "De kostade en miljon kronor.",
    ],
)
def test_a_number_is_known_in_digits_and_in_words(sentence: str) -> None:
    assert holds_number(sentence)


@pytest.mark.parametrize(
    "sentence", ["Nobody paid.", "Often enough.", "Ingen betalade.", "Sextant."]
)
def test_other_words_are_no_numbers(sentence: str) -> None:
    assert not holds_number(sentence)


@pytest.mark.parametrize(
    ("question", "holding", "lacking"),
    [
        ("How many ships call?", "Nine ships call.", "Ships call daily."),
        ("När köptes den?", "Den köptes 2019.", "Den köptes av hamnen."),
        ("Why did they leave?", "They left because of the noise.", "They left the harbour."),
        ("Why was it built?", "It was built to keep ships safe.", "It was built of stone."),
        ("Varför flyttade de?", "De flyttade på grund av bullret.", "De flyttade i maj."),
        ("Av vilket skäl stängde den?", "Den stängde eftersom den brann.", "Den stängde snabbt."),
    ],
)
def test_a_sentence_may_lack_what_is_asked_for(question: str, holding: str, lacking: str) -> None:
    assert lacks_asked(question, lacking)
    assert not lacks_asked(question, holding)
    assert not lacks_asked("Who left?", lacking)


def test_evidence_knows_what_it_lacks(both: Index) -> None:
    asked = query("Why were cameras mounted?")
    found = read_all(both, asked)
    assert {each.lacks_asked for each in found} == {
        lacks_asked(asked.text, both.text_of(each.sentence)) for each in found
    }
    assert any(each.lacks_asked for each in found)
    assert not any(each.lacks_asked for each in read_all(both, query("Who mounted cameras?")))


def test_a_question_in_a_document_is_no_answer() -> None:
    index = index_of(make_document("Who paid for the cameras? The harbour master paid for them."))
    found = read_all(index, query("Who paid for the cameras?"))
    assert texts(index, found) == ["The harbour master paid for them."]


def test_alignment_takes_each_token_of_the_question_with_the_most_like_one() -> None:
    question = np.array([[0.75, 0], [0, 0.25]], np.float32)
    sentences = [[[1, 0], [0, 1], [-1, 0]], [[0, 1]], [], [[0, -1]]]
    vectors = [np.array(each, np.float32).reshape(-1, 2) for each in sentences]
    assert alignments(question, vectors) == [1, 0.25, 0, 0]
    assert alignments(question[:0], vectors) == [0, 0, 0, 0]
    assert alignments(question, vectors[2:3]) == [0]


def test_the_words_of_a_question_are_aligned_with_each_sentences() -> None:
    embedder = HashedTokensEmbedder()
    index = build_index([HARBOUR], embedder, SPLIT)
    vector, tokens = embedder.embed_query_and_tokens("Ships call daily")
    found = read_all(index, Query("Ships call daily", vector, "en", tokens=tokens))
    aligned = {index.text_of(each.sentence): each.alignment for each in found}
    assert aligned.pop("Ships call daily.") == pytest.approx(1)
    assert max(aligned.values()) < 0.9
    assert {each.alignment for each in read_all(index, Query("Ships call", vector, "en"))} == {0}
