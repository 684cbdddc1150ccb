"""The operators of conditions: each makes, from its operand, a decision about one value.

A value of a type that the operator says nothing about gives None, unknown. Regular expressions run on RE2, in linear time.
"""

import ipaddress
import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Any

import re2  # type: ignore[import-untyped]  # the package ships no types

from scanner.ruleset.versions import check_range, covers, touches

MAX_PATTERN_CHARS = 1000
"""Longest regular expression; RE2 compiles such a one in well under a millisecond."""

_PORT = re.compile(r"^([^:]+|\[[^\]]*\]):[0-9]{1,5}$")
_HOST_NAME = re.compile(r"([a-z0-9_-]+\.)*[a-z0-9_-]+")

Decision = Callable[[Any], bool | None]
"""True, False, or None: unknown."""


class Operator(StrEnum):
    EQ = "eq"
    NE = "ne"
    IN = "in"
    """One of the values; for a field of several values: at least one of them is."""
    NOT_IN = "not_in"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    PRESENT = "present"
    ABSENT = "absent"
    MATCHES = "matches"
    """A regular expression (RE2 syntax) found anywhere in the text."""
    GLOB = "glob"
    """`*` and `?` over the whole text."""
    CONTAINS_ANY = "contains_any"
    CONTAINS_ALL = "contains_all"
    CONTAINS_NONE = "contains_none"
    SUBSET_OF = "subset_of"
    VERSION_IN = "version_in"
    """The version, or the release that a prerelease leads to, lies in the `vers:` range."""
    VERSION_NOT_IN = "version_not_in"
    """The version, or the release that a prerelease leads to, lies outside of the `vers:` range."""
    HOST_UNDER = "host_under"
    """The host is one of the names or below one of them, by whole labels."""
    HOST_NOT_UNDER = "host_not_under"
    IN_CIDR = "in_cidr"


def _equals(operand: object) -> Decision:
    if isinstance(operand, list | tuple):
        wanted = tuple(operand)
        return lambda value: tuple(value) == wanted if isinstance(value, list | tuple) else None
    if isinstance(operand, str):
        return lambda value: value == operand if isinstance(value, str) else None
    if isinstance(operand, dict):
        raise ValueError("takes text, a number, a boolean or a list of them")
    return lambda value: value == operand if _comparable(value, operand) else None


def _member(operand: object) -> Decision:
    values = _several(operand)

    def decide(value: Any) -> bool | None:
        if isinstance(value, list | tuple):
            return any(one in values for one in value)
        return value in values

    return decide


def _order(accept: Callable[[float, float], bool]) -> Callable[[object], Decision]:
    def make(operand: object) -> Decision:
        if not _is_number(operand):
            raise ValueError("takes a number")
        bound: Any = operand
        return lambda value: accept(value, bound) if _is_number(value) else None

    return make


def _pattern(operand: object) -> Decision:
    search = _regular_expression(_text(operand)).search
    return lambda value: _on_text(value, lambda text: search(text) is not None)


def _glob(operand: object) -> Decision:
    parts = {"*": ".*", "?": "."}
    source = "".join(parts.get(character, re2.escape(character)) for character in _text(operand))
    search = _regular_expression(f"(?s)^(?:{source})$").search
    return lambda value: _on_text(value, lambda text: search(text) is not None)


def _overlap(accept: Callable[[frozenset[object], frozenset[object]], bool]) -> Callable[[object], Decision]:
    def make(operand: object) -> Decision:
        wanted = frozenset(_several(operand))

        def decide(value: Any) -> bool | None:
            return accept(frozenset(value if isinstance(value, list | tuple) else (value,)), wanted)

        return decide

    return make


def _version_in(operand: object) -> Decision:
    span = check_range(_text(operand))
    return lambda value: touches(span, value) if isinstance(value, str) else None


def _version_not_in(operand: object) -> Decision:
    span = check_range(_text(operand))

    def decide(value: Any) -> bool | None:
        inside = covers(span, value) if isinstance(value, str) else None
        return None if inside is None else not inside

    return decide


def _host_under(operand: object) -> Decision:
    names = frozenset(_host_name(_text(name)) for name in _several(operand))
    suffixes = tuple(f".{name}" for name in names)

    def is_under(value: Any) -> bool | None:
        if not isinstance(value, str):
            return _on_text(value, lambda text: is_under(text) is True)
        host = _host(value)
        return host in names or host.endswith(suffixes)

    return is_under


def _in_cidr(operand: object) -> Decision:
    networks = tuple(ipaddress.ip_network(_text(one)) for one in _several(operand))

    def decide(value: Any) -> bool | None:
        try:
            address = ipaddress.ip_address(_host(value) if isinstance(value, str) else value)
        except ValueError:
            return None
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in networks if network.version == address.version)

    return decide


def _negated(make: Callable[[object], Decision]) -> Callable[[object], Decision]:
    def make_negated(operand: object) -> Decision:
        decide = make(operand)

        def negated(value: Any) -> bool | None:
            one = decide(value)
            return None if one is None else not one

        return negated

    return make_negated


MAKERS: dict[Operator, Callable[[object], Decision]] = {
    Operator.EQ: _equals,
    Operator.NE: _negated(_equals),
    Operator.IN: _member,
    Operator.NOT_IN: _negated(_member),
    Operator.LT: _order(lambda value, bound: value < bound),
    Operator.LE: _order(lambda value, bound: value <= bound),
    Operator.GT: _order(lambda value, bound: value > bound),
    Operator.GE: _order(lambda value, bound: value >= bound),
    Operator.MATCHES: _pattern,
    Operator.GLOB: _glob,
    Operator.CONTAINS_ANY: _overlap(lambda values, wanted: bool(values & wanted)),
    Operator.CONTAINS_ALL: _overlap(lambda values, wanted: values >= wanted),
    Operator.CONTAINS_NONE: _overlap(lambda values, wanted: not values & wanted),
    Operator.SUBSET_OF: _overlap(lambda values, wanted: values <= wanted),
    Operator.VERSION_IN: _version_in,
    Operator.VERSION_NOT_IN: _version_not_in,
    Operator.HOST_UNDER: _host_under,
    Operator.HOST_NOT_UNDER: _negated(_host_under),
    Operator.IN_CIDR: _in_cidr,
}
"""Operator -> what makes its decision. They raise ValueError, with a sentence, for an operand that they cannot take."""


def _regular_expression(source: str) -> Any:
    if len(source) > MAX_PATTERN_CHARS:
        raise ValueError(f"the expression is longer than {MAX_PATTERN_CHARS} characters")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(source, options)
    except re2.error as error:
        reason = error.args[0]
        raise ValueError(f"is no RE2 expression ({reason.decode() if isinstance(reason, bytes) else reason})") from error


def _on_text(value: object, decide: Callable[[str], bool]) -> bool | None:
    """For several values: whether one of them is it."""
    if isinstance(value, str):
        return decide(value)
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return any(decide(one) for one in value)
    return None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("takes text; quote it where it looks like a number")
    return value


def _several(value: object) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("takes a list")
    if not all(isinstance(one, str | int | float | bool) for one in value):
        raise ValueError("takes a list of text, numbers or booleans")
    return tuple(value)


@lru_cache(maxsize=65536)
def _host(text: str) -> str:
    """A host as names are compared: lower case, without port, brackets and final dot, with punycode for letters beyond ASCII."""
    name = _PORT.sub(r"\1", text.strip().lower()).strip("[]").rstrip(".")
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return name


def _host_name(text: str) -> str:
    """A host that a policy names. Raises ValueError for what no host can be equal to or be under."""
    name = _host(text)
    if not _HOST_NAME.fullmatch(name) and not _is_address(name):
        raise ValueError(f"`{text}` is no host name: write it without scheme, path and `*`; `corp.example` stands for all below it too")
    return name


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _comparable(value: object, operand: object) -> bool:
    if _is_number(value) and _is_number(operand):
        return True
    return type(value) is type(operand)
