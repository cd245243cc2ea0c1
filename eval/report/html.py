"""A run as one HTML page, which opens offline: no script, and nothing from elsewhere.

Questions, answers and the names of documents are hostile text: the templates escape all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.compare import Comparison
from eval.metrics import recall_at_k, reciprocal_rank
from eval.report import terminal
from eval.report.plots import plots
from eval.report.terminal import Blocks, change_text, expected, failure, pair_languages
from eval.report.wording import decimal, say, written_in
from eval.results.folder import read_run
from eval.results.row import DEPTH, Row
from eval.results.summary import Figure, Groups, Summary, summarise
from qa.markup import templates

PAGE = "report.html"
TEMPLATES = Path(__file__).with_name("templates")
LANGUAGES = {"en": "English", "sv": "Swedish"}
HALVES = ("tune", "report")

HASH = re.compile(r"([0-9a-f]{12})[0-9a-f]{20,}(-dirty)?")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\+00:00")
EMBEDDED = re.compile(r"(\d+) texts embedded in ([\d.]+) s")
READING = {
    "Answer hit, by language": "The share of questions whose answer holds what was expected, by the"
    " language that was asked in and the one that the evidence is in.",
    "Retrieval": "How much of the evidence the k best passages hold (Recall@k), and how near the"
    " top it stands (MRR, nDCG). en→sv: asked in English, evidence in Swedish.",
    "Answers": "Of the questions with an answer: how many were not refused; whose text holds the"
    " answer; how far the words quoted are those of the evidence (F1; exact is an F1 of 1).",
    "Citations": "How much of the evidence was cited (recall), how many citations are evidence"
    " (precision), and how many stand in the document as quoted (verbatim: must be 100).",
    "Prose": "How many of the sentences that a language model wrote the documents do not support:"
    " they are left out or marked.",
    "Refusals": "How many refusals were right (precision), and how many questions without an answer"
    " were refused (recall); by the question's language and kind.",
    "Confidence": "AUROC: how often a question with an answer got more confidence than one without;"
    " 50 is chance. AURC, the area under the risk curve, and calibration error: lower is better.",
    "Follow-ups": "Questions that need the conversation before them, beside the same asked in full:"
    " where that goes better, the conversation was misunderstood.",
    "Cost": "Words that an answer shows, and milliseconds that it takes: median (p50), and what 95%"
    " of the questions stay under (p95). These are not percentages.",
}
"""How to read each table."""


Numbered = tuple[int, Row]
"""A row with its number in the run, from 1, by which links find it."""


@dataclass(frozen=True, slots=True)
class FiguresTable:
    """Figures as they are shown: lines of a name and cells, a count or a figure times `scale`."""

    title: str
    headings: list[str]
    lines: list[list[str | int | Figure | None]]
    scale: float = 100


def write_html_report(folder: Path) -> Path:
    """Write the page of the run in the folder to its report.html, and return the page's path.

    Raises CiteraError where it holds none.
    """
    rows, measured = read_run(folder)
    path = folder / PAGE
    path.write_text(html_report(rows, measured, summarise(rows)), encoding="utf-8")
    return path


def html_report(
    rows: Sequence[Row], measured: Mapping[str, Any], summary: Summary, language: str = "en"
) -> str:
    """The page of a run: what was measured, its figures and plots, and every question.

    `measured` is what eval.results.folder.read_run says of the run; whatever it holds is shown.
    `language` is "en" or "sv". The same run gives the same page, to the byte.
    """
    numbered = list(enumerate(rows, start=1))
    halves = sorted({row.question.split for row in rows})
    with written_in(language):
        reasons = _by_reason(numbered)
        return _render(
            "report.html",
            language,
            measured={"split": halves, **measured},
            asked=len(rows),
            failed=sum(len(members) for _, members in reasons),
            reasons=reasons,
            right=[each for each in numbered if not failure(each[1])],
            matrix=_matrix(summary.answerable),
            tables_of_figures=list(_figures(summary)),
            plots=plots(rows, summary),
        )


def html_comparison(comparison: Comparison, names: tuple[str, str], language: str = "en") -> str:
    """How two runs of these names compare, as a page: figures, then what only one got right."""
    with written_in(language):
        return _render(
            "comparison.html",
            language,
            comparison=comparison,
            names={"A": names[0], "B": names[1]},
            milliseconds=[decimal(f"{each:.1f}") for each in comparison.milliseconds],
            differences=list(_differences(comparison)),
        )


def _render(name: str, language: str, **values: object) -> str:
    template = templates(TEMPLATES).get_template(name)
    page = template.render(
        values,
        language=language,
        style=Path(__file__).with_name("report.css").read_text(encoding="utf-8"),
        say=say,
        reading=READING,
        expected=expected,
        retrieval=_retrieval,
        readable=_readable,
        readable_name=_readable_name,
        shortened_hash=_shortened_hash,
    )
    return f"{page}\n"


def _by_reason(numbered: Sequence[Numbered]) -> list[tuple[str, list[Numbered]]]:
    """The questions that failed, by reason, the most frequent one first."""
    reasons: dict[str, list[Numbered]] = {}
    for number, row in numbered:
        if reason := failure(row):
            reasons.setdefault(reason, []).append((number, row))
    return sorted(reasons.items(), key=lambda group: -len(group[1]))


def _readable_name(name: str) -> str:
    return say("date" if name == "at" else name.replace("_", " "))


def _readable(value: Any) -> str:
    text = "–" if value is None else str(value)
    if moment := MOMENT.fullmatch(text):
        return f"{moment[1]} {moment[2]} UTC"
    if indexed := EMBEDDED.fullmatch(text):
        return say(
            "{texts} texts embedded in {seconds} s", texts=indexed[1], seconds=decimal(indexed[2])
        )
    return say(text) if text in HALVES else text


def _shortened_hash(value: Any) -> str | None:
    shortened = HASH.fullmatch(str(value))
    return shortened and f"{shortened[1]}…{shortened[2] or ''}"


def _figures(summary: Summary) -> Iterator[FiguresTable]:
    """The tables of the terminal report for which there are figures."""
    tables: tuple[tuple[str, Groups, Blocks, float], ...] = (
        ("Retrieval", summary.answerable, terminal.RETRIEVAL, 100),
        ("Answers", summary.answerable, terminal.ANSWERS, 100),
        ("Citations", summary.answerable, terminal.CITATIONS, 100),
        ("Prose", terminal.prose_of(summary), terminal.PROSE, 100),
        ("Refusals", summary.refusal, terminal.REFUSAL, 100),
        ("Confidence", summary.calibration, terminal.CALIBRATION, 100),
        ("Follow-ups", summary.conversation, terminal.CONVERSATION, 100),
        ("Cost", summary.cost, terminal.COST, 1),
    )
    for title, groups, blocks, scale in tables:
        if groups:
            headings = [say("questions")]
            for block in blocks:
                headings += ["n", *map(say, block.values())]
            lines = [[say(name), *_cells(groups[name], blocks)] for name in groups]
            yield FiguresTable(title, headings, lines, scale)


def _cells(figures: Mapping[str, Figure], blocks: Blocks) -> Iterator[int | Figure | None]:
    for block in blocks:
        known = [figures[name] for name in block if name in figures]
        yield known[0].n if known else 0
        yield from (figures.get(name) for name in block)


def _matrix(groups: Groups) -> FiguresTable | None:
    """How often the answer was hit, by the languages of question and evidence."""
    asked_in, held_in = pair_languages(groups)
    if not asked_in:
        return None
    headings = ["", *(say("evidence in {language}", language=_language(each)) for each in held_in)]
    lines: list[list[str | int | Figure | None]] = [
        [
            say("asked in {language}", language=_language(asked)),
            *(groups.get(f"{asked}→{held}", {}).get("answer_hit") for held in held_in),
        ]
        for asked in asked_in
    ]
    return FiguresTable("Answer hit, by language", headings, lines)


def _language(code: str) -> str:
    return say(LANGUAGES.get(code, code))


def _retrieval(row: Row) -> str:
    """Whether retrieval, or what came after it, is to blame for a failure."""
    inverse_rank = reciprocal_rank(row.hits, row.evidence, DEPTH)
    if not inverse_rank:
        return say("none of the {n} passages found holds evidence", n=len(row.hits))
    place = round(1 / inverse_rank)
    first = say("passage {place} of {n} is the first with evidence", place=place, n=len(row.hits))
    if len(row.evidence) == 1:
        return first
    found = round(len(row.evidence) * recall_at_k(row.hits, row.evidence, DEPTH))
    return first + say("; {found} of {all} parts found", found=found, all=len(row.evidence))


def _differences(comparison: Comparison) -> Iterator[list[str]]:
    for name, each in comparison.figures.items():
        means = (f"{100 * figure.value:.1f}" for figure in (each.first, each.second))
        yield [
            say(name).replace("_", " "),
            str(each.change.n),
            *map(decimal, means),
            change_text(each.change),
            decimal(f"{each.p:.4f}"),
        ]
