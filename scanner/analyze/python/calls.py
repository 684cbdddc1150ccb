"""Following calls: into functions of the program, over constants, and out of it."""

import ast
import re
import sys
from dataclasses import replace

from scanner.analyze.python.annotated import annotated
from scanner.analyze.python.constants import DECODERS, PURE, computed, method_of
from scanner.analyze.python.expressions import attribute_of, class_member, compared, environment, looked_up
from scanner.analyze.python.machine import COMPUTED_COST, MAX_FOLLOWED, MAX_INLINE, REPEATED, REPEATED_COST, Custom, Machine
from scanner.analyze.python.readers import COMMAND_CALLS, FILE_CALLS
from scanner.analyze.python.statements import RETURNED, chosen, element, execute, imported, members
from scanner.analyze.python.values import (
    NOTHING,
    UNKNOWN,
    Arguments,
    Class,
    Function,
    Scope,
    Thing,
    Value,
    concrete,
    joined,
    taint_of,
    texts_of,
)
from scanner.analyze.python.wayout import way_out_of
from scanner.analyze.tracing import COMPOSED_CHARS, Taint, together

_TESTS = frozenset(
    {
        "startswith",
        "endswith",
        "find",
        "index",
        "count",
        "__contains__",
        "isdisjoint",
        "issubset",
        "issuperset",
        "intersection",
        "fullmatch",
        "match",
        "search",
        "equals",
        "casecmp",
    }
)
"""Methods that test a text against another."""
_TEST_CALLS = re.compile(
    r"^(re2?|regex)\.(match|search|fullmatch|findall|sub)$|^fnmatch\.fnmatch(case)?$|^operator\.(eq|ne|contains)$|^hmac\.compare_digest$"
)
_HASHES = re.compile(r"^(hashlib|hmac|xxhash|blake3|mmh3)\.|^zlib\.(crc32|adler32)$|^hash$|^uuid\.uuid[35]$")
_ENVIRONMENT = frozenset({"os.environ.get", "os.getenv", "os.environ.setdefault", "os.environ.pop", "os.getenvb", "os.environb.get"})
_PATHS = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath"})
_OPENS = frozenset({"read_text", "read_bytes", "open"})
"""Methods of paths that give what a file holds."""
_OPENERS = frozenset({"open", "io.open", "codecs.open"})
_CHANGES = frozenset({"append", "add", "extend", "insert", "update", "setdefault", "appendleft"})
_OBJECT_MAKERS = frozenset({"dict", "list", "set", "tuple", "collections.OrderedDict", "types.SimpleNamespace", "collections.defaultdict"})
_ANSWERED = re.compile(r"\.(get|post|put|patch|delete|head|options|request|urlopen|send|create|a?invoke|a?completion|generate_content)$")
"""Calls that send something and give what comes back."""
_URL_VERB = re.compile(r"\.(get|post|request|urlopen|open|fetch|head)$|^urllib\.request\.\w+$")


def call(machine: Machine, node: ast.Call, scope: Scope) -> Value:
    """What a call gives, and what it lets out."""
    function = machine.evaluate(machine, node.func, scope)
    arguments = _arguments(machine, node, scope)
    followed = _inside(machine, node, scope, function, arguments)
    if followed is not None:
        return followed
    method = node.func.attr if isinstance(node.func, ast.Attribute) else None
    receiver = function.bound
    if method is not None and receiver is not None:
        result = _on_object(machine, node, scope, receiver, method, arguments)
        if result is not None:
            return result
    return _outside(machine, node, scope, function, receiver, method, arguments)


def _arguments(machine: Machine, node: ast.Call, scope: Scope) -> Arguments:
    positional: list[Value] = []
    for item in node.args:
        value = machine.evaluate(machine, item, scope)
        inner = members(value) if isinstance(item, ast.Starred) else None
        positional += inner if inner is not None else [value]
    keywords: list[tuple[str, Value]] = []
    for keyword in node.keywords:
        value = machine.evaluate(machine, keyword.value, scope)
        thing = value.thing()
        if keyword.arg is not None:
            keywords.append((keyword.arg, value))
        elif thing is not None:
            keywords += [(str(name), item.tainted(thing.taint)) for name, item in thing.fields.items()]
        elif taint_of(value) is not None:
            keywords.append(("", value))
    return tuple(positional), tuple(keywords)


def _inside(machine: Machine, node: ast.Call, scope: Scope, function: Value, arguments: Arguments) -> Value | None:
    """The call of a function or class of the program; None: it is neither."""
    results: list[Value] = []
    for ref in function.refs:
        if isinstance(ref, Function):
            results.append(enter(machine, node, ref, function.bound, arguments))
        elif isinstance(ref, Class):
            results.append(_made(machine, node, scope, ref, arguments))
        elif isinstance(ref, Thing) and ref.owner is not None and (member := class_member(ref.owner, "__call__")) is not None:
            results += [enter(machine, node, inner, Value(refs=(ref,)), arguments) for inner in member.refs if isinstance(inner, Function)]
    if not results:
        return None
    if len(results) > 1:
        return chosen(machine, node, scope, tuple(results), function.taint)
    return results[0].tainted(function.taint)


def enter(machine: Machine, node: ast.AST, function: Function, receiver: Value | None, arguments: Arguments) -> Value:
    """Follow a function with these arguments; recursion and deep chains give what their arguments carry."""
    given = (*arguments[0], *(value for _, value in arguments[1]))
    taint = together(*(taint_of(value) for value in given))
    key = _key(machine, function, receiver, arguments)
    if key in machine.results:
        return machine.results[key]
    if taint is not None:
        machine.entered[function.node] += 1
    if function.node in machine.stack or len(machine.stack) >= MAX_INLINE or machine.entered[function.node] > MAX_FOLLOWED:
        return Value(taint=None if taint is None else replace(taint, is_complete=False))
    result = (
        _followed(machine, function, receiver, arguments)
        if taint is not None or machine.controls
        else _once_more(machine, function, receiver, arguments)
    )
    machine.results[key] = result
    return result


def _once_more(machine: Machine, function: Function, receiver: Value | None, arguments: Arguments) -> Value:
    """Follow a function whose arguments hold no signal; what it gave before, where that was often enough to know what comes of it."""
    given = (*arguments[0], *(value for _, value in arguments[1]))
    objects = tuple(tuple(ref for ref in value.refs if not isinstance(ref, Thing) or ref.kind == "instance") for value in given)
    key = (function.node, function.scope, receiver.refs if receiver else (), tuple(name for name, _ in arguments[1]), objects)
    custom = machine.customs.setdefault(key, Custom(result=NOTHING))
    if _is_settled(custom, given):
        return custom.result
    spent, noticed = machine.spent, machine.noticed
    custom.result = _followed(machine, function, receiver, arguments)
    custom.times += 1
    custom.cost += machine.spent - spent
    custom.noticed += machine.noticed - noticed + (taint_of(custom.result) is not None)
    return custom.result


def _is_settled(custom: Custom, given: tuple[Value, ...]) -> bool:
    if custom.times < REPEATED:
        return False
    is_constant = all(concrete(value) is not UNKNOWN for value in given)
    if is_constant and concrete(custom.result) not in (UNKNOWN, None):
        return False  # a decoder
    return custom.cost > (COMPUTED_COST if is_constant or custom.noticed else REPEATED_COST)


def _key(machine: Machine, function: Function, receiver: Value | None, arguments: Arguments) -> tuple[object, ...]:
    """Equal for calls that give the same: by constants, signals, and the functions and objects that are handed over."""
    given = (*arguments[0], *(value for _, value in arguments[1]))
    names = tuple(name for name, _ in arguments[1])
    conditions = tuple(condition for condition, _ in machine.controls)
    parts = tuple((_short(value), value.path, value.refs, _kind(taint_of(value))) for value in given[:12])
    return (function.node, function.scope, receiver.refs if receiver else (), names, conditions, parts)


def _kind(taint: Taint | None) -> object:
    """What a value depends on, the way it took left out: a second way to the same function is not followed again."""
    return None if taint is None else (taint.signals, taint.compared, taint.alternatives, taint.is_choice, taint.is_hashed)


def _short(value: Value) -> object:
    known = concrete(value)
    return None if known is UNKNOWN else text if len(text := repr(known)) < 4096 else value


def _followed(machine: Machine, function: Function, receiver: Value | None, arguments: Arguments) -> Value:
    positional = arguments[0]
    inner = Scope(module=function.module, outer=function.scope, globals=function.scope.globals or function.scope)
    _bind_parameters(machine, function, receiver, arguments, inner)
    machine.stack.append(function.node)
    machine.inlined.add(function.node)
    held, loops, named = machine.constant_loops, machine.constant_loops, machine.named
    if loops and not all(concrete(value) is not UNKNOWN for value in positional):
        machine.constant_loops = 0
    if isinstance(function.node, ast.Lambda):
        result = machine.evaluate(machine, function.node.body, inner)
    else:
        execute(machine, function.node.body, inner)
        result = inner.names.get(RETURNED, NOTHING)
    machine.constant_loops, machine.named = held, named
    machine.stack.pop()
    return result


def _bind_parameters(machine: Machine, function: Function, receiver: Value | None, arguments: Arguments, inner: Scope) -> None:
    parameters = function.node.args
    positional, keywords = list(arguments[0]), dict(arguments[1])
    names = [parameter.arg for parameter in (*parameters.posonlyargs, *parameters.args)]
    if function.owner is not None and not _is_static(function) and names:
        inner.names[names.pop(0)] = receiver if receiver is not None and receiver.refs else Value(refs=(function.owner.instance,))
    defaults = dict(
        zip(
            reversed([parameter.arg for parameter in (*parameters.posonlyargs, *parameters.args)]),
            reversed(parameters.defaults),
            strict=False,
        )
    )
    defaults |= {
        parameter.arg: item for parameter, item in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True) if item is not None
    }
    notes = {each.arg: each.annotation for each in (*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs)}
    for name in (*names, *(parameter.arg for parameter in parameters.kwonlyargs)):
        if name in keywords:
            inner.names[name] = keywords.pop(name)
        elif positional and name in names:
            inner.names[name] = positional.pop(0)
        elif name in defaults:
            inner.names[name] = machine.evaluate(machine, defaults[name], function.scope)
        else:
            inner.names[name] = annotated(notes.get(name), function.scope)
    if parameters.vararg is not None:
        inner.names[parameters.vararg.arg] = Value(refs=(Thing(kind="tuple", elements=positional),))
    if parameters.kwarg is not None:
        inner.names[parameters.kwarg.arg] = Value(refs=(Thing(kind="dict", fields={name: value for name, value in keywords.items()}),))


def _is_static(function: Function) -> bool:
    return isinstance(function.node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
        getattr(decorator, "id", "") == "staticmethod" for decorator in function.node.decorator_list
    )


def _made(machine: Machine, node: ast.Call, scope: Scope, owner: Class, arguments: Arguments) -> Value:
    """An instance. Fields of data classes are filled from the arguments."""
    maker = class_member(owner, "__init__")
    if maker is not None:
        for ref in maker.refs:
            if isinstance(ref, Function):
                enter(machine, node, ref, Value(refs=(owner.instance,)), arguments)
    else:
        names = [name for name in owner.scope.names if not name.startswith("_")]
        for name, value in (*zip(names, arguments[0], strict=False), *arguments[1]):
            owner.instance.fields[name] = value
    path = next((base.path for base in owner.bases if base.path), None)
    return Value(refs=(owner.instance,), path=f"{path}()" if path else None)


def _on_object(machine: Machine, node: ast.Call, scope: Scope, receiver: Value, method: str, arguments: Arguments) -> Value | None:
    """A method of a list, dictionary, text or another constant; None: nothing that is known here."""
    positional, _ = arguments
    thing = receiver.thing()
    if thing is not None and thing.kind != "instance":
        if method in _CHANGES:
            return _changed(machine, thing, method, arguments)
        if thing.kind == "dict" and method in ("get", "pop") and positional:
            if taint_of(positional[0]) is not None:
                return looked_up(machine, node, scope, receiver, positional[0], positional[1] if len(positional) > 1 else None)
            found = element(receiver, concrete(positional[0]))
            return found if found is not NOTHING or len(positional) < 2 else joined((found, positional[1]), None)
        if thing.kind == "dict" and method in ("values", "items", "keys") and thing.taint is None and method != "items":
            listed = [Value(const=key) for key in thing.fields] if method == "keys" else list(thing.fields.values())
            return Value(refs=(Thing(kind="list", elements=listed),))
        if thing.kind == "dict" and method == "items" and thing.taint is None:
            pairs = [Value(refs=(Thing(kind="tuple", elements=[Value(const=key), item]),)) for key, item in thing.fields.items()]
            return Value(refs=(Thing(kind="list", elements=pairs),))
    if method in _TESTS and together(taint_of(receiver), *(taint_of(value) for value in positional)) is not None:
        return compared(machine, node, scope, receiver, positional, is_membership=True)
    known = concrete(receiver)
    if known is not UNKNOWN:
        constants = tuple(concrete(value) for value in positional)
        if all(constant is not UNKNOWN for constant in constants) and (result := method_of(known, method, constants)) is not UNKNOWN:
            taint = together(receiver.taint, *(value.taint for value in positional))
            return Value(const=result, taint=taint, is_decoded=receiver.is_decoded or any(_was_decoded(value) for value in positional))
        if method in ("join", "format") and isinstance(known, str):
            return _spelled(machine, node, scope, known, method, arguments)
    return None


def _was_decoded(value: Value) -> bool:
    thing = value.thing()
    return value.is_decoded or (thing is not None and any(item.is_decoded for item in thing.elements[:50]))


def _spelled(machine: Machine, node: ast.Call, scope: Scope, template: str, method: str, arguments: Arguments) -> Value | None:
    """`"…".format(…)` and `"…".join(…)` with parts that depend on a signal."""
    positional, keywords = arguments
    taint = together(*(taint_of(value) for value in positional), *(taint_of(value) for _, value in keywords))
    if taint is None:
        return None
    composed = replace(taint, is_composed=taint.is_composed or len(template) >= COMPOSED_CHARS)
    built = machine.step(scope, node, "build", "put into a text", composed)
    return Value(taint=built, options=(Value(const=template),) if method == "format" else ())


def _changed(machine: Machine, thing: Thing, method: str, arguments: Arguments) -> Value:
    """A list or dictionary that grows; under a condition, what it holds depends on the condition."""
    positional, keywords = arguments
    control = machine.control()
    added = [value if control is None else value.tainted(control) for value in positional[-1:]]
    machine.gained += any(concrete(value) is not UNKNOWN for value in (*added, *(value for _, value in keywords)))
    if method in ("append", "add", "appendleft", "insert"):
        thing.elements += added
    elif method == "extend":
        for value in added:
            inner = members(value)
            thing.elements += inner if inner is not None else [Value(taint=taint_of(value))]
    elif method == "setdefault" and len(positional) == 2:
        thing.fields.setdefault(str(concrete(positional[0])), added[0])
    else:
        for value in added:
            other = value.thing()
            if other is not None:
                thing.fields |= {name: item if control is None else item.tainted(control) for name, item in other.fields.items()}
                thing.taint = together(thing.taint, other.taint)
            else:
                thing.taint = together(thing.taint, taint_of(value))
        thing.fields |= dict(keywords)
    if control is not None:
        thing.taint = together(thing.taint, control)
    return NOTHING


def _outside(
    machine: Machine, node: ast.Call, scope: Scope, function: Value, receiver: Value | None, method: str | None, arguments: Arguments
) -> Value:
    """A call of what the program does not hold."""
    positional, keywords = arguments
    path = function.path
    way = way_out_of(machine.sinks, path, method, positional, keywords)
    if way is not None:
        machine.let_out(scope, node, way)
    if path is not None:
        known = _known(machine, node, scope, path, arguments)
        if known is not None:
            return known
    _enter_callbacks(machine, node, arguments)
    taint = together(
        taint_of(receiver) if receiver is not None else function.taint,
        *(taint_of(value) for value in positional),
        *(taint_of(value) for _, value in keywords),
    )
    if way is not None and _ANSWERED.search(path or f".{method}"):
        taint = None  # what a server answers is its own
    if taint is not None and taint.is_hashed and (method in _OPENS or path in _OPENERS):
        taint = None  # a file named by a hash: what it holds is not told by that
    read = _read(machine, node, scope, path, arguments)
    if read is not None:
        taint = together(read, taint)
    if taint is not None and path is not None and _HASHES.match(path):
        taint = replace(machine.step(scope, node, "call", f"hashed by {path}", taint), is_hashed=True)
    elif taint is not None and not _is_library(path) and receiver is None:
        taint = replace(taint, is_complete=False)
    known_path = _folder(positional) if path in _PATHS else UNKNOWN
    return Value(const=known_path, taint=taint, path=f"{path}()" if path else None, options=_dated(node, positional))


def _folder(positional: tuple[Value, ...]) -> object:
    """The path that `Path("/etc", "timezone")` stands for."""
    parts = [concrete(value) for value in positional]
    return "/".join(map(str, parts)) if parts and all(isinstance(part, str) for part in parts) else UNKNOWN


def _known(machine: Machine, node: ast.Call, scope: Scope, path: str, arguments: Arguments) -> Value | None:
    """Calls whose result is computed or looked up here."""
    positional, keywords = arguments
    if path in _ENVIRONMENT and positional:
        return environment(machine, node, scope, positional[0], positional[1] if len(positional) > 1 else dict(keywords).get("default"))
    if path in ("__import__", "importlib.import_module") and positional and isinstance(positional[0].const, str):
        return imported(machine, positional[0].const)
    if path == "getattr" and len(positional) >= 2 and isinstance(positional[1].const, str):
        return attribute_of(machine, node, positional[0], positional[1].const, scope)
    if path in ("map", "filter") and len(positional) == 2:
        return _mapped(machine, node, positional[0], positional[1])
    if path in ("functools.partial",) and positional:
        return positional[0]
    if path in ("super",) and scope.outer is not None:
        return scope.names.get("self", NOTHING)
    if path in _OBJECT_MAKERS and (keywords or not positional):
        return Value(refs=(Thing(kind="list" if path == "list" else "set" if path == "set" else "dict", fields=dict(keywords)),))
    if path == "pathlib.Path.home":
        return Value(const="~", path="pathlib.Path()")
    if path in ("any", "all") and positional and (taint := taint_of(positional[0])) is not None:
        return Value(taint=taint)
    if _TEST_CALLS.match(path) and any(taint_of(value) is not None for value in positional):
        return compared(machine, node, scope, positional[0], positional[1:])
    return _folded(path, positional)


def _folded(path: str, positional: tuple[Value, ...]) -> Value | None:
    pure = DECODERS.get(path) or PURE.get(path)
    if pure is None:
        return None
    constants = [concrete(value) for value in positional]
    taint = together(*(taint_of(value) for value in positional))
    if any(constant is UNKNOWN for constant in constants):
        return Value(taint=taint, options=tuple(option for value in positional for option in value.options)) if taint is not None else None
    return Value(
        const=computed(pure, *constants), taint=taint, is_decoded=path in DECODERS or any(_was_decoded(value) for value in positional)
    )


def _mapped(machine: Machine, node: ast.AST, function: Value, source: Value) -> Value:
    items = members(source)
    if items is None:
        items = [Value(taint=taint_of(source))]
    results = []
    for item in items[:6000]:
        inner = [enter(machine, node, ref, None, ((item,), ())) for ref in function.refs if isinstance(ref, Function)]
        folded = _folded(function.path, (item,)) if function.path else None
        results.append(inner[0] if inner else folded if folded is not None else item)
    return Value(refs=(Thing(kind="list", elements=results),))


def _enter_callbacks(machine: Machine, node: ast.AST, arguments: Arguments) -> None:
    """Functions handed to what is outside are called by it, with arguments that are not known."""
    for value in (*arguments[0], *(value for _, value in arguments[1])):
        for ref in value.refs:
            if isinstance(ref, Function) and ref.node not in machine.inlined:
                enter(machine, node, ref, None, ((), ()))


def _read(machine: Machine, node: ast.Call, scope: Scope, path: str | None, arguments: Arguments) -> Taint | None:
    """The signal that a call reads: by its name, by its name with a literal argument, by the file, command or address it is given."""
    if path is None:
        return None
    positional, keywords = arguments
    texts = texts_of(positional[0]) if positional else ()
    for form in (f"{path}()", *(f"{path}({text})" for text in texts[:4])):
        if (signal := machine.readers.of_path(form)) is not None:
            return machine.read(scope, node, signal, form)
    signal = None
    if path in FILE_CALLS or path.startswith("pathlib.Path"):
        signal = next(filter(None, (machine.readers.of_file(text) for text in texts)), None)
    elif COMMAND_CALLS.match(path) and positional:
        line = _command_line(positional)
        signal = machine.readers.of_command(line) if line else None
        texts = (line,)
    elif _URL_VERB.search(path):
        texts = tuple(
            text for value in (*positional[:2], *(value for name, value in keywords if name == "url")) for text in texts_of(value)
        )
        signal = next(filter(None, (machine.readers.of_address(text) for text in texts)), None)
    return machine.read(scope, node, signal, f"{path}({', '.join(texts)[:80]})") if signal is not None else None


def _command_line(positional: tuple[Value, ...]) -> str:
    """The words of a command, `?` for those that are not known."""
    thing = positional[0].thing()
    if thing is None:
        return " ".join(text for value in positional for text in texts_of(value)[:1])
    return " ".join(str(word) if isinstance(word := concrete(item), str) else "?" for item in thing.elements)


def _is_library(path: str | None) -> bool:
    """Whether what is called is a name of Python or of its standard library, whose results depend on the arguments alone."""
    if path is None:
        return False
    root = path.split(".", 1)[0].split("(", 1)[0]
    return root in sys.stdlib_module_names or "." not in path


def _dated(node: ast.Call, positional: tuple[Value, ...]) -> tuple[Value, ...]:
    """A date in one of several formats."""
    is_date = isinstance(node.func, ast.Attribute) and node.func.attr in ("strftime", "format")
    return positional[-1].options if is_date and positional else ()
