"""The proxies that the persona has set: told to whoever asks for them, and passed by, as the recorder is the only way out."""

import urllib.request
from typing import Any

from .environment import ENVIRONMENT

_SCHEMES = ("http", "https", "all", "no")
_plain_start = urllib.request.ProxyHandler.__init__


def configured() -> dict[str, str]:
    """As `urllib.request.getproxies`, which goes through all variables; these are known by their names."""
    found = {}
    for scheme in _SCHEMES:
        value = ENVIRONMENT.get(f"{scheme}_proxy") or ENVIRONMENT.get(f"{scheme.upper()}_PROXY")
        if value:
            found[scheme] = value
    return found


def _start(self: Any, proxies: Any = None) -> None:
    _plain_start(self, {} if proxies is None else proxies)


def install() -> None:
    """Called before the image is taken."""
    urllib.request.getproxies = urllib.request.getproxies_environment = configured
    urllib.request.ProxyHandler.__init__ = _start  # type: ignore[method-assign]
