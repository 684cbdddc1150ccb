// http and https: requests end in the recorder, or at a server of the program itself.
const headerFields = (pairs) => {
  const out = {};
  for (const [given, value] of pairs) {
    const name = lowerText(given);
    if (name === "set-cookie") (out[name] ??= []).push(value);
    else out[name] = out[name] === undefined ? value : `${out[name]}, ${value}`;
  }
  return out;
};
class IncomingMessage extends Readable {
  constructor(answer) {
    super({ read() {} });
    const given = answer && answer.headers ? answer : { status: null, headers: [], text: "" };
    this.statusCode = given.status;
    this.statusMessage = STATUS_CODES[given.status] ?? "";
    this.httpVersion = "1.1";
    this.httpVersionMajor = 1;
    this.httpVersionMinor = 1;
    this.complete = true;
    this.aborted = false;
    this.headers = headerFields(given.headers);
    this.headersDistinct = Object.fromEntries(Object.entries(this.headers).map(([name, value]) => [name, [value].flat()]));
    this.rawHeaders = given.headers.flat();
    this.trailers = {};
    this.rawTrailers = [];
    this.socket = this.connection = new Socket();
    if (given.text) this.push(Buffer.from(given.text));
    this.push(null);
  }
  setTimeout() {
    return this;
  }
}
class ClientRequest extends Writable {
  #options;
  #headers = [];
  #chunks = [];
  #scheme;
  #answered = false;
  constructor(scheme, options, callback) {
    super({ decodeStrings: false });
    const o = options;
    this.#options = o;
    this.#scheme = o.protocol ? o.protocol.replace(":", "") : scheme;
    for (const [name, value] of headerPairs(o.headers)) this.setHeader(name, value);
    if (o.auth && !this.hasHeader("authorization")) this.setHeader("Authorization", "Basic " + base64Text(utf8Bytes(o.auth)));
    if (callback) this.once("response", callback);
    this.method = RealString(o.method || "GET").toUpperCase();
    this.path = o.path || "/";
    this.protocol = this.#scheme + ":";
    this.aborted = false;
    this.reusedSocket = false;
    this.agent = o.agent;
    this.socket = this.connection = new Socket();
    this.host = o.hostname || nativeSplit(RealString(o.host || "localhost"), /:(?=\d+$)/)[0];
    if (o.signal) abortStream(o.signal, this);
    setImmediateFn(() => {
      this.emit("socket", this.socket);
      for (const name of ["lookup", "connect", "secureConnect", "ready"]) this.socket.emit(name);
    });
  }
  setHeader(name, value) {
    if (this.#answered) throw nodeError(RealError, "ERR_HTTP_HEADERS_SENT", "Cannot set headers after they are sent to the client");
    this.removeHeader(name);
    push(this.#headers, [RealString(name), isArray(value) ? nativeJoin(value, ", ") : RealString(value)]);
    return this;
  }
  appendHeader(name, value) {
    push(this.#headers, [RealString(name), RealString(value)]);
    return this;
  }
  getHeader(name) {
    const low = lowerText(RealString(name));
    return (this.#headers.find((pair) => lowerText(pair[0]) === low) || [])[1];
  }
  getHeaders() {
    return Object.fromEntries(this.#headers.map(([name, value]) => [lowerText(name), value]));
  }
  getHeaderNames() {
    return this.#headers.map((pair) => lowerText(pair[0]));
  }
  getRawHeaderNames() {
    return this.#headers.map((pair) => pair[0]);
  }
  hasHeader(name) {
    return this.getHeader(name) !== undefined;
  }
  removeHeader(name) {
    const low = lowerText(RealString(name));
    this.#headers = this.#headers.filter((pair) => lowerText(pair[0]) !== low);
  }
  get headersSent() {
    return this.#answered;
  }
  addTrailers(headers) {
    for (const [name, value] of headerPairs(headers)) push(this.#headers, ["trailer-" + name, value]);
  }
  flushHeaders() {}
  setNoDelay() {}
  setSocketKeepAlive() {}
  setTimeout(ms, call) {
    if (call) this.once("timeout", call);
    return this;
  }
  abort() {
    this.aborted = true;
    this.destroy();
  }
  _write(chunk, encoding, done) {
    push(this.#chunks, typeof chunk === "string" ? (encoding === "utf8" || encoding === "utf-8" ? chunk : Buffer.from(chunk, encoding)) : chunk);
    done();
  }
  _final(done) {
    done();
    if (this.#answered) return;
    this.#answered = true;
    const o = this.#options,
      port = o.port && RealString(o.port) !== (this.#scheme === "https" ? "443" : "80") ? ":" + o.port : "";
    const text = this.#chunks.every((one) => typeof one === "string") ? nativeJoinText(this.#chunks) : bodyText(Buffer.concat(this.#chunks.map((one) => Buffer.from(one))));
    const place = o.socketPath ? `unix:${o.socketPath}` : this.host.includes(":") && this.host[0] !== "[" ? `[${this.host}]` : this.host;
    // A path that is an address is how a proxy is asked.
    const way = testRegExp(/^[/*]/, this.path) ? this.path : "/" + this.path;
    const url = testRegExp(/^https?:\/\//, this.path) ? this.path : `${this.#scheme}://${place}${port}${way}`;
    const take = (answer) =>
      setImmediateFn(() => {
        if (this.destroyed && this.errored) return;
        if (answer.error) this.destroy(Object.assign(new RealError(answer.error), { code: answer.error }));
        else {
          this.res = new IncomingMessage(answer);
          this.res.req = this;
          if (!this.emit("response", this.res)) this.res.resume();
        }
      });
    const header = (name) => (this.#headers.find((pair) => lowerText(pair[0]) === name) ?? [])[1];
    const own = ownServer(url);
    if (header("upgrade") !== undefined && own && own.listenerCount("upgrade") > 0)
      upgradeAt(own, url, this.#headers, (response, socket, rest) => this.emit(response.statusCode === 101 ? "upgrade" : "response", (this.res = response), socket, rest));
    else if (lowerText(RealString(header("upgrade") ?? "")) === "websocket") {
      send(this.#scheme, this.method, url, this.#headers, null);
      setImmediateFn(() => this.emit("upgrade", new IncomingMessage(acceptedUpgrade(header("sec-websocket-key"))), frameSocket(replaceText(url, /^http/, "ws")), Buffer.alloc(0)));
    } else if (this.method === "CONNECT" && !own) {
      send(this.#scheme, this.method, url, this.#headers, null);
      setImmediateFn(() => this.emit("connect", (this.res = new IncomingMessage({ status: 200, headers: [], text: "" })), new Socket(), Buffer.alloc(0)));
    } else if (own) deliver(own, this.method, url, this.#headers, text).then(take);
    else take(send(this.#scheme, this.method, url, this.#headers, text || null));
  }
}
const acceptedUpgrade = (key) => {
  const accept = base64Text(digestBytes("sha1", utf8Bytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")), false);
  return { status: 101, headers: [["Upgrade", "websocket"], ["Connection", "Upgrade"], ["Sec-WebSocket-Accept", accept]], text: "" };
};
// The other end of a WebSocket that a library speaks itself: what its frames say is told, and after a minute the server closes.
function frameSocket(url) {
  let held = Buffer.alloc(0);
  const socket = new Duplex({
    read() {},
    write(chunk, encoding, done) {
      held = Buffer.concat([held, Buffer.from(chunk)]);
      for (let frame = nextFrame(held); frame; frame = nextFrame(held)) {
        held = held.subarray(frame.size);
        if (frame.kind === 1 || frame.kind === 2) event("frame", { url, text: utf8Text(frame.content) });
        else if (frame.kind === 9) socket.push(Buffer.concat([Buffer.from([0x8a, frame.content.length]), frame.content]));
        else if (frame.kind === 8) socket.leave();
      }
      done();
    },
  });
  socket.leave = () => {
    if (socket.hasLeft) return;
    socket.hasLeft = true;
    socket.push(Buffer.from([0x88, 2, 3, 0xe8]));
    socket.push(null);
  };
  later(() => socket.leave(), 60000);
  for (const name of ["setTimeout", "setNoDelay", "setKeepAlive", "ref", "unref", "cork", "uncork"]) socket[name] = () => socket;
  return socket;
}
// The first frame of what a client sent (RFC 6455), unmasked; undefined: it is not all there.
function nextFrame(bytes) {
  if (bytes.length < 2) return undefined;
  const short = bytes[1] & 127,
    wide = short === 126 ? 2 : short === 127 ? 8 : 0,
    isMasked = bytes[1] >= 128;
  const start = 2 + wide + (isMasked ? 4 : 0);
  if (bytes.length < start) return undefined;
  const length = wide === 0 ? short : wide === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) return undefined;
  const content = Buffer.from(bytes.subarray(start, start + length));
  for (let i = 0; isMasked && i < length; i++) content[i] ^= bytes[start - 4 + (i & 3)];
  return { kind: bytes[0] & 15, content, size: start + length };
}
function requestOptions(input, options, callback) {
  const [o, call] = typeof options === "function" ? [{}, options] : [options || {}, callback];
  if (typeof input !== "string" && !(input instanceof URL)) return [{ ...input, ...o }, call];
  const u = new URL(input);
  return [{ protocol: u.protocol, hostname: u.hostname, port: u.port, path: u.pathname + u.search, auth: u.username ? decodeURIComponent(u.username) + ":" + decodeURIComponent(u.password) : undefined, ...o }, call];
}
class Agent extends EventEmitter {
  constructor(options = {}) {
    super();
    this.options = options;
    this.sockets = {};
    this.freeSockets = {};
    this.requests = {};
    this.maxSockets = options && options.maxSockets !== undefined ? options.maxSockets : Infinity;
    this.maxFreeSockets = 256;
    this.keepAlive = !!(options && options.keepAlive);
    this.defaultPort = 80;
    this.protocol = "http:";
  }
  createConnection(...values) {
    return connect(...values);
  }
  addRequest() {}
  getName(o = {}) {
    return `${o.host || "localhost"}:${o.port || ""}:`;
  }
  async close() {}
  destroy() {}
}
class OutgoingMessage extends ServerResponse {}
const checkToken = (name) => {
  if (!testRegExp(/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/, RealString(name))) throw nodeError(TypeError, "ERR_INVALID_HTTP_TOKEN", `Header name must be a valid HTTP token ["${name}"]`);
};
const STATUS_CODES = { 100: "Continue", 101: "Switching Protocols", 102: "Processing", 103: "Early Hints", 200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content", 205: "Reset Content", 206: "Partial Content", 207: "Multi-Status", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Payload Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable", 417: "Expectation Failed", 418: "I'm a Teapot", 421: "Misdirected Request", 422: "Unprocessable Entity", 423: "Locked", 424: "Failed Dependency", 425: "Too Early", 426: "Upgrade Required", 428: "Precondition Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported", 511: "Network Authentication Required" };
const VERBS = ["ACL", "BIND", "CHECKOUT", "CONNECT", "COPY", "DELETE", "GET", "HEAD", "LINK", "LOCK", "MERGE", "MKCOL", "MOVE", "OPTIONS", "PATCH", "POST", "PROPFIND", "PROPPATCH", "PURGE", "PUT", "QUERY", "REPORT", "SEARCH", "SUBSCRIBE", "TRACE", "UNLINK", "UNLOCK", "UNSUBSCRIBE"];
function httpModule(scheme) {
  const made = {
    request: (input, options, callback) => new ClientRequest(scheme, ...requestOptions(input, options, callback)),
    // Through the module, as whoever replaces `request` there expects.
    get(...values) {
      const one = made.request(...values);
      one.end();
      return one;
    },
    Agent,
    globalAgent: new Agent(),
    createServer: (...values) => new HttpServer(...values),
    Server: HttpServer,
    IncomingMessage,
    ClientRequest,
    ServerResponse,
    OutgoingMessage,
    METHODS: VERBS,
    STATUS_CODES,
    maxHeaderSize: 16384,
    validateHeaderName: checkToken,
    validateHeaderValue() {},
    setMaxIdleHTTPParsers() {},
    WebSocket: globalThis.WebSocket,
  };
  return made;
}
world.builtins.http = () => httpModule("http");
world.builtins.https = () => httpModule("https");
