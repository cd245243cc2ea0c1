"""A fall in quality fails the gate: in a figure alone, and from a broken stage to its figure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.gate import fallen_figures, flipped_questions, gate, read_figures
from eval.questions import GoldEvidence, Question
from eval.run import evaluate
from index import Hit, Index
from qa import Assistant, Settings
from qa.answer.cite import CitedStatement, cite_each
from qa.answer.select import Selection
from qa.answer.stream import events
from qa.evidence.retrieve import Query, retrieve_each
from qa.stages import Stages
from qa.types import StreamEvent
from qa.writing.protocol import Found
from tests.fakes import HashedWordsEmbedder

Figures = Mapping[str, Mapping[str, Any]]
pytestmark = pytest.mark.usefixtures("few_resamples")

ACCEPTED: Figures = {
    "answer_hit": {"value": 0.8, "low": 0.7, "high": 0.9, "n": 50},
    "verbatim": {"value": 1.0, "low": 1.0, "high": 1.0, "n": 50},
    "refusal f1": {"value": 0.1, "low": 0.0, "high": 0.3, "n": 50},
}


def with_value(name: str, value: float) -> Figures:
    return {**ACCEPTED, name: {**ACCEPTED[name], "value": value}}


@pytest.mark.parametrize(
    "figures",
    [
        ACCEPTED,
        with_value("answer_hit", 0.7),
        with_value("answer_hit", 1.0),
        {**ACCEPTED, "a new figure": {"value": 0.0}},
    ],
    ids=["equal", "within the interval", "better", "one more"],
)
def test_figures_that_did_not_fall_pass(figures: Figures) -> None:
    assert list(fallen_figures(figures, ACCEPTED)) == []


def test_a_figure_below_its_interval_is_named_with_both_values() -> None:
    assert list(fallen_figures(with_value("answer_hit", 0.69), ACCEPTED)) == [
        "answer_hit: 0.690, accepted 0.800 (at least 0.700)"
    ]


def test_one_quote_in_a_thousand_that_is_not_verbatim_fails_whatever_was_accepted() -> None:
    lax = {**ACCEPTED, "verbatim": {"value": 0.9, "low": 0.8, "high": 1.0}}
    for accepted in (ACCEPTED, lax):
        (line,) = fallen_figures(with_value("verbatim", 0.999), accepted)
        assert line.startswith("verbatim: 0.999")


@pytest.mark.parametrize("name", list(ACCEPTED))
def test_a_figure_that_is_missing_fails(name: str) -> None:
    figures = {other: figure for other, figure in ACCEPTED.items() if other != name}
    (line,) = fallen_figures(figures, ACCEPTED)
    assert line.startswith(name)


def test_questions_that_flipped_are_named_the_worse_first() -> None:
    accepted = {"a": True, "b": False, "c": True, "d": False, "gone": True}
    found = {"a": True, "b": True, "c": False, "d": False, "new": False}
    assert list(flipped_questions(found, accepted)) == [
        "c: was right, is wrong",
        "b: was wrong, is right",
    ]


def test_better_questions_fail_nothing(
    assistant: Assistant,
    run: Callable[[Assistant], Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    better = run(assistant)
    baseline = tmp_path / "baseline.json"
    baseline.write_text(json.dumps({"figures": read_figures(better), "right": {"0": False}}))
    monkeypatch.setattr("eval.gate.BASELINE", baseline)
    done = CliRunner().invoke(gate, [str(better)])
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "0: was wrong, is right")


# From a stage that got worse to the figure that shows it.

TOWNS = (
    "Alvik Borga Celle Delft Ellery Faro Gavle Horn Ilmen Jaffa Kalmar Lund "
    "Malmo Nybro Oban Pori Quito Rabat Sala Turku Umea Vasa Ystad Zug"
).split()
ABSENT = (
    "Who baked bread on Saturn?",
    "Vad kostar en kamel?",
    "Which whale sang?",
    "Hur lagas soppa?",
)


def town_text(place: int) -> str:
    town = TOWNS[place]
    return (
        f"{town}\n\nThe port of {town} has {place + 100} cranes. "
        f"Ships call daily in summer. Nobody lives near by.\n"
    )


QUESTIONS = [
    Question(
        id=f"{place}",
        question=f"How many cranes has the port of {town}?",
        language="en",
        kind="same-language",
        evidence_language="en",
        answers=((f"{place + 100} cranes",),),
        evidence=(
            GoldEvidence(f"{town}.txt", f"The port of {town} has {place + 100} cranes."),
        ),
        history=(),
    )
    for place, town in enumerate(TOWNS)
] + [
    Question(question, question, "en", "off-topic", None, (), (), ()) for question in ABSENT
]  # fmt: skip


EMBEDDER = HashedWordsEmbedder(dimension=4096)


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("towns")
    for place, town in enumerate(TOWNS):
        (folder / f"{town}.txt").write_text(town_text(place), encoding="utf-8")
    index_dir = tmp_path_factory.mktemp("index")
    Assistant.from_documents(folder, index_dir=index_dir, embedder=EMBEDDER)
    return index_dir


@pytest.fixture(scope="module")
def assistant(index_dir: Path) -> Assistant:
    """Answers every question about the towns and refuses the others."""
    found = Assistant.open(index_dir, embedder=EMBEDDER)
    # The threshold is fitted for another embedder: one that tells these questions apart.
    least = {
        answerable: [
            found.ask(each.question).confidence
            for each in QUESTIONS
            if each.answerable == answerable
        ]
        for answerable in (True, False)
    }
    threshold = (min(least[True]) + max(least[False])) / 2
    assert max(least[False]) < threshold < min(least[True])
    found.settings = Settings(least_confidence=threshold, max_quotes=1)
    return found


@pytest.fixture
def with_stages(index_dir: Path, assistant: Assistant) -> Callable[[Stages], Assistant]:
    """The same assistant with other stages."""

    def opened(stages: Stages) -> Assistant:
        settings = assistant.settings
        return Assistant.open(index_dir, settings=settings, embedder=EMBEDDER, stages=stages)

    return opened


@pytest.fixture
def run(tmp_path: Path) -> Callable[[Assistant], Path]:
    """Evaluates an assistant into a folder."""

    def write(assistant: Assistant) -> Path:
        folder = tmp_path / f"run-{len(list(tmp_path.iterdir()))}"
        evaluate(assistant, QUESTIONS, folder=folder)
        return folder

    return write


@pytest.fixture(scope="module")
def accepted(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The figures of a run of the assistant as it is."""
    folder = tmp_path_factory.mktemp("accepted")
    evaluate(assistant, QUESTIONS, folder=folder)
    return read_figures(folder)


def reversed_hits(index: Index, query: Query, k: int, settings: Settings) -> list[Hit]:
    found = retrieve_each(index, query, k, settings)
    return [replace(hit, score=1 / hit.score) for hit in found]


def shifted(index: Index, selections: Iterable[Selection]) -> list[tuple[CitedStatement, ...]]:
    return [
        tuple(
            CitedStatement(
                replace(each.quoted, start=each.quoted.start + 1, end=each.quoted.end + 1)
            )
            for each in statements
        )
        for statements in cite_each(index, selections)
    ]


class WithoutQuotes:
    def write(self, found: Found) -> Iterator[StreamEvent]:
        yield from events(replace(found.answer, text="See [1]."))


BROKEN: dict[str, tuple[Stages, set[str]]] = {
    "ranking reversed": (
        Stages(retrieve=reversed_hits),
        {"recall@1", "mrr@10", "ndcg@10"},
    ),
    "nothing found": (
        Stages(retrieve=lambda *_: []),
        {"recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "answered", "verbatim"},
    ),
    "citation off by one": (Stages(cite=shifted), {"verbatim"}),
    "worst sentence quoted": (
        Stages(select=lambda _, __, evidence, ___: Selection(((evidence[-1],),))),
        {"answer_hit", "citation_recall", "citation_precision"},
    ),
    "answer without its quote": (
        Stages(writer=WithoutQuotes()),
        {"answer_hit"},
    ),
    "everything answered": (
        Stages(confidence=lambda evidence: 1.0),
        {"refusal recall", "refusal f1", "refusal precision"},
    ),
    "everything refused": (
        Stages(confidence=lambda evidence: 0.0),
        {"answered", "answer_hit", "citation_recall", "refusal precision", "refusal f1"},
    ),
}


@pytest.mark.parametrize(("stages", "figures"), BROKEN.values(), ids=BROKEN)
def test_a_stage_that_got_worse_fails_the_gate_by_its_figures(
    with_stages: Callable[[Stages], Assistant],
    run: Callable[[Assistant], Path],
    accepted: Figures,
    stages: Stages,
    figures: set[str],
) -> None:
    fallen = fallen_figures(read_figures(run(with_stages(stages))), accepted)
    assert {line.split(":")[0] for line in fallen} >= figures


def test_the_command_accepts_a_run_passes_its_equal_and_fails_a_worse_one(
    assistant: Assistant,
    with_stages: Callable[[Stages], Assistant],
    run: Callable[[Assistant], Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    baseline = tmp_path / "baseline.json"
    monkeypatch.setattr("eval.gate.BASELINE", baseline)
    citera_gate = CliRunner()
    assert citera_gate.invoke(gate, [str(run(assistant)), "--accept"]).exit_code == 0
    accepted = json.loads(baseline.read_text(encoding="utf-8"))
    assert {"answer_hit", "verbatim", "refusal f1"} < accepted["figures"].keys()
    assert accepted["right"] == {question.id: True for question in QUESTIONS}

    equal = citera_gate.invoke(gate, [str(run(assistant))])
    assert (equal.exit_code, equal.output) == (0, "0 figures fell below their accepted interval\n")

    worse = citera_gate.invoke(gate, [str(run(with_stages(Stages(cite=shifted))))])
    assert worse.exit_code == 1
    answered = sorted(question.id for question in QUESTIONS if question.answerable)
    flips = "".join(f"{each}: was right, is wrong\n" for each in answered)
    assert worse.output == (
        flips + "verbatim: 0.000, accepted 1.000 (at least 1.000)\n"
        "1 figures fell below their accepted interval\n"
    )
    assert json.loads(baseline.read_text(encoding="utf-8")) == accepted
