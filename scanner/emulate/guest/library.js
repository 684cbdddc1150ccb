// The rest of the built-in modules, and what else is global.
// Times: the clock of the world, marks and what lies between them.
const performanceEntries = [];
class PerformanceEntry {
  constructor(name, entryType, startTime, duration, detail) {
    Object.assign(this, { name, entryType, startTime, duration, detail: detail ?? null });
  }
  toJSON() {
    return { ...this };
  }
}
class PerformanceObserver {
  static supportedEntryTypes = ["function", "gc", "http", "mark", "measure", "resource"];
  observe() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}
const timeOf = (mark) => (typeof mark === "number" ? mark : (performanceEntries.filter((one) => one.name === mark).pop() || { startTime: 0 }).startTime);
const keepEntry = (entry) => {
  push(performanceEntries, entry);
  return entry;
};
const clearEntries = (kind) => (name) => {
  for (let i = performanceEntries.length - 1; i >= 0; i--)
    if (performanceEntries[i].entryType === kind && (name === undefined || performanceEntries[i].name === name)) performanceEntries.splice(i, 1);
};
const monitor = () => ({ enable: () => true, disable: () => true, reset() {}, percentile: () => 1, min: 0, max: 1, mean: 1, stddev: 0 });
Object.assign(globalThis.performance, {
  mark: (name, o) => keepEntry(new PerformanceEntry(name, "mark", (o && o.startTime) ?? performance.now(), 0, o && o.detail)),
  measure(name, from, to) {
    const o = from && typeof from === "object" ? from : { start: from, end: to };
    const start = o.start === undefined ? 0 : timeOf(o.start),
      end = o.end === undefined ? performance.now() : timeOf(o.end);
    return keepEntry(new PerformanceEntry(name, "measure", start, end - start, o.detail));
  },
  clearMarks: clearEntries("mark"),
  clearMeasures: clearEntries("measure"),
  clearResourceTimings() {},
  getEntries: () => [...performanceEntries],
  getEntriesByName: (name, kind) => performanceEntries.filter((one) => one.name === name && (kind === undefined || one.entryType === kind)),
  getEntriesByType: (kind) => performanceEntries.filter((one) => one.entryType === kind),
  timerify: (run) => run,
  eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
  nodeTiming: { name: "node", startTime: 0, duration: 1, bootstrapComplete: 1, environment: 1, loopStart: 1, v8Start: 0 },
});
world.builtins.perf_hooks = () => ({ performance: globalThis.performance, PerformanceObserver, PerformanceEntry, monitorEventLoopDelay: monitor, createHistogram: monitor, constants: {} });
class TerminalOutput extends Writable {
  isTTY = true;
  columns = 80;
  rows = 24;
}
class TerminalInput extends Readable {
  isTTY = true;
  isRaw = false;
}
for (const [name, run] of Object.entries({ getColorDepth: () => 1, hasColors: () => false, getWindowSize: () => [80, 24], ...terminalMoves })) define(TerminalOutput.prototype, name, run);
define(TerminalInput.prototype, "setRawMode", function (on) {
  this.isRaw = !!on;
  return this;
});
world.builtins.tty = () => ({ isatty: (fd) => (fd === 0 ? facts().stdin === null : fd <= 2), ReadStream: TerminalInput, WriteStream: TerminalOutput });
const heap = { total_heap_size: 2e7, total_heap_size_executable: 262144, total_physical_size: 2e7, total_available_size: 4.3e9, used_heap_size: 1e7, heap_size_limit: 4345298944, malloced_memory: 262320, peak_malloced_memory: 571392, does_zap_garbage: 0, number_of_native_contexts: 1, number_of_detached_contexts: 0 };
world.builtins.v8 = () => ({
  getHeapStatistics: () => ({ ...heap }),
  getHeapSpaceStatistics: () => [],
  getHeapCodeStatistics: () => ({}),
  getHeapSnapshot: () => Readable.from(["{}"]),
  writeHeapSnapshot: () => "",
  cachedDataVersionTag: () => 1,
  serialize: (value) => Buffer.from(jsonOf(value)),
  deserialize: (bytes) => parseJson(utf8Text(viewOf(bytes))),
  setFlagsFromString: quiet,
  takeCoverage: quiet,
  stopCoverage: quiet,
  startupSnapshot: { isBuildingSnapshot: () => false, addDeserializeCallback() {}, setDeserializeMainFunction() {} },
});
// A script in a context of its own sees the context's names before the globals; what it declares stays in the context.
function runInContext(text, context) {
  const names = Object.keys(context || {}).filter((name) => isWord(name));
  const scope = "__unmask_scope";
  const declared = [...RealString(text).matchAll(/(?:^|[;\n])\s*(?:var|let|const|function\*?|class|async function)\s+([A-Za-z_$][\w$]*)/g)].map((m) => m[1]);
  const keep = [...new RealSet([...names, ...declared])].map((name) => `try { ${scope}[${quoted(name)}] = ${name}; } catch (e) {}`).join("");
  const lead = names.filter((name) => !declared.includes(name)).map((name) => `var ${name} = ${scope}[${quoted(name)}];`).join("");
  const run = indirectEval(`(function (${scope}) { ${lead} let __unmask_value; try { __unmask_value = eval(${quoted(RealString(text))}); } finally { ${keep} } return __unmask_value; })`);
  return apply(run, context, [context || {}]);
}
class Script {
  constructor(text) {
    define(this, "text", RealString(text));
    this.cachedDataRejected = undefined;
  }
  runInThisContext() {
    return indirectEval(this.text);
  }
  runInNewContext(context) {
    return runInContext(this.text, context);
  }
  runInContext(context) {
    return runInContext(this.text, context);
  }
  createCachedData() {
    return Buffer.alloc(0);
  }
}
const contexts = new WeakSet();
world.builtins.vm = () => ({
  runInThisContext: (text) => indirectEval(RealString(text)),
  runInNewContext: (text, context) => runInContext(text, context ?? {}),
  runInContext,
  createContext: (context = {}) => {
    contexts.add(context);
    return context;
  },
  isContext: (context) => contexts.has(context),
  compileFunction: (text, names = []) => Function(...names, text),
  measureMemory: async () => ({}),
  constants: {},
  Script,
  SourceTextModule: class {},
  SyntheticModule: class {},
});
class Channel {
  #subscribers = [];
  constructor(name) {
    this.name = name;
  }
  get hasSubscribers() {
    return this.#subscribers.length > 0;
  }
  subscribe(call) {
    push(this.#subscribers, call);
  }
  unsubscribe(call) {
    const at = this.#subscribers.indexOf(call);
    if (at >= 0) this.#subscribers.splice(at, 1);
    return at >= 0;
  }
  publish(message) {
    for (const call of this.#subscribers) call(message, this.name);
  }
  bindStore() {}
  unbindStore() {}
  runStores(data, call, self, ...values) {
    return apply(call, self, values);
  }
}
const channels = new RealMap();
const channelOf = (name) => {
  if (!mapHas(channels, name)) mapSet(channels, name, new Channel(name));
  return mapGet(channels, name);
};
const tracing = (name) => {
  const parts = Object.fromEntries(["start", "end", "asyncStart", "asyncEnd", "error"].map((part) => [part, channelOf(`tracing:${name}:${part}`)]));
  return {
    ...parts,
    get hasSubscribers() {
      return Object.values(parts).some((one) => one.hasSubscribers);
    },
    subscribe: (calls) => Object.keys(calls).forEach((part) => parts[part].subscribe(calls[part])),
    unsubscribe: (calls) => Object.keys(calls).forEach((part) => parts[part].unsubscribe(calls[part])),
    traceSync: (call, context, self, ...values) => apply(call, self, values),
    tracePromise: (call, context, self, ...values) => apply(call, self, values),
    traceCallback: (call, place, context, self, ...values) => apply(call, self, values),
  };
};
world.builtins.diagnostics_channel = () => ({
  channel: channelOf,
  subscribe: (name, call) => channelOf(name).subscribe(call),
  unsubscribe: (name, call) => channelOf(name).unsubscribe(call),
  hasSubscribers: (name) => channelOf(name).hasSubscribers,
  tracingChannel: tracing,
  Channel,
});
world.builtins.constants = () => ({ ...fsModule.constants, SIGINT: 2, SIGTERM: 15, SIGKILL: 9, SIGHUP: 1 });
world.builtins.cluster = () => ({ isMaster: true, isPrimary: true, isWorker: false, on: quiet, fork: () => new EventEmitter() });
class InspectorSession extends EventEmitter {
  connect() {}
  connectToMainThread() {}
  post(...values) {
    const done = values.at(-1);
    if (typeof done === "function") done(null, {});
  }
  disconnect() {}
}
const inspectorWith = (Session) => () => ({
  url: () => {
    world.suspect("inspector");
    return undefined;
  },
  open: quiet,
  close: quiet,
  waitForDebugger: quiet,
  console,
  Session,
});
world.builtins.inspector = inspectorWith(InspectorSession);
world.builtins["inspector/promises"] = inspectorWith(
  class extends InspectorSession {
    async post() {
      return {};
    }
  },
);
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
const cloneFailure = (value) => new DOMException(`${typeof value === "function" ? functionText(value) : RealString(value)} could not be cloned.`, "DataCloneError");
function structuredCloneFn(value, seen = new RealMap()) {
  if (typeof value === "function" || typeof value === "symbol") throw cloneFailure(value);
  if (typeof value !== "object" || value === null) return value;
  if (mapHas(seen, value)) return mapGet(seen, value);
  const copy = (item) => structuredCloneFn(item, seen);
  if (value instanceof RealDate) return new FakeDate(dateTime(value));
  if (value instanceof RealRegExp) return new RealRegExp(value.source, value.flags);
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof DataView) return new DataView(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
  if (isView(value)) return Buffer.isBuffer(value) ? RealUint8Array.from(value) : value.slice();
  if (value instanceof Number || value instanceof RealString || value instanceof Boolean) return Object(value.valueOf());
  if (value instanceof WeakMap || value instanceof WeakSet || value instanceof RealPromise) throw cloneFailure("#<" + nameOfClass(value) + ">");
  if (value instanceof Blob || value instanceof MessagePort || value instanceof CryptoKey) return value;
  if (value instanceof RealError) {
    const kind = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].find((one) => value.name === one.name) ?? RealError;
    const made = new kind(value.message);
    mapSet(seen, value, made);
    if (Object.hasOwn(value, "cause")) define(made, "cause", copy(value.cause));
    define(made, "stack", value.stack);
    return made;
  }
  const made = isArray(value) ? new Array(value.length) : value instanceof RealMap ? new RealMap() : value instanceof RealSet ? new RealSet() : {};
  mapSet(seen, value, made);
  if (made instanceof RealMap) mapForEach(value, (item, key) => mapSet(made, copy(key), copy(item)));
  else if (made instanceof RealSet) setForEach(value, (item) => setAdd(made, copy(item)));
  else for (const key of Object.keys(value)) made[key] = copy(value[key]);
  return made;
}
define(globalThis, "structuredClone", (...values) => {
  if (!values.length) throw nodeError(TypeError, "ERR_MISSING_ARGS", "The 'value' argument must be specified");
  return structuredCloneFn(values[0]);
});
for (const [name, value] of Object.entries({
  global: globalThis,
  MessageChannel,
  MessagePort,
  BroadcastChannel: class BroadcastChannel extends MessagePort {
    constructor(name) {
      super();
      this.name = name;
      this.other = new EventEmitter();
      this.other.dispatch = () => {};
    }
  },
  reportError: (error) => uncaught(error),
  PerformanceObserver,
}))
  define(globalThis, name, value);
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
      send("beacon", "POST", whole(RealString(url)), [], bodyText(body));
      return true;
    },
  }),
});
