"""How a language speaks of documents themselves: of all of them, of one, of who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class DocumentWording:
    """Regular expressions, in lower case, that match whole words.

    In a pattern of a question, {documents} stands for words for documents ("which minutes"), {one}
    for what names one ("the annual report"), {topic} for what is looked for in them, {all} for all
    of them.
    """

    nouns: Words = ()  # "documents"
    genres: Mapping[str, Words] = field(default_factory=dict)  # by their names in English
    all: Words = ()  # "this folder", "everything"
    this: Words = ()  # "it", "the document": one that was spoken of
    here: Words = ()  # "… do you have": what ends a question for documents
    folders: Words = ()  # "in the … folder": the group "folder"
    narrowed: Words = ()  # what a choice of documents begins with: "about", "from"
    politeness: Words = ()  # what may stand before a question
    afterthoughts: Words = ()  # … and behind it
    and_author: Words = ()  # "… and by whom"
    and_date: Words = ()  # "… and when"
    spelt: Words = ()  # words that one slip of the finger is mended in

    lists: Words = ()
    counts: Words = ()
    newest: Words = ()
    oldest: Words = ()
    longest: Words = ()
    shortest: Words = ()
    formats: Words = ()  # "in which formats are …"
    languages: Words = ()
    authored: Words = ()  # "what has {topic} written"
    about_all: Words = ()
    about_one: Words = ()
    about_topic: Words = ()
    mentions: Words = ()
    authors: Words = ()
    dates: Mapping[str, Words] = field(default_factory=dict)  # by what happened then
    fields: Mapping[str, Words] = field(default_factory=dict)  # what else a document's head tells
    versions: Words = ()
    titles: Words = ()
    page_counts: Words = ()

    asked: Mapping[str, Words] = field(default_factory=dict)  # "who", "when", "which version"
    # "meeting", "mailed": by the genre of the documents that tell of such
    events: Mapping[str, Words] = field(default_factory=dict)
    acts: Mapping[str, Words] = field(default_factory=dict)  # "wrote", "approved by": what was done
    passing: Words = ()  # "last", "recently": what says nothing of which document is meant
    latest: Words = ()  # "the latest minutes"
    wondering: Words = ()  # "do you know (when …)": what may stand before a question within another
    undone: Words = ()  # "must", "according to": it is not asked who did it with a document

    author_labels: Words = ()  # "Secretary: …"
    weak_author_labels: Words = ()  # … that stand before other things as well
    date_labels: Mapping[str, Words] = field(default_factory=dict)
    field_labels: Mapping[str, Words] = field(default_factory=dict)
    version_labels: Words = ()
    version_words: Words = ()  # "version 3", in prose
