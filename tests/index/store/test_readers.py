"""Many readers, one writer: each reader shows one state, and picks up the next when told."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count, takewhile
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from index import StoredIndex, compact_index, update_index
from qa import Assistant, Settings
from tests.fakes import HashedWordsEmbedder

EMBEDDER = HashedWordsEmbedder(dimension=64)
ANY = Settings(least_confidence=0)
READERS, PROCESSES = 8, 2
QUESTIONS = [f"How many cameras has harbour {number}?" for number in range(12)]


def write(documents: Path, number: int, cameras: int) -> None:
    """A document that says of itself which it is."""
    documents.mkdir(exist_ok=True)
    text = f"Harbour {number}\n\nHarbour {number} has {cameras} cameras. They are old.\n"
    (documents / f"{number}.txt").write_text(text)


def update(folder: Path) -> None:
    """Bring the index in step with its documents."""
    update_index(folder / "documents", folder / "index", EMBEDDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve documents and their index."""
    for number in range(12):
        write(tmp_path / "documents", number, number + 20)
    update(tmp_path)
    return tmp_path


def reader(folder: Path, refresh_every: float | None = None) -> Assistant:
    return Assistant.open(
        folder / "index", embedder=EMBEDDER, settings=ANY, refresh_every=refresh_every
    )


def cameras(assistant: Assistant, number: int) -> str:
    """What the assistant says of a harbour."""
    return assistant.ask(QUESTIONS[number]).citations[0].quote


def test_a_reader_shows_its_state_until_it_is_told_to_refresh(folder: Path) -> None:
    assistant = reader(folder)
    assert assistant.refresh() is False
    write(folder / "documents", 3, 99)
    update(folder)
    assert cameras(assistant, 3) == "Harbour 3 has 23 cameras."
    assert assistant.refresh() is True
    assert cameras(assistant, 3) == "Harbour 3 has 99 cameras."
    assert assistant.refresh() is False


def test_looking_for_a_newer_state_reads_nothing_where_there_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = reader(folder)
    monkeypatch.setattr("index.store.store.read_manifest", lambda folder: pytest.fail("read again"))
    assert assistant.refresh() is False


def test_of_a_newer_state_only_what_is_new_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = reader(folder)
    write(folder / "documents", 99, 1)
    update(folder)
    read: list[str] = []
    monkeypatch.setattr(
        "index.store.manifest._fault", lambda path, expected: read.append(path.parent.name)
    )
    assert assistant.refresh() is True
    assert "segment-1" not in read
    assert "segment-2" in read


def test_a_file_that_was_only_touched_makes_no_newer_state(folder: Path) -> None:
    assistant = reader(folder)
    os.utime(folder / "documents" / "3.txt", (1, 1))
    update(folder)
    assert assistant.refresh() is False


def test_an_index_made_anew_in_the_same_folder_is_a_newer_state(folder: Path) -> None:
    assistant = reader(folder)
    shutil.rmtree(folder / "index")
    write(folder / "documents", 3, 77)
    update(folder)
    assert assistant.refresh() is True
    assert cameras(assistant, 3) == "Harbour 3 has 77 cameras."


@pytest.mark.parametrize(("every", "found"), [(0.0, 99), (3600.0, 23), (None, 23)])
def test_a_reader_refreshes_itself_at_the_interval_set(
    folder: Path, every: float | None, found: int
) -> None:
    assistant = reader(folder, every)
    write(folder / "documents", 3, 99)
    update(folder)
    assert cameras(assistant, 3) == f"Harbour 3 has {found} cameras."


def test_a_snapshot_survives_deletion_and_compaction(folder: Path) -> None:
    assistant = reader(folder)
    for number in range(11):
        (folder / "documents" / f"{number}.txt").unlink()
    update(folder)
    compact_index(folder / "index", EMBEDDER.name)
    assert [cameras(assistant, number) for number in range(11)] == [
        f"Harbour {number} has {number + 20} cameras." for number in range(11)
    ]
    assert assistant.refresh() is True
    hits = assistant.search(QUESTIONS[3])
    assert {hit.passage.document_id for hit in hits} == {"11.txt"}


def test_a_deleted_document_is_found_in_neither_leg_and_compaction_gives_its_space_back(
    folder: Path,
) -> None:
    size = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
    for number in (3, 4):  # too few for the index to be made compact by itself
        (folder / "documents" / f"{number}.txt").unlink()
    update(folder)
    index = reader(folder)._index
    assert isinstance(index, StoredIndex)
    partition = index.partitions["en"]
    for number in (3, 4):
        ids = [
            *partition.vectors.search(EMBEDDER.embed_query(f"Harbour {number}"), 99),
            *partition.words.search(f"Harbour {number}", 99),
        ]
        assert f"{number}.txt" not in {index.passages[each].document_id for each, _ in ids}
        assert partition.words.search(f"harbour {number}", 99) != []
        unknown = partition.words.rarities(["absent"])["absent"]
        assert partition.words.rarities([str(number)]) == {str(number): unknown}
    compact_index(folder / "index", EMBEDDER.name)
    after = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
    assert after < size


def ask_until(folder: Path, end: Event, seed: int) -> None:
    """Ask and refresh, and check every citation, until all is written."""
    chance = random.Random(seed)
    assistant = reader(folder, refresh_every=0.05 if seed % 2 else None)
    while not end.is_set():
        if chance.random() < 0.2:
            assistant.refresh()
        answer = assistant.ask(chance.choice(QUESTIONS))
        for citation in answer.citations:
            said = re.fullmatch(r"Harbour (\d+) has \d+ cameras\.|They are old\.", citation.quote)
            assert said is not None, citation
            assert said[1] in (None, citation.document_id.removesuffix(".txt")), citation


def ask_in_threads(folder: Path, end: Event, seed: int) -> None:
    """Readers in threads of one process; the process fails where one of them does."""
    failures: list[BaseException] = []

    def guarded(own_seed: int) -> None:
        try:
            ask_until(folder, end, own_seed)
        except BaseException as error:
            failures.append(error)

    each = READERS // PROCESSES
    threads = [
        threading.Thread(target=guarded, args=(seed * each + number,)) for number in range(each)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def for_seconds(seconds: float) -> Iterator[int]:
    """Numbers from 0, until so much time is over."""
    end = time.monotonic() + seconds
    return takewhile(lambda _: time.monotonic() < end, count())


def stress(folder: Path, states: Iterable[int]) -> tuple[int, list[int | None]]:
    """Eight readers, and one writer of these states: how many it wrote, the readers' exit codes,
    which are not 0 where one met an exception or a wrong citation.
    """
    fork = multiprocessing.get_context("fork")
    end = fork.Event()
    readers = [
        fork.Process(target=ask_in_threads, args=(folder, end, seed)) for seed in range(PROCESSES)
    ]
    for process in readers:
        process.start()
    chance = random.Random(0)
    changes: list[Callable[[int], None]] = [
        lambda number: write(folder / "documents", number, chance.randrange(100)),
        lambda number: (folder / "documents" / f"{number}.txt").unlink(missing_ok=True),
    ]
    written = 0
    try:
        for state in states:
            chance.choices(changes, [3, 1])[0](chance.randrange(12))
            write(folder / "documents", 12, state)  # there is always one, and always a change
            update(folder)
            if chance.random() < 0.2:
                compact_index(folder / "index", EMBEDDER.name)
            written += 1
    finally:
        end.set()
    for process in readers:
        process.join()
    return written, [process.exitcode for process in readers]


needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="forks processes")


@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_eight_readers_cite_rightly_while_one_writes(folder: Path) -> None:
    assert stress(folder, range(12)) == (12, [0] * PROCESSES)


@needs_fork
@pytest.mark.long
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_eight_readers_cite_rightly_while_one_writes_for_a_minute(folder: Path) -> None:
    written, exit_codes = stress(folder, for_seconds(60))
    assert exit_codes == [0] * PROCESSES
    assert written > 60
