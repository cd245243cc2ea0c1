"""Options that several commands share, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from index.load.remote import is_url, local_path
from index.milvus.address import is_address
from qa.configuration.file import Configuration, read_configuration
from qa.configuration.layers import Layer, file_layers, settings_of
from qa.settings import Settings, values_of

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


class _DocumentsType(click.Path):
    """A folder or file, or the URL of one as it was given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A Path, or the URL."""
        if is_url(value):
            return local_path(value) or value
        return super().convert(value, param, ctx)


class _UrlType(click.Path):
    """A file, or a URL as it was given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A Path, or the URL."""
        return value if is_url(value) else super().convert(value, param, ctx)


def collection_names(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The collections whose names begin so, for a shell that completes them."""
    configuration = ctx.params.get("configuration")  # None for a file that cannot be read
    names = sorted(configuration.collections) if configuration else ()
    return [CompletionItem(name) for name in names if name.startswith(begun)]


def config_option_for(read: Callable[[Path | None], Configuration]) -> Callable[[Any], Any]:
    """The option --config, whose value is what `read` makes of the path."""
    return click.option(
        "--config",
        "configuration",
        metavar="FILE",
        type=path_type,
        envvar="CITERA_CONFIG",
        show_envvar=True,
        is_eager=True,
        callback=lambda ctx, param, path: read(path),
        help="A configuration file, instead of yours; see docs/configuration.md.",
    )


path_type = click.Path(path_type=Path)
documents_type = _DocumentsType(path_type=Path)
place_type = _PlaceType(path_type=Path)
file_or_url_type = _UrlType(path_type=Path)
config_option = config_option_for(read_configuration)
collection_options = joined(
    click.option(
        "--collection",
        metavar="NAME",
        shell_complete=collection_names,
        help="A folder with its index and settings, named by: citera collections add",
    ),
    config_option,
)
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
source_options = joined(place_options, collection_options, settings_options, llm_options)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def settings_from(
    configuration: Configuration, collection: str | None = None, **chosen: Any
) -> Settings:
    """The settings that the configuration file and the options of a command make."""
    return settings_of(layers_from(configuration, collection, **chosen))


def layers_from(
    configuration: Configuration,
    collection: str | None = None,
    setting: tuple[str, ...] = (),
    **options: str | None,
) -> list[Layer]:
    """What gives settings their values, the strongest last: the file, its collection, the
    environment, and the command line, where `setting` comes before the other options.
    """
    given = {name: value or None for name, value in options.items() if value is not None}
    source = click.get_current_context().get_parameter_source
    variables = [name for name in given if source(name) is ParameterSource.ENVIRONMENT]
    environment = [Layer(f"CITERA_{name.upper()}", {name: given.pop(name)}) for name in variables]
    command_line = Layer("command line", given | values_of(setting))
    return [*file_layers(configuration, collection), *environment, command_line]


def load_pairs(options: dict[str, Any]) -> list[str]:
    """The options of `load_options` that were given, as --setting takes them."""
    texts = {
        name: ",".join(value) if isinstance(value, tuple) else value
        for name, value in options.items()
    }
    return [f"{name}={text}" for name, text in texts.items() if text not in ("", None)]
