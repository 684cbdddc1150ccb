"""Following statements: assignments, branches that a signal decides, loops over constants, definitions, imports."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scanner.analyze.python.machine import Machine
from scanner.analyze.python.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Function,
    Scope,
    Thing,
    Value,
    concrete,
    joined,
    spelled,
    taint_of,
    texts_of,
)
from scanner.analyze.tracing import Taint, together

RETURNED = "return of the function"
"""Name under which a scope collects what its function returns. No identifier, so no program can bind it."""
ENDED = "end of the block"
"""Name under which a scope notes, while loops over constants are computed, that the rest of a block is not reached."""
_ENDS = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_TWICE = 2
"""What one round of a loop sets, the next one may read."""
_IDLE = 16
"""Rounds one after the other, of a loop over constants, that gave no constant and met no signal: attempts and pages, no decoder."""
_MAX_ITERATIONS = 6000
"""Items of one loop over constants; decoders of lists of hosts have 2,000 characters."""


def execute(machine: Machine, body: list[ast.stmt], scope: Scope) -> Value | None:
    """Follow a block. Returns nothing; what is returned is collected in the scope."""
    for index, statement in enumerate(body):
        machine.spend()
        _STATEMENTS.get(type(statement), _others)(machine, statement, scope)
        if machine.constant_loops:
            if isinstance(statement, _ENDS):
                scope.names[ENDED] = Value(const=type(statement).__name__)
            if ENDED in scope.names:
                return None
        rest = body[index + 1 :]
        if isinstance(statement, ast.If) and rest and _leaves_early(statement):
            test = _decision(machine, statement, scope)
            if test is not None:
                with machine.under(statement, test):
                    execute(machine, rest, scope)
                return None
    return None


def bind(machine: Machine, target: ast.expr, value: Value, scope: Scope) -> None:
    """Give a name, attribute, item or pattern of names a value."""
    if isinstance(target, ast.Name):
        if machine.constant_loops and value.is_const:
            before = scope.find(target.id)
            machine.named += before is None or not _is_same(before, value)
        scope.bind(target.id, value)
    elif isinstance(target, ast.Tuple | ast.List):
        for index, item in enumerate(target.elts):
            bind(machine, item.value if isinstance(item, ast.Starred) else item, element(value, index), scope)
    elif isinstance(target, ast.Attribute):
        _bind_attribute(machine, target, value, scope)
    elif isinstance(target, ast.Subscript):
        holder = machine.evaluate(machine, target.value, scope)
        key = machine.evaluate(machine, target.slice, scope)
        thing = holder.thing()
        if thing is not None:
            machine.gained += concrete(value) is not UNKNOWN
            _put(thing, concrete(key), value, together(taint_of(key), machine.control()))
        elif isinstance(target.value, ast.Name) and (taint := taint_of(value)) is not None:
            is_keyed = (holder.taint is None or holder.is_keyed) and isinstance(key.const, str) and not taint.decides
            scope.bind(target.value.id, replace(holder.tainted(taint), is_keyed=is_keyed))
    elif isinstance(target, ast.Starred):
        bind(machine, target.value, value, scope)


def element(value: Value, index: object) -> Value:
    """What a constant index gives of a value; what is not known in detail depends on all that the whole depends on."""
    thing = value.thing()
    if thing is not None:
        taint = together(value.taint, thing.taint)
        if thing.kind in ("list", "tuple") and isinstance(index, int) and -len(thing.elements) <= index < len(thing.elements):
            return thing.elements[index].tainted(taint)
        if thing.kind == "dict" and _is_key(index) and index in thing.fields:
            return thing.fields[index].tainted(taint)
        if thing.elements or thing.fields:
            return Value(taint=taint_of(value))
    known = value.const
    if isinstance(known, list | tuple | str | bytes) and isinstance(index, int) and -len(known) <= index < len(known):
        return Value(const=known[index], taint=value.taint, is_decoded=value.is_decoded)
    if isinstance(known, dict) and _is_key(index) and index in known:
        return Value(const=known[index], taint=value.taint, is_decoded=value.is_decoded)
    return Value(taint=taint_of(value), path=f"{value.path}[{spelled(index)}]" if value.path and isinstance(index, str | int) else None)


def members(value: Value) -> list[Value] | None:
    """The items that a loop over a value goes through; None: not known one by one."""
    thing = value.thing()
    if thing is not None and thing.taint is None and value.taint is None:
        if thing.kind == "dict":
            return [Value(const=key) for key in thing.fields]
        return None if thing.kind == "instance" else list(thing.elements)
    known = value.const
    if isinstance(known, str | bytes | list | tuple | dict | frozenset | set) and value.taint is None:
        items = sorted(known, key=str) if isinstance(known, set | frozenset) else known
        return [Value(const=item, is_decoded=value.is_decoded) for item in items]
    return None


def _is_key(index: object) -> bool:
    return isinstance(index, str | int | float | bool | bytes | tuple)


def _bind_attribute(machine: Machine, target: ast.Attribute, value: Value, scope: Scope) -> None:
    holder = machine.evaluate(machine, target.value, scope)
    control = machine.control()
    for ref in holder.refs:
        thing = ref if isinstance(ref, Thing) else ref.instance if isinstance(ref, Class) else None
        if thing is not None:
            before = thing.fields.get(target.attr)
            machine.gained += value.is_const and (before is None or not _is_same(before, value))
            kept = value if control is None else joined((before, value), control) if before is not None else value.tainted(control)
            thing.fields[target.attr] = kept if before is None or not _matters(before) else joined((before, kept), None)
        elif isinstance(ref, Scope):
            ref.names[target.attr] = value


def _is_same(one: Value, other: Value) -> bool:
    return one.const is other.const or (type(one.const) is type(other.const) and one.const == other.const)


def _matters(value: Value) -> bool:
    return taint_of(value) is not None or bool(value.refs)


def _put(thing: Thing, key: object, value: Value, key_taint: Taint | None) -> None:
    if thing.kind == "dict" and _is_key(key):
        thing.fields[key] = value if key_taint is None else value.tainted(key_taint)
    elif thing.kind == "list" and isinstance(key, int) and -len(thing.elements) <= key < len(thing.elements):
        thing.elements[key] = value
    else:
        thing.taint = together(thing.taint, taint_of(value), key_taint)


def _leaves_early(statement: ast.If) -> bool:
    """Whether exactly one branch returns, so that what follows is decided by the test. A raise is how wrong input is refused."""
    ends = [bool(branch) and isinstance(branch[-1], ast.Return | ast.Continue | ast.Break) for branch in (statement.body, statement.orelse)]
    return ends[0] != ends[1]


def _decision(machine: Machine, statement: ast.If, scope: Scope) -> Taint | None:
    taint = taint_of(machine.evaluate(machine, statement.test, scope))
    return taint if taint is not None and taint.decides else None


def _if(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.If)
    test = machine.evaluate(machine, statement.test, scope)
    known = concrete(test)
    if machine.constant_loops and test.is_const:
        execute(machine, statement.body if known else statement.orelse, scope)
        return
    taint = taint_of(test)
    _branches(machine, statement, [statement.body, statement.orelse], scope, taint if taint and taint.decides else None)


def _branches(machine: Machine, node: ast.AST, bodies: list[list[ast.stmt]], scope: Scope, taint: Taint | None) -> None:
    """Follow alternatives side by side and join the names where they meet."""
    before = dict(scope.names)
    ends: list[dict[str, Value]] = []
    for body in bodies:
        scope.names = dict(before)
        with machine.under(node, taint):
            execute(machine, body, scope)
        if body and isinstance(body[-1], ast.Raise | ast.Return | ast.Continue | ast.Break) and taint is None:
            returned = scope.names.get(RETURNED)
            if returned is not None:
                before[RETURNED] = returned
            continue  # does not go on to what follows
        ends.append({name: value for name, value in scope.names.items() if name != ENDED or ENDED in before})
    scope.names = _joined_names(machine, node, scope, before, ends or [dict(before)], taint)
    if ends and RETURNED in before and RETURNED not in scope.names:
        scope.names[RETURNED] = before[RETURNED]


def _joined_names(
    machine: Machine, node: ast.AST, scope: Scope, before: dict[str, Value], ends: list[dict[str, Value]], taint: Taint | None
) -> dict[str, Value]:
    names: dict[str, Value] = {}
    for name in dict.fromkeys(name for end in ends for name in end):
        values = [end.get(name) or before.get(name) for end in ends]
        known = [value for value in values if value is not None]
        if all(value is known[0] for value in known) and len(known) == len(values):
            names[name] = known[0]
        else:
            names[name] = chosen(machine, node, scope, tuple(dict.fromkeys(known)), taint)
    return names


def chosen(machine: Machine, node: ast.AST, scope: Scope, values: tuple[Value, ...], taint: Taint | None) -> Value:
    """One of the values, chosen by what the taint says."""
    if taint is None or not taint.decides:
        return joined(values, None)
    texts = tuple(dict.fromkeys(text for value in values for text in texts_of(value)))
    if len(texts) < 2 and all(value.is_const for value in values):
        return joined(values, None)
    decided = together(taint, Taint(signals=taint.signals, steps=(), compared=taint.compared, alternatives=texts, is_choice=True))
    assert decided is not None
    named = ", ".join(repr(text)[:60] for text in texts[:6]) or "one of several values"
    decided = machine.step(scope, node, "select", f"chooses {named}", decided)
    machine.decided(scope, node, decided)
    return joined(values, decided)


def _return(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.Return)
    value = machine.evaluate(machine, statement.value, scope) if statement.value is not None else Value(const=None)
    collect(machine, statement, value, scope)


def collect(machine: Machine, node: ast.AST, value: Value, scope: Scope) -> None:
    """Add to what the function returns, with the condition under which it does."""
    before = scope.names.get(RETURNED)
    control = machine.control()
    if before is None:
        scope.names[RETURNED] = value if control is None else value.tainted(control)
    else:
        scope.names[RETURNED] = chosen(machine, node, scope, (before, value), control)


def _assign(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.Assign)
    value = machine.evaluate(machine, statement.value, scope)
    for target in statement.targets:
        bind(machine, target, value, scope)


def _annotated(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.AnnAssign)
    if statement.value is not None:
        bind(machine, statement.target, machine.evaluate(machine, statement.value, scope), scope)


def _augmented(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.AugAssign)
    operation = ast.BinOp(left=_as_load(statement.target), op=statement.op, right=statement.value)
    ast.copy_location(operation, statement)
    bind(machine, statement.target, machine.evaluate(machine, operation, scope), scope)


def _as_load(target: ast.expr) -> ast.expr:
    return target  # the evaluator does not look at the context of a name


def _for(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.For | ast.AsyncFor)
    source = machine.evaluate(machine, statement.iter, scope)
    items = members(source)
    if items is not None and len(items) <= _MAX_ITERATIONS and machine.may_compute():
        idle = 0
        with machine.computing():
            for item in _each_kind(items):
                named = machine.named
                bind(machine, statement.target, item, scope)
                machine.named = named
                progress = machine.progress
                execute(machine, statement.body, scope)
                idle = idle + 1 if machine.progress == progress else 0
                if _ends_loop(scope) or not machine.may_compute() or idle > _IDLE:
                    break
        _forget_end(machine, scope)
    else:
        item = Value(taint=taint_of(source))
        for _ in range(2):
            bind(machine, statement.target, item, scope)
            _branches(machine, statement, [statement.body, []], scope, None)
    execute(machine, statement.orelse, scope)


def _each_kind(items: list[Value]) -> Iterator[Value]:
    """The items of a list to go through: every constant, and of those that are not known twice what is the same object."""
    met: Counter[tuple[object, ...]] = Counter()
    for item in items:
        kind = (item.refs, item.path, id(item.taint))
        met[kind] += 1
        if met[kind] <= _TWICE or concrete(item) is not UNKNOWN:
            yield item


def _ends_loop(scope: Scope) -> bool:
    """Whether the body was left for good; what only ended this round is forgotten."""
    end = scope.names.get(ENDED)
    if end is not None and end.const == "Continue":
        del scope.names[ENDED]
        return False
    return end is not None


def _forget_end(machine: Machine, scope: Scope) -> None:
    """A break ends the loop only; a return ends the loops around it, too, as long as they are computed."""
    end = scope.names.get(ENDED)
    if end is not None and (end.const == "Break" or not machine.constant_loops):
        del scope.names[ENDED]


def _while(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.While)
    rounds = 0
    with machine.computing():
        test = machine.evaluate(machine, statement.test, scope)
        before = _tested(machine, statement.test, scope)
        while test.is_const and test.const and not isinstance(statement.test, ast.Constant) and rounds < _MAX_ITERATIONS:
            execute(machine, statement.body, scope)
            rounds += 1
            if _ends_loop(scope) or not machine.may_compute():
                break
            test = machine.evaluate(machine, statement.test, scope)
            after = _tested(machine, statement.test, scope)
            if after == before:
                break  # what would end it is not known here: an event, an answer, a thread
            before = after
    _forget_end(machine, scope)
    if not rounds:
        for _ in range(2):
            taint = taint_of(machine.evaluate(machine, statement.test, scope))
            _branches(machine, statement, [statement.body, []], scope, taint if taint and taint.decides else None)
    execute(machine, statement.orelse, scope)


def _tested(machine: Machine, test: ast.expr, scope: Scope) -> tuple[object, ...]:
    """The constants that the test of a loop is made of."""
    parts = (part for part in ast.walk(test) if isinstance(part, ast.Name | ast.Attribute))
    return tuple(repr(concrete(machine.evaluate(machine, part, scope)))[:4096] for part in parts)


def _try(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.Try | ast.TryStar)
    execute(machine, statement.body, scope)
    handlers = [handler.body for handler in statement.handlers]
    if handlers:
        _branches(machine, statement, [statement.orelse, *handlers], scope, None)
    else:
        execute(machine, statement.orelse, scope)
    execute(machine, statement.finalbody, scope)


def _with(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.With | ast.AsyncWith)
    for item in statement.items:
        value = machine.evaluate(machine, item.context_expr, scope)
        if item.optional_vars is not None:
            bind(machine, item.optional_vars, value, scope)
    execute(machine, statement.body, scope)


def _match(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.Match)
    taint = taint_of(machine.evaluate(machine, statement.subject, scope))
    literals = tuple(str(value.value) for case in statement.cases for value in _pattern_literals(case.pattern))
    if taint is not None and literals:
        taint = together(
            taint,
            Taint(signals=taint.signals, steps=(), compared="hard_coded_list" if len(literals) > 2 else "literal", list_entries=literals),
        )
    for case in statement.cases:
        for part in ast.walk(case.pattern):
            if isinstance(part, ast.MatchAs) and part.name:
                scope.bind(part.name, Value(taint=taint))
    _branches(machine, statement, [case.body for case in statement.cases], scope, taint if taint and taint.decides else None)


def _pattern_literals(pattern: ast.pattern) -> Iterator[ast.Constant]:
    for part in ast.walk(pattern):
        if isinstance(part, ast.MatchValue) and isinstance(part.value, ast.Constant):
            yield part.value


def _function(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    for default in (*statement.args.defaults, *(item for item in statement.args.kw_defaults if item is not None)):
        machine.evaluate(machine, default, scope)
    scope.bind(statement.name, Value(refs=(Function(module=scope.module, node=statement, scope=scope),)))
    for decorator in statement.decorator_list:
        machine.evaluate(machine, decorator, scope)


def _class(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.ClassDef)
    inner = Scope(module=scope.module, outer=scope, globals=scope.globals or scope, is_class=True)
    made = Class(
        name=statement.name,
        scope=inner,
        bases=tuple(machine.evaluate(machine, base, scope) for base in statement.bases),
        instance=Thing(kind="instance"),
    )
    made.instance.owner = made
    scope.bind(statement.name, Value(refs=(made,)))
    execute(machine, statement.body, inner)
    for value in inner.names.values():
        for ref in value.refs:
            if isinstance(ref, Function):
                ref.owner = made


def _import(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.Import)
    for alias in statement.names:
        name = alias.name if alias.asname else alias.name.split(".", 1)[0]
        scope.bind(alias.asname or name, imported(machine, name))


def _import_from(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.ImportFrom)
    base = _absolute(scope, statement)
    source = machine.modules.get(base)
    for alias in statement.names:
        inner = machine.modules.get(f"{base}.{alias.name}")
        if inner is not None:
            scope.bind(alias.asname or alias.name, Value(refs=(machine.module_scope(inner),)))
        elif source is None:
            scope.bind(alias.asname or alias.name, Value(path=f"{base}.{alias.name}"))
        elif alias.name == "*":
            scope.names |= {name: value for name, value in machine.module_scope(source).names.items() if not name.startswith("_")}
        else:
            scope.bind(alias.asname or alias.name, machine.module_scope(source).names.get(alias.name, NOTHING))


def imported(machine: Machine, name: str) -> Value:
    """A module by its dotted name: one of the program, or one outside of it."""
    module = machine.modules.get(name)
    return Value(path=name) if module is None else Value(refs=(machine.module_scope(module),), path=None)


def _absolute(scope: Scope, statement: ast.ImportFrom) -> str:
    if not statement.level:
        return statement.module or ""
    path = scope.module.artifact.trail[-1].split("/")
    package = path[:-1]
    base = package[: len(package) - (statement.level - 1)] if statement.level > 1 else package
    return ".".join([*base, *([statement.module] if statement.module else [])]).replace("/", ".")


def _global(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.Global | ast.Nonlocal)
    scope.declared_global |= set(statement.names)


def _expression(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    assert isinstance(statement, ast.Expr)
    machine.evaluate(machine, statement.value, scope)


def _others(machine: Machine, statement: ast.stmt, scope: Scope) -> None:
    for part in _expressions(statement):
        machine.evaluate(machine, part, scope)


def _expressions(statement: ast.stmt) -> Iterable[ast.expr]:
    return (part for part in ast.iter_child_nodes(statement) if isinstance(part, ast.expr))


_STATEMENTS = {
    ast.If: _if,
    ast.Return: _return,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: _match,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Global: _global,
    ast.Nonlocal: _global,
    ast.Expr: _expression,
}
