"""What is acceptable in reply to an everyday question, and which quotes are filler.

The rules are strict where trust is at stake (a wrong figure, a refusal with the answer at hand) and
tolerant of notation: white space, case, the kind of dash and how thousands are separated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import chain

from eval.everyday.question import EverydayQuestion
from qa.types import Answer, Citation

MIN_SHARED_WORDS = 3  # in a row, for two texts to overlap, unless one is all of the other
_POLAR = frozenset("ja yes nej no not none inte ingen inget inga".split())
_YES, _NO = frozenset(("ja", "yes")), frozenset(("nej", "no"))
_DASHES = re.compile("[‐‑‒–—−]")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:[ .,'’]\d{3})+)(?!\d)")
_WORDS = re.compile(r"\w+")
_GROUPS = re.compile(r"(?<=\d)(?=(?:\d{3})+(?!\d))")


def acceptable(question: EverydayQuestion, answer: Answer) -> bool:
    """Whether the reply has the right shape and the right content."""
    return _has_shape(question, answer) and _has_content(question, answer)


def _has_shape(question: EverydayQuestion, answer: Answer) -> bool:
    if question.expect == "answer":
        return answer.kind == "documents" or (answer.answered and _has_direction(question, answer))
    if question.expect == "documents":
        return answer.answered or answer.kind == "documents"
    kind = "answer" if question.expect == "refusal" else question.expect
    return not answer.answered and not answer.citations and answer.kind == kind


def _has_direction(question: EverydayQuestion, answer: Answer) -> bool:
    """Whether an answer that begins with "yes" or "no" begins with the right one of them."""
    said = set(_words(answer.text)[:1])
    wanted = {each.casefold() for each in chain(*question.holds[:1])} & _POLAR
    return not ((said & _YES and wanted and not wanted & _YES) or (said & _NO and wanted & _YES))


def _has_content(question: EverydayQuestion, answer: Answer) -> bool:
    if question.expect == "refusal":
        return True
    said = (answer.text, *(each.quote for each in answer.citations))
    read = (*said, *(each.lead for each in answer.citations))
    return (
        all(any(stands_in(each, read) for each in group) for group in question.holds)
        and not any(stands_in(each, said) for each in question.lacks)
        and _has_grounds(question, answer)
    )


def _has_grounds(question: EverydayQuestion, answer: Answer) -> bool:
    """Whether something is quoted that belongs into a good answer: the words looked for may stand
    in a quote on something else.
    """
    if not question.quotes or (answer.kind == "documents" and not answer.citations):
        return True
    return not all(filler(question, answer))


def stands_in(alias: str, texts: Iterable[str]) -> bool:
    """Whether the alias stands in one of the texts: a number by itself, "no" and its like as words.

    "1,250" is compared as it stands and as "1250", for in a table's row two cells may look alike.
    """
    return any(
        _pattern(folded(alias)).search(folded(text)) is not None
        for text in texts
        for folded in _FOLDS
    )


def _pattern(alias: str) -> re.Pattern[str]:
    pattern = re.escape(alias)
    if alias[0].isdecimal():
        pattern = r"(?<!\w)(?<!\d[.,])" + pattern
    if alias[-1].isdecimal():
        pattern += r"(?!\w)(?![.,]\d)"
    return re.compile(rf"\b{pattern}\b" if alias in _POLAR else pattern)


def _folded(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.split()).casefold())


def _without_thousands(text: str) -> str:
    return _THOUSANDS.sub(lambda found: re.sub(r"\D", "", found[0]), _folded(text))


_FOLDS = (_folded, _without_thousands)


def filler(question: EverydayQuestion, answer: Answer) -> list[bool]:
    """Of each quote whether it is filler; none where it is not said what belongs there.

    In a summary of a document every quote of that document belongs.
    """
    if not question.quotes or not answer.answered:
        return []
    own = question.documents if question.kind == "about_document" else ()
    return [
        each.document_id not in own and not belongs(each, question.quotes)
        for each in answer.citations
    ]


def belongs(citation: Citation, wanted: Sequence[str]) -> bool:
    """Whether a quote overlaps one of the extracts that a good answer has."""
    return overlaps(citation.quote, wanted)


def overlaps(text: str, wanted: Sequence[str]) -> bool:
    """Whether a text overlaps, in words, one of some others, or several of them in a row: a list's
    items may be of a word each.
    """
    quoted = _words(text)
    extracts = [_words(each) for each in wanted]
    return any(_overlap(quoted, each) for each in (*extracts, list(chain(*extracts))))


def _overlap(quoted: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether they share, in a row, half of the shorter one, and enough words to be no chance."""
    shared = SequenceMatcher(None, quoted, wanted, autojunk=False).find_longest_match().size
    enough = min(MIN_SHARED_WORDS, len(quoted))
    return shared >= enough and 2 * shared >= min(len(quoted), len(wanted))


def _words(text: str) -> list[str]:
    """Its words; a number of more than three digits in groups, as "1 250" has them."""
    return _WORDS.findall(_GROUPS.sub(" ", text.casefold()))
