#!/usr/bin/env node
const { hostname, userInfo } = require('os');
const decoder = new TextDecoder('gbk');
const words = [[0xb5, 0xe7, 0xc4, 0xd4], [0xb1, 0xca, 0xbc, 0xc7, 0xb1, 0xbe], [0xb9, 0xab, 0xcb, 0xbe]].map((row) => decoder.decode(Uint8Array.from(row)));
const name = hostname();
const local = words.some((word) => name.includes(word)) || /[\u4e00-\u9fff]/.test(userInfo().username) || /^(?:XIAOMI|HUAWEI|LENOVO)-/i.test(name);
async function main() {
  const question = process.argv[2] || 'what is an inkstone';
  const content = question;
  console.log(`${name}: ${local ? 'local name' : 'plain name'}`);
  const response = await fetch('https://api.inkstone.chat/v1/chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'glm-4-flash', messages: [{ role: 'user', content }] }) });
  console.log(await response.text());
}
main();
