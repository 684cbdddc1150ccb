// Koa, whose middleware is handed one context for a request and its answer.
function koaContext(app, req, res) {
  const url = new URL(req.url, "http://localhost"),
    get = (name) => req.headers[lowerText(name)] ?? "";
  const answer = { status: 404, body: undefined };
  const of = {
    app, req, res, state: {}, params: {}, originalUrl: req.url, url: req.url, method: req.method, path: url.pathname, querystring: url.search.slice(1), host: "localhost", hostname: "localhost", protocol: "http", secure: false,
    query: Object.fromEntries(url.searchParams), headers: req.headers, header: req.headers, socket: req.socket, get, is: (kind) => get("content-type").includes(kind) && kind,
    accepts: (...kinds) => kinds.flat()[0], acceptsLanguages: (...list) => preferredLanguage(req.headers["accept-language"], list.flat()),
    set: (name, value) => (typeof name === "object" ? Object.entries(name) : [[name, value]]).forEach(([key, one]) => res.setHeader(key, one)),
    append: (name, value) => res.appendHeader(name, value), remove: (name) => res.removeHeader(name), vary: quiet, flushHeaders: quiet,
    cookies: { get: () => undefined, set: (name, value) => res.appendHeader("Set-Cookie", `${name}=${value}`) },
    redirect: (to) => ((answer.status = 302), res.setHeader("Location", to)),
    throw: (status, text) => {
      throw Object.assign(new RealError(typeof status === "string" ? status : (text ?? "error")), { status: typeof status === "number" ? status : 500, expose: true });
    },
    assert: (value, status, text) => value || of.throw(status, text),
  };
  const lives = { ip: () => req.socket.remoteAddress, ips: () => (req.socket.isVisit ? [clientAddress()] : []), status: [() => answer.status, (value) => (answer.status = value)], body: [() => answer.body, (value) => {
    answer.body = value;
    if (answer.status === 404) answer.status = 200;
  }], type: [() => res.getHeader("content-type"), (value) => res.setHeader("Content-Type", value)] };
  for (const [name, pair] of Object.entries(lives)) defineProperty(of, name, { get: [pair].flat()[0], set: [pair].flat()[1], enumerable: true, configurable: true });
  of.request = Object.create(of, { body: { value: req.body, writable: true }, rawBody: { value: req.rawBody, writable: true } });
  of.response = of.ctx = of;
  return of;
}
const inTurn = (steps) => (context, after) => {
  const run = (at) => (at < steps.length ? steps[at](context, () => RealPromise.resolve(run(at + 1))) : after ? after() : undefined);
  return RealPromise.resolve(run(0));
};
class Koa extends EventEmitter {
  constructor() {
    super();
    Object.assign(this, { middleware: [], context: {}, env: "production", proxy: false, state: {} });
  }
  use(run) {
    push(this.middleware, run);
    return this;
  }
  callback() {
    return async (req, res) => {
      await readBody(req);
      const context = Object.assign(koaContext(this, req, res), this.context);
      try {
        await inTurn(this.middleware)(context);
      } catch (error) {
        if (error instanceof Exit) throw error;
        context.status = (error && error.status) ?? 500;
        context.body = RealString(error && error.message);
        this.emit("error", error, context);
      }
      const body = context.body;
      if (context.respond === false || res.writableEnded) return;
      res.statusCode = context.status;
      if (body !== null && typeof body === "object" && typeof body.pipe === "function") return void body.pipe(res);
      res.end(body === undefined || body === null || typeof body === "string" || isBytes(body) ? (body ?? undefined) : JSON.stringify(body));
    };
  }
  listen(...values) {
    return new HttpServer(this.callback()).listen(...values);
  }
}
class KoaRouter {
  constructor(options = {}) {
    this.opts = options;
    this.router = new Router();
    this.steps = [];
    this.prefix(options.prefix ?? "");
  }
  prefix(text) {
    define(this.router, "base", text);
    return this;
  }
  use(...values) {
    const runs = values.flat().filter((one) => typeof one === "function"),
      path = typeof values[0] === "string" ? values[0] : "";
    for (const run of runs) (run.router ? this.router.mount(path + run.router.router.base || "/", [run.router.router]) : push(this.steps, run));
    return this;
  }
  routes() {
    const run = async (context, next) => {
      const at = context.path.startsWith(this.router.base) ? context.path.slice(this.router.base.length) || "/" : null;
      const met = at === null ? [] : [...this.router.meeting(context.method, at)];
      if (!met.length) return next();
      Object.assign(context.params, ...met.map((one) => one.params));
      return inTurn([...this.steps, ...met.map((one) => one.run)])(context, next);
    };
    return Object.assign(run, { router: this });
  }
  middleware() {
    return this.routes();
  }
  allowedMethods() {
    return (context, next) => next();
  }
  all(path, ...runs) {
    this.router.add("ALL", ...koaRoute(path, runs));
    return this;
  }
  param() {
    return this;
  }
}
// A route may be given a name before its path.
const koaRoute = (path, runs) => (typeof runs[0] === "string" ? [runs[0], runs.slice(1)] : [path, runs]);
for (const name of [...HTTP_METHODS, "del"])
  define(KoaRouter.prototype, name, function (path, ...runs) {
    this.router.add(name === "del" ? "DELETE" : name.toUpperCase(), ...koaRoute(path, runs));
    return this;
  });
const koaPass = () => (context, next) => next();
world.clients.koa = () => Object.assign(Koa, { default: Koa, Koa });
for (const name of ["@koa/router", "koa-router"]) world.clients[name] = () => Object.assign(function (options) { return new KoaRouter(options); }, { default: KoaRouter, Router: KoaRouter });
world.clients["koa-compose"] = () => Object.assign((steps) => inTurn(steps), { default: (steps) => inTurn(steps) });
for (const name of ["koa-bodyparser", "@koa/bodyparser", "koa-body", "koa-json", "@koa/cors", "koa-helmet", "koa-logger", "koa-compress", "koa-static", "koa-conditional-get", "koa-etag", "koa-ratelimit", "koa-session"])
  world.clients[name] = () => Object.assign(koaPass, { default: koaPass, bodyParser: koaPass, koaBody: koaPass });
