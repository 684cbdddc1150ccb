const log = (...v) => console.log(v.map((x) => typeof x === "string" ? x : JSON.stringify(x)).join(" "));
const t = (f) => { try { return f(); } catch (e) { return e.name + "|" + e.message; } };
(async () => {
  const h = new Headers({ "Content-Type": "a", "X-B": "1" }); h.append("x-b", "2");
    h.append("Set-Cookie", "a=1"); h.append("set-cookie", "b=2");
    log([...h], h.get("X-b"), h.has("CONTENT-TYPE"), h.getSetCookie(), [...h.keys()]); h.delete("x-B");
    h.set("A", "z"); log([...h.entries()], t(() => new Headers({ "bad name": "x" })).split("|")[0],
    h.get("nope")); h.forEach((v, k) => log(k, v));
  log([...new Headers([["b", " 1 "], ["a", "2"]])], new Headers(new Headers({ q: "1" })).get("q"));
  const r = new Response("héllo", { status: 201, statusText: "Made", headers: { "X-Y": "z" } });
    log(r.ok, r.status, r.statusText, r.headers.get("x-y"), r.headers.get("content-type"), r.bodyUsed,
    await r.clone().text(), await r.text(), r.bodyUsed); try { await r.text(); } catch (e) { log(e.name); }
  log(await new Response(new Uint8Array([0xff, 1])).arrayBuffer().then((b) => [...new Uint8Array(b)]),
    await Response.json({ a: 1 }).json(), Response.json({}).headers.get("content-type"),
    Response.redirect("https://a.b/c").status, Response.error().type,
    await new Response(new URLSearchParams({ a: "1 2" })).text(),
    new Response(new URLSearchParams("a=1")).headers.get("content-type"), new Response(null).body === null);
  log((await new Response("x").blob()).size, [...await new Response("xy").bytes?.() ?? new Uint8Array([120,
    121])], await new Response(new Blob(["bl", "ob"], { type: "text/plain" })).text(),
    new Response(new Blob(["a"], { type: "Text/Plain" })).headers.get("content-type"));
  const q = new Request("https://x.y/z?a=1", { method: "post", body: "b", headers: { A: "1" } });
    log(q.method, q.url, await q.text(), q.headers.get("a"), q.headers.get("content-type"), q.redirect,
    q.signal.aborted, t(() => new Request("/rel")).split("|")[0], new Request("https://x.y").url, new Request(q,
    { method: "PUT", body: "n" }).method, t(() => new Request("https://a", { method: "GET",
    body: "x" })).split("|")[0]);
  const b = new Blob(["abc", new Uint8Array([100, 233]), new Blob(["f"])], { type: "X/Y" });
    log(b.size, b.type, await b.slice(1, 3).text(), await b.slice(-1, undefined, "q/r").text(),
    [...new Uint8Array(await b.arrayBuffer())]); let s = "";
    for await (const c of b.stream()) s += Buffer.from(c).toString("hex"); log(s);
    const f = new File(["c"], "n.txt", { type: "text/plain", lastModified: 5 });
    log(f.name, f.size, f.type, f.lastModified, f instanceof Blob, Object.prototype.toString.call(f));
  const fd = new FormData(); fd.append("a", "1"); fd.append("a", "2");
    fd.append("f", new Blob(["x"], { type: "text/plain" }), "f.txt"); fd.set("z", 3);
    log(fd.get("a"), fd.getAll("a"), fd.has("f"), fd.get("f").name, [...fd.keys()], [...fd].map(([k, v]) => [k,
    typeof v === "string" ? v : v.size])); const fr = new Response(fd); const ct = fr.headers.get("content-type");
    log(ct.replace(/boundary=.*/, "boundary"), (await fr.text()).replace(/\r/g,
    "").replace(/-{4,}[\w-]*\d+(--)?/g, "BOUND$1")); const back = await new Response(fd).formData();
    log(back.get("a"), await back.get("f").text());
  const { readable, writable } = new TransformStream({ transform(c, k) { k.enqueue(c.toUpperCase()); } });
    const w = writable.getWriter(); w.write("a"); w.write("b"); w.close(); const o = [];
    for await (const c of readable) o.push(c); log(o);
  const [x, y] = new ReadableStream({ start(c) { c.enqueue("1"); c.enqueue("2"); c.close(); } }).tee();
    const rd = async (s) => { const o = []; for await (const c of s) o.push(c); return o; };
    log(await rd(x), await rd(y)); let n = 0; const lazy = new ReadableStream({ pull(c) { n++;
    if (n > 3) c.close(); else c.enqueue(n); } }, { highWaterMark: 0 }); log(n, await rd(lazy), n);
    try { await rd(new ReadableStream({ start(c) { c.error(new Error("se")); } })); } catch (e) { log(e.message);
    } const rr = new ReadableStream({ cancel(r) { log("cancelled", r); } }); await rr.cancel("why");
    log(rr.locked, (await rd(new Response("a€b").body.pipeThrough(new TextDecoderStream()))).join(""));
    const sum = []; await new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close();
    } }).pipeTo(new WritableStream({ write(v) { sum.push(v); }, close() { sum.push("c"); } })); log(sum);
  log(new TextDecoder().decode(await new Response(new Blob(["zip"]).stream().pipeThrough(new CompressionStream("gzip")).pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()));
  log(structuredClone({ a: new Map([[1, { b: new Set([1]) }]]), d: new Date(0), e: new Error("x"),
    u: new Uint8Array([1]), r: /a/g, n: undefined, big: 1n > 0 }).a.get(1).b.has(1),
    structuredClone(new Error("m")).message, t(() => structuredClone(() => 1)).split("|")[0], structuredClone([1,
    , 3]).length, [...structuredClone(new Uint8Array([1, 2]).subarray(1))]);
  const u = new URL("https://us%20er:p%40w@EXAMPLE.com:8443/a/./b/../c%20d/é?x=1&y=a b&x=2#fr ag");
    log(u.href, u.origin, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, u.username, u.password,
    u.searchParams.getAll("x")); u.searchParams.append("z", "ü&="); u.hash = ""; u.port = "443";
    u.pathname = "/new path"; u.hostname = "other.org"; u.protocol = "http"; log(u.href); u.search = "?q=1";
    log(u.searchParams.get("q"), u.toString(), JSON.stringify(u)); u.searchParams.delete("q");
    log(u.href, u.search);
  for (const [a, b] of [["//h/p", "https://x/y"], ["?q", "https://x/y/z?w"], ["#h", "https://x/y?z"],
    ["../../c", "https://x/a/b/d"], ["", "https://x/a"], ["data:text/plain,hi"], ["mailto:a@b.c"],
    ["file:///C:/a b"], ["http://[::1]:80/"], ["http://1.2.3"], ["http://0x7f.1/"], ["HTTP://ex.com:80"],
    ["https://münchen.de/ü"], ["javascript:alert(1)"], ["http://a b"], ["http://"], ["foo"], ["blob:https://x/1"],
    ["https://x:99999"], ["a:b"], ["https://x/%zz"], ["https://x\\y\\z"], ["  https://t.co/  "],
    ["https://ex.com/a?b=c'd\"e<f>"], ["https://ex.com/{a}|b^`"], ["node:fs"], ["./a", "file:///x/y"],
    ["ws://h/p"], ["https://EX.com./"], ["https://a.b/?#"]]) log(a, "->", t(() => { const v = new URL(a, b);
    return [v.href, v.origin, v.host, v.pathname].join(" "); }));
  log(URL.canParse("https://a"), URL.canParse("a"), URL.canParse("a", "https://b"), t(() => new URL("nope")),
    t(() => { try { new URL("x"); } catch (e) { return e.code + e.input; } }));
  const p = new URLSearchParams("?a=1&b=2&a=3&c&d=%zz&e=%E4%BD%A0+x&=v");
    log([...p], p.toString(), p.size, p.has("a", "3"), p.has("a", "9")); p.sort(); p.delete("a", "1");
    log(p.toString(), new URLSearchParams([["x", "y z"], ["t", "~!*()'-._"]]).toString(),
    new URLSearchParams({ a: undefined, b: null }).toString(), new URLSearchParams(new Map([["k",
    "v"]])).toString());
  const url = require("url"); log(url.parse("http://user:pass@host.com:80/p/a?q=1&r=2#h"),
    url.parse("/p?a=1&b=2", true).query, url.parse("//h/p", false, true).host, url.format({ protocol: "https",
    hostname: "h", port: 1, pathname: "p", query: { a: [1, 2], b: "x y" }, hash: "z" }),
    url.format(new URL("https://u:p@x/y?z#h"), { auth: false, fragment: false, search: false }),
    url.resolve("http://a/b/c", "../d"), url.resolve("/one/two", "three"), url.fileURLToPath("file:///a%20b/c"),
    url.pathToFileURL("/a b/#c?d").href, url.domainToASCII("español.com"),
    url.domainToUnicode("xn--espaol-zwa.com"), t(() => url.fileURLToPath("http://x")).split("|")[0],
    url.urlToHttpOptions(new URL("https://a:b@x.y:1/z?q")));
  const qs = require("querystring"); log(qs.parse("a=1&a=2&b=%20x+y&c"), qs.stringify({ a: [1, 2], b: "x y",
    c: true, d: null, e: undefined }), qs.parse("a:1;b:2", ";", ":"), qs.escape("a b&c*'"),
    qs.unescape("a%20b%zz"), qs.stringify({ a: 1 }, ";", ":"));
  log(atob(btoa("x")), typeof queueMicrotask,  typeof performance.now(),
    performance.timeOrigin > 0,  typeof BroadcastChannel,  typeof WebAssembly,
     typeof crypto.subtle, new Request("https://a/b", { headers: { b: "1", A: "2" } }).headers.get("B"));
})().catch((e) => console.log("FAIL", e.stack));
