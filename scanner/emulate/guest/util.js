// util, console and assert.
const quiet = () => {};
let groupIndent = "";
const printed =
  (stream) =>
  (...values) => {
    const text = groupIndent + (groupIndent ? replaceText(format(...values), /\n/g, "\n" + groupIndent) : format(...values)) + "\n";
    if (stream !== "stdout" || !takeAnswers(text)) event("print", { stream, text });
  };
const counts = new RealMap();
function tableText(rows) {
  if (rows === null || typeof rows !== "object") return format(rows);
  const columns = [],
    lines = [];
  for (const [index, row] of rows instanceof RealMap ? rows : Object.entries(rows)) {
    const cells = row !== null && typeof row === "object" ? Object.fromEntries(Object.entries(row)) : { Values: row };
    for (const name of Object.keys(cells)) if (!columns.includes(name)) push(columns, name);
    push(lines, [index, cells]);
  }
  const table = [["(index)", ...columns], ...lines.map(([index, cells]) => [RealString(index), ...columns.map((name) => (name in cells ? inspect(cells[name]) : ""))])];
  const widths = table[0].map((cell, i) => Math.max(...table.map((row) => row[i].length)) + 2);
  const line = (row) => "│" + row.map((cell, i) => (" " + cell).padEnd(widths[i])).join("│") + "│";
  const rule = (a, b, c) => a + widths.map((width) => "─".repeat(width)).join(b) + c;
  return [rule("┌", "┬", "┐"), line(table[0]), rule("├", "┼", "┤"), ...table.slice(1).map(line), rule("└", "┴", "┘")].join("\n");
}
function makeConsole(out, bad) {
  const made = {
    log: out,
    info: out,
    debug: out,
    error: bad,
    warn: bad,
    trace: (...values) => bad("Trace" + (values.length ? ": " + format(...values) : "")),
    table: (rows) => out(tableText(rows)),
    dir: (value, options) => out(inspect(value, { customInspect: false, ...options })),
    dirxml: out,
    group(...values) {
      if (values.length) out(...values);
      groupIndent += "  ";
    },
    groupEnd() {
      groupIndent = slice(groupIndent, 2);
    },
    time: quiet,
    timeEnd: (label = "default") => out(`${label}: 0.01ms`),
    timeLog: (label = "default", ...values) => out(`${label}: 0.01ms`, ...values),
    timeStamp: quiet,
    profile: quiet,
    profileEnd: quiet,
    assert: (value, ...values) => value || bad(...(typeof values[0] === "string" ? ["Assertion failed: " + values[0], ...values.slice(1)] : ["Assertion failed", ...values])),
    count(label = "default") {
      mapSet(counts, label, (mapGet(counts, label) || 0) + 1);
      out(`${label}: ${mapGet(counts, label)}`);
    },
    countReset: (label = "default") => mapDelete(counts, label),
    clear: quiet,
    context: () => made,
  };
  made.groupCollapsed = made.group;
  return made;
}
const toStream = (stream) => (...values) => stream.write(groupIndent + format(...values) + "\n");
globalThis.console = makeConsole(printed("stdout"), printed("stderr"));
globalThis.console.Console = function Console(stdout, stderr) {
  const o = stdout && typeof stdout.write !== "function" && stdout.stdout ? stdout : { stdout, stderr };
  const made = makeConsole(toStream(o.stdout), toStream(o.stderr ?? o.stdout));
  return Object.assign(this instanceof Console ? this : {}, made);
};
world.builtins.console = () => globalThis.console;
function promisify(run) {
  if (typeof run !== "function") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "original" argument must be of type function. Received ${describeType(run)}`);
  if (run[PROMISIFY]) return run[PROMISIFY];
  const made = function (...values) {
    return new RealPromise((done, fail) => apply(run, this, [...values, (error, result) => (error ? fail(error) : done(result))]));
  };
  Object.setPrototypeOf(made, getPrototypeOf(run));
  return Object.defineProperties(made, Object.getOwnPropertyDescriptors(run));
}
promisify.custom = PROMISIFY;
function callbackify(run) {
  return function (...values) {
    const call = values.pop();
    apply(run, this, values).then(
      (value) => soon(call, null, value),
      (error) => soon(call, error || nodeError(RealError, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value", { reason: error })),
    );
  };
}
const tagOf = (value) => apply(Object.prototype.toString, value, []).slice(8, -1);
const isAny = (...kinds) => (value) => kinds.some((kind) => value instanceof kind);
const TYPED = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Uint8ClampedArray, Float32Array, Float64Array, BigInt64Array, BigUint64Array];
const types = {
  isPromise: isAny(RealPromise),
  isRegExp: isAny(RealRegExp),
  isDate: isAny(RealDate),
  isMap: isAny(RealMap),
  isSet: isAny(RealSet),
  isWeakMap: isAny(WeakMap),
  isWeakSet: isAny(WeakSet),
  isNativeError: isAny(RealError),
  isArrayBuffer: isAny(ArrayBuffer),
  isSharedArrayBuffer: isAny(SharedArrayBuffer),
  isAnyArrayBuffer: isAny(ArrayBuffer, SharedArrayBuffer),
  isArrayBufferView: isView,
  isTypedArray: isAny(...TYPED),
  isDataView: isAny(DataView),
  isNumberObject: isAny(Number),
  isStringObject: isAny(RealString),
  isBooleanObject: isAny(Boolean),
  isBoxedPrimitive: isAny(Number, RealString, Boolean),
  isSymbolObject: (value) => typeof value === "object" && tagOf(value) === "Symbol",
  isBigIntObject: (value) => typeof value === "object" && tagOf(value) === "BigInt",
  isAsyncFunction: (value) => typeof value === "function" && /^Async/.test(tagOf(value)),
  isGeneratorFunction: (value) => typeof value === "function" && /GeneratorFunction$/.test(tagOf(value)),
  isGeneratorObject: (value) => tagOf(value) === "Generator",
  isMapIterator: (value) => tagOf(value) === "Map Iterator",
  isSetIterator: (value) => tagOf(value) === "Set Iterator",
  isArgumentsObject: (value) => tagOf(value) === "Arguments",
  isModuleNamespaceObject: (value) => tagOf(value) === "Module",
  isProxy: () => false,
  isExternal: () => false,
  isKeyObject: (value) => value instanceof KeyObject,
  isCryptoKey: (value) => value instanceof CryptoKey,
};
for (const kind of TYPED) types["is" + kind.name] = isAny(kind);
const inherits = (child, parent) => {
  define(child, "super_", parent);
  Object.setPrototypeOf(child.prototype, parent.prototype);
};
function isSame(a, b, strict, seen = new RealMap()) {
  if (Object.is(a, b) || (!strict && (a == b || (a !== a && b !== b)))) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (strict && getPrototypeOf(a) !== getPrototypeOf(b)) return false;
  if (isArray(a) !== isArray(b) || tagOf(a) !== tagOf(b)) return false;
  if (mapGet(seen, a) === b) return true;
  mapSet(seen, a, b);
  if (a instanceof RealDate) return dateTime(a) === dateTime(b);
  if (a instanceof RealRegExp) return RealString(a) === RealString(b);
  if (a instanceof RealError && (a.message !== b.message || a.name !== b.name)) return false;
  if (isView(a)) return a.length === b.length && viewOf(a).every((byte, i) => byte === viewOf(b)[i]);
  if (a instanceof RealSet) return a.size === b.size && [...a].every((one) => setHas(b, one) || [...b].some((other) => isSame(one, other, strict, seen)));
  if (a instanceof RealMap) return a.size === b.size && [...a].every(([key, one]) => mapHas(b, key) && isSame(one, mapGet(b, key), strict, seen));
  if ((a instanceof Number || a instanceof RealString || a instanceof Boolean) && a.valueOf() !== b.valueOf()) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key], strict, seen));
}
const isDeepEqual = (a, b) => isSame(a, b, true);
const argumentError = (code, text) => nodeError(TypeError, code, text);
// util.parseArgs, with its rules for short groups, `--no-…`, `--name=value` and what is not declared.
function parseArgs(config = {}) {
  const { args = world.process.argv.slice(2), options = {}, strict = true, allowPositionals = !strict, allowNegative = false, tokens: wantsTokens = false } = config;
  const values = Object.create(null),
    positionals = [],
    tokens = [];
  for (const name of Object.keys(options)) if (name.length > 1) event("hint", { text: "--" + name });
  const longOf = (letter) => Object.keys(options).find((name) => options[name].short === letter) ?? letter;
  const store = (name, rawName, value, inlineValue, index) => {
    push(tokens, { kind: "option", name, rawName, index, value, inlineValue });
    let known = options[name],
      result = value ?? true,
      key = name;
    if (!known && allowNegative && slice(name, 0, 3) === "no-" && options[slice(name, 3)]) {
      key = slice(name, 3);
      known = options[key];
      result = false;
    }
    if (strict) {
      if (!known)
        throw argumentError("ERR_PARSE_ARGS_UNKNOWN_OPTION", `Unknown option '${rawName}'${allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${rawName}"` : ""}`);
      const shownName = known.short ? `-${known.short}, --${key}` : `--${key}`;
      if (known.type === "string" && value === undefined) throw argumentError("ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${shownName} <value>' argument missing`);
      if (known.type === "boolean" && value !== undefined) throw argumentError("ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${shownName}' does not take an argument`);
    }
    if (known && known.multiple) (values[key] ??= []).push(result);
    else values[key] = result;
  };
  const rest = [...args];
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i];
    if (word === "--") {
      push(tokens, { kind: "option-terminator", index: i });
      for (let j = i + 1; j < rest.length; j++) {
        push(tokens, { kind: "positional", index: j, value: rest[j] });
        push(positionals, rest[j]);
      }
      break;
    }
    const takes = (name) => options[name] && options[name].type === "string" && i + 1 < rest.length && (!strict || rest[i + 1][0] !== "-" || rest[i + 1] === "-");
    const at = plainIndexOf(word, "=");
    if (word[0] === "-" && word[1] === "-" && word.length > 2) {
      const name = at > 0 ? slice(word, 2, at) : slice(word, 2);
      if (at > 0) store(name, "--" + name, slice(word, at + 1), true, i);
      else if (takes(name)) {
        store(name, word, rest[i + 1], false, i);
        i++;
      } else store(name, word, undefined, undefined, i);
    } else if (word[0] === "-" && word.length > 1) {
      for (let j = 1; j < word.length; j++) {
        const name = longOf(word[j]),
          isText = options[name] && options[name].type === "string";
        if (isText && j + 1 < word.length) {
          store(name, "-" + word[j], slice(word, j + 1), true, i);
          break;
        }
        if (j + 1 === word.length && takes(name)) {
          store(name, "-" + word[j], rest[i + 1], false, i);
          i++;
          break;
        }
        store(name, "-" + word[j], undefined, undefined, i);
      }
    } else {
      if (!allowPositionals) throw argumentError("ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL", `Unexpected argument '${word}'. This command does not take positional arguments`);
      push(tokens, { kind: "positional", index: i, value: word });
      push(positionals, word);
    }
  }
  for (const [name, option] of Object.entries(options)) if (option.default !== undefined && values[name] === undefined) values[name] = option.default;
  return { values, positionals, ...(wantsTokens ? { tokens } : {}) };
}
const styleText = (style, text) => {
  let out = RealString(text);
  for (const one of [style].flat().reverse()) {
    const codes = ANSI[one];
    if (!codes) throw argumentError("ERR_INVALID_ARG_VALUE", `The argument 'format' must be one of: 'reset'. Received ${inspect(one)}`);
    out = `\u001b[${codes[0]}m${out}\u001b[${codes[1]}m`;
  }
  return out;
};
const deprecate = (run) => {
  if (typeof run !== "function") return run;
  const made = function (...values) {
    return new.target ? construct(run, values, new.target) : apply(run, this, values);
  };
  Object.setPrototypeOf(made, run);
  made.prototype = run.prototype;
  return made;
};
const debugOf = (name) => {
  const wanted = nativeSplit(RealString(environmentValue("NODE_DEBUG") ?? ""), ",");
  const isOn = wanted.some((one) => one && lowerText(one) === lowerText(RealString(name)));
  return Object.assign(isOn ? (...values) => event("print", { stream: "stderr", text: `${name.toUpperCase()} 4242: ${format(...values)}\n` }) : () => {}, { enabled: isOn });
};
class MIMEType {
  constructor(text) {
    const [essence, ...rest] = RealString(text).split(";");
    [this.type, this.subtype] = essence.trim().toLowerCase().split("/");
    this.params = new RealMap(rest.map((part) => part.trim().split("=")));
  }
  get essence() {
    return `${this.type}/${this.subtype}`;
  }
  toString() {
    return [this.essence, ...[...this.params].map(([name, value]) => `${name}=${value}`)].join(";");
  }
}
// `KEY=value` lines, as `--env-file` reads them.
function parseEnv(text) {
  const out = {};
  for (const m of RealString(text).matchAll(/^\s*(?:export\s+)?([\w.-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^#\n]*)/gm)) {
    const raw = m[2].trim(),
      mark = raw[0];
    out[m[1]] = mark === '"' ? raw.slice(1, -1).replace(/\\n/g, "\n").replace(/\\"/g, '"') : mark === "'" || mark === "`" ? raw.slice(1, -1) : raw;
  }
  return out;
}
world.builtins.util = () => ({
  inspect,
  format,
  formatWithOptions: (options, ...values) => format(...values),
  promisify,
  callbackify,
  inherits,
  types,
  parseArgs,
  parseEnv,
  isDeepStrictEqual: isDeepEqual,
  deprecate,
  debuglog: debugOf,
  debug: debugOf,
  TextEncoder,
  TextDecoder,
  MIMEType,
  MIMEParams: RealMap,
  stripVTControlCharacters: (text) => replaceText(RealString(text), /[\u001b\u009b][[\]()#;?]*(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]/g, ""),
  styleText,
  toUSVString: (text) => RealString(text).toWellFormed(),
  _extend: (target, source) => Object.assign(target, source),
  isArray,
  isBoolean: (v) => typeof v === "boolean",
  isNull: (v) => v === null,
  isNullOrUndefined: (v) => v === null || v === undefined,
  isUndefined: (v) => v === undefined,
  isNumber: (v) => typeof v === "number",
  isString: (v) => typeof v === "string",
  isSymbol: (v) => typeof v === "symbol",
  isObject: (v) => v !== null && typeof v === "object",
  isPrimitive: (v) => v === null || (typeof v !== "object" && typeof v !== "function"),
  isFunction: (v) => typeof v === "function",
  isRegExp: types.isRegExp,
  isDate: types.isDate,
  isError: types.isNativeError,
  isBuffer: Buffer.isBuffer,
  aborted: (signal) => new RealPromise((done) => (signal.aborted ? done() : signal.addEventListener("abort", () => done(), { once: true }))),
  transferableAbortController: () => new AbortController(),
  transferableAbortSignal: (signal) => signal,
  getSystemErrorName: (number) => (mapGet(errorNames, number) || ["UNKNOWN"])[0],
  getSystemErrorMap: () => errorNames,
  getCallSite: () => [],
  getCallSites: () => [],
  log: (...values) => globalThis.console.log(...values),
});
const errorNames = new RealMap([[-1, ["EPERM", "operation not permitted"]], [-2, ["ENOENT", "no such file or directory"]], [-13, ["EACCES", "permission denied"]], [-17, ["EEXIST", "file already exists"]], [-20, ["ENOTDIR", "not a directory"]], [-21, ["EISDIR", "illegal operation on a directory"]], [-22, ["EINVAL", "invalid argument"]], [-39, ["ENOTEMPTY", "directory not empty"]], [-98, ["EADDRINUSE", "address already in use"]], [-104, ["ECONNRESET", "connection reset by peer"]], [-110, ["ETIMEDOUT", "connection timed out"]], [-111, ["ECONNREFUSED", "connection refused"]]]);
world.builtins["util/types"] = () => types;
world.builtins.sys = () => builtin("util");
