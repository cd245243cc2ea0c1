"""The figures of many questions: means, shares and curves, each with its interval and n."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from eval.metrics import (
    Ratio,
    area_under_risk_coverage,
    auroc,
    bootstrap_interval,
    bootstrap_interval_of,
    expected_calibration_error,
    refusal_ratios,
    risk_coverage,
)
from eval.questions import FOLLOW_UP_KINDS, KINDS
from eval.results.row import Row
from qa.jupyter.frame import frame_of

if TYPE_CHECKING:
    from qa.jupyter.frame import DataFrame

IN_FULL = "standalone_"
"""What the metrics of a follow-up that was asked in full begin with."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over `n` questions, with the ends of its 95% interval."""

    value: float
    low: float
    high: float
    n: int


Groups = dict[str, dict[str, Figure]]
"""Figures by group of questions and then by name; an undefined figure is left out of its group."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run.

    `answerable` has the groups "all", the language pairs, such as "en→sv" for an English question
    with Swedish evidence, and the kinds. The others have "all" and the languages that questions
    were asked in; `refusal` also has the recall of each kind that has no answer. `conversation` has
    the follow-ups that were also asked in full, by kind: the figures of both ways. `cost` is in
    words shown by an answer and in milliseconds to give it. `risk_coverage` has (coverage, risk)
    pairs.
    """

    answerable: Groups
    refusal: Groups
    calibration: Groups
    cost: Groups
    conversation: Groups = field(default_factory=dict)
    risk_coverage: tuple[tuple[float, float], ...] = ()

    def to_frame(self) -> DataFrame:
        """A row for each figure, by `table`, `group` and `figure`. Raises CiteraError where pandas
        is missing.
        """
        return frame_of(
            [
                {"table": table, "group": group, "figure": name, **asdict(figure)}
                for table in ("answerable", "refusal", "calibration", "conversation", "cost")
                for group, figures in getattr(self, table).items()
                for name, figure in figures.items()
            ]
        )


def summarise(rows: Sequence[Row]) -> Summary:
    """The figures of the rows; unanswerable questions do not count in those of the answerable."""
    answerable = [row for row in rows if row.question.answerable]
    by_language = _languages_asked(rows)
    return Summary(
        answerable=_figures({**_language_pairs(answerable), **_kinds(answerable)}, _mean_figures),
        refusal={
            **_figures(by_language, _refusal_figures),
            **_figures(_kinds([row for row in rows if not row.question.answerable]), _recall),
        },
        calibration=_figures(by_language, _calibration_figures),
        conversation=_figures(_follow_ups(rows), _conversation_figures),
        cost=_figures(by_language, _cost_figures),
        risk_coverage=_risk_coverage(rows),
    )


def _figures(
    groups: dict[str, list[Row]], figures_of: Callable[[Sequence[Row]], dict[str, Figure]]
) -> Groups:
    return {name: figures_of(rows) for name, rows in groups.items() if rows}


def _language_pairs(rows: Sequence[Row]) -> dict[str, list[Row]]:
    pairs: dict[str, list[Row]] = {}
    for row in rows:
        pair = f"{row.question.language}→{row.question.evidence_language}"
        pairs.setdefault(pair, []).append(row)
    return {"all": list(rows), **dict(sorted(pairs.items()))}


def _languages_asked(rows: Sequence[Row]) -> dict[str, list[Row]]:
    languages: dict[str, list[Row]] = {}
    for row in rows:
        languages.setdefault(row.question.language, []).append(row)
    return {"all": list(rows), **dict(sorted(languages.items()))}


def _follow_ups(rows: Sequence[Row]) -> dict[str, list[Row]]:
    both = [row for row in rows if row.question.standalone]
    kinds = _kinds(both)
    return {"all": both, **{kind: kinds[kind] for kind in FOLLOW_UP_KINDS}}


def _kinds(rows: Sequence[Row]) -> dict[str, list[Row]]:
    return {kind: [row for row in rows if row.question.kind == kind] for kind in KINDS}


def _mean_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    """The mean of each metric over the rows in which it is defined."""
    values: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.metrics.items():
            values.setdefault(name, []).append(value)
    return {name: mean_figure(known) for name, known in values.items()}


def _refusal_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    ratios = refusal_ratios(
        refused=[not row.answer.answered for row in rows],
        unanswerable=[not row.question.answerable for row in rows],
    )
    return {name: ratio_figure(ratio) for name, ratio in ratios.items() if any(ratio.denominators)}


def _recall(rows: Sequence[Row]) -> dict[str, Figure]:
    """Among questions without an answer no refusal is wrong, so precision would say nothing."""
    return {"recall": _refusal_figures(rows)["recall"]}


def _calibration_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    answered = [row for row in rows if row.answer.answered]
    right = [row.right for row in answered]
    figures = {
        "auroc": _statistic(auroc, _confidences(rows), [row.question.answerable for row in rows]),
        "aurc": _statistic(area_under_risk_coverage, _confidences(answered), right),
        "ece": _statistic(expected_calibration_error, _confidences(answered), right),
    }
    return {name: figure for name, figure in figures.items() if figure}


def _cost_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    words = [float(len(row.answer.text.split())) for row in rows if row.answer.answered]
    milliseconds = [row.milliseconds for row in rows]
    figures = {
        "words": mean_figure(words) if words else None,
        "p50": _statistic(_percentile(50), milliseconds),
        "p95": _statistic(_percentile(95), milliseconds),
    }
    return {name: figure for name, figure in figures.items() if figure}


def _conversation_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    """The metrics of which there is one of the question asked in full, and the share right."""
    means = _mean_figures(rows)
    compared = {
        name: means[name]
        for full in means
        if full.startswith(IN_FULL)
        for name in (full.removeprefix(IN_FULL), full)
        if name in means
    }
    return {"right": mean_figure([float(row.right) for row in rows]), **compared}


def _percentile(percent: float) -> Callable[..., float]:
    import numpy as np

    return lambda values: float(np.percentile(values, percent))


def _risk_coverage(rows: Sequence[Row]) -> tuple[tuple[float, float], ...]:
    import numpy as np

    answered = [row for row in rows if row.answer.answered]
    right = np.array([row.right for row in answered], dtype=float)
    return tuple(risk_coverage(np.array(_confidences(answered)), right)) if answered else ()


def _confidences(rows: Sequence[Row]) -> list[float]:
    return [row.answer.confidence for row in rows]


def mean_figure(values: Sequence[float]) -> Figure:
    """The mean of `values`, which must not be empty."""
    return ratio_figure(Ratio(values, [1] * len(values)))


def ratio_figure(ratio: Ratio) -> Figure:
    """The ratio with its interval; its n is the number of questions with a denominator."""
    value = sum(ratio.numerators) / sum(ratio.denominators)
    low, high = bootstrap_interval(ratio.numerators, ratio.denominators)
    return Figure(value, low, high, n=sum(map(bool, ratio.denominators)))


def _statistic(statistic: Callable[..., float | None], *columns: Sequence[float]) -> Figure | None:
    """The statistic with its interval, or None where it is undefined."""
    import numpy as np

    arrays = [np.array(column, dtype=float) for column in columns]
    value = statistic(*arrays)
    if value is None:
        return None
    return Figure(value, *bootstrap_interval_of(statistic, *arrays), n=len(arrays[0]))
