"""What became of each sentence that was considered: quoted, or why not.

The rules are those of qa.evidence.fitting and qa.answer.select; here it is said which one decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from index import Index
from qa.answer.select import is_sure_beside, may_be_quoted, repeats
from qa.evidence.fitting import misfits
from qa.evidence.read import Evidence, less_apt_row
from qa.explain.types import Fate
from qa.finding import Finding
from qa.markup import within
from qa.settings import Settings
from qa.understand.rewrite import part_asked


def considered(finding: Finding) -> list[Evidence]:
    """Each sentence once, where it stands first."""
    first: dict[int, Evidence] = {}
    for each in finding.evidence:
        first.setdefault(each.sentence.row, each)
    return list(first.values())


def fates(index: Index, finding: Finding, settings: Settings) -> dict[int, Fate]:
    """What became of each sentence, by its row."""
    known: dict[int, Fate] = {}
    for found in (
        _quoted(index, finding),
        _unfit(index, finding),
        _fallen(index, finding, settings),
    ):
        for row, fate in found:
            known.setdefault(row, fate)
    return known


def _quoted(index: Index, finding: Finding) -> Iterator[tuple[int, Fate]]:
    """What is quoted or named with a quote, and the items of what is quoted as a whole."""
    for first, *others in finding.selection.statements:
        yield first.sentence.row, "quoted"
        yield from ((each.sentence.row, "says_the_same") for each in others)
        if first.listed is None:
            continue
        for each in finding.evidence:
            sentence = each.sentence
            if sentence.document_id == first.listed.document_id and any(
                within((sentence.start, sentence.end), item) for item in first.listed.items
            ):
                yield sentence.row, "in_quoted_list"


def _unfit(index: Index, finding: Finding) -> Iterator[tuple[int, Fate]]:
    """What is left out as being on something else than is asked for."""
    telling = {each.sentence.row for each in finding.telling}
    left_out = [each for each in finding.evidence if each.sentence.row not in telling]
    asked_part = part_asked(finding.question)
    of_others = misfits(index, finding.question, finding.evidence)
    misfit_of = {
        each.sentence.row: misfit for each, misfit in zip(finding.evidence, of_others, strict=True)
    }
    for each in left_out:
        if misfit_of[each.sentence.row]:
            yield each.sentence.row, "on_another"
        else:
            yield each.sentence.row, "another_part" if asked_part else "less_like"


def _fallen(index: Index, finding: Finding, settings: Settings) -> Iterator[tuple[int, Fate]]:
    """Why what is on what is asked for is not quoted."""
    if not finding.answered:
        yield from _refused(finding.telling)
        return
    quoted = [statement[0] for statement in finding.selection.statements]
    as_whole = any(each.listed or each.side for each in quoted) or finding.selection.differ
    is_behind = False
    for each in finding.telling:
        is_behind = is_behind or not may_be_quoted(each, finding.telling[0], settings)
        if as_whole:
            yield each.sentence.row, "chosen_together"
        elif is_behind:
            yield each.sentence.row, _behind(each, finding.telling[0])
        else:
            yield each.sentence.row, _beside(index, finding, each, quoted)


def _refused(telling: Sequence[Evidence]) -> Iterator[tuple[int, Fate]]:
    for place, each in enumerate(telling):
        yield each.sentence.row, _behind(each, telling[0]) if place else "below_threshold"


def _behind(each: Evidence, best: Evidence) -> Fate:
    return "less_likely" if best.judgement is None or each.judgement else "not_read"


def _beside(index: Index, finding: Finding, each: Evidence, quoted: Sequence[Evidence]) -> Fate:
    """Why a sentence that is sure enough is not quoted beside what is."""
    if less_apt_row(index, finding.question, each, finding.telling[0]):
        return "less_apt_row"
    if not is_sure_beside(each, finding.selection.statements):
        return "same_document"
    said = chain(*finding.selection.statements)
    return "repeats" if any(repeats(index, each, other) for other in said) else "max_quotes"
