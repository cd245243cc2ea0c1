"""Texts of a segment in one array of UTF-8."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.files.array_file import Arrays
    from index.store.files.checked_rows import CheckedRows
    from index.store.files.joined_rows import JoinedRows


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Sequence[str]):
    """Texts in one array of UTF-8: text i is data[ends[i - 1]:ends[i]], from 0 for the first.

    Lone surrogates, which files can bring, are kept.
    """

    data: NDArray[np.uint8] | CheckedRows | JoinedRows
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """Hold `texts`."""
        import numpy as np

        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum([len(each) for each in encoded], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> Texts:
        """The inverse of `to_arrays`."""
        return cls(arrays[name], arrays[f"{name}.ends"])

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays to keep, by name."""
        return {name: self.data[:], f"{name}.ends": self.ends}

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, place: Any) -> Any:
        start = int(self.ends[place - 1]) if place else 0
        return self.data[start : int(self.ends[place])].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        data, start = self.data[:].tobytes(), 0
        for end in self.ends.tolist():
            yield data[start:end].decode("utf-8", "surrogatepass")
            start = end

    def place_of(self, text: str) -> int | None:
        """The place of `text`, where the texts are sorted; None where it is not one of them."""
        place = bisect_left(self, text)
        return place if place < len(self) and self[place] == text else None

    def take(self, places: NDArray[np.int64]) -> Texts:
        """The texts at `places`, in that order."""
        import numpy as np

        lengths = np.diff(self.ends, prepend=0)
        starts, ends = (self.ends - lengths)[places], self.ends[places]
        data = self.data[:].tobytes()
        taken = b"".join(map(data.__getitem__, map(slice, starts.tolist(), ends.tolist())))
        return Texts(np.frombuffer(taken, np.uint8), np.cumsum(lengths[places]))


def concatenate_texts(parts: Sequence[Texts]) -> Texts:
    """All texts of `parts`, one part after the other."""
    import numpy as np

    sizes = [len(part.data) for part in parts]
    shifts = np.cumsum([0, *sizes[:-1]])
    ends = [part.ends + shift for part, shift in zip(parts, shifts, strict=True)]
    return Texts(np.concatenate([part.data[:] for part in parts]), np.concatenate(ends))
