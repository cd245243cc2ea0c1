"""Hold a run against the accepted one: `python -m eval.gate RUN` fails when a figure fell.

A figure fails when it is below the lower end of the 95% interval of its accepted value, which is
what chance alone would rarely do. The questions that were right in one of the two runs only are
named, and fail nothing. `python -m eval.gate RUN --accept` makes RUN the accepted one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from eval.results.folder import RESULTS, SUMMARY

BASELINE = Path(__file__).with_name("baseline.json")
ROUNDING = 1e-9  # of a mean; equal values have an interval of width 0
MUST_BE_ONE = "verbatim"  # a quote that is not in its document is never a matter of chance


@click.command()
@click.argument("run", type=click.Path(path_type=Path, exists=True))
@click.option("--accept", is_flag=True, help="Make RUN the accepted one.")
def gate(run: Path, accept: bool) -> None:
    """Exit with status 1, naming them, when figures of RUN fell below the accepted ones."""
    found: dict[str, Any] = {"figures": read_figures(run), "right": read_right(run)}
    if accept:
        BASELINE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return
    accepted = json.loads(BASELINE.read_text(encoding="utf-8"))
    fallen = list(fallen_figures(found["figures"], accepted["figures"]))
    for line in [*flipped_questions(found["right"], accepted["right"]), *fallen]:
        print(line)
    print(f"{len(fallen)} figures fell below their accepted interval")
    sys.exit(1 if fallen else 0)


def read_figures(run: Path) -> dict[str, dict[str, Any]]:
    """The overall figures of a run: name → {value, low, high, n}."""
    summary = json.loads((run / SUMMARY).read_text(encoding="utf-8"))
    refusal = {f"refusal {name}": figure for name, figure in summary["refusal"]["all"].items()}
    return {**summary["answerable"]["all"], **refusal}


def read_right(run: Path) -> dict[str, bool]:
    """Whether each question of a run was answered, or refused, rightly: id → right."""
    lines = (run / RESULTS).read_text(encoding="utf-8").split("\n")
    return {record["id"]: record["right"] for record in map(json.loads, filter(None, lines))}


def flipped_questions(right: Mapping[str, bool], accepted: Mapping[str, bool]) -> Iterator[str]:
    """A line for each question of both runs that only one of them got right; the worse first."""
    both = sorted(right.keys() & accepted.keys())
    yield from (f"{each}: was right, is wrong" for each in both if accepted[each] > right[each])
    yield from (f"{each}: was wrong, is right" for each in both if right[each] > accepted[each])


def fallen_figures(
    figures: Mapping[str, Mapping[str, Any]], accepted: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """A line for each accepted figure that `figures` lacks or falls short of."""
    for name, expected in accepted.items():
        least = 1.0 if name == MUST_BE_ONE else expected["low"]
        value = figures[name]["value"] if name in figures else None
        if value is None or value < least - ROUNDING:
            shown = "is missing" if value is None else f"{value:.3f}"
            yield f"{name}: {shown}, accepted {expected['value']:.3f} (at least {least:.3f})"


if __name__ == "__main__":
    gate()
