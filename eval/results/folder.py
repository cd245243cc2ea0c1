"""The folder of a run: results.jsonl, which grows by a line a question, and summary.json.

Summary.json first says only what is measured, so that a run which was cut short can be continued.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.metrics import TextSpan
from eval.questions import build_question
from eval.results.row import Row
from eval.results.summary import Summary
from index.errors import CiteraError
from index.messages import reason_of
from qa.types import Answer, Citation

RESULTS = "results.jsonl"
SUMMARY = "summary.json"
DECISIVE = ("commit", "source", "corpus_hash", "settings", "questions_sha256")
"""What must be the same for a run to be continued."""


def start_or_continue(folder: Path, measured: Mapping[str, Any]) -> list[Row]:
    """Make the folder ready for the run, and return the rows that it has already: the first ones.

    Raises CiteraError where it cannot be written, or holds the run of something else.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CiteraError(
            "cannot write a run to {folder!r} ({reason}); name a folder",
            folder=str(folder),
            reason=reason_of(error),
        ) from error
    if (folder / RESULTS).exists():
        _check_same(folder, measured)
    write_summary(folder, measured)
    return list(map(_row, _finished_records(folder / RESULTS)))


def read_run(folder: Path) -> tuple[list[Row], dict[str, Any]]:
    """The rows of a run, in their order, and what was measured; those of a run that was cut short
    are the ones that it has. An answer that was read has no hits: see Row.hits.

    Raises CiteraError where the folder holds no run, or one in another form.
    """
    with _readable(folder):
        lines = (folder / RESULTS).read_text(encoding="utf-8").split("\n")
        return [_row(json.loads(line)) for line in lines if line.strip()], read_measured(folder)


def read_measured(folder: Path) -> dict[str, Any]:
    """What a run measured. Raises CiteraError as `read_run` does."""
    with _readable(folder):
        text = (folder / SUMMARY).read_text(encoding="utf-8")
        measured: dict[str, Any] = json.loads(text)["measured"]
        return measured


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """Say of a run that cannot be read what to do."""
    try:
        yield
    except OSError as error:
        raise CiteraError(
            "{folder!r} holds no run ({reason}: {file}); make one with: citera eval SET --out DIR",
            folder=str(folder),
            reason=reason_of(error),
            file=Path(error.filename).name,
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise CiteraError(
            "the run in {folder!r} cannot be read ({problem}: {error}); make it "
            "again with: citera eval SET --out DIR",
            folder=str(folder),
            problem=type(error).__name__,
            error=error,
        ) from error


def append_row(folder: Path, row: Row) -> None:
    """Add the line of one more question to results.jsonl."""
    with (folder / RESULTS).open("a", encoding="utf-8") as file:
        file.write(json.dumps(_record(row), ensure_ascii=False) + "\n")


def write_summary(
    folder: Path, measured: Mapping[str, Any], summary: Summary | None = None
) -> None:
    """Write summary.json: what is measured and, once it is known, the figures."""
    content = {"measured": measured, **(asdict(summary) if summary else {})}
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")


def _check_same(folder: Path, measured: Mapping[str, Any]) -> None:
    """Raise CiteraError where the run in the folder differs in what is decisive."""
    path = folder / SUMMARY
    found = json.loads(path.read_text(encoding="utf-8"))["measured"] if path.exists() else {}
    differing = [name for name in DECISIVE if found.get(name) != measured[name]]
    if differing:
        raise CiteraError(
            "{folder!r} holds another run (its {differing} differ); name another folder",
            folder=str(folder),
            differing=", ".join(differing),
        )


def _finished_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of whole lines; a last one that was cut short is taken away."""
    content = path.read_bytes() if path.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]
    path.write_bytes(whole)
    return map(json.loads, whole.splitlines())


def _record(row: Row) -> dict[str, Any]:
    """A row as it stands in results.jsonl."""
    return {
        **asdict(row.question),
        "evidence_spans": [[span._asdict() for span in part] for part in row.evidence],
        "right": row.right,
        "answer": row.answer.text,
        "answer_language": row.answer.language,
        "answered": row.answer.answered,
        "confidence": row.answer.confidence,
        "citations": [asdict(citation) for citation in row.answer.citations],
        "written_by": row.answer.written_by and asdict(row.answer.written_by),
        "fallback": row.answer.fallback,
        "hits": [span._asdict() for span in row.hits],
        "metrics": row.metrics,
        "milliseconds": round(row.milliseconds, 3),
    }


def _row(record: Mapping[str, Any]) -> Row:
    """The row of a record."""
    answer = Answer(
        question=record["question"],
        text=record["answer"],
        citations=tuple(Citation(**citation) for citation in record["citations"]),
        answered=record["answered"],
        confidence=record["confidence"],
        language=record["answer_language"],
        hits=(),
    )
    evidence = tuple(tuple(TextSpan(**span) for span in part) for part in record["evidence_spans"])
    hits = tuple(TextSpan(**span) for span in record["hits"])
    return Row(
        build_question(record), evidence, answer, hits, record["metrics"], record["milliseconds"]
    )
