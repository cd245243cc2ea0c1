"""The language model that the user named."""

from __future__ import annotations

import sys
from typing import Any

import click

from qa.cli.options import REFUSED, collection_options, llm_options, settings_from
from qa.cli.output import print_error
from qa.errors import LanguageModelError, SettingsError
from qa.llm.check import check_language_model
from qa.llm.load import load_language_model
from qa.terminal import printable


@click.group("llm")
def llm_group() -> None:
    """Try a language model.

    Example: citera llm check --llm http://127.0.0.1:11434/v1 --llm-model qwen3:4b
    """


@llm_group.command("check")
@click.option(
    "--setting", multiple=True, metavar="NAME=VALUE", help="As llm_seconds=300; repeatable."
)
@collection_options
@llm_options
def check_command(**chosen: Any) -> None:
    """Say whether it answers, streams, and cites as it is asked to.

    Example: citera llm check --llm http://127.0.0.1:11434/v1 --llm-model qwen3:4b
    """
    model = load_language_model(settings_from(**chosen))
    if model is None:
        raise SettingsError("name a language model with --llm URL --llm-model NAME.")
    try:
        checked = check_language_model(model)
    except LanguageModelError as error:
        print_error(str(error))
        sys.exit(REFUSED)
    print(f"{printable(model.name)} answers: yes, after {checked.seconds:.1f} s")
    print(f"streams: {'yes' if checked.streams else 'no'}")
    print(f"cites: {'yes' if checked.cites else 'no'}")
    print(f"its answer: {printable(' '.join(checked.text.split()))}")
