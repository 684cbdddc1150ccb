// path, for both kinds of systems.
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

