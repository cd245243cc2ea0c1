"""The distributions please a registry; the wheel holds every file of the packages, and what it
holds can be imported elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("eval", "index", "qa")
FILES = ("app.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
# 35 MB that only training and measuring need.
LEFT_OUT = (
    "eval/fit/reader_questions/",
    "eval/fit/reader_everyday/",
    "eval/fit/reader_run/everyday/",
    "eval/everyday/documents/",
    "eval/everyday/questions-",
)
NEEDS_MORE = "qa/frameworks/"  # of which each module needs a framework that takes seconds to load
pytestmark = pytest.mark.one_process

IMPORT_ALL = """
import importlib, sys
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    assert "unpacked" in module.__file__, module.__file__
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the wheel is made of, since building writes into its folder."""
    folder = tmp_path_factory.mktemp("source")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and with the wheel that is made of that alone."""
    folder, elsewhere = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("elsewhere")
    build(source, "sdist", folder)
    (archive,) = folder.glob("*.tar.gz")
    shutil.unpack_archive(archive, elsewhere, filter="data")
    (made,) = elsewhere.iterdir()
    build(made, "wheel", folder)
    return folder


def build(source: Path, kind: str, out: Path) -> None:
    """Build a distribution of that kind, which needs no network."""
    program = f"from setuptools import build_meta; build_meta.build_{kind}({str(out)!r})"
    subprocess.run([sys.executable, "-c", program], cwd=source, capture_output=True, check=True)


@pytest.fixture(scope="module")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of the wheel in a folder of its own."""
    (wheel,) = built.glob("*.whl")
    folder = tmp_path_factory.mktemp("unpacked")
    ZipFile(wheel).extractall(folder)
    return folder


def files_of(folder: Path) -> Iterator[str]:
    yield "app.py"
    for package in PACKAGES:
        for path in (folder / package).rglob("*"):
            if path.is_file():
                yield path.relative_to(folder).as_posix()


def test_every_file_of_the_packages_is_in_the_wheel(source: Path, unpacked: Path) -> None:
    expected = {name for name in files_of(source) if not name.startswith(LEFT_OUT)}
    assert set(files_of(unpacked)) == expected


def test_every_module_of_the_wheel_can_be_imported(unpacked: Path, tmp_path: Path) -> None:
    modules = [
        name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for name in files_of(unpacked)
        if name.endswith(".py") and not name.startswith(NEEDS_MORE)
    ]
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *modules],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_a_registry_would_take_what_is_built(built: Path) -> None:
    pytest.importorskip("twine")
    command = [sys.executable, "-m", "twine", "check", "--strict", *map(str, built.iterdir())]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("PASSED") == 2
