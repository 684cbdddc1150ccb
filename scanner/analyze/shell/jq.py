"""jq run over JSON of which some texts stand for what is not known; what it asks about those is put to the oracle."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scanner.analyze.shell.argument import options_of
from scanner.analyze.shell.jq_functions import SEVERAL, calculable, calculated, called, is_member
from scanner.analyze.shell.jq_syntax import Node, Unread, filter_of
from scanner.analyze.shell.jq_values import REST, Digits, dumped, formatted, loaded, text_of
from scanner.analyze.shell.oracle import Oracle
from scanner.analyze.shell.texttools import Read, contents, lines_of

JQS = frozenset({"jq", "gojq", "jaq"})
_MAX_STEPS = 30_000
_MAX_OUTPUTS = 2_000
_TWO_VALUES = ("arg", "argjson", "slurpfile", "rawfile", "argfile")
_FLAGS_WITH_VALUE = frozenset({"indent", "from-file", "library-path"})


def jq(arguments: list[str], given: str, read: Read, oracle: Oracle) -> str | None:
    """What jq prints; None: not known."""
    try:
        return _Command(arguments, given, read, oracle).output()
    except (Unread, ValueError, TypeError, KeyError, IndexError, AttributeError, re.error, RecursionError, OverflowError):
        return None


class _Command:
    def __init__(self, arguments: list[str], given: str, read: Read, oracle: Oracle) -> None:
        self.variables: dict[str, Any] = {}
        self.read, self.given = read, given
        rest = self._named(arguments)
        self.options = options_of([word for word in rest if word not in ("--args", "--jsonargs")], "fL", _FLAGS_WITH_VALUE)
        self.positional = list(self.options.rest)
        self.has_arguments = "--args" in arguments or "--jsonargs" in arguments
        self.oracle = oracle

    def _named(self, arguments: list[str]) -> list[str]:
        rest: list[str] = []
        at = 0
        while at < len(arguments):
            word = arguments[at]
            if word[:2] == "--" and word[2:] in _TWO_VALUES and at + 2 < len(arguments) + 0:
                self.variables[arguments[at + 1]] = self._value(word[2:], arguments[at + 2])
                at += 3
            else:
                rest.append(word)
                at += 1
        return rest

    def _value(self, kind: str, text: str) -> Any:
        if kind == "arg":
            return text
        if kind == "argjson":
            return loaded(text)
        content = self.read(text)
        if content is None:
            return Digits("0") if kind != "rawfile" else f"content of {text}"
        return content if kind == "rawfile" else [loaded(content)]

    def output(self) -> str | None:
        options = self.options
        if options.has("f", "from-file"):
            program = self.read(options.get("f", "from-file") or "")
        else:
            program = self.positional.pop(0) if self.positional else "."
        if program is None:
            return None
        inputs = self._inputs()
        self.variables.setdefault("ARGS", {"positional": list(self.positional), "named": dict(self.variables)})
        run = _Run(self.oracle, self.variables)
        node = filter_of(program)
        results = [made for each in inputs for made in run.outputs(node, each, self.variables)]
        end = "" if options.has("j", "join-output") else "\n"
        return "".join(self._shown(result) + end for result in results)

    def _inputs(self) -> list[Any]:
        options = self.options
        if options.has("n", "null-input"):
            return [None]
        text = contents([] if self.has_arguments else self.positional, self.given, self.read)
        if text is None:
            raise Unread("input")
        if options.has("R", "raw-input"):
            return [text] if options.has("s", "slurp") else list(lines_of(text))
        if self.oracle.is_one_unknown(text):
            return [[{REST: text.strip()}]] if options.has("s", "slurp") else [{REST: text.strip()}]
        values: list[Any] = []
        decoder = json.JSONDecoder(parse_int=Digits, parse_float=Digits)
        at = 0
        while text[at:].strip():
            at += len(text[at:]) - len(text[at:].lstrip())
            value, at = decoder.raw_decode(text, at)
            if isinstance(value, Digits) and not self.oracle.is_known(value):
                raise Unread("input")
            values.append(value)
        if not values:
            raise Unread("input")
        return [values] if options.has("s", "slurp") else values

    def _shown(self, value: Any) -> str:
        options = self.options
        if isinstance(value, str) and not isinstance(value, Digits) and options.has("r", "raw-output", "j", "join-output"):
            return value
        width = options.get("indent")
        spaces = " " * min(int(width), 7) if width and self.oracle.is_known(width) else "  "
        indent = None if options.has("c", "compact-output") else "\t" if options.has("tab") else spaces
        return dumped(value, indent=indent or None, is_sorted=options.has("S", "sort-keys"))


@dataclass(slots=True)
class _Run:
    oracle: Oracle
    variables: dict[str, Any]
    steps: int = field(default=0)

    def outputs(self, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
        """What the filter gives for one input."""
        self.steps += 1
        if self.steps > _MAX_STEPS:
            raise Unread("long")
        found = _FILTERS[node[0]](self, node, here, names)
        if len(found) > _MAX_OUTPUTS:
            raise Unread("large")
        return found

    def one(self, node: Node, here: Any, names: dict[str, Any]) -> Any:
        found = self.outputs(node, here, names)
        return found[0] if found else None

    def truth(self, node: Node, here: Any, names: dict[str, Any]) -> bool:
        value = self.one(node, here, names)
        return value is not None and value is not False

    def compared(self, operator: str, left: Any, right: Any) -> bool:
        if operator in ("==", "!="):
            if isinstance(left, str) and isinstance(right, str):
                return self.oracle.is_same(left, right) is (operator == "==")
            return (left == right) is (operator == "==")
        first, second = calculable(left, self.oracle), calculable(right, self.oracle)
        if first is None or second is None:
            if isinstance(left, str) and isinstance(right, str) and not self.oracle.is_known(left, right):
                limit = left if self.oracle.is_known(left) else right
                return self.oracle.ask(left + right, (limit,))
            return False
        return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[operator]


def _pipe(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    return [made for each in run.outputs(node[1], here, names) for made in run.outputs(node[2], each, names)]


def _comma(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    return [made for item in node[1] for made in run.outputs(item, here, names)]


def _bind(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    return [made for each in run.outputs(node[1], here, names) for made in run.outputs(node[3], here, {**names, node[2]: each})]


def _alternative(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    found = [each for each in run.outputs(node[1], here, names) if each is not None and each is not False]
    return found or run.outputs(node[2], here, names)


def _if(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    return run.outputs(node[2] if run.truth(node[1], here, names) else node[3], here, names)


def _field(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    return [item_of(run, whole, key) for whole in run.outputs(node[1], here, names) for key in run.outputs(node[2], here, names)]


def item_of(run: _Run, whole: Any, key: Any) -> Any:
    """`whole[key]`."""
    if whole is None:
        return None
    if isinstance(whole, str) and not isinstance(whole, Digits) and run.oracle.is_one_unknown(whole):
        return run.oracle.part_of(whole, f".{key}")
    if isinstance(whole, dict) and REST in whole and isinstance(key, str) and key not in whole and run.oracle.is_known(key):
        return run.oracle.part_of(whole[REST], f".{key}")
    if isinstance(whole, dict) and isinstance(key, str):
        if run.oracle.is_known(key) or key in whole:
            return whole.get(key)
        for name, value in list(whole.items())[:8]:
            if run.oracle.ask(key, (name,)):
                return value
        return None
    if isinstance(whole, list) and isinstance(key, Digits):
        index = int(key)
        return whole[index] if -len(whole) <= index < len(whole) else None
    if isinstance(whole, list) and isinstance(key, list):
        return [index for index in range(len(whole)) if whole[index : index + len(key)] == key]
    raise Unread("index")


def _slice(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    whole = run.one(node[1], here, names)
    ends = [None if part is None else int(run.one(part, here, names)) for part in node[2:4]]
    if isinstance(whole, str) and not run.oracle.is_known(whole):
        raise Unread("slice")
    return [None if whole is None else whole[ends[0] : ends[1]]]


def _each(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    for whole in run.outputs(node[1], here, names):
        found += list(whole.values()) if isinstance(whole, dict) else list(whole) if isinstance(whole, list) else []
    return found


def _array(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    return [[] if node[1] is None else run.outputs(node[1], here, names)]


def _object(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    made: dict[str, Any] = {}
    for key, value in node[1]:
        made[str(run.one(key, here, names))] = run.one(value, here, names)
    return [made]


def _string(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    out = []
    for part in node[2]:
        if part[0] == "text":
            out.append(part[1])
        else:
            value = run.one(part, here, names)
            out.append(_formatted(run, node[1], value) if node[1] else text_of(value))
    return ["".join(out)]


def _formatted(run: _Run, form: str, value: Any) -> str:
    made = formatted(form, value)
    letters = text_of(value)
    if not run.oracle.is_known(letters) and not run.oracle.are_kept(letters, made):
        raise Unread(form)
    return made


def _variable(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    if node[1] not in names:
        raise Unread(node[1])
    return [names[node[1]]]


def _binary(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    operator = node[1]
    if operator in ("and", "or"):
        left = run.truth(node[2], here, names)
        return [run.truth(node[3], here, names) if left is (operator == "and") else left]
    if operator.endswith("=") and operator not in ("==", "!=", "<=", ">="):
        return [_assigned(run, operator, node, here, names)]
    left, right = run.one(node[2], here, names), run.one(node[3], here, names)
    if operator in ("==", "!=", "<", "<=", ">", ">="):
        return [run.compared(operator, left, right)]
    return [calculated(run.oracle, operator, left, right)]


def _assigned(run: _Run, operator: str, node: Node, here: Any, names: dict[str, Any]) -> Any:
    path = _path_of(run, node[2], here, names)
    before = _at_path(here, path)
    if operator == "|=":
        value = run.one(node[3], before, names)
    else:
        value = run.one(node[3], here, names)
        if operator == "//=":
            value = before if before not in (None, False) else value
        elif operator != "=":
            value = calculated(run.oracle, operator[0], before, value)
    return _with_path(here, path, value)


def _path_of(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    if node[0] == "here":
        return []
    if node[0] == "field":
        return [*_path_of(run, node[1], here, names), run.one(node[2], here, names)]
    if node[0] == "pipe":
        return [*_path_of(run, node[1], here, names), *_path_of(run, node[2], here, names)]
    raise Unread("path")


def _at_path(value: Any, path: list[Any]) -> Any:
    for key in path:
        value = (
            None
            if value is None
            else value[int(key) if isinstance(key, Digits) else key]
            if not isinstance(value, dict)
            else value.get(key)
        )
    return value


def _with_path(value: Any, path: list[Any], new: Any) -> Any:
    if not path:
        return new
    key = path[0]
    if isinstance(key, Digits):
        items = list(value or [])
        index = int(key)
        if index >= len(items):
            items += [None] * (min(index, 1_000) - len(items) + 1)
        items[index] = _with_path(items[index], path[1:], new)
        return items
    if value is not None and not isinstance(value, dict):
        raise Unread("path")
    return {**(value or {}), key: _with_path((value or {}).get(key), path[1:], new)}


def _call(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    name, arguments = node[1], node[2]
    taking_filter = _WITH_FILTERS.get((name, len(arguments)))
    if taking_filter is not None:
        return taking_filter(run, arguments, here, names)
    made = called(run.oracle, name, here, [run.one(item, here, names) for item in arguments])
    return list(made) if name in SEVERAL else [made]


def _reduce(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    """`reduce items as $name (first; next)`."""
    value = run.one(node[3], here, names)
    for item in run.outputs(node[1], here, names):
        value = run.one(node[4], value, {**names, node[2]: item})
    return [value]


def _try(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    """`try filter`: where it fails for sure is not told apart from where it is not followed."""
    return run.outputs(node[1], here, names)


def _first(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    return run.outputs(arguments[0], here, names)[:1]


def _map_values(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    if isinstance(here, dict):
        return [{key: made[0] for key, value in here.items() if (made := run.outputs(arguments[0], value, names))}]
    return _map(run, arguments, here, names)


def _select(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    return [here] if run.truth(arguments[0], here, names) else []


def _map(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    return [[made for item in here for made in run.outputs(arguments[0], item, names)]]


def _with_entries(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    pairs = [{"key": key, "value": value} for key, value in here.items()]
    made = [each for pair in pairs for each in run.outputs(arguments[0], pair, names)]
    return [{text_of(pair["key"]): pair["value"] for pair in made}]


def _any(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    return [any(run.truth(arguments[0], item, names) for item in here)]


def _all(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    return [all(run.truth(arguments[0], item, names) for item in here)]


def _del(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    paths = arguments[0][1] if arguments[0][0] == "comma" else (arguments[0],)
    for item in paths:
        path = _path_of(run, item, here, names)
        parent = _at_path(here, path[:-1])
        if isinstance(parent, dict):
            here = _with_path(here, path[:-1], {key: value for key, value in parent.items() if key != path[-1]})
    return [here]


def _sort_by(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    return [sorted(here, key=lambda item: text_of(run.one(arguments[0], item, names)))]


def _one_test(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    return [run.oracle.finds(str(run.one(arguments[0], here, names)), str(here), ignores_case=len(arguments) > 1)]


def _in(run: _Run, arguments: tuple[Node, ...], here: Any, names: dict[str, Any]) -> list[Any]:
    found = [made for item in arguments for made in run.outputs(item, here, names)]
    return [is_member(run.oracle, found, here)]


_WITH_FILTERS: dict[tuple[str, int], Callable[[_Run, tuple[Node, ...], Any, dict[str, Any]], list[Any]]] = {
    ("select", 1): _select, ("map", 1): _map, ("with_entries", 1): _with_entries, ("any", 1): _any, ("all", 1): _all, ("del", 1): _del,
    ("sort_by", 1): _sort_by, ("test", 1): _one_test, ("test", 2): _one_test, ("IN", 1): _in, ("empty", 0): lambda *_: [],
    ("first", 1): _first, ("map_values", 1): _map_values,
}  # fmt: skip


def _everything(run: _Run, node: Node, here: Any, names: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    waiting = [here]
    while waiting and len(found) < _MAX_OUTPUTS:
        item = waiting.pop(0)
        found.append(item)
        waiting += list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else []
    return found


_FILTERS: dict[str, Callable[[_Run, Node, Any, dict[str, Any]], list[Any]]] = {
    "pipe": _pipe, "comma": _comma, "bind": _bind, "alternative": _alternative, "if": _if, "field": _field, "slice": _slice, "each": _each,
    "array": _array, "object": _object, "string": _string, "variable": _variable, "binary": _binary, "call": _call,
    "all": _everything, "reduce": _reduce, "try": _try,
    "here": lambda run, node, here, names: [here], "text": lambda run, node, here, names: [node[1]],
    "text_number": lambda run, node, here, names: [Digits(node[1])], "constant": lambda run, node, here, names: [node[1]],
    "format": lambda run, node, here, names: [_formatted(run, node[1], here)],
}  # fmt: skip
