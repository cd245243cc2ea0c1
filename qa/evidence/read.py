"""Passages → the sentences in them that may answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING, Literal

from index import Hit, Index, Sentence
from index.language.analysis import terms
from index.search.coverage import LookedFor, coverage, looked_for
from index.split.rows import cells_of
from index.types import Block, BlockKind
from qa.evidence.lists import ItemList, heading_above
from qa.evidence.reader.protocol import Judgement
from qa.evidence.retrieve import Query
from qa.evidence.weights import weights
from qa.understand.asked.answer_shape import is_total_asked
from qa.understand.asked.named_part import named_part
from qa.understand.asked.question_type import (
    asks_for_number,
    holds_number,
    is_question,
    lacks_asked,
)
from qa.understand.names import names_and_numbers

if TYPE_CHECKING:
    from index.types import Vectors

MIN_SHARE = 1e-6  # added to a passage's share, so that its logarithm has a floor
NAMED_PART_COSINE = 0.3
ASIDE_COSINE = 0.1  # a caption must be so much likelier to answer than prose

PlacedBy = Literal[
    "", "definition", "total", "share", "table", "rows", "list", "superlative", "comparison"
]
"""What puts a sentence before others that rank higher; "" where its rank alone does."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer a question, and what speaks for it.

    `cosine` is between question and sentence. `coverage` is the share, 0..1, of the question's
    words that the sentence holds, each weighted by its rarity; across languages, of its names and
    numbers, and of the words of which it is known what they are called. `own_language`: whether the
    sentence is in the question's language.
    `number_asked`: whether the question asks for a number or a time, and the sentence holds one.
    `lacks_asked`: whether it asks for these or for a reason, and the sentence holds none.
    `alignment` is how well the question's words are met by some word of the sentence each, 0..1,
    in whatever language; 0 where the embedder does not tell of words. `kind`: of the block that it
    stands in. `is_named_part`: whether it is the part of a document that the question names by its
    place. `is_total_asked`: whether it is the row of a table with the sum or mean asked for.
    `judgement` is what a reader makes of the sentence, None where none read it. `listed`: the list
    that it stands for and that is quoted whole, if it does, and `list_probability` how likely it is
    that this is the list asked for, by `list_features`. `side`: how likely it is the answer for one
    of two things that the question compares, or for both; 0 where it stands for none. `placed_by`:
    what put it where it stands. `follows`: whether it stands in a document that was quoted on the
    question before, on which this one leans. `surer`: log-odds for what
    tells by itself that it answers, and a reader does not see.
    """

    sentence: Sentence
    hit: Hit
    cosine: float
    coverage: float
    own_language: bool
    number_asked: bool
    lacks_asked: bool = False
    alignment: float = 0.0
    kind: BlockKind = "prose"
    is_named_part: bool = False
    is_total_asked: bool = False
    judgement: Judgement | None = None
    listed: ItemList | None = None
    list_probability: float = 0.0
    list_features: tuple[tuple[str, float], ...] = field(default=(), compare=False)
    side: float = 0.0
    placed_by: PlacedBy = field(default="", compare=False)
    follows: bool = False
    surer: float = 0.0

    @property
    def likeness(self) -> float:
        """Ranks the sentences of one question as they are found: higher is better."""
        return reading_score(self, weights("reading"))

    @property
    def score(self) -> float:
        """Ranks those that are read, or those that are not: higher is better."""
        return reading_score(self, self.score_weights)

    @property
    def score_weights(self) -> Mapping[str, float]:
        """What each of its `reading_features` counts for in its score."""
        return weights("reading" if self.judgement is None else "reading_with_reader")


def read(index: Index, query: Query, hits: Iterable[Hit]) -> list[Evidence]:
    """The sentences of `hits`, most likely to answer first; each sentence once, in its best
    passage.
    """
    best: dict[int, tuple[Hit, Sentence]] = {}
    for hit in hits:
        for sentence in index.sentences_of(hit.passage):
            known = best.get(sentence.row)
            if known is None or hit.score > known[0].score:
                best[sentence.row] = hit, sentence
    # A question in a document states nothing.
    stated = [each for each in best.values() if not is_question(index.text_of(each[1]))]
    return sorted(_read(index, query, stated), key=rank) if stated else []


def rank(evidence: Evidence) -> tuple[float, str, int]:
    """Sorts evidence, best first; ties go by document and place, never by the order of files."""
    return -evidence.score, evidence.sentence.document_id, evidence.sentence.start


def same_table(index: Index, one: Evidence, other: Evidence) -> bool:
    """Whether two sentences are rows under the same labels."""
    if one.kind != "row" or one.sentence.document_id != other.sentence.document_id:
        return False
    leads = [
        block.leads[:1]
        for each in (one, other)
        if (block := index.block_of(each.sentence)) is not None and block.kind == "row"
    ]
    return len(leads) == 2 and leads[0] == leads[1] != ()


def less_apt_row(index: Index, question: str, each: Evidence, best: Evidence) -> bool:
    """Whether a row holds only some of the question's words that another row of its document holds,
    the headings above them included.
    """
    same = each.sentence.document_id == best.sentence.document_id
    if not (same and each.kind == best.kind == "row"):
        return False
    asked = set(terms(question, best.hit.passage.language))
    held, by_best = (asked & _read_terms(index, row) for row in (each, best))
    return held < by_best


def _read_terms(index: Index, row: Evidence) -> set[str]:
    heading = heading_above(index.documents[row.sentence.document_id], row.sentence.start)
    read = index.read_text_of(row.sentence).text
    return set(terms(f"{heading} {read}", row.hit.passage.language))


def _read(index: Index, query: Query, stated: Sequence[tuple[Hit, Sentence]]) -> Iterator[Evidence]:
    """Each sentence with the passage that it is read in; their embeddings are read all at once."""
    sentences = [sentence for _, sentence in stated]
    cosines = (index.vectors_of(sentences) @ query.vector).tolist()
    aligned = _alignments(index, query, sentences)
    wanted = {
        language: asked_words(index, query, language)
        for language in {hit.passage.language for hit, _ in stated}
    }
    asked, part = asks_for_number(query.text), named_part(query.text)
    for (hit, sentence), cosine, alike in zip(stated, cosines, aligned, strict=True):
        said, language = index.read_text_of(sentence), hit.passage.language
        text = index.text_of(sentence)
        yield Evidence(
            sentence=sentence,
            hit=hit,
            cosine=cosine,
            coverage=coverage(wanted[language], set(terms(said.text, language))),
            own_language=language == query.language,
            number_asked=asked and holds_number(said.text),
            lacks_asked=lacks_asked(query.text, said.text),
            alignment=alike,
            kind="prose" if said.block is None else said.block.kind,
            is_named_part=part is not None and part.is_in(text),
            is_total_asked=_is_total(query.text, text, said.block),
        )


def _is_total(question: str, text: str, block: Block | None) -> bool:
    is_row = block is not None and block.kind == "row"
    return is_row and is_total_asked(question, cells_of(text)[0])


def _alignments(index: Index, query: Query, sentences: Sequence[Sentence]) -> list[float]:
    if query.tokens is None:
        return [0.0] * len(sentences)
    return alignments(query.tokens, index.tokens_of(sentences))


def alignments(question: Vectors, sentences: Sequence[Vectors]) -> list[float]:
    """For each sentence the weighted mean, 0..1, of how like each of the question's tokens the most
    like one of the sentence is: late interaction (Khattab and Zaharia 2020, "ColBERT"). A row is a
    token's vector; the question's are as long as they weigh, 1 in all, the sentences' of length 1.
    """
    import numpy as np

    counts = np.array([len(each) for each in sentences])
    found = np.zeros(len(sentences))
    if counts.any():
        likeness = question @ np.concatenate(sentences).T
        firsts = (np.cumsum(counts) - counts)[counts > 0]
        best = np.maximum.reduceat(likeness, firsts, axis=1)
        found[counts > 0] = np.maximum(best, 0).sum(axis=0)
    return [float(each) for each in found]


def reading_features(evidence: Evidence) -> dict[str, float]:
    """What tells which sentence answers: likeness, that of its passage and how far this stands out
    among others, words in common; and what a reader makes of it, or, where none read it, whether it
    has the number asked for. What stands beside the prose counts as less like the question than it
    is, and the part that it names as more.
    """
    own = float(evidence.own_language)
    cosine = evidence.cosine
    if evidence.is_named_part:
        cosine += NAMED_PART_COSINE
    elif evidence.kind == "aside":
        cosine -= ASIDE_COSINE
    found = {
        "cosine": cosine,
        "passage_cosine": evidence.hit.cosine,
        "passage_share": log(evidence.hit.score + MIN_SHARE),
        "coverage": own * evidence.coverage,
        "translated": (1 - own) * evidence.coverage,
        "own_language": own,
        "alignment": evidence.alignment,
    }
    if evidence.judgement is None:
        return found | {"number_asked": float(evidence.number_asked)}
    return found | evidence.judgement.features()


def reading_score(evidence: Evidence, weighted: Mapping[str, float]) -> float:
    """The weighted sum of the features: higher is better. A new feature is 0 until it is fitted."""
    features = reading_features(evidence).items()
    return sum(weighted.get(name, 0.0) * value for name, value in features)


def asked_words(index: Index, query: Query, language: str) -> list[LookedFor]:
    """What words a question looks for in texts of a language: its own; in another language, what
    stays the same there, and what its words are called there.
    """
    words = index.partitions[language].words
    if language == query.language:
        return looked_for(words, terms(query.text, language))
    same = terms(" ".join(names_and_numbers(query.text)), language)
    return looked_for(words, same, foreign=query.text)
