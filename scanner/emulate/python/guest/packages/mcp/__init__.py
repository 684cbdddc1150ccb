"""Stands for `mcp`: its servers and the types of their answers."""

import contextlib
import functools
import inspect
import sys
import types as _types

from _unmask import samples as _samples
from _unmask import sdk as _sdk
from _unmask import servers as _servers
from _unmask.anything import fallback

__version__ = "1.15.0"
__getattr__ = fallback("mcp")


class Context:
    """What a tool is given beside its arguments."""

    request_id, client_id = "1", "client"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)

        async def call(*_, **__):
            return _sdk.Model(content=_sdk.Model(type="text", text="ok"), text="ok")

        return call

    @property
    def session(self):
        return self

    request_context = fastmcp = session
    lifespan_context = {}
    """What the server's own start hands to its tools."""

    def __class_getitem__(cls, _):
        return cls


class FastMCP:
    def __init__(self, name="server", instructions=None, *_, lifespan=None, **settings):
        self.name, self.instructions, self.settings, self._lifespan = name, instructions, _sdk.Model(settings), lifespan
        self._tools, self._prompts, self._resources, self._is_run = {}, {}, {}, False
        self._mcp_server, self.middleware, self._held = self, [], None

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return fallback("mcp")(name)

    def tool(self, name=None, *_, title=None, description=None, **more):
        def add(run):
            text = description if description is not None else inspect.getdoc(run) or ""
            self._tools[name if isinstance(name, str) else run.__name__] = (run, text, title, more.get("annotations"))
            return run

        return add(name) if callable(name) else add

    def add_tool(self, fn, name=None, description=None, **more):
        self.tool(name or fn.__name__, description=description, **more)(fn)

    def prompt(self, name=None, *_, description=None, **__):
        def add(run):
            self._prompts[name if isinstance(name, str) else run.__name__] = (run, description or inspect.getdoc(run) or "")
            return run

        return add(name) if callable(name) else add

    def resource(self, uri, *_, **__):
        def add(run):
            self._resources[str(uri)] = run
            return run

        return add

    def custom_route(self, *_, **__):
        return lambda run: run

    def mount(self, other, prefix=None, **_):
        if isinstance(other, str):
            other, prefix = prefix, other
        for name, one in other._tools.items():
            self._tools[f"{prefix}_{name}" if prefix else name] = one

    import_server = mount

    def run(self, transport="stdio", **_):
        _servers.settled(self.run_async())

    async def run_async(self, *_, **__):
        context = self._lifespan(self) if self._lifespan is not None else contextlib.nullcontext()
        if hasattr(context, "__aenter__"):
            async with context as held:
                self._held = held
                await self._serve()
        else:
            await self._serve()

    run_stdio_async = run_sse_async = run_streamable_http_async = run_http_async = run_async

    async def _serve(self):
        self._is_run = True
        _servers.told("initialize", {"serverInfo": {"name": self.name}, "instructions": self.instructions})
        listed = [
            {"name": name, "title": title, "description": text, "inputSchema": _servers.schema_of(run)}
            for name, (run, text, title, _) in self._tools.items()
        ]
        _servers.told("tools/list", {"tools": listed})
        await _servers.called_in_rounds({name: functools.partial(self._called, run) for name, (run, *_) in self._tools.items()})
        for name, (run, text) in self._prompts.items():
            _servers.told("prompts/get", {"name": name, "description": text, "messages": await self._called(run)})
        for uri, run in self._resources.items():
            _servers.told("resources/read", {"uri": uri, "contents": await self._called(run)})

    async def _called(self, run, is_plain=False):
        given = _samples.keywords(run)
        given = _servers.plain_words(given) if is_plain else given
        for one in inspect.signature(run).parameters.values():
            if "Context" in str(one.annotation):
                given[one.name] = self.get_context()
        try:
            result = run(**given)
            return _servers.content_of(await result if inspect.isawaitable(result) else result)
        except Exception as error:
            return {"isError": True, "text": f"{type(error).__name__}: {error}"}

    def get_context(self):
        made = Context()
        if self._held is not None:
            made.lifespan_context = self._held
        return made

    def sse_app(self, *_, **__):
        return self

    streamable_http_app = http_app = sse_app

    async def list_tools(self):
        return [_sdk.Model(name=name, description=text) for name, (_, text, *_) in self._tools.items()]

    async def call_tool(self, name, arguments):
        return await self._called(functools.partial(self._tools[name][0], **arguments))

    def unmask_offer(self):
        if not self._is_run:
            self.run()


_REQUESTS = {
    "list_tools": "ListToolsRequest", "call_tool": "CallToolRequest", "list_prompts": "ListPromptsRequest",
    "get_prompt": "GetPromptRequest", "list_resources": "ListResourcesRequest", "read_resource": "ReadResourceRequest",
}  # fmt: skip
_GIVEN = {"call_tool": ("name", "arguments"), "get_prompt": ("name", "arguments"), "read_resource": ("uri",)}


class Server:
    """The server whose handlers are given by decorators, as options (`on_call_tool=`) or by the kind of request that they are for."""

    def __init__(self, name="server", version=None, instructions=None, lifespan=None, **given):
        self._options = given
        self.name, self.version, self.instructions, self._handlers, self._lifespan = name, version, instructions, {}, lifespan
        self.request_context = _sdk.Model(session=Context(), lifespan_context={})
        self.request_handlers, self.notification_handlers = {}, {}

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)

        def mark(*_, **__):
            def add(run):
                self._handlers[name] = run
                return run

            return add

        return mark

    def create_initialization_options(self, *_, **__):
        return {}

    def get_capabilities(self, *_, **__):
        return {}

    async def run(self, *_, **__):
        if self._lifespan is not None:
            async with self._lifespan(self) as held:
                self.request_context.lifespan_context = {} if held is None else held
                return await self._serve()
        return await self._serve()

    async def _serve(self):
        _servers.told("initialize", {"serverInfo": {"name": self.name}, "instructions": self.instructions})
        tools = await self._asked("list_tools") or []
        tools = getattr(tools, "tools", None) or tools
        _servers.told("tools/list", {"tools": tools})
        await _servers.called_in_rounds(dict(self._callable(tools if isinstance(tools, list) and self._handler("call_tool") else ())))
        for kind, get in (("list_prompts", "get_prompt"), ("list_resources", "read_resource")):
            listed = await self._asked(kind)
            for one in getattr(listed, kind.removeprefix("list_"), None) or listed or ():
                title = getattr(one, "uri", None) or getattr(one, "name", None)
                _servers.told(get, {"name": str(title), "content": await self._asked(get, title, *([{}] if get == "get_prompt" else []))})

    def _callable(self, tools):
        """(name, what calls it and gives its answer) of each tool."""
        for one in tools:
            schema = one.inputSchema if hasattr(one, "inputSchema") else one["inputSchema"]
            schema = schema.model_dump() if hasattr(schema, "model_dump") else schema
            name = one.name if hasattr(one, "name") else one["name"]

            def run(is_plain, name=name, schema=schema):
                given = _servers.arguments_for(schema)
                return self._asked("call_tool", name, _servers.plain_words(given) if is_plain else given)

            yield name, run

    def _handler(self, name):
        """What answers a request, called with its values alone; None: nothing does."""

        def told(values):
            return _sdk.Model(dict(zip(_GIVEN.get(name, ()), values, strict=False)))

        given = self._options.get(f"on_{name}")
        if given is not None:
            return lambda *values: given(Context(), told(values))
        held = next((run for kind, run in self.request_handlers.items() if getattr(kind, "__name__", "") == _REQUESTS[name]), None)
        if held is not None:
            return lambda *values: held(_sdk.Model(method=name, params=told(values)))
        return self._handlers.get(name)

    async def _asked(self, name, *values):
        run = self._handler(name)
        if run is None:
            return None
        try:
            found = run(*values)
            return await found if inspect.isawaitable(found) else found
        except Exception as error:
            return {"isError": True, "text": f"{type(error).__name__}: {error}"}


@contextlib.asynccontextmanager
async def stdio_server(*_, **__):
    yield None, None


class _Connected:
    """A session with a server that the program asks: what it asks is a call."""

    def __init__(self, *_, **__):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    async def initialize(self):
        return _sdk.Model(serverInfo={"name": "server"}, instructions="")

    async def list_tools(self, *_, **__):
        return _sdk.Model(
            tools=[
                {
                    "name": "echo",
                    "description": "Says it again",
                    "inputSchema": {"type": "object", "properties": {"text": {"type": "string"}}},
                }
            ]
        )

    async def call_tool(self, name, arguments=None, **_):
        from _unmask.channel import ask, plain

        ask("call", {"package": "mcp", "path": f"call_tool.{name}", "values": [plain(arguments)]})
        return _sdk.Model(content=[{"type": "text", "text": "ok"}], isError=False)

    async def list_prompts(self, *_, **__):
        return _sdk.Model(prompts=[])

    async def list_resources(self, *_, **__):
        return _sdk.Model(resources=[])


ClientSession = _Connected


def StdioServerParameters(**given):
    return _sdk.Model(given)


@contextlib.asynccontextmanager
async def stdio_client(server, *_, **__):
    from _unmask.children import output_of

    output_of([server.command, *(server.args or [])])
    yield None, None


def _type(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name.endswith("Error"):
        return type(name, (Exception,), {"__init__": lambda self, *values, **_: Exception.__init__(self, *values)})
    return type(name, (_sdk.Model,), {"__module__": "mcp.types", "__class_getitem__": classmethod(lambda cls, _: cls)})


def _part(name, **held):
    module = _types.ModuleType(f"mcp.{name}")
    module.__dict__.update(held, __path__=[])
    module.__dict__.setdefault("__getattr__", _type)
    sys.modules[module.__name__] = module
    return module


types = _part("types")
shared = _part("shared", __getattr__=_type)
_part("shared.exceptions", McpError=type("McpError", (Exception,), {}))
client = _part("client")
_part("client.stdio", stdio_client=stdio_client, StdioServerParameters=StdioServerParameters)
_part("client.session", ClientSession=ClientSession)
server = _part(
    "server",
    Server=Server,
    FastMCP=FastMCP,
    MCPServer=FastMCP,
    NotificationOptions=lambda *_, **__: None,
    InitializationOptions=lambda *_, **__: None,
)
_part("server.stdio", stdio_server=stdio_server)
_part("server.models", InitializationOptions=lambda *_, **__: None)
_part("server.lowlevel", Server=Server, NotificationOptions=lambda *_, **__: None)
_part("server.lowlevel.server", Server=Server)
_part("server.session", ServerSession=Context)
_part("server.fastmcp", FastMCP=FastMCP, Context=Context, Image=_type("Image"))
_part("server.fastmcp.server", FastMCP=FastMCP, Context=Context)
_part("server.mcpserver", MCPServer=FastMCP, Context=Context, Image=_type("Image"))
_part("server.mcpserver.server", MCPServer=FastMCP, Context=Context)
_part("server.mcpserver.exceptions", ToolError=_type("ToolError"))
_part("server.fastmcp.prompts", base=_part("server.fastmcp.prompts.base"))
_part("server.sse", SseServerTransport=fallback("mcp")("SseServerTransport"))
_part("server.auth")
