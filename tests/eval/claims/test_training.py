"""What the model that holds claims learns from."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from eval.claims.training import (
    OTHERS,
    asked_examples,
    examples_of,
    restated_examples,
    steps,
)
from eval.claims.yes_or_no import readings
from eval.fit.reader_pairs import LABELS
from eval.fit.reader_steps import MAX_RUN_TOKENS
from index.embed.e5.embedder import E5Embedder

pytestmark = pytest.mark.integration


def test_a_claim_is_held_against_what_shows_it_and_some_that_do_not(
    files: tuple[Path, Path],
) -> None:
    held = [
        each
        for each in examples_of(*files, Random(1))
        if each.question == "The harbour has 340 cameras on its roof."
    ]
    quote = "The harbour has 40 cameras on its roof."
    for each in held:
        shows = quote in each.one.sentences
        assert LABELS[each.label] == ("conflict" if shows else "other")
    shown = [each for each in held if each.one.sentences == (quote,)]
    assert len(shown) == 2  # in both languages
    assert len(held) == 2 * (1 + OTHERS)


def test_every_step_has_inputs_of_like_lengths_and_a_stopped_run_goes_on(
    files: tuple[Path, Path],
) -> None:
    examples = examples_of(*files, Random(1))
    embedder = E5Embedder()
    some = list(islice(steps(examples * 40, embedder, 1, 0), 4))
    for step in some:
        lengths = [len(each.ids) for each in step.inputs]
        assert len(lengths) * max(lengths) <= MAX_RUN_TOKENS
        assert len(step.labels) == len(lengths)
    again = next(steps(examples * 40, embedder, 1, 2))
    assert [each.ids for each in again.inputs] == [each.ids for each in some[2].inputs]


def test_claims_say_the_same_as_themselves_and_the_false_ones_otherwise(
    files: tuple[Path, Path],
) -> None:
    for each in restated_examples(files[0], Random(1)):
        (text,) = each.one.sentences
        assert LABELS[each.label] == ("same" if text == each.question else "conflict")


def test_a_question_for_yes_or_no_is_held_against_what_answers_it(tmp_path: Path) -> None:
    asked = {"kind": "yes_no", "quotes": ["The pool is closed on Mondays."]}
    lines = [
        asked | {"question": "is the pool open on mondays?", "holds": [["Nej", "no"]]},
        asked | {"question": "is the pool closed on mondays?", "holds": [["ja"]]},
        asked | {"question": "on which days is it closed", "holds": [["Mondays"]]},
        asked | {"question": "when", "holds": [["no"]], "kind": "fact"},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    examples = asked_examples(path)
    assert [LABELS[each.label] for each in examples] == ["conflict", "same"]
    assert len(readings(examples)) == 2
