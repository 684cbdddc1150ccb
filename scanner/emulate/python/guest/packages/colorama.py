"""Stands for `colorama`: no colour."""

import sys
import types


class _Plain:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return ""


Fore = Back = Style = Cursor = _Plain()


def init(*_, **__):
    return None


just_fix_windows_console = deinit = reinit = init


def colorama_text():
    import contextlib

    return contextlib.nullcontext()


ansi = types.ModuleType("colorama.ansi")
ansi.__dict__.update(Fore=Fore, Back=Back, Style=Style, clear_screen=lambda *_: "")
sys.modules["colorama.ansi"] = ansi
initialise = sys.modules["colorama.initialise"] = sys.modules[__name__]
