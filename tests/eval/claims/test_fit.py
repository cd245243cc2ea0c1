"""Fitting the verdict on claims, from a file of each to weights that are used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.claims.cases import answerer_over, cases, given_sentences
from eval.claims.fit import examples_of, write
from eval.claims.measure import row_of
from eval.questions.datasets import read_lines
from qa.settings import Settings
from qa.verify.verdict import VERDICTS, models
from tests.fakes import HashedWordsEmbedder

THINGS = ("harbour", "tower", "bridge", "market", "school", "library", "station", "museum")
OFF = Settings(reader="off")


@pytest.fixture(autouse=True)
def embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embed.load.default_embedder", HashedWordsEmbedder)


def lines() -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    """Documents of one sentence each, and a claim of each label on every one of them."""
    for number, thing in enumerate(THINGS, start=40):
        quote = f"The {thing} has {number} cameras on its roof."
        document: dict[str, object] = {
            "id": thing,
            "title": thing,
            "text": quote,
            "language": "en",
            "date": "2020",
        }
        said = {
            "supported": quote,
            "contradicted": f"The {thing} has {number + 300} cameras on its roof.",
            "not_found": f"Anyone in the {thing} may borrow skis on weekdays.",
        }
        claims: list[dict[str, object]] = [
            {"doc": thing, "label": label, "kind": "made", "sv": claim, "en": claim,
             "language": "en", "evidence": [] if label == "not_found" else [quote]}
            for label, claim in said.items()
        ]  # fmt: skip
        yield document, claims


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    made = list(lines())
    written = {
        "claims": [each for _, held in made for each in held],
        "documents": [d for d, _ in made],
    }
    for name, content in written.items():
        text = "\n".join(map(json.dumps, content))
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return tmp_path / "claims.jsonl", tmp_path / "documents.jsonl"


def test_what_is_fitted_tells_claims_apart(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims, documents = files
    weights = tmp_path / "weights.json"
    monkeypatch.setattr("qa.verify.verdict.WEIGHTS_FILE", weights)
    write(examples_of(claims, documents, OFF), [claims.name], weights)
    fitted = json.loads(weights.read_text(encoding="utf-8"))["likeness"]
    assert {*VERDICTS} < fitted.keys()
    assert fitted["fitted_on"] == ["claims.jsonl", "48 claims"]
    models.cache_clear()
    try:
        answerer = answerer_over(documents, OFF)
        rows = [row_of(each, answerer) for each in cases(claims, answerer, given=False)]
    finally:
        models.cache_clear()
    english = [row for row in rows if row.languages == "en-en"]
    assert sum(row.verdict == row.label for row in english) > 0.8 * len(english)
    assert not any(row.label == "contradicted" and row.verdict == "supported" for row in rows)
    assert all(row.verbatim == "supported" for row in rows if row.label == "supported")


def test_given_evidence_is_the_sentences_named(files: tuple[Path, Path]) -> None:
    claims, documents = files
    answerer = answerer_over(documents, OFF)
    for line in read_lines(claims):
        texts = [answerer.index.text_of(each) for each in given_sentences(answerer.index, line)]
        assert texts == line["evidence"]
    assert all(len(each.sentences) <= 1 for each in cases(claims, answerer, given=True))
