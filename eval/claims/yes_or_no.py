"""How well a yes or a no is told of everyday questions, with the sentences that answer given.

    python -m eval.claims.yes_or_no QUESTIONS...

QUESTIONS are everyday ones, of which those are taken that want a yes or a no. Prints for several
probabilities how many are told with so much or more, and how many of these rightly.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from pathlib import Path

import click

from eval.claims.training import asked_examples
from eval.fit.reader_pairs import LABELS, PairExample
from qa.cli.options import path_type
from qa.evidence.reader.e5_claims import E5ClaimReader

PROBABILITIES = (0.5, 0.7, 0.8, 0.9)


def readings(examples: Sequence[PairExample]) -> list[tuple[float, bool]]:
    """Of each question the log-odds of the likelier of yes and no, and whether it is that."""
    reader, found = E5ClaimReader(), []
    for each in examples:
        (reading,) = reader.hold(each.question, [each.one])
        yes, no = reading.same, reading.conflict
        found.append((max(yes, no), ("same" if yes > no else "conflict") == LABELS[each.label]))
    return found


@click.command()
@click.argument("questions", nargs=-1, required=True, type=path_type)
def main(questions: tuple[Path, ...]) -> None:
    """Print the figures."""
    found = readings([each for path in questions for each in asked_examples(path)])
    print(f"{len(found)} questions, {sum(right for _, right in found)} right by the likelier")
    for probability in PROBABILITIES:
        told = [right for odds, right in found if odds >= log(probability / (1 - probability))]
        print(f"from {probability}: {len(told)} told, {sum(told)} right")


if __name__ == "__main__":
    main()
