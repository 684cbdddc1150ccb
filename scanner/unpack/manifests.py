"""What the manifests in a container say: which members are started first, and what is fetched later."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import dirname, join, normpath

import yaml

from scanner.code.jsontext import JsonRefused, read_json
from scanner.model.artifact import EXECUTABLE_KINDS, NATIVE_KINDS, SELF_CONTAINED_KINDS, ArtifactKind
from scanner.model.coverage import Gap
from scanner.unpack.late import Manifest, late_payloads
from scanner.unpack.opened import Late, Member, Package
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged
from scanner.unpack.workspaces import needed_by, parts, patterns_of
from scanner.unpack.yaml_events import yaml_documents

_MANIFEST_BYTES_MAX = 4 << 20
_MANIFESTS_MAX = 20_000
_SUFFIXES = ("", ".js", ".mjs", ".cjs", ".json", ".node", "/index.js", "/index.mjs", "/index.cjs")
"""How Node completes a path that a manifest names."""
_SCRIPT_OF_COMMAND = re.compile(r"\bnode\s+(?:--?\S+\s+)*([\w./@-]+)")
_SCRIPT_OF_START = re.compile(r"\b(?:node|tsx|ts-node|bun(?:\s+run)?)\s+(?:-\S+\s+)*([\w./@-]+)")
_SCRIPT_OF_PAGE = re.compile(rb"""<script\b[^>]{0,400}?\ssrc\s{0,4}=\s{0,4}["']?(?!\w{2,12}:|//)([^"'>\s]{1,300})""", re.IGNORECASE)
_SCRIPTS_MAX = 60
"""Scripts of one page that are followed: pages that are built have some ten."""
_SCRIPT_OF_TASK = re.compile(r"\bdeno\s+(?:run|serve|compile|install)\s+(?:-\S+\s+)*([\w./@-]+)")
_STARTED_KINDS = EXECUTABLE_KINDS | SELF_CONTAINED_KINDS
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_INSTALL_SCRIPTS = ("preinstall", "install", "postinstall")
_OF_DENO = ("deno.json", "deno.jsonc")
_OF_ACTION = ("action.yml", "action.yaml")
_ENTRY_POINT = re.compile(r"^\s*[\w.\- ]+\s*=\s*([\w.]+)\s*(?::|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """Members with entry points marked, and the packages found."""

    members: tuple[Member, ...]
    packages: tuple[Package, ...]


def read_manifests(sink: Sink, blobs: Path) -> None:
    """Survey what a sink collected."""
    surveyed = survey(sink.members, lambda member: blobs / member.sha256)
    sink.amend(surveyed.members)
    sink.packages = surveyed.packages


def survey(members: tuple[Member, ...], content_of: Callable[[Member], Path]) -> Surveyed:
    """Read the manifests among some members. One that cannot be read is left to the analysis of settings, which reports it."""
    by_step = {member.step: member for member in members}
    manifests = tuple(_manifests(members, content_of))
    entries: set[str] = set()
    for manifest in manifests:
        if _is_outermost(manifest.folder, by_step):
            entries.update(_resolved(by_step, manifest.folder, _started(manifest)))
            entries.update(_only_binary(manifest, members))
            entries.update(_of_parts(manifest, manifests, by_step, content_of))
    for member in members:
        entries.update(_other_entries(member, by_step, content_of))
    marked = tuple(replace(member, is_entry=True) if member.step in entries else member for member in members)
    packages = tuple(
        Package(
            name=str(manifest.value.get("name", "")),
            version=str(manifest.value.get("version", "")),
            step=manifest.step,
            late=(
                *late_payloads(manifest, marked, content_of),
                *_unknown_starts(by_step, manifest),
            )
            if _is_outermost(manifest.folder, by_step)
            else (),
        )
        for manifest in manifests
    )
    return Surveyed(members=marked, packages=packages)


def _manifests(members: tuple[Member, ...], content_of: Callable[[Member], Path]) -> Iterator[Manifest]:
    count = 0
    for member in members:
        if member.step.rsplit("/", 1)[-1] != "package.json" or count >= _MANIFESTS_MAX:
            continue
        value = _json(member, content_of)
        if value is not None:
            count += 1
            yield Manifest(step=member.step, folder=dirname(member.step), value=value)


def _json(member: Member, content_of: Callable[[Member], Path]) -> dict[str, object] | None:
    if member.size_bytes > _MANIFEST_BYTES_MAX:
        return None
    try:
        value = json.loads(content_of(member).read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _is_outermost(folder: str, by_step: dict[str, Member]) -> bool:
    """False for a package inside another: a dependency, or a folder that only states its kind of modules."""
    while folder:
        folder = dirname(folder)
        if join(folder, "package.json") in by_step:
            return False
    return True


def _started(manifest: Manifest) -> tuple[str, ...]:
    value = manifest.value
    paths = [path for key in ("main", "module", "browser", "bin", "exports") for path in _strings(value.get(key))]
    if not paths and "os" not in value:
        paths = ["index.js"]
    scripts = value.get("scripts")
    if isinstance(scripts, dict):
        for name in _INSTALL_SCRIPTS:
            paths += _SCRIPT_OF_COMMAND.findall(str(scripts.get(name, "")))
        paths += _SCRIPT_OF_START.findall(str(scripts.get("start", "")))
    return tuple(paths)


def _of_parts(
    root: Manifest, manifests: tuple[Manifest, ...], by_step: dict[str, Member], content_of: Callable[[Member], Path]
) -> Iterator[str]:
    """What the packages of a repository start: those with commands, and those that no other one of it needs."""
    beside = (by_step.get(join(root.folder, name)) for name in ("pnpm-workspace.yaml", "lerna.json"))
    patterns = patterns_of(root.value, *(_settings(member, content_of) for member in beside if member is not None))
    if not patterns:
        return
    folders = set(parts(patterns, root.folder, (manifest.folder for manifest in manifests)))
    inner = [manifest for manifest in manifests if manifest.folder in folders]
    needed = needed_by(manifest.value for manifest in (root, *inner))
    for manifest in inner:
        if manifest.value.get("bin") or manifest.value.get("name") not in needed:
            yield from _resolved(by_step, manifest.folder, tuple(_strings(manifest.value.get("bin"))) or _started(manifest))


def _unknown_starts(by_step: dict[str, Member], manifest: Manifest) -> Iterator[Late]:
    for key in ("main", "bin"):
        for path in _strings(manifest.value.get(key)):
            member = by_step.get(normpath(join(manifest.folder, path.lstrip("/"))))
            if member is not None and member.recognised.kind is ArtifactKind.UNKNOWN:
                yield Late(
                    any_of=(),
                    gap=Gap(
                        reason="the manifest starts it, and its format is not recognised",
                        subject=member.step,
                        sha256=member.sha256,
                    ),
                )


def _strings(value: object) -> Iterator[str]:
    """All strings of a manifest field, at any depth: `exports` nests conditions."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def _resolved(by_step: dict[str, Member], folder: str, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        place = normpath(join(folder, path.lstrip("/")))
        found = next((place + suffix for suffix in _SUFFIXES if place + suffix in by_step), None)
        if found is not None and by_step[found].recognised.kind in _STARTED_KINDS and not found.endswith(_DECLARATIONS):
            yield found


def _only_binary(manifest: Manifest, members: tuple[Member, ...]) -> Iterator[str]:
    """A platform package (`os` and `cpu` stated) without `bin` or `main` is there for its native files."""
    value = manifest.value
    if "os" not in value or "cpu" not in value or value.get("bin") or value.get("main"):
        return
    prefix = f"{manifest.folder}/" if manifest.folder else ""
    for member in members:
        if member.step.startswith(prefix) and member.recognised.kind in NATIVE_KINDS | SELF_CONTAINED_KINDS:
            yield member.step


def _other_entries(member: Member, by_step: dict[str, Member], content_of: Callable[[Member], Path]) -> Iterator[str]:
    name, folder = member.step.rsplit("/", 1)[-1], dirname(member.step)
    if name == "entry_points.txt" and folder.endswith((".dist-info", ".egg-info")) and member.size_bytes <= _MANIFEST_BYTES_MAX:
        text = content_of(member).read_text("utf-8", "replace")
        yield from _python_modules(text, dirname(folder), by_step)
    elif name == "manifest.json" and not folder.count("node_modules"):
        value = _json(member, content_of) or {}
        paths = [path for key in ("background", "content_scripts", "server") for path in _strings(value.get(key))]
        yield from _resolved(by_step, folder, tuple(path for path in paths if len(path) < 512))
    elif name in _OF_DENO and "node_modules" not in folder:
        yield from _resolved(by_step, folder, tuple(_started_by_deno(_settings(member, content_of))))
    elif name in _OF_ACTION and "node_modules" not in folder:
        runs = _settings(member, content_of).get("runs")
        paths = [path for key in ("main", "pre", "post") for path in _strings(runs.get(key))] if isinstance(runs, dict) else []
        yield from _resolved(by_step, folder, tuple(paths))
    elif member.recognised.kind is ArtifactKind.HTML and "node_modules" not in folder and member.size_bytes <= _MANIFEST_BYTES_MAX:
        found = _SCRIPT_OF_PAGE.findall(content_of(member).read_bytes())
        yield from _resolved(by_step, folder, tuple(path.decode("utf-8", "replace").split("?")[0] for path in found[:_SCRIPTS_MAX]))
    elif name == "__main__.py" and folder.count("/") == 0 and "node_modules" not in folder:
        yield member.step


def _started_by_deno(settings: dict[str, object]) -> Iterator[str]:
    """The files that tasks run and that the package exports."""
    tasks = settings.get("tasks")
    for text in _strings(list(tasks.values()) if isinstance(tasks, dict) else None):
        yield from _SCRIPT_OF_TASK.findall(text)
    yield from _strings(settings.get("exports"))


def _settings(member: Member, content_of: Callable[[Member], Path]) -> dict[str, object]:
    """What a settings file says as a table, in JSON with comments or YAML; empty where it says none."""
    if member.size_bytes > _MANIFEST_BYTES_MAX:
        return {}
    text = content_of(member).read_text("utf-8-sig", "replace")
    try:
        value = yaml_documents(text)[0] if member.step.endswith((".yml", ".yaml")) else read_json(text).value
    except (JsonRefused, yaml.YAMLError, Damaged, IndexError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _python_modules(text: str, root: str, by_step: dict[str, Member]) -> Iterator[str]:
    for module in _ENTRY_POINT.findall(text):
        path = join(root, module.replace(".", "/"))
        for step in (f"{path}.py", f"{path}/__init__.py"):
            if step in by_step:
                yield step
