"""An index is searched while it is made, and is in the end as if it had been made at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event, Timer
from typing import TYPE_CHECKING, Any

import pytest

from index import background, update_index
from index import update as updates
from index.background import BackgroundUpdate
from index.errors import EmbedderError, IndexLockedError, NothingToIndexError
from index.settings import DEFAULTS
from index.store.lock import lock
from index.types import Coverage, Document
from index.waiting.words import WaitingWords
from tests.fakes import HashedTokensEmbedder, write_piers
from tests.index.test_killed_updates import held

if TYPE_CHECKING:
    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

SECONDS = 60.0  # until a test that hangs is said to
FEW = 12  # texts; no question here has more embedded
WORDS_ALONE = Coverage(files=20, documents=20, embedded=0.0)


class HeldEmbedder(HashedTokensEmbedder):
    """Embeds no batch of documents before it may; what a question asks for, at once."""

    def __init__(self) -> None:
        super().__init__()
        self.may, self.waits = Event(), Event()

    def embed_passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenCodes]]:
        if len(texts) > FEW:
            self.waits.set()
            assert self.may.wait(SECONDS)
        return super().embed_passages_and_tokens(texts)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Twenty files on cranes."""
    return write_piers(tmp_path / "documents", 20)


@pytest.fixture
def embedder() -> Iterator[HeldEmbedder]:
    """One that is let go in the end."""
    embedder = HeldEmbedder()
    yield embedder
    embedder.may.set()


def begun(documents: Path, folder: Path, embedder: HeldEmbedder) -> BackgroundUpdate:
    """An update that has read every file and waits to embed."""
    update = BackgroundUpdate(documents, folder, embedder, DEFAULTS)
    assert embedder.waits.wait(SECONDS)
    return update


def test_words_are_searched_before_anything_is_embedded(
    documents: Path, tmp_path: Path, embedder: HeldEmbedder
) -> None:
    update = begun(documents, tmp_path / "index", embedder)
    index = update.index
    assert len(index.documents) == 20
    assert (update.coverage, update.skipped) == (WORDS_ALONE, ())
    words = index.partitions["en"].words.search("cranes on PierCA", 5)
    assert index.passages[words[0][0]].document_id == "02.txt"
    vector = embedder.embed_query("cranes on PierCA")
    assert index.partitions["en"].vectors.search(vector, 5) == []
    (cosine,) = index.lazy_passage_cosines([words[0][0]], vector)
    assert cosine > 0.5
    assert update.wait(0.0) is False
    embedder.may.set()
    assert update.wait(SECONDS)
    assert update.coverage is None


def test_it_ends_with_what_is_made_at_once(
    documents: Path, tmp_path: Path, embedder: HeldEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "FIRST_CHARACTERS", 300)
    embedder.may.set()
    update = BackgroundUpdate(documents, tmp_path / "index", embedder, DEFAULTS)
    assert update.wait(SECONDS)
    whole, _ = update_index(documents, tmp_path / "whole", embedder)
    assert held(update.index) == held(whole)
    assert update.index.embedded_share == 1


def test_what_is_read_is_made_ready_part_by_part(
    documents: Path, tmp_path: Path, embedder: HeldEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "SHOWN_EVERY", SECONDS)
    monkeypatch.setattr(background, "SPLIT_AT_ONCE", 200)
    splits: list[int] = []
    made = WaitingWords.of

    def counted(read: Sequence[Document], *how: Any) -> WaitingWords:
        splits.append(len(read))
        return made(read, *how)

    monkeypatch.setattr(WaitingWords, "of", counted)
    update = begun(documents, tmp_path / "index", embedder)
    assert (sum(splits), len(update.index.documents)) == (20, 20)
    assert max(splits) < 8
    embedder.may.set()
    assert update.wait(SECONDS)
    whole, _ = update_index(documents, tmp_path / "whole", embedder)
    assert held(update.index) == held(whole)


def test_some_are_found_by_meaning_while_others_wait(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "FIRST_CHARACTERS", 300)
    shares: list[float] = []

    class Watched(HashedTokensEmbedder):
        def embed_passages_and_tokens(
            self, texts: Sequence[str]
        ) -> tuple[Vectors, list[TokenCodes]]:
            if made:
                shares.append(made[0].index.embedded_share)
                assert len(made[0].index.documents) == 20
            else:
                ready.wait(SECONDS)
            return super().embed_passages_and_tokens(texts)

    made: list[BackgroundUpdate] = []
    ready = Event()
    made.append(BackgroundUpdate(documents, tmp_path / "index", Watched(), DEFAULTS))
    ready.set()
    assert made[0].wait(SECONDS)
    assert len(set(shares)) > 2
    assert shares == sorted(shares)


def test_a_changed_document_is_shown_as_it_is_now(
    documents: Path, tmp_path: Path, embedder: HeldEmbedder
) -> None:
    folder = tmp_path / "index"
    update_index(documents, folder, HashedTokensEmbedder())
    for number in range(20):
        (documents / f"{number:02}.txt").write_text(f"Quay {number}\n\nQuay {number} was sold.\n")
    index = begun(documents, folder, embedder).index
    assert len(index.documents) == 20
    assert all("Quay" in each.text for each in index.documents.values())


def test_an_index_that_is_there_is_shown_at_once(documents: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    whole, _ = update_index(documents, folder, HashedTokensEmbedder())
    update = BackgroundUpdate(documents, folder, HashedTokensEmbedder(), DEFAULTS)
    assert held(update.index) == held(whole)
    assert update.wait_a_while()


def test_a_damaged_index_is_begun_anew_with_each_document_once(
    documents: Path, tmp_path: Path, embedder: HeldEmbedder
) -> None:
    folder = tmp_path / "index"
    update_index(documents, folder, HashedTokensEmbedder())
    (texts,) = folder.glob("segment-*/texts")
    texts.write_bytes(b"?" + texts.read_bytes()[1:])
    for path in documents.iterdir():
        path.write_text(path.read_text() + "It was sold.\n")
    (documents / "0.txt").write_text("New\n\nIt is new.\n")
    index = begun(documents, folder, embedder).index
    fresh, _ = update_index(documents, tmp_path / "fresh", HashedTokensEmbedder())
    assert list(index.documents) == list(fresh.documents)
    assert len(index.passages) == len(fresh.passages)


def test_it_may_be_stopped_and_goes_on_the_next_time(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "FIRST_CHARACTERS", 300)
    embedder = HeldEmbedder()
    update = begun(documents, tmp_path / "index", embedder)
    Timer(0.1, embedder.may.set).start()
    update.stop()
    assert update.coverage is not None
    assert len(update.index.documents) == 20
    again = BackgroundUpdate(documents, tmp_path / "index", HashedTokensEmbedder(), DEFAULTS)
    assert again.wait(SECONDS)
    assert len(again.index.documents) == 20


def test_what_ends_it_is_raised(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    update = BackgroundUpdate(
        tmp_path / "empty", tmp_path / "index", HashedTokensEmbedder(), DEFAULTS
    )
    with pytest.raises(NothingToIndexError):
        _ = update.index
    with lock(tmp_path / "other"):
        update = BackgroundUpdate(documents, tmp_path / "other", HashedTokensEmbedder(), DEFAULTS)
        with pytest.raises(IndexLockedError):
            _ = update.index


def test_what_was_read_stays_where_embedding_fails(documents: Path, tmp_path: Path) -> None:
    class Broken(HashedTokensEmbedder):
        def embed_passages_and_tokens(
            self, texts: Sequence[str]
        ) -> tuple[Vectors, list[TokenCodes]]:
            raise EmbedderError("it broke")

    update = BackgroundUpdate(documents, tmp_path / "index", Broken(), DEFAULTS)
    assert len(update.index.documents) >= 1
    with pytest.raises(EmbedderError, match="it broke"):
        update.wait(SECONDS)
    assert update.coverage is not None
