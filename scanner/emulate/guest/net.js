// net, tls and http2: connections that end in the recorder, or at a server of the program itself.
class Socket extends Duplex {
  #target = "socket";
  #said = "";
  #served; // the program's own server of HTTP at the other end
  constructor(options) {
    super({ allowHalfOpen: false, ...options, read() {} });
    this.once("end", () => !this.allowHalfOpen && this.end());
    this.connecting = false;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.timeout = 0;
    define(this, "peer", null);
    define(this, "isVisit", false);
  }
  connect(...values) {
    const done = values.find((v) => typeof v === "function"),
      first = isArray(values[0]) ? values[0][0] : values[0];
    const o = first !== null && typeof first === "object" ? first : { port: first, host: typeof values[1] === "string" ? values[1] : "localhost", path: typeof first === "string" && isNaN(first) ? first : undefined };
    this.#target = o.path || `${o.host || o.servername || "localhost"}:${o.port}`;
    this.connecting = true;
    const own = mapGet(listening, RealString(o.path ?? o.port));
    const isOwn = own && testRegExp(/^(localhost|127\.|::1|\/|\.)/, this.#target);
    if (isOwn && own.isHttp) this.#served = own;
    else if (isOwn) this.#meet(own);
    else question("request", { via: "socket", method: "CONNECT", url: "tcp://" + this.#target, headers: [], body: null });
    setImmediateFn(() => {
      this.connecting = false;
      for (const name of ["lookup", "connect", "secureConnect", "ready"]) this.emit(name);
      if (done) done();
    });
    return this;
  }
  #meet(server) {
    const other = new Socket();
    other.peer = this;
    this.peer = other;
    setImmediateFn(() => {
      if (server.onConnection) server.onConnection(other);
      server.emit("connection", other);
    });
  }
  _write(chunk, encoding, done) {
    this.bytesWritten += chunk.length;
    if (this.peer) {
      // Whoever writes has gone on before the other end hears of it.
      setImmediateFn(() => {
        if (!this.peer.destroyed) this.peer.push(Buffer.from(chunk));
        done();
      });
      return;
    }
    if (this.#served) {
      this.#said += bodyText(chunk);
      this.#answer();
    } else {
      const text = bodyText(chunk);
      event("frame", { url: "tcp://" + this.#target, text });
      this.#said += text;
      this.#answer();
    }
    done();
  }
  // A request of HTTP that was written by hand gets its answer.
  #answer() {
    const m = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r\n([^]*?)\r\n\r\n/.exec(this.#said);
    if (!m) return;
    const headers = nativeSplit(m[3], "\r\n").map((line) => [line.slice(0, plainIndexOf(line, ":")), line.slice(plainIndexOf(line, ":") + 1).trim()]);
    const length = Number((headers.find(([name]) => lowerText(name) === "content-length") || [])[1] ?? 0);
    const body = slice(this.#said, m[0].length);
    if (utf8Bytes(body).length < length) return;
    this.#said = "";
    if (m[1] === "CONNECT") {
      this.push("HTTP/1.1 200 Connection established\r\n\r\n");
      return;
    }
    const host = (headers.find(([name]) => lowerText(name) === "host") || [])[1] ?? this.#target;
    const url = `${testRegExp(/:443$/, this.#target) ? "https" : "http"}://${host}${m[2]}`,
      isLast = headers.some(([name, value]) => lowerText(name) === "connection" && testRegExp(/close/i, value));
    const tell = (answer) => {
      const fields = answer.headers.filter(([name]) => !testRegExp(/^(?:content-length|transfer-encoding|content-encoding)$/i, name));
      const lines = [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ""}`, ...fields.map(([name, value]) => `${name}: ${value}`), `content-length: ${utf8Bytes(answer.text).length}`];
      this.push(Buffer.from(nativeJoin(lines, "\r\n") + "\r\n\r\n" + answer.text));
      if (isLast) this.push(null);
    };
    if (this.#served) deliver(this.#served, m[1], url, headers, body || null).then(tell);
    else {
      const answer = send("socket", m[1], url, headers, body || null);
      setImmediateFn(() => tell(answer));
    }
  }
  _final(done) {
    if (this.peer) setImmediateFn(() => this.peer.destroyed || this.peer.push(null));
    else if (!this.readableEnded && !this._readableState.ended) this.push(null);
    done();
  }
  setKeepAlive() {
    return this;
  }
  setNoDelay() {
    return this;
  }
  setTimeout(ms, call) {
    this.timeout = ms;
    if (call) this.once("timeout", call);
    return this;
  }
  setServername() {}
  destroySoon() {
    this.end();
  }
  resetAndDestroy() {
    return this.destroy();
  }
  unref() {
    return this;
  }
  ref() {
    return this;
  }
  get readyState() {
    return this.connecting ? "opening" : this.destroyed ? "closed" : "open";
  }
  get pending() {
    return this.connecting;
  }
  get remoteAddress() {
    return this.isVisit ? clientAddress() : this.peer ? "127.0.0.1" : "192.0.2.1";
  }
  get remotePort() {
    return 443;
  }
  get remoteFamily() {
    return "IPv4";
  }
  get localAddress() {
    return ownAddress();
  }
  get localPort() {
    return 40001;
  }
  get authorized() {
    return true;
  }
  get authorizationError() {
    return null;
  }
  get encrypted() {
    return true;
  }
  get alpnProtocol() {
    return "http/1.1";
  }
  getPeerCertificate() {
    return { subject: { CN: "example.net" }, issuer: {}, valid_to: "Nov 22 00:00:00 2027 GMT", fingerprint256: "" };
  }
  getProtocol() {
    return "TLSv1.3";
  }
  getCipher() {
    return { name: "TLS_AES_256_GCM_SHA384", standardName: "TLS_AES_256_GCM_SHA384", version: "TLSv1.3" };
  }
  getSession() {
    return undefined;
  }
  address() {
    return { address: ownAddress(), family: "IPv4", port: 40001 };
  }
}
const connect = (...values) => new Socket().connect(...values);
const isV4 = (text) => testRegExp(/^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/, RealString(text));
const isV6 = (text) => testRegExp(/^(?=.*:)(?!.*:::)[0-9a-f:.]{2,45}(%\w+)?$/i, RealString(text));
class BlockList {
  #rules = [];
  addAddress(address) {
    push(this.#rules, (one) => one === address);
  }
  addRange(from, to) {
    push(this.#rules, (one) => one >= from && one <= to);
  }
  addSubnet(net, prefix) {
    const number = (text) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    push(this.#rules, (one) => isV4(one) && Math.floor(number(one) / 2 ** (32 - prefix)) === Math.floor(number(net) / 2 ** (32 - prefix)));
  }
  check(address) {
    return this.#rules.some((rule) => rule(address));
  }
}
world.builtins.net = () => ({
  connect,
  createConnection: connect,
  Socket,
  Stream: Socket,
  Server,
  BlockList,
  SocketAddress: class {
    constructor(o) {
      Object.assign(this, o);
    }
  },
  createServer: (...values) => new Server(...values),
  isIP: (text) => (isV4(text) ? 4 : isV6(text) ? 6 : 0),
  isIPv4: isV4,
  isIPv6: isV6,
  getDefaultAutoSelectFamily: () => true,
  setDefaultAutoSelectFamily() {},
  setDefaultAutoSelectFamilyAttemptTimeout() {},
});
class TLSSocket extends Socket {
  constructor() {
    super();
    define(this, "_handle", { _parentWrap: new Socket() }); // libraries take the class of an inner stream from here
  }
}
world.builtins.tls = () => ({
  connect,
  TLSSocket,
  Server,
  createServer: (options, listener) => new Server(listener),
  createSecureContext: () => ({ context: {} }),
  getCiphers: () => ["tls_aes_256_gcm_sha384", "tls_aes_128_gcm_sha256"],
  getCACertificates: () => [],
  rootCertificates: [],
  DEFAULT_MIN_VERSION: "TLSv1.2",
  DEFAULT_MAX_VERSION: "TLSv1.3",
  DEFAULT_CIPHERS: "TLS_AES_256_GCM_SHA384",
  checkServerIdentity: () => undefined,
});
// A stream of HTTP/2 by its client: headers in the order in which they were given, then what is written.
function requestOver(origin, headers = {}, options = {}) {
  const stream = new Duplex({ read: quiet });
  let text = "";
  stream._write = (chunk, encoding, done) => {
    text += bodyText(chunk);
    done();
  };
  stream._final = (done) => {
    const pairs = headerPairs(headers).filter(([name]) => name[0] !== ":");
    const answer = send("http2", headers[":method"] || "GET", origin + (headers[":path"] || "/"), pairs, text || null);
    setImmediateFn(() => {
      stream.emit("response", { ":status": answer.status, ...Object.fromEntries(answer.headers) }, 0);
      stream.push(Buffer.from(answer.text));
      stream.push(null);
    });
    done();
  };
  Object.assign(stream, { id: 1, sentHeaders: headers, setTimeout: () => stream, priority: quiet, rstCode: 0, close: (code, call) => void (typeof call === "function" && later(call)) });
  if (options.endStream ?? /^(?:GET|HEAD|DELETE)$/.test(headers[":method"] || "GET")) stream.end();
  return stream;
}
world.builtins.http2 = () => ({
  constants: new RealProxy({}, { get: (t, name) => (testRegExp(/^HTTP2_HEADER_(?:METHOD|PATH|SCHEME|AUTHORITY|STATUS|PROTOCOL)$/, RealString(name)) ? ":" + slice(RealString(name), 13).toLowerCase() : testRegExp(/^HTTP2_(?:HEADER|METHOD)_/, RealString(name)) ? http2Name(RealString(name)) : RealString(name).toLowerCase()) }),
  connect(authority, options, listener) {
    const session = new EventEmitter();
    const origin = new URL(authority).origin;
    session.request = (headers, more) => requestOver(origin, headers, more);
    const heard = typeof options === "function" ? options : listener;
    if (heard) session.once("connect", heard);
    later(() => session.emit("connect", session, new EventEmitter()));
    return Object.assign(session, { close: (call) => void (typeof call === "function" && later(call)), destroy() {}, unref() {}, ref() {}, setTimeout: () => session, ping: (data, call) => (typeof data === "function" ? data : call)(null, 1, Buffer.alloc(8)), settings: quiet, closed: false, destroyed: false, encrypted: true, alpnProtocol: "h2" });
  },
});
const http2Name = (name) => (name.startsWith("HTTP2_METHOD_") ? slice(name, 13) : nativeSplit(slice(name, 13), "_").join("-").toLowerCase());
