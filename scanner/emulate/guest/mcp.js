// The package of the Model Context Protocol: servers whose handlers are called, and clients.
const METHODS = { CallTool: "tools/call", ListTools: "tools/list", ListPrompts: "prompts/list", GetPrompt: "prompts/get", ListResources: "resources/list", ReadResource: "resources/read", ListResourceTemplates: "resources/templates/list", Subscribe: "resources/subscribe", Unsubscribe: "resources/unsubscribe", Complete: "completion/complete", SetLevel: "logging/setLevel", Initialize: "initialize", Ping: "ping", ListRoots: "roots/list", CreateMessage: "sampling/createMessage", Elicit: "elicitation/create", Initialized: "notifications/initialized", Cancelled: "notifications/cancelled", Progress: "notifications/progress", RootsListChanged: "notifications/roots/list_changed", LoggingMessage: "notifications/message" };
// JSON schema of a shape: of the stand-in for zod, of zod 3 and 4, or what is a schema already.
function schemaOf(given) {
  if (!given || typeof given !== "object") return {};
  const inside = given instanceof Shape ? { ...given.def, type: given.type } : given._zod ? given._zod.def : given._def;
  if (!inside) return given.type === "object" || given.properties || given.$schema ? given : objectSchema(given);
  const kind = replaceText(lowerText(RealString(given instanceof Shape ? given.type : (inside.typeName ?? inside.type))), /^zod/, "");
  const text = given.description ?? inside.description;
  const described = (schema) => (text ? { ...schema, description: text } : schema);
  const inner = inside.inner ?? inside.innerType ?? inside.schema ?? inside.in;
  if (kind === "object") return described(objectSchema(typeof inside.shape === "function" ? inside.shape() : inside.shape));
  if (kind === "enum" || kind === "nativeenum") {
    const values = given.options ?? inside.values ?? inside.entries;
    return described({ type: "string", enum: isArray(values) ? values : Object.values(values || {}) });
  }
  if (kind === "literal") return described({ const: inside.value ?? (inside.values && inside.values[0]) });
  if (kind === "array") return described({ type: "array", items: schemaOf(inside.element ?? inside.type) });
  if (kind === "tuple") return described({ type: "array", items: schemaOf((inside.items || [])[0]) });
  if (kind === "union" || kind === "discriminatedunion") return described({ anyOf: [...(inside.options.values ? inside.options.values() : inside.options)].map(schemaOf) });
  if (kind === "intersection") return described({ ...schemaOf(inside.left), properties: { ...schemaOf(inside.left).properties, ...schemaOf(inside.right).properties } });
  if (kind === "default" || kind === "catch") {
    const make = inside.make ?? inside.defaultValue;
    return described({ ...schemaOf(inner), ...(kind === "default" ? { default: typeof make === "function" ? make() : make } : {}) });
  }
  if (inner) return described(schemaOf(inner));
  if (kind === "lazy") return {};
  const bounds = { ...(inside.least === undefined ? {} : { minimum: inside.least }), ...(inside.most === undefined ? {} : { maximum: inside.most }) };
  if (kind === "number" || kind === "int" || kind === "bigint") return described({ type: "number", ...bounds });
  if (kind === "boolean") return described({ type: "boolean" });
  if (kind === "record" || kind === "map") return described({ type: "object" });
  if (kind === "any" || kind === "unknown") return described({});
  return described({ type: "string", ...(testRegExp(/^(url|email|date|uuid)$/, RealString(inside.format)) ? { format: inside.format } : {}) });
}
const isOptionalShape = (one) => {
  try {
    return !!one && (typeof one.isOptional === "function" ? one.isOptional() : false);
  } catch (error) {
    return false;
  }
};
function objectSchema(shape) {
  const names = Object.keys(shape || {});
  return { type: "object", properties: Object.fromEntries(names.map((name) => [name, schemaOf(shape[name])])), required: names.filter((name) => !isOptionalShape(shape[name])) };
}
class McpError extends RealError {
  constructor(code, message, data) {
    super(`MCP error ${code}: ${message}`);
    Object.assign(this, { code, data, name: "McpError" });
  }
}
const methodOf = (schema) => {
  if (typeof schema === "string") return schema;
  if (schema && schema.method) return schema.method;
  const field = schema && schema.shape && schema.shape.method;
  return field && (field.value ?? (field._def && (field._def.value ?? (field._def.values && field._def.values[0]))));
};
class ProtocolEnd {
  constructor(info, options = {}) {
    define(this, "info", info || {});
    define(this, "options", options);
    define(this, "handlers", new RealMap());
    define(this, "asked", new RealMap());
    this.nextId = 0;
  }
  registerCapabilities(more) {
    this.options.capabilities = { ...this.options.capabilities, ...more };
  }
  setRequestHandler(schema, handler) {
    mapSet(this.handlers, methodOf(schema), handler);
  }
  setNotificationHandler(schema, handler) {
    mapSet(this.handlers, methodOf(schema), handler);
  }
  removeRequestHandler(method) {
    mapDelete(this.handlers, method);
  }
  async connect(transport) {
    this.transport = transport;
    const { onclose } = transport;
    transport.onclose = () => {
      if (onclose) onclose();
      if (this.onclose) this.onclose();
    };
    transport.onmessage = (message, extra) => this.receive(message, extra);
    transport.onerror = (error) => this.onerror && this.onerror(error);
    await transport.start();
  }
  async receive(message, more) {
    if (message.method === undefined) {
      const waiting = mapGet(this.asked, message.id);
      mapDelete(this.asked, message.id);
      if (waiting) (message.error ? waiting.fail(new McpError(message.error.code, message.error.message)) : waiting.done(message.result));
      return;
    }
    if (message.method === "notifications/initialized" && this.oninitialized) this.oninitialized();
    const handler = mapGet(this.handlers, message.method) ?? this.usual(message.method);
    const extra = { signal: new AbortController().signal, requestId: message.id, sessionId: "session-1", sendNotification: (one) => this.notification(one), sendRequest: (one) => this.request(one), _meta: {}, requestInfo: { headers: {} }, ...more };
    const reply = (body) => message.id !== undefined && this.transport.send({ jsonrpc: "2.0", id: message.id, ...body });
    try {
      if (!handler) throw new McpError(-32601, "Method not found");
      reply({ result: (await handler({ method: message.method, params: message.params ?? {} }, extra)) ?? {} });
    } catch (error) {
      if (!(error instanceof Exit)) reply({ error: { code: error.code ?? -32603, message: error.message } });
    }
  }
  usual(method) {
    if (method === "initialize")
      return ({ params }) => {
        this.clientInfo = params.clientInfo;
        this.clientCapabilities = params.capabilities;
        return { protocolVersion: params.protocolVersion, capabilities: this.options.capabilities ?? {}, serverInfo: this.info, ...(this.options.instructions ? { instructions: this.options.instructions } : {}) };
      };
    if (method === "ping" || method.startsWith("notifications/")) return () => ({});
    return undefined;
  }
  request(one) {
    const id = "s" + ++this.nextId;
    return new RealPromise((done, fail) => {
      mapSet(this.asked, id, { done, fail });
      this.transport.send({ jsonrpc: "2.0", id, ...one });
    });
  }
  async notification(one) {
    if (this.transport) await this.transport.send({ jsonrpc: "2.0", ...one });
  }
  createMessage(params) {
    return this.request({ method: "sampling/createMessage", params });
  }
  elicitInput(params) {
    return this.request({ method: "elicitation/create", params });
  }
  listRoots(params) {
    return this.request({ method: "roots/list", params });
  }
  sendLoggingMessage(params) {
    return this.notification({ method: "notifications/message", params });
  }
  async sendToolListChanged() {}
  async sendResourceListChanged() {}
  async sendPromptListChanged() {}
  async sendResourceUpdated() {}
  getClientVersion() {
    return this.clientInfo;
  }
  getClientCapabilities() {
    return this.clientCapabilities;
  }
  async close() {
    if (this.transport) await this.transport.close();
  }
}
// Over standard streams; what is written goes the way of every other line.
class StdioTransport {
  constructor(input, output) {
    define(this, "input", input ?? world.process.stdin);
    define(this, "output", output ?? world.process.stdout);
    define(this, "rest", "");
  }
  async start() {
    startTalk();
    this.input.on("data", (chunk) => {
      const lines = nativeSplit(this.rest + bodyText(chunk), "\n");
      this.rest = lines.pop();
      for (const line of lines) {
        const message = asMessage(line);
        if (message && this.onmessage) this.onmessage(message);
      }
    });
    this.input.on("end", () => this.onclose && this.onclose());
  }
  async send(message) {
    this.output.write(jsonOf(message) + "\n");
  }
  async close() {
    if (this.onclose) this.onclose();
  }
}
// Over HTTP: the client's messages come without a request.
class WebTransport extends StdioTransport {
  sessionId = "session-1";
  async handleRequest(request, response) {
    if (response && response.end) response.end("{}");
  }
  async handlePostMessage(request, response) {
    if (response && response.end) response.end("");
  }
}
class McpServer {
  constructor(info, options) {
    this.server = new ProtocolEnd(info, options);
    define(this, "tools", new RealMap());
    define(this, "prompts", new RealMap());
    define(this, "resources", new RealMap());
    const { server } = this;
    server.usual = (method) => this.answer(method) ?? ProtocolEnd.prototype.usual.call(server, method);
  }
  answer(method) {
    const found = (map, name) => {
      const one = mapGet(map, name);
      if (!one) throw new McpError(-32602, `${name} not found`);
      return one;
    };
    const call = (one, values, extra) => {
      if (!one.schema || !Object.keys(one.schema.properties ?? {}).length) return one.run.length > 1 ? one.run({}, extra) : one.run(one.schema ? values : extra, extra);
      return one.run(one.parse ? one.parse(values) : values, extra);
    };
    switch (method) {
      case "tools/list":
        return () => ({ tools: [...this.tools].filter(([, one]) => one.enabled).map(([name, one]) => ({ name, title: one.title, description: one.description, inputSchema: one.schema ?? { type: "object", properties: {} }, annotations: one.annotations })) });
      case "tools/call":
        return async ({ params }, extra) => {
          try {
            return await call(found(this.tools, params.name), params.arguments ?? {}, extra);
          } catch (error) {
            if (error instanceof Exit) throw error;
            return { content: [{ type: "text", text: RealString(error.message) }], isError: true };
          }
        };
      case "prompts/list":
        return () => ({ prompts: [...this.prompts].map(([name, one]) => ({ name, description: one.description, arguments: Object.keys((one.schema && one.schema.properties) || {}).map((each) => ({ name: each })) })) });
      case "prompts/get":
        return ({ params }, extra) => call(found(this.prompts, params.name), params.arguments ?? {}, extra);
      case "resources/list":
        return () => ({ resources: [...this.resources].map(([uri, one]) => ({ uri, name: one.name, description: one.description })) });
      case "resources/read":
        return ({ params }, extra) => found(this.resources, params.uri).run(new URL(params.uri), {}, extra);
    }
    return undefined;
  }
  keep(map, name, description, shape, run, more) {
    // What was made up for a tool need not fit each of its bounds: its code runs all the same.
    const lenient = (read) => (values) => {
      try {
        return read(values);
      } catch (error) {
        return values;
      }
    };
    const read = shape && typeof shape.parse === "function" ? (values) => shape.parse(values) : shape ? (values) => Object.fromEntries([...new RealSet([...Object.keys(shape), ...Object.keys(values)])].map((key) => [key, shape[key] && typeof shape[key].parse === "function" ? shape[key].parse(values[key]) : values[key]]).filter(([, value]) => value !== undefined)) : null;
    const parse = read && lenient(read);
    const one = { name, description, schema: shape ? schemaOf(shape) : null, run, parse, enabled: true, ...more };
    Object.assign(one, { enable: () => (one.enabled = true), disable: () => (one.enabled = false), remove: () => mapDelete(map, name), update: (next) => Object.assign(one, next) });
    mapSet(map, name, one);
    return one;
  }
  tool(name, ...rest) {
    const run = rest.pop();
    const text = typeof rest[0] === "string" ? rest.shift() : undefined;
    return this.keep(this.tools, name, text, rest[0], run, { annotations: rest[1] });
  }
  registerTool(name, config, run) {
    return this.keep(this.tools, name, config.description, config.inputSchema, run, { title: config.title, annotations: config.annotations });
  }
  prompt(name, ...rest) {
    const run = rest.pop();
    const text = typeof rest[0] === "string" ? rest.shift() : undefined;
    return this.keep(this.prompts, name, text, rest[0], run);
  }
  registerPrompt(name, config, run) {
    return this.keep(this.prompts, name, config.description, config.argsSchema, run);
  }
  resource(name, uri, ...rest) {
    const run = rest.pop(),
      at = typeof uri === "string" ? uri : RealString(uri.uriTemplate ?? uri).replace(/\{[^}]*\}/g, "x");
    return this.keep(this.resources, at, (rest[0] && rest[0].description) ?? name, null, (...values) => run(...values), { name });
  }
  registerResource(name, uri, config, run) {
    return this.resource(name, uri, config, run);
  }
  connect(transport) {
    return this.server.connect(transport);
  }
  isConnected() {
    return !!this.server.transport;
  }
  sendLoggingMessage(params) {
    return this.server.sendLoggingMessage(params);
  }
  sendToolListChanged() {}
  sendResourceListChanged() {}
  sendPromptListChanged() {}
  close() {
    return this.server.close();
  }
}
