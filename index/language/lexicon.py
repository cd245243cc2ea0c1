"""What a language's lexicon holds: every list of words that depends on the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.language.documents import DocumentWording
from index.language.files import FileWording
from index.language.mail import MailWording
from index.language.pages import PageWording
from index.language.parts import PartWording
from index.language.people import PeopleWording
from index.language.remarks import RemarkWording
from index.language.shapes import ShapeWording
from index.language.stems import Endings
from index.language.words import Words
from index.language.words import words as words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Lexicon:
    """The words of a language, in lower case, each list once.

    Phrases and words of several forms are regular expressions, which match whole words. A list left
    empty is a rule that the language goes without.
    """

    code: str  # ISO 639-1

    # Searching
    stop_words: frozenset[str]
    stem_endings: Endings = ()
    letters: str = ""  # beyond a to z
    compound_links: Words = ()  # what may stand between a compound's stems; none: no compounds
    genitive_s: bool = False  # a genitive in -s without an apostrophe

    # Sentences and lines
    abbreviations: Words = ()
    references: Words = ()  # abbreviations that only a number or a letter follows
    never_last: Words = ()  # no heading and no sentence ends in these
    seldom_last: Words = ()  # nor does a line of a paragraph
    small_words: Words = ()  # others that sentences have and headings do not
    commonest: Words = ()  # words; the first five no other language has
    kept_hyphens: Words = ()  # first parts of words that are mostly written with a hyphen
    page: PageWording = field(default_factory=PageWording)
    mail: MailWording = field(default_factory=MailWording)
    files: FileWording = field(default_factory=FileWording)

    # Numbers and dates
    months: Words = ()
    month_abbreviations: Words = ()  # beside the first three letters
    seasons: Words = ()  # how each of the four is named, winter first
    weekdays: Words = ()
    weekday_endings: Words = ()
    ordinal_endings: Words = ()  # "3rd"
    range_links: Words = ()  # "6 to 8"
    day_links: Words = ()  # "3rd of June"
    decade_endings: Words = ()  # "the 1990s"
    one: Words = ()
    numerals: Mapping[str, int] = field(default_factory=dict)  # 2 to 19, and the tens
    ordinals: Words = ()  # from the first
    amounts: Words = ()  # other words that are numbers
    magnitudes: Mapping[str, int] = field(default_factory=dict)  # powers of ten
    lone_magnitudes: Words = ()  # "a million"
    indefinite: Words = ()  # articles
    small_magnitudes: Mapping[str, int] = field(default_factory=dict)  # and abbreviations
    currencies: Mapping[str, str] = field(default_factory=dict)  # ISO 4217
    shares: Mapping[str, str] = field(default_factory=dict)  # "%" or "points"
    seconds: Mapping[str, float] = field(default_factory=dict)  # in a unit of time
    rates: Mapping[str, Words] = field(default_factory=dict)  # by "year", "month", "day", "hour"
    each: Words = ()  # "5 per …"
    up_to: Words = ()  # "5 to 10"
    rough: Words = ()  # "about 5"
    partitives: Words = ()  # "5 of …"
    those: Words = ()  # "5 of the …"
    them: Words = ()  # "5 of them"
    uncounted: Words = ()  # not what a number before them counts
    before_years: Words = ()  # "in 2019"; a year follows, not a number of things
    determiners: Words = ()  # "the 2019 report"
    plural_endings: Words = ()
    plurals: Words = ()  # without such an ending
    singular_endings: Words = ()  # that look like a plural's
    verbs: Words = ()  # irregular ones
    verb_endings: Words = ()
    nouns: Mapping[str, str] = field(default_factory=dict)  # forms of what is often counted

    # Names
    capitalised: Words = ()  # words that are always, though no names
    roles: Words = ()  # abbreviations of what somebody is
    places: Mapping[str, str] = field(default_factory=dict)  # short names, by CLDR's code
    demonyms: Mapping[str, str] = field(default_factory=dict)  # adjectives, by CLDR's code
    demonym_endings: Words = ("",)
    cities: Mapping[str, str] = field(default_factory=dict)  # by their names in English

    # Small words
    interrogatives_for_values: Words = ()
    other_interrogatives: Words = ()
    prepositions: Mapping[str, str] = field(default_factory=dict)  # with what each means in English
    setting_prepositions: Words = ()  # "In Laos, …"
    comparing: Words = ()  # "like Laos"
    articles: Words = ()
    conjunctions: Words = ()
    additions: Words = ()  # "and"
    alternatives: Words = ()  # "or"
    pronouns: Words = ()  # of the third person
    possessives: Words = ()
    possessive_ending: str = ""
    by: Words = ()  # before who wrote something
    authors: Words = ()
    negations: Words = ()
    implied_negations: Words = ()  # words that deny without a "not": "lacks"
    opposites: Mapping[str, Words] = field(default_factory=dict)
    """Words for either side of what is one way or the other: "up" and "down", "more" and "less",
    "before" and "after", "all" and "some", "open" and "closed", "allowed" and "forbidden",
    "planned" and "done"."""
    denial_verbs: Words = ()
    accusation_verbs: Words = ()
    accusations: Words = ()

    # What a question asks for
    yes_or_no: Words = ()  # how such a question begins
    first_verb_endings: Words = ()  # of any verb that begins such a question
    how_many: Words = ()
    how_much: Words = ()
    prices: Words = ()
    shares_asked: Words = ()
    changes: Words = ()
    dates_asked: Words = ()
    durations_asked: Words = ()
    numbers_asked: Words = ()
    reasons_asked: Words = ()
    reasons: Words = ()
    presupposing: Words = ()  # how a question begins that takes something for granted
    part_nouns: Words = ()  # "step 3"
    number_signs: Words = ()  # "number 3"
    authors_asked: Words = ()

    # Questions within a conversation
    connectives: Words = ()  # how one begins that continues another, beside conjunctions
    what_about: Words = ()
    openings: Words = ()  # what may be left out at the beginning, beside conjunctions
    closings: Words = ()
    interjections: Words = ()
    new_topic: Words = ()
    asking_verbs: Words = ()
    comparisons: Words = ()
    referring: Words = ()  # to what was said before
    sometimes_referring: Words = ()  # unless the question itself names something
    subject_pronouns: Words = ()  # that do in a question with a name for its place
    definite: Words = ()  # forms of a noun that was spoken of: "the price"
    adverbs_asked: Words = ()  # interrogatives that no subject is
    participles: Words = ()  # that begin a clause
    clause_openers: Words = ()
    elliptical: Words = ()  # what leaves out what another part of the question names
    who_is: Words = ()  # "Who is …?"; {name} stands for the name
    subjects: Words = ()  # how a question names what it asks about: the one group
    not_a_thing: Words = ()  # words that no other thing to ask about has
    parts: PartWording = field(default_factory=PartWording)
    refers_back: Words = ()  # how a sentence begins that the one before explains

    # What is said to the assistant
    orders: Words = ()
    courtesies: Words = ()
    sources_requests: Words = ()
    more_requests: Words = ()
    language_requests: Words = ()  # the one group: a language
    remarks: RemarkWording = field(default_factory=RemarkWording)

    # What is asked of documents themselves and of people, and which shape an answer is to have
    documents: DocumentWording = field(default_factory=DocumentWording)
    people: PeopleWording = field(default_factory=PeopleWording)
    shapes: ShapeWording = field(default_factory=ShapeWording)

    @property
    def interrogatives(self) -> Words:
        """All words that open a question for something."""
        return self.interrogatives_for_values + self.other_interrogatives
