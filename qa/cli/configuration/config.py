"""Which settings are in effect, and why: `citera config`."""

from __future__ import annotations

from typing import Any

import click

from qa.cli.options import (
    collection_options,
    json_option,
    layers_from,
    llm_options,
    settings_options,
)
from qa.configuration.file import Configuration
from qa.configuration.layers import settings_of, sources_of
from qa.configuration.schema import configuration_schema
from qa.settings import FIELDS
from qa.terminal import json_text, printable


@click.command()
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the file, for editors.")
@collection_options
@settings_options
@llm_options
@json_option
def config(
    schema: bool,
    as_json: bool,
    configuration: Configuration,
    collection: str | None,
    **chosen: Any,
) -> None:
    """Show every setting in effect, and where its value comes from.

    Example: citera config --collection reports
    """
    if schema:
        print(json_text(configuration_schema()))
        return
    layers = layers_from(configuration, collection, **chosen)
    settings, sources = settings_of(layers), sources_of(layers)
    values = {name: getattr(settings, name) for name in FIELDS}
    path, is_there = configuration.path, configuration.path.exists()
    if as_json:
        told = {name: {"value": values[name], "from": sources[name]} for name in FIELDS}
        print(json_text({"file": str(path), "exists": is_there, "settings": told}))
        return
    print(printable(f"file: {path}{'' if is_there else ' (not there)'}"))
    widths = max(map(len, FIELDS)), max(len(str(value)) for value in values.values())
    for name, value in values.items():
        print(printable(f"{name:<{widths[0]}}  {value!s:<{widths[1]}}  {sources[name]}"))
