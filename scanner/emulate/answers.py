"""The host of one run: answers the guest's questions as one persona, and takes down what happens."""

import base64
import json
import re
from collections.abc import Callable, Container
from dataclasses import asdict, replace
from typing import Any

from scanner.emulate.common_answers import letters, pack, punycode, unpack, values, zone
from scanner.emulate.files import SERVER, Files
from scanner.emulate.hashing import algorithm_of, derived_key
from scanner.emulate.notation import read_notation
from scanner.emulate.source import SourceTree
from scanner.emulate.start import PROMPT, SESSION_MS, Given, Learned, Start
from scanner.emulate.variables import names_looked_for, names_stated, place_names
from scanner.ruleset.signals import Signal
from scanner.world.answer import Answer
from scanner.world.cldr import formats_of
from scanner.world.dialect import BUSY, Reply
from scanner.world.difference import FORMATTED
from scanner.world.host import HOME, PROJECT, Host
from scanner.world.inversion import digest_of
from scanner.world.letters import order_of, weights_of
from scanner.world.parts import watched_numbers, watched_parts, watched_texts
from scanner.world.persona import Persona
from scanner.world.persona import persona as persona_of
from scanner.world.recording import VARIABLES, Act, Call, Recording, Request, note
from scanner.world.settings import MARK, without_given
from scanner.world.shapes import shaped
from scanner.world.software import named_by_command
from scanner.world.wording import wording

EVENTS = 4_000
"""Events kept of one run; what comes after is counted as a gap."""
TEXT_CHARS = 200_000
SUM_CHARS = 140
"""Of a number or digest: a SHA-512 in hexadecimal letters has 128."""
FORMATTED_CHARS = 60
"""Of a number as a language writes it."""
KEY = "key-for-the-made-up-world"
"""What variables for keys hold."""
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
        self.host = Host(persona, signals)
        self._control = Host(persona_of(signals), signals)
        self.recording = Recording(left=self._learned.left)
        if given is not None and (given.arguments or given.text is not None):
            self.recording.reads.update(given.signals)
        self.files = Files(self.host, self.recording, tree, start=self._start, learned=self._learned, signals=signals)
        self._tree = tree
        self._laid = laid
        self._turned = turned
        self._answers: dict[str, Callable[[Any], object]] = {
            "env": self._environment,
            "file": self.files.opened,
            "there": self.files.is_there,
            "link": self.files.link,
            "folder": self.files.folder,
            "command": self._command,
            "converse": self._converse,
            "request": self._request,
            "module": self._module,
            "zone": zone,
            "hash": self._hash,
            "derive": derived_key,
            "unpack": unpack,
            "pack": pack,
            "values": values,
            "punycode": punycode,
            "letters": letters,
            "formats": formats_of,
            "order": order_of,
            "weights": weights_of,
            "wording": wording,
            "notation": read_notation,
            "call": self._call,
            "setting": self.files.setting,
            "kept": self.files.kept,
            "reread": self.recording.reread.add,
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
                "runs_left": self.files.runs_left,
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
        return self._start.clock_ms - SESSION_MS * self.files.runs_left

    def exported(self) -> tuple[str, ...]:
        """Names of the variables that show when all are listed."""
        return tuple(sorted({*self.host.exported(), *self._learned.exported, *self._given}))

    def learn(self) -> None:
        """After a run: what it looked for in vain, so that the next run has it."""
        if self.recording.is_swept:
            self._learn_variables()
        self.files.learn()

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
            note(record.failures, str(value["what"])[:300])
        elif kind == "gap":
            note(record.gaps, str(value["what"]))
        elif kind == "tampered":
            note(record.gaps, f"the program replaced {value['what']}")
        elif kind == "error":
            note(record.errors, str(value["text"])[:300])
            if _NO_JSON.match(str(value["text"])) and self._start.path not in self._learned.listeners:
                self._learned.listeners.add(self._start.path)
                record.is_learning = True
            if (missing := _OTHER_RUNTIME.match(str(value["text"]))) and self._start.path not in self._learned.runtimes:
                self._learned.runtimes[self._start.path] = missing[1].lower() if missing[1] else "browser"
                record.is_learning = True
        elif kind == "hint":
            note(record.hints, str(value["text"])[:400])
        elif kind == "formatted" and any(map(str.isdigit, text := str(value["text"])[:FORMATTED_CHARS])):
            record.decoded.append((text, FORMATTED))
        elif kind in ("suspect", "refusal"):
            note(record.suspects if kind == "suspect" else record.refusals, str(value["what"]))
        elif kind in ACTS:
            self._act(kind, value)

    def _act(self, kind: Any, value: dict[str, Any]) -> None:
        if kind == "file" and value.get("op") != "mkdir":
            self.files.keep(str(value["op"]), str(value["path"]), str(value.get("text", "")))
        if len(self.recording.events) >= EVENTS:
            note(self.recording.gaps, f"more than {EVENTS} events")
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
            is_there = self.files.has_program(name)
            return {"status": 0 if is_there else 1, "output": f"/usr/bin/{name}\n" if is_there else "", "isKnown": True}
        if answer is None:
            note(self.recording.gaps, f"command {line.split(' ')[0][:60]}")
            return {"status": 0, "output": "", "isKnown": False}
        self.recording.reads.update(answer.reads)
        return {"status": 0, "output": answer.text, "isKnown": True}

    def _converse(self, value: dict[str, Any]) -> dict[str, object]:
        """What a program of the package has printed that was given this much on its standard input, run as the same person."""
        line = str(value["line"])
        variables = {str(name): str(text) for name, text in value.get("environment") or () if not self._has_variable(name, text)}
        files = tuple(sorted((path, text) for path, text in self.files.written.items() if text is not None))
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


def _sent(answer: Reply) -> dict[str, object]:
    return {"status": answer.status, "headers": [list(pair) for pair in answer.headers], "text": answer.text}


def _consenting(answer: Reply) -> Reply:
    """The answer with all that is looked up in it: yes. One that is no object of JSON stays as it is."""
    try:
        held = json.loads(answer.text)
    except ValueError:
        return answer
    return replace(answer, text=json.dumps({MARK: SERVER, **held})) if isinstance(held, dict) else answer
