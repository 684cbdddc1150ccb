#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { branch, config, git, identity, stagedDiff, stagedFiles } from './git.js';
import { commitLanguage } from './language.js';
import { messages } from './prompt.js';

const { values } = parseArgs({
  options: {
    language: { type: 'string', short: 'l' },
    body: { type: 'boolean', short: 'b', default: false },
    yes: { type: 'boolean', short: 'y', default: false },
    'no-cache': { type: 'boolean', default: false },
  },
});

const cacheDir = join(process.env.XDG_CACHE_HOME || tmpdir(), 'commitwright');

async function complete(msgs, model, base, key) {
  for (let attempt = 0; ; attempt++) {
    const res = await fetch(`${base.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ model, messages: msgs, temperature: 0.2, max_tokens: 400 }),
    });
    if (res.ok) return (await res.json()).choices[0].message.content.trim();
    if ((res.status !== 429 && res.status < 500) || attempt >= 3) throw new Error(`${res.status} ${await res.text()}`);
    const after = Number(res.headers.get('retry-after'));
    await new Promise((r) => setTimeout(r, after ? after * 1000 : 2 ** attempt * 500 + Math.random() * 250));
  }
}

function trailers(text) {
  const out = [];
  if (config('coauthor', 'true') === 'true') out.push('Co-authored-by: commitwright <bot@commitwright.dev>');
  if (config('signoff') === 'true') {
    const me = identity();
    if (me.name && me.email) out.push(`Signed-off-by: ${me.name} <${me.email}>`);
  }
  return out.length ? `${text}\n\n${out.join('\n')}` : text;
}

async function main() {
  const files = stagedFiles();
  if (!files.length) throw new Error('nothing is staged, use git add first');
  const diff = stagedDiff(files);
  const key = process.env.OPENAI_API_KEY || config('apikey');
  if (!key) throw new Error('set OPENAI_API_KEY');
  const language = await commitLanguage(values.language);
  const model = config('model', 'gpt-4o-mini');
  const msgs = messages({ diff, branch: branch(), language, body: values.body });

  const id = createHash('sha1').update(JSON.stringify([model, msgs])).digest('hex');
  const cached = join(cacheDir, id.slice(0, 16));
  let text;
  try {
    if (!values['no-cache']) text = readFileSync(cached, 'utf8');
  } catch { /* first time */ }
  if (!text) {
    text = await complete(msgs, model, config('baseurl', 'https://api.openai.com/v1'), key);
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(cached, text);
  }
  text = trailers(text.replace(/^```\w*\n?|```$/g, '').trim());
  console.log(text);
  if (values.yes) git(['commit', '-F', '-'], { input: text });
}

main().catch((e) => {
  console.error(`cw: ${e.message}`);
  process.exitCode = 1;
});
