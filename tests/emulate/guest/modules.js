const log = (...v) => console.log(v.map((x) => typeof x === "string" ? x : JSON.stringify(x)).join(" "));
  const t = (f) => { try { return f(); } catch (e) { return e.name + "|" + e.code + "|" + e.message; } };
const { AsyncLocalStorage, AsyncResource } = require("async_hooks"); const als = new AsyncLocalStorage();
  const vm = require("vm"), { Worker, MessageChannel, isMainThread } = require("worker_threads");
  const tp = require("timers/promises"); const dc = require("diagnostics_channel");
  const cp = require("child_process"); const http = require("http"), net = require("net");
  const { once } = require("events");
(async () => {
  log(als.run(5, () => als.getStore()), als.getStore() === undefined);
    await als.run({ id: 1 }, async () => { await null; log(als.getStore());
    setTimeout(() => log("timer", als.getStore()), 1); await tp.setTimeout(2); log(als.getStore().id); });
  log(vm.runInNewContext("a + 1", { a: 2 }), vm.runInThisContext("1 + 1"),
    new vm.Script("x = y * 2").runInNewContext({ y: 3 }), vm.isContext(vm.createContext({})),
    t(() => vm.runInNewContext("throw new TypeError('v')")).split("|")[2]);
    const ctx = vm.createContext({ n: 1 }); vm.runInContext("n += 1; var m = 5", ctx); log(ctx.n, ctx.m);
  log(await tp.setTimeout(1, "val"), await tp.setImmediate("imm")); const ac = new AbortController();
    setTimeout(() => ac.abort(), 1); await tp.setTimeout(100, null,
    { signal: ac.signal }).catch((e) => log(e.name, e.code)); let n = 0;
    for await (const v of tp.setInterval(1, "i")) { if (++n === 2) break; } log(n);
  const ch = dc.channel("c"); ch.subscribe((m, name) => log("dc", m, name)); ch.publish({ a: 1 });
    log(ch.hasSubscribers);
  const { port1, port2 } = new MessageChannel(); port2.on("message", (m) => { log("port", m); port1.close();
    }); port1.postMessage({ q: [1] }); await new Promise((d) => setTimeout(d, 10)); log(isMainThread);
  const server = http.createServer((req, res) => { let b = ""; req.on("data", (c) => b += c);
    req.on("end", () => { res.setHeader("X-A", "1"); res.writeHead(201, { "Content-Type": "text/plain" });
    res.write("got "); res.end(req.method + req.url + b + req.headers["x-q"]); }); }); server.listen(0);
    await once(server, "listening"); const port = server.address().port;
  const req = http.request({ host: "localhost", port, path: "/p?x=1", method: "POST",
    headers: { "X-Q": "z" } }, (res) => { let s = ""; res.setEncoding("utf8"); res.on("data", (c) => s += c);
    res.on("end", () => { log(res.statusCode, res.statusMessage, res.headers["x-a"], s); }); });
    log(req.getHeader("x-q"), req.method, req.path); req.write("bo"); req.end("dy"); await once(req, "close");
    await new Promise((d) => setTimeout(d, 20)); const r = await fetch(`http://127.0.0.1:${port}/f`,
    { headers: { "x-q": "f" } }); log(r.status, r.headers.get("x-a"), await r.text());
    http.get(`http://localhost:${port}/g`, { headers: { "x-q": "g" } }, (res) => { res.resume();
    res.on("end", () => log("get", res.complete)); }); await new Promise((d) => setTimeout(d, 20));
    server.close(); server.closeAllConnections?.();
  const ns = net.createServer((s) => { s.on("data", (d) => s.end("echo:" + d)); }); ns.listen(0);
    await once(ns, "listening"); const c = net.connect(ns.address().port, "localhost", () => c.write("hey"));
    let got = ""; c.on("data", (d) => got += d); await once(c, "end");
    log(got, net.isIP("1.2.3.4"), net.isIP("::1"), net.isIP("x")); ns.close();
  const m = require("module"); log(m.builtinModules.includes("fs"), m.isBuiltin("node:fs"),
    typeof m.createRequire(__filename)("path").join, require.resolve("fs"), typeof require.cache,
    typeof module.paths, module.exports === exports, typeof __dirname, require.main === module);
  log(typeof process.hrtime.bigint(), process.hrtime().length, typeof process.memoryUsage().rss,
    process.argv.length > 1, typeof process.uptime(), process.release.name, process.stdout.writable,
    typeof process.pid, process.exitCode === undefined, process.emitWarning.length >= 0,
    Object.prototype.toString.call(process), "PATH" in process.env, process.env.NOPE === undefined,
    typeof process.cwd(), process.config.variables !== undefined, typeof process.report, process.execArgv.length);
    process.env.NEWVAR = 5; log(process.env.NEWVAR, delete process.env.NEWVAR, process.env.NEWVAR === undefined);
  const rl = require("readline");
    const i = rl.createInterface({ input: require("stream").Readable.from(["a\nb\r\nc"]) }); const ls = [];
    i.on("line", (l) => ls.push(l)); await once(i, "close"); log(ls); process.on("exit", (c) => log("exit", c));
    process.on("beforeExit", () => log("before"));
  log(new Intl.DateTimeFormat("en-US", { timeZone: "UTC", dateStyle: "medium",
    timeStyle: "short" }).format(new Date(0)), new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    hour12: false }).formatToParts(new Date(1e12)).map((p) => p.type + p.value).join("|"),
    new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(-1234.5),
    new Intl.NumberFormat("en-US", { notation: "compact" }).format(12345), new Intl.NumberFormat("en-US",
    { style: "percent", minimumFractionDigits: 1 }).format(0.256), new Intl.NumberFormat("en-US", { style: "unit",
    unit: "megabyte" }).format(5), new Intl.PluralRules("en-US").select(1), new Intl.PluralRules("en-US",
    { type: "ordinal" }).select(2), new Intl.ListFormat("en", { style: "long", type: "conjunction" }).format(["a",
    "b", "c"]), new Intl.ListFormat("en", { type: "disjunction" }).format(["a", "b"]),
    new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-1, "day"),
    new Intl.RelativeTimeFormat("en").format(2, "week"), new Intl.RelativeTimeFormat("en").format(-1, "hour"),
    new Intl.DisplayNames(["en"], { type: "region" }).of("US"), new Intl.DisplayNames(["en"],
    { type: "language" }).of("fr"), new Intl.Locale("zh-Hans-CN").language,
    new Intl.Locale("en-US").maximize().script, ["b", "a", "C"].sort(new Intl.Collator("en").compare), ["a10",
    "a2"].sort(new Intl.Collator(undefined, { numeric: true }).compare), [...new Intl.Segmenter("en",
    { granularity: "word" }).segment("Hi you")].map((s) => s.segment), Intl.getCanonicalLocales("EN-us"),
    Intl.supportedValuesOf("currency").length > 100, "a".localeCompare("b"), "a".localeCompare("A"), ["é", "e",
    "z"].sort((a, b) => a.localeCompare(b)), (1234.5).toLocaleString("en-US"),
    new Date(0).toLocaleDateString("en-US", { timeZone: "UTC", weekday: "long", month: "long", day: "numeric",
    year: "numeric" }), new Date(0).toLocaleTimeString("en-US", { timeZone: "UTC" }),
    new Date(0).toLocaleString("de-DE", { timeZone: "UTC" }), new Date(0).toLocaleDateString("ja-JP",
    { timeZone: "UTC" }), new Date(0).toLocaleDateString("en-GB", { timeZone: "UTC", dateStyle: "full" }),
    new Date(0).toLocaleDateString(undefined, { timeZone: "UTC", month: "short" }));
})().catch((e) => console.log("FAIL", e.stack));
