// Bun and Deno: what programs that are written for them find, over the same files, commands, servers and requests as Node's.
const optionsOf = (value) => (value === undefined ? {} : value);
const streamOf = (bytes) => new Response(bytes).body;
const textMime = (path) => ({ json: "application/json;charset=utf-8", html: "text/html;charset=utf-8", js: "text/javascript;charset=utf-8" })[RealString(path).split(".").pop()] ?? "text/plain;charset=utf-8";
// --- Bun
class BunFile {
  constructor(target) {
    define(this, "target", target instanceof URL ? target.pathname : target);
    this.name = this.target;
    this.type = textMime(this.target);
  }
  get size() {
    return kindAt(pathOf(this.target)) === "file" ? statOf(this.target).size : 0;
  }
  get lastModified() {
    return facts().now_ms - 86400000;
  }
  async text() {
    return readText(this.target);
  }
  async json() {
    return parseJson(readText(this.target));
  }
  async bytes() {
    return RealUint8Array.from(readFileSync(this.target));
  }
  async arrayBuffer() {
    return (await this.bytes()).buffer;
  }
  async exists() {
    return kindAt(pathOf(this.target)) === "file";
  }
  async stat() {
    return statOf(this.target);
  }
  stream() {
    return streamOf(readFileSync(this.target));
  }
  slice() {
    return this;
  }
  async write(data) {
    return writeBun(this, data);
  }
  async delete() {
    sync.unlink(this.target);
  }
  writer() {
    const target = this.target;
    return { write: (data) => (put("append", target, data), data.length), flush: () => 0, end: async () => 0, ref: quiet, unref: quiet };
  }
}
async function writeBun(target, data) {
  const content = data instanceof BunFile ? readFileSync(data.target) : data instanceof Response || data instanceof Blob ? Buffer.from(await data.arrayBuffer()) : data;
  const bytes = typeof content === "string" ? utf8Bytes(content) : viewOf(content);
  put("write", target instanceof BunFile ? target.target : target, content);
  return bytes.length;
}
const bunLine = (command) => command.map(RealString).join(" ");
function bunChild(first, second) {
  const options = isArray(first) ? optionsOf(second) : first,
    command = isArray(first) ? first : first.cmd;
  const input = options.stdin instanceof BunFile ? readText(options.stdin.target) : typeof options.stdin === "string" || isBytes(options.stdin) ? options.stdin : null;
  const answer = runCommand(bunLine(command), input === "pipe" || input === "inherit" || input === "ignore" ? null : input);
  return { answer, options };
}
function bunSpawn(first, second) {
  const { answer, options } = bunChild(first, second);
  const isPiped = options.stdout === undefined || options.stdout === "pipe";
  if (!isPiped && options.stdout === "inherit" && answer.output) event("print", { stream: "stdout", text: answer.output });
  const child = {
    pid: 5000 + ++childCount,
    stdout: isPiped ? streamOf(Buffer.from(answer.output)) : undefined,
    stderr: streamOf(Buffer.from("")),
    stdin: { write: (data) => event("frame", { url: "process:stdin", text: bodyText(data) }), flush: quiet, end: quiet },
    exitCode: null,
    signalCode: null,
    killed: false,
    kill: quiet,
    ref: quiet,
    unref: quiet,
    send: (message) => event("frame", { url: "process:message", text: jsonOf(message) }),
    disconnect: quiet,
  };
  child.exited = RealPromise.resolve().then(() => {
    child.exitCode = answer.status;
    if (typeof options.onExit === "function") options.onExit(child, answer.status, null);
    return answer.status;
  });
  return child;
}
// Bun's own shell: a command line in a template, whose output is asked for.
function bunShell(strings, ...values) {
  const quote = (value) => (isArray(value) ? value.map(quote).join(" ") : value !== null && typeof value === "object" && "raw" in value ? value.raw : value instanceof BunFile ? value.target : RealString(value));
  const line = strings.map((part, i) => part + (i < values.length ? quote(values[i]) : "")).join("").trim();
  let isQuiet = false,
    isCalm = false,
    done;
  const run = () =>
    (done ??= (async () => {
      const answer = runCommand(line, null);
      if (!isQuiet && answer.output) event("print", { stream: "stdout", text: answer.output });
      const out = { exitCode: answer.status, stdout: Buffer.from(answer.output), stderr: Buffer.from(""), text: () => answer.output, json: () => parseJson(answer.output) };
      if (answer.status && !isCalm) throw Object.assign(new RealError(`Failed with exit code ${answer.status}`), out);
      return out;
    })());
  const still = async () => {
    isQuiet = true;
    return run();
  };
  const shell = {
    then: (good, bad) => run().then(good, bad),
    catch: (bad) => run().catch(bad),
    finally: (call) => run().finally(call),
    text: async () => (await still()).stdout.toString(),
    json: async () => parseJson((await still()).stdout.toString()),
    lines: async function* () {
      yield* (await still()).stdout.toString().split("\n");
    },
    arrayBuffer: async () => RealUint8Array.from((await still()).stdout).buffer,
    blob: async () => new Blob([(await still()).stdout]),
  };
  for (const [name, change] of [["quiet", () => (isQuiet = true)], ["nothrow", () => (isCalm = true)], ["throws", (on) => (isCalm = !on)], ["cwd", quiet], ["env", quiet]])
    shell[name] = (value) => {
      change(value);
      return shell;
    };
  return shell;
}
Object.assign(bunShell, { nothrow: () => bunShell, throws: () => bunShell, cwd: () => bunShell, env: () => bunShell, escape: (text) => text });
// 64-bit numbers out of text: steady and well spread, though not the ones that Bun computes.
const bunHash = (value) => {
  let out = 0xcbf29ce484222325n;
  for (const byte of typeof value === "string" ? utf8Bytes(value) : viewOf(value)) out = BigInt.asUintN(64, (out ^ BigInt(byte)) * 0x100000001b3n);
  return out;
};
for (const name of ["wyhash", "cityHash64", "xxHash64", "xxHash3", "murmur64v2", "rapidhash"]) bunHash[name] = bunHash;
for (const name of ["adler32", "cityHash32", "xxHash32", "murmur32v2", "murmur32v3"]) bunHash[name] = (value) => Number(bunHash(value) & 0xffffffffn);
bunHash.crc32 = (value) => builtin("zlib").crc32(value);
class BunHasher {
  constructor(algorithm, key) {
    this.algorithm = algorithm;
    this.made = key === undefined ? builtin("crypto").createHash(algorithm) : builtin("crypto").createHmac(algorithm, key);
  }
  update(value) {
    this.made.update(value instanceof ArrayBuffer ? new RealUint8Array(value) : value);
    return this;
  }
  digest(encoding) {
    return this.made.digest(encoding);
  }
  static hash(algorithm, value, encoding) {
    return new BunHasher(algorithm).update(value).digest(encoding);
  }
}
// Servers of both runtimes: a Request comes in, a Response goes out; `routes` before `fetch`.
const routed = (options) => async (request, ...rest) => {
  const path = new URL(request.url).pathname;
  for (const [pattern, target] of Object.entries(options.routes ?? {})) {
    const { pattern: expression, names } = routePattern(pattern),
      m = expression.exec(path);
    if (!m) continue;
    const run = typeof target === "function" || target instanceof Response ? target : target && target[request.method];
    if (run === undefined) continue;
    define(request, "params", Object.fromEntries(names.map((name, i) => [name, m[i + 1]])));
    return run instanceof Response ? run.clone() : run(request, ...rest);
  }
  return options.fetch ? options.fetch(request, ...rest) : new Response("Not found", { status: 404 });
};
function bunServe(options) {
  const server = { port: options.port ?? 3000, hostname: options.hostname ?? "localhost", development: false, id: "", pendingRequests: 0, requestIP: () => ({ address: "127.0.0.1", family: "IPv4", port: 50000 }), upgrade: () => false, publish: () => 0, timeout: quiet, ref: quiet, unref: quiet };
  const kept = serveFetch((request, socket) => {
    server.requestIP = () => ({ address: socket.remoteAddress, family: "IPv4", port: 50000 });
    return routed(options)(request, server);
  }, options);
  return Object.assign(server, { url: new URL(`http://${server.hostname}:${server.port}/`), stop: () => kept.close(), reload: (more) => Object.assign(options, more), fetch: (request) => routed(options)(request, server) });
}
const allOf = (stream) => new Response(stream);
function bunGlobal() {
  const { fileURLToPath, pathToFileURL } = builtin("url"),
    zlib = builtin("zlib"),
    util = builtin("util");
  const which = (name) => runCommand("which " + name, null).output.trim() || null;
  const made = {
    version: "1.2.20", revision: "0000000000000000000000000000000000000000", main: facts().argv[1], argv: [...facts().argv], env: environment, isMainThread: true, enableANSIColors: false,
    file: (target) => new BunFile(typeof target === "number" ? ["/dev/stdin", "/dev/stdout", "/dev/stderr"][target] : isBytes(target) ? utf8Text(viewOf(target)) : target),
    write: writeBun, spawn: bunSpawn, $: bunShell, serve: bunServe, which, hash: bunHash, CryptoHasher: BunHasher,
    spawnSync: (first, second) => {
      const { answer } = bunChild(first, second);
      return { stdout: Buffer.from(answer.output), stderr: Buffer.from(""), exitCode: answer.status, success: answer.status === 0, pid: 5000 };
    },
    sleep: (ms) => timerPromises.setTimeout(ms instanceof RealDate ? ms - virtualNow : ms),
    sleepSync: (ms) => event("delay", { ms }),
    nanoseconds: () => Math.floor(performance.now() * 1e6),
    inspect: (value, o) => util.inspect(value, o),
    deepEquals: (a, b) => util.isDeepStrictEqual(a, b),
    escapeHTML: (text) => replaceText(RealString(text), /[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" })[c]),
    stringWidth: (text) => [...util.stripVTControlCharacters(text)].length, stripANSI: (text) => util.stripVTControlCharacters(text),
    fileURLToPath, pathToFileURL, randomUUIDv7: () => globalThis.crypto.randomUUID(), peek: (value) => value, gc: quiet, shrink: quiet, openInEditor: quiet, color: () => null,
    resolveSync: (name, from) => posix.resolve(from, name), resolve: async (name, from) => posix.resolve(from, name),
    gzipSync: (value) => zlib.gzipSync(value), gunzipSync: (value) => zlib.gunzipSync(value), deflateSync: (value) => zlib.deflateRawSync(value), inflateSync: (value) => zlib.inflateRawSync(value),
    readableStreamToText: (stream) => allOf(stream).text(), readableStreamToJSON: (stream) => allOf(stream).json(), readableStreamToArrayBuffer: (stream) => allOf(stream).arrayBuffer(), readableStreamToBytes: async (stream) => new RealUint8Array(await allOf(stream).arrayBuffer()), readableStreamToBlob: (stream) => allOf(stream).blob(),
    password: { hash: async (text) => BunHasher.hash("sha256", text, "hex"), verify: async () => true },
    semver: { satisfies: () => true, order: (a, b) => collate(a, b, { numeric: true }, "en-US") },
    Glob: class {
      constructor(pattern) {
        this.pattern = pattern;
      }
      *scanSync() {
        yield* filesMatching(this.pattern);
      }
      async *scan() {
        yield* filesMatching(this.pattern);
      }
      match() {
        return false;
      }
    },
  };
  for (const [i, name] of ["stdin", "stdout", "stderr"].entries()) made[name] = made.file(i);
  return openEnded("Bun", made);
}
// --- Deno
class DenoError extends RealError {}
const denoErrors = Object.fromEntries(["NotFound", "AlreadyExists", "PermissionDenied", "NotADirectory", "IsADirectory", "InvalidData", "TimedOut", "Interrupted", "BadResource", "ConnectionRefused", "AddrInUse", "UnexpectedEof", "Busy", "NotSupported"].map((name) => [name, { [name]: class extends DenoError { name = name; } }[name]]));
const denoFailure = (error) => {
  const name = { ENOENT: "NotFound", EEXIST: "AlreadyExists", ENOTDIR: "NotADirectory", EISDIR: "IsADirectory" }[error.code];
  return name ? new denoErrors[name](error.message) : error;
};
const denoInfo = (stats) => ({ isFile: stats.isFile(), isDirectory: stats.isDirectory(), isSymlink: stats.isSymbolicLink(), size: stats.size, mtime: stats.mtime, atime: stats.atime, birthtime: stats.birthtime, mode: stats.mode, uid: 1000, gid: 1000 });
const denoWrite = (target, data, o) => put(o && o.append ? "append" : "write", target, data);
const denoFiles = {
  readTextFile: (target) => readText(target),
  readFile: (target) => RealUint8Array.from(readFileSync(target)),
  writeTextFile: denoWrite,
  writeFile: denoWrite,
  stat: (target) => denoInfo(statOf(target)),
  lstat: (target) => denoInfo(statOf(target, "lstat")),
  mkdir: (target, o) => void makeFolder(target, o),
  remove: (target, o) => sync.rm(target, o),
  rename: (from, to) => sync.rename(from, to),
  copyFile: (from, to) => sync.copyFile(from, to, 0),
  readLink: (target) => sync.readlink(target),
  realPath: (target) => sync.realpath(target),
  makeTempDir: () => sync.mkdtemp("/tmp/"),
  makeTempFile: () => "/tmp/" + temporaryName(),
  chmod: quiet,
  truncate: (target, size) => sync.truncate(target, size),
};
const denoEntries = (target) => entriesOf(target instanceof URL ? target.pathname : target, { withFileTypes: true }).map((one) => ({ name: one.name, isFile: one.isFile(), isDirectory: one.isDirectory(), isSymlink: one.isSymbolicLink() }));
class DenoCommand {
  constructor(file, options = {}) {
    this.line = bunLine([file, ...(options.args ?? [])]);
    this.options = options;
  }
  outputSync() {
    const answer = runCommand(this.line, null);
    return { code: answer.status, success: answer.status === 0, signal: null, stdout: RealUint8Array.from(utf8Bytes(answer.output)), stderr: new RealUint8Array(0) };
  }
  async output() {
    return this.outputSync();
  }
  spawn() {
    const out = this.outputSync();
    const stdin = new WritableStream({ write: (chunk) => event("frame", { url: "process:stdin", text: bodyText(chunk) }) });
    return { pid: 5000 + ++childCount, stdin, stdout: streamOf(Buffer.from(out.stdout)), stderr: streamOf(Buffer.from("")), status: RealPromise.resolve({ code: out.code, success: out.success, signal: null }), output: async () => out, kill: quiet, ref: quiet, unref: quiet };
  }
}
const denoStream = (stream, fd) => ({
  writeSync: (bytes) => (put("append", fd, bytes), bytes.length),
  write: async (bytes) => (put("append", fd, bytes), bytes.length),
  isTerminal: () => true,
  close: quiet,
  rid: fd,
  get writable() {
    return new WritableStream({ write: (chunk) => put("append", fd, chunk) });
  },
});
function denoStdin() {
  let isRead = false;
  const read = (buffer) => {
    if (isRead) return null;
    isRead = true;
    const bytes = Buffer.from(readText(0)).subarray(0, buffer.length);
    setBytes(buffer, bytes, 0);
    return bytes.length;
  };
  return { readSync: read, read: async (buffer) => read(buffer), isTerminal: () => facts().stdin === null, setRaw: quiet, close: quiet, rid: 0, get readable() { return Readable.toWeb(world.process.stdin); } };
}
function denoServe(first, second) {
  const handler = typeof first === "function" ? first : (second ?? first.handler),
    options = typeof first === "function" ? optionsOf(second) : first;
  const kept = serveFetch((request, socket) => handler(request, { remoteAddr: { transport: "tcp", get hostname() { return socket.remoteAddress; }, port: 50000 }, completed: RealPromise.resolve() }), { port: options.port ?? 8000 });
  if (typeof options.onListen === "function") setImmediateFn(() => options.onListen({ hostname: "0.0.0.0", port: options.port ?? 8000 }));
  return { addr: { hostname: "0.0.0.0", port: options.port ?? 8000, transport: "tcp" }, finished: new RealPromise(quiet), shutdown: async () => kept.close(), ref: quiet, unref: quiet };
}
function denoGlobal() {
  const os = builtin("os"),
    granted = async () => ({ state: "granted", onchange: null });
  const made = {
    args: facts().argv.slice(2), pid: 4242, ppid: 4241, noColor: true, mainModule: "file://" + facts().argv[1], exitCode: 0, errors: denoErrors,
    version: { deno: "2.4.0", v8: "13.7.152.6-rusty", typescript: "5.8.3" },
    get build() {
      read("os_version");
      const platform = facts().platform === "win32" ? "windows" : facts().platform;
      return { os: platform, arch: facts().arch === "arm64" ? "aarch64" : "x86_64", vendor: "unknown", env: "gnu", target: `x86_64-unknown-${platform}`, standalone: false };
    },
    env: { get: (name) => environmentValue(name), has: (name) => environmentValue(name) !== undefined, set: (name, value) => (environment[name] = value), delete: (name) => delete environment[name], toObject: () => ({ ...environment }) },
    cwd: folderNow, chdir: (path) => processMethods.chdir(path), execPath: () => "/usr/bin/deno", exit: exitNow,
    hostname: () => os.hostname(), osRelease: () => os.release(), osUptime: () => 86400, loadavg: () => [0.1, 0.1, 0.1], uid: () => 1000, gid: () => 1000,
    systemMemoryInfo: () => ({ total: 17179869184, free: 8589934592, available: 8589934592 }), memoryUsage: () => processMethods.memoryUsage(),
    networkInterfaces: () => Object.entries(os.networkInterfaces()).flatMap(([name, list]) => list.map((one) => ({ ...one, name }))),
    Command: DenoCommand, serve: denoServe, inspect: (value, o) => builtin("util").inspect(value, o),
    readDirSync: denoEntries,
    readDir: async function* (target) {
      yield* denoEntries(target);
    },
    stdin: denoStdin(), stdout: denoStream("stdout", 1), stderr: denoStream("stderr", 2), isatty: () => true, consoleSize: () => ({ columns: 80, rows: 24 }),
    permissions: { query: granted, request: granted, revoke: granted, querySync: () => ({ state: "granted" }), requestSync: () => ({ state: "granted" }) },
    resolveDns: async (name) => [lookup(name)],
    test: quiet, bench: quiet, addSignalListener: quiet, removeSignalListener: quiet, refTimer: quiet, unrefTimer: quiet, kill: quiet,
    openKv: async () => {
      const held = new RealMap();
      return openEnded("Deno.Kv", { get: async (key) => ({ key, value: mapGet(held, jsonOf(key)) ?? null, versionstamp: null }), set: async (key, value) => (mapSet(held, jsonOf(key), value), { ok: true }), delete: async (key) => void mapDelete(held, jsonOf(key)), close: quiet });
    },
  };
  for (const name of Object.keys(denoFiles)) {
    const run = (...values) => {
      try {
        return denoFiles[name](...values);
      } catch (error) {
        throw denoFailure(error);
      }
    };
    made[name + "Sync"] = run;
    made[name] = async (...values) => run(...values);
  }
  return openEnded("Deno", made);
}
// Programs ask `typeof Bun` and `typeof Deno` to learn where they run: the names are there only in a run of that kind.
function beginRuntime() {
  for (const name of ["Bun", "Deno"]) delete globalThis[name];
  const kind = facts().runtime;
  if (kind === "node" || kind === undefined) return;
  if (kind === "browser") return beginPage();
  define(globalThis, kind === "bun" ? "Bun" : "Deno", kind === "bun" ? bunGlobal() : denoGlobal());
  if (kind === "bun") Object.assign(world.process, { isBun: true, versions: { ...world.process.versions, bun: "1.2.20" } });
  define(globalThis, "prompt", () => facts().prompt);
  define(globalThis, "confirm", () => true);
  define(globalThis, "alert", (text) => event("print", { stream: "stdout", text: RealString(text) + "\n" }));
  globalThis.console[Symbol.asyncIterator] = async function* () {
    yield facts().prompt;
  };
}
define(globalThis, "__unmask_meta_of", (path) => ({
  main: path === facts().argv[1],
  ...(facts().runtime === "bun" ? { dir: posix.dirname(path), file: posix.basename(path), path } : {}),
}));
world.clients.bun = () => globalThis.Bun ?? bunGlobal();
