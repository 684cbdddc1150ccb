"""Stands for `pydantic`: fields with defaults and plain conversions; what does not fit is refused only where it is missing."""

import copy
import dataclasses as _dataclasses
import datetime
import decimal
import enum
import inspect
import json
import pathlib
import sys
import types
import typing
import uuid

from _unmask.anything import fallback as _fallback
from _unmask.channel import plain as _plain
from _unmask.hints import hints_of as _hints_of

__version__ = VERSION = "2.11.9"
_MISSING = object()
ConfigDict = dict
SecretValue = "**********"


class ValidationError(ValueError):
    def __init__(self, title="", problems=()):
        super().__init__(f"{len(problems)} validation error(s) for {title}: " + "; ".join(f"{name}: {text}" for name, text in problems))
        self.title, self._problems = title, list(problems)

    def errors(self, **_):
        return [{"loc": (name,), "msg": text, "type": "value_error"} for name, text in self._problems]

    def error_count(self):
        return len(self._problems)

    def json(self, **_):
        return json.dumps(self.errors())


class FieldInfo:
    def __init__(self, default=_MISSING, *, default_factory=None, alias=None, validation_alias=None, serialization_alias=None, **more):
        self.default = _MISSING if default is ... else default
        self.default_factory, self.alias, self.validation_alias = default_factory, alias, validation_alias
        self.serialization_alias, self.more, self.annotation = serialization_alias, more, None
        self.description, self.exclude, self.metadata, self.title = (
            more.get("description"),
            more.get("exclude", False),
            [],
            more.get("title"),
        )
        self.json_schema_extra = more.get("json_schema_extra")

    def is_required(self):
        return self.default is _MISSING and self.default_factory is None

    def get_default(self, **_):
        if self.default_factory is not None:
            return self.default_factory()
        return (
            copy.deepcopy(self.default)
            if isinstance(self.default, list | dict | set)
            else None
            if self.default is _MISSING
            else self.default
        )

    def names(self):
        found = [self.validation_alias, self.alias]
        listed = [one for given in found if given is not None for one in (given.choices if hasattr(given, "choices") else [given])]
        return [one if isinstance(one, str) else getattr(one, "path", [str(one)])[0] for one in listed]


class AliasChoices:
    def __init__(self, *choices):
        self.choices = list(choices)


class AliasPath:
    def __init__(self, *path):
        self.path = list(path)


def Field(default=_MISSING, **options):
    return FieldInfo(default, **options)


def PrivateAttr(default=None, *, default_factory=None, **_):
    return FieldInfo(default, default_factory=default_factory)


class SecretStr:
    def __init__(self, value):
        self._value = value

    def get_secret_value(self):
        return self._value

    def __str__(self):
        return SecretValue if self._value else ""

    def __len__(self):
        return len(self._value)

    def __bool__(self):
        return bool(self._value)

    def __eq__(self, other):
        return isinstance(other, SecretStr) and other._value == self._value

    def __hash__(self):
        return hash(self._value)


class SecretBytes(SecretStr):
    pass


class _Address(str):
    """Addresses are texts with their parts."""

    @property
    def _split(self):
        from urllib.parse import urlsplit

        return urlsplit(str(self))

    host = property(lambda self: self._split.hostname)
    scheme = property(lambda self: self._split.scheme)
    port = property(lambda self: self._split.port)
    path = property(lambda self: self._split.path)

    def unicode_string(self):
        return str(self)


HttpUrl = AnyUrl = AnyHttpUrl = AnyWebsocketUrl = PostgresDsn = RedisDsn = FileUrl = UrlConstraints = _Address


def converted(kind, value):
    """The value as its kind wants it. Raises ValueError, TypeError where it cannot be that."""
    if kind is typing.Any:
        return value  # a class, which nothing is an instance of
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        for note in inner[1:]:
            if isinstance(note, _Step) and note.before:
                value = note.run(value)
        value = converted(inner[0], value)
        for note in inner[1:]:
            if isinstance(note, _Step) and not note.before:
                value = note.run(value)
        return value
    if origin in (typing.Union, types.UnionType):
        return _one_of(inner, value)
    if origin is typing.Literal:
        if value not in inner:
            raise ValueError(f"Input should be {' or '.join(map(repr, inner))}")
        return value
    if value is None:
        return None
    if origin in (list, set, frozenset, tuple) or kind in (list, set, frozenset, tuple):
        return _collected(origin or kind, inner, value)
    if origin is dict or origin is typing.Mapping or str(origin).endswith("Mapping'>"):
        return (
            {converted(inner[0], name): converted(inner[1], one) for name, one in value.items()}
            if inner and hasattr(value, "items")
            else value
        )
    if not isinstance(kind, type) or (isinstance(value, kind) and not (kind is int and isinstance(value, bool))):
        return value
    return _of_class(kind, value)


def _one_of(kinds, value):
    if value is None and type(None) in kinds:
        return None
    exact = next((one for one in kinds if isinstance(one, type) and type(value) is one), None)
    if exact is not None:
        return value
    for one in kinds:
        if one is type(None):
            continue
        try:
            return converted(one, value)
        except (ValueError, TypeError):
            continue
    raise ValueError("Input fits none of the kinds")


def _collected(origin, inner, value):
    if isinstance(value, str | bytes):
        raise TypeError(f"Input should be a valid {origin.__name__}")
    items = list(value)
    if not inner:
        return origin(items)
    if origin is tuple and Ellipsis not in inner:
        return tuple(converted(kind, one) for kind, one in zip(inner, items, strict=False))
    return origin(converted(inner[0], one) for one in items)


def _of_class(kind, value):
    if issubclass(kind, BaseModel):
        return kind.model_validate(value)
    if issubclass(kind, SecretStr | _Address):
        return kind(value)
    if issubclass(kind, enum.Enum):
        return kind(value)
    if kind is bool:
        text = str(value).lower()
        if text in ("1", "true", "t", "yes", "y", "on"):
            return True
        if text in ("0", "false", "f", "no", "n", "off"):
            return False
        raise ValueError("Input should be a valid boolean")
    if kind is str:
        if isinstance(value, bytes):
            return value.decode()
        raise ValueError("Input should be a valid string")
    if kind in (datetime.datetime, datetime.date):
        return kind.fromisoformat(str(value))
    if kind is decimal.Decimal:
        try:
            return kind(str(value))
        except decimal.InvalidOperation:
            raise ValueError("Input should be a valid decimal") from None
    if kind in (int, float, uuid.UUID, pathlib.Path, bytes):
        return kind(str(value)) if kind is not bytes else str(value).encode()
    if _dataclasses.is_dataclass(kind) and isinstance(value, dict):
        return kind(**value)
    return value


class _Step:
    def __init__(self, run, before=False):
        self.run, self.before = run, before


def AfterValidator(run):
    return _Step(run)


def BeforeValidator(run):
    return _Step(run, before=True)


def PlainValidator(run):
    return _Step(run, before=True)


def _marking(kind):
    def decorator(*fields, mode="after", pre=False, **_):
        def mark(run):
            target = run.__func__ if isinstance(run, classmethod | staticmethod) else run
            target._unmask_step = (kind, fields, "before" if pre else mode)
            return run

        if fields and callable(fields[0]):
            run, fields = fields[0], ()
            return mark(run)
        return mark

    return decorator


field_validator = validator = _marking("field")
model_validator = root_validator = _marking("model")


def field_serializer(*fields, **_):
    def mark(run):
        run._unmask_step = ("serialize", fields, "after")
        return run

    return mark


def model_serializer(*values, **_):
    return values[0] if values and callable(values[0]) else lambda run: run


def computed_field(*values, **_):
    def mark(held):
        made = held if isinstance(held, property) else property(held)
        made.fget._unmask_computed = True
        return made

    return mark(values[0]) if values else mark


class _Meta(type):
    def __new__(mcls, name, bases, body, **options):
        made = super().__new__(mcls, name, bases, body)
        made.model_config = {
            **{key: value for base in reversed(made.__mro__[1:]) for key, value in getattr(base, "model_config", {}).items()},
            **dict(body.get("model_config") or {}),
            **options,
        }
        old = body.get("Config")
        if old is not None:
            made.model_config = {**made.model_config, **{key: value for key, value in vars(old).items() if not key.startswith("_")}}
        made._unmask_fields = None
        made._unmask_steps = [step for base in reversed(made.__mro__) for step in vars(base).values() if _step_of(step)]
        return made

    @property
    def model_fields(cls):
        return fields_of(cls)

    @property
    def __fields__(cls):
        return fields_of(cls)

    def __getattr__(cls, name):
        if name.startswith("_") or name == "model_fields":
            raise AttributeError(name)
        found = (cls.__dict__.get("_unmask_fields") or {}).get(name)
        if found is None:
            raise AttributeError(name)
        return found.get_default()


def _step_of(held):
    target = held.__func__ if isinstance(held, classmethod | staticmethod) else held
    return getattr(target, "_unmask_step", None)


def fields_of(cls):
    """The fields of a model, those of its bases first."""
    if cls.__dict__.get("_unmask_fields") is not None:
        return cls._unmask_fields
    hints = _hints_of(cls)
    if hints is None:
        hints = {name: typing.Any for base in reversed(cls.__mro__) for name in vars(base).get("__annotations__", {})}
    found = {}
    for base in reversed(cls.__mro__):
        for name in vars(base).get("__annotations__", {}):
            kind = hints.get(name, typing.Any)
            if (
                name.startswith("_")
                or name == "model_config"
                or typing.get_origin(kind) is typing.ClassVar
                or base.__module__ == "pydantic"
            ):
                continue
            default = vars(base).get(name, _MISSING)
            found[name] = _field(kind, default)
    cls._unmask_fields = found
    return found


def _field(kind, default):
    info = default if isinstance(default, FieldInfo) else None
    if info is None and typing.get_origin(kind) is typing.Annotated:
        noted = next((one for one in typing.get_args(kind)[1:] if isinstance(one, FieldInfo)), None)
        if noted is not None:
            info = copy.copy(noted)
            if default is not _MISSING:
                info.default = default
    if info is None:
        info = FieldInfo(default)
    info.annotation = kind
    return info


class BaseModel(metaclass=_Meta):
    model_config: typing.ClassVar = {}

    def __init__(self, /, **data):
        cls = type(self)
        object.__setattr__(self, "__pydantic_fields_set__", set())
        for base in reversed(cls.__mro__):
            for name, value in vars(base).items():
                if name.startswith("_") and isinstance(value, FieldInfo):
                    object.__setattr__(self, name, value.get_default())
        for run in self._steps("model", "before"):
            data = self._bound(run)(data)
        self._fill(data)
        for run in self._steps("model", "after"):
            self._bound(run, is_after=True)
        self.model_post_init(None)

    def model_post_init(self, context, /):
        """What is done after a model is made; classes call that of the one above them."""

    def _fill(self, data):
        cls, problems = type(self), []
        known = fields_of(cls)
        taken = set()
        for name, info in known.items():
            given = next((one for one in (*info.names(), name) if one in data), None)
            try:
                if given is not None:
                    taken.add(given)
                    value = converted(info.annotation, self._checked(name, data[given], "before"))
                    self.__pydantic_fields_set__.add(name)
                elif info.is_required():
                    problems.append((name, "Field required"))
                    continue
                else:
                    value = info.get_default()
                object.__setattr__(self, name, self._checked(name, value, "after") if given is not None else value)
            except (ValueError, TypeError, AssertionError) as error:
                problems.append((name, str(error)))
        extra = {name: value for name, value in data.items() if name not in taken and name not in known}
        if extra and cls.model_config.get("extra") == "forbid":
            problems += [(name, "Extra inputs are not permitted") for name in extra]
        if cls.model_config.get("extra") == "allow":
            for name, value in extra.items():
                object.__setattr__(self, name, value)
            object.__setattr__(self, "__pydantic_extra__", extra)
        if problems:
            raise ValidationError(cls.__name__, problems)

    def _steps(self, kind, mode):
        return [
            step
            for step in type(self)._unmask_steps
            if _step_of(step)[0] == kind and (_step_of(step)[2] == mode or (mode == "before" and _step_of(step)[2] == "plain"))
        ]

    def _bound(self, step, is_after=False):
        run = step.__func__ if isinstance(step, classmethod | staticmethod) else step
        if is_after:
            return run(type(self), self) if isinstance(step, classmethod) else run(self)
        if isinstance(step, staticmethod):
            return run
        return lambda value, *rest: run(type(self), value, *rest)

    def _checked(self, name, value, mode):
        for step in self._steps("field", mode):
            if name in _step_of(step)[1] or "*" in _step_of(step)[1]:
                run = step.__func__ if isinstance(step, classmethod | staticmethod) else step
                count = len(inspect.signature(run).parameters)
                info = types.SimpleNamespace(data=dict(vars(self)), field_name=name, config=None, context=None)
                extra = {name for name in inspect.signature(run).parameters} & {"values", "field", "config"}
                given = [vars(self)] if "values" in extra else [info] if count > 2 else []
                value = self._bound(step)(value, *given)
        return value

    @classmethod
    def model_validate(cls, value, **_):
        if isinstance(value, cls):
            return value
        if isinstance(value, dict):
            return cls(**{str(name): one for name, one in value.items()})
        if cls.model_config.get("from_attributes") or cls.model_config.get("orm_mode"):
            return cls(**{name: getattr(value, name) for name in fields_of(cls) if hasattr(value, name)})
        raise ValidationError(cls.__name__, [("", "Input should be a valid dictionary")])

    parse_obj = from_orm = model_validate

    @classmethod
    def model_validate_json(cls, text, **_):
        try:
            return cls.model_validate(json.loads(text))
        except json.JSONDecodeError as error:
            raise ValidationError(cls.__name__, [("", f"Invalid JSON: {error}")]) from error

    parse_raw = model_validate_json

    @classmethod
    def parse_file(cls, path, **_):
        with open(path, encoding="utf-8") as file:
            return cls.model_validate_json(file.read())

    @classmethod
    def model_construct(cls, _fields_set=None, **values):
        made = cls.__new__(cls)
        object.__setattr__(made, "__pydantic_fields_set__", set(values))
        for name, info in fields_of(cls).items():
            object.__setattr__(made, name, values.get(name, info.get_default()))
        return made

    construct = model_construct

    @classmethod
    def model_rebuild(cls, **_):
        cls._unmask_fields = None
        return True

    update_forward_refs = model_rebuild

    def model_dump(
        self,
        *,
        mode="python",
        include=None,
        exclude=None,
        by_alias=False,
        exclude_none=False,
        exclude_unset=False,
        exclude_defaults=False,
        **_,
    ):
        found = {}
        serializers = {name: step for step in type(self)._unmask_steps if _step_of(step)[0] == "serialize" for name in _step_of(step)[1]}
        for name, info in [*fields_of(type(self)).items(), *((name, FieldInfo()) for name in getattr(self, "__pydantic_extra__", {}))]:
            value = getattr(self, name, None)
            if (include and name not in include) or (exclude and name in exclude) or info.exclude or (exclude_none and value is None):
                continue
            if (exclude_unset and name not in self.__pydantic_fields_set__) or (
                exclude_defaults and not info.is_required() and value == info.get_default()
            ):
                continue
            if name in serializers:
                value = serializers[name](self, value)
            title = (info.serialization_alias or info.alias or name) if by_alias else name
            found[title] = _dumped(value, mode, exclude_none, by_alias)
        for base in type(self).__mro__:
            for name, held in vars(base).items():
                if isinstance(held, property) and getattr(held.fget, "_unmask_computed", False):
                    found.setdefault(name, _dumped(getattr(self, name), mode, exclude_none, by_alias))
        return found

    def dict(self, **options):
        return self.model_dump(**options)

    def model_dump_json(self, *, indent=None, **options):
        separators = None if indent is not None else (",", ":")
        return json.dumps(self.model_dump(mode="json", **options), indent=indent, ensure_ascii=False, separators=separators, default=_plain)

    def json(self, *, indent=None, **options):
        return json.dumps(
            self.model_dump(
                mode="json", **{key: value for key, value in options.items() if key in ("exclude", "include", "exclude_none", "by_alias")}
            ),
            indent=indent,
            default=_plain,
        )

    def model_copy(self, *, update=None, deep=False):
        made = copy.deepcopy(self) if deep else copy.copy(self)
        for name, value in (update or {}).items():
            object.__setattr__(made, name, value)
        return made

    copy = model_copy

    @classmethod
    def model_json_schema(cls, **_):
        return schema_of(cls)

    schema = model_json_schema

    def __setattr__(self, name, value):
        if self.model_config.get("frozen") or self.model_config.get("allow_mutation") is False:
            raise ValidationError(type(self).__name__, [(name, "Instance is frozen")])
        if self.model_config.get("validate_assignment") and name in fields_of(type(self)):
            value = converted(fields_of(type(self))[name].annotation, value)
        object.__setattr__(self, name, value)

    def __iter__(self):
        return iter([(name, getattr(self, name)) for name in fields_of(type(self))])

    def __eq__(self, other):
        return type(other) is type(self) and other.model_dump() == self.model_dump()

    def __hash__(self):
        return hash((type(self), *(str(getattr(self, name, None)) for name in fields_of(type(self)))))

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name, None)!r}' for name in fields_of(type(self)))})"

    def __str__(self):
        return " ".join(f"{name}={getattr(self, name, None)!r}" for name in fields_of(type(self)))

    model_fields_set = property(lambda self: self.__pydantic_fields_set__)

    @classmethod
    def __class_getitem__(cls, _):
        return cls


def _dumped(value, mode, exclude_none=False, by_alias=False):
    if isinstance(value, BaseModel):
        return value.model_dump(mode=mode, exclude_none=exclude_none, by_alias=by_alias)
    if isinstance(value, list | tuple | set | frozenset):
        items = [_dumped(one, mode, exclude_none, by_alias) for one in value]
        return items if mode == "json" or isinstance(value, list) else type(value)(items)
    if isinstance(value, dict):
        return {name: _dumped(one, mode, exclude_none, by_alias) for name, one in value.items()}
    if mode == "json":
        if isinstance(value, enum.Enum):
            return value.value
        if isinstance(value, datetime.date | datetime.datetime):
            return value.isoformat()
        if isinstance(value, pathlib.PurePath | uuid.UUID | SecretStr | decimal.Decimal):
            return str(value)
    return value


_JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", dict: "object", list: "array"}


def type_schema(kind):
    """What a kind is in a JSON schema."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        note = next((one for one in inner[1:] if isinstance(one, FieldInfo)), None)
        text = note.description if note is not None else next((one for one in inner[1:] if isinstance(one, str)), None)
        return {**type_schema(inner[0]), **({"description": text} if text else {})}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [type_schema(one) if one is not type(None) else {"type": "null"} for one in inner]}
    if origin is typing.Literal:
        return {"enum": list(inner), "type": "string"}
    if origin in (list, set, tuple, frozenset):
        return {"items": type_schema(inner[0]) if inner else {}, "type": "array"}
    if origin is dict:
        return {"type": "object"}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [one.value for one in kind], "type": "string"}
    if isinstance(kind, _Meta):
        return schema_of(kind)
    if kind is decimal.Decimal:
        return {"anyOf": [{"type": "number"}, {"type": "string"}]}
    return {"type": _JSON_TYPES[kind]} if kind in _JSON_TYPES else {}


def schema_of(cls):
    properties, required = {}, []
    for name, info in fields_of(cls).items():
        title = info.alias or name
        properties[title] = {**type_schema(info.annotation), "title": title.replace("_", " ").title()}
        if info.description:
            properties[title]["description"] = info.description
        if info.is_required():
            required.append(title)
        elif info.default not in (_MISSING, None):
            properties[title]["default"] = _plain(info.default)
    found = {"properties": properties, "title": cls.__name__, "type": "object"}
    if cls.__doc__ and cls.__doc__ != BaseModel.__doc__:
        found = {"description": inspect.cleandoc(cls.__doc__), **found}
    return {**found, **({"required": required} if required else {})}


class RootModel(BaseModel):
    root: typing.Any = None

    def __init__(self, root=None, **_):
        object.__setattr__(self, "__pydantic_fields_set__", {"root"})
        object.__setattr__(self, "root", root)

    def model_dump(self, **_):
        return _dumped(self.root, "python")


class TypeAdapter:
    def __init__(self, kind, **_):
        self._kind = kind

    def validate_python(self, value, **_):
        try:
            return converted(self._kind, value)
        except (TypeError, ValueError) as error:
            raise ValidationError(str(self._kind), [("", str(error))]) from error

    def validate_json(self, text, **_):
        return self.validate_python(json.loads(text))

    def dump_python(self, value, **_):
        return _dumped(value, "python")

    def dump_json(self, value, **_):
        return json.dumps(_dumped(value, "json"), default=_plain).encode()

    def json_schema(self, **_):
        return type_schema(self._kind)


def create_model(name, __base__=None, **fields):
    body = {"__annotations__": {}, "__module__": "__main__"}
    for title, given in fields.items():
        kind, default = given if isinstance(given, tuple) else (given, ...)
        body["__annotations__"][title] = kind
        if default is not ...:
            body[title] = default
    return _Meta(name, (__base__ or BaseModel,), body)


def validate_call(*values, **_):
    return values[0] if values and callable(values[0]) else lambda run: run


validate_arguments = validate_call


def parse_obj_as(kind, value):
    return TypeAdapter(kind).validate_python(value)


class _Dataclasses(types.ModuleType):
    @staticmethod
    def dataclass(*values, config=None, **options):
        known = {key: value for key, value in options.items() if key in ("frozen", "kw_only", "slots", "order", "repr", "eq")}
        return _dataclasses.dataclass(*values, **known)


dataclasses = _Dataclasses("pydantic.dataclasses")
dataclasses.Field = Field
sys.modules["pydantic.dataclasses"] = dataclasses
EmailStr = NameEmail = StrictStr = constr_kind = str
StrictInt = PositiveInt = NonNegativeInt = NegativeInt = conint_kind = int
StrictFloat = PositiveFloat = NonNegativeFloat = FiniteFloat = float
StrictBool, FilePath, DirectoryPath, NewPath, Json, UUID4, StrictBytes = (
    bool,
    pathlib.Path,
    pathlib.Path,
    pathlib.Path,
    typing.Any,
    uuid.UUID,
    bytes,
)
InstanceOf = SkipValidation = ImportString = typing.Annotated
Extra = types.SimpleNamespace(allow="allow", forbid="forbid", ignore="ignore")


def constr(**_):
    return str


def conint(**_):
    return int


def confloat(**_):
    return float


def conlist(kind, **_):
    return list[kind]


def Discriminator(*_, **__):
    return None


Tag = StringConstraints = WithJsonSchema = GetJsonSchemaHandler = GetCoreSchemaHandler = ValidationInfo = FieldValidationInfo = type(
    "Note", (), {"__init__": lambda self, *_, **__: None}
)


def __getattr__(name):
    if name == "BaseSettings":
        from pydantic_settings import BaseSettings

        return BaseSettings
    return _fallback("pydantic")(name)


for _name in (
    "fields",
    "main",
    "types",
    "networks",
    "functional_validators",
    "alias_generators",
    "json_schema",
    "v1",
    "config",
    "error_wrappers",
    "class_validators",
    "version",
    "errors",
):
    _module = types.ModuleType(f"pydantic.{_name}")
    _module.__dict__.update(
        {_key: _value for _key, _value in vars().items() if not _key.startswith("_") or _key == "_MISSING"},
        __getattr__=__getattr__,
        __path__=[],
    )
    sys.modules[_module.__name__] = _module
sys.modules["pydantic.alias_generators"].to_camel = lambda text: (lambda first, *rest: first + "".join(one.title() for one in rest))(
    *text.split("_")
)
sys.modules["pydantic.fields"].PydanticUndefined = _MISSING
