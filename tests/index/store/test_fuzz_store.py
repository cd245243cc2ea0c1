"""Whatever the bytes of an index's files, it is refused and mended, or read without harm.

`make fuzz` runs these with many more examples.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index import damage, open_index, update_index
from index.errors import UNREADABLE, IndexDamagedError, StoreError
from index.store.files.array_file import (
    ALIGNMENT,
    MAGIC,
    PREFIX,
    arrays_in,
    encode_arrays,
    map_file,
)
from index.store.files.checked_rows import digests_of
from index.store.manifest import MANIFEST, data_file, encode_manifest
from index.store.segment_files import FILES_OF_ROWS
from index.store.validate import columns_in
from tests.index.store.test_crash import EMBEDDER, FILES, Kept, shown

KINDS = (MANIFEST, "tables", "words-*", "sources-*", "texts", "sentences", "signs", "*.sha256",
         "*.faiss")  # fmt: skip
# A forged file of faiss may crash the process: docs/reliability.md.
FORGED = tuple(kind for kind in KINDS if kind != "*.faiss")
# What a question asked of forged files may raise; a lack of memory is not among it.
USED = tuple(error for error in UNREADABLE if error is not MemoryError)
NUMBERS = [0, 1, 2, 127, 128, 255, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**62, 2**63, 2**64 - 1]
HOSTILE: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 0, 1, 7, 2**31, 2**63, 2**70, -(2**63), 0.5, "", "x", "O", "|V8", "<i8", "<f4",
     "<u1", "../x", "segment-1", "\ud800", [], [[]], [-1], [1], [2**40], [2**40, 0], -8, {}]
)  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """An index of two segments, from one of which a document was deleted."""
    kept = Kept(tmp_path_factory.mktemp("kept"))
    for number in range(9):
        kept.write(f"{number}.txt", f"Pier {number}\n\nPier {number} has {number + 3} cranes.\n")
    for name, text in FILES.items():
        kept.write(name, text)
    kept.write("svenska/dykare.txt", "Dykare\n\nDykare såg älgar på ön.\n")
    kept.update()
    kept.write("late.txt", "Late\n\nDivers came late.\n")
    (kept.documents / "8.txt").unlink()
    kept.update()
    assert len(list(kept.index.glob("segment-*"))) == 2
    return kept


@pytest.fixture(scope="module")
def sound(kept: Kept) -> Any:
    """What that index answers from."""
    return shown(open_index(kept.index, EMBEDDER.name))


@st.composite
def harmed(draw: st.DrawFn, data: bytes) -> bytes:
    """Other bytes than `data`: arbitrary, cut, longer, or with some replaced."""
    kind = draw(st.sampled_from(["bytes", "cut", "longer", "replaced", "number"]))
    found = bytearray(data)
    if kind == "bytes":
        found[:] = draw(st.binary(max_size=200))
    elif kind == "cut":
        del found[draw(st.integers(0, len(found))) :]
    elif kind == "longer":
        found += draw(st.binary(min_size=1, max_size=200)) * draw(st.sampled_from([1, 500]))
    elif kind == "number":
        size = draw(st.sampled_from([1, 2, 4, 8]))
        place = draw(st.integers(0, len(found) // size)) * size
        number = draw(st.sampled_from(NUMBERS)) % 256**size
        found[place : place + size] = number.to_bytes(size, "little")
    else:
        for _ in range(draw(st.integers(1, 5))):
            start = draw(st.integers(0, len(found)))
            found[start : start + draw(st.integers(0, 8))] = draw(st.binary(max_size=8))
    return bytes(found)


def nested(draw: st.DrawFn, value: Any) -> Any:
    """What was read of JSON, with something in it gone or become hostile."""
    entries = dict(enumerate(value)) if isinstance(value, list) else value
    if not isinstance(entries, dict) or not entries or draw(st.integers(0, 5)) == 0:
        return draw(HOSTILE)
    key = draw(st.sampled_from(list(entries)))
    if draw(st.integers(0, 9)) == 0:
        changed = {name: each for name, each in entries.items() if name != key}
    else:
        changed = {**entries, key: nested(draw, entries[key])}
    return list(changed.values()) if isinstance(value, list) else changed


def with_header(header: Any, arrays: bytes) -> bytes:
    """A file of arrays: what follows the header stays at its distance from the header's end."""
    encoded = json.dumps(header).encode()
    encoded += b" " * (-(PREFIX + len(encoded)) % ALIGNMENT)
    return MAGIC + len(encoded).to_bytes(8, "little") + encoded + arrays


@st.composite
def forged(draw: st.DrawFn, data: bytes) -> bytes:
    """The same, or a file whose JSON says something else."""
    if draw(st.booleans()):
        return draw(harmed(data))
    if data.startswith(MAGIC):
        start = PREFIX + int.from_bytes(data[len(MAGIC) : PREFIX], "little")
        header = json.loads(data[PREFIX:start])
        if draw(st.booleans()):
            where = header[draw(st.sampled_from(sorted(header)))]
            where[draw(st.integers(0, 2))] = draw(HOSTILE)
        else:
            header = nested(draw, header)
        return with_header(header, data[start + -start % ALIGNMENT :])
    with suppress(ValueError):
        return json.dumps(nested(draw, json.loads(data))).encode()
    return draw(harmed(data))


@st.composite
def forged_manifest(draw: st.DrawFn, data: bytes) -> bytes:
    """A manifest that says something else, with the checksum that belongs to it."""
    return encode_manifest(nested(draw, json.loads(data)["manifest"]))


@contextmanager
def copied(kept: Kept) -> Iterator[Kept]:
    """The same documents, and a copy of the index."""
    with TemporaryDirectory() as folder:
        copy = Kept(kept.documents.parent)
        copy.index = Path(folder) / "index"
        shutil.copytree(kept.index, copy.index)
        yield copy


def file_of(data: st.DataObject, folder: Path, kinds: Sequence[str]) -> Path:
    """One of the index's files."""
    return data.draw(st.sampled_from(sorted(folder.rglob(data.draw(st.sampled_from(kinds))))))


@settings(max_examples=settings().max_examples // 2)  # each makes an index again
@given(st.data())
def test_whatever_bytes_a_file_has_they_are_found_and_mended(
    kept: Kept, sound: Any, data: st.DataObject
) -> None:
    with copied(kept) as copy:
        path = file_of(data, copy.index, KINDS)
        whole = path.read_bytes()
        path.write_bytes(data.draw(harmed(whole)))
        if path.read_bytes() == whole:
            return
        with pytest.raises(StoreError):
            shown(open_index(copy.index, EMBEDDER.name))
        with suppress(StoreError):  # of the manifest
            assert damage(copy.index) != []
        after = update_index(copy.documents, copy.index, EMBEDDER, repair=True)[0]
        assert shown(after) == sound
        assert damage(copy.index) == []


def forge_checksums(folder: Path, path: Path) -> None:
    """Make the checksums of an index those of a file that has changed."""
    if path.name in FILES_OF_ROWS:
        digests = path.with_name(f"{path.name}.sha256")
        digests.write_bytes(b"".join(digests_of(path)))
        forge_checksums(folder, digests)
    manifest = json.loads((folder / MANIFEST).read_text())["manifest"]
    manifest["files"][path.relative_to(folder).as_posix()] = asdict(data_file(path))
    (folder / MANIFEST).write_bytes(encode_manifest(manifest))


@given(st.data())
def test_bytes_forged_with_their_checksum_do_no_harm(kept: Kept, data: st.DataObject) -> None:
    with copied(kept) as copy:
        path = file_of(data, copy.index, FORGED)
        harm = forged_manifest if path.name == MANIFEST else forged
        path.write_bytes(data.draw(harm(path.read_bytes())))
        if path.name != MANIFEST:
            forge_checksums(copy.index, path)
        with suppress(StoreError):
            index = open_index(copy.index, EMBEDDER.name)
            with suppress(*USED):
                shown(index)


@pytest.mark.parametrize(
    "where",
    [
        ["O", [1], 0],
        ["|V0", [2**60], 0],
        ["<u1", [2**60, 0], 0],
        ["<u1", [-1], 0],
        ["<u1", [2**70], 0],
        ["<u1", [65], 0],
        ["<i8", [1], -8],
        ["<u1", [1], 64],
        ["<u1", [1], 2**70],
        ["<u1", 1],
        None,
    ],
)
def test_an_array_that_is_not_wholly_in_its_file_is_refused(where: Any) -> None:
    data = np.frombuffer(with_header({"sound": ["<u1", [64], 0]}, bytes(64)), np.uint8)
    assert len(columns_in(data)["sound"]) == 64
    with pytest.raises(UNREADABLE):
        columns_in(np.frombuffer(with_header({"array": where}, bytes(64)), np.uint8))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("texts.ends", lambda values: values + 1),
        ("texts.ends", lambda values: values[::-1]),
        ("facts.ends", lambda values: values[:-1]),
        ("sentence_offsets", lambda values: values * 2**40),
        ("sentence_ends", lambda values: values[1:]),
        ("token_offsets", lambda values: values + 1),
        ("en.starts", lambda values: values[1:]),
        ("en.documents", lambda values: values + 2**31),
        ("en.first_sentences", lambda values: values + 2**31),
        ("en.last_sentences", lambda values: values + 2**31),
        ("en.words.starts", lambda values: values * 2),
        ("en.words.packed", lambda values: values + 2**15),
        ("en.words.lengths", lambda values: values[1:]),
        ("sv.words.plain", lambda values: values[1:]),
        ("sv.words.marked", lambda values: values + 2**31),
        ("sv.words.terms.ends", lambda values: values - 1),
    ],
)
def test_a_number_that_points_outside_is_noticed(
    kept: Kept, name: str, change: Callable[[NDArray[Any]], NDArray[Any]]
) -> None:
    with copied(kept) as copy:
        path = next(
            each for each in copy.index.glob("segment-*/tables") if b"Hamn" in each.read_bytes()
        )
        arrays = dict(arrays_in(map_file(path)))
        path.write_bytes(b"".join(encode_arrays(arrays)))
        forge_checksums(copy.index, path)
        open_index(copy.index, EMBEDDER.name)
        assert len(arrays[name])
        arrays[name] = change(arrays[name]).astype(arrays[name].dtype)
        path.write_bytes(b"".join(encode_arrays(arrays)))
        forge_checksums(copy.index, path)
        with pytest.raises(IndexDamagedError, match="cannot be read"):
            open_index(copy.index, EMBEDDER.name)
