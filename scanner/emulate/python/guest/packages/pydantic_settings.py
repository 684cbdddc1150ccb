"""Stands for `pydantic_settings`: settings out of the environment and files."""

import json
import os
import typing

from _unmask.anything import fallback
from dotenv import dotenv_values
from pydantic import BaseModel, converted, fields_of

__getattr__ = fallback("pydantic_settings")
SettingsConfigDict = dict


class BaseSettings(BaseModel):
    model_config: typing.ClassVar = {}

    def __init__(self, _env_file=None, _env_prefix=None, _cli_parse_args=None, **data):
        config = type(self).model_config
        prefix = _env_prefix if _env_prefix is not None else config.get("env_prefix", "")
        files = _env_file or config.get("env_file") or ()
        stated = {}
        for one in [files] if isinstance(files, str | os.PathLike) else files:
            stated |= {name.lower(): value for name, value in dotenv_values(one).items()}
        found = {}
        for name, info in fields_of(type(self)).items():
            if name in data or any(alias in data for alias in info.names()):
                continue
            value = self._given(name, info, prefix, stated)
            if value is not None:
                found[(info.names() or [name])[0]] = _loaded(info.annotation, value)
        found |= self._nested(prefix, config.get("env_nested_delimiter"), stated)
        super().__init__(**{**found, **data})

    @staticmethod
    def _given(name, info, prefix, stated):
        old = info.more.get("env")
        names = info.names() or ([old] if isinstance(old, str) else list(old or [])) or [f"{prefix}{name}"]
        for one in names:
            for spelled in (one.upper(), one, one.lower()):
                value = os.environ.get(spelled)
                if value is not None:
                    return value
            if one.lower() in stated:
                return stated[one.lower()]
        return None

    def _nested(self, prefix, sign, stated):
        found = {}
        for name, info in fields_of(type(self)).items() if sign else ():
            if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
                inner = {
                    key: value
                    for key, one in fields_of(info.annotation).items()
                    if (value := self._given(f"{name}{sign}{key}", one, prefix, stated)) is not None
                }
                if inner:
                    found[name] = inner
        return found

    @classmethod
    def settings_customise_sources(cls, *values, **_):
        return values


def _loaded(kind, value):
    """Lists and tables are stated as JSON."""
    try:
        return converted(kind, value)
    except (TypeError, ValueError):
        try:
            return json.loads(value)
        except ValueError:
            return value
