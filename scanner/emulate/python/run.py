"""One run of a Python program as one persona: the guest's questions answered, its doings recorded."""

import base64
import bz2
import json
import lzma
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from scanner.emulate.answers import World
from scanner.emulate.conversation import Conversation
from scanner.emulate.counting import Counters
from scanner.emulate.python.disk import Disk, Source
from scanner.emulate.python.engine import Guest, GuestStopped, Image, base_image, library
from scanner.emulate.python.package import Package
from scanner.emulate.python.wasi import Streams, System
from scanner.emulate.run import keep_found
from scanner.emulate.source import SourceTree
from scanner.emulate.start import Learned, Start
from scanner.ruleset.signals import Signal
from scanner.world.persona import Persona
from scanner.world.recording import Recording
from scanner.world.zone import CLOCK_MS

PREPARE_SECONDS = 30.0
"""Time to compile a program; 100 kB take a second."""
PROMPTS = 3
"""Lines that the made-up user types."""
_SPEAKS_MCP = re.compile(r"[\"']jsonrpc[\"']|tools/list|\bmcp\b.*\bstdio|\bFastMCP\b")
_LISTS = re.compile(r"\benviron\b(?:b)?(?:\.(?:items|keys|values|copy)\(|\s*[):,\]]|\s+if\b|\s*\})|\bin\s+(?:os\.)?environ\b")
"""Code that goes through all variables of the environment."""
_QUOTED = re.compile(r"[\"']([^\"'\n]{3,60})[\"']")
_UNPACKED_BYTES = 8 * 1024 * 1024
_ANSWER_BYTES = 16 * 1024 * 1024
_PRINTED_LINES = 4_000
_TOLD_BYTES = 256 * 1024
"""Of a file that is written; the disk of the run holds all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the functions of a program stand."""

    functions: tuple[tuple[int, str, int, int], ...]
    """(number, path, first line, last line)."""
    loaded: frozenset[str]
    """Paths of the modules that were loaded."""


@dataclass
class Loaded:
    """A program that is ready to run."""

    tree: SourceTree
    package: Package
    signals: tuple[Signal, ...]
    engines: Path
    image: Image
    """The interpreter with the program compiled; the bare one where that could not be done."""
    is_prepared: bool
    learned: Learned = field(default_factory=Learned)
    places: Places | None = None
    """Where its functions stand, as far as the last run that was asked for it met them; None: no run was."""
    tells_places: bool = False
    """Whether runs are asked for it."""
    seconds: float = 4.0
    """Time for one run."""

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """Variables whose names fit what a program that goes through all of them looks for."""
        texts = [self.tree.text(path) or "" for path in self.package.modules]
        if not any(_LISTS.search(text) for text in texts):
            return ()
        words = {word for text in texts for literal in _QUOTED.findall(text) for word in re.findall(r"[A-Z][A-Z_]{3,}", literal.upper())}
        names = {name.replace("*", "OPENAI", 1) for signal in self.signals for name in signal.world.environment if name.count("*") < 2}
        return tuple(sorted(name for name in names if any(word.strip("_") in _endings(name) for word in words)))

    @property
    def speaks_mcp(self) -> bool:
        return any(_SPEAKS_MCP.search(self.tree.text(path) or "") for path in self.package.modules)


def load(tree: SourceTree, package: Package, signals: tuple[Signal, ...], engines: Path) -> Loaded:
    """Compile a program inside of a guest, so that no run has to. Raises Refusal where the engine is missing."""
    image = base_image(engines)
    loaded = Loaded(tree, package, signals, engines, image, False)

    def ask(question: bytes) -> bytes:
        kind, value = json.loads(question)
        answer = package.facts() if kind == "program" else tree.text(str(value)) if kind == "text" else None
        return _coded(answer)

    nowhere = Source(content=lambda _: None, names=lambda _: None, target=lambda _: None)
    disk = Disk(nowhere, library=library(), tell=lambda *_: None)
    streams = Streams(read=lambda: b"", write=lambda *_: None, is_terminal=True)
    try:
        guest = Guest(image, System(disk, streams, ask, clock_ns=CLOCK_MS * 1_000_000), seconds=PREPARE_SECONDS, engines=engines)
        guest.call("prepare")
        loaded.image, loaded.is_prepared = guest.image(), True
    except GuestStopped:
        return loaded  # compiled in each run, within the time of a run
    return loaded


def run_program(loaded: Loaded, start: Start, persona: Persona, *, seconds: float, turned: str | None = None) -> Recording:
    """Run a program whole as one persona. Never raises for what the program does: `Recording.stopped` says why it was ended.

    turned: name of a decision (`Recording.decisions`) that is answered as for the value that the program looks for.
    """
    world = World(persona, loaded.signals, loaded.tree, start=start, learned=loaded.learned, turned=turned)
    disk = Disk(_source(world), library=library(), tell=lambda op, path, content: _tell_file(world, op, path, content))
    counters, last = Counters(), len(start.before)
    for number, arguments in enumerate((*start.before, start.arguments)):
        for path, text in counters.many_later().items() if number == last else ():
            disk.for_writing(path)[:] = text.encode()
            world.recording.is_many_later = True
        world.recording.prepared, world.files.runs_left = len(world.recording.events), last - number
        disk.look_again()
        run = _Run(loaded, world, disk, start, arguments, is_last=number == last)
        run.perform(seconds)
        counters.saw(world.files.written)
        if world.recording.stopped is not None:
            break
    world.learn()
    return world.recording


class _Run:
    """One session of a run."""

    def __init__(self, loaded: Loaded, world: World, disk: Disk, start: Start, arguments: tuple[str, ...], *, is_last: bool) -> None:
        self._loaded, self._world, self._start, self._arguments, self._is_last = loaded, world, start, arguments, is_last
        self._lines = {1: b"", 2: b""}
        self._printed = 0
        self._typed = 0
        self._talk = Conversation(self._take_answer) if loaded.speaks_mcp and not start.is_piped else None
        is_terminal = not start.is_piped and not start.is_redirected and self._talk is None
        streams = Streams(read=self._read, write=self._write, is_terminal=is_terminal)
        self._system = System(disk, streams, self.answer, clock_ns=world.clock_ms * 1_000_000, stream=world.files.runs_left)
        self._answers: dict[str, Callable[[Any], object]] = {
            "start": self._facts,
            "program": lambda _: loaded.package.facts(),
            "text": lambda value: loaded.tree.text(str(value)),
            "left": lambda _: world.recording.has_way_out,
            "found": self._found,
            "registry": self._registry,
            "decompress": _decompressed,
        }

    def perform(self, seconds: float) -> None:
        """Run it to its end, or to the end of its time."""
        recording = self._world.recording
        try:
            guest = Guest(self._loaded.image, self._system, seconds=seconds, engines=self._loaded.engines)
            if not self._loaded.is_prepared:
                guest.call("prepare")
            guest.call("run")
        except GuestStopped as stopped:
            recording.stopped = str(stopped)
        self._system.close_all()
        for number in (1, 2):
            if self._lines[number]:
                self._print(number, self._lines[number])

    def answer(self, question: bytes) -> bytes:
        """Answer one question of the guest."""
        try:
            kind, value = json.loads(question)
        except (ValueError, TypeError, RecursionError):
            return b"null\n"  # the program wrote into the channel
        if kind == "events":
            self._events(value)
            return b""
        own = self._answers.get(str(kind))
        if own is not None:
            return _coded(own(value))
        try:
            answer = self._world.ask(f"{kind}\n{json.dumps(value)}")
        except (KeyError, TypeError, ValueError, AttributeError):
            return b"null\n"  # a question of the program's own making
        return b"null\n" if answer is None else answer.encode()[:_ANSWER_BYTES] + b"\n"

    def _events(self, listed: Any) -> None:
        kept = []
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, list) and len(one) == 2 and one[0] == "digest":
                self._digest(one[1])
            else:
                kept.append(one)
        try:
            self._world.ask(f"events\n{json.dumps(kept)}")
        except (KeyError, TypeError, ValueError, AttributeError):
            return  # doings of the program's own making

    def _digest(self, value: Any) -> None:
        try:
            key = None if value["key"] is None else base64.b64decode(value["key"])
            entry = str(value["algorithm"]), base64.b64decode(value["data"]), key
        except (KeyError, TypeError, ValueError):
            return  # of the program's own making
        if entry[0] in _ALGORITHMS:
            self._world.recording.digests.append(entry)

    def _facts(self, _: Any) -> dict[str, Any]:
        persona = self._world.host.persona
        return {
            **json.loads(self._world.facts(())),
            "exported": sorted({*self._world.exported(), *self._loaded.listed}),
            "currency": persona.value("currency"),
            "dns_suffix": persona.value("dns_suffix"),
            "keyboard_layout": persona.value("keyboard_layout"),
            "tells_places": self._loaded.tells_places,
            "entry": self._start.path,
            "arguments": list(self._arguments),
            "calls_exports": self._start.calls_exports and self._is_last and self._start.path not in self._loaded.package.guarded,
        }

    def _found(self, value: Any) -> None:
        try:
            if self._loaded.tells_places:
                functions = tuple((int(number), str(path), int(first), int(last)) for number, path, first, last in value["places"])
                self._loaded.places = Places(functions=functions, loaded=frozenset(map(str, value["loaded"])))
            keep_found(value, self._world.recording, self._start.inputs)
        except (KeyError, TypeError, ValueError):
            return  # told by the program itself

    def _registry(self, line: Any) -> str | None:
        answer = self._world.host.command(f"reg query {line}")
        if answer is None:
            return None
        self._world.recording.reads.update(answer.reads)
        return answer.text

    def _read(self) -> bytes:
        if self._talk is not None:
            return self._talk.read()
        self._typed += 1
        if self._start.piped is not None:
            return self._start.piped.encode() if self._typed == 1 else b""
        return f"{self._start.prompt}\n".encode() if self._typed <= PROMPTS else b""

    def _write(self, number: int, content: bytes) -> None:
        *lines, self._lines[number] = (self._lines[number] + content).split(b"\n")
        for line in lines:
            self._print(number, line)
        if len(self._lines[number]) > _UNPACKED_BYTES:
            self._lines[number] = b""

    def _print(self, number: int, line: bytes) -> None:
        text = line.decode("utf-8", "replace").removesuffix("\r")
        if number == 1 and self._talk is not None and self._talk.said(text):
            return
        self._printed += 1
        if self._printed <= _PRINTED_LINES:
            stream = "stdout" if number == 1 else "stderr"
            self._world.ask(f"events\n{json.dumps([['print', {'stream': stream, 'text': text}]])}")

    def _take_answer(self, method: str, result: Any) -> None:
        self._world.ask("call\n" + json.dumps({"package": "mcp", "path": method, "values": [result]}))


def _endings(name: str) -> set[str]:
    """What the name of a variable ends in: `OPENAI_BASE_URL` in `BASE_URL` and `URL`."""
    parts = name.upper().split("_")
    return {"_".join(parts[start:]) for start in range(len(parts))}


_ALGORITHMS = frozenset({
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s",
    "crc32", "adler32",
})  # fmt: skip


def _source(world: World) -> Source:
    """The world's files as the disk asks for them."""

    def asked(kind: str, path: str) -> Any:
        answer = world.ask(f"{kind}\n{json.dumps(path)}")
        return None if answer is None else json.loads(answer)

    def content(path: str) -> bytes | None:
        answer = asked("file", path)
        if isinstance(answer, dict):
            return base64.b64decode(answer["base64"])
        return None if answer is None else str(answer).encode("utf-8", "surrogatepass")

    return Source(content=content, names=lambda path: asked("folder", path), target=lambda path: asked("link", path))


def _tell_file(world: World, op: str, path: str, content: bytes) -> None:
    text = content[:_TOLD_BYTES].decode("utf-8", "replace")
    world.ask(f"events\n{json.dumps([['file', {'path': path, 'op': op, 'text': text}]])}")


def _coded(answer: object) -> bytes:
    return json.dumps(answer).encode() + b"\n"


def _decompressed(value: Any) -> str | None:
    """What `bz2` and `lzma` unpack, whose libraries the guest lacks."""
    try:
        content = base64.b64decode(value["data"])
        machine = bz2.BZ2Decompressor() if value["format"] == "bz2" else lzma.LZMADecompressor()
        return base64.b64encode(machine.decompress(content, _UNPACKED_BYTES)).decode()
    except (OSError, lzma.LZMAError, KeyError, TypeError, ValueError, EOFError):
        return None
