"""The manual page, made of the commands themselves: `citera man`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from textwrap import dedent

import click

EXIT_STATUS = (
    ("0", "An answer was given, or what was asked for is done."),
    ("1", "A question was refused, or files were left out."),
    ("2", "Something is wrong that you can mend; one line says what."),
    ("130", "It was interrupted."),
)
ENVIRONMENT = (
    ("CITERA_CONFIG", "The configuration file, instead of yours."),
    (
        "CITERA_LLM, CITERA_LLM_MODEL, CITERA_LLM_KEY",
        "A language model, and the key of its server.",
    ),
    ("CITERA_TOKENS", "Tokens that let programs in, with spaces between."),
    ("CITERA_MILVUS_TOKEN", "What a Milvus server knows you by."),
)


@click.command()
@click.pass_context
def man(ctx: click.Context) -> None:
    """Print the manual page of all commands.

    Example: citera man > ~/.local/share/man/man1/citera.1
    """
    print("\n".join(_page(ctx.find_root())))


def _page(root: click.Context) -> Iterator[str]:
    """The page in troff, with the macros of man(7)."""
    yield f'.TH CITERA 1 "" "citera {version("citera")}" "User Commands"'
    yield from (".ad l", ".nh")  # options and addresses are not torn apart
    yield from (".SH NAME", rf"citera \- {_escaped(_first_line(root.command))}")
    yield from (".SH SYNOPSIS", r".B citera", r"\fICOMMAND\fR [\fIOPTION\fR]...")
    yield from (".SH COMMANDS", "Each command tells of its options with", r".BR \-\-help .")
    for ctx in _commands(root):
        yield from _command(ctx)
    for heading, entries in (("EXIT STATUS", EXIT_STATUS), ("ENVIRONMENT", ENVIRONMENT)):
        yield f".SH {heading}"
        yield from _entries(entries)


def _commands(ctx: click.Context) -> Iterator[click.Context]:
    """Each command below, those of groups behind the group's own."""
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            assert command is not None, "it is listed"
            below = click.Context(command, parent=ctx, info_name=name)
            yield below
            yield from _commands(below)


def _command(ctx: click.Context) -> Iterator[str]:
    usage = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
    yield from (".SS", _escaped(usage))
    for paragraph in inspect.cleandoc(ctx.command.help or "").split("\n\n"):
        yield from (".PP", _escaped(paragraph))
    options = (each for each in ctx.command.params if isinstance(each, click.Option))
    yield from _entries(filter(None, (each.get_help_record(ctx) for each in options)))


def _entries(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, text in entries:
        yield from (".TP", rf"\fB{_escaped(term)}\fR", _escaped(text))


def _first_line(command: click.Command) -> str:
    return dedent(command.help or "").partition("\n")[0]


def _escaped(text: str) -> str:
    """Text as troff shows it to the letter: no escape, no hyphen, no line that is a request."""
    literal = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^(?=[.'])", r"\\&", " ".join(literal.split()))
