"""Stands for `halo`."""

from yaspin import Halo, HaloNotebook  # noqa: F401
