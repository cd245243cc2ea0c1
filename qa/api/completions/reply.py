"""An Answer as a chat has it: text with a list of sources, and where it refers to each."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from qa.answer.compose import answer_language, places_text, sources_text
from qa.api.completions.models import Annotation, UrlCitation
from qa.api.models import Citation as CitationModel
from qa.types import Answer, Citation


def sources(answer: Answer) -> str:
    """What follows an answer's text: the places of its quotes; of a refusal, what comes nearest."""
    language = answer_language(answer.language)
    if answer.citations:
        return f"\n\n{sources_text(answer.citations, language)}"
    undated = dict.fromkeys(each.document_id for each in answer.nearest)
    return f"\n\n{places_text(answer.nearest, language, undated)}" if answer.nearest else ""


def annotations(content: str, answer: Answer, base: str) -> Iterator[Annotation]:
    """For each quote of an answer whose chat text is `content`; addresses are below `base`."""
    for each in answer.citations or answer.nearest:
        mark = f"[{each.number}]"
        start = content.find(mark, _after_quote(content, each))
        place = f"{quote(each.document_id)}?start={each.start}&end={each.end}"
        yield Annotation(
            url_citation=UrlCitation(
                start_index=start,
                end_index=start + len(mark),
                title=each.title,
                url=f"{base}v1/documents/{place}",
            ),
            citation=CitationModel.model_validate(each),
        )


def _after_quote(content: str, citation: Citation) -> int:
    """From where its mark is looked for: a quote may hold what looks like one."""
    shown = " ".join(citation.quote.split())
    start = content.find(shown)
    behind = start + len(shown)
    return behind if start >= 0 and f"[{citation.number}]" in content[behind:] else 0
