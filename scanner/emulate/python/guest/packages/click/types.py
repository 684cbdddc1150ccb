"""Kinds of values that options and arguments take."""

import datetime as _datetime
import enum
import os
import pathlib
import sys
import uuid

from click.exceptions import BadParameter


class ParamType:
    name, is_composite, arity = "text", False, 1
    envvar_list_splitter = None
    word = None

    def __call__(self, value, param=None, ctx=None):
        return None if value is None else self.convert(value, param, ctx)

    def convert(self, value, param, ctx):
        return value

    def fail(self, message, param=None, ctx=None):
        raise BadParameter(message, ctx=ctx, param=param)

    def get_metavar(self, param, ctx=None):
        return None

    def get_missing_message(self, param, ctx=None):
        return None

    def split_envvar_value(self, value):
        return (value or "").split(self.envvar_list_splitter)

    def __repr__(self):
        return self.name.upper()


class StringParamType(ParamType):
    def convert(self, value, param, ctx):
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


class FuncParamType(ParamType):
    def __init__(self, func):
        self.func, self.name = func, getattr(func, "__name__", "value")

    def convert(self, value, param, ctx):
        try:
            return self.func(value)
        except ValueError:
            self.fail(f"{value!r} is not valid", param, ctx)


class _Number(ParamType):
    kind, word = int, "<count>"

    def __init__(self, min=None, max=None, min_open=False, max_open=False, clamp=False):
        self.min, self.max, self.clamp = min, max, clamp

    def convert(self, value, param, ctx):
        try:
            found = self.kind(value)
        except (TypeError, ValueError):
            self.fail(f"{value!r} is not a valid {self.name}.", param, ctx)
        for limit, is_out in ((self.min, lambda one, edge: one < edge), (self.max, lambda one, edge: one > edge)):
            if limit is not None and is_out(found, limit):
                found = limit  # the explorer does not know the range, and a value in it is wanted
        return found


class IntParamType(_Number):
    name = "integer"


class IntRange(_Number):
    name = "integer range"


class FloatParamType(_Number):
    name, kind = "float", float


class FloatRange(_Number):
    name, kind = "float range", float


class BoolParamType(ParamType):
    name = "boolean"

    def convert(self, value, param, ctx):
        if isinstance(value, bool):
            return value
        text = str(value).strip().lower()
        if text in ("1", "true", "t", "yes", "y", "on"):
            return True
        if text in ("0", "false", "f", "no", "n", "off", ""):
            return False
        return self.fail(f"{value!r} is not a valid boolean.", param, ctx)


class Choice(ParamType):
    name = "choice"

    def __init__(self, choices, case_sensitive=True):
        self.choices, self.case_sensitive = list(choices), case_sensitive

    @property
    def word(self):
        return _label(self.choices[0]) if self.choices else None

    def convert(self, value, param, ctx):
        for one in self.choices:
            label = _label(one)
            if one is value or label == value or (not self.case_sensitive and label.lower() == str(value).lower()):
                return one
        return self.fail(f"{value!r} is not one of {', '.join(map(_label, self.choices))}.", param, ctx)


def _label(one):
    return str(one.value if isinstance(one, enum.Enum) and isinstance(one.value, str) else one.name if isinstance(one, enum.Enum) else one)


class Path(ParamType):
    name, word = "path", "<file>"

    def __init__(
        self,
        exists=False,
        file_okay=True,
        dir_okay=True,
        writable=False,
        readable=True,
        resolve_path=False,
        allow_dash=False,
        path_type=None,
        executable=False,
    ):
        self.exists, self.file_okay, self.dir_okay, self.resolve_path, self.allow_dash, self.type = (
            exists,
            file_okay,
            dir_okay,
            resolve_path,
            allow_dash,
            path_type,
        )
        if not file_okay:
            self.name = self.word = "<folder>"

    def convert(self, value, param, ctx):
        text = os.fspath(value)
        if self.resolve_path:
            text = os.path.realpath(text)
        if self.exists and not (self.allow_dash and text == "-") and not os.path.exists(text):
            self.fail(f"Path {text!r} does not exist.", param, ctx)
        if self.exists and not self.dir_okay and os.path.isdir(text):
            self.fail(f"{text!r} is a directory.", param, ctx)
        return pathlib.Path(text) if self.type is pathlib.Path else text


class File(ParamType):
    name, word = "filename", "<file>"

    def __init__(self, mode="r", encoding=None, errors="strict", lazy=None, atomic=False):
        self.mode, self.encoding = mode, encoding

    def convert(self, value, param, ctx):
        if hasattr(value, "read") or hasattr(value, "write"):
            return value
        if value == "-":
            stream = sys.stdout if "w" in self.mode else sys.stdin
            return stream.buffer if "b" in self.mode else stream
        try:
            return open(value, self.mode, encoding=self.encoding or (None if "b" in self.mode else "utf-8"))
        except OSError as error:
            return self.fail(f"{value!r}: {error.strerror}", param, ctx)


class DateTime(ParamType):
    name = "datetime"
    word = "<date>"

    def __init__(self, formats=None):
        self.formats = formats or ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]

    def convert(self, value, param, ctx):
        if isinstance(value, _datetime.datetime):
            return value
        for form in self.formats:
            try:
                return _datetime.datetime.strptime(value, form)
            except ValueError:
                continue
        return self.fail(f"{value!r} does not match the formats.", param, ctx)


class UUIDParameterType(ParamType):
    name = "uuid"

    def convert(self, value, param, ctx):
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return self.fail(f"{value!r} is not a valid UUID.", param, ctx)


class Tuple(ParamType):
    is_composite = True

    def __init__(self, types):
        self.types = [convert_type(one) for one in types]
        self.arity = len(self.types)

    def convert(self, value, param, ctx):
        return tuple(kind(one, param, ctx) for kind, one in zip(self.types, value, strict=False))


class UnprocessedParamType(ParamType):
    pass


STRING, INT, FLOAT, BOOL, UUID, UNPROCESSED = (
    StringParamType(),
    IntParamType(),
    FloatParamType(),
    BoolParamType(),
    UUIDParameterType(),
    UnprocessedParamType(),
)


def convert_type(kind, default=None):
    """The kind of a value: as given, else as its default shows."""
    if kind is None and default is not None and not callable(default):
        kind = type(default[0]) if isinstance(default, list | tuple) and default else type(default)
    if isinstance(kind, tuple):
        return Tuple(kind)
    if isinstance(kind, ParamType):
        return kind
    if isinstance(kind, type) and issubclass(kind, ParamType):
        return kind()
    known = {str: STRING, int: INT, float: FLOAT, bool: BOOL, None: STRING, pathlib.Path: Path(path_type=pathlib.Path), uuid.UUID: UUID}
    if kind in known:
        return known[kind]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return Choice(kind)
    return FuncParamType(kind) if callable(kind) and kind not in (list, tuple, type(None)) else STRING
