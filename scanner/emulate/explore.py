"""Which ways of starting a program make it do something: found by running it as the control persona and reading what it answers.

A program that wants a subcommand says so in its usage, or compares the argument with the words it knows; one that wants a login looks for
the file that `login` writes. What is told so is tried, and what makes new functions run or new requests leave is followed further.
"""

import heapq
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeGuard

from scanner.emulate.effort import IsLate
from scanner.emulate.lengths import lengths_compared, lengths_near, with_text
from scanner.emulate.options import options_in, with_options
from scanner.emulate.sessions import SESSIONS, after_equal_runs, collects, written
from scanner.emulate.start import FILE_NAME, FOLDER_NAME, PROMPT, SECOND_FILE, PlatformName, Start
from scanner.emulate.usage import WORDS_MOST, arguments_in_usage, commands_in, sample
from scanner.world.address import parts_of_address
from scanner.world.query import only_asks
from scanner.world.recording import Act, Call, Event, Recording, Request
from scanner.world.settings import is_own_folder, is_settings
from scanner.world.wayout import top_fields

RequestKey = tuple[str, str]
_USES_INPUT = re.compile(r"process\.stdin|/dev/stdin|readFileSync\(0|readline|sys\.stdin|\binput\(")
_NAMES_EVENT = re.compile(r"\b(?:hook_event_name|transcript_path|tool_input|tool_response)\b")
"""Fields of the events that agents hand to hooks. Source: documentation of Claude Code hooks."""
_NO_JSON = re.compile(r"SyntaxError: .*JSON|(?:json\.decoder\.)?JSONDecodeError\b")
"""How Node and Python say that a text is none."""
_READS_JSON = re.compile(r"JSON\.parse|json\.loads?\(")
_TAKES_SEVERAL = re.compile(r"\bfor\b[^\n]{0,80}\bargv\[1:\]|nargs=[\"'][*+]|nargs=-1")
"""Programs of Python that do something for each of their arguments."""
_WORD = re.compile(r"[A-Za-z][\w:.-]{0,30}\Z")
_WANTS_FOLDER = re.compile(r"\bENOTDIR\b|\bNotADirectory|\b(?:folder|directory|dir)s?\b", re.IGNORECASE)
"""What a program says that was given something else where a folder is wanted."""
_RETRIES = re.compile(r"\b(?:429|503|5\d\d)\b|>= ?500|retry|backoff", re.IGNORECASE)
_PLATFORMS: dict[PlatformName, re.Pattern[str]] = {
    "darwin": re.compile(r"\bdarwin\b|[\"']Darwin[\"']|\bplistlib\b|/Library/Preferences\b"),
    "win32": re.compile(r"\bwin32\b|[\"']Windows(?:_NT)?[\"']|\bwinreg\b|[\"']nt[\"']"),
}
"""What code says that does something else on another system."""
_ASKED_BY_EDITORS = re.compile(r"""["'`]textDocument/(?:didOpen|completion|inlineCompletion|hover)["'`]""")
_FRAMES = "Content-Length: "
"""What a message between an editor and a language server begins with."""
_BY_STREAMS = "--stdio"
"""How language servers are told that the editor is at their standard streams."""
_ASKS_FOR_TERMINAL = re.compile(r"\bisTTY\b|\bisatty\b")
_ASKS_FOR_DAY = re.compile(r"\bDate\b|\btime\.time\(|\bdatetime\b")
LESSONS = 3
"""Runs of one way of starting, at most, of which each tells what the one before did not have."""
HINT = "$0"
"""How packages that read the command line name the program in what they tell."""
REQUEST_WEIGHT = 25
"""A request that was not seen before counts as much as so many functions that did not run before."""
PREPARED = 500
"""What a command that failed counts for, once another wrote what it looked for."""
AWAITED = 500
"""What a program is known to wait for is given to it before anything else is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What an exploration may cost."""

    runs: int
    seconds: float
    starts: int
    """Ways of starting that are given back."""
    patience: int = 60
    """Runs in a row that show nothing that the ones before did not, after which it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """One way of starting, and what the control persona did under it."""

    start: Start
    recording: Recording


@dataclass(slots=True)
class _Search:
    run: Callable[[Start], Recording]
    names: frozenset[str]
    source: str
    options: tuple[str, ...]
    """Those that the source declares: told once, as it may be large."""
    allowance: Allowance
    is_late: IsLate
    waiting: list[tuple[int, int, Start]] = field(default_factory=list)
    known: dict[Start, int] = field(default_factory=dict)
    """What was promised most of each start that was offered."""
    failed: set[tuple[str, ...]] = field(default_factory=set)
    """Arguments with which it ended in failure: it may miss what another command writes."""
    tried: set[Start] = field(default_factory=set)
    done: list[Explored] = field(default_factory=list)
    ran: set[int] = field(default_factory=set)
    requests: set[RequestKey] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=count)
    idle: int = 0
    """Runs since the last one that showed anything."""

    def offer(self, start: Start, gain: int) -> None:
        is_fresh = start not in self.known or (start not in self.tried and gain >= AWAITED > self.known[start])
        if is_fresh and len(start.arguments) <= 12:
            self.known[start] = gain
            heapq.heappush(self.waiting, (-gain, next(self.numbers), start))

    def may_go_on(self) -> bool:
        is_worth_it = self.idle < self.allowance.patience
        return is_worth_it and bool(self.waiting) and len(self.done) < self.allowance.runs and not self.is_late()

    def step(self) -> None:
        _, _, start = heapq.heappop(self.waiting)
        if start in self.tried:
            return  # it was offered again, and more of it promised
        self.tried.add(start)
        recording = self.run(start)
        for _ in range(LESSONS):
            if not recording.is_learning:
                break
            recording = self.run(start)  # the run before told which settings, variables or files it looks for
        self.done.append(Explored(start=start, recording=recording))
        ends = {event.text for event in recording.events if isinstance(event, Act) and event.kind == "exit"}
        self.failed |= {start.arguments} if not start.before and ends - {"0"} else set()
        keys = request_keys(recording)
        gain = len(recording.ran - self.ran) + REQUEST_WEIGHT * len(keys - self.requests)
        self.idle = 0 if gain else self.idle + (not self._is_prepared(start))  # what is due anyway tries no patience
        self.ran |= recording.ran
        self.requests |= keys
        if gain or not start.before:
            for other in self._variants(start, recording):
                is_awaited = other.is_hook and not start.is_hook and self._awaits_event(recording, gain)
                self.offer(other, gain + AWAITED * is_awaited + PREPARED * self._is_prepared(other))

    def _is_prepared(self, start: Start) -> bool:
        return len(start.before) == 1 and start.arguments in self.failed

    def _awaits_event(self, recording: Recording, gain: int) -> bool:
        """Whether a run shows that an agent's event is to come on its standard input, where the user typed something else."""
        return any(map(_NO_JSON.match, recording.errors)) or (gain > 0 and _NAMES_EVENT.search(self.source) is not None)

    def _variants(self, start: Start, recording: Recording) -> Iterator[Start]:
        text = _said(recording)
        yield from _by_comparison(start, recording)
        for arguments in arguments_in_usage(text, self.names):
            yield replace(start, arguments=arguments)
        yield from with_options(start, text, self.options)
        if _WANTS_FOLDER.search(text):
            for place, argument in enumerate(start.arguments):
                if not argument.startswith("-") and FOLDER_NAME not in start.arguments:
                    yield replace(start, arguments=(*start.arguments[:place], FOLDER_NAME, *start.arguments[place + 1 :]))
        if not start.has_settings and (
            any(is_settings(path) for path in recording.files) or any(is_own_folder(path) for path in recording.folders)
        ):
            yield replace(start, has_settings=True)
        if not start.is_piped and _USES_INPUT.search(self.source):
            yield replace(start, is_piped=True)
        if not start.is_hook and _USES_INPUT.search(self.source) and _READS_JSON.search(self.source):
            yield replace(start, is_piped=True, is_hook=True)
        if start.is_hook:
            yield from _by_event(start, recording)
        yield from self._after_others(start, recording)
        if not start.before and written(recording) & recording.files:
            yield replace(start, before=(start.arguments,) * SESSIONS)

    def _after_others(self, start: Start, recording: Recording) -> Iterator[Start]:
        """Starts after a run that wrote what this one looks for, and the other way round."""
        wrote = written(recording)
        for other in self.done:
            if other.start.arguments == start.arguments or other.start.path != start.path:
                continue
            if written(other.recording) & recording.files and len(start.before) < 2 and other.start.arguments not in start.before:
                yield replace(start, before=(*start.before, other.start.arguments))
            if wrote & other.recording.files and len(other.start.before) < 2 and start.arguments not in other.start.before:
                yield replace(other.start, before=(*other.start.before, start.arguments))


def explore(
    run: Callable[[Start], Recording],
    path: str,
    *,
    names: Iterable[str],
    source: str,
    allowance: Allowance,
    is_late: IsLate,
    is_over: IsLate = lambda: False,
    near: str = "",
) -> Iterator[Explored]:
    """The ways of starting that show most, best first, at least one; then the best under other circumstances, run one by one.

    names: what the program may call itself in its usage. source: the texts of its modules. is_late: whether the time for exploring is over.
    is_over: whether all time is, so that no other circumstance is looked at. near: of a bundle, the text near its signals: if this does
    something else with a long text, the user who writes one comes first, as there may be no time for another, and as much leaves.
    """
    known, declared = frozenset({*names, HINT}), options_in(source)
    search = _Search(run=run, names=known, source=source, options=declared, allowance=allowance, is_late=is_late)
    for arguments in ((PROMPT,), *commands_in(source), ("-p", PROMPT), ()):
        search.offer(Start(path=path, arguments=arguments), 1000)
    if _TAKES_SEVERAL.search(source):
        search.offer(Start(path=path, arguments=(FILE_NAME, SECOND_FILE)), 1000)
    if _FRAMES in source and _ASKED_BY_EDITORS.search(source):
        search.offer(Start(path=path, arguments=(_BY_STREAMS,) if _BY_STREAMS in source else (), is_editor=True), 1000)
    while search.may_go_on():
        search.step()
    chosen = _chosen(search.done, allowance.starts)
    best = chosen[0]
    others = [replace(best.start, platform=platform) for platform, words in _PLATFORMS.items() if words.search(source)]
    others += [replace(best.start, is_busy=True)] if _RETRIES.search(source) and request_keys(best.recording) else []
    others += [replace(best.start, is_consenting=True)] if any(method == "GET" for method, _ in request_keys(best.recording)) else []
    others += [replace(best.start, is_redirected=True)] if _ASKS_FOR_TERMINAL.search(source) else []
    others += [replace(best.start, is_later=True)] if _ASKS_FOR_DAY.search(source) else []
    others += after_equal_runs(best.start, best.recording)
    if (long := longer(search.run, best, lengths_near(near), is_any=True)) is not None:
        yield long
    yield from chosen
    for start in others:
        if is_over():
            return
        if (one := _if_other(search, best, start)) is not None:
            yield one
    lengths = lengths_compared(source)
    for each in chosen:
        if not is_over() and (one := longer(search.run, each, lengths, is_any=each is best)) is not None:
            yield one


def _chosen(done: list[Explored], most: int) -> list[Explored]:
    """Greedily those that add requests, functions or signals to what the better ones show."""
    rest = sorted(done, key=_rank)
    chosen: list[Explored] = []
    requests: set[RequestKey] = set()
    ran: set[int] = set()
    reads: set[str] = set()
    for one in _plain_first(rest):
        keys = request_keys(one.recording)
        fresh = one.recording.ran - ran
        is_for_several = SECOND_FILE in one.start.arguments and not any(SECOND_FILE in other.start.arguments for other in chosen)
        adds = keys - requests or len(fresh) > 1 or ((one.recording.reads - reads or is_for_several) and one.recording.has_way_out)
        if len(chosen) < most and (not chosen or adds):
            chosen.append(one)
            requests |= keys
            ran |= one.recording.ran
            reads |= one.recording.reads
    return chosen


def _rank(one: Explored) -> tuple[int, int, bool, int, tuple[str, ...]]:
    """Of starts that show as much, the plainest with something to ask: without it, what the user wrote can leave nowhere."""
    start = one.start
    return -_worth(one), len(start.before), start.arguments != (PROMPT,), len(start.arguments), start.arguments


def _plain_first(ranked: list[Explored]) -> list[Explored]:
    """The ranked ones; before the best, the one that does the same without options: what these say hides what is chosen without."""
    best = ranked[0]
    if not any(word.startswith("-") for word in best.start.arguments):
        return ranked
    keys = request_keys(best.recording)
    plain = [one for one in ranked if not any(word.startswith("-") for word in one.start.arguments) and request_keys(one.recording) == keys]
    return [plain[0], *(one for one in ranked if one is not plain[0])] if plain and keys else ranked


def _if_other(search: _Search, best: Explored, start: Start) -> Explored | None:
    """The best start under other circumstances (another system, a busy server, later), where something else is read, runs or is met."""
    recording = search.run(start)
    may_send_other = start.before != best.start.before or start.is_consenting
    is_changed = may_send_other and _sent(recording) != _sent(best.recording)
    is_counted = recording.is_many_later or (start.before != best.start.before and collects(recording))
    is_worth_it = _shows_more(recording, best.recording) or is_changed or is_counted
    return Explored(start=start, recording=recording) if is_worth_it else None


def _sent(recording: Recording) -> list[Event]:
    """What the run that is looked at sent: it draws the same random numbers whatever came before it, so that only a count tells."""
    return [event for event in recording.events[recording.prepared :] if isinstance(event, Request | Call)]


def _shows_more(one: Recording, other: Recording) -> bool:
    """Whether something is read, runs or is met that does not in the other run."""
    met = set(one.compared) - set(other.compared) or one.decisions.keys() - other.decisions.keys()
    return bool(one.reads - other.reads or one.ran - other.ran or met)


def longer(run: Callable[[Start], Recording], best: Explored, lengths: tuple[int, ...], *, is_any: bool) -> Explored | None:
    """The start of a user who writes more, where as much leaves as before. lengths: those that the source compares with.

    is_any: also where nothing else shows, as what was computed before may count only now.
    """
    keys = request_keys(best.recording)
    if not keys or best.start.text_chars:
        return None
    for chars in lengths:
        start = with_text(best.start, chars, best.recording.files)
        recording = run(start)
        if recording.has_way_out and keys <= request_keys(recording):
            is_worth_it = _shows_more(recording, best.recording) or (is_any and bool(recording.reads))
            return Explored(start=start, recording=recording) if is_worth_it else None
    return None


def _worth(one: Explored) -> int:
    """What the user said and is sent on counts most: it is what a channel is hidden in. What runs before it sent is theirs."""
    events = one.recording.events[one.recording.prepared :]
    bodies = [event.body for event in events if isinstance(event, Request) and event.body]
    bodies += [event.text for event in events if _starts_program(event)]
    calls = [event.arguments for event in events if isinstance(event, Call)]
    sends_prompt = any(PROMPT in text for text in (*bodies, *calls))
    kinds, ran, reads = len(_request_keys(events)), len(one.recording.ran), len(one.recording.reads)
    return 100 * min(len(bodies), 2) + 60 * sends_prompt + REQUEST_WEIGHT * kinds + ran + 5 * reads - 60 * len(one.start.before)


def request_keys(recording: Recording) -> set[RequestKey]:
    """What left, as kinds: method, host and path of requests; packages that were called; programs that were started, but for those that
    only tell of the machine; fields of an answer to whoever started it.
    """
    return _request_keys(recording.events)


def _request_keys(events: Iterable[Event]) -> set[RequestKey]:
    found: set[RequestKey] = set()
    for event in events:
        if isinstance(event, Request):
            parts = parts_of_address(event.url) if "://" in event.url else None
            found.add((event.method, f"{parts.hostname}{parts.path}" if parts else event.url.partition("?")[0]))
        elif isinstance(event, Call):
            found.add(("call", event.package))
        elif _starts_program(event):
            found.add(("command", event.name))
        elif isinstance(event, Act) and event.kind == "print" and event.name == "stdout" and (fields := top_fields(event.text)):
            found.add(("answer", " ".join(sorted(fields))))
    return found


def _starts_program(event: Event) -> TypeGuard[Act]:
    """Whether another program is started that does more than tell of the machine: what is sent may leave by it."""
    return isinstance(event, Act) and event.kind == "command" and not only_asks(event.text)


def _said(recording: Recording) -> str:
    printed = "\n".join(event.text for event in recording.events if isinstance(event, Act) and event.kind == "print")
    return "\n".join([printed[:20_000], *recording.errors, *recording.hints])


def _by_comparison(start: Start, recording: Recording) -> Iterator[Start]:
    """The argument replaced by the words that it was compared with."""
    words = list(dict.fromkeys(text for _, texts in recording.inputs for text in texts if _is_word(text)))
    for word in words[:WORDS_MOST]:
        for place, argument in enumerate(start.arguments):
            if any(value in (argument, posixpath.splitext(argument)[1]) and word in texts for value, texts in recording.inputs):
                changed = (*start.arguments[:place], word, *start.arguments[place + 1 :])
                yield replace(start, arguments=changed)
                yield replace(start, arguments=(*changed, PROMPT))
                name, suffix = posixpath.splitext(argument)
                if suffix and word.lstrip(".") != suffix[1:]:
                    yield replace(start, arguments=(*start.arguments[:place], f"{name}.{word.lstrip('.')}", *start.arguments[place + 1 :]))
                if word.startswith("-"):
                    yield replace(start, arguments=(*start.arguments[:place], word, sample(word), *start.arguments[place:]))


def _by_event(start: Start, recording: Recording) -> Iterator[Start]:
    """The agent's event replaced by those that its name was compared with."""
    names = dict.fromkeys(text for value, texts in recording.inputs if value == start.event for text in texts)
    for name in [name for name in names if _WORD.match(name)][:WORDS_MOST]:
        yield replace(start, event=name)


def _is_word(text: str) -> bool:
    return _WORD.match(text.lstrip("-.")) is not None and text not in ("-h", "--help", "help", "-v", "--version", "version", "exit", "quit")
