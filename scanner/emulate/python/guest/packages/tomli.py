"""Stands for `tomli`."""

from tomllib import TOMLDecodeError, load, loads  # noqa: F401
