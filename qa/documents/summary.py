"""What a document, or the documents, say of something, in their own most central sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index import Document, Index, Sentence
from index.language.lexicons import any_of
from index.types import DocumentFacts
from qa.answer.cite import citation_of
from qa.answer.compose import quoted, titled
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.central import centralities
from qa.documents.document_set import DocumentSet
from qa.documents.names import date_of, name_in
from qa.types import Citation
from qa.understand.asked.question_type import is_question

if TYPE_CHECKING:
    from index.types import Vectors

MIN_CENTRAL, MAX_CENTRAL = 3, 5
SENTENCES_EACH = 2  # so many sentences of a document for each that is quoted
MAX_ON_TOPIC = 10  # the sentences nearest to a topic, of which some are quoted
MAX_READ = 400  # sentences of a document
MAX_HEADINGS = 12
MIN_WORDS = 5
MAX_SENTENCE = 400  # characters
MAX_LIKENESS = 0.95  # cosine of two sentences that say about the same
MAX_PASSAGES = 12  # that are read on a topic
TOPIC_CERTAINTY = 0.75
_REFERS_BACK = re.compile(rf"{any_of('refers_back')}\b", re.IGNORECASE)


def summary(
    documents: DocumentSet, facts: DocumentFacts, certainty: float, language: str
) -> Reply | None:
    """What a document is: title, date, headings, and its most central sentences; None where it has
    no sentences.
    """
    document = documents.document(facts.id)
    chosen = _central_of(documents, document)
    if not chosen:
        return None
    citations = [
        citation_of(number, document, (each.start, each.end))
        for number, each in enumerate(chosen, start=1)
    ]
    phrases = PHRASES[language]
    lines = [_described(document, facts, language)]
    if headings := _headings(document):
        shown = " · ".join(headings[:MAX_HEADINGS])
        if len(headings) > MAX_HEADINGS:
            more = len(headings) - MAX_HEADINGS
            shown = f"{shown} · {phrases['and_more'].format(count=more)}"
        lines.append(phrases["sections"].format(headings=shown))
    lines += [phrases["central"], *_quoted(citations, language)]
    return Reply("\n".join(lines), tuple(citations), certainty, summarised=(document.id,))


def topic_summary(documents: DocumentSet, topic: str, language: str) -> Reply | None:
    """The most central of the sentences on a topic; None where the documents lack its words."""
    words = name_in(topic).words
    known = [word for word in words if documents.documents_with(word)]
    if not known or 2 * len(known) < len(words):
        return None
    hits = documents.search(topic, ())[:MAX_PASSAGES]
    found = {
        sentence.row: sentence
        for hit in hits
        for sentence in documents.index.sentences_of(hit.passage)
    }
    sentences = [each for each in found.values() if is_whole(documents.index, each)]
    if not sentences:
        return None
    vectors = documents.index.vectors_of(sentences)
    likeness = (vectors @ documents.embed(topic)).astype("float64")
    bias = likeness - likeness.min()
    order = sorted(range(len(sentences)), key=lambda place: -bias[place])[:MAX_ON_TOPIC]
    near = [sentences[place] for place in order]
    ranks = centralities(vectors[order], bias[order]).tolist()
    best = _unlike(near, vectors[order], ranks, MAX_CENTRAL - 1)
    best.sort(key=lambda each: (each.document_id, each.start))
    citations = [
        citation_of(number, documents.document(each.document_id), (each.start, each.end))
        for number, each in enumerate(best, start=1)
    ]
    heading = PHRASES[language]["on_topic"].format(topic=topic)
    lines = [heading, *_quoted(citations, language, with_source=True)]
    cited = tuple(dict.fromkeys(each.document_id for each in citations))
    return Reply("\n".join(lines), tuple(citations), TOPIC_CERTAINTY, summarised=cited)


def _central_of(documents: DocumentSet, document: Document) -> list[Sentence]:
    """The document's central sentences in order, from different sections where it has some; where
    there are next to none, as in a form, its lines.
    """
    every = documents.sentences_of(document.id)
    whole = [each for each in every if is_whole(documents.index, each)][:MAX_READ]
    sentences = whole[:1] + [each for each in whole[1:] if _stands_alone(documents, each)]
    is_form = len(sentences) < MIN_CENTRAL
    if is_form:
        sentences = [each for each in every if _is_long(documents, each)][:MAX_READ] or every
    if not sentences:
        return []
    count = min(MAX_CENTRAL, max(MIN_CENTRAL, len(sentences) // SENTENCES_EACH))
    vectors = documents.index.vectors_of(sentences)
    if is_form:  # in what is filled in, the most words say most
        ranks = [float(each.end - each.start) for each in sentences]
    else:
        ranks = centralities(vectors).tolist()
        ranks[0] = 1.0  # how a text begins says most of what it is about
    sections = _sections(document, sentences)
    several = len(set(sections)) >= count
    best = _unlike(sentences, vectors, ranks, count, sections if several else None)
    return sorted(best, key=lambda each: each.start)


def _unlike(
    sentences: Sequence[Sentence],
    vectors: Vectors,
    ranks: Sequence[float],
    count: int,
    sections: Sequence[int] | None = None,
) -> list[Sentence]:
    """The `count` sentences of the highest rank that say different things, in other sections."""
    chosen: list[int] = []
    for place in sorted(range(len(sentences)), key=lambda each: -ranks[each]):
        is_new = all(float(vectors[place] @ vectors[each]) <= MAX_LIKENESS for each in chosen)
        known = sections is not None and sections[place] in {sections[each] for each in chosen}
        if is_new and not known:
            chosen.append(place)
        if len(chosen) == count:
            break
    return [sentences[each] for each in chosen]


def _stands_alone(documents: DocumentSet, sentence: Sentence) -> bool:
    """Whether a sentence can be understood without the one before."""
    return _REFERS_BACK.match(documents.index.text_of(sentence)) is None


def is_whole(index: Index, sentence: Sentence) -> bool:
    """Whether it is a whole sentence, or an item of a list, that states something."""
    text = index.text_of(sentence)
    block = index.block_of(sentence)
    kind = "prose" if block is None else block.kind
    whole = kind == "item" or (kind == "prose" and text.rstrip('"”»)*_').endswith((".", "!")))
    return (
        whole
        and len(text.split()) >= MIN_WORDS
        and len(text) <= MAX_SENTENCE
        and not is_question(text)
        and not text.endswith(":")
    )


def _is_long(documents: DocumentSet, sentence: Sentence) -> bool:
    """Whether a row, line or item says something."""
    text = documents.index.text_of(sentence)
    return len(text.split()) >= MIN_WORDS and len(text) <= MAX_SENTENCE


def _sections(document: Document, sentences: Sequence[Sentence]) -> list[int]:
    """For each sentence the number of headings before it."""
    starts = [each.start for each in document.blocks if each.kind == "heading"]
    return [bisect_right(starts, each.start) for each in sentences]


def _headings(document: Document) -> list[str]:
    """The document's outline, without its title; each heading once."""
    texts = (
        " ".join(document.text[each.start : each.end].split()).lstrip("# ")
        for place, each in enumerate(document.blocks)
        if each.kind == "heading" and place > 0
    )
    return [each for each in dict.fromkeys(texts) if each != " ".join(document.title.split())]


def _described(document: Document, facts: DocumentFacts, language: str) -> str:
    phrases = PHRASES[language]
    count = len(document.pages)
    pages = phrases["pages"].format(count=count) if count > 1 else None
    known = ", ".join(filter(None, [facts.id, facts.source, date_of(facts), pages]))
    return f"{titled(document.title, language)} ({known})"


def _quoted(
    citations: Sequence[Citation], language: str, with_source: bool = False
) -> Iterator[str]:
    for each in citations:
        said = quoted(each, language)
        yield f"- {titled(each.title, language)}: {said}" if with_source else f"- {said}"
