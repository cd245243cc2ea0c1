"""One of the things that were asked: what it came to, and what its confidence was made of."""

from __future__ import annotations

from collections.abc import Iterator

from index import Index
from qa.evidence.confidence import is_enough, probability
from qa.evidence.fitting import misfits
from qa.explain.considered import explained_passages, explained_sentences
from qa.explain.contributions import (
    to_list_confidence,
    to_sentence_confidence,
    to_sides_confidence,
)
from qa.explain.types import Basis, Confidence, Contribution, ExplainedPart, Form, Stage
from qa.finding import Finding
from qa.settings import Settings
from qa.understand.presupposition import presupposition_of

ROUNDING = 1e-9


def explained_part(
    index: Index,
    finding: Finding,
    settings: Settings,
    *,
    reranked: bool,
    has_documents: bool,
) -> ExplainedPart:
    """What one thing that was asked came to; `has_documents`: whether any could answer it."""
    premise = finding.premise
    if not finding.answered:
        premise = presupposition_of(finding.question) or ""
    return ExplainedPart(
        question=finding.question,
        language=finding.language,
        stage=_stage(index, finding, settings, has_documents=has_documents),
        forms=tuple(_forms(finding, premise)),
        confidence=_confidence(finding, settings),
        passages=explained_passages(index, finding, settings, reranked=reranked),
        sentences=explained_sentences(index, finding, settings),
        premise=premise,
    )


def _stage(index: Index, finding: Finding, settings: Settings, *, has_documents: bool) -> Stage:
    if finding.answered:
        return "answered"
    if not finding.hits:
        return "nothing_found" if has_documents else "no_documents"
    if not finding.evidence:
        return "no_sentence"
    best_misfit = misfits(index, finding.question, finding.evidence)[0]
    would_answer = best_misfit and is_enough(probability(finding.evidence), settings)
    if would_answer or not finding.telling:
        return "on_another"
    return "below_threshold" if finding.near else "no_answer"


def _forms(finding: Finding, premise: str) -> Iterator[Form]:
    """What was special in how it was answered."""
    if not finding.hits and finding.near:
        yield "missing_side"
    if premise:
        yield "premise"
    chosen = finding.selection
    if not chosen.statements:
        return
    quoted = [each[0] for each in chosen.statements]
    yield from dict.fromkeys(each.placed_by for each in quoted if each.placed_by)
    if quoted[0].listed and quoted[0].placed_by not in ("list", "rows"):
        yield "list" if quoted[0].listed.lead else "paragraph"
    if chosen.differ:
        yield "conflict_by_time" if chosen.by_time else "conflict"
    if chosen.direction:
        yield chosen.direction


def _confidence(finding: Finding, settings: Settings) -> Confidence:
    basis, given = _basis(finding)
    # Another stage than the usual one may have told it.
    usual = abs(probability(finding.telling) - finding.confidence) < ROUNDING
    return Confidence(
        finding.confidence,
        settings.least_confidence,
        basis,
        given if usual or finding.premise else (),
    )


def _basis(finding: Finding) -> tuple[Basis, tuple[Contribution, ...]]:
    if not finding.telling:
        return "nothing", ()
    best = finding.telling[0]
    if best.side:
        return "sides", to_sides_confidence(finding.telling)
    if best.list_probability:
        return "list", to_list_confidence(best)
    return "premise" if finding.premise else "sentence", to_sentence_confidence(best)
