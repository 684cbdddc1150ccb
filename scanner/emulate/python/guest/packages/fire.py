"""Stands for `fire`: functions, classes and objects called by words."""

import inspect
import sys
import types

from _unmask.anything import fallback
from _unmask.commandline import tell_flag, tell_once
from _unmask.loops import run as _run

__version__ = "0.7.1"
__getattr__ = fallback("fire")
_DEEP = 3


class FireExit(SystemExit):
    pass


def _value(text):
    import ast

    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text


def _members(component):
    if isinstance(component, dict):
        return {str(name): value for name, value in component.items()}
    held = vars(component) if isinstance(component, types.ModuleType) else {name: getattr(component, name, None) for name in dir(component)}
    return {name: value for name, value in held.items() if not name.startswith("_")}


def _parameters(run):
    try:
        return [one for one in inspect.signature(run).parameters.values() if one.name != "self"]
    except (TypeError, ValueError):
        return []


def _tell(component, before=(), depth=0):
    if depth > _DEEP:
        return
    if callable(component) and not isinstance(component, type):
        needed = [
            f"<{one.name}>"
            for one in _parameters(component)
            if one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)
        ]
        for one in _parameters(component):
            if one.default is not one.empty:
                tell_flag(f"--{one.name}")
        tell_once(" ".join([*before, *needed]))
        return
    for name, value in list(_members(component).items())[:24]:
        if callable(value) or isinstance(value, dict):
            _tell(value, (*before, name), depth + 1)


def _call(run, words):
    places, options, waiting = [], {}, list(words)
    parameters = _parameters(run)
    names = {one.name for one in parameters}
    takes_any = any(one.kind is one.VAR_KEYWORD for one in parameters)
    limit = 99 if any(one.kind is one.VAR_POSITIONAL for one in parameters) else len(parameters)
    while waiting:
        word = waiting[0]
        if word.startswith("--"):
            waiting.pop(0)
            name, sign, value = word[2:].partition("=")
            name = name.replace("-", "_")
            if name not in names and not takes_any:
                break
            if not sign:
                value = waiting.pop(0) if waiting and not waiting[0].startswith("--") else "True"
            options[name] = _value(value)
        elif len(places) < limit:
            places.append(_value(waiting.pop(0)))
        else:
            break
    taken = [one.name for one in parameters[: len(places)]]
    result = run(*places, **{name: value for name, value in options.items() if name not in taken})
    return (_run(result) if inspect.iscoroutine(result) else result), waiting


def Fire(component=None, command=None, name=None, serialize=None):
    if component is None:
        component = sys.modules["__main__"]
    words = list(sys.argv[1:]) if command is None else command.split() if isinstance(command, str) else list(command)
    _tell(component)
    try:
        while True:
            if isinstance(component, type):
                component, words = _call(component, [] if words and hasattr(component, words[0]) else words)
                continue
            members = {} if callable(component) and not words else _members(component)
            if inspect.isroutine(component):
                component, words = _call(component, words)
                if not words:
                    break
                continue
            if not words:
                break
            word = words[0].replace("-", "_")
            if word not in members:
                print(f"ERROR: Could not consume arg: {words[0]}", file=sys.stderr)
                raise FireExit(2)
            component, words = members[word], words[1:]
            if callable(component):
                component, words = _call(component, words)
                if not words:
                    break
    except TypeError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        raise FireExit(2) from error
    if component is not None and not callable(component) and not isinstance(component, types.ModuleType):
        print(serialize(component) if serialize else component)
    return component


core = types.SimpleNamespace(Fire=Fire, FireExit=FireExit)
