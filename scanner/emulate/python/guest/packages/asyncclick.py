"""Stands for `asyncclick`."""

from click import *  # noqa: F403
from click import __getattr__, confirm, echo, prompt, secho, style  # noqa: F401
