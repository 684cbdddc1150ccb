// process, os, fs, path, child_process: the persona's machine.
const facts = () => world.facts;
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
const environment = new RealProxy(Object.create(null), {
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
  ownKeys: (target) => [...new RealSet([...facts().exported, ...ownKeys(target)])],
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
  const made = new Writable();
  made._write = (chunk, encoding, done) => {
    event("print", { stream: name, text: bodyText(chunk) });
    done();
  };
  return Object.assign(made, {
    fd,
    isTTY: true,
    columns: 80,
    rows: 24,
    getColorDepth: () => 1,
    hasColors: () => false,
    getWindowSize: () => [80, 24],
    cursorTo() {},
    clearLine() {},
    moveCursor() {},
    _handle: { setBlocking() {} },
  });
};
function makeProcess() {
  const made = new EventEmitter();
  const stdin = new Readable();
  stdin.isTTY = facts().stdin === null ? true : undefined;
  stdin.setRawMode = () => stdin;
  stdin.fd = 0;
  stdin.push(Buffer.from(facts().stdin ?? facts().prompt + "\n"));
  stdin.push(null);
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
  return Object.assign(made, {
    env: environment,
    argv: [...facts().argv],
    argv0: "node",
    execPath: "/usr/local/bin/node",
    execArgv: [],
    pid: 4242,
    ppid: 4241,
    title: "node",
    exitCode: undefined,
    version: "v22.11.0",
    versions: { node: "22.11.0", v8: "12.4.254.21-node.21", modules: "127", openssl: "3.0.15" },
    release: { name: "node", lts: "Jod" },
    config: { variables: {} },
    features: {},
    stdin,
    stdout: outStream("stdout", 1),
    stderr: outStream("stderr", 2),
    cwd: () => facts().cwd,
    chdir() {},
    umask: () => 18,
    uptime: () => 1,
    hrtime: Object.assign(
      (before) => {
        const ms = performance.now();
        return before ? [0, 10000] : [Math.floor(ms / 1000), ((ms % 1000) * 1e6) | 0];
      },
      { bigint: () => BigInt(Math.floor(performance.now() * 1e6)) },
    ),
    memoryUsage: Object.assign(() => ({ rss: 5e7, heapTotal: 2e7, heapUsed: 1e7, external: 1e6, arrayBuffers: 1e5 }), { rss: () => 5e7 }),
    cpuUsage: () => ({ user: 1000, system: 100 }),
    resourceUsage: () => ({}),
    nextTick: (callback, ...values) => {
      queueMicrotask(() => {
        try {
          callback(...values);
        } catch (error) {
          uncaught(error);
        }
      });
    },
    exit(code) {
      event("exit", { code: code ?? 0 });
      world.hasExited = true;
      throw new Exit("exit");
    },
    reallyExit(code) {
      this.exit(code);
    },
    abort() {
      this.exit(134);
    },
    kill() {
      return true;
    },
    getuid: () => 1000,
    geteuid: () => 1000,
    getgid: () => 1000,
    getegid: () => 1000,
    getgroups: () => [1000],
    emitWarning() {},
    binding: () => ({}),
    setUncaughtExceptionCaptureCallback() {},
    hasUncaughtExceptionCaptureCallback: () => false,
    report: {},
    allowedNodeEnvironmentFlags: new RealSet(),
    getActiveResourcesInfo: () => [],
    setSourceMapsEnabled() {},
    permission: { has: () => true },
    getBuiltinModule: (name) => builtin(name),
  });
}
const answered = (signal, value) => {
  read(signal);
  return value;
};
world.builtins.os = () => ({
  hostname: () => answered("host_name", facts().host_name),
  platform: () => answered("os_version", facts().platform),
  type: () => answered("os_version", facts().platform === "win32" ? "Windows_NT" : "Linux"),
  release: () => answered("os_version", facts().os_version),
  version: () => answered("os_version", "#1 SMP " + facts().os_version),
  arch: () => answered("os_version", facts().arch),
  machine: () => "x86_64",
  homedir: () => facts().home,
  tmpdir: () => "/tmp",
  endianness: () => "LE",
  EOL: "\n",
  devNull: "/dev/null",
  uptime: () => 86400,
  loadavg: () => [0.1, 0.1, 0.1],
  totalmem: () => 17179869184,
  freemem: () => 8589934592,
  availableParallelism: () => 4,
  cpus: () => Array.from({ length: 4 }, () => ({ model: "Processor", speed: 2400, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } })),
  userInfo: () => answered("user_name", { username: facts().user_name, uid: 1000, gid: 1000, shell: "/bin/bash", homedir: facts().home }),
  networkInterfaces: () =>
    answered("mac_address", {
      eth0: [
        {
          address: "192.0.2.17",
          netmask: "255.255.255.0",
          family: "IPv4",
          mac: facts().mac_address,
          internal: false,
          cidr: "192.0.2.17/24",
        },
      ],
    }),
  constants: { signals: { SIGINT: 2, SIGTERM: 15, SIGKILL: 9, SIGHUP: 1 }, errno: {}, priority: {} },
  getPriority: () => 0,
  setPriority() {},
});
function pathModule(separator) {
  const isWindows = separator === "\\",
    split = (text) => text.split(isWindows ? /[\\/]+/ : /\/+/);
  const rootOf = (text) => (isWindows ? (/^[A-Za-z]:[\\/]?|^[\\/]/.exec(text) || [""])[0] : text.startsWith("/") ? "/" : "");
  const normalize = (text) => {
    const root = rootOf(text),
      out = [];
    for (const part of split(text.slice(root.length))) {
      if (part === "..") {
        if (out.length && out[out.length - 1] !== "..") out.pop();
        else if (!root) push(out, part);
      } else if (part && part !== ".") push(out, part);
    }
    return root.replace(/[\\/]/g, separator) + out.join(separator) + (/[\\/]$/.test(text) && out.length ? separator : "") || ".";
  };
  const check = (value) => {
    if (typeof value !== "string")
      throw Object.assign(new TypeError('The "path" argument must be of type string.'), { code: "ERR_INVALID_ARG_TYPE" });
    return value;
  };
  const basename = (text, ending) => {
    const name = split(check(text).replace(/[\\/]+$/, isWindows ? "" : (m) => (m[0] === "\\" ? m : ""))).pop() || "";
    return ending && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  };
  const dirname = (text) => {
    const root = rootOf(check(text)),
      rest = text.slice(root.length).replace(/[\\/]+$/, ""),
      at = Math.max(rest.lastIndexOf("/"), isWindows ? rest.lastIndexOf("\\") : -1);
    return at < 0 ? root || "." : root + rest.slice(0, at);
  };
  const extname = (text) => {
    const name = basename(text),
      at = name.lastIndexOf(".");
    return at > 0 ? name.slice(at) : "";
  };
  const resolve = (...parts) => {
    let out = "";
    for (const part of parts.reverse()) {
      if (!check(part)) continue;
      out = out ? part + separator + out : part;
      if (rootOf(part)) break;
    }
    if (!rootOf(out)) out = facts().cwd + separator + out;
    const n = normalize(out);
    return n.length > 1 ? n.replace(/[\\/]$/, "") : n;
  };
  return {
    sep: separator,
    delimiter: isWindows ? ";" : ":",
    normalize,
    basename,
    dirname,
    extname,
    resolve,
    isAbsolute: (text) => !!rootOf(text),
    toNamespacedPath: (text) => text,
    join: (...parts) => normalize(parts.filter((part) => check(part)).join(separator)),
    relative: (from, to) => {
      const a = split(resolve(from)),
        b = split(resolve(to));
      let i = 0;
      while (i < a.length && i < b.length && a[i] === b[i]) i++;
      return [...a.slice(i).map(() => ".."), ...b.slice(i)].filter(Boolean).join(separator);
    },
    parse: (text) => ({
      root: rootOf(text),
      dir: dirname(text),
      base: basename(text),
      ext: extname(text),
      name: basename(text, extname(text)),
    }),
    format: (o) =>
      (o.dir || o.root ? (o.dir || o.root).replace(/[\\/]$/, "") + separator : "") + (o.base || (o.name || "") + (o.ext || "")),
  };
}
const posix = pathModule("/"),
  win32 = pathModule("\\");
Object.assign(posix, { posix, win32 });
Object.assign(win32, { posix, win32 });
world.builtins.path = () => posix;
world.builtins["path/posix"] = () => posix;
world.builtins["path/win32"] = () => win32;

// Child processes: the command line is what leaves; the world answers the commands that it knows.
function runCommand(file, args, options, isShell) {
  const line = isShell ? RealString(file) : [file, ...(args || [])].map(RealString).join(" ");
  const answer = question("command", { line, input: options && options.input !== undefined ? bodyText(options.input) : null });
  return answer || { status: 0, output: "", isKnown: false };
}
const commandError = (line, answer) =>
  Object.assign(new RealError("Command failed: " + line), { code: answer.status, status: answer.status, stdout: "", stderr: "" });
const asOutput = (text, options) => {
  const name = typeof options === "string" ? options : options && options.encoding;
  return name && name !== "buffer" ? text : Buffer.from(text);
};
function childOf(answer) {
  const child = new EventEmitter();
  child.stdin = new Writable();
  child.stdout = new Readable();
  child.stderr = new Readable();
  child.stdin._write = (chunk, encoding, done) => {
    event("frame", { url: "process:stdin", text: bodyText(chunk) });
    done();
  };
  child.pid = 5000;
  child.exitCode = null;
  child.connected = true;
  if (answer.output) child.stdout.push(Buffer.from(answer.output));
  child.stdout.push(null);
  child.stderr.push(null);
  setTimeoutFn(() => {
    child.exitCode = answer.status;
    child.emit("spawn");
    child.emit("exit", answer.status, null);
    setTimeoutFn(() => child.emit("close", answer.status, null), 1);
  }, 1);
  return Object.assign(child, {
    kill: () => true,
    unref() {},
    ref() {},
    send(message) {
      event("frame", { url: "process:message", text: jsonOf(message) });
      return true;
    },
    disconnect() {},
  });
}
const split = (args, options) => (isArray(args) ? [args, options] : [[], args]);
function withCallback(line, answer, options, callback) {
  const child = childOf(answer);
  const call = typeof options === "function" ? options : callback,
    o = typeof options === "function" ? { encoding: "utf8" } : { encoding: "utf8", ...options };
  if (call) setTimeoutFn(() => (answer.status ? call(commandError(line, answer), "", "") : call(null, asOutput(answer.output, o), "")), 1);
  return child;
}
const exec = (line, options, callback) => withCallback(line, runCommand(line, [], options, true), options, callback);
const execFile = (file, args, options, callback) => {
  if (!isArray(args)) {
    callback = options;
    options = args;
    args = [];
  }
  return withCallback(file, runCommand(file, args, options), options, callback);
};
const promised =
  (run) =>
  (...values) =>
    new RealPromise((done, fail) => run(...values, (error, stdout, stderr) => (error ? fail(error) : done({ stdout, stderr }))));
const PROMISIFY = Symbol.for("nodejs.util.promisify.custom");
define(exec, PROMISIFY, promised(exec));
define(execFile, PROMISIFY, promised(execFile));
const outputSync = (answer, line, options) => {
  if (answer.status) throw commandError(line, answer);
  return asOutput(answer.output, options);
};
world.builtins.child_process = () => ({
  exec,
  execFile,
  ChildProcess: EventEmitter,
  execSync: (line, options) => outputSync(runCommand(line, [], options, true), line, options),
  execFileSync: (file, args, options) => {
    [args, options] = split(args, options);
    return outputSync(runCommand(file, args, options), file, options);
  },
  spawn: (file, args, options) => {
    [args, options] = split(args, options);
    return childOf(runCommand(file, args, options));
  },
  fork: (file, args) => childOf(runCommand("node", [file, ...(isArray(args) ? args : [])])),
  spawnSync: (file, args, options) => {
    [args, options] = split(args, options);
    const a = runCommand(file, args, options);
    const out = asOutput(a.output, options);
    return {
      status: a.status,
      stdout: out,
      stderr: asOutput("", options),
      output: [null, out, asOutput("", options)],
      pid: 5000,
      signal: null,
    };
  },
});
