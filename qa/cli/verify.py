"""Checking a text: which of its sentences the documents support."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from qa.cli.ask import place
from qa.cli.opening import assistant_from
from qa.cli.options import REFUSED, json_option, source_options
from qa.terminal import json_text, printable
from qa.verify.draft_file import read_draft
from qa.verify.types import CheckedSentence

SAID = {"supported": "supported", "contradicted": "CONTRADICTED", "not_found": "not found"}


@click.command()
@click.argument("draft", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@source_options
@json_option
def verify(draft: Path, as_json: bool, **source: Any) -> None:
    """Check each sentence of a text, Markdown or Word file against the documents.

    The exit status is 1 where something is contradicted.

    Example: citera verify article.docx --docs sources/
    """
    text = read_draft(draft)
    checked = assistant_from(**source).verify(text)
    if as_json:
        print(json_text([asdict(each) for each in checked]))
    else:
        for each in checked:
            print("\n".join(_lines(text, each)))
    sys.exit(REFUSED if any(each.verdict == "contradicted" for each in checked) else 0)


def _lines(text: str, checked: CheckedSentence) -> Iterator[str]:
    sentence = " ".join(text[checked.start : checked.end].split())
    # What is not found may only be what nothing is sure of: a percentage would tell of neither.
    sure = "" if checked.verdict == "not_found" else f" ({checked.confidence:.0%})"
    yield f"{SAID[checked.verdict]}{sure}: {printable(sentence)}"
    for citation in checked.citations:
        quote = " ".join(citation.quote.split())
        yield f"  [{citation.number}] {place(citation)}: {printable(quote)}"
