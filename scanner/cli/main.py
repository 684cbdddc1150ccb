"""The command `unmask`: every way in, and the one place where an exit code is decided."""

import os
import signal
import sys
from importlib import import_module

import click

from scanner import __version__
from scanner.attempt import contained
from scanner.model.refusal import NetworkAway, UsageRefused
from scanner.nursery import start_ahead

USAGE, INCONCLUSIVE, INTERNAL, INTERRUPTED, CLOSED_PIPE = 2, 3, 5, 130, 141


_COMMANDS = {
    "discover": "audit_commands:discover_command", "scan": "audit_commands:scan_command", "vet": "audit_commands:vet_command",
    "diff": "comparing_commands:diff_command", "compare": "comparing_commands:compare_command",
    "bisect": "comparing_commands:bisect_command", "fleet": "comparing_commands:fleet_command",
    "explain": "report_commands:explain_command",
    "render": "report_commands:render_command", "keygen": "report_commands:keygen_command", "verify": "report_commands:verify_command",
    "policy": "policy_commands:policy_group", "rules": "rules_commands:rules_group",
}  # fmt: skip


_EXAMINING = ("scan", "vet")
"""Commands that need workers unless they are refused."""


class _Commands(click.Group):
    """Imports the module of a command when it is asked for: importing all of them takes longer than most runs of one."""

    def list_commands(self, _: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        module, _colon, attribute = _COMMANDS.get(cmd_name, "").partition(":")
        return getattr(import_module(f"scanner.cli.{module}"), attribute) if module else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is to run; listing commands, and asking for help, start nothing."""
        if args[0] in _EXAMINING and not set(ctx.help_option_names).intersection(args):
            start_ahead()
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="unmask")
def unmask() -> None:
    """Find the AI tools on a host, open what really runs, prove what it reads and sends, and judge it by policy.

    Exit codes: 0 all pass, 1 blocked, 2 wrong usage or a refused file, 3 inconclusive, 4 review needed, 5 internal error.
    """


def main() -> None:
    """Run the command line and leave with its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    code, failure = contained(_run)
    if failure is not None:
        _say(f"unmask failed and this is its own fault: {failure}. Please report it with the command that you ran.")
    sys.exit(INTERNAL if code is None else code)


def _run() -> int:
    try:
        code = unmask.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        _say(error.format_message())
        return USAGE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        told = " ".join(error.format_message().split())  # choices come as a list over many lines
        if context is not None:
            told = f"{told}{'' if told.endswith(('.', '?')) else '.'} See `unmask {_path(context)}--help`."
        _say(f"unmask: {told}")
        return USAGE
    except UsageRefused as error:
        _say(f"unmask: {error}")
        return USAGE
    except NetworkAway as error:
        _say(f"unmask: {error}")
        return INCONCLUSIVE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    return code if isinstance(code, int) else 0


def _path(context: click.Context) -> str:
    """The names of the commands down to the one that was asked for, each followed by a space."""
    return "" if context.parent is None else f"{_path(context.parent)}{context.info_name} "


def _say(sentence: str) -> None:
    try:
        click.echo(sentence, err=True)
    except BrokenPipeError:
        return  # nobody reads it any more


if __name__ == "__main__":
    main()
