"""Stands for `langchain_google_genai`."""

from langchain_core import part as _part

_part("langchain_google_genai")
