"""Search: what a score is made of, and that every language brings its best."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Document, Hit
from index.build import build_index
from index.local_index import LocalIndex
from index.search.word_search import OWN_LANGUAGE, VARIANTS
from index.split.passages import SplitSettings, split_document
from qa import Settings
from qa.evidence.retrieve import SHORT_LIST_DROP, Query, retrieve_each
from tests.fakes import HashedWordsEmbedder, make_document

EMBEDDER = HashedWordsEmbedder()
ENGLISH = [
    "The harbour has forty cameras.",
    "The library lends telescopes to everybody.",
    "A camera in the library was stolen last year.",
    "Ships call at the harbour daily.",
]
SWEDISH = [
    "Hamnen har fyrtio kameror.",
    "Biblioteket lånar ut böcker.",
    "Kamerorna kostade en miljon kronor.",
]


def documents(texts: Sequence[str], language: str) -> list[Document]:
    """One short document, and so one passage, for each text."""
    return [
        make_document(text, f"{language}/{number}.txt", f"Title {number}", language)
        for number, text in enumerate(texts)
    ]


def index_of(*parts: Document) -> LocalIndex:
    return build_index(parts, EMBEDDER, SplitSettings())


def query(text: str, language: str = "en") -> Query:
    return Query(text, EMBEDDER.embed_query(text), language)


def embedded_texts(index: LocalIndex) -> dict[int, str]:
    """What of each passage is embedded, by the passage's id."""
    splits = (split_document(each, index.split) for each in index.documents.values())
    return {each.passage.id: each.embedded_text for split in splits for each in split.passages}


def retrieve(index: LocalIndex, query: Query, k: int, settings: Settings) -> list[Hit]:
    """The `k` best of all languages together."""
    return retrieve_each(index, query, k, settings)[:k]


def names(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.document_id for hit in hits]


@pytest.fixture(scope="module")
def both() -> LocalIndex:
    return index_of(*documents(ENGLISH, "en"), *documents(SWEDISH, "sv"))


def likeness(index: LocalIndex, hit: Hit, question: Query, weights: Settings) -> float:
    """What a passage's share is made of, written out once more from the texts."""
    own = hit.passage.language == question.language
    mixed = weights.sentence_weight if own else weights.other_sentence_weight
    lexical = weights.lexical_weight if own else weights.other_lexical_weight
    sentences = [
        float(EMBEDDER.embed_query(index.text_of(each)) @ question.vector)
        for each in index.sentences_of(hit.passage)
    ]
    kinds = OWN_LANGUAGE if own else VARIANTS
    matches = dict(index.partitions[hit.passage.language].words.search(question.text, 50, kinds))
    share = matches.get(hit.passage.id, 0) / max(matches.values(), default=1)
    return (1 - mixed) * hit.cosine + mixed * max(sentences) + lexical * share


@pytest.mark.parametrize(
    ("asked", "language"),
    [("How many cameras has the harbour?", "en"), ("Hur många kameror har hamnen?", "sv")],
)
def test_a_score_is_how_far_a_passage_stands_out_in_its_language(
    both: LocalIndex, asked: str, language: str
) -> None:
    weights = Settings(lexical_weight=0.4, other_lexical_weight=0.2, temperature=0.1, candidates=7)
    question, texts = query(asked, language), embedded_texts(both)
    hits = retrieve(both, question, 10, weights)
    assert {hit.passage.id for hit in hits} == set(texts)
    for hit in hits:
        cosine = float(EMBEDDER.embed_query(texts[hit.passage.id]) @ question.vector)
        assert hit.cosine == pytest.approx(cosine, abs=1e-4)  # kept as float16
    for held in ("en", "sv"):
        group = [hit for hit in hits if hit.passage.language == held]
        powers = [np.exp(likeness(both, hit, question, weights) / 0.1) for hit in group]
        missing = min(*powers, max(powers) * np.exp(-SHORT_LIST_DROP / 0.1))
        shares = np.array(powers) / (sum(powers) + (7 - len(group)) * missing)
        size = (3 / 4) ** 0.25 if (language, held) == ("en", "sv") else 1.0
        worth = 1.0 if held == language else size
        assert [hit.score for hit in group] == pytest.approx(list(worth * shares), abs=1e-4)


def test_a_single_passage_stands_out_from_none() -> None:
    ships = [f"Ship {number} sails from quay {number + 70}." for number in range(60)]
    crowd = index_of(*documents(ENGLISH + ships, "en"), *documents(["Hamnen har kameror."], "sv"))
    hits = retrieve(crowd, query("Was a camera in the library stolen?"), 5, Settings())
    assert hits[0].passage.language == "en"
    alone = index_of(*documents(["Hamnen har kameror."], "sv"))
    (hit,) = retrieve(alone, query("cameras?"), 5, Settings())
    others = Settings().candidates - 1
    assert hit.score == pytest.approx(1 / (1 + others * np.exp(-SHORT_LIST_DROP / 0.02)))


def test_the_best_passage_comes_first(both: LocalIndex) -> None:
    found = retrieve(both, query("Was a camera in the library stolen?"), 3, Settings())
    assert names(found)[0] == "en/2.txt"
    assert all(one.score >= other.score for one, other in pairwise(found))


def test_a_hit_holds_its_passages_text_verbatim(both: LocalIndex) -> None:
    for hit in retrieve(both, query("cameras"), 10, Settings()):
        document = both.documents[hit.passage.document_id]
        assert hit.text == document.text[hit.passage.start : hit.passage.end] != ""


@pytest.mark.parametrize("k", [1, 2, 5, 7, 50])
def test_the_k_best_of_all_languages_are_found(both: LocalIndex, k: int) -> None:
    everything = retrieve(both, query("cameras"), 50, Settings())
    assert len(everything) == len(ENGLISH) + len(SWEDISH)
    for candidates in (1, 50):
        found = retrieve(both, query("cameras"), k, Settings(candidates=candidates))
        assert len(found) == len(everything[:k])
    assert found == everything[:k]


def test_for_an_answer_each_language_brings_its_own_best(both: LocalIndex) -> None:
    found = retrieve_each(both, query("cameras"), 2, Settings())
    assert sorted(hit.passage.language for hit in found) == ["en", "en", "sv", "sv"]
    everything = retrieve(both, query("cameras"), 50, Settings())
    assert found == [hit for hit in everything if hit in found]


def test_a_passage_that_only_its_words_bring_has_its_own_cosine() -> None:
    # The first shares only stop words with the question; the second its one word, stemmed.
    texts = ["Is this the one that is there?", "Cameras, cameras, cameras."]
    index, question = index_of(*documents(texts, "en")), query("Is this the camera that is there?")
    legs = index.partitions["en"]
    (by_vector, _), (by_words, _) = (
        legs.vectors.search(question.vector, 1)[0],
        legs.words.search(question.text, 1)[0],
    )
    assert by_vector != by_words
    (hit,) = retrieve(index, question, 1, Settings(candidates=1, lexical_weight=1))
    assert hit.passage.id == by_words
    expected = float(EMBEDDER.embed_query(embedded_texts(index)[by_words]) @ question.vector)
    assert hit.cosine == pytest.approx(expected, abs=1e-6)


def test_equal_passages_are_ranked_by_document_and_place_in_whatever_order_they_came() -> None:
    text = "## One\n\nThe same words.\n\n## One\n\nThe same words, too.\n"
    same = [make_document(text, name) for name in ("c.md", "a.md", "b.md")]
    orders = [same, same[::-1]]
    found = [retrieve(index_of(*order), query("the same words"), 9, Settings()) for order in orders]
    assert found[0] == found[1]
    assert names(found[0])[:3] == ["a.md", "b.md", "c.md"]


words = st.sampled_from("harbour camera cameras ship kamera hamn och the 2019 Quito".split())
sentences = st.lists(words, min_size=1, max_size=6).map(lambda each: f"It is {' '.join(each)}.")


@settings(max_examples=15)
@given(
    st.lists(sentences, max_size=6),
    st.lists(sentences, max_size=6),
    sentences,
    st.integers(1, 8),
    st.permutations(range(12)),
)
def test_any_question_finds_passages_best_first_whatever_the_order_of_documents(
    english: list[str], swedish: list[str], asked: str, k: int, order: list[int]
) -> None:
    corpus = documents(english, "en") + documents(swedish, "sv")
    found = retrieve_each(index_of(*corpus), query(asked), k, Settings())
    assert all(one.score >= other.score for one, other in pairwise(found))
    per_language = [sum(hit.passage.language == code for hit in found) for code in ("en", "sv")]
    assert per_language == [min(k, len(english)), min(k, len(swedish))]
    assert all(np.isfinite(hit.score) for hit in found)
    shuffled = [corpus[place] for place in order if place < len(corpus)]
    assert retrieve_each(index_of(*shuffled), query(asked), k, Settings()) == found
