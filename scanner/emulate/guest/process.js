// process: the environment, standard streams, and how a program ends.
const facts = () => world.facts;
// What the user writes: several lines where he writes much, which `prompt` puts on one.
const usersText = () => facts().text ?? facts().prompt;
const environmentSeen = new RealMap();
function environmentValue(name) {
  if (!mapHas(environmentSeen, name)) {
    const known = getOwnPropertyDescriptor(facts().environment, name);
    if (known) known.value[1].forEach(read);
    mapSet(environmentSeen, name, known ? known.value[0] : question("env", name));
  }
  const value = mapGet(environmentSeen, name);
  return value === null ? undefined : value;
}
const environmentSet = Object.create(null); // what the program put there
const environment = new RealProxy(environmentSet, {
  get: (target, name) => (typeof name !== "string" ? undefined : name in target ? target[name] : environmentValue(name)),
  set(target, name, value) {
    target[name] = RealString(value);
    return true;
  },
  has: (target, name) => name in target || (typeof name === "string" && environmentValue(name) !== undefined),
  deleteProperty(target, name) {
    delete target[name];
    mapSet(environmentSeen, name, null);
    return true;
  },
  ownKeys(target) {
    world.isSwept = true;
    return [...new RealSet([...facts().exported, ...ownKeys(target)])];
  },
  getOwnPropertyDescriptor(target, name) {
    const value = typeof name !== "string" ? undefined : name in target ? target[name] : environmentValue(name);
    return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
  },
});
class Exit extends RealError {}
function uncaught(error) {
  if (error instanceof Exit) return;
  const handled = world.process && (world.process.listenerCount("uncaughtException") || world.process.listenerCount("unhandledRejection"));
  if (handled) {
    try {
      world.process.emit(world.process.listenerCount("uncaughtException") ? "uncaughtException" : "unhandledRejection", error);
      return;
    } catch (second) {
      error = second;
    }
  }
  event("error", {
    text: error instanceof RealError ? `${error.name}: ${error.message}` : jsonOf(error),
    stack: error instanceof RealError ? RealString(error.stack).slice(0, 400) : "",
  });
}
const outStream = (name, fd) => {
  const made = new Writable({
    decodeStrings: false,
    write(chunk, encoding, done) {
      const text = bodyText(chunk);
      world.latestPrint = text;
      if (fd !== 1 || !takeAnswers(text)) event("print", { stream: name, text });
      done();
    },
    destroy(error, done) {
      done();
    },
  });
  const isTerminal = !facts().is_redirected;
  return Object.assign(made, {
    fd,
    isTTY: isTerminal || undefined,
    _type: "tty",
    _isStdio: true,
    columns: 80,
    rows: 24,
    getColorDepth: () => 1,
    hasColors: () => false,
    getWindowSize: () => [80, 24],
    ...terminalMoves,
    ref: () => made,
    unref: () => made,
    _handle: { setBlocking() {} },
  });
};
// Standard input: what the user types, then what a client says to a server that speaks JSON, then the end.
function inStream() {
  let isTyped = false;
  if (facts().edits) startEditing();
  else if (facts().talks && facts().stdin === null) startTalk();
  const typed = () => Buffer.from(facts().stdin ?? facts().prompt + "\n");
  const made = new Readable({
    read() {
      if (!isTyped && !talk.isOn) {
        isTyped = true;
        this.push(typed());
        return;
      }
      isTyped = true;
      const next = () => {
        const text = nextMessage();
        if (text === undefined) setTimeoutFn(next, 1);
        else this.push(text === null ? null : Buffer.from(text));
      };
      setTimeoutFn(next, 1);
    },
  });
  return Object.assign(made, {
    fd: 0,
    isTTY: facts().stdin === null && !facts().edits ? true : undefined,
    isRaw: false,
    setRawMode: (on) => Object.assign(made, { isRaw: !!on }),
    ref: () => made,
    unref: () => made,
  });
}
const hrtime = (before) => {
  const ms = performance.now();
  const seconds = Math.floor(ms / 1000),
    rest = Math.floor((ms % 1000) * 1e6);
  if (!before) return [seconds, rest];
  const passed = (seconds - before[0]) * 1e9 + rest - before[1];
  return [Math.floor(passed / 1e9), passed % 1e9];
};
hrtime.bigint = () => BigInt(Math.floor(performance.now() * 1e6));
const changedFolder = { path: null };
const folderNow = () => changedFolder.path ?? facts().cwd;
function exitNow(code) {
  const status = code ?? world.process.exitCode ?? 0;
  if (!world.hasExited && !world.isExiting) {
    world.isExiting = true;
    try {
      world.process.exitCode = status;
      world.process.emit("exit", status);
    } catch (error) {
      uncaught(error);
    }
    event("exit", { code: status });
    world.isExiting = false;
    world.hasExited = true;
  }
  throw new Exit("exit");
}
const processMethods = {
  cwd: folderNow,
  chdir(path) {
    changedFolder.path = posix.resolve(path);
  },
  umask: () => 18,
  uptime: () => performance.now() / 1000,
  hrtime,
  memoryUsage: Object.assign(() => ({ rss: 5e7, heapTotal: 2e7, heapUsed: 1e7, external: 1e6, arrayBuffers: 1e5 }), { rss: () => 5e7 }),
  constrainedMemory: () => 0,
  availableMemory: () => 8e9,
  cpuUsage: () => ({ user: 1000, system: 100 }),
  resourceUsage: () => ({ userCPUTime: 1000, systemCPUTime: 100, maxRSS: 50000, fsRead: 0, fsWrite: 0 }),
  nextTick: (callback, ...values) => soon(callback, ...values),
  exit: exitNow,
  reallyExit: exitNow,
  abort: () => exitNow(134),
  kill(pid, signal) {
    if (pid === world.process.pid && signal !== 0 && !world.process.emit(signal ?? "SIGTERM", signal ?? "SIGTERM")) exitNow(143);
    return true;
  },
  getuid: () => 1000,
  geteuid: () => 1000,
  getgid: () => 1000,
  getegid: () => 1000,
  getgroups: () => [1000],
  setuid() {},
  setgid() {},
  emitWarning(warning, type, code) {
    const error = warning instanceof RealError ? warning : Object.assign(new RealError(warning), { name: (type && type.type) || (typeof type === "string" && type) || "Warning" });
    if (code || (type && type.code)) error.code = code || type.code;
    soon(() => world.process.emit("warning", error));
  },
  binding: () => ({}),
  dlopen() {
    throw nodeError(RealError, "ERR_DLOPEN_FAILED", "cannot open shared object file");
  },
  setUncaughtExceptionCaptureCallback() {},
  hasUncaughtExceptionCaptureCallback: () => false,
  getActiveResourcesInfo: () => [],
  setSourceMapsEnabled() {},
  loadEnvFile(path = ".env") {
    for (const [name, value] of Object.entries(parseEnv(readText(path)))) if (environment[name] === undefined) environment[name] = value;
  },
  getBuiltinModule: (name) => (name.replace(/^node:/, "") in world.builtins ? builtin(name) : undefined),
};
// What a run counts and keeps, laid back: slices are called for one persona after the other in the same memory.
function forgetRun() {
  changedFolder.path = null;
  world.isExiting = false;
  world.latestPrint = undefined;
  for (const name of ownKeys(environmentSet)) delete environmentSet[name];
  for (const map of [listening, openInterfaces, channels, counts]) map.clear();
  performanceEntries.length = 0;
  nextPort = 40000;
  childCount = formCount = temporaryCount = lodashCount = 0;
  nextDescriptor = 10;
  groupIndent = "";
  beginTalk();
}
// What the process tells of itself and of its machine. Who takes a part of it reads that part.
const reportOf = () => ({
  header: {
    reportVersion: 3, event: "JavaScript API", trigger: "GetReport", cwd: facts().cwd, commandLine: ["node", ...facts().argv.slice(1)], nodejsVersion: "v22.21.1", wordSize: 64, arch: facts().arch, platform: facts().platform, osName: facts().platform === "win32" ? "Windows_NT" : "Linux", osMachine: "x86_64", glibcVersionRuntime: "2.36",
    get osRelease() {
      return answered("os_version", facts().os_version);
    },
    get osVersion() {
      return answered("os_version", "#1 SMP " + facts().os_version);
    },
    get host() {
      return answered("host_name", facts().host_name);
    },
    get networkInterfaces() {
      const { address, mac } = networkCard();
      return [{ name: "eth0", internal: false, mac, address, netmask: "255.255.255.0", family: "IPv4" }];
    },
    cpus: [],
  },
  javascriptHeap: {},
  resourceUsage: {},
  userLimits: {},
  sharedObjects: [],
  libuv: [],
  workers: [],
  environmentVariables: environment,
});
function makeProcess() {
  const made = new EventEmitter();
  forgetRun();
  const signal = (name, reads, value) =>
    defineProperty(made, name, {
      get() {
        reads.forEach(read);
        return value();
      },
      set(v) {
        define(made, name, v);
      },
      configurable: true,
      enumerable: true,
    });
  signal("platform", ["os_version"], () => facts().platform);
  signal("arch", ["os_version"], () => facts().arch);
  // The streams are made when they are first asked for: most runs use one of them.
  for (const [name, make] of [["stdin", inStream], ["stdout", () => outStream("stdout", 1)], ["stderr", () => outStream("stderr", 2)]]) {
    let stream;
    defineProperty(made, name, { get: () => (stream ??= make()), set: (value) => (stream = value), configurable: true, enumerable: true });
  }
  define(made, Symbol.toStringTag, "process");
  return Object.assign(made, processMethods, {
    env: environment,
    argv: [...facts().argv],
    argv0: "node",
    execPath: "/usr/local/bin/node",
    execArgv: [],
    pid: 4242,
    ppid: 4241,
    title: "node",
    debugPort: 9229,
    exitCode: undefined,
    version: "v22.21.1",
    versions: { node: "22.21.1", acorn: "8.12.1", ares: "1.33.1", brotli: "1.1.0", icu: "75.1", llhttp: "9.2.1", modules: "127", napi: "9", nghttp2: "1.62.1", openssl: "3.0.15+quic", tz: "2024b", undici: "6.20.0", unicode: "15.1", uv: "1.48.0", v8: "12.4.254.21-node.33", zlib: "1.3.0.1-motley-71660e1" },
    release: { name: "node", lts: "Jod", sourceUrl: "", headersUrl: "" },
    config: { target_defaults: {}, variables: {} },
    features: { inspector: true, debug: false, uv: true, ipv6: true, tls: true, typescript: false },
    report: { directory: "", filename: "", compact: false, excludeEnv: false, excludeNetwork: false, getReport: reportOf, writeReport: () => put("write", facts().cwd + "/report.json", jsonOf({ header: { host: reportOf().header.host } })) && "report.json" },
    allowedNodeEnvironmentFlags: new RealSet(),
    permission: { has: () => true },
    finalization: { register() {}, registerBeforeExit() {}, unregister() {} },
    stdio: undefined,
    mainModule: undefined,
  });
}
world.builtins.process = () => world.process;
