"""Stands for `google`, whose parts are packages of their own."""

import importlib

from _unmask.anything import fallback

_missing = fallback("google")


def __getattr__(name):
    if name in ("genai", "generativeai"):
        return importlib.import_module(f"google.{name}")
    return _missing(name)
