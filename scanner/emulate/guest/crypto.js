// crypto: the host computes digests with the real algorithms; random values are drawn from a seed.
const DIGEST_SIZES = { md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64, "sha512-256": 32, "sha512-224": 28, "sha3-224": 28, "sha3-256": 32, "sha3-384": 48, "sha3-512": 64, shake128: 16, shake256: 32, ripemd160: 20, rmd160: 20, blake2b512: 64, blake2s256: 32, sm3: 32 };
const digestName = (name) => {
  const plain = replaceText(lowerText(RealString(name && name.name ? name.name : name)), /^rsa-|withrsaencryption$/g, "");
  return replaceText(plain, /^sha-(?=\d)/, "sha");
};
const rawBytes = (value, encoding) => {
  if (typeof value === "string") return bytesOf(value, encoding === "buffer" ? undefined : encoding);
  if (value instanceof KeyObject) return value.bytes;
  if (!isBytes(value)) throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${describeType(value)}`);
  return viewOf(value);
};
// Digests that the host does not compute are stood in for by those it does, of the right size.
function digestBytes(algorithm, bytes, key) {
  const name = digestName(algorithm),
    size = DIGEST_SIZES[name];
  if (size === undefined) throw nodeError(RealError, "ERR_CRYPTO_INVALID_DIGEST", "Digest method not supported");
  const told = (given) => askAboutBytes("hash", { algorithm: given, key: key === undefined ? null : base64Text(key, false) }, bytes);
  let text = told(name);
  if (text === null) {
    gap("digest " + name);
    text = told("sha512");
  }
  const out = base64Bytes(text);
  return out.length > size ? out.slice(0, size) : out;
}
class Hash extends Transform {
  #algorithm;
  #key;
  #parts = [];
  #isDone = false;
  constructor(algorithm, key, options) {
    super(options);
    if (DIGEST_SIZES[digestName(algorithm)] === undefined) throw key === undefined ? new RealError("Digest method not supported") : nodeError(RealError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
    this.#algorithm = algorithm;
    this.#key = key;
    define(this, "outputLength", options && options.outputLength);
  }
  update(value, encoding) {
    if (this.#isDone) throw nodeError(RealError, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    push(this.#parts, RealUint8Array.from(rawBytes(value, encoding)));
    return this;
  }
  digest(encoding) {
    if (this.#isDone) throw nodeError(RealError, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#isDone = true;
    let out = Buffer.from(digestBytes(this.#algorithm, Buffer.concat(this.#parts), this.#key));
    if (this.outputLength) out = Buffer.concat([out, out, out, out]).subarray(0, this.outputLength);
    return encoding && encoding !== "buffer" ? textOf(out, checkEncoding(encoding)) : out;
  }
  copy() {
    const made = new Hash(this.#algorithm, this.#key);
    for (const part of this.#parts) made.update(part);
    return made;
  }
  _transform(chunk, encoding, done) {
    this.update(chunk, encoding);
    done();
  }
  _flush(done) {
    this.push(this.digest());
    done();
  }
}
const keyBytes = (key) => (typeof key === "string" ? utf8Bytes(key) : key instanceof KeyObject || key instanceof CryptoKey ? key.bytes : isBytes(key) ? viewOf(key) : key && key.key !== undefined ? keyBytes(key.key) : []);
const hmacOf = (algorithm, key, bytes) => RealUint8Array.from(digestBytes(algorithm, bytes, key));
// Keys out of passwords. Many rounds are the host's to compute; where it does not, some rounds stand in for all.
const ROUNDS_MOST = 64;
function derived(kind, o) {
  const text = question("derive", { kind, ...o, password: base64Text(o.password, false), salt: base64Text(o.salt, false) });
  if (text !== null) return Buffer.from(base64Bytes(text));
  if (kind === "hkdf") return hkdf(o);
  if (kind === "scrypt" || o.rounds > ROUNDS_MOST) gap(`crypto: ${kind} with many rounds`);
  return pbkdf2(o.password, kind === "scrypt" ? [...o.salt, 0] : o.salt, Math.min(o.rounds ?? 1, ROUNDS_MOST), o.size, o.digest ?? "sha256");
}
function pbkdf2(password, salt, rounds, size, digest) {
  const parts = [];
  for (let block = 1, have = 0; have < size; block++) {
    let last = hmacOf(digest, password, RealUint8Array.from([...salt, block >>> 24, (block >> 16) & 255, (block >> 8) & 255, block & 255]));
    const out = last.slice();
    for (let round = 1; round < rounds; round++) {
      last = hmacOf(digest, password, last);
      for (let i = 0; i < out.length; i++) out[i] ^= last[i];
    }
    push(parts, out);
    have += out.length;
  }
  return Buffer.concat(parts).subarray(0, size);
}
function hkdf({ digest, password, salt, info, size }) {
  const inner = hmacOf(digest, salt.length ? salt : new RealUint8Array(DIGEST_SIZES[digestName(digest)]), password);
  let last = new RealUint8Array(0),
    out = new RealUint8Array(0);
  for (let block = 1; out.length < size; block++) {
    last = hmacOf(digest, inner, RealUint8Array.from([...last, ...info, block]));
    out = joinBytes(out, last);
  }
  return Buffer.from(out.slice(0, size));
}
const pbkdf2Sync = (password, salt, rounds, size, digest) => derived("pbkdf2", { password: RealUint8Array.from(rawBytes(password)), salt: RealUint8Array.from(rawBytes(salt)), rounds, size, digest: digestName(digest ?? "sha1") });
const scryptSync = (password, salt, size, o = {}) => derived("scrypt", { password: RealUint8Array.from(rawBytes(password)), salt: RealUint8Array.from(rawBytes(salt)), size, n: o.N ?? o.cost ?? 16384, r: o.r ?? o.blockSize ?? 8, p: o.p ?? o.parallelization ?? 1 });
const hkdfSync = (digest, key, salt, info, size) => {
  const out = derived("hkdf", { digest: digestName(digest), password: RealUint8Array.from(keyBytes(key)), salt: RealUint8Array.from(rawBytes(salt)), info: [...rawBytes(info)], size });
  return RealUint8Array.from(out).buffer;
};
const withCallbackLast = (run) => (...values) => {
  const call = values.pop();
  let result, error;
  try {
    result = run(...values);
  } catch (thrown) {
    error = thrown;
  }
  setImmediateFn(() => (error ? call(error) : call(null, result)));
};
function fillRandom(view) {
  const bytes = viewOf(view);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random() * 256);
  return view;
}
const randomBytes = (size, callback) => {
  const out = fillRandom(Buffer.alloc(size));
  if (callback) setImmediateFn(() => callback(null, out));
  return callback ? undefined : out;
};
const randomUUID = () => {
  const t = hexText(fillRandom(new RealUint8Array(16)));
  return `${slice(t, 0, 8)}-${slice(t, 8, 12)}-4${slice(t, 13, 16)}-a${slice(t, 17, 20)}-${slice(t, 20, 32)}`;
};
const randomInt = (low, high, callback) => {
  const [from, to, call] = typeof high === "number" ? [low, high, callback] : [0, low, high];
  const value = from + Math.floor(random() * (to - from));
  if (typeof call === "function") setImmediateFn(() => call(null, value));
  return value;
};
const timingSafeEqual = (a, b) => {
  if (a.byteLength !== b.byteLength) throw nodeError(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  const isSame = isSameBytes(viewOf(a), viewOf(b));
  return turnsBytes(viewOf(a), viewOf(b), isSame) || isSame;
};
world.builtins.crypto = () => {
  const made = {
    Hash,
    Hmac: Hash,
    createHash: (name, options) => new Hash(name, undefined, options),
    createHmac: (name, key, options) => new Hash(name, keyBytes(key), options),
    hash: (name, value, encoding = "hex") => new Hash(name).update(value).digest(encoding),
    randomBytes,
    pseudoRandomBytes: randomBytes,
    randomUUID,
    randomInt,
    randomFillSync: fillRandom,
    randomFill: (view, ...rest) => setImmediateFn(() => rest[rest.length - 1](null, fillRandom(view))),
    getRandomValues: fillRandom,
    webcrypto,
    subtle: webcrypto.subtle,
    timingSafeEqual,
    getHashes: () => ["RSA-MD5", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512", ...Object.keys(DIGEST_SIZES)],
    getCiphers: () => Object.keys(CIPHERS),
    getCurves: () => ["prime256v1", "secp256k1", "secp384r1", "secp521r1"],
    getCipherInfo: (name) => {
      const known = CIPHERS[lowerText(RealString(name))];
      return known && { name: lowerText(name), keyLength: known[0], ivLength: known[2], mode: known[1], blockSize: known[1] === "cbc" ? 16 : undefined };
    },
    getFips: () => 0,
    setFips() {},
    secureHeapUsed: () => ({ total: 0 }),
    constants: { RSA_PKCS1_PADDING: 1, RSA_NO_PADDING: 3, RSA_PKCS1_OAEP_PADDING: 4, RSA_PKCS1_PSS_PADDING: 6, RSA_PSS_SALTLEN_DIGEST: -1 },
    createCipheriv: (name, key, iv, options) => new Cipher(name, key, iv, true, options),
    createDecipheriv: (name, key, iv, options) => new Cipher(name, key, iv, false, options),
    pbkdf2Sync,
    scryptSync,
    hkdfSync,
    pbkdf2: withCallbackLast(pbkdf2Sync),
    scrypt: withCallbackLast(scryptSync),
    hkdf: withCallbackLast(hkdfSync),
    ...keyFunctions,
  };
  return made;
};
