"""What the bundled reader is given to read."""

from __future__ import annotations

import pytest

from index.embed.e5.embedder import E5Embedder
from index.embed.e5.tokenizer import END, START, WINDOW
from qa.evidence.reader.protocol import Window
from qa.evidence.reader.reader_input import MAX_QUESTION, MAX_SENTENCE, reader_inputs
from tests.e5_reference import loaded_e5

TEXT = Window("Harbour (2019).", ("The harbour has forty cameras.", "Fishermen asked for them."))


@pytest.fixture(scope="module")
def embedder() -> E5Embedder:
    return loaded_e5()


def test_a_question_and_a_window_are_one_sequence(embedder: E5Embedder) -> None:
    (read,) = reader_inputs(embedder, "How many cameras?", [TEXT])
    (alone,) = embedder.tokens(["How many cameras?"])
    assert read.ids[: len(alone.ids) + 3] == [START, *alone.ids, END, END]
    assert read.ids[-1] != END
    assert read.types == [0] * (len(alone.ids) + 2) + [1] * (len(read.ids) - len(alone.ids) - 2)
    assert len(read.ids) == len(read.types) == len(read.spans)


def test_each_sentence_knows_its_tokens_and_their_words(embedder: E5Embedder) -> None:
    (read,) = reader_inputs(embedder, "How many cameras?", [TEXT])
    for places, sentence in zip(read.sentences, TEXT.sentences, strict=True):
        words = [sentence[slice(*read.spans[place])] for place in places]
        assert "".join(words).strip() == sentence


@pytest.mark.parametrize(
    "text", ["Hej  där,\n½ liter ﬁsk – a\u0308r 你好吗?", "x\u200dy \u00a0z", "ÅÄÖ e\u0301 Ⅷ", "…"]
)
def test_tokens_stand_where_their_text_stands(embedder: E5Embedder, text: str) -> None:
    (tokens,) = embedder.tokens([text])
    assert [START, *tokens.ids, END] == embedder._tokenizer([text])[0]
    ends = [end for _, end in tokens.spans]
    assert ends == sorted(ends)
    assert (tokens.spans[0][0], ends[-1]) == (0, len(text))


def test_what_is_too_long_is_cut(embedder: E5Embedder) -> None:
    long = "harbour " * 400
    (read,) = reader_inputs(embedder, long, [Window("", ("One.", long, long, long, "Last."))])
    assert read.types.count(0) == MAX_QUESTION + 2
    assert len(read.ids) < WINDOW
    assert [len(each) for each in read.sentences[1:3]] == [MAX_SENTENCE, MAX_SENTENCE]
    assert list(read.sentences[-1]) == []
