"""Stands for `rich_click`."""

from _unmask.anything import fallback
from click import *  # noqa: F403
from click import group, style, version_option  # noqa: F401

__getattr__ = fallback("rich_click")
RichCommand, RichGroup = Command, Group  # noqa: F405
