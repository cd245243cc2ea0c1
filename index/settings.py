"""What an index is made with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.load import LoadSettings
from index.search.vectors import EXACT_UP_TO
from index.split.passages import SplitSettings

SENTENCES_UP_TO = 200_000  # passages: some 600 MB


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """Up to which size a search compares every passage and an index keeps sentences' embeddings.

    `exact_up_to`: passages of a language in a segment; more are searched by cells.
    `sentences_up_to`: passages of an index; documents beyond it are kept without embeddings of
    their sentences, which take two thirds of the space and half the time of indexing. Those of the
    passages that may answer are made when a question is asked.
    """

    exact_up_to: int = EXACT_UP_TO
    sentences_up_to: int = SENTENCES_UP_TO

    def beside(self, passages: int) -> SizeLimits:
        """The limits of what comes to an index of so many passages."""
        return replace(self, sentences_up_to=max(0, self.sentences_up_to - passages))


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How files are read, how documents are split, and up to which size all is kept of them.

    An index made with another `split` is made anew; `load` and `limits` hold for what is new.
    """

    split: SplitSettings = SplitSettings()  # noqa: RUF009 (frozen)
    load: LoadSettings = LoadSettings()  # noqa: RUF009
    limits: SizeLimits = SizeLimits()


DEFAULTS = IndexSettings()
