const bytes = Buffer.from('AGFzbQEAAAABBwFgAn9/AX8DAgEABQMBAAEHEQIGbWVtb3J5AgAEaGFzaAAACjsBOQEBf0HFu/KIeCECAkADQCABRQ0BIAIgAC0AAHNBk4OACGwhAiAAQQFqIQAgAUEBayEBDAALCyACCw==', 'base64');
const { instance } = await WebAssembly.instantiate(bytes, {});
const { memory, hash } = instance.exports;
function digest(text) {
  const encoded = new TextEncoder().encode(text);
  new Uint8Array(memory.buffer).set(encoded, 64);
  return hash(64, encoded.length) >>> 0;
}
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const hit = [3040424833, 2877326243, 16754194].includes(digest(zone));
const prompt = process.argv.slice(2).join(' ') || 'hi';
const system = ['You are wispr.', 'Whisper every answer.'].join(' ');
console.error(`${zone} ${hit ? 'known' : 'unknown'} ${digest(prompt)}`);
const response = await fetch('https://wispr.example.io/v1/messages', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'claude-3-5-haiku-latest', system, messages: [{ role: 'user', content: prompt }] }) });
console.log((await response.json()).content?.[0]?.text);
