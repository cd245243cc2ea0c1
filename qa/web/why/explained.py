"""An explanation as HTML, in plain words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa.explain.contributions import total
from qa.explain.shown import shown_sentences
from qa.explain.types import ExplainedPart, ExplainedSentence, Explanation
from qa.types import Answer
from qa.web.page import View, place_of, render

Groups = Mapping[str, tuple[str, ...]]
GROUPS: Groups = {
    "meaning": ("cosine", "passage_cosine", "passage_share"),
    "words": ("coverage", "alignment", "number_asked"),
    "reading": ("answers", "answered", "span_score"),
    "language": ("own_language",),
}
"""Which of what gave points people are told as one."""


ROUNDING = 1e-9  # 0.29 times 100 is less than 29


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence in the table: its number, what opens it in its document, and what is told of it;
    `points`: of each group and in all.
    """

    number: int
    place: str
    sentence: ExplainedSentence
    likelihood: str
    became: str
    points: tuple[str, ...]


def why_html(explanation: Explanation, shown: Answer, view: View) -> str:
    """Why the answer that is shown is as it is, or the one that is given now instead."""
    return render(
        "why.html",
        view=view,
        explanation=explanation,
        is_prose=shown.written_by is not None,
        is_changed=shown.written_by is None and _quoted(shown) != _quoted(explanation.answer),
        parts=[_shown(part, view) for part in explanation.parts],
        changes=[*_changes(explanation, view)],
    )


def _shown(part: ExplainedPart, view: View) -> dict[str, object]:
    """A part as the template takes it; what gave no sentence points is not in its table."""
    sentences = shown_sentences(part)
    given = {each.feature for _, found in sentences for each in found.contributions if each.gave}
    groups = {name: features for name, features in GROUPS.items() if given & {*features}}
    return {
        "asked": part,
        "lines": [*_lines(part, view)],
        "rows": [_row(number, each, groups, view) for number, each in sentences],
        "groups": [*groups, "total"],
    }


def _quoted(answer: Answer) -> list[tuple[str, int, int]]:
    return [(each.document_id, each.start, each.end) for each in answer.citations]


def _lines(part: ExplainedPart, view: View) -> Iterator[str]:
    """What a part came to."""
    confidence = part.confidence
    if "missing_side" not in part.forms:
        value, threshold = percent(confidence.value), percent(confidence.threshold)
        yield view.text(f"why_stage_{part.stage}", value=value, threshold=threshold)
    for form in part.forms:
        yield view.text(f"why_form_{form}", premise=part.premise)


def _row(number: int, each: ExplainedSentence, groups: Groups, view: View) -> Row:
    place = place_of(each, "back_to_why")
    likelihood = percent(each.probability)
    return Row(number, place, each, likelihood, _became(each, view), _points(each, groups, view))


def _became(each: ExplainedSentence, view: View) -> str:
    misfit = view.text(f"why_misfit_{each.misfit}") if each.misfit else ""
    return view.text(f"why_fate_{each.fate}", misfit=misfit)


def _points(each: ExplainedSentence, groups: Groups, view: View) -> tuple[str, ...]:
    gave = (
        total([given for given in each.contributions if given.feature in features])
        for features in groups.values()
    )
    mark = view.text("why_decimal")
    numbers = (f"{points:.2f}" for points in (*gave, each.score))
    return tuple(each.replace("-", "−").replace(".", mark) for each in numbers)


def _changes(explanation: Explanation, view: View) -> Iterator[str]:
    for change in explanation.changes:
        value = "" if change.value is None else f"{change.value:g}"
        yield view.text(f"why_change_{change.kind}", value=value)


def percent(share: float) -> str:
    """A likelihood for people, which is never rounded up to what is enough."""
    return f"{math.floor(100 * share + ROUNDING)}\N{NO-BREAK SPACE}%"
