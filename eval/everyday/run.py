"""Ask the everyday questions, each in a conversation of its own, and score the replies."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.everyday.figures import everyday_figures
from eval.everyday.question import FOLDER, documents_of, load_everyday, parts_of
from eval.everyday.row import EverydayRow, ask_everyday
from eval.results.summary import Groups
from eval.run import code_measured
from qa.answer.certainty import certainty
from qa.assistant import Assistant


@dataclass(frozen=True, slots=True)
class EverydayRun:
    """The rows, their figures by kind, and what was measured."""

    rows: tuple[EverydayRow, ...]
    figures: Groups
    measured: dict[str, Any]


def run_everyday(
    open_documents: Callable[[Path], Assistant],
    split: str,
    progress: Callable[[int, int], None] | None = None,
    folder: Path = FOLDER,
) -> EverydayRun:
    """Ask the questions of a half, or of both where `split` is "all", each part over its documents.

    Raises EverydaySetMissing where they are not there.
    """
    asked = {part: load_everyday(part, folder) for part in parts_of(split)}
    total = sum(map(len, asked.values()))
    rows: list[EverydayRow] = []
    measured = {"split": split, **code_measured(), "corpus_hash": {}}
    for part, questions in asked.items():
        assistant = open_documents(documents_of(part, folder))
        measured["settings"] = asdict(assistant.settings)
        measured["corpus_hash"][part] = assistant.corpus_hash
        for question in questions:
            rows.append(ask_everyday(assistant, question))
            if progress:
                progress(len(rows), total)
    return EverydayRun(tuple(rows), everyday_figures(rows), measured)


def write_everyday(run: EverydayRun, folder: Path) -> None:
    """Write results.jsonl, a line a question, and summary.json into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(_record(row), ensure_ascii=False) for row in run.rows]
    (folder / "results.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    figures = {
        kind: {name: asdict(figure) for name, figure in of_kind.items()}
        for kind, of_kind in run.figures.items()
    }
    content = json.dumps({"measured": run.measured, "figures": figures}, indent=2, default=str)
    (folder / "summary.json").write_text(content + "\n", encoding="utf-8")


def _record(row: EverydayRow) -> dict[str, Any]:
    answer = row.answer
    return {
        "id": row.question.id,
        "kind": row.question.kind,
        "question": row.question.question,
        "acceptable": row.acceptable,
        "filler": row.filler,
        "reply": answer.kind,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "certainty": certainty(answer),
        "text": answer.text,
        "citations": [asdict(each) for each in answer.citations],
    }
