// When the program wrote or touched a path -> ms; everything else is a day old.
const changedAt = new RealMap();
const touched = (path, ms = virtualNow) => mapSet(changedAt, path, ms);
// A file tree that the host answers; what is written is told to the host and can be read again.
const written = new RealMap(); // path -> text or bytes; null: removed; a path that ends in "/." is a folder
const pathOf = (value) => {
  if (value instanceof URL) return posix.resolve(decodeURIComponent(value.pathname));
  if (Buffer.isBuffer(value)) return posix.resolve(utf8Text(value));
  if (typeof value !== "string") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "path" argument must be of type string or an instance of Buffer or URL. Received ${describeType(value)}`);
  return posix.resolve(slice(value, 0, 7) === "file://" ? slice(value, 7) : value);
};
const FILE_ERRORS = { ENOENT: [-2, "no such file or directory"], EEXIST: [-17, "file already exists"], ENOTDIR: [-20, "not a directory"], EISDIR: [-21, "illegal operation on a directory"], EINVAL: [-22, "invalid argument"], ENOTEMPTY: [-39, "directory not empty"], EBADF: [-9, "bad file descriptor"], EACCES: [-13, "permission denied"] };
const fileError = (code, call, path, target) => {
  const [errno, text] = FILE_ERRORS[code];
  return Object.assign(new RealError(`${code}: ${text}, ${call}${path === undefined ? "" : ` '${path}'`}${target === undefined ? "" : ` -> '${target}'`}`), { errno, code, syscall: call, ...(path === undefined ? {} : { path }), ...(target === undefined ? {} : { dest: target }) });
};
// Content as text, or null where there is no such file. Bytes that are no text are kept beside their text.
const fileBytes = new RealMap();
const takenBack = new RealSet(); // paths of files that the program read again after it had written them
function contentOf(path) {
  if (mapHas(written, path)) {
    const held = mapGet(written, path);
    if (held !== null && !setHas(takenBack, path)) {
      setAdd(takenBack, path);
      question("reread", path);
    }
    return held === null || typeof held === "string" ? held : utf8Text(held);
  }
  const answer = question("file", path);
  if (answer === null || typeof answer === "string") return answer;
  const bytes = Buffer.from(answer.base64, "base64");
  mapSet(fileBytes, path, bytes);
  return utf8Text(bytes);
}
function bytesOfFile(path, text) {
  const held = mapHas(written, path) ? mapGet(written, path) : mapGet(fileBytes, path);
  return held !== undefined && held !== null && typeof held !== "string" ? Buffer.from(held) : Buffer.from(text);
}
const descriptors = new RealMap();
let nextDescriptor = 10;
const openFile = (fd) => {
  const found = mapGet(descriptors, fd);
  if (!found) throw fileError("EBADF", "read");
  return found;
};
const pathGiven = (value) => (typeof value === "number" ? openFile(value).path : value instanceof FileHandle ? openFile(value.fd).path : pathOf(value));
const isStdin = (value) => value === 0 || value === "/dev/stdin" || value === "/proc/self/fd/0";
function readText(value, call = "open") {
  if (isStdin(value)) return facts().stdin ?? facts().prompt + "\n";
  const path = pathGiven(value);
  const content = contentOf(path);
  if (content === null || content === undefined) {
    if (isFolder(path)) throw fileError("EISDIR", "read");
    throw fileError("ENOENT", call, typeof value === "number" ? undefined : path);
  }
  return content;
}
const encodingOf = (options) => (typeof options === "string" ? options : options && options.encoding);
function readFileSync(value, options) {
  const text = readText(value),
    encoding = encodingOf(options);
  if (encoding && checkEncoding(encoding) === "utf8") return text;
  const bytes = isStdin(value) ? Buffer.from(text) : bytesOfFile(pathGiven(value), text);
  return encoding && encoding !== "buffer" ? bytes.toString(encoding) : bytes;
}
const asContent = (data, encoding) => (typeof data === "string" ? (encoding && checkEncoding(encoding) !== "utf8" ? Buffer.from(data, encoding) : data) : isBytes(data) ? Buffer.from(viewOf(data)) : RealString(data));
const contentText = (content) => (typeof content === "string" ? content : leavingText(content));
// Writes or appends; `op` is what the host is told.
function put(op, value, data, encoding) {
  const content = data === undefined || data === null ? "" : asContent(data, encoding),
    text = contentText(content);
  if (value === 1 || value === 2 || value === "/dev/stdout" || value === "/dev/stderr" || value === "/dev/tty") {
    event("print", { stream: value === 2 || value === "/dev/stderr" ? "stderr" : "stdout", text });
    return;
  }
  const path = pathGiven(value);
  touched(path);
  if (op === "append") {
    const before = contentOf(path) ?? "";
    const isText = typeof content === "string" && !(mapHas(written, path) && typeof mapGet(written, path) === "object" && mapGet(written, path) !== null) && !mapHas(fileBytes, path);
    mapSet(written, path, isText ? before + content : Buffer.concat([bytesOfFile(path, before), Buffer.from(content)]));
  } else mapSet(written, path, content);
  event("file", { op, path, text });
}
const hasBelow = (path) => {
  const prefix = path === "/" ? "/" : path + "/";
  for (const [name, content] of written) if (content !== null && slice(name, 0, prefix.length) === prefix) return true;
  return false;
};
const isFolder = (path) => hasBelow(path) || (mapGet(written, path + "/.") !== null && question("folder", path) !== null);
class Stats {
  constructor(kind, size, isBig, changed) {
    const time = new FakeDate(changed ?? facts().now_ms - 86400000);
    const number = isBig ? BigInt : (value) => value;
    define(this, "kind", kind);
    Object.assign(this, {
      dev: number(2049),
      mode: number(kind === "folder" ? 16877 : kind === "link" ? 41471 : 33188),
      nlink: number(1),
      uid: number(1000),
      gid: number(1000),
      rdev: number(0),
      blksize: number(4096),
      ino: number(131074),
      size: number(size),
      blocks: number(Math.ceil(size / 512)),
    });
    for (const name of ["atime", "mtime", "ctime", "birthtime"]) this[name + "Ms"] = number(+time);
    if (isBig) for (const name of ["atime", "mtime", "ctime", "birthtime"]) this[name + "Ns"] = BigInt(+time) * 1000000n;
    for (const name of ["atime", "mtime", "ctime", "birthtime"]) this[name] = time;
  }
  isFile() {
    return this.kind === "file";
  }
  isDirectory() {
    return this.kind === "folder";
  }
  isSymbolicLink() {
    return this.kind === "link";
  }
  isFIFO() {
    return false;
  }
  isSocket() {
    return false;
  }
  isBlockDevice() {
    return false;
  }
  isCharacterDevice() {
    return this.kind === "device";
  }
}
class Dirent {
  constructor(name, parent, kind) {
    Object.assign(this, { name, parentPath: parent, path: parent });
    define(this, "kind", kind);
  }
}
for (const name of ["isFile", "isDirectory", "isSymbolicLink", "isFIFO", "isSocket", "isBlockDevice", "isCharacterDevice"]) define(Dirent.prototype, name, Stats.prototype[name]);
function kindAt(path) {
  if (path === "/dev/null" || path === "/dev/tty") return "device";
  if (isFolder(path)) return "folder";
  if (!mapHas(written, path)) return question("there", path) === true ? "file" : null; // to ask whether it is there is not to open it
  return mapGet(written, path) === null ? null : "file";
}
function statOf(value, call = "stat", options) {
  if (isStdin(value)) return new Stats(facts().stdin === null ? "device" : "file", 0);
  const path = pathGiven(value);
  if (call === "lstat" && question("link", path) !== null) return new Stats("link", 20, options && options.bigint);
  const kind = kindAt(path);
  if (kind === null) throw fileError("ENOENT", call, path);
  return new Stats(kind, kind === "file" ? bytesOfFile(path, contentOf(path)).length : kind === "folder" ? 4096 : 0, options && options.bigint, mapGet(changedAt, path));
}
function namesIn(path) {
  const known = question("folder", path),
    gone = new RealSet(),
    names = new RealSet();
  const prefix = path === "/" ? "/" : path + "/";
  for (const [name, content] of written) {
    if (slice(name, 0, prefix.length) !== prefix) continue;
    const rest = slice(name, prefix.length),
      at = plainIndexOf(rest, "/");
    const first = at < 0 ? rest : slice(rest, 0, at);
    if (content !== null && first !== ".") setAdd(names, first);
    else if (content === null && (at < 0 || slice(rest, at) === "/.")) setAdd(gone, first);
  }
  for (const name of known || []) if (!setHas(gone, name)) setAdd(names, name);
  return known === null && !names.size && !hasBelow(path) ? null : [...names].sort();
}
function entriesOf(value, options) {
  const path = pathOf(value),
    list = namesIn(path);
  const o = typeof options === "string" ? { encoding: options } : options || {};
  if (list === null) throw fileError(kindAt(path) === "file" ? "ENOTDIR" : "ENOENT", "scandir", path);
  const out = [];
  const walk = (folder, names, lead) => {
    for (const name of names) {
      const full = (folder === "/" ? "" : folder) + "/" + name;
      const needsKind = o.withFileTypes || o.recursive,
        kind = needsKind ? (kindAt(full) ?? "file") : null;
      push(out, o.withFileTypes ? new Dirent(name, folder, kind) : o.encoding === "buffer" ? Buffer.from(lead + name) : lead + name);
      if (o.recursive && kind === "folder" && out.length < 5000) walk(full, namesIn(full) || [], lead + name + "/");
    }
  };
  walk(path, list, "");
  return out;
}
function linkOf(value) {
  const path = pathOf(value),
    target = question("link", path);
  if (target === null) throw fileError(kindAt(path) === null ? "ENOENT" : "EINVAL", "readlink", path);
  return target;
}
function removeAt(path) {
  mapSet(written, path, null);
  event("file", { op: "unlink", path, text: "" });
}
function removeTree(path) {
  for (const name of namesIn(path) || []) {
    const full = path + "/" + name;
    if (kindAt(full) === "folder") removeTree(full);
    else removeAt(full);
  }
  for (const name of [...written.keys()]) if (slice(name, 0, path.length + 1) === path + "/") mapSet(written, name, null);
  mapSet(written, path + "/.", null);
  mapSet(written, path, null);
}
function copyTree(from, to, options) {
  if (kindAt(from) !== "folder") {
    if (!(options && options.filter && !options.filter(from, to))) put("write", to, bytesOfFile(from, readText(from)));
    return;
  }
  if (!options || !options.recursive) throw nodeError(RealError, "ERR_FS_EISDIR", `Recursive option not enabled, cannot copy a directory: ${from}`);
  mapSet(written, to + "/.", "");
  for (const name of namesIn(from) || []) copyTree(from + "/" + name, to + "/" + name, options);
}
