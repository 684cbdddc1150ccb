// Frameworks that answer requests, where the artifact does not hold them: their handlers are kept and called.
const routePattern = (path) => {
  if (path instanceof RealRegExp) return { pattern: path, names: [] };
  const names = [];
  const source = replaceText(replaceText(RealString(path), /[.+^$()|[\]\\]/g, "\\$&"), /:(\w+)\??|\*(\w*)|\{(\w+)\}/g, (all, name, rest, brace) => {
    push(names, name ?? brace ?? rest ?? "0");
    return name || brace ? "([^/]+)" : "(.*)";
  });
  return { pattern: new RealRegExp(`^${source}/?$`), names };
};
const routers = [];
const innerRouter = (run) => (run instanceof Router ? run : run && run.router instanceof Router ? run.router : null);
class Router {
  constructor() {
    define(this, "layers", []);
    define(this, "base", "");
    define(this, "isInner", false);
    push(routers, this);
  }
  // [method, path] of what it answers, with a word for each name in a path.
  *routes(base = this.base) {
    for (const one of this.layers) {
      const inner = one.prefix === undefined ? null : innerRouter(one.run);
      if (inner) yield* inner.routes(base + one.prefix);
      else if (typeof one.path === "string") yield [one.method === "ALL" ? "POST" : one.method, base + replaceText(one.path, /:\w+\??|\*\w*|\{\w+\}/g, "one")];
    }
  }
  add(method, path, handlers) {
    const { pattern, names } = routePattern(path);
    for (const run of handlers.flat(4)) if (typeof run === "function" || run instanceof Router || (run && run.router instanceof Router)) push(this.layers, { method, path, pattern, names, run });
    return this;
  }
  mount(path, handlers) {
    for (const run of handlers.flat(4)) if (innerRouter(run)) define(innerRouter(run), "isInner", true);
    for (const run of handlers.flat(4)) push(this.layers, { method: null, prefix: path === "/" ? "" : RealString(path).replace(/\/?\*?$/, ""), run });
    return this;
  }
  // The layers that a request meets, in order, with the values of the names in their paths.
  *meeting(method, path, base = "") {
    for (const one of this.layers) {
      if (one.prefix !== undefined) {
        if (one.prefix && path !== one.prefix && slice(path, 0, one.prefix.length + 1) !== one.prefix + "/") continue;
        const inner = innerRouter(one.run);
        if (inner) yield* inner.meeting(method, slice(path, one.prefix.length) || "/", base + one.prefix);
        else if (typeof one.run === "function") yield { run: one.run, params: {} };
        continue;
      }
      const m = one.pattern.exec(path);
      if (m && (one.method === "ALL" || one.method === method)) yield { run: one.run, params: Object.fromEntries(one.names.map((name, i) => [name, decodePercent(m[i + 1] ?? "")])) };
    }
  }
}
const HTTP_METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];
function expressRequest(request, params) {
  const url = new URL(request.url, "http://localhost");
  const get = (name) => request.headers[lowerText(name)];
  const fields = { params, query: Object.fromEntries(url.searchParams), path: url.pathname, originalUrl: request.originalUrl ?? request.url, hostname: "localhost", protocol: "http", secure: false, cookies: {}, signedCookies: {}, get, header: get, is: (kind) => RealString(get("content-type")).includes(kind), accepts: (kind) => kind, acceptsLanguages: (...list) => preferredLanguage(get("accept-language"), list.flat()) };
  const address = () => request.socket.remoteAddress;
  for (const [name, get] of [["ip", address], ["ips", () => (request.socket.isVisit ? [address()] : [])]]) defineProperty(request, name, { get, configurable: true, enumerable: true });
  return Object.assign(request, fields);
}
function expressResponse(response) {
  const chain = (run) => (...values) => {
    run(...values);
    return response;
  };
  const finish = (body) => {
    if (response.writableEnded) return;
    if (body !== null && typeof body === "object" && !isBytes(body)) {
      if (!response.hasHeader("content-type")) response.setHeader("Content-Type", "application/json; charset=utf-8");
      response.end(JSON.stringify(body));
    } else response.end(body === undefined || isBytes(body) ? body : RealString(body));
  };
  return Object.assign(response, {
    locals: {},
    status: chain((code) => (response.statusCode = code)),
    set: chain((name, value) => (typeof name === "object" ? Object.entries(name).forEach(([key, one]) => response.setHeader(key, one)) : response.setHeader(name, value))),
    get: (name) => response.getHeader(name),
    type: chain((kind) => response.setHeader("Content-Type", kind)),
    send: chain(finish),
    json: chain((value) => finish(value ?? null)),
    sendStatus: chain((code) => {
      response.statusCode = code;
      finish(STATUS_CODES[code] ?? RealString(code));
    }),
    redirect: chain((...values) => {
      response.statusCode = typeof values[0] === "number" ? values[0] : 302;
      response.setHeader("Location", values[values.length - 1]);
      finish("");
    }),
    cookie: chain((name, value) => response.appendHeader("Set-Cookie", `${name}=${value}`)),
    clearCookie: chain(() => {}),
    render: chain(finish),
    sendFile: chain((path) => finish(contentOf(pathOf(path)) ?? "")),
    vary: chain(() => {}),
    header: chain((name, value) => response.setHeader(name, value)),
  });
}
async function readBody(request) {
  if (request.body !== undefined) return;
  const text = utf8Text(await allBytes(request));
  const type = RealString(request.headers["content-type"] ?? "application/json");
  request.rawBody = text;
  request.body = !text ? {} : type.includes("json") ? parsed(text) : type.includes("urlencoded") ? Object.fromEntries(new URLSearchParams(text)) : text;
}
function expressApp() {
  const router = new Router();
  const app = (request, response, next) => run(request, response, next);
  async function run(request, response, after) {
    const path = new URL(request.url, "http://localhost").pathname,
      steps = [...router.meeting(request.method, path)];
    await readBody(request);
    expressResponse(response);
    let at = 0;
    const next = async (error) => {
      const step = steps.slice(at).find((one) => (one.run.length === 4) === !!error);
      if (!step) {
        if (after) after(error);
        else if (!response.writableEnded) {
          response.statusCode = error ? 500 : 404;
          response.end(error ? RealString(error.message) : "Not found");
        }
        return;
      }
      at = steps.indexOf(step, at) + 1;
      expressRequest(request, step.params);
      try {
        await (error ? step.run(error, request, response, next) : step.run(request, response, next));
      } catch (thrown) {
        if (thrown instanceof Exit) throw thrown;
        await next(thrown);
      }
    };
    await next();
  }
  const settings = {};
  const methods = {
    router,
    use: (...values) => (typeof values[0] === "string" || isArray(values[0]) && typeof values[0][0] === "string" ? router.mount([values[0]].flat()[0], values.slice(1)) : router.mount("/", values), app),
    all: (path, ...handlers) => (router.add("ALL", path, handlers), app),
    route: (path) => Object.fromEntries([...HTTP_METHODS, "all"].map((name) => [name, function (...handlers) { router.add(name.toUpperCase(), path, handlers); return this; }])),
    listen: (...values) => new HttpServer(app).listen(...values),
    set: (name, value) => ((settings[name] = value), app),
    enable: () => app,
    disable: () => app,
    engine: () => app,
    param: () => app,
    locals: {},
    handle: run,
  };
  for (const name of HTTP_METHODS) methods[name] = (path, ...handlers) => (name === "get" && !handlers.length ? settings[path] : (router.add(name.toUpperCase(), path, handlers), app));
  return Object.assign(app, methods);
}
const passOn = () => (request, response, next) => next();
world.clients.express = () => Object.assign(() => expressApp(), { Router: () => expressApp(), json: passOn, urlencoded: passOn, text: passOn, raw: passOn, static: passOn, default: () => expressApp(), application: {}, request: {}, response: {} });
world.clients.express = ((make) => () => {
  const one = make();
  one.default = one;
  return one;
})(world.clients.express);
for (const ending of ["", ".js"]) world.clients["@modelcontextprotocol/sdk/server/express" + ending] = () => ({ createMcpExpressApp: () => expressApp() });
for (const name of ["cors", "body-parser", "helmet", "morgan", "compression", "cookie-parser", "express-rate-limit", "express-session"])
  world.clients[name] = () => Object.assign(() => passOn(), { json: passOn, urlencoded: passOn, text: passOn, raw: passOn, rateLimit: passOn, default: () => passOn() });
// `c.req.json()`, `c.json(...)`: Hono, in which a handler gives the answer back.
function honoContext(request, params, bindings) {
  const url = new URL(request.url),
    headers = new Headers();
  let status = 200;
  const answer = (body, code, more) => new Response(body, { status: typeof code === "number" ? code : status, headers: [...headers.raw(), ...headerPairs(typeof code === "object" ? code : more)] });
  const held = new RealMap();
  return {
    req: { raw: request, url: request.url, method: request.method, path: url.pathname, param: (name) => (name ? params[name] : params), query: (name) => (name ? (url.searchParams.get(name) ?? undefined) : Object.fromEntries(url.searchParams)), header: (name) => (name ? (request.headers.get(name) ?? undefined) : Object.fromEntries(request.headers)), json: () => request.json(), text: () => request.text(), parseBody: async () => Object.fromEntries(await request.formData()), valid: () => request.json() },
    env: bindings ? Object.defineProperties(Object.create(environment), Object.getOwnPropertyDescriptors(bindings)) : environment,
    json: (value, code, more) => {
      headers.set("content-type", "application/json");
      return answer(JSON.stringify(value), code, more);
    },
    text: (text, code, more) => answer(text, code, more),
    html: (text, code, more) => answer(text, code, more),
    body: answer,
    redirect: (to, code = 302) => new Response(null, { status: code, headers: { location: to } }),
    notFound: () => new Response("404 Not Found", { status: 404 }),
    header: (name, value) => headers.set(name, value),
    status: (code) => (status = code),
    set: (name, value) => mapSet(held, name, value),
    get: (name) => mapGet(held, name),
    var: {},
    executionCtx: { waitUntil() {} },
  };
}
class Hono {
  constructor() {
    this.router = new Router();
    this.fetch = (request, bindings) => this.run(request, bindings);
    this.request = (input, init) => this.run(new Request(typeof input === "string" && input[0] === "/" ? "http://localhost" + input : input, init));
  }
  async run(request, bindings) {
    const steps = [...this.router.meeting(request.method, new URL(request.url).pathname)];
    const context = honoContext(request, Object.assign({}, ...steps.map((one) => one.params)), bindings);
    const next = async (at) => {
      if (at >= steps.length) return undefined;
      let inner;
      const out = await steps[at].run(context, async () => {
        inner = await next(at + 1);
        if (inner) context.res = inner;
      });
      return out ?? inner;
    };
    return (await next(0)) ?? new Response("404 Not Found", { status: 404 });
  }
  use(...values) {
    this.router.mount(typeof values[0] === "string" ? values[0] : "/", typeof values[0] === "string" ? values.slice(1) : values);
    return this;
  }
  route(path, inner) {
    this.router.mount(path, [inner]);
    return this;
  }
  all(path, ...handlers) {
    this.router.add("ALL", path, handlers);
    return this;
  }
  basePath() {
    return this;
  }
  onError() {
    return this;
  }
  notFound() {
    return this;
  }
}
for (const name of HTTP_METHODS)
  define(Hono.prototype, name, function (path, ...handlers) {
    this.router.add(name.toUpperCase(), path, handlers);
    return this;
  });
world.clients.hono = () => ({ Hono, default: Hono });
const passNext = () => async (context, next) => next();
for (const name of ["cors", "logger", "bearer-auth", "basic-auth", "secure-headers", "timing"]) world.clients["hono/" + name] = () => ({ cors: passNext, logger: passNext, bearerAuth: passNext, basicAuth: passNext, secureHeaders: passNext, timing: passNext });
// All headers of a request, those too that only show where they are asked for.
const headersOf = ({ headers, socket }) => (socket.isVisit ? Object.fromEntries(Object.getOwnPropertyNames(headers).map((name) => [name, headers[name]])) : headers);
// A server whose handler takes a Request, with the connection it came by, and gives a Response back.
const serveFetch = (handler, options = {}) =>
  new HttpServer(async (request, response) => {
    const body = request.method === "GET" || request.method === "HEAD" ? undefined : await allBytes(request);
    const made = new Request("http://" + request.headers.host + request.url, { method: request.method, headers: headersOf(request), body });
    const answer = await handler(request.socket.isVisit ? tellRequest(made) : made, request.socket);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }).listen(options.port ?? 3000);
world.clients["@hono/node-server"] = () => ({ serve: (o, call) => {
  const server = serveFetch((request, socket) => o.fetch(request, { incoming: { socket }, outgoing: {} }), o);
  if (call) setImmediateFn(() => call(server.address()));
  return server;
} });
world.clients["@hono/node-server/conninfo"] = () => ({ getConnInfo: (context) => ({ remote: { address: context.env.incoming?.socket.remoteAddress, addressType: "IPv4" } }) });
