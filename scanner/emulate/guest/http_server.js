// Servers of the program: what it sends to its own ports is delivered to them.
const listening = new RealMap();
let nextPort = 40000;
class ServerResponse extends Writable {
  #headers = [];
  #chunks = [];
  constructor(request, done) {
    super({ decodeStrings: false });
    this.statusCode = 200;
    this.statusMessage = undefined;
    this.headersSent = false;
    this.finished = false;
    this.req = request;
    this.socket = this.connection = request ? request.socket : undefined;
    this.shouldKeepAlive = true;
    define(this, "done", done);
  }
  setHeader(name, value) {
    this.removeHeader(name);
    push(this.#headers, [RealString(name), isArray(value) ? value.join(", ") : RealString(value)]);
    return this;
  }
  appendHeader(name, value) {
    push(this.#headers, [RealString(name), RealString(value)]);
    return this;
  }
  setHeaders(list) {
    for (const [name, value] of list) this.setHeader(name, value);
    return this;
  }
  getHeader(name) {
    const low = lowerText(name);
    return (this.#headers.find((pair) => lowerText(pair[0]) === low) || [])[1];
  }
  getHeaders() {
    return Object.fromEntries(this.#headers.map(([name, value]) => [lowerText(name), value]));
  }
  getHeaderNames() {
    return this.#headers.map((pair) => lowerText(pair[0]));
  }
  hasHeader(name) {
    return this.getHeader(name) !== undefined;
  }
  removeHeader(name) {
    const low = lowerText(RealString(name));
    this.#headers = this.#headers.filter((pair) => lowerText(pair[0]) !== low);
  }
  writeHead(status, message, headers) {
    this.statusCode = status;
    const given = typeof message === "string" ? headers : message;
    if (typeof message === "string") this.statusMessage = message;
    for (const [name, value] of headerPairs(given)) this.setHeader(name, value);
    this.headersSent = true;
    return this;
  }
  flushHeaders() {
    this.headersSent = true;
  }
  writeContinue() {}
  writeProcessing() {}
  writeEarlyHints() {}
  assignSocket() {}
  detachSocket() {}
  setTimeout() {
    return this;
  }
  addTrailers() {}
  _write(chunk, encoding, done) {
    this.headersSent = true;
    push(this.#chunks, typeof chunk === "string" ? Buffer.from(chunk, encoding) : Buffer.from(viewOf(chunk)));
    done();
  }
  _final(done) {
    this.headersSent = true;
    this.finished = true;
    const body = Buffer.concat(this.#chunks);
    if (this.done) this.done({ status: this.statusCode, headers: this.#headers, text: utf8Text(body) });
    done();
  }
}
class ServerRequest extends Readable {
  constructor(method, url, headers, body, server, isVisit) {
    super({ read() {} });
    const u = new URL(url);
    this.method = method;
    this.url = u.pathname + u.search;
    this.httpVersion = "1.1";
    this.httpVersionMajor = 1;
    this.httpVersionMinor = 1;
    this.headers = { host: u.host };
    for (const [name, value] of headers) this.headers[lowerText(name)] = value;
    const isSent = body || testRegExp(/^(?:POST|PUT|PATCH)$/, method);
    if (isSent && body !== null && body !== undefined && this.headers["content-length"] === undefined && this.headers["transfer-encoding"] === undefined) this.headers["content-length"] = RealString(utf8Bytes(body).length);
    this.rawHeaders = headers.flat();
    this.socket = this.connection = new Socket();
    if (isVisit) {
      tellClient(this.headers);
      this.socket.isVisit = true;
    }
    this.complete = true;
    this.aborted = false;
    this.trailers = {};
    define(this, "server", server);
    if (body) this.push(Buffer.from(body));
    this.push(null);
  }
  setTimeout() {
    return this;
  }
}
class Server extends EventEmitter {
  constructor(options, listener) {
    super();
    const call = typeof options === "function" ? options : listener;
    define(this, "isHttp", false);
    define(this, "isVisited", false);
    this.listening = false;
    if (call) define(this, "onConnection", call);
  }
  listen(...values) {
    const done = values.find((v) => typeof v === "function"),
      o = values[0] !== null && typeof values[0] === "object" ? values[0] : { port: values[0], host: typeof values[1] === "string" ? values[1] : undefined };
    this.at = typeof o.port === "string" && isNaN(o.port) ? o.port : (o.path ?? (Number(o.port) || nextPort++));
    this.host = o.host ?? "::";
    mapSet(listening, RealString(this.at), this);
    this.listening = true;
    if (done) this.once("listening", done);
    setImmediateFn(() => this.listening && this.emit("listening"));
    if (this.isHttp) visitServer(this);
    return this;
  }
  close(done) {
    if (this.listening) mapDelete(listening, RealString(this.at));
    this.listening = false;
    setImmediateFn(() => {
      this.emit("close");
      if (done) done();
    });
    return this;
  }
  address() {
    return !this.listening ? null : typeof this.at === "string" ? this.at : { port: this.at, address: this.host === "localhost" ? "127.0.0.1" : this.host, family: this.host.includes(":") ? "IPv6" : "IPv4" };
  }
  getConnections(call) {
    soon(call, null, 0);
  }
  unref() {
    return this;
  }
  ref() {
    return this;
  }
  setTimeout() {
    return this;
  }
  closeAllConnections() {}
  closeIdleConnections() {}
  async [Symbol.asyncDispose]() {
    this.close();
  }
}
class HttpServer extends Server {
  constructor(options, listener) {
    super(options, undefined);
    this.isHttp = true;
    this.timeout = 0;
    this.keepAliveTimeout = 5000;
    this.requestTimeout = 300000;
    this.headersTimeout = 60000;
    this.maxHeadersCount = null;
    const call = typeof options === "function" ? options : listener;
    if (call) this.on("request", call);
  }
}
// The program's own server that a request is meant for; undefined: none, it leaves.
function ownServer(url) {
  if (listening.size === 0) return undefined;
  const m = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1?\]|0\.0\.0\.0)(?::(\d+))?(?:[/?#]|$)/i.exec(url);
  const server = m ? mapGet(listening, m[1] ?? "80") : undefined;
  return server && server.isHttp ? server : undefined;
}
// A protocol that both ends speak themselves, over two sockets; `take` gets the answer that opens it.
function upgradeAt(server, url, headers, take) {
  const near = new Socket(),
    far = new Socket();
  near.peer = far;
  far.peer = near;
  let said = Buffer.alloc(0);
  const hear = (chunk) => {
    said = Buffer.concat([said, chunk]);
    const end = said.indexOf("\r\n\r\n");
    if (end < 0) return;
    near.removeListener("data", hear);
    near._readableState.flowing = null;
    const [first, ...lines] = nativeSplit(said.toString("latin1", 0, end), "\r\n");
    const fields = lines.map((line) => [line.slice(0, plainIndexOf(line, ":")), line.slice(plainIndexOf(line, ":") + 1).trim()]);
    take(new IncomingMessage({ status: Number(nativeSplit(first, " ")[1]), headers: fields, text: "" }), near, said.subarray(end + 4));
  };
  near.on("data", hear);
  const request = new ServerRequest("GET", url, headers, null, server);
  request.socket = request.connection = far;
  setImmediateFn(() => server.emit("upgrade", request, far, Buffer.alloc(0)));
}
// isVisit: somebody elsewhere asks, and not the program itself.
const deliver = (server, method, url, headers, body, isVisit = false) =>
  new RealPromise((done) => {
    server.isVisited = true;
    const request = new ServerRequest(method, url, headers, body, server, isVisit);
    const response = new ServerResponse(request, done);
    setImmediateFn(() => {
      if (!server.emit("request", request, response)) done({ status: 404, headers: [], text: "" });
    });
  });
