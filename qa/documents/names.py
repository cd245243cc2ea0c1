"""Words that name documents ("the minutes of May 2023") → the documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log
from pathlib import PurePosixPath

from index.language.analysis import stems
from index.language.lexicons import LEXICONS, STOP_WORDS, alternatives, any_of
from index.language.numbers import MONTHS
from index.language.places import named_language
from index.language.spelling import folded, one_edit_away, shared_beginning
from index.load.metadata import parse_date
from index.types import DocumentFacts
from qa.documents.wording import GENRES, any_wording, folder_patterns

MAX_WORDS_BEFORE = 3  # between the beginning and the word for documents
MIN_PART = 3  # letters of a part of a compound
MIN_SHARED = 5  # letters that two forms of a word, or a word and a compound, begin with alike
MIN_SHARED_SHARE = 0.75  # of the shorter one
MIN_MISSPELT = 6  # letters
IN_NAME, IN_TEXT = 1.0, 0.5  # what a word counts for that stands in title or path, or in the text
MIN_NAMED_SHARE = 0.5  # of the words that name a document
# Kinds of documents that are spoken of for what they say: "which rules are there for dogs?"
SPOKEN_OF = frozenset(
    "rules terms decision list policy schedule table plan budget warranty statistics survey claim"
    " request assessment specification complaint menu log interview quotation".split()
)
_GENERIC = "document"
_FORMATS = {
    "e-mail": (".eml", ".mbox", ".msg"),
    "slides": (".pptx", ".odp", ".ppt"),
    "spreadsheet": (".xlsx", ".ods", ".xls", ".csv", ".tsv"),
    "notebook": (".ipynb",),
    "PDF": (".pdf",),
    "page": (".html", ".htm"),
}
_Found = tuple[int, int, str, re.Match[str]]  # a genre's word: start, end below 0, genre
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[^\W\d_]+|\d+")
YEAR = re.compile(r"(?:19|20)\d\d")
_ISO_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?(?!\d)")


_MONTH = alternatives(MONTHS)
_MONTH_WORD = re.compile(rf"\b{_MONTH}\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(?P<day>\d\d?){any_of('ordinal_endings')}?"
    rf"(?: {any_of('day_links')})? (?P<month>{_MONTH})\b"
    rf"|\b(?P<first>{_MONTH}) (?P<last>\d\d?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """What a phrase says of documents: of which genre they are, by which `noun` ("document" where
    of any; None where nothing is said of documents), in which folder, in which language, of which
    date, and in what other words.

    `hints`: what stands before the genre in a compound; `asks_for_all`: "… do you have";
    `is_narrowed`: "… about …".
    """

    phrase: str
    genre: str | None
    noun: str
    folder: str | None
    language: str | None
    date: str | None
    words: tuple[str, ...]
    hints: tuple[str, ...]
    asks_for_all: bool
    is_narrowed: bool

    @property
    def is_document(self) -> bool:
        """Whether the phrase says that documents are meant."""
        return self.genre is not None

    @property
    def is_plain(self) -> bool:
        """Whether it says nothing of them but their genre."""
        return not (self.words or self.hints or self.date or self.language or self.folder)


def name_in(phrase: str) -> Name:
    """What is said of documents in `phrase`."""
    here = any_wording("here").search(phrase)
    folder, rest = _without_folder(phrase)
    genre, noun, rest = _without_genre(rest)
    rest = any_wording("here").sub(" ", rest)
    language = next(filter(None, map(named_language, _WORD.findall(rest.lower()))), None)
    date = parse_date(rest) or _day_in(rest) or _month_in(rest)
    words, hints = tuple(content_words(rest, date)), tuple(before_genre(noun, genre))
    after = phrase.partition(noun)[2].split()[:1] if noun else []
    narrowed = bool(folder or (after and any_wording("narrowed").fullmatch(after[0])))
    asks_for_all = here is not None
    return Name(phrase, genre, noun, folder, language, date, words, hints, asks_for_all, narrowed)


def _day_in(phrase: str) -> str | None:
    """A day without its year, "-02-11"; None where there is none."""
    found = _DAY.search(phrase)
    if found is None:
        return None
    month, day = found["month"] or found["first"], found["day"] or found["last"]
    return f"-{MONTHS[month.lower()]:02}-{int(day):02}"


def _month_in(phrase: str) -> str | None:
    """A month without its year, "-02-"; None where there is none. "may" is no month."""
    found = (each[0] for each in _MONTH_WORD.finditer(phrase) if each[0] != "may")
    return next((f"-{MONTHS[each.lower()]:02}-" for each in found), None)


def _without_folder(phrase: str) -> tuple[str | None, str]:
    for pattern in folder_patterns():
        if found := pattern.search(phrase):
            return found["folder"], f"{phrase[: found.start()]} {phrase[found.end() :]}"
    return None, phrase


def before_genre(noun: str, genre: str | None) -> Iterator[str]:
    """What stands before the genre in a compound of both."""
    places = range(len(noun) - MIN_PART, MIN_PART - 1, -1)
    if genre in GENRES and " " not in noun:
        found = (noun[:each] for each in places if GENRES[genre].fullmatch(noun[each:]))
        yield from islice(found, 1)


def _without_genre(phrase: str) -> tuple[str | None, str, str]:
    """The genre that the phrase is about, its word for it, and the phrase without that."""
    found = [
        (match.start(), -match.end(), genre, match)
        for genre, pattern in [*GENRES.items(), (_GENERIC, any_wording("nouns"))]
        if (match := pattern.search(phrase)) and _is_head(phrase[: match.start()])
    ]
    if not found:
        return None, "", phrase
    genre, match = _last_in_a_row(phrase, sorted(found, key=lambda each: each[:2]))[2:]
    rest = f"{phrase[: match.start()]} {phrase[match.end() :]}"
    if genre == _GENERIC and (more := _without_genre(rest))[0] not in (None, _GENERIC):
        return more
    return genre, match[0], rest


def _last_in_a_row(phrase: str, found: list[_Found]) -> _Found:
    """Of the genres that stand one behind the other the last: "the procedure changelog"."""
    last, *others = found
    for each in others:
        if each[0] > -last[1] and not phrase[-last[1] : each[0]].strip():
            last = each
    return last


def _is_head(before: str) -> bool:
    words = before.split()
    narrowed = any_wording("narrowed")
    return len(words) <= MAX_WORDS_BEFORE and not any(map(narrowed.fullmatch, words[1:]))


def content_words(text: str, date: str | None) -> Iterator[str]:
    """The words that tell one document from another; of a date that was understood, none."""
    dropped = any_wording("narrowed")
    for word in _WORD.findall(text):
        plain = word.lower()
        in_date = date is not None and (plain.isdigit() or plain in MONTHS)
        is_small = plain == "s" or plain in STOP_WORDS or dropped.fullmatch(plain)
        if not (in_date or is_small or named_language(plain)):
            yield word


def genres_of(facts: DocumentFacts) -> set[str]:
    """The kinds of documents that one is, by its title, its path and its format."""
    said = name_text(facts)
    suffix = PurePosixPath(facts.id).suffix.lower()
    by_format = {genre for genre, suffixes in _FORMATS.items() if suffix in suffixes}
    return by_format | {genre for genre, pattern in GENRES.items() if pattern.search(said)}


def headed(found: list[DocumentFacts], genre: str | None) -> list[DocumentFacts]:
    """Those whose title names no other genre first, if any: of rules not "A guide to the rules"."""
    if genre in _FORMATS:
        return found
    return [each for each in found if _without_genre(each.title)[0] in (None, genre)] or found


def date_of(facts: DocumentFacts) -> str | None:
    """When a document was published, else the date in its title or its file's name."""
    return facts.published or parse_date(facts.title) or parse_date(PurePosixPath(facts.id).name)


def dates_of(facts: DocumentFacts) -> set[str]:
    """All dates that are noted of a document."""
    named = f"{facts.title} {facts.id}"
    found = [facts.published, parse_date(facts.title), parse_date(facts.id)]
    return {*filter(None, found), *_ISO_DATE.findall(named)}


def is_dated(facts: DocumentFacts, wanted: str) -> bool:
    """Whether one of its dates is, or is in, the one wanted; "-02-11" and "-02-" are of any year,
    and "-02-" may be the month of what has none.
    """
    dates = [f"{each}-" for each in dates_of(facts)]
    if not wanted.startswith("-"):
        return any(each.startswith(wanted) for each in dates)
    months = [each[4:] for each in dates if each.count("-") > 1]
    return any(each.startswith(wanted) for each in months) or (wanted[-1] == "-" and not months)


def words_and_runs(text: str) -> set[str]:
    """The words of a text, and the letters and numbers that they are made of: "report2023" is named
    by each of both.
    """
    return {*_WORD.findall(text), *_RUN.findall(text)}


def name_text(facts: DocumentFacts) -> str:
    """A document's title and path, in words."""
    return f"{facts.title}\n{_spaced(facts.id)}"


def _spaced(document_id: str) -> str:
    return re.sub(r"[/_.-]", " ", document_id)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The documents that a name may stand for, and how sure it is that they are meant, 0..1.

    `by_name`: whether something of it stands in their titles or paths, not in their texts alone.
    """

    documents: tuple[DocumentFacts, ...]
    certainty: float
    by_name: bool = True


class Names:
    """The names of an index's documents."""

    def __init__(
        self, facts: Sequence[DocumentFacts], documents_with: Callable[[str], set[str]]
    ) -> None:
        """`documents_with`: the ids of those whose text has a word."""
        self.facts = facts
        self._documents_with = documents_with

    @cached_property
    def _held(self) -> dict[str, set[str]]:
        """The ids of the documents that have a word in their title or path."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for each in self.facts:
            for word in words_and_runs(f"{each.title} {_spaced(each.id)}".lower()):
                held[word].add(each.id)
        return held

    @cached_property
    def _by_id(self) -> dict[str, DocumentFacts]:
        return {each.id: each for each in self.facts}

    def facts_of(self, document_id: str) -> DocumentFacts:
        """What is noted of the document of that id."""
        return self._by_id[document_id]

    def of_genre(self, genre: str | None) -> list[DocumentFacts]:
        """The documents of a genre; all of them where it is none in particular."""
        if genre in (None, _GENERIC):
            return list(self.facts)
        return [each for each in self.facts if genre in genres_of(each)]

    def chosen(self, name: Name) -> list[DocumentFacts]:
        """The documents of which all that `name` says is true."""
        found = self._dated(self.of_genre(name.genre), name)
        for word in name.words:
            known = self._of_year(word) if YEAR.fullmatch(word) else self._with_word(word)
            found = [each for each in found if known.get(each.id)]
        return found

    def _of_year(self, year: str) -> dict[str, float]:
        """The documents that are of a year by date or name; if none is, those that tell of it."""
        dated = {each.id for each in self.facts if is_dated(each, year)} | self.named(year)
        return dict.fromkeys(dated, IN_NAME) or self._with_word(year)

    def resolve(self, name: Name) -> Resolved:
        """The documents that fit best what `name` says; none where little of it fits."""
        of_genre = self.of_genre(name.genre)
        candidates = self._dated(of_genre or list(self.facts), name)
        if of_genre and name.genre != _GENERIC:
            candidates = self.called(headed(candidates, name.genre), name.noun)
        words = (*name.words, *name.hints)
        if not candidates or not (words or (name.is_document and of_genre)):
            return Resolved((), 0.0)
        if not words:
            return Resolved(tuple(candidates), 0.95 if len(candidates) == 1 else 0.5)
        weighed = [(self._with_word(word), self.weight(word)) for word in words]
        total = sum(weight for _, weight in weighed)

        def share(facts: DocumentFacts) -> float:
            return sum(weight * found.get(facts.id, 0.0) for found, weight in weighed) / total

        shares = {each.id: round(share(each), 6) for each in candidates}
        best = max(shares.values())
        chosen = tuple(each for each in candidates if shares[each.id] == best)
        certain_name = name.genre not in (None, _GENERIC) or bool(name.date)
        if best < MIN_NAMED_SHARE and not (certain_name and self._may_be_other_words(name, best)):
            return Resolved((), 0.0)
        by_name = bool(name.date) or any(found.get(chosen[0].id) == IN_NAME for found, _ in weighed)
        return Resolved(chosen, (0.6 if name.is_document else 0.5) + 0.35 * best, by_name)

    def _may_be_other_words(self, name: Name, best: float) -> bool:
        """Whether the words that fit no document may be another language's: no names or numbers."""
        return best > 0 or not has_names(name)

    def called(self, found: list[DocumentFacts], noun: str) -> list[DocumentFacts]:
        """Of documents of a genre those that have the word for it itself in their name, if any."""
        words = _WORD.findall(noun.lower())
        called = {
            document_id
            for held, ids in self._held.items()
            if any(is_same_word(word, held) for word in words)
            for document_id in ids
        }
        return [each for each in found if each.id in called] or found

    def _dated(self, candidates: list[DocumentFacts], name: Name) -> list[DocumentFacts]:
        if name.folder:
            folder = name.folder.lower()
            candidates = [
                each
                for each in candidates
                if any(is_form_of(folder, part) for part in each.id.lower().split("/")[:-1])
            ]
        if name.language:
            candidates = [each for each in candidates if each.language == name.language]
        if name.date:
            candidates = [each for each in candidates if is_dated(each, name.date)]
        return candidates

    def _with_word(self, word: str) -> dict[str, float]:
        """The documents that have a word: 1 in their name, less in their text."""
        found = dict.fromkeys(self._documents_with(word), IN_TEXT)
        return found | dict.fromkeys(self.named(word), IN_NAME)

    def named(self, word: str) -> set[str]:
        """The ids of the documents that have a form of `word` in their title or path."""
        word = word.lower()
        near = one_edit_away(word) if len(word) >= MIN_MISSPELT else set()
        return {
            document_id
            for held, ids in self._held.items()
            if is_form_of(word, held) or held in near
            for document_id in ids
        }

    def words_naming(self, facts: DocumentFacts, text: str) -> set[str]:
        """The words of a text, in lower case, that a document is named by or its genre is."""
        words = {each.lower() for each in _WORD.findall(text)}
        genres = {each for each in words if any(one.fullmatch(each) for one in GENRES.values())}
        return genres | {each for each in words if facts.id in self.named(each)}

    def weight(self, word: str) -> float:
        """How much a word tells: the more, the fewer documents have it in their names."""
        return self.rarity(len(self.named(word)))

    def rarity(self, count: int) -> float:
        """How much it tells of a document that it is one of so many."""
        return log(1 + (len(self.facts) + 1) / (count + 0.5))


def has_names(name: Name) -> bool:
    """Whether names or numbers are among the words that name a document."""
    return any(word[0].isupper() or word.isdigit() for word in name.words)


def is_same_word(one: str, other: str) -> bool:
    """Whether two words differ by their endings alone."""
    return shared_beginning(one, other) >= MIN_SHARED_SHARE * max(len(one), len(other))


def is_form_of(one: str, other: str) -> bool:
    """Whether two words are forms of one, or one is a compound that begins with the other."""
    if one == other or folded(one) == folded(other):
        return True
    if one.isdigit() or other.isdigit():
        return False
    if any(stems(one, each) == stems(other, each) != [] for each in LEXICONS):
        return True
    shorter = min(len(one), len(other))
    shared = shared_beginning(one, other)
    if shorter < MIN_SHARED:
        return shared == shorter == MIN_SHARED - 1 and abs(len(one) - len(other)) <= 2
    return shared >= max(MIN_SHARED, MIN_SHARED_SHARE * shorter)
