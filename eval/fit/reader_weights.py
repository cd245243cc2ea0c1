"""Trained weights → the file that qa/evidence/reader/e5_encoder.py loads, and back; and their mean.

    python -m eval.fit.reader_weights OUT FILE SHARE [FILE SHARE]...

writes into OUT the mean of readers that were trained one from the other: the later one knows more
of what it saw last, the earlier one of all else, and the mean is often better than both (Wortsman
et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from index.embed.e5.blocks import quantised
from index.embed.e5.export import LAYER_NAMES, SUFFIXES
from qa.evidence.reader.e5_encoder import load_weights

if TYPE_CHECKING:
    from torch import Tensor

LAYER = "encoder.encoder.layer."
PARTS = {long: short for short, long in LAYER_NAMES.items()}
ENDINGS = {long: short for short, long in SUFFIXES.items()}


def save_weights(weights: Mapping[str, Tensor], path: Path) -> None:
    """Write the trained weights of a ReaderModel."""
    arrays: dict[str, Any] = {}
    for name, tensor in weights.items():
        values = tensor.detach().cpu().float().numpy()
        if not name.startswith("encoder."):
            arrays[name] = values
        elif values.ndim == 1:
            arrays[blob_name(name)] = values
        else:
            base = blob_name(name)
            arrays[f"{base}.numbers"], arrays[f"{base}.scales"] = quantised(values)
    np.savez(path, **arrays)


def blob_name(name: str) -> str:
    """The bundled model's name for a tensor of transformers ("encoder.encoder.layer.4.…")."""
    layer, _, rest = name.removeprefix(LAYER).partition(".")
    part, _, ending = rest.rpartition(".")
    return f"l{layer}.{PARTS[part]}.{ENDINGS[ending]}"


def saved_weights(path: Path) -> dict[str, Tensor]:
    """The weights in a file that `save_weights` wrote, under a ReaderModel's names."""
    import torch

    saved = load_weights(path)
    arrays = {**saved.heads, **{model_name(n): each for n, each in saved.trained().items()}}
    return {name: torch.tensor(each) for name, each in arrays.items()}


def model_name(name: str) -> str:
    """The name in transformers of a tensor of the bundled model ("l4.…")."""
    layer, part, ending = name.split(".")
    return f"{LAYER}{layer.removeprefix('l')}.{LAYER_NAMES[part]}.{SUFFIXES[ending]}"


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True)
def main(out: Path, files: tuple[str, ...]) -> None:
    """Write into OUT the mean of FILES, each followed by its share."""
    if len(files) % 2:
        raise click.UsageError("give each file with its share: FILE SHARE [FILE SHARE]...")
    shares = {Path(file): float(share) for file, share in zip(files[::2], files[1::2], strict=True)}
    save_weights(mean_weights(shares), out)


def mean_weights(shares: Mapping[Path, float]) -> dict[str, Tensor]:
    """The mean of the weights in files, each with its share; a head that one alone has stays."""
    saved = {path: saved_weights(path) for path in shares}
    names = dict.fromkeys(name for weights in saved.values() for name in weights)
    return {name: _mean(name, saved, shares) for name in names}


def _mean(
    name: str, saved: Mapping[Path, Mapping[str, Tensor]], shares: Mapping[Path, float]
) -> Tensor:
    holding = [path for path, weights in saved.items() if name in weights]
    total = sum(shares[path] for path in holding)
    first, *others = (saved[path][name] * (shares[path] / total) for path in holding)
    return sum(others, start=first)


if __name__ == "__main__":
    main()
