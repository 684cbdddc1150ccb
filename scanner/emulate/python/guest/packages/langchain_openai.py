"""Stands for `langchain_openai`."""

from langchain_core import part as _part

_part("langchain_openai")
