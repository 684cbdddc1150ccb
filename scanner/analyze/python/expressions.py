"""Following expressions: names, attributes, operators, comparisons, choices, texts, comprehensions."""

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product

from scanner.analyze.decode.names import is_value_of_place
from scanner.analyze.plainly import UNSET, names_languages
from scanner.analyze.python.constants import COMPARISONS, computed, operated
from scanner.analyze.python.machine import Machine
from scanner.analyze.python.slicing import sliced
from scanner.analyze.python.statements import bind, chosen, element, members
from scanner.analyze.python.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Function,
    Scope,
    Thing,
    Value,
    concrete,
    entries_of,
    is_decoded,
    joined,
    taint_of,
    texts_of,
)
from scanner.analyze.python.yielding import collect_yielded
from scanner.analyze.tracing import COMPOSED_CHARS, Taint, is_prose, together

_MAX_TEXTS = 16
_MAX_ITEMS = 6000


def evaluate(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    """What an expression may stand for."""
    machine.spend()
    value = _EXPRESSIONS.get(type(node), _other)(machine, node, scope)
    if value.taint is not None:
        machine.noticed += 1
    return value


def compared(machine: Machine, node: ast.AST, scope: Scope, one: Value, others: tuple[Value, ...], *, is_membership: bool = False) -> Value:
    """The result of a test of one value against others. Against nothing (None, an empty text) it tells only whether it is set."""
    taint = together(taint_of(one), *(taint_of(other) for other in others))
    if taint is None:
        return NOTHING
    sides = (one, *others)
    if is_membership and any(names_languages(concrete(side)) for side in others):
        return Value(taint=taint)
    entries = tuple(dict.fromkeys(text for side in sides if taint_of(side) is None for text in (entries_of(side) or texts_of(side))))
    telling = tuple(entry for entry in entries if not _tells_only_form(entry, taint.signals) and not is_prose(entry))
    if taint.is_composed:
        telling = tuple(entry for entry in telling if is_value_of_place(entry))
    if not telling or _is_week(entries) or all(side.const is None for side in sides if taint_of(side) is None):
        return Value(taint=taint)
    is_list = len(telling) > 1 or (is_membership and any(entries_of(side) for side in sides))
    kind: Taint = Taint(
        signals=taint.signals,
        steps=(),
        list_entries=telling,
        compared="encoded_list"
        if any(is_decoded(side) for side in sides)
        else "hard_coded_list"
        if is_list and len(telling) > 1
        else "literal",
    )
    tested = together(taint, kind)
    assert tested is not None
    named = ", ".join(telling[:4]) + (f" and {len(telling) - 4} more" if len(telling) > 4 else "")
    result = machine.step(scope, node, "compare", f"compared with {named}", tested, ", ".join(telling[:200]) if is_list else None)
    if is_list:
        machine.decided(scope, node, result)
    return Value(taint=result)


def _is_week(entries: tuple[str, ...]) -> bool:
    """Whether these are all days of the week, counted from 0 or 1: what is held against them is the day of a moment, and no place."""
    days = {part.strip("()[] ") for entry in entries for part in entry.split(",")}
    return set(map(str, range(1, 7))) <= days <= set(map(str, range(8)))


def _tells_only_form(entry: str, signals: frozenset[str]) -> bool:
    """Whether a comparison with a text asks only if a value is set, or how it is written: `default`, `https://`, the locale `C`."""
    plain = entry.strip("/:").lower()
    if plain in UNSET:
        return True
    if signals <= _ADDRESSES:
        return plain in _SCHEMES or entry.startswith("/") or ("/" in entry and "." not in entry and ":" not in entry)
    if signals <= _NUMBERED and _NO_NUMBER.search(entry) and not _NUMBER.search(entry):
        return True  # the name of what a program of the system answers
    if signals <= _IDENTITIES:
        return not any(map(str.isalnum, entry)) or _TAKES_OUT.search(entry) is not None
    return signals <= _LOCALES and entry.split(".")[0] in ("C", "POSIX")


_ADDRESSES = frozenset({"gateway_host", "proxy_host", "package_mirror"})
_IDENTITIES = frozenset({"machine_id", "mac_address", "host_name", "user_name"})
_NUMBERED = frozenset({"machine_id", "mac_address"})
_NO_NUMBER = re.compile(r"[g-z]", re.IGNORECASE)
"""What hexadecimal identifiers never hold."""
_NUMBER = re.compile(r"(?=[0-9a-f]{4})[0-9a-f]{0,8}[0-9]", re.IGNORECASE)
_TAKES_OUT = re.compile(r"\((?:\?P<\w+>)?(?:\.|\\[SwdD]|\[[^\]]*\])[+*{]")
"""A pattern that takes a part out of what a program of the system answers: what it says around that part names it."""
_SCHEMES = frozenset({"http", "https", "socks", "socks4", "socks5", "socks5h", "ws", "wss"})
_LOCALES = frozenset({"locale", "language"})


def attribute_of(machine: Machine, node: ast.AST, receiver: Value, name: str, scope: Scope) -> Value:
    """An attribute of a value: of an object or module of the program, or a longer dotted name."""
    found = [value for ref in receiver.refs for value in (_of_ref(ref, name),) if value is not None]
    if found:
        value = joined(tuple(found), None) if len(found) > 1 else found[0]
        return value.tainted(receiver.taint)
    path = f"{receiver.path}.{name}" if receiver.path else None
    taint = taint_of(receiver)
    signal = machine.readers.of_path(path) if path else None
    if signal is not None and path is not None:
        taint = together(machine.read(scope, node, signal, path), taint)
    return Value(taint=taint, path=path, bound=receiver)


def _of_ref(ref: object, name: str) -> Value | None:
    if isinstance(ref, Scope):
        return ref.names.get(name)
    if isinstance(ref, Class):
        return class_member(ref, name) or ref.instance.fields.get(name)
    if isinstance(ref, Thing) and ref.kind == "instance":
        own = ref.fields.get(name)
        member = class_member(ref.owner, name) if ref.owner is not None else None
        if own is not None:
            return own
        return replace(member, bound=Value(refs=(ref,))) if member is not None else None
    return None


def class_member(owner: Class, name: str, depth: int = 0) -> Value | None:
    """What a class or one of its bases defines under a name."""
    if name in owner.scope.names:
        return owner.scope.names[name]
    if depth > 8:
        return None
    for base in owner.bases:
        for ref in base.refs:
            if isinstance(ref, Class) and (found := class_member(ref, name, depth + 1)) is not None:
                return found
    return None


def _constant(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Constant)
    return NOTHING if node.value is ... else Value(const=node.value)


def _name(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Name)
    found = scope.find(node.id)
    if found is None:
        return Value(path=node.id)
    if found.path is not None and found.taint is None and (signal := machine.readers.of_path(found.path)) is not None:
        return replace(found, taint=machine.read(scope, node, signal, found.path))
    return found


def _attribute(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Attribute)
    found = attribute_of(machine, node, machine.evaluate(machine, node.value, scope), node.attr, scope)
    for ref in found.refs:
        if isinstance(ref, Function) and _is_property(ref):
            return machine.enter(machine, node, ref, found.bound, ((), ()))
    return found


def _is_property(function: Function) -> bool:
    return isinstance(function.node, ast.FunctionDef) and any(
        getattr(decorator, "id", getattr(decorator, "attr", "")) in ("property", "cached_property")
        for decorator in function.node.decorator_list
    )


def _subscript(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Subscript)
    holder = machine.evaluate(machine, node.value, scope)
    if isinstance(node.slice, ast.Slice):
        return sliced(machine, node, node.slice, holder, scope)
    key = machine.evaluate(machine, node.slice, scope)
    if holder.path in ("os.environ", "os.environb"):
        return environment(machine, node, scope, key)
    key_taint = taint_of(key)
    if key_taint is not None:
        return looked_up(machine, node, scope, holder, key, None)
    return element(holder, concrete(key))


def environment(machine: Machine, node: ast.AST, scope: Scope, key: Value, default: Value | None = None) -> Value:
    """The value of an environment variable; with the default it may have instead."""
    taints = [taint_of(default) if default is not None else None]
    for name in texts_of(key):
        signal = machine.readers.of_variable(name)
        if signal is not None:
            taints.append(machine.read(scope, node, signal, f"os.environ[{name}]"))
    taint = together(*taints)
    return Value(taint=taint, path="os.environ[]") if taint is None else Value(taint=taint)


def looked_up(machine: Machine, node: ast.AST, scope: Scope, holder: Value, key: Value, default: Value | None) -> Value:
    """A table asked for what a signal says: its keys are what it is compared with, its values what it chooses among."""
    thing = holder.thing()
    known = concrete(holder)
    values: tuple[Value, ...] = ()
    keys: tuple[str, ...] = ()
    if thing is not None:
        values = tuple(thing.fields.values()) if thing.kind == "dict" else tuple(thing.elements)
        keys = tuple(str(name) for name in thing.fields)
    elif isinstance(known, dict):
        values, keys = tuple(Value(const=item) for item in known.values()), tuple(map(str, known))
    elif isinstance(known, list | tuple):
        values = tuple(Value(const=item) for item in known)
    taint = taint_of(key)
    assert taint is not None
    if names_languages(known):
        return Value(taint=taint)  # the same in other words
    if keys and not taint.decides:
        test = compared(machine, node, scope, key, (Value(const=keys),), is_membership=True)
        taint = together(taint, test.taint) or taint
    if default is not None:
        values = (*values, default)
    if not values:
        return Value(taint=together(taint, taint_of(holder)))
    return chosen(machine, node, scope, values[:64], taint)


def _compare(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Compare)
    left = machine.evaluate(machine, node.left, scope)
    results = []
    for operation, right_node in zip(node.ops, node.comparators, strict=True):
        right = machine.evaluate(machine, right_node, scope)
        name = type(operation).__name__
        one, other = concrete(left), concrete(right)
        if one is not UNKNOWN and other is not UNKNOWN and taint_of(left) is None and taint_of(right) is None:
            results.append(Value(const=computed(COMPARISONS[name], one, other)))
        elif isinstance(operation, ast.Is | ast.IsNot):
            results.append(Value(taint=together(taint_of(left), taint_of(right))))
        elif isinstance(operation, ast.In | ast.NotIn):
            results.append(compared(machine, node, scope, left, (_keys_of(right, concrete(left)),), is_membership=True))
        else:
            results.append(compared(machine, node, scope, left, (right,)))
        left = right
    return results[0] if len(results) == 1 else Value(taint=together(*(result.taint for result in results)))


def _keys_of(holder: Value, key: object) -> Value:
    """What a test for a key that is known asks about: of a table not what it holds, but for what decided that the key is put there."""
    if not isinstance(key, str):
        return holder
    thing = holder.thing()
    if thing is None or thing.kind != "dict":
        return NOTHING if holder.is_keyed else holder
    put = thing.fields[key].taint if key in thing.fields else None
    decided = put if put is not None and put.decides else None
    return Value(taint=together(holder.taint, thing.taint, decided, *(taint_of(item) for item in thing.elements)))


def _boolean(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.BoolOp)
    values = [machine.evaluate(machine, node.values[0], scope)]
    with machine.under(node, taint_of(values[0])):
        values += [machine.evaluate(machine, item, scope) for item in node.values[1:]]
    if all(value.is_const and value.taint is None for value in values):
        is_or = isinstance(node.op, ast.Or)
        return next((value for value in values if bool(value.const) is is_or), values[-1])
    first = taint_of(values[0])
    if first is not None and first.decides and not _are_tests(values):
        return chosen(machine, node, scope, tuple(values[1:]), together(*(taint_of(value) for value in values[:-1])))
    taint = together(*(taint_of(value) for value in values))
    return replace(joined(tuple(values), None), taint=taint)


def _are_tests(values: list[Value]) -> bool:
    """Whether the last one is a test too, so that the whole is a test and no choice."""
    return not texts_of(values[-1]) or isinstance(values[-1].const, bool)


def _choice(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.IfExp)
    test = machine.evaluate(machine, node.test, scope)
    if machine.constant_loops and test.is_const:
        return machine.evaluate(machine, node.body if test.const else node.orelse, scope)
    taint = taint_of(test)
    with machine.under(node, taint):
        branches = (machine.evaluate(machine, node.body, scope), machine.evaluate(machine, node.orelse, scope))
    return chosen(machine, node, scope, branches, taint)


def _binary(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.BinOp)
    left, right = machine.evaluate(machine, node.left, scope), machine.evaluate(machine, node.right, scope)
    name = type(node.op).__name__
    one, other = concrete(left), concrete(right)
    taint = together(taint_of(left), taint_of(right))
    if one is not UNKNOWN and other is not UNKNOWN:
        if name == "Div" and isinstance(one, str) and isinstance(other, str):
            return _below(machine, node, scope, f"{one}/{other}", left)
        result = operated(name, one, other)
        return Value(const=result, taint=taint, is_decoded=left.is_decoded or right.is_decoded or (name == "BitXor"))
    if name == "Mod" and isinstance(one, str):
        return Value(taint=taint, options=_formatted(one, right))
    if name in ("BitAnd", "Sub") and taint is not None and (entries_of(left) or entries_of(right)):
        return compared(machine, node, scope, left, (right,), is_membership=True)
    return Value(taint=taint, options=_concatenated((left, right)) if name == "Add" else ())


def _below(machine: Machine, node: ast.AST, scope: Scope, text: str, folder: Value) -> Value:
    """A path put together with `/`."""
    signal = machine.readers.of_file(text)
    taint = machine.read(scope, node, signal, f"file {text}") if signal is not None else None
    return Value(const=text, taint=together(taint, folder.taint), path=folder.path)


def _concatenated(parts: tuple[Value, ...]) -> tuple[Value, ...]:
    """The texts that a text put together of parts may be; empty where a part is not known, or there are too many."""
    known = [texts_of(part) for part in parts]
    if not all(known):
        known = [texts or ("…",) for texts in known]
    count = 1
    for texts in known:
        count *= len(texts)
    if count > _MAX_TEXTS:
        return ()
    return tuple(Value(const="".join(combination)) for combination in product(*known))


def _formatted(template: str, filling: Value) -> tuple[Value, ...]:
    texts = texts_of(filling) or ("…",)
    return tuple(Value(const=template.replace("%s", text, 1)) for text in texts)


def _text(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.JoinedStr)
    parts = tuple(machine.evaluate(machine, part, scope) for part in node.values)
    taint = together(*(taint_of(part) for part in parts))
    if taint is None and all(isinstance(concrete(part), str) for part in parts):
        return Value(const="".join(str(concrete(part)) for part in parts))
    if taint is not None:
        own = sum(len(part.const) for part in parts if isinstance(part.const, str))
        composed = replace(taint, is_composed=taint.is_composed or own >= COMPOSED_CHARS)
        taint = machine.step(scope, node, "build", "put into a text", composed)
    return Value(taint=taint, options=_concatenated(parts))


def _formatted_value(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.FormattedValue)
    value = machine.evaluate(machine, node.value, scope)
    if node.format_spec is not None:
        spec = machine.evaluate(machine, node.format_spec, scope)
        return Value(taint=together(taint_of(value), taint_of(spec)), options=spec.options if taint_of(spec) else ())
    known = concrete(value)
    return Value(const=str(known)) if known is not UNKNOWN and value.taint is None else value


def _sequence(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.List | ast.Tuple | ast.Set)
    kind = {ast.List: "list", ast.Tuple: "tuple", ast.Set: "set"}[type(node)]
    thing = Thing(kind="list" if kind == "list" else "tuple" if kind == "tuple" else "set")
    for item in node.elts:
        if isinstance(item, ast.Starred):
            whole = machine.evaluate(machine, item.value, scope)
            inner = members(whole)
            thing.elements += inner if inner is not None else [Value(taint=taint_of(whole))]
        else:
            thing.elements.append(machine.evaluate(machine, item, scope))
    return Value(refs=(thing,))


def _dictionary(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Dict)
    thing = Thing(kind="dict")
    for key_node, item in zip(node.keys, node.values, strict=True):
        value = machine.evaluate(machine, item, scope)
        if key_node is None:
            inner = value.thing()
            if inner is not None:
                thing.fields |= inner.fields
            thing.taint = together(thing.taint, value.taint, inner.taint if inner is not None else None)
            continue
        key = machine.evaluate(machine, key_node, scope)
        known = concrete(key)
        if isinstance(known, str | int | float | bool | bytes | tuple) and taint_of(key) is None:
            thing.fields[known] = value
        else:
            thing.taint = together(thing.taint, taint_of(key), taint_of(value))
            thing.elements.append(value)
    return Value(refs=(thing,))


def _comprehension(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp)
    inner = Scope(module=scope.module, outer=scope, globals=scope.globals or scope)
    thing = Thing(kind="dict" if isinstance(node, ast.DictComp) else "set" if isinstance(node, ast.SetComp) else "list")
    _generate(machine, node, 0, inner, thing)
    return Value(refs=(thing,), is_decoded=any(item.is_decoded for item in thing.elements[:50]))


def _generate(machine: Machine, node: ast.expr, level: int, scope: Scope, thing: Thing) -> None:
    assert isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp)
    if level == len(node.generators):
        if isinstance(node, ast.DictComp):
            key, value = machine.evaluate(machine, node.key, scope), machine.evaluate(machine, node.value, scope)
            known = concrete(key)
            if isinstance(known, str | int | float | bool | bytes | tuple):
                thing.fields[known] = value.tainted(taint_of(key))
            else:
                thing.taint = together(thing.taint, taint_of(key), taint_of(value))
        else:
            thing.elements.append(machine.evaluate(machine, node.elt, scope))
        return
    generator = node.generators[level]
    source = machine.evaluate(machine, generator.iter, scope)
    items = members(source)
    if items is None or len(items) > _MAX_ITEMS:
        items = [Value(taint=taint_of(source))]
    for item in items:
        named = machine.named
        bind(machine, generator.target, item, scope)
        machine.named = named
        tests = [machine.evaluate(machine, test, scope) for test in generator.ifs]
        if any(test.is_const and not test.const for test in tests):
            continue  # filtered out
        taint = together(*(taint_of(test) for test in tests))
        thing.taint = together(thing.taint, taint)
        _generate(machine, node, level + 1, scope, thing)


def _lambda(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Lambda)
    return Value(refs=(Function(module=scope.module, node=node, scope=scope),))


def _walrus(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.NamedExpr)
    value = machine.evaluate(machine, node.value, scope)
    bind(machine, node.target, value, scope)
    return value


def _unary(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.UnaryOp)
    value = machine.evaluate(machine, node.operand, scope)
    if value.is_const and value.taint is None and isinstance(value.const, int | float):
        known = value.const
        if isinstance(node.op, ast.USub):
            return Value(const=-known)
        if isinstance(node.op, ast.Not):
            return Value(const=not known)
    return Value(taint=taint_of(value))


def _wrapped(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Await | ast.Starred | ast.YieldFrom)
    return machine.evaluate(machine, node.value, scope)


def _yielded(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Yield)
    if node.value is not None:
        collect_yielded(machine, node, machine.evaluate(machine, node.value, scope), scope)
    return NOTHING


def _call(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Call)
    return machine.call(machine, node, scope)


def _other(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    return Value(
        taint=together(
            *(taint_of(machine.evaluate(machine, part, scope)) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
        )
    )


_EXPRESSIONS: dict[type, Callable[[Machine, ast.expr, Scope], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.IfExp: _choice,
    ast.BinOp: _binary,
    ast.JoinedStr: _text,
    ast.FormattedValue: _formatted_value,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dictionary,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
    ast.UnaryOp: _unary,
    ast.Await: _wrapped,
    ast.Starred: _wrapped,
    ast.YieldFrom: _wrapped,
    ast.Yield: _yielded,
    ast.Call: _call,
}
