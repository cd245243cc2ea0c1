"""Every text of a report has its Swedish, with the same places."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import nodes
from lxml import html

import eval
from eval.compare import compare_runs
from eval.questions import KINDS, UNSORTED
from eval.report import html as eval_html
from eval.report import terminal
from eval.report.html import html_comparison, html_report
from eval.report.wording import SWEDISH, decimal, say, written_in
from eval.results.summary import summarise
from qa.markup import templates
from tests.eval.report.test_html import MEASURED, ROWS
from tests.sources import calls_of

FILES = sorted(Path(eval.__file__).parent.rglob("*.py"))
BLOCKS = (terminal.RETRIEVAL, terminal.ANSWERS, terminal.CITATIONS, terminal.PROSE,
          terminal.REFUSAL,
          terminal.CALIBRATION, terminal.CONVERSATION, terminal.COST)  # fmt: skip
THE_SAME = {"MRR@10", "nDCG@10", "F1", "AUROC", "AURC", "Recall@1", "Recall@5", "Recall@10"}


def said() -> set[str]:
    """Every text that the code gives to `say`, and those that it finds in tables."""
    calls = [call.args[0] for path in FILES for call in calls_of(path, "say")]
    literals = {each.value for each in calls if isinstance(each, ast.Constant)}
    literals |= set(said_in_templates())
    headings = {heading for blocks in BLOCKS for block in blocks for heading in block.values()}
    return {str(each) for each in literals} | headings | {
        *eval_html.READING, *eval_html.READING.values(), *KINDS, UNSORTED
    }  # fmt: skip


def said_in_templates() -> Iterator[str]:
    """Every text that a template of the page gives to `say`."""
    for path in eval_html.TEMPLATES.glob("*.html"):
        tree = templates(eval_html.TEMPLATES).parse(path.read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            text = call.args[0] if call.args else None
            if getattr(call.node, "name", "") == "say" and isinstance(text, nodes.Const):
                yield text.value


SAID = sorted(said() - THE_SAME)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_as_many_texts_are_found_as_expected() -> None:
    assert len(SAID) > 80


@pytest.mark.parametrize("english", SAID)
def test_a_text_has_its_swedish(english: str) -> None:
    assert english in SWEDISH
    assert places(SWEDISH[english]) == places(english)


def test_the_language_lasts_as_long_as_the_block() -> None:
    with written_in("sv"):
        assert (say("figure"), decimal("1.5"), say("Recall@1")) == ("siffra", "1,5", "Recall@1")
    assert (say("figure"), decimal("1.5")) == ("figure", "1.5")


@pytest.mark.usefixtures("few_resamples")
def test_a_page_is_in_the_language_asked_for() -> None:
    comparison = compare_runs(ROWS, ROWS)
    for language, heading, title in (
        ("en", "Evaluation of Citera", "Comparison of two runs"),
        ("sv", "Utvärdering av Citera", "Jämförelse av två körningar"),
    ):
        page = html.document_fromstring(html_report(ROWS, MEASURED, summarise(ROWS), language))
        assert (page.get("lang"), page.xpath("string(//h1)")) == (language, heading)
        assert "2026-11-22 10:00 UTC" in page.text_content()
        page = html.document_fromstring(html_comparison(comparison, ("a", "b"), language))
        assert (page.get("lang"), page.xpath("string(//h1)")) == (language, title)


@pytest.mark.usefixtures("few_resamples")
def test_a_comparison_shows_hostile_text_to_the_letter() -> None:
    hostile = "</style><img src=x onerror=alert(1)>"
    wrong = [replace(each, answer=replace(each.answer, text=hostile)) for each in ROWS]
    asked = [
        replace(each, question=replace(each.question, question=hostile, kind=hostile))
        for each in wrong
    ]
    flipped = [replace(each, metrics={**each.metrics, "answer_hit": 0.0}) for each in asked]
    written = html_comparison(compare_runs(asked, flipped), (hostile, hostile))
    assert "Right in A, wrong in B: 1" in written
    assert "<img" not in written
    assert written.count("</style>") == 1
