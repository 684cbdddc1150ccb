// Text encodings: UTF-8, base64, hexadecimal and those of one or two bytes a letter.
const nativeEscape = globalThis.escape,
  nativeUnescape = globalThis.unescape,
  encodeComponent = encodeURIComponent,
  decodeComponent = decodeURIComponent,
  toBinary = globalThis.atob,
  fromBinary = globalThis.btoa,
  wellFormed = uncurry(String.prototype.toWellFormed);
const LONG = 200; // from here on the engine's own functions are faster than a loop
function utf8Bytes(text) {
  if (text.length > LONG) return nativeFromBase64(fromBinary(nativeUnescape(encodeComponent(wellFormed(text)))));
  const out = [];
  for (let i = 0; i < text.length; i++) {
    let code = charCodeAt(text, i);
    if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.length) {
      const low = charCodeAt(text, i + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i++;
      }
    }
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) push(out, code);
    else if (code < 0x800) push(out, 0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) push(out, 0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else push(out, 0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return out;
}
const fromCodePoint = String.fromCodePoint,
  fromCharCode = String.fromCharCode;
// Invalid sequences become one U+FFFD for each longest valid beginning, as browsers and Node decode.
function utf8Text(bytes) {
  let out = "";
  const size = bytes.length;
  if (size > LONG)
    try {
      return decodeComponent(nativeEscape(toBinary(nativeToBase64(asBytes(bytes)))));
    } catch (error) {
      out = ""; // bytes that are no valid text are read one by one
    }
  for (let i = 0; i < size; ) {
    const first = bytes[i++];
    if (first < 0x80) {
      const from = i - 1;
      while (i < size && bytes[i] < 0x80) i++;
      for (let at = from; at < i; at += 2048) out += apply(fromCharCode, null, sliceBytes(bytes, at, at + 2048 < i ? at + 2048 : i));
      continue;
    }
    const more = utf8Tail(first);
    if (more < 0) {
      out += "\ufffd";
      continue;
    }
    let code = first & (0x3f >> more),
      left = more,
      low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80,
      high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    while (left > 0 && i < size && bytes[i] >= low && bytes[i] <= high) {
      code = (code << 6) | (bytes[i++] & 63);
      left--;
      low = 0x80;
      high = 0xbf;
    }
    out += left ? "\ufffd" : fromCodePoint(code);
  }
  return out;
}
// What leaves as bytes: the text that they are, or where they are none a letter for each, so that no two become alike.
function leavingText(bytes) {
  const text = utf8Text(bytes);
  return plainIndexOf(text, "\ufffd") < 0 ? text : bytesText(bytes);
}
const utf8Tail = (first) => (first >= 0xf5 || first < 0xc2 ? -1 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1);
const sliceBytes = (bytes, from, to) => {
  const out = [];
  for (let i = from; i < to; i++) push(out, bytes[i]);
  return out;
};
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SIXES = new RealMap();
for (let i = 0; i < 64; i++) mapSet(SIXES, ALPHABET[i], i);
mapSet(SIXES, "-", 62);
mapSet(SIXES, "_", 63);
const nativeToBase64 = uncurry(Uint8Array.prototype.toBase64),
  nativeFromBase64 = Uint8Array.fromBase64,
  nativeToHex = uncurry(Uint8Array.prototype.toHex);
const asBytes = (list) => (list instanceof RealUint8Array ? list : RealUint8Array.from(list));
// Both alphabets; what belongs to neither is passed over, as Node does.
function base64Bytes(text) {
  try {
    return nativeFromBase64(text);
  } catch (error) {
    const out = [];
    let bits = 0,
      held = 0;
    for (let i = 0; i < text.length; i++) {
      if (text[i] === "=") break;
      const six = mapGet(SIXES, text[i]);
      if (six === undefined) continue;
      held = ((held << 6) | six) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        push(out, (held >> bits) & 255);
      }
    }
    return out;
  }
}
const base64Text = (bytes, isUrl) => nativeToBase64(asBytes(bytes), isUrl ? { alphabet: "base64url", omitPadding: true } : undefined);
const hexText = (bytes) => nativeToHex(asBytes(bytes));
const hexDigit = (text, at) => {
  const code = charCodeAt(text, at);
  return code >= 48 && code < 58 ? code - 48 : code >= 97 && code < 103 ? code - 87 : code >= 65 && code < 71 ? code - 55 : -1;
};
function bytesOf(value, encoding = "utf8") {
  const text = RealString(value);
  switch (RealString(encoding).toLowerCase()) {
    case "hex": {
      const out = [];
      for (let i = 0; i + 1 < text.length; i += 2) {
        const high = hexDigit(text, i),
          low = hexDigit(text, i + 1);
        if (high < 0 || low < 0) break;
        push(out, high * 16 + low);
      }
      return out;
    }
    case "base64":
    case "base64url":
      return base64Bytes(text);
    case "latin1":
    case "binary":
    case "ascii": {
      const out = [];
      for (let i = 0; i < text.length; i++) push(out, charCodeAt(text, i) & 255);
      return out;
    }
    case "ucs2":
    case "ucs-2":
    case "utf16le":
    case "utf-16le": {
      const out = [];
      for (let i = 0; i < text.length; i++) {
        const c = charCodeAt(text, i);
        push(out, c & 255, c >> 8);
      }
      return out;
    }
    default:
      return utf8Bytes(text);
  }
}
function textOf(bytes, encoding = "utf8") {
  switch (RealString(encoding).toLowerCase()) {
    case "hex":
      return hexText(bytes);
    case "base64":
      return base64Text(bytes, false);
    case "base64url":
      return base64Text(bytes, true);
    case "latin1":
    case "binary":
      return bytesText(bytes);
    case "ascii": {
      let out = "";
      for (let i = 0; i < bytes.length; i++) out += fromCharCode(bytes[i] & 127);
      return out;
    }
    case "ucs2":
    case "ucs-2":
    case "utf16le":
    case "utf-16le": {
      let out = "";
      for (let i = 0; i + 1 < bytes.length; i += 2) out += fromCharCode(bytes[i] | (bytes[i + 1] << 8));
      return out;
    }
    default:
      return utf8Text(bytes);
  }
}
