"""A question within a conversation → the question as it is meant, in full.

Only a question that shows that it leans on the one before is read with it; nothing from the
conversation may turn a clear question into another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from index.language.lexicons import alternatives, any_of
from index.language.numbers import MONTH_NAMES
from qa.types import Turn
from qa.understand.chat.frames import bare_question
from qa.understand.chat.requests import request_in
from qa.understand.chat.unclear import content_words, says_nothing, telling_words
from qa.understand.like_part import with_like_part_replaced
from qa.understand.names import find_names, persons_in
from qa.understand.rewrite import rewritten, side_by_side, with_name, with_part_replaced


def _words(*names: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(*names)}\b", re.IGNORECASE)


_CONNECTIVE = _words("conjunctions", "connectives")
# "And how many cameras are there in Laos?" is a whole question, where it names something.
_WHOLE = re.compile(
    rf"\w+ (?!{any_of('what_about')})(?:{any_of('prepositions')} )?"
    rf"{any_of('interrogatives', 'asking_verbs')}\b(?:\W+\w+){{4}}",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(rf"(?:{any_of('interjections')}\W+)?{any_of('new_topic')}\b", re.IGNORECASE)
# "Is that more than in 2017?", but not "Is it cheaper to rent in Oslo than in Rome?"
_COMPARISON = re.compile(any_of("comparisons"), re.IGNORECASE)
# These stand for something said before.
_REFERRING = _words("referring")
# These may, where the question itself names nothing that they could stand for ("its cameras" after
# "Huawei"). What is also an article, a conjunction or an empty subject does at certain places only.
_SOMETIMES_REFERRING = _words("sometimes_referring")
# What stands behind these may refer to what stands before them, in the question itself; not where
# they open it ("In which country does he live?").
_CLAUSE = re.compile(rf", |\b{any_of('clause_openers')}\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MONTHS = alternatives(sorted(MONTH_NAMES))
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# "in Sweden", "on 2 November", "2023": no pronoun stands for a place or a time.
_SETTING = re.compile(
    rf"(?:\b{any_of('setting_prepositions', 'before_years')}\s+)?{_YEAR.pattern}"
    rf"|(?:\b{any_of('prepositions')}\s+)(?:\d\d?\s+)?(?i:{_MONTHS})\b"
    rf"|\b(?i:{any_of('setting_prepositions')})\s+[A-ZÅÄÖ][\w’'-]*"
)
# These refer in a question that names nothing but its place.
_SUBJECT_PRONOUN = _words("subject_pronouns")
_SOMEBODY = _words("people.pronouns")
_DEFINITE = _words("definite")
_OPENING_WORDS = re.compile(r"\W*(?:\w+\W+){0,2}")
MIN_WORDS = 3  # a question of fewer says too little by itself
MAX_TELLING = 2  # words that tell something, of a question that may lean though none shows it
MAX_AGO = 3  # turns


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is meant: `asked` is what was typed, `rewritten` the same as one full
    question where rules could tell, `topics` the earlier questions that it leans on where not.
    `misspelt`: what was asked before misspelt words in it were mended; None where none were.
    `otherwise`: what it may mean as well; it is taken for that where that is surer answered.
    `near`: ids of the documents that were quoted before, in which it is likelier answered.
    """

    asked: str
    rewritten: str | None = None
    topics: tuple[str, ...] = ()
    misspelt: str | None = None
    otherwise: Understood | None = field(default=None, compare=False)
    near: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def question(self) -> str:
        """What is asked; of `topics`, if there are any."""
        return self.rewritten or self.asked

    @property
    def alone(self) -> bool:
        """Whether it means what it says by itself."""
        return self.rewritten is None and not self.topics

    @property
    def together(self) -> str:
        """Its own words, and those of its topics that tell something: with their interrogatives,
        what answers an earlier question would answer this one (of 48 everyday follow-ups 6 more are
        acceptable without).
        """
        return " ".join([self.question, *chain(*map(telling_words, self.topics))])

    @property
    def in_full(self) -> str:
        """One question to show to the reader."""
        return side_by_side([*self.topics, self.question])


def understand(question: str, turns: Sequence[Turn]) -> Understood:
    """What `question` means after `turns`: itself where it stands alone or nothing was asked.

    A request, such as "What else?", means the question before it.
    """
    earlier, *others = [*(bare_question(turn.question) for turn in turns), question]
    meant = Understood(earlier)
    for count, asked in enumerate(others, start=1):
        if request_in(asked) is None:
            meant = _after(meant, asked, turns[:count])
    return _near(meant, quoted_before(turns))


def mended(meant: Understood, mend: Callable[[str], str]) -> Understood:
    """The same with misspelt words mended, also in what it may mean otherwise."""
    right = mend(meant.question)
    otherwise = meant.otherwise and mended(meant.otherwise, mend)
    meant = replace(meant, topics=tuple(map(mend, meant.topics)), otherwise=otherwise)
    if right == meant.question:
        return meant
    return replace(meant, rewritten=right, misspelt=meant.question)


def quoted_before(turns: Sequence[Turn]) -> frozenset[str]:
    """Ids of the documents that the last answer quotes which quotes any."""
    quoting = (each.answer.citations for each in islice(reversed(turns), MAX_AGO))
    return frozenset(each.document_id for each in next(filter(None, quoting), ()))


def _near(meant: Understood, documents: frozenset[str]) -> Understood:
    """What leans on what was said before is likely answered where that was."""
    otherwise = meant.otherwise and replace(meant.otherwise, near=documents)
    return replace(meant, otherwise=otherwise, near=frozenset() if meant.alone else documents)


def _after(earlier: Understood, question: str, turns: Sequence[Turn]) -> Understood:
    if not leans_on_earlier(question):
        may_lean = _may_lean(question)
        return Understood(question, otherwise=_beside(earlier, question) if may_lean else None)
    if not earlier.topics and (complete := _complete(question, earlier.question)):
        return Understood(question, complete, otherwise=_beside(earlier, question))
    if earlier.topics and (first := with_part_replaced(question, earlier.topics[0])):
        return Understood(question, earlier.question, (first, *earlier.topics[1:]))
    if _SOMEBODY.search(question) and (person := _answered_person(turns)):
        otherwise = _beside(earlier, question)
        return Understood(question, with_name(question, person), otherwise=otherwise)
    return _beside(earlier, question)


def _complete(question: str, topic: str) -> str | None:
    return rewritten(question, topic) or with_like_part_replaced(question, topic)


def _beside(earlier: Understood, question: str) -> Understood:
    """`question` with the one before it, and of a chain of questions with the first, which says
    what it is about; it may be on something else by now.
    """
    last = _with_topics(question, [earlier.question])
    if not earlier.topics:
        return last
    both = _with_topics(question, [earlier.topics[0], earlier.question])
    return replace(both, otherwise=last)


def _with_topics(question: str, topics: Sequence[str]) -> Understood:
    return Understood(question, topics=tuple(_in_year_of(question, each) for each in topics))


def _may_lean(question: str) -> bool:
    """Whether it names nothing and says little: "what is the deposit?"."""
    says_much = len(telling_words(question)) > MAX_TELLING
    is_new = _NEW_TOPIC.match(question.strip())
    return not (says_much or is_new or find_names(question) or _DIGIT.search(question))


def _answered_person(turns: Sequence[Turn]) -> str | None:
    """The one person whom the last answer that names somebody names, but for the question."""
    for turn in reversed(turns):
        quoted = chain.from_iterable(persons_in(each.quote) for each in turn.answer.citations)
        asked = turn.question.casefold()
        if named := {each for each in quoted if each.casefold() not in asked}:
            return named.pop() if len(named) == 1 else None
    return None


def _in_year_of(question: str, topic: str) -> str:
    """`topic` of the year that `question` names, where both name one."""
    years = _YEAR.findall(question)
    return _YEAR.sub(years[0], topic) if len(years) == 1 == len(_YEAR.findall(topic)) else topic


def leans_on_earlier(question: str) -> bool:
    """Whether the question's own words show that it continues another."""
    question = question.strip()
    if _NEW_TOPIC.match(question):
        return False
    if _refers(_REFERRING, question) or _COMPARISON.match(question) or says_nothing(question):
        return True
    names = find_names(question)
    if _CONNECTIVE.match(question):
        return not (names and _WHOLE.match(question))
    if names or _DIGIT.search(question):
        return _leans_but_for_setting(question)
    if len(question.split()) < MIN_WORDS or _refers(_SOMETIMES_REFERRING, question):
        return True
    return _is_definite(question)


def _leans_but_for_setting(question: str) -> bool:
    """Whether it names no more than a place or a time: "What will it cost in Sweden?", "In
    Norway?".
    """
    rest = " ".join(_SETTING.sub("", question).split())
    if not _SETTING.search(question) or find_names(rest) or _DIGIT.search(rest):
        return False
    return says_nothing(rest) or _refers(_SUBJECT_PRONOUN, rest) or _is_definite(rest)


def _is_definite(question: str) -> bool:
    """Whether it asks nothing but of something as known: "What was the price?", but not "What do
    the masts cost?", which says of what it asks for the price.
    """
    return len(content_words(question)) == 1 and _DEFINITE.search(question) is not None


def _refers(pronouns: re.Pattern[str], question: str) -> bool:
    """Whether one of them stands in the question's first clause."""
    pronoun = pronouns.search(question)
    opening = _OPENING_WORDS.match(question)
    assert opening is not None
    clause = _CLAUSE.search(question, opening.end())
    if pronoun is None or clause is None or pronoun.start() <= clause.start():
        return pronoun is not None
    return says_nothing(question[: clause.start()])  # "What happens if they …?"
