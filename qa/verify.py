"""Every quote against its document, at the moment it is cited."""

from __future__ import annotations

from index import Document
from qa.errors import CitationError
from qa.read import Evidence
from qa.types import Citation


def cite(number: int, document: Document, evidence: Evidence) -> Citation:
    """Citation `number`: the evidence's sentence, cut from the document here and nowhere else."""
    start, end = evidence.sentence.start, evidence.sentence.end
    citation = Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        quote=document.text[start:end],
        start=start,
        end=end,
        language=evidence.hit.passage.language,
        page=document.page_at(start),
        score=evidence.score,
    )
    check_citation(document, citation)
    return citation


def check_citation(document: Document, citation: Citation) -> None:
    """Raise CitationError unless the quote stands, to the character, where the citation says."""
    inside = 0 <= citation.start < citation.end <= len(document.text)
    verbatim = document.text[citation.start : citation.end] == citation.quote
    if citation.document_id != document.id or not inside or not verbatim:
        raise CitationError(
            f"citation {citation.number} of {citation.document_id!r}, characters "
            f"{citation.start} to {citation.end}, is not what the document says there; "
            "make the index again with: citera index"
        )
