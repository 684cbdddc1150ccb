"""Stands for `uvloop`."""

import asyncio as _asyncio

from _unmask.loops import Loop, Policy, run  # noqa: F401


def apply(*_):
    return None


install = apply
EventLoopPolicy = Policy


def new_event_loop():
    return _asyncio.new_event_loop()
