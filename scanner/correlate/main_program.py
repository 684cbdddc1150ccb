"""Which artifact of a tool is its main program, and whether an analyzer can follow it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from scanner.model.artifact import NATIVE_KINDS, SCRIPT_KINDS, Artifact, ArtifactKind

LAUNCHER_BYTES = 64 * 1024
"""A script larger than this is no mere launcher: those of the native tools measured have 2 to 20 kB."""
LAUNCHED_BYTES = 1024 * 1024
LAUNCHED_RATIO = 16
"""A program is launched by scripts, and no helper of theirs, when it is larger than both allow: Go and Rust programs begin at 2 MB."""

_UNFOLLOWED_KINDS = NATIVE_KINDS | {ArtifactKind.DOTNET_BUNDLE, ArtifactKind.PYTHON_BYTECODE, ArtifactKind.JAVA_CLASS, ArtifactKind.WASM}
UNFOLLOWED_SCRIPTS = frozenset({ArtifactKind.BATCH, ArtifactKind.RUBY, ArtifactKind.PERL, ArtifactKind.PHP, ArtifactKind.LUA})
"""Scripts of languages that no analyzer follows: main programs only where a manifest or container starts them."""
_NAMED_SCRIPTS = UNFOLLOWED_SCRIPTS - {ArtifactKind.BATCH}
"""Of these, those that are part of a program which names them; batch files beside a script mostly start that script."""
_NAMING_BYTES = 4 * 1024 * 1024
"""Only scripts up to this size are searched for names of others: larger ones are bundles."""
_LIBRARY = re.compile(r"\.(?:node|dylib|dll|pyd|pyc|wasm|so(?:\.\d+)*)\Z")
_MODULE = ".node"
_MODULE_BYTES = 32 * 1024 * 1024
_MODULE_RATIO = 4
"""A native module larger than both allow, beside the scripts that load it, is the program: real helpers have up to 23 MB."""
_SELF_CONTAINED = frozenset({ArtifactKind.BUN, ArtifactKind.NODE_SEA, ArtifactKind.VERCEL_PKG, ArtifactKind.DENO})
"""Programs that start the scripts which they hold."""
_CHILD = r"\b(?:spawn|spawnSync|execFile|execFileSync|fork|execa|execvp?e?|subprocess\.\w+|os\.exec\w+|os\.spawn\w+)\s*\([^;]{0,400}?"
_HANDS_ALL = re.compile(
    _CHILD + r"(?:process\.argv\.slice\(\s*2|\.\.\.process\.argv|sys\.argv\[1:\]|sys\.argv\b(?!\[))"
    r"|^\s*(?:exec\s)?[^\n#]*\"\$@\"|^\s*&[^\n]*@args|^[^\n]*%\*",
    re.MULTILINE,
)
"""A child process that is given all arguments of the command line: what a launcher does for the program it stands for."""
_HANDS_SOME = re.compile(_CHILD + r"(?:process\.argv|sys\.argv|\bargv\b|\bargs\b)")
"""A child process that is given arguments which may be those of the command line."""
_TALKS = re.compile(
    r"\bfetch\s*\(|\bhttps?\.(?:request|get)\s*\(|\baxios\b|\bundici\b|\bWebSocket\b|\bXMLHttpRequest\b|\bgot\s*\(|@anthropic-ai/sdk|\bopenai\b"
    r"|\burllib\b|\brequests\.\w+\(|\bhttpx\b|\baiohttp\b|\banthropic\b|\bhttp\.client\b|\bcurl\s|\bwget\s|\bInvoke-(?:WebRequest|RestMethod)\b"
)
"""A script that sends something itself is a program of its own; a native file beside it helps it."""


_SHOWN = re.compile(r"\bdocument\.(?:getElement|querySelector|addEventListener|createElement|body|head)")
_CHILD_OF = re.compile(r"\bchild_process\b|\bprocess\.argv\b")


class Role(StrEnum):
    """What a small script that is started first does."""

    LAUNCHER = "launcher"
    PROGRAM = "program"
    HELPER = "helper"
    """Not started first, and named by a script that is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A script that is started, first or by another one."""

    subject: str
    role: Role


def starters_of(artifacts: Iterable[Artifact]) -> tuple[Starter, ...]:
    """The small entry scripts whose text shows what they do, and the scripts that others name and nobody follows. Reads the contents."""
    artifacts = tuple(artifacts)
    found = [Starter(subject=artifact.subject, role=Role.HELPER) for artifact in _named(artifacts)]
    for artifact in artifacts:
        if artifact.is_entry and artifact.kind in SCRIPT_KINDS and artifact.size_bytes <= LAUNCHER_BYTES:
            role = _role(artifact.content.read_text(encoding="utf-8", errors="replace"))
            if role is not None:
                found.append(Starter(subject=artifact.subject, role=role))
    return tuple(found)


def _named(artifacts: tuple[Artifact, ...]) -> list[Artifact]:
    waiting = {artifact.subject: artifact for artifact in artifacts if artifact.kind in _NAMED_SCRIPTS}
    found = []
    for artifact in artifacts if waiting else ():
        if artifact.kind in SCRIPT_KINDS - _NAMED_SCRIPTS and artifact.size_bytes <= _NAMING_BYTES:
            text = artifact.content.read_bytes()
            named = [other for other in waiting.values() if other.trail[:-1] == artifact.trail[:-1] and other.name.encode() in text]
            found += [waiting.pop(other.subject) for other in named]
    return found


def unfollowed_mains(artifacts: tuple[Artifact, ...], starters: Iterable[Starter], head: str) -> tuple[Artifact, ...]:
    """The main programs of a tool that nobody follows: native code and bytecode, which are described, and scripts of some languages.

    The main program is what the manifest or container starts, and what a launcher hands its arguments to. What lies beside a script that
    is a program of its own is its helper. head: the first trail step of the package that was named; packages beside it hold its payload
    or its helpers.
    """
    own = [artifact for artifact in artifacts if _head_is(artifact, head)] or list(artifacts)
    subjects = {artifact.subject for artifact in own}
    starters = tuple(starters)
    known = {starter.role for starter in starters if starter.subject in subjects}
    helpers = {starter.subject for starter in starters if starter.role is Role.HELPER}
    script_bytes = sum(artifact.size_bytes for artifact in own if artifact.kind in SCRIPT_KINDS)
    is_launcher = Role.LAUNCHER in known and script_bytes <= LAUNCHER_BYTES
    programs = tuple(_scripted_programs(artifacts))
    mains = []
    for artifact in artifacts:
        if artifact.kind in UNFOLLOWED_SCRIPTS and artifact.is_entry and artifact.subject in subjects:
            mains.append(artifact)
        if artifact.kind not in _UNFOLLOWED_KINDS:
            continue  # it is followed, or holds no code
        if artifact.name.endswith(_MODULE) and _outweighs(artifact, artifacts):
            mains.append(artifact)
            continue
        if not artifact.is_entry and any(_is_helper_in(artifact, program) for program in programs):
            continue
        is_own = artifact.subject in subjects
        if artifact.is_entry and (is_own or is_launcher or _is_launched(artifact, script_bytes)):
            mains.append(artifact)
        elif _LIBRARY.search(artifact.name) or artifact.is_entry or Role.PROGRAM in known:
            continue  # a library, or a helper of a script that is a program of its own
        elif is_launcher or (script_bytes < LAUNCHER_BYTES and _is_launched(artifact, script_bytes)):
            mains.append(artifact)
    entries = [artifact for artifact in mains if artifact.is_entry]
    return (*(entries or mains), *(artifact for artifact in own if artifact.subject in helpers and artifact not in entries))


def _scripted_programs(artifacts: tuple[Artifact, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The trails of programs that start scripts of their own, each with the bytes of script code in it."""
    for artifact in artifacts:
        if artifact.kind in _SELF_CONTAINED and artifact.is_entry:
            inside = (one for one in artifacts if one.kind in SCRIPT_KINDS and one.trail[: len(artifact.trail)] == artifact.trail)
            yield artifact.trail, sum(one.size_bytes for one in inside)


def _is_helper_in(artifact: Artifact, program: tuple[tuple[str, ...], int]) -> bool:
    """Whether a native file lies in a program whose scripts are more than a launcher of it."""
    trail, script_bytes = program
    is_inside = len(artifact.trail) > len(trail) and artifact.trail[: len(trail)] == trail
    return is_inside and script_bytes > LAUNCHER_BYTES and not _is_launched(artifact, script_bytes)


def _outweighs(module: Artifact, artifacts: tuple[Artifact, ...]) -> bool:
    """Whether by far the larger part of a program is a native module that its scripts load."""
    if module.size_bytes <= _MODULE_BYTES:
        return False
    container = module.trail[:-1]
    beside = (one for one in artifacts if one.kind in SCRIPT_KINDS and one.trail[: len(container)] == container)
    return module.size_bytes > _MODULE_RATIO * sum(one.size_bytes for one in beside)


def _role(text: str) -> Role | None:
    if _SHOWN.search(text) and not _CHILD_OF.search(text):
        return None  # runs in a page: what it sends tells nothing of the program beside it
    if _HANDS_ALL.search(text):
        return Role.LAUNCHER
    if _TALKS.search(text):
        return Role.PROGRAM
    return Role.LAUNCHER if _HANDS_SOME.search(text) else None


def _head_is(artifact: Artifact, head: str) -> bool:
    return artifact.trail[0] == head or artifact.trail[0].startswith(f"{head.rstrip('/')}/")


def _is_launched(artifact: Artifact, script_bytes: int) -> bool:
    return artifact.size_bytes > max(LAUNCHED_BYTES, LAUNCHED_RATIO * script_bytes)
