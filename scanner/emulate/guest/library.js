// The rest of the built-in modules, and what else is global.
world.builtins.perf_hooks = () => ({
  performance: globalThis.performance,
  PerformanceObserver: class {
    observe() {}
    disconnect() {}
  },
  monitorEventLoopDelay: () => ({ enable() {}, disable() {}, mean: 0 }),
  constants: {},
});
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
