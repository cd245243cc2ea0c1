"""A comparison: of each of the two things that are compared, the best sentence about it."""

from __future__ import annotations

from collections.abc import Sequence

from index import Index
from index.language.analysis import terms
from qa.evidence.confidence import probability
from qa.evidence.read import Evidence
from qa.understand.answer_shape import compared

MIN_SIDE = 0.2  # probability that a sentence answers, from which it may be a side
MIN_UNNAMED = 0.5  # and that it does where it names neither side
MAX_ROWS = 3  # about both


def side_by_side(index: Index, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence about each of the two things that the question compares, or what is about
    both; where only one is named the best that names neither. None where nothing is compared.
    """
    sides = compared(question)
    if sides is None:
        return []
    likely = [each for each in evidence if probability([each]) >= MIN_SIDE]
    about = [_about(index, each, sides) for each in likely]
    if about and about[0] == (True, True):
        both = [each for each, named in zip(likely, about, strict=True) if all(named)]
        return [each for each in both if each is both[0] or probability([each]) >= MIN_UNNAMED][
            :MAX_ROWS
        ]
    one, other = (_first(likely, about, named) for named in ((True, False), (False, True)))
    found = [each for each in (one, other) if each is not None]
    if len(found) == 1:
        unnamed = _first(likely, about, (False, False))
        if unnamed is not None and probability([unnamed]) >= MIN_UNNAMED:
            found.append(unnamed)
    return found if len(found) > 1 else []


def _first(
    evidence: Sequence[Evidence], about: Sequence[tuple[bool, bool]], named: tuple[bool, bool]
) -> Evidence | None:
    return next((each for each, held in zip(evidence, about, strict=True) if held == named), None)


def _about(index: Index, evidence: Evidence, sides: tuple[str, str]) -> tuple[bool, bool]:
    """Of each side whether the sentence names it, or else what stands above the sentence does."""
    document = index.documents[evidence.sentence.document_id]
    read = index.read_text_of(evidence.sentence).text
    above = f"{document.title} {document.published or ''}".replace("-", " ")
    for text in (index.text_of(evidence.sentence), read, above):
        held = set(terms(text, evidence.hit.passage.language))
        one, other = (_held(side, held, evidence.hit.passage.language) for side in sides)
        if one or other:
            return one, other
    return False, False


def _held(side: str, held: set[str], language: str) -> bool:
    wanted = set(terms(side, language))
    return bool(wanted) and wanted <= held
