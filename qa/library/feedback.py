"""What users thought of answers: kept in their data folder, or at a URL that several servers share,
and exported as questions to evaluate.

A file has a JSON object a line and only grows; of the lines with the same `id`, the last counts.
Stores cannot add to a file: at a URL each line is a file of its own, named after the time.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.errors import StoreError
from index.load.remote import list_files, open_store, told
from qa.types import Answer

SUFFIX = ".json"
ABOUT = "about.txt"
_ABOUT = (
    b"What users of Citera thought of answers: a file each. See: citera feedback export --help\n"
)


def feedback_file() -> Path:
    """Where feedback is kept: a file in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("citera") / "feedback.jsonl"


def keep_feedback(
    place: Path | str, key: str, answer: Answer, good: bool, reason: str = ""
) -> None:
    """Add what was thought of an answer to the file, or at the URL, in place of what `key` was said
    of before. Raises OSError or StoreError.
    """
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
    text = json.dumps(line, ensure_ascii=False).encode("utf-8", "replace")
    if isinstance(place, Path):
        _append(place, text + b"\n")
    else:
        now = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}"
        _put(place, f"{now}-{secrets.token_hex(8)}{SUFFIX}", text)


def read_feedback(place: Path | str) -> list[dict[str, Any]]:
    """What was thought of each answer in the end, in order of time; nothing without a file. Raises
    OSError or NothingToIndexError.
    """
    lines = _lines(place) if isinstance(place, Path) else _files(place)
    return list({line["id"]: line for line in lines}.values())


def check_feedback(url: str) -> None:
    """Raise StoreError or NothingToIndexError where feedback cannot be kept at a URL. What is there
    is told in a file beside it.
    """
    _put(url, ABOUT, _ABOUT)


def _append(path: Path, line: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # In one write, so that two servers share the file line by line.
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line)
    finally:
        os.close(file)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def _put(url: str, name: str, text: bytes) -> None:
    store, root = open_store(url)
    try:
        store.pipe_file(f"{root}/{name}", text)
    except Exception as error:  # each store has errors of its own
        raise StoreError(
            "feedback cannot be kept at {url!r} ({reason}); see whether the store is there, and "
            "whether the environment names who may write to it.",
            url=url,
            reason=told(error),
        ) from error


def _files(url: str) -> Iterator[dict[str, Any]]:
    """Those at a URL, by name and so by time; one that is being written is passed over."""
    for _, file in sorted(list_files(url), key=lambda each: each[0]):
        if file.name.endswith(SUFFIX):
            with suppress(ValueError):
                yield json.loads(file.read_bytes())


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
