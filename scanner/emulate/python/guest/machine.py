"""Guest side: the machine of the persona: environment, files, commands, names, locale, chance."""

import base64
import builtins
import io
import os
import posixpath
import sys
import types
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from channel import ask, tell
from watch import Told, told


class Environment(MutableMapping[str, str]):
    """Stands for `os.environ`: each variable is asked for when it is read."""

    def __init__(self, exported: list[str]) -> None:
        self.exported = exported
        self.changed: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str:
        if name in self.changed:
            value = self.changed[name]
        else:
            value = ask("env", str(name))
        if value is None:
            raise KeyError(name)
        return Told(value)

    def __setitem__(self, name: str, value: str) -> None:
        self.changed[name] = value

    def __delitem__(self, name: str) -> None:
        self.changed[name] = None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self.exported, *(name for name, value in self.changed.items() if value is not None)}))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def copy(self) -> dict[str, str]:
        return dict(self)


class _Written(io.StringIO):
    def __init__(self, path: str, mode: str) -> None:
        super().__init__()
        self.path, self.name, self.mode = path, path, mode

    def close(self) -> None:
        if not self.closed:
            tell("file", {"path": self.path, "op": "write", "text": self.getvalue()})
            KEPT[self.path] = self.getvalue()
        super().close()


class _WrittenBytes(io.BytesIO):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def close(self) -> None:
        if not self.closed:
            text = self.getvalue().decode("utf-8", "replace")
            tell("file", {"path": self.path, "op": "write", "text": text})
            KEPT[self.path] = text
        super().close()


KEPT: dict[str, str] = {}
"""Files that this run wrote."""
HOME = "/home/user"


def absolute(path: Any) -> str:
    text = os.fspath(path)
    text = text.decode() if isinstance(text, bytes) else str(text)
    return posixpath.normpath(text if text.startswith("/") else posixpath.join(f"{HOME}/project", text))


def content_of(path: str) -> str | None:
    content = bytes_of(path)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else content


def bytes_of(path: str) -> str | bytes | None:
    """Content of a file as the world tells it: text, or bytes that are none."""
    if path in KEPT:
        return KEPT[path]
    answer = ask("file", path)
    return base64.b64decode(answer["base64"]) if isinstance(answer, dict) else told(answer)


def _opened(path: Any, mode: str = "r", *_: Any, **__: Any) -> Any:
    if isinstance(path, int):
        return io.BytesIO() if "b" in mode else io.StringIO()
    where = absolute(path)
    if any(letter in mode for letter in "wax+"):
        return _WrittenBytes(where) if "b" in mode else _Written(where, mode)
    content = bytes_of(where)
    if content is None:
        raise FileNotFoundError(2, "No such file or directory", where)
    raw = content if isinstance(content, bytes) else content.encode()
    return io.BytesIO(raw) if "b" in mode else io.StringIO(raw.decode("utf-8", "replace") if isinstance(content, bytes) else content)


def _stat(path: Any, *_: Any, **__: Any) -> os.stat_result:
    where = absolute(path)
    if content_of(where) is not None:
        return os.stat_result((0o100644, 1, 1, 1, 1000, 1000, 100, 1795311000, 1795311000, 1795311000))
    if ask("folder", where) is not None:
        return os.stat_result((0o040755, 1, 1, 1, 1000, 1000, 100, 1795311000, 1795311000, 1795311000))
    raise FileNotFoundError(2, "No such file or directory", where)


def _link(path: Any, *_: Any, **__: Any) -> str:
    target = ask("link", absolute(path))
    if target is None:
        raise OSError(22, "Invalid argument", absolute(path))
    return Told(target)


def _resolved(path: Any, *_: Any, **__: Any) -> str:
    return Told(ask("link", absolute(path)) or absolute(path))


def _folder(path: Any = ".") -> list[str]:
    names = ask("folder", absolute(path))
    if names is None:
        raise FileNotFoundError(2, "No such file or directory", absolute(path))
    return list(names)


def _words(command: Any) -> str:
    if isinstance(command, str | bytes):
        return command if isinstance(command, str) else command.decode()
    return " ".join(str(os.fspath(word)) if not isinstance(word, str) else word for word in command)


def _output(command: Any, given: Any = None) -> tuple[str, int]:
    answer = ask("command", {"line": _words(command), "input": None if given is None else str(given)})
    if isinstance(answer, dict):
        return Told(answer.get("output") or ""), int(answer.get("status") or 0)
    return str(answer or ""), 0


class Completed:
    """A child process that came to its end."""

    def __init__(self, command: Any, *, is_text: bool, given: Any = None) -> None:
        out, self.returncode = _output(command, given)
        self.args, self.pid = command, 4242
        self.stdout: Any = out if is_text else out.encode()
        self.stderr: Any = "" if is_text else b""
        self.stdin = io.StringIO() if is_text else io.BytesIO()

    def check_returncode(self) -> None:
        return None

    def communicate(self, given: Any = None, timeout: Any = None) -> tuple[Any, Any]:
        return self.stdout, self.stderr

    def wait(self, timeout: Any = None) -> int:
        return self.returncode

    def poll(self) -> int:
        return self.returncode

    def kill(self) -> None:
        return None

    terminate = kill

    def __enter__(self) -> "Completed":
        return self

    def __exit__(self, *_: object) -> None:
        return None


def _is_text(options: dict[str, Any]) -> bool:
    return bool(options.get("text") or options.get("universal_newlines") or options.get("encoding"))


def _subprocess() -> types.ModuleType:
    module: Any = types.ModuleType("subprocess")
    module.PIPE, module.STDOUT, module.DEVNULL = -1, -2, -3
    module.SubprocessError = type("SubprocessError", (Exception,), {})
    module.CalledProcessError = type("CalledProcessError", (module.SubprocessError,), {"returncode": 1, "output": ""})
    module.TimeoutExpired = type("TimeoutExpired", (module.SubprocessError,), {})
    module.CompletedProcess = Completed

    def run(command: Any, *_: Any, **options: Any) -> Completed:
        return Completed(command, is_text=_is_text(options), given=options.get("input"))

    def popen(command: Any, *_: Any, **options: Any) -> Completed:
        done = run(command, **options)
        done.stdout = io.StringIO(done.stdout) if isinstance(done.stdout, str) else io.BytesIO(done.stdout)
        text = done.stdout.getvalue()
        done.communicate = lambda *_, **__: (text, "" if isinstance(text, str) else b"")
        return done

    module.run = run
    module.Popen = popen
    module.check_output = lambda command, *_, **options: run(command, **options).stdout
    module.call = module.check_call = lambda command, *_, **options: run(command, **options).returncode
    module.getoutput = lambda command: run(command, text=True).stdout.rstrip("\n")
    module.getstatusoutput = lambda command: (0, module.getoutput(command))
    module.list2cmdline = _words
    return module


def _telling(signal: str, value: Any) -> Callable[..., Any]:
    def read(*_: Any, **__: Any) -> Any:
        tell("read", signal)
        return told(value)

    return read


def install(facts: dict[str, Any]) -> None:
    """Put the persona's machine in the place of the guest's."""
    environment = Environment(list(facts["exported"]))
    os.environ = environment
    os.getenv = environment.get
    builtins.open = io.open = _opened
    os.stat = os.lstat = _stat
    os.readlink = _link
    os.listdir = _folder
    os.path.realpath = _resolved
    os.path.exists = os.path.lexists = lambda path: _is(path, None)
    os.path.isfile = lambda path: _is(path, True)
    os.path.isdir = lambda path: _is(path, False)
    os.path.islink = lambda path: ask("link", absolute(path)) is not None
    os.path.expanduser = lambda path: HOME + str(path)[1:] if str(path).startswith("~") else path
    os.getcwd = lambda: f"{HOME}/project"
    for name in ("mkdir", "makedirs", "remove", "unlink", "rename", "replace", "chmod", "rmdir", "utime", "chdir"):
        setattr(os, name, lambda *_, **__: None)
    os.system = lambda command: _output(command)[1]
    os.popen = lambda command, *_: io.StringIO(_output(command)[0])
    os.urandom = lambda size: bytes(index * 73 & 0xFF for index in range(size))
    os.getlogin = _telling("user_name", facts["user_name"])
    os.getpid = lambda: 4242
    os.cpu_count = lambda: 8
    sys.platform = "linux"
    sys.modules["subprocess"] = _subprocess()
    _names(facts)
    words = ("Linux", str(facts["host_name"]), str(facts["os_version"]), "#1", "x86_64")
    os.uname = _telling("host_name", os.uname_result(words))


def _is(path: Any, is_file: bool | None) -> bool:
    where = absolute(path)
    if is_file is not False and content_of(where) is not None:
        return True
    return is_file is not True and (ask("folder", where) is not None or (is_file is None and ask("link", where) is not None))


def _names(facts: dict[str, Any]) -> None:
    """Modules that name the machine, its user and its locale."""
    import locale
    import platform
    import random
    import uuid

    code = str(facts["locale"]).replace("-", "_")
    platform.node = _telling("host_name", facts["host_name"])
    platform.system = lambda: "Linux"
    platform.release = platform.version = lambda: str(facts["os_version"])
    platform.machine = lambda: "x86_64"
    platform.platform = lambda *_, **__: f"Linux-{facts['os_version']}-x86_64"
    asked_for = _telling("locale", f"{code}.UTF-8")
    locale.setlocale = lambda category, value=None: str(value) if value else asked_for()
    locale.getlocale = locale.getdefaultlocale = _telling("locale", (code, "UTF-8"))
    locale.getpreferredencoding = lambda *_: "UTF-8"
    uuid.getnode = _telling("mac_address", int(str(facts["mac_address"]).replace(":", ""), 16))
    random.seed(1)
    user: Any = types.ModuleType("getpass")
    user.getuser, user.getpass = _telling("user_name", facts["user_name"]), lambda *_, **__: "secret"
    entry = types.SimpleNamespace(pw_name=facts["user_name"], pw_dir=HOME, pw_gecos=facts["user_name"], pw_shell="/bin/bash", pw_uid=1000)
    accounts: Any = types.ModuleType("pwd")
    accounts.getpwuid = accounts.getpwnam = _telling("user_name", entry)
    os.getuid = lambda: 1000
    sys.modules.update({"getpass": user, "pwd": accounts})
