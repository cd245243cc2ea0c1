"""Hold a run against the accepted figures: `python -m eval.gate RUN` fails when one fell.

A figure fails when it is below the lower end of the 95% interval of its accepted value, which is
what chance alone would rarely do. `python -m eval.gate RUN --accept` makes RUN the accepted one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

BASELINE = Path(__file__).with_name("baseline.json")
MUST_BE_ONE = "verbatim"  # a quote that is not in its document is never a matter of chance


@click.command()
@click.argument("run", type=click.Path(path_type=Path, exists=True))
@click.option("--accept", is_flag=True, help="Make RUN the accepted one.")
def gate(run: Path, accept: bool) -> None:
    """Exit with status 1, naming them, when figures of RUN fell below the accepted ones."""
    figures = read_figures(run)
    if accept:
        BASELINE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        return
    fallen = list(fallen_figures(figures, json.loads(BASELINE.read_text(encoding="utf-8"))))
    for line in fallen:
        print(line)
    print(f"{len(fallen)} figures fell below their accepted interval")
    sys.exit(1 if fallen else 0)


def read_figures(run: Path) -> dict[str, dict[str, Any]]:
    """The overall figures of a run: name → {value, low, high, n}."""
    summary = json.loads((run / "summary.json").read_text(encoding="utf-8"))
    refusal = {f"refusal {name}": figure for name, figure in summary["refusal"]["all"].items()}
    return {**summary["answerable"]["all"], **refusal}


def fallen_figures(
    figures: Mapping[str, Mapping[str, Any]], accepted: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """A line for each accepted figure that `figures` lacks or falls short of."""
    for name, expected in accepted.items():
        least = 1.0 if name == MUST_BE_ONE else expected["low"]
        value = figures[name]["value"] if name in figures else None
        if value is None or value < least:
            shown = "is missing" if value is None else f"{value:.3f}"
            yield f"{name}: {shown}, accepted {expected['value']:.3f} (at least {least:.3f})"


if __name__ == "__main__":
    gate()
