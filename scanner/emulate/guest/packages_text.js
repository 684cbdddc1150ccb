// Packages for values and texts: versions, objects, lists, sizes, mime types, tokens.
const versionParts = (text) => {
  const m = /^\s*[v=]*\s*(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?\s*$/.exec(RealString(text && text.version ? text.version : text));
  return m && { major: +m[1], minor: +m[2], patch: +m[3], prerelease: m[4] ? m[4].split(".").map((one) => (/^\d+$/.test(one) ? +one : one)) : [], version: `${+m[1]}.${+m[2]}.${+m[3]}${m[4] ? "-" + m[4] : ""}`, raw: text, toString() { return this.version; } };
};
function compareVersions(a, b) {
  const x = versionParts(a),
    y = versionParts(b);
  if (!x || !y) throw new TypeError("Invalid Version: " + (x ? b : a));
  for (const key of ["major", "minor", "patch"]) if (x[key] !== y[key]) return x[key] < y[key] ? -1 : 1;
  if (!x.prerelease.length || !y.prerelease.length) return x.prerelease.length === y.prerelease.length ? 0 : x.prerelease.length ? -1 : 1;
  for (let i = 0; i < Math.max(x.prerelease.length, y.prerelease.length); i++) {
    const p = x.prerelease[i],
      q = y.prerelease[i];
    if (p === q) continue;
    if (p === undefined || q === undefined) return p === undefined ? -1 : 1;
    if (typeof p !== typeof q) return typeof p === "number" ? -1 : 1;
    return p < q ? -1 : 1;
  }
  return 0;
}
// One comparator of a range (`^1.2`, `~1`, `>=2.1.0`, `1.x`) as a test.
function rangePart(text) {
  const m = /^(\^|~>?|>=|<=|>|<|=)?\s*v?(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(-[0-9A-Za-z.-]+)?/.exec(text);
  const isWild = (one) => one === undefined || /^[xX*]$/.test(one);
  if (isWild(m[2])) return () => true;
  const [major, minor, patch] = [+m[2], isWild(m[3]) ? null : +m[3], isWild(m[4]) ? null : +m[4]];
  const low = `${major}.${minor ?? 0}.${patch ?? 0}${m[5] ?? ""}`;
  const next = m[1] === "^" ? (major ? `${major + 1}.0.0` : minor === null ? "1.0.0" : minor ? `0.${minor + 1}.0` : patch === null ? "0.1.0" : `0.0.${patch + 1}`) : (m[1] && m[1][0] === "~") || patch === null ? (minor === null ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`) : null;
  const at = (version, other) => compareVersions(version, other);
  if (m[1] === ">=") return (v) => at(v, low) >= 0;
  if (m[1] === ">") return (v) => (next ? at(v, next) >= 0 : at(v, low) > 0);
  if (m[1] === "<") return (v) => at(v, low) < 0;
  if (m[1] === "<=") return (v) => (next ? at(v, next) < 0 : at(v, low) <= 0);
  return next ? (v) => at(v, low) >= 0 && at(v, next) < 0 : (v) => at(v, low) === 0;
}
function satisfies(version, range) {
  if (!versionParts(version)) return false;
  return RealString(range).split("||").some((part) => {
    const span = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(part);
    const tests = (span ? [">=" + span[1], "<=" + span[2]] : part.trim().replace(/([<>=~^])\s+/g, "$1").split(/\s+/).filter(Boolean)).map(rangePart);
    return tests.every((test) => test(version));
  });
}
const incremented = (version, kind) => {
  const p = versionParts(version);
  return kind === "major" ? `${p.major + 1}.0.0` : kind === "minor" ? `${p.major}.${p.minor + 1}.0` : p.prerelease.length ? `${p.major}.${p.minor}.${p.patch}` : `${p.major}.${p.minor}.${p.patch + 1}`;
};
class SemVer {
  constructor(text) {
    const found = versionParts(text);
    if (!found) throw new TypeError("Invalid Version: " + text);
    Object.assign(this, found);
  }
  compare(other) {
    return compareVersions(this, other);
  }
}
const semverModule = () => {
  const is = (test) => (a, b) => test(compareVersions(a, b));
  const clean = (text) => (versionParts(text) || { version: null }).version;
  return both({ SemVer, parse: (text) => (versionParts(text) ? new SemVer(text) : null), valid: clean, clean, coerce: (text) => { const m = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(RealString(text)); return m ? new SemVer(`${m[1]}.${m[2] ?? 0}.${m[3] ?? 0}`) : null; }, compare: compareVersions, rcompare: (a, b) => compareVersions(b, a), compareBuild: compareVersions, gt: is((n) => n > 0), gte: is((n) => n >= 0), lt: is((n) => n < 0), lte: is((n) => n <= 0), eq: is((n) => n === 0), neq: is((n) => n !== 0), satisfies, major: (v) => versionParts(v).major, minor: (v) => versionParts(v).minor, patch: (v) => versionParts(v).patch, prerelease: (v) => { const p = versionParts(v); return p && p.prerelease.length ? p.prerelease : null; }, inc: incremented, diff: (a, b) => ["major", "minor", "patch"].find((key) => versionParts(a)[key] !== versionParts(b)[key]) ?? null, sort: (list) => [...list].sort(compareVersions), rsort: (list) => [...list].sort((a, b) => compareVersions(b, a)), maxSatisfying: (list, range) => [...list].filter((one) => satisfies(one, range)).sort(compareVersions).pop() ?? null, validRange: (range) => range || "*", minVersion: (range) => semverModule().coerce(range), Range: class { constructor(range) { this.range = range; } test(v) { return satisfies(v, this.range); } }, compareVersions, compareLoose: compareVersions });
};
named(["semver", "compare-versions", "semver-compare", "semver/functions/gt"], semverModule);
world.clients["compare-versions"] = () => both(compareVersions, { compareVersions, compare: (a, b, how) => { const n = compareVersions(a, b); return how === ">" ? n > 0 : how === ">=" ? n >= 0 : how === "<" ? n < 0 : how === "<=" ? n <= 0 : n === 0; }, satisfies, validate: (v) => !!versionParts(v) });
// lodash, as far as programs lean on it.
const pathParts = (path) => (isArray(path) ? path : nativeSplit(replaceText(RealString(path), /\[(\w+)\]/g, ".$1"), ".").filter((one) => one !== ""));
const getAt = (object, path, usual) => {
  const found = pathParts(path).reduce((at, key) => (at === null || at === undefined ? undefined : at[key]), object);
  return found === undefined ? usual : found;
};
const setAt = (object, path, value) => {
  const parts = pathParts(path);
  let at = object;
  parts.slice(0, -1).forEach((key, i) => {
    if (at[key] === null || typeof at[key] !== "object") at[key] = /^\d+$/.test(parts[i + 1]) ? [] : {};
    at = at[key];
  });
  at[parts[parts.length - 1]] = value;
  return object;
};
const isPlainObject = (value) => value !== null && typeof value === "object" && (getPrototypeOf(value) === Object.prototype || getPrototypeOf(value) === null);
const mergeDeep = (target, ...sources) => {
  for (const source of sources)
    for (const key of Object.keys(source ?? {})) {
      if (key === "__proto__") continue;
      const value = source[key];
      if (isPlainObject(value)) target[key] = mergeDeep(isPlainObject(target[key]) ? target[key] : {}, value);
      else if (isArray(value) && isArray(target[key])) target[key] = target[key].map((one, i) => (i < value.length ? value[i] : one)).concat(value.slice(target[key].length));
      else if (value !== undefined) target[key] = value;
    }
  return target;
};
const pickerOf = (by) => (typeof by === "function" ? by : by !== null && typeof by === "object" ? (isArray(by) ? (one) => isDeepEqual(getAt(one, by[0]), by[1]) : (one) => Object.keys(by).every((key) => isSame(getAt(one, key), by[key], true))) : by === undefined ? (one) => one : (one) => getAt(one, by));
const listOfValues = (value) => (value === null || value === undefined ? [] : isArray(value) ? value : typeof value === "string" ? [...value] : Object.values(value));
const wordsOf = (text) => RealString(text).replace(/([a-z\d])([A-Z])/g, "$1 $2").split(/[^A-Za-z0-9]+/).filter(Boolean);
const upperFirst = (text) => (text ? text[0].toUpperCase() + slice(text, 1) : "");
const grouping = (put) => (list, by) => {
  const pick = pickerOf(by),
    out = {};
  for (const one of listOfValues(list)) put(out, pick(one), one);
  return out;
};
const lodash = {
  get: getAt,
  set: setAt,
  has: (object, path) => getAt(object, path) !== undefined,
  unset: (object, path) => { const parts = pathParts(path); const owner = getAt(object, parts.slice(0, -1)) ?? object; return delete owner[parts[parts.length - 1]]; },
  merge: mergeDeep,
  mergeWith: (target, ...sources) => mergeDeep(target, ...sources.slice(0, -1)),
  defaults: (target, ...sources) => { for (const source of sources) for (const key of Object.keys(source ?? {})) if (target[key] === undefined) target[key] = source[key]; return target; },
  defaultsDeep: (target, ...sources) => Object.assign(target, mergeDeep({}, ...sources.reverse(), target)),
  assign: Object.assign,
  extend: Object.assign,
  clone: (value) => (isArray(value) ? [...value] : value !== null && typeof value === "object" ? { ...value } : value),
  cloneDeep: (value) => structuredCloneFn(value),
  isEqual: isDeepEqual,
  isEmpty: (value) => value === null || value === undefined || (typeof value === "object" ? (value.size ?? Object.keys(value).length) === 0 : typeof value === "string" ? value === "" : true),
  isString: (v) => typeof v === "string", isNumber: (v) => typeof v === "number", isBoolean: (v) => typeof v === "boolean", isFunction: (v) => typeof v === "function", isArray, isObject: (v) => v !== null && (typeof v === "object" || typeof v === "function"), isPlainObject, isNil: (v) => v === null || v === undefined, isUndefined: (v) => v === undefined, isNull: (v) => v === null, isDate: types.isDate, isRegExp: types.isRegExp, isError: types.isNativeError, isInteger: Number.isInteger, isNaN: (v) => v !== v,
  pick: (object, ...keys) => Object.fromEntries(keys.flat(2).filter((key) => object && key in object).map((key) => [key, object[key]])),
  omit: (object, ...keys) => Object.fromEntries(Object.entries(object ?? {}).filter(([key]) => !keys.flat(2).includes(key))),
  pickBy: (object, test = (v) => v) => Object.fromEntries(Object.entries(object ?? {}).filter(([key, value]) => test(value, key))),
  omitBy: (object, test) => Object.fromEntries(Object.entries(object ?? {}).filter(([key, value]) => !test(value, key))),
  keys: (v) => Object.keys(v ?? {}), values: listOfValues, entries: (v) => Object.entries(v ?? {}), toPairs: (v) => Object.entries(v ?? {}), fromPairs: (v) => Object.fromEntries(v), invert: (v) => Object.fromEntries(Object.entries(v).map(([a, b]) => [b, a])),
  mapValues: (object, by) => Object.fromEntries(Object.entries(object ?? {}).map(([key, value]) => [key, pickerOf(by)(value, key)])),
  mapKeys: (object, by) => Object.fromEntries(Object.entries(object ?? {}).map(([key, value]) => [by(value, key), value])),
  map: (list, by) => (isArray(list) ? list.map((one, i) => pickerOf(by)(one, i)) : Object.entries(list ?? {}).map(([key, value]) => pickerOf(by)(value, key))),
  forEach: (list, run) => { if (isArray(list)) list.forEach(run); else for (const [key, value] of Object.entries(list ?? {})) run(value, key); return list; },
  filter: (list, by) => listOfValues(list).filter(pickerOf(by)), reject: (list, by) => listOfValues(list).filter((one) => !pickerOf(by)(one)), find: (list, by) => listOfValues(list).find(pickerOf(by)), findIndex: (list, by) => listOfValues(list).findIndex(pickerOf(by)), some: (list, by) => listOfValues(list).some(pickerOf(by)), every: (list, by) => listOfValues(list).every(pickerOf(by)), includes: (list, one) => (typeof list === "string" ? list.includes(one) : listOfValues(list).includes(one)),
  reduce: (list, run, start) => (isArray(list) ? list.reduce(run, start) : Object.entries(list ?? {}).reduce((sum, [key, value]) => run(sum, value, key), start)),
  groupBy: grouping((out, key, one) => (out[key] ??= []).push(one)), keyBy: grouping((out, key, one) => (out[key] = one)), countBy: grouping((out, key) => (out[key] = (out[key] ?? 0) + 1)),
  partition: (list, by) => { const pick = pickerOf(by), out = [[], []]; for (const one of listOfValues(list)) push(out[pick(one) ? 0 : 1], one); return out; },
  sortBy: (list, ...by) => [...listOfValues(list)].sort((a, b) => { for (const one of by.flat()) { const x = pickerOf(one)(a), y = pickerOf(one)(b); if (x < y) return -1; if (x > y) return 1; } return 0; }),
  orderBy: (list, by, orders = []) => [...listOfValues(list)].sort((a, b) => { const all = [by].flat(); for (let i = 0; i < all.length; i++) { const x = pickerOf(all[i])(a), y = pickerOf(all[i])(b), sign = [orders].flat()[i] === "desc" ? -1 : 1; if (x < y) return -sign; if (x > y) return sign; } return 0; }),
  uniq: (list) => [...new RealSet(list)], uniqBy: (list, by) => { const seen = new RealSet(), pick = pickerOf(by); return list.filter((one) => !setHas(seen, pick(one)) && setAdd(seen, pick(one))); }, flatten: (list) => list.flat(), flattenDeep: (list) => list.flat(Infinity), flatMap: (list, by) => list.flatMap(pickerOf(by)), compact: (list) => list.filter(Boolean), chunk: (list, size = 1) => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, i * size + size)), difference: (list, ...others) => list.filter((one) => !others.flat().includes(one)), intersection: (list, ...others) => list.filter((one) => others.every((other) => other.includes(one))), union: (...lists) => [...new RealSet(lists.flat())], without: (list, ...values) => list.filter((one) => !values.includes(one)), zip: (...lists) => lists[0].map((_, i) => lists.map((list) => list[i])), zipObject: (keys, values) => Object.fromEntries(keys.map((key, i) => [key, values[i]])),
  head: (list) => list && list[0], first: (list) => list && list[0], last: (list) => list && list[list.length - 1], take: (list, n = 1) => list.slice(0, n), takeRight: (list, n = 1) => list.slice(-n), drop: (list, n = 1) => list.slice(n), tail: (list) => list.slice(1), initial: (list) => list.slice(0, -1), reverse: (list) => list.reverse(), range: (from, to, step = 1) => { const [a, b] = to === undefined ? [0, from] : [from, to]; return Array.from({ length: Math.max(0, Math.ceil((b - a) / step)) }, (_, i) => a + i * step); }, size: (v) => (v === null || v === undefined ? 0 : (v.length ?? v.size ?? Object.keys(v).length)), sum: (list) => list.reduce((a, b) => a + b, 0), sumBy: (list, by) => list.reduce((a, one) => a + pickerOf(by)(one), 0), mean: (list) => list.reduce((a, b) => a + b, 0) / list.length, max: (list) => list.reduce((a, b) => (a > b ? a : b), undefined), min: (list) => list.reduce((a, b) => (a < b ? a : b), undefined), maxBy: (list, by) => list.reduce((a, b) => (a === undefined || pickerOf(by)(b) > pickerOf(by)(a) ? b : a), undefined), minBy: (list, by) => list.reduce((a, b) => (a === undefined || pickerOf(by)(b) < pickerOf(by)(a) ? b : a), undefined), clamp: (n, a, b) => Math.min(Math.max(n, a), b), random: (a, b) => a + Math.floor(random() * (b - a + 1)), sample: (list) => list[Math.floor(random() * list.length)], shuffle: (list) => [...list].sort(() => random() - 0.5), times: (n, run = (i) => i) => Array.from({ length: n }, (_, i) => run(i)), inRange: (n, a, b) => (b === undefined ? n >= 0 && n < a : n >= a && n < b), round: (n, p = 0) => Math.round(n * 10 ** p) / 10 ** p,
  camelCase: (text) => wordsOf(text).map((word, i) => (i ? upperFirst(lowerText(word)) : lowerText(word))).join(""), kebabCase: (text) => wordsOf(text).map((word) => lowerText(word)).join("-"), snakeCase: (text) => wordsOf(text).map((word) => lowerText(word)).join("_"), startCase: (text) => wordsOf(text).map(upperFirst).join(" "), capitalize: (text) => upperFirst(lowerText(RealString(text))), upperFirst, lowerFirst: (text) => (text ? lowerText(text[0]) + slice(text, 1) : ""), toLower: (text) => lowerText(RealString(text)), toUpper: (text) => RealString(text).toUpperCase(), trim: (text) => RealString(text).trim(), trimEnd: (text) => RealString(text).trimEnd(), padStart: (text, n, c) => RealString(text).padStart(n, c), padEnd: (text, n, c) => RealString(text).padEnd(n, c), repeat: (text, n) => RealString(text).repeat(n), truncate: (text, o = {}) => { const n = o.length ?? 30, tail = o.omission ?? "..."; return text.length > n ? slice(text, 0, n - tail.length) + tail : text; }, escape: (text) => RealString(text).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]), escapeRegExp: (text) => RealString(text).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), words: wordsOf, split: (text, by) => nativeSplit(text, by), replace: (text, a, b) => replaceText(text, a, b), startsWith: (text, a) => text.startsWith(a), endsWith: (text, a) => text.endsWith(a), template: (text) => (values) => text.replace(/<%=\s*([\w.]+)\s*%>|\$\{([\w.]+)\}/g, (all, a, b) => RealString(getAt(values, a ?? b) ?? "")), toString: (v) => (v === null || v === undefined ? "" : RealString(v)), toNumber: Number, toInteger: (v) => Math.trunc(Number(v)) || 0,
  debounce: immediate, throttle: immediate, memoize: remembering, once: remembering, identity: (v) => v, noop: () => {}, constant: (v) => () => v, partial: (run, ...first) => (...rest) => run(...first, ...rest), flow: (...runs) => (value) => runs.flat().reduce((v, run) => run(v), value), curry: (run) => run, negate: (run) => (...values) => !run(...values), property: (path) => (object) => getAt(object, path), matches: pickerOf, isMatch: (object, source) => pickerOf(source)(object), result: (object, path) => { const v = getAt(object, path); return typeof v === "function" ? v.call(object) : v; }, castArray: (v) => (isArray(v) ? v : [v]), uniqueId: (prefix = "") => prefix + ++lodashCount, attempt: (run) => { try { return run(); } catch (error) { return error; } }, delay: (run, ms) => setTimeoutFn(run, ms), defer: (run) => setTimeoutFn(run, 1), tap: (v, run) => (run(v), v), chain: (v) => chained({ value: () => v }),
};
let lodashCount = 0;
for (const [name, other] of [["each", "forEach"], ["contains", "includes"], ["hasIn", "has"], ["toPairsIn", "toPairs"], ["collect", "map"]]) lodash[name] = lodash[other];
const lodashModule = () => both(Object.assign((value) => chained({ value: () => value }), lodash));
named(["lodash", "lodash-es", "underscore", "radash", "remeda", "es-toolkit", "es-toolkit/compat", "lodash/fp"], lodashModule);
for (const name of Object.keys(lodash)) named([`lodash.${lowerText(name)}`, `lodash/${name}`, `lodash/${name}.js`, `lodash-es/${name}.js`], () => both(lodash[name]));
named(["deepmerge", "deepmerge-ts", "merge-deep", "defu", "deep-extend", "merge-options", "@fastify/deepmerge"], () => both((...values) => mergeDeep({}, ...values), { deepmerge: (...values) => mergeDeep({}, ...values), all: (list) => mergeDeep({}, ...list), defu: (...values) => mergeDeep({}, ...values.reverse()) }));
named(["fast-deep-equal", "deep-equal", "dequal", "fast-equals", "ohash", "object-hash", "fast-json-stable-stringify", "safe-stable-stringify", "json-stable-stringify", "fast-safe-stringify", "flatted", "superjson", "destr", "secure-json-parse"], () => both((a, b) => (b === undefined ? jsonOf(a) : isSame(a, b, true)), { dequal: isDeepEqual, deepEqual: isDeepEqual, stringify: (v, r, s) => JSON.stringify(v, r, s), parse: (t) => JSON.parse(t), hash: (v) => hexText(digestBytes("sha1", utf8Bytes(jsonOf(v)))), sha1: (v) => hexText(digestBytes("sha1", utf8Bytes(jsonOf(v)))), serialize: jsonOf, destr: (t) => parsed(t), safeDestr: (t) => JSON.parse(t) }));
const UNITS = { ms: 1, s: 1000, m: 60000, h: 3600000, d: 86400000, w: 604800000, y: 31557600000 };
named(["ms", "@lukeed/ms", "parse-duration", "pretty-ms", "humanize-duration"], () => both((value) => {
  if (typeof value === "number") return value < 1000 ? value + "ms" : value < 60000 ? Math.round(value / 1000) + "s" : value < 3600000 ? Math.round(value / 60000) + "m" : value < 86400000 ? Math.round(value / 3600000) + "h" : Math.round(value / 86400000) + "d";
  const m = /^\s*(-?[\d.]+)\s*(ms|s|m|h|d|w|y)?/i.exec(RealString(value));
  return m ? Number(m[1]) * (UNITS[lowerText(m[2] ?? "ms")] ?? 1) : undefined;
}));
named(["bytes", "pretty-bytes", "filesize"], () => both((value) => (typeof value === "number" ? (value < 1000 ? value + " B" : value < 1e6 ? (value / 1000).toFixed(1) + " kB" : (value / 1e6).toFixed(1) + " MB") : parseFloat(value)), { filesize: (n) => n + " B" }));
const TYPES = { json: "application/json", js: "text/javascript", mjs: "text/javascript", html: "text/html", css: "text/css", txt: "text/plain", md: "text/markdown", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", svg: "image/svg+xml", pdf: "application/pdf", mp3: "audio/mpeg", wav: "audio/wav", mp4: "video/mp4", zip: "application/zip", csv: "text/csv", xml: "application/xml", yaml: "text/yaml", yml: "text/yaml" };
const typeOfName = (name) => TYPES[lowerText(replaceText(RealString(name), /^.*\./, ""))] ?? false;
named(["mime", "mime-types", "mime/lite", "mrmime"], () => both({ lookup: typeOfName, getType: (name) => typeOfName(name) || null, contentType: (name) => typeOfName(name), extension: (type) => Object.keys(TYPES).find((key) => TYPES[key] === type) ?? false, getExtension: (type) => Object.keys(TYPES).find((key) => TYPES[key] === type) ?? null, charset: () => "UTF-8", types: TYPES }));
// Tokens by the rough measure of four letters each.
const tokensIn = (text) => Array.from({ length: Math.ceil(RealString(text).length / 4) }, (_, i) => i);
const tokenizer = () => ({ encode: tokensIn, decode: () => "", free() {}, encode_ordinary: tokensIn, countTokens: (text) => tokensIn(text).length });
named(["tiktoken", "js-tiktoken", "js-tiktoken/lite", "gpt-tokenizer", "gpt-3-encoder", "@dqbd/tiktoken", "@anthropic-ai/tokenizer", "llama-tokenizer-js", "tokenx", "@xenova/transformers"], () => both({ ...tokenizer(), get_encoding: tokenizer, encoding_for_model: tokenizer, getEncoding: tokenizer, encodingForModel: tokenizer, Tiktoken: class { constructor() { Object.assign(this, tokenizer()); } }, isWithinTokenLimit: (text) => tokensIn(text).length, encodeChat: tokensIn, estimateTokenCount: (text) => tokensIn(text).length, getTokenizer: tokenizer }));
named(["xsschema"], () => both({ toJsonSchema: async (shape) => schemaOf(shape) }));
named(["strict-url-sanitise", "normalize-url", "is-url", "valid-url"], () => both((url) => url, { sanitizeUrl: (url) => url, isUri: (url) => URL.canParse(url), isWebUri: (url) => URL.canParse(url) }));
named(["is-docker", "is-wsl", "is-ci", "is-interactive", "is-unicode-supported", "is-inside-container", "supports-color", "supports-hyperlinks", "std-env", "ci-info"], () => both(Object.assign(() => false, { isCI: false, name: null, stdout: false, stderr: false, createSupportsColor: () => false, provider: "", hasTTY: true, isTest: false, env: environment })));
const hasBinaryName = (path) => testRegExp(/\.(png|jpe?g|gif|webp|ico|pdf|zip|gz|tgz|wasm|exe|dll|so|mp[34]|wav|woff2?|ttf|node|bin)$/i, RealString(path));
named(["is-binary-path", "isbinaryfile", "istextorbinary", "isbinary-file"], () => both(hasBinaryName, { isBinaryFile: async (value) => typeof value === "string" && hasBinaryName(value), isBinaryFileSync: (value) => typeof value === "string" && hasBinaryName(value), isBinary: hasBinaryName, isText: (path) => !hasBinaryName(path) }));
named(["iconv-lite", "jschardet", "chardet", "encoding-japanese"], () => both({ decode: (bytes, name) => new TextDecoder(LABELS[lowerText(RealString(name))] ? name : "utf-8").decode(bytes), encode: (text, name) => Buffer.from(text, encodingName(name) ?? "utf8"), encodingExists: () => true, detect: () => ({ encoding: "UTF-8", confidence: 1 }), analyse: () => [{ name: "UTF-8", confidence: 100 }] }));
// Text with places to fill in.
const filledTemplate = (text) => (values) => replaceText(RealString(text), /\{\{\{?\s*(?:&\s*)?([\w.]+)\s*\}?\}\}|<%[=-]?\s*([\w.]+)\s*%>/g, (all, a, b) => RealString(getAt(values ?? {}, a ?? b) ?? ""));
named(["handlebars", "mustache", "ejs", "nunjucks", "eta", "liquidjs", "pug", "hogan.js"], () => both({ compile: filledTemplate, precompile: filledTemplate, template: filledTemplate, render: (text, values) => filledTemplate(text)(values), renderString: (text, values) => filledTemplate(text)(values), registerHelper() {}, registerPartial() {}, create: () => world.clients.handlebars(), configure: () => world.clients.handlebars(), SafeString: RealString, escapeExpression: RealString, Eta: class { renderString(text, values) { return filledTemplate(text)(values); } }, Liquid: class { async parseAndRender(text, values) { return filledTemplate(text)(values); } } }));
