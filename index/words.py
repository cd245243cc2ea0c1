"""Nearest passages by word: BM25 with an analyser for the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

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
WRITER_MEMORY = 15_000_000  # bytes; tantivy's least


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


def terms(text: str, language: str) -> list[str]:
    """The words of `text` as the index of that language knows them."""
    # Composed: "å" as a letter and a ring would be two words.
    analysed: list[str] = analyser(language).analyze(normalize("NFC", text))
    return analysed


class WordIndex:
    """The passages of one language by their words."""

    def __init__(self, language: str, index: tantivy.Index) -> None:
        index.register_tokenizer(language, analyser(language))
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

        schema = _schema(language)
        index = tantivy.Index(schema, None if folder is None else str(folder))
        index.register_tokenizer(language, analyser(language))
        # One thread, one segment: the same passages always make the same index.
        writer = index.writer(WRITER_MEMORY, 1)
        for number, text in texts:
            document = tantivy.Document()
            document.add_unsigned("id", number)
            document.add_text("text", normalize("NFC", text))
            writer.add_document(document)
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
            (tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, "text", term))
            for term in dict.fromkeys(terms(text, self.language))
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(words), k).hits if words else []
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        pairs = [
            (int(number or 0), float(score)) for number, (score, _) in zip(ids, found, strict=True)
        ]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def rarities(self, words: Sequence[str]) -> dict[str, float]:
        """Each term's inverse document frequency, ln(1 + (N - n + .5) / (n + .5)), as in BM25
        (Robertson and Zaragoza 2009).
        """
        total = self._searcher.num_docs
        counts = {word: self._searcher.doc_freq("text", word) for word in words}
        return {
            word: log(1 + (total - count + 0.5) / (count + 0.5)) for word, count in counts.items()
        }


def _schema(language: str) -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=False, indexed=False, fast=True)
    builder.add_text_field("text", tokenizer_name=language, index_option="freq")
    return builder.build()
