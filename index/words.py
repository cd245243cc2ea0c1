"""Nearest passages by word: BM25 with an analyser for the language.

A passage is indexed by its terms (stems, and numbers in one notation), by the same with every
compound replaced by its parts, and by its terms that have å, ä, ö without the marks. A term of a
question may be found in any of these ways, those that say less weighing less; of several, the best
counts (a disjunction by maximum). Nothing is learnt beside the index: which words are known, and
how common they are, the index itself says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from index.compounds import Frequency, split_compound
from index.numbers import numbers
from index.spelling import SHORTEST_MISSPELT, folded, one_edit_away

if TYPE_CHECKING:
    import tantivy

# The languages that tantivy's Snowball stemmers know, by ISO 639-1 code.
STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
    "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
# tantivy's English list has two dozen words and none that questions are made of.
QUESTION_WORDS = {
    "en": "am been can could did do does done had has have how i its many may me much must my our "
    "should than them we were what when where which who whom whose why would you your".split()
}
COMPOUNDING = {"sv"}  # languages that write compounds as one word, by links of index.compounds
GENITIVE_S = {"sv"}  # languages with a genitive in -s without an apostrophe
# What finding a term in another way counts for: the middle of what is best on the tune halves of
# squad_parallel, SweQUAD and SweFAQ, where .1 more or less changes nDCG@10 by .005 at the most.
PART_WEIGHT = 0.7
GENITIVE_WEIGHT = 0.5
FOLDED_WEIGHT = 0.8
MISSPELT_WEIGHT = 0.8
SHORTEST_FOLDED = 4  # letters; "ar" and "for" are "är" and "för" rather than "år" and "får"
MOST_UNKNOWN = 0.5  # share of a question's words
FIELDS = ("text", "parts", "folded")
WRITER_MEMORY = 15_000_000  # bytes; tantivy's least
_POSSESSIVE = re.compile(r"['\u2019]s\b", re.IGNORECASE)
_LONG_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST_MISSPELT},}}")


@cache
def analyser(language: str) -> tantivy.TextAnalyzer:
    """Words in lower case; å, ä, ö stay letters.

    Where the language has a stemmer (Snowball's), words are stemmed and its stop words left out:
    "how" and "vad" are rare in what documents say, and would weigh much in a question.
    """
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(100)).filter(tantivy.Filter.lowercase())
    if language in STEMMERS:
        builder = builder.filter(tantivy.Filter.stopword(STEMMERS[language]))
        builder = builder.filter(tantivy.Filter.custom_stopword(QUESTION_WORDS.get(language, [])))
        builder = builder.filter(tantivy.Filter.stemmer(STEMMERS[language]))
    return builder.build()


@dataclass(frozen=True, slots=True)
class Way:
    """A way to find a term of a question: all of `terms` in a field, for a share of the weight."""

    field: str
    terms: tuple[str, ...]
    weight: float


def terms(text: str, language: str) -> list[str]:
    """The words of `text` as the index of that language knows them; numbers and dates come last."""
    # Composed: "å" as a letter and a ring would be two words.
    found, rest = numbers(_POSSESSIVE.sub("", normalize("NFC", text)))
    return _stems(rest, language) + found


def _stems(text: str, language: str) -> list[str]:
    stems: list[str] = analyser(language).analyze(text)
    return stems


class WordIndex:
    """The passages of one language by their words."""

    def __init__(self, language: str, index: tantivy.Index) -> None:
        index.register_tokenizer("terms", _terms_tokenizer())
        index.reload()
        self.language = language
        self._index = index
        self._searcher = index.searcher()

    @classmethod
    def build(
        cls, language: str, texts: Iterable[tuple[int, str]], folder: Path | None = None
    ) -> WordIndex:
        """Index (id, text) pairs, in memory or in an empty `folder`."""
        import tantivy

        index = tantivy.Index(_schema(), None if folder is None else str(folder))
        index.register_tokenizer("terms", _terms_tokenizer())
        analysed = [(number, terms(text, language)) for number, text in texts]
        frequency = Counter(term for _, held in analysed for term in set(held))
        parts = {term: _parts(term, language, frequency.__getitem__) for term in frequency}
        # One thread, one segment: the same passages always make the same index.
        writer = index.writer(WRITER_MEMORY, 1)
        for number, held in analysed:
            writer.add_document(_document(number, held, parts))
        writer.commit()
        writer.wait_merging_threads()
        return cls(language, index)

    @classmethod
    def load(cls, language: str, folder: Path) -> WordIndex:
        """Open what `build` wrote to `folder`."""
        import tantivy

        return cls(language, tantivy.Index.open(str(folder)))

    def search(self, text: str, k: int) -> list[tuple[int, float]]:
        """The `k` ids that share most of the text's rarer words, with BM25 scores, best first."""
        import tantivy

        words = [
            (
                tantivy.Occur.Should,
                tantivy.Query.disjunction_max_query(list(map(self._query, ways))),
            )
            for ways in self.ways(text).values()
            if ways
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(words), k).hits if words else []
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        pairs = [
            (int(number or 0), float(score)) for number, (score, _) in zip(ids, found, strict=True)
        ]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def ways(self, text: str) -> dict[str, list[Way]]:
        """Each term of a question, with the ways in which this index may hold it."""
        marked = folded(text) != text
        found = {term: list(self._ways(term, marked)) for term in terms(text, self.language)}
        unknown = sum(not ways for ways in found.values())
        # Where most words are unknown, the question is in another language, not misspelt.
        if 0 < unknown <= max(1, MOST_UNKNOWN * len(found)):
            for word in _LONG_WORD.findall(normalize("NFC", text)):
                for term in _stems(word, self.language):
                    if not found.get(term, True):
                        found[term] = list(self._corrections(word))
        return found

    def rarities(self, words: Sequence[str]) -> dict[str, float]:
        """Each term's inverse document frequency, ln(1 + (N - n + .5) / (n + .5)), as in BM25
        (Robertson and Zaragoza 2009).
        """
        total = self._searcher.num_docs
        counts = {word: self._frequency(word) for word in words}
        return {
            word: log(1 + (total - count + 0.5) / (count + 0.5)) for word, count in counts.items()
        }

    def _ways(self, term: str, marked: bool) -> Iterator[Way]:
        """`marked`: whether the question has å, ä, ö, so that who typed it could."""
        if self._frequency(term):
            yield Way("text", (term,), 1.0)
        if any(letter.isdigit() for letter in term):
            return
        if self.language in COMPOUNDING and self._frequency(term, "parts"):
            yield Way("parts", (term,), PART_WEIGHT)
        if parts := _parts(term, self.language, self._frequency):
            yield Way("parts", tuple(parts), PART_WEIGHT)
        if self.language in GENITIVE_S:
            for form in (f"{term}s", term.removesuffix("s")):
                if form != term and self._frequency(form):
                    yield Way("text", (form,), GENITIVE_WEIGHT)
        if len(term) >= SHORTEST_FOLDED:
            yield from self._folded_ways(term, marked)

    def _folded_ways(self, term: str, marked: bool) -> Iterator[Way]:
        plain = folded(term)
        if plain != term and self._frequency(plain) and not self._frequency(term):
            yield Way("text", (plain,), FOLDED_WEIGHT)
        if not marked and self._frequency(term, "folded"):
            yield Way("folded", (term,), FOLDED_WEIGHT)

    def _corrections(self, word: str) -> Iterator[Way]:
        candidates = set(_stems(" ".join(one_edit_away(word.lower())), self.language))
        for term in sorted(candidates):
            if len(term) > 2 and self._frequency(term):
                yield Way("text", (term,), MISSPELT_WEIGHT)

    def _frequency(self, term: str, field: str = "text") -> int:
        return self._searcher.doc_freq(field, term)

    def _query(self, way: Way) -> tantivy.Query:
        import tantivy

        queries = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, way.field, term))
            for term in way.terms
        ]
        query = queries[0][1] if len(queries) == 1 else tantivy.Query.boolean_query(queries)
        return tantivy.Query.boost_query(query, way.weight)


def _parts(term: str, language: str, frequency: Frequency) -> list[str]:
    return split_compound(term, frequency) if language in COMPOUNDING else []


def _by_field(held: Sequence[str], parts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {
        "text": list(held),
        "parts": [part for term in held for part in parts[term] or [term]],
        "folded": [plain for term in held if (plain := folded(term)) != term],
    }


def _document(
    number: int, held: Sequence[str], parts: Mapping[str, Sequence[str]]
) -> tantivy.Document:
    import tantivy

    document = tantivy.Document()
    document.add_unsigned("id", number)
    for field, each in _by_field(held, parts).items():
        document.add_text(field, " ".join(each))
    return document


@cache
def _terms_tokenizer() -> tantivy.TextAnalyzer:
    """For terms that are made already."""
    import tantivy

    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=False, indexed=False, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="terms", index_option="freq")
    return builder.build()
