"""What an expression may stand for while a program is followed: constants, objects, functions, and the signals in it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from scanner.analyze.tracing import MAX_ALTERNATIVES, Taint, together
from scanner.code.python.syntax import Module

_MAX_DEPTH = 6
_MAX_CONTAINERS = 200
"""Containers inside of one value that are looked into."""


class Unknown:
    """The constant of a value that is not known."""


UNKNOWN = Unknown()


@dataclass(eq=False, slots=True)
class Function:
    """A function, lambda or method of the program."""

    module: Module
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: "Scope"
    owner: "Class | None" = None


@dataclass(eq=False, slots=True)
class Class:
    """A class of the program. One abstract instance stands for all."""

    name: str
    scope: "Scope"
    bases: tuple["Value", ...]
    instance: "Thing"


@dataclass(eq=False, slots=True)
class Thing:
    """A list, tuple, set, dictionary, or the instance of a class: contents may change."""

    kind: Literal["list", "tuple", "set", "dict", "instance"]
    elements: list["Value"] = field(default_factory=list)
    fields: dict[object, "Value"] = field(default_factory=dict)
    taint: Taint | None = None
    """Of what it contains beyond its listed contents, or of a condition under which it was changed."""
    owner: "Class | None" = None


@dataclass(eq=False, slots=True)
class Scope:
    """Names of a module, class or function."""

    module: Module
    names: dict[str, "Value"] = field(default_factory=dict)
    outer: "Scope | None" = None
    globals: "Scope | None" = None
    is_class: bool = False
    declared_global: set[str] = field(default_factory=set)

    def find(self, name: str) -> "Value | None":
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not scope.is_class):
                return scope.names[name]
            scope = scope.outer
        return None

    def bind(self, name: str, value: "Value") -> None:
        if name in self.declared_global:
            holder: Scope | None = self.outer
            while holder is not None and name not in holder.names:
                holder = holder.outer
            (holder or self.globals or self).names[name] = value
        else:
            self.names[name] = value


Ref = Function | Class | Thing | Scope


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """One abstract value. The default one is known in nothing."""

    const: object = UNKNOWN
    """A constant of Python; UNKNOWN where it is not one."""
    taint: Taint | None = None
    path: str | None = None
    """Dotted name of what is outside of the program, as rules write it ("time.tzname", "requests.Session().post")."""
    refs: tuple[Ref, ...] = ()
    is_decoded: bool = False
    """True for a constant that the program undoes an encoding of."""
    options: tuple["Value", ...] = ()
    """The values it may be, where a condition decided; empty: only this one."""
    bound: "Value | None" = None
    """The receiver of a method."""
    is_keyed: bool = False
    """True for something unknown that holds signals only as items under keys which the program states."""

    @property
    def is_const(self) -> bool:
        return not isinstance(self.const, Unknown)

    def tainted(self, taint: Taint | None) -> "Value":
        return self if taint is None else replace(self, taint=taint.merged(self.taint))

    def thing(self) -> Thing | None:
        return next((ref for ref in self.refs if isinstance(ref, Thing)), None)


NOTHING = Value()
Arguments = tuple[tuple[Value, ...], tuple[tuple[str, Value], ...]]
"""Of a call: values by position, and by name."""


def taint_of(value: Value, *, with_fields: bool = False) -> Taint | None:
    """The signals in a value and in the items of a container. The fields of an instance count only where they are asked for:
    one abstract instance stands for all, and most uses of an object are no use of all its fields."""
    if not value.refs:
        return value.taint
    found = value.taint
    seen: set[Thing] = set()
    waiting = list(value.refs)
    while waiting and len(seen) < _MAX_CONTAINERS:
        ref = waiting.pop()
        if not isinstance(ref, Thing) or ref in seen or (ref.kind == "instance" and not with_fields):
            continue  # functions and modules hold no value of their own
        seen.add(ref)
        found = together(found, ref.taint)
        for item in contents(ref):
            if item.taint is not None:
                found = together(found, item.taint)
            waiting += item.refs
    return found


def contents(thing: Thing) -> Iterator[Value]:
    yield from thing.elements[:2000]
    yield from thing.fields.values()


def concrete(value: Value, depth: int = 0) -> object:
    """The constant that a value is, containers rebuilt; UNKNOWN where a part is not known or depends on a signal."""
    if value.is_const or value.taint is not None or not value.refs or depth > _MAX_DEPTH:
        return value.const
    thing = value.thing()
    if thing is None or thing.taint is not None or thing.kind == "instance" or (thing.kind == "dict" and thing.elements):
        return UNKNOWN
    items = []
    for item in contents(thing):
        known = concrete(item, depth + 1)
        if known is UNKNOWN:
            return UNKNOWN
        items.append(known)
    if thing.kind == "dict":
        return dict(zip(thing.fields, items, strict=False))
    try:
        return items if thing.kind == "list" else tuple(items) if thing.kind == "tuple" else frozenset(items)
    except TypeError:
        return UNKNOWN  # a set of what cannot be in a set


def entries_of(value: Value) -> tuple[str, ...]:
    """The texts in a list, set, tuple or dictionary of constants (its keys); empty for anything else."""
    known = concrete(value)
    if isinstance(known, str | bytes | Unknown) or not isinstance(known, list | tuple | set | frozenset | dict):
        return ()
    texts = [str(item) for item in known if isinstance(item, str | int | float)]
    return tuple(sorted(texts) if isinstance(known, set | frozenset) else texts)


def is_decoded(value: Value) -> bool:
    """Whether any part of it was decoded."""
    if value.is_decoded:
        return True
    thing = value.thing()
    return thing is not None and any(item.is_decoded for item in list(contents(thing))[:50])


def joined(values: tuple[Value, ...], taint: Taint | None) -> Value:
    """One of the values, decided by what the taint says."""
    first = values[0]
    refs = tuple(dict.fromkeys(ref for value in values for ref in value.refs))[:8]
    merged = together(taint, *(value.taint for value in values))
    is_same = all(value.is_const and value.const == first.const and type(value.const) is type(first.const) for value in values)
    options = tuple(option for value in values for option in (value.options or (value,)))[:MAX_ALTERNATIVES]
    return Value(
        const=first.const if is_same else UNKNOWN,
        taint=merged,
        refs=refs,
        options=() if is_same else options,
        path=first.path if all(value.path == first.path for value in values) else next((v.path for v in values if v.path), None),
        is_decoded=any(value.is_decoded for value in values),
        is_keyed=taint is None and merged is not None and all(value.taint is None or value.is_keyed for value in values),
    )


def spelled(value: object) -> str:
    """A constant as text; of numbers with more digits than Python spells out, and what holds such, nothing."""
    try:
        return str(value)
    except ValueError:
        return ""


def texts_of(value: Value, depth: int = 0) -> tuple[str, ...]:
    """The literals that a value may be, as text."""
    if value.options:
        return tuple(dict.fromkeys(text for option in value.options for text in texts_of(option, depth)))[:MAX_ALTERNATIVES]
    known = concrete(value)
    if isinstance(known, str):
        return (known,)
    if isinstance(known, bytes):
        return (known.decode("utf-8", "replace"),)
    if isinstance(known, bool | int | float):
        return (spelled(known),)
    if isinstance(known, list | tuple):
        return (", ".join(map(spelled, known)),)
    if isinstance(known, dict):
        return (", ".join(f"{spelled(key)}: {spelled(item)}" for key, item in known.items()),)
    return ()
