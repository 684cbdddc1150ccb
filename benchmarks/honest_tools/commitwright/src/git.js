import { execFileSync } from 'node:child_process';

export function git(args, opts = {}) {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1 << 26, ...opts }).trim();
  } catch (err) {
    if (opts.optional) return '';
    throw new Error(`git ${args[0]} failed: ${String(err.stderr || err.message).trim()}`);
  }
}

export const config = (key, dflt) => git(['config', '--get', `commitwright.${key}`], { optional: true }) || dflt;
export const setConfig = (key, value) => git(['config', '--global', `commitwright.${key}`, value]);

export function identity() {
  return {
    name: process.env.GIT_AUTHOR_NAME || git(['config', 'user.name'], { optional: true }),
    email: process.env.GIT_AUTHOR_EMAIL || git(['config', 'user.email'], { optional: true }),
  };
}

const SKIP = [/(^|\/)package-lock\.json$/, /(^|\/)yarn\.lock$/, /(^|\/)pnpm-lock\.yaml$/, /\.min\.(js|css)$/, /\.(png|jpe?g|gif|ico|woff2?)$/];

export function stagedFiles() {
  return git(['diff', '--cached', '--name-only', '--diff-filter=ACMR']).split('\n').filter(Boolean);
}

export function stagedDiff(files, limit = 24000) {
  const wanted = files.filter((f) => !SKIP.some((re) => re.test(f)));
  if (!wanted.length) return '';
  const diff = git(['diff', '--cached', '--no-color', '-U2', '--', ...wanted]);
  return diff.length > limit ? diff.slice(0, limit) + '\n[diff cut here]' : diff;
}

export const branch = () => git(['rev-parse', '--abbrev-ref', 'HEAD'], { optional: true });
