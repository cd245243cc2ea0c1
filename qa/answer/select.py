"""Evidence → what is quoted: a few statements, each with the sentences that make it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from index import Index, Sentence
from index.language.analysis import terms
from qa.answer.conflicts import facts
from qa.answer.entities import names_of, same_name
from qa.answer.quantities import years
from qa.answer.shapes.direction import Direction, direction_of
from qa.evidence.confidence import probability
from qa.evidence.lists import ItemList, list_at
from qa.evidence.read import Evidence, less_apt_row
from qa.settings import Settings
from qa.types import Citation
from qa.understand.asked.answer_shape import list_asked
from qa.understand.asked.asked_value import is_yes_or_no
from qa.understand.asked.question_type import asks_for_number, denials
from qa.understand.names import names_and_numbers

MIN_ANSWERING = 0.2  # probability that a sentence answers, from which it may contradict another
MIN_SAME_DOCUMENT = 0.95
"""Probability from which a further sentence of a document that is quoted already is quoted. At 0.6
half of all quotes were filler, at 0.95 a fourth, and as many answers were right (everyday, tune).
"""
COMPARED = 8  # sentences, best first, that may contradict the best one
MAX_PARAGRAPH = 600  # characters of a paragraph that is quoted whole
MAX_STEPS = 6  # sentences of it before and after the best one
MIN_ABOVE = 2  # words of the question above a list, from which it is asked for as a whole
SAME_SHARE = 0.8  # of a sentence's words that another holds: it says the same, or more

MAX_FRAGMENT = 10  # words of an item that says nothing by itself, its mark included
MAX_WHOLE = 12  # items of a list that is quoted whole for one of them
_OF_ITSELF = re.compile(r"[\d:|]|[.!?…]$")  # a figure, a label or a sentence: it says something

Statement = tuple[Evidence, ...]
"""Sentences that say the same, of a document each: the first is quoted, the others are named."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is quoted, best first; `differ`: whether the statements contradict each other.

    `by_time`: whether they do so in documents of different times, of which the latest is first.
    `direction`: whether the first statement surely says yes or no.
    """

    statements: tuple[Statement, ...] = ()
    differ: bool = False
    by_time: bool = False
    direction: Direction = ""


def select(
    index: Index,
    question: str,
    evidence: Sequence[Evidence],
    settings: Settings,
    answers_of: Callable[[Index, str, Sequence[Evidence]], list[list[Evidence]]] = facts,
) -> Selection:
    """The answers that the documents give, if they differ; else the best sentences.

    Those are the best one and others close behind it that do not say the same as one before; where
    a reader read them, others that probably answer as well. `answers_of` tells which answers the
    documents give.
    """
    if not evidence:
        return Selection()
    if evidence[0].listed is not None:
        return Selection(((evidence[0],),))
    if sides := [each for each in evidence if each.side]:
        return Selection(tuple((each,) for each in sides[: settings.max_quotes]))
    may_answer = [each for each in evidence if _may_answer(each)]
    answers = answers_of(index, question, may_answer)
    if len(answers) < 2:
        answers = _contradicting(index, may_answer) or answers
    if len(answers) > 1:
        return _differing(index, answers[: settings.max_quotes])
    best = evidence[0]
    near = takewhile(lambda each: may_be_quoted(each, best, settings), evidence)
    quotable = [each for each in near if not less_apt_row(index, question, each, best)]
    if (listed := _whole_list(index, question, quotable[:2])) is not None:
        return Selection(((listed,),))
    if list_asked(question) == "steps" and (told := _steps(index, quotable[0])) is not None:
        return Selection(((told,),))
    groups: list[list[Evidence]] = []
    for each in quotable:
        if is_sure_beside(each, groups):
            _add(index, groups, each, answers)
    chosen = groups[: settings.max_quotes]
    statements = tuple(_one_a_document(group + _same(group[0], answers)) for group in chosen)
    return Selection(statements, direction=direction_of(index, question, evidence))


def _may_answer(evidence: Evidence) -> bool:
    """Whether a sentence may be a side of a disagreement: whoever read it must not deny it, and it
    must say one thing, which a table's row does not.
    """
    if evidence.kind == "row":
        return False
    return evidence.judgement is None or probability([evidence]) >= MIN_ANSWERING


def is_sure_beside(each: Evidence, groups: Iterable[Sequence[Evidence]]) -> bool:
    """Whether a sentence is sure enough to be quoted beside others of its document."""
    quoted = {group[0].sentence.document_id for group in groups}
    if each.judgement is None or each.sentence.document_id not in quoted:
        return True
    return probability([each]) >= MIN_SAME_DOCUMENT


def _differing(index: Index, answers: Sequence[Sequence[Evidence]]) -> Selection:
    """Answers that differ; the latest first where each is of another time."""
    times = [_time_of(index, each[0]) for each in answers]
    by_time = all(times) and len(set(times)) == len(times)
    if by_time:
        order = sorted(range(len(answers)), key=times.__getitem__, reverse=True)
        answers = [answers[place] for place in order]
    statements = tuple(_one_a_document(each) for each in answers)
    return Selection(statements, differ=True, by_time=by_time)


def _time_of(index: Index, evidence: Evidence) -> str:
    """The date, or the year in the title, of the document that a sentence stands in; or empty."""
    document = index.documents[evidence.sentence.document_id]
    if document.published:
        return document.published
    named = years(document.title)
    return str(max(named)) if named else ""


def _contradicting(index: Index, evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """The best sentence and one of another document that says otherwise in the same words."""
    if not evidence:
        return []
    best = evidence[0]
    others = (
        each
        for each in evidence[1:COMPARED]
        if each.sentence.document_id != best.sentence.document_id
        and _says_otherwise(index, best, each)
    )
    other = next(others, None)
    return [] if other is None else [[best], [other]]


def _says_otherwise(index: Index, one: Evidence, other: Evidence) -> bool:
    """Whether two sentences are the same but for a number, which is no year, or a "not"."""
    text, other_text = index.text_of(one.sentence), index.text_of(other.sentence)
    words, others = _plain_words(index, one), _plain_words(index, other)
    if len(words & others) < SAME_SHARE * max(len(words), len(others)):
        return False
    numbers, other_numbers = _numbers(text), _numbers(other_text)
    if years(text) != years(other_text) or _name_others(text, other_text):
        return False
    differ = bool(numbers - other_numbers) and bool(other_numbers - numbers)
    return differ or (numbers == other_numbers and denials(text) != denials(other_text))


def _name_others(text: str, other_text: str) -> bool:
    """Whether each names what the other does not, such as another town."""
    names, others = names_of(text), names_of(other_text)
    return _without(names, others) and _without(others, names)


def _without(names: Sequence[str], others: Sequence[str]) -> bool:
    return any(not any(same_name(one, other) for other in others) for one in names)


def _numbers(text: str) -> set[str]:
    return {each for each in re.findall(r"\d[\d.,:]*", text) if each.strip(".,:")}


def _plain_words(index: Index, evidence: Evidence) -> set[str]:
    return {word for word in _words(index, evidence) if not any(map(str.isdigit, word))}


def _whole_list(index: Index, question: str, best: Sequence[Evidence]) -> Evidence | None:
    """The list that the two best sentences are items of, if a line announces it; or the best one,
    if that line holds all that the item has of the question's words.
    """
    items = [each for each in best if each.kind == "item"]
    lists = [
        list_at(index.documents[each.sentence.document_id], each.sentence.start) for each in items
    ]
    if not items or items[0] is not best[0]:
        return None
    found = lists[0]
    if found is None or found.lead is None or found.is_table:
        return None
    alike = len(items) > 1 and lists[1] == found
    if alike or _answers_as_whole(index, question, items[0], found):
        return replace(items[0], listed=found)
    if len(found.items) <= MAX_WHOLE and _is_fragment(index, question, items[0]):
        return replace(items[0], listed=found)
    return None


def _is_fragment(index: Index, question: str, item: Evidence) -> bool:
    """Whether an item is some words that say nothing without the line above the list, and nobody
    asks for that item.
    """
    text, language = index.text_of(item.sentence), item.hit.passage.language
    if asks_for_number(question) or is_yes_or_no(question) or _OF_ITSELF.search(text):
        return False
    named = set(terms(question, language)) & set(terms(text, language))
    return len(text.split()) <= MAX_FRAGMENT and not named


def _steps(index: Index, best: Evidence) -> Evidence | None:
    """All the steps of which a sentence is one: of a numbered list, or told in a paragraph."""
    document = index.documents[best.sentence.document_id]
    found = list_at(document, best.sentence.start)
    if found is not None and found.is_numbered(document):
        return replace(best, listed=found)
    return _paragraph(index, best)


def _paragraph(index: Index, best: Evidence) -> Evidence | None:
    """The paragraph that a sentence stands in, if it has others and is short: steps told in prose
    follow one another.
    """
    block = index.block_of(best.sentence)
    if block is None or block.kind != "prose" or block.end - block.start > MAX_PARAGRAPH:
        return None
    around = [
        *index.sentences_before(best.sentence, MAX_STEPS),
        best.sentence,
        *index.sentences_after(best.sentence, MAX_STEPS),
    ]
    told = [(each.start, each.end) for each in around if index.block_of(each) == block]
    if len(told) < 2 or best.sentence.document_id != around[0].document_id:
        return None
    return replace(best, listed=ItemList(best.sentence.document_id, None, None, tuple(told)))


def _answers_as_whole(index: Index, question: str, item: Evidence, found: ItemList) -> bool:
    """Whether the question asks by its words for what stands above a list, and for none of its
    items.
    """
    if asks_for_number(question) or is_yes_or_no(question) or found.lead is None:
        return False
    document, language = index.documents[found.document_id], item.hit.passage.language
    asked = set(terms(question, language))
    above = asked & set(terms(found.above(document), language))
    own = asked & set(terms(index.text_of(item.sentence), language))
    return len(above) >= MIN_ABOVE and own <= above


def may_be_quoted(each: Evidence, best: Evidence, settings: Settings) -> bool:
    """Whether a sentence comes close enough to the best one to be said beside it."""
    if each is best or best.judgement is None:
        return best.score - each.score <= settings.quote_margin
    return each.judgement is not None and probability([each]) >= settings.least_second


def repeats_any(index: Index, evidence: Evidence, quoted: Iterable[Citation]) -> bool:
    """Whether the sentence stands in one of the quotes, or says nothing that one does not say."""
    words = _words(index, evidence)
    return any(
        _stands_in(evidence.sentence, each)
        or len(words & set(terms(each.quote, each.language))) >= SAME_SHARE * len(words)
        for each in quoted
    )


def _stands_in(sentence: Sentence, quote: Citation) -> bool:
    same = sentence.document_id == quote.document_id
    return same and sentence.start < quote.end and quote.start < sentence.end


def _add(
    index: Index,
    groups: list[list[Evidence]],
    each: Evidence,
    answers: Sequence[Sequence[Evidence]],
) -> None:
    """Put the sentence to the first that says the same, or by itself."""
    for group in groups:
        if each in _same(group[0], answers) or repeats(index, each, group[0]):
            if _holds(index, each, group[0]):
                group.append(each)
            return
    groups.append([each])


def _same(quoted: Evidence, answers: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """The sentences that give the same answer as the one quoted, in whichever words."""
    return [each for answer in answers if quoted in answer for each in answer]


def _one_a_document(group: Sequence[Evidence]) -> Statement:
    """The best sentence of each document."""
    best: dict[str, Evidence] = {}
    for each in group:
        best.setdefault(each.sentence.document_id, each)
    return tuple(best.values())


def repeats(index: Index, one: Evidence, other: Evidence) -> bool:
    """Whether one of two sentences says what the other says, or more."""
    return _holds(index, one, other) or _holds(index, other, one)


def _holds(index: Index, one: Evidence, other: Evidence) -> bool:
    """Whether the one says what the other says, or more: most of its words, all of its names and
    numbers, and a "not" where it has one.
    """
    words, others = _words(index, one), _words(index, other)
    if len(words & others) < SAME_SHARE * len(others):
        return False
    text, other_text = index.text_of(one.sentence), index.text_of(other.sentence)
    facts_held = {each.lower() for each in names_and_numbers(text)}
    facts_asked = {each.lower() for each in names_and_numbers(other_text)}
    return facts_asked <= facts_held and denials(text) == denials(other_text)


def _words(index: Index, evidence: Evidence) -> set[str]:
    return set(terms(index.text_of(evidence.sentence), evidence.hit.passage.language))
