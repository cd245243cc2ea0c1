"""Find from which confidence answers are called sure, likely and unsure.

    python -m eval.fit.certainty RUN...

A RUN is a folder that `citera eval SET --split tune --out RUN` or `citera eval everyday --out RUN`
wrote. For each word the least confidence is printed from which as many of the answers called so are
right as the word promises, in the mean of the runs, and the share in each run. What is found goes
to qa/answer/certainty.py and, for "unsure", to Settings.least_confidence.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

PROMISED = {"sure": 0.93, "likely": 0.8, "unsure": 0.5}
"""The share of answers called so that is right."""

STEP = 0.01
MIN_ANSWERS = 10  # of all runs, for a share to say something

Answers = Sequence[tuple[float, bool]]
"""Of each answer of a run its confidence, and whether it is right."""


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def main(runs: tuple[Path, ...]) -> None:
    """Print the least confidence of each word, and what it is worth in each run."""
    read = [read_answers(run) for run in runs]
    above = 1.01
    for word, promised in PROMISED.items():
        least = least_confidence(read, promised, above)
        shares = (_share(answers, least, above) for answers in read)
        print(f"{word}: from {least:.2f}; right:", ", ".join(map(_shown, shares)))
        above = least


def read_answers(run: Path) -> list[tuple[float, bool]]:
    """The answers with quotes of a run, of either kind."""
    lines = (run / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        (row["confidence"], bool(row["acceptable"] if "acceptable" in row else row["right"]))
        for row in map(json.loads, lines)
        if row["answered"] and row.get("reply", "answer") == "answer"
    ]


def least_confidence(runs: Sequence[Answers], promised: float, above: float) -> float:
    """The least confidence from which, up to `above`, the share right is as promised, in the mean
    of the runs; `above` where there is none.
    """
    for step in range(round(above / STEP)):
        low = round(step * STEP, 2)
        known = [each for answers in runs if (each := _share(answers, low, above))[1]]
        if sum(count for _, count in known) < MIN_ANSWERS:
            break
        if sum(share for share, _ in known) / len(known) >= promised:
            return low
    return above


def _share(answers: Answers, low: float, above: float) -> tuple[float, int]:
    """The share right of the answers of such confidence, and how many they are."""
    right = [is_right for confidence, is_right in answers if low <= confidence < above]
    return (sum(right) / len(right) if right else 0.0), len(right)


def _shown(share: tuple[float, int]) -> str:
    return f"{share[0]:.2f} ({share[1]})"


if __name__ == "__main__":
    main()
