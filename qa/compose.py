"""Evidence → the words around it, without a language model: who says so."""

from __future__ import annotations

from collections.abc import Mapping

from qa.types import Citation

LONGEST_TITLE = 80  # characters

_PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "says": "According to “{title}”: “{quote}” [{number}]",
        "says_in_other_language": "According to “{title}”, in {language}: “{quote}” [{number}]",
        "refusal": "I found no answer to that in the documents.",
        "en": "English",
        "sv": "Swedish",
    },
    "sv": {
        "says": "Enligt ”{title}”: ”{quote}” [{number}]",
        "says_in_other_language": "Enligt ”{title}”, på {language}: ”{quote}” [{number}]",
        "refusal": "Jag hittar inget svar på det i dokumenten.",
        "en": "engelska",
        "sv": "svenska",
    },
}
ANSWER_LANGUAGES = tuple(_PHRASES)


def quoted_line(citation: Citation, language: str) -> str:
    """One quote with its source and number, in words of `language` (a code of ANSWER_LANGUAGES).

    White space inside the quote, a line break in mid-sentence say, is shown as one space; the
    citation itself stays verbatim.
    """
    phrases = _PHRASES[language]
    quote_language = phrases.get(citation.language)
    is_other = citation.language != language and quote_language is not None
    return phrases["says_in_other_language" if is_other else "says"].format(
        title=_short_title(citation.title),
        quote=" ".join(citation.quote.split()),
        number=citation.number,
        language=quote_language,
    )


def refusal(language: str) -> str:
    """The one phrase that says that the documents hold no answer."""
    return _PHRASES[language]["refusal"]


def _short_title(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
