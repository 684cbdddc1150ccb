"""Stands for `langchain_ollama`."""

from langchain_core import part as _part

_part("langchain_ollama")
