"""Stands for `langchain`."""

from langchain_core import part as _part

_part("langchain")
for _name in (
    "chat_models",
    "schema",
    "prompts",
    "llms",
    "chains",
    "agents",
    "schema.messages",
    "chat_models.base",
    "output_parsers",
    "tools",
):
    _part(f"langchain.{_name}")
