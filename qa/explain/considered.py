"""The passages and sentences that were considered for one thing that is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from index import Hit, Index
from qa.evidence.confidence import probability
from qa.evidence.fitting import Misfit, misfits
from qa.evidence.read import Evidence
from qa.explain.contributions import to_likeness, to_score, total
from qa.explain.fates import considered, fates
from qa.explain.types import Contribution, ExplainedPassage, ExplainedSentence, Fate
from qa.finding import Finding
from qa.settings import Settings


def explained_passages(
    index: Index, finding: Finding, settings: Settings, *, reranked: bool
) -> tuple[ExplainedPassage, ...]:
    """Those that were found, best first."""
    evidence = considered(finding)
    sentences = Counter(each.hit.passage.id for each in evidence)
    own = {each.hit.passage.language for each in evidence if each.own_language}
    given = (
        to_likeness(hit, settings, own_language=hit.passage.language in own) for hit in finding.hits
    )
    return tuple(
        _passage(index, hit, gave, sentences[hit.passage.id], reranked=reranked)
        for hit, gave in zip(finding.hits, given, strict=True)
    )


def _passage(
    index: Index, hit: Hit, given: tuple[Contribution, ...], sentences: int, *, reranked: bool
) -> ExplainedPassage:
    passage = hit.passage
    return ExplainedPassage(
        document_id=passage.document_id,
        title=index.documents[passage.document_id].title,
        start=passage.start,
        end=passage.end,
        language=passage.language,
        text=hit.text,
        score=hit.score,
        likeness=total(given) if given else None,
        contributions=given,
        reranked=reranked,
        sentences=sentences,
    )


def explained_sentences(
    index: Index, finding: Finding, settings: Settings
) -> tuple[ExplainedSentence, ...]:
    """Those that were considered, in their order, and what became of each."""
    evidence = considered(finding)
    became = fates(index, finding, settings)
    others = misfits(index, finding.question, evidence)
    places = {hit.passage.id: place for place, hit in enumerate(finding.hits, start=1)}
    return tuple(
        _sentence(index, each, became[each.sentence.row], misfit, places)
        for each, misfit in zip(evidence, others, strict=True)
    )


def _sentence(
    index: Index, each: Evidence, fate: Fate, misfit: Misfit | None, places: Mapping[int, int]
) -> ExplainedSentence:
    sentence = each.sentence
    document = index.documents[sentence.document_id]
    return ExplainedSentence(
        document_id=document.id,
        title=document.title,
        start=sentence.start,
        end=sentence.end,
        page=document.page_at(sentence.start),
        language=each.hit.passage.language,
        text=index.text_of(sentence),
        kind=each.kind,
        passage=places.get(each.hit.passage.id),
        score=each.score,
        contributions=to_score(each),
        probability=probability([each]),
        is_read=each.judgement is not None,
        placed_by=each.placed_by,
        fate=fate,
        misfit=misfit if fate == "on_another" else None,
    )
