"""What each baseline must score, on a corpus that makes it plain."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.baselines import (
    Constant,
    FirstPassage,
    RandomSentence,
    Refuser,
    baselines,
    compare,
)
from eval.questions import GoldEvidence, Question
from eval.results.row import Evaluated
from eval.run import evaluate
from qa import Assistant
from tests.fakes import HashedWordsEmbedder

pytestmark = pytest.mark.usefixtures("few_resamples")

TEXTS = {
    "a.txt": "Alvik\n\nThe port of Alvik has forty docks. Many ships call in summer.\n",
    "b.txt": "Borga\n\nThe mine of Borga employs ninety miners. Ore leaves by train.\n",
}


def asking(question: str, document: str, quote: str, alias: str) -> Question:
    evidence = (GoldEvidence(document, quote),)
    return Question(question, question, "en", "number", "en", ((alias,),), evidence, ())


DOCKS = asking(
    "How many docks has the port of Alvik?",
    "a.txt",
    "The port of Alvik has forty docks.",
    "forty",
)
MINERS = asking(
    "How many miners has the mine of Borga?",
    "b.txt",
    "The mine of Borga employs ninety miners.",
    "ninety",
)
WHALE = Question("whale", "Which whale sang?", "en", "off-topic", None, (), (), ())
QUESTIONS = [DOCKS, MINERS, WHALE]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Assistant.from_documents(folder, embedder=HashedWordsEmbedder(dimension=4096))


def figures(answerer: Evaluated) -> list[float]:
    """Answer hit, citation recall and precision, where defined, and recall of refusing."""
    summary = evaluate(answerer, QUESTIONS).summary
    found = summary.answerable["all"]
    wanted = ("answer_hit", "citation_recall", "citation_precision", "verbatim")
    scores = [found[name].value for name in wanted if name in found]
    return [*scores, summary.refusal["all"]["recall"].value]


def test_always_refusing_refuses_rightly_and_answers_nothing(assistant: Assistant) -> None:
    assert figures(Refuser(assistant)) == [0, 0, 1]
    refusal = evaluate(Refuser(assistant), QUESTIONS).summary.refusal["all"]
    assert refusal["precision"].value == pytest.approx(1 / 3)


def test_a_constant_answer_is_right_where_it_happens_to_be(assistant: Assistant) -> None:
    assert figures(Constant(assistant)) == [1 / 2, 1 / 2, 1 / 2, 1, 0]


def test_the_first_passage_holds_the_answer_and_more_words(assistant: Assistant) -> None:
    assert figures(FirstPassage(assistant)) == [1, 1, 1, 1, 0]
    (row, *_) = evaluate(FirstPassage(assistant), QUESTIONS).rows
    assert row.answer.text.endswith("Many ships call in summer.")
    # Of 11 words quoted, 6 are evidence; articles do not count.
    assert row.metrics["token_f1"] == pytest.approx(2 * 6 / (11 + 6))


def test_a_random_sentence_is_the_same_for_the_same_question_and_any_for_others(
    assistant: Assistant,
) -> None:
    answerer = RandomSentence(assistant)
    said = [answerer.ask(f"Question {number}?").text for number in range(60)]
    assert said == [RandomSentence(assistant).ask(f"Question {n}?").text for n in range(60)]
    assert set(said) == {
        "The port of Alvik has forty docks.",
        "Many ships call in summer.",
        "The mine of Borga employs ninety miners.",
        "Ore leaves by train.",
    }


def test_the_command_prints_a_line_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.assistant.load_embedder", lambda name, **_: HashedWordsEmbedder())
    monkeypatch.setattr("qa.cli.opening.index_dir_for", lambda *_: tmp_path / "index")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text(TEXTS["a.txt"], encoding="utf-8")
    records = [asdict(question) for question in (DOCKS, WHALE)]
    records[0]["evidence"] = [{"document": "a.txt", "quote": DOCKS.evidence[0].quote}]
    own = tmp_path / "own.jsonl"
    own.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    done = CliRunner().invoke(baselines, [str(own), "--docs", str(docs), "--split", "all"])
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.output.splitlines()]
    zero, one = ["0", "0–0"], ["100", "100–100"]
    refuser = next(line for line in lines if line[:1] == ["refuser"])
    # Both refused, one of them rightly: F1 is 2/3.
    assert refuser[:-1] == ["refuser", "1", *zero, *zero, *zero, "1", *one, "2", "67"]
    assert max(map(len, done.output.splitlines())) <= 100


def test_the_assistant_stands_beside_every_baseline(assistant: Assistant) -> None:
    compared = compare(assistant, QUESTIONS)
    recall = {name: each["refusal recall"].value for name, each in compared.items()}
    assert list(recall) == ["assistant", "first passage", "random", "constant", "refuser"]
    assert recall["refuser"] == 1
    assert compared["first passage"]["answer_hit"].value == 1
    # All of them search as the assistant does.
    assert len({each["mrr@10"].value for each in compared.values()}) == 1
