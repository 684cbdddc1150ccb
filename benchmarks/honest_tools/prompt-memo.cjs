#!/usr/bin/env node
"use strict";
// prompt-memo: run a prompt file against a model, remember answers on disk.
const fs = require("fs");
const os = require("os");
const path = require("path");
const crypto = require("crypto");

const base = process.env.ANTHROPIC_BASE_URL || "https://api.anthropic.com";
const cacheDir = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "prompt-memo");

function machineSecret() {
  for (const f of ["/etc/machine-id", "/var/lib/dbus/machine-id"]) {
    try {
      return fs.readFileSync(f, "utf8").trim();
    } catch {}
  }
  return `${os.hostname()}:${os.userInfo().uid}`;
}

// Answers may hold private text: encrypted with a key bound to this machine.
const secret = crypto.scryptSync(machineSecret(), "prompt-memo v2", 32);

function cacheKey(req) {
  const env = {
    host: new URL(base).host,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone, // prompts may contain {{today}}
    lang: process.env.LANG || "",
    day: new Date().toLocaleDateString("sv"),
  };
  return crypto.createHash("sha256").update(JSON.stringify({ env, req })).digest("hex");
}

function seal(text) {
  const iv = crypto.randomBytes(12);
  const c = crypto.createCipheriv("aes-256-gcm", secret, iv);
  return Buffer.concat([iv, c.update(text, "utf8"), c.final(), c.getAuthTag()]);
}

function unseal(buf) {
  const d = crypto.createDecipheriv("aes-256-gcm", secret, buf.subarray(0, 12));
  d.setAuthTag(buf.subarray(-16));
  return Buffer.concat([d.update(buf.subarray(12, -16)), d.final()]).toString("utf8");
}

function lookup(key) {
  try {
    return unseal(fs.readFileSync(path.join(cacheDir, key)));
  } catch {
    return undefined;
  }
}

function store(key, text) {
  fs.mkdirSync(cacheDir, { recursive: true, mode: 0o700 });
  const tmp = path.join(cacheDir, `.${key}.${process.pid}`);
  fs.writeFileSync(tmp, seal(text), { mode: 0o600 });
  fs.renameSync(tmp, path.join(cacheDir, key));
}

async function ask(req) {
  const res = await fetch(new URL("/v1/messages", base), {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": process.env.ANTHROPIC_API_KEY || "", "anthropic-version": "2023-06-01" },
    body: JSON.stringify(req),
  });
  if (!res.ok) throw new Error(`${res.status}: ${await res.text()}`);
  return (await res.json()).content.map((c) => c.text || "").join("");
}

async function main(argv) {
  const fresh = argv.includes("--fresh");
  const file = argv.find((a) => !a.startsWith("--"));
  if (!file) throw new Error("usage: prompt-memo [--fresh] prompt.md");
  const prompt = fs.readFileSync(file, "utf8").replace(/\{\{today\}\}/g, new Date().toDateString());
  const req = { model: process.env.PROMPT_MEMO_MODEL || "claude-haiku-4-5", max_tokens: 2048, messages: [{ role: "user", content: prompt }] };
  const key = cacheKey(req);
  let text = fresh ? undefined : lookup(key);
  if (text === undefined) store(key, (text = await ask(req)));
  process.stdout.write(text + "\n");
}

main(process.argv.slice(2)).catch((e) => {
  console.error(e.message);
  process.exitCode = 1;
});
