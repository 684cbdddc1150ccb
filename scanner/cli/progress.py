"""Progress on a terminal; nothing in a pipe."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

SUBJECT_CHARS = 70


@dataclass(slots=True)
class Steps:
    """Shows the step a run is at and the bytes that a download has brought."""

    progress: Progress | None
    step: TaskID | None = None

    def on_step(self, what: str, subject: str) -> None:
        """One step of a stage."""
        if self.progress is not None and self.step is not None:
            shown = subject if len(subject) <= SUBJECT_CHARS else f"…{subject[-SUBJECT_CHARS:]}"
            self.progress.update(self.step, description=Text(f"{what} {shown}").plain)

    def on_bytes(self, name: str, done: int, total: int | None) -> None:
        """Bytes of a download so far."""
        if self.progress is not None and self.step is not None:
            self.progress.update(self.step, description=f"fetching {name}", completed=done, total=total)


@contextmanager
def steps() -> Iterator[Steps]:
    """Progress on standard error while the block runs, if that is a terminal."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield Steps(None)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        DownloadColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Steps(progress, progress.add_task("starting", total=None))
