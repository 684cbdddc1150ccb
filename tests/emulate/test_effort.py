"""Limits of what is run are told in steps and in processor time, so that a busy machine finds what a quiet one does."""

import time

from scanner.emulate.effort import EFFORT, after_effort, after_processor_time, after_steps
from scanner.emulate.engine import Guest, GuestStopped


def test_a_wait_moves_no_limit() -> None:
    limits = [after_steps(0.05), after_effort(0.05), after_processor_time(0.05)]
    time.sleep(0.15)
    assert [is_late() for is_late in limits] == [False, False, False]


def test_work_that_is_not_counted_ends_by_the_processor() -> None:
    limits = [after_steps(0.01), after_effort(0.01), after_processor_time(0.01)]
    end = time.process_time() + 0.03
    while time.process_time() < end:
        pass
    assert [is_late() for is_late in limits] == [True, True, True]


def test_an_endless_loop_ends_after_equally_many_steps() -> None:
    counts = []
    for _ in range(2):
        with Guest(lambda _: None, seconds=0.5) as guest:
            before = EFFORT.polls
            try:
                guest.call("compile", "(() => { for (let i = 0; ; i++); })()")
            except GuestStopped as stopped:
                counts.append((str(stopped), EFFORT.polls - before))
    assert counts[0] == counts[1]
    assert counts[0][0] == "it was stopped at its time limit"
