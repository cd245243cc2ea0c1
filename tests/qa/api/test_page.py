"""What docs/http-api.md shows runs, line by line, over the documents that ship."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa.errors
from qa import Settings
from qa.api.application import application
from qa.api.problems import STATUS
from qa.library.cache import sample_corpus
from qa.library.library import Library
from tests.fakes import HashedWordsEmbedder
from tests.qa.api.conftest import listening
from tests.test_readme import blocks

PAGE = Path(__file__).parents[3] / "docs" / "http-api.md"
SHOWN = "http://127.0.0.1:7861"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("collections")
    collection = Library(folder, Settings(), HashedWordsEmbedder()).open_documents(sample_corpus())
    with listening(application(collection, allow_changes=True)) as address:
        yield address


def test_every_request_that_is_shown_is_met(address: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    lines = [line for block in blocks(PAGE, "sh") for line in block.splitlines()]
    assert len(lines) == 8
    for line in lines:
        command = line.replace(SHOWN, address).replace("curl -s", "curl -s --fail-with-body", 1)
        run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
        assert run.returncode == 0, (line, run.stdout)
        if "DELETE" in line:
            assert run.stdout == ""
        elif '"stream"' in line:
            assert run.stdout.rsplit("event: ", 1)[1].startswith("answer\ndata: {")
        else:
            assert json.loads(run.stdout)


def test_the_program_that_is_shown_runs(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai")
    (program,) = blocks(PAGE, "python")
    exec(compile(program.replace(SHOWN, address), PAGE.name, "exec"), {})
    assert capsys.readouterr().out


def test_the_page_names_every_kind_of_error_with_its_status() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    named = {
        kind: int(status) for status, kinds in rows for kind in re.findall(r"`(\w+Error)`", kinds)
    }
    assert named == {kind.__name__: status for kind, status in STATUS.items()}
    kinds = [each for each in vars(qa.errors).values() if isinstance(each, type)]
    requests = {each for each in kinds if issubclass(each, qa.errors.RequestError)}
    assert requests - STATUS.keys() == {qa.errors.RequestError}
