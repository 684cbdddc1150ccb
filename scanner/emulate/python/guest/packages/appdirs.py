"""Stands for `appdirs`."""

from platformdirs import *  # noqa: F403
from platformdirs import AppDirs  # noqa: F401
