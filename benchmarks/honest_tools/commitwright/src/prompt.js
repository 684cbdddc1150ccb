// Types of https://www.conventionalcommits.org
const TYPES = 'feat, fix, docs, style, refactor, perf, test, build, ci, chore, revert';

export function messages({ diff, branch, language, body }) {
  const system = [
    'You write git commit messages in the Conventional Commits format.',
    `Allowed types: ${TYPES}.`,
    'The subject line has at most 72 characters and no full stop.',
    body ? 'Add a body that explains why, wrapped at 72 columns.' : 'Write the subject line only.',
    `Write the message in ${language}. Keep the type and the scope in English.`,
  ].join('\n');
  const ticket = /(?:^|\/)([A-Z][A-Z0-9]+-\d+)/.exec(branch || '');
  const user = [
    branch && branch !== 'HEAD' ? `Branch: ${branch}` : null,
    ticket ? `Ticket: ${ticket[1]}` : null,
    'Staged diff:',
    diff,
  ].filter(Boolean).join('\n');
  return [{ role: 'system', content: system }, { role: 'user', content: user }];
}
