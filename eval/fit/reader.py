"""Train the reader, and write it to where the assistant finds it.

    python -m eval.fit.reader FILE… --out RUN [--pairs FILE…] [--valid FILE…]
        [--valid-pairs FILE…] [--from RUN_OR_WEIGHTS]

FILE holds questions as eval/fit/reader_examples.py says, or is a questions-X.jsonl of everyday
questions with its documents beside it (eval/fit/reader_folders.py). RUN is a folder: examples, a
checkpoint to go on from where it was stopped, log.jsonl with loss and validation as it went,
settings.json with seed, versions and the hashes of all data, and reader.npz, the weights that the
assistant loads (`--setting reader=RUN/reader.npz`; the one that ships is
qa/evidence/reader/reader.npz). With --from, training goes on from another run's weights, or from
those in a file: that is how the reader that ships learns somebody's own questions
(`--from qa/evidence/reader/reader.npz`).
"""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import click
import torch
from torch import nn

from eval.fit.reader_examples import (
    Example,
    examples_of,
    load_examples,
    save_examples,
)
from eval.fit.reader_folders import files_of_folder, folder_examples, is_folder
from eval.fit.reader_model import Batch, ReaderModel
from eval.fit.reader_pairs import made_pairs, pair_examples
from eval.fit.reader_steps import Step, of_like_lengths, questions_of, steps
from eval.fit.reader_validation import validate, validate_pairs
from eval.fit.reader_weights import save_weights, saved_weights
from index.embed.e5.embedder import E5Embedder
from index.embed.e5.engine import processor_flags
from index.embed.e5.export import export_model

WRITTEN_PAIRS = 2  # times that pairs that somebody wrote are read for once of those made
WARM_STEPS = 40
LAST_RATE = 0.02  # of the learning rate, at the end
HEAD_FACTOR = 5.0  # the heads begin with nothing, and learn faster
SAVE_EVERY = 300.0  # seconds
FAST_IN_BFLOAT16 = {"amx_bf16", "avx512_bf16"}  # processors
LOG_EVERY = 20  # steps


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides a run, beside its data."""

    tokens: int
    rate: float
    seed: int


class Trainer:
    """A model that learns, with what is needed to go on later.

    Where the processor or the GPU has bfloat16 the model runs in it; the weights that learn stay in
    float32.
    """

    def __init__(self, model: ReaderModel, plan: Plan, device: str, half: bool) -> None:
        """Begin at step 0."""
        self.model, self.plan, self.device = model, plan, device
        self.step, self.seen = 0, 0
        learning = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self.full = {n: p.detach().float().clone() for n, p in learning.items()}
        if half:
            model.encoder.bfloat16()
        model.to(device)
        self.live = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self.full = {name: each.to(device) for name, each in self.full.items()}
        heads = [each for name, each in self.full.items() if not name.startswith("encoder.")]
        encoder = [each for name, each in self.full.items() if name.startswith("encoder.")]
        groups = [
            {"params": encoder, "lr": plan.rate, "weight_decay": 0.01},
            {"params": heads, "lr": plan.rate * HEAD_FACTOR, "weight_decay": 0.01},
        ]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]

    def learn(self, step: Step) -> float:
        """Take one step; its loss."""
        loss = self._loss(step)
        torch.autograd.backward(loss)
        for name, live in self.live.items():
            self.full[name].grad = None if live.grad is None else live.grad.float()
            live.grad = None
        nn.utils.clip_grad_norm_(list(self.full.values()), 1.0)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * self._share_of_rate()
        self.optimizer.step()
        self._show()
        self.step += 1
        self.seen += sum(len(each.ids) for each in step.inputs)
        return float(loss.detach())

    def _loss(self, step: Step) -> torch.Tensor:
        if step.pairs:
            return self.model.pair_loss(Batch.of(step.inputs, self.device), step.labels)
        batches = [Batch.of(each, self.device) for each in of_like_lengths(step.inputs)]
        return self.model.loss(batches, step.labels)

    def _share_of_rate(self) -> float:
        """Up at first, then down in a line to LAST_RATE as the planned tokens have been seen."""
        warm = min(1.0, (self.step + 1) / WARM_STEPS)
        return warm * max(LAST_RATE, 1 - self.seen / self.plan.tokens)

    @torch.no_grad()
    def _show(self) -> None:
        for name, live in self.live.items():
            live.copy_(self.full[name])

    def save(self, path: Path) -> None:
        """Write a checkpoint, in one step."""
        state = {
            "full": self.full,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seen": self.seen,
        }
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    def load(self, path: Path) -> None:
        """Go on where a checkpoint was written."""
        state = torch.load(path, map_location=self.device)
        with torch.no_grad():
            for name, each in self.full.items():
                each.copy_(state["full"][name])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seen = state["step"], state["seen"]
        self._show()


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The run's folder.")
@click.option("--pairs", multiple=True, type=click.Path(path_type=Path, exists=True))
@click.option("--valid", multiple=True, type=click.Path(path_type=Path, exists=True))
@click.option("--valid-pairs", multiple=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--from", "start", type=click.Path(path_type=Path, exists=True), help="Run or weights."
)
@click.option(
    "--examples",
    "made",
    type=click.Path(path_type=Path),
    help="Where what is made of FILES is kept, for runs of one seed to share.  [default: in --out]",
)
@click.option("--tokens", default=10_000_000, help="To read before the end.")
@click.option("--rate", default=1.5e-4, help="Of learning.")
@click.option("--share", default=1.0, help="Of the examples that are used, for a curve over data.")
@click.option("--max-borrowed", default=12_000, help="Examples of one file of others.")
@click.option("--seed", default=1)
@click.option("--threads", default=0, help="0: as many as there are processors.")
def main(
    files: tuple[Path, ...],
    out: Path,
    pairs: tuple[Path, ...],
    valid: tuple[Path, ...],
    valid_pairs: tuple[Path, ...],
    start: Path | None,
    made: Path | None,
    tokens: int,
    rate: float,
    share: float,
    max_borrowed: int,
    seed: int,
    threads: int,
) -> None:
    """Train a reader on FILES, or go on with the run in --out."""
    out.mkdir(parents=True, exist_ok=True)
    if threads:
        torch.set_num_threads(threads)
    plan = Plan(tokens, rate, seed)
    data = {
        "files": files,
        "pairs": pairs,
        "valid": valid,
        "valid_pairs": valid_pairs,
    }
    note_settings(out, plan, {"share": share, "max_borrowed": max_borrowed, "from": start}, data)
    embedder = E5Embedder()
    kept = made or out / "examples"
    make = partial(_kept_examples, kept, embedder=embedder, seed=seed, max_borrowed=max_borrowed)
    examples, held_out = (list(chain(*map(make, paths))) for paths in (files, valid))
    questions = questions_of(examples)
    questions = Random(seed).sample(questions, round(len(questions) * share))
    trainer = trainer_of(out, plan, start)
    written = pair_examples(pairs) * WRITTEN_PAIRS
    own_pairs = made_pairs(list(chain(*questions)), Random(seed))
    waiting = steps(questions, [*written, *own_pairs], embedder, seed, trainer.step)
    learn(trainer, waiting, out)
    if held_out:
        log(out, **validate(trainer.model, held_out, embedder, trainer.device))
    if kept_aside := pair_examples(valid_pairs):
        log(out, **validate_pairs(trainer.model, kept_aside, embedder, trainer.device))
    save_weights(trainer.full, out / "reader.npz")


def trainer_of(out: Path, plan: Plan, start: Path | None) -> Trainer:
    """A trainer that goes on where the run was stopped, else from `start`, a run or weights."""
    torch.manual_seed(plan.seed)
    encoder = out / "encoder"
    if not encoder.exists():
        export_model(encoder)
    model = ReaderModel(encoder)
    if start is not None:
        model.load_trained(_weights_of(start))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    half = device == "cuda" or bool(FAST_IN_BFLOAT16 & processor_flags())
    trainer = Trainer(model, plan, device, half)
    if (out / "checkpoint.pt").exists():
        trainer.load(out / "checkpoint.pt")
    return trainer


def _weights_of(start: Path) -> dict[str, torch.Tensor]:
    """Those of a run's folder or of a file of weights."""
    if start.is_file():
        return saved_weights(start)
    weights: dict[str, torch.Tensor] = torch.load(start / "checkpoint.pt", map_location="cpu")[
        "full"
    ]
    return weights


def learn(trainer: Trainer, waiting: Iterable[Step], out: Path) -> None:
    """Learn until the planned tokens have been read; notes how it went, and keeps a checkpoint."""
    losses: dict[bool, deque[float]] = {kind: deque(maxlen=LOG_EVERY) for kind in (False, True)}
    began = saved = time.monotonic()
    before = trainer.seen
    for step in waiting:
        losses[step.pairs].append(trainer.learn(step))
        done = trainer.seen >= trainer.plan.tokens
        if trainer.step % LOG_EVERY == 0 or done:
            pace = (trainer.seen - before) / (time.monotonic() - began)
            means = {
                name: sum(losses[kind]) / max(1, len(losses[kind]))
                for kind, name in ((False, "loss"), (True, "pair_loss"))
            }
            log(out, step=trainer.step, seen=trainer.seen, pace=round(pace), **means)
        if time.monotonic() - saved > SAVE_EVERY or done:
            trainer.save(out / "checkpoint.pt")
            saved = time.monotonic()
        if done:
            break


def _kept_examples(
    folder: Path, path: Path, embedder: E5Embedder, seed: int, max_borrowed: int
) -> list[Example]:
    """Those of a file, made once: a thousand questions take a minute or more."""
    folder.mkdir(parents=True, exist_ok=True)
    # Files of one name may be in several folders, and change between runs.
    kept = folder / f"{_digest(path)[:12]}-{path.name.removesuffix('.gz')}"
    if not kept.exists():
        if is_folder(path):
            made = folder_examples(path, embedder)
        else:
            made = examples_of(path, embedder, seed, max_borrowed)
        save_examples(made, kept)
    return load_examples(kept)


def _digest(path: Path) -> str:
    """SHA-256 of a file, and of the documents that its questions are asked of."""
    digest = sha256()
    for each in files_of_folder(path) if is_folder(path) else (path,):
        digest.update(each.read_bytes())
    return digest.hexdigest()


def note_settings(
    out: Path, plan: Plan, options: dict[str, Any], data: dict[str, tuple[Path, ...]]
) -> None:
    """Write what decides a run into its folder."""
    hashes = {kind: {path.name: _digest(path) for path in paths} for kind, paths in data.items()}
    noted = {
        **asdict(plan),
        **options,
        "torch": torch.__version__,
        "sha256": hashes,
    }
    (out / "settings.json").write_text(
        json.dumps(noted, indent=2, default=str) + "\n", encoding="utf-8"
    )


def log(out: Path, **figures: Any) -> None:
    """Note figures in a run's folder, and print them."""
    rounded = {n: round(x, 4) if isinstance(x, float) else x for n, x in figures.items()}
    line = json.dumps({"at": time.strftime("%H:%M:%S"), **rounded}, ensure_ascii=False)
    print(line, flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


if __name__ == "__main__":
    main()
