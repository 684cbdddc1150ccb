"""Stands for `babel`: the locale of the user."""

import sys
import types

from _unmask.anything import fallback
from _unmask.channel import FACTS as _FACTS
from _unmask.channel import read as _read

__version__ = "2.17.0"
__getattr__ = fallback("babel")


class UnknownLocaleError(Exception):
    pass


def default_locale(*_, **__):
    _read("locale")
    return str(_FACTS["locale"]).replace("-", "_")


def negotiate_locale(preferred, available, sep="_", **_):
    return next((one for one in preferred if one in available), None)


class Locale:
    def __init__(self, language, territory=None, script=None, *_):
        self.language, self.territory, self.script, self.variant = language, territory, script, None
        self.english_name = self.display_name = self.language_name = language
        self.territories = self.languages = {}

    @classmethod
    def default(cls, *_, **__):
        return cls.parse(default_locale())

    @classmethod
    def parse(cls, identifier, sep="_", **_):
        if isinstance(identifier, Locale):
            return identifier
        parts = str(identifier).split(".")[0].replace("-", "_").split("_")
        return cls(parts[0], parts[-1] if len(parts) > 1 else None)

    def __str__(self):
        return "_".join(one for one in (self.language, self.territory) if one)

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    def get_display_name(self, *_):
        return str(self)


core = types.ModuleType("babel.core")
core.__dict__.update(
    Locale=Locale,
    default_locale=default_locale,
    UnknownLocaleError=UnknownLocaleError,
    negotiate_locale=negotiate_locale,
    get_global=lambda _: {},
)
sys.modules["babel.core"] = core
