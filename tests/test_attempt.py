"""Worker children: what they return, and what becomes of those that crash, hang, eat memory or lie."""

import errno
import gc
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scanner.attempt import Crew, Refusal, Task
from scanner.model.coverage import Coverage, CoverageStatus, Stage
from scanner.model.limits import MIB, Limits
from scanner.nursery import WORKERS, nursery_for, start_ahead

HERE = "tests.test_attempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    text: str


def echo(word: Word) -> Word:
    print("noise on standard output must not reach the pipe")
    return word


def refuse(word: Word) -> Word:
    raise Refusal(f"{word.text} is declined")


def crash(word: Word) -> Word:
    raise ZeroDivisionError(word.text)


def die(word: Word) -> Word:
    os.kill(os.getpid(), signal.SIGSEGV)
    return word


def hang(word: Word) -> Word:
    while True:
        time.sleep(1)


def spin(word: Word) -> Word:
    while True:
        pass


def wait(word: Word) -> Word:
    time.sleep(1.2)
    return word


def devour(word: Word) -> Word:
    return Word(text=str(len(bytearray(4 << 30))))


def fill(word: Word) -> Word:
    raise OSError(errno.ENOSPC, word.text)


def recurse(word: Word) -> Word:
    return recurse(word)


def babble(word: Word) -> Word:
    return Word(text="x" * (8 * MIB))


@pytest.fixture
def crew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    with Crew(jobs=2, limits=Limits(worker_s=20, answer_bytes=4 * MIB), scratch=tmp_path) as made:
        yield made


def task(name: str, text: str = "word", seconds: float | None = None) -> Task[Word]:
    return Task(stage=Stage.UNPACK, worker=name, function=f"{HERE}:{name}", argument=Word(text=text), subject="subject", seconds=seconds)


def test_an_answer_travels_whole_and_standard_output_does_not_disturb_it(crew: Crew) -> None:
    attempt = crew.run(task("echo", "snow ☃ \udc80"))
    assert attempt.value == Word(text="snow ☃ \udc80")
    assert attempt.coverage == Coverage(stage=Stage.UNPACK, worker="echo", subject="subject", status=CoverageStatus.DONE)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("refuse", "word is declined"),
        ("crash", "stopped with ZeroDivisionError: word"),
        ("die", "ended by signal SIGSEGV"),
        ("hang", "time limit of 1 s"),
        ("spin", "time limit of 1 s"),
        ("devour", "MemoryError"),
        ("fill", "no room left in the temporary folder"),
        ("recurse", "nested deeper"),
        ("babble", "larger than the limit"),
    ],
)
def test_a_failed_attempt_is_coverage_with_its_reason_and_costs_no_other(crew: Crew, name: str, reason: str) -> None:
    # Only those that do not end have a short limit: on a busy machine a child takes a second to start.
    attempt = crew.run(task(name, seconds=1 if name in ("hang", "spin") else None))
    assert attempt.value is None
    assert attempt.coverage.status is CoverageStatus.FAILED
    assert reason in (attempt.coverage.reason or "")
    assert crew.run(task("echo", "after")).value == Word(text="after")


def test_a_task_may_take_a_multiple_of_the_limit(crew: Crew) -> None:
    attempt = crew.run(replace(task("spin"), times=0.05))
    assert "time limit of 1 s" in (attempt.coverage.reason or "")


def test_a_worker_that_waits_for_its_turn_is_not_late(crew: Crew) -> None:
    assert crew.run(task("wait", seconds=1)).value == Word(text="word")


def pid_and_collecting(word: Word) -> Word:
    return Word(text=f"{os.getpid()} {gc.isenabled()}")


def test_a_child_is_ended_after_a_task_that_fills_it(crew: Crew) -> None:
    """Collecting the garbage of a large program took 2 s of the 20 s of its examination, in a child that was ended right after."""
    first, second, last, after = (
        crew.run(replace(task("pid_and_collecting"), is_last=is_last)).value for is_last in (False, False, True, False)
    )
    assert first == second
    assert first is not None
    assert last == Word(text=first.text.replace("True", "False"))
    assert after is not None
    assert after.text.endswith("True")
    assert after != first


def test_answers_come_in_the_order_of_the_tasks(crew: Crew) -> None:
    words = [str(number) for number in range(50)]
    assert [attempt.value for attempt in crew.run_all([task("echo", word) for word in words])] == [Word(text=word) for word in words]


def test_children_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from scanner.attempt import Crew; from scanner.model.limits import Limits; from tests.test_attempt import task\n"
        f"crew = Crew(jobs=1, limits=Limits(), scratch=Path({str(tmp_path)!r}))\n"
        "crew.run(task('echo')); print(*crew._children, flush=True); crew.run(task('hang'))\n"
    )
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()


def test_a_task_whose_answer_is_not_needed_frees_its_child(crew: Crew) -> None:
    dropped = [crew.start(task("hang", seconds=600)) for _ in range(2)]
    assert crew_is_busy(crew)
    for each in dropped:
        each.drop()
    assert crew.run(task("echo", "after")).value == Word(text="after")


def crew_is_busy(crew: Crew) -> bool:
    """True once all children work (the third task waits)."""
    waiting = crew.start(task("echo"))
    time.sleep(0.5)
    is_busy = not waiting.future.done()
    waiting.drop()
    return is_busy


def test_children_come_again_when_the_process_that_forks_them_is_gone(crew: Crew) -> None:
    assert crew.run(task("echo", "before")).value == Word(text="before")
    assert crew._nursery._running is not None
    crew._nursery._running.process.kill()
    crew._nursery._running.process.wait()  # what it forked ends with it
    answers = [crew.run(task("echo", "after")).value for _ in range(3)]
    assert answers[1:] == [Word(text="after")] * 2, "the first may be lost with its child"


def test_a_child_that_was_forked_before_all_was_imported_serves_once(tmp_path: Path) -> None:
    with Crew(jobs=1, limits=Limits(), scratch=tmp_path, functions=(f"{HERE}:echo",)) as crew:
        assert crew.run(task("echo")).value == Word(text="word")
        late = crew._nursery.fork(folder=tmp_path, memory_bytes=1 << 30)
        late.is_early = True
        crew._idle.put(late)
        assert crew.run(task("echo", "again")).value == Word(text="again")
        assert late.exit_code == -signal.SIGKILL


def test_a_process_that_was_started_ahead_is_taken_once_and_by_those_with_the_same_workers() -> None:
    start_ahead()
    other, first, second = nursery_for(()), nursery_for(WORKERS), nursery_for(())
    assert first._running is not None
    assert other._running is second._running is None
    first.close()
