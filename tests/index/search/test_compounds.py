"""The table of compounds of an index, and how a change of the index changes it."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.compounds import Frequency, compound_links, split_compound
from index.language.words import Words
from index.search import compounds as module
from index.search.compounds import Compounds
from index.search.postings import hash_of

LINKS = compound_links("sv")
WORDS = ["bil", "vag", "väg", "kamera", "kameran", "ram", "mera", "hamn", "ana", "ban", "xyz", "å"]
TERMS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join)
CORPORA = st.lists(TERMS, max_size=40).map(Counter)


def listed(compounds: Compounds) -> list[tuple[int, int]]:
    """Parts and compounds in their order."""
    return list(zip(compounds.parts.tolist(), compounds.compounds.tolist(), strict=True))


@given(CORPORA, CORPORA)
def test_what_changed_is_all_that_is_split_anew(before: Counter[str], change: Counter[str]) -> None:
    now = before + change if len(change) % 2 else before - change
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MAX_CHANGED", 2.0)
        updated = Compounds.of(before, LINKS).updated(before, now, LINKS)
    assert listed(updated) == listed(Compounds.of(now, LINKS))


def test_a_small_change_leaves_most_of_many_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(1)
    stems = [
        "".join(rng.choices("bdfgklmnprst", k=2)) + "a" + rng.choice("klmnrt") for _ in range(300)
    ]
    before = Counter("".join(rng.sample(stems, rng.choice((1, 2, 3)))) for _ in range(5_000))
    now = before + Counter({stems[0] + stems[1]: 1, stems[2]: 2})
    known = Compounds.of(before, LINKS)
    split: list[str] = []

    def counted(word: str, frequency: Frequency, links: Words) -> list[str]:
        split.append(word)
        return split_compound(word, frequency, links)

    monkeypatch.setattr(module, "split_compound", counted)
    updated = known.updated(before, now, LINKS)
    assert 0 < len(split) < len(now) / 20
    assert (
        updated.with_part(hash_of(stems[0])).tolist() != known.with_part(hash_of(stems[0])).tolist()
    )
    assert listed(updated) == listed(Compounds.of(now, LINKS))


def test_without_a_change_it_is_the_same() -> None:
    words = Counter({"hamn": 2, "hamnkamera": 1, "kamera": 1})
    known = Compounds.of(words, LINKS)
    assert known.updated(words, words, LINKS) is known
