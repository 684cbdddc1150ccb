// path, for both kinds of systems.
const checkPath = (value, name = "path") => {
  if (typeof value !== "string") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "${name}" argument must be of type string. Received ${describeType(value)}`);
  return value;
};
function pathModule(separator) {
  const isWindows = separator === "\\";
  const isSlash = (c) => c === "/" || (isWindows && c === "\\");
  // [device, root]: `C:` and `\`, `\\server\share` and `\`, "" and `/`.
  const rootsOf = (text) => {
    if (!isWindows) return ["", text[0] === "/" ? "/" : ""];
    const share = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/.exec(text);
    if (share) return [`\\\\${share[1]}\\${share[2]}`, text[share[0].length] === undefined || isSlash(text[share[0].length]) ? "\\" : "", share[0].length];
    const drive = /^[A-Za-z]:/.exec(text);
    if (drive) return [drive[0], isSlash(text[2]) ? "\\" : "", 2];
    return ["", isSlash(text[0]) ? "\\" : "", 0];
  };
  const restOf = (text) => {
    const [, root, taken = 0] = rootsOf(text);
    return slice(text, taken + (root && isSlash(text[taken]) ? 1 : 0));
  };
  const partsOf = (text) => nativeSplit(text, isWindows ? /[\\/]+/ : /\/+/).filter(Boolean);
  const simplified = (parts, isRooted) => {
    const out = [];
    for (const part of parts) {
      if (part === "..") {
        if (out.length && out[out.length - 1] !== "..") out.pop();
        else if (!isRooted) push(out, part);
      } else if (part !== ".") push(out, part);
    }
    return out;
  };
  const normalize = (text) => {
    checkPath(text);
    if (!text) return ".";
    const [device, root] = rootsOf(text),
      body = nativeJoin(simplified(partsOf(restOf(text)), !!root), separator);
    const tail = isSlash(text[text.length - 1]) && body ? separator : "";
    if (!body && !root) return device ? device + "." : tail || isSlash(text[text.length - 1]) ? "." + separator : ".";
    return device + root + body + tail;
  };
  const headOf = (text) => {
    const [device, root, taken = 0] = rootsOf(text);
    return slice(text, 0, taken + (root && isSlash(text[taken]) ? 1 : 0)) || device + root;
  };
  const trimmedEnd = (text, from) => {
    let end = text.length;
    while (end > from && isSlash(text[end - 1])) end--;
    return end;
  };
  const lastSlash = (text, from, end) => {
    let at = end - 1;
    while (at >= from && !isSlash(text[at])) at--;
    return at;
  };
  const basename = (text, ending) => {
    checkPath(text);
    const from = isWindows && /^[A-Za-z]:/.test(text) ? 2 : 0,
      end = trimmedEnd(text, from);
    const name = slice(text, Math.max(lastSlash(text, from, end) + 1, from), end);
    return ending !== undefined && name !== ending && ending && slice(name, -ending.length) === ending ? slice(name, 0, -ending.length) : name;
  };
  const dirname = (text) => {
    checkPath(text);
    const head = headOf(text).length,
      end = trimmedEnd(text, head);
    let at = lastSlash(text, head, end);
    while (at > head && isSlash(text[at - 1])) at--;
    return at < head ? slice(text, 0, head) || "." : slice(text, 0, at) || slice(text, 0, head) || ".";
  };
  const extname = (text) => {
    const name = basename(text),
      at = name.lastIndexOf(".");
    return at > 0 && name !== ".." ? slice(name, at) : "";
  };
  const isAbsolute = (text) => rootsOf(checkPath(text))[1] !== "";
  const resolve = (...given) => {
    let device = "",
      root = "",
      tail = "";
    for (let i = given.length - 1; i >= -1 && !(root && (device || !isWindows)); i--) {
      const text = i >= 0 ? checkPath(given[i], `paths[${i}]`) : isWindows ? "C:" + replaceText(folderNow(), /\//g, "\\") : folderNow();
      if (!text) continue;
      const [drive, top] = rootsOf(text);
      if (drive && device && lowerText(drive) !== lowerText(device)) continue;
      device = device || drive;
      if (root) continue;
      tail = restOf(text) + separator + tail;
      root = top;
    }
    const body = nativeJoin(simplified(partsOf(tail), !!root), separator);
    return device + root + body || ".";
  };
  const relative = (from, to) => {
    if (checkPath(from, "from") === checkPath(to, "to")) return "";
    const [start, end] = [resolve(from), resolve(to)];
    const same = (a, b) => (isWindows ? lowerText(a) === lowerText(b) : a === b);
    if (!same(rootsOf(start)[0], rootsOf(end)[0])) return end;
    const a = partsOf(restOf(start)),
      b = partsOf(restOf(end));
    let i = 0;
    while (i < a.length && i < b.length && same(a[i], b[i])) i++;
    return nativeJoin([...a.slice(i).map(() => ".."), ...b.slice(i)], separator);
  };
  const parse = (text) => {
    checkPath(text);
    const root = headOf(text),
      base = text === root ? "" : basename(text),
      ext = base ? extname(base) : "";
    const folder = text === root ? root : slice(text, 0, Math.max(trimmedEnd(text, root.length) - base.length, root.length));
    return { root, dir: folder === root ? root : slice(folder, 0, trimmedEnd(folder, root.length) || folder.length), base, ext, name: ext ? slice(base, 0, -ext.length) : base };
  };
  return {
    sep: separator,
    delimiter: isWindows ? ";" : ":",
    normalize,
    basename,
    dirname,
    extname,
    resolve,
    relative,
    parse,
    isAbsolute,
    toNamespacedPath: (text) => (isWindows && typeof text === "string" && /^[A-Za-z]:[\\/]/.test(text) ? "\\\\?\\" + resolve(text) : text),
    join: (...given) => {
      const parts = given.map((part) => checkPath(part)).filter(Boolean);
      return parts.length ? normalize(nativeJoin(parts, separator)) : ".";
    },
    format: (o) => {
      const base = o.base || (o.name || "") + (o.ext ? (o.ext[0] === "." ? "" : ".") + o.ext : ""),
        dir = o.dir || o.root;
      return dir ? (dir === o.root ? dir + base : dir + separator + base) : base;
    },
    matchesGlob: (path, pattern) => testRegExp(globPattern(pattern), path),
    _makeLong: (text) => text,
  };
}
const posix = pathModule("/"),
  win32 = pathModule("\\");
Object.assign(posix, { posix, win32 });
Object.assign(win32, { posix, win32 });
world.builtins.path = () => posix;
world.builtins["path/posix"] = () => posix;
world.builtins["path/win32"] = () => win32;
