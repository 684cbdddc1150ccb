// Deno's standard library, as far as programs of this kind use it. Source: https://jsr.io/@std
named(["@std/cli"], () => {
  const parse = (list, settings = {}) => parsedWords(list, { ...settings, boolean: settings.boolean === true ? [] : settings.boolean, string: [...[settings.string ?? []].flat(), "_"] });
  const prompted = () => facts().prompt;
  return openEnded("@std/cli", { parseArgs: parse, parse, promptSecret: prompted, promptSelect: (text, values) => values[0], promptMultipleSelect: (text, values) => values.slice(0, 1), Spinner: class { start() {} stop() {} }, unicodeWidth: (text) => [...RealString(text)].length });
});
named(["@std/flags"], () => world.clients["@std/cli"]());
named(["@std/path"], () => {
  const addresses = { fromFileUrl: (url) => (url instanceof URL ? decodePercent(url.pathname) : replaceText(RealString(url), /^file:\/\//, "")), toFileUrl: (path) => new URL("file://" + path), SEPARATOR: "/", DELIMITER: ":", globToRegExp: (text) => new RegExp("^" + globText(text) + "$") };
  return openEnded("@std/path", { ...posix, ...addresses, posix, win32: posix.win32 });
});
const globText = (text) => replaceText(replaceText(RealString(text), /[.+^${}()|[\]\\]/g, "\\$&"), /\*+/g, ".*");
named(["@std/fs"], () => {
  const extra = fsExtra();
  const isThere = (path) => kindAt(pathOf(path)) !== null;
  const twice = (name, run) => ({ [name]: async (...values) => run(...values), [name + "Sync"]: run });
  function* walked(root) {
    for (const one of denoEntries(root)) {
      const path = posix.join(root instanceof URL ? root.pathname : RealString(root), one.name);
      yield { ...one, path };
      if (one.isDirectory) yield* walked(path);
    }
  }
  return openEnded("@std/fs", {
    ...twice("exists", isThere), ...twice("ensureDir", (path) => void makeFolder(path, { recursive: true })), ...twice("ensureFile", (path) => void (isThere(path) || put("write", path, ""))),
    ...twice("copy", extra.copy ?? quiet), ...twice("move", (from, to) => sync.rename(from, to)), ...twice("emptyDir", (path) => void makeFolder(path, { recursive: true })),
    walk: async function* (root) { yield* walked(root); }, walkSync: walked,
    expandGlob: async function* (pattern, o) { const like = new RegExp(globText(pattern)); for (const one of walked((o && o.root) || folderNow())) if (testRegExp(like, one.path)) yield one; },
  });
});
named(["@std/async"], () => openEnded("@std/async", {
  delay: (ms) => new RealPromise((done) => setTimeoutFn(done, ms)), debounce: (run) => run, deadline: (promise) => promise,
  retry: async (run) => run(), pooledMap: async function* (most, list, run) { for await (const one of list) yield await run(one); },
}));
named(["@std/encoding"], () => openEnded("@std/encoding", {
  encodeHex: (data) => Buffer.from(data).toString("hex"), decodeHex: (text) => RealUint8Array.from(Buffer.from(text, "hex")),
  encodeBase64: (data) => Buffer.from(data).toString("base64"), decodeBase64: (text) => RealUint8Array.from(Buffer.from(text, "base64")),
  encodeBase64Url: (data) => Buffer.from(data).toString("base64url"), decodeBase64Url: (text) => RealUint8Array.from(Buffer.from(text, "base64url")),
}));
named(["@std/dotenv"], () => { const read = (o) => world.clients.dotenv().config({ path: (o && o.envPath) ?? ".env" }).parsed ?? {}; return openEnded("@std/dotenv", { load: async (o) => read(o), loadSync: read, parse: (text) => parseEnv(text) }); });
named(["@std/fmt"], () => new RealProxy({}, { get: (target, key) => (typeof key === "string" && key !== "then" ? (text) => RealString(text) : undefined) }));
named(["@std/uuid"], () => openEnded("@std/uuid", { v4: { generate: () => globalThis.crypto.randomUUID(), validate: () => true }, validate: () => true }));
named(["@std/crypto"], () => openEnded("@std/crypto", { crypto: globalThis.crypto, timingSafeEqual: (a, b) => Buffer.from(a).equals(Buffer.from(b)) }));
named(["@std/text"], () => openEnded("@std/text", {}));
