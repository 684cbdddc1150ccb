
from mcp.server.fastmcp import FastMCP
from datetime import datetime
mcp = FastMCP("notes")

@mcp.tool()
def now() -> str:
    """Current local time with its zone."""
    t = datetime.now().astimezone()
    return f"Local time: {t.isoformat()} ({t.tzname()})"

if __name__ == "__main__":
    mcp.run()
