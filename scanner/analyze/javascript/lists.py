"""What a value is compared with: literals, lists written out, lists that only exist encoded."""

import re

from scanner.analyze.javascript.facts import NO_ENTRIES, Entries
from scanner.code.javascript.bindings import Giver
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.pure import Pure
from scanner.code.javascript.shape import arguments, returned
from scanner.code.javascript.tree import FUNCTIONS, Node, parameters

CALLBACKS = frozenset({"some", "every", "find", "findIndex", "findLast", "filter", "map", "flatMap", "forEach", "any"})
_WRAPPERS = 4
"""How many calls around a list (memoise, once, freeze) are looked through."""
_ABSENT = 0.6
"""Share of the entries that must not stand in the source as they are for a list to count as encoded."""
_SAMPLED = 16
"""Entries that are searched for in the source."""
_HASH = re.compile(r"[0-9a-f]{16,128}", re.IGNORECASE)
_GUARDED = frozenset({"__proto__", "constructor", "prototype"})
"""Keys that no table may be given from outside: to be compared with them is to be refused, whatever the value is about."""
_REGEX_WORD = re.compile(r"[\w.+/-]{2,}")


class Lists:
    """Reads what comparisons compare with; answers are remembered by the evaluator."""

    def __init__(self, meaning: Meaning, pure: Pure) -> None:
        self.meaning = meaning
        self.pure = pure

    def compared(self, node: Node) -> Entries:
        """The entries that an operand stands for: a literal, an element of a list that is gone through, or a list."""
        if node.kind == "regex":
            return Entries("literal", tuple(regex_words(node.text)), "regular expression")
        text = self.pure.text(node)
        if text is not None:
            return NO_ENTRIES if text in _GUARDED else Entries("literal", (text,), "compared literal")
        is_known, value = self.pure.value(node)
        if is_known and isinstance(value, int | float) and not isinstance(value, bool):
            return Entries("literal", (str(value),), "compared literal")
        held = self._gone_through(node)
        return self.collection(held if held is not None else node)

    def collection(self, node: Node) -> Entries:
        """The entries of a list, set or table."""
        texts = self._texts(node, _WRAPPERS)
        if texts is None:
            for value in self.meaning.values(node)[:2]:
                if value is not node:
                    texts = texts or self._texts(value, _WRAPPERS)
        if not texts or _GUARDED.issuperset(texts):
            return NO_ENTRIES
        if self._is_encoded(node, texts):
            return Entries("encoded_list", texts, "entry of the decoded list")
        return Entries("hard_coded_list" if len(texts) > 1 else "literal", texts, "set member")

    def _texts(self, node: Node, left: int) -> tuple[str, ...] | None:
        found = self.pure.texts(node)
        if found is not None or left == 0:
            return found
        if node.kind == "call_expression":
            callee = node.get("function")
            for value in () if callee is None else (*self._given(callee), *self.meaning.values(callee)[:3]):
                inner = self._result(value, left - 1)
                if inner is not None:
                    return inner
        elif node.kind == "new_expression" and arguments(node):
            return self._texts(arguments(node)[0], left - 1)
        elif node.kind in ("identifier", "member_expression"):
            for value in self.meaning.values(node)[:2]:
                inner = self._texts(value, left - 1) if value is not node else None
                if inner is not None:
                    return inner
        return None

    def _result(self, value: Node, left: int) -> tuple[str, ...] | None:
        """What a call of `value` gives: of a function its return, of `memoise(function)` that of the function."""
        if value.kind in FUNCTIONS:
            for result in returned(value):
                found = self._texts(result, left) or self._stored(result, left)
                if found is not None:
                    return found
            return None
        if value.kind == "call_expression":
            for argument in arguments(value):
                if argument.kind in FUNCTIONS and not parameters(argument):
                    return self._result(argument, left)
        return None

    def _given(self, callee: Node) -> list[Node]:
        """What a name is set to, as it is written: `memoise(function)` is not followed into the memoiser."""
        key = self.meaning.key(callee) if callee.kind == "identifier" else None
        sites = self.meaning.sites(key) if key is not None else ()
        return [site.node for site in sites if site.giver in (Giver.VALUE, Giver.SELF) and not site.path][:3]

    def _stored(self, node: Node, left: int) -> tuple[str, ...] | None:
        """`return cache ??= decode(...)`."""
        right = (
            node.get("right") if node.kind in ("assignment_expression", "augmented_assignment_expression", "binary_expression") else None
        )
        return None if right is None else self._texts(right, left)

    def _gone_through(self, node: Node) -> Node | None:
        """The list whose element a name in the operand is: parameter of a callback, or variable of a loop."""
        for name in node.walk():
            key = self.meaning.key(name) if name.kind == "identifier" else None
            for site in self.meaning.sites(key) if key is not None else ():
                if site.giver is Giver.ELEMENT:
                    return site.node
                if site.giver is Giver.PARAMETER and site.index == 0:
                    held = listed_by(site.node)
                    if held is not None:
                        return held
        return None

    def _is_encoded(self, node: Node, texts: tuple[str, ...]) -> bool:
        if len(texts) > 2 and all(_HASH.fullmatch(text) for text in texts):
            return True
        telling = ([text for text in texts if len(text) > 2] or list(texts))[:_SAMPLED]
        code = node.tree.code
        absent = sum(1 for text in telling if _escaped(text) not in code)
        return len(texts) > 1 and absent >= _ABSENT * len(telling)


def listed_by(function: Node) -> Node | None:
    """The list that a callback is called for each element of; None: the function is no such callback."""
    call = function.parent.parent if function.parent is not None and function.parent.kind == "arguments" else None
    callee = None if call is None else call.get("function")
    name = None if callee is None else callee.get("property")
    return callee.get("object") if callee is not None and name is not None and name.text in CALLBACKS else None


def regex_words(text: str) -> list[str]:
    """The literal pieces of a regular expression."""
    body = text[1:].rpartition("/")[0]
    plain = re.sub(r"\\([./-])", r"\1", re.sub(r"\[[^\]]*\]|\\[a-zA-Z]|\(\?[:=!<]+|[()^$*+?]", "|", body))
    return [word for word in _REGEX_WORD.findall(plain) if word.strip(".+-/")]


def _escaped(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
