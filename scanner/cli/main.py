"""The command `unmask`: every way in, and the one place where an exit code is decided."""

import os
import signal
import sys

import click

from scanner import __version__
from scanner.attempt import contained
from scanner.cli.audit_commands import discover_command, scan_command, vet_command
from scanner.cli.comparing_commands import bisect_command, compare_command, diff_command
from scanner.cli.policy_commands import policy_group
from scanner.cli.report_commands import explain_command, keygen_command, render_command, verify_command
from scanner.cli.rules_commands import rules_group
from scanner.model.refusal import NetworkAway, UsageRefused

USAGE, INCONCLUSIVE, INTERNAL, INTERRUPTED, CLOSED_PIPE = 2, 3, 5, 130, 141


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="unmask")
def unmask() -> None:
    """Find the AI tools on a host, open what really runs, prove what it reads and sends, and judge it by policy.

    Exit codes: 0 all pass, 1 blocked, 2 wrong usage or a refused file, 3 inconclusive, 4 review needed, 5 internal error.
    """


for command in (
    discover_command, scan_command, vet_command, diff_command, compare_command, bisect_command, explain_command, render_command,
    keygen_command, verify_command, policy_group, rules_group,
):  # fmt: skip
    unmask.add_command(command)


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
        _say(f"unmask: {error.format_message()}")
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


def _say(sentence: str) -> None:
    try:
        click.echo(sentence, err=True)
    except BrokenPipeError:
        return  # nobody reads it any more


if __name__ == "__main__":
    main()
