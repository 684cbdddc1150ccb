// require, import and the module objects of the program.
let builtinCache = new RealMap(),
  moduleCache = new RealMap();
const compiledModules = new RealMap(); // CommonJS modules that are compiled once for all runs
// Classes that Node itself writes as functions: they may be called without `new`, and old code inherits from them by `call`.
const WRITTEN_AS_FUNCTIONS = {
  assert: "CallTracker",
  child_process: "ChildProcess",
  cluster: "Worker",
  crypto: "Certificate Cipher Cipheriv Decipher Decipheriv DiffieHellman DiffieHellmanGroup ECDH Hash Hmac Sign Verify",
  dgram: "Socket",
  fs: "Stats",
  http: "Agent ClientRequest IncomingMessage OutgoingMessage Server ServerResponse",
  https: "Agent Server",
  net: "Server Socket Stream",
  readline: "Interface",
  string_decoder: "StringDecoder",
  tls: "SecureContext Server TLSSocket",
  tty: "ReadStream WriteStream",
  url: "Url",
  v8: "Serializer Deserializer DefaultSerializer DefaultDeserializer",
  worker_threads: "MessageChannel MessagePort",
};
const calledClasses = new RealMap();
function calledClass(kind) {
  if (!mapHas(calledClasses, kind)) {
    const called = callableClass(kind);
    mapSet(calledClasses, kind, called);
    mapSet(calledClasses, called, called);
    define(kind.prototype, "constructor", called);
  }
  return mapGet(calledClasses, kind);
}
function madeBuiltin(name) {
  const made = world.builtins[name]();
  for (const one of nativeSplit(WRITTEN_AS_FUNCTIONS[name] ?? "", " ")) if (made[one]) made[one] = calledClass(made[one]);
  return made;
}
function builtin(given) {
  const name = given.startsWith("node:") ? given.slice(5) : given;
  if (name === "worker_threads" && world.currentWorker) return threadsModule(world.currentWorker);
  if (!mapHas(builtinCache, name)) {
    const make = world.builtins[name];
    if (!make) gap("built-in module " + name);
    mapSet(builtinCache, name, make ? madeBuiltin(name) : stub(name));
  }
  return mapGet(builtinCache, name);
}
class Module {
  constructor(id) {
    this.id = id;
    this.filename = id;
    this.path = posix.dirname(id);
    this.exports = {};
    this.loaded = false;
    this.children = [];
    this.paths = [];
  }
  require(name) {
    return requireFrom(this.id)(name);
  }
  static createRequire(from) {
    return requireFrom(from instanceof URL ? decodePercent(from.pathname) : RealString(from).replace(/^file:\/\//, ""));
  }
  static isBuiltin(name) {
    return name.replace(/^node:/, "") in world.builtins;
  }
  static _resolveFilename(name) {
    return name;
  }
  static _load(name) {
    return requireFrom("/")(name);
  }
  static register() {}
  static syncBuiltinESMExports() {}
  static findSourceMap() {}
  static enableCompileCache() {}
  static wrap(text) {
    return text;
  }
}
Module.Module = Module;
Module._cache = {};
Module._extensions = {};
Module.prototype._compile = function () {};
world.builtins.module = () => Object.assign(Module, { builtinModules: Object.keys(world.builtins) });
const notFound = (name) => Object.assign(new RealError(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
const IMPORT_CALL = "__unmask_import_call";
function requireFrom(from) {
  const require = (name) => {
    if (typeof name !== "string") throw new TypeError('The "id" argument must be of type string');
    const plain = name.startsWith("node:") ? name.slice(5) : name;
    return world.builtins[plain] ? builtin(plain) : moduleExports(question("module", { from, name }), name);
  };
  const resolve = (name) => {
    const found = question("module", { from, name });
    if (found.kind === "missing") throw notFound(name);
    return found.path || name;
  };
  resolve.paths = () => [];
  return Object.assign(require, { resolve, cache: {}, main: world.mainModule, extensions: {} });
}
function moduleExports(found, name) {
  switch (found.kind) {
    case "builtin":
      return builtin(found.name);
    case "package":
      if (!world.clients[found.name]) gap("package " + found.name);
      return packageStub(found.name);
    case "missing":
      throw notFound(name);
    case "json":
      if (!mapHas(moduleCache, found.path)) mapSet(moduleCache, found.path, { exports: parseJson(found.source) });
      return mapGet(moduleCache, found.path).exports;
    case "esm": {
      const known = mapGet(moduleCache, found.path);
      if (known) return known.exports;
      gap("require of an ES module");
      return stub(found.path);
    }
  }
  const known = mapGet(moduleCache, found.path);
  if (known) return known.exports;
  const module = new Module(found.path);
  mapSet(moduleCache, found.path, module);
  if (world.mainModule === undefined || world.mainModule === null) world.mainModule = module;
  const run = mapGet(compiledModules, found.path) || compiledModule(found.source);
  try {
    apply(run, module.exports, [
      module.exports,
      requireFrom(found.path),
      module,
      found.path,
      posix.dirname(found.path),
      importFrom(found.path),
    ]);
  } catch (error) {
    moduleCache.delete(found.path);
    throw error;
  }
  module.loaded = true;
  return module.exports;
}
const compiledModule = (source) =>
  indirectEval(`(function (exports, require, module, __filename, __dirname, ${IMPORT_CALL}) {${source}\n})`);
const importFrom = (from) => async (name) => {
  const found = question("module", { from, name: RealString(name) });
  if (found.kind === "esm") return import(found.path);
  const exports = moduleExports(found, name);
  return exports !== null && (typeof exports === "object" || typeof exports === "function") && !exports.__esModule
    ? new RealProxy(exports, { get: (t, key) => (key === "default" ? exports : key === "then" ? undefined : t[key]) })
    : exports;
};
// In a worker, a module is run anew; ES modules carry its number in their name.
const WORKER_NAME = /#worker(\d+)$/;
function startWorker(file, options, worker) {
  const path = options.eval ? null : file instanceof URL ? decodePercent(file.pathname) : posix.resolve(RealString(file).replace(/^file:\/\//, ""));
  const inner = world.workers[worker.threadId - 1];
  try {
    const found = path === null ? { kind: "cjs", path: "/worker.js", source: RealString(file) } : question("module", { from: "/", name: path });
    if (found.kind === "esm") {
      import(found.path + "#worker" + worker.threadId).then(
        () => setImmediateFn(() => worker.emit("exit", 0)),
        (error) => worker.emit("error", error),
      );
      return;
    }
    world.currentWorker = inner;
    mapDelete(moduleCache, found.path);
    moduleExports(found, path);
    setTimeoutFn(() => worker.emit("exit", 0), 20);
  } catch (error) {
    if (!(error instanceof Exit)) worker.emit("error", error);
  } finally {
    world.currentWorker = undefined;
  }
}
// What the modules that the host writes around CommonJS, built-ins and packages call.
define(globalThis, "__unmask_import", (from, name) => {
  const inner = WORKER_NAME.exec(from);
  if (inner && name.replace(/^node:/, "") === "worker_threads") return threadsModule(world.workers[inner[1] - 1]);
  return moduleExports(question("module", { from: from.replace(WORKER_NAME, ""), name }), name);
});
define(globalThis, "__unmask_require_of", (from) => requireFrom(from));
