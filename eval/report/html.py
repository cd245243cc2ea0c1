"""A run as one HTML page, which opens offline: no script, and nothing from elsewhere.

Questions, answers and the names of documents are hostile text: all of it passes through `escaped`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.compare import Comparison, Pair, change_text
from eval.metrics import recall_at_k, reciprocal_rank
from eval.report import terminal
from eval.report.plots import Plot, plots
from eval.report.terminal import Blocks, expected, failure, pair_languages
from eval.report.wording import LANGUAGE, decimal, say, written_in
from eval.results.row import DEPTH, Row
from eval.results.summary import Figure, Groups, Summary
from qa.markup import escaped

LANGUAGES = {"en": "English", "sv": "Swedish"}

HALVES = ("tune", "report")

Numbered = tuple[int, Row]
"""A row with its number in the run, from 1, by which links find it."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
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


def html_report(
    rows: Sequence[Row], measured: Mapping[str, Any], summary: Summary, language: str = "en"
) -> str:
    """The page of a run: what was measured, its figures and plots, and every question.

    `measured` is what eval.results.folder.read_run says of the run; whatever it holds is shown.
    `language` is "en" or "sv". The same run gives the same page, to the byte.
    """
    with written_in(language):
        return _report(rows, measured, summary)


def html_comparison(comparison: Comparison, names: tuple[str, str], language: str = "en") -> str:
    """How two runs of these names compare, as a page: figures, then what only one got right."""
    with written_in(language):
        title = say("Comparison of two runs")
        both = say("Questions in both runs: {n}", n=comparison.n)
        facts = _facts({"A": names[0], "B": names[1]})
        return _page(
            title,
            f"<header><h1>{title}</h1>{facts}</header>\n<main><p class='verdict'>{both}.</p>"
            f"{_shares(comparison)}{_differences(comparison)}"
            f"{_flips('Right in A, wrong in B', comparison.worse)}"
            f"{_flips('Wrong in A, right in B', comparison.better)}</main>",
        )


def _report(rows: Sequence[Row], measured: Mapping[str, Any], summary: Summary) -> str:
    numbered = list(enumerate(rows, start=1))
    failed = [each for each in numbered if failure(each[1])]
    right = [each for each in numbered if not failure(each[1])]
    verdict = say("{failed} of {all} questions failed", failed=len(failed), all=len(rows))
    halves = sorted({row.question.split for row in rows})
    return _page(
        f"Citera: {verdict}",
        f"<header><h1>{say('Evaluation of Citera')}</h1>"
        f"{_measured({'split': halves, **measured})}</header>"
        f"\n<main><p class='verdict'>{verdict}.</p>{_contents()}{_figures(summary)}"
        f"{_plots(plots(rows, summary))}{_failures(failed)}{_successes(right)}</main>",
    )


def _page(title: str, body: str) -> str:
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    return (
        f"<!DOCTYPE html>\n<html lang='{LANGUAGE.get()}'><head><meta charset='utf-8'>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{title}</title><style>\n{style}</style></head>\n<body>{body}</body></html>\n"
    )


def _contents() -> str:
    places = {"figures": "Figures", "plots": "Plots", "failed": "Failed", "right": "Right"}
    links = " ".join(f"<a href='#{place}'>{say(name)}</a>" for place, name in places.items())
    return f"<nav aria-label='{say('Contents')}'>{links}</nav>"


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
    return escaped(say("date" if name == "at" else name.replace("_", " ")))


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return _facts(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value))
    text = "–" if value is None else str(value)
    if shortened := HASH.fullmatch(text):
        return f"<abbr title='{text}'>{shortened[1]}…{shortened[2] or ''}</abbr>"
    if moment := MOMENT.fullmatch(text):
        return f"{moment[1]} {moment[2]} UTC"
    if indexed := EMBEDDED.fullmatch(text):
        return say(
            "{texts} texts embedded in {seconds} s", texts=indexed[1], seconds=decimal(indexed[2])
        )
    return escaped(say(text) if text in HALVES else text)


def _figures(summary: Summary) -> str:
    """The tables of the terminal report, each with a line on how to read it."""
    tables: tuple[tuple[str, Groups, Blocks, float], ...] = (
        ("Retrieval", summary.answerable, terminal.RETRIEVAL, 100),
        ("Answers", summary.answerable, terminal.ANSWERS, 100),
        ("Citations", summary.answerable, terminal.CITATIONS, 100),
        ("Refusals", summary.refusal, terminal.REFUSAL, 100),
        ("Confidence", summary.calibration, terminal.CALIBRATION, 100),
        ("Follow-ups", summary.conversation, terminal.CONVERSATION, 100),
        ("Cost", summary.cost, terminal.COST, 1),
    )
    percent = say(
        "Percent, each with its 95% interval; n: questions that count in the figures after it."
    )
    return (
        f"\n<section id='figures'><h2>{say('Figures')}</h2><p>{percent}</p>"
        f"{_matrix(summary.answerable)}"
        + "".join(_figures_table(*table) for table in tables if table[1])
        + "</section>"
    )


def _matrix(groups: Groups) -> str:
    asked_in, held_in = pair_languages(groups)
    if not asked_in:
        return ""
    headings = ["", *(say("evidence in {language}", language=_language(each)) for each in held_in)]
    lines = (
        [say("asked in {language}", language=_language(asked))]
        + [_matrix_cell(groups.get(f"{asked}→{held}", {}).get("answer_hit")) for held in held_in]
        for asked in asked_in
    )
    return _headed_table("Answer hit, by language", headings, lines, "matrix")


def _language(code: str) -> str:
    return escaped(say(LANGUAGES.get(code, code)))


def _matrix_cell(figure: Figure | None) -> str:
    return f"{_cell(figure)}<small>n {figure.n if figure else 0}</small>"


def _figures_table(title: str, groups: Groups, blocks: Blocks, scale: float) -> str:
    headings = [say("questions")]
    for block in blocks:
        headings += ["n", *map(say, block.values())]
    lines = ([escaped(say(name)), *_cells(groups[name], blocks, scale)] for name in groups)
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
    table = _table(say(title), headings, lines, kind)
    return f"\n<h3>{say(title)}</h3><p class='subdued'>{say(READING[title])}</p>{table}"


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
        f"<details><summary>{say('The numbers')}</summary>"
        f"{_table(plot.title, map(escaped, plot.columns), plot.rows)}</details></figure>\n"
        for plot in drawn
    )
    return (
        f"\n<section id='plots'><h2>{say('Plots')}</h2><div class='plots'>{figures}</div></section>"
    )


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
        f"\n<section id='failed'><h2>{say('Questions that failed: {n}', n=len(failed))}</h2>"
        f"<ul class='reasons'>{links}</ul>{sections}</section>"
    )


def _link(numbered: Numbered) -> str:
    number, row = numbered
    return f"<a href='#q{number}'>{escaped(row.question.id)}</a>"


def _successes(right: Sequence[Numbered]) -> str:
    return (
        f"\n<section id='right'><h2>{say('Questions that went right: {n}', n=len(right))}</h2>"
        f"<details><summary>{say('Show them')}</summary>{''.join(map(_question, right))}</details>"
        "</section>"
    )


def _question(numbered: Numbered) -> str:
    """A question with all that was said, found and expected."""
    number, row = numbered
    languages = "→".join(filter(None, (row.question.language, row.question.evidence_language)))
    facts = "".join(f"<dt>{say(name)}</dt><dd>{value}</dd>" for name, value in _details(row))
    return (
        f"\n<article id='q{number}'><header><h4>{escaped(row.question.id)}</h4>"
        f"<span class='subdued'>{escaped(f'{say(row.question.kind)} · {languages}')}</span>"
        f"<span class='wrong'>{failure(row) or ''}</span></header><dl>{facts}</dl></article>"
    )


def _details(row: Row) -> Iterator[tuple[str, str]]:
    question, answer = row.question, row.answer
    if question.history:
        yield "earlier", "".join(_text(each, question.language) for each in question.history)
    yield "question", _text(question.question, question.language, "question")
    if question.standalone:
        right = row.metrics.get("standalone_right")
        name = "in full, went right" if right else "in full, failed as well"
        yield name, _text(question.standalone, question.language)
    yield "said", _text(answer.text, answer.language, "said")
    yield "confidence", say("{percent}%", percent=f"{100 * answer.confidence:.0f}")
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
    places = (say(" or ").join(_place(*span) for span in part) for part in row.evidence)
    quotes = (f"<q>{escaped(each.quote)}</q>" for each in row.question.evidence if each.quote)
    return "<br>".join((*places, *quotes))


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


def _shares(comparison: Comparison) -> str:
    """How far the runs asked the same, and what became of that."""
    first, second = (decimal(f"{each:.1f}") for each in comparison.milliseconds)
    lines = (
        say(
            "{first} only in A, {second} only in B, {changed} not the same in both.",
            first=comparison.only_first,
            second=comparison.only_second,
            changed=comparison.changed,
        ),
        say(
            "B got {better} more right and {worse} more wrong.",
            better=len(comparison.better),
            worse=len(comparison.worse),
        ),
        say("Median time: A {first} ms, B {second} ms.", first=first, second=second),
    )
    return "".join(f"<p>{line}</p>" for line in lines)


def _differences(comparison: Comparison) -> str:
    headings = [say("figure"), "n", "A", "B", "B − A", "p"]
    lines = (
        [
            escaped(say(name).replace("_", " ")),
            str(each.change.n),
            *(decimal(f"{100 * figure.value:.1f}") for figure in (each.first, each.second)),
            change_text(each.change),
            decimal(f"{each.p:.4f}"),
        ]
        for name, each in comparison.figures.items()
    )
    reading = say(
        "In percent; B − A with its 95% interval. p: how often chance alone makes as great a"
        " difference; by chance, 1 in 20 is below 0.05."
    )
    table = _table(say("Figures"), headings, lines)
    return f"\n<h2>{say('Figures')}</h2><p class='subdued'>{reading}</p>{table}"


def _flips(heading: str, pairs: Sequence[Pair]) -> str:
    questions = "".join(map(_flip, pairs)) or f"<p class='subdued'>{say('None.')}</p>"
    return f"\n<h2>{say(heading)}: {len(pairs)}</h2>{questions}"


def _flip(pair: Pair) -> str:
    """A question that only one of the runs got right, with what both said."""
    first, second = (row.answer for row in pair)
    question = pair[0].question
    facts = {
        "asked": _text(" → ".join((*question.history, question.question)), question.language),
        "expected": escaped(expected(question)),
        "A said": _text(first.text, first.language, "said"),
        "B said": _text(second.text, second.language, "said"),
    }
    details = "".join(f"<dt>{say(name)}</dt><dd>{value}</dd>" for name, value in facts.items())
    return (
        f"\n<article><header><h4>{escaped(question.id)}</h4>"
        f"<span class='subdued'>{escaped(say(question.kind))}</span></header>"
        f"<dl>{details}</dl></article>"
    )
