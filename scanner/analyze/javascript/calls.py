"""What becomes of a fact when its value is an argument of a call, or the object that a method is called on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scanner.analyze.javascript import bundlers, comparisons
from scanner.analyze.javascript.comparisons import method_name
from scanner.analyze.javascript.facts import CALL, Fact, Mode, Pick, State
from scanner.analyze.javascript.lists import CALLBACKS
from scanner.code.javascript.bindings import ANY
from scanner.code.javascript.shape import arguments
from scanner.code.javascript.tree import CLASSES, FUNCTIONS, Node, parameters

if TYPE_CHECKING:
    from scanner.analyze.javascript.flow import Flow

TESTS = frozenset(
    {
        "includes",
        "startsWith",
        "endsWith",
        "indexOf",
        "lastIndexOf",
        "search",
        "localeCompare",
        "test",
        "has",
        "hasOwnProperty",
        "hasOwn",
        "isDeepStrictEqual",
        "equals",
    }
)
_EXTRACTS = frozenset({"match", "matchAll", "exec"})
_TABLES = frozenset({"get", "at"})
_HASHES = frozenset({"createHash", "md5", "sha256", "sha1", "hash"})
_ASSIGNERS = frozenset({"Object.assign", "Object.defineProperty", "Reflect.set", "Object.defineProperties"})
_HOLDERS = frozenset({"Set", "Map", "Headers", "Array", "FormData", "Request"})
_MUTATORS = frozenset({"push", "unshift", "append", "set", "add", "splice", "setHeader", "write", "update", "addHeader", "fill"})
_ORDERING = frozenset({"sort", "reverse", "toSorted", "toReversed"})
_PREDICATES = frozenset({"some", "every", "find", "findIndex", "findLast", "filter"})
_FORMATTERS = re.compile(
    r"(?:^|\.)(?:toLocale\w*String|Intl\.\w+|DateTimeFormat|NumberFormat|formatInTimeZone|utcToZonedTime|toZonedTime|setZone|formatToParts|tz)$"
)
_TRANSPARENT = re.compile(
    r"^(?:Object\.(?:freeze|seal|assign|fromEntries|entries|values|keys)|Promise\.(?:resolve|all|race|any|allSettled)|structuredClone|Array\.from|queueMicrotask|Reflect\.\w+)$"
)
_KNOWN = re.compile(
    r"^(?:JSON|String|Object|Array|URL|URLSearchParams|Buffer|Math|Number|parseInt|parseFloat|encodeURIComponent|decodeURIComponent|Promise|Boolean|Map|Set|Headers|Request|Response|Date|Intl|atob|btoa|TextEncoder|TextDecoder|structuredClone|FormData|RegExp|Symbol|BigInt|crypto|util|path|querystring|url)\b"
)
_STRING_METHODS = frozenset(
    {
        "toLowerCase",
        "toUpperCase",
        "trim",
        "trimEnd",
        "trimStart",
        "split",
        "slice",
        "substring",
        "substr",
        "replace",
        "replaceAll",
        "concat",
        "normalize",
        "toString",
        "join",
        "reverse",
        "charAt",
        "charCodeAt",
        "codePointAt",
        "at",
        "padStart",
        "padEnd",
        "repeat",
        "flat",
        "toFixed",
        "valueOf",
        "digest",
        "update",
        "filter",
        "map",
        "catch",
        "finally",
        "then",
        "toLocaleLowerCase",
        "toLocaleUpperCase",
        "pop",
        "shift",
        "entries",
        "values",
        "keys",
        "toArray",
        "bind",
        "getTime",
        "toISOString",
    }
)


def argument(flow: "Flow", held: Node, node: Node, fact: Fact, state: State) -> None:
    """The value is an argument: the call may be a way out, a known function, a comparison, or anything else."""
    call = held.parent
    if call is None or call.kind not in ("call_expression", "new_expression"):
        return
    index = held.kids.index(node)
    callee = call.get("function") or call.get("constructor")
    if callee is None or flow.leave(call, index, state):
        return
    if fact.path[:1] == (CALL,) and _callback(flow, call, callee, index, fact, state):
        return
    if index == 1 and fact.path[1:2] == (CALL,) and method_name(callee) == "d" and held.kids[0].kind == "identifier":
        bundlers.export(flow, held.kids[0], fact.at((fact.path[0], *fact.path[2:])), state)
        return
    functions = [item for item in flow.meaning.functions(callee, depth=8) if item.kind in FUNCTIONS or item.kind in CLASSES][:4]
    if functions:
        for function in functions:
            _enter(flow, call, function, index, fact, state)
        return
    _unknown(flow, call, callee, index, node, fact, state)


def _enter(flow: "Flow", call: Node, function: Node, index: int, fact: Fact, state: State) -> None:
    target: Node | None = function
    if function.kind in CLASSES:
        body = function.get("body")
        target = (
            next((kid for kid in body.kids if (name := kid.get("name")) is not None and name.text == "constructor"), None) if body else None
        )
    if target is None:
        flow.push(call, fact.at(()), state, inferred=True)
        return
    patterns = parameters(target)
    inside = fact.into(call, target) if function.kind not in CLASSES else replace(fact, stack=())
    if index < len(patterns):
        pattern = patterns[index]
        if pattern.kind == "rest_pattern":
            flow.bind(pattern.kids[0], inside.inside(ANY), state, "call", "is given to a function", hop=True)
        else:
            flow.bind(pattern, inside, state, "call", "is given to a function", hop=True)
    elif patterns and patterns[-1].kind == "rest_pattern":
        flow.bind(patterns[-1].kids[0], inside.inside(ANY), state, "call", "is given to a function", hop=True)
    elif target.tree.code.find(b"arguments", target.start, target.end) >= 0:
        flow.push(call, fact.at(()), state, inferred=True)


def _callback(flow: "Flow", call: Node, callee: Node, index: int, fact: Fact, state: State) -> bool:
    """The argument is a function whose result is known. True: nothing else becomes of it."""
    name = method_name(callee)
    result = fact.part(CALL)
    if result is None:
        return False
    receiver = callee.get("object") if callee.kind == "member_expression" else None
    if name in ("sort", "toSorted") and receiver is not None and result.mode in (Mode.VERDICT, Mode.CHOICE, Mode.VALUE):
        _order(flow, call, receiver, result, state)
        return True
    if name in ("filter", "find", "findIndex", "findLast") and not result.path:
        picked = flow.pick(Pick(call, (), None))
        flow.push(call, replace(result, mode=Mode.CHOICE, pick=picked), state, "select", "chooses elements by it")
        return True
    if name in _PREDICATES:
        flow.push(call, result, state)
        return True
    if name in ("map", "flatMap", "from"):
        flow.push(call, result.inside(ANY), state)
        return True
    if name in ("then", "catch", "finally", "reduce", "replace", "replaceAll", "allSettled", "withCallback", "run"):
        flow.push(call, result, state)
        return True
    if name == "forEach":
        return True
    functions = flow.meaning.functions(callee, depth=6)
    if not functions:
        flow.push(call, fact, state)  # memoise, once, debounce: what is called in the end is this function
        flow.push(call, result, state, inferred=True)
    return not functions


def _order(flow: "Flow", call: Node, receiver: Node, result: Fact, state: State) -> None:
    chosen = replace(result, mode=Mode.CHOICE, path=(), pick=flow.pick(Pick(call, (), "field_order")))
    flow.push(call, chosen, state, "select", "sorts by it")
    flow.bind(receiver, chosen, state, "select", "sorts by it")


def _unknown(flow: "Flow", call: Node, callee: Node, index: int, node: Node, fact: Fact, state: State) -> None:
    """A call of something that the program does not define: a built-in, a library."""
    use = _Use(flow, call, callee, index, fact, state)
    if not (use.asks() or use.reshapes() or use.changes()):
        use.passes()


@dataclass(slots=True)
class _Use:
    """The value as an argument of an unknown call."""

    flow: "Flow"
    call: Node
    callee: Node
    index: int
    fact: Fact
    state: State
    name: str = ""
    full: str = ""
    receiver: Node | None = None

    def __post_init__(self) -> None:
        self.name = method_name(self.callee)
        self.full = self.flow.meaning.normal(self.callee) or ""
        self.receiver = self.callee.get("object") if self.callee.kind == "member_expression" else None

    def asks(self) -> bool:
        """Compares the value, or looks something up by it."""
        if self.receiver is None or self.fact.path:
            return False
        if self.name in TESTS:
            operand = self.receiver if self.name not in ("hasOwn", "isDeepStrictEqual") else arguments(self.call)[0]
            comparisons.verdict(self.flow, self.call, operand, self.fact, self.state)
            return True
        if self.name in _TABLES and self.fact.mode not in (Mode.SHOWN, Mode.TEXT, Mode.BUILT):
            comparisons.table(self.flow, self.call, self.receiver, self.fact, self.state)
            return True
        return False

    def reshapes(self) -> bool:
        """Makes something else of the value: formatted text, characters, spaces, a hash."""
        flow, call, fact, state = self.flow, self.call, self.fact, self.state
        if _FORMATTERS.search(self.full.removesuffix("()")) or self.name in ("DateTimeFormat", "NumberFormat"):
            if fact.mode in (Mode.VALUE, Mode.CHOICE):
                flow.push(call, replace(fact, mode=Mode.SHOWN, path=()), state, "build", "formats a date or number for people by it")
            return True
        if self.full.endswith(("fromCharCode", "fromCodePoint")):
            comparisons.characters(flow, call, fact, state)
            return True
        if self.name in ("repeat", "padEnd", "padStart") and self.receiver is not None and fact.mode is not Mode.SHOWN:
            comparisons.repeats(flow, call, self.receiver, self.name, fact, state)
            return True
        if (self.name == "update" and "createH" in self.full) or self.name in _HASHES:
            hashed = replace(fact, mode=Mode.HASH, path=())
            flow.push(call, hashed, state, "build", "is hashed")
            if self.receiver is not None:
                flow.bind(self.receiver, hashed, state)
            return True
        return False

    def changes(self) -> bool:
        """Puts the value into an object that others hold."""
        flow, call, fact, state = self.flow, self.call, self.fact, self.state
        first = arguments(call)[0]
        if self.name == "emit":
            _emitted(flow, call, self.index, fact, state)
        if self.name in _MUTATORS and self.receiver is not None:
            _mutated(flow, call, self.receiver, self.name, self.index, fact, state)
            return True
        if self.full in _ASSIGNERS and self.index > 0:
            flow.bind(first, fact, state)
        if call.kind == "new_expression" and self.callee.text == "Proxy" and fact.path[:2] == ("get", CALL):
            flow.push(call, fact.at((ANY, *fact.path[2:])), state)
            return True
        return fact.path[:1] == (CALL,)

    def passes(self) -> None:
        """Gives back something made of the value."""
        flow, call, fact, state = self.flow, self.call, self.fact, self.state
        is_known = bool(_KNOWN.match(self.full)) or self.name in _STRING_METHODS
        keeps = fact if _TRANSPARENT.match(self.full) or (call.kind == "new_expression" and self.callee.text in _HOLDERS) else fact.at(())
        if self.full == "Object.entries":
            keeps = _entries_of(fact)
        elif self.full == "Object.fromEntries":
            keeps = _table_of(fact)
        elif self.full == "JSON.stringify":
            keeps = replace(fact, mode={Mode.VALUE: Mode.TEXT, Mode.CHOICE: Mode.BUILT}.get(fact.mode, fact.mode))
        elif self.full == "URL" and fact.mode is Mode.TEXT:
            keeps = replace(keeps, mode=Mode.VALUE)
        flow.push(call, keeps, state, inferred=not (is_known or keeps is fact))
        if not is_known and self.index == 0 and self.receiver is None and fact.mode is Mode.VALUE:
            for other in arguments(call)[1:]:
                if other.kind in FUNCTIONS and parameters(other):
                    flow.bind(parameters(other)[-1], fact.at(()), state, inferred=True)


def _entries_of(fact: Fact) -> Fact:
    """What is known of the entries of a table: its values are no keys."""
    return fact.at((ANY, "1", *fact.path[1:])) if fact.path and fact.path[0] not in (ANY, CALL) else fact


def _table_of(fact: Fact) -> Fact:
    """What is known of a table that is made of entries."""
    return fact.at((ANY, *fact.path[2:])) if fact.path[:2] == (ANY, "1") else fact


def _mutated(flow: "Flow", call: Node, receiver: Node, name: str, index: int, fact: Fact, state: State) -> None:
    """`list.push(x)`, `headers.set("a", x)`: the object has the value in it."""
    given = arguments(call)
    key = ANY
    if name in ("set", "append", "setHeader", "addHeader") and len(given) > 1 and index > 0:
        key = flow.pure.text(given[0]) or ANY
    if name in ("write", "update"):
        inside = fact.at(())
    else:
        inside = fact.inside(key)
    if receiver.kind == "identifier":
        flow.bind(receiver, inside, state)
    elif receiver.kind in ("member_expression", "subscript_expression"):
        flow.store(receiver, inside, state)
    flow.push(call, inside, state)


def _emitted(flow: "Flow", call: Node, index: int, fact: Fact, state: State) -> None:
    """`emitter.emit("x", value)` calls what `emitter.on("x", f)` was given."""
    given = arguments(call)
    event = flow.pure.text(given[0]) if given else None
    if event is None or index == 0:
        return
    for fragment in tuple(flow.meaning.code.parsed):
        for node in fragment.telling:
            if node.kind != "call_expression" or method_name(node.get("function") or node) not in (
                "on",
                "once",
                "addListener",
                "addEventListener",
            ):
                continue
            others = arguments(node)
            if len(others) > 1 and flow.pure.text(others[0]) == event:
                for function in flow.meaning.functions(others[1]):
                    patterns = parameters(function)
                    if index - 1 < len(patterns):
                        flow.bind(patterns[index - 1], replace(fact, stack=()), state, "call", f"through the event {event}", hop=True)


def method(flow: "Flow", call: Node, member: Node, name: str, fact: Fact, state: State) -> None:
    """A method is called on the value."""
    if fact.path and fact.path[0] == name and fact.path[1:2] == (CALL,):
        flow.push(call, fact.at(fact.path[2:]), state, "call", "", hop=True)
        return
    if name in ("call", "apply") and fact.path[:1] == (CALL,):
        flow.push(call, fact.at(fact.path[1:]), state, "call", "", hop=True)
        return
    if fact.path and fact.path[0] == name:
        return
    given = arguments(call)
    if name in CALLBACKS or name in ("then", "reduce", "sort", "finally"):
        _iterated(flow, call, name, given, fact, state)
        return
    if fact.path and fact.path[0] not in (ANY, "0", "1", "2", "3") and name not in ("get", "getAll", "entries", "toString", "bind"):
        flow.leave(call, -1, state)
        return
    if name in ("entries", "get") and fact.path:
        part = _entries_of(fact) if name == "entries" else fact.part((flow.pure.text(given[0]) if given else None) or ANY)
        if part is not None:
            flow.push(call, part, state)
        return
    if name in TESTS and given and not (fact.path and fact.path[0] == CALL):
        comparisons.verdict(flow, call, given[0], fact.at(()), state)
        return
    if name in _EXTRACTS and given:
        flow.push(call, fact.at(()), state)
        comparisons.verdict(flow, call, given[0], fact.at(()), state)
        return
    if name.startswith("toLocale") and name.endswith("String"):
        flow.push(call, replace(fact, mode=Mode.SHOWN, path=()) if fact.mode is Mode.VALUE else fact, state)
        return
    if name in _MUTATORS and name != "update":
        return
    flow.push(
        call,
        fact if fact.path[:1] == (ANY,) and name in ("slice", "reverse", "flat", "concat", "sort", "entries", "values") else fact.at(()),
        state,
    )


def _iterated(flow: "Flow", call: Node, name: str, given: Sequence[Node], fact: Fact, state: State) -> None:
    element = fact.part(ANY) if fact.path and name not in ("then", "finally") else fact
    if element is None or not given:
        if name in ("sort", "filter"):
            flow.push(call, fact, state)
        return
    for function in flow.meaning.functions(given[0])[:3]:
        patterns = parameters(function)
        position = 1 if name == "reduce" else 0
        if position < len(patterns):
            flow.bind(patterns[position], element.into(call, function) if name in ("then", "reduce") else element, state)
    if name in ("filter", "find", "sort", "findLast"):
        flow.push(call, fact if name in ("filter", "sort") else element, state)
    if not flow.meaning.functions(given[0]):
        flow.push(call, fact, state, inferred=True)
