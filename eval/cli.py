"""The `citera eval` command and those below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from eval.questions import usual_split
from eval.questions.datasets import DATASETS, convert
from qa.assistant import Assistant
from qa.cli.opening import open_assistant, place_from
from qa.cli.options import (
    collection_options,
    config_option,
    llm_options,
    path_type,
    place_options,
    settings_from,
    settings_options,
)
from qa.configuration.file import Configuration
from qa.errors import SettingsError
from qa.settings import Settings
from qa.terminal import printable, progress_bar

DEFAULT_SETS = ("sample",)
_run_folder = click.Path(path_type=Path, exists=True, file_okay=False)


class _RunByDefault(click.Group):
    """`citera eval SET` is `citera eval run SET`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        completes = ctx.resilient_parsing and not args  # a shell, which asks what may follow
        if not completes and (not args or args[0] not in {*self.commands, *ctx.help_option_names}):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_RunByDefault, options_metavar="", subcommand_metavar="[run] [SET]... | COMMAND")
def eval_group() -> None:
    """Measure how well questions are answered.

    Example: citera eval my-questions.jsonl --docs reports/
    """


@eval_group.command()
@click.argument("sets", metavar="[SET]...", nargs=-1)
@click.option(
    "--split",
    type=click.Choice(["tune", "report", "all"]),
    help="Which half: weights were fitted on tune. Else report, or all of a file of yours.",
)
@click.option("--out", type=path_type, help="A folder for results.jsonl and summary.json.")
@place_options
@collection_options
@settings_options
@llm_options
def run(
    sets: tuple[str, ...],
    split: str | None,
    out: Path | None,
    docs: Path | None,
    index: Path | str | None,
    configuration: Configuration,
    collection: str | None,
    **chosen: Any,
) -> None:
    """Ask the questions of a set, by name or path, and print how well it went.

    Example: citera eval run sample --out runs/today
    """
    from eval.report.terminal import evaluate_and_print

    place = place_from(docs, index, configuration, collection)
    assistant = open_assistant(*place, settings_from(configuration, collection, **chosen))
    asked = sets or DEFAULT_SETS
    evaluate_and_print(assistant, asked, split or usual_split(asked), out)


@eval_group.command("everyday")
@click.option(
    "--split",
    type=click.Choice(["tune", "report", "all"]),
    default="tune",
    help="Which half: tune shows what failed, report only figures.",
)
@click.option("--out", type=path_type, help="A folder for results.jsonl and summary.json.")
@config_option
@settings_options
@llm_options
def everyday_command(
    split: str,
    out: Path | None,
    **chosen: Any,
) -> None:
    """Ask everyday questions over the folders written for them: lists, tables, dates, "hello".

    Example: citera eval everyday --split report --out runs/everyday
    """
    from eval.report.everyday import run_everyday_and_print

    run_everyday_and_print(settings_from(**chosen), split, out)


@eval_group.command()
@click.argument("run_folder", metavar="RUN", type=_run_folder)
@click.option("--html", "as_html", is_flag=True, help="Write RUN/report.html, a page to open.")
def report(run_folder: Path, as_html: bool) -> None:
    """Show the figures of a run again, and the questions that failed.

    Example: citera eval report runs/today --html
    """
    from eval.report.html import write_html_report
    from eval.report.terminal import print_report

    if as_html:
        print(printable(str(write_html_report(run_folder))))
    else:
        print_report(run_folder)


@eval_group.command("compare")
@click.argument("first", metavar="A", type=_run_folder)
@click.argument("second", metavar="B", type=_run_folder)
def compare_command(first: Path, second: Path) -> None:
    """Say in what two runs differ, and whether chance alone may have done it.

    Example: citera eval compare runs/yesterday runs/today
    """
    from rich.console import Console

    from eval.report.comparison import compare_and_print

    compare_and_print(first, second, Console())


@eval_group.command("sweep")
@click.argument("sets", metavar="[SET]...", nargs=-1)
@click.option(
    "--setting",
    multiple=True,
    required=True,
    metavar="NAME=VALUE,…",
    help="Values to try, all with all; repeatable.",
)
@click.option("--by", default="right", help="The figure that is best: right, or a metric.")
@click.option("--model", help="A sentence-transformers model, by name or path.")
@place_options
@collection_options
def sweep_command(
    sets: tuple[str, ...],
    setting: tuple[str, ...],
    by: str,
    model: str | None,
    docs: Path | None,
    index: Path | str | None,
    configuration: Configuration,
    collection: str | None,
) -> None:
    """Try settings on the tune half, and report the best on the other.

    Example: citera eval sweep --setting lexical_weight=0,0.05,0.1 --setting hits=4,8
    """
    from rich.console import Console

    from eval.report.terminal import load_sets
    from eval.sweep import print_sweep, sweep

    docs, index = place_from(docs, index, configuration, collection)
    base = settings_from(configuration, collection, model=model)

    def open_with(settings: Settings) -> Assistant:
        if index and settings.split != base.split:
            raise SettingsError("max_tokens and overlap belong to an index; give --docs instead.")
        return open_assistant(docs, index, settings)

    questions = load_sets(sets or DEFAULT_SETS, "all")
    with progress_bar("Asking") as progress:
        found = sweep(open_with, base, setting, questions, by, progress)
    print_sweep(found, Console())


@eval_group.command("convert")
@click.argument("name", type=click.Choice(DATASETS))
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.argument("out", type=path_type)
def convert_command(name: str, source: Path, out: Path) -> None:
    """Bring a set made by others, the folder (or file) SOURCE, into this project's form.

    Example: citera eval convert swequad sets/swequad swequad && citera eval
    swequad/questions.jsonl --docs swequad/documents
    """
    questions = convert(name, source, out)
    print(f"{len(questions)} questions in {printable(str(out))}")
