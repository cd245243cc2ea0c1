"""An explanation on the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.explain.shown import MAX_SENTENCES, shown_sentences
from qa.explain.table import print_explanation
from tests.fakes import HashedWordsEmbedder, write_files

QUESTION = "How many singers has the choir?"


def over(folder: Path, least_confidence: float, **files: str) -> Assistant:
    write_files(folder, {f"{name}.txt": text for name, text in files.items()})
    settings = Settings(least_confidence=least_confidence)
    return Assistant.from_documents(folder, settings=settings, embedder=HashedWordsEmbedder())


def test_what_was_considered_and_what_it_gave_are_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant = over(tmp_path, 0, choir="The choir has 18 singers. The hall is red.")
    print_explanation(assistant.explain(QUESTION))
    out = capsys.readouterr().out
    assert "Why: answered" in out
    assert "answered from 0" in out
    row = next(line for line in out.splitlines() if "quoted" in line)
    assert "The choir has 18 singers." in row
    assert "choir.txt:0-25" in out
    assert all(name in out for name in ("Passages: 1 found", "Sentences: 2 considered", "coverage"))
    assert max(map(len, out.splitlines())) < 200


def test_of_a_refusal_it_is_told_what_would_change_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choir = "The choir has 18 singers. The conductor of the choir is Ada Berg."
    ships = "The town owns the ships. The port has nine cranes."
    assistant = over(tmp_path, 1, choir=choir, ships=ships)
    explanation = assistant.explain(QUESTION)
    print_explanation(explanation)
    out = capsys.readouterr().out
    confidence = explanation.parts[0].confidence.value
    assert f"confidence {confidence:.3f}, {1 - confidence:.3f} below 1" in out
    assert "→ Answer from less: --setting least_confidence=0." in out


def test_nothing_that_documents_say_reaches_the_terminal_as_an_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "The choir has 18 singers \x1b[31m[bold]and[/bold] [link=x]more[/link] \u202eof them."
    print_explanation(over(tmp_path, 0, choir=hostile).explain(f"{QUESTION} [bold]"))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[bold]and[/bold]" in " ".join(out.split())


def test_small_talk_has_no_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation(over(tmp_path, 0, choir="The choir has 18 singers.").explain("Hello!"))
    assert capsys.readouterr().out.strip() == (
        "Why: it is small talk, so that nothing was searched for."
    )


def test_of_many_sentences_those_that_are_cited_are_shown(tmp_path: Path) -> None:
    others = " ".join(f"The choir sang {number} songs." for number in range(20))
    assistant = over(tmp_path, 0, choir=f"{others} The choir has 18 singers.")
    (part,) = assistant.explain("How many songs did the choir sing?").parts
    shown = shown_sentences(part)
    assert len(shown) == MAX_SENTENCES < len(part.sentences)
    assert [number for number, _ in shown] == sorted(number for number, _ in shown)
    cited = {each.text for each in part.sentences if each.fate == "quoted"}
    assert cited
    assert cited <= {each.text for _, each in shown}
