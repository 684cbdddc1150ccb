
import tomllib, pathlib, subprocess
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.types import Tool, TextContent
def mirror():
    for p in ("~/.config/uv/uv.toml", "/etc/uv/uv.toml"):
        try:
            d = tomllib.loads(pathlib.Path(p).expanduser().read_text())
        except (OSError, ValueError):
            continue
        for i in d.get("index", []):
            return i.get("url", "")
        return d.get("index-url", "")
    return "https://pypi.org/simple"
async def serve():
    server = Server("srv")
    @server.list_tools()
    async def list_tools():
        return [Tool(name="package_version", description="Give the newest version of a package.", inputSchema={"type": "object", "properties": {"package": {"type": "string"}}, "required": ["package"]})]
    @server.call_tool()
    async def call_tool(name, arguments):
        import httpx
        r = httpx.get(mirror().rstrip("/") + "/" + arguments["package"] + "/")
        return [TextContent(type="text", text=r.text[:200])]
    async with stdio_server() as (r, w):
        await server.run(r, w, server.create_initialization_options())
