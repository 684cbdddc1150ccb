"""Stands for `typer`: commands made of the signatures of functions."""

import enum
import functools
import inspect
import pathlib
import sys
import types
import typing

import click
from _unmask.anything import fallback
from _unmask.hints import hints_of
from click import Abort, BadParameter, Context, Exit, confirm, echo, get_app_dir, launch, progressbar, prompt, secho, style  # noqa: F401
from click import File as _File

__version__ = "0.19.2"
__getattr__ = fallback("typer")
FileText = FileTextWrite = FileBinaryRead = FileBinaryWrite = typing.NewType("FileText", object)


class ParameterInfo:
    is_option = True

    def __init__(self, default=..., *decls, **options):
        self.default, self.decls, self.options = default, [one for one in decls if isinstance(one, str)], options
        if "default_factory" in options:
            self.default = options["default_factory"]


class OptionInfo(ParameterInfo):
    pass


class ArgumentInfo(ParameterInfo):
    is_option = False


def Option(default=..., *decls, **options):
    return OptionInfo(default, *decls, **options)


def Argument(default=..., **options):
    return ArgumentInfo(default, **options)


def _kind_of(annotation):
    """(kind, whether several are taken)."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        inner = [one for one in typing.get_args(annotation) if one is not type(None)]
        return _kind_of(inner[0]) if inner else (str, False)
    if origin in (list, set, tuple, typing.Sequence):
        inner = typing.get_args(annotation)
        return _kind_of(inner[0])[0] if inner else str, True
    if origin is typing.Literal:
        return click.Choice(list(typing.get_args(annotation))), False
    if annotation in (inspect.Parameter.empty, typing.Any, None):
        return str, False
    if annotation is list:
        return str, True
    if annotation is FileText:
        return _File(), False
    return annotation, False


def _param(name, annotation, default):
    """The option or argument that a parameter of a function stands for."""
    info = None
    if typing.get_origin(annotation) is typing.Annotated:
        annotation, *notes = typing.get_args(annotation)
        info = next((one for one in notes if isinstance(one, ParameterInfo)), None)
        if info is not None and isinstance(info.default, str) and info.default.startswith("-"):
            info = type(info)(..., info.default, *info.decls, **info.options)
        if info is not None and default is inspect.Parameter.empty:
            default = info.options.get("default_factory", ...)
    if isinstance(default, ParameterInfo):
        info = default
        default = info.default
        if isinstance(default, str) and default.startswith("--") and not info.decls:
            info, default = type(info)(..., default, **info.options), ...
    elif info is None:
        info = ArgumentInfo() if default is inspect.Parameter.empty else OptionInfo()
    required = default in (..., inspect.Parameter.empty) if not isinstance(default, list | dict) else False
    kind, several = _kind_of(annotation)
    held = {
        key: info.options[key]
        for key in ("help", "envvar", "callback", "metavar", "is_eager", "prompt", "hide_input", "count", "hidden")
        if key in info.options
    }
    if callable(held.get("callback")):
        held["callback"] = _adapted(held["callback"])
    if info.options.get("click_type") is not None:
        kind = info.options["click_type"]
    if kind is pathlib.Path:
        held["type"] = click.Path(
            exists=info.options.get("exists", False),
            dir_okay=info.options.get("dir_okay", True),
            file_okay=info.options.get("file_okay", True),
            resolve_path=info.options.get("resolve_path", False),
            path_type=pathlib.Path,
        )
    elif isinstance(kind, type) and issubclass(kind, enum.Enum):
        held["type"] = click.Choice(list(kind), case_sensitive=info.options.get("case_sensitive", True))
    elif kind in (int, float):
        held["type"] = (click.IntRange if kind is int else click.FloatRange)(min=info.options.get("min"), max=info.options.get("max"))
    elif kind is not bool:
        held["type"] = kind
    value = None if required else default
    if not info.is_option:
        return click.Argument(
            [name],
            required=required,
            default=value,
            nargs=-1 if several else 1,
            **{key: one for key, one in held.items() if key not in ("prompt", "hide_input", "count")},
        )
    flag = f"--{name.replace('_', '-')}"
    decls = [*info.decls, name] if info.decls else [flag, name]
    if kind is bool:
        if not info.decls:
            decls = [f"{flag}/--no-{name.replace('_', '-')}", name]
        return click.Option(decls, is_flag=True, default=value, keeps_none=value is None and not required, required=required, **held)
    return click.Option(decls, required=required and not held.get("prompt"), default=value, multiple=several, **held)


def _adapted(run):
    """A callback takes what it names: the value, the context, the parameter."""

    def call(ctx, param, value):
        given = []
        for one in inspect.signature(run).parameters.values():
            title = getattr(one.annotation, "__name__", str(one.annotation))
            given.append(
                ctx if "Context" in title or one.name == "ctx" else param if "CallbackParam" in title or one.name == "param" else value
            )
        return run(*given)

    return call


def command_of(run, kind=click.Command, name=None, **options):
    """The command that a function stands for."""
    hints = hints_of(run) or {}
    params, context_name = [], None
    for one in inspect.signature(run).parameters.values():
        annotation = hints.get(one.name, one.annotation)
        if isinstance(annotation, type) and issubclass(annotation, click.Context):
            context_name = one.name
        elif one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL):
            params.append(_param(one.name, annotation, one.default))

    @functools.wraps(run)
    def call(**given):
        for one in params:
            if one.multiple or one.nargs == -1:
                given[one.name] = (
                    list(given.get(one.name) or ())
                    if one.default is not None or given.get(one.name)
                    else given.get(one.name) and list(given[one.name])
                )
        if context_name:
            given[context_name] = click.get_current_context()
        return run(**given)

    options.setdefault("help", inspect.getdoc(run))
    return kind(name=name or run.__name__.lower().replace("_", "-"), callback=call, params=params, **options)


_OPTIONS = ("help", "epilog", "short_help", "context_settings", "no_args_is_help", "hidden", "deprecated", "add_help_option")


class Typer:
    def __init__(self, *, name=None, callback=None, invoke_without_command=False, **options):
        self.info = types.SimpleNamespace(name=name)
        self.registered_commands, self.registered_groups = [], []
        self._callback, self._options = (
            callback,
            {key: value for key, value in options.items() if key in _OPTIONS and isinstance(value, str | bool | dict)},
        )
        self._options["invoke_without_command"] = invoke_without_command

    def command(self, name=None, **options):
        held = {key: value for key, value in options.items() if key in _OPTIONS}

        def add(run):
            self.registered_commands.append((name, run, held))
            return run

        return add

    def callback(self, **options):
        held = {key: value for key, value in options.items() if key in (*_OPTIONS, "invoke_without_command")}

        def add(run):
            self._callback = run
            self._options.update(held)
            return run

        return add

    def add_typer(self, other, *, name=None, **options):
        self.registered_groups.append((name or other.info.name, other, options))

    def made(self, name=None):
        """The commands as one."""
        if len(self.registered_commands) == 1 and not self.registered_groups and self._callback is None:
            title, run, held = self.registered_commands[0]
            return command_of(run, name=title, **held)
        options = dict(self._options)
        made = command_of(self._callback, click.Group, name=name, **options) if self._callback else click.Group(name=name, **options)
        for title, run, held in self.registered_commands:
            made.add_command(command_of(run, name=title, **held))
        for title, other, _ in self.registered_groups:
            inner = other.made(title)
            if not isinstance(inner, click.Group):
                group = click.Group(name=title, no_args_is_help=True)
                group.add_command(inner)
                inner = group
            if title:
                made.add_command(inner, title)
            else:
                made.commands.update(inner.commands)
        return made

    def __call__(self, *values, **options):
        return self.made()(
            *values, **{key: value for key, value in options.items() if key in ("args", "prog_name", "standalone_mode", "obj")}
        )

    def unmask_offer(self):
        self.made().unmask_offer()


def run(function):
    app = Typer()
    app.command()(function)
    app()


colors = types.SimpleNamespace(
    **{
        name.upper(): name
        for name in (
            "black",
            "red",
            "green",
            "yellow",
            "blue",
            "magenta",
            "cyan",
            "white",
            "bright_black",
            "bright_red",
            "bright_green",
            "bright_yellow",
            "bright_blue",
        )
    }
)
main = core = models = sys.modules[__name__]
sys.modules["typer.colors"] = colors
for _name in ("main", "core", "models", "params", "rich_utils"):
    sys.modules[f"typer.{_name}"] = sys.modules[__name__]
TyperGroup, TyperCommand, CallbackParam = click.Group, click.Command, click.Option
testing = types.ModuleType("typer.testing")
testing.CliRunner = click.CliRunner
sys.modules["typer.testing"] = testing


def get_command(app):
    return app.made()


get_group = get_command
