// Packages that stand beside parts of Node and the web platform: streams, events of servers, older clients of HTTP.
const streamModule = () => builtin("stream");
named(["readable-stream", "stream-browserify", "streamx", "bl"], () => both(streamModule(), {}));
named(["safe-buffer", "buffer", "safer-buffer", "buffer-from"], () => both({ ...builtin("buffer") }));
named(["events", "node-events"], () => EventEmitter);
named(["inherits"], () => both(inherits));
named(["abort-controller", "abort-controller-x", "abortcontroller-polyfill"], () => both(AbortController, { AbortController, AbortSignal }));
named(["web-streams-polyfill", "web-streams-polyfill/ponyfill"], () => ({ ...webStreams }));
named(["formdata-node", "formdata-polyfill", "formdata-polyfill/esm.min.js", "fetch-blob", "fetch-blob/from.js", "formdata-node/file-from-path"], () => both(FormData, { FormData, File, Blob, fileFrom: async (path) => new File([readFileSync(path)], posix.basename(path)), fileFromSync: (path) => new File([readFileSync(path)], posix.basename(path)), fileFromPath: async (path) => new File([readFileSync(path)], posix.basename(path)), blobFrom: async (path) => new Blob([readFileSync(path)]) }));
named(["get-stdin"], () => {
  const read = async () => (facts().stdin === null ? "" : facts().stdin);
  return both(read, { buffer: async () => Buffer.from(await read()) });
});
named(["get-stream", "raw-body", "concat-stream", "stream-to-string", "stream-to-array", "into-stream"], () => both(async (source) => utf8Text(await allBytes(source)), { getStream: async (source) => utf8Text(await allBytes(source)), getStreamAsBuffer: allBytes, buffer: allBytes, array: async (source) => Array.fromAsync(source) }));
const through = (options, transform, flush) => {
  const [o, run, end] = typeof options === "function" ? [{}, options, transform] : [options ?? {}, transform, flush];
  return new Transform({ ...o, transform: run ?? ((chunk, encoding, done) => done(null, chunk)), flush: end });
};
named(["through2", "through", "through2-map", "duplexify", "pumpify"], () => both(through, { obj: (run, end) => through({ objectMode: true }, run, end), ctor: () => through }));
named(["split2", "split", "byline", "readline-transform"], () => both((map) => {
  let rest = "";
  return new Transform({
    readableObjectMode: true,
    transform(chunk, encoding, done) {
      const lines = nativeSplit(rest + bodyText(chunk), /\r?\n/);
      rest = lines.pop();
      for (const line of lines) this.push(typeof map === "function" ? map(line) : line);
      done();
    },
    flush(done) {
      if (rest) this.push(typeof map === "function" ? map(rest) : rest);
      done();
    },
  });
}));
named(["pump", "end-of-stream", "pipe-io"], () => both((...parts) => (parts.length > 1 && typeof parts[0] === "object" && typeof parts[1] !== "function" ? pipeline(...parts) : finished(...parts))));
// Events of a server, out of what it streams.
function eventParser(config) {
  const tell = typeof config === "function" ? (one) => config({ type: "event", ...one }) : (one) => config.onEvent && config.onEvent(one);
  let rest = "";
  return {
    feed(chunk) {
      const blocks = nativeSplit(rest + chunk, /\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const fields = {};
        for (const m of block.matchAll(/^(event|data|id|retry): ?(.*)$/gm)) fields[m[1]] = m[1] === "data" && fields.data !== undefined ? fields.data + "\n" + m[2] : m[2];
        if (fields.data !== undefined) tell({ id: fields.id, event: fields.event, data: fields.data });
      }
    },
    reset() {
      rest = "";
    },
  };
}
class EventParserStream extends TransformStream {
  constructor() {
    let parser;
    super({
      start(controller) {
        parser = eventParser({ onEvent: (one) => controller.enqueue(one) });
      },
      transform: (chunk) => parser.feed(typeof chunk === "string" ? chunk : utf8Text(viewOf(chunk))),
    });
  }
}
named(["eventsource-parser", "eventsource-parser/stream"], () => ({ createParser: eventParser, EventSourceParserStream: EventParserStream, ParseError: ApiError }));
named(["eventsource", "launchdarkly-eventsource"], () => both(EventSource, { EventSource }));
const fetchEvents = async (url, o = {}) => {
  const answer = await fetch(url, { method: o.method, headers: o.headers, body: o.body });
  if (o.onopen) await o.onopen(answer);
  const parser = eventParser({ onEvent: (one) => o.onmessage && o.onmessage({ event: one.event ?? "", id: one.id ?? "", data: one.data }) });
  parser.feed((await answer.text()) + "\n\n");
  if (o.onclose) o.onclose();
};
named(["@microsoft/fetch-event-source", "fetch-event-source"], () => ({ fetchEventSource: fetchEvents, EventStreamContentType: "text/event-stream" }));
named(["isomorphic-ws", "ws/wrapper.mjs", "reconnecting-websocket", "partysocket"], () => both(WebSocket, { WebSocket }));
// superagent: a request that is put together call by call and sent when it is waited for.
function agentRequest(method, url) {
  const headers = [],
    query = new URLSearchParams();
  let body = null,
    form = null;
  const run = async () => {
    const data = form ?? body;
    const text = data === null ? null : typeof data === "object" && !(data instanceof FormData) ? jsonOf(data) : bodyText(data);
    const tail = query.size ? (RealString(url).includes("?") ? "&" : "?") + query : "";
    const answer = send("superagent", method, url + tail, headers, text);
    await null;
    const reply = { status: answer.status, statusCode: answer.status, ok: answer.status < 400, text: answer.text, body: parsed(answer.text), headers: headerFields(answer.headers), header: headerFields(answer.headers) };
    if (answer.status >= 400) throw Object.assign(new RealError(STATUS_CODES[answer.status]), { status: answer.status, response: reply });
    return reply;
  };
  let sent, outer;
  const self = chained({
    set: (name, value) => (typeof name === "object" ? push(headers, ...headerPairs(name)) : push(headers, [name, RealString(value)]), outer),
    query: (value) => (new URLSearchParams(value).forEach((one, name) => query.append(name, one)), outer),
    send: (value) => ((body = body && typeof body === "object" && typeof value === "object" ? { ...body, ...value } : value), outer),
    field: (name, value) => ((form ??= new FormData()).append(name, value), outer),
    attach: (name, value, title) => ((form ??= new FormData()).append(name, typeof value === "string" ? readFileSync(value) : value, title), outer),
    auth: (user, password, o) => (push(headers, ["Authorization", o && o.type === "bearer" ? `Bearer ${user}` : "Basic " + base64Text(utf8Bytes(`${user}:${password}`), false)]), outer),
    type: (kind) => (push(headers, ["Content-Type", kind === "json" ? "application/json" : kind]), outer),
    end: (call) => run().then((reply) => call(null, reply), (error) => call(error)),
    catch: (fail) => (sent ??= run()).catch(fail),
    finally: (call) => (sent ??= run()).finally(call),
  });
  // `then` is no part of what a chained object answers: it is put in its place by name.
  return (outer = new RealProxy(self, { get: (target, key) => (key === "then" ? (done, fail) => (sent ??= run()).then(done, fail) : target[key]) }));
}
named(["superagent", "supertest"], () => {
  const one = Object.assign((method, url) => agentRequest(RealString(method).toUpperCase(), url), { agent: () => one, Request: agentRequest });
  for (const method of ["get", "post", "put", "patch", "del", "delete", "head"]) one[method] = (url, value) => {
    const made = agentRequest(method === "del" ? "DELETE" : method.toUpperCase(), url);
    return value === undefined ? made : method === "get" ? made.query(value) : made.send(value);
  };
  return both(one);
});
// request and its like, with a callback or a promise.
function oldRequest(isPromise) {
  const run = (input, options, callback) => {
    const o = typeof input === "string" ? { ...(typeof options === "object" ? options : {}), uri: input } : { ...input };
    const call = [options, callback, o.callback].find((one) => typeof one === "function");
    const isJson = o.json !== undefined && o.json !== false;
    const body = isJson && typeof o.json === "object" ? jsonOf(o.json) : o.form ? new URLSearchParams(o.form).toString() : o.body && typeof o.body === "object" && !isBytes(o.body) ? jsonOf(o.body) : bodyText(o.body);
    const tail = o.qs ? "?" + new URLSearchParams(o.qs) : "";
    const answer = send("request", RealString(o.method || "GET").toUpperCase(), RealString(o.uri ?? o.url) + tail, headerPairs(o.headers), body);
    const data = isJson ? parsed(answer.text) : answer.text;
    const response = Object.assign(new IncomingMessage(answer), { body: data });
    if (call) setImmediateFn(() => call(null, response, data));
    if (!isPromise) return Object.assign(response, { form: () => new FormData() });
    return RealPromise.resolve(o.resolveWithFullResponse ? response : data);
  };
  for (const method of ["get", "post", "put", "patch", "delete", "del", "head"]) run[method] = (input, options, callback) => run(typeof input === "string" ? { uri: input, ...(typeof options === "object" ? options : {}), method: method === "del" ? "DELETE" : method } : { ...input, method }, typeof options === "function" ? options : callback);
  return Object.assign(run, { defaults: () => run, jar: () => ({}), cookie: () => ({}) });
}
named(["request"], () => both(oldRequest(false)));
named(["request-promise", "request-promise-native", "postman-request"], () => both(oldRequest(true)));
named(["bent"], () => both((...given) => {
  const base = given.find((one) => typeof one === "string" && /:\/\//.test(one)) ?? "",
    method = given.find((one) => typeof one === "string" && /^[A-Z]+$/.test(one)) ?? "GET",
    format = given.find((one) => one === "json" || one === "string" || one === "buffer");
  return async (path, body, headers) => {
    const answer = send("bent", method, base + path, headerPairs(headers), body === undefined ? null : typeof body === "object" ? jsonOf(body) : bodyText(body));
    return format === "json" ? parsed(answer.text) : format === "string" ? answer.text : format === "buffer" ? Buffer.from(answer.text) : new Response(answer.text, { status: answer.status });
  };
}));
// Small ones.
const manifestUp = (o) => {
  for (let folder = pathOf((o && o.cwd) ?? folderNow()); ; folder = posix.dirname(folder)) {
    const text = contentOf(folder === "/" ? "/package.json" : folder + "/package.json");
    if (text !== null && text !== undefined) return { packageJson: parsed(text), pkg: parsed(text), path: folder + "/package.json" };
    if (folder === "/") return undefined;
  }
};
named(["read-pkg-up", "read-pkg", "read-package-up", "read-package-json-fast", "pkg-types"], () => both(async (o) => manifestUp(o), { readPackageUp: async (o) => manifestUp(o), readPackageUpSync: manifestUp, readPackage: async (o) => (manifestUp(o) ?? { packageJson: {} }).packageJson, readPackageSync: (o) => (manifestUp(o) ?? { packageJson: {} }).packageJson, sync: manifestUp, readPackageJSON: async () => (manifestUp() ?? { packageJson: {} }).packageJson }));
named(["path-exists", "file-exists", "fs-exists-sync"], () => both(async (path) => fsModule.existsSync(path), { pathExists: async (path) => fsModule.existsSync(path), pathExistsSync: fsModule.existsSync, sync: fsModule.existsSync }));
named(["restore-cursor", "exit-hook", "async-exit-hook", "graceful-goodbye", "close-with-grace", "why-is-node-running", "node-graceful-shutdown", "v8-compile-cache", "segfault-handler", "make-error-cause"], () => both(() => () => {}, { gracefulExit: (code) => exitNow(code), asyncExitHook: () => () => {}, onExit: () => () => {} }));
named(["common-tags", "ts-dedent", "string-dedent", "endent"], () => {
  const tag = (first, ...rest) => (isArray(first) && first.raw ? first.map((part, i) => part + (i < rest.length ? plainText(rest[i]) : "")).join("") : plainText(first)).replace(/^[ \t]+/gm, "").trim();
  return new RealProxy(tag, { get: (target, key) => (key in target || typeof key !== "string" || key === "then" ? target[key] : key === "createTag" || key === "TemplateTag" ? () => tag : tag) });
});
named(["slugify", "@sindresorhus/slugify", "limax", "url-slug"], () => both((text) => wordsOf(text).map((word) => lowerText(word)).join("-"), { slugify: (text) => wordsOf(text).map((word) => lowerText(word)).join("-") }));
named(["robots-parser"], () => both(() => ({ isAllowed: () => true, isDisallowed: () => false, getCrawlDelay: () => undefined, getSitemaps: () => [] })));
named(["find-cache-dir"], () => both((o) => `${facts().cwd}/node_modules/.cache/${o && o.name}`, { findCacheDirectory: (o) => `${facts().cwd}/node_modules/.cache/${o && o.name}` }));
named(["he", "html-entities", "entities", "escape-html"], () => both((text) => lodash.escape(text), { encode: (text) => lodash.escape(text), decode: (text) => replaceText(RealString(text), /&(amp|lt|gt|quot|#39);/g, (all, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]), escape: (text) => lodash.escape(text), unescape: (text) => text }));
named(["jsonrepair", "partial-json", "best-effort-json-parser", "untruncate-json", "json-parse-better-errors", "parse-json"], () => both((text) => JSON.parse(text), { jsonrepair: (text) => RealString(text), parse: (text) => JSON.parse(text) }));
named(["marked", "markdown-it", "showdown", "turndown", "html-to-text", "remark", "node-html-markdown", "striptags", "sanitize-html", "front-matter", "gray-matter"], () => {
  const render = (text) => plainText(text && text.content !== undefined ? text.content : text);
  const parser = () => chained({ render, parse: render, turndown: render, makeHtml: render, translate: render });
  class Parser {
    constructor() {
      return parser();
    }
  }
  const one = (text) => {
    const m = /^---\n([^]*?)\n---\n?([^]*)$/.exec(render(text));
    return m ? { data: readNotation(m[1]), attributes: readNotation(m[1]), content: m[2], body: m[2] } : render(text);
  };
  const both2 = new RealProxy(function (text) {
    return one(text);
  }, { apply: (target, self, values) => one(values[0]), construct: () => parser(), get: (target, key) => (key === "default" || key === "marked" ? both2 : key === "Marked" || key === "Converter" || key === "NodeHtmlMarkdown" || key === "TurndownService" ? Parser : key === "parse" || key === "render" || key === "parseInline" || key === "convert" || key === "htmlToText" ? render : key === "use" || key === "setOptions" ? () => both2 : key === "then" || typeof key !== "string" ? target[key] : (target[key] ?? chained({}))) });
  return both2;
});
