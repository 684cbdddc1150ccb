// Packages for files and commands: as what they do with the world's files and commands.
const both = (one, more = {}) => Object.assign(one, more, { default: one });
const named = (names, make) => {
  for (const name of names) world.clients[name] = make;
};
const jsonText = (value, options) => JSON.stringify(value, (options && options.replacer) ?? null, (options && options.spaces) ?? undefined) + ((options && options.EOL) ?? "\n");
const fsExtra = () => {
  const syncs = {
    ensureDir: (path) => void makeFolder(path, { recursive: true }),
    ensureFile: (path) => void (kindAt(pathOf(path)) === null && put("write", path, "")),
    outputFile: (path, data, o) => sync.writeFile(path, data, o),
    readJson: (path, o) => {
      try {
        return JSON.parse(readText(path));
      } catch (error) {
        if (o && o.throws === false) return null;
        throw error;
      }
    },
    writeJson: (path, value, o) => put("write", path, jsonText(value, o)),
    pathExists: (path) => fsModule.existsSync(path),
    remove: (path) => sync.rm(path, { recursive: true, force: true }),
    copy: (from, to, o) => copyTree(pathOf(from), pathOf(to), { recursive: true, ...o }),
    move: (from, to) => sync.rename(from, to),
    emptyDir: (path) => {
      for (const name of namesIn(pathOf(path)) ?? []) sync.rm(pathOf(path) + "/" + name, { recursive: true, force: true });
      makeFolder(path, { recursive: true });
    },
  };
  Object.assign(syncs, { mkdirs: syncs.ensureDir, mkdirp: syncs.ensureDir, outputJson: syncs.writeJson, readJSON: syncs.readJson, writeJSON: syncs.writeJson, outputJSON: syncs.writeJson, createFile: syncs.ensureFile });
  const made = { ...fsModule };
  const either = (run) => (...values) => {
    if (typeof values[values.length - 1] === "function") return withCallbackLast(run)(...values);
    return (async () => run(...values))();
  };
  for (const name of Object.keys(sync)) made[name] = either(sync[name]);
  for (const name of Object.keys(syncs)) {
    made[name] = either(syncs[name]);
    made[name + "Sync"] = syncs[name];
  }
  return both(made);
};
named(["fs-extra"], fsExtra);
named(["graceful-fs", "@npmcli/fs", "memfs"], () => both({ ...fsModule }));
const listing = (patterns, o) => filesMatching(patterns, { onlyFiles: true, ...o });
named(["fast-glob", "globby", "tinyglobby", "fdir"], () => both(async (patterns, o) => listing(patterns, o), { glob: async (p, o) => listing(p.patterns ?? p, { ...(p.patterns ? p : {}), ...o }), globSync: (p, o) => listing(p.patterns ?? p, o), sync: listing, globby: async (p, o) => listing(p, o), globbySync: listing, async: async (p, o) => listing(p, o), stream: (p, o) => Readable.from(listing(p, o)), isDynamicPattern: (p) => /[*?{[]/.test(p), escapePath: (p) => p, convertPathToPattern: (p) => p }));
named(["glob"], () => both((patterns, o, call) => {
  const done = typeof o === "function" ? o : call;
  const found = filesMatching(patterns, typeof o === "object" ? o : {});
  if (done) setImmediateFn(() => done(null, found));
  return RealPromise.resolve(found);
}, { glob: async (p, o) => filesMatching(p, o), globSync: filesMatching, sync: filesMatching, hasMagic: (p) => /[*?{[]/.test(p), escape: (p) => p, globStream: (p, o) => Readable.from(filesMatching(p, o)) }));
const matches = (path, pattern) => (pattern[0] === "!" ? !matches(path, slice(pattern, 1)) : testRegExp(globPattern(pattern), path) || (!pattern.includes("/") && testRegExp(globPattern(pattern), posix.basename(path))));
named(["minimatch"], () => both((path, pattern) => matches(path, pattern), { minimatch: matches, match: (list, pattern) => list.filter((one) => matches(one, pattern)), filter: (pattern) => (path) => matches(path, pattern), makeRe: globPattern, Minimatch: class { constructor(pattern) { this.pattern = pattern; } match(path) { return matches(path, this.pattern); } } }));
const anyMatch = (path, patterns) => [patterns].flat().some((pattern) => (typeof pattern === "function" ? pattern(path) : pattern instanceof RealRegExp ? pattern.test(path) : matches(path, pattern)));
named(["micromatch", "picomatch", "anymatch"], () => both((a, b) => (b === undefined ? (path) => anyMatch(path, a) : isArray(a) ? a.filter((one) => anyMatch(one, b)) : anyMatch(b, a)), { isMatch: anyMatch, some: (list, patterns) => [list].flat().some((one) => anyMatch(one, patterns)), makeRe: globPattern, contains: anyMatch }));
named(["ignore"], () => {
  const make = () => {
    const patterns = [];
    const self = {
      add: (more) => {
        for (const line of [more].flat().flatMap((one) => (typeof one === "string" ? nativeSplit(one, /\r?\n/) : (one.patterns ?? [])))) if (line.trim() && line[0] !== "#") push(patterns, line.trim());
        return self;
      },
      ignores: (path) => patterns.reduce((held, one) => (one[0] === "!" ? (matches(path, slice(one, 1)) ? false : held) : held || matches(path, replaceText(one, /^\/|\/$/g, "")) || path.split("/").includes(replaceText(one, /^\/|\/$/g, ""))), false),
      filter: (list) => list.filter((one) => !self.ignores(one)),
      createFilter: () => (path) => !self.ignores(path),
      patterns,
    };
    return self;
  };
  return both(make, { isPathValid: () => true });
});
named(["rimraf", "del"], () => both(async (path) => [path].flat().map((one) => sync.rm(one, { recursive: true, force: true })), { rimraf: async (path) => sync.rm(path, { recursive: true, force: true }), sync: (path) => sync.rm(path, { recursive: true, force: true }), rimrafSync: (path) => sync.rm(path, { recursive: true, force: true }), deleteAsync: async () => [] }));
named(["mkdirp", "make-dir"], () => both(async (path) => makeFolder(path, { recursive: true }), { mkdirp: async (path) => makeFolder(path, { recursive: true }), sync: (path) => makeFolder(path, { recursive: true }), mkdirpSync: (path) => makeFolder(path, { recursive: true }), makeDirectory: async (path) => makeFolder(path, { recursive: true }), makeDirectorySync: (path) => makeFolder(path, { recursive: true }) }));
named(["tmp", "tmp-promise", "tempy", "temp-dir", "tempfile"], () => both({ fileSync: () => ({ name: "/tmp/tmp-aaaaaa", fd: 20, removeCallback() {} }), dirSync: () => ({ name: sync.mkdtemp("/tmp/tmp-"), removeCallback() {} }), file: async () => ({ path: "/tmp/tmp-aaaaaa", cleanup: async () => {} }), dir: async () => ({ path: sync.mkdtemp("/tmp/tmp-"), cleanup: async () => {} }), setGracefulCleanup() {}, temporaryFile: () => "/tmp/tmp-aaaaaa", temporaryDirectory: () => sync.mkdtemp("/tmp/tmp-") }));
named(["find-up", "find-up-simple", "pkg-up", "find-root", "pkg-dir"], () => {
  const up = (names, o) => {
    for (let folder = pathOf((o && o.cwd) ?? folderNow()); ; folder = posix.dirname(folder)) {
      for (const name of [names].flat()) if (typeof name === "string" && kindAt(posix.join(folder, name)) !== null) return posix.join(folder, name);
      if (folder === "/") return undefined;
    }
  };
  return both(async (names, o) => up(names, o), { findUp: async (names, o) => up(names, o), findUpSync: up, sync: up, packageDirectory: async (o) => { const found = up("package.json", o); return found && posix.dirname(found); }, packageUp: async (o) => up("package.json", o) });
});
named(["cosmiconfig", "lilconfig"], () => {
  const make = (name) => {
    const places = [`.${name}rc`, `.${name}rc.json`, `${name}.config.json`, `.config/${name}rc`, "package.json"];
    const search = () => {
      for (const folder of [folderNow(), facts().home])
        for (const place of places) {
          const path = posix.join(folder, place),
            text = contentOf(path);
          if (text === null || text === undefined) continue;
          const config = readNotation(text);
          if (place !== "package.json") return { config, filepath: path, isEmpty: false };
          if (config && config[name]) return { config: config[name], filepath: path, isEmpty: false };
        }
      return null;
    };
    const load = (path) => ({ config: readNotation(readText(path)), filepath: path });
    return { search: async () => search(), load: async (path) => load(path), clearCaches() {}, clearSearchCache() {} };
  };
  const syncOf = (name) => {
    const one = make(name);
    return { ...one, search: () => null, load: (path) => ({ config: readNotation(readText(path)), filepath: path }) };
  };
  return both(make, { cosmiconfig: make, cosmiconfigSync: syncOf, lilconfig: make, lilconfigSync: syncOf });
});
named(["dotenv", "dotenv-flow", "dotenv-expand"], () => {
  const read = (o) => {
    const paths = [(o && o.path) ?? ".env"].flat(),
      out = {};
    for (const path of paths) {
      const text = contentOf(pathOf(path));
      if (text !== null && text !== undefined) Object.assign(out, parseEnv(text));
    }
    const target = (o && o.processEnv) ?? environment;
    for (const [name, value] of Object.entries(out)) if (target[name] === undefined || (o && o.override)) target[name] = value;
    return { parsed: out };
  };
  return both({ config: read, configDotenv: read, parse: parseEnv, populate: (target, source) => Object.assign(target, source), expand: (o) => o });
});
world.clients["dotenv/config"] = () => {
  world.clients.dotenv().config();
  return {};
};
// Commands.
const lineOf = (file, args) => commandLine(file, isArray(args) ? args : []);
function execaResult(line, options) {
  const answer = runCommand(line, options && options.input);
  const stdout = replaceText(answer.output, /\n$/, "");
  return { stdout, stderr: "", all: stdout, exitCode: answer.status, code: answer.status, failed: answer.status !== 0, timedOut: false, killed: false, command: line, stdio: [undefined, stdout, ""] };
}
const execaRun = (line, options) => {
  const result = execaResult(line, options);
  const isRefused = result.failed && !(options && options.reject === false);
  const error = isRefused && Object.assign(new RealError(`Command failed with exit code ${result.exitCode}: ${line}`), result, { shortMessage: line });
  const made = isRefused ? RealPromise.reject(error) : RealPromise.resolve(result);
  made.catch(() => {});
  const stream = Readable.from(result.stdout ? [Buffer.from(result.stdout)] : []);
  return Object.assign(made, { stdout: stream, stderr: Readable.from([]), stdin: new Writable({ write(chunk, encoding, done) { event("frame", { url: "process:stdin", text: bodyText(chunk) }); done(); } }), pid: 5000, kill: () => true, pipe: () => made, on: () => made, unref() {}, async *[Symbol.asyncIterator]() { yield* nativeSplit(result.stdout, "\n"); } });
};
named(["execa", "tinyexec", "nano-spawn", "zx", "nanoexec"], () => {
  const template = (options) => (first, ...rest) => {
    if (isArray(first) && first.raw) return execaRun(first.map((part, i) => part + (i < rest.length ? [rest[i]].flat().join(" ") : "")).join("").trim(), options);
    if (first && typeof first === "object" && !isArray(first)) return template({ ...options, ...first });
    const [args, o] = isArray(rest[0]) ? [rest[0], rest[1]] : [[], rest[0]];
    return execaRun(lineOf(first, args), { ...options, ...o, ...(o && o.nodeOptions) });
  };
  const run = template({});
  const syncRun = (file, args, o) => {
    const result = execaResult(lineOf(file, args), isArray(args) ? o : args);
    if (result.failed && !(o && o.reject === false)) throw Object.assign(new RealError("Command failed: " + result.command), result);
    return result;
  };
  return both(run, { execa: run, $: run, x: run, exec: run, execaCommand: (line, o) => execaRun(line, o), command: (line, o) => execaRun(line, o), execaSync: syncRun, sync: syncRun, execaCommandSync: (line, o) => execaResult(line, o), commandSync: (line, o) => execaResult(line, o), execaNode: (file, args, o) => execaRun(lineOf("node", [file, ...(args ?? [])]), o), ExecaError: ApiError, parseCommandString: (line) => nativeSplit(line, " ") });
});
named(["cross-spawn", "cross-spawn-promise", "spawn-command"], () => both((...values) => builtin("child_process").spawn(...values), { spawn: (...values) => builtin("child_process").spawn(...values), sync: (...values) => builtin("child_process").spawnSync(...values) }));
named(["which", "command-exists", "hasbin", "lookpath"], () => {
  const find = (name) => {
    const answer = runCommand("which " + name, null);
    return answer.status === 0 && answer.output ? answer.output.trim() : null;
  };
  const orThrow = (name, o) => find(name) ?? (o && o.nothrow ? null : (() => { throw Object.assign(new RealError("not found: " + name), { code: "ENOENT" }); })());
  return both(async (name, o) => orThrow(name, o), { sync: orThrow, which: async (name, o) => orThrow(name, o), lookpath: async (name) => find(name) ?? undefined });
});
named(["simple-git", "simple-git/promise", "isomorphic-git"], () => {
  const git = (line) => runCommand("git " + line, null).output;
  const make = () => chained({
    raw: async (...values) => git(values.flat().join(" ")),
    log: async () => ({ all: [], latest: null, total: 0 }),
    status: async () => ({ files: [], staged: [], modified: [], not_added: [], current: git("branch --show-current").trim(), isClean: () => true }),
    diff: async (args) => git("diff" + (args ? " " + [args].flat().join(" ") : "")),
    branch: async () => ({ current: git("branch --show-current").trim(), all: [] }),
    branchLocal: async () => ({ current: git("branch --show-current").trim(), all: [] }),
    revparse: async (args) => git("rev-parse " + [args].flat().join(" ")).trim(),
    getConfig: async (name) => ({ value: git("config " + name).trim(), key: name }),
    listConfig: async () => ({ all: {} }),
    getRemotes: async () => [{ name: "origin", refs: { fetch: git("remote get-url origin").trim(), push: git("remote get-url origin").trim() } }],
    remote: async (args) => git("remote " + [args].flat().join(" ")),
    checkIsRepo: async () => true,
    commit: async (text) => (git(`commit -m ${jsonOf(text)}`), { commit: "0000000", summary: {} }),
    add: async (files) => git("add " + [files].flat().join(" ")),
    push: async () => git("push"),
    pull: async () => git("pull"),
    clone: async (url) => git("clone " + url),
  });
  return both(make, { simpleGit: make, gitP: make });
});
named(["chokidar"], () => both({ watch: () => Object.assign(new EventEmitter(), { add() {}, unwatch() {}, close: async () => {}, getWatched: () => ({}) }) }));
named(["keytar"], () => both({ getPassword: async () => "key-for-the-made-up-world", setPassword: async () => {}, deletePassword: async () => true, findPassword: async () => "key-for-the-made-up-world", findCredentials: async () => [{ account: "user", password: "key-for-the-made-up-world" }] }));
named(["clipboardy", "copy-paste"], () => both({ write: async () => {}, writeSync() {}, read: async () => usersText(), readSync: () => usersText() }));
