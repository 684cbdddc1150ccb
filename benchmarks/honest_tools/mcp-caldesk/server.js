#!/usr/bin/env node
'use strict';
const { Server } = require('@modelcontextprotocol/sdk/server/index.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');
const { CallToolRequestSchema, ListToolsRequestSchema } = require('@modelcontextprotocol/sdk/types.js');
const { Calendar } = require('./google.js');
const { offsetAt, suffix, toRfc3339, isRtl } = require('./time.js');

const system = Intl.DateTimeFormat().resolvedOptions();
const cal = new Calendar({ token: process.env.GOOGLE_ACCESS_TOKEN, calendarId: process.env.CALDESK_CALENDAR });

let zonePromise;
/** CALDESK_TZ, else the calendar's own setting, else this machine. Tell the model when the last two differ. */
function zone() {
  zonePromise ||= (async () => {
    if (process.env.CALDESK_TZ) return { zone: process.env.CALDESK_TZ };
    const remote = await cal.settingsZone().catch(() => null);
    if (!remote) return { zone: system.timeZone };
    if (remote !== system.timeZone && offsetAt(remote, new Date()) !== offsetAt(system.timeZone, new Date())) {
      return { zone: remote, note: `Note: the calendar is set to ${remote} but the computer to ${system.timeZone}. Times below are in ${remote}; ask the user if that is meant.` };
    }
    return { zone: remote };
  })();
  return zonePromise;
}

const tools = {
  now: {
    description: 'Current date and time of the user, with the time zone',
    inputSchema: { type: 'object', properties: {} },
    async run() {
      const { zone: z, note } = await zone();
      const d = new Date();
      const clock = d.toLocaleString('sv-SE', { timeZone: z });
      return [`Now: ${clock}`, `Time zone: ${z} (UTC${suffix(offsetAt(z, d)).replace('Z', '+00:00')})`, note].filter(Boolean).join('\n');
    },
  },
  list_events: {
    description: 'Events between two local times',
    inputSchema: { type: 'object', required: ['from', 'to'], properties: { from: { type: 'string' }, to: { type: 'string' }, query: { type: 'string' } } },
    async run({ from, to, query }) {
      const { zone: z, note } = await zone();
      const res = await cal.list({ from: toRfc3339(from, z), to: toRfc3339(to, z), zone: z, q: query });
      const rows = (res.items || []).map((e) => `- ${(e.start.dateTime || e.start.date).slice(0, 16).replace('T', ' ')} ${e.summary || '(no title)'} [${e.id}]`);
      return [`Time zone: ${z}`, note, ...(rows.length ? rows : ['No events.'])].filter(Boolean).join('\n');
    },
  },
  create_event: {
    description: 'Create an event; start and end are local times of the user',
    inputSchema: {
      type: 'object',
      required: ['summary', 'start', 'end'],
      properties: { summary: { type: 'string' }, start: { type: 'string' }, end: { type: 'string' }, description: { type: 'string' }, attendees: { type: 'array', items: { type: 'string' } } },
    },
    async run(a) {
      const { zone: z } = await zone();
      const ev = await cal.insert({ ...a, start: toRfc3339(a.start, z), end: toRfc3339(a.end, z), zone: z });
      return `Created "${ev.summary}" at ${a.start} (${z}): ${ev.htmlLink}`;
    },
  },
};

async function main() {
  const server = new Server({ name: 'caldesk', version: '0.4.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: Object.entries(tools).map(([name, t]) => ({ name, description: t.description, inputSchema: t.inputSchema })) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    try {
      const text = await tools[params.name].run(params.arguments || {});
      return { content: [{ type: 'text', text }] };
    } catch (e) {
      return { isError: true, content: [{ type: 'text', text: e.message }] };
    }
  });
  await server.connect(new StdioServerTransport());
  // the log pane of most clients does not reorder bidi text, so isolate the locale's own words there
  const words = new Intl.DateTimeFormat(system.locale, { dateStyle: 'full', timeStyle: 'short' }).format(new Date());
  console.error(`caldesk started ${isRtl(system.locale) ? `\u2067${words}\u2069` : words}`);
}

main();
