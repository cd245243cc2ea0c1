"""Word search: BM25 over stems, an analyser for each language."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.analysis import STEMMERS, terms
from index.language.compounds import compound_links
from index.search.bm25 import BM25Index, SegmentPostings
from index.search.compounds import Compounds, frequencies_of
from index.search.postings import (
    MAX_COUNT,
    Postings,
    hashes_of,
    merge_postings,
    pack,
    unpack,
)
from index.search.word_search import OWN_LANGUAGE, TRANSLATED_WEIGHT, VARIANTS, VariantKind

WORDS = ["harbour", "camera", "diver", "mast", "thief"]


def build(language: str, *segments: Sequence[tuple[int, str]]) -> BM25Index:
    """An index of (id, text) pairs, each sequence in a segment of its own."""
    lists = [
        SegmentPostings(
            Postings.of([terms(text, language) for _, text in pairs]),
            np.array([number for number, _ in pairs], dtype=np.int64),
            None,
        )
        for pairs in segments
    ]
    links = compound_links(language)
    compounds = Compounds.of(frequencies_of((each.postings, None) for each in lists), links)
    return BM25Index(language, lists, compounds if links else None)


def numbered(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Each text with its place for an id."""
    return list(enumerate(texts))


def found_ids(language: str, texts: list[str], question: str) -> list[int]:
    """The places in `texts` of those that `question` finds, best first."""
    index = build(language, numbered(texts))
    return [number for number, _ in index.search(question, len(texts))]


def bm25(texts: list[str], question: str) -> dict[int, float]:
    """Robertson and Zaragoza (2009) with Lucene's k1 = 1.2, b = 0.75, by hand."""
    words = [text.split() for text in texts]
    average = sum(map(len, words)) / len(words)
    scores: dict[int, float] = {}
    for term in dict.fromkeys(question.split()):
        holders = sum(term in each for each in words)
        idf = log(1 + (len(words) - holders + 0.5) / (holders + 0.5))
        for number, each in enumerate(words):
            if count := Counter(each)[term]:
                length = 1 - 0.75 + 0.75 * len(each) / average
                gain = idf * count * 2.2 / (count + 1.2 * length)
                scores[number] = scores.get(number, 0.0) + gain
    return scores


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1, max_size=8),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
)
def test_scores_are_bm25(texts: list[list[str]], question: list[str]) -> None:
    joined, asked = [" ".join(text) for text in texts], " ".join(question)
    # "und" has no stemmer: the words of the formula are the words of the text.
    found = build("und", numbered(joined)).search(asked, len(joined))
    assert dict(found) == pytest.approx(bm25(joined, asked), rel=1e-4)
    assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))


@pytest.mark.parametrize(
    ("language", "question", "text"),
    [
        ("sv", "kameror", "Kamerorna hänger i hamnen."),
        ("sv", "Belgrads polis", "Polisen i Belgrad."),
        ("en", "installing cameras", "Huawei installed a CAMERA."),
        ("und", "Huawei", "HUAWEI"),
        ("zz", "Huawei", "Huawei"),
    ],
)
def test_forms_of_a_word_meet(language: str, question: str, text: str) -> None:
    assert found_ids(language, ["Nothing of it", text], question) == [1]


@pytest.mark.parametrize("language", sorted(STEMMERS))
def test_every_language_with_a_stemmer_is_searched(language: str) -> None:
    assert found_ids(language, ["Nothing of it", "Ellery"], "ELLERY") == [1]


@pytest.mark.parametrize(("question", "texts"), [("far", ["får", "fär"]), ("mål", ["mal", "mäl"])])
def test_swedish_vowels_are_letters_of_their_own(question: str, texts: list[str]) -> None:
    assert found_ids("sv", texts, question) == []


@pytest.mark.parametrize(("language", "question"), [("en", "how is it?"), ("sv", "vad är det?")])
def test_stop_words_find_nothing(language: str, question: str) -> None:
    assert found_ids(language, ["How is it?", "Vad är det?"], question) == []


@pytest.mark.parametrize(
    "question",
    [
        '"harbour',
        "text:harbour AND",
        "harbour^2 OR (",
        "+harbour -x",
        "harbour~ *",
        "[a TO harbour]",
    ],
)
def test_query_syntax_is_only_text(question: str) -> None:
    assert found_ids("en", ["Divers", "The harbour", "And or to"], question) == [1]


@given(st.text())
def test_any_question_may_be_asked(question: str) -> None:
    assert set(found_ids("sv", ["Hamnens kameror"], question)) <= {0}


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    texts = ["camera mast", "camera diver", "camera thief", "camera"]
    index = build("en", numbered(texts))
    rarities = index.rarities(["camera", "diver", "absent"])
    assert rarities["camera"] == pytest.approx(log(1 + 0.5 / 4.5))
    assert rarities["diver"] == pytest.approx(log(1 + 3.5 / 1.5))
    assert rarities["absent"] == pytest.approx(log(1 + 4.5 / 0.5))


def test_only_the_best_are_returned() -> None:
    index = build("en", numbered(["camera diver", "camera", "camera mast diver"]))
    assert [number for number, _ in index.search("camera diver", 1)] == [0]


def test_ids_of_63_bits_survive() -> None:
    index = build("en", [(2**63 - 1, "camera")])
    assert index.search("camera", 1)[0][0] == 2**63 - 1


def test_words_of_a_text_as_the_index_knows_them() -> None:
    assert terms("Kamerorna, och 4 200 POLISER!", "sv") == ["kamer", "polis", "4200"]


CAMERAS = [
    "Övervakningskameror hänger i hamnen.",
    "Kameraövervakningen började i maj.",
    "Kameror används för övervakning.",
    "Fåren går på bergen.",
]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("övervakningskamera", [0, 1, 2]),
        ("kameraövervakning", [0, 1, 2]),
        ("kameror för övervakning", [0, 1, 2]),
        ("övervakning", [0, 1, 2]),
        ("hamnkamera", [0, 1, 2]),
    ],
)
def test_compounds_and_their_parts_find_each_other(question: str, found: list[int]) -> None:
    assert sorted(found_ids("sv", CAMERAS, question)) == found


def test_the_word_itself_comes_before_its_parts() -> None:
    assert found_ids("sv", CAMERAS, "övervakningskamera")[0] == 0
    assert found_ids("sv", CAMERAS, "kameraövervakning")[0] == 1
    assert found_ids("sv", CAMERAS, "kameror för övervakning")[0] == 2


@pytest.mark.parametrize(
    ("language", "question", "text"),
    [
        ("sv", "kameraovervakning", "Kameraövervakningen började."),
        ("sv", "var ligger Norrkoping", "Norrköping ligger vid Bråviken."),
        ("sv", "var ligger Norrköping", "Norrkoping, the harbour"),
        ("sv", "Huawei", "Huaweis kameror"),
        ("sv", "Huaweis", "Kameror från Huawei"),
        ("en", "Huawei's", "Huawei sold them"),
        ("sv", "kamerra", "En kamera"),
        ("en", "harbuor", "The harbours"),
        ("sv", "1 000 kameror", "1,000 apparater"),
        ("sv", "2,76 miljarder", "2.76 billion"),
        ("sv", "den 25 september 2019", "2019-09-25"),
    ],
)
def test_another_way_to_write_a_word_finds_it(language: str, question: str, text: str) -> None:
    assert found_ids(language, ["Nothing of it", text], question) == [1]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("får bör", ["far", "bor"]),  # typed with its marks
        ("var är han for", ["får"]),  # too short to be folded
        ("båt", ["mat", "katt"]),  # too short to be misspelt
        ("20191", ["20190", "2019"]),
        ("3 000 kr", ["3000000"]),
    ],
)
def test_what_only_resembles_a_word_is_not_found(question: str, texts: list[str]) -> None:
    assert found_ids("sv", texts, question) == []


def test_a_known_word_is_never_corrected() -> None:
    index = build("en", numbered(["The harbour", "The harbours", "A harbor"]))
    assert [number for number, _ in index.search("harbour", 3)] == [0, 1]


def test_a_question_mostly_of_unknown_words_is_not_corrected() -> None:
    texts = ["camera house", "winter"]
    assert found_ids("en", texts, "camara huose") == []
    assert found_ids("en", texts, "camara house") == [0]


def test_the_better_written_the_better_found() -> None:
    texts = ["Övervakningen i Lund", "Hamnen i Malmö", "Torget i Lund", "Skolan"]
    index = build("sv", numbered(texts))

    def score(question: str) -> float:
        ((number, best),) = index.search(question, 4)
        assert number == 0
        return best

    assert score("övervakning") > score("overvakning") > 0
    assert score("övervakning") > score("övervaknnig") > 0


@given(st.permutations(range(len(CAMERAS))))
def test_the_order_of_passages_changes_nothing(order: list[int]) -> None:
    shuffled = build("sv", [(number, CAMERAS[number]) for number in order])
    straight = build("sv", numbered(CAMERAS))
    for question in ("övervakningskamera", "kamerra i hamnen", "far pa bergen"):
        assert shuffled.search(question, 9) == straight.search(question, 9)


@given(st.integers(0, 9_999), st.integers(1, 12), st.sets(st.integers(0, 299), max_size=40))
def test_what_cannot_be_among_the_best_is_left_out_rightly(
    seed: int, k: int, deleted: set[int]
) -> None:
    chance = random.Random(seed)
    words = [f"{a}{b}" for a in "bdfgklmn" for b in ("alo", "emi", "uro")]
    weights = [1 / (place + 1) for place in range(len(words))]
    texts = [" ".join(chance.choices(words, weights, k=chance.randint(3, 12))) for _ in range(300)]
    (held,) = build("und", numbered(texts))._lists
    live = np.array([place not in deleted for place in range(300)])
    index = BM25Index("und", [SegmentPostings(held.postings, held.ids, live)])
    question = " ".join(chance.choices(words, weights, k=5))
    everything = index.search(question, 300)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.search.bm25.WORTH_LEAVING_OUT", 0)
        assert index.search(question, k) == everything[:k]


@given(st.lists(st.integers(0, 2), min_size=4, max_size=4), st.sets(st.integers(0, 3), max_size=3))
def test_neither_segments_nor_what_is_deleted_change_anything(
    places: list[int], deleted: set[int]
) -> None:
    pairs = numbered(CAMERAS)
    left = [pair for pair in pairs if pair[0] not in deleted]
    whole = build("sv", left)
    lists = []
    for place in range(3):
        own = [pair for pair, segment in zip(pairs, places, strict=True) if segment == place]
        (held,) = build("sv", own)._lists
        live = np.array([number not in deleted for number, _ in own], dtype=np.bool_)
        lists.append(SegmentPostings(held.postings, held.ids, live))
    frequencies = frequencies_of((each.postings, each.live) for each in lists)
    compounds = Compounds.of(frequencies, compound_links("sv"))
    divided = BM25Index("sv", lists, compounds)
    for question in ("hamnkamera", "kameraovervakning", "kamerra i hamnen", "far på bergen"):
        assert divided.variants(question) == whole.variants(question)
        assert divided.search(question, 9) == whole.search(question, 9)


@given(st.permutations(range(4)), st.sets(st.integers(0, 3)), st.integers(0, 4))
def test_joined_postings_are_those_of_the_passages_that_are_left(
    order: list[int], deleted: set[int], cut: int
) -> None:
    passages = [terms(CAMERAS[place], "sv") for place in order]
    kept = [place for place in range(4) if place not in deleted]
    new_rows = np.full(4, -1, dtype=np.int64)
    new_rows[kept] = np.arange(len(kept))
    parts = [Postings.of(passages[:cut]), Postings.of(passages[cut:])]
    joined = merge_postings(parts, [new_rows[:cut], new_rows[cut:]], len(kept)).to_arrays("")
    expected = Postings.of([passages[place] for place in kept]).to_arrays("")
    assert joined.keys() == expected.keys()
    for name, array in joined.items():
        np.testing.assert_array_equal(array, expected[name], name, strict=True)


@given(st.data(), st.sampled_from([(np.uint16, 2**12), (np.uint32, 2**28)]))
def test_postings_are_unpacked_as_they_were_packed(
    data: st.DataObject, kind: tuple[type[Any], int]
) -> None:
    number, passages = kind
    pairs = st.tuples(st.integers(0, passages - 1), st.integers(1, MAX_COUNT))
    rows, counts = np.array(data.draw(st.lists(pairs, min_size=1))).T
    unpacked = unpack(pack(rows, counts, number))
    np.testing.assert_array_equal(unpacked, [rows, counts])


def test_a_word_counts_up_to_a_limit_however_many_passages_there_are() -> None:
    for others in (1, 2**12 + 1):
        held = Postings.of([["pier"] * 40, *[["crane"]] * others])
        (place,) = held.places_of(hashes_of(["pier"]))
        rows, counts = unpack(held.packed[held.at(place)])
        assert (rows.tolist(), counts.tolist()) == ([0], [MAX_COUNT])


@pytest.mark.parametrize(
    ("kind", "text", "question"),
    [
        ("compound", "Polisbilar är polisens bil.", "polis"),
        ("genitive", "Huaweis utrustning.", "Huawei"),
        ("folded", "En stor gård.", "gard"),
        ("misspelt", "Kamerorna är nya.", "kamrorna"),
    ],
)
def test_a_kind_of_variant_can_be_left_out(kind: VariantKind, text: str, question: str) -> None:
    index = build("sv", numbered([text, "Något annat står här."]))
    (every,) = index.variants(question).values()
    (others,) = index.variants(question, OWN_LANGUAGE - {kind}).values()
    assert [each for each in every if each not in others]


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("sv", "Avgiften höjs i maj.", "the yearly fee"),
        ("sv", "En medlemsavgift tas ut.", "the fee"),
        ("en", "The fee was raised in May.", "vad är avgiften"),
        ("en", "A reminder fee is added.", "påminnelseavgiften"),
    ],
)
def test_a_question_in_another_language_is_found_by_what_its_words_are_called(
    language: str, text: str, question: str
) -> None:
    index = build(language, numbered([text, "Avgift, medlem.", "Hamn, port."]))
    found = [number for number, _ in index.search(question, 5, VARIANTS)]
    assert (0 in found, 2 in found) == (True, False)
    assert index.search(question, 5) == []


def test_what_a_word_is_called_counts_for_less_than_the_word() -> None:
    index = build("sv", numbered(["Avgiften.", "The fee."]))
    (found,) = index.variants("fee", VARIANTS).values()
    assert [(each.terms, each.weight) for each in found] == [
        (("fee",), 1.0),
        (("avgift",), TRANSLATED_WEIGHT),
    ]
