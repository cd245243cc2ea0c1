"""What was found → the numbered evidence that a language model sees, within its budget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index import Document, Index, Sentence
from index.split.tokens import count_tokens
from qa.evidence.reader.windows import placed_windows, read_texts
from qa.types import Citation
from qa.understand.asked.comparison import compared
from qa.writing.outline import outline
from qa.writing.protocol import Found

MAX_READ = 24  # sentences, best first, that are given with those around them
MAX_COMPARED = 2  # documents whose outlines are given where two things are compared
MAX_SUMMARISED = 12
PIECE_TOKENS = 40  # of a piece's fence, title, date and source, about


@dataclass(frozen=True, slots=True)
class Piece:
    """Sentences of a document that a model may cite as one, under the heading they stand below.

    `text`: as they are read, cells with the labels of their columns.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    text: str
    heading: str = ""

    @property
    def tokens(self) -> int:
        """How many of the budget it takes, counted as cl100k_base does."""
        return count_tokens(self.text) + count_tokens(self.heading) + PIECE_TOKENS


def pieces_of(found: Found, max_tokens: int) -> list[Piece]:
    """The evidence for an answer of at most `max_tokens`, about, in reading order.

    A summary sees outlines, a comparison the passages found and outlines of their documents; what
    asks documents for nothing, or is refused, has none.
    """
    if found.summarised:
        pieces = _outlines(found.index, found.summarised[:MAX_SUMMARISED], max_tokens)
        return [*pieces, *_within(_left(_passages(found), pieces), max_tokens - _sum(pieces))]
    if not found.evidence:
        return []
    if compared(found.question) is None:
        return _in_order(_within(_passages(found), max_tokens))
    passages = _in_order(_within(_passages(found), max_tokens // 2))
    named = list(dict.fromkeys(each.document.id for each in passages))[:MAX_COMPARED]
    outlines = _outlines(found.index, named, max_tokens - _sum(passages))
    return [*passages, *_left(outlines, passages)]


def _passages(found: Found) -> list[Piece]:
    """What is quoted and the best evidence, each with the sentences around it, best first."""
    index = found.index
    quoted = [each for cited in found.answer.citations for each in _sentences_in(index, cited)]
    best = [*quoted, *(each.sentence for each in found.evidence[:MAX_READ])]
    return [_piece(index, each.sentences) for each in placed_windows(index, best)]


def _sentences_in(index: Index, citation: Citation) -> Iterable[Sentence]:
    for each in index.sentences.of_document(citation.document_id):
        if each.start < citation.end and citation.start < each.end:
            yield each


def _outlines(index: Index, document_ids: Sequence[str], max_tokens: int) -> list[Piece]:
    """The outlines of documents, an equal share of the budget each, section by section."""
    outlined: list[Piece] = []
    for document_id in document_ids:
        best = [
            (section.place, _piece(index, [section.sentence], section.heading))
            for section in outline(index, document_id)
        ]
        share = max_tokens // len(document_ids)
        held = _within([piece for _, piece in best], share)
        outlined += [piece for _, piece in sorted(best, key=lambda each: each[0]) if piece in held]
    return outlined


def _piece(index: Index, sentences: Sequence[Sentence], heading: str = "") -> Piece:
    text = " ".join(each.text for each in read_texts(index, sentences))
    return Piece(index.documents[sentences[0].document_id], tuple(sentences), text, heading)


def _within(best_first: Iterable[Piece], max_tokens: int) -> list[Piece]:
    """Those that fit, best first; one that does not leaves its place to the next."""
    held, left = [], max_tokens
    for each in best_first:
        if (tokens := each.tokens) <= left:
            held.append(each)
            left -= tokens
    return held


def _sum(pieces: Iterable[Piece]) -> int:
    return sum(each.tokens for each in pieces)


def _left(pieces: Iterable[Piece], known: Iterable[Piece]) -> list[Piece]:
    """The pieces none of whose sentences is known."""
    rows = {sentence.row for each in known for sentence in each.sentences}
    return [each for each in pieces if not rows & {sentence.row for sentence in each.sentences}]


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """Document by document, the best one's first, each as it is read."""
    documents = list(dict.fromkeys(each.document.id for each in pieces))
    return sorted(
        pieces,
        key=lambda each: (documents.index(each.document.id), each.sentences[0].start),
    )
