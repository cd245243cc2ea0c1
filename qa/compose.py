"""Evidence → the words around it, without a language model: who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from qa.types import Citation

LONGEST_TITLE = 80  # characters

_PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "says": "According to “{title}”: {quotes}",
        "says_in_other_language": "According to “{title}”, in {language}: {quotes}",
        "quote": "“{quote}” [{number}]",
        "refusal": "I found no answer to that in the documents.",
        "en": "English",
        "sv": "Swedish",
    },
    "sv": {
        "says": "Enligt ”{title}”: {quotes}",
        "says_in_other_language": "Enligt ”{title}”, på {language}: {quotes}",
        "quote": "”{quote}” [{number}]",
        "refusal": "Jag hittar inget svar på det i dokumenten.",
        "en": "engelska",
        "sv": "svenska",
    },
}
ANSWER_LANGUAGES = tuple(_PHRASES)


def answer_text(citations: Sequence[Citation], language: str) -> str:
    """Each source with its quotes and their numbers on a line, in words of `language`.

    `language` is a code of ANSWER_LANGUAGES. White space inside a quote, a line break in
    mid-sentence say, is shown as one space; the citation itself stays verbatim.
    """
    sources = groupby(citations, key=lambda each: (each.document_id, each.title, each.language))
    return "\n".join(_source_line(list(group), language) for _, group in sources)


def _source_line(citations: Sequence[Citation], language: str) -> str:
    phrases = _PHRASES[language]
    quote_language = phrases.get(citations[0].language)
    is_other = citations[0].language != language and quote_language is not None
    return phrases["says_in_other_language" if is_other else "says"].format(
        title=_short_title(citations[0].title),
        language=quote_language,
        quotes=" ".join(
            phrases["quote"].format(quote=" ".join(each.quote.split()), number=each.number)
            for each in citations
        ),
    )


def refusal(language: str) -> str:
    """The one phrase that says that the documents hold no answer."""
    return _PHRASES[language]["refusal"]


def _short_title(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
