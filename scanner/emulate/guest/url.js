// URL, URLSearchParams, and the old url and querystring modules.
const SPECIAL = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443", "ftp:": "21", "file:": "" };
const encodeQuery = (text) =>
  encodeURIComponent(text)
    .replace(/%20/g, "+")
    .replace(/[!'()~]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
const decodeQuery = (text) => {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch (error) {
    return text;
  }
};
class URLSearchParams {
  #list = [];
  #changed;
  constructor(init = "", changed) {
    this.#changed = changed;
    if (typeof init === "string") this.#parse(init);
    else if (init && typeof init[Symbol.iterator] === "function")
      for (const [name, value] of init) push(this.#list, [RealString(name), RealString(value)]);
    else for (const name of Object.keys(init || {})) push(this.#list, [name, RealString(init[name])]);
  }
  #parse(text) {
    for (const part of text.replace(/^\?/, "").split("&")) {
      if (!part) continue;
      const at = part.indexOf("=");
      push(this.#list, at < 0 ? [decodeQuery(part), ""] : [decodeQuery(part.slice(0, at)), decodeQuery(part.slice(at + 1))]);
    }
  }
  #tell() {
    if (this.#changed) this.#changed(this.toString());
  }
  append(name, value) {
    push(this.#list, [RealString(name), RealString(value)]);
    this.#tell();
  }
  set(name, value) {
    const at = this.#list.findIndex((pair) => pair[0] === RealString(name));
    if (at < 0) return this.append(name, value);
    this.#list[at][1] = RealString(value);
    this.#list = this.#list.filter((pair, i) => i <= at || pair[0] !== RealString(name));
    this.#tell();
  }
  delete(name) {
    this.#list = this.#list.filter((pair) => pair[0] !== name);
    this.#tell();
  }
  get(name) {
    const found = this.#list.find((pair) => pair[0] === name);
    return found ? found[1] : null;
  }
  getAll(name) {
    return this.#list.filter((pair) => pair[0] === name).map((pair) => pair[1]);
  }
  has(name) {
    return this.#list.some((pair) => pair[0] === name);
  }
  sort() {
    this.#list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#tell();
  }
  forEach(callback) {
    for (const [name, value] of this.#list) callback(value, name, this);
  }
  get size() {
    return this.#list.length;
  }
  *keys() {
    for (const pair of this.#list) yield pair[0];
  }
  *values() {
    for (const pair of this.#list) yield pair[1];
  }
  *entries() {
    for (const pair of this.#list) yield [pair[0], pair[1]];
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toString() {
    return this.#list.map((pair) => encodeQuery(pair[0]) + "=" + encodeQuery(pair[1])).join("&");
  }
}
const invalid = (text) => Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL", input: text });
const PATTERN =
  /^([a-zA-Z][a-zA-Z0-9+.-]*:)(?:\/\/(?:([^:@\/?#]*)(?::([^@\/?#]*))?@)?(\[[^\]]*\]|[^:\/?#]*)(?::(\d*))?)?([^?#]*)(\?[^#]*)?(#.*)?$/s;
function normalPath(path) {
  const out = [];
  const parts = path.split("/");
  parts.forEach((part, i) => {
    if (part === "..") {
      if (out.length > 1) out.pop();
      if (i === parts.length - 1) out.push("");
    } else if (part !== ".") out.push(part);
    else if (i === parts.length - 1) out.push("");
  });
  return out.join("/");
}
class URL {
  #p = {};
  #params;
  constructor(input, base) {
    let text = RealString(input)
      .trim()
      .replace(/[\t\n\r]/g, "");
    let m = PATTERN.exec(text);
    if ((!m || (SPECIAL[m[1].toLowerCase()] !== undefined && !/^[a-z]+:[\/\\]/i.test(text))) && base !== undefined) {
      const b = new URL(base);
      if (text.startsWith("//")) text = b.protocol + text;
      else if (text.startsWith("/")) text = b.origin + text;
      else if (text.startsWith("?")) text = b.origin + b.pathname + text;
      else if (text.startsWith("#")) text = b.origin + b.pathname + b.search + text;
      else text = (b.protocol === "file:" ? "file://" : b.origin) + b.pathname.replace(/[^\/]*$/, "") + text;
      m = PATTERN.exec(text);
    }
    if (!m) throw invalid(input);
    const protocol = m[1].toLowerCase(),
      isSpecial = SPECIAL[protocol] !== undefined;
    let host = m[4] || "";
    if (isSpecial) {
      try {
        host = decodeURIComponent(host).toLowerCase();
      } catch (error) {
        throw invalid(input);
      }
    }
    if (isSpecial && protocol !== "file:" && (!host || /[\s<>^|%#\\]/.test(host))) throw invalid(input);
    if (/[^\x00-\x7f]/.test(host)) host = question("punycode", host) || host;
    const path = m[6] || "";
    this.#p = {
      protocol,
      username: m[2] || "",
      password: m[3] || "",
      hostname: host,
      port: m[5] === SPECIAL[protocol] ? "" : m[5] || "",
      pathname: isSpecial ? encodeURI(decodeSafe(normalPath(path.replace(/\\/g, "/").replace(/^(?!\/)/, "/")))) : path,
      search: m[7] && m[7] !== "?" ? m[7].replace(/[ "'<>]/g, encodeURIComponent) : "",
      hash: m[8] && m[8] !== "#" ? m[8] : "",
    };
  }
  static canParse(input, base) {
    try {
      new URL(input, base);
      return true;
    } catch (error) {
      return false;
    }
  }
  static parse(input, base) {
    try {
      return new URL(input, base);
    } catch (error) {
      return null;
    }
  }
  get host() {
    return this.#p.hostname + (this.#p.port ? ":" + this.#p.port : "");
  }
  set host(text) {
    const [name, port] = RealString(text).split(":");
    this.#p.hostname = name;
    this.#p.port = port || "";
  }
  get origin() {
    return SPECIAL[this.#p.protocol] && this.#p.protocol !== "file:" ? this.#p.protocol + "//" + this.host : "null";
  }
  get searchParams() {
    return (this.#params ??= new URLSearchParams(this.#p.search, (text) => {
      this.#p.search = text ? "?" + text : "";
    }));
  }
  get href() {
    const p = this.#p,
      user = p.username ? p.username + (p.password ? ":" + p.password : "") + "@" : "";
    return p.protocol + (p.hostname || p.protocol === "file:" ? "//" + user + this.host : "") + p.pathname + p.search + p.hash;
  }
  set href(text) {
    this.#p = new URL(text).#p;
    this.#params = undefined;
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
  static part(name, mark = (v) => v) {
    Object.defineProperty(URL.prototype, name, {
      get() {
        return this.#p[name];
      },
      set(v) {
        this.#p[name] = mark(RealString(v));
        if (name === "search") this.#params = undefined;
      },
      enumerable: true,
      configurable: true,
    });
  }
}
const decodeSafe = (text) => {
  try {
    return decodeURI(text);
  } catch (error) {
    return text;
  }
};
const lead = (mark) => (v) => (v && !v.startsWith(mark) ? mark + v : v);
for (const name of ["username", "password", "hostname", "port"]) URL.part(name);
URL.part("protocol", (v) => (v.endsWith(":") ? v : v + ":"));
URL.part("pathname", lead("/"));
URL.part("search", lead("?"));
URL.part("hash", lead("#"));
delete URL.part;
Object.assign(globalThis, { URL, URLSearchParams });

const parseQuery = (text) => {
  const out = Object.create(null);
  for (const [name, value] of new URLSearchParams(text || "")) out[name] = name in out ? [].concat(out[name], value) : value;
  return out;
};
const formatQuery = (fields) =>
  Object.keys(fields || {})
    .flatMap((name) => [].concat(fields[name]).map((value) => encodeURIComponent(name) + "=" + encodeURIComponent(value)))
    .join("&");
world.builtins.querystring = () => ({
  parse: parseQuery,
  stringify: formatQuery,
  encode: formatQuery,
  decode: parseQuery,
  escape: encodeURIComponent,
  unescape: decodeURIComponent,
});
world.builtins.url = () => ({
  URL,
  URLSearchParams,
  parse(text, withQuery) {
    const u = URL.parse(text);
    if (!u) {
      const m = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(text);
      return {
        protocol: null,
        host: null,
        hostname: null,
        port: null,
        pathname: m[1],
        search: m[2] || null,
        query: withQuery ? parseQuery(m[2]) : (m[2] || "").slice(1) || null,
        hash: m[3] || null,
        path: m[1] + (m[2] || ""),
        href: text,
      };
    }
    return {
      protocol: u.protocol,
      host: u.host,
      hostname: u.hostname,
      port: u.port || null,
      pathname: u.pathname,
      search: u.search || null,
      query: withQuery ? parseQuery(u.search) : u.search.slice(1) || null,
      hash: u.hash || null,
      path: u.pathname + u.search,
      href: u.href,
      auth: null,
      slashes: true,
    };
  },
  format: (u) =>
    typeof u === "string"
      ? u
      : u.href ||
        `${u.protocol || "http:"}//${u.host || u.hostname + (u.port ? ":" + u.port : "")}${u.pathname || ""}${u.search || (u.query ? "?" + formatQuery(u.query) : "")}`,
  resolve: (from, to) => new URL(to, from).href,
  fileURLToPath: (u) => decodeURIComponent(new URL(u).pathname),
  pathToFileURL: (path) => new URL("file://" + path),
  domainToASCII: (name) => name.toLowerCase(),
  urlToHttpOptions: (u) => ({ protocol: u.protocol, hostname: u.hostname, port: u.port, path: u.pathname + u.search, href: u.href }),
});
