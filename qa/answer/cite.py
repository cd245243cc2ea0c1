"""Statements → citations: quotes cut from their documents, and checked at that moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from index import Document, Hit, Index, Sentence
from index.types import Span
from qa.answer.quote_span import quoted_span, surrounding_span
from qa.answer.select import Selection, Statement
from qa.errors import CitationError
from qa.evidence.lists import ItemList, contiguous, heading_above, list_at
from qa.evidence.read import Evidence
from qa.types import Citation

MAX_LINES = 24  # of a list; how many more it has is said
MAX_LIST = 3_000  # characters of it

_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """What is said: `quoted` in its words, `agreeing` are other sources that say the same.

    `lines`: the quote's, where it is a list; `more`: how many items of that follow it.
    """

    quoted: Citation
    agreeing: tuple[Citation, ...] = ()
    lines: tuple[Span, ...] = ()
    more: int = 0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All of them, in the order of their numbers."""
        return self.quoted, *self.agreeing


def cite_each(
    index: Index,
    selections: Iterable[Selection],
    span_of: Callable[[Index, Sentence], Span] = quoted_span,
) -> list[tuple[CitedStatement, ...]]:
    """The statements of each selection with their citations, numbered from 1 throughout.

    What stands within another quote is not quoted by itself. `span_of` decides how far a quote
    extends.
    """
    numbers = count(1)
    quoted: list[Citation] = []

    def cited(statement: Statement, beside: Selection) -> Iterator[CitedStatement]:
        if (listed := list_of(index, statement[0])) is not None:
            yield from cited_list(statement[0], listed)
            return
        spans = [span_of(index, each.sentence) for each in statement]
        spans[0] = _widest(spans[0], spans_in(beside, statement[0].sentence.document_id))
        if not _is_within(statement[0].sentence.document_id, spans[0], quoted):
            first, *others = (
                cite(next(numbers), index.documents[each.sentence.document_id], each, span)
                for each, span in zip(statement, spans, strict=True)
            )
            quoted.append(first)
            yield CitedStatement(first, tuple(others))

    def spans_in(selection: Selection, document_id: str) -> Iterator[Span]:
        first = (each[0].sentence for each in selection.statements)
        return (span_of(index, each) for each in first if each.document_id == document_id)

    def cited_list(evidence: Evidence, listed: ItemList) -> Iterator[CitedStatement]:
        document = index.documents[listed.document_id]
        shown = shown_lines(document, listed)
        more = sum(item not in shown for item in listed.items)
        groups = contiguous(document, shown)
        for group in groups:
            span = group[0][0], group[-1][1]
            if not _is_within(document.id, span, quoted):
                quoted.append(cite(next(numbers), document, evidence, span))
                left = more if group is groups[-1] else 0
                yield CitedStatement(quoted[-1], lines=tuple(group), more=left)

    return [
        tuple(each for statement in selection.statements for each in cited(statement, selection))
        for selection in selections
    ]


def dates_of(index: Index, citations: Iterable[Citation]) -> dict[str, str | None]:
    """When each document cited was published, by its id; None where it does not say."""
    ids = {each.document_id for each in citations}
    return {each: index.documents[each].published for each in ids}


def list_of(index: Index, evidence: Evidence) -> ItemList | None:
    """The list that is quoted for evidence: what it stands for, or what its sentence announces."""
    if evidence.listed is not None:
        return evidence.listed
    sentence = evidence.sentence
    if not index.text_of(sentence).endswith(":"):
        return None
    found = list_at(index.documents[sentence.document_id], sentence.start)
    lead = None if found is None else found.lead
    return found if lead is not None and lead[1] == sentence.end else None


def shown_lines(document: Document, listed: ItemList) -> list[Span]:
    """The first lines of a list, as many as are quoted."""
    lines = listed.lines(document)[:MAX_LINES]
    start = lines[0][0]
    return [each for each in lines if each[1] - start <= MAX_LIST] or lines[:1]


def _widest(span: Span, others: Iterable[Span]) -> Span:
    """The longest span that the one given stands in."""
    around = (each for each in others if each[0] <= span[0] and span[1] <= each[1])
    return max(around, key=lambda each: each[1] - each[0], default=span)


def _is_within(document_id: str, span: Span, quoted: Iterable[Citation]) -> bool:
    start, end = span
    return any(
        each.document_id == document_id and each.start <= start and end <= each.end
        for each in quoted
    )


def cite(number: int, document: Document, evidence: Evidence, span: Span) -> Citation:
    """Citation `number` of the evidence, which `span` of the document quotes."""
    citation = citation_of(number, document, span, evidence.sentence.start)
    answer_start, answer_end = _answer_span(evidence, span)
    return replace(
        citation,
        lead=_compared_lead(document, evidence, citation.lead),
        language=evidence.hit.passage.language,
        score=evidence.score,
        answer_start=answer_start,
        answer_end=answer_end,
    )


def _compared_lead(document: Document, evidence: Evidence, lead: str) -> str:
    """What a row is read with; of two that are compared the heading may tell which is which."""
    heading = heading_above(document, evidence.sentence.start)
    if not (evidence.side and evidence.kind == "row" and heading) or heading in lead:
        return lead
    return f"{heading}\n{lead}".rstrip()


def citation_of(
    number: int, document: Document, span: Span, position: int | None = None
) -> Citation:
    """Citation `number`: `span` cut from the document, here and nowhere else. It is read with what
    stands above the block at `position`, by default where it starts.
    """
    start, end = span
    citation = Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        quote=document.text[start:end],
        start=start,
        end=end,
        language=document.language,
        page=document.page_at(start),
        score=1.0,
        lead=_lead(document, start if position is None else position, start),
        scanned=document.scanned_at(start),
    )
    check_citation(document, citation)
    return citation


def _lead(document: Document, position: int, quoted_from: int) -> str:
    """What the block at `position` is read with, unless it is quoted too."""
    block = document.block_at(position)
    leads = () if block is None else block.leads
    return "\n".join(document.text[start:end] for start, end in leads if start < quoted_from)


def _answer_span(evidence: Evidence, quoted: Span) -> tuple[int, int] | tuple[None, None]:
    """Where the words stand that answer, if a reader found some in what is quoted that are likelier
    to than none. Of a table's cells it is not sure enough.
    """
    judgement = evidence.judgement
    if (
        evidence.kind == "row"
        or judgement is None
        or judgement.span is None
        or judgement.span_score <= 0
    ):
        return None, None
    start, end = judgement.span
    return (start, end) if quoted[0] <= start < end <= quoted[1] else (None, None)


def quote_parts(citation: Citation) -> tuple[str, str, str]:
    """The quote on one line, as what stands before the words that answer, these, and the rest."""
    start, end = citation.answer_start, citation.answer_end
    if start is None or end is None:
        return " ".join(citation.quote.split()), "", ""
    places = slice(0, start - citation.start), slice(start - citation.start, end - citation.start)
    parts = *(citation.quote[each] for each in places), citation.quote[end - citation.start :]
    before, answer, after = (_WHITE_SPACE.sub(" ", each) for each in parts)
    return before, answer, after


def cite_in_context(index: Index, hits: Iterable[Hit], citation: Citation) -> Citation:
    """The citation, of an answer with `hits`, with the sentences before and after its quote."""
    document = index.documents[citation.document_id]
    sentences = {
        each.row: each
        for hit in hits
        for each in index.sentences_of(hit.passage)
        if each.document_id == document.id
        and each.start < citation.end
        and citation.start < each.end
    }
    if not sentences:
        return citation
    start, end = surrounding_span(index, [sentences[row] for row in sorted(sentences)])
    start, end = min(start, citation.start), max(end, citation.end)
    wider = replace(
        citation,
        quote=document.text[start:end],
        start=start,
        end=end,
        page=document.page_at(start),
        scanned=document.scanned_at(start),
    )
    check_citation(document, wider)
    return wider


def stands(document: Document, citation: Citation) -> bool:
    """Whether the quote stands, to the character, where the citation says."""
    inside = 0 <= citation.start < citation.end <= len(document.text)
    verbatim = document.text[citation.start : citation.end] == citation.quote
    return citation.document_id == document.id and inside and verbatim


def check_citation(document: Document, citation: Citation) -> None:
    """Raise CitationError unless the quote stands, to the character, where the citation says."""
    if not stands(document, citation):
        raise CitationError(
            "citation {number} of {document!r}, characters {start} to {end}, is "
            "not what the document says there; make the index again with: citera "
            "index",
            number=citation.number,
            document=citation.document_id,
            start=citation.start,
            end=citation.end,
        )
