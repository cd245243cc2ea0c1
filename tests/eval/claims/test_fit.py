"""Fitting the verdict on claims, from a file of each to weights that are used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.claims.cases import answerer_over, cases, given_sentences
from eval.claims.fit import examples_of, write
from eval.claims.measure import row_of
from eval.questions.datasets import read_lines
from qa.settings import Settings
from qa.verify.verdict import VERDICTS, models

OFF = Settings(reader="off")


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
