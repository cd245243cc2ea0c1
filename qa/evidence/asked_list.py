"""The list that a question for steps or things asks for, among those that evidence stands in.

What a list is of stands above it, in its heading and the line that announces it: they are compared
with the question, beside the items.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from math import exp, fsum, log
from statistics import fmean

from index import Document, Index
from index.language.analysis import terms
from index.search.coverage import LookedFor, coverage
from index.split.rows import cells_of
from index.types import Span
from qa.evidence.confidence import probability
from qa.evidence.lists import ItemList, SectionLists
from qa.evidence.read import Evidence, asked_words
from qa.evidence.reader.protocol import Reader, Reading, Window, within_bounds
from qa.evidence.reader.windows import heading
from qa.evidence.retrieve import Query
from qa.evidence.tables.words import begun
from qa.evidence.weights import weights
from qa.understand.asked.answer_shape import ListAsked, is_contents, list_asked, names_contents
from qa.understand.asked.comparison import compared
from qa.understand.asked.question_type import denials
from qa.understand.names import names_and_numbers

# What ranks lists, swept on the everyday questions of the tune half (72 for a list or steps).
OWN_LANGUAGE = 0.03  # how much liker a text is, in cosine, for being in the question's language
ITEM_WEIGHT = 0.03  # of the best item's probability, beside two cosines
NAME_WEIGHT = 0.05  # of the share of names and numbers
NUMBERED = 0.03  # for steps
MAX_BEHIND = 0.04  # the likest passage, in cosine
MAX_ROWS = 15  # of a table that is quoted whole
SINGLED_OUT = 0.1  # of the question's words that the best row holds more than half of the rows
MAX_LISTS = 6  # that a reader reads, the likeliest
MAX_READ = 10  # items of each
MIN_UNREAD = 0.05
"""Probability of the likeliest list from which lists are read: of 159 everyday and own questions
with lists (tune halves) 46 ask for one, and none of the 33 where none is so likely."""
MIN_LIST = 0.4
"""Probability from which a list is quoted: as for a sentence (`Settings.least_confidence`)."""
LIKENESS_SCALE = 30.0  # of cosines, whose differences are small, for shares
_WORD = re.compile(r"\w+")
_DOTTED = re.compile(r"\d+(?:[.-]\d+)+")  # a version, a date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A list, its evidence, best first, and how like the question what stands above it is.

    `named`: the share of the question's names and numbers that stand there, or in its document's
    title or date. `things`: how much of a part of that the question names. `is_opposite`: whether
    one of that and the question has a "not". `singled_out`: how much
    more of the question's other words its best row holds than most rows. `behind`: how much liker
    the question, in cosine, the likest passage is than the list's own. `reading`: what a reader
    makes of its items; `beside`: what it is beside all else that was read (see `with_readings`).
    """

    found: ItemList
    evidence: tuple[Evidence, ...]
    likeness: float
    passage_likeness: float  # of its likest passage, which is embedded with its heading
    named: float
    things: float
    is_opposite: bool
    singled_out: float
    is_numbered: bool
    behind: float
    reading: Reading | None = None
    beside: Mapping[str, float] = field(default_factory=dict)

    @property
    def best(self) -> Evidence:
        """Its item that answers best."""
        return max(self.evidence, key=lambda each: probability([each]))

    @property
    def singles_out(self) -> bool:
        """Whether the question holds what only few rows of a table do: these answer it."""
        if not self.found.is_table:
            return False
        return len(self.found.items) > MAX_ROWS or self.singled_out > SINGLED_OUT

    def score(self, asked: ListAsked) -> float:
        """Ranks the lists: higher is better."""
        if self.reading is not None:
            return self.probability(asked)
        step = NUMBERED if asked == "steps" and self.is_numbered else 0.0
        likeness = self.likeness + self.passage_likeness + step
        return likeness + ITEM_WEIGHT * probability([self.best]) + NAME_WEIGHT * self.named

    def probability(self, asked: ListAsked) -> float:
        """How likely it is that this list is the one asked for."""
        features = self.features(asked)
        fitted = list_weights(features)
        return 1 / (1 + exp(-sum(fitted.get(name, 0.0) * features[name] for name in features)))

    def features(self, asked: ListAsked) -> dict[str, float]:
        """What tells the list that is asked for from others."""
        features = {
            "intercept": 1.0,
            "likeness": self.likeness,
            "passage_likeness": self.passage_likeness,
            "behind": self.behind,
            "item": _log_odds([self.best]),
            "own_language": float(self.best.own_language),
            "named": self.named,
            "things": self.things,
            "opposite": float(self.is_opposite),
            "numbered_steps": float(asked == "steps" and self.is_numbered),
            "table": float(self.found.is_table),
            asked: 1.0,
        }
        if self.reading is not None:
            items = _answers(self.reading)
            features |= {
                "answered": within_bounds(self.reading.answered),
                "answers": fmean(items),
                "least_answers": min(items),
                "most_answers": max(items),
                **self.beside,
            }
        return features


def list_weights(features: Collection[str]) -> Mapping[str, float]:
    """What each feature of a list counts for, in log-odds: a reader's are among them, or not."""
    return weights("list_with_reader" if "answered" in features else "list")


def _answers(reading: Reading) -> list[float]:
    return [within_bounds(each.answers) for each in reading.sentences]


def list_first(
    index: Index,
    query: Query,
    evidence: Sequence[Evidence],
    reader: Reader | None = None,
    further: Sequence[Evidence] = (),
) -> list[Evidence]:
    """The evidence, after the list that is asked for, if one is; `reader` reads the likeliest of
    those that it or `further` evidence stands in.
    """
    asked = list_asked(query.text)
    candidates = lists_asked(index, query, [*evidence, *further], asked) if asked else []
    if reader is not None and candidates:
        candidates = with_readings(reader, index, query.text, asked, candidates, evidence)
    if not candidates:
        return list(evidence)
    best = max(candidates, key=lambda each: each.score(asked))
    likely = best.probability(asked)
    behind = best.behind > (0.0 if asked == "open" else MAX_BEHIND)
    of_two = probability(evidence) if compared(query.text) else 0.0  # sentences may say it better
    if likely < max(MIN_LIST, of_two) or (reader is None and behind):
        return list(evidence)
    of_list = replace(
        best.best,
        listed=best.found,
        list_probability=likely,
        list_features=tuple(best.features(asked).items()),
        placed_by="list",
    )
    return [of_list, *evidence]


def with_readings(
    reader: Reader,
    index: Index,
    question: str,
    asked: ListAsked,
    candidates: Iterable[Candidate],
    evidence: Sequence[Evidence],
) -> list[Candidate]:
    """The likeliest of the lists, each read as a window of its items; none where none is likely.

    Beside the others, each has log-probabilities that of all lists read it is this one, by what the
    reader makes of its items, of all of it, and by likeness; and beside `evidence` the log-odds
    that the best sentence answers by itself.
    """
    likeliest = sorted(candidates, key=lambda each: -each.score(asked))[:MAX_LISTS]
    if all(each.probability(asked) < MIN_UNREAD for each in likeliest):
        return []
    windows = [list_window(index, each.found) for each in likeliest]
    readings = reader.read(question, windows)
    shares = {
        "share_of_items": _shares([fmean(_answers(each)) for each in readings]),
        "share_of_whole": _shares([within_bounds(each.answered) for each in readings]),
        "share_of_likeness": _shares([LIKENESS_SCALE * each.likeness for each in likeliest]),
    }
    sentence = _log_odds([each for each in evidence if each.listed is None])
    return [
        replace(
            each,
            reading=reading,
            beside={
                "sentence": sentence,
                **{name: of[place] for name, of in shares.items()},
            },
        )
        for place, (each, reading) in enumerate(zip(likeliest, readings, strict=True))
    ]


def _shares(scores: Sequence[float]) -> list[float]:
    """The log-probability of each of some of which one is right, by their log-odds."""
    total = log(fsum(map(exp, scores)))
    return [each - total for each in scores]


def _log_odds(evidence: Sequence[Evidence]) -> float:
    """That what is said on evidence is right."""
    likely = min(max(probability(evidence), 0.001), 0.999)
    return log(likely / (1 - likely))


def list_window(index: Index, found: ItemList) -> Window:
    """A list as a reader reads it: its first items, below what stands above it."""
    document = index.documents[found.document_id]
    above = found.above(document)
    title = heading(document.title, document.published)
    items = (" ".join(document.text[slice(*each)].split()) for each in found.items[:MAX_READ])
    return Window(f"{title} {above}" if above else title, tuple(items))


def lists_asked(
    index: Index, query: Query, evidence: Sequence[Evidence], asked: ListAsked
) -> list[Candidate]:
    """The lists that evidence stands in and that may be the one asked for, as a whole. Steps are,
    whatever a single one of them holds.
    """
    found = lists_found(index, query, evidence, asked == "list")
    steps = asked == "steps"
    return [each for each in found if (steps and each.is_numbered) or not each.singles_out]


def lists_found(
    index: Index,
    query: Query,
    evidence: Sequence[Evidence],
    with_tables: bool,
) -> list[Candidate]:
    """The lists that evidence stands in, of tables only those with numbered rows unless any may
    answer.
    """
    sections = SectionLists()
    lists: dict[tuple[str, Span], ItemList] = {}
    within: defaultdict[tuple[str, Span], list[Evidence]] = defaultdict(list)
    for each in evidence:
        document = index.documents[each.sentence.document_id]
        found = sections.at(document, each.sentence.start)
        if found is not None and _may_be_asked(document, found, query.text, with_tables):
            key = found.document_id, found.items[0]
            lists[key] = found
            within[key].append(each)
    likest = max(map(_passage_likeness, evidence), default=0.0)
    above = [_above(index, each) for each in lists.values()]
    likenesses = index.lazy_cosines(above, query.vector) if above else ()
    languages = {each.hit.passage.language for each in chain(*within.values())}
    wanted = {language: asked_words(index, query, language) for language in languages}
    return [
        _candidate(index, query, wanted, lists[key], within[key], text, likeness, likest)
        for key, text, likeness in zip(lists, above, likenesses, strict=True)
    ]


def _may_be_asked(document: Document, found: ItemList, question: str, with_tables: bool) -> bool:
    if found.is_table and not (with_tables or found.is_numbered(document)):
        return False
    return names_contents(question) or not is_contents(found.above(document))


def _candidate(
    index: Index,
    query: Query,
    wanted: Mapping[str, Sequence[LookedFor]],
    found: ItemList,
    evidence: Sequence[Evidence],
    above: str,
    likeness: float,
    likest: float,
) -> Candidate:
    document = index.documents[found.document_id]
    passage_likeness = max(map(_passage_likeness, evidence))
    return Candidate(
        found,
        tuple(evidence),
        likeness - OWN_LANGUAGE * evidence[0].own_language,
        passage_likeness,
        _named(query.text, f"{document.published} {above}"),
        _things(query.text, document, found),
        bool(denials(query.text)) != bool(denials(found.above(document))),
        _singled_out(index, wanted, evidence, above),
        found.is_numbered(document),
        likest - passage_likeness,
    )


def _things(question: str, document: Document, found: ItemList) -> float:
    """How much of the heading, of what announces the list or of a table's first label the question
    names, at most: "Which insurances do we have?".
    """
    spans = filter(None, (found.heading, found.lead))
    parts = [document.text[start:end] for start, end in spans]
    if found.is_table and found.lead:
        parts[-1:] = cells_of(parts[-1])[:1]
    return max((begun(part, question) for part in parts), default=0.0)


def _singled_out(
    index: Index,
    wanted: Mapping[str, Sequence[LookedFor]],
    evidence: Sequence[Evidence],
    above: str,
) -> float:
    """How much more of the question's words the best of a list's items hold than its middle one,
    but for those that stand above it. `wanted`: those words, by language.
    """
    language = evidence[0].hit.passage.language
    above_all = set(terms(above, language))
    texts = (index.read_text_of(each.sentence).text for each in evidence)
    held = sorted(
        coverage(wanted[language], set(terms(text, language)) - above_all) for text in texts
    )
    return held[-1] - held[len(held) // 2]


def _above(index: Index, found: ItemList) -> str:
    document = index.documents[found.document_id]
    return f"{document.title}. {found.above(document)}"


def _passage_likeness(evidence: Evidence) -> float:
    return evidence.hit.cosine - OWN_LANGUAGE * evidence.own_language


def _named(question: str, text: str) -> float:
    """The share of the question's names and numbers that `text` holds; 0 where it has none."""
    asked = {each.lower() for each in (*names_and_numbers(question), *_DOTTED.findall(question))}
    held = {each.lower() for each in (*_WORD.findall(text), *_DOTTED.findall(text))}
    return len(asked & held) / len(asked) if asked else 0.0
