const util = require("util"), path = require("path"), os = require("os"), assert = require("assert");
  const log = (...v) => console.log(v.map((x) => typeof x === "string" ? x : JSON.stringify(x)).join(" "));
const t = (f) => { try { return f(); } catch (e) { return e.name + "|" + e.code + "|" + e.message; } };
const pa = (args, options, more) => t(() => { const r = util.parseArgs({ args, options, ...more });
  return JSON.stringify(r); });
log(pa(["-v", "--name=x", "--no-color", "pos"], { v: { type: "boolean", short: "v" },
  name: { type: "string" }, color: { type: "boolean" } }, { allowPositionals: true,
  allowNegative: true }).replace("ERR_X", ""));
log(pa(["-abc", "val", "--", "-x"], { a: { type: "boolean", short: "a" }, b: { type: "boolean", short: "b" },
  ccc: { type: "string", short: "c" } }, { allowPositionals: true }), pa(["--x"], {}), pa(["p"], {}),
  pa(["--n"], { n: { type: "string" } }), pa(["--b=1"], { b: { type: "boolean" } }), pa(["--m", "1", "--m",
  "2"], { m: { type: "string", multiple: true } }), pa([], { d: { type: "string", default: "q" } }), pa(["--u",
  "v"], {}, { strict: false }), pa(["-ofile"], { out: { type: "string", short: "o" } }), pa(["a", "--k", "v"],
  { k: { type: "string" } }, { allowPositionals: true, tokens: true }));
console.log(util.inspect({ a: 1, b: "x", c: [1, 2, [3, [4, [5]]]], d: { e: { f: { g: 1 } } }, "k-1": null,
  u: undefined, fn() {}, s: Symbol("q"), big: 5n, neg: -0, date: new Date(0), re: /x/g, [Symbol("sy")]: 1 }));
console.log(new Map([["a", { b: 1 }], [1, 2]]), new Set([1, "x"]), [undefined, null, , 3], [], {},
  new (class Foo { x = 1; })(), class A {}, class B extends Array {}, () => {}, function named() {},
  async () => {}, Object.create(null), new Error("boom").message, Promise.resolve(1) instanceof Promise,
  new Uint8Array([1, 2, 3]), new ArrayBuffer(2), Symbol("z"), [new Date(0)], { a: { b: { c: { d: 1 } } } },
  "str", ["it's", 'q"q', "new\nline"], [1.5, -0, NaN]);
console.log("%s is %d years and %i, %f, %j %o %O %% %c done", "Bob", 42.5, 42.9, "3.5", { a: 1 }, [1],
  { b: 2 }, "css", "extra", { x: 1 }); console.log("100%", 5, "%s");
  console.log(Array.from({ length: 120 }, (_, i) => i));
  console.log(["aaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccccccc",
  "ddd"]); const circ = { n: 1 }; circ.self = circ; console.log(circ); console.log({ get a() { return 1;
  }, set b(v) {}, get c() { return 1; }, set c(v) {} });
  console.log(util.inspect("a'b"), util.inspect(new Map([[{ k: 1 }, "v"]]), { depth: 0 }),
  util.inspect({ a: { b: 1 } }, { compact: false }), util.inspect({ b: 1, a: 2 }, { sorted: true }),
  util.inspect({ [util.inspect.custom]() { return "CUSTOM";
  } }), util.inspect("x".repeat(5), { colors: false }), [["a", "b"], ["c"]], { x: [{ y: 1 }, { y: 2 }] },
  Object.assign(() => {}, { p: 1 }), [Array(3)], new Number(3), new String("s"),
  process.versions.node.split(".").length);
console.log({ longPropertyNameNumberOne: "some long value here",
  longPropertyNameNumberTwo: "another long value", third: [1, 2, 3],
  nested: { deep: { deeper: { deepest: {} } } } }); console.table([{ a: 1, b: "x" }, { a: 2 }]);
  console.group("G"); console.log("in\nside"); console.groupEnd(); console.log("out");
  console.assert(1 === 1, "no"); console.count(); console.count("x"); console.dir({ a: 1 });
  console.log(-0, [-0], 0n, null, undefined, true);
log(util.format("%s", null), util.format("a", "b", { c: 1 }), util.format("%d", "0x10"), util.format("%s",
  Symbol("a")), util.format("%s", 12n), util.format("%s", -0), util.format("%s", { a: { b: { c: 1 } } }),
  util.format("%s", class Q {}), util.format("%s", [1, [2]]), util.format(1, 2),
  util.format("%i", 3.9), util.format("%x", 1));
log(util.types.isDate(new Date()), util.types.isPromise(Promise.resolve()), util.types.isRegExp(/a/),
  util.types.isNativeError(new TypeError()), util.types.isAsyncFunction(async () => {}),
  util.types.isGeneratorFunction(function* () {}), util.types.isUint8Array(Buffer.alloc(1)),
  util.types.isMap(new Set()), util.isDeepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }),
  util.isDeepStrictEqual([1], ["1"]), util.isDeepStrictEqual(new Set([1]), new Set([1])),
  util.stripVTControlCharacters("\u001b[31mred\u001b[0m"),
  util.toUSVString ? util.toUSVString("a\ud800") === "a\ufffd" : true,
  util.inspect.custom === Symbol.for("nodejs.util.inspect.custom"));
log(util.styleText(["bold", "green"], "y"),
  t(() => util.promisify(5)));
function Old() {} function Base() {} Base.prototype.hi = () => "hi"; util.inherits(Old, Base);
  log(new Old().hi(), Old.super_ === Base, util.callbackify(async (x) => x + 1).length >= 0);
(async () => { log(await util.promisify((a, cb) => cb(null, a * 2))(4), await util.promisify(setTimeout)(1,
  "v"), await new Promise((d) => util.callbackify(async (x) => x + 1)(1, (e, v) => d([e, v]))),
  await util.promisify((cb) => cb(new Error("pe")))().catch((e) => e.message)); })();
const P = path.posix, W = path.win32; for (const p of ["/a/b/c.txt", "a", "", "/", "../x/", "a/b.tar.gz",
  "/.bashrc", "a//b/../c/.", "./"]) log(p, P.normalize(p), P.dirname(p), P.basename(p), P.extname(p),
  P.parse(p), P.join(p, "..", "z"), P.isAbsolute(p), P.resolve("/r", p));
  for (const p of ["C:\\a\\b.txt", "C:a", "\\\\srv\\share\\d", "a/b\\c", "C:\\", "..\\x"]) log(p,
  W.normalize(p), W.dirname(p), W.basename(p), W.extname(p), W.isAbsolute(p), W.join(p, "..", "q"), W.parse(p));
  log(P.relative("/a/b/c", "/a/d/e"), P.relative("/a", "/a"), P.relative("/a/b", "/"), W.relative("C:\\a\\b",
  "C:\\a\\c\\d"), P.format({ dir: "/d", name: "n", ext: ".e" }), P.format({ root: "/", base: "b" }),
  P.basename("a.html", ".html"), P.basename("/x/y/"), W.sep, P.delimiter, t(() => P.join(5)),
  path.matchesGlob ? true : true, W.resolve("C:\\a", "..\\b"), W.toNamespacedPath("C:\\x"));
for (const f of [() => assert(false), () => assert.equal(1, 2), () => assert.strictEqual("a", "b", "msg"),
  () => assert.deepStrictEqual({ a: 1 }, { a: 1 }), () => assert.throws(() => { throw new TypeError("q");
  }, TypeError), () => assert.throws(() => {}), () => assert.ok(0, new RangeError("mine")),
  () => assert.match("abc", /b/), () => assert.notEqual(1, 1), () => assert.ifError(null),
  () => assert.throws(() => { throw new Error("zz");
  }, /zz/), () => assert.deepEqual([1, 2], [1, "2"]), () => assert.fail("f")]) { const r = t(f);
  log(r === undefined ? "ok" : r.split("|").slice(0, 2).join("|")); }
log(os.EOL, os.type() !== "", typeof os.cpus().length, os.constants.signals.SIGINT, os.endianness(),
  typeof os.userInfo().username, os.constants.errno.ENOENT, os.devNull);
