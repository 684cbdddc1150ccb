"""One run of a program as one persona, from its start to what it left."""

import json
from typing import Any

from scanner.emulate.answers import SUM_CHARS, TEXT_CHARS, World
from scanner.emulate.counting import Counters
from scanner.emulate.engine import Guest, GuestStopped, Image
from scanner.emulate.source import LINKED, SourceTree
from scanner.emulate.start import Learned, Start
from scanner.ruleset.signals import Signal
from scanner.world.persona import Persona
from scanner.world.recording import Comparison, Decision, Recording

LAY_SECONDS = 40.0
"""Time to compile all modules of a program; 7 MB of minified text take some 4 s."""
ROUNDS = 400
"""Timers that are run after the main program."""


class Laid:
    """A program compiled once for all its runs: bundles take longer to compile than to run."""

    def __init__(self, tree: SourceTree) -> None:
        """Never raises for what the program is: what does not compile fails again, and is noted, when it is run."""
        self.scripts: set[str] = set()
        """Paths of the CommonJS modules that the image holds compiled."""
        self.image: Image | None = None
        with Guest(lambda question: None, seconds=LAY_SECONDS, load=tree.es_source, normalize=tree.canonical) as guest:
            for path in tree.modules():
                try:
                    if not self._is_laid(guest, tree, path):
                        tree.take_probes_out(path)
                        self._is_laid(guest, tree, path)
                except GuestStopped:
                    self.scripts.clear()
                    return
            self.image = guest.image()

    def _is_laid(self, guest: Guest, tree: SourceTree, path: str) -> bool:
        """Compile a module. False: it does not compile. Raises GuestStopped at a limit."""
        kind = tree.kind_of(path)
        if kind == "esm":
            guest.call("layModule", LINKED + path)
            guest.drain()
            return guest.call("isLaid") is True
        if kind == "cjs":
            try:
                guest.call("layScript", path, tree.find("/", path).source)
            except GuestStopped as stopped:
                if str(stopped).startswith("it was stopped"):
                    raise
                return False
            self.scripts.add(path)
        return True


def run_program(
    tree: SourceTree,
    start: Start,
    persona: Persona,
    signals: tuple[Signal, ...],
    *,
    seconds: float,
    learned: Learned | None = None,
    laid: Laid | None = None,
    turned: str | None = None,
) -> Recording:
    """Run a program whole as one persona. Never raises for what the program does: `Recording.stopped` says why it was ended.

    turned: name of a decision (`Recording.decisions`) that is answered as for the value that the program looks for.
    """
    world = World(persona, signals, tree, start=start, learned=learned, laid=laid.scripts if laid is not None else (), turned=turned)
    counters, last = Counters(), len(start.before)
    for number, arguments in enumerate((*start.before, start.arguments)):
        if number == last and (aged := counters.many_later()):
            world.files.written.update(aged)
            world.recording.is_many_later = True
        is_last, world.files.runs_left = number == last, last - number
        world.recording.prepared = len(world.recording.events)
        _run_once(world, tree, start, arguments, seconds=seconds, is_last=is_last, image=laid.image if laid is not None else None)
        counters.saw(world.files.written)
        if world.recording.stopped is not None:
            break
    world.learn()
    return world.recording


def _run_once(
    world: World, tree: SourceTree, start: Start, arguments: tuple[str, ...], *, seconds: float, is_last: bool, image: Image | None
) -> None:
    kind = tree.kind_of(start.path)
    with Guest(world.ask, seconds=seconds, load=tree.es_source, normalize=tree.canonical, image=image) as guest:
        try:
            guest.call("begin", world.facts((start.path, *arguments)))
            guest.call("main", start.path, kind)
            pump(guest)
            if start.calls_exports:
                _use(guest, is_last=is_last)
            guest.call("late")
            guest.drain()
            guest.call("check")
            take_found(guest, world.recording, start.inputs, frozenset(world.exported()))
        except GuestStopped as stopped:
            world.recording.stopped = str(stopped)


def _use(guest: Guest, *, is_last: bool) -> None:
    """Let a host drive the program; of one without a host, call in the last run what it exports. Raises GuestStopped."""
    if is_last:
        guest.call("exported")
        pump(guest)
        if guest.call("handed") is True:
            pump(guest)
    elif guest.call("hosted") is True:
        pump(guest)


def pump(guest: Guest) -> None:
    """Let promises and timers run until none is left, or for so many rounds. Raises GuestStopped."""
    for _ in range(ROUNDS):
        guest.drain()
        if guest.call("tick") is not True:
            break
    guest.drain()


def take_found(
    guest: Guest, recording: Recording, inputs: frozenset[str] = frozenset(), variables: frozenset[str] = frozenset()
) -> None:
    """Fetch what values were compared with, what decoders gave, and which functions ran. Raises GuestStopped."""
    keep_found(json.loads(str(guest.call("found"))), recording, inputs, variables)


def keep_found(
    found: dict[str, Any], recording: Recording, inputs: frozenset[str], variables: frozenset[str] = frozenset()
) -> None:
    """Take down what a guest found at the end of a run.

    inputs: texts that the user gave; comparisons with them are kept apart from those with the persona's values. variables: names in the
    environment, with which the same is done.
    """
    recording.is_swept = found.get("swept") is True
    for one in found["compared"]:
        how, texts, value = str(one["how"]), tuple(str(text) for text in one["list"]), one.get("value")
        if isinstance(value, str) and (value in inputs or value.lower().strip() in inputs):
            recording.inputs.append((value, texts))
        elif value in variables:
            recording.sought.append(Comparison(how, texts, value))
        else:
            recording.compared.append(Comparison(how, texts, value if isinstance(value, str) else ""))
    recording.decoded += [(str(one["text"])[:TEXT_CHARS], str(one["how"])) for one in found["texts"]]
    recording.ran.update(found["ran"])
    recording.sums = tuple(str(text)[:SUM_CHARS] for text in found.get("sums", ()))
    for one in found.get("decided", ()):
        recording.decisions[str(one["key"])] = Decision(
            left=tuple(map(str, one["a"])), right=tuple(map(str, one["b"])), has_held=bool(one["held"]), has_failed=bool(one["missed"])
        )
