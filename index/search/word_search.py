"""What finds passages by the words of a question, whichever engine keeps the words.

A passage is indexed by its terms (stems, and numbers in one notation). A term of a question may be
found by several variants: in the "text" as it stands, as one of the "parts" of a compound, or
"folded", by a term that has å, ä, ö where it has none. Looser variants weigh less; of several, the
best counts (a disjunction by maximum). Which words are known and how common they are, the index
itself says.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from typing import Literal, get_args
from unicodedata import normalize

from index.language.analysis import stems, terms
from index.language.compounds import compound_links, split_compound
from index.language.lexicons import LEXICONS
from index.language.spelling import MIN_MISSPELT, folded, one_edit_away
from index.language.translation import translations

# What finding a term by a variant counts for: the middle of what is best on the tune halves of
# squad_parallel, SweQUAD and SweFAQ, where .1 more or less changes nDCG@10 by .005 at the most.
PART_WEIGHT = 0.7
GENITIVE_WEIGHT = 0.5
FOLDED_WEIGHT = 0.8
MISSPELT_WEIGHT = 0.8
TRANSLATED_WEIGHT = 0.8  # as of one that is misspelt: not fitted
MIN_FOLDED_LENGTH = 4  # letters; "ar" and "for" are "är" and "för" rather than "år" and "får"
MAX_UNKNOWN_SHARE = 0.5  # share of a question's words
BM25_K1, BM25_B = 1.2, 0.75  # Lucene's
_LONG_WORD = re.compile(rf"[^\W\d_]{{{MIN_MISSPELT},}}")


VariantKind = Literal["compound", "genitive", "folded", "misspelt", "translated"]
"""What a term of a question may be found by beside itself."""
VARIANTS: frozenset[VariantKind] = frozenset(get_args(VariantKind))
OWN_LANGUAGE = VARIANTS - {"translated"}
"""Those of a question in the language of the passages: "men" is a word of both."""


@dataclass(frozen=True, slots=True)
class TermVariant:
    """What finds a term of a question: all of `terms` in a field, for a share of the weight."""

    field: str
    terms: tuple[str, ...]
    weight: float


class WordSearch(ABC):
    """The passages of one language by their words: an engine says which words these have.

    Scores are those of one collection: how common a word is, and how long passages are on average,
    is counted over all of its passages, without what is deleted.
    """

    language: str

    @abstractmethod
    def search(
        self, text: str, k: int, kinds: frozenset[VariantKind] = OWN_LANGUAGE
    ) -> list[tuple[int, float]]:
        """The `k` ids that share most of the text's rarer words, with BM25 scores, best first."""

    @abstractmethod
    def passage_count(self) -> int:
        """How many passages words are counted in."""

    @abstractmethod
    def frequency(self, term: str, field: str = "text") -> int:
        """In how many passages a term can be found that way."""

    @abstractmethod
    def held(self, terms: Sequence[str]) -> dict[str, int]:
        """Those of many terms that passages have, each with in how many."""

    @abstractmethod
    def is_part(self, term: str) -> bool:
        """Whether some compound has the term as a part."""

    def variants(
        self, text: str, kinds: frozenset[VariantKind] = OWN_LANGUAGE
    ) -> dict[str, list[TermVariant]]:
        """Each term of a question, with the variants of it that this index holds."""
        marked = folded(text) != text
        found = {
            term: list(self._variants(term, marked, kinds)) for term in terms(text, self.language)
        }
        unknown = sum(not variants for variants in found.values())
        # Where most words are unknown, the question is in another language, not misspelt.
        if "misspelt" in kinds and 0 < unknown <= max(1, MAX_UNKNOWN_SHARE * len(found)):
            for word in _LONG_WORD.findall(normalize("NFC", text)):
                for term in stems(word, self.language):
                    if not found.get(term, True):
                        found[term] = list(self._corrections(word))
        if "translated" in kinds:
            for term, translated in self.translated(text):
                found[term] = [*found.get(term, ()), *translated]
        return found

    def translated(self, text: str) -> Iterator[tuple[str, list[TermVariant]]]:
        """The terms of a question in another language, with what they are called in this one, as
        far as passages have it.
        """
        for each in translations(text, self.language):
            if variants := list(chain(*map(self._translations, each.ways))):
                yield next(iter(stems(each.words, self.language)), each.words), variants

    def knows(self, word: str) -> bool:
        """Whether some passage has the word, as it stands or in another of its forms."""
        kinds = OWN_LANGUAGE - {"misspelt"}
        return any(any(self._variants(term, True, kinds)) for term in stems(word, self.language))

    def words_near(self, word: str) -> dict[str, int]:
        """The words one edit away that passages have in some form, each with in how many."""
        forms = {near: stems(near, self.language) for near in one_edit_away(word) if near.isalpha()}
        alone = {near: found[0] for near, found in forms.items() if len(found) == 1}
        held = self.held(sorted(set(alone.values())))
        return {near: held[term] for near, term in alone.items() if term in held}

    def rarities(self, words: Sequence[str]) -> dict[str, float]:
        """Each term's inverse document frequency, ln(1 + (N - n + .5) / (n + .5)), as in BM25
        (Robertson and Zaragoza 2009).
        """
        return {word: self._rarity(self.frequency(word)) for word in words}

    def gain(self, field: str, term: str) -> float:
        """More than a passage's score for a term in a field can be, before its variant's weight."""
        return self._rarity(self.frequency(term, field)) * (BM25_K1 + 1)

    def bounded(
        self, text: str, kinds: frozenset[VariantKind]
    ) -> list[tuple[float, list[TermVariant]]]:
        """The variants of each term that is held, after more than any passage's score for it can
        be; the highest first.
        """
        found_by = self.variants(text, kinds).values()
        bounded = [(self._bound(each), each) for each in found_by if each]
        return sorted(bounded, key=lambda pair: -pair[0])

    def _bound(self, variants: Sequence[TermVariant]) -> float:
        return max(
            sum(each.weight * self.gain(each.field, term) for term in each.terms)
            for each in variants
        )

    def _rarity(self, count: int) -> float:
        return log(1 + (self.passage_count() - count + 0.5) / (count + 0.5))

    def _variants(
        self, term: str, marked: bool, kinds: frozenset[VariantKind]
    ) -> Iterator[TermVariant]:
        """`marked`: whether the question has å, ä, ö, so that who typed it could."""
        if self.frequency(term):
            yield TermVariant("text", (term,), 1.0)
        if any(letter.isdigit() for letter in term):
            return
        if "compound" in kinds:
            yield from self._compound_variants(term)
        if "genitive" in kinds and _has_genitive_s(self.language):
            for form in (f"{term}s", term.removesuffix("s")):
                if form != term and self.frequency(form):
                    yield TermVariant("text", (form,), GENITIVE_WEIGHT)
        if "folded" in kinds and len(term) >= MIN_FOLDED_LENGTH:
            yield from self._folded_variants(term, marked)

    def _compound_variants(self, term: str) -> Iterator[TermVariant]:
        if self.is_part(term):
            yield TermVariant("parts", (term,), PART_WEIGHT)
        if parts := split_compound(term, self.frequency, compound_links(self.language)):
            yield TermVariant("parts", tuple(parts), PART_WEIGHT)

    def _folded_variants(self, term: str, marked: bool) -> Iterator[TermVariant]:
        plain = folded(term)
        if plain != term and self.frequency(plain) and not self.frequency(term):
            yield TermVariant("text", (plain,), FOLDED_WEIGHT)
        if not marked and self.frequency(term, "folded"):
            yield TermVariant("folded", (term,), FOLDED_WEIGHT)

    def _translations(self, way: Sequence[str]) -> Iterator[TermVariant]:
        if all(map(self.frequency, way)):
            yield TermVariant("text", tuple(way), TRANSLATED_WEIGHT)
        if len(way) == 1 and self.is_part(way[0]):
            yield TermVariant("parts", tuple(way), TRANSLATED_WEIGHT * PART_WEIGHT)

    def _corrections(self, word: str) -> Iterator[TermVariant]:
        near = set(stems(" ".join(one_edit_away(word.lower())), self.language))
        for term in self.held(sorted(term for term in near if len(term) > 2)):
            yield TermVariant("text", (term,), MISSPELT_WEIGHT)


def _has_genitive_s(language: str) -> bool:
    return language in LEXICONS and LEXICONS[language].genitive_s
