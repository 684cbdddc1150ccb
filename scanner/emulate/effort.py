"""How much was run, in steps that are equal on every machine: a busy one neither ends a run early nor leaves a persona out.

The engine for JavaScript asks each time that it went through so many steps (`polls`), however long they took. The engine for Python
tells no steps; there processor time is what counts.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

POLL_S = 0.002
"""Processor time from one poll to the next: 0.5 ms were measured in empty loops, 2 ms in the programs of eleven packages, 50 ms in JSON."""
QUESTION_S = 0.0002
"""Processor time of a question to the world."""
RUN_S = 0.02
"""Processor time of a run that does nothing, with the comparison of what it left: 12 to 25 ms were measured."""
BYTE_S = 2.5e-10
"""Processor time to lay one byte of an image."""
LONGER = 2.0
"""A single run may take so many times its time by its steps, as loops take less time for each than other code."""
SHARE = 2.0
"""What was run is stopped in any case when it has used so many times its time: one step may sort a million texts."""

IsLate = Callable[[], bool]


@dataclass(slots=True)
class Effort:
    """Counts of this process."""

    polls: int = 0
    questions: int = 0
    runs: int = 0
    laid_bytes: int = 0

    def seconds(self) -> float:
        """Processor time that all of it takes on a quiet core, about."""
        return POLL_S * self.polls + QUESTION_S * self.questions + RUN_S * self.runs + BYTE_S * self.laid_bytes


EFFORT = Effort()


def after_steps(seconds: float) -> IsLate:
    """Whether a single run of JavaScript, from now on, has taken its time."""
    last, processor = EFFORT.polls + LONGER * seconds / POLL_S, time.process_time() + SHARE * seconds
    return lambda: EFFORT.polls > last or time.process_time() > processor


def after_effort(seconds: float) -> IsLate:
    """Whether runs of JavaScript, from now on, have taken the time of all of them."""
    last, processor = EFFORT.seconds() + seconds, time.process_time() + SHARE * seconds
    return lambda: EFFORT.seconds() > last or time.process_time() > processor


def after_processor_time(seconds: float) -> IsLate:
    """Whether this process, from now on, has used so much of a processor."""
    last = time.process_time() + seconds
    return lambda: time.process_time() > last
