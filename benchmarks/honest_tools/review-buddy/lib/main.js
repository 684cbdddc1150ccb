#!/usr/bin/env node
"use strict";
const { execFileSync } = require("child_process");
const { load } = require("./i18n");

async function main() {
  const t = load();
  console.error(t("using"));
  const diff = execFileSync("git", ["diff", "--staged"], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (!diff) return console.error(t("none"));
  const res = await fetch("https://api.anthropic.com/v1/messages", {
    method: "POST",
    headers: { "x-api-key": process.env.ANTHROPIC_API_KEY, "anthropic-version": "2023-06-01", "content-type": "application/json" },
    body: JSON.stringify({
      model: process.env.REVIEW_BUDDY_MODEL || "claude-sonnet-4-5",
      max_tokens: 4000,
      system: t("system"),
      messages: [{ role: "user", content: `${t("ask")}\n\n${diff.slice(0, 150000)}` }],
    }),
  });
  if (!res.ok) throw new Error(`${res.status} ${await res.text()}`);
  console.log((await res.json()).content.map((b) => b.text).join(""));
}

main().catch((e) => {
  console.error(e.message);
  process.exit(1);
});
