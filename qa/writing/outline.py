"""A document in a few sentences: the most central one of each section, under its heading."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from index import Document, Index, Sentence
from index.types import Block
from qa.documents.central import centralities
from qa.documents.summary import MAX_READ, is_whole
from qa.evidence.lists import heading_above

SENTENCES_EACH = 8  # a document with fewer than two headings is outlined by so many sentences


@dataclass(frozen=True, slots=True)
class Section:
    """The best sentence of a section; `place`: which one it is of its document, from 0."""

    place: int
    heading: str
    sentence: Sentence


def outline(index: Index, document_id: str) -> list[Section]:
    """A section each, those first whose best sentence is most central to the document. Of one
    without whole sentences, such as a form, any line may be the best.
    """
    document = index.documents[document_id]
    every = index.sentences.of_document(document_id)
    sentences = ([each for each in every if is_whole(index, each)] or every)[:MAX_READ]
    if not sentences:
        return []
    ranks = centralities(index.vectors_of(sentences)).tolist()
    headings = [each for each in document.blocks if each.kind == "heading"]
    best: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        place = _section(headings, number, sentence)
        if place not in best or ranks[number] > ranks[best[place]]:
            best[place] = number
    by_rank = sorted(best.items(), key=lambda each: -ranks[each[1]])
    return [
        Section(place, _heading(document, sentences[number]), sentences[number])
        for place, number in by_rank
    ]


def _section(headings: list[Block], number: int, sentence: Sentence) -> int:
    if len(headings) < 2:
        return number // SENTENCES_EACH
    return bisect_right(headings, sentence.start, key=lambda each: each.start)


def _heading(document: Document, sentence: Sentence) -> str:
    """The heading that a sentence stands below; empty where none is above it."""
    return " ".join(heading_above(document, sentence.start).split()).lstrip("# ")
