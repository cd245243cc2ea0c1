"""An explanation on the terminal: tables of what was considered, and what each feature gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from textwrap import shorten

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from qa.explain.shown import shown_sentences
from qa.explain.types import (
    Confidence,
    Contribution,
    ExplainedPart,
    ExplainedPassage,
    ExplainedSentence,
    Explanation,
)
from qa.explain.wording import CHANGES, FATES, FORMS, STAGES, STEPS, WAYS
from qa.terminal import printable

MAX_TEXT = 160  # characters of a passage or sentence
MAX_PASSAGES = 8


def print_explanation(explanation: Explanation) -> None:
    """Print why a question was answered as it was."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.print("\n".join(_head(explanation)), soft_wrap=True)
    for part in explanation.parts:
        console.print("\n".join(_part_lines(part, explanation)), soft_wrap=True)
        if part.passages:
            console.print(_passages(part.passages))
        if part.sentences:
            shown = shown_sentences(part)
            console.print(_sentences(shown, len(part.sentences)))
            console.print(_contributions(shown))
    for change in explanation.changes:
        told = CHANGES[change.kind].format(value=change.value)
        console.print(f"  → {told}", soft_wrap=True)


def _head(explanation: Explanation) -> Iterator[str]:
    searched = explanation.way == "search"
    yield f"\nWhy: {STAGES[explanation.stage] if searched else WAYS[explanation.way]}."
    for step in explanation.steps:
        yield f"  {STEPS[step.kind]}: {printable(step.result)}"


def _part_lines(part: ExplainedPart, explanation: Explanation) -> Iterator[str]:
    if len(explanation.parts) > 1:
        yield f"\n{printable(part.question)}: {STAGES[part.stage]}"
    for form in part.forms:
        premise = f": {part.premise}" if form == "premise" else ""
        yield f"  {FORMS[form]}{printable(premise)}"
    confidence = part.confidence
    yield f"  {_compared(confidence)}"
    if confidence.contributions:
        given = ", ".join(_given(each) for each in confidence.contributions if each.gave)
        yield f"  {_made_of(confidence)}: {given}"


def _compared(confidence: Confidence) -> str:
    value, threshold = confidence.value, confidence.threshold
    if value >= threshold:
        return f"confidence {value:.3f}, answered from {threshold:g}"
    return f"confidence {value:.3f}, {threshold - value:.3f} below {threshold:g}"


def _made_of(confidence: Confidence) -> str:
    if confidence.basis == "sides":
        return "the mean of its sides"
    return f"log-odds of the {'list' if confidence.basis == 'list' else 'best sentence'}"


def _given(each: Contribution) -> str:
    return f"{_feature(each.feature)} {each.gave:+.2f}"


def _feature(name: str) -> str:
    return name.replace("_", " ")


def _table(title: str, *columns: str) -> Table:
    table = Table(
        title=title, box=SIMPLE_HEAD, pad_edge=False, title_justify="left", title_style=""
    )
    for column in columns:
        is_text = column in ("where", "sentence", "became", "feature")
        table.add_column(
            column,
            justify="left" if is_text else "right",
            overflow="fold",
            no_wrap=column == "feature",
        )
    return table


def _passages(passages: Sequence[ExplainedPassage]) -> Table:
    features = [each.feature for each in passages[0].contributions]
    title = f"Passages: {len(passages)} found"
    table = _table(title, "#", "score", "likeness", *map(_feature, features), "where")
    for number, each in enumerate(passages[:MAX_PASSAGES], start=1):
        gave = {given.feature: given.gave for given in each.contributions}
        table.add_row(
            str(number),
            f"{each.score:.3f}",
            "" if each.likeness is None else f"{each.likeness:.3f}",
            *(f"{gave[name]:.3f}" if name in gave else "" for name in features),
            _where(each),
        )
    return table


def _sentences(shown: Sequence[tuple[int, ExplainedSentence]], count: int) -> Table:
    table = _table(f"Sentences: {count} considered", "#", "became", "likely", "sentence")
    for number, each in shown:
        became = FATES[each.fate].format(misfit=each.misfit)
        text = Text(shorten(printable(each.text), MAX_TEXT, placeholder="…"))
        text.append(f"\n{_where(each)}", style="dim")
        table.add_row(str(number), became, f"{each.probability:.2f}", text)
    return table


def _contributions(shown: Sequence[tuple[int, ExplainedSentence]]) -> Table:
    """What each feature gave to the scores; what is not read has none of what a reader gives."""
    numbers = [str(number) for number, _ in shown]
    table = _table("What each feature gave to the score of a sentence", "feature", *numbers)
    gave = [{given.feature: given.gave for given in each.contributions} for _, each in shown]
    for name in dict.fromkeys(chain(*gave)):
        if any(each.get(name) for each in gave):
            given = (f"{each[name]:+.2f}" if name in each else "" for each in gave)
            table.add_row(_feature(name), *given)
    table.add_row("score", *(f"{each.score:.2f}" for _, each in shown))
    return table


def _where(found: ExplainedPassage | ExplainedSentence) -> str:
    return printable(f"{found.document_id}:{found.start}-{found.end}")
