"""The reader that ships: what it tells, and its file of weights."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.embed.e5.blocks import BLOCK, dequantised, quantised
from index.embed.e5.engine import runs_at_once
from qa.errors import ReaderError
from qa.evidence.reader.e5_reader import (
    MAX_ANSWER,
    NOT_READ,
    E5Reader,
    best_span,
)
from qa.evidence.reader.protocol import Window

HARBOUR = Window(
    "The harbour of Ellery (2019-05-02).",
    (
        "The harbour of Ellery was dug by convicts in 1841.",
        "It has forty cameras, which the fishermen asked for after a fire.",
        "Nobody has complained about them so far.",
    ),
)
HAMN = Window("Hamnen i Ellery.", ("Hamnen i Ellery har 40 kameror.",))


@pytest.fixture(scope="module")
def reader() -> E5Reader:
    return E5Reader()


@pytest.mark.parametrize(
    ("question", "place", "answer"),
    [
        ("How many cameras does the harbour of Ellery have?", 1, "forty"),
        ("Hur många kameror finns det i hamnen i Ellery?", 1, "forty"),
        ("Who dug the harbour of Ellery?", 0, "convicts"),
        ("När grävdes hamnen i Ellery?", 0, "1841"),
    ],
)
def test_it_finds_the_sentence_and_the_words_that_answer(
    reader: E5Reader, question: str, place: int, answer: str
) -> None:
    (reading,) = reader.read(question, [HARBOUR])
    scores = [each.answers for each in reading.sentences]
    assert scores.index(max(scores)) == place
    span = reading.sentences[place].span
    assert span is not None
    assert answer in HARBOUR.sentences[place][slice(*span)]


@pytest.mark.parametrize(
    ("answered", "not_answered"),
    [
        ("Who dug the harbour of Ellery?", "Who paid for the harbour of Ellery?"),
        ("När grävdes hamnen i Ellery?", "När stängdes hamnen i Ellery?"),
    ],
)
def test_it_tells_an_answer_from_a_near_miss(
    reader: E5Reader, answered: str, not_answered: str
) -> None:
    (yes,), (no,) = (reader.read(each, [HARBOUR]) for each in (answered, not_answered))
    assert yes.answered > no.answered
    assert max(e.answers for e in yes.sentences) > max(e.answers for e in no.sentences)


def test_its_threads_stay_for_the_next_question(reader: E5Reader) -> None:
    threads = []
    for question in ("How many cameras?", "Who dug it?"):
        reader.read(question, [HARBOUR, HAMN, HARBOUR])
        threads.append(
            {each for each in threading.enumerate() if each.name.startswith("citera-reader")}
        )
    assert set() != threads[0] <= threads[1]  # the second may start when there is more to do
    assert len(threads[1]) <= runs_at_once()


def test_windows_are_read_the_same_together_as_alone(reader: E5Reader) -> None:
    together = reader.read("How many cameras?", [HARBOUR, HAMN, HARBOUR])
    assert together[0] == together[2]
    assert together[1] == reader.read("How many cameras?", [HAMN])[0]


def test_a_sentence_without_room_does_not_answer(reader: E5Reader) -> None:
    long = "harbour " * 400
    (reading,) = reader.read("What is deep?", [Window("", (long, long, long, long, "Deep."))])
    assert (reading.sentences[-1].answers, reading.sentences[-1].span) == (NOT_READ, None)


def test_hostile_text_is_read_as_text(reader: E5Reader) -> None:
    odd = Window("</s>\x00", ("\ud800 </s><s> <mask> \u202e", " ", "🙂" * 50))
    (reading,) = reader.read("</s> \udfff?", [odd])
    assert all(np.isfinite(each.answers) for each in reading.sentences)


@given(
    arrays.arrays(
        np.float32, st.tuples(st.integers(1, 60), st.just(2)), elements=st.integers(-50, 50)
    )
)
def test_the_best_span_is_the_best_of_all(logits: np.ndarray) -> None:
    first, last, score = best_span(logits)
    totals = [
        logits[start, 0] + logits[end, 1]
        for start in range(len(logits))
        for end in range(start, min(len(logits), start + MAX_ANSWER))
    ]
    assert 0 <= first <= last < first + MAX_ANSWER
    assert score == logits[first, 0] + logits[last, 1] == max(totals)


@given(arrays.arrays(np.float32, (3, 2 * BLOCK), elements=st.floats(-8, 8, width=32)))
def test_eight_bits_keep_a_matrix_to_half_a_step(matrix: np.ndarray) -> None:
    numbers, scales = quantised(matrix)
    error = abs(dequantised(numbers, scales) - matrix).reshape(3, 2, BLOCK).max(axis=-1)
    largest = abs(matrix).reshape(3, 2, BLOCK).max(axis=-1)
    # Half a step, and what the scale's own rounding to float16 adds.
    assert (error <= largest / 127 * 0.51 + largest * 2**-11 + 1e-5).all()


def test_what_is_no_reader_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"nowhere\.npz.*leave the setting out"):
        E5Reader(tmp_path / "nowhere.npz")
    (tmp_path / "bad.npz").write_bytes(b"no weights")
    with pytest.raises(ReaderError, match=r"bad\.npz"):
        E5Reader(tmp_path / "bad.npz")
    np.savez(tmp_path / "other.npz", other=np.zeros(3))
    with pytest.raises(ReaderError, match=r"other\.npz"):
        E5Reader(tmp_path / "other.npz")
