const log = (...v) => console.log(v.map((x) => typeof x === "string" ? x : typeof x === "bigint" ? x + "n" : JSON.stringify(x)).join(" "));
const t = (f) => { try { return f(); } catch (e) { return e.name + ":" + e.code + ":" + e.message; } };
const b = Buffer.from("héllo wörld €😀");
for (const e of ["utf8", "hex", "base64", "base64url", "latin1", "binary", "ascii", "ucs2",
  "utf16le"]) { const s = b.toString(e); log(e, s, Buffer.from(s, e).toString("hex"), Buffer.byteLength("aé€",
  e)); }
const m = Buffer.alloc(16);
log(m.writeUIntBE(0x123456, 0, 3), m.writeUIntLE(0x123456, 3, 3), m.writeIntBE(-5, 6, 6), m.toString("hex"),
  m.readUIntBE(0, 3), m.readUIntLE(3, 3), m.readIntBE(6, 6), m.readIntLE(6, 4));
log(m.writeDoubleBE(1.5, 8), m.readDoubleBE(8), m.writeFloatLE(2.5, 0), m.readFloatLE(0),
  m.writeBigUInt64LE(123n, 0), m.readBigUInt64LE(0), m.writeBigInt64BE(-2n, 0), m.readBigInt64BE(0),
  m.readBigUint64BE(0));
log(t(() => m.readUInt8(99)), t(() => m.writeUInt8(300, 0)), t(() => m.readInt16LE(15)),
  t(() => m.writeInt8(-200)));
log(Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.from("abc").equals(Buffer.from("abc")),
  Buffer.from("abcdef").compare(Buffer.from("cd"), 0, 2, 2, 4));
log(b.indexOf("w"), b.indexOf("zz"), b.lastIndexOf("l"), b.indexOf(0x6f), b.includes("wör"),
  Buffer.from("aXbX").lastIndexOf("X", 2), Buffer.from("abcabc").indexOf("c", -2),
  b.indexOf(Buffer.from("llo")));
log(Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3, 4]).swap32().toString("hex"),
  t(() => Buffer.from([1]).swap16()));
const s = Buffer.from("abcdef"); const sub = s.subarray(1, 3); sub[0] = 0x5a;
  log(s.toString(), sub.toString(), s.slice(-2).toString(), Buffer.isBuffer(sub), sub.buffer === s.buffer);
log(Buffer.concat([Buffer.from("a"), Buffer.from("bc")]).toString(), Buffer.concat([Buffer.from("abc")],
  2).toString(), Buffer.alloc(5, "ab").toString(), Buffer.alloc(3, "YQ==", "base64").toString(),
  Buffer.from("x").fill("q").toString());
log(Buffer.from("abc").toJSON(), JSON.stringify(Buffer.from("z")),
  Buffer.from(JSON.parse(JSON.stringify(Buffer.from("z")))).toString());
log(s.write("XY", 1), s.toString(), s.write("€€€", 2), s.toString("hex"), s.write("6869", 0, "hex"),
  s.write("abc", 1, 2, "latin1"), s.toString("latin1"));
log(Buffer.from(new Uint16Array([257, 2]).buffer).toString("hex"), Buffer.from(new Uint16Array([257,
  2])).toString("hex"), Buffer.from([256, -1, 3.7, "5"]).toString("hex"), Buffer.from({ length: 2, 0: 7,
  1: 8 }).toString("hex"));
log(Buffer.from("zz6869", "hex").length, Buffer.from("68zz", "hex").toString(), Buffer.from("aGk",
  "base64").toString(), Buffer.from("a-_b", "base64").toString("hex"), Buffer.from("a G k =",
  "base64").toString(), Buffer.from("aGk=aGk=", "base64").toString());
log(t(() => Buffer.from("a", "nope")), t(() => Buffer.from(5)), t(() => Buffer.from(null)),
  t(() => Buffer.from(undefined)), Buffer.isEncoding("UTF-8"), Buffer.isEncoding("x"));
log(require("buffer").transcode(Buffer.from("€"), "utf8", "utf16le").toString("hex"),
  require("buffer").constants.MAX_STRING_LENGTH, [...Buffer.from("ab").entries()], [...Buffer.from("ab")],
  Buffer.from("ab").map((x) => x + 1).toString(), Buffer.of(1, 2).length);
log(Buffer.from([0xff, 0xfe, 0x41]).toString(), Buffer.from([0xe2, 0x82]).toString(), Buffer.from([0xf0, 0x9f,
  0x98, 0x41]).toString(), Buffer.from([0xc0, 0x80, 0xed, 0xa0, 0x80]).toString(),
  Buffer.from("\ud800a").toString("hex"));
log(new TextDecoder("utf-16le").decode(Buffer.from("hé", "utf16le")),
  new TextDecoder("latin1").decode(new Uint8Array([0xe9])), new TextDecoder("latin1").encoding,
  t(() => new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff]))),
  t(() => new TextDecoder("nope")), new TextDecoder("utf-16be").decode(new Uint8Array([0, 65, 0x20, 0xac])));
const d = new TextDecoder(); const e8 = new TextEncoder().encode("a€😀b"); let out = "";
  for (const x of e8) out += d.decode(new Uint8Array([x]), { stream: true }); log(out + d.decode());
log(new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])).length, new TextDecoder("utf-8",
  { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])).length,
  new TextEncoder().encodeInto("a€b", new Uint8Array(3)));
const { StringDecoder } = require("string_decoder"); const sd = new StringDecoder("utf8");
  log(sd.write(Buffer.from([0xe2, 0x82])), sd.write(Buffer.from([0xac])), sd.end(Buffer.from([0xe2])));
  const s64 = new StringDecoder("base64"); log(s64.write(Buffer.from("ab")), s64.write(Buffer.from("cd")),
  s64.end()); const s16 = new StringDecoder("utf16le");
  log(s16.write(Buffer.from([0x41])), s16.write(Buffer.from([0, 0x3d, 0xd8])), s16.end(Buffer.from([0, 0xde])));
log(atob("aGk="), btoa("hi"), t(() => btoa("€")).slice(0, 20), t(() => atob("*")).slice(0, 20),
  typeof Buffer.poolSize, Buffer.from("abc").latin1Slice(0, 2));
log(Buffer.from("test").readUInt16BE(), Buffer.from("test").readUint32LE(1 - 1), Buffer.from("abc").at(-1),
  Buffer.from("a,b").toString().split(","), Buffer.from("abc") == "abc", `${Buffer.from("tpl")}`,
  Buffer.from("abc") + "d", Buffer.byteLength(new ArrayBuffer(3)), Buffer.from(new String("so")).toString());
console.log(Buffer.from("abc"), [Buffer.from("x")], b instanceof Uint8Array, b.constructor === Buffer,
  Buffer.name, Object.prototype.toString.call(b));
