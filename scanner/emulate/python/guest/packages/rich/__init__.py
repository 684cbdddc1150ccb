"""Stands for `rich`: what it shows is printed as plain text."""

import logging
import re
import sys
import types

from _unmask.answers import answer
from _unmask.anything import fallback

__version__ = "14.1.0"
__getattr__ = fallback("rich")
_MARKUP = re.compile(r"\[/?[a-z#][\w #=.:/-]*\]|\[/\]")


def plain_text(value):
    """What a renderable shows."""
    if isinstance(value, str):
        return _MARKUP.sub("", value)
    if hasattr(value, "plain_text"):
        return value.plain_text()
    return str(value)


class Text:
    def __init__(self, text="", *_, **__):
        self.plain = str(text)

    def append(self, text, *_, **__):
        self.plain += text.plain if isinstance(text, Text) else str(text)
        return self

    def plain_text(self):
        return self.plain

    __str__ = plain_text

    @classmethod
    def from_markup(cls, text, **_):
        return cls(plain_text(text))

    @classmethod
    def assemble(cls, *parts, **_):
        return cls("".join(one if isinstance(one, str) else one[0] if isinstance(one, tuple) else str(one) for one in parts))

    from_ansi = from_markup

    def stylize(self, *_, **__):
        return None

    highlight_regex = highlight_words = truncate = pad_right = stylize

    def __len__(self):
        return len(self.plain)

    def __add__(self, other):
        return Text(self.plain + str(other))


class Shown:
    """A renderable of which only its text counts."""

    def __init__(self, content="", *_, title=None, **__):
        self._content, self._title = content, title
        self.renderable = content

    def plain_text(self):
        head = [plain_text(self._title)] if self._title else []
        return "\n".join([*head, plain_text(self._content)])

    __str__ = plain_text

    @classmethod
    def fit(cls, *values, **options):
        return cls(*values, **options)

    @classmethod
    def from_path(cls, path, *_, **__):
        with open(path, encoding="utf-8") as file:
            return cls(file.read())

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: self


class Group(Shown):
    def __init__(self, *items, **_):
        super().__init__("\n".join(map(plain_text, items)))


class Rule(Shown):
    def __init__(self, title="", *_, **__):
        super().__init__(title)


class Table(Shown):
    def __init__(self, *headers, title=None, **_):
        super().__init__("", title=title)
        self.columns, self.rows = list(map(str, headers)), []

    def add_column(self, header="", *_, **__):
        self.columns.append(plain_text(header))

    def add_row(self, *values, **_):
        self.rows.append([plain_text(one) if one is not None else "" for one in values])

    def add_section(self):
        return None

    @classmethod
    def grid(cls, *values, **options):
        return cls(*values)

    def plain_text(self):
        lines = [plain_text(self._title)] if self._title else []
        return "\n".join([*lines, *("  ".join(row) for row in [self.columns, *self.rows] if row)])

    @property
    def row_count(self):
        return len(self.rows)


class Tree(Shown):
    def add(self, label, **_):
        self._content = f"{plain_text(self._content)}\n{plain_text(label)}"
        return Tree(label)


class Columns(Group):
    def __init__(self, items=(), *_, **__):
        super().__init__(*items)


class Quiet:
    """Progress, status, live: nothing of it is shown."""

    def __init__(self, *_, console=None, **__):
        self.console = console or _console()
        self.finished, self.tasks = False, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def add_task(self, *_, **__):
        return 0

    def track(self, items, *_, **__):
        yield from items

    def print(self, *values, **options):
        self.console.print(*values, **options)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None

    @classmethod
    def get_default_columns(cls):
        return ()


class Live(Quiet):
    def __init__(self, renderable="", *values, **options):
        super().__init__(*values, **options)
        self._last = renderable

    def update(self, renderable, *_, **__):
        self._last = renderable

    def __exit__(self, *_):
        if self._last:
            self.console.print(self._last)


class Console:
    def __init__(self, *_, file=None, stderr=False, record=False, **options):
        self._file, self._stderr, self.width, self.height, self.is_terminal, self.is_interactive = (
            file,
            stderr,
            options.get("width") or 80,
            24,
            False,
            False,
        )
        self.color_system, self.encoding, self._recorded, self.quiet, self.no_color = None, "utf-8", [], options.get("quiet", False), True
        self.size = types.SimpleNamespace(width=80, height=24)
        self.options = types.SimpleNamespace(max_width=80)

    @property
    def file(self):
        return self._file or (sys.stderr if self._stderr else sys.stdout)

    def print(self, *values, sep=" ", end="\n", markup=True, **_):
        text = sep.join(plain_text(one) if markup or not isinstance(one, str) else one for one in values)
        self._recorded.append(text)
        if not self.quiet:
            self.file.write(text + end)

    def out(self, *values, sep=" ", end="\n", **_):
        self.file.write(sep.join(map(str, values)) + end)

    log = print

    def rule(self, title="", **_):
        self.print(title)

    def print_json(self, text=None, *, data=None, **_):
        import json

        self.print(text if text is not None else json.dumps(data, indent=2), markup=False)

    def print_exception(self, **_):
        self.print(str(sys.exc_info()[1]), markup=False)

    def input(self, prompt="", *, password=False, **_):
        if prompt:
            self.print(prompt, end="")
        return answer(prompt, kind="password" if password else "text")

    def status(self, *_, **__):
        return Quiet(console=self)

    capture = pager = screen = status

    def export_text(self, **_):
        return "\n".join(self._recorded)

    def render_str(self, text, **_):
        return Text.from_markup(text)

    def clear(self, *_):
        return None

    bell = show_cursor = set_window_title = line = push_theme = pop_theme = use_theme = clear


_held = []


def _console():
    if not _held:
        _held.append(Console())
    return _held[0]


get_console = _console


def print(*values, sep=" ", end="\n", file=None, flush=False):
    (Console(file=file) if file else _console()).print(*values, sep=sep, end=end)


def print_json(text=None, *, data=None, **options):
    _console().print_json(text, data=data)


def inspect(value, **_):
    _console().print(repr(value))


def reconfigure(*_, **__):
    return None


class PromptBase:
    kind = "text"
    response_type = str

    def __init__(self, prompt="", *_, choices=None, **__):
        self._prompt, self._choices = prompt, choices

    @classmethod
    def ask(cls, prompt="", *, choices=None, default=..., password=False, **_):
        _console().print(prompt)
        if cls.kind == "text" and default is not ... and choices is None and default is not None:
            return default
        return answer(prompt, choices=choices, kind="password" if password else cls.kind)

    def __call__(self, **_):
        return type(self).ask(self._prompt, choices=self._choices)


class Prompt(PromptBase):
    pass


class Confirm(PromptBase):
    kind = "confirm"


class IntPrompt(PromptBase):
    kind = "number"


class FloatPrompt(IntPrompt):
    pass


class RichHandler(logging.StreamHandler):
    def __init__(self, level=logging.NOTSET, console=None, **_):
        super().__init__()
        self.setLevel(level)


def _installed(*_, **__):
    return None


def escape(text):
    return text.replace("[", r"\[")


def track(items, *_, **__):
    yield from items


class Style(Shown):
    pass


_PARTS = {
    "console": ("Console", "Group"), "text": ("Text",), "markdown": (), "panel": (), "syntax": (), "table": ("Table",), "tree": ("Tree",),
    "live": ("Live",),
    "progress": ("track",), "prompt": ("Prompt", "Confirm", "IntPrompt", "FloatPrompt", "PromptBase"), "status": (), "rule": ("Rule",),
    "columns": ("Columns",),
    "logging": ("RichHandler",), "markup": ("escape",), "style": ("Style",), "pretty": (), "traceback": (), "align": (), "padding": (),
    "json": (), "theme": (),
    "box": (), "layout": (), "spinner": (), "emoji": (), "highlighter": (), "filesize": (), "ansi": (), "measure": (), "segment": (),
    "themes": (),
}  # fmt: skip


def _of_part(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in ("Progress", "Status", "Task", "TaskID"):
        return Quiet
    if name in ("install", "pprint", "pretty_repr"):
        return _installed if name == "install" else print if name == "pprint" else repr
    if name.isupper():
        return None
    return Shown


for _name, _names in _PARTS.items():
    _module = types.ModuleType(f"rich.{_name}")
    _module.__dict__.update({key: globals()[key] for key in _names}, __getattr__=_of_part, __path__=[])
    sys.modules[_module.__name__] = _module
    if _name not in ("inspect",):
        globals().setdefault(_name, _module)
pretty, traceback = sys.modules["rich.pretty"], sys.modules["rich.traceback"]
logging = sys.modules["rich.logging"]
