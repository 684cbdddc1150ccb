"""Stands for `attr` and `attrs`: classes made of their fields."""

import dataclasses
import inspect
import sys
import types

from _unmask.anything import fallback

__getattr__ = fallback("attr")
NOTHING = object()


class Factory:
    def __init__(self, factory, takes_self=False):
        self.factory, self.takes_self = factory, takes_self


class _Attribute:
    def __init__(self, default=NOTHING, converter=None, validator=None, init=True, factory=None, kw_only=False, repr=True, eq=True, **more):
        self.default = Factory(factory) if factory is not None else default
        self.converter, self.init, self.kw_only, self.repr, self.name, self.type, self.metadata = (
            converter,
            init,
            kw_only,
            repr,
            None,
            more.get("type"),
            more.get("metadata", {}),
        )
        self.checks = [one for one in (validator if isinstance(validator, list | tuple) else [validator]) if one is not None]

    def validator(self, run):
        self.checks.append(run)
        return run

    def make_default(self, owner):
        if isinstance(self.default, Factory):
            return self.default.factory(owner) if self.default.takes_self else self.default.factory()
        return self.default


def _default_by(self, run):
    self.default = Factory(run, takes_self=True)
    return run


_Attribute.default_by = _default_by


def ib(*values, **options):
    return _Attribute(*values, **options)


attrib = attr = field = ib


def _made(cls, frozen=False, kw_only=False, auto_attribs=None, **_):
    found = {}
    for base in reversed(cls.__mro__[1:]):
        found.update(getattr(base, "__attrs_attrs_by_name__", {}))
    noted = vars(cls).get("__annotations__", {})
    names = [name for name, value in vars(cls).items() if isinstance(value, _Attribute)]
    listed = [*noted, *(name for name in names if name not in noted)] if auto_attribs is not False and (noted or auto_attribs) else names
    for name in listed:
        if "ClassVar" in str(noted.get(name)):
            continue
        value = vars(cls).get(name, NOTHING)
        one = value if isinstance(value, _Attribute) else _Attribute(default=value)
        one.name = name
        found[name] = one
        if name in vars(cls):
            delattr(cls, name)

    def make(self, *values, **options):
        before = getattr(self, "__attrs_pre_init__", None)
        if before is not None:
            before()
        places = [one for one in found.values() if one.init and not (one.kw_only or kw_only)]
        given = {one.name: value for one, value in zip(places, values, strict=False)}
        for one in found.values():
            title = one.name.lstrip("_")
            if one.name in given:
                value = given[one.name]
            elif title in options:
                value = options.pop(title)
            elif one.default is not NOTHING:
                value = one.make_default(self)
            else:
                raise TypeError(f"__init__() missing 1 required argument: {title!r}")
            object.__setattr__(self, one.name, one.converter(value) if one.converter is not None else value)
        if options:
            raise TypeError(f"__init__() got an unexpected keyword argument {next(iter(options))!r}")
        for one in found.values():
            for check in one.checks:
                if inspect.isfunction(check) and len(inspect.signature(check).parameters) == 3:
                    check(self, one, getattr(self, one.name))
        after = getattr(self, "__attrs_post_init__", None)
        if after is not None:
            after()

    given = inspect.Parameter
    titles = [(one.name.lstrip("_"), given.empty if one.default is NOTHING else None) for one in found.values()]
    named = [given(title, given.KEYWORD_ONLY, default=default) for title, default in titles]
    make.__signature__ = inspect.Signature([given("self", given.POSITIONAL_ONLY), *named])
    cls.__init__ = make
    cls.__attrs_attrs__, cls.__attrs_attrs_by_name__ = tuple(found.values()), found
    if "__repr__" not in vars(cls):
        cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{name}={getattr(self, name, None)!r}' for name in found)})"
    if "__eq__" not in vars(cls):
        cls.__eq__ = lambda self, other: type(other) is type(self) and all(getattr(self, name) == getattr(other, name) for name in found)
        cls.__hash__ = (lambda self: hash(tuple(getattr(self, name) for name in found))) if frozen else None
    return cls


def define(*values, **options):
    return _made(values[0], **options) if values and isinstance(values[0], type) else lambda cls: _made(cls, **options)


s = attrs = attributes = dataclass = mutable = define


def frozen(*values, **options):
    return define(*values, **{**options, "frozen": True})


def asdict(value, *, recurse=True, filter=None, **_):
    def dumped(one):
        if hasattr(type(one), "__attrs_attrs__"):
            return asdict(one, filter=filter) if recurse else one
        if isinstance(one, list | tuple):
            return [dumped(item) for item in one]
        return {key: dumped(item) for key, item in one.items()} if isinstance(one, dict) else one

    return {
        one.name: dumped(getattr(value, one.name))
        for one in type(value).__attrs_attrs__
        if filter is None or filter(one, getattr(value, one.name))
    }


def astuple(value, **_):
    return tuple(asdict(value, recurse=False).values())


def evolve(value, **changes):
    return type(value)(**{**{one.name.lstrip("_"): getattr(value, one.name) for one in type(value).__attrs_attrs__ if one.init}, **changes})


def fields(cls):
    return cls.__attrs_attrs__


def has(cls):
    return hasattr(cls, "__attrs_attrs__")


def make_class(name, attributes, **options):
    return define(
        type(
            name,
            (),
            {
                key: (value if isinstance(value, _Attribute) else ib())
                for key, value in (attributes.items() if isinstance(attributes, dict) else ((one, ib()) for one in attributes))
            },
        ),
        **options,
    )


class _Checks:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: lambda *_: None


validators = _Checks()
converters = types.SimpleNamespace(
    optional=lambda run: lambda value: None if value is None else run(value),
    default_if_none=lambda default=None, **_: lambda value: default if value is None else value,
    to_bool=bool,
)
setters = filters = exceptions = _Checks()
for _name in ("validators", "converters", "exceptions"):
    sys.modules[f"attr.{_name}"] = sys.modules[f"attrs.{_name}"] = globals()[_name]
is_dataclass = dataclasses.is_dataclass
