"""Objects of classes that a script declares: tables that know their class, changed where they are kept."""

from collections.abc import Callable, Iterator

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.powershell.arguments import Given
from scanner.analyze.shell.powershell.pipelines import on_ways, run_with
from scanner.analyze.shell.powershell.scope import assign, field_of, kind_of, made, unit, with_field
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Block, Choice, Condition, Table, Value, assume, first_condition
from scanner.code.shell import power_nodes as nodes
from scanner.code.shell.power_classes import CONSTRUCTOR

_OF = "class "
"""Before the name of a class: in the type of its objects, and in the name under which it is kept."""
_MOST_BASES = 12


def declare(machine: Machine, state: State, node: nodes.Class) -> None:
    """A class, with the fields that belong to itself."""
    state.names[f"{_OF}{node.name}"] = Block(node, machine.module)
    for field in node.fields:
        if field.is_static:
            state.names[_static_name(node.name, field.name)] = _default(machine, state, field)


def is_class(state: State, name: str) -> bool:
    """Whether the script declares a class of that name (in lower case)."""
    return f"{_OF}{name}" in state.names


def static_field(state: State, kind: str, name: str) -> Value | None:
    """What a field of a class itself holds; None: it has none of that name."""
    return next((state.names[key] for one, _ in _line(state, kind) if (key := _static_name(one.name, name)) in state.names), None)


def set_static(machine: Machine, state: State, kind: str, name: str, value: Value) -> None:
    """Set a field of a class itself."""
    assign(machine, state, _static_name(kind, name), value, is_outer=True)


def static_call(machine: Machine, state: State, kind: str, name: str, arguments: list[Value]) -> Value | None:
    """What `[kind]::name(...)` gives; None: the script declares no such thing."""
    if not is_class(state, kind):
        return None
    if name == "new":
        return new_object(machine, state, kind, arguments)
    found = _method(state, kind, name, len(arguments))
    return _run(machine, state, found, arguments) if found is not None else None


def new_object(machine: Machine, state: State, kind: str, arguments: list[Value], fields: Table | None = None) -> Value:
    """An object of a class, made by its constructor. fields: what is set in it afterwards."""
    whole = made(f"{_OF}{kind}")
    for one, _ in reversed(list(_line(state, kind))):
        for field in one.fields:
            if not field.is_static:
                whole = with_field(whole, field.spelled, _default(machine, state, field))
    made_so = _with_this(machine, state, whole, lambda: _construct(machine, state, kind, arguments))[1]
    for key, value in fields.pairs if fields is not None else ():
        made_so = with_field(made_so, key, value) if isinstance(made_so, Table) else made_so
    return made_so


def class_of(value: Value) -> str | None:
    """The class of an object; None: it is of none that a script declares."""
    kind = kind_of(value)
    return kind.removeprefix(_OF) if kind is not None and kind.startswith(_OF) else None


def is_object(value: Value) -> bool:
    """Whether a value is such an object, on all ways that it may be."""
    if isinstance(value, Choice):
        return all(map(is_object, value.options))
    condition = _kinds_by(value)
    return all(is_object(assume(value, condition, way)) for way in range(condition.count)) if condition else class_of(value) is not None


def _kinds_by(value: Value) -> Condition | None:
    """The condition that decides of which class an object is; None: none does."""
    kind = field_of(value, "__type") if isinstance(value, Table) else None
    return first_condition((kind,)) if kind is not None else None


def call_method(machine: Machine, state: State, node: nodes.Invocation, whole: Value, name: str, arguments: list[Value]) -> Value:
    """What a method gives. What it changes in its object is changed where that is kept."""
    condition = whole.condition if isinstance(whole, Choice) else _kinds_by(whole)
    if condition is not None:
        return _on_each_way(machine, state, node, whole, condition, name, arguments)
    kind = class_of(whole) or ""
    if name.startswith(CONSTRUCTOR):
        _construct(machine, state, name.removeprefix(CONSTRUCTOR), arguments)
        return EMPTY
    found = _method(state, kind, name, len(arguments))
    if found is None:
        held = field_of(whole, name) if isinstance(whole, Table) else None
        return call_held(machine, state, node, whole, held, arguments) if isinstance(held, Block) else EMPTY
    return _changing(machine, state, node, whole, lambda: _run(machine, state, found, arguments))


def call_held(machine: Machine, state: State, node: nodes.Invocation, whole: Value, held: Block, arguments: list[Value]) -> Value:
    """What a block gives that an object holds as its method."""
    return _changing(machine, state, node, whole, lambda: run_with(machine, state, held, Given({}, arguments, []), None))


def _changing(machine: Machine, state: State, node: nodes.Invocation, whole: Value, run: Callable[[], Value]) -> Value:
    given, after = _with_this(machine, state, whole, run)
    if after is not whole and isinstance(node.whole, nodes.Variable | nodes.Member | nodes.Index) and machine.power is not None:
        machine.power.change(machine, state, node.whole, lambda _: after)
    return given


def uncalled_methods(machine: Machine, state: State) -> Iterator[Callable[[State], None]]:
    """Calls, with whatever is given, of the methods of exported classes that nothing in the script called."""
    for key, value in list(state.names.items()):
        if key.startswith(_OF) and isinstance(value, Block) and isinstance(value.code, nodes.Class):
            for method in value.code.methods:
                if method.block not in machine.entered and method.name != value.code.name:
                    yield _open_call(machine, value.code, method)


def _open_call(machine: Machine, declared: nodes.Class, method: nodes.ClassMethod) -> Callable[[State], None]:
    def run(inner: State) -> None:
        made_by = _method(inner, declared.name, declared.name, -1)
        code = made_by[0].block if made_by is not None else None
        whole = new_object(machine, inner, declared.name, _open_arguments(machine, code) if code is not None else [])
        found = _method(inner, declared.name, method.name, len(method.block.parameters))
        if found is not None:
            _with_this(machine, inner, whole, lambda: _run(machine, inner, found, _open_arguments(machine, method.block)))

    return run


def _open_arguments(machine: Machine, code: nodes.ScriptBlock) -> list[Value]:
    return [machine.unknown(f"-{parameter.name}", source="argument") for parameter in code.parameters]


def _on_each_way(
    machine: Machine, state: State, node: nodes.Invocation, whole: Value, condition: Condition, name: str, arguments: list[Value]
) -> Value:
    def on_way(inner: State, way: int) -> Value:
        return call_method(machine, inner, node, unit(assume(whole, condition, way)), name, arguments)

    return on_ways(machine, state, condition, on_way)


_Found = tuple[nodes.ClassMethod, object]


def _line(state: State, kind: str) -> Iterator[tuple[nodes.Class, object]]:
    """A class and those above it, each with its module."""
    name: str | None = kind
    for _ in range(_MOST_BASES):
        held = state.names.get(f"{_OF}{name}")
        if name is None or not isinstance(held, Block) or not isinstance(held.code, nodes.Class):
            return
        yield held.code, held.module
        name = held.code.base


def _method(state: State, kind: str, name: str, count: int) -> _Found | None:
    """The method of a name, that takes so many arguments if there is one; the lowest class wins."""
    for one, module in _line(state, kind):
        fitting = [method for method in one.methods if method.name == name]
        if fitting:
            return next((method for method in fitting if len(method.block.parameters) == count), fitting[0]), module
        if name == kind:
            return None  # constructors are not inherited
    return None


def _construct(machine: Machine, state: State, kind: str, arguments: list[Value]) -> Value:
    found = _method(state, kind, kind, len(arguments))
    return _run(machine, state, found, arguments) if found is not None else EMPTY


def _run(machine: Machine, state: State, found: _Found, arguments: list[Value]) -> Value:
    method, module = found
    machine.entered[method.block] = machine.entered.get(method.block, 0) + 1
    if machine.stack.count(method.block) >= 2:
        return machine.unknown(f"{method.name}({len(arguments)})")
    before, machine.module = machine.module, module  # type: ignore[assignment]
    made_so = run_with(machine, state, Block(method.block, module), Given({}, list(arguments), []), None)
    machine.module = before
    return made_so


def _with_this(machine: Machine, state: State, whole: Value, run: Callable[[], Value]) -> tuple[Value, Value]:
    """What a call gives, and the object after it."""
    before, state.names["this"] = state.names.get("this"), whole
    given = run()
    after = state.names.get("this", whole)
    if before is None:
        state.names.pop("this", None)
    else:
        state.names["this"] = before
    return given, after


def _default(machine: Machine, state: State, field: nodes.ClassField) -> Value:
    assert machine.power is not None
    return machine.power.evaluate(machine, state, field.default) if field.default is not None else EMPTY


def _static_name(kind: str, name: str) -> str:
    return f"{_OF}{kind}::{name}"
