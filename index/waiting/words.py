"""Documents that are found by their words while they wait to be embedded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.build import segment_of_words
from index.embed.token_codes import SentenceTokenCodes
from index.search.vectors import SentenceVectors
from index.store.files.array_file import arrays_in, encode_arrays, map_unnamed
from index.store.files.texts import Texts
from index.store.segment import Segment, read_segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed.protocol import Embedder
    from index.split.passages import SplitSettings
    from index.types import Document


@dataclass(frozen=True, slots=True, eq=False)
class WaitingWords:
    """Some of them: their segment, which has no vectors, and what is to be embedded of each passage
    (`passage_texts`), of which `passage_ids` are the ids, sorted. Read from a file where they are
    used.
    """

    segment: Segment
    passage_ids: NDArray[np.int64]
    passage_texts: Texts

    @classmethod
    def of(
        cls, documents: Sequence[Document], folder: Path, embedder: Embedder, split: SplitSettings
    ) -> WaitingWords:
        """Those of `documents`, in a file in `folder` that is gone when it is used no more."""
        import numpy as np

        made, texts = segment_of_words(documents, embedder, split)
        ids = sorted(texts)
        arrays = {
            **made.to_arrays(),
            **made.texts.to_arrays("texts"),
            **Texts.of([texts[each] for each in ids]).to_arrays("passage_texts"),
            "passage_ids": np.array(ids, dtype=np.int64),
        }
        mapped = arrays_in(map_unnamed(folder, encode_arrays(arrays)))
        segment = read_segment(
            mapped,
            Texts.from_arrays(mapped, "texts"),
            SentenceVectors.none(),
            SentenceTokenCodes.none(),
            {language: table.vectors for language, table in made.passages.items()},
        )
        return cls(segment, mapped["passage_ids"], Texts.from_arrays(mapped, "passage_texts"))

    def left(self, ids: Collection[str]) -> list[str]:
        """Which of its documents are among `ids`."""
        return [each for each in self.segment.document_ids if each in ids]


class PassageTexts(Mapping[int, str]):
    """What is to be embedded of passages that have no vector yet, by id."""

    def __init__(self, waiting: Sequence[WaitingWords]) -> None:
        self._waiting = waiting

    def __getitem__(self, number: int) -> str:
        for each in self._waiting:
            place = int(each.passage_ids.searchsorted(number))
            if place < len(each.passage_ids) and each.passage_ids[place] == number:
                return str(each.passage_texts[place])
        raise KeyError(number)

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(each.passage_ids.tolist() for each in self._waiting)

    def __len__(self) -> int:
        return sum(len(each.passage_ids) for each in self._waiting)
