"""Inventories made elsewhere: our own `inventory.json`, rows of osquery and Fleet, CycloneDX. What they cannot answer is a gap."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packageurl import PackageURL
from packaging.utils import canonicalize_name

from scanner.model.coverage import BYTE_CAPABILITIES, Capability, Coverage, CoverageStatus, Stage
from scanner.model.installation import Installation, Inventory, Server, Setting, Source, ToolKind
from scanner.model.refusal import UsageRefused
from scanner.ruleset.catalog import Catalog, Tool

IMPORT_BYTES = 256 * 1024 * 1024
"""Cap on an inventory file: a fleet of 10,000 hosts in one file has 100 MiB."""

_HOST_CAPABILITIES = frozenset(
    {
        Capability.CONFIG_FILES,
        Capability.SHELL_HISTORY,
        Capability.PROCESS_ARGS,
        Capability.TEXT_HIDDEN,
        Capability.INTEGRITY,
    }
)
_PURL_CHANNELS = {
    "npm": "npm",
    "pypi": "pypi",
    "vscode": "vscode",
    "vscode-extension": "vscode",
    "jetbrains": "jetbrains",
    "brew": "formula",
    "deb": "deb",
    "winget": "winget",
    "chocolatey": "chocolatey",
    "snap": "snap",
    "flatpak": "flatpak",
}
_ROW_CHANNELS = (
    "npm",
    "pypi",
    "vscode",
    "jetbrains",
    "bundle",
    "product",
    "formula",
    "cask",
    "deb",
    "winget",
    "chocolatey",
    "snap",
    "msix",
)
_NAME_KEYS = ("name", "package", "package_name", "tool", "display_name", "app_name", "title")
_IDENTIFIER_KEYS = ("identifier", "extension_id", "bundle_identifier", "bundle_id", "package_id", "id", "tool_id", "uuid")
_PATH_KEYS = ("path", "install_path", "directory", "install_location", "location", "root", "bin_path", "binary_path")


def import_inventory(path: Path, *, catalog: Catalog) -> Inventory:
    """Read an inventory. Raises UsageRefused where the file cannot be read or is none of the formats."""
    try:
        with path.open("rb") as stream:
            content = stream.read(IMPORT_BYTES + 1)
        if len(content) > IMPORT_BYTES:
            raise UsageRefused(f"{path} has more than {IMPORT_BYTES} bytes; split the inventory")
        value = json.loads(content)
    except OSError as error:
        raise UsageRefused(f"{path} cannot be read ({error.strerror}); name an inventory file") from error
    except (ValueError, RecursionError) as error:
        raise UsageRefused(f"{path} is not JSON ({error}); give inventory.json, osquery or Fleet rows, or CycloneDX as JSON") from error
    if isinstance(value, dict) and isinstance(value.get("installations"), list):
        return _own(value, path)
    if isinstance(value, dict) and value.get("bomFormat") == "CycloneDX":
        return _made(path, "unknown", tuple(_components(value, catalog, str(path))))
    rows = [row for row in _rows(value) if any(row.get(key) for key in (*_IDENTIFIER_KEYS, *_NAME_KEYS))]
    if not rows:
        raise UsageRefused(f"{path} holds no inventory: expected `installations`, CycloneDX `components` or rows of osquery or Fleet")
    host = next(
        (str(row[key]) for row in rows for key in ("hostname", "host_display_name", "host", "hostIdentifier") if row.get(key)), "unknown"
    )
    return _made(path, host, tuple(one for row in rows for one in _row(row, catalog, str(path))))


def _made(path: Path, host: str, found: tuple[Installation, ...]) -> Inventory:
    distinct = {one.id: one for one in found}
    ordered = tuple(sorted(distinct.values(), key=lambda one: (one.tool_id, one.version or "", one.root)))
    return Inventory(
        host=host,
        operating_system="unknown",
        installations=tuple(one for one in ordered if not one.is_candidate),
        servers=(),
        settings=(),
        candidates=tuple(one for one in ordered if one.is_candidate),
        observations=(),
        coverage=_unanswered(path, _HOST_CAPABILITIES),
    )


def _unanswered(path: Path, hidden: frozenset[Capability]) -> tuple[Coverage, ...]:
    """An imported inventory names tools; what needs the host or the bytes is not known."""
    return (
        Coverage(
            stage=Stage.DISCOVER,
            worker="import",
            subject=str(path),
            status=CoverageStatus.DONE,
            capabilities=frozenset({Capability.INVENTORY}),
        ),
        Coverage(
            stage=Stage.DISCOVER,
            worker="import-host",
            subject=str(path),
            status=CoverageStatus.SKIPPED,
            capabilities=hidden,
            reason="an imported inventory does not hold settings, start files, processes and texts of the host",
        ),
        Coverage(
            stage=Stage.DISCOVER,
            worker="import-bytes",
            subject=str(path),
            status=CoverageStatus.SKIPPED,
            capabilities=BYTE_CAPABILITIES,
            reason="an imported inventory does not hold the bytes of the tools",
        ),
    )


def _own(value: dict[str, Any], path: Path) -> Inventory:
    try:
        return Inventory(
            host=str(value.get("host", "unknown")),
            operating_system=str(value.get("operating_system", "unknown")),
            installations=tuple(_own_installation(one, is_candidate=False) for one in value["installations"]),
            servers=tuple(Server(**{key: one.get(key) for key in Server.__dataclass_fields__}) for one in value.get("servers", [])),
            settings=tuple(
                Setting(
                    tool=one["tool"],
                    file=one["file"],
                    key=one["key"],
                    effective=one["effective"],
                    origin=one["origin"],
                    overridden=tuple(one.get("overridden", ())),
                )
                for one in value.get("settings", [])
            ),
            candidates=tuple(_own_installation(one, is_candidate=True) for one in value.get("candidates", [])),
            observations=(),
            coverage=(
                *_unanswered(path, _HOST_CAPABILITIES),
                *(_own_gap(one) for one in value.get("coverage", []) if one["status"] != "done"),
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageRefused(
            f"{path} does not follow reports/schema/inventory.schema.json ({error}); write it with `unmask discover`"
        ) from error


def _own_installation(one: dict[str, Any], *, is_candidate: bool) -> Installation:
    return Installation(
        id=one["id"],
        tool_id=one.get("tool") or one["name"],
        name=one["name"],
        version=one.get("version"),
        kind=ToolKind(one["kind"]),
        vendor=one.get("vendor"),
        purl=one.get("purl"),
        root=one["root"],
        owner=one.get("owner"),
        home=one.get("home"),
        sources=tuple(Source(channel=source["channel"], path=source["path"]) for source in one["sources"]),
        payload_sha256=tuple(one.get("payload_sha256", ())),
        is_candidate=is_candidate,
        reason=one.get("reason"),
        parts=tuple(one.get("parts", ())),
    )


def _own_gap(one: dict[str, Any]) -> Coverage:
    return Coverage(
        stage=Stage(one["stage"]),
        worker=one["worker"],
        subject=one["subject"],
        status=CoverageStatus(one["status"]),
        reason=one["reason"],
        sha256=one.get("sha256"),
        capabilities=frozenset(Capability(name) for name in one.get("capabilities", ())),
        tools=frozenset(map(str, one.get("tools", ()))),
    )


def _components(value: dict[str, Any], catalog: Catalog, file: str) -> Iterator[Installation]:
    waiting = [one for one in value.get("components") or [] if isinstance(one, dict)]
    while waiting:
        one = waiting.pop()
        waiting += [below for below in one.get("components") or [] if isinstance(below, dict)]
        purl = _purl(one.get("purl"))
        name = str(one.get("name") or "")
        if one.get("group") and purl is None:
            name = f"{one['group']}/{name}"
        tool = _by_purl(purl, catalog) if purl is not None else _by_name(name, catalog)
        if tool is not None:
            version = str(one["version"]) if one.get("version") else (purl.version if purl is not None else None)
            yield _installation(
                tool, name, version, purl.to_string() if purl is not None else None, root=_bom_place(one) or name, file=file
            )


def _bom_place(component: dict[str, Any]) -> str | None:
    evidence = component.get("evidence")
    places = evidence.get("occurrences") if isinstance(evidence, dict) else None
    return next((str(one["location"]) for one in places or [] if isinstance(one, dict) and one.get("location")), None)


def _purl(text: object) -> PackageURL | None:
    try:
        return PackageURL.from_string(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _by_purl(purl: PackageURL, catalog: Catalog) -> Tool | None:
    name = f"{purl.namespace}/{purl.name}" if purl.namespace else purl.name
    match purl.type:
        case "vscode" | "vscode-extension":
            return catalog.named("vscode", name.replace("/", ".").casefold())
        case "pypi":
            return catalog.named("pypi", canonicalize_name(purl.name))
        case "npm":
            return catalog.named("npm", name) or catalog.named("npm_parts", name)
        case "brew":
            return catalog.named("formula", purl.name) or catalog.named("cask", purl.name)
        case kind if kind in _PURL_CHANNELS:
            return catalog.named(_PURL_CHANNELS[kind], purl.name)
        case _:
            return _by_name(name, catalog)


def _by_name(name: str, catalog: Catalog) -> Tool | None:
    """A tool by its id, its display name, or the name by which one channel knows it."""
    bare = name.strip()
    tool = catalog.by_id.get(bare.casefold().replace(" ", "-").replace("_", "-"))
    if tool is not None or not bare:
        return tool
    tool = next((one for one in catalog.tools if one.name.casefold() == bare.casefold()), None)
    if tool is not None:
        return tool
    return next(
        (
            found
            for channel in _ROW_CHANNELS
            for found in (
                catalog.named(channel, bare),
                catalog.named(channel, bare.casefold()),
                catalog.named(channel, bare.removesuffix(".app")),
            )
            if found
        ),
        None,
    )


def _rows(value: object) -> Iterator[dict[str, Any]]:
    """Rows of tables: a list, lists under the names of tables, or the `rows`, `snapshot`, `results` and `columns` of a query's answer."""
    if isinstance(value, list):
        for one in value:
            yield from _rows(one)
    elif isinstance(value, dict) and isinstance(value.get("columns"), dict):
        yield {**{key: value[key] for key in ("hostIdentifier", "host") if key in value}, **value["columns"]}
    elif isinstance(value, dict) and any(isinstance(one, list | dict) for one in value.values()):
        shared = {key: one for key, one in value.items() if key in ("hostname", "host", "hostIdentifier", "host_display_name")}
        for one in value.values():
            yield from ({**shared, **row} for row in (_rows(one) if isinstance(one, list | dict) else ()))
    elif isinstance(value, dict):
        yield value


def _row(row: dict[str, Any], catalog: Catalog, file: str) -> Iterator[Installation]:
    names = [str(row[key]) for key in (*_IDENTIFIER_KEYS, *_NAME_KEYS) if row.get(key)]
    if row.get("publisher") and row.get("name"):
        names.insert(0, f"{row['publisher']}.{row['name']}".casefold())
    tool = next((found for name in names if (found := _by_name(name, catalog))), None)
    if tool is None or not names:
        return  # another program
    version = next(
        (str(row[key]) for key in ("version", "bundle_short_version", "bundle_version", "package_version") if row.get(key)), None
    )
    root = next((str(row[key]) for key in _PATH_KEYS if row.get(key)), names[0])
    owner = next((str(row[key]) for key in ("username", "user", "owner", "uid") if row.get(key)), None)
    yield _installation(tool, names[-1], version, None, root=root, file=file, owner=owner)


def _installation(
    tool: Tool,
    name: str,
    version: str | None,
    purl: str | None,
    *,
    root: str,
    file: str,
    owner: str | None = None,
) -> Installation:
    identity = "|".join((tool.id, version or "", root, owner or ""))
    if purl is None and tool.packages.npm and version is not None:
        namespace, _, bare = tool.packages.npm[0].rpartition("/")
        purl = PackageURL(type="npm", namespace=namespace or None, name=bare, version=version).to_string()
    return Installation(
        id=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        tool_id=tool.id,
        name=tool.name or name,
        version=version,
        kind=tool.kind,
        vendor=tool.vendor,
        purl=purl,
        root=root,
        owner=owner,
        home=None,
        sources=(Source(channel="import", path=file),),
    )
