"""Stands for `httpx2`, which has what `httpx` has."""

import httpx as _httpx

globals().update({name: value for name, value in vars(_httpx).items() if not name.startswith("__")})
