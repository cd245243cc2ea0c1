"""A run as one HTML page, which opens offline: no script, and nothing from elsewhere.

Questions, answers and the names of documents are hostile text: all of it passes through `escaped`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval import report
from eval.metrics import recall_at_k, reciprocal_rank
from eval.plots import Plot, plots
from eval.report import Blocks, expected, failure, pair_languages
from eval.row import DEPTH, Row
from eval.summary import Figure, Groups, Summary
from qa.markup import escaped

LANGUAGES = {"en": "English", "sv": "Swedish"}

Numbered = tuple[int, Row]
"""A row with its number in the run, from 1, by which links find it."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
HASH = re.compile(r"([0-9a-f]{12})[0-9a-f]{20,}(-dirty)?")
CONTENTS = (
    "<nav aria-label='Contents'><a href='#figures'>Figures</a> <a href='#plots'>Plots</a>"
    " <a href='#failed'>Failed</a> <a href='#right'>Right</a></nav>"
)
READING = {
    "Answer hit, by language": "The share of questions whose answer holds what was expected, by the"
    " language that was asked in and the one that the evidence is in.",
    "Retrieval": "How much of the evidence the k best passages hold (Recall@k), and how near the"
    " top it stands (MRR, nDCG). en→sv: asked in English, evidence in Swedish.",
    "Answers": "Of the questions with an answer: how many were not refused; whose text holds the"
    " answer; how far the words quoted are those of the evidence (F1; exact is an F1 of 1).",
    "Citations": "How much of the evidence was cited (recall), how many citations are evidence"
    " (precision), and how many stand in the document as quoted (verbatim: must be 100).",
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


def html_report(rows: Sequence[Row], measured: Mapping[str, Any], summary: Summary) -> str:
    """The page of a run: what was measured, its figures and plots, and every question.

    `measured` is what eval.folder.read_run says of the run; whatever it holds is shown. The same
    run gives the same page, to the byte.
    """
    numbered = list(enumerate(rows, start=1))
    failed = [each for each in numbered if failure(each[1])]
    right = [each for each in numbered if not failure(each[1])]
    verdict = f"{len(failed)} of {len(rows)} questions failed"
    halves = " and ".join(sorted({row.question.split for row in rows}))
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Citera: {verdict}</title><style>\n{style}</style></head>\n<body>"
        f"<header><h1>Evaluation of Citera</h1>{_measured({'split': halves, **measured})}</header>"
        f"\n<main><p class='verdict'>{verdict}.</p>{CONTENTS}{_figures(summary)}"
        f"{_plots(plots(rows, summary))}{_failures(failed)}{_successes(right)}"
        "</main></body></html>\n"
    )


def _measured(measured: Mapping[str, Any]) -> str:
    """What has one value stands open, what has several can be opened."""
    plain = {name: each for name, each in measured.items() if not isinstance(each, Mapping)}
    return _facts(plain) + "".join(
        f"<details><summary>{_name(name)}</summary>{_facts(each)}</details>"
        for name, each in measured.items()
        if isinstance(each, Mapping)
    )


def _facts(values: Mapping[str, Any]) -> str:
    facts = (f"<dt>{_name(name)}</dt><dd>{_value(each)}</dd>" for name, each in values.items())
    return f"<dl>{''.join(facts)}</dl>"


def _name(name: str) -> str:
    return "date" if name == "at" else escaped(name.replace("_", " "))


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return _facts(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value))
    text = "–" if value is None else str(value)
    if shortened := HASH.fullmatch(text):
        return f"<abbr title='{text}'>{shortened[1]}…{shortened[2] or ''}</abbr>"
    return escaped(text)


def _figures(summary: Summary) -> str:
    """The tables of the terminal report, each with a line on how to read it."""
    tables: tuple[tuple[str, Groups, Blocks, float], ...] = (
        ("Retrieval", summary.answerable, report.RETRIEVAL, 100),
        ("Answers", summary.answerable, report.ANSWERS, 100),
        ("Citations", summary.answerable, report.CITATIONS, 100),
        ("Refusals", summary.refusal, report.REFUSAL, 100),
        ("Confidence", summary.calibration, report.CALIBRATION, 100),
        ("Follow-ups", summary.conversation, report.CONVERSATION, 100),
        ("Cost", summary.cost, report.COST, 1),
    )
    return (
        "\n<section id='figures'><h2>Figures</h2><p>Percent, each with its 95% interval; n: "
        f"questions that count in the figures after it.</p>{_matrix(summary.answerable)}"
        + "".join(_figures_table(*table) for table in tables if table[1])
        + "</section>"
    )


def _matrix(groups: Groups) -> str:
    asked_in, held_in = pair_languages(groups)
    if not asked_in:
        return ""
    headings = ["", *(f"evidence in {_language(held)}" for held in held_in)]
    lines = (
        [f"asked in {_language(asked)}"]
        + [_matrix_cell(groups.get(f"{asked}→{held}", {}).get("answer_hit")) for held in held_in]
        for asked in asked_in
    )
    return _headed_table("Answer hit, by language", headings, lines, "matrix")


def _language(code: str) -> str:
    return escaped(LANGUAGES.get(code, code))


def _matrix_cell(figure: Figure | None) -> str:
    return f"{_cell(figure)}<small>n {figure.n if figure else 0}</small>"


def _figures_table(title: str, groups: Groups, blocks: Blocks, scale: float) -> str:
    headings = ["questions"]
    for block in blocks:
        headings += ["n", *block.values()]
    lines = ([escaped(name), *_cells(groups[name], blocks, scale)] for name in groups)
    return _headed_table(title, headings, lines)


def _cells(figures: Mapping[str, Figure], blocks: Blocks, scale: float) -> Iterator[str]:
    for block in blocks:
        known = [figures[name] for name in block if name in figures]
        yield f"<span class='subdued'>{known[0].n if known else 0}</span>"
        for name in block:
            yield _cell(figures.get(name), scale)


def _cell(figure: Figure | None, scale: float = 100) -> str:
    if figure is None:
        return "–"
    low, high = scale * figure.low, scale * figure.high
    return f"<b>{scale * figure.value:.0f}</b> <small>{low:.0f}–{high:.0f}</small>"


def _headed_table(
    title: str, headings: Iterable[str], lines: Iterable[Sequence[str]], kind: str = "scroll"
) -> str:
    table = _table(title, headings, lines, kind)
    return f"\n<h3>{title}</h3><p class='subdued'>{READING[title]}</p>{table}"


def _table(
    title: str, headings: Iterable[str], lines: Iterable[Sequence[str]], kind: str = "scroll"
) -> str:
    """A table whose cells are HTML; of the kind "scroll", it scrolls when wider than the page."""
    head = "".join(f"<th scope='col'>{heading}</th>" for heading in headings)
    body = "".join(
        f"<tr><th scope='row'>{name}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for name, *cells in lines
    )
    return (
        f"<div class='{kind}' role='region' aria-label='{title}' tabindex='0'><table>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _plots(drawn: Sequence[Plot]) -> str:
    figures = "".join(
        f"<figure><h3>{plot.title}</h3>{plot.svg}"
        f"<figcaption class='subdued'>{escaped(plot.description)}</figcaption>"
        f"<details><summary>The numbers</summary>"
        f"{_table(plot.title, map(escaped, plot.columns), plot.rows)}</details></figure>\n"
        for plot in drawn
    )
    return f"\n<section id='plots'><h2>Plots</h2><div class='plots'>{figures}</div></section>"


def _failures(failed: Sequence[Numbered]) -> str:
    """The questions that failed, by reason, the most frequent one first."""
    groups: dict[str, list[Numbered]] = {}
    for number, row in failed:
        groups.setdefault(failure(row) or "", []).append((number, row))
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    links, sections = "", ""
    for place, (reason, members) in enumerate(ordered, start=1):
        questions = " ".join(map(_link, members))
        links += f"<li><a href='#reason-{place}'>{reason}</a>: {len(members)}"
        links += f"<div>{questions}</div></li>"
        sections += f"\n<h3 id='reason-{place}'>{reason}: {len(members)}</h3>"
        sections += "".join(map(_question, members))
    return (
        f"\n<section id='failed'><h2>Questions that failed: {len(failed)}</h2>"
        f"<ul class='reasons'>{links}</ul>{sections}</section>"
    )


def _link(numbered: Numbered) -> str:
    number, row = numbered
    return f"<a href='#q{number}'>{escaped(row.question.id)}</a>"


def _successes(right: Sequence[Numbered]) -> str:
    return (
        f"\n<section id='right'><h2>Questions that went right: {len(right)}</h2>"
        f"<details><summary>Show them</summary>{''.join(map(_question, right))}</details></section>"
    )


def _question(numbered: Numbered) -> str:
    """A question with all that was said, found and expected."""
    number, row = numbered
    languages = "→".join(filter(None, (row.question.language, row.question.evidence_language)))
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _details(row))
    return (
        f"\n<article id='q{number}'><header><h4>{escaped(row.question.id)}</h4>"
        f"<span class='subdued'>{escaped(f'{row.question.kind} · {languages}')}</span>"
        f"<span class='wrong'>{failure(row) or ''}</span></header><dl>{facts}</dl></article>"
    )


def _details(row: Row) -> Iterator[tuple[str, str]]:
    question, answer = row.question, row.answer
    if question.history:
        yield "earlier", "".join(_text(each, question.language) for each in question.history)
    yield "question", _text(question.question, question.language, "question")
    if question.standalone:
        right = "went right" if row.metrics.get("standalone_right") else "failed as well"
        yield f"in full, {right}", _text(question.standalone, question.language)
    yield "said", _text(answer.text, answer.language, "said")
    yield "confidence", f"{100 * answer.confidence:.0f}%"
    if answer.citations:
        places = (f"[{c.number}] {_place(c.document_id, c.start, c.end)}" for c in answer.citations)
        yield "cited", "<br>".join(places)
    yield "expected", escaped(expected(question))
    if question.answerable:
        yield "evidence", _evidence(row)
        yield "retrieval", _retrieval(row)


def _text(text: str, language: str, kind: str = "text") -> str:
    return f"<div class='{kind}' lang='{escaped(language)}' dir='auto'>{escaped(text)}</div>"


def _place(document_id: str, start: int, end: int) -> str:
    return f"<bdi>{escaped(document_id)}</bdi> {start}–{end}"


def _evidence(row: Row) -> str:
    """Where it stands, a line for each part, and its words as far as the question file has them."""
    places = (" or ".join(_place(*span) for span in part) for part in row.evidence)
    quotes = (f"<q>{escaped(each.quote)}</q>" for each in row.question.evidence if each.quote)
    return "<br>".join((*places, *quotes))


def _retrieval(row: Row) -> str:
    """Whether retrieval, or what came after it, is to blame for a failure."""
    inverse_rank = reciprocal_rank(row.hits, row.evidence, DEPTH)
    if not inverse_rank:
        return f"none of the {len(row.hits)} passages found holds evidence"
    found = round(len(row.evidence) * recall_at_k(row.hits, row.evidence, DEPTH))
    parts = f"; {found} of {len(row.evidence)} parts found" if len(row.evidence) > 1 else ""
    return f"passage {round(1 / inverse_rank)} of {len(row.hits)} is the first with evidence{parts}"
