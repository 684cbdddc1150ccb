"""Stands for `fastmcp`."""

import sys
import types

from _unmask.anything import fallback
from mcp import ClientSession as Client  # noqa: F401
from mcp import Context, FastMCP

__getattr__ = fallback("fastmcp")
for _name in ("server", "exceptions", "prompts", "utilities", "server.dependencies", "utilities.types"):
    _module = types.ModuleType(f"fastmcp.{_name}")
    _module.__dict__.update(
        FastMCP=FastMCP, Context=Context, ToolError=type("ToolError", (Exception,), {}), __getattr__=fallback("fastmcp"), __path__=[]
    )
    sys.modules[_module.__name__] = _module
