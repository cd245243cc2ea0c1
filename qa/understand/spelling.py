"""A question → the same question with slips of the finger mended.

A word is taken for a slip where no document has it in any form, a word one edit away stands in
some, and the embedder's tokenizer, which was made from common words, takes that one in fewer pieces
("damadge": "dama dge", "damage": "damage"). So 20 of the everyday questions of the tune half are
mended, and none that was spelt rightly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from index import Index
from index.language.analysis import stop_words
from index.language.spelling import shared_beginning

MIN_LETTERS = 6  # of a shorter word, "tåget" for one, half of the mended ones were right before
MAX_LETTERS = 40  # what is one edit from a longer one takes seconds to list
_WORD = re.compile(rf"\b[^\W\d_]{{{MIN_LETTERS},{MAX_LETTERS}}}\b")

CountPieces = Callable[[Sequence[str]], list[int]]
"""Of each word, in how many pieces a tokenizer takes it."""


def respelt(question: str, language: str, index: Index, count_pieces: CountPieces) -> str:
    """The question with misspelt words as the documents in its language have them."""
    if language not in index.partitions:
        return question

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        if word[1:] != word[1:].lower() or (word[0].isupper() and found.start()):  # a name
            return word
        better = _mended(word.lower(), language, index, count_pieces)
        return better.capitalize() if word[0].isupper() else better

    return _WORD.sub(mended, question)


def _mended(word: str, language: str, index: Index, count_pieces: CountPieces) -> str:
    if _is_known(word, index, {language, *index.partitions}):
        return word
    (pieces,) = count_pieces([word])
    if pieces < 2:
        return word
    # An edit at the end makes another form of a word that is right as it is.
    near = {
        other: count
        for other, count in index.partitions[language].words.words_near(word).items()
        if shared_beginning(word, other) < len(word) - 1
    }
    if not near:
        return word
    counted = zip(near, count_pieces(list(near)), strict=True)
    fewest, _, best = min((pieces_of, -near[other], other) for other, pieces_of in counted)
    return best if fewest < pieces else word


def _is_known(word: str, index: Index, languages: Collection[str]) -> bool:
    return any(word in stop_words(each) for each in languages) or any(
        each.words.knows(word) for each in index.partitions.values()
    )
