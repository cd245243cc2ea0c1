"""Trained weights → the file that qa/evidence/reader/e5_reader.py loads, and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embed.e5.export import LAYER_NAMES, SUFFIXES
from qa.evidence.reader.e5_reader import load_weights, quantised

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
