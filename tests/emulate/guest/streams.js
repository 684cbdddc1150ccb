const { Readable, Writable, Transform, Duplex, PassThrough, pipeline, finished, addAbortSignal,
  Stream } = require("stream");
const sp = require("stream/promises");
const { text, json, buffer } = require("stream/consumers");
const log = (...v) => console.log(v.map((x) => typeof x === "string" ? x : JSON.stringify(x)).join(" "));
const wait = (ms) => new Promise((d) => setTimeout(d, ms));
(async () => {
  { const r = new Readable({ read() { this.push("abc"); this.push(null); } }); const out = [];
    for await (const c of r) out.push(c.toString()); log("1", out); }
  { const r = Readable.from(["a", "b", "c"]);
    log("2", await r.map(x => x + "!").filter(x => x !== "b!").toArray()); }
  { const chunks = []; const w = new Writable({ write(c, e,
    cb) { chunks.push(c.toString() + ":" + e + ":" + Buffer.isBuffer(c)); cb();
    }, final(cb) { chunks.push("final"); cb(); } });
    w.on("finish", () => chunks.push("finish")); w.on("close", () => chunks.push("close")); w.write("x");
      w.write(Buffer.from("y")); w.end("z"); await wait(5);
      log("3", chunks, w.writableEnded, w.writableFinished, w.destroyed); }
  { const up = new Transform({ transform(c, e, cb) { cb(null, c.toString().toUpperCase());
    }, flush(cb) { this.push("!END"); cb(); } }); const r = Readable.from(["he", "llo"]); let s = "";
    await sp.pipeline(r, up, async function* (src) { for await (const c of src) yield c;
    }, new Writable({ write(c, e, cb) { s += c; cb(); } })); log("4", s); }
  { const p = new PassThrough(); p.write("one"); p.end("two"); log("5", await text(p)); }
  { const p = new PassThrough({ objectMode: true }); p.write({ a: 1 }); p.write({ b: 2 }); p.end();
    const out = []; for await (const x of p) out.push(x); log("6", out); }
  { const r = new Readable({ read() {} }); r.push("a"); setTimeout(() => { r.push("b"); r.push(null); }, 3);
    log("7", await text(r)); }
  { try { await sp.pipeline(Readable.from(["x"]), async function* () { throw new Error("boom");
    }, new PassThrough()); } catch (e) { log("8", e.message); } }
  { const r = Readable.from(["1", "2"]); r.setEncoding("utf8"); let out = ""; r.on("data", (d) => out += d);
    await sp.finished(r); log("9", out, r.readableEnded); }
  { const d = new Duplex({ read() { this.push("r"); this.push(null);
    }, write(c, e, cb) { log("10w", c.toString()); cb(); } }); d.end("w"); log("10", await text(d)); }
  { const r = Readable.from(async function* () { yield 1; await wait(1); yield 2; }());
    log("11", await r.reduce((a, b) => a + b, 0)); }
  { const r = new Readable({ read() {} }); r.on("error", (e) => log("12err", e.message));
    r.on("close", () => log("12close")); r.destroy(new Error("bad")); await wait(2);
    log("12", r.destroyed, r.errored?.message); }
  { const r = Readable.from(["line1\nli", "ne2\n"]);
    const rl = require("readline").createInterface({ input: r, crlfDelay: Infinity }); const out = [];
    for await (const l of rl) out.push(l); log("13", out); }
  { const r = new Readable({ objectMode: true, read() {} }); r.push(1); r.push(2); r.push(null);
    r.on("readable", () => { let x; while ((x = r.read()) !== null) log("14", x); });
    r.on("end", () => log("14end")); await wait(3); }
  { const r = new Readable({ read() {} }); r.push("abcdef"); r.push(null); await wait(1);
    r.once("readable", () => { log("15", r.read(2).toString(), r.read(3).toString(), r.read().toString()); });
    await wait(3); }
  { const w = new Writable({ highWaterMark: 3, write(c, e, cb) { setTimeout(cb, 1); } });
    log("16", w.write("abcd"), w.writableLength, w.writableNeedDrain); w.on("drain", () => log("16drain"));
    await wait(5); }
  { const w = new Writable({ write(c, e, cb) { cb(new Error("wfail")); } });
    w.on("error", (e) => log("17", e.message)); w.write("a"); await wait(2); }
  { pipeline(Readable.from(["q"]), new PassThrough(), new Writable({ write(c, e, cb) { cb();
    } }), (err) => log("18", err === undefined || err === null)); await wait(5); }
  { const r = Readable.from(["a"]); const w = new PassThrough(); r.pipe(w);
    w.on("data", (d) => log("19", d.toString())); w.on("end", () => log("19end")); await wait(5); }
  { const ac = new AbortController(); const r = new Readable({ read() {}, signal: ac.signal });
    r.on("error", (e) => log("20", e.name, e.code)); ac.abort(); await wait(2); }
  { class Up extends Transform { constructor() { super({ decodeStrings: false });
    } _transform(c, e, cb) { this.push(c + e); cb(); } } const u = new Up(); u.end("s"); log("21", await text(u));
    }
  { const w = new Writable({ writev(chunks, cb) { log("22", chunks.map((c) => c.chunk.toString())); cb();
    } }); w.cork(); w.write("a"); w.write("b"); w.uncork(); w.end(); await wait(3); }
  { const r = Readable.from([Buffer.from('{"a":'), Buffer.from("1}")]); log("23", await json(r)); }
  { const web = Readable.toWeb(Readable.from(["w1", "w2"])); const rd = web.getReader(); const out = [];
    for (;;) { const { done, value } = await rd.read(); if (done) break; out.push(String(value));
    } log("24", out); }
  { const n = Readable.fromWeb(new ReadableStream({ start(c) { c.enqueue("f1"); c.enqueue("f2"); c.close();
    } })); log("25", (await n.toArray()).map(String).join("")); }
  { function Old() { Readable.call(this); } require("util").inherits(Old, Readable);
    Old.prototype._read = function () { this.push("old"); this.push(null); }; const o = new Old();
    log("26", await text(o), o instanceof Stream, o instanceof require("events")); }
  { const d = Duplex.from(async function* (src) { for await (const c of src) yield String(c).toUpperCase();
    }); d.end("dup"); log("27", await text(d)); }
  { const { compose } = require("stream"); log("28", typeof compose,
    Readable.prototype.constructor === Readable, new PassThrough() instanceof Writable); }
  { const r = new Readable({ read() {} }); r.unshift("b"); r.unshift("a"); r.push(null);
    log("29", await text(r)); }
  { const r = Readable.from(["x", "y", "z"]); for await (const c of r) { log("30", c); break; } }
  { const w = new Writable({ objectMode: true, write(o, e, cb) { log("31", o); cb(); } });
    w.write({ k: 1 }, () => log("31cb")); w.end(() => log("31end")); await wait(3); }
  { const p = new PassThrough(); finished(p, (e) => log("32", e ? e.code : "ok")); p.destroy(); await wait(3);
    }
  { try { const w = new Writable({ write(c, e, cb) { cb(); } }); w.on("error", (e) => log("33e", e.code));
    w.end(); w.write("x"); } catch (e) { log("33", e.code); } await wait(2); }
  { log("34", await Readable.from([1, 2, 3, 4]).drop(1).take(2).flatMap((x) => [x, x * 10]).toArray(),
    await Readable.from([1, 2]).some((x) => x > 1), await Readable.from([1, 2]).find((x) => x > 1)); }
})();
