"""Token ids against Hugging Face's implementation of the same tokenizer, and by hand."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed.e5.tokenizer import (
    END,
    JOINER,
    NEWER,
    START,
    E5Tokenizer,
    QuestionTokenizer,
    truncated,
)
from index.embed.protocol import encodable
from tests.e5_reference import ReferenceE5, loaded_e5, reference_e5

pytestmark = pytest.mark.integration

SHARED = Path(__file__).parents[4].parent / "shared"
SAMPLE = Path(__file__).parents[4] / "qa" / "sample_corpus"
RANDOM_ALPHABETS = [
    range(1, 0x110000),
    range(0x20, 0x250),
    [*range(0x20, 0x7F), *range(0x300, 0x370), 0x3000, 0x200D],
    range(0x20, 0x3100),
    [*range(0x1F300, 0x1FB00), 0xFE0F, 0x200D, 0x20],
    [*range(0xAC00, 0xAC80), *range(0x1100, 0x1200), *range(0xFF00, 0xFFF0)],
]


@pytest.fixture(scope="module")
def tokenizer() -> E5Tokenizer:
    return loaded_e5()._tokenizer


@pytest.fixture(scope="module")
def questions() -> QuestionTokenizer:
    return loaded_e5()._questions


@pytest.fixture(scope="module")
def model() -> ReferenceE5:
    return reference_e5()


class HuggingFaceTokenizer:
    """As the model's tokenizer.json: Precompiled, split at spaces, Metaspace, Unigram."""

    def __init__(self, model: ReferenceE5) -> None:
        import sentencepiece
        import tokenizers
        from tokenizers import models, normalizers, pre_tokenizers

        self._scores: tuple[float, ...] = model.scores
        pieces = list(zip(model.pieces, model.scores, strict=True))
        self._pieces: Any = tokenizers.Tokenizer(models.Unigram(pieces, unk_id=3))
        # The original splits at U+0085 as well, which Rust holds for a space.
        self._pieces.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Split(" ", "removed"), pre_tokenizers.Metaspace()]
        )
        self._rule: Any = sentencepiece.SentencePieceNormalizer(
            rule_name="nmt_nfkc",
            add_dummy_prefix=False,
            escape_whitespaces=False,
            remove_extra_whitespaces=False,
        )
        self._precompiled = normalizers.Precompiled(charsmap(self._rule))

    def ids(self, text: str) -> list[int]:
        """Of text that is normalised already."""
        return [START, *self._pieces.encode(text, add_special_tokens=False).ids, END]

    def normalised(self, text: str) -> tuple[str, str]:
        """By Hugging Face's code and by sentencepiece's."""
        return self._precompiled.normalize_str(text), self._rule.normalize(text)

    def agrees(self, ids: list[int], text: str) -> bool:
        """Whether `ids` are those of the text, or others of the same score: a tie."""
        expected = self.ids(text)
        return ids == expected or abs(self._score(ids) - self._score(expected)) < 1e-3

    def _score(self, ids: Iterable[int]) -> float:
        return sum(self._scores[id] for id in ids)


@pytest.fixture(scope="module")
def hugging_face(model: ReferenceE5) -> HuggingFaceTokenizer:
    return HuggingFaceTokenizer(model)


def charsmap(rule: Any) -> bytes:
    """Field 2 of sentencepiece's NormalizerSpec, after its name."""
    spec: bytes = rule.serialized_normalizer_spec()
    start = len(b"\n\x08nmt_nfkc\x12")
    length = shift = 0
    while True:
        byte = spec[start]
        length |= (byte & 127) << shift
        start, shift = start + 1, shift + 7
        if byte < 128:
            return spec[start : start + length]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def telling(texts: Iterable[str]) -> Iterator[str]:
    """The texts that bring a character not seen before, and every twentieth of the others."""
    seen: set[str] = set()
    for number, text in enumerate(texts):
        if number % 20 == 0 or not seen.issuperset(text):
            seen.update(text)
            yield text


def assert_agrees(
    tokenizer: E5Tokenizer, hugging_face: HuggingFaceTokenizer, texts: Iterable[str]
) -> None:
    """All ids agree with Hugging Face's, from raw text to ids."""
    prefixed = ["passage: " + encodable(text) for text in texts]
    assert prefixed
    for text, ids in zip(prefixed, tokenizer(prefixed), strict=True):
        normalised, _ = hugging_face.normalised(text.replace(JOINER, " "))
        assert hugging_face.agrees(ids, normalised), text


def test_ids_are_hugging_faces_on_the_sample_corpus(
    tokenizer: E5Tokenizer, hugging_face: HuggingFaceTokenizer
) -> None:
    paths = [path for path in SAMPLE.rglob("*") if path.suffix in {".txt", ".md", ".html"}]
    texts = [path.read_text("utf-8") for path in paths]
    assert_agrees(
        tokenizer, hugging_face, [*texts, *(line for t in texts for line in t.split("\n"))]
    )


def test_ids_are_hugging_faces_on_the_commissioned_documents(
    tokenizer: E5Tokenizer, hugging_face: HuggingFaceTokenizer, corpus: Path
) -> None:
    texts = [path.read_text("utf-8") for path in corpus.iterdir()]
    assert_agrees(
        tokenizer, hugging_face, [*texts, *(line for t in texts for line in t.split("\n"))]
    )


def test_ids_are_hugging_faces_on_what_others_asked_and_wrote(
    tokenizer: E5Tokenizer, hugging_face: HuggingFaceTokenizer
) -> None:
    paths = sorted((SHARED / "data").rglob("*.jsonl"))
    if not paths:
        pytest.skip("the question-answering sets are not at ../shared/data")
    lines = (line for path in paths for line in path.read_text("utf-8").split("\n") if line)
    texts = dict.fromkeys(text for line in lines for text in strings(json.loads(line)))
    assert_agrees(tokenizer, hugging_face, telling(texts))


def random_texts(seed: int) -> list[str]:
    choose = random.Random(seed)
    return [
        "".join(map(chr, choose.choices(alphabet, k=choose.randint(1, 40))))
        for alphabet in RANDOM_ALPHABETS
        for _ in range(10_000 // len(RANDOM_ALPHABETS) + 1)
    ]


def test_ids_are_hugging_faces_on_random_characters(
    tokenizer: E5Tokenizer, hugging_face: HuggingFaceTokenizer
) -> None:
    """Hugging Face's normaliser loses some combining marks; there sentencepiece's is followed."""
    texts = [NEWER.sub("", text) for text in random_texts(5)]
    prefixed = ["passage: " + encodable(text) for text in texts]
    same = 0
    for text, ids in zip(prefixed, tokenizer(prefixed), strict=True):
        hugging, rule = hugging_face.normalised(text.replace(JOINER, " "))
        same += hugging == rule
        assert hugging_face.agrees(ids, rule), ascii(text)
    assert same > 8_000


def test_each_character_is_normalised_as_the_models_own_table_says(
    tokenizer: E5Tokenizer, hugging_face: HuggingFaceTokenizer, model: ReferenceE5
) -> None:
    every = [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000]
    changed = [
        letter
        for letter in every
        if letter in model.letters
        or NEWER.match(letter)
        or unicodedata.normalize("NFKC", letter) != letter
        or ord(letter) % 101 == 0
    ]
    assert len(changed) > 15_000
    for letter, ids in zip(changed, tokenizer([f"1{each}1" for each in changed]), strict=True):
        expected = f"1{model.letters.get(letter, letter)}1"  # no mark joins a digit
        assert hugging_face.agrees(ids, expected), f"U+{ord(letter):04X}"


def test_accents_that_are_characters_of_their_own_are_joined(tokenizer: E5Tokenizer) -> None:
    decomposed = unicodedata.normalize("NFD", "Överförmyndaren på Åland")
    one, other = tokenizer([decomposed, "Överförmyndaren på Åland"])
    assert one == other


def test_a_run_of_unknown_characters_is_one_token(tokenizer: E5Tokenizer) -> None:
    (ids,) = tokenizer(["\U00012000\U00012001\U00012002 a"])
    assert ids.count(3) == 1


def test_what_spells_a_special_token_is_text(tokenizer: E5Tokenizer) -> None:
    (ids,) = tokenizer(["a </s> <mask> <pad> <unk> <s> b"])
    assert ids[0] == START
    assert ids[-1] == END
    assert not {0, 1, 2, 3, 250_001} & set(ids[1:-1])


def test_outer_and_repeated_spaces_say_nothing(tokenizer: E5Tokenizer) -> None:
    one, other = tokenizer(["passage: a b", "passage:  a \n\t b \u3000"])
    assert one == other


def test_a_long_text_is_read_to_token_511_and_closed(tokenizer: E5Tokenizer) -> None:
    short, just, long = tokenizer(["ja " * 509, "ja " * 510, "ja " * 511])
    assert (len(short), len(just), len(long)) == (511, 512, 513)
    assert truncated(short) == short
    assert truncated(just) == just
    assert truncated(long) == just


def test_few_pieces_give_the_ids_that_all_give(
    tokenizer: E5Tokenizer, questions: QuestionTokenizer
) -> None:
    texts = [encodable(text) for text in random_texts(6)[::3]]
    texts += [path.read_text("utf-8") for path in SAMPLE.rglob("*.txt")]
    texts += ["", " ", "a </s> <mask> <unk> b", "x" * 5_000, "ja " * 600]
    for text, expected in zip(texts, tokenizer(texts), strict=True):
        assert questions(text) == expected, ascii(text)


@given(st.text())
def test_few_pieces_are_enough_for_any_text(
    tokenizer: E5Tokenizer, questions: QuestionTokenizer, text: str
) -> None:
    assert [questions(encodable(text))] == tokenizer([encodable(text)])
