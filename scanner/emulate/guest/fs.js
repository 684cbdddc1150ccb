// fs and fs/promises over the file tree.
const quietly = (run, options) => {
  try {
    return run();
  } catch (error) {
    if (options && options.throwIfNoEntry === false && error.code === "ENOENT") return undefined;
    throw error;
  }
};
const flagsOf = (options, usual) => (options && typeof options === "object" && options.flag) || usual;
function makeFolder(value, options) {
  const path = pathOf(value),
    isDeep = !!(options && options.recursive);
  const kind = kindAt(path);
  if (kind === "file" || (kind === "folder" && !isDeep)) throw fileError("EEXIST", "mkdir", path);
  if (kind === "folder") return undefined;
  let first = path;
  if (isDeep) for (let up = posix.dirname(path); up !== "/" && kindAt(up) === null; up = posix.dirname(up)) first = up;
  mapSet(written, path + "/.", "");
  touched(path);
  event("file", { op: "mkdir", path: path + "/.", text: "" });
  return isDeep ? first : undefined;
}
let temporaryCount = 0;
const temporaryName = () => {
  let out = "";
  for (let i = 0; i < 6; i++) out += slice("abcdefghijklmnopqrstuvwxyz0123456789", i ? (temporaryCount >> i) % 26 : temporaryCount % 26, (i ? (temporaryCount >> i) % 26 : temporaryCount % 26) + 1);
  temporaryCount++;
  return out;
};
function timesSet(value, call, changed) {
  const path = pathGiven(value);
  if (kindAt(path) === null) throw fileError("ENOENT", call, path);
  touched(path, typeof changed === "object" ? +changed : Number(changed) * 1000);
}
function openAt(value, flags = "r") {
  const path = pathOf(value),
    isNumber = typeof flags === "number";
  const wants = { append: isNumber ? flags & 1024 : flags[0] === "a", create: isNumber ? flags & 64 : flags[0] === "w" || flags[0] === "a", truncate: isNumber ? flags & 512 : flags[0] === "w", exclusive: isNumber ? flags & 128 : /x/.test(flags) };
  const kind = path === "/dev/tty" ? "device" : kindAt(path);
  if (kind === null && !wants.create) throw fileError("ENOENT", "open", path);
  if (kind !== null && wants.exclusive && wants.create) throw fileError("EEXIST", "open", path);
  if (kind === "folder" && wants.create) throw fileError("EISDIR", "open", path);
  if (wants.truncate || (wants.create && kind === null)) put("write", path, "");
  const fd = nextDescriptor++;
  mapSet(descriptors, fd, { path, at: wants.append ? (contentOf(path) ?? "").length : 0, appends: wants.append });
  return fd;
}
const bytesToWrite = (data, offset, length) => {
  if (typeof data === "string") return data;
  const o = offset && typeof offset === "object" ? offset : { offset: offset ?? 0, length };
  const view = viewOf(data),
    from = o.offset ?? 0;
  return view.subarray(from, o.length === undefined || o.length === null ? view.length : from + o.length);
};
function writeAt(fd, data, offset, length, position) {
  if (fd === 1 || fd === 2) {
    put("append", fd, bytesToWrite(data, offset, length));
    return data.length;
  }
  const file = openFile(fd),
    part = bytesToWrite(data, offset, length);
  const place = typeof data === "string" ? offset : position;
  const bytes = Buffer.from(part),
    held = bytesOfFile(file.path, contentOf(file.path) ?? "");
  const at = typeof place === "number" && !file.appends ? place : file.appends ? held.length : Math.min(file.at, held.length);
  if (at >= held.length) put("append", file.path, typeof part === "string" ? part : bytes);
  else put("write", file.path, Buffer.concat([held.subarray(0, at), bytes, held.subarray(at + bytes.length)]));
  if (typeof place !== "number") file.at = at + bytes.length;
  return bytes.length;
}
function readAt(fd, buffer, offset, length, position) {
  const o = offset !== null && typeof offset === "object" ? offset : { offset, length, position };
  const from = o.offset ?? 0,
    count = o.length ?? buffer.byteLength - from;
  const file = fd === 0 ? (mapGet(descriptors, 0) ?? (mapSet(descriptors, 0, { path: "/dev/stdin", at: 0 }), mapGet(descriptors, 0))) : openFile(fd);
  const bytes = fd === 0 ? Buffer.from(readText(0)) : bytesOfFile(file.path, readText(file.path));
  const isPlaced = typeof o.position === "number" || typeof o.position === "bigint",
    at = isPlaced ? Number(o.position) : file.at;
  const part = bytes.subarray(at, at + count);
  setBytes(viewOf(buffer), part, from);
  if (!isPlaced) file.at = at + part.length;
  return part.length;
}
const sync = {
  readFile: readFileSync,
  writeFile: (path, data, options) => {
    const flag = flagsOf(options, "w");
    if (/x/.test(flag) && kindAt(pathGiven(path)) !== null) throw fileError("EEXIST", "open", pathGiven(path));
    put(flag[0] === "a" ? "append" : "write", path, data, encodingOf(options));
  },
  appendFile: (path, data, options) => put("append", path, data, encodingOf(options)),
  stat: (path, options) => quietly(() => statOf(path, "stat", options), options),
  lstat: (path, options) => quietly(() => statOf(path, "lstat", options), options),
  fstat: (fd, options) => (fd <= 2 ? new Stats("device", 0) : statOf(openFile(fd).path, "fstat", options)),
  statfs: () => ({ type: 61267, bsize: 4096, blocks: 5e7, bfree: 25e6, bavail: 24e6, files: 1e7, ffree: 9e6 }),
  readdir: entriesOf,
  readlink: linkOf,
  realpath: (path) => {
    const full = pathOf(path),
      target = question("link", full);
    if (target === null && kindAt(full) === null) throw fileError("ENOENT", "lstat", full);
    return target === null ? full : target;
  },
  access: (path) => {
    if (kindAt(pathOf(path)) === null) throw fileError("ENOENT", "access", pathOf(path));
  },
  mkdir: makeFolder,
  mkdtemp: (prefix) => {
    const path = RealString(prefix) + temporaryName();
    mapSet(written, pathOf(path) + "/.", "");
    touched(pathOf(path));
    return path;
  },
  unlink: (path) => {
    const full = pathOf(path);
    if (kindAt(full) === null) throw fileError("ENOENT", "unlink", full);
    removeAt(full);
  },
  rm: (path, options) => {
    const full = pathOf(path),
      kind = kindAt(full);
    if (kind === null) {
      if (options && options.force) return;
      throw fileError("ENOENT", "lstat", full);
    }
    if (kind !== "folder") return removeAt(full);
    if (!options || !options.recursive) throw nodeError(RealError, "ERR_FS_EISDIR", `Path is a directory: rm returned EISDIR (is a directory) ${full}`, { syscall: "rm", path: full, errno: 21 });
    removeTree(full);
  },
  rmdir: (path, options) => {
    const full = pathOf(path),
      names = namesIn(full);
    if (names === null) throw fileError("ENOENT", "rmdir", full);
    if (names.length && !(options && options.recursive)) throw fileError("ENOTEMPTY", "rmdir", full);
    removeTree(full);
  },
  rename: (from, to) => {
    const source = pathOf(from),
      target = pathOf(to),
      kind = kindAt(source);
    if (kind === null) throw fileError("ENOENT", "rename", source, target);
    if (kind === "folder") {
      copyTree(source, target, { recursive: true });
      removeTree(source);
      return;
    }
    const text = contentOf(source);
    mapSet(written, target, bytesOfFile(source, text));
    mapSet(written, source, null);
    event("file", { op: "rename", path: target, text: text || "" });
  },
  copyFile: (from, to, mode) => {
    const source = pathOf(from);
    if (mode & 1 && kindAt(pathOf(to)) !== null) throw fileError("EEXIST", "copyfile", source, pathOf(to));
    const text = readText(from, "copyfile");
    put("write", to, bytesOfFile(source, text));
  },
  cp: (from, to, options) => copyTree(pathOf(from), pathOf(to), options),
  symlink: (target, path) => put("write", path, contentOf(pathOf(target)) ?? ""),
  link: (from, to) => put("write", to, readText(from)),
  chmod: () => {},
  fchmod: () => {},
  lchmod: () => {},
  chown: () => {},
  fchown: () => {},
  lchown: () => {},
  utimes: (path, accessed, changed) => timesSet(path, "utime", changed),
  futimes: (fd, accessed, changed) => timesSet(fd, "futime", changed),
  lutimes: (path, accessed, changed) => timesSet(path, "lutime", changed),
  truncate: (path, size = 0) => put("write", path, bytesOfFile(pathGiven(path), readText(path)).subarray(0, size)),
  ftruncate: (fd, size = 0) => put("write", openFile(fd).path, bytesOfFile(openFile(fd).path, readText(fd)).subarray(0, size)),
  fsync: () => {},
  fdatasync: () => {},
  open: openAt,
  close: (fd) => {
    if (!mapHas(descriptors, fd) && fd > 2) throw fileError("EBADF", "close");
    mapDelete(descriptors, fd);
  },
  write: writeAt,
  read: readAt,
  writev: (fd, list) => list.reduce((sum, one) => sum + writeAt(fd, one), 0),
  readv: (fd, list) => list.reduce((sum, one) => sum + readAt(fd, one), 0),
  opendir: (path) => new Dir(pathOf(path)),
  glob: (pattern, options) => filesMatching(pattern, options),
};
class Dir {
  #left;
  constructor(path) {
    this.path = path;
    this.#left = entriesOf(path, { withFileTypes: true });
  }
  readSync() {
    return this.#left.shift() ?? null;
  }
  async read() {
    return this.readSync();
  }
  closeSync() {}
  async close() {}
  async *[Symbol.asyncIterator]() {
    for (let one = this.readSync(); one; one = this.readSync()) yield one;
  }
}
const fsModule = {
  existsSync: (path) => {
    try {
      return kindAt(pathOf(path)) !== null;
    } catch (error) {
      return false;
    }
  },
  constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_SYNC: 1052672, COPYFILE_EXCL: 1, COPYFILE_FICLONE: 2, COPYFILE_FICLONE_FORCE: 4, S_IFMT: 61440, S_IFREG: 32768, S_IFDIR: 16384, S_IFLNK: 40960, S_IRUSR: 256, S_IWUSR: 128, S_IXUSR: 64, UV_FS_O_FILEMAP: 0 },
};
const fsPromises = { constants: fsModule.constants };
const withBuffer = { read: "bytesRead", write: "bytesWritten", readv: "bytesRead", writev: "bytesWritten" };
for (const name of Object.keys(sync)) {
  fsModule[name + "Sync"] = sync[name];
  if (!withBuffer[name] && !/^f(?:stat|chmod|chown|truncate|sync|datasync)$|^close$|^futimes$/.test(name)) fsPromises[name] = async (...values) => sync[name](...values);
  fsModule[name] = (...values) => {
    const call = values.pop();
    if (typeof call !== "function") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "cb" argument must be of type function. Received ${describeType(call)}`);
    let error = null,
      result;
    try {
      result = sync[name](...values.filter((v, i) => v !== undefined || i === 0 || withBuffer[name]));
    } catch (thrown) {
      error = thrown;
    }
    setImmediateFn(() => (error ? call(error) : withBuffer[name] ? call(null, result, values[1]) : call(null, result)));
  };
  if (withBuffer[name]) define(fsModule[name], PROMISIFY, async (...values) => ({ [withBuffer[name]]: sync[name](...values), buffer: values[1] }));
}
fsModule.exists = (path, call) => setImmediateFn(() => call(fsModule.existsSync(path)));
define(fsModule.exists, PROMISIFY, async (path) => fsModule.existsSync(path));
fsModule.realpathSync.native = sync.realpath;
fsModule.realpath.native = fsModule.realpath;
fsPromises.glob = async function* (pattern, options) {
  yield* filesMatching(pattern, options);
};
