"""Stands for `langchain_groq`."""

from langchain_core import part as _part

_part("langchain_groq")
