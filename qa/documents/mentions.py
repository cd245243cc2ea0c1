"""Which documents mention something: by its words, and else by what is nearest in meaning."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from index import Passage, Sentence
from index.language.analysis import terms
from qa.answer.cite import citation_of
from qa.answer.compose import quoted, titled
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.document_set import DocumentSet
from qa.documents.names import is_form_of, name_in
from qa.types import Citation

MAX_LISTED = 12
MAX_NEAR = 3  # documents that come near in meaning, where none has the words
CERTAINTY, NEAR_CERTAINTY = 0.9, 0.5
_QUOTES = re.compile(r"[\"“”»«']")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that mentions something: in how many sentences, and in which first."""

    document_id: str
    count: int
    sentence: Sentence


def mentions(documents: DocumentSet, named: str, topic: str, language: str) -> Reply | None:
    """The documents that mention `topic`, among those that `named` names."""
    name = name_in(named)
    if named and not name.is_document:
        return None
    among = {each.id for each in documents.names.chosen(name)} if named else None
    words = _words(topic)
    if not words or among == set():
        return None
    found = [
        each for each in _found(documents, words) if among is None or each.document_id in among
    ]
    phrases = PHRASES[language]
    if found:
        count = "one_mentions" if len(found) == 1 else "mention"
        heading = phrases[count].format(count=len(found), topic=_QUOTES.sub("", topic))
        return _reply(documents, found, heading, CERTAINTY, language)
    none = phrases["no_mention"].format(topic=_QUOTES.sub("", topic))
    near = [] if _is_name(words) else _near(documents, topic, among)
    if not near:
        return Reply(none, (), 0.0, "documents")
    return _reply(documents, near, f"{none} {phrases['nearest']}", NEAR_CERTAINTY, language)


def _words(topic: str) -> tuple[str, ...]:
    """The words that a sentence which mentions the topic has: the names and numbers among them,
    else all.
    """
    words = name_in(_QUOTES.sub("", topic)).words or tuple(_WORD.findall(topic))
    names = tuple(each for each in words if _is_name([each]))
    return names or words


def _is_name(words: Sequence[str]) -> bool:
    return any(each[0].isupper() or any(map(str.isdigit, each)) for each in words)


def _found(documents: DocumentSet, words: Sequence[str]) -> list[Mention]:
    """The documents that have all words in one sentence, those with most such sentences first."""
    held = [{each.id: each for each in documents.passages_with(word)} for word in words]
    shared = reduce(lambda one, other: one & other, (set(each) for each in held))
    sentences: defaultdict[str, dict[int, Sentence]] = defaultdict(dict)
    for number in sorted(shared):
        passage = held[0][number]
        for sentence in documents.index.sentences_of(passage):
            if _has_all(documents, passage, sentence, words):
                sentences[passage.document_id][sentence.row] = sentence
    found = [
        Mention(document_id, len(rows), min(rows.values(), key=lambda each: each.start))
        for document_id, rows in sentences.items()
    ]
    return sorted(found, key=lambda each: (-each.count, each.document_id))


def _has_all(
    documents: DocumentSet, passage: Passage, sentence: Sentence, words: Sequence[str]
) -> bool:
    text = documents.index.read_text_of(sentence).text
    held = {each.lower() for each in _WORD.findall(text)}
    analysed = set(terms(text, passage.language))
    return all(
        any(is_form_of(word.lower(), each) for each in held)
        or bool(analysed.intersection(terms(word, passage.language)))
        for word in words
    )


def _near(documents: DocumentSet, topic: str, among: set[str] | None) -> list[Mention]:
    """The documents of the passages nearest in meaning, each with its nearest sentence."""
    vector = documents.embed(topic)
    best: dict[str, Mention] = {}
    for hit in documents.search(topic, among or ()):
        if len(best) < MAX_NEAR and hit.passage.document_id not in best:
            sentences = documents.index.sentences_of(hit.passage)
            place = int((documents.index.vectors_of(sentences) @ vector).argmax())
            best[hit.passage.document_id] = Mention(hit.passage.document_id, 0, sentences[place])
    return list(best.values())


def _reply(
    documents: DocumentSet, found: Sequence[Mention], heading: str, certainty: float, language: str
) -> Reply:
    shown = found[:MAX_LISTED]
    citations = [
        citation_of(number, document, (each.sentence.start, each.sentence.end))
        for number, each in enumerate(shown, start=1)
        for document in [documents.document(each.document_id)]
    ]
    lines = [
        heading,
        *(_line(each, said, language) for each, said in zip(shown, citations, strict=True)),
    ]
    if len(found) > MAX_LISTED:
        lines.append(PHRASES[language]["and_more"].format(count=len(found) - MAX_LISTED))
    return Reply("\n".join(lines), tuple(citations), certainty)


def _line(mention: Mention, citation: Citation, language: str) -> str:
    phrases = PHRASES[language]
    name = "sentences" if mention.count > 1 else "sentence"
    counted = phrases[name].format(count=mention.count) if mention.count else None
    known = ", ".join(filter(None, [mention.document_id, counted]))
    return f"- {titled(citation.title, language)} ({known}): {quoted(citation, language)}"
