"""What was said of answers in the app."""

from __future__ import annotations

import json
from pathlib import Path

import click

from qa.cli.options import file_or_url_type, path_type
from qa.errors import CiteraError
from qa.library.feedback import feedback_file, questions_from, read_feedback
from qa.terminal import printable


@click.group("feedback")
def feedback_group() -> None:
    """What was said of answers in the app.

    Example: citera feedback export my-questions.jsonl
    """


@feedback_group.command("export")
@click.argument("file", metavar="FILE", type=path_type)
@click.option(
    "--from",
    "place",
    type=file_or_url_type,
    metavar="FILE|URL",
    help="Where the app was told to keep it by its --feedback; else in your data.",
)
def export_feedback(file: Path, place: Path | str | None) -> None:
    """Write the good answers to FILE, as questions to evaluate.

    Example: citera feedback export my-questions.jsonl
    """
    if file.exists():
        raise CiteraError("{file!r} already exists; name another file.", file=str(file))
    feedback = read_feedback(place or feedback_file())
    questions = questions_from(feedback)
    file.write_text(
        "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in questions), "utf-8"
    )
    poor = sum(not each["good"] for each in feedback)
    print(f"{_counted(len(questions), 'question')} written to {printable(str(file))}")
    print(f"{_counted(poor, 'poor answer')} left out: nobody has said what is right")


def _counted(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"
