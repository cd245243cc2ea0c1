"""The everyday questions: what is asked, and what a good answer holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from index.errors import CiteraError

FOLDER = Path(__file__).parent
PARTS = {"tune": ("a", "b", "d", "e", "g"), "report": ("c", "f")}
"""The parts of each half. Nobody who changes the code reads those of "report"."""


class EverydaySetMissing(CiteraError):
    """The everyday set is not there: it ships with the source, not in the package."""


@dataclass(frozen=True, slots=True)
class EverydayQuestion:
    """One question, and the rules of what is acceptable in reply.

    `history`: the questions asked before it, oldest first. `expect`: "answer", "refusal", "chat" (a
    brief reply without quotes), "clarify" (it asks what is meant), "outside" (it says that it does
    not do that) or "documents" (an answer about the documents themselves). `holds`: groups of
    alternatives, of which a good answer has one of every group; `lacks`: what it must not have.
    `quotes`: the document's words that belong into a good answer; `documents`: where they stand,
    below the part's folder.
    """

    id: str
    kind: str
    language: str
    question: str
    history: tuple[str, ...]
    expect: str
    holds: tuple[tuple[str, ...], ...]
    lacks: tuple[str, ...]
    documents: tuple[str, ...]
    quotes: tuple[str, ...]


def parts_of(split: str) -> tuple[str, ...]:
    """The parts of a half, or of both where `split` is "all"."""
    return tuple(part for name, parts in PARTS.items() if split in (name, "all") for part in parts)


def documents_of(part: str, folder: Path = FOLDER) -> Path:
    """The folder of the documents that a part asks of."""
    return folder / "documents" / part


def load_everyday(part: str, folder: Path = FOLDER) -> list[EverydayQuestion]:
    """The questions of a part, in their order. Raises EverydaySetMissing where it is not there."""
    path = folder / f"questions-{part}.jsonl"
    if not path.is_file() or not documents_of(part, folder).is_dir():
        raise EverydaySetMissing(
            "the everyday questions are not in {folder}: they ship with the source, not with the "
            "package; run citera in a checkout that is installed with: pip install -e .",
            folder=str(folder),
        )
    return [_question(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _question(record: Mapping[str, Any]) -> EverydayQuestion:
    part = record["id"].partition("-")[0]
    lists = {
        "history": tuple(record["history"]),
        "holds": tuple(map(tuple, record["holds"])),
        "lacks": tuple(record["lacks"]),
        "documents": tuple(each.removeprefix(f"{part}/") for each in record["documents"]),
        "quotes": tuple(record["quotes"]),
    }
    return EverydayQuestion(
        **{each.name: record[each.name] for each in fields(EverydayQuestion)} | lists
    )
