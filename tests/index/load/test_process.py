"""What a file does to its parser: hangs, crashes and floods cost that file, and are named."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from index.errors import LoadError
from index.load.formats.by_suffix import parse
from index.load.process import ParserProcess
from tests.index.load.test_files import PAGE, make_docx, make_pdf, written

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]
SLOW_TEXT = "\n\n".join(["*a " * 3_000] * 100)  # docutils takes 20 s for it
FILES: dict[str, bytes | str] = {
    "a.html": PAGE,
    "b.pdf": make_pdf("Första sidan", "Andra sidan", title="Årsbok"),
    "c.docx": make_docx("Ett stycke", "Ett till"),
    "d.md": "# Titel\n\nText\n",
}
SCRIPT = """
import sys
from index import index_documents
from tests.fakes import HashedWordsEmbedder

index, skipped = index_documents(sys.argv[1], HashedWordsEmbedder())
print(sorted(index.documents), skipped)
"""


@pytest.fixture
def process() -> Iterator[ParserProcess]:
    with ParserProcess(60, 2_000) as process:
        yield process


@pytest.fixture(scope="module")
def shared() -> Iterator[ParserProcess]:
    """For tests that leave it as it is."""
    with ParserProcess(60, 2_000) as process:
        yield process


def pid(process: ParserProcess) -> int:
    assert process._process is not None
    return process._process.pid


def slow_and_whole(folder: Path) -> tuple[Path, Path]:
    return written(folder, "slow.rst", SLOW_TEXT), written(folder, "b.pdf", FILES["b.pdf"])


def test_files_of_every_format_are_read_as_without_a_process(
    shared: ParserProcess, tmp_path: Path
) -> None:
    for name, content in FILES.items():
        path = written(tmp_path, name, content)
        assert shared.parse(path) == parse(path)


def test_one_process_reads_many_files_and_plain_text_needs_none(
    process: ParserProcess, tmp_path: Path
) -> None:
    process.parse(written(tmp_path, "d.md", FILES["d.md"]))
    assert process._process is None
    pids = set()
    for name in ("a.html", "b.pdf", "c.docx"):
        process.parse(written(tmp_path, name, FILES[name]))
        pids.add(pid(process))
    assert len(pids) == 1


def test_the_process_ends_with_the_block(tmp_path: Path) -> None:
    with ParserProcess(60, 2_000) as process:
        process.parse(written(tmp_path, "b.pdf", FILES["b.pdf"]))
        started = process._process
    assert started is not None
    assert started.returncode is not None


def test_a_refusal_is_the_parsers_own(shared: ParserProcess, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"^has no PDF header"):
        shared.parse(written(tmp_path, "a.pdf", "This is no PDF"))


@pytest.mark.parametrize("name", ["a\nb\x1b[31m\u202e.pdf", os.fsdecode(b"f\xe5gel.pdf")])
def test_odd_names(shared: ParserProcess, tmp_path: Path, name: str) -> None:
    try:
        path = written(tmp_path, name, FILES["b.pdf"])
    except OSError:
        pytest.skip("this file system does not take such names")
    assert shared.parse(path).text == "Första sidan\nAndra sidan"


def test_a_parser_that_hangs_is_ended_and_the_next_file_read(tmp_path: Path) -> None:
    slow, whole = slow_and_whole(tmp_path)
    with ParserProcess(0.5, 2_000) as process:
        with pytest.raises(LoadError, match=r"^was not read within 0.5 seconds; .*parse_seconds"):
            process.parse(slow)
        assert process._process is None
        process._seconds = 60
        assert process.parse(whole) == parse(whole)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no signals")
def test_a_parser_that_crashes_costs_one_file(process: ParserProcess, tmp_path: Path) -> None:
    slow, whole = slow_and_whole(tmp_path)
    process.parse(whole)
    Timer(0.2, os.kill, (pid(process), signal.SIGSEGV)).start()
    with pytest.raises(LoadError, match=r"crash \(exit status -11\)"):
        process.parse(slow)
    assert process.parse(whole) == parse(whole)


def test_a_process_that_ended_between_two_files_is_started_again(
    process: ParserProcess, tmp_path: Path
) -> None:
    _, whole = slow_and_whole(tmp_path)
    process.parse(whole)
    assert process._process is not None
    process._process.kill()
    process._process.wait()
    assert process.parse(whole) == parse(whole)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit")
def test_a_file_that_takes_too_much_memory_is_named_and_the_next_one_read(tmp_path: Path) -> None:
    runs = b"<w:t>x</w:t>" * 1_000_000
    flood, whole = io.BytesIO(), written(tmp_path, "b.pdf", FILES["b.pdf"])
    with (
        zipfile.ZipFile(io.BytesIO(make_docx("¤"))) as plain,
        zipfile.ZipFile(flood, "w", zipfile.ZIP_DEFLATED) as full,
    ):
        for name in plain.namelist():
            content = plain.read(name).replace("<w:t>¤</w:t>".encode(), runs)
            full.writestr(name, content)
    with ParserProcess(60, 300) as process:
        with pytest.raises(LoadError, match=r"^takes more memory to read .* raise parse_megabytes"):
            process.parse(written(tmp_path, "flood.docx", flood.getvalue()))
        assert process.parse(whole) == parse(whole)


def test_a_script_without_a_main_guard_and_files_that_pass_for_modules(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    for name, content in FILES.items():
        written(documents, name, content)
    for module in ("index/__init__", "json", "lxml", "sitecustomize"):
        written(documents, f"{module}.py", "open('executed', 'w')")
    script = written(tmp_path, "script.py", SCRIPT)
    done = subprocess.run(
        [sys.executable, script, documents],
        capture_output=True,
        text=True,
        cwd=documents,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.stderr == ""
    assert done.stdout.startswith("['a.html', 'b.pdf', 'c.docx', 'd.md'] ")
    assert not (documents / "executed").exists()


def test_a_process_that_cannot_be_started_is_no_fault_of_the_file(
    process: ParserProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "a.html", PAGE)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(FileNotFoundError, match="no-python"):
        process.parse(path)
    monkeypatch.undo()
    monkeypatch.setattr(sys, "executable", shutil.which("true"))
    with pytest.raises(ChildProcessError, match=r"did not start \(exit status .*load.worker"):
        process.parse(path)
