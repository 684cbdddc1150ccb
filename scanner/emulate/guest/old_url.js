// The old module `url`: texts taken apart without judging them.
class Url {
  constructor() {
    for (const name of ["protocol", "slashes", "auth", "host", "port", "hostname", "hash", "search", "query", "pathname", "path", "href"]) this[name] = null;
  }
  parse(text, withQuery, hostless) {
    return Object.assign(this, parseUrl(text, withQuery, hostless));
  }
  format() {
    return formatUrl(this);
  }
  resolve(to) {
    return resolveUrl(this.format(), to);
  }
  resolveObject(to) {
    return parseUrl(this.resolve(to));
  }
}
function parseUrl(given, withQuery, hostless) {
  if (given instanceof Url) return given;
  if (typeof given !== "string") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "url" argument must be of type string. Received ${describeType(given)}`);
  const out = new Url();
  let rest = given.trim();
  const at = plainIndexOf(rest, "?") < 0 ? rest.length : plainIndexOf(rest, "?");
  rest = replaceText(slice(rest, 0, at), /\\/g, "/") + slice(rest, at);
  const hash = plainIndexOf(rest, "#");
  if (hash >= 0) {
    out.hash = slice(rest, hash);
    rest = slice(rest, 0, hash);
  }
  const scheme = /^([a-z0-9.+-]+:)/i.exec(rest);
  if (scheme) {
    out.protocol = lowerText(scheme[1]);
    rest = slice(rest, scheme[1].length);
  }
  const hasHost = SPECIAL[out.protocol] !== undefined && out.protocol !== "file:" ? testRegExp(/^\/\//, rest) : testRegExp(/^\/\//, rest) && (scheme || hostless);
  const query = plainIndexOf(rest, "?");
  if (query >= 0) {
    out.search = slice(rest, query);
    rest = slice(rest, 0, query);
  }
  if (hasHost && out.protocol !== "javascript:") {
    out.slashes = true;
    const m = /^\/\/(?:([^/]*)@)?([^/:]*|\[[^\]]*\])(?::(\d*))?([^]*)$/.exec(rest);
    if (m) {
      out.auth = m[1] === undefined ? null : decodePercent(m[1]);
      out.port = m[3] || null;
      const name = lowerText(m[2]);
      out.hostname = testRegExp(/[^\x00-\x7f]/, name) ? (question("punycode", name) ?? name) : replaceText(name, /^\[|\]$/g, "");
      out.host = (m[2][0] === "[" ? name : out.hostname) + (out.port ? ":" + out.port : "");
      rest = m[4];
    }
  }
  const escaped = (text) => replaceText(text, /[\s"'<>\\^`{|}]/g, (c) => "%" + charCodeAt(c, 0).toString(16).toUpperCase().padStart(2, "0"));
  out.pathname = rest ? escaped(rest) : out.slashes && SPECIAL[out.protocol] !== undefined ? "/" : null;
  if (out.search !== null) out.search = escaped(out.search);
  if (out.hash !== null) out.hash = escaped(out.hash);
  out.query = withQuery ? parseQuery(out.search ? slice(out.search, 1) : "") : out.search === null ? null : slice(out.search, 1);
  if (withQuery && out.search === null) out.search = "";
  out.path = out.pathname === null && !out.search ? null : (out.pathname ?? "") + (out.search ?? "");
  out.href = formatUrl(out);
  return out;
}
function formatUrl(given, options) {
  if (typeof given === "string") return parseUrl(given).href ?? given;
  if (given instanceof URL) {
    const o = { auth: true, fragment: true, search: true, unicode: false, ...options };
    const user = o.auth && given.username ? given.username + (given.password ? ":" + given.password : "") + "@" : "";
    return `${given.protocol}//${user}${given.host}${given.pathname}${o.search ? given.search : ""}${o.fragment ? given.hash : ""}`;
  }
  const u = given;
  let protocol = u.protocol || "";
  if (protocol && protocol[protocol.length - 1] !== ":") protocol += ":";
  const auth = u.auth ? replaceText(escapeQuery(u.auth), /%3A/i, ":") + "@" : "";
  const inner = u.hostname ? (plainIndexOf(u.hostname, ":") >= 0 && u.hostname[0] !== "[" ? `[${u.hostname}]` : u.hostname) : "";
  let host = u.host ? auth + u.host : inner ? auth + inner + (u.port ? ":" + u.port : "") : false;
  let path = u.pathname || "";
  const query = u.query !== null && typeof u.query === "object" ? formatQuery(u.query) : "";
  let search = u.search || (query && "?" + query) || "",
    hash = u.hash || "";
  if (u.slashes || ((!protocol || SPECIAL[protocol] !== undefined) && host !== false)) {
    host = "//" + (host || "");
    if (path && path[0] !== "/") path = "/" + path;
  } else host = host || "";
  if (hash && hash[0] !== "#") hash = "#" + hash;
  if (search && search[0] !== "?") search = "?" + search;
  return protocol + host + replaceText(path, /[?#]/g, (c) => (c === "?" ? "%3F" : "%23")) + replaceText(search, /#/g, "%23") + hash;
}
function resolveUrl(from, to) {
  const base = "resolve://host/";
  const target = new URL(to, new URL(from, base));
  if (target.protocol !== "resolve:") return target.href;
  const text = target.pathname + target.search + target.hash;
  return RealString(from)[0] === "/" || RealString(to)[0] === "/" ? text : slice(text, 1);
}
function fileURLToPath(given, options) {
  const url = typeof given === "string" ? new URL(given) : given;
  if (url === null || typeof url !== "object" || url.protocol === undefined) throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "path" argument must be of type string or an instance of URL. Received ${describeType(given)}`);
  if (url.protocol !== "file:") throw nodeError(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  if (options && options.windows) return replaceText(slice(decodePercent(url.pathname), 1), /\//g, "\\");
  return decodePercent(url.pathname);
}
const pathToFileURL = (path) => new URL("file://" + replaceText(posix.resolve(path) + (testRegExp(/\/$/, path) && path.length > 1 ? "/" : ""), /[%\\\n\r\t?#]/g, (c) => "%" + charCodeAt(c, 0).toString(16).toUpperCase().padStart(2, "0")));
const asciiDomain = (name) => {
  const low = lowerText(name);
  return testRegExp(/[^\x00-\x7f]/, low) ? (question("punycode", low) ?? "") : low;
};
// The letters of a name that is written in ASCII (RFC 3492).
function fromPunycode(label) {
  if (slice(label, 0, 4) !== "xn--") return label;
  const at = label.lastIndexOf("-"),
    out = at > 3 ? [...slice(label, 4, at)].map((c) => c.codePointAt(0)) : [];
  let n = 128,
    i = 0,
    bias = 72;
  for (let place = at > 3 ? at + 1 : 4; place < label.length; ) {
    const before = i;
    for (let weight = 1, k = 36; ; k += 36) {
      const c = charCodeAt(label, place++),
        digit = c < 58 ? c - 22 : (c | 32) - 97;
      i += digit * weight;
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    let delta = before === 0 ? Math.floor(i / 700) : (i - before) >> 1,
      k = 0;
    if (before === 0) delta = Math.floor((i - before) / 700);
    delta += Math.floor(delta / (out.length + 1));
    for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
    bias = k + Math.floor((36 * delta) / (delta + 38));
    n += Math.floor(i / (out.length + 1));
    i %= out.length + 1;
    out.splice(i++, 0, n);
  }
  return fromCodePoint(...out);
}
const unicodeDomain = (name) => nativeJoin(nativeSplit(name, ".").map(fromPunycode), ".");
const httpOptionsOf = (u) => ({
  protocol: u.protocol,
  hostname: replaceText(u.hostname, /^\[|\]$/g, ""),
  hash: u.hash,
  search: u.search,
  pathname: u.pathname,
  path: u.pathname + u.search,
  href: u.href,
  ...(u.port === "" ? {} : { port: Number(u.port) }),
  ...(u.username || u.password ? { auth: `${decodePercent(u.username)}:${decodePercent(u.password)}` } : {}),
});
world.builtins.url = () => ({ URL, URLSearchParams, Url, parse: parseUrl, format: formatUrl, resolve: resolveUrl, resolveObject: (from, to) => parseUrl(resolveUrl(from, to)), fileURLToPath, pathToFileURL, domainToASCII: asciiDomain, domainToUnicode: unicodeDomain, urlToHttpOptions: httpOptionsOf });
world.builtins.punycode = () => ({
  toASCII: (name) => asciiDomain(name),
  toUnicode: unicodeDomain,
  encode: (text) => slice(question("punycode", text) ?? "xn--" + text, 4),
  decode: (text) => fromPunycode("xn--" + text),
  version: "2.1.0",
  ucs2: { decode: (text) => [...text].map((c) => c.codePointAt(0)), encode: (list) => fromCodePoint(...list) },
});
