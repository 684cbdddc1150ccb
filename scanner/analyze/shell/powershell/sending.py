"""What PowerShell scripts send: cmdlets and .NET clients of the network, programs that they start, pauses."""

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.powershell.scope import field_of, made
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.state import Plain, State
from scanner.analyze.shell.values import EMPTY, Listing, Table, Value, as_text, known
from scanner.world.recording import Act, Event, Request

_SENDING = {
    "getasync": ("GET", 0, None), "getstringasync": ("GET", 0, None), "getbytearrayasync": ("GET", 0, None),
    "getstreamasync": ("GET", 0, None),
    "postasync": ("POST", 0, 1), "putasync": ("PUT", 0, 1), "patchasync": ("PATCH", 0, 1), "deleteasync": ("DELETE", 0, None),
    "downloadstring": ("GET", 0, None), "downloadfile": ("GET", 0, None), "downloaddata": ("GET", 0, None), "openread": ("GET", 0, None),
    "uploadstring": ("POST", 0, -1), "uploaddata": ("POST", 0, -1), "uploadvalues": ("POST", 0, -1), "uploadfile": ("POST", 0, -1),
    "downloadstringtaskasync": ("GET", 0, None), "postasjsonasync": ("POST", 0, 1),
}  # fmt: skip
"""Method of HttpClient or WebClient -> verb, place of the address, place of the body."""


def request(machine: Machine, state: State, node: object, parts: dict[str, Value], *, target: Value | None = None) -> Value:
    """Record a request, and give what is not known of its answer.

    parts: uri, method, headers, body, agent, type, by those names; those that are not given are left out.
    target: the file that the answer is written to.
    """
    names = ("uri", "method", "headers", "body", "agent", "type", "file", "query")
    values = tuple(parts.get(name, EMPTY) for name in names)
    stored = machine.spelled(as_usual(target)) if target is not None else None
    machine.happen(state, node, values, _made, stored=stored)
    if stored:
        state.files[stored] = machine.unknown(f"answer in {stored}", source="network")
    uri = as_text(parts.get("uri", EMPTY))
    address = machine.spelled(uri) if uri.plain is not None else ""
    signal = machine.readers.of_address(address if "://" in address else f"https://{address}") if address else None
    if signal is not None:
        return machine.unknown(f"answer of {address}", machine.read(node, signal, address), source="signal")
    return machine.unknown(f"answer of {address or 'a request'}", source="network")


def _made(given: tuple[Plain, ...]) -> Event | None:
    uri, method, headers, body, agent, kind, file, _ = given
    pairs: list[tuple[str, str]] = []
    for table in headers if isinstance(headers, list) else [headers]:
        if isinstance(table, dict):
            pairs += [(key, _letters(value)) for key, value in table.items() if key != "__type"]
    if _letters(agent):
        pairs.append(("User-Agent", _letters(agent)))
    if _letters(kind) and not any(name.lower() == "content-type" for name, _ in pairs):
        pairs.append(("Content-Type", _letters(kind)))
    address = _letters(uri)
    if not address:
        return None
    content = _body(body) or _letters(file)
    verb = _letters(method).upper().rsplit(".", 1)[-1] or ("POST" if content else "GET")
    if verb == "GET" and isinstance(body, dict):
        address += ("&" if "?" in address else "?") + content
        content = ""
    return Request(
        via="powershell", method=verb, url=address if "://" in address else f"https://{address}", headers=tuple(pairs), body=content or None
    )


def _letters(value: Plain) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(map(_letters, value))
    return _letters(value.get("text", ""))


def _body(value: Plain) -> str:
    if isinstance(value, dict):
        if "__type" in value:
            return _letters(value.get("text", ""))
        return "&".join(f"{key}={_letters(item)}" for key, item in value.items())
    return _letters(value)


def sends(machine: Machine, state: State, node: object, whole: Table, kind: str, name: str, arguments: list[Value]) -> Value | None:
    """What a method of a client sends; None: it sends nothing."""
    headers = [field_of(whole, key) for key in ("DefaultRequestHeaders", "Headers")]
    own = Listing(tuple(table for table in headers if isinstance(table, Table)))
    if kind == "message" or (kind == "httpclient" and name in ("sendasync", "send")):
        message = arguments[0] if arguments else EMPTY
        return _message(machine, state, node, own, message) if name in ("sendasync", "send") else None
    if kind == "webrequest" and name in ("getresponse", "getresponseasync"):
        parts = {"uri": field_of(whole, "uri") or EMPTY, "headers": own, "method": field_of(whole, "Method") or EMPTY,
                 "agent": field_of(whole, "UserAgent") or EMPTY, "body": field_of(whole, "body") or EMPTY}  # fmt: skip
        return request(machine, state, node, parts)
    if kind == "process" and name == "start":
        return started(machine, state, node, whole)
    found = _SENDING.get(name)
    if found is None or not arguments:
        return None
    verb, at, body = found
    if kind == "webclient" and len(arguments) == 3 and body is not None:
        verb = as_text(arguments[1]).plain or verb
    content = arguments[body] if body is not None and len(arguments) > 1 else EMPTY
    media = field_of(content, "media") if isinstance(content, Table) else None
    base = field_of(whole, "BaseAddress")
    uri = arguments[at] if base is None else Listing((base, arguments[at]))
    parts = {"uri": uri, "method": known(verb), "headers": own, "body": content, "type": media or EMPTY}
    return request(machine, state, node, parts, target=arguments[1] if name == "downloadfile" and len(arguments) > 1 else None)


def _message(machine: Machine, state: State, node: object, own: Listing, message: Value) -> Value:
    if not isinstance(message, Table):
        return request(machine, state, node, {"uri": EMPTY, "headers": own})
    headers = field_of(message, "Headers")
    content = field_of(message, "Content") or EMPTY
    media = field_of(content, "media") if isinstance(content, Table) else None
    parts = {
        "uri": field_of(message, "RequestUri") or field_of(message, "uri") or EMPTY,
        "method": field_of(message, "method") or EMPTY,
        "headers": Listing((*own.items, *((headers,) if isinstance(headers, Table) else ()))),
        "body": content,
        "type": media or EMPTY,
    }
    return request(machine, state, node, parts)


def web_request(uri: Value) -> Value:
    """`[System.Net.WebRequest]::Create(...)`."""
    return made("webrequest", uri=uri, Headers=Table(()))


def paused(machine: Machine, state: State, node: object, time: Value) -> None:
    """Record a pause."""
    machine.happen(state, node, (time,), _pause)


def _pause(given: tuple[Plain, ...]) -> Event | None:
    return Act(kind="delay", name="sleep", text=_letters(given[0]))


def started(machine: Machine, state: State, node: object, whole: Table) -> Value:
    """Record the start of a program by .NET."""
    name = as_text(field_of(whole, "filename") or EMPTY)
    machine.happen(state, node, (name, field_of(whole, "arguments") or EMPTY), _start)
    return machine.unknown(f"process {machine.spelled(name)}", source="command")


def _start(given: tuple[Plain, ...]) -> Event | None:
    return Act(kind="command", name=_letters(given[0]), text=_letters(given[1]))
