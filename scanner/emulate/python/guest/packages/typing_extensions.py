"""Stands for `typing_extensions`: what `typing` has, and plain forms of what only later versions of it have."""

import abc as _abc
import inspect as _inspect
import types as _types
import typing as _typing

for _name in _typing.__all__:
    globals()[_name] = getattr(_typing, _name)

Sentinel = sentinel = type("Sentinel", (), {"__init__": lambda self, name="", *_, **__: setattr(self, "_name", name)})
NoDefault, NoExtraItems = Sentinel("NoDefault"), Sentinel("NoExtraItems")
runtime = _typing.runtime_checkable
CapsuleType = type(__import__("datetime").datetime_CAPI) if hasattr(__import__("datetime"), "datetime_CAPI") else object
get_annotations, type_repr = _inspect.get_annotations, repr

_dict_of_kinds = _typing._TypedDictMeta.__new__


def _without_later_options(cls, name, bases, body, total=True, **_):
    return _dict_of_kinds(cls, name, bases, body, total=total)


_typing._TypedDictMeta.__new__ = _without_later_options


class _Variable(type):
    """A kind of variable that takes a default, and whose instances are those of `typing`."""

    def __call__(cls, *values, default=NoDefault, infer_variance=False, **options):
        return cls.plain(*values, **options)

    def __instancecheck__(cls, value):
        return isinstance(value, cls.plain)


class TypeVar(metaclass=_Variable):
    plain = _typing.TypeVar


class ParamSpec(metaclass=_Variable):
    plain = _typing.ParamSpec


class TypeVarTuple(metaclass=_Variable):
    plain = _typing.TypeVarTuple


class _Form:
    """`Form[kind]` is what `made` makes of the kind."""

    def __init__(self, name, made):
        self._name, self._made = name, made

    def __getitem__(self, kind):
        return self._made(kind)

    def __call__(self, value, *_, **__):
        return value


ReadOnly = _Form("ReadOnly", lambda kind: kind)
TypeIs = _Form("TypeIs", lambda kind: bool)
TypeForm = _Form("TypeForm", lambda kind: type)


class TypeAliasType:
    def __init__(self, name, value, *, type_params=()):
        self.__name__, self.__value__, self.__type_params__ = name, value, tuple(type_params)

    def __getitem__(self, inner):
        return self.__value__[inner] if getattr(self.__value__, "__parameters__", ()) else self.__value__

    def __or__(self, other):
        return self.__value__ | other

    def __ror__(self, other):
        return other | self.__value__

    def __call__(self, *_, **__):
        raise TypeError("Type alias is not callable")  # `typing` takes what can be called for a kind

    __parameters__ = ()


class Doc:
    def __init__(self, documentation=""):
        self.documentation = documentation


class deprecated:
    def __init__(self, message="", /, **_):
        self.message = message

    def __call__(self, held, /):
        return held


def override(held, /):
    return held


disjoint_base = override


Buffer = _abc.ABCMeta("Buffer", (), {})


for _kind in (bytes, bytearray, memoryview):
    Buffer.register(_kind)
Reader = Writer = _typing.Protocol


def get_original_bases(cls, /):
    return cls.__dict__.get("__orig_bases__", cls.__bases__)


def is_protocol(held, /):
    return isinstance(held, type) and getattr(held, "_is_protocol", False)


def get_protocol_members(held, /):
    return frozenset(name for name in vars(held) if not name.startswith("_"))


def evaluate_forward_ref(ref, *, globals=None, locals=None, **_):
    return ref._evaluate(globals, locals, frozenset())


def IntVar(name):
    return _typing.TypeVar(name)


Format = _types.SimpleNamespace(VALUE=1, VALUE_WITH_FAKE_GLOBALS=2, FORWARDREF=3, STRING=4)
