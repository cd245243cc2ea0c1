"""Where each setting gets its value: the last of several layers that gives one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.configuration.file import Configuration
from qa.settings import FIELDS, Settings


@dataclass(frozen=True, slots=True)
class Layer:
    """Values of settings by name, and where they were given."""

    source: str
    values: Mapping[str, Any]


def file_layers(configuration: Configuration, collection: str | None) -> list[Layer]:
    """What the file says for all, and for the collection of that name, which comes before it.

    Raises CollectionError where there is none.
    """
    layers = [Layer(f"{configuration.path} [settings]", configuration.settings)]
    if collection is not None:
        source = f"{configuration.path} [collections.{collection}]"
        layers.append(Layer(source, configuration.collection(collection).settings))
    return layers


def settings_of(layers: Sequence[Layer]) -> Settings:
    """The settings where each layer comes before those ahead of it, and defaults are the first."""
    return Settings(**{name: value for each in layers for name, value in each.values.items()})


def sources_of(layers: Sequence[Layer]) -> dict[str, str]:
    """Where each setting's value comes from, by its name."""
    given = {name: each.source for each in layers for name in each.values}
    return {name: given.get(name, "default") for name in FIELDS}
