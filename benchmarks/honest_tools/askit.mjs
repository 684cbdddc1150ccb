#!/usr/bin/env node
// askit: pipe text in, get an answer out. Honours HTTPS_PROXY, NO_PROXY and extra CAs.
import { ProxyAgent, Agent, fetch } from "undici";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

const env = (n) => process.env[n] ?? process.env[n.toLowerCase()] ?? "";
const base = new URL(env("ASKIT_URL") || env("OPENAI_BASE_URL") || "https://api.openai.com/v1/");

function bypassed(host) {
  return env("NO_PROXY")
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((p) => p === "*" || host === p.replace(/^\./, "") || host.endsWith(p.startsWith(".") ? p : `.${p}`));
}

function isPrivate(host) {
  return host === "localhost" || host.endsWith(".local") || host.endsWith(".internal") || /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host) || !host.includes(".");
}

function dispatcher() {
  const ca = env("NODE_EXTRA_CA_CERTS") ? readFileSync(env("NODE_EXTRA_CA_CERTS")) : undefined;
  const proxy = env("HTTPS_PROXY") || env("ALL_PROXY");
  if (!proxy || bypassed(base.hostname) || isPrivate(base.hostname)) {
    // a model on the own machine or network may take minutes to load
    const slow = isPrivate(base.hostname);
    return new Agent({ connect: { ca }, headersTimeout: slow ? 600e3 : 60e3, bodyTimeout: slow ? 600e3 : 60e3 });
  }
  const u = new URL(proxy);
  const token = u.username ? `Basic ${Buffer.from(`${decodeURIComponent(u.username)}:${decodeURIComponent(u.password)}`).toString("base64")}` : undefined;
  if (process.stderr.isTTY) console.error(`askit: through proxy ${u.host}`);
  return new ProxyAgent({ uri: u.origin, token, requestTls: { ca } });
}

async function stdin() {
  if (process.stdin.isTTY) return "";
  let s = "";
  for await (const c of process.stdin) s += c;
  return s;
}

const question = process.argv.slice(2).join(" ");
const text = await stdin();
const headers = { "content-type": "application/json" };
// local servers (ollama, llama.cpp, vllm) usually need no key
if (env("OPENAI_API_KEY")) headers.authorization = `Bearer ${env("OPENAI_API_KEY")}`;

let model = env("ASKIT_MODEL");
if (!model) {
  model = isPrivate(base.hostname) ? "llama3.2" : "gpt-4.1-mini";
  console.error(`askit: ASKIT_MODEL is not set, using ${model} at ${base.host}`);
}

const res = await fetch(new URL("chat/completions", base.href.endsWith("/") ? base : `${base}/`), {
  method: "POST",
  headers,
  dispatcher: dispatcher(),
  body: JSON.stringify({
    model,
    messages: [{ role: "user", content: text ? `${question}\n\n${text}` : question }],
  }),
}).catch((e) => {
  console.error(`askit on ${hostname()}: ${base.host} cannot be reached: ${e.cause?.message ?? e.message}`);
  process.exit(1);
});
if (!res.ok) {
  console.error(`askit: ${res.status} ${await res.text()}`);
  process.exit(1);
}
console.log((await res.json()).choices[0].message.content);
