"""What users thought of answers: kept in their data folder, and exported as questions to evaluate.

The file has a JSON object a line and only grows; of the lines with the same `id`, the last counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.types import Answer


def feedback_file() -> Path:
    """Where feedback is kept: a file in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("citera") / "feedback.jsonl"


def keep_feedback(path: Path, key: str, answer: Answer, good: bool, reason: str = "") -> None:
    """Add what was thought of an answer to the file, in place of what `key` was said of before."""
    line = {
        "id": key,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "good": good,
        "reason": reason,
        "question": answer.question,
        "text": answer.text,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "quotes": [
            {"document": each.document_id, "quote": each.quote} for each in answer.citations
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_feedback(path: Path) -> list[dict[str, Any]]:
    """What was thought of each answer in the end, in order of time; nothing without a file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return list({line["id"]: line for line in lines}.values())


def questions_from(feedback: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The good answers as questions in the short form of docs/evaluation.md, each question once.

    A good answer's first quote is the answer looked for; a good refusal has none. What is right in
    place of a poor answer is known to nobody yet, so that those are not among them.
    """
    good = [each for each in feedback if each["good"]]
    return list({each["question"]: _question(each) for each in good}.values())


def _question(feedback: dict[str, Any]) -> dict[str, Any]:
    asked = {"question": feedback["question"]}
    if not feedback["quotes"]:
        return asked | {"answers": []}
    first = feedback["quotes"][0]
    return asked | {"answers": [first["quote"]], "document": first["document"]}
