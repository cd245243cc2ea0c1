"""Asking: one question, a search, or a chat."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from qa.answer.cite import quote_parts
from qa.answer.compose import certainty_text, coverage_text, understood_text
from qa.answerer import MAX_HITS
from qa.cli.opening import assistant_from
from qa.cli.options import REFUSED, json_option, source_options
from qa.cli.output import print_error
from qa.conversation import Conversation
from qa.errors import CiteraError
from qa.explain.types import Explanation
from qa.terminal import bold, json_text, printable
from qa.types import Answer, Citation
from qa.understand.chat.remarks import quits


@click.command()
@click.argument("question")
@click.option("--explain", "with_why", is_flag=True, help="Tell what was considered, and why.")
@source_options
@json_option
def ask(question: str, with_why: bool, as_json: bool, **source: Any) -> None:
    """Answer one question with quotes, or say that the documents do not.

    Example: citera ask "How many nations were represented?" --docs reports/
    """
    assistant = assistant_from(**source, wait=False)
    explanation = assistant.explain(question) if with_why else None
    answer = explanation.answer if explanation else assistant.ask(question)
    if as_json:
        print(json_text(asdict(explanation or answer)))
    else:
        _print_answer(answer)
        if explanation:
            _print_explanation(explanation)
    assistant.stop_reading()
    sys.exit(0 if answer.answered else REFUSED)


@click.command()
@source_options
def chat(**source: Any) -> None:
    """Ask one question after another; each may lean on the ones before. End with "quit" or Ctrl-D.

    Example: citera chat --docs reports/
    """
    assistant = assistant_from(**source, wait=False)
    conversation = assistant.conversation()
    for question in _questions():
        _answer_in_chat(conversation, question)
    assistant.stop_reading()


@click.command()
@click.argument("question")
@click.option("-k", type=click.IntRange(1, MAX_HITS), default=10, help="How many passages.")
@source_options
@json_option
def search(question: str, k: int, as_json: bool, **source: Any) -> None:
    """Show the passages nearest to a question.

    Example: citera search "kameror i Belgrad" --docs reports/ -k 3
    """
    assistant = assistant_from(**source, wait=False)
    hits = assistant.search(question, k)
    if as_json:
        print(json_text([asdict(hit) for hit in hits]))
    for hit in () if as_json else hits:
        where = f"{hit.passage.document_id}:{hit.passage.start}-{hit.passage.end}"
        print(f"{hit.score:.3f}  {printable(where)}\n    {printable(' '.join(hit.text.split()))}")

    assistant.stop_reading()


def _print_answer(answer: Answer) -> None:
    if understood := understood_text(answer):
        print(printable(understood))
    print(_emphasised(answer) if sys.stdout.isatty() else printable(answer.text))
    if certainty := certainty_text(answer):
        print(certainty)
    if coverage := coverage_text(answer):
        print(coverage)
    if answer.fallback:
        print(printable(answer.fallback))
    for citation in answer.citations:
        print(f"  [{citation.number}] {place(citation)}")
        for lead in citation.lead.splitlines():
            print(f"      {printable(lead)}")
    if not answer.answered:
        for citation in answer.nearest:
            quote = " ".join(citation.quote.split())
            print(f"  - {place(citation)}: {printable(quote)}")


def _print_explanation(explanation: Explanation) -> None:
    from qa.explain.table import print_explanation  # rich takes a while

    print_explanation(explanation)


def _emphasised(answer: Answer) -> str:
    """The answer's text for a terminal, with the words in its quotes that answer in bold."""
    shown = printable(answer.text)
    for citation in answer.citations:
        before, words, after = map(printable, quote_parts(citation))
        if words:
            shown = shown.replace(f"{before}{words}{after}", f"{before}{bold(words)}{after}", 1)
    return shown


def place(citation: Citation) -> str:
    """Where a quote stands, for a terminal."""
    page = f", p. {citation.page}" if citation.page else ""
    scanned = "" if citation.scanned is None else ", scanned"
    return printable(f"{citation.document_id}:{citation.start}-{citation.end}{page}{scanned}")


def _questions() -> Iterator[str]:
    """Lines from the keyboard or a pipe, until they end or one asks to quit; none that is empty."""
    while True:
        try:
            line = input("> " if sys.stdin.isatty() else "")
        except EOFError:
            return
        if quits(line):
            return
        if line.strip():
            yield line


def _answer_in_chat(conversation: Conversation, question: str) -> None:
    try:
        _print_answer(conversation.ask(question))
    except CiteraError as error:
        print_error(str(error))
