// util, console, assert, readline and the rest of the built-in modules.
function inspect(value, depth = 0) {
  if (typeof value === "string") return depth ? `'${value}'` : value;
  if (typeof value === "function") return `[Function: ${value.name || "(anonymous)"}]`;
  if (typeof value !== "object" || value === null) return RealString(value);
  if (value instanceof RealError)
    return value.stack && depth === 0 ? `${value.name}: ${value.message}` : `[${value.name}: ${value.message}]`;
  if (value instanceof RealDate) return toIso(value);
  if (depth > 2) return isArray(value) ? "[Array]" : "[Object]";
  if (isArray(value))
    return value.length
      ? `[ ${value
          .slice(0, 100)
          .map((item) => inspect(item, depth + 1))
          .join(", ")} ]`
      : "[]";
  const keys = Object.keys(value);
  return keys.length ? `{ ${keys.map((key) => `${key}: ${inspect(value[key], depth + 1)}`).join(", ")} }` : "{}";
}
inspect.custom = Symbol.for("nodejs.util.inspect.custom");
inspect.defaultOptions = {};
inspect.colors = {};
inspect.styles = {};
function format(...values) {
  if (typeof values[0] !== "string") return values.map((value) => inspect(value)).join(" ");
  let at = 1;
  const text = values[0].replace(/%[sdifjoOc%]/g, (mark) => {
    if (mark === "%%") return "%";
    if (at >= values.length) return mark;
    const value = values[at++];
    return mark === "%c"
      ? ""
      : mark === "%j"
        ? JSON.stringify(value)
        : mark === "%d" || mark === "%i" || mark === "%f"
          ? Number(value)
          : typeof value === "object"
            ? inspect(value, 1)
            : RealString(value);
  });
  return [text, ...values.slice(at).map((value) => inspect(value))].join(" ");
}
const printed =
  (stream) =>
  (...values) =>
    event("print", { stream, text: format(...values) + "\n" });
const quiet = () => {};
globalThis.console = {
  log: printed("stdout"),
  info: printed("stdout"),
  debug: printed("stdout"),
  error: printed("stderr"),
  warn: printed("stderr"),
  trace: printed("stderr"),
  table: printed("stdout"),
  dir: printed("stdout"),
  group: printed("stdout"),
  groupEnd: quiet,
  groupCollapsed: quiet,
  time: quiet,
  timeEnd: quiet,
  timeLog: quiet,
  assert: quiet,
  count: quiet,
  countReset: quiet,
  clear: quiet,
  Console: class {},
};
world.builtins.console = () => globalThis.console;
function promisify(run) {
  return (
    run[PROMISIFY] ||
    ((...values) => new RealPromise((done, fail) => run.call(this, ...values, (error, result) => (error ? fail(error) : done(result)))))
  );
}
promisify.custom = PROMISIFY;
const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);
const types = new RealProxy(
  {},
  {
    get: (t, name) => (value) =>
      name === "isPromise" ? value instanceof RealPromise : name === "isProxy" ? false : "is" + tagOf(value) === name,
  },
);
const inherits = (child, parent) => {
  Object.setPrototypeOf(child.prototype, parent.prototype);
  child.super_ = parent;
};
const isDeepEqual = (a, b) => Object.is(a, b) || jsonOf(a) === jsonOf(b);
function parseArgs({ args = world.process.argv.slice(2), options = {} } = {}) {
  const values = {},
    positionals = [];
  for (let i = 0; i < args.length; i++) {
    const m = /^--?([^=]+)(?:=(.*))?$/.exec(args[i]);
    if (!m) push(positionals, args[i]);
    else values[m[1]] = options[m[1]]?.type === "string" ? (m[2] ?? args[++i]) : true;
  }
  return { values, positionals };
}
world.builtins.util = () => ({
  inspect,
  format,
  promisify,
  inherits,
  types,
  parseArgs,
  isDeepStrictEqual: isDeepEqual,
  callbackify:
    (run) =>
    (...values) => {
      const call = values.pop();
      run(...values).then((v) => call(null, v), call);
    },
  deprecate: (run) => run,
  debuglog: () => Object.assign(quiet, { enabled: false }),
  debug: () => quiet,
  TextEncoder,
  TextDecoder,
  stripVTControlCharacters: (t) => t.replace(/\u001b\[[0-9;]*[A-Za-z]/g, ""),
  styleText: (style, text) => text,
  toUSVString: (t) => t,
  isArray,
  isString: (v) => typeof v === "string",
  isFunction: (v) => typeof v === "function",
  isRegExp: (v) => v instanceof RealRegExp,
  isError: (v) => v instanceof RealError,
  aborted: () => new RealPromise(quiet),
  getSystemErrorName: (n) => "E" + n,
});
world.builtins["util/types"] = () => types;
const assertion = (value, message) => {
  if (!value) throw message instanceof RealError ? message : new RealError(message || "assertion failed");
};
world.builtins.assert = () =>
  Object.assign(assertion, {
    ok: assertion,
    equal: (a, b, m) => assertion(a == b, m),
    strictEqual: (a, b, m) => assertion(Object.is(a, b), m),
    notStrictEqual: (a, b, m) => assertion(!Object.is(a, b), m),
    deepEqual: (a, b, m) => assertion(isDeepEqual(a, b), m),
    deepStrictEqual: (a, b, m) => assertion(isDeepEqual(a, b), m),
    notEqual: (a, b, m) => assertion(a != b, m),
    throws: quiet,
    rejects: async () => {},
    fail: (m) => assertion(false, m),
    match: (t, r, m) => assertion(r.test(t), m),
    strict: assertion,
    AssertionError: RealError,
  });
world.builtins["assert/strict"] = () => builtin("assert");
const QUESTIONS = 8; // Answers given; whoever asks more often gets none, as from a user who left.
function answerTo(text) {
  return testRegExp(/\(?\[?\b(y\/n|yes\/no)\b/i, RealString(text)) ? "y" : undefined;
}
class Interface extends EventEmitter {
  constructor(input) {
    super();
    this.lines = (facts().stdin ?? facts().prompt).split("\n").filter(Boolean);
    this.line = "";
    this.input = input;
    this.terminal = facts().stdin === null;
    this.asked = 0;
    setTimeoutFn(() => {
      if (!this.closed && this.listenerCount("line")) {
        for (const line of this.lines.splice(0)) this.emit("line", line);
      }
      if (!this.asked) setTimeoutFn(() => this.close(), 50);
    }, 5);
  }
  question(text, options, callback) {
    const call = typeof options === "function" ? options : callback;
    event("print", { stream: "stdout", text });
    if (this.asked++ >= QUESTIONS) {
      this.close();
      return new RealPromise(() => {});
    }
    const answer = answerTo(text) ?? this.lines.shift() ?? (this.asked > 3 ? "exit" : facts().prompt);
    if (call) setImmediateFn(() => call(answer));
    return RealPromise.resolve(answer);
  }
  prompt() {}
  setPrompt() {}
  pause() {
    return this;
  }
  resume() {
    return this;
  }
  write() {}
  getPrompt() {
    return "";
  }
  close() {
    if (!this.closed) {
      this.closed = true;
      this.emit("close");
    }
  }
  async *[Symbol.asyncIterator]() {
    yield* this.lines.splice(0);
  }
}
const readlineModule = {
  createInterface: (options) => new Interface(options && options.input),
  Interface,
  clearLine: quiet,
  cursorTo: quiet,
  moveCursor: quiet,
  clearScreenDown: quiet,
  emitKeypressEvents: quiet,
};
world.builtins.readline = () => ({ ...readlineModule, promises: readlineModule });
world.builtins["readline/promises"] = () => readlineModule;
// The asynchronous context: `instrument.py` puts it back behind each `await`; `then` and timers carry it.
let asyncContext = new RealMap(),
  hasContexts = false;
const within =
  (context, call) =>
  (...values) => {
    const before = asyncContext;
    asyncContext = context;
    try {
      return call(...values);
    } finally {
      asyncContext = before;
    }
  };
const carried = (call) => (hasContexts && typeof call === "function" ? within(asyncContext, call) : call);
define(globalThis, "__unmask_context", () => asyncContext);
define(globalThis, "__unmask_back", (context, value) => {
  asyncContext = context;
  return value;
});
const plainThen = Promise.prototype.then;
define(Promise.prototype, "then", function then(done, failed) {
  return apply(plainThen, this, [carried(done), carried(failed)]);
});
class AsyncLocalStorage {
  constructor() {
    hasContexts = true;
  }
  run(store, call, ...values) {
    const context = new RealMap(asyncContext);
    mapSet(context, this, store);
    return within(context, call)(...values);
  }
  getStore() {
    return mapGet(asyncContext, this);
  }
  enterWith(store) {
    asyncContext = new RealMap(asyncContext);
    mapSet(asyncContext, this, store);
  }
  exit(call, ...values) {
    return this.run(undefined, call, ...values);
  }
  disable() {}
  static bind(call) {
    return within(asyncContext, call);
  }
  static snapshot() {
    const context = asyncContext;
    return (call, ...values) => within(context, call)(...values);
  }
}
class AsyncResource {
  runInAsyncScope(call, self, ...values) {
    return call.apply(self, values);
  }
  static bind(call) {
    return call;
  }
  bind(call) {
    return call;
  }
  emitDestroy() {}
  asyncId() {
    return 1;
  }
}
world.builtins.async_hooks = () => ({
  AsyncLocalStorage,
  AsyncResource,
  createHook: () => ({ enable() {}, disable() {} }),
  executionAsyncId: () => 1,
  triggerAsyncId: () => 0,
});
world.builtins.perf_hooks = () => ({
  performance: globalThis.performance,
  PerformanceObserver: class {
    observe() {}
    disconnect() {}
  },
  monitorEventLoopDelay: () => ({ enable() {}, disable() {}, mean: 0 }),
  constants: {},
});
// Worker threads: the module is run once more, in the same realm, with ports between the two.
class MessagePort extends EventEmitter {
  postMessage(message) {
    const other = this.other;
    const copy = message !== null && typeof message === "object" ? structuredClone(message) : message;
    setImmediateFn(() => {
      other.emit("message", copy);
      other.dispatch(copy);
    });
  }
  dispatch(message) {
    if (typeof this.onmessage === "function") this.onmessage({ data: message });
  }
  addEventListener(name, listener) {
    this.on(name, (message) => listener({ data: message }));
  }
  start() {}
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  close() {
    this.emit("close");
  }
}
class MessageChannel {
  port1 = new MessagePort();
  port2 = new MessagePort();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}
const WORKERS = 8;
class Worker extends MessagePort {
  constructor(file, options = {}) {
    super();
    const inner = new MessagePort();
    this.other = inner;
    inner.other = this;
    this.threadId = world.workers.length + 1;
    this.stdout = Readable.from([]);
    this.stderr = Readable.from([]);
    push(world.workers, { isMainThread: false, parentPort: inner, workerData: options.workerData ?? null, threadId: this.threadId, argv: options.argv });
    if (this.threadId > WORKERS) return;
    setImmediateFn(() => {
      this.emit("online");
      startWorker(file, options, this);
    });
  }
  terminate() {
    return RealPromise.resolve(0);
  }
}
const threadsModule = (inner) => ({
  isMainThread: true,
  parentPort: null,
  workerData: null,
  threadId: 0,
  ...inner,
  Worker,
  MessageChannel,
  MessagePort,
  SHARE_ENV: Symbol.for("nodejs.worker_threads.SHARE_ENV"),
  setEnvironmentData() {},
  getEnvironmentData() {},
  markAsUntransferable() {},
  receiveMessageOnPort() {},
});
world.builtins.worker_threads = () => threadsModule(world.currentWorker);
world.workers = [];
world.builtins.tty = () => ({ isatty: () => true, ReadStream: Readable, WriteStream: Writable });
world.builtins.v8 = () => ({
  getHeapStatistics: () => ({ heap_size_limit: 4e9, used_heap_size: 1e7, total_heap_size: 2e7 }),
  serialize: (v) => Buffer.from(JSON.stringify(v)),
  deserialize: (v) => JSON.parse(v.toString()),
  setFlagsFromString: quiet,
});
world.builtins.vm = () => ({
  runInThisContext: (text) => indirectEval(text),
  runInNewContext: (text, o) => Function(...Object.keys(o || {}), `return (${text})`)(...Object.values(o || {})),
  createContext: (o) => o,
  isContext: () => false,
  Script: class {
    constructor(text) {
      this.text = text;
    }
    runInThisContext() {
      return indirectEval(this.text);
    }
    runInNewContext() {
      return indirectEval(this.text);
    }
    runInContext() {
      return indirectEval(this.text);
    }
  },
  SourceTextModule: class {},
});
world.builtins.diagnostics_channel = () => ({
  channel: () => ({ hasSubscribers: false, publish: quiet, subscribe: quiet, unsubscribe: quiet }),
  subscribe: quiet,
  unsubscribe: quiet,
  hasSubscribers: () => false,
  tracingChannel: () => ({
    start: { hasSubscribers: false },
    hasSubscribers: false,
    traceSync: (f, c, self, ...v) => f.apply(self, v),
    tracePromise: (f, c, self, ...v) => f.apply(self, v),
  }),
});
world.builtins.process = () => world.process;
world.builtins.constants = () => ({});
world.builtins.punycode = () => ({
  toASCII: (t) => question("punycode", t) || t,
  toUnicode: (t) => t,
  encode: (t) => t,
  decode: (t) => t,
  ucs2: { decode: (t) => [...t].map((c) => c.codePointAt(0)), encode: (l) => fromCodePoint(...l) },
});
world.builtins.cluster = () => ({ isMaster: true, isPrimary: true, isWorker: false, on: quiet, fork: () => new EventEmitter() });
world.builtins.inspector = () => {
  world.suspect("inspector");
  return {
    url: () => undefined,
    open: quiet,
    close: quiet,
    Session: class extends EventEmitter {
      connect() {}
      post() {}
      disconnect() {}
    },
  };
};
world.builtins.test = () => Object.assign(quiet, { describe: quiet, it: quiet, test: quiet });
world.builtins.sea = () => ({
  isSea: () => false,
  getAsset: () => {
    throw fileError("ENOENT", "asset", "");
  },
});
world.suspect = (what) => {
  event("suspect", { what });
};
function structuredCloneFn(value, seen = new RealMap()) {
  if (typeof value === "function" || typeof value === "symbol") throw new DOMException("could not be cloned", "DataCloneError");
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  if (value instanceof RealDate) return new FakeDate(dateTime(value));
  if (value instanceof RealRegExp) return new RealRegExp(value.source, value.flags);
  if (isView(value)) return value.slice();
  const made = isArray(value) ? [] : value instanceof RealMap ? new RealMap() : value instanceof RealSet ? new RealSet() : {};
  seen.set(value, made);
  if (made instanceof RealMap) value.forEach((v, k) => made.set(structuredCloneFn(k, seen), structuredCloneFn(v, seen)));
  else if (made instanceof RealSet) value.forEach((v) => made.add(structuredCloneFn(v, seen)));
  else for (const key of Object.keys(value)) made[key] = structuredCloneFn(value[key], seen);
  return made;
}
globalThis.structuredClone = (value) => structuredCloneFn(value);
globalThis.global = globalThis;
defineProperty(globalThis, "navigator", {
  configurable: true,
  get: () => ({
    get language() {
      read("locale");
      return facts().locale;
    },
    get languages() {
      read("locale");
      return [facts().locale];
    },
    hardwareConcurrency: 4,
    get platform() {
      read("os_version");
      return "linux";
    },
    userAgent: "Node.js/22",
    onLine: true,
    sendBeacon: (url, body) => {
      send("beacon", "POST", url, [], bodyText(body));
      return true;
    },
  }),
});
