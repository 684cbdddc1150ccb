"""Payloads that are not there yet: platform packages, downloads of install and start scripts, stubs in place of a binary."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

from scanner.model.artifact import SCRIPT_KINDS
from scanner.model.artifact import ArtifactKind as Kind
from scanner.model.coverage import Capability, CoverageStatus, Gap
from scanner.unpack.opened import Late, Member

_PLATFORM = re.compile(
    r"^(?P<base>.*?)[-_/.]?(?:darwin|linux(?:musl)?|win32|windows|macos|freebsd|android|aix|sunos|openbsd|netbsd)"
    r"[-_](?:x64|x86_64|amd64|arm64|aarch64|arm|armv7|ia32|x86|riscv64|s390x|ppc64le?|universal|loong64|mips64el)(?:[-_.].*)?$",
)
"""Names of packages for one platform; `base` is what the family has in common."""
_ALIAS = re.compile(r"npm:(@?[^@]+)(?:@(.+))?")
_WRAPPER_BYTES = 256 * 1024
"""A package with more script code than this is a program itself; wrappers of 12 real tools have 1 to 60 KB."""
SCRIPT_BYTES_MAX = 256 * 1024
"""Longer scripts are programs, whose downloads are no installation."""
_PARTS_BYTES = 64 * 1024
"""Up to this much script code in a package, what its scripts fetch, keep and run is told of them together: larger ones are programs of
many parts, of which one looks for updates and another starts tools."""
_STUB_SUFFIXES = (".exe", ".dll", ".so", ".dylib", ".node", ".pyd")
_NATIVE = frozenset({Capability.NATIVE_IMPORTS, Capability.BINARY_STRINGS})
"""What a missing helper of the same maker hides: the program that the entry points start is here."""

_FETCHES = re.compile(
    r"\bhttps?\.(?:get|request)\(|\bfetch\(|\baxios\b|\bgot\(|\bcurl\s|\bwget\s|Invoke-WebRequest|\biwr\b|DownloadFile|"
    r"\burlretrieve\(|\burlopen\(|\brequests\.get\(|\bhttpx\.",
)
_ASKS = re.compile(r"\w\.(?:get|request)\(")
_WEB = re.compile(r"""["'](?:node:)?https?["']""")
"""The module of a client, which may be asked under any name (`const mod = isSecure ? https : http`)."""
_IMPORT = re.compile(r"""\b(?:from|import|require)\s{0,8}\(?\s{0,8}["'](\.{1,2}/[^"'\s]{1,300})["']""")
_JS_ENDINGS = ("", ".js", ".mjs", ".cjs", "/index.js")
_ABOUT_PACKAGE = frozenset(
    {"repository", "homepage", "bugs", "author", "contributors", "maintainers", "funding", "license", "licenses", "publishConfig"}
)
"""Keys of a manifest whose addresses are for people and registries."""
_INSTALLS = re.compile(r"\bnpm (?:install|i|pack)\b|\bnpx\s")
_INSTALLS_HERE = re.compile(
    r"""^(?:[^"'`\n]*[;&|({])?[ \t]*(?:sudo\s+|exec\s+)?(?:npm (?:install|i|pack)\b|npx\s)"""
    r"""|(?:exec|spawn|system|subprocess|check_call|popen|\brun)\w*(?:\.\w+)?\([^;\n]{0,160}?["'`]"""
    r"""(?:npm["'`]?,?\s*\[?\s*["'`]?(?:install|i|pack)\b|npx\b)""",
    re.IGNORECASE | re.MULTILINE,
)
"""An installation that a script runs, and none that a message of it recommends."""
_KEEPS = re.compile(
    r"createWriteStream|\bchmod|\bpipeline\(|\.pipe\(|\btar\b|\bunzip\b|extractall|Expand-Archive|\s-[a-zA-Z]*[oO]\s|"
    r"--output\b|\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|(?<!stdout)(?<!stderr)\.write\(",
)
_WRITES = re.compile(r"writeFile|\bBun\.write\(")
_BODY = re.compile(r"\b(?:arrayBuffer|blob|text|buffer|bytes)\(\)|responseType|Buffer\.concat|\.on\([\"'`]data\b")
"""An answer taken whole, as bytes or text: what is kept of others (`.json()`) is no program."""
_NEAR_CHARS = 1500
"""How far from where it is written an answer is taken: they stand in one function."""
_AROUND_CHARS = 6000
"""How far from where a large script fetches it keeps what it got: helpers of a download stand together."""
_RUNS = re.compile(
    r"\bspawn|(?<!\.)\bexec|child_process|subprocess|os\.exec|\bchmod|0o?755|Start-Process|\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b",
)
"""Patterns are executed, too, as a method; who executes programs as one names the module that does."""
_PLATFORM_CHOICE = re.compile(
    r"process\.(?:arch|platform)|os\.(?:arch|platform)\(|\buname\b|platform\.(?:machine|system)|sys\.platform|\$env:PROCESSOR",
)
_URL = re.compile(r"\b(?:https?|ftp)://([A-Za-z0-9.-]+\.[A-Za-z]{2,})(?::\d+)?(?=[/\"'`\s$)]|$)")
_HOSTS_NAMED = 5
_PREBUILT = re.compile(r"\b(?:prebuild-install|node-pre-gyp|cmake-js|node-gyp-build-optional)\b")
_INSTALL_SCRIPTS = ("preinstall", "install", "postinstall")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One package.json."""

    step: str
    folder: str
    value: dict[str, object]


def late_payloads(manifest: Manifest, members: tuple[Member, ...], content_of: Callable[[Member], Path]) -> tuple[Late, ...]:
    """What the package of a manifest lacks and would get later. `members` have their entry points marked."""
    own = tuple(member for member in members if member.step.startswith(f"{manifest.folder}/" if manifest.folder else ""))
    families = _families(manifest)
    found = [*_missing_families(manifest, families, own), *_install_downloads(manifest, own, content_of)]
    reported = {late.gap.subject for late in found}
    found += [late for late in _start_downloads(manifest, own, content_of) if late.gap.subject not in reported]
    found += _stubs(own, tuple(name for _, names in families for name in names))
    return tuple(found)


def download_gap(text: str, what: str) -> Gap | None:
    """The gap of a script that fetches a program, keeps it and runs it, with the hosts that it names; None: it doesn't."""
    if not (_fetches(text) and _keeps(_near_fetches(text)) and _RUNS.search(text)):
        return None
    return Gap(reason=f"its payload comes later: {what} downloads from {_hosts(text)}", status=CoverageStatus.SKIPPED)


def _near_fetches(text: str) -> str:
    """The text; of a large one only what surrounds what fetches, as its other parts keep other things."""
    if len(text) <= _PARTS_BYTES:
        return text
    named = [found.start() for pattern in (_FETCHES, _INSTALLS_HERE) for found in pattern.finditer(text)]
    fetches = named or [found.start() for found in _ASKS.finditer(text)]
    return "\n".join(text[max(0, at - _AROUND_CHARS) : at + _AROUND_CHARS] for at in fetches)


def _fetches(text: str) -> bool:
    if _FETCHES.search(text) or _INSTALLS_HERE.search(text):
        return True
    return _WEB.search(text) is not None and _ASKS.search(text) is not None


def _keeps(text: str) -> bool:
    if _KEEPS.search(text):
        return True
    places = (found.start() for found in _WRITES.finditer(text))
    return any(_BODY.search(text, max(0, at - _NEAR_CHARS), at + _NEAR_CHARS) for at in places)


def _families(manifest: Manifest) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Optional dependencies for one platform each, by what their names have in common, with all names that a member may have."""
    stated = manifest.value.get("optionalDependencies")
    families: dict[str, list[str]] = {}
    for name, version in stated.items() if isinstance(stated, dict) else ():
        match = _PLATFORM.match(name)
        if match is None:
            continue
        names = families.setdefault(match["base"], [])
        names.append(name)
        alias = _ALIAS.fullmatch(str(version))
        if alias is not None:
            names.append(f"{alias[1]}@{alias[2]}")
    return tuple((base, tuple(names)) for base, names in families.items())


def _missing_families(manifest: Manifest, families: tuple[tuple[str, tuple[str, ...]], ...], own: tuple[Member, ...]) -> Iterator[Late]:
    script_bytes = sum(member.size_bytes for member in own if member.recognised.kind in SCRIPT_KINDS)
    for base, names in families:
        hides = _hidden_by(str(manifest.value.get("name", "")), base, script_bytes)
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        yield Late(
            any_of=names,
            gap=Gap(
                reason=f"its payload comes later, in a package for the platform: {shown}",
                subject=manifest.step,
                status=CoverageStatus.SKIPPED,
                hides=hides,
            ),
        )


def _hidden_by(package: str, base: str, script_bytes: int) -> frozenset[Capability] | None:
    """None: all, as the missing package is the program itself."""
    scope, _, short = package.rpartition("/")
    base_scope, _, base_short = base.rpartition("/")
    if base == package or base_scope.lstrip("@") == package or (not base_short and base_scope == scope):
        return None
    is_kin = scope == base_scope and bool(base_short) and (short.startswith(base_short) or base_short.startswith(short) or bool(scope))
    if is_kin and script_bytes < _WRAPPER_BYTES:
        return None
    return _NATIVE if is_kin else frozenset()


def _install_downloads(manifest: Manifest, own: tuple[Member, ...], content_of: Callable[[Member], Path]) -> Iterator[Late]:
    scripts = manifest.value.get("scripts")
    if not isinstance(scripts, dict):
        return
    for name in _INSTALL_SCRIPTS:
        command = str(scripts.get(name, ""))
        if _PREBUILT.search(command):
            yield Late(
                any_of=(),
                gap=Gap(
                    reason=f"a native build comes later: the {name} script runs `{command[:120]}`",
                    subject=manifest.step,
                    status=CoverageStatus.SKIPPED,
                    hides=_NATIVE,
                ),
            )
        elif _FETCHES.search(command) or _INSTALLS.search(command):
            yield Late(
                any_of=(),
                gap=Gap(
                    reason=f"its payload comes later: the {name} script downloads from {_hosts(command)}",
                    subject=manifest.step,
                    status=CoverageStatus.SKIPPED,
                ),
            )
        for member in own:
            if member.step.rsplit("/", 1)[-1] in command and member.recognised.kind in SCRIPT_KINDS:
                yield from _script_gap(
                    _Script(manifest=manifest, member=member, own=own), content_of, f"the {name} script", needs_choice=False
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Script:
    """A script of a package that is run by itself."""

    manifest: Manifest
    member: Member
    own: tuple[Member, ...]
    """All files of the package."""


def _start_downloads(manifest: Manifest, own: tuple[Member, ...], content_of: Callable[[Member], Path]) -> Iterator[Late]:
    for member in own:
        if member.is_entry and member.recognised.kind in SCRIPT_KINDS:
            yield from _script_gap(_Script(manifest=manifest, member=member, own=own), content_of, "the start script", needs_choice=True)


def _script_gap(script: _Script, content_of: Callable[[Member], Path], what: str, *, needs_choice: bool) -> Iterator[Late]:
    member = script.member
    if member.size_bytes > SCRIPT_BYTES_MAX:
        return
    text = _with_imports(script, content_of)
    if not _URL.search(text):
        text += "\n" + "\n".join(_addresses(script.manifest.value))
    gap = download_gap(text, what)
    if gap is not None and (not needs_choice or _PLATFORM_CHOICE.search(text)):
        yield Late(any_of=(), gap=Gap(reason=gap.reason, subject=member.step, sha256=member.sha256, status=gap.status))


def _with_imports(script: _Script, content_of: Callable[[Member], Path]) -> str:
    """The text of a script, in a package of little script code with those of the files of the package that it imports."""
    by_step = {member.step: member for member in script.own if member.recognised.kind in SCRIPT_KINDS}
    is_wrapper = sum(member.size_bytes for member in by_step.values()) <= _PARTS_BYTES
    texts: dict[str, str] = {}
    waiting = [script.member]
    while waiting:
        member = waiting.pop()
        if member.step in texts:
            continue
        texts[member.step] = content_of(member).read_text("utf-8", "replace")
        folder = dirname(member.step)
        named = (normpath(join(folder, found[1])) for found in _IMPORT.finditer(texts[member.step])) if is_wrapper else ()
        waiting += [by_step[path + ending] for path in named for ending in _JS_ENDINGS if path + ending in by_step]
    return "\n".join(texts.values())


def _addresses(value: object) -> Iterator[str]:
    """Addresses that a manifest states, each by itself, but for those about the package."""
    match value:
        case dict():
            for key, inner in value.items():
                if key not in _ABOUT_PACKAGE:
                    yield from _addresses(inner)
        case list():
            for inner in value:
                yield from _addresses(inner)
        case str() if _URL.match(value):
            yield value


def _stubs(own: tuple[Member, ...], platform_packages: tuple[str, ...]) -> Iterator[Late]:
    for member in own:
        kind = member.recognised.kind
        if member.step.lower().endswith(_STUB_SUFFIXES) and (kind in SCRIPT_KINDS or kind in (Kind.TEXT, Kind.EMPTY, Kind.JSON, Kind.HTML)):
            yield Late(
                any_of=platform_packages,
                gap=Gap(
                    reason=f"it is named as native code, and its content is none ({kind}): what runs under this name comes later",
                    subject=member.step,
                    sha256=member.sha256,
                    status=CoverageStatus.SKIPPED,
                ),
            )


def _hosts(text: str) -> str:
    hosts = sorted(set(_URL.findall(text)))
    if not hosts:
        return "an address that is put together at run time"
    return ", ".join(hosts[:_HOSTS_NAMED]) + (f" and {len(hosts) - _HOSTS_NAMED} more" if len(hosts) > _HOSTS_NAMED else "")
