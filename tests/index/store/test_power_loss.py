"""Whatever a power loss leaves of what a writer did, the index opens complete, and goes on from it.

A killed process (tests/index/store/test_crash.py) loses nothing that it wrote: the system has it. A
power loss does. Here every call of a writer that changes the file system goes to a model of the
disk as well, and before each one the model tells what a power loss may leave, as in Pillai et al.
2014, "All File Systems Are Not Created Equal", and Mohan et al. 2018, "Finding Crash-Consistency
Bugs with Bounded Black-Box Crash Testing": what was written to a file and not forced to the disk is
lost, zeros, cut in half, or there; of the changes in a folder that was not forced to the disk
since, any may have happened and any not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import chain, product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from index import damage, open_index
from index.errors import IndexDamagedError, IndexNotFoundError
from index.update import compact_index
from tests.index.store.test_crash import (
    CHANGES,
    EMBEDDER,
    FILES,
    WRITING,
    Kept,
    everything,
    kept,
    reads,
    shown,
)

__all__ = ["kept"]  # a fixture

pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders cannot be forced to the disk")

BY_CHANCE = 8  # choices of what has happened in folders, for each state of the disk


@dataclass(eq=False)
class File:
    """A file: what of it is on the disk for certain, and what was written."""

    forced: bytes = b""
    data: bytes = b""

    def force(self) -> None:
        self.forced = self.data


@dataclass(eq=False)
class Change:
    """What becomes of some names in a folder, None where they go; all of it happens, or nothing."""

    entries: dict[str, File | Folder | None]


@dataclass(eq=False)
class Folder:
    """A folder: its entries on the disk for certain, and their changes since, in order."""

    forced: dict[str, File | Folder | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def force(self) -> None:
        self.forced, self.changes = dict(self.entries(self.changes)), []

    def entries(self, happened: Collection[Change]) -> dict[str, File | Folder]:
        """The entries where of the changes just those have happened."""
        found = dict(self.forced)
        for change in self.changes:
            if change in happened:
                found |= change.entries
        return {name: entry for name, entry in found.items() if entry is not None}

    def all_changes(self) -> list[Change]:
        """Its changes, and those in every folder that is or was in it."""
        entries = chain(self.forced.values(), *(each.entries.values() for each in self.changes))
        folders = dict.fromkeys(each for each in entries if isinstance(each, Folder))
        return [*self.changes, *(change for each in folders for change in each.all_changes())]


def read_folder(path: Path) -> Folder:
    """What is there, all of it on the disk for certain."""
    found = Folder()
    for entry in path.iterdir():
        data = b"" if entry.is_dir() else entry.read_bytes()
        found.forced[entry.name] = read_folder(entry) if entry.is_dir() else File(data, data)
    return found


Contents = Mapping[str, bytes | None]
"""What is in a folder: the bytes of each file by its path below it, None for a folder."""

LOSSES: list[Callable[[File], bytes]] = [
    lambda file: file.forced,
    lambda file: bytes(len(file.data)),
    lambda file: file.data[: len(file.data) // 2],
    lambda file: file.data,
]


def left(
    folder: Folder, happened: Collection[Change], loss: Callable[[File], bytes]
) -> Iterator[tuple[str, bytes | None]]:
    """What is left where of the changes in folders just those have happened."""
    for name, entry in folder.entries(happened).items():
        if isinstance(entry, File):
            yield name, entry.data if entry.data == entry.forced else loss(entry)
        else:
            yield name, None
            for below, data in left(entry, happened, loss):
                yield f"{name}/{below}", data


def all_left(disk: Folder, thorough: bool) -> Iterator[Contents]:
    """What a power loss may leave: of the changes in folders, none have happened or all; and, if
    `thorough`, all but one, one alone, and some by chance; with each loss of what was written.
    """
    changes = disk.all_changes()
    choices: list[Collection[Change]] = [[], changes]
    if thorough:
        chance = Random(len(changes))
        choices += [[each] for each in changes]
        choices += [[other for other in changes if other is not each] for each in changes]
        choices += [[each for each in changes if chance.random() < 0.5] for _ in range(BY_CHANCE)]
    for happened, loss in product(choices, LOSSES):
        yield dict(left(disk, happened, loss))


class Recorder:
    """Does to a model of the disk what is done to a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._disk = read_folder(root)
        self._before: list[Folder] = []
        self._open: dict[int, Any] = {}  # files and folders, by descriptor

    def record(self, work: Callable[[], object]) -> list[Folder]:
        """What the disk was before each call of `work` that writes, and after the last."""
        with pytest.MonkeyPatch.context() as patch:
            for name in WRITING:
                patch.setattr(os, name, self._recording(name, getattr(os, name)))
            work()
        assert dict(left(self._disk, self._disk.all_changes(), LOSSES[-1])) == dict(
            left(read_folder(self._root), [], LOSSES[-1])
        )
        return [*self._before, self._disk]

    def _recording(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def recorded(*arguments: Any, **keywords: Any) -> Any:
            if not (name == "open" and reads(arguments)):
                self._before.append(deepcopy(self._disk))
            result = call(*arguments, **keywords)
            getattr(self, f"{name}_done")(result, *arguments, **keywords)
            return result

        return recorded

    def _find(self, path: Path | str, dir_fd: int | None = None) -> Any:
        """The file or folder at `path`, None where there is none."""
        found = self._disk if dir_fd is None else self._open[dir_fd]
        for name in Path(path).relative_to(self._root if dir_fd is None else "").parts:
            found = found.entries(found.changes).get(name)
        return found

    def _enter(
        self, path: Path | str, entry: File | Folder | None, dir_fd: int | None = None
    ) -> None:
        """Make `entry` what is at `path`."""
        folder = self._find(Path(path).parent, dir_fd)
        folder.changes.append(Change({Path(path).name: entry}))

    def open_done(
        self, descriptor: int, path: str, flags: int, mode: int = 0, dir_fd: int | None = None
    ) -> None:
        entry = self._find(path, dir_fd)
        if entry is None:
            entry = File()
            self._enter(path, entry, dir_fd)
        elif flags & os.O_TRUNC:
            entry.data = b""
        self._open[descriptor] = entry

    def write_done(self, written: int, descriptor: int, data: bytes) -> None:
        self._open[descriptor].data += bytes(data[:written])

    def ftruncate_done(self, _: None, descriptor: int, length: int) -> None:
        file = self._open[descriptor]
        file.data = file.data[:length]

    def fsync_done(self, _: None, descriptor: int) -> None:
        self._open[descriptor].force()

    def mkdir_done(self, _: None, path: Path, mode: int = 0) -> None:
        self._enter(path, Folder())

    def replace_done(self, _: None, source: Path, target: Path) -> None:
        assert source.parent == target.parent
        entries = {source.name: None, target.name: self._find(source)}
        self._find(source.parent).changes.append(Change(entries))

    def unlink_done(self, _: None, path: Path | str, dir_fd: int | None = None) -> None:
        self._enter(path, None, dir_fd)

    rmdir_done = unlink_done


def record(kept: Kept, work: Callable[[Kept], object], folder: Path) -> list[Folder]:
    """What the disk was before each call that writes, and after the last, where `work` is done on
    an index at a place that is made for it.
    """
    folder.mkdir()
    copy = at(kept, folder)
    if kept.index.exists():
        shutil.copytree(kept.index, copy.index)
    return Recorder(folder).record(lambda: work(copy))


def at(kept: Kept, folder: Path) -> Kept:
    """The same documents, and an index below `folder`."""
    other = Kept(kept.documents.parent)
    other.index = folder / "cache" / "index"
    return other


def check_left(kept: Kept, contents: Contents, allowed: Sequence[Any], after: Any) -> None:
    """In a folder of such contents, the index opens as it is `allowed` to, and can be completed."""
    with TemporaryDirectory() as folder:
        write_folder(Path(folder), contents)
        copy = at(kept, Path(folder))
        assert what_opens(copy.index) in allowed
        assert shown(copy.update()) == after
        assert damage(copy.index) == []


def what_opens(folder: Path) -> Any:
    """What the index there answers from, every byte of it intact; None where there is none."""
    try:
        found = shown(open_index(folder, EMBEDDER.name))
    except IndexNotFoundError:
        return None
    assert damage(folder) == []
    return found


def write_folder(folder: Path, contents: Contents) -> None:
    for name, data in contents.items():
        if data is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(data)


def check_losses(kept: Kept, disks: Sequence[Folder], thorough: bool) -> int:
    """Check whatever a power loss may leave of these states of the disk, of every third one unless
    `thorough`; how many it were. After the last call, the change has to be there for certain.
    """
    before = what_opens(kept.index)
    after = shown(kept.copy(kept.documents.parent.parent / "reference").update())
    checked = set()
    for disk in disks[:: -1 if thorough else -3]:
        allowed = [after] if disk is disks[-1] else [before, after]
        for contents in all_left(disk, thorough):
            key = (len(allowed), frozenset(contents.items()))
            if key not in checked:
                checked.add(key)
                check_left(kept, contents, allowed, after)
    return len(checked)


def compacted(kept: Kept) -> None:
    compact_index(kept.index, EMBEDDER.name)


@pytest.fixture
def first(tmp_path: Path) -> Kept:
    """Documents that were never indexed."""
    first = Kept(tmp_path / "first")
    for name, text in FILES.items():
        first.write(name, text)
    return first


def test_a_power_loss_leaves_a_complete_index(kept: Kept, first: Kept, tmp_path: Path) -> None:
    assert check_losses(first, record(first, Kept.update, tmp_path / "one"), thorough=False) > 20
    everything(kept)
    assert check_losses(kept, record(kept, Kept.update, tmp_path / "two"), thorough=False) > 20


@pytest.mark.long
def test_whatever_a_power_loss_leaves_of_a_first_indexing_it_can_be_completed(
    first: Kept, tmp_path: Path
) -> None:
    assert check_losses(first, record(first, Kept.update, tmp_path / "disk"), thorough=True) > 200


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_power_loss_leaves_of_an_update_is_a_complete_index(
    kept: Kept, tmp_path: Path, change: Callable[[Kept], None]
) -> None:
    change(kept)
    assert check_losses(kept, record(kept, Kept.update, tmp_path / "disk"), thorough=True) > 30


@pytest.mark.long
def test_whatever_a_power_loss_leaves_of_a_compaction_is_a_complete_index(
    kept: Kept, tmp_path: Path
) -> None:
    assert check_losses(kept, record(kept, compacted, tmp_path / "disk"), thorough=True) > 200


@pytest.mark.parametrize("forgotten", [File, Folder])
def test_what_is_not_forced_to_the_disk_would_be_found(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: type[File | Folder]
) -> None:
    monkeypatch.setattr(forgotten, "force", lambda self: None)
    everything(kept)
    disks = record(kept, Kept.update, tmp_path / "disk")
    with pytest.raises((AssertionError, IndexDamagedError)):
        check_losses(kept, disks, thorough=False)
