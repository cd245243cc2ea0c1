"""Keeping an index in step with its files: only what changed costs work, and nothing is lost."""

from __future__ import annotations

import codecs
import os
import random
import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import (
    Document,
    Update,
    damage,
    index_documents,
    open_index,
    update_index,
)
from index.errors import IndexLockedError, NothingToIndexError, StoreError
from index.load import LoadSettings, SourceFile, load_file, process
from index.local_index import LocalIndex
from index.settings import DEFAULTS, IndexSettings
from index.split.passages import SplitSettings
from index.store.lock import lock
from index.types import Passage
from qa import Assistant
from qa.cli.main import main
from tests.fakes import HashedWordsEmbedder

NAME = HashedWordsEmbedder().name
FILES = {
    "harbour.txt": "Harbour\n\nThe harbour has forty cameras. They were mounted in 2019.\n",
    "library.md": "# Library\n\nThe library lends telescopes. Books are lent for a month.\n",
    "svenska/hamn.txt": "Hamn\n\nHamnens kameror sattes upp 2019. De kostade en miljon kronor.\n",
}
NOBODY = 65534


class Kept:
    """A folder of documents with its index, and what each update of it read and embedded."""

    def __init__(self, folder: Path) -> None:
        self.documents = folder / "documents"
        self.index = folder / "index"
        self.loaded: list[str] = []
        self.digested = 0
        self.embedded: list[str] = []
        self.write(FILES)

    def write(self, files: Mapping[str, str]) -> None:
        """Write each text to the file of that name."""
        for name, text in files.items():
            path = self.documents / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def update(
        self,
        settings: IndexSettings = DEFAULTS,
        embedder: HashedWordsEmbedder | None = None,
    ) -> tuple[LocalIndex, Update]:
        """Bring the index up to date, noting the work that this takes."""
        self.loaded, self.digested = [], 0
        embedder = embedder or HashedWordsEmbedder()
        try:
            return update_index(self.documents, self.index, embedder, settings)
        finally:
            self.embedded = embedder.embedded

    def work(self) -> tuple[list[str], int, list[str]]:
        """Files loaded, how many were hashed, texts embedded in the last update."""
        return self.loaded, self.digested, self.embedded


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """An index that is up to date, watched."""
    kept = Kept(tmp_path)

    def watched_load(source: SourceFile, *parse: Any) -> Document:
        kept.loaded.append(source.id)
        return load_file(source, *parse)

    def watched_digest(file: Any, name: str) -> Any:
        kept.digested += 1
        return file_digest(file, name)

    monkeypatch.setattr("index.changes.load_file", watched_load)
    monkeypatch.setattr("index.changes.file_digest", watched_digest)
    kept.update()
    return kept


def contents(index: LocalIndex, dimension: int = 256) -> Any:
    """Everything that an index holds, comparable, whatever its segments."""
    query = HashedWordsEmbedder(dimension=dimension).embed_query("harbour cameras")
    return (
        index.split,
        dict(index.documents),
        dict(index.passages),
        {number: _sentences_of(index, passage) for number, passage in index.passages.items()},
        sorted((each.document_id, each.start, each.end) for each in index.sentences),
        {
            code: (
                partition.vectors.vectors_of(_ids_of(index, code)).tolist(),
                partition.vectors.search(query, 100),
                partition.words.search("harbour cameras kameror 2019", 100),
                partition.words.variants("hamnkameror harbuor"),
            )
            for code, partition in index.partitions.items()
        },
    )


def _sentences_of(index: LocalIndex, passage: Passage) -> Any:
    sentences = index.sentences_of(passage)
    places = [(each.document_id, each.start, each.end) for each in sentences]
    return places, index.vectors_of(sentences).tolist()


def _ids_of(index: LocalIndex, language: str) -> list[int]:
    return sorted(each.id for each in index.passages.values() if each.language == language)


def check_equals_a_new_index(kept: Kept) -> None:
    """What is kept, what was saved and what a new index holds are one and the same."""
    fresh, _ = index_documents(kept.documents, HashedWordsEmbedder())
    assert contents(open_index(kept.index, NAME)) == contents(fresh)
    assert damage(kept.index) == []


def test_the_first_update_reads_and_embeds_everything(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    _, update = kept.update()
    assert update == Update(tuple(sorted(FILES)), (), (), ())
    for sentence in ("The harbour has forty cameras.", "De kostade en miljon kronor."):
        assert sentence in kept.embedded
    check_equals_a_new_index(kept)


def test_files_as_they_were_are_not_opened_and_nothing_is_written(kept: Kept) -> None:
    before = {path: path.stat().st_mtime_ns for path in kept.index.rglob("*") if path.is_file()}
    _, update = kept.update()
    assert update == Update((), (), (), ())
    assert kept.work() == ([], 0, [])
    after = {path: path.stat().st_mtime_ns for path in kept.index.rglob("*") if path.is_file()}
    assert {path: time for path, time in after.items() if path.name != "lock"} == {
        path: time for path, time in before.items() if path.name != "lock"
    }


def test_a_file_that_was_only_touched_is_neither_loaded_nor_embedded(kept: Kept) -> None:
    os.utime(kept.documents / "harbour.txt", (1, 1))
    _, update = kept.update()
    assert update == Update((), (), (), ())
    assert kept.work() == ([], 1, [])


def test_a_file_that_could_not_be_read_is_tried_again_when_it_or_its_limits_change(
    kept: Kept,
) -> None:
    bad = kept.documents / "bad.html"
    bad.write_bytes(bytes(100))
    _, first = kept.update()
    assert [each.path for each in first.skipped] == ["bad.html"]
    assert kept.loaded == ["bad.html"]
    assert kept.update()[1] == first
    assert kept.work() == ([], 0, [])
    kept.update(IndexSettings(load=LoadSettings(parse_seconds=90)))
    assert kept.loaded == ["bad.html"]
    kept.update(IndexSettings(load=LoadSettings(parse_seconds=90)))
    assert kept.loaded == []
    bad.write_text("<p>Mended.")
    _, mended = kept.update()
    assert (mended.added, mended.skipped) == (("bad.html",), ())
    check_equals_a_new_index(kept)


def test_files_that_are_excluded_leave_the_index(kept: Kept) -> None:
    _, update = kept.update(IndexSettings(load=LoadSettings(exclude=("svenska",))))
    assert update == Update((), (), ("svenska/hamn.txt",), ())
    _, update = kept.update(IndexSettings(load=LoadSettings(exclude=("svenska",))))
    assert update == Update((), (), (), ())
    assert kept.work() == ([], 0, [])


def test_of_an_edited_file_only_the_new_texts_are_embedded(kept: Kept) -> None:
    kept.write({"harbour.txt": FILES["harbour.txt"] + "\nThe harbour master paid.\n"})
    _, update = kept.update()
    assert update == Update((), ("harbour.txt",), (), ())
    assert kept.loaded == ["harbour.txt"]
    assert "The harbour master paid." in kept.embedded
    assert "They were mounted in 2019." not in kept.embedded
    assert not any("Library" in text or "kronor" in text for text in kept.embedded)
    check_equals_a_new_index(kept)


def test_an_edit_that_keeps_size_and_time_is_seen(kept: Kept) -> None:
    path = kept.documents / "harbour.txt"
    status = path.stat()
    path.write_text(FILES["harbour.txt"].replace("forty", "fifty"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert kept.update()[1].changed == ("harbour.txt",)
    check_equals_a_new_index(kept)


def test_an_added_file_alone_is_loaded_and_embedded(kept: Kept) -> None:
    kept.write({"new/quito.txt": "Quito\n\nCongestion fell in Quito."})
    _, update = kept.update()
    assert update == Update(("new/quito.txt",), (), (), ())
    assert kept.loaded == ["new/quito.txt"]
    assert all("Quito" in text for text in kept.embedded)
    check_equals_a_new_index(kept)


def test_a_removed_file_is_gone_at_no_cost(kept: Kept) -> None:
    (kept.documents / "svenska" / "hamn.txt").unlink()
    found, update = kept.update()
    assert update == Update((), (), ("svenska/hamn.txt",), ())
    assert kept.work() == ([], 0, [])
    assert found.languages == ("en",)
    check_equals_a_new_index(kept)


def test_a_renamed_file_goes_and_comes_and_is_not_embedded_again(kept: Kept) -> None:
    (kept.documents / "harbour.txt").rename(kept.documents / "port.txt")
    _, update = kept.update()
    assert update == Update(("port.txt",), (), ("harbour.txt",), ())
    assert kept.loaded == ["port.txt"]
    assert kept.embedded == []
    check_equals_a_new_index(kept)


def test_a_copied_file_is_not_embedded_again(kept: Kept) -> None:
    kept.write({"copies/harbour.txt": FILES["harbour.txt"]})
    assert kept.update()[1].added == ("copies/harbour.txt",)
    assert kept.embedded == []
    check_equals_a_new_index(kept)


def test_a_file_that_breaks_is_left_out_and_comes_back_when_mended(kept: Kept) -> None:
    kept.write({"harbour.txt": ""})
    _, update = kept.update()
    assert update.removed == ("harbour.txt",)
    assert [each.path for each in update.skipped] == ["harbour.txt"]
    assert kept.update()[1].skipped == update.skipped
    kept.write({"harbour.txt": FILES["harbour.txt"]})
    assert kept.update()[1] == Update(("harbour.txt",), (), (), ())
    check_equals_a_new_index(kept)


edits = st.lists(
    st.tuples(
        st.sampled_from(["a.txt", "b.md", "c/d.txt"]),
        st.sampled_from(
            [None, "", "Same.", *FILES.values(), "© 2020", "The harbour has forty cameras. Same."]
        ),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=8)
@given(st.lists(edits, min_size=1, max_size=4))
def test_after_any_edits_the_index_equals_a_new_one(rounds: list[list[tuple[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = Kept(Path(folder))
        for changes in rounds:
            kept.write({name: text for name, text in changes if text is not None})
            for name, text in changes:
                if text is None:
                    (kept.documents / name).unlink(missing_ok=True)
            kept.update()
        check_equals_a_new_index(kept)


def test_an_index_among_its_own_documents_is_neither_indexed_nor_reported(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.index = kept.documents / "my.index"
    for _ in range(3):
        found, update = kept.update()
        assert sorted(found.documents) == sorted(FILES)
        assert update.skipped == ()


def empty(kept: Kept) -> None:
    for name in FILES:
        (kept.documents / name).unlink()


def spoil(kept: Kept) -> None:
    kept.write(dict.fromkeys(FILES, ""))


def remove(kept: Kept) -> None:
    shutil.rmtree(kept.documents)


@pytest.mark.parametrize(
    ("ruin", "reason"),
    [(empty, "there is no file"), (spoil, "'harbour.txt' is empty"), (remove, "does not exist")],
)
def test_where_nothing_can_be_read_the_index_stays_as_it_was(
    kept: Kept, ruin: Callable[[Kept], None], reason: str
) -> None:
    before = contents(open_index(kept.index, NAME))
    ruin(kept)
    with pytest.raises(NothingToIndexError, match=reason):
        kept.update()
    assert contents(open_index(kept.index, NAME)) == before


def test_a_first_update_that_finds_nothing_leaves_no_index(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    empty(kept)
    with pytest.raises(NothingToIndexError):
        kept.update()
    with pytest.raises(StoreError):
        open_index(kept.index, NAME)


def test_other_settings_or_another_embedder_make_the_index_anew(kept: Kept) -> None:
    first = list(kept.embedded)
    settings = IndexSettings(SplitSettings(max_tokens=20, overlap=0))
    found, update = kept.update(settings)
    assert found.split == settings.split
    assert update.added == tuple(sorted(FILES))
    assert "The harbour has forty cameras." in kept.embedded
    kept.update(settings)
    assert kept.work() == ([], 0, [])
    other = HashedWordsEmbedder("tests/other", dimension=64)
    found, _ = kept.update(embedder=other)
    assert (found.embedder_name, found.split) == ("tests/other", SplitSettings())
    assert kept.embedded == first
    assert contents(open_index(kept.index, "tests/other"), 64) == contents(found, 64)


def _manifest(folder: Path) -> Path:
    return folder / "manifest.json"


def flip(pattern: str) -> Callable[[Path], object]:
    """Damage one file of an index."""

    def harm(folder: Path) -> object:
        path = next(folder.rglob(pattern))
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        return path.write_bytes(data)

    return harm


PASSAGES = {
    "Harbour. The harbour has forty cameras. They were mounted in 2019.",
    "Library. The library lends telescopes. Books are lent for a month.",
    "Hamn. Hamnens kameror sattes upp 2019. De kostade en miljon kronor.",
}
ENGLISH = {text for text in PASSAGES if "Hamn." not in text}
SENTENCES = {
    sentence for text in PASSAGES for sentence in re.findall(r"[^.]+\.", text.split(". ", 1)[1])
}


@pytest.mark.parametrize(
    ("harm", "embedded"),
    [
        (lambda folder: _manifest(folder).write_text("{"), PASSAGES | SENTENCES),
        (lambda folder: _manifest(folder).write_text('{"format": 0}'), PASSAGES | SENTENCES),
        (lambda folder: next(folder.rglob("en.faiss")).unlink(), ENGLISH),
        (lambda folder: next(folder.rglob("sentences")).write_bytes(b""), SENTENCES),
        (lambda folder: next(folder.rglob("signs")).unlink(), SENTENCES),
        (flip("sv.faiss"), PASSAGES - ENGLISH),
        (flip("tables"), PASSAGES | SENTENCES),
        (flip("words-*"), set()),
        (flip("sources-*"), set()),
        (lambda folder: shutil.rmtree(next(folder.glob("segment-*"))), PASSAGES | SENTENCES),
    ],
    ids="manifest format missing cut signs sv.faiss tables words sources segment".split(),
)
def test_of_a_damaged_index_what_is_intact_is_not_embedded_again(
    kept: Kept, harm: Callable[[Path], object], embedded: set[str]
) -> None:
    harm(kept.index)
    with pytest.raises(StoreError):
        open_index(kept.index, NAME)
    kept.update()
    assert {text.strip() for text in kept.embedded} == {text.strip() for text in embedded}
    check_equals_a_new_index(kept)


def test_where_texts_are_damaged_the_documents_in_other_segments_are_not_embedded_again(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.files.checked_rows.CHUNK", 16)
    shutil.rmtree(kept.index)
    kept.update()
    flip("texts")(kept.index)  # in the middle, which is the second document's
    embedder = HashedWordsEmbedder()
    update_index(kept.documents, kept.index, embedder, repair=True)
    assert embedder.embedded
    assert all("library" in text.lower() or "Books" in text for text in embedder.embedded)
    check_equals_a_new_index(kept)


@pytest.mark.parametrize("gone", ["segment-*", "segment-*/*", "segment-*/en.faiss"])
def test_files_that_go_while_their_index_is_open_are_made_again_by_the_next_update(
    kept: Kept, gone: str
) -> None:
    """As where two versions of a program that do not know of each other share a cache."""
    kept.write({f"{n}.txt": f"Pier {n}\n\nPier {n} has {n + 3} cranes.\n" for n in range(9)})
    kept.update()
    before = open_index(kept.index, NAME)
    for path in kept.index.glob(gone):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (kept.documents / "8.txt").unlink()  # of which a segment only notes that it is gone
    embedder = HashedWordsEmbedder()
    update_index(kept.documents, kept.index, embedder, before=before)
    check_equals_a_new_index(kept)


@pytest.mark.parametrize("manifest", [None, "{", '{"format": 0}'])
def test_a_repair_needs_no_manifest(kept: Kept, manifest: str | None) -> None:
    _manifest(kept.index).unlink()
    if manifest is not None:
        _manifest(kept.index).write_text(manifest)
    embedder = HashedWordsEmbedder()
    update_index(kept.documents, kept.index, embedder, repair=True)
    check_equals_a_new_index(kept)


def test_an_index_that_is_being_written_is_left_alone(kept: Kept) -> None:
    with lock(kept.index), pytest.raises(IndexLockedError, match="wait"):
        kept.update()
    kept.update()


# Two hundred files, some of them bad.


@contextmanager
def ordinary_user() -> Iterator[None]:
    """What root may not do: root reads everything, so the work is done as nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def as_oneself(start: Callable[..., Any]) -> Callable[..., Any]:
    """`start` for a moment out of `ordinary_user`: nobody may not run every Python."""

    def start_as_oneself(*limits: Any) -> Any:
        user = os.geteuid()
        os.seteuid(os.getuid())
        try:
            return start(*limits)
        finally:
            os.seteuid(user)

    return start_as_oneself


@pytest.fixture
def two_hundred_files() -> Iterator[Path]:
    """Files of which five are bad, in a folder that every user may write to."""
    from pypdfium2 import PdfDocument

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "documents"
        folder.mkdir()
        for number in range(194):
            text = f"Harbour {number}\n\nHarbour {number} has {number + 3} cameras.\n"
            (folder / f"{number}.txt").write_text(text)
        decomposed = unicodedata.normalize("NFD", "åtta.txt")
        (folder / decomposed).write_text("Åtta\n\nHamn åtta har åtta kameror.\n", encoding="utf-8")
        (folder / "binary.txt").write_bytes(random.Random(1).randbytes(5_000))
        (folder / "empty.md").touch()
        (folder / "closed.txt").write_text("Nobody may read this.")
        (folder / "closed.txt").chmod(0)
        (folder / "line.txt").write_bytes(b"word " * 10_000_000)
        with PdfDocument.new() as pdf:
            pdf.new_page(100, 100)
            pdf.save(folder / "picture.pdf")
        Path(name).chmod(0o777)
        yield folder


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="Windows has no user ids to change")
def test_of_two_hundred_files_the_bad_ones_are_named_and_the_others_indexed(
    two_hundred_files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    embedder = HashedWordsEmbedder()
    # What is imported late is imported now: nobody may not read every Python's folder.
    index_documents(two_hundred_files / "1.txt", embedder)
    codecs.lookup("ascii")
    with suppress(NothingToIndexError):
        index_documents(two_hundred_files / "binary.txt", embedder)
    monkeypatch.setattr("index.embed.load.default_embedder", lambda: embedder)
    out = two_hundred_files.parent / "index"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(two_hundred_files.parent))  # where anybody may look
    monkeypatch.setattr(sys, "argv", ["citera", "index", str(two_hundred_files), "--out", str(out)])
    monkeypatch.setattr(process, "_start", as_oneself(process._start))
    with ordinary_user(), pytest.raises(SystemExit) as exited:
        main()
    assert exited.value.code == 1
    printed = capsys.readouterr()
    assert printed.out == f"195 documents indexed in {out}\n"
    reasons = {
        "binary.txt": "binary",
        "closed.txt": "permissions",
        "empty.md": "empty",
        "line.txt": "5,000,000 characters",
        "picture.pdf": "text",
    }
    lines = printed.err.splitlines()
    assert len(lines) == len(reasons)
    for line, (name, reason) in zip(sorted(lines), reasons.items(), strict=True):
        assert name in line
        assert reason in line
    assistant = Assistant.open(out, embedder=embedder)
    assert "åtta.txt" in {document.id for document in assistant.documents}
    for number in (0, 193):
        (hit,) = assistant.search(f"How many cameras has harbour {number}?", k=1)
        assert hit.passage.document_id == f"{number}.txt"


def test_a_touched_file_is_hashed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(tmp_path)
    kept.update()
    touched = kept.documents / next(iter(FILES))
    os.utime(touched, (1, 1))
    kept.update()
    monkeypatch.setattr("index.changes.file_digest", lambda *_: pytest.fail("read again"))
    _, update = kept.update()
    assert (update.added, update.changed, update.removed) == ((), (), ())
