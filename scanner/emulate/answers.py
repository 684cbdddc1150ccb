"""The host of one run: answers the guest's questions as one persona, and takes down what happens."""

import base64
import json
import posixpath
import re
import zlib
from collections.abc import Callable, Container
from dataclasses import asdict, replace
from typing import Any

import brotli  # type: ignore[import-untyped]  # the package ships no types

from scanner.emulate.hashing import algorithm_of, derived_key
from scanner.emulate.notation import read_notation
from scanner.emulate.source import SourceTree
from scanner.emulate.start import FILE_NAME, PROMPT, SESSION_MS, Given, Learned, Start, files_among, names_below
from scanner.emulate.userfiles import content_of, is_confused_by_folders, keys_named, missed_files, missed_folders, model_of
from scanner.emulate.variables import names_looked_for, names_stated, place_names
from scanner.ruleset.signals import Signal
from scanner.world.agentevent import TRANSCRIPT_PATH, transcript
from scanner.world.answer import Answer
from scanner.world.cldr import formats_of
from scanner.world.dialect import BUSY, Reply
from scanner.world.difference import FORMATTED
from scanner.world.host import HOME, PROJECT, Host
from scanner.world.inversion import digest_of
from scanner.world.left import left_by, tools_asked_for
from scanner.world.letters import order_of, weights_of
from scanner.world.parts import watched_numbers, watched_parts, watched_texts
from scanner.world.persona import Persona
from scanner.world.persona import persona as persona_of
from scanner.world.recording import VARIABLES, Act, Call, Recording, Request
from scanner.world.settings import MARK, is_own_file, is_own_folder, is_settings, setting, settings_text, without_given
from scanner.world.shapes import shaped
from scanner.world.software import COMMON, has, named_by_command, named_by_path
from scanner.world.software import SIGNAL as SOFTWARE
from scanner.world.wording import wording
from scanner.world.zone import transitions, zone_names

EVENTS = 4_000
"""Events kept of one run; what comes after is counted as a gap."""
TEXT_CHARS = 200_000
SUM_CHARS = 140
"""Of a number or digest: a SHA-512 in hexadecimal letters has 128."""
FORMATTED_CHARS = 60
"""Of a number as a language writes it."""
SETTINGS = 40
"""Names of settings that a made-up settings file has at most from the program's text alone."""
UNPACKED_BYTES = 8 * 1024 * 1024
KEY = "key-for-the-made-up-world"
"""What variables for keys hold."""
SERVER = "answer of a server"
"""Stands for the path of settings that are a server's answer."""
ACTS = frozenset({"file", "delay", "print", "lookup", "frame", "result", "exit"})


_TOLD = (
    "timezone", "locale", "host_name", "user_name", "mac_address", "network_address", "os_version", "machine_id", "os_region",
    "git_remote", "git_email", "fonts", "keyboard_layout", "editor_extensions", "client_address", "client_country",
)  # fmt: skip
"""Signals whose values the guest answers with by itself."""


class World:
    """Answers the guest and records it. One for one run; lives outside of the guest's reach."""

    def __init__(
        self,
        persona: Persona,
        signals: tuple[Signal, ...],
        tree: SourceTree,
        *,
        start: Start | None = None,
        learned: Learned | None = None,
        laid: Container[str] = (),
        turned: str | None = None,
    ) -> None:
        """`learned` collects what is asked for over the runs of one program; of modules at the paths in `laid` the guest has the text."""
        self._learned = learned or Learned()
        self._start = start or Start(path="")
        self._signals = signals
        self._busy: set[str] = set()
        given = self._start.given
        self._given = dict(given.variables) if given is not None else {}
        self._left = dict(given.files) if given is not None else {}
        self.written: dict[str, str | None] = dict(self._left)
        """Path -> what the runs left there; None: they removed it."""
        self.runs_left = 0
        """Runs that follow the present one."""
        self.host = Host(persona, signals)
        self._control = Host(persona_of(signals), signals)
        self.recording = Recording(left=self._learned.left)
        if given is not None and (given.arguments or given.text is not None):
            self.recording.reads.update(given.signals)
        self._tree = tree
        self._laid = laid
        self._turned = turned
        self._answers: dict[str, Callable[[Any], object]] = {
            "env": self._environment,
            "file": self._opened,
            "there": self._is_there,
            "link": self._link,
            "folder": self._folder,
            "command": self._command,
            "converse": self._converse,
            "request": self._request,
            "module": self._module,
            "zone": _zone,
            "hash": self._hash,
            "derive": derived_key,
            "unpack": _unpack,
            "pack": _pack,
            "values": _values,
            "punycode": _punycode,
            "letters": _letters,
            "formats": formats_of,
            "order": order_of,
            "weights": weights_of,
            "wording": wording,
            "notation": read_notation,
            "call": self._call,
            "setting": self._setting,
            "kept": self._kept,
        }

    def ask(self, question: str) -> str | None:
        """Answer one question, or take down what happened."""
        kind, _, text = question.partition("\n")
        found = json.loads(text)
        if kind == "events":
            for name, value in found:
                self._event(str(name), value)
            return None
        answer = self._answers.get(kind)
        return None if answer is None else json.dumps(answer(found))

    def facts(self, arguments: tuple[str, ...]) -> str:
        """What the guest is told at its start, as JSON."""
        persona = self.host.persona
        named = {name: persona.value(name) for name in _TOLD}
        return json.dumps(
            {
                **named,
                "client_country_name": shaped(named["client_country"], "country_name"),
                "client_zone": shaped(named["client_country"], "zone"),
                "platform": self._start.platform,
                "runtime": self._learned.runtimes.get(self._start.path) or runtime_of(self._tree.text(self._start.path)),
                "arch": "arm64" if self._start.platform == "darwin" else "x64",
                "home": HOME,
                "cwd": PROJECT,
                "now_ms": self.clock_ms,
                "runs_left": self.runs_left,
                "is_redirected": self._start.is_redirected,
                "prompt": self._start.prompt,
                "text": self._start.text,
                "stdin": self._start.piped,
                "edits": self._start.is_editor,
                "talks": self._start.path in self._learned.listeners,
                "argv": ["/usr/local/bin/node", *arguments],
                "watched": watched_texts(persona),
                "numbers": watched_numbers(persona),
                "parts": [*watched_parts(persona), *sorted(self._start.inputs), *self.exported()],
                "turned": self._turned,
                "settings_mark": MARK,
                "environment": self._known_environment(),
                "exported": list(self.exported()),
            }
        )

    @property
    def clock_ms(self) -> int:
        """The moment at which the present run starts: those before the last one were earlier."""
        return self._start.clock_ms - SESSION_MS * self.runs_left

    def exported(self) -> tuple[str, ...]:
        """Names of the variables that show when all are listed."""
        return tuple(sorted({*self.host.exported(), *self._learned.exported, *self._given}))

    def learn(self) -> None:
        """After a run: what it looked for in vain, so that the next run has it."""
        if self.recording.is_swept:
            self._learn_variables()
        missed = missed_files(self.recording) - self._learned.files
        folders = {path for path in missed_folders(self.recording) if not self._start.names_file(path)} - self._learned.folders
        is_confused = not self._learned.has_files_only and is_confused_by_folders(self.recording)
        left = tools_asked_for(self._learned.probed, {*self._learned.opened, *self.written}, self._tree.names)
        self.recording.is_learning |= left != self._learned.left
        self._learned.left = left
        if missed or folders or is_confused:
            self._learned.files |= missed
            self._learned.folders |= folders
            self._learned.has_files_only |= is_confused
            self.recording.is_learning = True

    def _names_in(self, path: str) -> tuple[str, ...] | None:
        """What lies in a folder that the user made; None: he made none there."""
        found = (names_below(folder, path) for folder in self._learned.folders)
        names = next((names for names in (self._start.names_in(path), *found) if names is not None), None)
        return files_among(names) if names is not None and self._learned.has_files_only else names

    def _is_users(self, path: str) -> bool:
        """Whether a file is one that the user made."""
        folder, name = posixpath.split(path)
        if (names := self._names_in(folder)) is not None:
            return name in names and self._names_in(path) is None
        return path in self._learned.files or self._start.names_file(path) or (self._start.has_settings and is_own_file(path))

    def _learn_variables(self) -> None:
        """Which others a run looked for that went through all variables."""
        record = self.recording
        names = set(names_looked_for(record.sought, self._signals))
        language = self.host.environment("LANG")
        if language is not None and any(language.text in one.value for one in record.compared):
            names |= set(place_names(self._signals))
        record.stated = tuple(name for name in names_stated(record.sought, self.host) if name not in names)
        if names - self._learned.exported:
            self._learned.exported |= names
            record.is_learning = True

    def _event(self, kind: str, value: Any) -> None:
        record = self.recording
        if kind == "read":
            record.reads.add(str(value))
        elif kind == "failure":
            _note(record.failures, str(value["what"])[:300])
        elif kind == "gap":
            _note(record.gaps, str(value["what"]))
        elif kind == "tampered":
            _note(record.gaps, f"the program replaced {value['what']}")
        elif kind == "error":
            _note(record.errors, str(value["text"])[:300])
            if _NO_JSON.match(str(value["text"])) and self._start.path not in self._learned.listeners:
                self._learned.listeners.add(self._start.path)
                record.is_learning = True
            if (missing := _OTHER_RUNTIME.match(str(value["text"]))) and self._start.path not in self._learned.runtimes:
                self._learned.runtimes[self._start.path] = missing[1].lower() if missing[1] else "browser"
                record.is_learning = True
        elif kind == "hint":
            _note(record.hints, str(value["text"])[:400])
        elif kind == "formatted" and any(map(str.isdigit, text := str(value["text"])[:FORMATTED_CHARS])):
            record.decoded.append((text, FORMATTED))
        elif kind in ("suspect", "refusal"):
            _note(record.suspects if kind == "suspect" else record.refusals, str(value["what"]))
        elif kind in ACTS:
            self._act(kind, value)

    def _act(self, kind: Any, value: dict[str, Any]) -> None:
        if kind == "file" and value.get("op") != "mkdir":
            self._keep(str(value["op"]), str(value["path"]), str(value.get("text", "")))
        if len(self.recording.events) >= EVENTS:
            _note(self.recording.gaps, f"more than {EVENTS} events")
            return
        name = value.get("path") or value.get("stream") or value.get("host") or value.get("url") or value.get("name") or kind
        text = (
            value.get("text") if "text" in value else json.dumps(value.get("value", value.get("ms", value.get("code"))), ensure_ascii=False)
        )
        if kind == "lookup":
            text = name
        elif kind == "file":
            text = without_given(str(text), self.host.persona, self._signals)
        self.recording.events.append(
            Act(kind=kind, name=f"{value['op']} {name}" if "op" in value else str(name), text=str(text)[:TEXT_CHARS])
        )

    def _keep(self, op: str, path: str, text: str) -> None:
        """What is written in one run is there in the next."""
        before = self.written.get(path) or ""
        self.written[path] = None if op == "unlink" else (before + text if op == "append" else text)[:UNPACKED_BYTES]

    def _kept(self, value: dict[str, str]) -> None:
        """What the host of the program keeps for it."""
        self._keep("write", str(value["path"]), str(value["text"]))
        self.recording.kept.add(str(value["path"]))

    def _known_environment(self) -> dict[str, tuple[str | None, tuple[str, ...]]]:
        answers = {name: self._variable(name) for name in sorted(self._learned.environment)}
        return {name: (None, ()) if answer is None else (answer.text, answer.reads) for name, answer in answers.items()}

    def _environment(self, name: str) -> str | None:
        self._learned.environment.add(name)
        answer = self._variable(name)
        if answer is None:
            return None
        self.recording.reads.update(answer.reads)
        return answer.text

    def _variable(self, name: str) -> Answer | None:
        """What a variable holds: what the program was given by whoever started it, else the user's own."""
        if name in self._given and self._start.given is not None:
            return Answer(text=self._given[name], reads=self._start.given.signals)
        return self.host.environment(name) or (Answer(text=KEY, reads=()) if name in self._learned.keys else None)

    def _opened(self, path: str) -> str | dict[str, str] | None:
        if left_by(path) not in self._learned.left:
            self._learned.opened.add(path)  # else it is opened only by whoever has it
        return self._file(path)

    def _is_there(self, path: str) -> bool:
        self._learned.probed.add(path)
        return self._file(path) is not None

    def _file(self, path: str) -> str | dict[str, str] | None:
        self.recording.files.add(path)
        if path in self._left and self._start.given is not None:
            self.recording.reads.update(self._start.given.signals)
        if path in self.written:
            return self.written[path]
        if (content := self._tree.content(path)) is not None:
            return _told(content)
        if path == TRANSCRIPT_PATH and self._start.is_hook:
            return transcript()
        answer = self.host.file(path)
        if answer is None and (name := named_by_path(path)) is not None and self._has_program(name):
            return "\x7fELF"
        if answer is None and (name := left_by(path)) in self._learned.left and name is not None:
            return "{}\n" if self._has_program(name) else None
        if answer is None and self._is_users(path) and not any(one.startswith(f"{path}/") for one in self._left):
            return self._copied(path) or content_of(path, self._start.text, runs_left=self.runs_left)
        if answer is None and self._start.has_settings and is_settings(path):
            answer = self._settings_file(path)
        if answer is None:
            return None
        self.recording.reads.update(answer.reads)
        return answer.text.replace(PROMPT, self._start.prompt, 1) if self._is_users(path) else answer.text

    def _copied(self, path: str) -> str | None:
        """What the user copied to a path that the program misses: a file of the program's own, for which he has set the keys."""
        model = model_of(path, self._tree.paths()) if path in self._learned.files and not self._start.names_file(path) else None
        content = None if model is None else self._tree.content(model)
        told = None if content is None else _told(content)
        if not isinstance(told, str):
            return None
        self._learned.keys |= keys_named(told)
        return told

    def _settings_file(self, path: str) -> Answer:
        """Settings with the names that the program's text has and those it asked for; at first the guest tells which it is asked for."""
        asked = self._learned.settings.get(path)
        if self._learned.named is None:
            known = sorted(name for name in self._tree.identifiers if setting(name, self.host.persona, self._signals) is not None)
            self._learned.named = tuple(known[:SETTINGS])
        answer = settings_text(path, {*self._learned.named, *(asked or ())}, self.host.persona, self._signals)
        if asked is None and answer.text.startswith("{"):
            self.recording.is_learning = True
            return replace(answer, text=json.dumps({MARK: path, **json.loads(answer.text)}))
        return answer

    def _setting(self, value: dict[str, str]) -> str | bool | None:
        """One name that the program asks its settings, or the answer of a server, for."""
        path, name = str(value["path"]), str(value["name"])
        if path == SERVER:
            return True
        self._learned.settings.setdefault(path, set()).add(name[:200])
        answer = setting(name, self.host.persona, self._signals)
        if answer is None:
            return None
        self.recording.reads.update(answer.reads)
        return answer.text

    def _link(self, path: str) -> str | None:
        answer = self.host.link(path)
        if answer is None:
            return None
        self.recording.reads.update(answer.reads)
        return answer.text

    def _folder(self, path: str) -> list[str] | None:
        self.recording.folders.add(path)
        names = set(self.host.entries(path) or ())
        if (told := self.host.names_in(path)) is not None:
            names |= set(told.text.split("\n")) - {""}
            self.recording.reads.update(told.reads)
        prefix = path.rstrip("/") + "/"
        names |= {one[len(prefix) :].split("/")[0] for one in (*self._tree.paths(), *self.written) if one.startswith(prefix)}
        if path in ("/Applications", "/opt"):
            self.recording.reads.add(SOFTWARE)
            return sorted(names | {f"{one}.app" for one in self.host.persona.value(SOFTWARE).split(",") if one != "none"})
        if (users := self._names_in(path)) is not None:
            return sorted(names | set(users))
        name = named_by_path(path)
        if not names and name is not None and "bin/" not in path:
            return [] if self._has_program(name) else None
        if not names and self._start.has_settings and is_own_folder(path):
            return [FILE_NAME]
        return sorted(names) if names or self.host.entries(path) is not None else None

    def _has_program(self, name: str) -> bool:
        """Whether the persona has a program; those that every one has tell nothing."""
        if name in COMMON:
            return True
        if name in self._tree.names:
            return False  # what the program keeps itself
        self.recording.reads.add(SOFTWARE)
        _note(self.recording.programs, name)
        return has(self.host.persona.value(SOFTWARE), name)

    def _command(self, value: dict[str, Any]) -> dict[str, object]:
        line = str(value["line"])
        event = Act(
            kind="command",
            name=line.split(" ")[0].rsplit("/", 1)[-1],
            text=line + (f" < {value['input']}" if value.get("input") else ""),
        )
        answer = self.host.command(line)
        given = {name: text for name, text in value.get("environment") or () if not self._has_variable(name, text)}
        if given:
            self.recording.events.append(Act(kind="frame", name=VARIABLES, text=json.dumps(given)[:TEXT_CHARS]))
        if answer is None or event not in self.recording.events:  # what is asked of the machine once more does nothing more
            self.recording.events.append(event)
        if answer is None and any(kin.path(line) is not None for kin in self._tree.kin):
            if value.get("waits"):
                return {"status": 0, "output": "", "isKnown": True, "isLive": True}
            return self._converse(value)
        if (name := named_by_command(line)) is not None:
            is_there = self._has_program(name)
            return {"status": 0 if is_there else 1, "output": f"/usr/bin/{name}\n" if is_there else "", "isKnown": True}
        if answer is None:
            _note(self.recording.gaps, f"command {line.split(' ')[0][:60]}")
            return {"status": 0, "output": "", "isKnown": False}
        self.recording.reads.update(answer.reads)
        return {"status": 0, "output": answer.text, "isKnown": True}

    def _converse(self, value: dict[str, Any]) -> dict[str, object]:
        """What a program of the package has printed that was given this much on its standard input, run as the same person."""
        line = str(value["line"])
        variables = {str(name): str(text) for name, text in value.get("environment") or () if not self._has_variable(name, text)}
        files = tuple(sorted((path, text) for path, text in self.written.items() if text is not None))
        given = Given(variables=tuple(sorted(variables.items())), text=str(value.get("input") or ""), files=files)
        for kin in self._tree.kin:
            printed = kin.printed(line, given, self._start, self.host.persona)
            if printed is not None:
                self.recording.reads.update(printed.reads)
                self.recording.compared += [one for one in printed.compared if one not in self.recording.compared]
                self.recording.decoded += [one for one in printed.decoded if one not in self.recording.decoded]
                return {"status": printed.status, "output": printed.text, "isKnown": True}
        return {"status": 0, "output": "", "isKnown": False}

    def _has_variable(self, name: str, text: str) -> bool:
        """Whether a variable that a child is given has the value that the persona's own has, or that everybody's has: it is set for all."""
        answers = (self.host.environment(name), self._control.environment(name))
        return any(own is not None and own.text == text for own in answers)

    def _request(self, value: dict[str, Any]) -> dict[str, object]:
        body = value.get("body")
        request = Request(
            via=str(value["via"]),
            method=str(value["method"]),
            url=str(value["url"])[:TEXT_CHARS],
            headers=tuple((str(name), str(text)) for name, text in value["headers"]),
            body=None if body is None else str(body)[:TEXT_CHARS],
        )
        self.recording.events.append(request)
        if self._start.is_busy and (place := request.url.partition("?")[0]) not in self._busy:
            self._busy.add(place)
            return _sent(BUSY)
        answer, reads = self.host.server(request.method, request.url, request.body)
        self.recording.reads.update(reads)
        return _sent(_consenting(answer) if self._start.is_consenting and request.method == "GET" and not reads else answer)

    def _call(self, value: dict[str, Any]) -> None:
        self.recording.events.append(
            Call(
                package=str(value["package"]),
                path=str(value["path"]),
                arguments=json.dumps(value["values"], ensure_ascii=False)[:TEXT_CHARS],
            )
        )

    def _module(self, value: dict[str, Any]) -> dict[str, str]:
        found = self._tree.find(str(value["from"]), str(value["name"]))
        if found.kind == "package" and self._tree.lacks(found.name):
            found = replace(found, kind="missing")
        if value.get("isText") and found.path:
            return asdict(replace(found, source=self._tree.as_run(found.path)))
        return asdict(replace(found, source="") if found.path in self._laid else found)

    def _hash(self, value: dict[str, Any]) -> str | None:
        algorithm = algorithm_of(str(value["algorithm"]))
        content, key = base64.b64decode(value["data"]), None if value["key"] is None else base64.b64decode(value["key"])
        if algorithm is None:
            return None
        self.recording.digests.append((algorithm, content, key))
        return base64.b64encode(digest_of(algorithm, content, key)).decode()


_NO_JSON = re.compile(rf"SyntaxError: .*{re.escape(PROMPT.split()[0])}")
"""How a program ends that takes for granted that what it is told is JSON."""
_OTHER_RUNTIME = re.compile(
    r"ReferenceError: '?(?:(Bun|Deno)|document|window|self|location|history|(?:local|session)Storage|chrome|browser|addEventListener|"
    r"acquireVsCodeApi|importScripts|matchMedia|HTMLElement|customElements|(?:Mutation|Intersection|Resize)Observer|Image|DOMParser|"
    r"requestAnimationFrame|getComputedStyle|indexedDB|caches|clients|skipWaiting)'? is not defined"
)
"""What Node lacks and another kind of host has: without a name in the group it is a browser."""
_RUN_BY = re.compile(r"#!.*\b(bun|deno)\b")


def runtime_of(text: str | None) -> str:
    """What the first line of an entry says it is run by: `bun`, `deno` or, mostly, `node`."""
    found = _RUN_BY.match(text or "")
    return found[1] if found else "node"


def _told(content: bytes) -> str | dict[str, str]:
    """Content as the guest takes it: text, or bytes that are none."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _note(notes: list[str], text: str) -> None:
    if text not in notes and len(notes) < 60:
        notes.append(text)


def _sent(answer: Reply) -> dict[str, object]:
    return {"status": answer.status, "headers": [list(pair) for pair in answer.headers], "text": answer.text}


def _consenting(answer: Reply) -> Reply:
    """The answer with all that is looked up in it: yes. One that is no object of JSON stays as it is."""
    try:
        held = json.loads(answer.text)
    except ValueError:
        return answer
    return replace(answer, text=json.dumps({MARK: SERVER, **held})) if isinstance(held, dict) else answer


def _zone(name: str) -> list[list[object]] | None:
    table = transitions(name)
    return None if table is None else [[one.from_ms, one.offset_minutes, one.abbreviation, one.name] for one in table]


def _values(kind: str) -> list[str]:
    return sorted(zone_names()) if kind == "timeZone" else []


def _punycode(host: str) -> str | None:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def _letters(value: dict[str, str]) -> str | None:
    """Text of bytes in an older encoding; None: no such encoding is known."""
    try:
        return base64.b64decode(value["data"]).decode(value["encoding"], "replace")
    except LookupError:
        return None


def _unpack(value: dict[str, str]) -> str | None:
    content = base64.b64decode(value["data"])
    try:
        if value["format"] == "brotli":
            out = brotli.decompress(content)
        else:
            window = {"zlib": 15, "gzip": 31, "deflate": -15}.get(value["format"], 47)
            out = zlib.decompressobj(window).decompress(content, UNPACKED_BYTES)
    except (zlib.error, brotli.error):
        return None
    return base64.b64encode(out[:UNPACKED_BYTES]).decode()


def _pack(value: dict[str, Any]) -> str:
    content, level = base64.b64decode(value["data"]), value.get("level")
    if value["format"] == "brotli":
        quality = level if isinstance(level, int) and 0 <= level <= 11 else 11
        return base64.b64encode(brotli.compress(content, quality=quality)).decode()
    level = level if isinstance(level, int) and -1 <= level <= 9 else -1
    packer = zlib.compressobj(level, wbits={"zlib": 15, "gzip": 31}.get(value["format"], -15))
    return base64.b64encode(packer.compress(content) + packer.flush()).decode()
