// The modules of the protocol's package by their names, its client, and frameworks over it.
class McpClient extends ProtocolEnd {
  async connect(transport) {
    this.transport = transport;
  }
  async tell(path, values) {
    question("call", { package: "mcp", path: "client." + path, values, isNew: false });
  }
  async listTools() {
    await this.tell("listTools", []);
    return { tools: [] };
  }
  async callTool(params) {
    await this.tell("callTool", [params]);
    return { content: [{ type: "text", text: "ok" }] };
  }
  async listPrompts() {
    return { prompts: [] };
  }
  async getPrompt(params) {
    await this.tell("getPrompt", [params]);
    return { messages: [] };
  }
  async listResources() {
    return { resources: [] };
  }
  async readResource(params) {
    await this.tell("readResource", [params]);
    return { contents: [] };
  }
  async request(one) {
    await this.tell(one.method, [one.params]);
    return {};
  }
  getServerCapabilities() {
    return { tools: {} };
  }
  getServerVersion() {
    return { name: "server", version: "1.0.0" };
  }
  async close() {}
}
// A client's way to a server: an address or a command, which are told.
class ClientTransport extends EventEmitter {
  constructor(target, options) {
    super();
    if (target && target.command) runCommand(commandLine(target.command, target.args), undefined);
    else if (target) send("fetch", "POST", RealString(target), headerPairs(options && options.requestInit && options.requestInit.headers), null);
  }
  async start() {}
  async close() {}
  async send() {}
  async finishAuth() {}
}
const schemaName = (key) => /^(\w+?)(Request|Notification)?Schema$/.exec(key);
const protocolTypes = () =>
  new RealProxy(
    { McpError, LoggingLevelSchema: new Shape("enum", { values: ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"] }), ErrorCode: { ConnectionClosed: -32000, RequestTimeout: -32001, ParseError: -32700, InvalidRequest: -32600, MethodNotFound: -32601, InvalidParams: -32602, InternalError: -32603 }, LATEST_PROTOCOL_VERSION: "2025-06-18", SUPPORTED_PROTOCOL_VERSIONS: ["2025-06-18", "2024-11-05"], JSONRPC_VERSION: "2.0" },
    {
      get(target, key) {
        if (key in target || typeof key !== "string") return target[key];
        const m = schemaName(key);
        if (m) {
          const method = METHODS[m[1]];
          return (target[key] = Object.assign(chained({ parse: (v) => v, safeParse: (v) => ({ success: true, data: v }), shape: {} }), { method }));
        }
        return /^is[A-Z]/.test(key) ? (message) => !!message && (key === "isInitializeRequest" ? message.method === "initialize" : message.id !== undefined) : undefined;
      },
    },
  );
const protocolModules = {
  "server/index": () => ({ Server: ProtocolEnd }),
  server: () => ({ Server: ProtocolEnd, McpServer }),
  "server/mcp": () => ({
    McpServer,
    ResourceTemplate: class {
      constructor(uriTemplate, callbacks) {
        Object.assign(this, { uriTemplate, callbacks });
      }
    },
  }),
  "server/stdio": () => ({ StdioServerTransport: StdioTransport }),
  "server/sse": () => ({ SSEServerTransport: WebTransport }),
  "server/streamableHttp": () => ({ StreamableHTTPServerTransport: WebTransport }),
  "client/index": () => ({ Client: McpClient }),
  client: () => ({ Client: McpClient }),
  "client/stdio": () => ({ StdioClientTransport: ClientTransport, getDefaultEnvironment: () => ({ ...environment }) }),
  "client/sse": () => ({ SSEClientTransport: ClientTransport }),
  "client/streamableHttp": () => ({ StreamableHTTPClientTransport: ClientTransport, StreamableHTTPError: ApiError }),
  "client/websocket": () => ({ WebSocketClientTransport: ClientTransport }),
  "client/auth": () => ({ UnauthorizedError: ApiError, auth: async () => "AUTHORIZED" }),
  types: protocolTypes,
  inMemory: () => ({ InMemoryTransport: { createLinkedPair: () => [new WebTransport(), new ClientTransport()] } }),
  "shared/protocol": () => ({ Protocol: ProtocolEnd }),
};
for (const [name, make] of Object.entries(protocolModules)) for (const ending of ["", ".js"]) world.clients[`@modelcontextprotocol/sdk/${name}${ending}`] = make;
// The packages that the protocol's was parted into.
const serveStdio = (make, options) => {
  (async () => (typeof make === "function" ? await make({}) : make).connect((options && options.transport) ?? new StdioTransport()))().catch(uncaught);
  return { close: async () => {}, closed: new RealPromise(() => {}) };
};
const serverParts = () => ({ ...protocolModules["server/mcp"](), Server: ProtocolEnd, StdioServerTransport: StdioTransport, serveStdio, fromJsonSchema: (schema) => schema, WebStandardStreamableHTTPServerTransport: WebTransport, NodeStreamableHTTPServerTransport: WebTransport, StreamableHTTPServerTransport: WebTransport, createMcpHandler: () => ({ fetch: async () => new Response("{}"), close: async () => {} }), ...protocolFallbacks });
const protocolFallbacks = { McpError, ProtocolError: McpError, isInitializeRequest: (message) => message.method === "initialize" };
const withTypes = (parts) => {
  const known = protocolTypes();
  return new RealProxy(parts, { get: (target, key) => (key in target || typeof key !== "string" || key === "default" || key === "then" ? target[key] : known[key]) });
};
for (const name of ["server", "server/stdio", "node", "express", "hono", "core"]) world.clients["@modelcontextprotocol/" + name] = () => withTypes(serverParts());
world.clients["@modelcontextprotocol/client"] = () => withTypes({ Client: McpClient, StdioClientTransport: ClientTransport, StreamableHTTPClientTransport: ClientTransport, SSEClientTransport: ClientTransport });
// `new FastMCP(...)`, `server.addTool({ name, parameters, execute })`, `server.start()`.
class FastServer extends EventEmitter {
  constructor(options = {}) {
    super();
    this.inner = new McpServer({ name: options.name, version: options.version }, { instructions: options.instructions });
    this.sessions = [];
  }
  addTool({ name, description, parameters, execute, handler }) {
    const run = execute ?? handler;
    this.inner.registerTool(name, { description, inputSchema: parameters }, async (values) => {
      const result = await run(values, { log: chained({}), reportProgress: async () => {}, session: undefined, streamContent: async () => {} });
      return typeof result === "string" ? { content: [{ type: "text", text: result }] } : result && result.content ? result : { content: [result] };
    });
    return this;
  }
  addPrompt({ name, description, load }) {
    this.inner.registerPrompt(name, { description }, async (values) => ({ messages: [{ role: "user", content: { type: "text", text: await load(values) } }] }));
  }
  addResource({ uri, name, load }) {
    this.inner.resource(name, uri, async () => ({ contents: [await load()] }));
  }
  addResourceTemplate() {}
  async start() {
    await this.inner.connect(new StdioTransport());
  }
  async stop() {}
}
class UserError extends RealError {}
world.clients.fastmcp = () => ({ FastMCP: FastServer, UserError, imageContent: async (o) => ({ type: "image", data: "", mimeType: "image/png", ...o }), default: FastServer });
world.clients.litemcp = () => ({ LiteMCP: FastServer });
