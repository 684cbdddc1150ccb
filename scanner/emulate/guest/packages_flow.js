// Packages whose callbacks must run: limits, retries, queues, schedules, emitters, loggers, identifiers.
const limiting = () => {
  const limit = (run, ...values) => (async () => run(...values))();
  return Object.assign(limit, { activeCount: 0, pendingCount: 0, clearQueue() {}, concurrency: 1, map: (list, run) => RealPromise.all([...list].map((one, i) => run(one, i))) });
};
named(["p-limit"], () => both(limiting, { pLimit: limiting, limitFunction: (run) => run }));
const RETRIES = 3;
const retrying = async (run, options = {}) => {
  const most = Math.min(options.retries ?? options.numOfAttempts ?? options.maxAttempts ?? RETRIES, RETRIES);
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(typeof options === "object" && options.passesBail ? (error) => { throw error; } : attempt, attempt);
    } catch (error) {
      if (error instanceof Exit || attempt > most || (error && error.name === "AbortError") || (options.shouldRetry && !(await options.shouldRetry(error)))) throw error;
      if (options.onFailedAttempt) await options.onFailedAttempt(Object.assign(error, { attemptNumber: attempt, retriesLeft: most - attempt }));
      if (options.onRetry) options.onRetry(error, attempt);
      await timerPromises.setTimeout(options.minTimeout ?? options.startingDelay ?? 1000 * attempt);
    }
  }
};
class AbortedError extends RealError {}
named(["p-retry", "exponential-backoff", "ts-retry"], () => both(retrying, { pRetry: retrying, backOff: retrying, retry: retrying, AbortError: AbortedError }));
named(["async-retry", "promise-retry"], () => both((run, options) => (typeof run === "function" ? retrying((value) => run(value, 1), { ...options, passesBail: true }) : retrying(options, run))));
class WorkQueue extends EventEmitter {
  size = 0;
  pending = 0;
  async add(run) {
    return run({});
  }
  addAll(list) {
    return RealPromise.all(list.map((run) => run({})));
  }
  start() {
    return this;
  }
  pause() {}
  clear() {}
  async onIdle() {}
  async onEmpty() {}
  async schedule(...values) {
    return values.pop()();
  }
  wrap(run) {
    return run;
  }
  async execute(run) {
    return run({});
  }
  submit(run, ...values) {
    run(...values);
  }
  stop() {}
}
named(["p-queue", "bottleneck", "cockatiel", "limiter"], () => both(WorkQueue, { PQueue: WorkQueue, Bottleneck: WorkQueue }));
named(["p-map", "p-all", "p-series", "p-map-series"], () => both(async (list, run) => {
  const out = [];
  let i = 0;
  for await (const one of list) push(out, await (run ? run(one, i++) : typeof one === "function" ? one() : one));
  return out;
}));
named(["p-timeout", "p-event", "p-defer", "delay", "sleep-promise"], () => both(async (first) => (typeof first === "number" ? timerPromises.setTimeout(first) : first), { setTimeout: async (ms) => timerPromises.setTimeout(ms) }));
named(["eventemitter3", "eventemitter2", "emittery", "mitt", "nanoevents", "tseep"], () => both(new RealProxy(EventEmitter, { apply: () => new EventEmitter() }), { EventEmitter, EventEmitter2: EventEmitter, EventEmitter3: EventEmitter, createNanoEvents: () => new EventEmitter() }));
// A schedule comes due once.
const scheduled = (...values) => {
  const run = values.find((one) => typeof one === "function") ?? (values[0] && values[0].onTick);
  if (run) later(() => run(new FakeDate()), 60000);
  return chained({ running: true, nextRun: () => new FakeDate(virtualNow + 60000), nextDate: () => new FakeDate(virtualNow + 60000) });
};
class Schedule {
  constructor(...values) {
    return scheduled(...(values.length === 1 && values[0] ? [values[0], values[0].onTick] : values));
  }
}
named(["node-cron", "cron", "croner", "node-schedule"], () => both({ schedule: scheduled, scheduleJob: scheduled, validate: () => true, Cron: Schedule, CronJob: Object.assign(Schedule, { from: (o) => scheduled(o) }) }));
const immediate = (run) => Object.assign((...values) => run(...values), { cancel() {}, flush() {}, clear() {} });
named(["debounce", "throttleit", "lodash.debounce", "lodash.throttle", "throttle-debounce", "just-debounce-it", "perfect-debounce"], () => both((a, b) => immediate(typeof a === "function" ? a : b), { debounce: (a, b) => immediate(typeof a === "function" ? a : b), throttle: (a, b) => immediate(typeof a === "function" ? a : b) }));
const remembering = (run, options) => {
  const kept = new RealMap();
  return function (...values) {
    const key = options && options.cacheKey ? options.cacheKey(values) : jsonOf(values);
    if (!mapHas(kept, key)) mapSet(kept, key, apply(run, this, values));
    return mapGet(kept, key);
  };
};
named(["mem", "memoize", "p-memoize", "memoizee", "fast-memoize", "micro-memoize", "memoize-one", "lodash.memoize", "onetime", "once"], () => both(remembering, { memoize: remembering, memoizeWithArgs: remembering }));
class Cache extends RealMap {
  constructor(options) {
    super();
    define(this, "options", options);
  }
  peek(key) {
    return this.get(key);
  }
  take(key) {
    const value = this.get(key);
    this.delete(key);
    return value;
  }
  del(key) {
    return this.delete(key);
  }
  mset(list) {
    for (const one of list) this.set(one.key, one.val);
  }
  flushAll() {
    this.clear();
  }
  dump() {
    return [...this];
  }
  close() {}
}
named(["lru-cache", "node-cache", "quick-lru", "tiny-lru", "keyv", "@isaacs/ttlcache", "map-expire"], () => both(Cache, { LRUCache: Cache, lru: () => new Cache(), Keyv: Cache, NodeCache: Cache, TTLCache: Cache }));
// Loggers print.
const levelNames = ["trace", "debug", "verbose", "silly", "http", "info", "log", "success", "start", "ready", "box", "notice", "warn", "warning", "error", "fatal", "critical", "note", "pending", "complete", "await", "star", "fav"];
function loggerOf(name = "stderr") {
  const write = (...values) => event("print", { stream: name, text: format(...values) + "\n" });
  const made = { level: "info", levels: {}, bindings: () => ({}), isLevelEnabled: () => true, isDebugEnabled: () => false, child: () => loggerOf(name), getLogger: () => loggerOf(name), getChildCategory: () => loggerOf(name), getSubLogger: () => loggerOf(name), withTag: () => loggerOf(name), scope: () => loggerOf(name), extend: () => loggerOf(name), create: () => loggerOf(name), createInstance: () => loggerOf(name), add: () => made, remove: () => made, configure() {}, on: () => made, flush: (call) => typeof call === "function" && call(), end() {}, close() {}, silent() {}, profile() {}, startTimer: () => ({ done() {} }), setLevel() {}, getLevel: () => 2, setDefaultLevel() {}, methodFactory: () => write, prompt: async () => facts().prompt };
  for (const level of levelNames) made[level] = level === "trace" || level === "debug" || level === "verbose" || level === "silly" ? () => {} : write;
  return made;
}
const levelsOf = { values: { info: 30 }, labels: { 30: "info" } };
named(["pino", "pino-pretty", "pino-http"], () => both(Object.assign(() => loggerOf(), { pino: () => loggerOf(), destination: () => ({ write() {} }), transport: () => ({}), multistream: () => ({}), stdTimeFunctions: {}, stdSerializers: { err: (e) => e }, levels: levelsOf, final: (l, run) => run, pino_: true })));
const winstonFormat = () => {
  const one = new RealProxy((run) => Object.assign(() => one, { run }), { get: (target, key) => (key === "then" || key === "prototype" ? target[key] : () => one) });
  return one;
};
const transportClass = class Transport extends EventEmitter {};
named(["winston", "winston-daily-rotate-file", "winston-transport"], () => both({ ...loggerOf(), createLogger: () => loggerOf(), format: winstonFormat(), transports: { Console: transportClass, File: transportClass, Http: transportClass, Stream: transportClass, DailyRotateFile: transportClass }, addColors() {}, config: { npm: { levels: {} }, syslog: { levels: {} } }, Transport: transportClass }));
named(["consola", "consola/basic", "signale", "loglevel", "log4js", "bunyan", "tslog", "roarr", "@std/log", "electron-log", "npmlog", "fancy-log", "@logtape/logtape", "loglevelnext", "ulog", "abslog", "tracer", "caterpillar"], () => {
  const one = loggerOf("stdout");
  class Logger {
    constructor() {
      Object.assign(this, one);
    }
  }
  return both(Object.assign((...values) => one.info(...values), one), { consola: one, createConsola: () => one, createLogger: () => one, getLogger: () => one, configure: () => one, Signale: Logger, Logger, LogLevels: {}, ConsoleTransport: class {}, getConsoleSink: () => () => {} });
});
named(["debug", "obug", "debug-logfmt", "@std/debug"], () => {
  const make = (name) => {
    const wanted = RealString(environmentValue("DEBUG") ?? "");
    const isOn = wanted && anyMatch(name, nativeSplit(wanted, /[\s,]+/).map((one) => one || "-"));
    const log = Object.assign((...values) => isOn && event("print", { stream: "stderr", text: `  ${name} ${format(...values)}\n` }), { enabled: !!isOn, namespace: name, extend: (more) => make(`${name}:${more}`), destroy() {}, log() {}, color: "0" });
    return log;
  };
  return both(make, { debug: make, createDebug: make, enable() {}, disable: () => "", enabled: () => false, formatters: {}, log() {}, humanize: (ms) => ms + "ms", names: [], skips: [] });
});
// Identifiers.
const randomText = (size, alphabet) => {
  let out = "";
  for (let i = 0; i < size; i++) out += alphabet[Math.floor(random() * alphabet.length)];
  return out;
};
const WEB_ALPHABET = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict";
const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
const uuidOf = (version, bytes) => {
  bytes[6] = (bytes[6] & 15) | (version << 4);
  bytes[8] = (bytes[8] & 63) | 128;
  const t = hexText(bytes);
  return `${slice(t, 0, 8)}-${slice(t, 8, 12)}-${slice(t, 12, 16)}-${slice(t, 16, 20)}-${slice(t, 20, 32)}`;
};
const uuidBytes = (text) => base64Bytes(Buffer.from(replaceText(text, /-/g, ""), "hex").toString("base64"));
const nameUuid = (version, algorithm) => Object.assign((name, space) => uuidOf(version, RealUint8Array.from(digestBytes(algorithm, joinAll([typeof space === "string" ? RealUint8Array.from(uuidBytes(space)) : RealUint8Array.from(space), RealUint8Array.from(utf8Bytes(RealString(name)))])).slice(0, 16))), { DNS: "6ba7b810-9dad-11d1-80b4-00c04fd430c8", URL: "6ba7b811-9dad-11d1-80b4-00c04fd430c8" });
const timeUuid = () => {
  const bytes = fillRandom(new RealUint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(virtualNow / 2 ** (40 - 8 * i)) % 256;
  return uuidOf(7, bytes);
};
const isUuid = (text) => testRegExp(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, RealString(text));
named(["uuid", "uuidv4", "uuid-random"], () => both(() => randomUUID(), { v1: () => uuidOf(1, fillRandom(new RealUint8Array(16))), v3: nameUuid(3, "md5"), v4: () => randomUUID(), v5: nameUuid(5, "sha1"), v6: timeUuid, v7: timeUuid, validate: isUuid, version: (text) => parseInt(text[14], 16), parse: (text) => RealUint8Array.from(uuidBytes(text)), stringify: (bytes) => uuidOf(bytes[6] >> 4, RealUint8Array.from(bytes)), NIL: "00000000-0000-0000-0000-000000000000", uuid: () => randomUUID(), uuidv4: () => randomUUID() }));
for (const version of ["v1", "v3", "v4", "v5", "v7"]) world.clients["uuid/" + version] = () => both(world.clients.uuid()[version]);
named(["uuidv7"], () => both(timeUuid, { uuidv7: timeUuid }));
named(["nanoid", "nanoid/non-secure", "@paralleldrive/cuid2", "cuid", "ulid", "ulidx", "short-uuid", "shortid", "crypto-random-string", "uid", "hyperid", "ksuid", "random-string"], () => {
  const make = (size) => randomText(typeof size === "number" ? size : ((size && size.length) ?? 21), WEB_ALPHABET);
  return both(make, { nanoid: make, customAlphabet: (alphabet, size = 21) => (more = size) => randomText(more, alphabet), customRandom: (alphabet, size) => () => randomText(size, alphabet), urlAlphabet: WEB_ALPHABET, createId: () => randomText(24, LETTERS), init: () => () => randomText(24, LETTERS), isCuid: () => true, cuid: () => "c" + randomText(24, LETTERS), ulid: () => randomText(26, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), monotonicFactory: () => () => randomText(26, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), generate: () => make(10), uid: (size = 11) => randomText(size, LETTERS) });
});
// Pools of workers: the module is loaded here, and its function does the work.
class WorkerPool extends EventEmitter {
  threads = [];
  completed = 0;
  constructor(options = {}) {
    super();
    define(this, "options", typeof options === "string" ? { filename: options } : options);
  }
  async run(task, more = {}) {
    const file = more.filename ?? this.options.filename;
    const found = await importFrom("/")(replaceText(RealString(file), /^file:\/\//, ""));
    const run = (more.name && found[more.name]) ?? (this.options.name && found[this.options.name]) ?? (typeof found === "function" ? found : found.default);
    return typeof run === "function" ? run(task) : undefined;
  }
  runTask(task) {
    return this.run(task);
  }
  exec(name, values) {
    return typeof name === "function" ? (async () => name(...(values ?? [])))() : this.run(values, { name });
  }
  queueTask(task) {
    return this.run(task);
  }
  async recycleWorkers() {}
  async destroy() {}
  async close() {}
  async terminate() {}
}
named(["tinypool", "piscina", "workerpool", "poolifier", "jest-worker"], () => both(WorkerPool, { Tinypool: WorkerPool, Piscina: WorkerPool, pool: (file) => new WorkerPool(file), FixedThreadPool: WorkerPool, DynamicThreadPool: WorkerPool, Worker: WorkerPool, workerId: 1, isWorkerThread: false, workerData: undefined, worker() {} }));
