"""A text that is pasted is a document like others, under a name of its own."""

from __future__ import annotations

from pathlib import Path

from index import no_progress
from index.changes import no_file_progress
from qa.library.pasted import add_text
from tests.qa.library.conftest import ids, opened


def test_it_is_named_after_its_first_line_and_takes_no_others_place(root: Path) -> None:
    collection = opened(root).create("Ellery")
    for text in (
        "../The lamp: 24/7\n\nIt was lit.\n",
        "The lamp: 24/7\n\nIt went out.\n",
        "\n…\nAda",
    ):
        assert add_text(collection, text, no_file_progress, no_progress)[1] == ()
    assert ids(collection) == ["The lamp 24 7 2.txt", "The lamp 24 7.txt", "text.txt"]
    assert collection.assistant.document("The lamp 24 7 2.txt").text.endswith("It went out.\n")


def test_what_holds_no_text_is_left_out_with_the_reason(root: Path) -> None:
    collection = opened(root).create("Ellery")
    _, (left_out,) = add_text(collection, "\x00\x00\x00", no_file_progress, no_progress)
    assert left_out.path == "text.txt"
