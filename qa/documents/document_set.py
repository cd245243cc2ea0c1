"""The documents that may be asked about, and what is looked up of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index import Document, Hit, Index, Passage, Sentence
from index.types import DocumentFacts
from qa.documents.names import Names

if TYPE_CHECKING:
    from index.search.protocol import Partition, Subset
    from index.types import Vectors

MAX_FOUND = 5_000  # passages that a word is looked up in


@dataclass(frozen=True)
class DocumentSet:
    """The documents of `index`, or of the `subset` that may answer.

    `embed` makes a text's vector; `search` finds the passages nearest to a text, best first, among
    the documents of these ids.
    """

    index: Index
    subset: Subset | None
    embed: Callable[[str], Vectors]
    search: Callable[[str, Collection[str]], list[Hit]]

    @cached_property
    def facts(self) -> tuple[DocumentFacts, ...]:
        """What is noted of each document, by id."""
        held = self.index if self.subset is None else self.subset
        return tuple(held.documents.facts())

    @cached_property
    def names(self) -> Names:
        """How documents may be named."""
        return Names(self.facts, self.documents_with)

    def facts_of(self, document_id: str) -> DocumentFacts:
        """What is noted of the document of that id."""
        return self.names.facts_of(document_id)

    @property
    def partitions(self) -> Mapping[str, Partition]:
        """The passages, by language."""
        return self.index.partitions if self.subset is None else self.subset.partitions

    def document(self, document_id: str) -> Document:
        """The document of that id."""
        return self.index.documents[document_id]

    def sentences_of(self, document_id: str) -> list[Sentence]:
        """A document's sentences, in order."""
        return self.index.sentences.of_document(document_id)

    def passages_with(self, word: str) -> Iterator[Passage]:
        """The passages that have a word in whatever form."""
        for partition in self.partitions.values():
            for number, _ in partition.words.search(word, MAX_FOUND):
                yield self.index.passages[number]

    def titles_with(self, word: str) -> list[str]:
        """The titles of the documents that have `word`, those that have most of it first."""
        ids = dict.fromkeys(each.document_id for each in self.passages_with(word))
        return list(dict.fromkeys(self.document(each).title for each in ids))

    def documents_with(self, word: str) -> set[str]:
        """The ids of the documents whose text has a word."""
        return {each.document_id for each in self.passages_with(word)}
