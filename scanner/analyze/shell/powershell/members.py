"""Members and methods of .NET types and objects, as far as scripts use them to make texts, lists and requests."""

import re
from collections.abc import Callable

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import Truth, each_case, value_of
from scanner.analyze.shell.powershell.arguments import Given
from scanner.analyze.shell.powershell.classes import call_held, call_method, is_object, static_call, static_field
from scanner.analyze.shell.powershell.figures import asked
from scanner.analyze.shell.powershell.kept import holds_key, is_of_many, may_hold, size_of
from scanner.analyze.shell.powershell.methods import text_method
from scanner.analyze.shell.powershell.operators import compared, place_in, value_of_truth
from scanner.analyze.shell.powershell.pipelines import closure, is_code, run_chosen
from scanner.analyze.shell.powershell.scope import field_of, items_of, kind_of, unit, with_field
from scanner.analyze.shell.powershell.sending import sends, started
from scanner.analyze.shell.powershell.statics import bare_type, bytes_of_text, digest, static, static_member, text_of_bytes, written_to
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import (
    EMPTY,
    Block,
    Choice,
    Hole,
    Listing,
    Table,
    Text,
    Value,
    as_text,
    choose,
    concat,
    known,
    of_hole,
    taint_of,
)
from scanner.analyze.tracing import together
from scanner.code.numbers import is_number
from scanner.code.shell import power_nodes as nodes

_GROWING = frozenset(
    {
        "add",
        "append",
        "appendline",
        "insert",
        "addrange",
        "tryaddwithoutvalidation",
        "set",
        "set_item",
        "remove",
        "clear",
        "push",
        "enqueue",
        "setrequestheader",
    }
)
_GIVING_NOTHING = frozenset({"dispose", "close", "flush"})
_CLOCK = {
    "year": "year",
    "month": "month",
    "day": "day",
    "hour": "hour",
    "minute": "minute",
    "second": "second",
    "dayofweek": "weekday",
    "ticks": "epoch",
}


def source(machine: Machine, node: nodes.Node) -> str:
    """The text of an expression, without blanks."""
    assert machine.module is not None
    return re.sub(r"\s+", "", machine.module.text.text[node.start : node.end])[:300]


def read_of(machine: Machine, node: nodes.Node) -> Text | None:
    """The signal that the whole expression reads; None: it reads none."""
    text = source(machine, node)
    if not text.startswith(("[", "(")) or "{" in text or machine.anchor is not None:
        return None
    signal = machine.readers.of_command(text)
    return machine.told(node, signal, text, text, lambda host: host.command(text)) if signal is not None else None


def member(machine: Machine, state: State, node: nodes.Member) -> Value:
    """`whole.name`, `[type]::name`."""
    assert machine.power is not None
    signal = read_of(machine, node)
    key = as_text(unit(machine.power.evaluate(machine, state, node.name)))
    name = key.plain or ""
    if signal is not None:
        return _column(signal, name) or signal
    if isinstance(node.whole, nodes.TypeName):
        own = static_field(state, bare_type(node.whole.name), name.lower())
        return own if own is not None else static_member(machine, state, node, node.whole.name, name)
    whole = unit(machine.power.evaluate(machine, state, node.whole))
    return value_of(each_case((whole, key), lambda given: member_of(machine, given[0], as_text(given[1]).plain or ""), state.pinned))


def member_of(machine: Machine, value: Value, name: str) -> Value:
    low = name.lower()
    if isinstance(value, Table):
        found = field_of(value, name)
        if found is not None:
            return found
        visible = tuple((key, item) for key, item in value.pairs if key != "__type")
        if low in ("keys", "name"):
            return Listing(tuple(machine.restored(key) for key, _ in visible))
        if low == "values":
            return Listing(tuple(item for _, item in visible))
        if low in ("count", "length"):
            return size_of(machine, value) if holds_key(machine, value) else known(str(len(visible)))
        return Table(()) if low.endswith("headers") else may_hold(machine, value, name) or EMPTY
    if isinstance(value, Listing):
        if low in ("count", "length"):
            return _size(machine, value)
        return Listing(tuple(member_of(machine, item, name) for item in value.items))
    if isinstance(value, Block):
        return EMPTY
    text = as_text(value)
    if text.plain is not None:
        if (found := asked(text.plain, low) or _column(text, name)) is not None:
            return found
        return known(str(len(text.plain))) if low == "length" else known("1" if text.plain else "0") if low == "count" else EMPTY
    return _of_hole(machine, text, low, name)


def _size(machine: Machine, value: Listing) -> Value:
    """How many items a list has: not known where one of them stands for many."""
    if any(is_of_many(item) for item in value.items):
        return machine.unknown(f"count of {machine.spelled(as_usual(value))}"[:300], source="number")
    return known(str(len(value.items)))


def _column(text: Text, name: str) -> Text | None:
    """What stands below a name, in an object as it is printed: a line of names, one of dashes, one of words; None: it is no such text."""
    rows = [line.split() for line in (text.plain or "").strip().splitlines()]
    if len(rows) < 3 or not all(set(word) == {"-"} for word in rows[1]):
        return None
    return next((known(word) for head, word in zip(rows[0], rows[2], strict=False) if head.lower() == name.lower()), None)


def _of_hole(machine: Machine, text: Text, low: str, name: str) -> Value:
    hole = text.parts[0] if len(text.parts) == 1 else None
    if not isinstance(hole, Hole):
        return machine.unknown(f"({machine.spelled(text)}).{low}", text.taint)
    if hole.source == "time" and low in _CLOCK:
        return of_hole(machine.hole(f"date {low} {hole.label}", source="time", base=f"moment {_CLOCK[low]}", change="date_format"))
    if hole.source == "time" and low in ("date", "timeofday", "datetime"):
        return text
    return machine.unknown(f"{hole.label}.{name}", text.taint, source=hole.source)


def called(machine: Machine, state: State, node: nodes.Invocation) -> Value:
    """`whole.name(...)`, `[type]::name(...)`."""
    assert machine.power is not None
    evaluate = machine.power.evaluate
    signal = read_of(machine, node)
    if signal is not None:
        return signal
    name = (as_text(evaluate(machine, state, node.name)).plain or "").lower()
    arguments = [unit(evaluate(machine, state, argument)) for argument in node.arguments]
    if isinstance(node.whole, nodes.TypeName):
        own = static_call(machine, state, bare_type(node.whole.name), name, arguments)
        return own if own is not None else static(machine, state, node, node.whole.name, name, arguments)
    if isinstance(node.whole, nodes.Member) and isinstance(node.whole.whole, nodes.TypeName):
        stream = as_text(evaluate(machine, state, node.whole.name)).plain or ""
        if (printed := written_to(node.whole.whole.name, stream, name, arguments)) is not None:
            return printed
    return _called_on(machine, state, node, evaluate(machine, state, node.whole), name, arguments)


def _called_on(machine: Machine, state: State, node: nodes.Invocation, raw: Value, name: str, arguments: list[Value]) -> Value:
    assert machine.power is not None
    if is_object(raw):
        return call_method(machine, state, node, raw, name, arguments)
    if name in _GROWING and (_is_collection(raw) or _is_nothing_yet(raw)):
        machine.power.change(machine, state, node.whole, _growing(machine, name, arguments), is_list=True)
        return EMPTY
    whole = unit(raw)
    if name in ("append", "appendline") and isinstance(whole, Text):
        machine.power.change(machine, state, node.whole, _growing(machine, name, arguments))
        return EMPTY
    if is_code(whole):
        return (
            closure(machine, state, whole) if name == "getnewclosure" else run_chosen(machine, state, whole, Given({}, arguments, []), None)
        )
    if isinstance(whole, Table | Choice) and name == "getenumerator":
        return _enumerated(machine, whole)
    if isinstance(whole, Table):
        return _of_table(machine, state, node, whole, name, arguments)
    if isinstance(whole, Listing) and name in ("contains", "indexof") and arguments:
        return _found_in(machine, state, node, whole, name, arguments)
    if name in ("where", "foreach") and arguments and isinstance(arguments[0], Block):
        return machine.cmdlets[f"{name}-object"](machine, state, node, Given({}, arguments[:1], []), whole)
    if (name == "tostring" and not arguments) or (
        name in ("trim", "result", "getawaiter", "getresult", "invoke", "clone", "toarray", "asreadonly") and _is_collection(raw)
    ):
        return raw if isinstance(raw, Listing) and name == "toarray" else whole
    return text_method(machine, state, node, whole, name, arguments)


def _is_collection(value: Value) -> bool:
    """Whether a value is a list or table, on all ways that it may be."""
    return all(map(_is_collection, value.options)) if isinstance(value, Choice) else isinstance(value, Table | Listing)


def _is_nothing_yet(value: Value) -> bool:
    """Whether a value may be a list that is still empty: as one of several results it would be nothing."""
    if isinstance(value, Choice):
        return all(_is_nothing_yet(option) or _is_collection(option) for option in value.options)
    return isinstance(value, Text) and not value.parts


def _found_in(machine: Machine, state: State, node: nodes.Invocation, whole: Listing, name: str, arguments: list[Value]) -> Value:
    """Whether, or where, an item is in a list."""
    if name == "indexof":
        return place_in(machine, state, node, whole, arguments[0])
    return value_of_truth(machine, state, node, _is_item(machine, state, node, whole, arguments))


def _is_item(machine: Machine, state: State, node: nodes.Node, whole: Listing, arguments: list[Value]) -> Truth:
    return compared(machine, state, node, "in", arguments[0] if arguments else EMPTY, whole)


def _of_table(machine: Machine, state: State, node: nodes.Invocation, whole: Table, name: str, arguments: list[Value]) -> Value:
    kind = kind_of(whole)
    if kind == "hash" and name == "computehash" and arguments:
        return digest(machine, as_text(field_of(whole, "algorithm") or known("sha256")).plain or "sha256", arguments[0])
    if kind == "encoding" and arguments:
        if name == "getstring":
            return text_of_bytes(machine, state, node, arguments, as_text(field_of(whole, "name") or EMPTY).plain or "utf8")
        return bytes_of_text(machine, state, node, arguments)
    if kind is not None and (sent := sends(machine, state, node, whole, kind, name, arguments)) is not None:
        return sent
    if name in _GIVING_NOTHING:
        return EMPTY
    if isinstance(held := field_of(whole, name), Block):
        return call_held(machine, state, node, whole, held, arguments)
    if name in ("containskey", "contains") and arguments:
        keys = Listing(tuple(known(key) for key, _ in whole.pairs if key != "__type"))
        found = _is_item(machine, state, node, keys, arguments)
        return value_of_truth(machine, state, node, found if found is True else holds_key(machine, whole) or found)
    if name in ("tostring", "toarray", "readtoend", "readtoendasync") and kind is not None:
        return field_of(whole, "text") or whole
    if name in ("get_item", "item", "getvalueordefault") and arguments:
        key = as_text(arguments[0])
        return (field_of(whole, key.plain) if key.plain is not None else None) or may_hold(machine, whole, key.plain or "") or EMPTY
    if name == "invoke" and kind == "process":
        return started(machine, state, node, whole)
    return machine.unknown(
        f"{kind or 'object'}.{name}({', '.join(machine.spelled(as_text(one)) for one in arguments)})"[:300],
        together(*(taint_of(one) for one in arguments)),
    )


def _enumerated(machine: Machine, value: Value) -> Value:
    """The pairs of a table as objects; of a choice among tables, of each."""
    if isinstance(value, Choice):
        return choose(value.condition, [_enumerated(machine, option) for option in value.options])
    if not isinstance(value, Table):
        return value
    named = [(machine.restored(key), item) for key, item in value.pairs]
    return Listing(tuple(Table((("Name", key), ("Key", key), ("Value", item))) for key, item in named))


def _growing(machine: Machine, name: str, arguments: list[Value]) -> Callable[[Value], Value]:
    def grown(whole: Value) -> Value:
        if isinstance(whole, Text) and not whole.parts and name not in ("append", "appendline"):
            whole = Listing(()) if len(arguments) == 1 or name in ("clear", "remove", "insert") else Table(())
        if isinstance(whole, Listing):
            if name == "addrange":
                return Listing((*whole.items, *(item for one in arguments for item in items_of(one))))
            if name == "insert" and len(arguments) == 2:
                place = as_text(arguments[0]).plain
                at = int(place) if place is not None and is_number(place) else len(whole.items)
                return Listing((*whole.items[:at], arguments[1], *whole.items[at:]))
            return Listing((*whole.items, *arguments)) if name not in ("remove", "clear") else whole if name == "remove" else Listing(())
        if isinstance(whole, Text):
            return concat((whole, *arguments, *((known("\n"),) if name == "appendline" else ())))
        if not isinstance(whole, Table):
            return whole
        return _grown_table(whole, name, arguments)

    return grown


def _grown_table(whole: Table, name: str, arguments: list[Value]) -> Value:
    if kind_of(whole) == "builder":
        return with_field(
            whole, "text", concat((field_of(whole, "text") or EMPTY, *arguments[:1], *((known("\n"),) if name == "appendline" else ())))
        )
    if name == "clear":
        return Table(())
    key = as_text(arguments[0]).plain if arguments else None
    if key is None:
        return whole
    if name == "remove":
        return Table(tuple(pair for pair in whole.pairs if pair[0].lower() != key.lower()))
    if len(arguments) == 1:
        head, mark, rest = key.partition(":")
        return with_field(whole, head.strip(), known(rest.strip())) if mark else whole
    if len(arguments) == 3 and name == "insert":
        spelled = as_text(arguments[1]).plain or "?"
        place = int(key) if is_number(key) else len(whole.pairs)
        return Table((*whole.pairs[:place], (spelled, arguments[2]), *whole.pairs[place:]))
    return with_field(whole, key, arguments[1])
