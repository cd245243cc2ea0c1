"""Every quote against its document, at the moment it is cited."""

from __future__ import annotations

from index.types import Document, Sentence
from qa.errors import CitationError
from qa.types import Citation


def cite(document: Document, sentence: Sentence, language: str, score: float, number: int) -> Citation:
    """A Citation of `sentence`; its quote is cut from the document here and nowhere else."""
    start, end = sentence.start, sentence.end
    citation = Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        quote=document.text[start:end],
        start=start,
        end=end,
        language=language,
        page=document.page_at(start),
        score=score,
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
