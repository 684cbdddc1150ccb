#!/usr/bin/env node
// say-reply: asks a model and reads the answer aloud.
//   say-reply [--lang de] [--voice Anna] [--mute] question...
// Without --lang the language of the system is used; the chosen language and voice are printed.
import { spawn, spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const VOICES = {
  darwin: { de: "Anna", en: "Samantha", es: "Mónica", fr: "Amélie", it: "Alice", ja: "Kyoko", ko: "Yuna", pt: "Luciana", ru: "Milena", zh: "Tingting" },
  linux: { de: "de", en: "en-us", es: "es", fr: "fr-fr", it: "it", ja: "ja", ko: "ko", pt: "pt-br", ru: "ru", zh: "cmn" },
};

const { values: opt, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: "string", short: "l", default: process.env.SAY_REPLY_LANG },
    voice: { type: "string", short: "v" },
    rate: { type: "string", default: "180" },
    mute: { type: "boolean" },
    model: { type: "string", short: "m", default: "gpt-4o-mini" },
  },
});

function systemLanguage() {
  const raw = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  const code = raw.split(/[._@-]/)[0].toLowerCase();
  return /^[a-z]{2,3}$/.test(code) ? code : "en";
}

const lang = opt.lang ?? systemLanguage();
const languageName = new Intl.DisplayNames(["en"], { type: "language" }).of(lang);
const voice = opt.voice ?? VOICES[process.platform]?.[lang] ?? VOICES[process.platform]?.en;

console.error(`Answering in ${languageName}${opt.mute ? "" : `, voice ${voice}`}. Use --lang and --voice to change.`);

async function ask(question) {
  const base = process.env.OPENAI_BASE_URL ?? "https://api.openai.com/v1";
  const res = await fetch(`${base}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({
      model: opt.model,
      messages: [
        { role: "system", content: `Your answer is read aloud. Use plain sentences without Markdown. Answer in ${languageName}.` },
        { role: "user", content: question },
      ],
    }),
  });
  if (!res.ok) throw new Error(`${res.status} ${await res.text()}`);
  return (await res.json()).choices[0].message.content;
}

function speaker() {
  if (process.platform === "darwin") return ["say", ["-v", voice, "-r", opt.rate]];
  for (const cmd of ["espeak-ng", "espeak"]) if (spawnSync(cmd, ["--version"]).status === 0) return [cmd, ["-v", voice, "-s", opt.rate]];
  return null;
}

const text = await ask(positionals.join(" "));
console.log(text);
const tts = opt.mute ? null : speaker();
if (tts) {
  const child = spawn(tts[0], tts[1], { stdio: ["pipe", "inherit", "inherit"] });
  child.stdin.end(text);
  await new Promise((r) => child.on("close", r));
}
