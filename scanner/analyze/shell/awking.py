"""awk run over letters of which some stand for what is not known; what it asks about those is put to the oracle."""

import math
import operator as arithmetic
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from scanner.analyze.shell.argument import options_of
from scanner.analyze.shell.awk_functions import built_in, compared, formatted, number_of, shown
from scanner.analyze.shell.awk_syntax import Function, Node, Rule, Unread, rules_of
from scanner.analyze.shell.oracle import Oracle
from scanner.analyze.shell.texttools import Read, contents, lines_of
from scanner.code.shell.escapes import unescaped

AWKS = frozenset({"awk", "gawk", "mawk", "nawk"})
_MAX_STEPS = 40_000
_MAX_OUTPUT = 1 << 18
_MAX_CALLS = 60
_MAX_VALUES = 8
"""Values of a table that an item is tried to be."""
_MAX_FILES = 200
_CALCULATIONS: dict[str, Callable[[float, float], float]] = {
    "+": arithmetic.add, "-": arithmetic.sub, "*": arithmetic.mul, "/": arithmetic.truediv, "%": math.fmod,
}  # fmt: skip


def awk(arguments: list[str], given: str, read: Read, oracle: Oracle, wrote: dict[str, str] | None = None) -> str | None:
    """What awk prints; None: not known.

    wrote: takes what it prints to files, by path; None: of a program that does so nothing is known.
    """
    options = options_of(arguments, "Fvf", frozenset({"field-separator", "assign", "file"}))
    rest = list(options.rest)
    sources = [read(path) for path in options.all("f", "file")] or [rest.pop(0) if rest else None]
    if None in sources:
        return None
    try:
        rules, functions = rules_of("\n".join(filter(None, sources)))
        begins = [rule for rule in rules if rule.pattern == ("name", "BEGIN")]
        text = "" if len(begins) == len(rules) else contents([name for name in rest if "=" not in name], given, read)
        if text is None:
            return None
        run = _Run(oracle, read, wrote, separator=unescaped(options.get("F", "field-separator") or " "), functions=functions)
        for setting in options.all("v", "assign"):
            name, _, value = setting.partition("=")
            run.names[name] = unescaped(value)
        return run.over(rules, lines_of(text))
    except (Unread, re.error, OverflowError, RecursionError, ZeroDivisionError):
        return None


class _Leave(Exception):
    """next, exit, break, continue, return."""

    def __init__(self, how: str, value: str = "") -> None:
        super().__init__(how)
        self.how, self.value = how, value


@dataclass(slots=True)
class _Run:
    oracle: Oracle
    read: Read
    wrote: dict[str, str] | None
    separator: str
    functions: dict[str, Function]
    depth: int = 0
    names: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    """The lines of files that were not taken by `getline` yet."""
    out: list[str] = field(default_factory=list)
    line: str = ""
    fields: list[str] = field(default_factory=list)
    steps: int = 0
    size: int = 0

    def over(self, rules: list[Rule], lines: list[str]) -> str:
        self.names.setdefault("FS", self.separator)
        self.names.setdefault("OFS", " ")
        self.names.setdefault("ORS", "\n")
        try:
            self._rules(rules, "BEGIN")
            for number, line in enumerate(lines, 1):
                self.names["NR"] = self.names["FNR"] = str(number)
                self._set_line(line)
                try:
                    self._lines_rules(rules)
                except _Leave as left:
                    if left.how != "next":
                        raise
        except _Leave:
            pass  # `exit`: what stands under END is still done
        with suppress(_Leave):
            self._rules(rules, "END")
        return "".join(self.out)

    def _rules(self, rules: list[Rule], when: str) -> None:
        for rule in rules:
            if rule.pattern == ("name", when):
                self._block(rule.body or ())

    def _lines_rules(self, rules: list[Rule]) -> None:
        for rule in rules:
            if rule.pattern in (("name", "BEGIN"), ("name", "END")):
                continue  # done before and after
            if rule.pattern is None or self.truth(rule.pattern):
                if rule.body is None:
                    self._print([self.line])
                else:
                    self._block(rule.body)

    def _set_line(self, line: str) -> None:
        self.line = line
        mark = self.names.get("FS", " ")
        if mark == " ":
            self.fields = line.split()
        elif (len(mark) == 1 and mark != "|") or mark == "":
            self.fields = line.split(mark) if mark else list(line)
        else:
            self.fields = re.split(mark if len(mark) > 1 else re.escape(mark), line)

    def _print(self, values: list[str], target: Node | None = None) -> None:
        text = self.names["OFS"].join(values) + self.names["ORS"]
        self._write(text, target)

    def _write(self, text: str, target: Node | None = None) -> None:
        self.size += len(text)
        if self.size > _MAX_OUTPUT:
            raise Unread("large")
        if target is None or (path := self.text(target)) == "/dev/stdout":
            self.out.append(text)
        elif self.wrote is None or len(self.wrote) > _MAX_FILES:
            raise Unread("redirect")
        elif path != "/dev/stderr":
            self.wrote[path] = self.wrote.get(path, "") + text

    def _block(self, body: tuple[Node, ...]) -> None:
        for statement in body:
            self._do(statement)

    def _spend(self) -> None:
        self.steps += 1
        if self.steps > _MAX_STEPS:
            raise Unread("long")

    def _do(self, node: Node) -> None:
        self._spend()
        kind = node[0]
        if kind == "do":
            self.text(node[1])
        elif kind == "print":
            self._print([self.text(item) for item in node[1]] or [self.line], node[2])
        elif kind == "printf":
            values = [self.text(item) for item in node[1]]
            self._write(formatted(values[0], values[1:]) if values else "", node[2])
        elif kind == "block":
            self._block(node[1])
        elif kind == "if":
            self._block(node[2] if self.truth(node[1]) else node[3])
        elif kind in ("while", "for", "each"):
            self._loop(node)
        elif kind == "return":
            raise _Leave(kind, "" if node[1] is None else self.text(node[1]))
        elif kind == "delete":
            self._delete(node[1])
        else:
            raise _Leave(kind)

    def _delete(self, target: Node) -> None:
        if target[0] == "item":
            self.tables.get(target[1], {}).pop(self.text(target[2]), None)
        elif target[0] == "name":
            self.tables.pop(target[1], None)

    def _loop(self, node: Node) -> None:
        if node[0] == "each":
            name = node[1][1]
            for key in list(self.tables.get(node[2][1], {})):
                self.names[name] = key
                if not self._round(node[3]):
                    return
            return
        test, body, step = (node[1], node[2], None) if node[0] == "while" else (node[2], node[4], node[3])
        if node[0] == "for" and node[1] is not None:
            self.text(node[1])
        while test is None or self.truth(test):
            self._spend()
            if not self._round(body):
                return
            if step is not None:
                self.text(step)

    def _round(self, body: tuple[Node, ...]) -> bool:
        try:
            self._block(body)
        except _Leave as left:
            if left.how not in ("break", "continue"):
                raise
            return left.how == "continue"
        return True

    def truth(self, node: Node) -> bool:
        """Whether an expression holds."""
        self._spend()
        if node[0] == "regex":
            return self.oracle.finds(node[1], self.line)
        if node[0] == "unary" and node[1] == "!":
            return not self.truth(node[2])
        if node[0] == "binary" and node[1] in ("&&", "||"):
            left = self.truth(node[2])
            return self.truth(node[3]) if left is (node[1] == "&&") else left
        if node[0] == "binary" and node[1] in ("~", "!~"):
            pattern = node[3][1] if node[3][0] == "regex" else self.text(node[3])
            return self.oracle.finds(pattern, self.text(node[2])) is (node[1] == "~")
        if node[0] == "binary" and node[1] in ("<", "<=", "==", "!=", ">", ">="):
            one, other = self.text(node[2]), self.text(node[3])
            return compared(self.oracle, node[1], self._as_number(node[2], one, other), self._as_number(node[3], other, one))
        if node[0] == "in":
            return self._is_key(self.text(node[1]), node[2][1])
        value = self.text(node)
        if not self.oracle.is_known(value):
            return True
        number = number_of(value)
        return bool(value) if number is None else number != 0

    def _as_number(self, node: Node, value: str, other: str) -> str:
        """A variable that was never set is zero beside a number."""
        is_unset = node[0] == "name" and node[1] not in self.names and not value
        return "0" if is_unset and number_of(other) is not None else value

    def _is_key(self, key: str, name: str) -> bool:
        table = self.tables.get(name, {})
        if self.oracle.is_known(key):
            return key in table
        return self.oracle.ask(key, tuple(table))

    def text(self, node: Node) -> str:
        """The value of an expression."""
        self._spend()
        kind = node[0]
        if kind == "text":
            return str(node[1])
        if kind == "name":
            return self._variable(node[1])
        if kind == "field":
            return self._field(self.text(node[1]))
        if kind == "item":
            return self._item(node)
        if kind == "concat":
            return self.text(node[1]) + self.text(node[2])
        if kind == "choose":
            return self.text(node[2] if self.truth(node[1]) else node[3])
        if kind == "set":
            return self._set(node)
        if kind in ("step", "stepped"):
            return self._step(node)
        if kind in ("call", "getline"):
            return self._call(node[1], node[2]) if kind == "call" else self._taken(node[1], self.text(node[2]))
        if kind == "binary" and node[1] in ("+", "-", "*", "/", "%", "^"):
            return self._calculated(node)
        if kind == "unary" and node[1] in ("-", "+"):
            number = number_of(self.text(node[2])) or 0
            return shown(-number if node[1] == "-" else number)
        return "1" if self.truth(node) else "0"

    def _step(self, node: Node) -> str:
        """`++n` gives what it becomes, `n++` what it was."""
        before = self._result("+", self.text(node[2]), "0")
        after = self._result("+" if node[1] == "++" else "-", before, "1")
        self._put(node[2], after)
        return after if node[0] == "step" else before

    def _item(self, node: Node) -> str:
        key = self.text(node[2])
        table = self.tables.setdefault(node[1], {})
        if self.oracle.is_known(key):
            return table.setdefault(key, "")  # to ask for an item makes it
        for value in list(dict.fromkeys(table.values()))[:_MAX_VALUES]:  # of keys that lead to the same it says nothing which it was
            if self.oracle.ask(key, tuple(name for name, one in table.items() if one == value)):
                return value
        return ""

    def _taken(self, target: Node | None, path: str) -> str:
        """Take a line of a file: 1, or 0 behind the last."""
        if path not in self.waiting:
            content = self.read(path)
            if content is None:
                raise Unread("getline")
            self.waiting[path] = lines_of(content)
        if not self.waiting[path]:
            return "0"
        line = self.waiting[path].pop(0)
        self._put(target or ("field", ("text", "0")), line)
        return "1"

    def _variable(self, name: str) -> str:
        if name == "length":
            return self._call(name, ())
        return str(len(self.fields)) if name == "NF" else self.names.get(name, "")

    def _field(self, index: str) -> str:
        number = number_of(index)
        if number is None:
            raise Unread("field")
        if number == 0:
            return self.line
        place = int(number) - 1
        return self.fields[place] if 0 <= place < len(self.fields) else ""

    def _set(self, node: Node) -> str:
        value = self.text(node[3])
        if node[1] != "=":
            value = self._result(node[1][0], self.text(node[2]), value)
        self._put(node[2], value)
        return value

    def _put(self, target: Node, value: str) -> None:
        if target[0] == "name":
            self.names[target[1]] = value
        elif target[0] == "item":
            self.tables.setdefault(target[1], {})[self.text(target[2])] = value
        elif target[0] == "field":
            place = int(number_of(self.text(target[1])) or 0)
            if place == 0:
                self._set_line(value)
            elif place <= 1_000:
                self.fields += [""] * (place - len(self.fields))
                self.fields[place - 1] = value
                self.line = self.names["OFS"].join(self.fields)
        else:
            raise Unread("target")

    def _calculated(self, node: Node) -> str:
        return self._result(node[1], self.text(node[2]), self.text(node[3]))

    def _result(self, operator: str, left: str, right: str) -> str:
        if not self.oracle.is_known(left, right):
            raise Unread("number")
        a, b = number_of(left) or 0, number_of(right) or 0
        if operator == "^":
            if abs(b) > 64:
                raise Unread("power")
            return shown(a**b)
        return shown(_CALCULATIONS[operator](a, b))

    def _own(self, function: Function, arguments: tuple[Node, ...]) -> str:
        """A function of the program: its parameters are its own, lists among them those of the caller."""
        if self.depth >= _MAX_CALLS or len(arguments) > len(function.parameters):
            raise Unread("calls")
        lists = {name: self.tables[node[1]] for name, node in zip(function.parameters, arguments, strict=False) if self._is_list(node)}
        values = {name: self.text(node) for name, node in zip(function.parameters, arguments, strict=False) if name not in lists}
        hidden = {name: (self.names.pop(name, None), self.tables.pop(name, None)) for name in function.parameters}
        self.names.update(values)
        self.tables.update(lists)
        self.depth += 1
        result = ""
        try:
            self._block(function.body)
        except _Leave as left:
            if left.how != "return":
                raise
            result = left.value
        self.depth -= 1
        for name, (text, table) in hidden.items():
            self.names.pop(name, None)
            self.tables.pop(name, None)
            if text is not None:
                self.names[name] = text
            if table is not None:
                self.tables[name] = table
        return result

    def _is_list(self, node: Node) -> bool:
        return bool(node[0] == "name" and node[1] in self.tables)

    def _call(self, name: str, arguments: tuple[Node, ...]) -> str:
        if name in self.functions:
            return self._own(self.functions[name], arguments)
        if name in ("sub", "gsub", "split", "match"):
            return self._changing(name, arguments)
        values = [self.text(item) if item[0] != "regex" else item[1] for item in arguments]
        first = values[0] if values else self.line
        if name in ("tolower", "toupper"):
            return first.lower() if name == "tolower" else first.upper()
        if name in ("close", "fflush"):
            return "0"
        if name == "sprintf" and self._is_joined(values):
            return formatted(values[0], values[1:])
        if not self.oracle.is_known(*values):
            raise Unread(name)
        made = built_in(name, [first, *values[1:]])
        if made is None:
            raise Unread(name)
        return made

    def _is_joined(self, values: list[str]) -> bool:
        """Whether what is not known of some values stands as it is in the text that is made of them."""
        is_whole = bool(values) and self.oracle.is_known(values[0]) and not re.search(r"%[^%a-zA-Z]*(\.|c)", values[0])
        return is_whole and self.oracle.are_kept("".join(values), formatted(values[0], values[1:]))

    def _changing(self, name: str, arguments: tuple[Node, ...]) -> str:
        if name == "split" and len(arguments) > 1:
            text = self.text(arguments[0])
            mark = (arguments[2][1] if arguments[2][0] == "regex" else self.text(arguments[2])) if len(arguments) > 2 else self.names["FS"]
            pieces = text.split() if mark == " " else re.split(mark if len(mark) > 1 else re.escape(mark), text) if mark else list(text)
            self.tables[arguments[1][1]] = {str(index): piece for index, piece in enumerate(pieces, 1)}
            return str(len(pieces))
        pattern = arguments[0][1] if arguments[0][0] == "regex" else self.text(arguments[0])
        if name == "match":
            return "1" if self.oracle.finds(pattern, self.text(arguments[1])) else "0"
        target = arguments[2] if len(arguments) > 2 else ("field", ("text", "0"))
        by = self.text(arguments[1])
        made, count = re.subn(pattern, lambda match: by.replace("&", match[0]), self.text(target), count=0 if name == "gsub" else 1)
        if count:
            self._put(target, made)
        return str(count)
