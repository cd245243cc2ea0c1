"""The plots of a run, drawn by matplotlib as SVG that stands inside a page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import cycle
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from eval.metrics import CALIBRATION_BINS, recall_at_k
from eval.report.wording import decimal, say
from eval.results.row import DEPTH, Row
from eval.results.summary import Summary
from qa.terminal import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#000000"  # the page's own text colour takes its place
# At least 3:1 on white and on near black (WCAG 2.2, 1.4.11); after Okabe and Ito, for the
# colour-blind, who also have the markers to go by.
COLOURS = ("#2b83c6", "#cf6a10", "#159a74", "#b9619a", "#8a7a1f", "#7d6fd1")
MARKERS = ("o", "s", "^", "D", "v", "P")


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot as an SVG element, what it shows, and the numbers behind it as a table of texts."""

    title: str
    description: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Bin(NamedTuple):
    """The answers whose confidence is in `low`..`high`: how many, and how many of them right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def plots(rows: Sequence[Row], summary: Summary) -> list[Plot]:
    """The plots for which the run has figures."""
    drawn = []
    if summary.risk_coverage:
        drawn.append(_risk_coverage_plot(summary.risk_coverage))
    if bins := reliability_bins(rows):
        drawn.append(_reliability_plot(bins))
    if recalls := recall_by_k(rows):
        drawn.append(_recall_plot(recalls))
    return drawn


def reliability_bins(rows: Sequence[Row]) -> list[Bin]:
    """Mean confidence and share right of the answered questions, in the bins that have any.

    The bins are those of eval.metrics.expected_calibration_error.
    """
    bins: dict[int, list[Row]] = {}
    for row in rows:
        if row.answer.answered:
            place = min(int(row.answer.confidence * CALIBRATION_BINS), CALIBRATION_BINS - 1)
            bins.setdefault(place, []).append(row)
    return [
        Bin(
            low=place / CALIBRATION_BINS,
            high=(place + 1) / CALIBRATION_BINS,
            n=len(members),
            confidence=fmean(row.answer.confidence for row in members),
            right=fmean(row.right for row in members),
        )
        for place, members in sorted(bins.items())
    ]


def recall_by_k(rows: Sequence[Row]) -> dict[str, list[float]]:
    """Recall@1, @2, … of the answerable questions: of "all", and of each pair such as "en→sv"."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.question.answerable:
            pair = printable(f"{row.question.language}→{row.question.evidence_language}")
            for name in ("all", pair):
                groups.setdefault(name, []).append(row)
    return {
        name: [
            fmean(recall_at_k(row.hits, row.evidence, k) for row in groups[name])
            for k in range(1, DEPTH + 1)
        ]
        for name in sorted(groups, key=lambda name: (name != "all", name))
    }


def _risk_coverage_plot(curve: Sequence[tuple[float, float]]) -> Plot:
    coverages, risks = ([100 * pair[side] for pair in curve] for side in (0, 1))
    overall = risks[-1]

    def draw(axes: Axes) -> None:
        axes.plot(coverages, risks, color=COLOURS[0], label=say("the surest answers"))
        every = say("all answers: {risk}%", risk=f"{overall:.0f}")
        axes.axhline(overall, color=INK, linestyle="--", label=every)
        axes.set(xlim=(0, 100), ylim=(0, None))
        axes.set(xlabel=say("coverage: % of the answers given"))
        axes.set(ylabel=say("risk: % of them wrong"))

    description = say(
        "How many of the answers given are wrong (risk) when only the surest ones are counted"
        " (coverage); of all {n} answers it is {risk}%. A good confidence keeps the curve low on"
        " the left.",
        n=len(curve),
        risk=f"{overall:.0f}",
    )
    return Plot(
        say("Risk and coverage"),
        description,
        _svg("risk-coverage", description, draw),
        (say("coverage, %"), say("risk, %")),
        tuple(
            (decimal(f"{coverage:.1f}"), decimal(f"{risk:.1f}"))
            for coverage, risk in zip(coverages, risks, strict=True)
        ),
    )


def _reliability_plot(bins: Sequence[Bin]) -> Plot:
    def draw(axes: Axes) -> None:
        axes.plot([0, 100], [0, 100], color=INK, linestyle="--", label=say("as sure as right"))
        confidences = [100 * each.confidence for each in bins]
        rights = [100 * each.right for each in bins]
        axes.vlines(confidences, confidences, rights, color=COLOURS[1])
        answers = say("answers, and how many")
        axes.plot(confidences, rights, MARKERS[0], color=COLOURS[0], label=answers)
        for each, x, y in zip(bins, confidences, rights, strict=True):
            axes.annotate(str(each.n), (x, y), (5, -12), textcoords="offset points")
        axes.set(xlim=(0, 100), ylim=(-4, 104))
        axes.set(xlabel=say("confidence, %"), ylabel=say("right, %"))

    description = say(
        "Confidence against the share right of {n} answers, in bins of {width} percentage points;"
        " the number beside a point is that of its answers. Below the diagonal the assistant is"
        " surer than it should be.",
        n=sum(each.n for each in bins),
        width=100 // CALIBRATION_BINS,
    )
    return Plot(
        say("Reliability"),
        description,
        _svg("reliability", description, draw),
        (say("bin, %"), say("answers"), say("mean confidence, %"), say("right, %")),
        tuple(
            (
                f"{100 * each.low:.0f}–{100 * each.high:.0f}",
                str(each.n),
                decimal(f"{100 * each.confidence:.1f}"),
                decimal(f"{100 * each.right:.1f}"),
            )
            for each in bins
        ),
    )


def _recall_plot(recalls: dict[str, list[float]]) -> Plot:
    depths = range(1, DEPTH + 1)

    def draw(axes: Axes) -> None:
        styles = zip(cycle(COLOURS), cycle(MARKERS), strict=False)
        for name, values in recalls.items():
            colour, marker = (INK, "") if name == "all" else next(styles)
            percent = [100 * value for value in values]
            width = 2.5 if name == "all" else 1.2
            axes.plot(
                depths, percent, color=colour, marker=marker, linewidth=width, label=say(name)
            )
        axes.set(ylim=(0, 104), xticks=depths)
        axes.set(xlabel=say("k: passages looked at"), ylabel="Recall@k, %")

    at_one, at_last = (f"{100 * recalls['all'][place]:.0f}" for place in (0, -1))
    description = say(
        "The share of the evidence that the k best passages hold, by the languages of question and"
        " evidence: over all, {first}% in the first passage and {last}% in the first {depth}.",
        first=at_one,
        last=at_last,
        depth=DEPTH,
    )
    return Plot(
        say("Retrieval by number of passages"),
        description,
        _svg("recall", description, draw),
        ("k", *(f"{say(name)}, %" for name in recalls)),
        tuple(
            (str(k), *(decimal(f"{100 * values[k - 1]:.1f}") for values in recalls.values()))
            for k in depths
        ),
    )


def speed_plot(speeds: Mapping[str, tuple[float, float]]) -> str:
    """How many times as fast as the first one each engine is: on passages, and on questions."""
    names = list(speeds)[::-1]
    description = "; ".join(
        f"{name}: passages {passages:.1f}, questions {questions:.1f} times as fast"
        for name, (passages, questions) in speeds.items()
    )

    def draw(axes: Axes) -> None:
        places = range(len(names))
        for label, column, shift in (("passages", 0, 0.2), ("questions", 1, -0.2)):
            bars = axes.barh(
                [place + shift for place in places],
                [speeds[name][column] for name in names],
                height=0.38,
                color=COLOURS[column],
                label=label,
            )
            axes.bar_label(bars, fmt="%.1f", padding=3)
        axes.set_yticks(places, names)
        axes.set_xlabel(f"times as fast as {names[-1]}")
        axes.margins(x=0.12)

    return _as_file(_svg("speed", description, draw))


def growth_plot(curves: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """What grows with the number of passages, each as points (passages, value)."""
    description = "; ".join(
        f"{name}: " + ", ".join(f"{value:,.0f} at {passages:,.0f}" for passages, value in points)
        for name, points in curves.items()
    )

    def draw(axes: Axes) -> None:
        for (name, points), colour, marker in zip(
            curves.items(), cycle(COLOURS), cycle(MARKERS), strict=False
        ):
            axes.loglog(*zip(*points, strict=True), marker=marker, color=colour, label=name)
        axes.set_xlabel("passages")

    return _as_file(_svg("growth", description, draw))


def _as_file(element: str) -> str:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return element.replace("<svg ", f'<svg {names} style="background:#fff" ', 1)


def _svg(name: str, description: str, draw: Callable[[Axes], None]) -> str:
    """What `draw` draws as an SVG element for a page, in which `name` keeps its ids apart.

    Nothing of matplotlib's settings, the user's included, has a part in it or is changed by it.
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": name, "font.size": 11})
        matplotlib.rcParams["text.parse_math"] = False  # names in legends are no formulas
        figure = Figure(figsize=(5, 3.75), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        axes.grid(color=INK, alpha=0.15)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
        written = StringIO()
        undated = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(written, format="svg", transparent=True, metadata=undated)
    return _inline(written.getvalue(), description)


def _inline(written: str, description: str) -> str:
    """An SVG file's drawing as an element: it names no host, and takes the text colour around it.

    The groups lose their ids, to which nothing refers and which are the same in every file.
    """
    view = re.search(r'viewBox="[\d. ]+"', written)
    assert view is not None
    drawing = written[written.index("<g ") :]
    drawing = re.sub(r'<g id="[^"]*">', "<g>", drawing).replace(INK, "currentColor")
    label = html.escape(description)
    return (
        f'<svg role="img" aria-label="{label}" {view.group()} fill="currentColor"'
        f' stroke-linejoin="round">{drawing}'
    )
