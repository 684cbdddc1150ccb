// Fastify: plugins are loaded one after the other, each may decorate the server that it is given, and hooks stand around handlers.
const FASTIFY_BEFORE = ["onRequest", "preParsing", "preValidation", "preHandler"];
const FASTIFY_HOOKS = [...FASTIFY_BEFORE, "preSerialization", "onSend", "onResponse", "onError", "onReady", "onListen", "onClose", "onRoute"];
const hooksIn = (options, name) => [(options && options[name]) ?? []].flat();
// A hook that takes one argument more than it is given calls back; the others are waited for.
const runHook = (hook, ...given) =>
  hook.length > given.length
    ? new RealPromise((done, fail) => hook(...given, (error, value) => (error ? fail(error) : done(value))))
    : hook(...given);
const pluginIn = (plugin) => (plugin && typeof plugin !== "function" ? plugin.default : plugin);
const isStreamed = (value) => value !== null && typeof value === "object" && typeof value.pipe === "function";
class Fastify {
  constructor(options) {
    const shared = { hooks: Object.fromEntries(FASTIFY_HOOKS.map((name) => [name, []])), request: {}, reply: {}, app: expressApp(), requests: 0, options: options ?? {} };
    define(this, "shared", shared);
    define(this, "loading", RealPromise.resolve());
    define(this, "prefix", "");
    this.server = new HttpServer((request, response) => shared.app(request, response, () => this.handle(request, response, {}, shared.notFound ?? ((_, reply) => reply.code(404).send({ statusCode: 404, error: "Not Found" })))));
    this.log = shared.options.loggerInstance ?? world.clients.pino().default();
    this.initialConfig = shared.options;
    this.version = "5.6.0";
  }
  register(plugin, options) {
    const child = this.within((typeof options === "object" && options && options.prefix) || "");
    this.loading = this.loading.then(async () => {
      const run = pluginIn(await plugin);
      const given = typeof options === "function" ? options(this) : (options ?? {});
      if (typeof run === "function") await runHook(run, child, given);
      await child.loading;
    });
    this.loading.catch(quiet); // told to whoever waits for it
    return this.waited();
  }
  // What a plugin is given: the same server, with a prefix of its own and plugins of its own to wait for.
  within(prefix) {
    const child = Object.create(this);
    define(child, "loading", RealPromise.resolve());
    define(child, "prefix", this.prefix + prefix);
    return chained(child);
  }
  // The server, as something that can be awaited once.
  waited() {
    const one = Object.create(this);
    define(one, "then", (done, fail) => this.loading.then(() => done && done(undefined), fail));
    return one;
  }
  after(call) {
    if (typeof call === "function") this.loading = this.loading.then(() => call(null));
    return this.waited();
  }
  decorate(name, value) {
    const root = this.top();
    if (value && typeof value === "object" && (value.getter || value.setter)) defineProperty(root, name, { get: value.getter, set: value.setter, configurable: true });
    else root[name] = value;
    return this;
  }
  top() {
    let at = this;
    while (Object.getPrototypeOf(at) !== Fastify.prototype) at = Object.getPrototypeOf(at);
    return at;
  }
  decorateRequest(name, value) {
    this.shared.request[name] = value;
    return this;
  }
  decorateReply(name, value) {
    this.shared.reply[name] = value;
    return this;
  }
  hasDecorator(name) {
    return name in this;
  }
  hasRequestDecorator(name) {
    return name in this.shared.request;
  }
  hasReplyDecorator(name) {
    return name in this.shared.reply;
  }
  hasPlugin() {
    return true;
  }
  addHook(name, hook) {
    push((this.shared.hooks[name] ??= []), hook);
    return this;
  }
  setErrorHandler(handler) {
    this.shared.onError = handler;
    return this;
  }
  setNotFoundHandler(options, handler) {
    this.shared.notFound = handler ?? options;
    return this;
  }
  route(options) {
    const path = this.prefix + (options.url ?? options.path ?? "");
    for (const method of [options.method].flat())
      this.shared.app.router.add(lowerText(method) === "all" ? "ALL" : method.toUpperCase(), path, [(request, response) => this.handle(request, response, options, options.handler)]);
    return this;
  }
  answerOf(request, response) {
    const reply = Object.assign(expressResponse(response), this.shared.reply);
    for (const [name, field] of [["sent", () => response.writableEnded], ["elapsedTime", () => 1]]) defineProperty(reply, name, { get: field, configurable: true });
    return Object.assign(reply, {
      code: response.status, raw: response, request, server: this, log: this.log, hijack: () => ((response.isTaken = true), reply), serialize: JSON.stringify, serializer: () => reply, trailer: () => reply,
      headers: (all) => (Object.entries(all).forEach(([name, value]) => response.setHeader(name, value)), reply), callNotFound: () => ((response.statusCode = 404), reply.send("Not Found")),
      send: (payload) => {
        response.isSent = true;
        this.send(request, reply, payload).catch(quiet);
        return reply;
      },
    });
  }
  async send(request, reply, payload) {
    const { hooks } = this.shared;
    if (payload instanceof Response) {
      reply.statusCode = payload.status;
      for (const [name, value] of payload.headers) reply.setHeader(name, value);
      payload = Buffer.from(await payload.arrayBuffer());
    }
    if (payload instanceof RealError) return this.fail(request, reply, payload);
    if (isStreamed(payload)) return void payload.pipe(reply.raw);
    const isObject = payload !== null && typeof payload === "object" && !isBytes(payload);
    if (isObject) for (const hook of hooks.preSerialization) payload = (await runHook(hook, request, reply, payload)) ?? payload;
    if (isObject && !reply.hasHeader("content-type")) reply.setHeader("Content-Type", "application/json; charset=utf-8");
    let body = isObject ? JSON.stringify(payload) : payload;
    for (const hook of hooks.onSend) body = (await runHook(hook, request, reply, body)) ?? body;
    if (isStreamed(body)) body.pipe(reply.raw);
    else if (!reply.writableEnded) reply.raw.end(body === undefined || body === null || isBytes(body) ? (body ?? undefined) : RealString(body));
    for (const hook of hooks.onResponse) await runHook(hook, request, reply);
  }
  async fail(request, reply, error) {
    for (const hook of this.shared.hooks.onError) await runHook(hook, request, reply, error);
    if (reply.statusCode < 400) reply.statusCode = (error && error.statusCode) ?? 500;
    const { onError } = this.shared;
    const out = onError ? await onError.call(this, error, request, reply) : { statusCode: reply.statusCode, error: "Error", message: RealString(error && error.message) };
    if (out !== undefined && out !== reply && !reply.raw.isSent) await this.send(request, reply, out);
  }
  async handle(request, response, options, handler) {
    const { hooks, request: fields, options: settings } = this.shared;
    const reply = this.answerOf(request, response);
    const id = (settings.genReqId ?? (() => `req-${++this.shared.requests}`))(request);
    Object.assign(request, fields, { id, raw: request, server: this, log: this.log, is404: false, routeOptions: { url: options.url, method: request.method, config: options.config ?? {} } });
    try {
      for (const name of FASTIFY_BEFORE)
        for (const hook of [...hooks[name], ...hooksIn(options, name)])
          if (!response.isSent) await runHook(hook, request, reply, ...(name === "preParsing" ? [request] : []));
      if (response.isSent || response.writableEnded) return;
      const out = await handler.call(this, request, reply);
      if (out !== undefined && out !== reply && !response.isSent && !response.isTaken) await this.send(request, reply, out);
    } catch (error) {
      if (error instanceof Exit) throw error;
      await this.fail(request, reply, error);
    }
  }
  async ready(call) {
    await this.loading;
    const { hooks } = this.shared;
    for (const hook of hooks.onReady.splice(0)) await (hook.length ? new RealPromise((done) => hook.call(this, done)) : hook.call(this));
    if (typeof call === "function") call(null, this);
    return this;
  }
  async listen(options, call) {
    await this.ready();
    const at = (options && typeof options === "object" ? options.port : options) ?? 3000;
    this.server.listen(at);
    const address = `http://127.0.0.1:${at}`;
    for (const hook of this.shared.hooks.onListen) await hook.call(this);
    if (typeof call === "function") call(null, address);
    return address;
  }
  async inject(given, call) {
    await this.ready();
    const { method = "GET", url, path, headers = {}, payload, body = payload } = typeof given === "string" ? { url: given } : given;
    const answer = await deliver(this.server, method.toUpperCase(), "http://localhost" + RealString(url ?? path), Object.entries({ "content-type": "application/json", ...headers }), body === undefined || typeof body === "string" ? (body ?? null) : JSON.stringify(body));
    const told = { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: answer.text, payload: answer.text, json: () => parseJson(answer.text) };
    if (typeof call === "function") call(null, told);
    return told;
  }
  addresses() {
    return [{ address: "127.0.0.1", family: "IPv4", port: 3000 }];
  }
  async close() {
    for (const hook of this.shared.hooks.onClose) await hook.call(this, this);
    this.server.close();
  }
}
for (const name of [...HTTP_METHODS, "all"])
  define(Fastify.prototype, name, function (path, options, handler) {
    return this.route({ ...(handler || typeof options !== "function" ? options : {}), method: name, url: path, handler: handler ?? (typeof options === "function" ? options : options.handler) });
  });
world.clients.fastify = () => {
  const make = (options) => chained(new Fastify(options));
  return Object.assign(make, { default: make, fastify: make });
};
const asItIs = (plugin) => plugin;
world.clients["fastify-plugin"] = () => Object.assign(asItIs, { default: asItIs, fastifyPlugin: asItIs });
// Hands a request on to another server, and gives its answer back.
async function forwardRequest(request, reply, address, options = {}) {
  const told = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== "host" && name !== "content-length"));
  const headers = options.rewriteRequestHeaders ? options.rewriteRequestHeaders(request, told) : told;
  const text = options.body ?? (request.method === "GET" || request.method === "HEAD" ? undefined : request.rawBody);
  const answer = await fetch(address, { method: request.method, headers, body: text === undefined || typeof text === "string" || isBytes(text) ? text : JSON.stringify(text) });
  reply.code(answer.status);
  const given = Object.fromEntries(answer.headers);
  reply.headers(options.rewriteHeaders ? options.rewriteHeaders(given, request) : given);
  return Buffer.from(await answer.arrayBuffer());
}
const addressBelow = (base, path) => replaceText(RealString(base ?? ""), /\/+$/, "") + path;
const replyFrom = async (server, settings) => {
  server.decorateReply("from", function (source, options) {
    const address = /^https?:/.test(source ?? "") ? source : addressBelow(settings.base, source ?? this.request.url);
    forwardRequest(this.request, this, address, options).then((body) => this.send(body), (error) => this.send(error));
    return this;
  });
};
const httpProxy = async (server, settings) => {
  const prefix = settings.prefix && settings.prefix !== "/" ? settings.prefix : "";
  const handler = (request, reply) => forwardRequest(request, reply, addressBelow(settings.upstream, (settings.rewritePrefix ?? "") + slice(request.url, prefix.length)), settings.replyOptions);
  for (const url of ["/", "/*"]) server.route({ method: settings.httpMethods ?? "ALL", url, preHandler: settings.preHandler, handler });
};
const nothingAdded = async () => {};
for (const [names, plugin] of [[["@fastify/reply-from", "fastify-reply-from"], replyFrom], [["@fastify/http-proxy", "fastify-http-proxy"], httpProxy], [["cors", "helmet", "rate-limit", "sensible", "formbody", "compress", "cookie", "static", "swagger", "swagger-ui", "multipart", "under-pressure", "bearer-auth", "basic-auth", "autoload", "etag", "accepts", "circuit-breaker", "caching"].flatMap((name) => ["@fastify/" + name, "fastify-" + name]), nothingAdded]])
  for (const name of names) world.clients[name] = () => Object.assign((...given) => plugin(...given), { default: plugin });
