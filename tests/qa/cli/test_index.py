"""Making, keeping and checking an index in the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from qa import Settings
from qa.library.cache import index_dir_for
from tests.fakes import HashedWordsEmbedder
from tests.qa.cli.conftest import EAGER, QUESTION, Citera, Done

pytestmark = pytest.mark.usefixtures("few_resamples")


def test_an_index_is_made_kept_and_asked(
    citera: Citera, embedder: HashedWordsEmbedder, docs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "index"
    done = citera("index", docs, "--out", out)
    assert done == Done(0, f"3 documents indexed in {out}\n", "")
    embedder.embedded.clear()
    assert citera("index", docs, "--out", out).status == 0
    assert citera("ask", QUESTION, "--index", out, *EAGER).status == 0
    assert embedder.embedded == []


def test_documents_and_their_index_in_the_cache_give_the_same(
    citera: Citera, embedder: HashedWordsEmbedder, docs: Path
) -> None:
    folder = index_dir_for(docs, Settings())
    assert citera("index", docs).out == f"3 documents indexed in {folder}\n"
    embedder.embedded.clear()
    by_documents = citera("search", "cameras", "--docs", docs)
    assert embedder.embedded == []
    assert citera("search", "cameras", "--index", folder) == by_documents


def test_files_left_out_are_named_and_make_the_index_incomplete(
    citera: Citera, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("One camera.")
    (tmp_path / "b.exe").write_text("x")
    (tmp_path / "c.txt").touch()
    done = citera("index", tmp_path)
    assert done.status == 1
    assert done.out.startswith("1 documents indexed in ")
    first, second = done.err.splitlines()
    assert first.startswith("citera: left out 'b.exe' is not of a format")
    assert second.startswith("citera: left out 'c.txt' is empty")
    assert citera("ask", "How many cameras?", "--docs", tmp_path, *EAGER).status == 0


def test_a_file_of_which_little_can_be_searched_is_named(citera: Citera, tmp_path: Path) -> None:
    menu = "".join(f"<a href='{each}'>Page number {each} of all</a> " for each in range(30))
    page = f"<html><body><nav>{menu}</nav><main><p>The harbour is deep.</p></main></body></html>"
    (tmp_path / "menu.html").write_text(page)
    assert re.search(r"only \d+% of 'menu\.html' can be searched", citera("index", tmp_path).err)
    assert citera("index", tmp_path).err == ""


def test_options_choose_which_files_are_indexed_and_what_they_may_take(
    citera: Citera, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.md", "c.htm", "drafts/d.txt"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("One camera.")
    (tmp_path / "docs" / "big.txt").write_bytes(b"camera " * 150_000)
    globs = ("--include", "*.txt", "--include", "*.md", "--exclude", "drafts")
    limits = ("--max-megabytes", "1", "--parse-seconds", "9", "--parse-megabytes", "600")
    done = citera("index", tmp_path / "docs", "--out", tmp_path / "out", *globs, *limits)
    assert done.status == 1
    assert done.err.startswith("citera: left out 'big.txt' has 1,050,000 bytes, over the limit")
    described = citera("info", "--index", tmp_path / "out").out.splitlines()
    assert [line.split()[0] for line in described[:3]] == ["a.txt", "b.md", "documents:"]
    refused = citera("index", tmp_path / "docs", "--parse-seconds", "0")
    assert refused.status == 2
    assert "parse_seconds is 0; it must be a number of type int from 1 to 86400" in refused.err


def test_info_names_the_documents_and_counts_the_rest(citera: Citera, saved: Path) -> None:
    done = citera("info", "--index", saved)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:3] == [
        "harbour.md  en  2020  Harbour News  Cameras in the harbour",
        "library.txt  en  The library",
        "svenska/hamnen.txt  sv  Kameror i hamnen",
    ]
    assert {"documents: 3", "languages: en, sv", "embedder: tests/hashed-words"} < set(lines)


def test_check_reads_every_byte(citera: Citera, saved: Path) -> None:
    assert citera("check", "--index", saved) == Done(0, f"0 damaged files in {saved}\n", "")
    altered = next(saved.rglob("sentences"))
    data = bytearray(altered.read_bytes())
    data[-1] ^= 1
    altered.write_bytes(data)
    done = citera("check", "--index", saved)
    assert done.status == 1
    assert done.out.splitlines() == [
        f"{altered.parent.name}/sentences: was altered after it was written",
        f"1 damaged files in {saved}",
    ]


def test_export_of_the_model_says_where_it_is_and_needs_a_folder_of_its_own(
    citera: Citera, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    done = citera("export-model", tmp_path)
    assert (done.status, done.out) == (2, "")
    assert "name a new or empty folder" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    monkeypatch.setattr("index.embed.e5.export._tensors", lambda blob: {})
    out = tmp_path / "model"
    assert citera("export-model", out) == Done(0, f"the bundled model is in {out}\n", "")
    assert (out / "modules.json").is_file()


def test_a_folder_of_ones_own_is_left_as_it_was(citera: Citera, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    assert citera("index", docs, "--out", tmp_path).status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_dry_run_says_what_would_happen_and_does_nothing(
    citera: Citera, embedder: HashedWordsEmbedder, folder: Path, saved: Path
) -> None:
    before = {path: path.read_bytes() for path in saved.rglob("*") if path.is_file()}
    (folder / "library.txt").unlink()
    (folder / "harbour.md").write_text("# Harbour\n\nDivers came.")
    (folder / "new\n.txt").write_text("Divers left.")
    (folder / "empty.txt").touch()
    embedder.embedded.clear()
    done = citera("index", folder, "--out", saved, "--dry-run")
    assert done.out.splitlines() == [
        r"added 'new\n.txt'",
        "changed 'harbour.md'",
        "removed 'library.txt'",
        "1 to add, 1 to change, 1 to remove, 1 left out",
    ]
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "'empty.txt' is empty" in done.err
    assert embedder.embedded == []
    assert {path: path.read_bytes() for path in saved.rglob("*") if path.is_file()} == before


def test_a_dry_run_where_there_is_no_index_makes_none(
    citera: Citera, folder: Path, tmp_path: Path
) -> None:
    done = citera("index", folder, "--out", tmp_path / "none", "--dry-run")
    assert done.out.endswith("\n3 to add, 0 to change, 0 to remove, 0 left out\n")
    assert not (tmp_path / "none").exists()


def test_compaction_gives_back_what_was_deleted(
    citera: Citera, folder: Path, tmp_path: Path
) -> None:
    def size() -> int:
        files = (path for path in (tmp_path / "index").rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files)

    for number in range(9):
        (folder / f"{number}.txt").write_text(f"Pier {number} has cranes. " * 20)
    index = ("index", folder, "--out", tmp_path / "index")
    citera(*index)
    (folder / "3.txt").unlink()
    citera(*index)
    before = size()
    assert citera(*index, "--compact").status == 0
    assert size() < before - 500
    assert citera("check", "--index", tmp_path / "index").status == 0


def test_watching_brings_the_index_up_to_date_and_survives_a_folder_that_is_away(
    citera: Citera, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "away"
    steps: list[Callable[[], object]] = [
        lambda: (folder / "new.txt").write_text("Divers came."),
        lambda: (folder / "empty.txt").touch(),
        lambda: folder.rename(away),
        lambda: None,
        lambda: away.rename(folder),
        lambda: (folder / "new.txt").unlink(),
    ]

    def step(seconds: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr("qa.cli.index.sleep", step)
    done = citera("index", folder, "--out", tmp_path / "index", "--watch")
    assert done.status == 130
    assert done.out.splitlines()[1:] == ["added 'new.txt'", "removed 'new.txt'"]
    left_out, missing = filter(None, done.err.splitlines())
    assert "'empty.txt' is empty" in left_out
    assert "does not exist" in missing


@pytest.mark.parametrize("name", ["sentences", "en.faiss", "tables", "manifest.json"])
def test_check_repairs_what_is_damaged_and_keeps_what_is_not(
    citera: Citera, embedder: HashedWordsEmbedder, docs: Path, saved: Path, name: str
) -> None:
    path = next(saved.rglob(name))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    everything = len(embedder.embedded)
    embedder.embedded.clear()
    assert citera("check", "--index", saved).status == 1
    done = citera("check", "--index", saved, "--docs", docs, "--repair")
    first, *_, last = done.out.splitlines()
    assert name in first
    assert (done.status, last) == (0, "0 damaged files after the repair")
    assert 0 < len(embedder.embedded) <= everything
    whole = name in ("tables", "manifest.json")
    assert (len(embedder.embedded) == everything) is whole
    assert citera("check", "--index", saved) == Done(0, f"0 damaged files in {saved}\n", "")
    assert citera("ask", QUESTION, "--index", saved, *EAGER).status == 0


def test_a_repair_needs_the_documents(citera: Citera, saved: Path) -> None:
    done = citera("check", "--index", saved, "--repair")
    assert (done.status, done.out) == (2, "")
    assert "--docs" in done.err
