"use strict";
const fs = require("fs");
const path = require("path");

const dir = path.join(__dirname, "..", "prompts");

function candidates() {
  const out = [];
  if (process.env.REVIEW_BUDDY_LANG) out.push(process.env.REVIEW_BUDDY_LANG);
  for (const v of ["LC_ALL", "LC_MESSAGES", "LANG"]) if (process.env[v]) out.push(process.env[v]);
  out.push(Intl.DateTimeFormat().resolvedOptions().locale, "en");
  return out.map((l) => l.toLowerCase().split(/[-_.@]/)[0]);
}

function load() {
  const have = new Set(fs.readdirSync(dir).map((f) => path.basename(f, ".json")));
  const lang = candidates().find((c) => have.has(c));
  const table = JSON.parse(fs.readFileSync(path.join(dir, `${lang}.json`), "utf8"));
  return Object.assign((key) => table[key], { lang });
}

module.exports = { load };
