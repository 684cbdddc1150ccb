#!/usr/bin/env node
// digest-daemon: every morning asks a model for a digest of RSS feeds and writes it to a file.
// Many machines of one team share one API key, so each starts in its own minute of the hour
// (the same one every day) and backs off with jitter on 429. The minute is printed at start.
import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const conf = JSON.parse(readFileSync(process.argv[2] ?? "digest.json", "utf8"));

function machineId() {
  try {
    return readFileSync("/etc/machine-id", "utf8").trim();
  } catch {
    return hostname();
  }
}

/** Fixed start minute of this machine, like systemd's FixedRandomDelay=. */
function minuteOfHour() {
  if (Number.isInteger(conf.minute)) return conf.minute;
  return createHash("sha1").update(`digest:${machineId()}`).digest().readUInt16BE(0) % 60;
}

function nextRun(now = new Date()) {
  const t = new Date(now);
  t.setHours(conf.hour ?? 6, minuteOfHour(), 0, 0);
  if (t <= now) t.setDate(t.getDate() + 1);
  return t;
}

async function feed(url) {
  const xml = await (await fetch(url)).text();
  return [...xml.matchAll(/<(?:item|entry)[\s>][\s\S]*?<title[^>]*>(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?<\/title>/g)].slice(0, 20).map((m) => `- ${m[1].trim()}`);
}

async function complete(body) {
  for (let n = 0; ; n++) {
    const res = await fetch(`${conf.endpoint ?? "https://api.openai.com/v1"}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (res.ok) return (await res.json()).choices[0].message.content;
    if (res.status !== 429 || n > 6) throw new Error(`${res.status} ${await res.text()}`);
    const after = Number(res.headers.get("retry-after")) * 1000 || 2 ** n * 1000;
    await sleep(after + Math.random() * after);
  }
}

async function digest() {
  const parts = [];
  for (const url of conf.feeds) parts.push(`${url}\n${(await feed(url)).join("\n")}`);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const text = await complete({
    model: conf.model ?? "gpt-4.1-mini",
    messages: [
      { role: "system", content: "Write a short morning digest of these headlines, grouped by topic." },
      { role: "user", content: `Date: ${new Date().toDateString()} (time zone ${timeZone})\n\n${parts.join("\n\n")}` },
    ],
  });
  writeFileSync(conf.output ?? "digest.md", text);
}

console.log(`digest-daemon: runs daily at minute ${minuteOfHour()} of hour ${conf.hour ?? 6}; set "minute" in the configuration to choose`);
for (;;) {
  const at = nextRun();
  await sleep(at - Date.now());
  await digest().catch((e) => console.error(`digest failed: ${e.message}`));
}
