"""A text that was checked as HTML: each sentence marked, with its verdict and its quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from qa.verify.types import CheckedSentence, Verdict
from qa.web.page import View, place_of, render


def checked_html(
    draft: str, checked: Sequence[CheckedSentence], view: View, is_complete: bool
) -> str:
    """The whole draft, as far as it was checked; `checked` are its sentences in order."""
    told = _tally(checked, view) if is_complete else view.text("checking", count=len(checked))
    return render(
        "checked.html", told=told, runs=_runs(draft, checked), view=view, place_of=place_of
    )


def _tally(checked: Sequence[CheckedSentence], view: View) -> str:
    """How many sentences have each verdict."""
    if not checked:
        return view.text("claims_nothing")
    verdicts = Counter(each.verdict for each in checked)
    return view.text("tally", **{each: verdicts[each] for each in get_args(Verdict)})


def _runs(
    draft: str, checked: Sequence[CheckedSentence]
) -> Iterator[tuple[str, CheckedSentence | None]]:
    """The draft in order: what was checked with what came of it, what lies between with None."""
    place = 0
    for each in checked:
        yield draft[place : each.start], None
        yield draft[each.start : each.end], each
        place = each.end
    yield draft[place:], None
