// AES in the modes that programs use, so that what a tool carries encrypted comes out of it.
const SBOX = new RealUint8Array(256),
  INVERSE = new RealUint8Array(256);
{
  let p = 1,
    q = 1;
  do {
    p = (p ^ (p << 1) ^ (p & 0x80 ? 0x11b : 0)) & 255;
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    q &= 255;
    if (q & 0x80) q ^= 0x09;
    const x = (q ^ (q << 1) ^ (q >> 7) ^ (q << 2) ^ (q >> 6) ^ (q << 3) ^ (q >> 5) ^ (q << 4) ^ (q >> 4)) & 255;
    SBOX[p] = x ^ 0x63;
  } while (p !== 1);
  SBOX[0] = 0x63;
  for (let i = 0; i < 256; i++) INVERSE[SBOX[i]] = i;
}
const doubled = (a) => ((a << 1) ^ (a & 0x80 ? 0x11b : 0)) & 255;
const multiplied = (a, b) => {
  let out = 0;
  for (let x = a, y = b; y; y >>= 1, x = doubled(x)) if (y & 1) out ^= x;
  return out;
};
function expandKey(key) {
  const words = key.length / 4,
    rounds = words + 6,
    out = new RealUint8Array(16 * (rounds + 1));
  setBytes(out, key);
  let factor = 1;
  for (let i = words; i < 4 * (rounds + 1); i++) {
    let last = [out[4 * i - 4], out[4 * i - 3], out[4 * i - 2], out[4 * i - 1]];
    if (i % words === 0) {
      last = [SBOX[last[1]] ^ factor, SBOX[last[2]], SBOX[last[3]], SBOX[last[0]]];
      factor = doubled(factor);
    } else if (words > 6 && i % words === 4) last = last.map((byte) => SBOX[byte]);
    for (let j = 0; j < 4; j++) out[4 * i + j] = out[4 * (i - words) + j] ^ last[j];
  }
  return { out, rounds };
}
function encryptBlock({ out: keys, rounds }, block) {
  let s = RealUint8Array.from(block);
  for (let i = 0; i < 16; i++) s[i] ^= keys[i];
  for (let round = 1; round <= rounds; round++) {
    const t = new RealUint8Array(16);
    for (let i = 0; i < 16; i++) t[i] = SBOX[s[(i + 4 * (i % 4)) % 16]];
    if (round < rounds)
      for (let c = 0; c < 16; c += 4) {
        const [a, b, d, e] = [t[c], t[c + 1], t[c + 2], t[c + 3]],
          all = a ^ b ^ d ^ e;
        t[c] = a ^ all ^ doubled(a ^ b);
        t[c + 1] = b ^ all ^ doubled(b ^ d);
        t[c + 2] = d ^ all ^ doubled(d ^ e);
        t[c + 3] = e ^ all ^ doubled(e ^ a);
      }
    for (let i = 0; i < 16; i++) t[i] ^= keys[16 * round + i];
    s = t;
  }
  return s;
}
function decryptBlock({ out: keys, rounds }, block) {
  let s = RealUint8Array.from(block);
  for (let i = 0; i < 16; i++) s[i] ^= keys[16 * rounds + i];
  for (let round = rounds - 1; round >= 0; round--) {
    const t = new RealUint8Array(16);
    for (let i = 0; i < 16; i++) t[(i + 4 * (i % 4)) % 16] = INVERSE[s[i]];
    for (let i = 0; i < 16; i++) t[i] ^= keys[16 * round + i];
    if (round > 0)
      for (let c = 0; c < 16; c += 4) {
        const [a, b, d, e] = [t[c], t[c + 1], t[c + 2], t[c + 3]];
        for (let j = 0; j < 4; j++) t[c + j] = multiplied([a, b, d, e][j], 14) ^ multiplied([b, d, e, a][j], 11) ^ multiplied([d, e, a, b][j], 13) ^ multiplied([e, a, b, d][j], 9);
      }
    s = t;
  }
  return s;
}
function counted(block, isShort) {
  for (let i = 15; i >= (isShort ? 12 : 0); i--) {
    block[i] = (block[i] + 1) & 255;
    if (block[i]) return;
  }
}
// A product in the field of GCM.
function gcmProduct(x, y) {
  const z = new RealUint8Array(16),
    v = RealUint8Array.from(y);
  for (let i = 0; i < 128; i++) {
    if ((x[i >> 3] >> (7 - (i & 7))) & 1) for (let j = 0; j < 16; j++) z[j] ^= v[j];
    const last = v[15] & 1;
    for (let j = 15; j > 0; j--) v[j] = (v[j] >> 1) | ((v[j - 1] & 1) << 7);
    v[0] >>= 1;
    if (last) v[0] ^= 0xe1;
  }
  return z;
}
const lengthBytes = (bits) => {
  const out = new RealUint8Array(8);
  new DataView(out.buffer).setUint32(4, bits);
  return out;
};
function gcmHash(h, ...parts) {
  let y = new RealUint8Array(16);
  for (const part of parts)
    for (let at = 0; at < part.length; at += 16) {
      for (let i = 0; i < 16 && at + i < part.length; i++) y[i] ^= part[at + i];
      y = gcmProduct(y, h);
    }
  return y;
}
const CIPHERS = {};
for (const size of [128, 192, 256]) for (const [mode, iv] of [["cbc", 16], ["ctr", 16], ["ecb", 0], ["gcm", 12]]) CIPHERS[`aes-${size}-${mode}`] = [size / 8, mode, iv];
for (const size of [128, 192, 256]) {
  CIPHERS[`aes${size}`] = CIPHERS[`aes-${size}-cbc`];
  CIPHERS[`id-aes${size}-gcm`] = CIPHERS[`aes-${size}-gcm`];
}
class Cipher extends Transform {
  #keys;
  #iv;
  #mode;
  #encrypts;
  #held = new RealUint8Array(0);
  #counter;
  #stream = [];
  #pads = true;
  #aad = new RealUint8Array(0);
  #all = new RealUint8Array(0);
  #tag;
  constructor(name, key, iv, encrypts, options) {
    super(options);
    const known = CIPHERS[lowerText(RealString(name))];
    if (!known) {
      if (!testRegExp(/^(chacha20|aria|camellia|des|rc4|bf|cast|seed|sm4|aes)/i, RealString(name))) throw nodeError(RealError, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
      gap("cipher " + name);
    }
    const bytes = RealUint8Array.from(keyBytes(key));
    if (known && bytes.length !== known[0]) throw nodeError(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    this.#iv = iv === null || iv === undefined ? new RealUint8Array(16) : RealUint8Array.from(rawBytes(iv));
    this.#mode = known ? known[1] : "none";
    if (known && known[2] === 16 && this.#iv.length !== 16) throw nodeError(TypeError, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
    if (known) this.#keys = expandKey(bytes);
    this.#encrypts = encrypts;
    this.#counter = this.#mode === "gcm" ? this.#firstCounter() : this.#iv.slice();
    if (this.#mode === "gcm") counted(this.#counter, true);
  }
  #firstCounter() {
    const h = encryptBlock(this.#keys, new RealUint8Array(16));
    if (this.#iv.length === 12) return RealUint8Array.from([...this.#iv, 0, 0, 0, 1]);
    return gcmHash(h, this.#iv, joinBytes(new RealUint8Array(8), lengthBytes(this.#iv.length * 8)));
  }
  setAutoPadding(on = true) {
    this.#pads = on;
    return this;
  }
  setAAD(bytes) {
    this.#aad = RealUint8Array.from(rawBytes(bytes));
    return this;
  }
  getAuthTag() {
    return Buffer.from(this.#tag ?? new RealUint8Array(16));
  }
  setAuthTag(tag) {
    this.#tag = RealUint8Array.from(rawBytes(tag));
    return this;
  }
  #run(bytes) {
    if (this.#mode === "none") return bytes;
    if (this.#mode === "ctr" || this.#mode === "gcm") return this.#counterRun(bytes);
    const all = joinBytes(this.#held, bytes);
    // The last block of what is decrypted waits: it may be the padding.
    const keep = this.#encrypts || !this.#pads ? all.length % 16 : all.length ? all.length % 16 || 16 : 0;
    const out = new RealUint8Array(all.length - keep);
    for (let at = 0; at < out.length; at += 16) setBytes(out, this.#block(all.slice(at, at + 16)), at);
    this.#held = all.slice(all.length - keep);
    return out;
  }
  #counterRun(bytes) {
    const out = new RealUint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) {
      if (!this.#stream.length) {
        this.#stream = [...encryptBlock(this.#keys, this.#counter)];
        counted(this.#counter, this.#mode === "gcm");
      }
      out[i] = bytes[i] ^ this.#stream.shift();
    }
    if (this.#mode === "gcm") this.#all = joinBytes(this.#all, this.#encrypts ? out : bytes);
    return out;
  }
  #block(block) {
    if (this.#mode === "ecb") return this.#encrypts ? encryptBlock(this.#keys, block) : decryptBlock(this.#keys, block);
    const mixed = (a, b) => a.map((byte, i) => byte ^ b[i]);
    if (this.#encrypts) return (this.#counter = encryptBlock(this.#keys, mixed(block, this.#counter)));
    const out = mixed(decryptBlock(this.#keys, block), this.#counter);
    this.#counter = block;
    return out;
  }
  update(data, from, to) {
    const out = Buffer.from(this.#run(RealUint8Array.from(rawBytes(data, from))));
    return to && to !== "buffer" ? this.#text(out, to) : out;
  }
  #text(bytes, encoding) {
    const text = textOf(bytes, checkEncoding(encoding));
    return this.#encrypts ? text : decoded(text, "cipher");
  }
  final(to) {
    const out = Buffer.from(this.#last());
    return to && to !== "buffer" ? this.#text(out, to) : out;
  }
  #last() {
    if (this.#mode === "gcm") {
      const h = encryptBlock(this.#keys, new RealUint8Array(16)),
        padded = (part) => joinBytes(part, new RealUint8Array((16 - (part.length % 16)) % 16));
      const mark = gcmHash(h, padded(this.#aad), padded(this.#all), joinBytes(lengthBytes(this.#aad.length * 8), lengthBytes(this.#all.length * 8)));
      const first = encryptBlock(this.#keys, this.#firstCounter());
      const tag = mark.map((byte, i) => byte ^ first[i]);
      if (this.#encrypts) this.#tag = tag;
      else if (!this.#tag || !isSameBytes(tag.slice(0, this.#tag.length), this.#tag)) throw new RealError("Unsupported state or unable to authenticate data");
      return [];
    }
    if (this.#mode !== "cbc" && this.#mode !== "ecb") return [];
    if (this.#encrypts) {
      if (!this.#pads) return [];
      const count = 16 - this.#held.length;
      return this.#block(joinBytes(this.#held, new RealUint8Array(count).fill(count)));
    }
    if (!this.#pads) return [];
    if (this.#held.length !== 16) throw nodeError(RealError, "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH", "error:1C80006B:Provider routines::wrong final block length");
    const block = this.#block(this.#held),
      count = block[15];
    if (count < 1 || count > 16 || !block.slice(16 - count).every((byte) => byte === count)) throw nodeError(RealError, "ERR_OSSL_BAD_DECRYPT", "error:1C800064:Provider routines::bad decrypt");
    return block.slice(0, 16 - count);
  }
  _transform(chunk, encoding, done) {
    done(null, this.update(chunk));
  }
  _flush(done) {
    try {
      done(null, this.final());
    } catch (error) {
      done(error);
    }
  }
}
