"""Stands for `langchain_mistralai`."""

from langchain_core import part as _part

_part("langchain_mistralai")
