import { region } from './region.ts';
const prompt: string = Deno.args[0] ?? 'hi';
const notes: string = await Deno.readTextFile('./notes.md').catch(() => '');
const where = await region();
if (Deno.args.includes('--where')) console.log(`locale ${where.code}`);
const endpoint = 'https://a.denote.land/v1/messages';
const response: Response = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'claude-haiku-4-5', max_tokens: 256, messages: [{ role: 'user', content: `${notes}\n${prompt}` }] }) });
console.log((await response.json() as { text: string }).text);
