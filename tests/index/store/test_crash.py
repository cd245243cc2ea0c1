"""Whatever happens while an index is written, it opens with a complete state, and goes on from it.

Each change is made in a process of its own that ends itself, by SIGKILL, at the n-th call to the
operating system that writes, for every n; a write is cut in half first. Every byte is written by
calls of the module os (vectors as well: faiss only makes the bytes), which are counted here.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from index import damage, open_index, update_index
from index.errors import StoreError
from index.local_index import LocalIndex
from index.update import compact_index
from tests.fakes import HashedTokensEmbedder

pytestmark = [
    pytest.mark.forks,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes"),
]

EMBEDDER = HashedTokensEmbedder(dimension=16)
WRITING = ("open", "write", "fsync", "mkdir", "replace", "unlink", "rmdir", "ftruncate")
FILES = {
    "harbour.txt": "Harbour\n\nThe harbour has forty cameras. They were mounted in 2019.\n",
    "library.md": "# Library\n\nThe library lends telescopes. Books are lent for a month.\n",
    "svenska/hamn.txt": "Hamn\n\nHamnens kameror sattes upp 2019. De kostade en miljon kronor.\n",
}


class Kept:
    """A folder of documents and an index of it."""

    def __init__(self, folder: Path) -> None:
        self.documents = folder / "documents"
        self.index = folder / "index"

    def write(self, name: str, text: str) -> None:
        path = self.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def update(self) -> LocalIndex:
        return update_index(self.documents, self.index, EMBEDDER)[0]

    def copy(self, folder: Path) -> Kept:
        """The same in another folder, with the times of the files."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.documents.parent, folder, copy_function=os.link)
        return Kept(folder)


def add(kept: Kept) -> None:
    kept.write("new/quito.txt", "Quito\n\nCongestion fell in Quito.")


def edit(kept: Kept) -> None:
    (kept.documents / "harbour.txt").unlink()
    kept.write("harbour.txt", FILES["harbour.txt"] + "\nThe harbour master paid.\n")


def rename(kept: Kept) -> None:
    (kept.documents / "library.md").rename(kept.documents / "loans.md")


def remove(kept: Kept) -> None:
    (kept.documents / "svenska" / "hamn.txt").unlink()


def touch(kept: Kept) -> None:
    edit(kept)
    kept.write("harbour.txt", FILES["harbour.txt"])  # the text is the same, the file is not


def everything(kept: Kept) -> None:
    for change in (add, edit, rename, remove):
        change(kept)


CHANGES: list[Callable[[Kept], None]] = [add, edit, rename, remove, touch, everything]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """An index of a few files, of which one was deleted before, in two segments."""
    kept = Kept(tmp_path / "before")
    for number in range(9):
        kept.write(f"{number}.txt", f"Pier {number}\n\nPier {number} has {number + 3} cranes.\n")
    for name, text in FILES.items():
        kept.write(name, text)
    kept.update()
    kept.write("late.txt", "Late\n\nDivers came late.\n")
    (kept.documents / "8.txt").unlink()
    kept.update()
    return kept


def shown(index: LocalIndex) -> Any:
    """What an index answers from, comparable."""
    query = EMBEDDER.embed_query("harbour cameras")
    return (
        dict(index.documents),
        dict(index.passages),
        sorted(
            (
                sentence.document_id,
                sentence.start,
                *index.vectors_of([sentence])[0].tolist(),
                *index.tokens_of([sentence])[0].ravel().tolist(),
            )
            for sentence in index.sentences
        ),
        {
            code: (partition.vectors.search(query, 50), partition.words.search("camera 2019", 50))
            for code, partition in index.partitions.items()
        },
    )


def reads(arguments: tuple[Any, ...]) -> bool:
    """Whether os.open with these arguments changes nothing."""
    return not arguments[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)


class Faults:
    """Counts the calls that write, and does something at one of them."""

    def __init__(self, at: int, fault: Callable[[str, tuple[Any, ...]], None]) -> None:
        self._left = at
        self._fault = fault

    def install(self) -> None:
        for name in WRITING:
            setattr(os, name, self.counting(name, getattr(os, name)))

    def counting(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """`call`, counted, and struck where it is its turn."""

        def counted(*arguments: Any, **keywords: Any) -> Any:
            if not (name == "open" and reads(arguments)):
                self._left -= 1
                if self._left == 0:
                    self._fault(name, arguments)
            return call(*arguments, **keywords)

        return counted


_write = os.write


def kill(name: str, arguments: tuple[Any, ...]) -> None:
    """Die as in a power loss, half-way through where something is written."""
    if name == "write":
        descriptor, data = arguments
        _write(descriptor, bytes(data)[: len(data) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def run(work: Callable[[], object], faults: Faults) -> bool:
    """Do `work` with `faults` in another process; whether that came to its end."""
    child = os.fork()
    if child == 0:
        try:
            faults.install()
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0
    return True


def kill_at_points(
    kept: Kept, work: Callable[[Kept], object], after: Any, step: int
) -> Iterator[int]:
    """Each point at which `work` was killed; the index showed the old state or the new."""
    before = shown(open_index(kept.index, EMBEDDER.name)) if kept.index.exists() else None
    for point in count(1, step):
        copy = kept.copy(kept.documents.parent.parent / "copy")
        if run(lambda copy=copy: work(copy), Faults(point, kill)):  # type: ignore[misc]
            return
        if before is not None or (copy.index / "manifest.json").exists():
            assert shown(open_index(copy.index, EMBEDDER.name)) in (before, after)
            assert damage(copy.index) == []
        assert shown(copy.update()) == after
        assert damage(copy.index) == []
        yield point


def points_of(kept: Kept, work: Callable[[Kept], object], step: int) -> int:
    """At how many points `work` was killed, and everything was well."""
    reference = kept.copy(kept.documents.parent.parent / "reference")
    reference.update()
    after = shown(open_index(reference.index, EMBEDDER.name))
    return sum(1 for _ in kill_at_points(kept, work, after, step))


def check_points(
    kept: Kept, tmp_path: Path, changes: Sequence[Callable[[Kept], None]], step: int
) -> int:
    """Kill a first indexing, one after each change, and a compaction, at every point or, with a
    `step`, at some; at how many.
    """
    first = Kept(tmp_path / "first")
    for name, text in FILES.items():
        first.write(name, text)
    points = [points_of(first, Kept.update, step)]
    for change in changes:
        changed = kept.copy(tmp_path / "changed")
        change(changed)
        points.append(points_of(changed, Kept.update, step))
    points.append(points_of(kept, lambda copy: compact_index(copy.index, EMBEDDER.name), step))
    assert min(points) > 3
    return sum(points)


def test_a_process_killed_at_a_write_leaves_a_complete_index(kept: Kept, tmp_path: Path) -> None:
    assert check_points(kept, tmp_path, [everything], step=3) > 25


@pytest.mark.long
def test_a_process_killed_at_any_write_leaves_a_complete_index(kept: Kept, tmp_path: Path) -> None:
    assert check_points(kept, tmp_path, CHANGES, step=1) >= 200


def fail(name: str, arguments: tuple[Any, ...]) -> None:
    """Fail as the operating system does where the disk is full: after writing a part."""
    if name == "write":
        descriptor, data = arguments
        _write(descriptor, bytes(data)[: len(data) // 2])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("point", range(1, 40, 3))
def test_where_a_call_fails_the_old_state_stays_and_the_next_run_completes(
    kept: Kept, point: int
) -> None:
    before = shown(open_index(kept.index, EMBEDDER.name))
    everything(kept)
    with pytest.MonkeyPatch.context() as patch:
        faults = Faults(point, fail)
        for name in WRITING:
            patch.setattr(os, name, faults.counting(name, getattr(os, name)))
        with suppress(OSError, StoreError):
            kept.update()
    assert damage(kept.index) == []
    after = kept.copy(kept.documents.parent.parent / "copy").update()
    assert shown(open_index(kept.index, EMBEDDER.name)) in (before, shown(after))
    assert shown(kept.update()) == shown(after)
    assert damage(kept.index) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for 256 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_on_a_full_disk_what_was_committed_stays_and_the_next_run_completes(
    small_disk: Path, tmp_path: Path
) -> None:
    kept = Kept(tmp_path)
    kept.index = small_disk / "index"
    kept.write("harbour.txt", FILES["harbour.txt"])
    kept.update()
    for number in range(400):
        kept.write(f"{number}.txt", f"Pier {number}\n\n" + f"Pier {number} has cranes. " * 50)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        kept.update()
    held = open_index(kept.index, EMBEDDER.name).documents
    assert "harbour.txt" in held
    assert len(held) < 401
    assert damage(kept.index) == []
    for number in range(1, 400):
        (kept.documents / f"{number}.txt").unlink()
    assert set(kept.update().documents) == {"harbour.txt", "0.txt"}
    assert damage(kept.index) == []


def test_no_byte_of_any_file_can_change_unnoticed(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.write("a.txt", "Divers came.")
    kept.write("b.txt", "Dykare kom.")
    kept.update()
    files = [path for path in kept.index.rglob("*") if path.is_file() and path.name != "lock"]
    assert len(files) >= 6
    for path in files:
        whole = path.read_bytes()
        with path.open("r+b", buffering=0) as file:  # to write all anew takes several times as long
            for place in range(0, len(whole), 1 + len(whole) // 300):
                file.seek(place)
                file.write(bytes([whole[place] ^ 1 << place % 8]))
                with pytest.raises(StoreError):
                    shown(open_index(kept.index, EMBEDDER.name))
                file.seek(place)
                file.write(whole[place : place + 1])
    open_index(kept.index, EMBEDDER.name)
