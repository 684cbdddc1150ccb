"""Stands for `langchain_anthropic`."""

from langchain_core import part as _part

_part("langchain_anthropic")
