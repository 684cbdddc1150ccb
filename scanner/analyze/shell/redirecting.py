"""Where input comes from and output goes: files, here-documents, descriptors, sockets of bash."""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from scanner.analyze.shell.commits import is_message, message
from scanner.analyze.shell.expanding import text_of
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.reading import as_usual, file_text
from scanner.analyze.shell.state import Plain, State
from scanner.analyze.shell.values import EMPTY, Text, Value, concat, known
from scanner.code.numbers import is_number
from scanner.code.shell.nodes import Redirect
from scanner.world.recording import Act, Event, Request

_SOCKET = re.compile(r"/dev/(tcp|udp)/([^/]+)/(\S+)")
_INSTRUCTIONS = re.compile(
    r"(?:^|/)(?:CLAUDE(?:\.local)?|AGENTS?|GEMINI|CODEX|QWEN|WARP|CONVENTIONS|SKILL|copilot-instructions|\.?cursorrules|\.?windsurfrules|\.clinerules)"
    r"(?:\.md|\.mdc)?$|(?:^|/)\.(?:claude|cursor|gemini|codex)/(?:commands|rules|agents|skills|output-styles|memory)/",
    re.IGNORECASE,
)
"""Files that agents put into what they ask a model."""


def redirected(machine: Machine, state: State, node: object, redirects: Iterable[Redirect], run: Callable[[State], None]) -> None:
    """Run something with its input and output redirected."""
    given, out = state.given, state.out
    targets: list[tuple[Text, bool]] = []
    for redirect in redirects:
        if redirect.operator in ("<", "<<<", "<<", "<>"):
            state.given = _input(machine, state, redirect, node)
        elif redirect.descriptor in (None, "1", "&") or redirect.operator in ("&>", "&>>"):
            target = text_of(machine, state, redirect.target)
            if (redirect.operator == ">&" and is_number(target.plain or "")) or target.plain == "-":
                target = known(f"&{target.plain}")
            targets.append((target, redirect.operator in (">>", "&>>")))
    if not targets:
        run(state)
        state.given = given
        return
    state.out = EMPTY
    run(state)
    produced, state.out, state.given = state.out, out, given
    target, is_added = targets[-1]
    deliver(machine, state, node, target, produced, is_added=is_added)


def _input(machine: Machine, state: State, redirect: Redirect, node: object) -> Value:
    text = text_of(machine, state, redirect.target)
    if redirect.operator == "<<":
        return text
    if redirect.operator == "<<<":
        return concat((text, known("\n")))
    found = file_text(machine, state, text, node)
    return found if found is not None else machine.unknown(f"<{machine.spelled(as_usual(text))}", text.taint, source="file")


def deliver(machine: Machine, state: State, node: object, target: Text, produced: Text, *, is_added: bool = False) -> None:
    """Bring output where a redirection says."""
    usual = as_usual(target)
    path = machine.spelled(usual)
    if path in ("&1", "/dev/stdout", "/dev/fd/1", "-"):
        machine.say(state, produced)
    elif path in ("&2", "/dev/stderr", "/dev/tty", "/dev/fd/2", "/dev/console"):
        show(machine, state, node, produced)
    elif path in ("/dev/null", "&-"):
        return
    elif path.startswith("&") and path[1:] in state.descriptors:
        deliver(machine, state, node, known(state.descriptors[path[1:]]), produced, is_added=True)
    elif (socket := _SOCKET.match(path)) is not None:
        send_raw(machine, state, node, known(f"{socket[2]}:{socket[3]}"), produced)
    else:
        write(machine, state, node, target, produced, is_added=is_added)


def show(machine: Machine, state: State, node: object, text: Text) -> None:
    """Text for the terminal."""
    if text.parts and (text.taint is not None or state.guards):
        machine.happen(state, node, (text,), _print, is_open=True)


def _print(given: tuple[Plain, ...]) -> Event | None:
    return Act(kind="print", name="stderr", text=str(given[0]))


def write(machine: Machine, state: State, node: object, target: Text, produced: Text, *, is_added: bool = False) -> None:
    """Write a file. What is sent later takes its content from here."""
    path = machine.spelled(as_usual(target))
    before = state.files.get(path)
    state.files[path] = concat((before, produced)) if is_added and before is not None else produced
    if is_message(machine, target):
        machine.happen(state, node, (produced,), _message)
    elif _INSTRUCTIONS.search(path) is not None:
        machine.happen(state, node, (produced,), _instructions)
    elif produced.taint is not None:
        machine.happen(state, node, (known(PurePosixPath(path).name), produced), _file, is_open=True)


def _message(given: tuple[Plain, ...]) -> Event | None:
    return message([], str(given[0]))


def _instructions(given: tuple[Plain, ...]) -> Event | None:
    return Request(via="sdk:instructions", method="WRITE", url="", headers=(), body=str(given[0]))


def _file(given: tuple[Plain, ...]) -> Event | None:
    return Act(kind="file", name=str(given[0]), text=str(given[1]))


_REQUEST_LINE = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S+) HTTP/\d(?:\.\d)?\r?\n")


def send_raw(machine: Machine, state: State, node: object, address: Text, content: Text) -> None:
    """Send text over a connection: as a request where it is one of HTTP."""
    machine.happen(state, node, (address, content), _raw)


def _raw(given: tuple[Plain, ...]) -> Event | None:
    address, content = str(given[0]), str(given[1])
    line = _REQUEST_LINE.match(content)
    if line is None:
        return Act(kind="frame", name=address, text=content)
    head, _, body = content.replace("\r\n", "\n").partition("\n\n")
    headers = tuple((name.strip(), value.strip()) for name, mark, value in (row.partition(":") for row in head.split("\n")[1:]) if mark)
    host = next((value for name, value in headers if name.lower() == "host"), address)
    return Request(via="socket", method=line[1], url=f"https://{host}{line[2]}", headers=headers, body=body or None)
