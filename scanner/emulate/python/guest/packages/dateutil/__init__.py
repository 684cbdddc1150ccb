"""Stands for `dateutil`."""

__version__ = "2.9.0"
