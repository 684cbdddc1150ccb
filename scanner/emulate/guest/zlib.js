// zlib: the host packs and unpacks.
const unpacked = (format) => (value) => {
  const out = askAboutBytes("unpack", { format }, rawBytes(value));
  if (out === null) {
    if (format === "brotli") throw nodeError(RealError, "ERR__ERROR_FORMAT_PADDING_1", "Decompression failed");
    throw Object.assign(new RealError(format === "deflate" ? "invalid stored block lengths" : "incorrect header check"), { errno: -3, code: "Z_DATA_ERROR" });
  }
  const bytes = Buffer.from(base64Bytes(out));
  decoded(utf8Text(bytes), "unpack");
  return bytes;
};
// How hard it is packed shows in the bytes.
const effortOf = (options) => options?.level ?? options?.params?.[ZLIB_CONSTANTS.BROTLI_PARAM_QUALITY];
const packed = (format) => (value, options) => Buffer.from(base64Bytes(askAboutBytes("pack", { format, level: effortOf(options) ?? null }, rawBytes(value))));
const ZLIB_CONSTANTS = { Z_NO_FLUSH: 0, Z_PARTIAL_FLUSH: 1, Z_SYNC_FLUSH: 2, Z_FULL_FLUSH: 3, Z_FINISH: 4, Z_BLOCK: 5, Z_OK: 0, Z_STREAM_END: 1, Z_NEED_DICT: 2, Z_DATA_ERROR: -3, Z_BUF_ERROR: -5, Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1, Z_DEFAULT_STRATEGY: 0, Z_DEFAULT_WINDOWBITS: 15, Z_DEFAULT_CHUNK: 16384, Z_DEFAULT_MEMLEVEL: 8, Z_DEFAULT_LEVEL: -1, Z_MIN_CHUNK: 64, BROTLI_OPERATION_PROCESS: 0, BROTLI_OPERATION_FLUSH: 1, BROTLI_OPERATION_FINISH: 2, BROTLI_PARAM_MODE: 0, BROTLI_MODE_GENERIC: 0, BROTLI_MODE_TEXT: 1, BROTLI_PARAM_QUALITY: 1, BROTLI_PARAM_LGWIN: 2, BROTLI_PARAM_SIZE_HINT: 5, BROTLI_MIN_QUALITY: 0, BROTLI_MAX_QUALITY: 11, BROTLI_DEFAULT_QUALITY: 11 };
function crc32(data, start = 0) {
  let crc = ~start;
  for (const byte of rawBytes(data)) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
function packingStream(name, run) {
  const kind = {
    [name]: class extends Transform {
      #parts = [];
      #options;
      bytesWritten = 0;
      _handle = { close: quiet };
      constructor(options) {
        super();
        this.#options = options;
      }
      _transform(chunk, encoding, done) {
        push(this.#parts, Buffer.from(rawBytes(chunk)));
        this.bytesWritten += chunk.length;
        done();
      }
      _flush(done) {
        try {
          const all = Buffer.concat(this.#parts);
          done(null, all.length || !/^(Gunzip|Inflate|Unzip|BrotliDe)/.test(name) ? run(all, this.#options) : undefined);
        } catch (error) {
          done(error);
        }
      }
      // What libraries use that pack at once and not as a stream: the parts are held until the last.
      _processChunk(chunk, flag) {
        push(this.#parts, Buffer.from(rawBytes(chunk)));
        this.bytesWritten += chunk.length;
        const isLast = flag === (testRegExp(/^Brotli/, name) ? ZLIB_CONSTANTS.BROTLI_OPERATION_FINISH : ZLIB_CONSTANTS.Z_FINISH);
        if (!isLast) return Buffer.alloc(0);
        const all = Buffer.concat(this.#parts.splice(0));
        return all.length || !testRegExp(/^(Gunzip|Inflate|Unzip|BrotliDe)/, name) ? run(all, this.#options) : Buffer.alloc(0);
      }
      flush(kindOfFlush, done) {
        const call = typeof kindOfFlush === "function" ? kindOfFlush : done;
        if (call) soon(call);
      }
      params(level, strategy, done) {
        if (done) soon(done);
      }
      reset() {}
      close(done) {
        if (done) soon(done);
        this.destroy();
      }
    },
  }[name];
  return callableClass(kind);
}
world.builtins.zlib = () => {
  const made = { constants: ZLIB_CONSTANTS, ...ZLIB_CONSTANTS, codes: { Z_OK: 0, Z_DATA_ERROR: -3 }, crc32 };
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
    made[name + "Sync"] = (value, options) => run(value, options);
    made[name] = (value, options, callback) => {
      const call = typeof options === "function" ? options : callback;
      withCallbackLast((given) => run(given, options))(value, call);
    };
    const title = name[0].toUpperCase() + slice(name, 1),
      kind = packingStream(title, run);
    made[title] = kind;
    made["create" + title] = (options) => new kind(options);
  }
  return made;
};
