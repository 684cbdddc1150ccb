"""The list of discoverers: one module each, one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from scanner.discover import (
    applications,
    browsers,
    commands,
    distributions,
    extensions,
    jetbrains,
    models,
    native,
    node,
    packages,
    plugins,
    python,
    skills,
    toolchains,
    windows,
)
from scanner.discover.scene import Found, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Discoverer:
    """One way of finding tools."""

    name: str
    """As shown while it runs."""
    find: Callable[[Scene], Found]


DISCOVERERS = (
    Discoverer(name="Node packages", find=node.find),
    Discoverer(name="Python packages", find=python.find),
    Discoverer(name="native installers", find=native.find),
    Discoverer(name="editor extensions", find=extensions.find),
    Discoverer(name="JetBrains plugins", find=jetbrains.find),
    Discoverer(name="browser extensions", find=browsers.find),
    Discoverer(name="editor plugins", find=plugins.find),
    Discoverer(name="models", find=models.find),
    Discoverer(name="desktop applications", find=applications.find),
    Discoverer(name="packages of the distribution", find=distributions.find),
    Discoverer(name="system packages", find=packages.find),
    Discoverer(name="Windows programs", find=windows.find),
    Discoverer(name="Rust, Go and Deno programs", find=toolchains.find),
    Discoverer(name="skills", find=skills.find),
    Discoverer(name="commands", find=commands.find),
)
"""In this order; what an earlier one identified is the better sighting where two are equal."""
