"""What a shell is told so that it completes the command: `citera completion`."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what makes a shell complete commands, options and collections; see docs/shell.md.

    Example: citera completion bash > ~/.local/share/bash-completion/completions/citera
    """
    print(SHELLS[shell](ctx.find_root().command, {}, "citera", "_CITERA_COMPLETE").source())
