"""What lies on the persona's disk as a program finds it, and what its runs leave there."""

import base64
import json
import posixpath
from dataclasses import replace

from scanner.emulate.common_answers import UNPACKED_BYTES
from scanner.emulate.source import SourceTree
from scanner.emulate.start import FILE_NAME, PROMPT, Learned, Start, files_among, names_below
from scanner.emulate.userfiles import content_of, is_confused_by_folders, keys_named, missed_files, missed_folders, model_of
from scanner.ruleset.signals import Signal
from scanner.world.agentevent import TRANSCRIPT_PATH, transcript
from scanner.world.answer import Answer
from scanner.world.host import PROJECT, Host
from scanner.world.left import left_by, tools_asked_for
from scanner.world.recording import Recording, Request, note
from scanner.world.settings import MARK, is_own_file, is_own_folder, is_settings, setting, settings_text
from scanner.world.software import COMMON, has, named_by_path
from scanner.world.software import SIGNAL as SOFTWARE

SETTINGS = 40
"""Names of settings that a made-up settings file has at most from the program's text alone."""
_NAMED_BY_MODEL = f"{PROJECT}/{FILE_NAME}"
"""The file that the tool calls of models are about (`scanner/world/toolcall.py`): a model asks for what is there."""
SERVER = "answer of a server"
"""Stands for the path of settings that are a server's answer."""


class Files:
    """The disk of one persona over the runs of one start."""

    def __init__(
        self, host: Host, recording: Recording, tree: SourceTree, *, start: Start, learned: Learned, signals: tuple[Signal, ...]
    ) -> None:
        self._host, self._recording, self._tree = host, recording, tree
        self._start, self._learned, self._signals = start, learned, signals
        self._left = dict(start.given.files) if start.given is not None else {}
        self.written: dict[str, str | None] = dict(self._left)
        """Path -> what the runs left there; None: they removed it."""
        self.runs_left = 0
        """Runs that follow the present one."""

    def learn(self) -> None:
        """After a run: what it looked for in vain, so that the next run has it."""
        missed = missed_files(self._recording) - self._learned.files
        folders = {path for path in missed_folders(self._recording) if not self._start.names_file(path)} - self._learned.folders
        is_confused = not self._learned.has_files_only and is_confused_by_folders(self._recording)
        left = tools_asked_for(self._learned.probed, {*self._learned.opened, *self.written}, self._tree.names)
        self._recording.is_learning |= left != self._learned.left
        self._learned.left = left
        if missed or folders or is_confused:
            self._learned.files |= missed
            self._learned.folders |= folders
            self._learned.has_files_only |= is_confused
            self._recording.is_learning = True

    def opened(self, path: str) -> str | dict[str, str] | None:
        """What a file holds that the program opens; None: there is none."""
        if left_by(path) not in self._learned.left:
            self._learned.opened.add(path)  # else it is opened only by whoever has it
        return self._file(path)

    def is_there(self, path: str) -> bool:
        """Whether there is a file, which the program only asks."""
        self._learned.probed.add(path)
        return self._file(path) is not None

    def link(self, path: str) -> str | None:
        """Where a symbolic link points; None: there is none."""
        answer = self._host.link(path)
        if answer is None:
            return None
        self._recording.reads.update(answer.reads)
        return answer.text

    def folder(self, path: str) -> list[str] | None:
        """The names in a folder, sorted; None: there is none."""
        self._recording.folders.add(path)
        names = set(self._host.entries(path) or ())
        if (told := self._host.names_in(path)) is not None:
            names |= set(told.text.split("\n")) - {""}
            self._recording.reads.update(told.reads)
        prefix = path.rstrip("/") + "/"
        names |= {one[len(prefix) :].split("/")[0] for one in (*self._tree.paths(), *self.written) if one.startswith(prefix)}
        if path in ("/Applications", "/opt"):
            self._recording.reads.add(SOFTWARE)
            return sorted(names | {f"{one}.app" for one in self._host.persona.value(SOFTWARE).split(",") if one != "none"})
        if (users := self._names_in(path)) is not None:
            return sorted(names | set(users))
        name = named_by_path(path)
        if not names and name is not None and "bin/" not in path:
            return [] if self.has_program(name) else None
        if not names and self._start.has_settings and is_own_folder(path):
            return [FILE_NAME]
        return sorted(names) if names or self._host.entries(path) is not None else None

    def setting(self, value: dict[str, str]) -> str | bool | None:
        """One name that the program asks its settings, or the answer of a server, for."""
        path, name = str(value["path"]), str(value["name"])
        if path == SERVER:
            return True
        self._learned.settings.setdefault(path, set()).add(name[:200])
        answer = setting(name, self._host.persona, self._signals)
        if answer is None:
            return None
        self._recording.reads.update(answer.reads)
        return answer.text

    def has_program(self, name: str) -> bool:
        """Whether the persona has a program; those that every one has tell nothing."""
        if name in COMMON:
            return True
        if name in self._tree.names:
            return False  # what the program keeps itself
        self._recording.reads.add(SOFTWARE)
        note(self._recording.programs, name)
        return has(self._host.persona.value(SOFTWARE), name)

    def keep(self, op: str, path: str, text: str) -> None:
        """What is written in one run is there in the next."""
        before = self.written.get(path) or ""
        self.written[path] = None if op == "unlink" else (before + text if op == "append" else text)[:UNPACKED_BYTES]

    def kept(self, value: dict[str, str]) -> None:
        """What the host of the program keeps for it."""
        self.keep("write", str(value["path"]), str(value["text"]))
        self._recording.kept.add(str(value["path"]))

    def _file(self, path: str) -> str | dict[str, str] | None:
        self._recording.files.add(path)
        if path in self._left and self._start.given is not None:
            self._recording.reads.update(self._start.given.signals)
        if path in self.written:
            return self.written[path]
        if (content := self._tree.content(path)) is not None:
            return _told(content)
        if path == TRANSCRIPT_PATH and self._start.is_hook:
            return transcript()
        answer = self._host.file(path)
        if answer is None and (name := named_by_path(path)) is not None and self.has_program(name):
            return "\x7fELF"
        if answer is None and (name := left_by(path)) in self._learned.left and name is not None:
            return "{}\n" if self.has_program(name) else None
        if answer is None and self._is_users(path) and not any(one.startswith(f"{path}/") for one in self._left):
            return self._copied(path) or content_of(path, self._start.text, runs_left=self.runs_left)
        if answer is None and self._start.has_settings and is_settings(path):
            answer = self._settings_file(path)
        if answer is None:
            return None
        self._recording.reads.update(answer.reads)
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
            known = sorted(name for name in self._tree.identifiers if setting(name, self._host.persona, self._signals) is not None)
            self._learned.named = tuple(known[:SETTINGS])
        answer = settings_text(path, {*self._learned.named, *(asked or ())}, self._host.persona, self._signals)
        if asked is None and answer.text.startswith("{"):
            self._recording.is_learning = True
            return replace(answer, text=json.dumps({MARK: path, **json.loads(answer.text)}))
        return answer

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
        if path == _NAMED_BY_MODEL and any(isinstance(event, Request) for event in self._recording.events):
            return True
        return path in self._learned.files or self._start.names_file(path) or (self._start.has_settings and is_own_file(path))


def _told(content: bytes) -> str | dict[str, str]:
    """Content as the guest takes it: text, or bytes that are none."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}
