"""MCP servers that a settings file declares: what each starts or calls, whether it is pinned, and whether its publisher is known."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Literal
from urllib.parse import urlsplit

from scanner.discover.document import Document, kind_of, shortened
from scanner.discover.launch import Launch, launch_of, words_of
from scanner.discover.masks import Masks
from scanner.model.installation import Server
from scanner.model.observation import ServerDeclared
from scanner.ruleset.catalog_layout import KnownServers

Transport = Literal["stdio", "http", "sse", "unknown"]

_URL_KEYS = ("url", "serverUrl", "httpUrl", "uri", "endpoint", "server_url")
_ENV_KEYS = ("env", "environment", "envs", "env_vars")
_TRANSPORTS: dict[str, Transport] = {
    "stdio": "stdio",
    "local": "stdio",
    "command": "stdio",
    "http": "http",
    "streamable-http": "http",
    "streamable_http": "http",
    "streamablehttp": "http",
    "streamableHttp": "http",
    "remote": "http",
    "sse": "sse",
}
_BUILT_IN = frozenset({"builtin", "built-in", "platform", "frontend", "inline_python"})
"""Entries of a list of extensions that are part of the tool itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One declared server, as an observation and as a row."""

    observation: ServerDeclared
    row: Server


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerBlock:
    """The place of a list of servers in a document."""

    path: tuple[str, ...]
    value: Any


def servers_in(
    document: Document,
    patterns: tuple[str, ...],
    *,
    tool_id: str,
    known: KnownServers,
    masks: Masks,
) -> Iterator[Declared | str]:
    """Each declared server; a sentence for each entry that is not what a server's entry looks like."""
    for pattern in patterns:
        for block in server_blocks(document, pattern):
            yield from _block(document, block, tool_id=tool_id, known=known, masks=masks)


def is_in_server(document: Document, patterns: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """True: the path lies in an entry of a list of servers."""
    return any(
        path[: len(block.path)] == block.path and len(path) > len(block.path)
        for pattern in patterns
        for block in server_blocks(document, pattern)
    )


def is_loopback(host: str) -> bool:
    """True for names and addresses that do not leave the machine."""
    bare = host.strip("[]").casefold().rstrip(".")
    if bare in ("localhost", "") or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def is_known_host(host: str, known: KnownServers) -> bool:
    """True for a host of the catalog and all below it, and for this machine."""
    return is_loopback(host) or any(host == one or host.endswith(f".{one}") for one in known.hosts)


def server_blocks(document: Document, pattern: str) -> Iterator[ServerBlock]:
    """The lists of servers that a dotted key, with `*` for one step, names in a document."""
    if pattern == ".":
        entries = document.value.values() if isinstance(document.value, dict) else ()
        if all(isinstance(one, dict) and ("command" in one or "url" in one) for one in entries):
            yield ServerBlock(path=(), value=document.value)
        return
    yield from _below((), document.value, tuple(pattern.split(".")))


def _below(path: tuple[str, ...], value: Any, steps: tuple[str, ...]) -> Iterator[ServerBlock]:
    if not steps:
        if value is not None:
            yield ServerBlock(path=path, value=value)
        return
    if not isinstance(value, dict):
        return  # the settings file's own check says what is wrong there
    if steps[0] == "*":
        for key, one in value.items():
            yield from _below((*path, str(key)), one, steps[1:])
        return
    for count in range(len(steps), 0, -1):  # editors write `mcp.servers` as one key
        joined = ".".join(steps[:count])
        if joined in value:
            yield from _below((*path, joined), value[joined], steps[count:])
            return


def _block(document: Document, block: ServerBlock, *, tool_id: str, known: KnownServers, masks: Masks) -> Iterator[Declared | str]:
    key = ".".join(block.path)
    if isinstance(block.value, dict) and isinstance(block.value.get("command"), str) and block.path[-1:] == ("mcp_config",):
        name = document.at(("name",))
        entries: list[tuple[str, str, Any]] = [("", name if isinstance(name, str) else "extension", block.value)]
    elif isinstance(block.value, dict):
        entries = [(str(name), str(name), one) for name, one in block.value.items()]
    elif isinstance(block.value, list):
        entries = [(str(i), str(one.get("name", i)) if isinstance(one, dict) else str(i), one) for i, one in enumerate(block.value)]
    else:
        yield f"`{key}`{_at(document, block.path)} is {kind_of(block.value)} where an object of servers is expected"
        return
    for step, name, entry in entries:
        path = (*block.path, step) if step else block.path
        if not isinstance(entry, dict):
            yield f"`{'.'.join(path)}`{_at(document, path)} is {kind_of(entry)} where a server's object is expected"
        elif not (set(entry) <= {"enabled", "disabled", "name"} or str(entry.get("type")) in _BUILT_IN):
            yield _declared(document, path, name, entry, tool_id=tool_id, known=known, masks=masks)


def _at(document: Document, path: tuple[str, ...]) -> str:
    place = document.position(path)
    return f" at {place}" if place is not None else ""


def _declared(
    document: Document,
    path: tuple[str, ...],
    name: str,
    entry: dict[str, Any],
    *,
    tool_id: str,
    known: KnownServers,
    masks: Masks,
) -> Declared:
    words = _words(entry)
    url = next((entry[key] for key in _URL_KEYS if isinstance(entry.get(key), str)), None)
    launch = launch_of(words) if words else _docker_reference(entry)
    remote = url if not words else (launch.url if launch is not None else None)
    host, tls = _host_of(remote)
    transport = _transport(entry, has_command=bool(words) or launch is not None, url=url)
    command_line = shortened(" ".join(masks.masked_arguments(words))) if words else None
    excerpt = shortened(f"{name}: {command_line or masks.masked(remote or '')}")
    observation = ServerDeclared(
        place=document.place(path, lambda _: excerpt),
        name=name,
        transport=transport,
        command_line=command_line,
        launcher=launch.launcher if launch is not None else None,
        package=launch.package if launch is not None else None,
        pin=launch.pin if launch is not None else None,
        url_host=host,
        tls=tls,
        env_names=_environment_names(entry),
        origin_known=_is_known(launch, host, known),
    )
    return Declared(
        observation=observation,
        row=Server(
            tool=tool_id,
            name=name,
            transport=transport,
            file=document.reading.shown,
            command_line=command_line,
            package=observation.package,
            pin=observation.pin,
            url_host=host,
        ),
    )


def _words(entry: dict[str, Any]) -> tuple[str, ...]:
    """The command with its arguments; empty for remote servers."""
    command = entry.get("command", entry.get("cmd"))
    arguments = entry.get("args", entry.get("arguments"))
    if isinstance(command, dict):  # an older form of one editor: {path, args}
        arguments = command.get("args", arguments)
        command = command.get("path")
    rest = tuple(str(one) for one in arguments) if isinstance(arguments, list) else ()
    if isinstance(command, list):
        return (*(str(one) for one in command), *rest)
    if not isinstance(command, str) or not command.strip():
        return ()
    if rest or "\\" in command or re.match(r"^(/|[A-Za-z]:)", command):
        return (command, *rest)
    return words_of(command) or (command,)


def _docker_reference(entry: dict[str, Any]) -> Launch | None:
    """An entry of Docker's registry of servers, which names an image of its catalog."""
    if "ref" not in entry:
        return None
    reference = str(entry["ref"] or "") or None
    return Launch(launcher="docker", ecosystem="image", package=reference, pin="none")


def _transport(entry: dict[str, Any], *, has_command: bool, url: str | None) -> Transport:
    stated = entry.get("type", entry.get("transport", entry.get("transportType")))
    if isinstance(stated, str) and stated in _TRANSPORTS:
        return _TRANSPORTS[stated]
    if has_command:
        return "stdio"
    if url is None:
        return "unknown"
    return "sse" if url.rstrip("/").endswith("/sse") else "http"


def _host_of(url: str | None) -> tuple[str | None, bool | None]:
    if url is None:
        return None, None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None, None
    return (host.casefold().rstrip(".") if host else None), parts.scheme.casefold() in ("https", "wss")


def _environment_names(entry: dict[str, Any]) -> tuple[str, ...]:
    names: set[str] = set()
    for key in _ENV_KEYS:
        value = entry.get(key)
        names |= {str(one) for one in value} if isinstance(value, dict | list) else set()
    return tuple(sorted(names))


def _is_known(launch: Launch | None, host: str | None, known: KnownServers) -> bool:
    if host is not None and not is_known_host(host, known):
        return False
    if launch is None:
        return host is not None
    if launch.package is None:
        return False
    match launch.ecosystem:
        case "npm":
            names = known.npm
        case "pypi":
            names = known.pypi
        case "image":
            names = known.images
        case "url" | "local" | None:
            return False
    return any(fnmatchcase(launch.package, one) for one in names)
