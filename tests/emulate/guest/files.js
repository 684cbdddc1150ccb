const fs = require("fs"), fsp = require("fs/promises"), path = require("path"), os = require("os");
  const util = require("util");
const log = (...v) => console.log(v.map((x) => typeof x === "string" ? x : JSON.stringify(x)).join(" "));
const t = (f) => { try { return f();
  } catch (e) { return e.code + "|" + e.message.replace(/\/tmp\/\w*-?\w{6}/g, "TMP") + "|" + e.syscall; } };
const at = async (f) => { try { return await f(); } catch (e) { return e.code + "|" + e.syscall; } };
(async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "cf-"));
    log(path.basename(dir).length, fs.existsSync(dir), fs.statSync(dir).isDirectory());
  const f = path.join(dir, "a.txt"); fs.writeFileSync(f, "héllo");
    log(fs.readFileSync(f, "utf8"), fs.readFileSync(f).length, fs.statSync(f).size, fs.readFileSync(f,
    { encoding: "hex" }), fs.readFileSync(f, "latin1").length);
  fs.appendFileSync(f, "\nx"); log(fs.readFileSync(f, "utf8")); log(t(() => fs.readFileSync(dir + "/none")));
    log(t(() => fs.readFileSync(dir))); log(t(() => fs.mkdirSync(dir)));
    log(t(() => fs.writeFileSync(f, "q", { flag: "wx" }))); log(t(() => fs.rmSync(dir + "/none")));
    log(t(() => fs.rmSync(dir))); log(t(() => fs.readdirSync(f))); log(t(() => fs.accessSync(dir + "/zz")));
    log(t(() => fs.unlinkSync(dir + "/zz"))); log(t(() => fs.rmdirSync(dir)));
    log(t(() => fs.readFileSync(5.5 > 5 ? null : "")).split("|")[0]);
  log(fs.mkdirSync(dir + "/p/q/r", { recursive: true })?.replace(dir, ""), fs.mkdirSync(dir + "/p/q",
    { recursive: true }) === undefined);
  fs.writeFileSync(dir + "/p/q/b.bin", Buffer.from([0, 255, 128]));
    log(fs.readFileSync(dir + "/p/q/b.bin").toString("hex"), fs.readdirSync(dir), fs.readdirSync(dir,
    { recursive: true }).sort(), fs.readdirSync(dir, { withFileTypes: true }).map((d) => [d.name, d.isFile(),
    d.isDirectory()]));
  fs.renameSync(f, dir + "/c.txt"); log(fs.existsSync(f), fs.readFileSync(dir + "/c.txt", "utf8").length);
    fs.copyFileSync(dir + "/c.txt", dir + "/d.txt"); fs.cpSync(dir + "/p", dir + "/p2", { recursive: true });
    log(fs.readdirSync(dir + "/p2/q"), fs.readFileSync(dir + "/p2/q/b.bin").toString("hex"));
  const fd = fs.openSync(dir + "/e.txt", "w+");
    log(fs.writeSync(fd, "abcdef"), fs.writeSync(fd, Buffer.from("XYZ"), 1, 2), fs.fstatSync(fd).size);
    const b = Buffer.alloc(4); log(fs.readSync(fd, b, 0, 4, 2), b.toString()); fs.closeSync(fd);
    log(t(() => fs.closeSync(fd)).slice(0, 5), fs.readFileSync(dir + "/e.txt", "utf8"));
  log(await at(() => fsp.readFile(dir + "/none")), (await fsp.readFile(dir + "/c.txt", "utf8")).length,
    await at(() => fsp.access(dir + "/c.txt")) === undefined, (await fsp.stat(dir)).isDirectory());
  const h = await fsp.open(dir + "/h.txt", "w+"); await h.write("one\ntwo\n"); await h.appendFile("three");
    log((await h.stat()).size); const rb = Buffer.alloc(3);
    log((await h.read(rb, 0, 3, 4)).bytesRead, rb.toString()); await h.close(); const lines = [];
    const h2 = await fsp.open(dir + "/h.txt"); for await (const l of h2.readLines()) lines.push(l); log(lines);
  const ws = fs.createWriteStream(dir + "/s.txt"); ws.write("l1\n"); ws.end("l2\n");
    await new Promise((d) => ws.on("close", d)); log(ws.bytesWritten, fs.readFileSync(dir + "/s.txt", "utf8"));
    let got = ""; for await (const c of fs.createReadStream(dir + "/s.txt", { encoding: "utf8", start: 1,
    end: 3 })) got += c; log(got);
  await new Promise((d) => fs.createReadStream(dir + "/nope").on("error", (e) => { log(e.code, e.syscall);
    d(); }));
  await require("stream/promises").pipeline(fs.createReadStream(dir + "/s.txt"),
    fs.createWriteStream(dir + "/s2.txt")); log(fs.readFileSync(dir + "/s2.txt", "utf8").length);
    const rl = require("readline").createInterface({ input: fs.createReadStream(dir + "/s.txt") }); const ll = [];
    rl.on("line", (l) => ll.push(l)); await new Promise((d) => rl.on("close", d)); log(ll);
  fs.readFile(dir + "/c.txt", "utf8", (e, d) => log("cb", e, d.length));
      await new Promise((d) => setTimeout(d, 20));
    log(await util.promisify(fs.readFile)(dir + "/c.txt", "utf8") === fs.readFileSync(dir + "/c.txt", "utf8"),
    await util.promisify(fs.exists)(dir));
  const names = []; for await (const d of await fsp.opendir(dir)) names.push(d.name); log(names.sort());
    log(fs.statSync(dir + "/none", { throwIfNoEntry: false }) === undefined, typeof fs.statSync(dir + "/c.txt",
    { bigint: true }).size, fs.realpathSync(dir) === dir, fs.statSync(dir + "/c.txt").mtime instanceof Date,
    fs.constants.F_OK, typeof fs.statSync(dir + "/c.txt").mode);
  fs.truncateSync(dir + "/c.txt", 2); log(fs.readFileSync(dir + "/c.txt").length);
    fs.rmSync(dir, { recursive: true, force: true }); log(fs.existsSync(dir), fs.existsSync(dir + "/p"));
    await fsp.mkdir(dir + "/x/y", { recursive: true }); await fsp.writeFile(dir + "/x/y/z", "1");
    await fsp.rm(dir, { recursive: true }); log(fs.existsSync(dir + "/x"));
    fs.rmSync("/tmp/none-such", { force: true });
})().catch((e) => console.log("FAIL", e.message));
