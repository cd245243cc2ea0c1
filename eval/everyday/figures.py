"""The figures of everyday questions, by kind and in all, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

from eval.everyday.row import EverydayRow
from eval.metrics import Ratio
from eval.results.summary import Figure, Groups, ratio_figure


def everyday_figures(rows: Sequence[EverydayRow]) -> Groups:
    """Of all rows, by language and by kind: the share acceptable of questions, filler of quotes
    (where it is known what belongs), and "wrong but sure" of what was said as sure or likely.
    """
    languages = sorted({row.question.language for row in rows})
    kinds = dict.fromkeys(row.question.kind for row in rows)
    return {
        "all": _figures(rows),
        **{each: _figures([r for r in rows if r.question.language == each]) for each in languages},
        **{each: _figures([r for r in rows if r.question.kind == each]) for each in kinds},
    }


def _figures(rows: Sequence[EverydayRow]) -> dict[str, Figure]:
    trusted = [row.is_trusted for row in rows]
    ratios = {
        "acceptable": Ratio([row.acceptable for row in rows], [1] * len(rows)),
        "filler": Ratio([sum(row.filler) for row in rows], [len(row.filler) for row in rows]),
        "wrong but sure": Ratio([row.is_trusted and not row.acceptable for row in rows], trusted),
    }
    return {name: ratio_figure(each) for name, each in ratios.items() if any(each.denominators)}
