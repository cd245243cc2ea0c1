"""An update that is killed again and again goes on where it was, and loses next to nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index import damage, open_index, update_index
from index import update as updates
from index.local_index import LocalIndex
from tests.fakes import HashedTokensEmbedder
from tests.index.test_update import contents

if TYPE_CHECKING:
    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

pytestmark = [
    pytest.mark.forks,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes"),
]

KILLS = 20
BATCH = 4  # texts


class CountingEmbedder(HashedTokensEmbedder):
    """Writes how many texts it embedded to a file, and ends its process at the `last` call."""

    def __init__(self, counts: Path, last: int | None = None) -> None:
        super().__init__()
        self._counts = counts
        self._left = last

    def embed_passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenCodes]]:
        with self._counts.open("a") as file:
            file.write(f"{len(texts)}\n")
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return super().embed_passages_and_tokens(texts)


def held(index: LocalIndex) -> Any:
    """What an index holds, but for cosines, of which the last bit depends on the segments."""
    *alike, languages = contents(index)
    return alike, {code: (each[0], *each[2:]) for code, each in languages.items()}


def embedded(counts: Path) -> int:
    """How many texts were embedded in all."""
    return sum(map(int, counts.read_text().split()))


def killed(documents: Path, index: Path, counts: Path, calls: int) -> None:
    """Update in another process, which dies after so many batches of texts."""
    child = os.fork()
    if child == 0:
        try:
            update_index(documents, index, CountingEmbedder(counts, calls))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hundred small files and a large one."""
    monkeypatch.setattr(updates, "FIRST_CHARACTERS", 1_000)
    monkeypatch.setattr("index.build.EMBED_BATCH", BATCH)
    monkeypatch.setattr("index.store.files.embedded.SAVE_SECONDS", 0.0)
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(100):
        text = f"Pier {number}\n\nPier {number} has {number + 3} cranes. A diver saw {number}.\n"
        (folder / f"{number}.txt").write_text(text)
    long = "\n\n".join(f"Crane {number} was mended in {1900 + number}." for number in range(350))
    (folder / "50a.txt").write_text(long)
    return folder


def test_killed_twenty_times_it_embeds_hardly_more_than_once(
    documents: Path, tmp_path: Path
) -> None:
    once = tmp_path / "once.txt"
    whole, _ = update_index(documents, tmp_path / "whole", CountingEmbedder(once))
    counts, folder = tmp_path / "counts.txt", tmp_path / "index"
    for _ in range(KILLS):
        killed(documents, folder, counts, 5)
    index, _ = update_index(documents, folder, CountingEmbedder(counts))
    assert held(index) == held(whole)
    assert damage(folder) == []
    assert not list(folder.glob("embedded-*"))
    killed_at_work = KILLS * BATCH  # what was given to the embedder when it died
    assert embedded(once) <= embedded(counts) <= 1.1 * embedded(once) + killed_at_work


def test_what_was_committed_before_the_end_is_searched(documents: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    killed(documents, folder, tmp_path / "counts.txt", 30)
    documents_held = open_index(folder, HashedTokensEmbedder().name).documents
    assert 0 < len(documents_held) < 101
    assert damage(folder) == []


def test_an_update_that_takes_many_commits_is_told_as_one(documents: Path, tmp_path: Path) -> None:
    folder, embedder = tmp_path / "index", HashedTokensEmbedder()
    told: list[tuple[int, int]] = []
    _, update = update_index(documents, folder, embedder, progress=lambda *each: told.append(each))
    assert len(update.added) == 101
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    index, _ = update_index(documents, folder, embedder)
    assert index.indexing.embedded == len(embedder.embedded)

    (documents / "1.txt").rename(documents / "z.txt")
    (documents / "2.txt").unlink()
    for number in range(10, 90):
        (documents / f"{number}.txt").write_text(f"Pier {number}\n\nPier {number} is gone.\n" * 9)
    index, update = update_index(documents, folder, HashedTokensEmbedder())
    assert update.added == ("z.txt",)
    assert len(update.changed) == 80
    assert update.removed == ("1.txt", "2.txt")
    fresh, _ = update_index(documents, tmp_path / "fresh", HashedTokensEmbedder())
    assert held(index) == held(fresh)
    assert damage(folder) == []


def test_more_text_than_may_be_held_is_read_in_turns(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = update_index(documents, tmp_path / "whole", HashedTokensEmbedder())
    monkeypatch.setattr("index.changes.MAX_HELD_CHARACTERS", 1_000)
    index, update = update_index(documents, tmp_path / "index", HashedTokensEmbedder())
    assert held(index) == held(whole)
    assert len(update.added) == 101


def test_one_that_is_stopped_saves_what_it_embedded(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.files.embedded.SAVE_SECONDS", 1000.0)

    def stop(done: int, total: int) -> None:
        if done > 1_000:
            raise KeyboardInterrupt

    folder, stopped = tmp_path / "index", HashedTokensEmbedder()
    with pytest.raises(KeyboardInterrupt):
        update_index(documents, folder, stopped, progress=stop)
    assert stopped.embedded
    again = HashedTokensEmbedder()
    update_index(documents, folder, again)
    assert set(stopped.embedded).isdisjoint(again.embedded)


def test_what_is_salvaged_in_many_commits_has_each_document_once(
    documents: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    update_index(documents, folder, HashedTokensEmbedder())
    (sources,) = folder.glob("sources-*")
    sources.write_bytes(b"?" + sources.read_bytes()[1:])  # what is known of the files is lost
    for number in range(40, 90):
        (documents / f"{number}.txt").write_text(f"Pier {number}\n\nPier {number} was sold.\n" * 9)
    (documents / "99.txt").unlink()
    killed(documents, folder, tmp_path / "counts.txt", 6)
    index, _ = update_index(documents, folder, HashedTokensEmbedder())
    fresh, _ = update_index(documents, tmp_path / "fresh", HashedTokensEmbedder())
    assert len(index.documents) == 100
    assert held(index) == held(fresh)
    assert damage(folder) == []
