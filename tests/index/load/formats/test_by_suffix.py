"""Which parser reads a file, and when it is loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.load.formats.by_suffix import PARSERS, parser_named, refusal_of
from index.load.tesseract import Engine


@pytest.mark.parametrize("name", sorted(set(PARSERS.values())))
def test_every_parser_is_where_its_name_says(name: str) -> None:
    assert callable(parser_named(name))


def test_parsers_are_loaded_when_they_are_needed() -> None:
    script = (
        "import sys, index.load.formats.by_suffix;"
        "print([each for each in sys.modules if each.startswith('index.load.formats.')])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("['index.load.formats.by_suffix']\n", "")


@pytest.mark.parametrize(
    ("suffix", "reason"),
    [
        (".pdf", None),
        (".xls", "is an old .xls; save it as .xlsx"),
        (".mp4", f"is not of a format that can be read; convert it to one of {', '.join(PARSERS)}"),
    ],
)
def test_what_is_not_read_and_what_to_do(suffix: str, reason: str | None) -> None:
    assert refusal_of(suffix) == reason


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".jpeg", ".tif", ".tiff"])
def test_pictures_are_read_only_where_ocr_is_installed(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.load.formats.by_suffix.engine", lambda: None)
    assert refusal_of(suffix) == (
        "is a picture; pip install 'citera[ocr]' and Tesseract, or write down what it says"
    )
    monkeypatch.setattr("index.load.formats.by_suffix.engine", lambda: Engine("tesseract", "eng"))
    assert refusal_of(suffix) is None
