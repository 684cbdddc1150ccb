// fs: a file tree that the host answers; what is written is told to the host and can be read again.
const written = new RealMap();
const pathOf = (value) =>
  posix.resolve(
    value instanceof URL
      ? decodeURIComponent(value.pathname)
      : Buffer.isBuffer(value)
        ? value.toString()
        : RealString(value).replace(/^file:\/\//, ""),
  );
const fileError = (code, call, path) =>
  Object.assign(new RealError(`${code}: ${code === "ENOENT" ? "no such file or directory" : "not permitted"}, ${call} '${path}'`), {
    code,
    errno: -2,
    syscall: call,
    path,
  });
// Content as text, or null where there is no such file. Bytes that are no text are kept beside their text.
const fileBytes = new RealMap();
function contentOf(path) {
  if (mapHas(written, path)) return mapGet(written, path);
  const answer = question("file", path);
  if (answer === null || typeof answer === "string") return answer;
  const bytes = Buffer.from(answer.base64, "base64");
  mapSet(fileBytes, path, bytes);
  return utf8Text(bytes);
}
const bytesOfFile = (path, text) =>
  mapHas(fileBytes, path) && !mapHas(written, path) ? Buffer.from(mapGet(fileBytes, path)) : Buffer.from(text);
function readText(value, call = "open") {
  if (value === 0 || value === "/dev/stdin") return facts().stdin ?? facts().prompt + "\n";
  const path = typeof value === "number" ? mapGet(descriptors, value).path : pathOf(value);
  const content = contentOf(path);
  if (content === null || content === undefined) throw fileError("ENOENT", call, path);
  return content;
}
const encodingOf = (options) => (typeof options === "string" ? options : options && options.encoding);
function readFileSync(value, options) {
  const text = readText(value),
    encoding = encodingOf(options);
  if (encoding && /^utf-?8$/i.test(encoding)) return text;
  const path = typeof value === "number" ? (mapGet(descriptors, value) || { path: "" }).path : pathOf(value);
  const bytes = bytesOfFile(path, text);
  return encoding && encoding !== "buffer" ? bytes.toString(encoding) : bytes;
}
function put(op, value, data) {
  const path = typeof value === "number" ? (mapGet(descriptors, value) || { path: "fd:" + value }).path : pathOf(value);
  const text = data === undefined ? "" : typeof data === "string" ? data : isBytes(data) ? utf8Text(viewOf(data)) : RealString(data);
  if (value === 1 || value === 2) {
    event("print", { stream: value === 1 ? "stdout" : "stderr", text });
    return;
  }
  mapSet(written, path, op === "append" ? (contentOf(path) || "") + text : text);
  event("file", { op, path, text });
}
const descriptors = new RealMap();
let nextDescriptor = 10;
function statOf(value, call = "stat") {
  const path = pathOf(value);
  const isFolder = question("folder", path) !== null || [...written.keys()].some((one) => one.startsWith(path + "/"));
  const text = isFolder ? "" : contentOf(path);
  if (text === null || text === undefined) throw fileError("ENOENT", call, path);
  const isLink = question("link", path) !== null;
  const time = new FakeDate(facts().now_ms - 86400000);
  return {
    size: text.length,
    mode: isFolder ? 16877 : 33188,
    mtime: time,
    ctime: time,
    atime: time,
    birthtime: time,
    mtimeMs: +time,
    ctimeMs: +time,
    atimeMs: +time,
    birthtimeMs: +time,
    uid: 1000,
    gid: 1000,
    nlink: 1,
    ino: 1,
    dev: 1,
    isFile: () => !isFolder,
    isDirectory: () => isFolder,
    isSymbolicLink: () => call === "lstat" && isLink,
    isFIFO: () => false,
    isSocket: () => false,
    isBlockDevice: () => false,
    isCharacterDevice: () => false,
  };
}
function entriesOf(value, options) {
  const path = pathOf(value),
    known = question("folder", path),
    names = new RealSet(known || []);
  for (const one of written.keys()) if (one.startsWith(path + "/")) names.add(one.slice(path.length + 1).split("/")[0]);
  if (known === null && !names.size) throw fileError("ENOENT", "scandir", path);
  const list = [...names].sort();
  if (!(options && options.withFileTypes)) return list;
  return list.map((name) => {
    const s = statOf(path + "/" + name);
    return { name, path, parentPath: path, isFile: s.isFile, isDirectory: s.isDirectory, isSymbolicLink: () => false };
  });
}
function linkOf(value) {
  const path = pathOf(value),
    target = question("link", path);
  if (target === null) throw Object.assign(fileError("EINVAL", "readlink", path), { code: "EINVAL" });
  return target;
}
const sync = {
  readFile: readFileSync,
  writeFile: (path, data) => put("write", path, data),
  appendFile: (path, data) => put("append", path, data),
  stat: (path, options) => {
    try {
      return statOf(path);
    } catch (error) {
      if (options && options.throwIfNoEntry === false) return undefined;
      throw error;
    }
  },
  lstat: (path, options) => {
    try {
      return statOf(path, "lstat");
    } catch (error) {
      if (options && options.throwIfNoEntry === false) return undefined;
      throw error;
    }
  },
  readdir: entriesOf,
  readlink: linkOf,
  realpath: (path) => {
    const target = question("link", pathOf(path));
    statOf(path);
    return target === null ? pathOf(path) : target;
  },
  access: (path) => {
    statOf(path, "access");
  },
  mkdir: (path) => {
    put("mkdir", pathOf(path) + "/.", "");
    return pathOf(path);
  },
  mkdtemp: (prefix) => prefix + "aaaaaa",
  unlink: (path) => {
    mapSet(written, pathOf(path), null);
    event("file", { op: "unlink", path: pathOf(path), text: "" });
  },
  rm: () => {},
  rmdir: () => {},
  rename: (from, to) => {
    const text = contentOf(pathOf(from));
    mapSet(written, pathOf(to), text);
    mapSet(written, pathOf(from), null);
    event("file", { op: "rename", path: pathOf(to), text: text || "" });
  },
  copyFile: (from, to) => put("write", to, readText(from)),
  cp: () => {},
  symlink: () => {},
  link: () => {},
  chmod: () => {},
  chown: () => {},
  utimes: () => {},
  truncate: () => {},
  fsync: () => {},
  open: (path, flags = "r") => {
    const full = pathOf(path);
    if (/^r/.test(flags)) readText(full);
    const fd = nextDescriptor++;
    mapSet(descriptors, fd, { path: full, at: 0 });
    return fd;
  },
  close: () => {},
  write: (fd, data) => {
    put("append", fd, data);
    return data.length;
  },
  read: (fd, buffer, offset = 0, length = buffer.length, position = null) => {
    const d = mapGet(descriptors, fd),
      bytes = utf8Bytes(readText(fd));
    const at = position ?? d.at;
    const part = bytes.slice(at, at + length);
    buffer.set(part, offset);
    if (position === null) d.at = at + part.length;
    return part.length;
  },
  fstat: (fd) => statOf(mapGet(descriptors, fd).path),
  futimes: () => {},
  opendir: (path) => ({
    read: async () => null,
    close: async () => {},
    async *[Symbol.asyncIterator]() {
      yield* entriesOf(path, { withFileTypes: true });
    },
  }),
};
const fsModule = {
  ...{},
  existsSync: (path) => {
    try {
      statOf(path);
      return true;
    } catch (error) {
      return false;
    }
  },
  constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, O_RDONLY: 0, O_WRONLY: 1, O_CREAT: 64, COPYFILE_EXCL: 1 },
};
const fsPromises = { constants: fsModule.constants };
for (const name of Object.keys(sync)) {
  fsModule[name + "Sync"] = sync[name];
  fsPromises[name] = async (...values) => sync[name](...values);
  fsModule[name] = (...values) => {
    const call = values.pop();
    let error = null,
      result;
    try {
      result = sync[name](...values.filter((v) => v !== undefined));
    } catch (thrown) {
      error = thrown;
    }
    if (typeof call === "function") setImmediateFn(() => (error ? call(error) : call(null, result)));
  };
}
fsModule.exists = (path, call) => setImmediateFn(() => call(fsModule.existsSync(path)));
fsModule.realpathSync.native = sync.realpath;
fsPromises.open = async (path, flags) => {
  const fd = sync.open(path, flags);
  return {
    fd,
    readFile: async (o) => readFileSync(fd, o),
    writeFile: async (d) => put("write", fd, d),
    appendFile: async (d) => put("append", fd, d),
    write: async (d) => sync.write(fd, d),
    stat: async () => sync.fstat(fd),
    read: async (b, ...rest) => ({ bytesRead: sync.read(fd, b, ...rest), buffer: b }),
    sync: async () => {},
    close: async () => {},
  };
};
Object.assign(fsModule, {
  promises: fsPromises,
  createReadStream: (path, options) => {
    const made = new Readable();
    if (encodingOf(options)) made.setEncoding(encodingOf(options));
    try {
      made.push(bytesOfFile(pathOf(path), readText(path)));
      made.push(null);
    } catch (error) {
      setImmediateFn(() => made.emit("error", error));
    }
    setImmediateFn(() => made.emit("open", 10));
    return Object.assign(made, { path });
  },
  createWriteStream: (path, options) => {
    const made = new Writable();
    if (!(options && /a/.test(options.flags || options))) put("write", path, "");
    made._write = (chunk, encoding, done) => {
      put("append", path, chunk);
      done();
    };
    setImmediateFn(() => {
      made.emit("open", 10);
      made.emit("ready");
    });
    return Object.assign(made, { path });
  },
  watch: () => Object.assign(new EventEmitter(), { close() {}, unref() {} }),
  watchFile() {},
  unwatchFile() {},
  Stats: class {},
  Dirent: class {},
  ReadStream: Readable,
  WriteStream: Writable,
});
world.builtins.fs = () => fsModule;
world.builtins["fs/promises"] = () => fsPromises;
