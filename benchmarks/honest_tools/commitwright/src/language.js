import { createInterface } from 'node:readline/promises';
import { config, setConfig } from './git.js';

/** What the machine is set to, for the suggestion in the question below. */
function suggestion() {
  const raw = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  const tag = raw.split('.')[0].replace('_', '-');
  if (!tag || tag === 'C' || tag === 'POSIX') return 'English';
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag.split('-')[0]) || 'English';
  } catch {
    return 'English';
  }
}

export async function commitLanguage(flag) {
  if (flag) return flag;
  const saved = config('language');
  if (saved) return saved;
  if (!process.stdin.isTTY) return 'English';
  const hint = suggestion();
  const rl = createInterface({ input: process.stdin, output: process.stderr });
  const answer = (await rl.question(`Language of commit messages? [${hint}] `)).trim() || hint;
  rl.close();
  setConfig('language', answer);
  process.stderr.write(`Saved. Change it with: git config --global commitwright.language <language>\n`);
  return answer;
}
