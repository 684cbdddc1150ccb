"""Stands for `attrs`."""

from attr import *  # noqa: F403
from attr import converters, define, exceptions, field, frozen, mutable, validators  # noqa: F401
