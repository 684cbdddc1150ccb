"""Stands for the namespace `google`."""

from _unmask.anything import fallback

__getattr__ = fallback("google")
