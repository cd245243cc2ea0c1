"""Evidence → the words around it, without a language model: who says so, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from index.language.places import language_name
from qa.answer.certainty import certainty
from qa.answer.cite import CitedStatement
from qa.answer.phrases import PHRASES
from qa.answer.shapes.direction import Direction
from qa.types import Answer, Citation
from qa.understand.chat.remarks import RemarkKind
from qa.understand.presupposition import presupposition_of

MAX_TITLE = 80  # characters

ANSWER_LANGUAGES = tuple(PHRASES)


@dataclass(frozen=True, slots=True)
class CitedPart:
    """One of the things that were asked, and what is cited in answer to it.

    `differ`: whether the statements contradict each other. An answer whose quotes all stand in an
    earlier part's has no statements of its own. `near`: whether what comes nearest may answer.
    `by_time`: whether they contradict each other in the course of time. `direction`: whether the
    first surely says yes or no. `premise`: what the question takes for granted, where the
    statements are on that alone.
    """

    question: str
    language: str
    statements: tuple[CitedStatement, ...]
    answered: bool
    differ: bool = False
    near: bool = False
    by_time: bool = False
    direction: Direction = ""
    premise: str = ""

    @property
    def citations(self) -> Iterator[Citation]:
        """All that is cited, statement by statement."""
        return chain.from_iterable(statement.citations for statement in self.statements)

    @property
    def sides(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the citations that stand against each other, side by side."""
        if not self.differ:
            return ()
        return tuple(tuple(each.number for each in side.citations) for side in self.statements)


def compose(parts: Sequence[CitedPart], dates: Mapping[str, str | None]) -> str:
    """The text of an answer: part by part, or a refusal where no part is answered.

    `dates` has, by the document's id, when it was published, None where it does not say.
    """
    if not any(part.answered for part in parts):
        first = parts[0]
        return refusal(first.question, answer_language(first.language), near=first.near)
    return "\n".join(filter(None, (_part_text(part, dates) for part in parts)))


def _part_text(part: CitedPart, dates: Mapping[str, str | None]) -> str:
    language = answer_language(part.language)
    if not part.answered:
        return part_refusal(part.question, language, near=part.near)
    text = _statements_text(part, language, dates)
    if part.premise and text:
        otherwise = "" if part.direction else f" {PHRASES[language]['otherwise']}"
        return f"{part.premise}{otherwise}\n{text}"
    return text


def _statements_text(part: CitedPart, language: str, dates: Mapping[str, str | None]) -> str:
    if part.differ:
        return differing_text(part.statements, language, dates, by_time=part.by_time)
    text = answer_text(part.statements, language)
    return f"{PHRASES[language][part.direction]} {text}" if part.direction and text else text


def answer_text(statements: Sequence[CitedStatement], language: str) -> str:
    """Each source with its quotes and their numbers on a line, in words of `language`.

    `language` is a code of ANSWER_LANGUAGES. White space inside a quote, a line break in
    mid-sentence say, is shown as one space; the citation itself stays verbatim.
    """
    sources = groupby(statements, key=lambda each: _source_key(each.quoted))
    return "\n".join(_source_line(list(group), language, {}) for _, group in sources)


def differing_text(
    statements: Sequence[CitedStatement],
    language: str,
    dates: Mapping[str, str | None],
    *,
    by_time: bool = False,
) -> str:
    """That the sources differ, `by_time` or not, and each statement on a line with its source and
    its date.
    """
    lines = [_source_line([each], language, dates) for each in statements]
    name = "differ_by_time" if by_time else "differ"
    return "\n".join([PHRASES[language][name], *lines])


def refusal(question: str, language: str, *, near: bool = False) -> str:
    """That the documents hold no answer. Where something comes `near`, and is shown, nothing is
    denied: it is said to be unsure, and with it what the question supposes.
    """
    phrases = PHRASES[language]
    if not near:
        return phrases["refusal"]
    if presupposed := presupposition_of(question):
        return phrases["unsupported"].format(presupposed=presupposed)
    return phrases["closest"]


def remark_reply(kind: RemarkKind, language: str) -> str:
    """What is said to a greeting, thanks and the like."""
    return PHRASES[language][kind]


def clarification(word: str | None, titles: Sequence[str], language: str) -> str:
    """A question of what is meant; of a lone `word`, with titles of documents that have it."""
    if word is None:
        return PHRASES[language]["unclear"]
    listed = ", ".join(titled(each, language) for each in titles)
    return PHRASES[language]["which"].format(word=word, titles=listed)


def about_another(name: str, text: str, language: str) -> str:
    """An answer's text, with the warning that it is not about what `name` names."""
    return f"{PHRASES[language]['other'].format(name=name)}\n{text}"


def part_refusal(question: str, language: str, *, near: bool = False) -> str:
    """That the documents answer something else that was asked, but not this, or not surely."""
    name = "part_unsure" if near else "part_refusal"
    return PHRASES[language][name].format(question=question)


def certainty_text(answer: Answer) -> str:
    """How sure an answer is, in words of its language; empty for what is no answer."""
    word = certainty(answer)
    return PHRASES[answer_language(answer.language)][word] if word else ""


def coverage_text(answer: Answer) -> str:
    """How much of the documents was searched; empty where that was all of them."""
    searched = answer.coverage
    if searched is None:
        return ""
    return PHRASES[answer_language(answer.language)]["coverage"].format(
        documents=searched.documents, files=searched.files, share=round(100 * searched.embedded)
    )


def understood_text(answer: Answer) -> str:
    """How a question that leant on another was understood; empty where it stood alone."""
    if answer.understood is None:
        return ""
    phrase = PHRASES[answer_language(answer.language)]["understood"]
    return phrase.format(question=answer.understood)


def places_text(
    citations: Sequence[Citation], language: str, dates: Mapping[str, str | None]
) -> str:
    """Each citation on a line, with its document, the document's date and the page."""
    phrases = PHRASES[language]
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


def sources_text(citations: Sequence[Citation], language: str) -> str:
    """A list of citations under a heading: the document of each, and the page."""
    phrases = PHRASES[language]
    lines = [phrases["sources"]]
    for each in citations:
        page = phrases["page"].format(page=each.page) if each.page else None
        lines.append(
            phrases["listed"].format(
                number=each.number,
                source=_source(each, language, {}),
                place=", ".join(filter(None, [each.document_id, page])),
            )
        )
    return "\n".join(lines)


def no_more(language: str) -> str:
    """That the documents say nothing on a question but what was quoted already."""
    return PHRASES[language]["no_more"]


def untranslated(language: str) -> str:
    """Why the quotes of an answer in `language` are in another."""
    return PHRASES[language]["untranslated"]


def answer_language(language: str) -> str:
    """`language` where there are words in it to answer with; else the first of those."""
    return language if language in PHRASES else ANSWER_LANGUAGES[0]


def _source_key(citation: Citation) -> tuple[str, str, str]:
    return citation.document_id, citation.title, citation.language


def _source_line(
    statements: Sequence[CitedStatement], language: str, dates: Mapping[str, str | None]
) -> str:
    return PHRASES[language]["says"].format(
        source=_source(statements[0].quoted, language, dates),
        quotes=" ".join(_quote(each, language, dates) for each in statements),
    )


def _quote(statement: CitedStatement, language: str, dates: Mapping[str, str | None]) -> str:
    phrases = PHRASES[language]
    quoted = statement.quoted
    quote = phrases["quote"].format(quote="\n".join(_lines(statement)), number=quoted.number)
    if statement.more:
        quote = f"{quote}\n{phrases['and_more'].format(count=statement.more)}"
    if not statement.agreeing:
        return quote
    sources = ", ".join(
        f"{_source(each, language, dates)} [{each.number}]" for each in statement.agreeing
    )
    return f"{quote} {phrases['also'].format(sources=sources)}"


def _lines(statement: CitedStatement) -> list[str]:
    """The quote as it is shown: on one line, or item by item."""
    quoted = statement.quoted
    spans = statement.lines or ((quoted.start, quoted.end),)
    pieces = (quoted.quote[start - quoted.start : end - quoted.start] for start, end in spans)
    return [" ".join(each.split()) for each in pieces]


def _source(citation: Citation, language: str, dates: Mapping[str, str | None]) -> str:
    phrases = PHRASES[language]
    source = titled(citation.title, language)
    if date := dates.get(citation.document_id):
        source = phrases["dated"].format(source=source, date=date)
    if citation.language != language and citation.language in PHRASES:
        named = language_name(citation.language, language)
        source = phrases["in_other_language"].format(source=source, language=named)
    return source


def quoted(citation: Citation, language: str) -> str:
    """The quote on one line in quotation marks, with its number."""
    quote = " ".join(citation.quote.split())
    return PHRASES[language]["quote"].format(quote=quote, number=citation.number)


def titled(title: str, language: str) -> str:
    """A document's title in quotation marks."""
    return PHRASES[language]["source"].format(title=short_title(title))


def short_title(title: str) -> str:
    """A title as it is shown: on one line, and cut where it is long."""
    title = " ".join(title.split())
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1].rstrip()}…"
