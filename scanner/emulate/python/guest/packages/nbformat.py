"""Stands for `nbformat`: notebooks as files; what is no notebook is one of a few cells."""

import json
import sys
import types

from _unmask import samples as _samples
from _unmask.anything import fallback

__version__ = "5.10.4"
__getattr__ = fallback("nbformat")
NO_CONVERT = object()
current_nbformat, current_nbformat_minor = 4, 5


class ValidationError(Exception):
    pass


NotebookValidationError = ValidationError


class NotebookNode(dict):
    """A table whose items are its attributes, too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self[name] = value

    def __delattr__(self, name):
        del self[name]

    def copy(self):
        return NotebookNode(self)


def from_dict(value):
    if isinstance(value, dict):
        return NotebookNode({name: from_dict(one) for name, one in value.items()})
    return [from_dict(one) for one in value] if isinstance(value, list | tuple) else value


def reads(text, as_version=NO_CONVERT, **_):
    try:
        held = json.loads(text)
    except ValueError:
        held = None
    found = from_dict(held if isinstance(held, dict) and "cells" in held else _samples.notebook())
    for cell in found.cells:
        if isinstance(cell.get("source"), list):
            cell.source = "".join(cell.source)
    return found


def read(fp, as_version=NO_CONVERT, **options):
    if hasattr(fp, "read"):
        return reads(fp.read(), as_version, **options)
    with open(fp, encoding="utf-8") as file:
        return reads(file.read(), as_version, **options)


def writes(nb, version=NO_CONVERT, **_):
    return json.dumps(nb, indent=1, sort_keys=True, ensure_ascii=False, separators=(",", ": "))


def write(nb, fp, version=NO_CONVERT, **options):
    text = writes(nb, version, **options) + "\n"
    if hasattr(fp, "write"):
        fp.write(text)
        return
    with open(fp, "w", encoding="utf-8") as file:
        file.write(text)


def validate(*_, **__):
    return None


def convert(nb, to_version):
    return nb


def _cell(kind, **more):
    def make(source="", **given):
        return from_dict({"cell_type": kind, "source": source, "metadata": {}, "id": f"{kind}-cell", **more, **given})

    return make


new_markdown_cell, new_raw_cell = _cell("markdown"), _cell("raw")
new_code_cell = _cell("code", execution_count=None, outputs=[])


def new_notebook(**given):
    return from_dict({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **given})


def new_output(output_type, data=None, **given):
    return from_dict({"output_type": output_type, **({"data": data} if data is not None else {}), **given})


for _name in ("v4", "v4.nbbase", "notebooknode", "validator", "reader", "sign"):
    _module = types.ModuleType(f"nbformat.{_name}")
    _module.__dict__.update(
        {name: value for name, value in globals().items() if not name.startswith("_") and name not in ("json", "sys", "types")},
        __path__=[],
        __getattr__=fallback("nbformat"),
    )
    sys.modules[_module.__name__] = _module
v4 = sys.modules["nbformat.v4"]
notebooknode = sys.modules["nbformat.notebooknode"]
validator = sys.modules["nbformat.validator"]
__path__ = []
