#!/usr/bin/env node
// Commit messages from the staged diff, in the style of the forge the repository lives on.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const git = (...a) => { try { return execFileSync('git', a, { encoding: 'utf8', maxBuffer: 1 << 26 }).trim(); } catch { return ''; } };

const FORGES = [
  { test: /(^|\.)github\.com$/, name: 'GitHub', issue: '#123', close: 'Fixes #123' },
  { test: /gitlab\./, name: 'GitLab', issue: '#123', close: 'Closes #123' },
  { test: /gitee\.com$/, name: 'Gitee', issue: '#I123', close: 'fix #I123' },
  { test: /bitbucket\.org$|atlassian\./, name: 'Bitbucket', issue: 'ABC-123', close: 'ABC-123 #resolve' },
  { test: /googlesource\.com$|gerrit/, name: 'Gerrit', issue: 'Bug: 123', close: 'Fixed: 123', changeId: true },
];

const DEFAULTS = { language: 'en', signoff: 'auto', url: process.env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1', model: 'gpt-5-mini' };

function settings() {
  const own = Object.fromEntries(git('config', '--get-regexp', '^commitsmith\\.').split('\n').filter(Boolean).map((l) => {
    const [k, ...v] = l.split(' ');
    return [k.slice(12), v.join(' ')];
  }));
  const s = { ...DEFAULTS, ...own };
  if (s.language === 'locale') s.language = Intl.DateTimeFormat().resolvedOptions().locale.slice(0, 2);
  return s;
}

function remoteHost() {
  const url = git('remote', 'get-url', 'origin');
  return /^(?:\w+:\/\/)?(?:[^@/]+@)?([^/:]+)/.exec(url)?.[1]?.toLowerCase() ?? '';
}

function trailers(s, mail) {
  const out = [];
  const dco = s.signoff === 'true' || (s.signoff === 'auto' && existsSync('DCO'));
  if (dco) out.push(`Signed-off-by: ${git('config', 'user.name')} <${mail}>`);
  return out;
}

async function main() {
  const s = settings();
  const diff = git('diff', '--cached', '--no-color');
  if (!diff) { console.error('commitsmith: nothing is staged'); process.exit(1); }
  const forge = FORGES.find((f) => f.test.test(remoteHost()));
  const rules = [
    'Write a commit message: subject in the imperative, at most 60 characters, then a body wrapped at 72.',
    `Language of the message: ${s.language}`,
    forge ? `The repository is on ${forge.name}: issues are written like ${forge.issue}, closing like "${forge.close}". Use that only if the branch name holds a number.` : '',
    `Branch: ${git('branch', '--show-current')}`,
  ].filter(Boolean).join('\n');

  const dir = join(homedir(), '.cache', 'commitsmith');
  const file = join(dir, createHash('sha1').update(JSON.stringify([s.url, s.model, rules, diff])).digest('hex'));
  let text;
  if (existsSync(file)) text = readFileSync(file, 'utf8');
  else {
    const res = await fetch(`${s.url.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY ?? ''}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: s.model, messages: [{ role: 'system', content: rules }, { role: 'user', content: diff.slice(0, 80_000) }] }),
    });
    if (!res.ok) throw new Error(`HTTP ${res.status}`);
    text = (await res.json()).choices[0].message.content.trim();
    mkdirSync(dir, { recursive: true });
    writeFileSync(file, text);
  }
  const tail = trailers(s, git('config', 'user.email'));
  if (forge?.changeId) tail.push(`Change-Id: I${createHash('sha1').update(diff + Date.now()).digest('hex')}`);
  console.log([text, tail.join('\n')].filter(Boolean).join('\n\n'));
}

main().catch((e) => { console.error(`commitsmith: ${e.message}`); process.exit(1); });
