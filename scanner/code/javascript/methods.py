"""The methods of a program by name, where few have one: what tells which function a call on an unknown object means."""

import re

from scanner.code.javascript.bindings import key_of
from scanner.code.javascript.program import Code
from scanner.code.javascript.tree import FUNCTIONS, Node

_METHODS = 6
"""A method name that more functions have does not tell which one is called."""
_METHOD_UNITS = 150
"""A name that more units mention is not counted: too many things are called so."""
_METHOD_BYTES = 256 * 1024
_METHOD = (
    rb"(?<![\w$.])(?:%(name)s\s*\([^()]{0,400}(?:\([^()]{0,400}\)[^()]{0,400}){0,12}\)\s*\{"
    rb"|[\"']?%(name)s[\"']?\s*[:=]\s*(?:async\b\s*)?(?:function\b|[\w$]+\s*=>|\([^()]{0,400}\)\s*=>))"
    rb"|\.%(name)s\s*=\s*(?:async\b\s*)?(?:function\b|[\w$]+\s*=>|\([^()]{0,400}\)\s*=>)"
)
"""How a function stands that is a property of a name."""


class Methods:
    """Answers over one program, remembered."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self._found: dict[str, list[Node]] = {}
        self._telling: dict[str, bool] = {}
        self._indexed = 0
        """Fragments whose functions are in `_found`."""

    def of(self, name: str) -> list[Node]:
        """Functions that are a property of this name; none where the program has so many that the name does not tell which is meant."""
        if not self.is_telling(name):
            return []
        for fragment in self.code.parsed[self._indexed :]:
            for node in fragment.telling:
                self._index(node)
        self._indexed = len(self.code.parsed)
        named = self._found.get(name, [])
        return named if len(named) <= _METHODS else []

    def is_telling(self, name: str) -> bool:
        """Whether few methods of the program have a name, whatever was parsed so far; the units that define them are parsed then."""
        found = self._telling.get(name)
        if found is None:
            found = self._telling[name] = self._is_rare(name)
        return found

    def _is_rare(self, name: str) -> bool:
        if self.code.has_more_users(name, _METHOD_UNITS):
            return False
        defines = re.compile(_METHOD % {b"name": re.escape(name.encode())})
        units = self.code.units_with(name, defines)
        counts = {unit: len(defines.findall(self.code.text(unit))) for unit in units if self.code.size(unit) <= _METHOD_BYTES}
        if sum(counts.values()) > _METHODS:
            return False
        for unit, count in counts.items():
            if count:
                self.code.fragment(unit)
        return True

    def _index(self, node: Node) -> None:
        if node.kind == "method_definition" or (
            node.kind == "pair" and (value := node.get("value")) is not None and value.kind in FUNCTIONS
        ):
            name = key_of(node)
            if name is not None:
                self._found.setdefault(name, []).append(node if node.kind == "method_definition" else node.kids[-1])
        elif node.kind == "assignment_expression" and (left := node.get("left")) is not None and left.kind == "member_expression":
            right, prop = node.get("right"), left.get("property")
            if right is not None and prop is not None and right.kind in FUNCTIONS:
                self._found.setdefault(prop.text, []).append(right)
        elif (
            node.kind in ("field_definition", "public_field_definition")
            and (value := node.get("value")) is not None
            and value.kind in FUNCTIONS
        ):
            name = key_of(node)
            if name is not None:
                self._found.setdefault(name, []).append(value)
