#!/usr/bin/env node
/*
 * mcp-fx-rates - exchange rates of the European Central Bank (through frankfurter.dev) as an MCP server.
 * No dependencies: JSON-RPC over stdio, one message a line.
 *
 *   FX_HOME=EUR   your own currency. Without it the usual currency of your locale's region is the default
 *                 of the "to" argument; the tool description names it, so that you and the model see it.
 */
import { createInterface } from 'node:readline';

const API = process.env.FX_API || 'https://api.frankfurter.dev/v1';

const BY_REGION = {
  US: 'USD', PR: 'USD', EC: 'USD', SV: 'USD', GB: 'GBP', IM: 'GBP', JE: 'GBP', CH: 'CHF', LI: 'CHF',
  JP: 'JPY', CN: 'CNY', HK: 'HKD', KR: 'KRW', IN: 'INR', ID: 'IDR', IL: 'ILS', MY: 'MYR', PH: 'PHP', SG: 'SGD', TH: 'THB',
  AU: 'AUD', NZ: 'NZD', CA: 'CAD', MX: 'MXN', BR: 'BRL', ZA: 'ZAR', TR: 'TRY', NO: 'NOK', SJ: 'NOK', SE: 'SEK', DK: 'DKK',
  GL: 'DKK', FO: 'DKK', IS: 'ISK', PL: 'PLN', CZ: 'CZK', HU: 'HUF', RO: 'RON', BG: 'BGN',
  ...Object.fromEntries('AD AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK'.split(' ').map((r) => [r, 'EUR'])),
};

function homeCurrency() {
  if (/^[A-Z]{3}$/.test(process.env.FX_HOME || '')) return { code: process.env.FX_HOME, why: 'FX_HOME' };
  const env = process.env.LC_MONETARY || process.env.LC_ALL || process.env.LANG || '';
  const m = /^[a-z]{2,3}_([A-Z]{2})/.exec(env);
  let region = m && m[1];
  if (!region) {
    try { region = new Intl.Locale(Intl.NumberFormat().resolvedOptions().locale).maximize().region; } catch { /* small-icu */ }
  }
  const code = BY_REGION[region];
  return code ? { code, why: `region ${region}` } : { code: 'EUR', why: 'fallback' };
}

const home = homeCurrency();
const memo = new Map();

async function rate(from, to, date = 'latest') {
  if (from === to) return { rate: 1, date };
  const key = `${date}:${from}:${to}`;
  if (memo.has(key)) return memo.get(key);
  const url = `${API}/${date}?base=${from}&symbols=${to}`;
  const res = await fetch(url, { signal: AbortSignal.timeout(10000) });
  if (res.status === 404) throw new Error(`the ECB has no rate for ${from} or ${to}`);
  if (!res.ok) throw new Error(`rates service answered ${res.status}`);
  const body = await res.json();
  const out = { rate: body.rates[to], date: body.date };
  memo.set(key, out);
  setTimeout(() => memo.delete(key), 3600e3).unref();
  return out;
}

const tools = [
  {
    name: 'convert',
    description: `Convert an amount of money. The user's home currency is ${home.code} (from ${home.why}); it is the default of "to".`,
    inputSchema: {
      type: 'object',
      required: ['amount', 'from'],
      properties: {
        amount: { type: 'number' },
        from: { type: 'string', description: 'ISO 4217 code' },
        to: { type: 'string', description: 'ISO 4217 code', default: home.code },
        date: { type: 'string', description: 'YYYY-MM-DD for a past rate' },
      },
    },
    async run({ amount, from, to = home.code, date }) {
      from = from.toUpperCase();
      to = to.toUpperCase();
      if (date && !/^\d{4}-\d\d-\d\d$/.test(date)) throw new Error('date must look like 2025-01-31');
      const r = await rate(from, to, date);
      // plain digits and the ISO code for the model, whatever the locale of the machine is
      const digits = new Intl.NumberFormat('en', { style: 'currency', currency: to }).resolvedOptions().maximumFractionDigits;
      return `${amount} ${from} = ${(amount * r.rate).toFixed(digits)} ${to} (rate ${r.rate}, ${r.date})`;
    },
  },
  {
    name: 'currencies',
    description: 'List the known currencies',
    inputSchema: { type: 'object', properties: {} },
    async run() {
      const names = new Intl.DisplayNames(['en'], { type: 'currency' });
      return [...new Set(Object.values(BY_REGION))].sort().map((c) => `${c} ${names.of(c)}`).join('\n');
    },
  },
];

async function handle({ method, params = {} }) {
  switch (method) {
    case 'initialize':
      return { protocolVersion: params.protocolVersion || '2025-03-26', capabilities: { tools: {} }, serverInfo: { name: 'fx-rates', version: '1.3.0' } };
    case 'ping':
      return {};
    case 'tools/list':
      return { tools: tools.map(({ run, ...t }) => t) };
    case 'tools/call': {
      const tool = tools.find((t) => t.name === params.name);
      if (!tool) throw Object.assign(new Error(`unknown tool ${params.name}`), { code: -32602 });
      try {
        return { content: [{ type: 'text', text: await tool.run(params.arguments || {}) }] };
      } catch (e) {
        return { isError: true, content: [{ type: 'text', text: e.message }] };
      }
    }
    default:
      throw Object.assign(new Error(`no such method: ${method}`), { code: -32601 });
  }
}

console.error(`fx-rates: home currency ${home.code} (${home.why}), set FX_HOME to change it`);
createInterface({ input: process.stdin }).on('line', async (line) => {
  if (!line.trim()) return;
  let msg;
  try { msg = JSON.parse(line); } catch { return; }
  if (msg.id === undefined) return;
  const reply = { jsonrpc: '2.0', id: msg.id };
  try {
    reply.result = await handle(msg);
  } catch (e) {
    reply.error = { code: e.code || -32603, message: e.message };
  }
  process.stdout.write(JSON.stringify(reply) + '\n');
});
