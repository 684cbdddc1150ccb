// Keys, signatures and the crypto of the web platform. Asymmetric keys are made up: their signatures verify each other only.
class KeyObject {
  constructor(type, bytes, kind) {
    this.type = type;
    define(this, "bytes", bytes);
    define(this, "kind", kind);
  }
  get asymmetricKeyType() {
    return this.type === "secret" ? undefined : this.kind;
  }
  get asymmetricKeyDetails() {
    return this.kind === "rsa" ? { modulusLength: 2048, publicExponent: 65537n } : {};
  }
  get symmetricKeySize() {
    return this.type === "secret" ? this.bytes.length : undefined;
  }
  export(options = {}) {
    if (this.type === "secret") return options.format === "jwk" ? { kty: "oct", k: base64Text(this.bytes, true) } : Buffer.from(this.bytes);
    if (options.format === "jwk") return { kty: this.kind === "rsa" ? "RSA" : "EC", x: base64Text(this.bytes, true) };
    if (options.format === "der") return Buffer.from(this.bytes);
    const title = this.type === "public" ? "PUBLIC KEY" : "PRIVATE KEY";
    return `-----BEGIN ${title}-----\n${base64Text(this.bytes, false)}\n-----END ${title}-----\n`;
  }
  equals(other) {
    return this.type === other.type && isSameBytes(this.bytes, other.bytes);
  }
  static from(key) {
    return new KeyObject(key.type, key.bytes, key.algorithm.name);
  }
}
class CryptoKey {
  constructor(type, bytes, algorithm, extractable, usages) {
    Object.assign(this, { type, extractable, algorithm, usages });
    define(this, "bytes", bytes);
  }
}
const pemBytes = (text) => base64Bytes(replaceText(RealString(text), /-----[^-]*-----|\s/g, ""));
const givenKey = (given, type) => {
  const key = given && given.key !== undefined ? given.key : given;
  if (key instanceof KeyObject) return type === "public" ? new KeyObject("public", key.bytes, key.kind) : key;
  if (key instanceof CryptoKey) return new KeyObject(key.type, key.bytes, "rsa");
  const text = typeof key === "string" ? key : isBytes(key) ? utf8Text(viewOf(key)) : jsonOf(key);
  const isPem = plainIndexOf(text, "-----BEGIN") >= 0;
  if (!isPem && given && (typeof given === "string" || isBytes(given))) throw nodeError(RealError, "ERR_OSSL_UNSUPPORTED", "error:1E08010C:DECODER routines::unsupported");
  return new KeyObject(type, isPem ? pemBytes(text) : utf8Bytes(text), /EC /.test(text) ? "ec" : "rsa");
};
// A signature that whoever holds the same bytes can check: keys of a pair share them.
function signedBytes(bytes, key) {
  const { kind, bytes: secret } = givenKey(key, "private"),
    half = Buffer.from(digestBytes("sha512", bytes, secret)),
    mark = Buffer.from(digestBytes("sha512", bytes, [1]));
  return kind === "rsa" || kind === "rsa-pss" ? Buffer.concat([half, mark, half, mark]) : Buffer.concat([half, mark]);
}
class Signing extends Writable {
  #parts = [];
  update(data, encoding) {
    push(this.#parts, Buffer.from(rawBytes(data, encoding)));
    return this;
  }
  sign(key, encoding) {
    const out = signedBytes(Buffer.concat(this.#parts), key);
    return encoding ? textOf(out, encoding) : out;
  }
  verify(key, signature, encoding) {
    const given = typeof signature === "string" ? Buffer.from(signature, encoding) : signature;
    return isSameBytes(signedBytes(Buffer.concat(this.#parts), key), viewOf(given));
  }
  _write(chunk, encoding, done) {
    this.update(chunk);
    done();
  }
}
function keyPair(kind, options = {}) {
  const bytes = fillRandom(new RealUint8Array(32));
  const shape = (key, o) => (o ? key.export(o) : key);
  return { publicKey: shape(new KeyObject("public", bytes, kind), options.publicKeyEncoding), privateKey: shape(new KeyObject("private", bytes, kind), options.privateKeyEncoding) };
}
class Exchange {
  generateKeys(encoding) {
    this.key = fillRandom(Buffer.alloc(32));
    return encoding ? textOf(this.key, encoding) : this.key;
  }
  getPublicKey(encoding) {
    return encoding ? textOf(this.key, encoding) : this.key;
  }
  getPrivateKey(encoding) {
    return this.getPublicKey(encoding);
  }
  setPrivateKey(key, encoding) {
    this.key = Buffer.from(rawBytes(key, encoding));
  }
  computeSecret(other, from, to) {
    const out = Buffer.from(digestBytes("sha256", Buffer.from(rawBytes(other, from))));
    return to ? textOf(out, to) : out;
  }
}
const passed = (key, data) => Buffer.from(rawBytes(data));
const keyFunctions = {
  KeyObject,
  X509Certificate: class {
    constructor() {
      Object.assign(this, { subject: "CN=example.net", issuer: "CN=example.net", validTo: "Nov 22 00:00:00 2027 GMT" });
    }
  },
  Certificate: class {},
  createSecretKey: (key, encoding) => new KeyObject("secret", RealUint8Array.from(rawBytes(key, encoding))),
  createPublicKey: (key) => givenKey(key, "public"),
  createPrivateKey: (key) => givenKey(key, "private"),
  generateKeySync: (kind, o) => new KeyObject("secret", fillRandom(new RealUint8Array((o.length ?? 256) / 8))),
  generateKey: withCallbackLast((kind, o) => new KeyObject("secret", fillRandom(new RealUint8Array((o.length ?? 256) / 8)))),
  generateKeyPairSync: keyPair,
  generateKeyPair: Object.assign(
    (kind, options, callback) => {
      const pair = keyPair(kind, options);
      setImmediateFn(() => callback(null, pair.publicKey, pair.privateKey));
    },
    { [PROMISIFY]: async (kind, options) => keyPair(kind, options) },
  ),
  createSign: () => new Signing(),
  createVerify: () => new Signing(),
  Sign: Signing,
  Verify: Signing,
  sign: (algorithm, data, key, callback) => {
    const out = signedBytes(rawBytes(data), key);
    if (callback) setImmediateFn(() => callback(null, out));
    return out;
  },
  verify: (algorithm, data, key, signature) => isSameBytes(signedBytes(rawBytes(data), key), viewOf(signature)),
  publicEncrypt: passed,
  privateDecrypt: passed,
  privateEncrypt: passed,
  publicDecrypt: passed,
  createDiffieHellman: () => new Exchange(),
  createDiffieHellmanGroup: () => new Exchange(),
  getDiffieHellman: () => new Exchange(),
  createECDH: () => new Exchange(),
  ECDH: Exchange,
  diffieHellman: () => Buffer.from(digestBytes("sha256", [1])),
};
const algorithmName = (algorithm) => RealString(algorithm && algorithm.name !== undefined ? algorithm.name : algorithm).toUpperCase();
const bufferOf = (bytes) => RealUint8Array.from(bytes).buffer;
const isSymmetric = (name) => testRegExp(/^(AES|HMAC|PBKDF2|HKDF)/, name);
const modeOf = (name) => lowerText(slice(name, 4));
function subtleCipher(algorithm, key, data, encrypts) {
  const name = algorithmName(algorithm);
  if (!testRegExp(/^AES-(GCM|CBC|CTR)$/, name)) return bufferOf(viewOf(data));
  const cipher = new Cipher(`aes-${key.bytes.length * 8}-${modeOf(name)}`, key.bytes, viewOf(algorithm.iv ?? algorithm.counter), encrypts);
  if (name !== "AES-GCM") return bufferOf(Buffer.concat([cipher.update(viewOf(data)), cipher.final()]));
  const size = (algorithm.tagLength ?? 128) / 8;
  if (algorithm.additionalData) cipher.setAAD(viewOf(algorithm.additionalData));
  if (encrypts) return bufferOf(Buffer.concat([cipher.update(viewOf(data)), cipher.final(), cipher.getAuthTag().subarray(0, size)]));
  const bytes = viewOf(data);
  cipher.setAuthTag(bytes.slice(bytes.length - size));
  try {
    const out = Buffer.concat([cipher.update(bytes.slice(0, bytes.length - size)), cipher.final()]);
    decoded(utf8Text(out), "cipher");
    return bufferOf(out);
  } catch (error) {
    throw new DOMException("The operation failed for an operation-specific reason", "OperationError");
  }
}
const hashOf = (key, algorithm) => algorithmName((key.algorithm && key.algorithm.hash) ?? (algorithm && algorithm.hash) ?? "SHA-256");
const subtleSign = (algorithm, key, data) => (algorithmName(algorithm) === "HMAC" ? hmacOf(hashOf(key), key.bytes, viewOf(data)) : signedBytes(viewOf(data), new KeyObject("private", key.bytes, "rsa")));
function derivedBits(algorithm, key, bits) {
  const name = algorithmName(algorithm);
  if (name === "PBKDF2") return bufferOf(pbkdf2Sync(key.bytes, viewOf(algorithm.salt), algorithm.iterations, bits / 8, algorithmName(algorithm.hash)));
  if (name === "HKDF") return hkdfSync(algorithmName(algorithm.hash), key.bytes, viewOf(algorithm.salt), viewOf(algorithm.info), bits / 8);
  return bufferOf(digestBytes("sha512", key.bytes).slice(0, bits / 8));
}
const namedAlgorithm = (algorithm, bytes) => {
  const given = typeof algorithm === "string" ? { name: algorithm } : { ...algorithm };
  const out = { ...given, name: algorithmName(given) };
  if (out.hash) out.hash = { name: algorithmName(out.hash) };
  if (testRegExp(/^AES|^HMAC/, out.name) && bytes) out.length = bytes.length * 8;
  return out;
};
const subtle = {
  digest: async (algorithm, data) => bufferOf(digestBytes(algorithmName(algorithm), viewOf(data))),
  importKey: async (format, data, algorithm, extractable = true, usages = []) => {
    const bytes = format === "jwk" ? base64Bytes(RealString(data.k ?? data.x ?? data.n ?? "")) : RealUint8Array.from(viewOf(data));
    const named = namedAlgorithm(algorithm, bytes);
    return new CryptoKey(isSymmetric(named.name) ? "secret" : usages.includes("sign") || usages.includes("decrypt") ? "private" : "public", bytes, named, extractable, [...usages]);
  },
  exportKey: async (format, key) => (format === "jwk" ? { kty: key.type === "secret" ? "oct" : "EC", k: base64Text(key.bytes, true), x: base64Text(key.bytes, true), alg: "A256GCM", ext: true, key_ops: key.usages } : bufferOf(key.bytes)),
  generateKey: async (algorithm, extractable, usages) => {
    const name = algorithmName(algorithm),
      bytes = fillRandom(new RealUint8Array((typeof algorithm.length === "number" ? algorithm.length : 256) / 8)),
      named = namedAlgorithm(algorithm, bytes);
    if (isSymmetric(name)) return new CryptoKey("secret", bytes, named, extractable, usages);
    return { publicKey: new CryptoKey("public", bytes, named, true, ["verify"]), privateKey: new CryptoKey("private", bytes, named, extractable, ["sign"]) };
  },
  sign: async (algorithm, key, data) => bufferOf(subtleSign(algorithm, key, data)),
  verify: async (algorithm, key, signature, data) => isSameBytes(subtleSign(algorithm, key, data), viewOf(signature)),
  encrypt: async (algorithm, key, data) => subtleCipher(algorithm, key, data, true),
  decrypt: async (algorithm, key, data) => subtleCipher(algorithm, key, data, false),
  deriveBits: async (algorithm, key, bits) => derivedBits(algorithm, key, bits ?? 256),
  deriveKey: async (algorithm, key, wanted, extractable, usages) => {
    const bytes = new RealUint8Array(derivedBits(algorithm, key, wanted.length ?? 256));
    return new CryptoKey("secret", bytes, namedAlgorithm(wanted, bytes), extractable, usages);
  },
  wrapKey: async (format, key) => bufferOf(key.bytes),
  unwrapKey: async (format, data, key, algorithm, wanted, extractable, usages) => new CryptoKey("secret", RealUint8Array.from(viewOf(data)), namedAlgorithm(wanted), extractable, usages),
};
class Crypto {}
class SubtleCrypto {}
const webcrypto = Object.assign(Object.create(Crypto.prototype), { subtle: Object.assign(Object.create(SubtleCrypto.prototype), subtle), randomUUID, getRandomValues: fillRandom, CryptoKey });
for (const [name, value] of Object.entries({ crypto: webcrypto, Crypto, SubtleCrypto, CryptoKey })) define(globalThis, name, value);
