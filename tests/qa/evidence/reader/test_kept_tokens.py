"""Texts that come back are not taken apart again."""

from __future__ import annotations

from collections.abc import Sequence

from index.embed.e5.tokenizer import Tokens
from qa.evidence.reader.kept_tokens import KeptTokens


class Counting:
    """Takes each character for a token, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        self.given += texts
        return [Tokens([*map(ord, text)], [(n, n + 1) for n in range(len(text))]) for text in texts]


def test_the_tokens_are_those_of_the_tokenizer_in_the_order_of_the_texts() -> None:
    plain, kept = Counting(), KeptTokens(Counting())
    for texts in (["ab", "c", "ab", ""], ["c", "åä", "ab"], []):
        assert kept.tokens(texts) == plain.tokens(texts)


def test_no_text_is_taken_apart_twice_until_it_is_forgotten() -> None:
    counting = Counting()
    kept = KeptTokens(counting, most=2)
    kept.tokens(["a", "b", "a"])
    kept.tokens(["b", "a"])
    assert counting.given == ["a", "b"]
    kept.tokens(["c"])  # "b" was asked for longest ago
    kept.tokens(["a", "c"])
    assert counting.given == ["a", "b", "c"]
    kept.tokens(["b"])
    assert counting.given == ["a", "b", "c", "b"]
