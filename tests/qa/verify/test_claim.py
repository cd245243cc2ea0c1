"""Claims held against sentences of an index, and what may never be called supported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index import Index
from index.build import build_index
from qa.evidence.reader.protocol import ClaimReading, Window
from qa.settings import Settings
from qa.verify.claim import compared_best, hold
from qa.verify.details import Differences
from qa.verify.features import Comparison, comparisons, quotes_among
from qa.verify.types import Verdict
from qa.verify.verdict import VERDICTS, kind_of, models, probabilities, verdict_of
from tests.fakes import HashedTokensEmbedder, SharedWordsReader, make_document

TEXT = (
    "The harbour of Ellery has forty cameras. Fishermen asked for them in 2019. "
    "The mayor paid one million kronor. Nobody has complained so far."
)


@pytest.fixture(scope="module")
def index() -> Index:
    embedder = HashedTokensEmbedder()
    made = build_index([make_document(TEXT), make_document("It rains.", "b.txt")], embedder,
                       Settings().split)  # fmt: skip
    made.embed_with(embedder)
    return made


class HoldingReader(SharedWordsReader):
    """Says of every quote with "forty" that it says the same, and of any other that it does not."""

    def hold(self, claim: str, windows: Sequence[Window]) -> list[ClaimReading]:
        """One reading for each window."""
        return [
            ClaimReading(9, -9, -9) if "forty" in each.sentences[-1] else ClaimReading(-9, -9, 9)
            for each in windows
        ]


@pytest.fixture
def by_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts by nothing but what the reader says that holds claims."""
    model = {
        "supported": {"intercept": 0.0, "same": 1.0},
        "contradicted": {"intercept": 0.0, "conflict": 1.0},
        "not_found": {"intercept": 0.0},
        "least_supported": 0.5,
    }
    monkeypatch.setattr("qa.verify.verdict.models", lambda: {"claims": model})


def test_quotes_are_single_sentences_and_two_of_a_document(index: Index) -> None:
    sentences = list(index.sentences)
    quotes = quotes_among(sentences)
    assert quotes[: len(sentences)] == [(each,) for each in sentences]
    assert all(len({each.document_id for each in quote}) == 1 for quote in quotes)
    assert all(list(quote) == sorted(quote, key=lambda each: each.row) for quote in quotes)


def test_a_comparison_tells_likeness_and_what_readers_say(index: Index) -> None:
    claim = "The harbour of Ellery has forty cameras."
    quotes = quotes_among(list(index.sentences))
    first, *others = comparisons(index, None, claim, "en", quotes)
    assert (first.coverage, first.differences) == (1.0, Differences(0, 0, 0, 0, 0, 0))
    assert first.alignment == pytest.approx(1.0)
    assert all(first.cosine >= each.cosine for each in others)
    assert kind_of(first) == "likeness"
    best = compared_best(index, HoldingReader(), claim, "en", quotes)
    assert (best.quote, best.reading) == (first.quote, ClaimReading(9, -9, -9))
    assert kind_of(best) == "claims"
    assert kind_of(compared_best(index, SharedWordsReader(), claim, "en", quotes)) == "reader"


@pytest.mark.usefixtures("by_reading")
def test_what_says_the_same_is_supported_by_that_sentence_alone(index: Index) -> None:
    claim = "The harbour of Ellery has forty cameras."
    held = hold(index, HoldingReader(), claim, "en", list(index.sentences))
    assert (held.verdict, [index.text_of(each) for each in held.sentences]) == (
        "supported",
        [claim],
    )
    assert 0 < held.confidence <= 1


@pytest.mark.usefixtures("by_reading")
@pytest.mark.parametrize(
    "claim",
    [
        "The harbour of Ellery has fifty cameras.",
        "The harbour of Malden has forty cameras.",
        "The harbour of Ellery does not have forty cameras.",
    ],
)
def test_a_number_name_or_not_that_differs_is_never_supported(index: Index, claim: str) -> None:
    assert hold(index, HoldingReader(), claim, "en", list(index.sentences)).verdict != "supported"


def test_without_sentences_nothing_is_found(index: Index) -> None:
    held = hold(index, None, "The harbour has forty cameras.", "en", [])
    assert (held.verdict, held.sentences) == ("not_found", ())


def test_a_run_of_names_and_numbers_without_an_end_is_not_found(index: Index) -> None:
    claim = " ".join(f"Anna{each} Berg has {each} cameras" for each in range(1_000))
    assert hold(index, None, claim, "en", list(index.sentences)).verdict == "not_found"


def test_hostile_claims_are_held(index: Index) -> None:
    for claim in ("", "\ud800\x00", "</s>" * 500, "9" * 5_000, "not " * 999):
        assert hold(index, None, claim, "en", list(index.sentences)).verdict in VERDICTS


@pytest.mark.parametrize("kind", sorted(models()))
def test_shares_are_one_in_all_and_supported_from_so_much_on(kind: str) -> None:
    model = models()[kind]
    same = Differences(0, 0, 0, 0, 0, 0)
    compared = Comparison((), True, 0.95, 0.9, 0.5, 1.0, same)
    shares = probabilities(compared, model)
    assert sum(shares.values()) == pytest.approx(1.0)
    differing = replace(compared, differences=replace(same, values=1))
    assert probabilities(differing, model)["supported"] == 0
    assert verdict_of(shares, 0.0) == max(shares, key=lambda each: shares[each])
    assert verdict_of(shares, 1.1) != "supported"


@pytest.mark.parametrize(
    ("supported", "contradicted", "expected"),
    [
        (0.9, 0.1, "supported"),
        (0.75, 0.2, "not_found"),  # most likely so, but not surely: by no means contradicted
        (0.5, 0.45, "contradicted"),
        (0.2, 0.75, "contradicted"),
        (0.3, 0.3, "not_found"),
    ],
)
def test_what_is_not_sure_is_not_found(
    supported: float, contradicted: float, expected: Verdict
) -> None:
    rest = 1 - supported - contradicted
    shares: dict[Verdict, float] = {
        "supported": supported, "contradicted": contradicted, "not_found": rest
    }  # fmt: skip
    assert verdict_of(shares, 0.84) == expected
