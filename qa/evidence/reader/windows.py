"""Evidence → the windows that a reader reads: the best sentences, with those around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index import Document, Index, Sentence
from index.split.reading import ReadText
from index.types import Span
from qa.evidence.lists import heading_above
from qa.evidence.reader.protocol import Window

MAX_SENTENCES = 6  # of a window
MAX_NEIGHBOUR = 400  # characters; a longer sentence tells enough by itself
MAX_TITLE = 150  # characters
_MARKS = "#>*_ \n"  # of headings, in Markdown


@dataclass(slots=True)
class Placed:
    """A window's sentences, one after the other in their document."""

    sentences: list[Sentence]

    @property
    def document_id(self) -> str:
        """The document that they stand in."""
        return self.sentences[0].document_id

    @property
    def rows(self) -> range:
        """Their rows in the index."""
        return range(self.sentences[0].row, self.sentences[-1].row + 1)


def placed_windows(index: Index, best: Iterable[Sentence]) -> list[Placed]:
    """Windows with every one of `best`, in the order of their first: each sentence with the one
    before it and the one after it, those that touch as one; no sentence stands in two windows.
    """
    windows: list[Placed] = []
    for sentence in best:
        if not any(sentence.row in each.rows for each in windows):
            _place(index, windows, sentence)
    return windows


def _place(index: Index, windows: list[Placed], sentence: Sentence) -> None:
    around = [
        *_neighbours(index.sentences_before(sentence, 1)),
        sentence,
        *_neighbours(index.sentences_after(sentence, 1)),
    ]
    taken = {row for each in windows for row in each.rows}
    fresh = [each for each in around if each.row not in taken]
    for each in windows:
        if _touch(each, fresh) and len(each.sentences) + len(fresh) <= MAX_SENTENCES:
            each.sentences = sorted([*each.sentences, *fresh], key=lambda held: held.row)
            return
    windows.append(Placed(fresh))


def _neighbours(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [each for each in sentences if each.end - each.start <= MAX_NEIGHBOUR]


def _touch(window: Placed, fresh: Sequence[Sentence]) -> bool:
    same = window.document_id == fresh[0].document_id
    return same and (window.rows.stop == fresh[0].row or fresh[-1].row + 1 == window.rows.start)


def window_of(index: Index, sentences: Sequence[Sentence], texts: Sequence[ReadText]) -> Window:
    """What is read: the texts of a window's sentences under their document's title and date, and
    the heading of the section of the first.
    """
    document = index.documents[sentences[0].document_id]
    read = tuple(each.text for each in texts)
    head = heading(document.title, document.published)
    section = _section(document, sentences[0])
    return Window(f"{head} {section}" if section else head, read)


def _section(document: Document, sentence: Sentence) -> str:
    """The heading above a sentence; empty where it is the title, or the sentence itself."""
    above = heading_above(document, sentence.start).strip(_MARKS)
    told = document.title, document.text[sentence.start : sentence.end].strip(_MARKS)
    return "" if above in told else " ".join(above.split())[:MAX_TITLE]


def read_texts(index: Index, sentences: Sequence[Sentence]) -> list[ReadText]:
    """What is read of each sentence of a window; a lead that several have, with the first."""
    known: set[Span] = set()
    texts = []
    for sentence in sentences:
        text = index.read_text_of(sentence, known)
        texts.append(text)
        known.add((sentence.start, sentence.end))
        if text.block is not None:
            known.update(text.block.leads)
    return texts


def heading(title: str, published: str | None) -> str:
    """What a reader knows before the first sentence: "last year" is told by the date."""
    dated = f" ({published})" if published else ""
    return f"{title[:MAX_TITLE]}{dated}."


def quote_window(index: Index, quote: Sequence[Sentence]) -> Window:
    """Some sentences of one document, as they are quoted, under its title and date."""
    document = index.documents[quote[0].document_id]
    texts = tuple(index.read_text_of(each).text for each in quote)
    return Window(heading(document.title, document.published), texts)
