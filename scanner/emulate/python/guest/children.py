"""Child processes: their command lines are told to the world, which answers for them."""

import io
import os
import subprocess
from typing import Any

from . import inner
from .channel import ask, plain, tell
from .environment import ENVIRONMENT


def line_of(command: Any) -> str:
    """A command as one line."""
    if isinstance(command, bytes):
        return command.decode("utf-8", "replace")
    if isinstance(command, str):
        return command
    if hasattr(command, "__fspath__"):
        return str(os.fspath(command))
    return " ".join(word if isinstance(word, str) else os.fsdecode(os.fspath(word)) for word in command)


def output_of(command: Any, given: Any = None, variables: Any = None, folder: Any = None) -> tuple[str, int]:
    """What a command prints, and its status. variables, folder: the environment and place that it is given; None: the program's own."""
    told = _told(variables)
    answer = ask("command", {"line": line_of(command), "input": None if not given else str(plain(given)), "environment": told})
    printed = inner.run(command, given, variables, folder)
    if printed is not None:
        return printed
    if isinstance(answer, dict):
        return str(answer.get("output") or ""), int(answer.get("status") or 0)
    return str(answer or ""), 0


def _told(variables: Any) -> list[tuple[str, str]]:
    """What a child is given beside what the persona has, which the host leaves out."""
    given = ENVIRONMENT.changed if variables is None or variables is ENVIRONMENT else variables
    try:
        pairs = [(name, value) for name, value in dict(given).items() if isinstance(name, str) and isinstance(value, str)]
    except (TypeError, ValueError):
        return []
    return [(name, value[:500]) for name, value in pairs[:200]]


class Child:
    """Stands for `subprocess.Popen`: a child that came to its end when its output is asked for."""

    def __init__(self, args: Any, *_: Any, stdin: Any = None, stdout: Any = None, stderr: Any = None, **options: Any) -> None:
        self.args, self.pid, self.returncode = args, 4243, None
        self._is_text = bool(options.get("text") or options.get("universal_newlines") or options.get("encoding") or options.get("errors"))
        self._stdout, self._output, self._given = stdout, None, b""
        self._variables, self._folder = options.get("env"), options.get("cwd")
        self.universal_newlines = self.text_mode = self._is_text
        self.stdin: Any = _Given(self, self._is_text) if stdin == subprocess.PIPE else None
        if stdin is not None and hasattr(stdin, "read"):
            self._given = stdin.read()
        self.stdout: Any = _Lazy(self, self._is_text) if stdout == subprocess.PIPE else None
        self.stderr: Any = (io.StringIO() if self._is_text else io.BytesIO()) if stderr == subprocess.PIPE else None
        if stdout != subprocess.PIPE and stdin != subprocess.PIPE:
            self.finish()

    def finish(self) -> str:
        """Run it, once."""
        if self._output is None:
            self._output, self._status = output_of(self.args, self._given, self._variables, self._folder)
            self.returncode = self._status
            if self._stdout is not None and hasattr(self._stdout, "write"):
                try:
                    self._stdout.write(self._output)
                except TypeError:
                    self._stdout.write(self._output.encode())
        return self._output

    def communicate(self, input: Any = None, timeout: Any = None) -> tuple[Any, Any]:
        if input is not None:
            self._given += input if isinstance(input, type(self._given)) else str(plain(input)).encode()
        text = self.finish()
        out = None if self.stdout is None else text if self._is_text else text.encode()
        return out, None if self.stderr is None else "" if self._is_text else b""

    def wait(self, timeout: Any = None) -> int:
        self.finish()
        return int(self.returncode or 0)

    def poll(self) -> int:
        return self.wait()

    def kill(self, *_: Any) -> None:
        self.finish()

    terminate = send_signal = kill

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()


class _Given:
    """The standard input of a child."""

    def __init__(self, child: Child, is_text: bool) -> None:
        self._child, self.closed = child, False

    def write(self, content: Any) -> int:
        tell("frame", {"url": "process:stdin", "text": plain(content)})
        self._child._given += content.encode() if isinstance(content, str) else bytes(content)
        return len(content)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        return None

    def close(self) -> None:
        self.closed = True

    async def drain(self) -> None:
        return None

    def __enter__(self) -> "_Given":
        return self

    def __exit__(self, *_: object) -> None:
        return None


class _Lazy:
    """The standard output of a child: it runs when this is read."""

    def __init__(self, child: Child, is_text: bool) -> None:
        self._child, self._is_text, self._file = child, is_text, None

    def _opened(self) -> Any:
        if self._file is None:
            text = self._child.finish()
            self._file = io.StringIO(text) if self._is_text else io.BytesIO(text.encode())
        return self._file

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._opened(), name)

    def __iter__(self) -> Any:
        return iter(self._opened())


def run(*popenargs: Any, input: Any = None, capture_output: bool = False, timeout: Any = None, check: bool = False, **options: Any) -> Any:
    """As `subprocess.run`."""
    args = popenargs[0] if popenargs else options.pop("args")
    if capture_output:
        options["stdout"] = options["stderr"] = subprocess.PIPE
    if input is not None:
        options["stdin"] = subprocess.PIPE
    child = Child(args, **options)
    out, err = child.communicate(input)
    if child.stdin is None and options.get("stdout") is None and out is None and child.finish():
        print(child.finish(), end="")
    done = subprocess.CompletedProcess(args, child.returncode, out, err)
    if check and child.returncode:
        raise subprocess.CalledProcessError(child.returncode, args, out, err)
    return done


def _status_output(command: Any, **_: Any) -> tuple[int, str]:
    text, status = output_of(command)
    return status, text.rstrip("\n")


def _checked_output(*popenargs: Any, timeout: Any = None, **options: Any) -> Any:
    options.pop("check", None)
    return run(*popenargs, stdout=subprocess.PIPE, check=True, **options).stdout


def _called(*popenargs: Any, timeout: Any = None, **options: Any) -> int:
    return Child(*popenargs, **options).wait()


def _popen(command: Any, mode: str = "r", buffering: int = -1) -> Any:
    return io.StringIO(output_of(command)[0])


def _run_and_end(path: Any, *values: Any) -> None:
    words = values[0] if len(values) == 1 and isinstance(values[0], list | tuple) else values
    output_of([path, *words[1:]])
    raise SystemExit(0)


def _run_with_and_end(path: Any, *values: Any) -> None:
    """As `os.execve`: the last value is the environment."""
    *rest, variables = values or (None,)
    words = rest[0] if len(rest) == 1 and isinstance(rest[0], list | tuple) else rest
    output_of([path, *words[1:]], variables=variables)
    raise SystemExit(0)


def install() -> None:
    """Called before the image is taken."""
    subprocess.Popen = Child
    subprocess.run = run
    subprocess.call = subprocess.check_call = _called
    subprocess.check_output = _checked_output
    subprocess.getstatusoutput = _status_output
    subprocess.getoutput = lambda command, **_: _status_output(command)[1]
    for name, value in (("STARTUPINFO", type("STARTUPINFO", (), {"dwFlags": 0, "wShowWindow": 0})), ("CREATE_NO_WINDOW", 0x08000000)):
        setattr(subprocess, name, value)
    for name in ("CREATE_NEW_PROCESS_GROUP", "DETACHED_PROCESS", "STARTF_USESHOWWINDOW", "SW_HIDE", "CREATE_NEW_CONSOLE"):
        setattr(subprocess, name, 0)
    os.system = lambda command: output_of(command)[1]
    os.popen = _popen
    for name in ("execv", "execvp", "execl", "execlp"):
        setattr(os, name, _run_and_end)
    for name in ("execve", "execvpe", "execle", "execlpe"):
        setattr(os, name, _run_with_and_end)
    for name in ("spawnv", "spawnvp", "spawnl", "spawnlp"):
        setattr(os, name, lambda mode, path, *values: output_of([path, *values])[1])
    os.posix_spawn = os.posix_spawnp = lambda path, argv, env=None, **_: output_of(list(argv), variables=env)[1]
    os.waitpid = lambda pid, options: (pid, 0)
    for name in ("WNOHANG", "P_NOWAIT", "P_WAIT"):
        setattr(os, name, getattr(os, name, 1))
    for name, value in (("WIFEXITED", True), ("WIFSIGNALED", False), ("WEXITSTATUS", 0), ("waitstatus_to_exitcode", 0)):
        setattr(os, name, lambda status, value=value: value)
