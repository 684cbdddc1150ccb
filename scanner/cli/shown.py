"""What a command prints when its work is done, and the exit code that it leaves with."""

import sys
from pathlib import Path

import click

from scanner.cli.options import Output
from scanner.model.report import Outcome, Report
from scanner.render.stage import write

_EXIT_CODES = {Outcome.PASS: 0, Outcome.BLOCKED: 1, Outcome.INCONCLUSIVE: 3, Outcome.REVIEW: 4, Outcome.ERROR: 5}
_COUNTED = {
    None: frozenset({Outcome.BLOCKED, Outcome.REVIEW, Outcome.INCONCLUSIVE, Outcome.ERROR}),
    "inconclusive": frozenset({Outcome.BLOCKED, Outcome.REVIEW, Outcome.INCONCLUSIVE, Outcome.ERROR}),
    "review": frozenset({Outcome.BLOCKED, Outcome.REVIEW, Outcome.ERROR}),
    "block": frozenset({Outcome.BLOCKED, Outcome.ERROR}),
    "never": frozenset({Outcome.ERROR}),
}
"""`--fail-on` -> outcomes that give their exit code; all others give 0."""
