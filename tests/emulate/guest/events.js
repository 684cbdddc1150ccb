const EE = require("events"); const { once, on } = EE;
  const log = (...v) => console.log(v.map((x) => typeof x === "string" ? x : JSON.stringify(x)).join(" "));
const wait = (ms) => new Promise((d) => setTimeout(d, ms));
(async () => {
  const e = new EE(); e.on("newListener", (n) => log("new", n)); e.once("a", (x) => log("once", x));
    e.prependListener("a", () => log("first")); log(e.emit("a", 1), e.emit("b"), e.listenerCount("a"),
    e.eventNames().map(String)); e.emit("a", 2);
  setTimeout(() => e.emit("x", 1, 2), 1); log(await once(e, "x"));
    setTimeout(() => e.emit("error", new Error("er")), 1); try { await once(e, "x");
    } catch (er) { log(er.message); }
  setTimeout(() => { e.emit("t", 1); e.emit("t", 2); }, 1); let n = 0;
    for await (const [v] of on(e, "t")) { log("on", v); if (++n == 2) break; }
  try { e.emit("error", "str"); } catch (er) { log(er.code, er.message); }
  try { new EE().on("x", 5); } catch (er) { log(er.code, er.message); }
  const c = new EE({ captureRejections: true }); c.on("error", (er) => log("cap", er.message));
    c.on("go", async () => { throw new Error("rej"); }); c.emit("go"); await wait(1);
  const ac = new AbortController(); ac.signal.addEventListener("abort", (ev) => log("abort", ev.type,
    ac.signal.reason.name), { once: true }); ac.signal.onabort = () => log("onabort"); ac.abort(); ac.abort();
    log(ac.signal.aborted); try { ac.signal.throwIfAborted(); } catch (er) { log(er.name, er.message, er.code); }
  const any = AbortSignal.any([new AbortController().signal, AbortSignal.abort("why")]);
    log(any.aborted, any.reason);
  const s = AbortSignal.timeout(5); setTimeout(() => {}, 20); await once(s, "abort");
    log(s.reason.name, s.reason.message);
  const t = new EventTarget(); t.addEventListener("z", { handleEvent(ev) { log("he", ev.type, ev.detail);
    } }); t.dispatchEvent(new CustomEvent("z", { detail: 7 })); const ev = new Event("q", { cancelable: true });
    t.addEventListener("q", (x) => x.preventDefault()); log(t.dispatchEvent(ev), ev.defaultPrevented);
  function Old() { EE.call(this); } require("util").inherits(Old, EE); const o = new Old();
    o.on("k", function () { log("this", this === o); }); o.emit("k");
    log(o instanceof EE, EE.listenerCount(o, "k"), o.rawListeners("k").length, EE.EventEmitter === EE,
    EE.defaultMaxListeners, o.getMaxListeners(), o.setMaxListeners(3).getMaxListeners());
  const r = new EE(); const f = () => log("f"); r.on("m", f); r.on("m", f); r.off("m", f);
    log(r.listenerCount("m")); r.removeAllListeners(); log(r.eventNames());
  class Sub extends EE { constructor() { super(); this.n = 1; } } const sub = new Sub();
    log(sub.on("a", () => {}) === sub, JSON.stringify(sub) === undefined, Object.keys(sub));
  Promise.resolve().then(() => log("micro")); setTimeout(() => log("timeout"), 1);
    queueMicrotask(() => log("qm")); log("sync"); await wait(3);
})();
