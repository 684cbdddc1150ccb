"""Stands for `IPython`: what extensions of notebooks are made of. The program does not run in a notebook."""

import argparse
import shlex
import sys
import types as _types

from _unmask.anything import fallback
from _unmask.given import hand

__version__ = "8.37.0"
version_info = (8, 37, 0)
__getattr__ = fallback("IPython")


def get_ipython():
    return None


def display(*values, **_):
    for value in values:
        print(getattr(value, "data", value))


class DisplayObject:
    def __init__(self, data=None, *_, **__):
        self.data = data


class Magics:
    """The base of classes that offer magics."""

    def __init__(self, shell=None, **_):
        self.shell = shell


def magics_class(kind):
    hand(kind)
    return kind


def _marking(*values, **_):
    """A decorator that may be given a name."""

    def mark(run):
        hand(run)
        return run

    return mark(values[0]) if values and callable(values[0]) else mark


def magic_arguments(name=None):
    return lambda run: run


def argument(*values, **options):
    def mark(run):
        run.unmask_arguments = [(values, options), *getattr(run, "unmask_arguments", ())]
        return run

    return mark


def parse_argstring(run, text):
    parser = argparse.ArgumentParser(prog=run.__name__.strip("_"))
    for values, options in getattr(run, "unmask_arguments", ()):
        parser.add_argument(*values, **options)
    return parser.parse_args(shlex.split(text))


def _part(name, **held):
    module = _types.ModuleType(f"IPython.{name}")
    module.__dict__.update(held, __path__=[])
    module.__dict__.setdefault("__getattr__", fallback("IPython"))
    sys.modules[module.__name__] = module
    return module


_marks = ("line_magic", "cell_magic", "line_cell_magic", "register_line_magic", "register_cell_magic", "register_line_cell_magic")
_magic = {name: _marking for name in (*_marks, "needs_local_scope", "no_var_expand", "output_can_be_silenced")}
_shown = {name: type(name, (DisplayObject,), {}) for name in ("Markdown", "HTML", "JSON", "Image", "Code", "Javascript", "SVG", "Pretty")}
core = _part("core", getipython=_part("core.getipython", get_ipython=get_ipython))
core.magic = _part("core.magic", Magics=Magics, magics_class=magics_class, **_magic)
core.magic_arguments = _part(
    "core.magic_arguments", magic_arguments=magic_arguments, argument=argument, kwds=argument, parse_argstring=parse_argstring
)
core.display = _part("core.display", display=display, **_shown)
_screen = _part("display", display=display, clear_output=lambda *_, **__: None, **_shown)
