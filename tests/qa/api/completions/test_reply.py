"""The text of a chat: nothing in it leads away, and annotations point at the right marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import Answer, Citation
from qa.api.completions.reply import annotations_of, as_chat, content

QUOTE = "See ![x](https://example.org/a.png) and [1] or <img src=x> here."
CITED = Citation(1, "a b/å.txt", "Title", QUOTE, 3, 3 + len(QUOTE), "en", 2, 1.0)
ANSWER = Answer("Where?", f"According to “Title”: “{QUOTE}” [1]", (CITED,), True, 0.9, "en", ())


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("![x](u)", r"\![x\](u)"),
        ("[x](u)", r"[x\](u)"),
        ("[x]: u", r"[x\]: u"),
        ("<img src=u>", r"\<img src=u>"),
        ("</p><!-- -->", r"\</p>\<!-- -->"),
        ("a < b and 1 <= 2 [1] (so) [2][3]", "a < b and 1 <= 2 [1] (so) [2][3]"),
        ("a\u202eb", r"a\u202eb"),
    ],
)
def test_nothing_leads_away(said: str, shown: str) -> None:
    assert as_chat(said) == shown


def test_an_annotation_points_at_the_mark_and_not_at_what_looks_like_one() -> None:
    shown = content(ANSWER)
    (found,) = annotations_of(shown, ANSWER, "http://here/")
    where = found.url_citation
    assert shown[: where.end_index].endswith("” [1]")
    assert shown[where.start_index :].startswith("[1]")
    assert where.url == f"http://here/v1/documents/a%20b/%C3%A5.txt?start=3&end={CITED.end}"
    assert found.citation.quote == QUOTE


def test_sources_are_listed_in_the_language_of_the_answer() -> None:
    assert content(replace(ANSWER, language="sv")).endswith(
        "\n\nKällor:\n[1] ”Title”, på engelska (a b/å.txt, sidan 2)"
    )


def test_a_refusal_lists_what_comes_nearest() -> None:
    refusal = replace(ANSWER, text="No.", citations=(), answered=False, nearest=(CITED,))
    assert content(refusal).startswith("No.\n\n[1] “Title” (a b/å.txt, page 2): “See ")
    assert content(replace(refusal, nearest=())) == "No."
