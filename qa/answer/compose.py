"""Evidence → the words around it, without a language model: who says so, and who says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from qa.types import Answer, Citation
from qa.understand.presupposition import premise_of

LONGEST_TITLE = 80  # characters

_PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "says": "According to {source}: {quotes}",
        "source": "“{title}”",
        "dated": "{source} ({date})",
        "in_other_language": "{source}, in {language}",
        "quote": "“{quote}” [{number}]",
        "also": "(also in {sources})",
        "differ": "The sources differ:",
        "refusal": "I found no answer to that in the documents.",
        "unsupported": "{premise} I found nothing in the documents that says so.",
        "part_refusal": "I found no answer to “{question}” in the documents.",
        "understood": "Understood as: {question}",
        "place": "[{number}] {source} ({place}): “{quote}”",
        "page": "page {page}",
        "small_talk": "I answer questions about these documents, with quotes from them. Ask me "
        "something that stands in them.",
        "no_more": "I found nothing more on that in the documents.",
        "untranslated": "The documents do not answer that as well in English; quotes are not "
        "translated.",
        "en": "English",
        "sv": "Swedish",
    },
    "sv": {
        "says": "Enligt {source}: {quotes}",
        "source": "”{title}”",
        "dated": "{source} ({date})",
        "in_other_language": "{source}, på {language}",
        "quote": "”{quote}” [{number}]",
        "also": "(även i {sources})",
        "differ": "Källorna är inte eniga:",
        "refusal": "Jag hittar inget svar på det i dokumenten.",
        "unsupported": "{premise} Jag hittar inget i dokumenten som säger det.",
        "part_refusal": "Jag hittar inget svar på ”{question}” i dokumenten.",
        "understood": "Tolkad som: {question}",
        "place": "[{number}] {source} ({place}): ”{quote}”",
        "page": "sidan {page}",
        "small_talk": "Jag svarar på frågor om de här dokumenten, med citat ur dem. Fråga om något "
        "som står i dem.",
        "no_more": "Jag hittar inget mer om det i dokumenten.",
        "untranslated": "Dokumenten svarar inte lika bra på svenska; citat översätts inte.",
        "en": "engelska",
        "sv": "svenska",
    },
}
ANSWER_LANGUAGES = tuple(_PHRASES)


def answer_text(statements: Sequence[Sequence[Citation]], language: str) -> str:
    """Each source with its quotes and their numbers on a line, in words of `language`.

    Of a statement the first citation is quoted and the others are named. `language` is a code of
    ANSWER_LANGUAGES. White space inside a quote, a line break in mid-sentence say, is shown as one
    space; the citation itself stays verbatim.
    """
    sources = groupby(statements, key=lambda each: _source_key(each[0]))
    return "\n".join(_source_line(list(group), language, {}) for _, group in sources)


def differing_text(
    statements: Sequence[Sequence[Citation]], language: str, dates: Mapping[str, str | None]
) -> str:
    """That the sources differ, and each statement on a line with its source and the source's date.

    `dates` has, by the document's id, when it was published, None where it does not say.
    """
    lines = [_source_line([each], language, dates) for each in statements]
    return "\n".join([_PHRASES[language]["differ"], *lines])


def refusal(question: str, language: str) -> str:
    """That the documents hold no answer; where the question supposes something, that they don't
    say so.
    """
    phrases = _PHRASES[language]
    if premise := premise_of(question):
        return phrases["unsupported"].format(premise=premise)
    return phrases["refusal"]


def introduction(language: str) -> str:
    """What is said to a greeting."""
    return _PHRASES[language]["small_talk"]


def part_refusal(question: str, language: str) -> str:
    """That the documents answer something else that was asked, but not this."""
    return _PHRASES[language]["part_refusal"].format(question=question)


def understood_text(answer: Answer) -> str:
    """How a question that leant on another was understood; empty where it stood alone."""
    if answer.understood is None:
        return ""
    phrase = _PHRASES[answer_language(answer.language)]["understood"]
    return phrase.format(question=answer.understood)


def places_text(
    citations: Sequence[Citation], language: str, dates: Mapping[str, str | None]
) -> str:
    """Each citation on a line, with its document, the document's date and the page."""
    phrases = _PHRASES[language]
    lines = []
    for each in citations:
        page = phrases["page"].format(page=each.page) if each.page else None
        known = filter(None, [each.document_id, dates[each.document_id], page])
        lines.append(
            phrases["place"].format(
                number=each.number,
                source=_source(each, language, {}),
                place=", ".join(known),
                quote=" ".join(each.quote.split()),
            )
        )
    return "\n".join(lines)


def no_more(language: str) -> str:
    """That the documents say nothing on a question but what was quoted already."""
    return _PHRASES[language]["no_more"]


def untranslated(language: str) -> str:
    """Why the quotes of an answer in `language` are in another."""
    return _PHRASES[language]["untranslated"]


def answer_language(language: str) -> str:
    """`language` where there are words in it to answer with; else the first of those."""
    return language if language in _PHRASES else ANSWER_LANGUAGES[0]


def _source_key(citation: Citation) -> tuple[str, str, str]:
    return citation.document_id, citation.title, citation.language


def _source_line(
    statements: Sequence[Sequence[Citation]], language: str, dates: Mapping[str, str | None]
) -> str:
    return _PHRASES[language]["says"].format(
        source=_source(statements[0][0], language, dates),
        quotes=" ".join(_quote(each, language, dates) for each in statements),
    )


def _quote(statement: Sequence[Citation], language: str, dates: Mapping[str, str | None]) -> str:
    phrases = _PHRASES[language]
    first, *others = statement
    quote = phrases["quote"].format(quote=" ".join(first.quote.split()), number=first.number)
    if not others:
        return quote
    sources = ", ".join(f"{_source(each, language, dates)} [{each.number}]" for each in others)
    return f"{quote} {phrases['also'].format(sources=sources)}"


def _source(citation: Citation, language: str, dates: Mapping[str, str | None]) -> str:
    phrases = _PHRASES[language]
    source = phrases["source"].format(title=_short_title(citation.title))
    if date := dates.get(citation.document_id):
        source = phrases["dated"].format(source=source, date=date)
    if citation.language != language and citation.language in phrases:
        source = phrases["in_other_language"].format(
            source=source, language=phrases[citation.language]
        )
    return source


def _short_title(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
