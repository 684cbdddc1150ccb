"""Stands for `langchain_aws`."""

from langchain_core import part as _part

_part("langchain_aws")
