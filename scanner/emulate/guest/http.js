// http, https, http2, net, tls, dns: connections that end in the recorder.
class IncomingMessage extends Readable {
  constructor(answer) {
    super();
    this.statusCode = answer.status;
    this.statusMessage = "OK";
    this.httpVersion = "1.1";
    this.complete = true;
    this.headers = Object.fromEntries(answer.headers.map(([name, value]) => [name.toLowerCase(), value]));
    this.rawHeaders = answer.headers.flat();
    this.socket = new Socket();
    if (answer.text) this.push(Buffer.from(answer.text));
    this.push(null);
  }
}
class ClientRequest extends Writable {
  #options;
  #headers = [];
  #text = "";
  #scheme;
  #sent = false;
  constructor(scheme, options, callback) {
    super();
    this.#options = options;
    this.#scheme = scheme;
    for (const [name, value] of headerPairs(options.headers)) this.setHeader(name, value);
    if (options.auth) this.setHeader("Authorization", "Basic " + base64Text(utf8Bytes(options.auth)));
    if (callback) this.once("response", callback);
    this.method = options.method || "GET";
    this.path = options.path || "/";
    this.socket = new Socket();
    this.host = options.hostname || (options.host || "localhost").split(":")[0];
    setImmediateFn(() => this.emit("socket", this.socket));
  }
  setHeader(name, value) {
    this.removeHeader(name);
    push(this.#headers, [RealString(name), isArray(value) ? value.join(", ") : RealString(value)]);
    return this;
  }
  getHeader(name) {
    return (this.#headers.find((pair) => pair[0].toLowerCase() === name.toLowerCase()) || [])[1];
  }
  getHeaders() {
    return Object.fromEntries(this.#headers.map(([name, value]) => [name.toLowerCase(), value]));
  }
  getHeaderNames() {
    return this.#headers.map((pair) => pair[0].toLowerCase());
  }
  hasHeader(name) {
    return this.getHeader(name) !== undefined;
  }
  removeHeader(name) {
    this.#headers = this.#headers.filter((pair) => pair[0].toLowerCase() !== RealString(name).toLowerCase());
  }
  flushHeaders() {}
  setNoDelay() {}
  setSocketKeepAlive() {}
  setTimeout() {
    return this;
  }
  abort() {}
  _write(chunk, encoding, done) {
    this.#text += bodyText(chunk);
    done();
  }
  _final(done) {
    if (!this.#sent) {
      this.#sent = true;
      const o = this.#options,
        port = o.port && RealString(o.port) !== (this.#scheme === "https" ? "443" : "80") ? ":" + o.port : "";
      const answer = send(
        this.#scheme,
        this.method,
        `${this.#scheme}://${this.host}${port}${this.path}`,
        this.#headers,
        this.#text || null,
      );
      setImmediateFn(() =>
        answer.error
          ? this.emit("error", Object.assign(new RealError(answer.error), { code: answer.error }))
          : this.emit("response", new IncomingMessage(answer)),
      );
    }
    done();
  }
}
function requestOptions(input, options, callback) {
  if (typeof options === "function") {
    callback = options;
    options = {};
  }
  if (typeof input === "string" || input instanceof URL) {
    const u = new URL(input);
    return [
      {
        hostname: u.hostname,
        port: u.port,
        path: u.pathname + u.search,
        auth: u.username ? u.username + ":" + u.password : undefined,
        ...options,
      },
      callback,
    ];
  }
  return [{ ...input, ...options }, callback];
}
class Agent extends EventEmitter {
  constructor(options = {}) {
    super();
    this.options = options;
    this.sockets = {};
    this.requests = {};
  }
  destroy() {}
}
class Server extends EventEmitter {
  listen(...values) {
    const done = values.find((v) => typeof v === "function");
    setImmediateFn(() => {
      this.emit("listening");
      if (done) done();
    });
    return this;
  }
  close(done) {
    if (done) setImmediateFn(done);
    return this;
  }
  address() {
    return { port: 40000, address: "127.0.0.1", family: "IPv4" };
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
}
const STATUS_CODES = {
  200: "OK",
  201: "Created",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};
function httpModule(scheme) {
  const request = (input, options, callback) => new ClientRequest(scheme, ...requestOptions(input, options, callback));
  return {
    request,
    get: (...values) => {
      const made = request(...values);
      made.end();
      return made;
    },
    Agent,
    globalAgent: new Agent(),
    createServer: () => new Server(),
    Server,
    IncomingMessage,
    ClientRequest,
    ServerResponse: Writable,
    OutgoingMessage: Writable,
    METHODS: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
    STATUS_CODES,
    maxHeaderSize: 16384,
    validateHeaderName() {},
    validateHeaderValue() {},
  };
}
world.builtins.http = () => httpModule("http");
world.builtins.https = () => httpModule("https");
class Socket extends Duplex {
  #target = "socket";
  #said = "";
  connect(...values) {
    const done = values.find((v) => typeof v === "function"),
      o = typeof values[0] === "object" ? values[0] : { port: values[0], host: typeof values[1] === "string" ? values[1] : "localhost" };
    this.#target = o.path || `${o.host || o.servername || "localhost"}:${o.port}`;
    question("request", { via: "socket", method: "CONNECT", url: "tcp://" + this.#target, headers: [], body: null });
    setImmediateFn(() => {
      this.emit("connect");
      this.emit("secureConnect");
      this.emit("ready");
      if (done) done();
    });
    return this;
  }
  _write(chunk, encoding, done) {
    event("frame", { url: "tcp://" + this.#target, text: bodyText(chunk) });
    done();
  }
  _final(done) {
    this.push(null);
    done();
  }
  setKeepAlive() {
    return this;
  }
  setNoDelay() {
    return this;
  }
  setTimeout() {
    return this;
  }
  unref() {
    return this;
  }
  ref() {
    return this;
  }
  get remoteAddress() {
    return "192.0.2.1";
  }
  get authorized() {
    return true;
  }
  get encrypted() {
    return true;
  }
  getPeerCertificate() {
    return {};
  }
  address() {
    return { address: "192.0.2.17", port: 40001 };
  }
}
const connect = (...values) => new Socket().connect(...values);
world.builtins.net = () => ({
  connect,
  createConnection: connect,
  Socket,
  Stream: Socket,
  Server,
  createServer: () => new Server(),
  isIP: (t) => (/^\d+\.\d+\.\d+\.\d+$/.test(t) ? 4 : /^[0-9a-f:]*:[0-9a-f:]*$/i.test(t) ? 6 : 0),
  isIPv4: (t) => /^\d+\.\d+\.\d+\.\d+$/.test(t),
  isIPv6: (t) => /^[0-9a-f:]*:[0-9a-f:]*$/i.test(t),
});
world.builtins.tls = () => ({
  connect,
  TLSSocket: Socket,
  createSecureContext: () => ({}),
  rootCertificates: [],
  DEFAULT_MIN_VERSION: "TLSv1.2",
  checkServerIdentity() {},
});
world.builtins.http2 = () => ({
  constants: new RealProxy({}, { get: (t, name) => RealString(name).toLowerCase() }),
  connect(origin) {
    const session = new EventEmitter();
    session.request = (headers) => {
      const stream = new Duplex();
      let text = "";
      stream._write = (chunk, encoding, done) => {
        text += bodyText(chunk);
        done();
      };
      stream._final = (done) => {
        const answer = send(
          "http2",
          headers[":method"] || "GET",
          origin + (headers[":path"] || "/"),
          headerPairs(headers).filter(([name]) => name[0] !== ":"),
          text || null,
        );
        setImmediateFn(() => {
          stream.emit("response", { ":status": answer.status, ...Object.fromEntries(answer.headers) });
          stream.push(Buffer.from(answer.text));
          stream.push(null);
        });
        done();
      };
      return stream;
    };
    return Object.assign(session, { close() {}, destroy() {}, unref() {}, ref() {} });
  },
});
// Name resolution: every name has an address; the name itself is what leaves.
function lookup(name) {
  event("lookup", { host: RealString(name) });
  return "198.51.100.7";
}
const lastCallback = (values, ...given) => {
  const call = values[values.length - 1];
  if (typeof call === "function") setImmediateFn(() => call(null, ...given));
};
function dnsServers() {
  read("dns_suffix");
  return ["192.0.2.53"];
}
const dnsPromises = {
  lookup: async (name, o) => {
    const address = lookup(name);
    return o && o.all ? [{ address, family: 4 }] : { address, family: 4 };
  },
  reverse: async () => [],
  getServers: dnsServers,
  setServers() {},
};
const dnsCalls = {
  lookup: (name, ...rest) =>
    rest[0] && rest[0].all ? lastCallback(rest, [{ address: lookup(name), family: 4 }]) : lastCallback(rest, lookup(name), 4),
  reverse: (name, ...rest) => lastCallback(rest, []),
  getServers: dnsServers,
  setServers() {},
  setDefaultResultOrder() {},
};
for (const kind of ["", "4", "6", "Txt", "Mx", "Srv", "Cname", "Ns", "Any"]) {
  dnsCalls["resolve" + kind] = (name, ...rest) => lastCallback(rest, kind === "Txt" ? [[lookup(name)]] : [lookup(name)]);
  dnsPromises["resolve" + kind] = async (name) => (kind === "Txt" ? [[lookup(name)]] : [lookup(name)]);
}
world.builtins.dns = () => ({
  ...dnsCalls,
  promises: dnsPromises,
  Resolver: class {
    constructor() {
      Object.assign(this, dnsCalls);
    }
  },
});
world.builtins["dns/promises"] = () => ({
  ...dnsPromises,
  Resolver: class {
    constructor() {
      Object.assign(this, dnsPromises);
    }
  },
});
world.builtins.dgram = () => ({
  createSocket: () => {
    const s = new Socket();
    s.send = (message, ...rest) => {
      event("frame", {
        url: "udp://" + rest.filter((v) => typeof v === "string" || typeof v === "number").join(":"),
        text: bodyText(message),
      });
      lastCallback(rest);
    };
    s.bind = () => s;
    s.close = () => {};
    return s;
  },
});
