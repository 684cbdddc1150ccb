"""Stands for `click`."""

import contextlib
import os
import re
import sys
import types as _types

from _unmask.answers import answer
from _unmask.anything import fallback

from click.core import *  # noqa: F403
from click.core import Context, get_current_context  # noqa: F401
from click.decorators import *  # noqa: F403
from click.exceptions import *  # noqa: F403
from click.exceptions import Abort
from click.types import *  # noqa: F403

__version__ = "8.3.0"
__getattr__ = fallback("click")


def style(text, **_):
    return str(text)


def unstyle(text):
    return re.sub(r"\x1b\[[;?0-9]*[a-zA-Z]", "", text)


def echo(message=None, file=None, nl=True, err=False, color=None):
    stream = file or (sys.stderr if err else sys.stdout)
    if isinstance(message, bytes):
        message = message.decode("utf-8", "replace")
    stream.write(("" if message is None else str(message)) + ("\n" if nl else ""))
    stream.flush()


def secho(message=None, file=None, nl=True, err=False, color=None, **_):
    echo(message, file, nl, err)


def echo_via_pager(text, color=None):
    items = text() if callable(text) else text
    echo(items if isinstance(items, str) else "".join(items))


def prompt(text, default=None, hide_input=False, type=None, value_proc=None, show_choices=True, err=False, **_):
    from click.types import convert_type

    echo(text, nl=True, err=err)
    choices = getattr(type, "choices", None)
    found = default if default is not None else answer(text, choices=choices)
    if found is None:
        raise Abort
    return value_proc(found) if value_proc else convert_type(type, default)(found, None, None)


def confirm(text, default=False, abort=False, **_):
    echo(text)
    return True


def getchar(echo=False):
    return "y"


def pause(*_, **__):
    return None


def clear():
    return None


def launch(url, wait=False, locate=False):
    from _unmask.channel import tell

    tell("frame", {"url": "process:open", "text": str(url)})
    return 0


def edit(text=None, *_, **__):
    return answer("text")


def get_text_stream(name, *_, **__):
    return getattr(sys, name)


def get_binary_stream(name):
    return getattr(sys, name).buffer


def open_file(filename, mode="r", encoding=None, errors="strict", lazy=False, atomic=False):
    if filename == "-":
        return contextlib.nullcontext(sys.stdout if "w" in mode else sys.stdin)
    return open(filename, mode, encoding=encoding)


def format_filename(filename, shorten=False):
    return os.path.basename(filename) if shorten else str(filename)


def get_app_dir(app_name, roaming=True, force_posix=False):
    title = re.sub(r"\W+", "-", app_name.lower())
    if sys.platform == "darwin":
        return os.path.join(os.path.expanduser("~/Library/Application Support"), app_name)
    return os.path.join(os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config"), title)


def get_terminal_size():
    return os.terminal_size((80, 24))


class progressbar:
    def __init__(self, iterable=None, length=None, *_, **__):
        self._items = iterable if iterable is not None else range(length or 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def __iter__(self):
        return iter(self._items)

    def update(self, *_):
        return None

    render_finish = render_progress = update


class CliRunner:
    def __init__(self, *_, **__):
        return None

    def invoke(self, cli, args=None, **_):
        found = _types.SimpleNamespace(exit_code=0, output="", exception=None)
        try:
            cli.main(args=[args] if isinstance(args, str) else args or [], standalone_mode=True)
        except SystemExit as error:
            found.exit_code = error.code or 0
        return found


testing, termui, utils, globals, formatting, parser = (
    _types.ModuleType(f"click.{_name}") for _name in ("testing", "termui", "utils", "globals", "formatting", "parser")
)
for _module in (testing, termui, utils, globals, formatting, parser):
    _module.__dict__.update({_key: _value for _key, _value in vars().items() if not _key.startswith("_")}, __getattr__=fallback("click"))
    sys.modules[_module.__name__] = _module
