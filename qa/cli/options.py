"""Options that several commands share, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from index.milvus.address import is_address
from qa.settings import Settings

REFUSED = 1  # the exit status of what was refused or is incomplete


def joined(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one decorator, in the order given."""

    def decorate(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


class _PlaceType(click.Path):
    """A folder, or the address of an index in Milvus as it was given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A Path, or the address."""
        return value if is_address(value) else super().convert(value, param, ctx)


path_type = click.Path(path_type=Path)
place_type = _PlaceType(path_type=Path)
settings_options = joined(
    click.option("--model", help="A sentence-transformers model, by name or path."),
    click.option("--reranker", help="A cross-encoder that reorders what is found, likewise."),
    click.option(
        "--reader", help="What reads the sentences found: off, a QA model likewise, or a .npz file."
    ),
    click.option(
        "--setting", multiple=True, metavar="NAME=VALUE", help="See docs/python-api.md; repeatable."
    ),
)
llm_options = joined(
    click.option(
        "--llm",
        metavar="URL",
        envvar="CITERA_LLM",
        help="An endpoint that has a language model, as http://127.0.0.1:11434/v1.",
        show_envvar=True,
    ),
    click.option(
        "--llm-model",
        metavar="NAME",
        envvar="CITERA_LLM_MODEL",
        help="The language model there.",
        show_envvar=True,
    ),
)
load_options = joined(
    click.option("--include", multiple=True, metavar="GLOB", help="Only such files; repeatable."),
    click.option("--exclude", multiple=True, metavar="GLOB", help="No such files; repeatable."),
    click.option("--max-megabytes", type=int, help="Leave out larger files; else 200."),
    click.option("--parse-seconds", type=int, help="Give up on a file after this; else 60."),
    click.option("--parse-megabytes", type=int, help="Memory for a file's parser; else 2000."),
)
place_options = joined(
    click.option("--docs", type=path_type, help="A folder or file; its index is in your cache."),
    click.option(
        "--index",
        type=place_type,
        metavar="DIR|ADDRESS",
        help="An index made with: citera index DOCS --out DIR, or in Milvus: milvus://HOST/NAME",
    ),
)
source_options = joined(place_options, settings_options, llm_options)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def settings_from(
    model: str | None,
    reranker: str | None,
    reader: str | None,
    setting: tuple[str, ...],
    llm: str | None = None,
    llm_model: str | None = None,
) -> Settings:
    """The settings that the values of `settings_options`, and of `llm_options`, make."""
    chosen = Settings(
        model=model, reranker=reranker, reader=reader, llm=llm or None, llm_model=llm_model or None
    )
    return chosen.with_pairs(setting)


def load_pairs(options: dict[str, Any]) -> list[str]:
    """The options of `load_options` that were given, as --setting takes them."""
    texts = {
        name: ",".join(value) if isinstance(value, tuple) else value
        for name, value in options.items()
    }
    return [f"{name}={text}" for name, text in texts.items() if text not in ("", None)]
