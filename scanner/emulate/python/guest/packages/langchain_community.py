"""Stands for `langchain_community`."""

from langchain_core import part as _part

_part("langchain_community")
for _name in ("chat_models", "llms", "tools", "document_loaders", "vectorstores", "embeddings", "utilities"):
    _part(f"langchain_community.{_name}")
