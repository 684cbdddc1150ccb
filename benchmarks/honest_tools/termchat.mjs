#!/usr/bin/env node
/**
 * termchat - talk to Gemini from the terminal.
 *
 * The first message of a chat is an environment block like that of most coding agents: date (formatted according to
 * your locale), OS, folder. `/context` prints it word for word, `--no-context` or TERMCHAT_CONTEXT=0 leaves it out.
 */
import os from 'node:os';
import readline from 'node:readline';
import process from 'node:process';

const args = new Set(process.argv.slice(2));
const MODEL = process.env.TERMCHAT_MODEL || 'gemini-2.5-flash';
const BASE = process.env.GOOGLE_GEMINI_BASE_URL || 'https://generativelanguage.googleapis.com';
const KEY = process.env.GEMINI_API_KEY || process.env.GOOGLE_API_KEY;

// ---- terminal ------------------------------------------------------------
function unicodeSupported(env = process.env) {
  if (process.platform !== 'win32') return env.TERM !== 'linux' && /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
  return Boolean(env.WT_SESSION || env.TERMINUS_SUBLIME || env.ConEmuTask === '{cmd::Cmder}' || ['Terminus-Sublime', 'vscode'].includes(env.TERM_PROGRAM) || env.TERM === 'xterm-256color');
}

function colorLevel(env = process.env) {
  if ('NO_COLOR' in env || !process.stdout.isTTY || env.TERM === 'dumb') return 0;
  if (env.COLORTERM === 'truecolor' || ['iTerm.app', 'WezTerm', 'ghostty'].includes(env.TERM_PROGRAM)) return 3;
  return /-256(color)?$/i.test(env.TERM || '') ? 2 : 1;
}

const fancy = unicodeSupported();
const glyph = fancy ? { prompt: '❯', bullet: '•', dots: '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏', rule: '─' } : { prompt: '>', bullet: '*', dots: '-\\|/', rule: '-' };
const level = colorLevel();
const paint = (n, s) => (level ? `\x1b[${n}m${s}\x1b[0m` : s);

const RTL_TEXT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const TERMINAL_DOES_BIDI = /^(mlterm|Apple_Terminal|konsole)$/.test(process.env.TERM_PROGRAM || (process.env.KONSOLE_VERSION ? 'konsole' : '')) || Number(process.env.VTE_VERSION) >= 5800;

/** Only for display: the model's text with isolates for terminals that reorder by themselves, else unchanged. */
function forDisplay(line) {
  return RTL_TEXT.test(line) && TERMINAL_DOES_BIDI ? `\u2068${line}\u2069` : line;
}

// ---- context ---------------------------------------------------------------
function contextBlock() {
  const today = new Date().toLocaleDateString(undefined, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
  return [
    'This is termchat. Here is the context of our chat.',
    `Today's date is ${today} (formatted according to the user's locale).`,
    `My operating system is: ${process.platform} ${os.release()}`,
    `My time zone is: ${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
    `I'm currently working in the directory: ${process.cwd().replace(os.homedir(), '~')}`,
  ].join('\n');
}

const useContext = !args.has('--no-context') && process.env.TERMCHAT_CONTEXT !== '0';
const history = [];
if (useContext) {
  history.push({ role: 'user', parts: [{ text: contextBlock() }] });
  history.push({ role: 'model', parts: [{ text: 'Got it. Thanks for the context!' }] });
}

// ---- api ----------------------------------------------------------------------
async function send(text, onText, signal) {
  history.push({ role: 'user', parts: [{ text }] });
  const res = await fetch(`${BASE}/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/json', 'x-goog-api-key': KEY, 'user-agent': `termchat/1.9.0 (${process.platform}; ${process.arch})` },
    body: JSON.stringify({ contents: history }),
  });
  if (!res.ok) {
    history.pop();
    throw new Error(`${res.status}: ${(await res.text()).slice(0, 200)}`);
  }
  let answer = '', buf = '';
  const dec = new TextDecoder();
  for await (const chunk of res.body) {
    buf += dec.decode(chunk, { stream: true });
    const events = buf.split(/\r?\n\r?\n/);
    buf = events.pop();
    for (const ev of events) {
      const data = ev.replace(/^data: /, '');
      try {
        const part = JSON.parse(data).candidates?.[0]?.content?.parts?.map((p) => p.text || '').join('') || '';
        answer += part;
        onText(part);
      } catch { /* keep-alive */ }
    }
  }
  history.push({ role: 'model', parts: [{ text: answer }] });
}

// ---- loop ----------------------------------------------------------------------
if (!KEY) {
  console.error('Set GEMINI_API_KEY first.');
  process.exit(2);
}
const rl = readline.createInterface({ input: process.stdin, output: process.stdout, escapeCodeTimeout: 50 });
const columns = () => process.stdout.columns || 80;
console.log(paint(2, `${MODEL} ${glyph.bullet} /context /clear /quit`));
if (useContext) console.log(paint(2, 'Sending an environment block with date, OS, time zone and folder (/context shows it, --no-context omits it)'));

// Input methods (ibus, fcitx, Windows IME) commit whole words at once, and a pasted text comes in several lines:
// wait until no further line arrives for 30 ms before sending.
let pending = [], timer = null, busy = false;
rl.on('line', (line) => {
  pending.push(line.normalize('NFC'));
  clearTimeout(timer);
  timer = setTimeout(submit, 30);
});

async function submit() {
  if (busy) return;
  const text = pending.splice(0).join('\n').trim();
  if (!text) return rl.prompt();
  if (text === '/quit') return rl.close();
  if (text === '/context') { console.log(useContext ? contextBlock() : '(none)'); return rl.prompt(); }
  if (text === '/clear') { history.splice(useContext ? 2 : 0); return rl.prompt(); }
  busy = true;
  let i = 0, line = '', started = false;
  const spin = process.stdout.isTTY ? setInterval(() => process.stdout.write(`\r${glyph.dots[i++ % glyph.dots.length]} `), 80) : null;
  const stop = () => { if (!started) { started = true; clearInterval(spin); if (spin) process.stdout.write('\r  \r'); } };
  try {
    await send(text, (part) => {
      stop();
      line += part;
      const lines = line.split('\n');
      line = lines.pop();
      for (const l of lines) console.log(forDisplay(l));
    });
    if (line) console.log(forDisplay(line));
    console.log(paint(2, glyph.rule.repeat(Math.min(40, columns()))));
  } catch (e) {
    stop();
    console.error(paint(31, e.message));
  }
  busy = false;
  if (pending.length) return submit();
  rl.prompt();
}

rl.setPrompt(paint(36, glyph.prompt) + ' ');
rl.prompt();
