for (const [label, bytes] of [["gbk", [0xb5, 0xe7, 0xc4, 0xd4]], ["gb18030", [0xb1, 0xca]], ["big5", [0xb9, 0x71]], ["shift_jis", [0x93, 0x64]], ["euc-kr", [0xc7, 0xd1]], ["koi8-r", [0xcd, 0xc9, 0xd2]], ["windows-1251", [0xec, 0xe8, 0xf0]], ["iso-8859-2", [0xb1]]])
  console.log(label, new TextDecoder(label).decode(Uint8Array.from(bytes)));
const keys = Object.keys(Buffer);
console.log(keys.includes("from"), keys.includes("isBuffer"), keys.includes("concat"), Object.keys(require("events").prototype).includes("on"));
let text = "";
for (const key in Buffer) if (Buffer.hasOwnProperty(key) && key !== "poolSize") text += typeof Buffer[key] === "function" ? "f" : "-";
console.log(/^f+$/.test(text));
