// crypto and zlib: the host computes, with the real algorithms.
const digestBytes = (algorithm, bytes, key) => {
  const text = question("hash", {
    algorithm: RealString(algorithm),
    data: base64Text(bytes, false),
    key: key === undefined ? null : base64Text(key, false),
  });
  if (text === null) throw Object.assign(new RealError("Digest method not supported"), { code: "ERR_CRYPTO_INVALID_DIGEST" });
  return base64Bytes(text);
};
const rawBytes = (value, encoding) => (typeof value === "string" ? bytesOf(value, encoding) : [...viewOf(value)]);
class Hash extends Transform {
  #algorithm;
  #key;
  #bytes = [];
  constructor(algorithm, key) {
    super();
    this.#algorithm = algorithm;
    this.#key = key;
  }
  update(value, encoding) {
    for (const byte of rawBytes(value, encoding)) push(this.#bytes, byte);
    return this;
  }
  digest(encoding) {
    const out = Buffer.from(digestBytes(this.#algorithm, this.#bytes, this.#key));
    return encoding && encoding !== "buffer" ? textOf(out, encoding) : out;
  }
  copy() {
    const made = new Hash(this.#algorithm, this.#key);
    made.update(Buffer.from(this.#bytes));
    return made;
  }
}
const randomBytes = (size, callback) => {
  const out = Buffer.alloc(size);
  for (let i = 0; i < size; i++) out[i] = Math.floor(random() * 256);
  if (callback) setImmediateFn(() => callback(null, out));
  return out;
};
const randomUUID = () => {
  const t = textOf(randomBytes(16), "hex");
  return `${t.slice(0, 8)}-${t.slice(8, 12)}-4${t.slice(13, 16)}-a${t.slice(17, 20)}-${t.slice(20, 32)}`;
};
const subtle = {
  digest: async (algorithm, bytes) =>
    RealUint8Array.from(digestBytes(typeof algorithm === "string" ? algorithm : algorithm.name, [...viewOf(bytes)])).buffer,
  importKey: async (format, bytes, algorithm) => ({ bytes, algorithm }),
  generateKey: async () => ({}),
  exportKey: async () => new ArrayBuffer(32),
  sign: async (algorithm, key, bytes) => RealUint8Array.from(digestBytes("sha256", [...viewOf(bytes)], [...viewOf(key.bytes)])).buffer,
  verify: async () => true,
  encrypt: async (a, k, bytes) => bytes,
  decrypt: async (a, k, bytes) => bytes,
  deriveBits: async () => new ArrayBuffer(32),
  deriveKey: async () => ({}),
};
const webcrypto = {
  subtle,
  randomUUID,
  getRandomValues: (view) => {
    for (let i = 0; i < view.length; i++) view[i] = Math.floor(random() * 4294967296);
    return view;
  },
};
const cipher = () => {
  gap("crypto: ciphers");
  const parts = [];
  return {
    update(value, from, to) {
      const b = Buffer.from(rawBytes(value, from));
      return to ? textOf(b, to) : b;
    },
    final: (to) => (to ? "" : Buffer.alloc(0)),
    setAAD() {
      return this;
    },
    getAuthTag: () => Buffer.alloc(16),
    setAuthTag() {
      return this;
    },
    setAutoPadding() {
      return this;
    },
  };
};
world.builtins.crypto = () => ({
  createHash: (name) => new Hash(name),
  createHmac: (name, key) => new Hash(name, typeof key === "string" || isBytes(key) ? rawBytes(key) : []),
  hash: (name, value, encoding = "hex") => new Hash(name).update(value).digest(encoding),
  randomBytes,
  randomUUID,
  randomInt: (low, high) => (high === undefined ? Math.floor(random() * low) : low + Math.floor(random() * (high - low))),
  randomFillSync: webcrypto.getRandomValues,
  getRandomValues: webcrypto.getRandomValues,
  webcrypto,
  subtle,
  timingSafeEqual: (a, b) => Buffer.from(a).equals(Buffer.from(b)),
  getHashes: () => ["md5", "sha1", "sha256", "sha384", "sha512"],
  getCiphers: () => [],
  constants: {},
  createCipheriv: cipher,
  createDecipheriv: cipher,
  createSign: () => ({
    update() {
      return this;
    },
    sign: () => Buffer.alloc(64),
  }),
  createVerify: () => ({
    update() {
      return this;
    },
    verify: () => true,
  }),
  createPublicKey: () => ({ export: () => "" }),
  createPrivateKey: () => ({ export: () => "" }),
  createSecretKey: (key) => key,
  sign: () => Buffer.alloc(64),
  verify: () => true,
  pbkdf2Sync: (password, salt, rounds, size) => Buffer.from(digestBytes("sha512", rawBytes(password), rawBytes(salt))).subarray(0, size),
  scryptSync: (password, salt, size) => Buffer.from(digestBytes("sha512", rawBytes(password), rawBytes(salt))).subarray(0, size),
  generateKeyPairSync: () => ({ publicKey: "", privateKey: "" }),
});
define(globalThis, "crypto", webcrypto);
const unpacked = (format) => (value) => {
  const out = question("unpack", { format, data: base64Text(rawBytes(value), false) });
  if (out === null) throw Object.assign(new RealError("incorrect header check"), { code: "Z_DATA_ERROR" });
  return Buffer.from(base64Bytes(out));
};
const packed = (format) => (value) => Buffer.from(base64Bytes(question("pack", { format, data: base64Text(rawBytes(value), false) })));
world.builtins.zlib = () => {
  const made = { constants: { BROTLI_PARAM_QUALITY: 1 } };
  for (const [name, run] of [
    ["inflate", unpacked("zlib")],
    ["gunzip", unpacked("gzip")],
    ["inflateRaw", unpacked("deflate")],
    ["unzip", unpacked("any")],
    ["brotliDecompress", unpacked("brotli")],
    ["deflate", packed("zlib")],
    ["gzip", packed("gzip")],
    ["deflateRaw", packed("deflate")],
    ["brotliCompress", packed("brotli")],
  ]) {
    made[name + "Sync"] = (value) => run(value);
    made[name] = (value, options, callback) => {
      const call = callback || options;
      try {
        const out = run(value);
        setImmediateFn(() => call(null, out));
      } catch (error) {
        setImmediateFn(() => call(error));
      }
    };
    made["create" + name[0].toUpperCase() + name.slice(1)] = () => {
      const bytes = [];
      return new Transform({
        transform(chunk, e, done) {
          for (const byte of rawBytes(chunk)) push(bytes, byte);
          done();
        },
        flush(done) {
          done(null, run(Buffer.from(bytes)));
        },
      });
    };
  }
  return made;
};
