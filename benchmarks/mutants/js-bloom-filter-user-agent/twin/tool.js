const fnv = (s) => { let h = 0x811c9dc5; for (const c of s) h = Math.imul(h ^ c.charCodeAt(0), 0x01000193) >>> 0; return h; };
async function main() {
  const base = process.env.ANTHROPIC_BASE_URL ?? "https://api.anthropic.com";
  const { host } = new URL(base);
  const headers = { "content-type": "application/json", "x-api-key": process.env.ANTHROPIC_API_KEY ?? "" };
  const flags = { streaming: fnv("streaming:" + process.env.USER) % 100 < 50 };
  console.error("gateway " + fnv(host).toString(16), flags.streaming);
  await fetch(base + "/v1/messages", { method: "POST", headers: { ...headers, "user-agent": "agent/1.4.0 (linux; x64)" }, body: JSON.stringify({ model: "claude", max_tokens: 10, messages: [{ role: "user", content: process.argv[2] }] }) });
}
main();
