"""Whether two sentences say the same of two things: rows in the same columns, or the same words
with other numbers and names.
"""

from __future__ import annotations

import re

from index import Index
from index.language.analysis import terms
from index.language.lexicons import any_of
from index.split.rows import cells_of
from qa.evidence.read import Evidence, same_table

SAME_SHARE = 0.6  # of the words of the one that says more
OF_A_TABLE = 0.4
MIN_SAME = 2  # words
_NUMBER = re.compile(rf"\d+(?:[.,:]\d+)*|\b{any_of('numerals')}\b", re.IGNORECASE)


def likeness(index: Index, one: Evidence, other: Evidence) -> float:
    """How far what they say may be compared value by value: 1 where they are of the same words, or
    rows in the same columns that begin alike; less of other rows of a table; else 0.
    """
    if one.sentence == other.sentence or (one.kind == "row") != (other.kind == "row"):
        return 0.0
    if one.kind != "row":
        return float(_same_words(index, one, other))
    if same_table(index, one, other):
        return 1.0 if _share_a_word(index, one, other) else OF_A_TABLE
    return float(_same_row(index, one, other))


def _share_a_word(index: Index, one: Evidence, other: Evidence) -> bool:
    """Whether the first cells do: "Cotton 60", "Cotton 40"."""
    words, others = (
        set(terms(cells_of(index.text_of(each.sentence))[0], each.hit.passage.language))
        for each in (one, other)
    )
    return bool(words & others)


def _same_row(index: Index, one: Evidence, other: Evidence) -> bool:
    """Whether rows of two tables begin alike and have the same labels, or, where they begin with
    the name of something, as many cells.
    """
    cells, others = (cells_of(index.text_of(each.sentence)) for each in (one, other))
    if cells[:1] != others[:1]:
        return False
    labels, other_labels = _labels(index, one), _labels(index, other)
    is_named = re.search(r"[^\W\d_]", cells[0]) is not None and len(cells) == len(others)
    return is_named or labels == other_labels != ""


def _labels(index: Index, row: Evidence) -> str:
    block = index.block_of(row.sentence)
    text = index.documents[row.sentence.document_id].text
    leads = () if block is None else block.leads[:1]
    return " ".join(" ".join(text[start:end].split()) for start, end in leads)


def _same_words(index: Index, one: Evidence, other: Evidence) -> bool:
    """Whether most words are the same, and the numbers others."""
    texts = [index.text_of(each.sentence) for each in (one, other)]
    if not all(_NUMBER.search(text) for text in texts):
        return False
    words, others = (
        set(terms(_NUMBER.sub(" ", text), each.hit.passage.language))
        for text, each in zip(texts, (one, other), strict=True)
    )
    same = len(words & others)
    return same >= MIN_SAME and same >= SAME_SHARE * max(len(words), len(others))
