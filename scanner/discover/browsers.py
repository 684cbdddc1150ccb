"""Browser extensions: in each profile of Chromium's relatives by their manifests, in Firefox's by its own list of add-ons.

Does not see extensions that are loaded from a folder elsewhere, nor which ones are switched off in Chromium's relatives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scanner.discover.manifest import json_manifest, member, name_says_so, text_of
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.discover.tree import Reading
from scanner.model.artifact import ByteOffset, LineNumber
from scanner.model.installation import Setting, ToolObservation
from scanner.model.observation import Place as BytePlace
from scanner.model.observation import SettingSeen
from scanner.ruleset.catalog import Tool
from scanner.ruleset.catalog_layout import BrowserRoot

MAX_SITES_SHOWN = 6

_WORKER = "browser"
_MESSAGE = re.compile(r"__MSG_(\w+)__")
_EVERY_SITE = frozenset({"<all_urls>", "*://*/*", "http://*/*", "https://*/*"})
_TELLING_PERMISSIONS = ("nativeMessaging", "debugger", "scripting", "tabs", "cookies", "history", "webRequest", "proxy")
"""What an extension may do beyond the page that it is asked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extension:
    """One extension of one profile."""

    identifier: str
    name: str
    version: str | None
    permissions: tuple[str, ...]
    sites: tuple[str, ...]
    """Patterns of the pages that it reads or changes."""
    root: Place
    reading: Reading
    channel: str


def find(scene: Scene) -> Found:
    """Extensions that the catalog knows, with what they are permitted; others that name models' hosts or say so are candidates."""
    sightings: list[Sighting] = []
    settings: list[Setting] = []
    observations: list[ToolObservation] = []
    for browser in scene.catalog.layout.browsers:
        for place in scene.places(browser.path):
            for one in _chromium(scene, browser, place) if browser.engine == "chromium" else _firefox(scene, browser, place):
                tool = scene.catalog.named(browser.engine, one.identifier)
                reason = None if tool is not None else _reason(scene, one)
                if tool is None and reason is None:
                    continue  # another extension
                sightings.append(_sighting(one, tool, reason))
                for seen in _permitted(one) if tool is not None else ():
                    settings.append(_row(str(tool.id if tool is not None else ""), seen))
                    observations.append(ToolObservation(tool_id=settings[-1].tool, observation=seen))
    return Found(sightings=tuple(sightings), settings=tuple(settings), observations=tuple(observations))


def _chromium(scene: Scene, browser: BrowserRoot, place: Place) -> Iterator[_Extension]:
    """`<profile>/Extensions/<id>/<version>/manifest.json`; the newest version of each, as an update leaves the one before it."""
    for profile in place.tree.matches(f"{place.path}/*/Extensions") + place.tree.matches(f"{place.path}/Extensions"):
        for entry in place.tree.entries(profile):
            versions = [one.name for one in place.tree.entries(f"{profile}/{entry.name}") if one.is_folder]
            if not versions or not re.fullmatch(r"[a-p]{32}", entry.name):
                continue  # the browser's own folders
            newest = max(versions, key=lambda one: [int(step) for step in re.findall(r"\d+", one)])
            folder = Place(tree=place.tree, path=f"{profile}/{entry.name}/{newest}", home=place.home)
            found = json_manifest(folder.tree, f"{folder.path}/manifest.json", scene.ledger, worker=_WORKER, is_known=False)
            if found is None:
                continue
            manifest, reading = found
            permissions = _texts(manifest, "permissions")
            sites = [*_texts(manifest, "host_permissions"), *(one for one in permissions if "/" in one or one == "<all_urls>")]
            for script in _objects(manifest, "content_scripts"):
                sites += _texts(script, "matches")
            yield _Extension(
                identifier=entry.name,
                name=_localised(scene, folder, manifest, text_of(manifest, "name") or entry.name),
                version=text_of(manifest, "version"),
                permissions=tuple(one for one in permissions if "/" not in one and one != "<all_urls>"),
                sites=tuple(dict.fromkeys(sites)),
                root=folder,
                reading=reading,
                channel=browser.channel,
            )


def _localised(scene: Scene, folder: Place, manifest: dict[str, Any], name: str) -> str:
    """The display name: manifests name a text of their default language."""
    wanted = _MESSAGE.fullmatch(name)
    language = text_of(manifest, "default_locale")
    if wanted is None or language is None or not re.fullmatch(r"\w+", language):
        return name
    found = json_manifest(folder.tree, f"{folder.path}/_locales/{language}/messages.json", scene.ledger, worker=_WORKER, is_known=False)
    texts = {key.casefold(): one for key, one in found[0].items()} if found is not None else {}
    message = texts.get(wanted.group(1).casefold())
    return (text_of(message, "message") if isinstance(message, dict) else None) or name


def _firefox(scene: Scene, browser: BrowserRoot, place: Place) -> Iterator[_Extension]:
    """The profile's list, which names what the add-on is permitted. The ones that come with the browser are left out."""
    found = json_manifest(place.tree, f"{place.path}/extensions.json", scene.ledger, worker=_WORKER, is_known=True)
    if found is None:
        return
    for one in _objects(found[0], "addons"):
        identifier = text_of(one, "id")
        if identifier is None or one.get("type") != "extension" or str(one.get("location")).startswith(("app-builtin", "app-system")):
            continue  # a theme, a language, or part of the browser
        packed = place.tree.resolved(f"{place.path}/extensions/{identifier}.xpi")
        granted = member(one, "userPermissions")
        yield _Extension(
            identifier=identifier,
            name=text_of(member(one, "defaultLocale"), "name") or identifier,
            version=text_of(one, "version"),
            permissions=_texts(granted, "permissions"),
            sites=_texts(granted, "origins"),
            root=Place(tree=place.tree, path=packed or f"{place.path}/extensions.json", home=place.home),
            reading=found[1],
            channel=browser.channel,
        )


def _texts(manifest: dict[str, Any], key: str) -> tuple[str, ...]:
    value = manifest.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _objects(manifest: dict[str, Any], key: str) -> tuple[dict[str, Any], ...]:
    value = manifest.get(key)
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _reason(scene: Scene, one: _Extension) -> str | None:
    """By the hosts it may reach: those of models and of assistants. Leave for every site says nothing of what it is."""
    signs = scene.catalog.signs
    named = sorted({host for host in (*signs.model_hosts, *signs.assistant_hosts) for site in one.sites if host in site})
    if named:
        return f"may read and change {', '.join(named[:MAX_SITES_SHOWN])}"
    return name_says_so(one.name, signs)


def _sighting(one: _Extension, tool: Tool | None, reason: str | None) -> Sighting:
    granted = [word for word in _TELLING_PERMISSIONS if word in one.permissions] + sorted(_EVERY_SITE & set(one.sites))[:1]
    reason = f"{reason}; permitted: {', '.join(granted)}" if reason is not None and granted else reason
    return Sighting(
        tool=tool,
        name=one.name,
        version=one.version,
        channel=one.channel,
        manifest=one.reading.shown,
        root=one.root,
        reason=reason,
        purl=f"pkg:generic/{one.identifier}@{one.version}" if one.version is not None else None,
    )


def _permitted(one: _Extension) -> Iterator[SettingSeen]:
    """One row for the pages that it may read, one for each permission that reaches beyond them."""
    more = len(one.sites) - MAX_SITES_SHOWN
    sites = ", ".join(one.sites[:MAX_SITES_SHOWN]) + (f" and {more} more" if more > 0 else "")
    told = [("host_permissions", sites)] if sites else []
    told += [(f"permissions.{word}", "true") for word in _TELLING_PERMISSIONS if word in one.permissions]
    for key, effective in told:
        word = key.rsplit(".", 1)[-1]
        at = one.reading.content.find(f'"{word}"'.encode())
        place = BytePlace(
            artifact=one.reading.sha256,
            subject=one.reading.shown,
            byte_offset=ByteOffset(max(0, at)),
            byte_length=len(word) + 2 if at >= 0 else 0,
            excerpt=word,
            line=LineNumber(one.reading.content.count(b"\n", 0, at) + 1) if at >= 0 else None,
        )
        yield SettingSeen(place=place, topic="flag", key=key, effective=effective, origin="user", file=one.reading.shown, state="enabled")


def _row(tool: str, seen: SettingSeen) -> Setting:
    return Setting(tool=tool, file=seen.file, key=seen.key, effective=seen.effective, origin=seen.origin)
