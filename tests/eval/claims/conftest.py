"""Eight documents of a sentence each, and claims of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import HashedWordsEmbedder

THINGS = ("harbour", "tower", "bridge", "market", "school", "library", "station", "museum")


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
             "language": "en", "title": thing, "date": "2020",
             "evidence": [] if label == "not_found" else [quote]}
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
