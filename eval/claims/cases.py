"""Claims that somebody wrote of documents, each with the sentences to hold it against.

A file of claims and the file of documents that they are of are those that
eval/fit/reader_questions/README.md describes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from eval.fit.reader_examples import index_of
from eval.questions.datasets import read_lines
from index import Index, Sentence, load_embedder
from qa.answerer import Answerer
from qa.settings import Settings
from qa.verify.check import sentences_for
from qa.verify.types import Verdict

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Case:
    """A claim in one language, and the sentences to hold it against, best first. `shown`: those
    that the file names, which show whether it is so, in the order of their document.
    """

    text: str
    language: str
    label: Verdict
    kind: str
    languages: str
    document: str
    index: Index
    sentences: Sequence[Sentence]
    shown: Sequence[Sentence]


def cases(claims: Path, answerer: Answerer, given: bool, every: int = 1) -> Iterator[Case]:
    """Every so many of the claims, in both languages; unless it is `given`, evidence is searched
    for.
    """
    index = answerer.index
    for line in islice(read_lines(claims), 0, None, every):
        shown = given_sentences(index, line)
        for language in LANGUAGES:
            asked = line[language]
            found = shown if given else sentences_for(answerer, asked)
            languages = f"{language}-{line['language']}"
            about = line["label"], line["kind"], languages, line["doc"]
            yield Case(asked, language, *about, index, found, shown)


def given_sentences(index: Index, line: Mapping[str, Any]) -> list[Sentence]:
    """The sentences that a claim rests on."""
    text = index.documents[line["doc"]].text
    spans = [(text.find(quote), text.find(quote) + len(quote)) for quote in line["evidence"]]
    own = (each for each in index.sentences if each.document_id == line["doc"])
    return [
        each for each in own if any(each.start < end and start < each.end for start, end in spans)
    ]


def answerer_over(documents: Path, settings: Settings) -> Answerer:
    """What searches the documents of a file, as one collection."""
    embedder = load_embedder(settings.model)
    index = index_of(read_lines(documents), embedder)
    index.embed_with(embedder)
    return Answerer(index, embedder, settings)
