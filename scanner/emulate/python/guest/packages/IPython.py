"""Stands for `IPython`: a notebook that loads an extension, runs cells, and uses the magics that it offers."""

import argparse
import contextlib
import inspect
import shlex
import sys
import types as _types

from _unmask import samples as _samples
from _unmask.anything import fallback, strange
from _unmask.channel import tell
from _unmask.clock import Stopped as _Stopped
from _unmask.given import hand
from _unmask.servers import settled
from _unmask.threads import Parked as _Parked

__version__ = "8.37.0"
version_info = (8, 37, 0)
__getattr__ = fallback("IPython")
_ROUNDS = 3
"""Times that each magic is used: what it does may hang on how often it was used before."""
_MAGICS_MOST = 12
_CELL = "<ipython-input-1>"
_shells = []
"""The shell, once something is loaded into it."""


class UsageError(Exception):
    pass


def get_ipython():
    return _shells[0] if _shells else None


def display(*values, **_):
    for value in values:
        print(getattr(value, "data", value))


class DisplayObject:
    def __init__(self, data=None, *_, **__):
        self.data = data


class _Events:
    """What happens in a shell, and who is told of it."""

    def __init__(self):
        self.held = {}

    def register(self, event, function):
        self.held.setdefault(event, []).append(function)

    def unregister(self, event, function):
        with contextlib.suppress(ValueError):
            self.held.get(event, []).remove(function)

    def trigger(self, event, *values):
        for function in list(self.held.get(event, ())):
            _done(lambda function=function: function(*values[: _places(function)]))


def _places(function):
    """How many values a function takes."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return 0
    return 9 if any(one.kind is one.VAR_POSITIONAL for one in found) else sum(one.kind is not one.KEYWORD_ONLY for one in found)


class InteractiveShell:
    """The shell of a notebook. What is set on it stays; what it lacks is anything."""

    def __init__(self, **_):
        self.events, self.user_ns, self.user_module, self.magics, self._is_used = _Events(), {}, _types.ModuleType("__main__"), [], False
        self.input_transformers_cleanup, self.input_transformers_post, self.ast_transformers = [], [], []
        self.user_global_ns, self.execution_count, self.parent = self.user_ns, 1, None
        self.magics_manager = self
        self.user_ns.update(In=[""], Out={})
        _shells.append(self)

    @classmethod
    def instance(cls, *_, **__):
        return _shells[0] if _shells else cls()

    @classmethod
    def initialized(cls):
        return bool(_shells)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return strange("IPython", f"shell.{name}")

    def register_magics(self, *given):
        for one in given:
            made = one(shell=self) if isinstance(one, type) else one
            known = {(name, kind) for name, kind, _ in self.magics}
            self.magics += [one for one in _magics_of(made) if one[:2] not in known]

    register = register_magics

    def register_magic_function(self, func, magic_kind="line", magic_name=None):
        self.magics.append((magic_name or func.__name__, magic_kind, func))

    register_function = register_magic_function

    def find_magic(self, magic_name, magic_kind="line"):
        return next((run for name, kind, run in self.magics if name == magic_name and magic_kind in kind), None)

    def find_line_magic(self, magic_name):
        return self.find_magic(magic_name, "line")

    def find_cell_magic(self, magic_name):
        return self.find_magic(magic_name, "cell")

    def run_line_magic(self, magic_name, line, **_):
        run = self.find_magic(magic_name)
        return None if run is None else run(line)

    def run_cell_magic(self, magic_name, line, cell):
        run = self.find_magic(magic_name, "cell")
        return None if run is None else run(line, cell)

    magic = run_line_magic

    def push(self, variables, **_):
        self.user_ns.update(variables if isinstance(variables, dict) else {})

    def ev(self, text):
        return eval(text, self.user_ns)  # noqa: S307  # inside of WebAssembly

    def ex(self, text):
        exec(text, self.user_ns)  # noqa: S102  # inside of WebAssembly

    def run_cell(self, raw_cell, *_, **__):
        """Run a cell as a user does: what is registered sees it before and after."""
        info = _types.SimpleNamespace(raw_cell=raw_cell, store_history=True, silent=False, cell_id=f"cell-{self.execution_count}")
        lines = raw_cell.splitlines(keepends=True)
        for change in (*self.input_transformers_cleanup, *self.input_transformers_post):
            _done(lambda change=change: change(lines))
        self.events.trigger("pre_execute")
        self.events.trigger("pre_run_cell", info)
        error, self.user_ns["In"] = None, [*self.user_ns["In"], raw_cell]
        try:
            exec(compile(raw_cell, _CELL, "exec"), self.user_ns)  # noqa: S102  # inside of WebAssembly
        except Exception as raised:  # a cell that fails
            error = raised.with_traceback(_within(raised.__traceback__))
        found = _types.SimpleNamespace(
            info=info, result=None, error_in_exec=error, error_before_exec=None, success=error is None, execution_count=self.execution_count
        )
        found.raise_error = lambda: None
        self.execution_count += 1
        self.events.trigger("post_execute")
        self.events.trigger("post_run_cell", found)
        return found

    def use(self):
        """What a user does with a notebook into which something was loaded."""
        if self._is_used:
            return
        self._is_used = True
        self.events.trigger("shell_initialized", self)
        self.run_cell(f"text = {_samples.prompt()!r}\nprint(len(text))")
        self.run_cell("1 / 0")
        for number in range(_ROUNDS):
            for _, kind, run in self.magics[:_MAGICS_MOST]:
                _use(kind, run, is_full=number == 1)

    unmask_offer = use


def _within(trace):
    """The part of a trace that a user is shown: from the cell on."""
    while trace is not None and trace.tb_frame.f_code.co_filename != _CELL:
        trace = trace.tb_next
    return trace


def _done(step):
    """Do it, whatever it ends with: a notebook goes on."""
    try:
        step()
    except (_Stopped, _Parked):
        return
    except (Exception, SystemExit) as error:
        tell("failure", {"what": f"{type(error).__name__}: {error}"})


def _use(kind, run, *, is_full):
    if "line" in kind:
        _done(lambda: _tell(run(_line(run, is_full, _samples.prompt()))))
    if "cell" in kind:
        _done(lambda: _tell(run(_line(run, is_full), _samples.prompt())))


def _tell(value):
    value = settled(value)
    if value is not None:
        print(getattr(value, "data", value))


def _line(run, is_full, plain=""):
    """What stands behind the name of a magic: what it must be given; where it is full, whatever it takes. plain: where it says nothing."""
    function = getattr(run, "__func__", run)
    if not hasattr(function, "unmask_arguments"):
        return plain
    words = []
    for values, options in function.unmask_arguments:
        is_option = str(values[0]).startswith("-")
        is_needed = options.get("required") if is_option else options.get("nargs") not in ("?", "*")
        if is_needed or is_full:
            words += [str(values[0])] * is_option
            words += [] if str(options.get("action", "store")) in _FLAGS else [_word(options)]
    return shlex.join(words)


_FLAGS = ("store_true", "store_false", "store_const", "append_const", "count")


def _word(options):
    """A value for an argument of this kind."""
    listed = list(options.get("choices") or ())
    return str(listed[0]) if listed else "3" if options.get("type") in (int, float) else _samples.prompt()


def _magics_of(made):
    """(name, kind, what is called) of each magic of an object."""
    for name in dir(type(made)):
        marks = getattr(inspect.getattr_static(type(made), name), "unmask_magics", ())
        for kind, title in marks:
            yield title or name, kind, getattr(made, name)


class Magics:
    """The base of classes that offer magics."""

    def __init__(self, shell=None, **_):
        self.shell = shell

    def unmask_use(self):
        shell = InteractiveShell.instance()
        shell.register_magics(self)
        shell.use()


def magics_class(kind):
    hand(kind)
    return kind


def _marking(kind, registers):
    """A decorator that may be given a name."""

    def decorate(*values, **_):
        def mark(run):
            title = values[0] if values and isinstance(values[0], str) else None
            run.unmask_magics = (*getattr(run, "unmask_magics", ()), (kind, title))
            if registers:
                shell = InteractiveShell.instance()
                shell.register_magic_function(run, kind, title)
                hand(shell)
            return run

        return mark(values[0]) if values and callable(values[0]) else mark

    return decorate


def _plain(*values, **_):
    return values[0] if values and callable(values[0]) else lambda run: run


def magic_arguments(name=None):
    return lambda run: run


def argument(*values, **options):
    def mark(run):
        run.unmask_arguments = [(values, options), *getattr(run, "unmask_arguments", ())]
        return run

    return mark


def kwds(**_):
    return lambda run: run


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise UsageError(message)


def parse_argstring(run, text, **_):
    parser = _Parser(prog=run.__name__.strip("_"), add_help=False)
    for values, options in getattr(run, "unmask_arguments", ()):
        parser.add_argument(*values, **options)
    return parser.parse_args(shlex.split(text))


def load_extension(load):
    """Load an extension by the function that it has for it, and use what it added."""
    shell = InteractiveShell.instance()
    _done(lambda: settled(load(shell)))
    shell.use()


def _part(name, **held):
    module = _types.ModuleType(f"IPython.{name}")
    module.__dict__.update(held, __path__=[])
    module.__dict__.setdefault("__getattr__", fallback("IPython"))
    sys.modules[module.__name__] = module
    return module


_kinds = {"line_magic": "line", "cell_magic": "cell", "line_cell_magic": "line_cell"}
_magic = {f"{start}{name}": _marking(kind, bool(start)) for name, kind in _kinds.items() for start in ("", "register_")}
_magic |= dict.fromkeys(("needs_local_scope", "no_var_expand", "output_can_be_silenced"), _plain)
_KINDS = ("Markdown", "HTML", "JSON", "Image", "Code", "Javascript", "SVG", "Pretty")
_shown_as = {name: type(name, (DisplayObject,), {}) for name in _KINDS}
core = _part("core", getipython=_part("core.getipython", get_ipython=get_ipython))
core.magic = _part("core.magic", Magics=Magics, magics_class=magics_class, **_magic)
core.magic_arguments = _part(
    "core.magic_arguments", magic_arguments=magic_arguments, argument=argument, kwds=kwds, parse_argstring=parse_argstring
)
core.display = _part("core.display", display=display, **_shown_as)
core.error = _part("core.error", UsageError=UsageError)
core.interactiveshell = _part("core.interactiveshell", InteractiveShell=InteractiveShell)
_screen = _part("display", display=display, clear_output=lambda *_, **__: None, **_shown_as)
