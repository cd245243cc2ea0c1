"""A question on documents themselves → an answer; None where the question is not on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from math import exp

from index.language.lexicons import any_of
from index.types import DocumentFacts
from qa.answer.phrases import PHRASES
from qa.documents import Reply
from qa.documents.catalogue import (
    catalogue,
    counted_by,
    edge_by_length,
    edge_of_catalogue,
    lines_of,
    whole_catalogue,
)
from qa.documents.described import described, names_nothing
from qa.documents.document_set import DocumentSet
from qa.documents.mentions import mentions
from qa.documents.names import SPOKEN_OF, Name, Resolved, has_names, name_in
from qa.documents.properties.authors import written_by
from qa.documents.properties.offices import office_holder
from qa.documents.properties.places import MAILBOXES
from qa.documents.properties.told import PARTLY_TOLD, properties
from qa.documents.properties.told_acts import told_of_acts
from qa.documents.questions import DocumentQuestion, DocumentQuestionKind, document_questions
from qa.documents.summary import summary, topic_summary
from qa.documents.wording import any_wording

BY_MEANING = 0.75  # how sure it is which of several documents is meant, by what they say
MAX_CANDIDATES = 6
MAX_COMPARED = 50  # documents whose titles are embedded when a question is asked
TEMPERATURE = 0.02  # that of retrieval
_ARTICLE = re.compile(rf"^{any_of('articles')}\s+", re.IGNORECASE)


def reply_on_documents(
    documents: DocumentSet, question: str, earlier: Sequence[str], language: str
) -> Reply | None:
    """The reply to `question` where it asks something of documents; `earlier`: the questions that
    it leans on.
    """
    for asked in document_questions(question):
        asked = _without_pronoun(asked, earlier)
        reply = _reply(documents, asked, language)
        if reply is not None:
            return _fuller(documents, asked, question, reply, language)
    before = partial(_before, documents, question, earlier)
    return told_of_acts(documents, question, before, language)


def _before(documents: DocumentSet, question: str, earlier: Sequence[str]) -> DocumentFacts | None:
    """The document that the question before described, where this one names none."""
    if not earlier or not names_nothing(question):
        return None
    return described(documents.names, earlier[-1])


def _fuller(
    documents: DocumentSet, asked: DocumentQuestion, question: str, reply: Reply, language: str
) -> Reply:
    """Of what is told of a document by the form of a question and by its words the fuller."""
    if asked.kind != "properties":
        return reply
    named = partial(_only, documents, name_in(asked.named))
    by_acts = told_of_acts(documents, question, named, language)
    if by_acts is None or by_acts.certainty <= PARTLY_TOLD:
        return reply
    lacks = reply.certainty <= PARTLY_TOLD or len(reply.citations) < len(by_acts.citations)
    unsettled = reply.kind == "documents"  # which of several is meant, or nothing to quote
    return by_acts if lacks or unsettled or len(asked.properties) > 1 else reply


def _only(documents: DocumentSet, name: Name) -> DocumentFacts | None:
    """The document that is named, if it is one."""
    found = _narrowed_by_meaning(documents, name, documents.names.resolve(name)).documents
    return found[0] if len(found) == 1 else None


def _without_pronoun(asked: DocumentQuestion, earlier: Sequence[str]) -> DocumentQuestion:
    """The question with the document of an earlier one for "it"."""
    if not any_wording("this").fullmatch(asked.named):
        return asked
    for question in reversed(earlier):
        for before in document_questions(question):
            if before.named and not any_wording("this").fullmatch(before.named):
                return replace(asked, named=before.named)
    return asked


def _reply(documents: DocumentSet, asked: DocumentQuestion, language: str) -> Reply | None:
    if asked.kind in ("list", "count") and not asked.named:
        return whole_catalogue(documents, language)
    if asked.kind == "about_all":
        summarised = tuple(each.id for each in documents.facts)
        return replace(whole_catalogue(documents, language), summarised=summarised)
    named, topic = asked.named, asked.topic
    replies: dict[DocumentQuestionKind, Callable[[], Reply | None]] = {
        "list": lambda: catalogue(documents, named, language),
        "count": lambda: catalogue(documents, named, language),
        "newest": lambda: edge_of_catalogue(documents, named, language, newest=True),
        "oldest": lambda: edge_of_catalogue(documents, named, language, newest=False),
        "longest": lambda: edge_by_length(documents, named, language, longest=True),
        "shortest": lambda: edge_by_length(documents, named, language, longest=False),
        "formats": lambda: counted_by(documents, "formats", language),
        "languages": lambda: counted_by(documents, "languages", language),
        "authored": lambda: written_by(documents, named, topic, language),
        "mentions": lambda: mentions(documents, named, topic, language),
        "office": lambda: office_holder(documents, topic, named, language),
        "about_topic": lambda: topic_summary(documents, topic, language),
        "about_one": lambda: _of_one(documents, asked, language),
        "properties": lambda: _of_one(documents, asked, language),
    }
    return replies[asked.kind]()


def _of_one(documents: DocumentSet, asked: DocumentQuestion, language: str) -> Reply | None:
    """What is asked of the document that is named; of several that may be meant, a list."""
    if any_wording("this").fullmatch(asked.named):
        return None
    name = name_in(asked.named)
    resolved = _narrowed_by_meaning(documents, name, documents.names.resolve(name))
    if not resolved.documents or not _is_meant(asked, name, resolved):
        return None
    if len(resolved.documents) > 1:
        return _candidates(documents, resolved.documents, language)
    facts = resolved.documents[0]
    if asked.kind == "about_one":
        return summary(documents, facts, resolved.certainty, language)
    near = _place_in_mailbox(documents, facts, asked.named)
    return properties(documents, facts, asked.properties, near, resolved.certainty, language)


def _is_meant(asked: DocumentQuestion, name: Name, resolved: Resolved) -> bool:
    """Whether the name is one of a document: who wrote and when may be asked of other things."""
    if name.genre == "document" and name.is_plain:
        return len(resolved.documents) == 1
    if asked.kind == "about_one":
        if name.genre in SPOKEN_OF and not resolved.by_name:
            return False
        return name.is_document or resolved.certainty > BY_MEANING
    # "The report of Human Rights Watch" is another's, which a report speaks of; a mail has no name.
    own = resolved.by_name or name.genre == "e-mail" or not has_names(name)
    return (name.is_document and own) or _is_title(asked.named, resolved)


def _is_title(named: str, resolved: Resolved) -> bool:
    """Whether a document's title is all that is said: it may say nothing of its being one."""
    said = _ARTICLE.sub("", named).casefold()
    return any(each.title.casefold() == said for each in resolved.documents)


def _narrowed_by_meaning(documents: DocumentSet, name: Name, resolved: Resolved) -> Resolved:
    """Of several documents that fit as well, the one whose title and text, each compared by a
    softmax, are nearest to what names it.
    """
    if not 1 < len(resolved.documents) <= MAX_COMPARED or not name.words:
        return resolved
    by_id = {each.id: each for each in resolved.documents}
    best: dict[str, float] = {}
    for hit in documents.search(name.phrase, by_id):
        best.setdefault(hit.passage.document_id, hit.score)
    if not best:
        return resolved
    asked = documents.embed(name.phrase)

    def nearness(document_id: str) -> float:
        cosine = float(asked @ documents.embed(by_id[document_id].title))
        return exp(cosine / TEMPERATURE) * best[document_id]

    found = (by_id[max(sorted(best), key=nearness)],)
    return replace(resolved, documents=found, certainty=min(resolved.certainty, BY_MEANING))


def _candidates(
    documents: DocumentSet, found: Sequence[DocumentFacts], language: str
) -> Reply | None:
    """A list of those that may be meant; None where these are too many to have been meant."""
    if len(found) > MAX_CANDIDATES:
        return None
    return lines_of(documents, found, language, PHRASES[language]["which_one"])


def _place_in_mailbox(documents: DocumentSet, facts: DocumentFacts, named: str) -> int | None:
    """Where in a file of several mails the one that is named stands."""
    if not facts.id.lower().endswith(MAILBOXES):
        return None
    return next((hit.passage.start for hit in documents.search(named, [facts.id])), None)
