"""Where indexes live when nobody names a place: one for each set of documents and model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.load import find_files
from qa import Settings
from qa.library.cache import index_dir_for, sample_corpus

BUNDLED = Settings()


def test_each_folder_file_list_model_and_split_has_an_index_of_its_own(tmp_path: Path) -> None:
    one, other = tmp_path / "reports", tmp_path / "2020" / "reports"
    folders = [
        index_dir_for(one, BUNDLED),
        index_dir_for(other, BUNDLED),
        index_dir_for(one / "a.txt", BUNDLED),
        index_dir_for([one, other], BUNDLED),
        index_dir_for(one, Settings(model="mine")),
        index_dir_for(one, Settings(model="yours")),
        index_dir_for(one, Settings(max_tokens=100)),
        index_dir_for(one, Settings(overlap=0)),
        index_dir_for(one, Settings(include="drafts")),
        index_dir_for(one, Settings(exclude="drafts")),
    ]
    assert len(set(folders)) == len(folders)


def test_the_same_place_by_another_way_has_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    ways = [folder, Path("reports"), Path("reports/../reports"), tmp_path / "link"]
    assert len({index_dir_for(way, BUNDLED) for way in ways}) == 1
    assert index_dir_for([folder], BUNDLED) == index_dir_for(folder, BUNDLED)


def test_how_questions_are_answered_does_not_move_the_index(tmp_path: Path) -> None:
    for changed in (Settings(hits=2), Settings(parse_seconds=9)):
        assert index_dir_for(tmp_path, changed) == index_dir_for(tmp_path, BUNDLED)


def test_another_process_finds_the_same_index(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from qa import Settings; from qa.library.cache import *;"
        "print(index_dir_for(Path(sys.argv[1]), Settings()))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(index_dir_for(tmp_path, BUNDLED))


@pytest.mark.parametrize(
    ("name", "begins"),
    [("Års rapporter/2020", "2020-"), ("Min mapp!", "Min-mapp-"), ("ö", "-"), ("x" * 99, "x" * 40)],
)
def test_the_index_lies_in_the_users_cache_under_a_name_that_tells_whose_it_is(
    tmp_path: Path, name: str, begins: str
) -> None:
    folder = index_dir_for(tmp_path / name, BUNDLED)
    assert folder.parent == Path(os.environ["XDG_CACHE_HOME"]) / "citera" / "indexes"
    assert folder.name.startswith(begins)


def test_a_name_that_is_not_utf_8_has_an_index_too(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    assert index_dir_for(odd, BUNDLED) != index_dir_for(tmp_path / "caf", BUNDLED)


def test_the_sample_corpus_can_be_read_whole() -> None:
    sources, skipped = find_files(sample_corpus())
    assert len(sources) > 10
    assert skipped == []
