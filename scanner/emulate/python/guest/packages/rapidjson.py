"""Stands for `rapidjson`: it offers what `simplejson` does."""

from simplejson import JSONDecodeError, decode, dump, dumps, encode, load, loads  # noqa: F401
