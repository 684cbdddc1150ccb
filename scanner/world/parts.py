"""Texts that tell a persona's values when a program compares them: the values, and what is usually cut out of them."""

from scanner.world.echo import forms_of
from scanner.world.persona import Persona
from scanner.world.turned import turned_forms

_SPLIT = {"timezone": "/", "locale": "-", "mac_address": ":", "git_email": "@"}
_HOSTS = frozenset({"gateway_host", "proxy_host", "package_mirror", "dns_suffix", "git_remote", "host_name"})
_SAID_BY_ALL = frozenset({"environment", "os_version"})
"""Values that nearly every program compares for good reasons."""


def watched_texts(persona: Persona) -> list[str]:
    """The persona's values in their usual spellings: a text that holds one of them came of it."""
    texts = {
        text
        for name, value in persona.values
        if name not in _SAID_BY_ALL
        for text in (*forms_of(name, value), *(turned_forms(value) if len(value) > 4 else ()))
        if len(text) > 1
    }
    return sorted(texts)


def watched_parts(persona: Persona) -> list[str]:
    """Parts of the values: telling only where a text is just that part, as many a text holds `com` or `en`."""
    parts = {part for name, value in persona.values if name not in _SAID_BY_ALL for part in _parts_of(name, value) if len(part) > 1}
    return sorted({*parts, *(part.lower() for part in parts), *(part.upper() for part in parts)})


def _parts_of(name: str, value: str) -> set[str]:
    """A host's endings, a zone's city, a locale's language: what programs cut out of a value before they compare it."""
    if name in ("public_address", "os_region"):
        return {value}
    if name == "git_email":
        host = value.rpartition("@")[2]
        return {host, *_endings(host)}
    if name in _HOSTS:
        return _endings(value)
    if name in _SPLIT:
        parts = value.split(_SPLIT[name])
        return {*parts, *(_SPLIT[name].join(parts[:count]) for count in range(1, len(parts)))}
    if name == "machine_id":
        return {value[:count] for count in (4, 6, 8, 12, 16)}
    return set()


def _endings(host: str) -> set[str]:
    labels = host.split(".")
    return {".".join(labels[start:]) for start in range(len(labels))} | set(labels)
