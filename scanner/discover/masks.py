"""Keeps secrets out of everything that is reported: their names and places are facts, their values are not."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit, urlunsplit

from scanner.ruleset.catalog_layout import Signs

SECRET = "(secret)"
"""Stands for every secret's value."""
MIN_SECRET_CHARS = 8
"""Shorter values are placeholders or switches."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_SECRET_SUFFIX = re.compile(
    r"(?i)[_.-](helper|command|cmd|file|path|dir|env|var|name|url|uri|endpoint|id|hint|type|method|mode|limit|count|expiry|expires|expires_?at"
    r"|ttl|format|source|env_?var|refresh|responses|enabled|size|length)$"
)
_REFERENCE = re.compile(
    r"^(\$|%|<|\{|!|op://|env:|file:|keychain:|vault:|secret:|ref[:+])|\$\{|^(your|my|xxx|changeme|placeholder|none|null|true|false)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^([\w.-]+?)(=|:\s)(.*)$", re.DOTALL)
_URL = re.compile(r"\b[a-z][a-z0-9+.-]{0,20}://[^\s\"'<>]+", re.IGNORECASE)


@dataclass(frozen=True)
class Masks:
    """The catalog's signs of secrets, ready for use."""

    signs: Signs

    def is_secret(self, name: str, value: object) -> bool:
        """True: the value is a secret that stands in the file. False too for references to one that is kept elsewhere."""
        if not isinstance(value, str) or len(value) < MIN_SECRET_CHARS or _REFERENCE.search(value):
            return False
        if self._values.search(value):
            return True
        return self.is_secret_name(name) and " " not in value.strip()

    def is_secret_name(self, name: str) -> bool:
        """True for `OPENAI_API_KEY`, `apiToken`, `Authorization`; False for `tokenLimit`, `apiKeyHelper`."""
        bare = _CAMEL.sub("_", name.lstrip("-"))
        return self._names.search(bare) is not None and _NO_SECRET_SUFFIX.search(bare) is None

    def masked(self, text: str) -> str:
        """The text without tokens, user information and queries of URLs."""
        return self._values.sub(SECRET, _URL.sub(lambda found: bare_url(found.group()), text))

    def masked_arguments(self, arguments: tuple[str, ...]) -> tuple[str, ...]:
        """A command's arguments without secrets: `--api-key X`, `--api-key=X`, `NAME=X`, `-H "Authorization: X"`."""
        found: list[str] = []
        hides_next = False
        for one in arguments:
            named = _NAMED.match(one)
            name, separator, value = named.groups() if named is not None else (one, "", "")
            if hides_next and not one.startswith("-"):
                found.append(SECRET)
            elif separator and self.is_secret_name(name) and not _REFERENCE.search(value):
                found.append(f"{name}{separator}{SECRET}")
            else:
                found.append(self.masked(one))
            hides_next = one.startswith("-") and not separator and self.is_secret_name(one)
        return tuple(found)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{one})" for one in self.signs.secret_names), re.IGNORECASE)

    @cached_property
    def _values(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{one})" for one in self.signs.secret_values))


def bare_url(url: str) -> str:
    """The URL without user information, query and fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return SECRET  # brackets that do not close: nothing of it can be told apart
    host = parts.netloc.rsplit("@", 1)[-1]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
