// File handles, streams of files, watchers.
class FileHandle extends EventEmitter {
  constructor(fd) {
    super();
    this.fd = fd;
  }
  async read(buffer, ...rest) {
    const given = isBytes(buffer) ? buffer : ((buffer && buffer.buffer) ?? Buffer.alloc(16384));
    const bytesRead = isBytes(buffer) ? readAt(this.fd, buffer, ...rest) : readAt(this.fd, given, buffer || {});
    return { bytesRead, buffer: given };
  }
  async write(data, ...rest) {
    return { bytesWritten: writeAt(this.fd, data, ...rest), buffer: data };
  }
  async readFile(options) {
    const whole = readFileSync(openFile(this.fd).path, options),
      { at } = openFile(this.fd);
    openFile(this.fd).at = whole.length;
    return at ? whole.slice(at) : whole;
  }
  async writeFile(data, options) {
    const file = openFile(this.fd);
    put(file.at ? "append" : "write", file.path, data, encodingOf(options));
    file.at = (contentOf(file.path) ?? "").length;
  }
  async appendFile(data, options) {
    put("append", openFile(this.fd).path, data, encodingOf(options));
  }
  async stat(options) {
    return sync.fstat(this.fd, options);
  }
  async truncate(size) {
    sync.ftruncate(this.fd, size);
  }
  async writev(list) {
    return { bytesWritten: sync.writev(this.fd, list), buffers: list };
  }
  async readv(list) {
    return { bytesRead: sync.readv(this.fd, list), buffers: list };
  }
  async chmod() {}
  async chown() {}
  async utimes(accessed, changed) {
    sync.futimes(this.fd, accessed, changed);
  }
  async sync() {}
  async datasync() {}
  createReadStream(options) {
    return new ReadStream(openFile(this.fd).path, options);
  }
  createWriteStream(options) {
    return new WriteStream(openFile(this.fd).path, { flags: "a", ...options });
  }
  readableWebStream() {
    return Readable.toWeb(this.createReadStream());
  }
  readLines() {
    return new Interface({ input: this.createReadStream() });
  }
  async close() {
    mapDelete(descriptors, this.fd);
    this.emit("close");
  }
  async [Symbol.asyncDispose]() {
    await this.close();
  }
}
fsPromises.open = async (path, flags) => new FileHandle(openAt(path, flags));
class ReadStream extends Readable {
  constructor(path, options) {
    const o = typeof options === "string" ? { encoding: options } : options || {};
    super({ highWaterMark: 65536, ...o, read: undefined });
    this.path = o.fd === undefined ? path : undefined;
    this.fd = o.fd ?? null;
    this.flags = o.flags ?? "r";
    this.mode = o.mode ?? 438;
    this.start = o.start;
    this.end = o.end ?? Infinity;
    this.bytesRead = 0;
    this.pending = true;
    define(this, "from", o.start ?? 0);
    define(this, "to", o.end ?? Infinity);
    define(this, "source", o.fd ?? path);
  }
  _construct(done) {
    try {
      const isInput = isStdin(this.source),
        text = readText(this.source);
      define(this, "bytes", isInput ? Buffer.from(text) : bytesOfFile(pathGiven(this.source), text));
      this.fd = 10;
      this.pending = false;
      done();
      this.emit("open", this.fd);
      this.emit("ready");
    } catch (error) {
      done(error);
    }
  }
  _read(size) {
    const end = Math.min(this.to === Infinity ? this.bytes.length : this.to + 1, this.bytes.length);
    const part = this.bytes.subarray(this.from, Math.min(this.from + size, end));
    this.from += part.length;
    this.bytesRead += part.length;
    this.push(part.length ? part : null);
  }
  close(done) {
    if (done) this.once("close", done);
    this.destroy();
  }
}
class WriteStream extends Writable {
  constructor(path, options) {
    const o = typeof options === "string" ? { encoding: options } : options || {};
    super({ ...o, write: undefined, decodeStrings: false });
    this.path = o.fd === undefined ? path : undefined;
    this.fd = o.fd ?? null;
    this.flags = o.flags ?? "w";
    this.mode = o.mode ?? 438;
    this.bytesWritten = 0;
    this.pending = true;
    define(this, "target", o.fd ?? path);
    define(this, "encoding", o.encoding);
  }
  _construct(done) {
    try {
      if (typeof this.target !== "number") {
        const path = pathOf(this.target);
        if (kindAt(path) === "folder") throw fileError("EISDIR", "open", path);
        if (/x/.test(this.flags) && kindAt(path) !== null) throw fileError("EEXIST", "open", path);
        if (/^r/.test(this.flags) && kindAt(path) === null) throw fileError("ENOENT", "open", path);
        if (/^w/.test(this.flags)) put("write", path, "");
      }
      this.fd = 11;
      this.pending = false;
      done();
      this.emit("open", this.fd);
      this.emit("ready");
    } catch (error) {
      done(error);
    }
  }
  _write(chunk, encoding, done) {
    try {
      const content = typeof chunk === "string" && encoding && encoding !== "utf8" ? Buffer.from(chunk, encoding) : chunk;
      this.bytesWritten += typeof content === "string" ? utf8Bytes(content).length : content.length;
      put("append", this.target, content);
      done();
    } catch (error) {
      done(error);
    }
  }
  close(done) {
    if (done) this.once("close", done);
    if (this.writableEnded) this.destroy();
    else this.end();
  }
}
class FSWatcher extends EventEmitter {
  close() {
    soon(() => this.emit("close"));
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}
Object.assign(fsModule, {
  promises: fsPromises,
  createReadStream: (path, options) => new ReadStream(path, options),
  createWriteStream: (path, options) => new WriteStream(path, options),
  watch(path, options, listener) {
    const made = new FSWatcher(),
      call = typeof options === "function" ? options : listener;
    if (call) made.on("change", call);
    return made;
  },
  watchFile: () => new FSWatcher(),
  unwatchFile() {},
  openAsBlob: async (path) => new Blob([readFileSync(path)]),
  Stats,
  Dirent,
  Dir,
  ReadStream: callableClass(ReadStream),
  WriteStream: callableClass(WriteStream),
  FileReadStream: callableClass(ReadStream),
  FileWriteStream: callableClass(WriteStream),
});
for (const name of ["F_OK", "R_OK", "W_OK", "X_OK"]) fsModule[name] = fsModule.constants[name];
fsPromises.watch = async function* () {};
world.builtins.fs = () => fsModule;
world.builtins["fs/promises"] = () => fsPromises;

// Patterns of paths: `*`, `**`, `?`, `[...]`, `{a,b}`, `!(...)` as far as lists of files use them.
function globPattern(text) {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "*" && text[i + 1] === "*") {
      const isWhole = (i === 0 || text[i - 1] === "/") && text[i + 2] === "/";
      out += isWhole ? "(?:.*/)?" : ".*";
      i += isWhole ? 2 : 1;
    } else if (c === "*") out += "[^/]*";
    else if (c === "?") out += "[^/]";
    else if (c === "{") out += "(?:";
    else if (c === "}") out += ")";
    else if (c === "," && plainIndexOf(text, "{") >= 0) out += "|";
    else if (c === "[" || c === "]") out += c;
    else out += plainIndexOf("\\^$+.()|", c) >= 0 ? "\\" + c : c;
  }
  return new RealRegExp("^" + out + "$");
}
const FOLDERS_MOST = 200;
// Paths below a folder that match, relative to it, in order.
function filesMatching(patterns, options = {}) {
  const root = pathOf(options.cwd === undefined ? folderNow() : options.cwd);
  const given = [patterns].flat().map((one) => replaceText(RealString(one), /^\.\//, ""));
  const wanted = given.filter((one) => one[0] !== "!").map((one) => [one, globPattern(one)]);
  const ignored = [...given.filter((one) => one[0] === "!").map((one) => slice(one, 1)), ...[options.ignore ?? options.exclude ?? []].flat().filter((one) => typeof one === "string")].map(globPattern);
  const out = [];
  let folders = 0;
  const walk = (folder, lead) => {
    if (folders++ > FOLDERS_MOST) return;
    for (const name of namesIn(folder) || []) {
      if (name[0] === "." && !options.dot && !given.some((one) => plainIndexOf(one, "/.") >= 0 || one[0] === ".")) continue;
      const path = lead + name,
        full = (folder === "/" ? "" : folder) + "/" + name;
      if (ignored.some((pattern) => testRegExp(pattern, path) || testRegExp(pattern, path + "/"))) continue;
      const kind = kindAt(full);
      const isWanted = wanted.some(([, pattern]) => testRegExp(pattern, options.absolutePatterns ? full : path));
      if (isWanted && (kind !== "folder" || (!options.nodir && !options.onlyFiles))) push(out, options.absolute ? full : path);
      if (kind === "folder" && name !== "node_modules") walk(full, path + "/");
    }
  };
  for (const [one] of wanted)
    if (one[0] === "/") {
      if (kindAt(one) !== null) push(out, one);
    }
  walk(root, "");
  return out;
}
