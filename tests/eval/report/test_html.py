"""The page of a run: its figures, its failures, and that it is safe and complete by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from lxml import html

from eval.metrics import TextSpan
from eval.questions import GoldEvidence, Question
from eval.report.html import html_report
from eval.results.row import Row
from eval.results.summary import Summary, summarise
from qa.types import Answer, Citation

pytestmark = pytest.mark.usefixtures("few_resamples")

HOSTILE = "</style><img src=x onerror=alert(1)> \u202eabc"
MEASURED: dict[str, Any] = {
    "at": "2026-11-22T10:00:00+00:00",
    "commit": "0123456789abcdef0123456789abcdef01234567-dirty",
    "settings": {"hits": 6, "model": None},
    "index": {"languages": "en, sv"},
}
QUOTE = Citation(1, "port.txt", "Port", "It has nine cranes.", 10, 29, "en", None, 1.0)
CRANES = Question(
    id="port-1",
    question="How many cranes?",
    language="en",
    kind="number",
    evidence_language="sv",
    answers=(("nine", "9"),),
    evidence=(GoldEvidence("port.txt", quote="It has nine cranes."),),
)


def row(name: str, answered: bool, hit: float, hits: tuple[TextSpan, ...] = ()) -> Row:
    """A question that was answered or not; the evidence stands at 10–29 of port.txt."""
    answer = Answer(
        CRANES.question,
        "“It has nine cranes.” [1]" if answered else "No answer.",
        (QUOTE,) if answered else (),
        answered,
        0.75,
        "en",
        (),
    )
    metrics = {"verbatim": 1.0, "recall@5": 1.0, "answered": float(answered), "answer_hit": hit}
    question = replace(CRANES, id=name)
    return Row(question, ((TextSpan("port.txt", 10, 29),),), answer, hits, metrics, 12.0)


FOUND = (TextSpan("hamn.txt", 0, 50), TextSpan("port.txt", 0, 50))
ROWS = (row("port-right", True, 1.0, FOUND), row("port-wrong", True, 0.0, FOUND[:1]),
        row("port-refused", False, 0.0, FOUND))  # fmt: skip


def page(*rows: Row, summary: Summary | None = None) -> html.HtmlElement:
    written = html_report(rows, MEASURED, summary or summarise(rows))
    return html.document_fromstring(written)


@cache
def usual() -> str:
    """The page of ROWS; drawing its plots takes a fifth of a second."""
    return html_report(ROWS, MEASURED, summarise(ROWS))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_failures_come_first_under_their_reason_with_what_was_said_and_expected() -> None:
    found = html.document_fromstring(usual())
    names = [text(each) for each in found.xpath("//article//h4")]
    assert names == ["port-wrong", "port-refused", "port-right"]
    wrong, refused, _ = found.xpath("//article")
    assert "gave another answer" in text(wrong)
    assert "said “It has nine cranes.” [1]" in text(wrong).replace("said“", "said “")
    assert "nine / 9" in text(wrong)
    assert "none of the 1 passages found holds evidence" in text(wrong)
    assert "refused, though the documents hold the answer" in text(refused)
    assert "passage 2 of 2 is the first with evidence" in text(refused)
    assert [text(each) for each in found.xpath("//p[@class='verdict']")] == [
        "2 of 3 questions failed."
    ]


def test_links_lead_to_the_questions_of_a_reason() -> None:
    found = html.document_fromstring(usual())
    targets = {each.removeprefix("#") for each in found.xpath("//a/@href")}
    assert targets <= set(found.xpath("//@id"))
    assert len(found.xpath("//@id")) == len(set(found.xpath("//@id")))


def test_the_figures_are_those_of_the_summary() -> None:
    summary = summarise(ROWS)
    found = page(*ROWS, summary=summary)
    (matrix,) = found.xpath("//div[@aria-label='Answer hit, by language']")
    assert [text(each) for each in matrix.xpath(".//td/b")] == ["33"]
    assert "evidence in Swedish" in text(matrix)
    (answers,) = found.xpath("//div[@aria-label='Answers']")
    (line,) = (each for each in answers.xpath(".//tr") if text(each).startswith("number"))
    assert [text(each) for each in line.xpath(".//b")] == ["67", "33"]
    assert line.xpath(".//td[1]//text()") == ["3"]


def test_what_was_measured_is_shown_with_long_hashes_shortened() -> None:
    found = html.document_fromstring(usual())
    (commit,) = found.xpath("//abbr")
    assert (text(commit), commit.get("title")) == ("0123456789ab…-dirty", MEASURED["commit"])
    assert "hits6" in text(found.xpath("//details[summary='settings']")[0]).replace(" ", "")


def test_hostile_text_stays_text() -> None:
    hostile = row(HOSTILE, True, 0.0)
    question = replace(hostile.question, question=HOSTILE, history=(HOSTILE,), standalone=HOSTILE,
                       answers=((HOSTILE,),), kind=HOSTILE, language=HOSTILE)  # fmt: skip
    cited = replace(QUOTE, document_id=HOSTILE, quote=HOSTILE)
    answer = replace(hostile.answer, text=HOSTILE, citations=(cited,), language=HOSTILE)
    span = ((TextSpan(HOSTILE, 1, 2),),)
    attacked = replace(hostile, question=question, answer=answer, evidence=span)
    measured = {"settings": {HOSTILE: HOSTILE}, HOSTILE: [HOSTILE]}
    written = html_report([attacked], measured, summarise([attacked]))
    assert "<img" not in written
    assert "\u202e" not in written
    assert written.count("</style>") == 1
    assert html.document_fromstring(written).xpath("//img|//script|//@onerror") == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    written = usual()
    assert "default-src 'none'" in written
    assert re.findall(r"(?:src|href|url)\s*[=(]\s*['\"]?(?!#)[^'\"\s>]+", written) == []
    assert re.findall(r"https?://|//[\w-]+\.", written) == []


def test_the_same_run_gives_the_same_page() -> None:
    assert html_report(ROWS, MEASURED, summarise(ROWS)) == usual()


def test_a_run_without_questions_has_a_page() -> None:
    assert "0 of 0 questions failed" in text(page())
