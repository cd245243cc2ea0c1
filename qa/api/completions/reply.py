"""An Answer as a chat has it: text with a list of sources, and where it refers to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from qa.answer.compose import answer_language, places_text, sources_text
from qa.api.completions.models import Annotation, UrlCitation
from qa.api.models import Citation as CitationModel
from qa.terminal import printable
from qa.types import Answer, Citation

_LEADS_AWAY = re.compile(r"!(?=\[)|\](?=[(:])|<(?=[\w/!?])")
"""In Markdown the beginning of a picture, of a link's address, and of a tag."""


def as_chat(text: str) -> str:
    """`text` for a page that reads it as Markdown: nothing that a document says loads anything from
    elsewhere there, or leads to it.
    """
    return _LEADS_AWAY.sub(r"\\\g<0>", printable(text))


def content(answer: Answer) -> str:
    """An answer's text and its sources, as a chat shows them."""
    return as_chat(answer.text + sources(answer))


def sources(answer: Answer) -> str:
    """What follows an answer's text: the places of its quotes; of a refusal, what comes nearest."""
    language = answer_language(answer.language)
    if answer.citations:
        return f"\n\n{sources_text(answer.citations, language)}"
    undated = dict.fromkeys(each.document_id for each in answer.nearest)
    return f"\n\n{places_text(answer.nearest, language, undated)}" if answer.nearest else ""


def annotations_of(shown: str, answer: Answer, base: str) -> Iterator[Annotation]:
    """For each quote of an answer that a chat shows so; addresses are below `base`."""
    for each in answer.citations or answer.nearest:
        mark = f"[{each.number}]"
        start = shown.find(mark, _after_quote(shown, each))
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


def _after_quote(shown: str, citation: Citation) -> int:
    """From where its mark is looked for: a quote may hold what looks like one."""
    quoted = as_chat(" ".join(citation.quote.split()))
    start = shown.find(quoted)
    behind = start + len(quoted)
    return behind if start >= 0 and f"[{citation.number}]" in shown[behind:] else 0
