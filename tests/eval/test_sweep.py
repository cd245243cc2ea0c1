"""A grid of settings: tried on the tune half, chosen by it, and measured on the report half."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from eval.questions import GoldEvidence, Question
from eval.sweep import Sweep, grid, print_sweep, sweep
from index.types import Document, Hit
from qa.errors import CiteraError, SettingsError
from qa.settings import Settings
from qa.types import Answer, Citation

pytestmark = pytest.mark.usefixtures("few_resamples")

PORT = Document("port.txt", "Port", "The port has nine cranes.", "en")
CITATION = Citation(1, PORT.id, PORT.title, PORT.text, 0, len(PORT.text), "en", None, 1.0)


def _question(number: int) -> Question:
    return Question(
        id=f"q-{number}",
        question=f"How many cranes has the port, for the time of asking number {number}?",
        language="en",
        kind="number",
        evidence_language="en",
        answers=(("nine",),),
        evidence=(GoldEvidence(PORT.id, quote=PORT.text),),
    )


def _of_half(split: str) -> list[Question]:
    return [question for number in range(40) if (question := _question(number)).split == split][:8]


TUNE, REPORT = _of_half("tune"), _of_half("report")


@dataclass
class Scripted:
    """Answers rightly what it knows, and refuses the rest; `asked` has every question put to it."""

    known: Iterable[Question]
    citation: Citation
    asked: list[str] = field(default_factory=list)
    documents: tuple[Document, ...] = (PORT,)

    def ask(self, question: str) -> Answer:
        """Quote the document, or refuse."""
        self.asked.append(question)
        knows = any(question == each.question for each in self.known)
        cited = (self.citation,) if knows else ()
        return Answer(question, PORT.text if knows else "No.", cited, knows, 0.5, "en", ())

    def search(self, question: str, k: int) -> list[Hit]:
        """Find nothing."""
        return []

    def conversation(self) -> Scripted:
        """The same, for it remembers nothing."""
        return self


@dataclass
class Opener:
    """Opens an assistant that knows what `known` says for its number of hits, and cites `cited`."""

    known: Mapping[int, list[Question]]
    cited: Mapping[int, Citation] = field(default_factory=dict)
    opened: list[tuple[Settings, Scripted]] = field(default_factory=list)

    def __call__(self, settings: Settings) -> Scripted:
        """Open one, and remember it."""
        assistant = Scripted(
            self.known.get(settings.hits, []), self.cited.get(settings.hits, CITATION)
        )
        self.opened.append((settings, assistant))
        return assistant


def test_a_grid_is_every_combination_of_the_values() -> None:
    assert grid(["hits=4,8", "quote_margin=0.1, 0.2,0.3"]) == [
        ("hits=4", "quote_margin=0.1"),
        ("hits=4", "quote_margin=0.2"),
        ("hits=4", "quote_margin=0.3"),
        ("hits=8", "quote_margin=0.1"),
        ("hits=8", "quote_margin=0.2"),
        ("hits=8", "quote_margin=0.3"),
    ]


@given(st.lists(st.integers(1, 5), max_size=4))
def test_a_grid_has_each_combination_once(counts: list[int]) -> None:
    pairs = [f"name{n}={','.join(map(str, range(most)))}" for n, most in enumerate(counts)]
    if prod(counts) <= 500:
        found = grid(pairs)
        assert len(found) == len(set(found)) == prod(counts)
        assert all(len(each) == len(counts) for each in found)
    else:
        with pytest.raises(SettingsError, match=f"{prod(counts)} combinations"):
            grid(pairs)


@pytest.mark.parametrize("pair", ["hits", "=3", ""])
def test_what_is_not_a_name_with_values_is_refused(pair: str) -> None:
    with pytest.raises(SettingsError, match=f"setting '{pair}' has no values; write NAME=VALUE"):
        grid(["overlap=1", pair])


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(SettingsError, match="setting hits is given twice"):
        grid(["hits=3", "overlap=1", "hits=4"])


def test_a_grid_too_large_to_wait_for_is_refused() -> None:
    digits = ",".join("0123456789")
    assert len(grid([f"a={digits}", f"b={digits}", "c=1,2,3,4,5"])) == 500
    with pytest.raises(SettingsError, match="600 combinations of settings are more than 500"):
        grid([f"a={digits}", f"b={digits}", "c=1,2,3,4,5,6"])


def test_the_best_on_tune_is_chosen_however_bad_it_is_on_report() -> None:
    known = {4: [*TUNE[:3], *REPORT], 8: [*TUNE, *REPORT[:2]], 6: [*TUNE[:1], *REPORT[:6]]}
    found = sweep(Opener(known), Settings(), ["hits=4,8"], [*TUNE, *REPORT])
    tuned = [(each.pairs, each.figure.value) for each in found.trials if each.figure]
    assert tuned == [(("hits=8",), 1), (("hits=4",), 3 / 8)]
    right = found.report.figures["right"]
    assert (right.first.value, right.second.value, right.change.value) == (6 / 8, 2 / 8, -4 / 8)
    assert right.p == 2 / 2**4
    assert {pair[0].question.id for pair in found.report.worse} == {q.id for q in REPORT[2:6]}


def test_each_combination_is_asked_tune_and_only_the_best_and_the_unchanged_report() -> None:
    opener = Opener({4: TUNE[:3], 8: TUNE})
    settings = Settings(max_quotes=2)
    sweep(opener, settings, ["hits=4,8", "overlap=0,1"], [*REPORT, *TUNE])
    halves = {tuple(q.question for q in half): half for half in (TUNE, REPORT)}
    asked = [
        (opened.hits, opened.overlap, opened.max_quotes, halves[tuple(assistant.asked)] is TUNE)
        for opened, assistant in opener.opened
    ]
    grid_ = [(4, 0, 2, True), (4, 1, 2, True), (8, 0, 2, True), (8, 1, 2, True)]
    assert asked == [*grid_, (settings.hits, 1, 2, False), (8, 0, 2, False)]


def test_of_equals_the_first_in_the_grid_is_the_best() -> None:
    known = {9: TUNE[:5], 3: TUNE[1:6], 7: TUNE[2:7], 1: TUNE[:1]}
    found = sweep(Opener(known), Settings(), ["hits=1,9,3,7"], [*TUNE, *REPORT])
    assert [each.settings.hits for each in found.trials] == [9, 3, 7, 1]


def test_another_figure_chooses_another_best() -> None:
    # With 8 hits it answers one question and quotes the document; with 4, all, and quotes less.
    questions = [*TUNE, *REPORT]
    known = {4: questions, 8: questions[:1]}
    opener = Opener(known, cited={4: replace(CITATION, document_id="other.txt")})
    by_right = sweep(Opener(known), Settings(), ["hits=4,8"], questions)
    by_precision = sweep(opener, Settings(), ["hits=4,8"], questions, by="citation_precision")
    assert by_right.trials[0].pairs == ("hits=4",)
    best, other = by_precision.trials
    assert best.figure is not None
    assert other.figure is not None
    assert (best.pairs, best.figure.value, best.figure.n) == (("hits=8",), 1, 1)
    assert (other.figure.value, other.figure.n) == (0, 8)


def test_a_combination_without_the_figure_is_the_last() -> None:
    opener = Opener({4: TUNE})
    found = sweep(opener, Settings(), ["hits=8,4"], [*TUNE, *REPORT], by="citation_precision")
    assert [each.pairs for each in found.trials] == [("hits=4",), ("hits=8",)]
    assert found.trials[1].figure is None


def test_unchanged_settings_that_are_the_best_are_asked_once_and_said_to_be() -> None:
    opener = Opener({6: [*TUNE, *REPORT[:2]]})
    found = sweep(opener, Settings(), ["hits=4,6"], [*TUNE, *REPORT])
    assert len(opener.opened) == 3
    assert (found.report.figures["right"].second.value, found.report.better) == (2 / 8, ())
    lines = _printed(found)
    assert "The best settings are the unchanged ones." in lines
    assert "hits=6 (unchanged) 8 100 100–100".split() in map(str.split, lines)
    assert not [line for line in lines if "p =" in line]


def test_an_unknown_figure_is_refused_with_the_known_ones() -> None:
    opener = Opener({})
    with pytest.raises(SettingsError, match=r"no figure 'rihgt'; .*answer_hit, .*right, .*verbat"):
        sweep(opener, Settings(), ["hits=4"], [*TUNE, *REPORT], by="rihgt")
    assert opener.opened == []


def test_a_setting_that_is_wrong_anywhere_in_the_grid_stops_it_before_anything_is_asked() -> None:
    opener = Opener({})
    with pytest.raises(SettingsError, match="setting hits is 0"):
        sweep(opener, Settings(), ["hits=4,0"], [*TUNE, *REPORT])
    with pytest.raises(SettingsError, match="unknown setting 'hist=4'"):
        sweep(opener, Settings(), ["hist=4"], [*TUNE, *REPORT])
    assert opener.opened == []


@pytest.mark.parametrize(("half", "missing"), [(TUNE, "report"), (REPORT, "tune"), ([], "tune")])
def test_a_half_without_questions_is_said(half: list[Question], missing: str) -> None:
    opener = Opener({})
    with pytest.raises(CiteraError, match=f"none of the {len(half)} questions is in the {missing}"):
        sweep(opener, Settings(), ["hits=4"], half)
    assert opener.opened == []


def test_a_figure_that_no_question_has_chooses_nothing() -> None:
    with pytest.raises(CiteraError, match="no question of the tune half has the figure verbatim"):
        sweep(Opener({}), Settings(), ["hits=4,8"], [*TUNE, *REPORT], by="verbatim")


def test_progress_is_told_over_all_combinations() -> None:
    told: list[tuple[int, int]] = []
    sweep(
        Opener({8: TUNE}),
        Settings(),
        ["hits=4,8"],
        [*TUNE, *REPORT],
        progress=lambda done, most: told.append((done, most)),
    )
    assert told == [(done, 32) for done in range(1, 33)]


def test_what_is_printed_sets_report_apart_from_tune() -> None:
    known = {4: [*TUNE[:3], *REPORT], 8: [*TUNE, *REPORT[:2]], 6: [*TUNE[:4], *REPORT[:6]]}
    lines = _printed(sweep(Opener(known), Settings(), ["hits=4,6,8"], [*TUNE, *REPORT]))
    cells = [line.split() for line in lines]
    starts = [line[:3] for line in cells]
    tune = [["hits=8", "8", "100"], ["hits=6", "(unchanged)", "8"], ["hits=4", "8", "38"]]
    report = [["best:", "hits=8", "8"], ["unchanged", "8", "75"]]
    assert [start for start in starts if start in (*tune, *report)] == [*tune, *report]
    (best,) = (line for line in cells if line[:1] == ["best:"])
    assert best[3] == "25"
    (change,) = (line for line in lines if line.startswith("Best − unchanged"))
    assert change.startswith("Best − unchanged: -50.0 (")
    assert change.endswith(") points, p = 0.1250")
    assert lines[-1].startswith("Only the figures on report may be quoted")
    assert max(map(len, lines)) <= 100


def test_a_figure_that_report_lacks_is_a_dash() -> None:
    found = sweep(
        Opener({8: TUNE}), Settings(), ["hits=4,8"], [*TUNE, *REPORT], by="citation_precision"
    )
    lines = _printed(found)
    cells = [line.split() for line in lines]
    assert "hits=4 0 –".split() in cells
    assert "best: hits=8 0 –".split() in cells
    assert "unchanged 0 –".split() in cells
    assert not [line for line in lines if line.startswith("Best − unchanged")]


def test_settings_are_printed_as_they_are() -> None:
    found = sweep(Opener({}), Settings(), ["model=[red]\x1b[2Jm[/]"], [*TUNE, *REPORT])
    printed = "\n".join(_printed(found))
    assert "\x1b" not in printed
    assert printed.count(r"model=[red]\u001b[2Jm[/]") == 2


def _printed(found: Sweep) -> list[str]:
    output = StringIO()
    print_sweep(found, Console(file=output, width=100))
    return output.getvalue().splitlines()
