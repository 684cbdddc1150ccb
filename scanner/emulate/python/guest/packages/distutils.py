"""Stands for `distutils`."""

import sys

import setuptools  # noqa: F401  # lays out the modules of this name as well

setup = sys.modules["setuptools"].setup
__getattr__ = sys.modules["setuptools"].__getattr__
__path__ = []
