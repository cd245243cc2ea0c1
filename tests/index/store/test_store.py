"""The store: what is saved comes back, what is broken is refused, what is there is kept."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.build import build_index, make_segment
from index.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMismatchError,
    IndexNotFoundError,
    StoreError,
)
from index.local_index import LocalIndex
from index.split.passages import SplitSettings
from index.store.commit import State, commit
from index.store.live_documents import SegmentView
from index.store.lock import lock
from index.store.manifest import FORMAT, MANIFEST, SourceStamp, encode_manifest, read_manifest
from index.store.merge_policy import NamedSegment
from index.store.store import damage, open_index, read_sources, salvage
from index.types import Document, Sentence
from tests.fakes import HashedTokensEmbedder, make_document, sample_documents

EMBEDDER = HashedTokensEmbedder()
SETTINGS = SplitSettings(max_tokens=40, overlap=2)
STAMP = SourceStamp("0" * 64, 12, 34, 56)


def save(folder: Path, documents: list[Document]) -> LocalIndex:
    """LocalIndex `documents` into `folder`, as an update does."""
    segment, indexing = make_segment(documents, EMBEDDER, SETTINGS)
    segments = [NamedSegment(None, SegmentView(segment))]
    stamps = {"harbour.md": STAMP}
    with lock(folder):
        state = State(EMBEDDER.name, EMBEDDER.dimension, SETTINGS, indexing, segments, stamps)
        commit(folder, state)
    return build_index(documents, EMBEDDER, SETTINGS)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with an index."""
    save(tmp_path / "index", sample_documents())
    return tmp_path / "index"


def data_file(folder: Path, pattern: str) -> Path:
    """A data file of the current state."""
    return next(folder.rglob(pattern))


def alter_byte(path: Path, place: float = 0.5) -> None:
    """Flip the bits of the byte at `place`, as a share of the file's length."""
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 0xFF
    path.write_bytes(data)


def change_manifest(folder: Path, **changes: Any) -> None:
    """Write other values into the manifest, with the checksum that belongs to them."""
    path = folder / MANIFEST
    path.write_bytes(encode_manifest(json.loads(path.read_text())["manifest"] | changes))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, but for the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def test_an_opened_index_is_the_one_that_was_saved(tmp_path: Path) -> None:
    paged = Document(
        "report.pdf", "Report", "Divers came.\fFish left.", "en", "Harbour News", "2019-11", (0, 13)
    )
    built = save(tmp_path, [*sample_documents(), paged])
    opened = open_index(tmp_path, EMBEDDER.name)
    assert opened.documents == built.documents
    assert opened.passages == built.passages
    assert tuple(opened.sentences) == tuple(built.sentences)
    assert opened.split == SETTINGS
    sentences = list(built.sentences)
    np.testing.assert_array_equal(opened.vectors_of(sentences), built.vectors_of(sentences))
    query = EMBEDDER.embed_query("cameras in the harbour")
    for language in built.languages:
        one, other = opened.partitions[language], built.partitions[language]
        assert one.vectors.search(query, 99) == other.vectors.search(query, 99)
        assert one.words.search("cameras kameror", 99) == other.words.search("cameras kameror", 99)


def test_the_manifest_says_what_the_index_is_made_of(saved: Path) -> None:
    manifest = read_manifest(saved)
    assert manifest.embedder == EMBEDDER.name
    assert manifest.dimension == EMBEDDER.dimension
    assert manifest.split == SETTINGS
    assert read_sources(saved, manifest) == {"harbour.md": STAMP}


@pytest.mark.parametrize("documents", [[], [make_document("© 2019 AFP\n\nLeave a Comment")]])
def test_an_index_without_passages_can_be_opened(tmp_path: Path, documents: list[Document]) -> None:
    save(tmp_path, documents)
    assert open_index(tmp_path, EMBEDDER.name).passages == {}


def test_a_change_replaces_the_old_state(saved: Path) -> None:
    save(saved, [make_document("Divers came.", "new.txt")])
    assert list(open_index(saved, EMBEDDER.name).documents) == ["new.txt"]
    assert len(list(saved.glob("segment-*"))) == 1


def test_an_index_that_is_open_stays_readable_while_it_is_replaced(saved: Path) -> None:
    opened = open_index(saved, EMBEDDER.name)
    sentences = list(opened.sentences)
    before = np.array(opened.vectors_of(sentences))
    save(saved, [make_document("Divers came.", "new.txt")])
    np.testing.assert_array_equal(opened.vectors_of(sentences), before)
    assert "forty cameras" in opened.documents["harbour.md"].text
    assert opened.partitions["sv"].words.search("kameror", 1) != []


def test_another_embedder_is_refused_by_name(saved: Path) -> None:
    with pytest.raises(IndexMismatchError, match=rf"{EMBEDDER.name}.*other/model.*citera index"):
        open_index(saved, "other/model")


def test_another_format_is_refused(saved: Path) -> None:
    change_manifest(saved, format=99)
    with pytest.raises(IndexMismatchError, match=r"99.*citera index"):
        open_index(saved, EMBEDDER.name)


def test_a_folder_without_an_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError, match=r"nowhere.*citera index"):
        open_index(tmp_path / "nowhere", EMBEDDER.name)


def test_a_file_in_place_of_the_folder_holds_no_index(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a folder")
    with pytest.raises(IndexNotFoundError, match=r"notes\.txt"):
        open_index(tmp_path / "notes.txt", EMBEDDER.name)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", f'{{"format": {FORMAT}}}', "\x80", '{"a": 1}', "[" * 100_000],
)
def test_a_broken_manifest_is_damage(saved: Path, text: str) -> None:
    (saved / MANIFEST).write_text(text, encoding="latin-1")
    with pytest.raises(IndexDamagedError, match=MANIFEST):
        open_index(saved, EMBEDDER.name)


def test_a_manifest_that_may_not_be_read_is_no_damage(saved: Path) -> None:
    (saved / MANIFEST).unlink()
    (saved / MANIFEST).mkdir()  # root may read every file
    with pytest.raises(
        StoreError, match=r"cannot be read \(Is a directory\); check its permissions"
    ):
        open_index(saved, EMBEDDER.name)


@pytest.mark.parametrize("name", ["../elsewhere", "..", ".", "", "a/../b", "/etc", None, 7])
@pytest.mark.parametrize("field", ["segment", "words", "sources", "file"])
def test_a_name_outside_of_the_folder_is_refused(saved: Path, name: Any, field: str) -> None:
    changes: dict[str, Any] = {field: name}
    if field == "segment":
        changes = {"segments": [{"name": name, "deleted": []}]}
    elif field == "file":
        changes = {"files": {str(name): {"size": 0, "sha256": ""}}}
    change_manifest(saved, **changes)
    with pytest.raises(IndexDamagedError, match=MANIFEST):
        read_manifest(saved)


FILES = ["tables", "texts", "sentences", "signs", "sv.faiss", "words-*", "sources-*"]


@pytest.mark.parametrize("pattern", FILES)
def test_a_missing_file_is_named(saved: Path, pattern: str) -> None:
    path = data_file(saved, pattern)
    path.unlink()
    with pytest.raises(IndexDamagedError, match=path.name):
        open_index(saved, EMBEDDER.name)
    (fault,) = damage(saved)
    assert path.name in fault
    assert "missing" in fault


@pytest.mark.parametrize("pattern", FILES)
def test_a_truncated_file_is_named(saved: Path, pattern: str) -> None:
    path = data_file(saved, pattern)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamagedError, match=path.name):
        open_index(saved, EMBEDDER.name)


@pytest.mark.parametrize("pattern", FILES)
def test_an_altered_byte_is_found(saved: Path, pattern: str) -> None:
    path = data_file(saved, pattern)
    alter_byte(path)
    (fault,) = damage(saved)
    assert path.name in fault
    assert "altered" in fault


@pytest.mark.parametrize(
    ("pattern", "place"),
    [
        ("tables", 0.1),
        ("tables", 0.9),
        ("sv.faiss", 0.1),
        ("words-*", 0.5),
    ],
)
def test_an_altered_byte_is_found_on_opening(saved: Path, pattern: str, place: float) -> None:
    alter_byte(data_file(saved, pattern), place)
    with pytest.raises(IndexDamagedError):
        open_index(saved, EMBEDDER.name)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("texts", lambda index, sentences: index.text_of(*sentences)),
        ("sentences", LocalIndex.vectors_of),
        ("signs", LocalIndex.tokens_of),
    ],
)
def test_an_altered_byte_of_what_is_read_by_rows_is_found_when_it_is_read(
    saved: Path, name: str, read: Callable[[LocalIndex, list[Sentence]], object]
) -> None:
    alter_byte(data_file(saved, name))
    index = open_index(saved, EMBEDDER.name)
    first = next(iter(index.sentences))
    with pytest.raises(IndexDamagedError, match=rf"{name} was altered"):
        read(index, [first])


def test_of_a_segment_that_a_manifest_names_no_files_of_nothing_is_intact(saved: Path) -> None:
    manifest = read_manifest(saved)
    (segment,) = manifest.segments
    kept = {name: file for name, file in manifest.files.items() if segment.name not in name}
    change_manifest(saved, files={name: asdict(file) for name, file in kept.items()})
    shutil.rmtree(saved / segment.name)
    with pytest.raises(IndexDamagedError, match="cannot be read"):
        open_index(saved, EMBEDDER.name)
    intact = salvage(saved, EMBEDDER.name)
    assert (intact.segments, intact.others) == ([], [])


def test_a_sound_index_has_no_damage(saved: Path) -> None:
    assert damage(saved) == []


@pytest.mark.parametrize(
    "name", ["notes.txt", "segment-plans/notes.txt", "src/notes.txt", ".git/config"]
)
def test_a_folder_of_the_users_own_is_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    before = contents(tmp_path)
    with pytest.raises(StoreError, match="not empty"):
        save(tmp_path, sample_documents())
    assert contents(tmp_path) == before


def test_a_manifest_of_another_program_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"name": "My web app", "icons": []}')
    (tmp_path / "index.html").write_text("<p>My web app</p>")
    before = contents(tmp_path)
    with pytest.raises(StoreError, match="not empty"):
        save(tmp_path, sample_documents())
    assert contents(tmp_path) == before


def test_a_second_writer_is_locked_out(saved: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from index.store.lock import lock\n"
        "with lock(Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(saved)]
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"locked\n"
        who = rf"number {writer.pid} on '{re.escape(socket.gethostname())}', since 20\d\d-"
        with pytest.raises(IndexLockedError, match=who), lock(saved):
            pass
        open_index(saved, EMBEDDER.name)  # readers need no lock
        writer.kill()  # as the system does where memory runs out: nothing is tidied up
        writer.wait()
    with lock(saved):
        pass


def fail_half_way(folder: Path) -> None:
    """Start to write another state, and never commit it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.store.commit.encode_sources", lambda sources: 1 / 0)
        save(folder, [make_document("Divers came.", "new.txt")])


def test_a_write_that_fails_leaves_the_old_state(saved: Path) -> None:
    before = contents(saved)
    with pytest.raises(ZeroDivisionError):
        fail_half_way(saved)
    assert contents(saved) == before


def test_what_a_killed_writer_left_is_swept_away(saved: Path) -> None:
    (saved / "generation-5").mkdir()
    (saved / "segment-7").mkdir()
    (saved / "words-7").touch()
    (saved / f"{MANIFEST}.new").write_text("{")
    assert len(open_index(saved, EMBEDDER.name).documents) == 3
    save(saved, [make_document("Divers came.", "new.txt")])
    names = sorted(path.name for path in saved.iterdir())
    assert names == ["lock", MANIFEST, "segment-8", "sources-8", "words-8"]


def test_a_first_write_that_was_killed_does_not_block_the_folder(tmp_path: Path) -> None:
    (tmp_path / "segment-1").mkdir()
    (tmp_path / "lock").touch()
    (tmp_path / f"{MANIFEST}.new").write_text("{")
    save(tmp_path, sample_documents())
    assert damage(tmp_path) == []


def test_the_manifest_is_replaced_in_one_step(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(source: Path, target: Path) -> None:
        written = json.loads(source.read_text())["manifest"]
        assert all((saved / name).exists() for name in written["files"])
        raise OSError("killed before the rename")

    monkeypatch.setattr("index.store.manifest.os.replace", crash)
    with pytest.raises(OSError, match="killed"):
        save(saved, [make_document("Divers came.", "new.txt")])
    assert len(open_index(saved, EMBEDDER.name).documents) == 3


def test_a_state_replaced_while_opening_is_opened_instead(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = [make_document("Divers came.", "new.txt")]

    def replaced_meanwhile(folder: Path) -> Any:
        manifest = read_manifest(folder)
        if changes:
            save(folder, [changes.pop()])
        return manifest

    monkeypatch.setattr("index.store.store.read_manifest", replaced_meanwhile)
    assert list(open_index(saved, EMBEDDER.name).documents) == ["new.txt"]


def test_an_index_may_be_moved(saved: Path, tmp_path: Path) -> None:
    saved.rename(tmp_path / "moved")
    assert len(open_index(tmp_path / "moved", EMBEDDER.name).documents) == 3
