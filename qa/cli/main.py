"""The `citera` command. Exit status: 0 answered or done, 1 refused or incomplete, 2 user error."""

from __future__ import annotations

import sys

import click

from qa.cli.app import app, mcp, serve, user
from qa.cli.ask import ask, chat, search
from qa.cli.configuration.collections import collections_group
from qa.cli.configuration.config import config
from qa.cli.feedback import feedback_group
from qa.cli.index import check, export_model_command, index_command, info
from qa.cli.inspection import inspect
from qa.cli.llm import llm_group
from qa.cli.output import print_error
from qa.cli.shell.completion import completion
from qa.cli.shell.man import man
from qa.cli.verify import verify
from qa.errors import CiteraError

USER_ERROR = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def main() -> None:
    """Run the command; a failure that the user can mend is one line, never a traceback."""
    try:
        sys.exit(cli(prog_name="citera", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.ClickException as error:
        print_error(f"{error.format_message()} See: citera --help")
    except CiteraError as error:
        print_error(str(error))
    except OSError as error:  # a full disk, a closed pipe
        print_error(str(error))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    sys.exit(USER_ERROR)


class _WithEvaluation(click.Group):
    """Has the evaluation's commands, which are imported when one of them is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "eval"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "eval":
            return super().get_command(ctx, cmd_name)
        from eval.cli import eval_group

        return eval_group


@click.group(cls=_WithEvaluation, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="citera", message="%(prog)s %(version)s")
def cli() -> None:
    """Ask a folder of documents; get answers in their own words, each quote traceable."""


for _command in (
    *(index_command, info, inspect, check, export_model_command),
    *(ask, search, chat, verify),
    *(app, serve, mcp, user),
    *(collections_group, config),
    *(completion, man),
    feedback_group,
    llm_group,
):
    cli.add_command(_command)

if __name__ == "__main__":
    main()
