"""Training a reader, on a tiny encoder. What imports torch is imported when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from eval.fit.reader_examples import (
    Example,
    borrowed_example,
)
from eval.fit.reader_pairs import PairExample, pair_input
from eval.fit.reader_weights import blob_name, main, save_weights
from eval.questions.datasets import read_lines
from index.embed.e5.embedder import E5Embedder
from qa.evidence.reader.e5_claims import claim_reading
from qa.evidence.reader.e5_encoder import PAIR_HEAD, load_weights
from qa.evidence.reader.reader_input import reader_inputs
from tests.e5_reference import loaded_e5
from tests.eval.fit.test_reader_examples import BORROWED
from tests.tiny_models import save_e5_like

if TYPE_CHECKING:
    from eval.fit.reader import Trainer
    from eval.fit.reader_steps import Step

TOKENS = 5_000
pytestmark = pytest.mark.one_process


@pytest.fixture(scope="module")
def embedder() -> E5Embedder:
    return loaded_e5()


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_e5_like(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    rng = Random(1)
    without = BORROWED | {"question": "Who paid?", "answerable": False, "answers": []}
    return [borrowed_example(line, rng) for line in (BORROWED, without) for _ in range(4)]


@pytest.fixture(scope="module")
def pairs(examples: list[Example]) -> list[PairExample]:
    window = examples[0].window
    return [PairExample("When?", window, window, label) for label in (0, 1, 2)]


def trainer_of(encoder: Path, tokens: int) -> Trainer:
    import torch

    from eval.fit.reader import Plan, Trainer
    from eval.fit.reader_model import ReaderModel

    torch.manual_seed(1)
    return Trainer(ReaderModel(encoder), Plan(tokens, 1e-3, 1), "cpu", half=False)


def stopping_after(steps: int, trainer: Trainer) -> Callable[[Step], float]:
    """What the trainer does, until it is interrupted."""
    learn = trainer.learn

    def learn_or_stop(step: Step) -> float:
        if trainer.step >= steps:
            raise KeyboardInterrupt
        return learn(step)

    return learn_or_stop


def test_labels_are_the_tokens_of_the_answer(embedder: E5Embedder, examples: list[Example]) -> None:
    from eval.fit.reader_model import Labels

    example = examples[0]
    (read,) = reader_inputs(embedder, example.question, [example.window])
    labels = Labels.of(example, read)
    (sentence,) = labels.answering
    words = [example.window.sentences[sentence][slice(*read.spans[place])]
             for place in range(labels.start, labels.end + 1)]  # fmt: skip
    assert "".join(words).strip().rstrip(".") == "2019"


def test_it_learns_and_a_stopped_run_goes_on_to_the_same_end(
    encoder: Path,
    embedder: E5Embedder,
    examples: list[Example],
    pairs: list[PairExample],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import torch

    from eval.fit.reader import learn
    from eval.fit.reader_steps import questions_of, steps
    from eval.fit.reader_validation import validate, validate_pairs

    monkeypatch.setattr("eval.fit.reader.SAVE_EVERY", 0)
    monkeypatch.setattr("eval.fit.reader.LOG_EVERY", 1)
    questions = questions_of(examples)

    def train(trainer: Trainer) -> None:
        learn(trainer, steps(questions, pairs, embedder, 1, trainer.step), tmp_path)

    whole = trainer_of(encoder, TOKENS)
    train(whole)
    stopped = trainer_of(encoder, TOKENS)
    monkeypatch.setattr(stopped, "learn", stopping_after(4, stopped))
    with pytest.raises(KeyboardInterrupt):
        train(stopped)
    again = trainer_of(encoder, TOKENS)
    again.load(tmp_path / "checkpoint.pt")
    assert 0 < again.step < whole.step
    train(again)
    assert (again.step, again.seen) == (whole.step, whole.seen)
    for name, weights in whole.full.items():
        assert torch.allclose(weights, again.full[name], atol=1e-6), name
    losses = [each["loss"] for each in read_lines(tmp_path / "log.jsonl")]
    assert min(losses[: whole.step][-3:]) < losses[1]
    figures = validate(whole.model, examples, embedder, "cpu")
    assert 0 <= figures["auroc_window"] <= 1
    assert 0 <= validate_pairs(whole.model, pairs, embedder, "cpu")["macro_f1"] <= 1


def test_a_pair_has_both_quotes(embedder: E5Embedder, pairs: list[PairExample]) -> None:
    read = pair_input(embedder, pairs[0])
    count = len(pairs[0].one.sentences)
    assert read.quotes == [read.sentences[count - 1], read.sentences[-1]]
    assert all(read.quotes)


def test_only_what_differs_is_written(encoder: Path, tmp_path: Path) -> None:
    trainer = trainer_of(encoder, 100)
    save_weights(trainer.full, tmp_path / "reader.npz")
    loaded = load_weights(tmp_path / "reader.npz")
    trained = loaded.trained()
    assert {name.partition(".")[0] for name in trained} == {"l4"}
    name = "encoder.encoder.layer.4.attention.self.query.weight"
    np.testing.assert_allclose(trained[blob_name(name)], trainer.full[name].numpy(), atol=2e-3)
    assert loaded.heads["span.weight"].shape == (2, 32)
    for each in PAIR_HEAD:
        np.testing.assert_array_equal(loaded.heads[each], trainer.full[each].numpy())


def test_a_mean_is_by_shares_and_a_head_that_one_alone_has_stays(
    encoder: Path, tmp_path: Path
) -> None:
    after = trainer_of(encoder, 100).full
    before = {name: each + 4 for name, each in after.items() if name not in PAIR_HEAD}
    files = {"before": before, "after": after}
    for name, weights in files.items():
        save_weights(weights, tmp_path / f"{name}.npz")
    shares = [str(tmp_path / "before.npz"), "1", str(tmp_path / "after.npz"), "3"]
    out = str(tmp_path / "mean.npz")
    assert CliRunner().invoke(main, [out, *shares]).exit_code == 0
    mean = load_weights(Path(out))
    np.testing.assert_allclose(
        mean.heads["span.weight"], after["span.weight"].numpy() + 1, rtol=1e-6
    )
    for each in PAIR_HEAD:
        np.testing.assert_array_equal(mean.heads[each], after[each].numpy())
    assert "its share" in CliRunner().invoke(main, [out, *shares[:3]]).output


def test_the_reader_holds_claims_as_the_model_does(
    encoder: Path, embedder: E5Embedder, pairs: list[PairExample]
) -> None:
    import torch

    from eval.fit.reader_model import Batch, ReaderModel

    model = ReaderModel(encoder)
    held = [replace(pair, other=None) for pair in pairs]
    batch = Batch.of([pair_input(embedder, each) for each in held[:1]], "cpu")
    with torch.no_grad():
        logits = model.pair_logits(batch)[0]
        states = model.encode(batch)[0].numpy()
    heads = {name: each.numpy() for name, each in model.state_dict().items()}
    reading = claim_reading(states, batch.inputs[0], heads)
    shares = torch.softmax(logits, 0)
    np.testing.assert_allclose(reading, torch.logit(shares).numpy(), atol=1e-4)


def test_another_readers_weights_are_refused(encoder: Path) -> None:
    import torch

    from eval.fit.reader_model import ReaderModel

    with pytest.raises(ValueError, match="another reader"):
        ReaderModel(encoder).load_trained({"nothing": torch.zeros(1)})
